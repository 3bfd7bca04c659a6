/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Programs that recoupctl executes: each has a heavy library or reads foreign files, and is gone
 * when it is done. */

#include "client/helper.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "recoup/error.h"

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

/* Runs it and waits for it. @input: (nullable): its standard input, else that of this program */
static RecoupExit
run_helper (RecoupCtl *ctl, const char *const *argv, GBytes *input, GBytes **output_out)
{
  g_autofree char *program = find_helper (argv[0]);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;

  g_strv_builder_add (builder, program);
  for (guint i = 1; argv[i] != NULL; i++)
    g_strv_builder_add (builder, argv[i]);
  g_auto (GStrv) command = g_strv_builder_end (builder);
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      (const char *const *) command,
      (input != NULL ? G_SUBPROCESS_FLAGS_STDIN_PIPE : G_SUBPROCESS_FLAGS_STDIN_INHERIT) |
          G_SUBPROCESS_FLAGS_STDOUT_PIPE,
      &error);
  g_autoptr (GBytes) output = NULL;
  if (process == NULL || !g_subprocess_communicate (process, input, NULL, &output, NULL, &error))
    return recoup_ctl_fail (ctl, error);
  if (!g_subprocess_get_if_exited (process))
    {
      g_printerr (_ ("recoupctl: %s was killed by signal %d\n"), argv[0],
                  g_subprocess_get_term_sig (process));
      return RECOUP_EXIT_FAILED;
    }
  gint status = g_subprocess_get_exit_status (process);
  if (status != 0)
    return status == RECOUP_EXIT_USAGE ? RECOUP_EXIT_USAGE : RECOUP_EXIT_FAILED;
  *output_out = g_steal_pointer (&output);
  return RECOUP_EXIT_OK;
}

RecoupExit
recoup_helper_run (RecoupCtl *ctl, const char *const *argv, GBytes **output_out)
{
  return run_helper (ctl, argv, NULL, output_out);
}

RecoupExit
recoup_helper_feed (RecoupCtl *ctl, const char *const *argv, GVariant *input, GBytes **output_out)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (input);
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (owned);

  return run_helper (ctl, argv, bytes, output_out);
}

/* All of standard input; a program that recoupctl executes gets a few hundred kilobytes at most. */
#define FEED_MAX_BYTES  ((gsize) 16 * 1024 * 1024)
#define FEED_READ_BYTES 16384

GVariant *
recoup_helper_read_feed (GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[FEED_READ_BYTES];
  gssize n = 1;

  while (n > 0 && bytes->len <= FEED_MAX_BYTES)
    {
      n = read (STDIN_FILENO, buffer, sizeof buffer);
      if (n < 0 && errno == EINTR)
        n = 1;
      else if (n > 0)
        g_byte_array_append (bytes, buffer, (guint) n);
    }
  if (n < 0)
    {
      g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno),
                   _ ("Standard input could not be read: %s"), g_strerror (errno));
      return NULL;
    }
  g_autoptr (GBytes) data = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_autoptr (GVariant) value =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, data, FALSE));
  if (g_bytes_get_size (data) == 0 || g_bytes_get_size (data) > FEED_MAX_BYTES ||
      !g_variant_is_normal_form (value))
    {
      g_set_error_literal (
          error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
          _ ("Standard input is not what recoupctl writes: this program is executed "
             "by it"));
      return NULL;
    }
  return g_steal_pointer (&value);
}
