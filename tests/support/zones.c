/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The real zones of the machine, for tests. */

#include "support/zones.h"

#include <string.h>

/* GLib logs a critical for a file that is no zone ("zone.tab"), and takes "+02:00" and "" for
 * zones. Names of zones begin with a capital: "posix/", "right/" and "localtime" are none. */
static gboolean
is_zone_file (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) &&
         g_file_get_contents (path, &bytes, &size, NULL) && size >= 44 &&
         memcmp (bytes, "TZif", 4) == 0;
}

static GTimeZone *
load_zone (const char *id, gpointer user_data)
{
  if (!g_ascii_isupper (id[0]) || strstr (id, "..") != NULL)
    return NULL;
  g_autofree char *path = g_build_filename (TEST_ZONEINFO_DIR, id, NULL);
  return is_zone_file (path) ? g_time_zone_new_identifier (id) : NULL;
}

RecoupZoneTable *
test_zones_new (void)
{
  return recoup_zone_table_new (load_zone, NULL);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
test_zones_dup_names (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_get_contents (TEST_ZONEINFO_DIR "/tzdata.zi", &text, NULL, &error));
  g_assert_no_error (error);

  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      /* "Z NAME ..." begins a zone, "L TARGET NAME" is a link. */
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      guint n = g_strv_length (words);
      if (n > 2 && (g_str_equal (words[0], "Z") || g_str_equal (words[0], "L")))
        g_ptr_array_add (names, g_strdup (words[words[0][0] == 'Z' ? 1 : 2]));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
