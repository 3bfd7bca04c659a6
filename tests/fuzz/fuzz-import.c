/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes as a foreign file: refused with a sentence, or read into entries that the journal takes,
 * each with an identity of its own, and remarks that are fit for a terminal. */

#include "client/import/importer.h"
#include "fuzz.h"
#include "recoup/entry.h"
#include "support/zones.h"

static void
check_text (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (c)));
}

static void
check_entries (GVariant *rows, RecoupZoneTable *zones)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n = g_variant_n_children (rows);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (RecoupEntry) entry =
          recoup_entry_new_from_variant (row, NULL, zones, NULL, &error);
      g_assert_no_error (error);
      if (entry->kind != RECOUP_ENTRY_REMOVE && entry->source != NULL && entry->zone != NULL)
        g_assert_true (g_hash_table_add (ids, g_strdup (entry->id)));
    }
}

static void
check_issues (GVariant *summary)
{
  g_autoptr (GVariant) issues =
      g_variant_lookup_value (summary, "issues", G_VARIANT_TYPE ("aa{sv}"));
  gsize n = g_variant_n_children (issues);

  g_assert_cmpuint (n, <=, RECOUP_MAX_ISSUES);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) issue = g_variant_get_child_value (issues, i);
      const char *text = NULL;
      gint64 line = 0;
      g_assert_true (g_variant_lookup (issue, "text", "&s", &text));
      g_assert_true (g_variant_lookup (issue, "line", "x", &line));
      check_text (text);
      g_assert_cmpint (line, >=, 1);
      if (g_variant_lookup (issue, "column", "&s", &text))
        check_text (text);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static RecoupZoneTable *zones = NULL; /* for the life of the process */
  static const double units[] = { 0, RECOUP_KG_PER_POUND };

  if (zones == NULL)
    zones = test_zones_new ();
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (data, size);
      g_autoptr (GError) error = NULL;
      RecoupImporterOptions options = { .weight_factor = units[i],
                                        .zone = "Europe/Berlin",
                                        .zones = zones };
      g_autoptr (GVariant) result = recoup_importer_run (bytes, &options, &error);
      g_assert_true ((result == NULL) == (error != NULL));
      if (result == NULL)
        {
          check_text (error->message);
          continue;
        }
      g_autoptr (GVariant) rows = g_variant_get_child_value (result, 0);
      g_autoptr (GVariant) summary = g_variant_get_child_value (result, 1);
      check_entries (rows, zones);
      check_issues (summary);
    }
  return 0;
}
