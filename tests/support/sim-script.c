/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lines of a script: what comes before the first event, and the events with their time. */

#include <string.h>

#include "engine/folder.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"
#include "support/sim-presence.h"
#include "support/sim.h"

void
sim_init (Sim *sim, const char *store)
{
  memset (sim, 0, sizeof *sim);
  recoup_policy_init (&sim->policy);
  sim->zone = g_strdup ("UTC");
  sim->cookies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim->folder = store == NULL ? folder_new () : NULL;
  sim->path = store != NULL ? g_strdup (store) : g_build_filename (sim->folder, "recoup.db", NULL);
}

void
sim_clear (Sim *sim)
{
  if (sim->clock != NULL)
    sim_kill (sim);
  recoup_notifier_free (sim->notifier);
  recoup_presence_free (sim->presence);
  recoup_clock_free (sim->clock);
  g_hash_table_unref (sim->cookies);
  if (sim->folder != NULL)
    folder_remove (sim->folder);
  g_free (sim->path);
  g_free (sim->start);
  g_free (sim->zone);
}

/* A line before the first timed one. */
static gboolean
read_heading (Sim *sim, const char *name, const char *rest, GError **error)
{
  if (g_str_equal (name, "set"))
    return sim_set (sim, rest, error);
  if (g_str_equal (name, "start"))
    {
      RecoupInstant instant = RECOUP_INSTANT_NONE;
      g_free (sim->start);
      sim->start = g_strdup (rest);
      return sim_parse_time (sim, rest, G_MININT64, &instant, error); /* its form */
    }
  g_autoptr (GTimeZone) zone = recoup_clock_load_zone (rest, NULL);
  if (zone == NULL)
    return sim_refuse (error, "not a zone", rest);
  g_free (sim->zone);
  sim->zone = g_strdup (rest);
  return TRUE;
}

/* Switches the machine on, before the first timed line. */
static gboolean
switch_on (Sim *sim, GError **error)
{
  RecoupInstant start = RECOUP_INSTANT_NONE;

  if (sim->start == NULL)
    {
      g_set_error_literal (error, SIM_ERROR, 0, "no ‘start’ before the first event");
      return FALSE;
    }
  if (!sim_parse_time (sim, sim->start, G_MININT64, &start, error))
    return FALSE;
  sim->clock = sim_clock_new (start, sim->zone);
  sim->presence = sim_presence_new ();
  sim->notifier = sim_notifier_new (sim->clock, sim->screen, sim->watcher);
  return sim_start (sim, error);
}

/* One event with its WHEN. */
static gboolean
read_event (Sim *sim, const char *when, const char *event, GError **error)
{
  if (sim->clock == NULL && !switch_on (sim, error))
    return FALSE;
  RecoupInstant at = RECOUP_INSTANT_NONE;
  if (!sim_parse_when (sim, when, &at, error))
    return FALSE;
  sim_run_until (sim, at);

  gsize length = strcspn (event, " \t");
  g_autofree char *name = g_strndup (event, length);
  return sim_do (sim, name, event + length + strspn (event + length, " \t"), error);
}

gboolean
sim_read_line (Sim *sim, char *line, GError **error)
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
      return sim_refuse (error, "after the first event a line begins with its time", first);
    }
  return read_event (sim, first, rest, error);
}
