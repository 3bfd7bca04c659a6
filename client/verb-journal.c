/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl journal: shows what was logged; the last entries of the range, oldest first. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/describe.h"
#include "client/dict.h"
#include "client/entries.h"
#include "client/keys.h"
#include "client/print.h"
#include "client/range.h"
#include "client/verbs.h"
#include "recoup/entry.h"
#include "recoup/error.h"
#include "words/key-words.h"

#define DEFAULT_LIMIT 30
#define RECENT_DAYS   30
#define ID_COLUMNS    8 /* of an id: enough to name an entry among some ten thousand */

/* The filter for Query that the options ask for. */
static GVariant *
make_filter (RecoupCtl *ctl, const RecoupArgs *args, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  const char *kinds = recoup_args_get (args, "kind");
  const char *source = recoup_args_get (args, "source");
  const char *id = recoup_args_word (args, 0);

  if (id != NULL && !recoup_entry_is_id_beginning (id))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("Expected an id or its beginning, got ‘%s’"), id);
      return NULL;
    }
  if (id != NULL)
    g_variant_dict_insert (&dict, "id", "s", id);
  if (kinds != NULL)
    {
      g_auto (GStrv) list = recoup_keys_read (RECOUP_KEY_KIND, "--kind", kinds, error);
      if (list == NULL)
        return NULL;
      g_variant_dict_insert (&dict, "kinds", "^as", list);
    }
  if (source != NULL)
    g_variant_dict_insert (&dict, "source", "s", source);
  if (!recoup_range_insert (ctl, args, &dict, error))
    return NULL;
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

typedef struct
{
  GQueue *tail; /* of GVariant, owned */
  guint limit;
} Tail;

/* Keeps the last entries of all. */
static gboolean
keep_entry (GVariant *entry, gpointer user_data)
{
  Tail *tail = user_data;

  g_queue_push_tail (tail->tail, g_variant_ref (entry));
  if (tail->limit != 0 && tail->tail->length > tail->limit)
    g_variant_unref (g_queue_pop_head (tail->tail));
  return TRUE;
}

/* The last @limit entries (0: all) of the filter. Without bounds the last month is asked for first:
 * nobody should wait for ten years to be read to see yesterday. */
static gboolean
read_entries (RecoupCtl *ctl, GVariant *filter, GQueue *entries, guint limit, GError **error)
{
  Tail tail = { .tail = entries, .limit = limit };
  g_autoptr (GVariantDict) recent = g_variant_dict_new (filter);

  if (limit != 0 && !g_variant_dict_contains (recent, "id") &&
      !g_variant_dict_contains (recent, "from") && !g_variant_dict_contains (recent, "until"))
    {
      g_variant_dict_insert (
          recent, "from", "x",
          recoup_instant_floor (g_get_real_time () - RECENT_DAYS * RECOUP_USEC_PER_DAY));
      if (!recoup_entries_walk (ctl, g_variant_dict_end (recent), keep_entry, &tail, error))
        return FALSE;
      if (entries->length == limit)
        return TRUE;
      g_queue_clear_full (entries, (GDestroyNotify) g_variant_unref);
    }
  return recoup_entries_walk (ctl, filter, keep_entry, &tail, error);
}

static void
print_rows (RecoupCtl *ctl, GQueue *entries)
{
  static const char *const headings[] = { N_ ("ID"), N_ ("TIME"), N_ ("KIND"), N_ ("WHAT"), NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);

  for (GList *link = entries->head; link != NULL; link = link->next)
    {
      GVariant *entry = link->data;
      const char *id = recoup_dict_string (entry, "id");
      const char *zone = recoup_dict_string (entry, "zone");
      g_autofree char *short_id = g_strndup (id != NULL ? id : "", ID_COLUMNS);
      g_autofree char *time = recoup_describe_time (
          entry, recoup_ctl_find_zone (ctl, zone != NULL ? zone : recoup_ctl_get_zone_id (ctl)));
      g_autofree char *what = recoup_describe_entry (entry);
      const char *kind = recoup_dict_string (entry, "kind");
      g_autofree char *name = recoup_words_key (RECOUP_KEY_KIND, kind != NULL ? kind : "?");
      const char *cells[] = { short_id, time, name, what };
      recoup_table_add (table, cells);
    }
  recoup_print_table (ctl, table, _ ("Nothing is logged there."));
}

static RecoupExit
run_journal (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *limit_text = recoup_args_get (args, "limit");
  const char *id = recoup_args_word (args, 0);
  guint64 limit = id != NULL || recoup_args_get (args, "from") != NULL ? 0 : DEFAULT_LIMIT;
  g_autoptr (GQueue) entries = g_queue_new ();
  g_autoptr (GError) error = NULL;

  if (limit_text != NULL &&
      !g_ascii_string_to_unsigned (limit_text, 10, 1, G_MAXINT32, &limit, NULL))
    return recoup_ctl_usage (ctl, _ ("‘--limit’ expects 1 to %d entries, got ‘%s’"), G_MAXINT32,
                             limit_text);
  g_autoptr (GVariant) filter = make_filter (ctl, args, &error);
  if (filter == NULL)
    return recoup_ctl_refuse (ctl, error);
  gboolean ok = read_entries (ctl, filter, entries, (guint) limit, &error) &&
                recoup_ctl_get_zone (ctl, &error) != NULL;
  if (ok && id != NULL && entries->length == 0)
    {
      g_set_error (&error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("There is no entry ‘%s’"), id);
      ok = FALSE;
    }
  if (ok && recoup_print_is_json (ctl))
    for (GList *link = entries->head; link != NULL; link = link->next)
      recoup_print_json (ctl, link->data);
  else if (ok)
    print_rows (ctl, entries);
  g_queue_clear_full (entries, (GDestroyNotify) g_variant_unref);
  return ok ? RECOUP_EXIT_OK : recoup_ctl_fail (ctl, error);
}

static const RecoupOption options[] = {
  { "kind", 'k', "KIND", N_ ("Only entries of this kind; several with commas between") },
  { "from", 0, "TIME", N_ ("Only from this time or date on") },
  { "until", 0, "TIME", N_ ("Only up to this time or date") },
  { "source", 0, "NAME", N_ ("Only what this source wrote") },
  { "limit", 'n', "N", N_ ("The last N entries; 30 without ID and --from, else all") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_journal = {
  .name = "journal",
  .args = "[ID] [--kind KIND] [--from TIME] [--until TIME] [--limit N]",
  .help = N_ ("Show what was logged"),
  .details = N_ ("ID is an id or the beginning of some. With --json=short each line is one\n"
                 "entry of recoup-journal(5).\n"),
  .max_words = 1,
  .options = options,
  .run = run_journal,
};
