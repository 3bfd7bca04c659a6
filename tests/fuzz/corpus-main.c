/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* usage: corpus-TARGET FOLDER: sends each file of the folder, whole and cut short, through the
 * target. A fault ends the program, so that what the fuzzer once found stays found without it. */

#include <glib.h>

#include "fuzz.h"

#define MAX_CUT 512 /* beginnings of up to so many bytes are tried */

static gboolean
send_file (const char *path, GError **error)
{
  g_autofree char *data = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &data, &size, error))
    return FALSE;
  LLVMFuzzerTestOneInput ((const uint8_t *) data, size);
  for (gsize cut = 0; cut < MIN (size, MAX_CUT); cut++)
    {
      /* A block of its own, so that reading past the end is seen. */
      g_autofree uint8_t *begin = g_memdup2 (data, cut);
      LLVMFuzzerTestOneInput (begin, cut);
    }
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (argc != 2)
    {
      g_printerr ("usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  g_autoptr (GDir) folder = g_dir_open (argv[1], 0, &error);
  if (folder == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_print ("%s\n", name);
      if (!send_file (path, &error))
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      n++;
    }
  if (n == 0)
    g_printerr ("%s is empty\n", argv[1]);
  return n > 0 ? 0 : 1;
}
