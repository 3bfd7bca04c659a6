/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the log says of an event is explained in the catalogue, and nothing else is. */
#include "daemon/log.h"

#include <string.h>

static void
test_catalogue (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "..", "..", "systemd",
                                            "recoup.catalog", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_auto (GStrv) parts = g_strsplit (text, "\n-- ", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, RECOUP_N_LOG_EVENTS + 1);
  for (guint i = 0; i < RECOUP_N_LOG_EVENTS; i++)
    {
      const char *id = recoup_log_get_id ((RecoupLogEvent) i);
      g_assert_cmpuint (strlen (id), ==, 32);
      g_assert_cmpuint (strspn (id, "0123456789abcdef"), ==, 32);
      guint found = 0;
      for (guint j = 1; parts[j] != NULL; j++)
        if (g_str_has_prefix (parts[j], id))
          {
            found++;
            g_assert_nonnull (strstr (parts[j], "\nSubject: "));
            g_assert_nonnull (strstr (parts[j], "\nDefined-By: Recoup\n"));
          }
      g_assert_cmpuint (found, ==, 1);
    }
}

static GLogWriterOutput
on_log (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer user_data)
{
  GHashTable *seen = user_data;
  for (gsize i = 0; i < n; i++)
    g_hash_table_insert (seen, g_strdup (fields[i].key), g_strdup (fields[i].value));
  return G_LOG_WRITER_HANDLED;
}

static void
test_fields (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_log_set_writer_func (on_log, seen, NULL);
  recoup_log_event (RECOUP_LOG_STARTED, "recoupd %s is running, 100%%", "0.1");
  g_assert_cmpstr (g_hash_table_lookup (seen, "MESSAGE"), ==, "recoupd 0.1 is running, 100%");
  g_assert_cmpstr (g_hash_table_lookup (seen, "MESSAGE_ID"), ==,
                   recoup_log_get_id (RECOUP_LOG_STARTED));
  g_assert_cmpstr (g_hash_table_lookup (seen, "GLIB_DOMAIN"), ==, "recoup");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/catalogue", test_catalogue);
  g_test_add_func ("/log/fields", test_fields);
  return g_test_run ();
}
