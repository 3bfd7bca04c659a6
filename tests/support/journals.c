/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Journals, settings and expectations from files, for tests of the model. */

#include "support/journals.h"

#include "client/json.h"
#include "client/jsonl.h"

typedef struct
{
  RecoupJournal *journal;
  GArray *faults;
  const char *path;
} Loading;

static gboolean
on_line (const RecoupJsonlLine *line, gpointer user_data)
{
  Loading *loading = user_data;

  if (line->entry != NULL)
    {
      (void) recoup_journal_insert (loading->journal, line->entry, line->text);
      return TRUE;
    }
  if (loading->faults == NULL)
    g_error ("%s:%u: %s", loading->path, line->number, line->fault->message);
  TestFault fault = { line->number, recoup_fault_get_name ((RecoupFault) line->fault->code) };
  g_array_append_val (loading->faults, fault);
  return TRUE;
}

RecoupJournal *
test_journal_load (const char *path, RecoupZoneTable *zones, GArray *faults)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  Loading loading = { recoup_journal_new (), faults, path };

  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);
  g_assert_no_error (error);
  gboolean done = recoup_jsonl_read (G_INPUT_STREAM (stream), zones, on_line, &loading, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  return loading.journal;
}

GVariant *
test_json_load (const char *path)
{
  g_autofree char *text = NULL;
  gsize len = 0;
  g_autoptr (GError) error = NULL;

  gboolean done = g_file_get_contents (path, &text, &len, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  GVariant *value = recoup_json_parse (text, len, &error);
  g_assert_no_error (error);
  return value;
}

static const char *const weekdays[7] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static gboolean
is_empty_list (GVariant *value)
{
  return g_variant_is_container (value) && g_variant_n_children (value) == 0;
}

/* Text form of an object of weekdays: "mon:07:00,tue:..."; lists become "chest+back". */
static char *
format_week (GVariant *object)
{
  GString *text = g_string_new (NULL);

  for (guint day = 0; day < G_N_ELEMENTS (weekdays); day++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (object, weekdays[day], NULL);
      if (value == NULL || is_empty_list (value))
        continue;
      g_string_append_printf (text, "%s%s:", text->len > 0 ? "," : "", weekdays[day]);
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        {
          g_string_append (text, g_variant_get_string (value, NULL));
          continue;
        }
      for (gsize i = 0; i < g_variant_n_children (value); i++)
        {
          g_autoptr (GVariant) box = g_variant_get_child_value (value, i);
          g_autoptr (GVariant) item = g_variant_get_variant (box);
          g_string_append_printf (text, "%s%s", i > 0 ? "+" : "",
                                  g_variant_get_string (item, NULL));
        }
    }
  return g_string_free (text, FALSE);
}

static char *
format_value (GVariant *value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_strdup (g_ascii_dtostr (digits, sizeof digits, g_variant_get_double (value)));
  return format_week (value);
}

void
test_policy_load (const char *path, RecoupPolicy *policy)
{
  g_autoptr (GVariant) object = test_json_load (path);
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  recoup_policy_init (policy);
  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      g_autofree char *text = format_value (value);
      g_autoptr (GError) error = NULL;
      gboolean done = recoup_policy_parse (policy, key, text, &error);
      g_assert_no_error (error);
      g_assert_true (done);
    }
}
