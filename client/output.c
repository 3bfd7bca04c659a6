/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where recoupctl writes to: the standard streams, and files that it makes. Nobody else is to read
 * those: they say how somebody sleeps, eats and feels. */

#include "client/output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

void
recoup_output_open_streams (void)
{
  /* In the wrong direction, so that reading or writing fails. */
  static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && g_open ("/dev/null", modes[fd], 0) != fd) /* the lowest free */
      _exit (EXIT_FAILURE); /* and nobody could be told why */
}

gboolean
recoup_output_is_file (const char *path)
{
  return path != NULL && !g_str_equal (path, "-");
}

static gboolean
write_stdout (const char *text, gsize len, GError **error)
{
  (void) signal (SIGPIPE, SIG_DFL); /* `| head` ends us like any tool, see recoup_ctl_flush() */
  for (gsize done = 0; done < len;)
    {
      gssize n = write (STDOUT_FILENO, text + done, len - done);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno),
                       _ ("The output could not be written: %s"), g_strerror (errno));
          return FALSE;
        }
      done += (gsize) n;
    }
  return TRUE;
}

/* What is wrong with the place of a file is told by the name that was given: the file is written
 * under another one first. */
static gboolean
check_place (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int reason = g_access (folder, W_OK | X_OK) != 0      ? errno
               : g_file_test (path, G_FILE_TEST_IS_DIR) ? EISDIR
                                                        : 0;

  if (reason != 0)
    g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (reason),
                 _ ("‘%s’ cannot be written: %s"), path, g_strerror (reason));
  return reason == 0;
}

gboolean
recoup_output_write (const char *path, const char *text, gsize len, GError **error)
{
  if (!recoup_output_is_file (path))
    return write_stdout (text, len, error);
  return check_place (path, error) &&
         g_file_set_contents_full (path, text, (gssize) len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}
