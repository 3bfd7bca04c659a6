/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoup-sim: weeks of desktop life in milliseconds. The daemon library with a clock, a presence
 * and a notification server that do what a script says, and a real store. Exits 0 when the script
 * reached `end`, 1 when an event failed or an `expect` did not hold, 2 when it could not be read.
 */

#include <locale.h>
#include <stdio.h>

#include "engine/full-disk.h"
#include "support/sim.h"

#define EXIT_FAILED 1
#define EXIT_USAGE  2

static int
run (Sim *sim, const char *script, char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && !sim->is_over; i++)
    {
      g_autoptr (GError) error = NULL;
      if (sim_read_line (sim, lines[i], &error))
        continue;
      (void) fflush (stdout); /* keeps the order where both go to one place */
      g_printerr ("%s:%u: %s\n", script, i + 1, error->message);
      return EXIT_FAILED;
    }
  if (sim->is_over)
    return 0;
  g_printerr ("%s: the script does not reach ‘end’\n", script);
  return EXIT_FAILED;
}

int
main (int argc, char *argv[])
{
  gint seed = 0;
  gboolean verbose = FALSE;
  g_autofree char *store = NULL;
  const GOptionEntry options[] = {
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Makes the ids that are drawn reproducible", "N" },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &store, "Keeps the store there", "FILE" },
    { "verbose", 0, 0, G_OPTION_ARG_NONE, &verbose, "Prints the state when it changes", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("SCRIPT");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  (void) setlocale (LC_CTYPE, ""); /* what is printed; numbers and words stay as they are */
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2 ||
      !g_file_get_contents (argv[1], &text, NULL, &error))
    {
      g_printerr ("recoup-sim: %s\n", error != NULL ? error->message : "one script is needed");
      return EXIT_USAGE;
    }
  g_random_set_seed ((guint32) seed);
  full_disk_install ();

  Sim sim;
  sim_init (&sim, store);
  sim.verbose = verbose;
  sim_out_init (&sim);
  int status = run (&sim, argv[1], text);
  sim_clear (&sim);
  sim_out_clear (&sim);
  return status;
}
