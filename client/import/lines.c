/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file in recoup's own interchange format. The daemon keeps what it has when an equal revision
 * comes in, so that which of two versions in one file counts must be decided here. */

#include "client/import/lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/import/issue.h"
#include "client/import/preview.h"
#include "client/jsonl.h"
#include "recoup/error.h"

/* The version of an id that counts so far. */
typedef struct
{
  guint index; /* in entries */
  char *text;  /* owned */
} Version;

typedef struct
{
  RecoupLines *lines;
  GHashTable *versions; /* owned: id, borrowed from the entry or its predecessor -> Version */
} Collector;

static void
version_free (gpointer data)
{
  Version *version = data;

  g_free (version->text);
  g_free (version);
}

gboolean
recoup_lines_sniff (GBytes *bytes)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);
  gsize i = size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < size && g_ascii_isspace (text[i]))
    i++;
  return i < size && text[i] == '{';
}

/* Keeps @line's entry if no better version of its id is there. */
static void
keep_version (Collector *collector, const RecoupJsonlLine *line)
{
  GPtrArray *entries = collector->lines->entries;
  Version *known = g_hash_table_lookup (collector->versions, line->entry->id);

  if (known == NULL)
    {
      known = g_new0 (Version, 1);
      known->index = entries->len;
      g_ptr_array_add (entries, recoup_entry_ref (line->entry));
      g_hash_table_insert (collector->versions, g_strdup (line->entry->id), known);
    }
  else
    {
      const RecoupEntry *old = g_ptr_array_index (entries, known->index);
      if (line->entry->rev < old->rev ||
          (line->entry->rev == old->rev && strcmp (line->text, known->text) <= 0))
        return;
      recoup_entry_unref (g_ptr_array_index (entries, known->index));
      g_ptr_array_index (entries, known->index) = recoup_entry_ref (line->entry);
    }
  g_free (known->text);
  known->text = g_strdup (line->text);
}

/* Whether a line with that fault is something else than a wrong entry. */
static gboolean
is_strange (RecoupFault fault)
{
  return fault == RECOUP_FAULT_TOO_LONG || fault == RECOUP_FAULT_JSON ||
         fault == RECOUP_FAULT_NOT_OBJECT || fault == RECOUP_FAULT_KIND;
}

static gboolean
on_line (const RecoupJsonlLine *line, gpointer user_data)
{
  Collector *collector = user_data;
  RecoupLines *lines = collector->lines;

  lines->n_lines++;
  if (line->fault != NULL)
    {
      lines->n_refused++;
      lines->n_strange += is_strange ((RecoupFault) line->fault->code) ? 1 : 0;
      recoup_issue_add (
          lines->issues, &lines->n_more_issues,
          (RecoupIssue){ .line = line->number,
                         .text = g_strdup_printf (
                             "%s: %s", recoup_fault_get_name ((RecoupFault) line->fault->code),
                             line->fault->message),
                         .refused = TRUE });
      return TRUE;
    }
  for (guint i = 0; i < line->unknown->len; i++)
    recoup_issue_add (
        lines->issues, &lines->n_more_issues,
        (RecoupIssue){ .line = line->number,
                       .column = recoup_issue_quote (g_ptr_array_index (line->unknown, i)),
                       .text = g_strdup (_ ("is no field of the format and was left out")) });
  if (line->entry->kind == RECOUP_ENTRY_REMOVE)
    g_ptr_array_add (lines->entries, recoup_entry_ref (line->entry));
  else
    keep_version (collector, line);
  return TRUE;
}

RecoupLines *
recoup_lines_read (GBytes *bytes, RecoupZoneTable *zones, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (RecoupLines) lines = g_new0 (RecoupLines, 1);
  Collector collector = { .lines = lines };

  lines->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  lines->issues = recoup_issues_new ();
  collector.versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, version_free);
  gboolean is_read = recoup_jsonl_read (stream, zones, on_line, &collector, error);
  g_hash_table_unref (collector.versions);
  return is_read ? g_steal_pointer (&lines) : NULL;
}

void
recoup_lines_free (RecoupLines *lines)
{
  if (lines == NULL)
    return;
  g_ptr_array_unref (lines->entries);
  g_ptr_array_unref (lines->issues);
  g_free (lines);
}

GVariant *
recoup_lines_summarise (const RecoupLines *lines)
{
  guint counts[RECOUP_N_ENTRY_KINDS] = { 0 };
  GVariantDict kinds;
  GVariantDict dict;

  for (guint i = 0; i < lines->entries->len; i++)
    counts[((const RecoupEntry *) g_ptr_array_index (lines->entries, i))->kind]++;
  g_variant_dict_init (&kinds, NULL);
  for (guint i = 0; i < RECOUP_N_ENTRY_KINDS; i++)
    if (counts[i] > 0)
      g_variant_dict_insert (&kinds, recoup_entry_kind_get_name (i), "x", (gint64) counts[i]);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "format", "s", RECOUP_LINES_FORMAT);
  g_variant_dict_insert (&dict, "title", "s", N_ ("recoup journal"));
  g_variant_dict_insert (&dict, "rows", "x", (gint64) lines->n_lines);
  g_variant_dict_insert (&dict, "refused", "x", (gint64) lines->n_refused);
  g_variant_dict_insert (&dict, "entries", "x", (gint64) lines->entries->len);
  g_variant_dict_insert_value (&dict, "kinds", g_variant_dict_end (&kinds));
  g_variant_dict_insert_value (&dict, "issues", recoup_preview_issues (lines->issues));
  g_variant_dict_insert (&dict, "more_issues", "x", (gint64) lines->n_more_issues);
  return g_variant_dict_end (&dict);
}
