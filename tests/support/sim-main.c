/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoup-sim: weeks of desktop life in milliseconds. The daemon library with a clock, a presence
 * and a notification server that do what a script says, and a real store. Exits 0 when the script
 * reached `end`, 1 when an event failed or an `expect` did not hold, 2 when it could not be read.
 */

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "engine/folder.h"
#include "engine/full-disk.h"
#include "recoup/error.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"
#include "support/sim-presence.h"
#include "support/sim.h"

#define EXIT_FAILED 1
#define EXIT_USAGE  2

static gboolean
fail (GError **error, const char *what, const char *text)
{
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, "%s: ‘%s’", what, text);
  return FALSE;
}

/* A line before the first timed one. */
static gboolean
read_heading (Sim *sim, const char *name, const char *rest, GError **error)
{
  if (g_str_equal (name, "set"))
    return sim_set (sim, rest, error);
  if (g_str_equal (name, "start"))
    return sim_parse_time (sim, rest, G_MININT64, &sim->start, error);
  g_autoptr (GTimeZone) zone = recoup_clock_load_zone (rest, NULL);
  if (zone == NULL)
    return fail (error, "not a zone", rest);
  g_free (sim->zone);
  sim->zone = g_strdup (rest);
  return TRUE;
}

/* Switches the machine on, before the first timed line. */
static gboolean
switch_on (Sim *sim, GError **error)
{
  static const SimScreen screen = { sim_out_taken, sim_out_gone };

  if (sim->start == RECOUP_INSTANT_NONE)
    return fail (error, "no ‘start’ before the first event", "start");
  sim->clock = sim_clock_new (sim->start, sim->zone);
  sim->presence = sim_presence_new ();
  sim->notifier = sim_notifier_new (&screen, sim);
  return sim_start (sim, error);
}

/* One event with its WHEN. */
static gboolean
read_event (Sim *sim, const char *when, const char *event, GError **error)
{
  if (sim->clock == NULL && !switch_on (sim, error))
    return FALSE;
  RecoupInstant now = recoup_clock_now (sim->clock);
  RecoupInstant at = now;
  gint64 usec = 0;
  if (when[0] == '+')
    {
      if (!sim_parse_duration (when + 1, &usec))
        return fail (error, "not a duration", when);
      at = now + usec;
    }
  else if (!sim_parse_time (sim, when, now, &at, error))
    return FALSE;
  if (at < now)
    return fail (error, "time goes forward", when);
  sim_run_until (sim, at);

  gsize length = strcspn (event, " \t");
  g_autofree char *name = g_strndup (event, length);
  return sim_do (sim, name, event + length + strspn (event + length, " \t"), error);
}

static gboolean
read_line (Sim *sim, char *line, GError **error)
{
  g_strstrip (line);
  if (line[0] == '\0' || line[0] == '#')
    return TRUE;
  gsize length = strcspn (line, " \t");
  g_autofree char *first = g_strndup (line, length);
  const char *rest = line + length + strspn (line + length, " \t");
  if (g_str_equal (first, "zone") || g_str_equal (first, "start") || g_str_equal (first, "set"))
    {
      if (sim->clock == NULL)
        return read_heading (sim, first, rest, error);
      return fail (error, "after the first event a line begins with its time", first);
    }
  return read_event (sim, first, rest, error);
}

static int
run (Sim *sim, const char *script, char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && !sim->is_over; i++)
    {
      g_autoptr (GError) error = NULL;
      if (read_line (sim, lines[i], &error))
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

static void
sim_clear (Sim *sim)
{
  if (sim->clock != NULL)
    sim_kill (sim);
  recoup_notifier_free (sim->notifier);
  recoup_presence_free (sim->presence);
  recoup_clock_free (sim->clock);
  g_hash_table_unref (sim->cookies);
  sim_out_clear (sim);
  if (sim->folder != NULL)
    folder_remove (sim->folder);
  g_free (sim->path);
  g_free (sim->zone);
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

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2 ||
      !g_file_get_contents (argv[1], &text, NULL, &error))
    {
      g_printerr ("recoup-sim: %s\n", error != NULL ? error->message : "one script is needed");
      return EXIT_USAGE;
    }
  g_random_set_seed ((guint32) seed);
  full_disk_install ();

  Sim sim = { .start = RECOUP_INSTANT_NONE, .verbose = verbose };
  recoup_policy_init (&sim.policy);
  sim.zone = g_strdup ("UTC");
  sim.cookies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim.folder = store == NULL ? folder_new () : NULL;
  sim.path = store != NULL ? g_strdup (store) : g_build_filename (sim.folder, "recoup.db", NULL);
  sim_out_init (&sim);
  int status = run (&sim, argv[1], text);
  sim_clear (&sim);
  return status;
}
