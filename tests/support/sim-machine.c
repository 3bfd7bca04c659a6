/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What makes a simulated desktop go: the daemon starts and dies, time passes through every alarm on
 * the way, and what is on its way is answered before time goes on. Times and settings of a script
 * are read here too, because the clock and the zone are the machine's. */

#include <string.h>

#include "support/sim-clock.h"
#include "support/sim-notifier.h"
#include "support/sim.h"

G_DEFINE_QUARK (sim_error_quark, sim_error)

gboolean
sim_refuse (GError **error, const char *what, const char *text)
{
  g_set_error (error, SIM_ERROR, 0, "%s: ‘%s’", what, text);
  return FALSE;
}

gboolean
sim_parse_duration (const char *text, gint64 *usec_out)
{
  static const struct
  {
    char letter;
    gint64 usec;
  } units[] = { { 's', G_USEC_PER_SEC },
                { 'm', RECOUP_USEC_PER_MIN },
                { 'h', RECOUP_USEC_PER_HOUR },
                { 'd', RECOUP_USEC_PER_DAY } };
  gint64 total = 0;
  const char *at = text;

  while (*at != '\0')
    {
      char *stop = NULL;
      guint64 number = g_ascii_strtoull (at, &stop, 10);
      gint64 unit = 0;
      for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
        if (stop != at && *stop == units[i].letter)
          unit = units[i].usec;
      if (unit == 0 || number > 100000 || !g_ascii_isdigit (*at))
        return FALSE;
      total += (gint64) number * unit;
      at = stop + 1;
    }
  *usec_out = total;
  return at != text;
}

static gboolean
parse_clock (const char *text, guint *second_out)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 4);
  guint n = g_strv_length (parts);
  guint64 values[3] = { 0, 0, 0 };
  static const guint64 most[3] = { 23, 59, 59 };

  if (n < 2 || n > 3)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (strlen (parts[i]) != 2 ||
        !g_ascii_string_to_unsigned (parts[i], 10, 0, most[i], &values[i], NULL))
      return FALSE;
  *second_out = (guint) (values[0] * 3600 + values[1] * 60 + values[2]);
  return TRUE;
}

gboolean
sim_parse_time (Sim *sim,
                const char *text,
                RecoupInstant after,
                RecoupInstant *instant_out,
                GError **error)
{
  g_auto (GStrv) halves = g_strsplit (text, "/", 2);
  g_auto (GStrv) parts = g_strsplit (halves[0], "T", 2);
  gboolean wants_second = g_strcmp0 (halves[1], "2") == 0;
  RecoupDay day = 0;
  guint second = 0;

  if (g_strv_length (parts) != 2 || (halves[1] != NULL && !wants_second) ||
      !recoup_day_parse (parts[0], &day, NULL) || !parse_clock (parts[1], &second))
    return sim_refuse (error, "not a time", text);
  g_autoptr (RecoupZoneTable) own = NULL;
  const RecoupZone *zone = NULL;
  if (sim->clock != NULL)
    zone = recoup_clock_get_zone (sim->clock, NULL);
  else
    {
      own = recoup_zone_table_new (recoup_clock_load_zone, NULL);
      zone = recoup_zone_table_lookup (own, sim->zone);
    }
  RecoupInstant first = recoup_civil_at_second (day, second, zone);
  RecoupInstant later = recoup_civil_at_second_later (day, second, zone);
  *instant_out = wants_second || (first < after && later >= after) ? later : first;
  return TRUE;
}

gboolean
sim_parse_when (Sim *sim, const char *text, RecoupInstant *instant_out, GError **error)
{
  RecoupInstant now = recoup_clock_now (sim->clock);
  RecoupInstant at = now;
  gint64 usec = 0;

  if (text[0] == '+')
    {
      if (!sim_parse_duration (text + 1, &usec))
        return sim_refuse (error, "not a duration", text);
      at = now + usec;
    }
  else if (!sim_parse_time (sim, text, now, &at, error))
    return FALSE;
  if (at < now)
    return sim_refuse (error, "time goes forward", text);
  *instant_out = at;
  return TRUE;
}

gboolean
sim_set (Sim *sim, const char *text, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (text, " ", -1);
  RecoupPolicy policy = sim->policy;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      if (pairs[i][0] == '\0')
        continue;
      if (equals == NULL)
        return sim_refuse (error, "not KEY=VALUE", pairs[i]);
      *equals = '\0';
      if (!recoup_policy_parse (&policy, pairs[i], equals + 1, error))
        return FALSE;
    }
  if (!recoup_policy_check (&policy, error))
    return FALSE;
  sim->policy = policy;
  if (sim->engine != NULL)
    recoup_engine_set_policy (sim->engine, &policy);
  return TRUE;
}

gboolean
sim_start (Sim *sim, GError **error)
{
  sim->store = recoup_store_open (sim->path, recoup_clock_get_zones (sim->clock), error);
  if (sim->store == NULL)
    return FALSE;
  RecoupEngineParts parts = {
    .clock = sim->clock,
    .store = sim->store,
    .notifier = sim->notifier,
    .presence = sim->presence,
    .policy = &sim->policy,
  };
  sim->engine = recoup_engine_new (&parts);
  recoup_engine_set_listener (sim->engine, sim->listener, sim->watcher);
  g_hash_table_remove_all (sim->cookies); /* inhibitors end with the process */
  recoup_engine_settle (sim->engine);
  sim_pump (sim);
  return TRUE;
}

void
sim_kill (Sim *sim)
{
  g_clear_pointer (&sim->engine, recoup_engine_free); /* writes nothing */
  g_clear_pointer (&sim->store, recoup_store_free);
  sim_notifier_lose_answers (sim->notifier);
}

void
sim_pump (Sim *sim)
{
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      goes_on = sim_notifier_pump (sim->notifier);
      while (g_main_context_iteration (NULL, FALSE))
        goes_on = TRUE;
    }
}

/* The next instant at which something happens by itself. */
static RecoupInstant
get_next (Sim *sim)
{
  return MIN (sim_clock_get_wake (sim->clock), sim_notifier_get_wake (sim->notifier));
}

void
sim_run_until (Sim *sim, RecoupInstant instant)
{
  RecoupInstant next = get_next (sim);

  for (; !sim->is_suspended && next <= instant; next = get_next (sim))
    {
      RecoupInstant now = recoup_clock_now (sim->clock);
      sim_clock_advance (sim->clock, MAX (now, next));
      sim_notifier_ring (sim->notifier);
      if (sim_clock_get_wake (sim->clock) <= next)
        sim_clock_ring (sim->clock);
      sim_pump (sim);
    }
  sim_clock_advance (sim->clock, instant);
}
