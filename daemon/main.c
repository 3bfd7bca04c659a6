/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupd: the arguments and the process; everything else is in app.c. */
#include <glib.h>
#include <glib/gi18n-lib.h>
#include <malloc.h>
#include <sys/stat.h>

#include "daemon/app.h"
#include "words/words.h"

static gboolean
parse (int *argc, char ***argv, gboolean *version, GError **error)
{
  GOptionEntry entries[] = {
    { "version", 'V', 0, G_OPTION_ARG_NONE, version, _ ("Print the version and exit"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_summary (
      context, _ ("Keeps the account of your recovery, and reminds you. Started by "
                  "your session or by recoupctl."));
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc == 1)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("There are no arguments, got ‘%s’"),
               (*argv)[1]);
  return FALSE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  gboolean version = FALSE;
  (void) umask (077); /* whatever is written is the user's alone */
  /* The threads of GLib do next to nothing here; a heap for each would lie about half empty. */
  (void) mallopt (M_ARENA_MAX, 1);
  /* What a large answer leaves behind is put together as it is freed, by the thread that frees it:
   * else all of it at once, in the main loop, at the next large piece that is asked for there. */
  (void) mallopt (M_MXFAST, 0);
  if (!recoup_words_init (RECOUP_LOCALEDIR))
    g_message ("The locale is not installed; English is spoken");
  /* Before any thread: the virtual file systems of the desktop are of no use here. */
  (void) g_setenv ("GIO_USE_VFS", "local", TRUE);
  if (!parse (&argc, &argv, &version, &error))
    {
      g_printerr ("recoupd: %s\n", error->message);
      return 2;
    }
  if (version)
    {
      g_print ("recoupd " RECOUP_VERSION "\n");
      return 0;
    }
  return recoup_app_run ();
}
