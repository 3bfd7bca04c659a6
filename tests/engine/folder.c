/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A folder for one test. */
#include "engine/folder.h"

#include <glib/gstdio.h>

char *
folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("recoup-test-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static void
empty (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        empty (path);
      g_assert_no_errno (g_remove (path));
    }
}

void
folder_remove (char *folder)
{
  empty (folder);
  g_assert_no_errno (g_rmdir (folder));
  g_free (folder);
}
