/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Programs that recoupctl executes: each has a heavy library or reads foreign files, and is gone
 * when it is done. */

#include "client/helper.h"

/* The file of helper @name. */
static char *
find_helper (const char *name)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_build_filename (RECOUP_LIBEXECDIR, name, NULL);
}

RecoupExit
recoup_helper_run (RecoupCtl *ctl, const char *const *argv, GBytes **output_out)
{
  g_autofree char *program = find_helper (argv[0]);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;

  g_strv_builder_add (builder, program);
  for (guint i = 1; argv[i] != NULL; i++)
    g_strv_builder_add (builder, argv[i]);
  g_auto (GStrv) command = g_strv_builder_end (builder);
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *) command,
                         G_SUBPROCESS_FLAGS_STDIN_INHERIT | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GBytes) output = NULL;
  if (process == NULL || !g_subprocess_communicate (process, NULL, NULL, &output, NULL, &error))
    return recoup_ctl_fail (ctl, error);
  if (!g_subprocess_get_if_exited (process))
    {
      g_printerr ("recoupctl: %s was killed by signal %d\n", argv[0],
                  g_subprocess_get_term_sig (process));
      return RECOUP_EXIT_FAILED;
    }
  gint status = g_subprocess_get_exit_status (process);
  if (status != 0)
    return status == RECOUP_EXIT_USAGE ? RECOUP_EXIT_USAGE : RECOUP_EXIT_FAILED;
  *output_out = g_steal_pointer (&output);
  return RECOUP_EXIT_OK;
}
