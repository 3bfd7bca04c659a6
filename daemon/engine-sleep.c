/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Last night as the machine saw it: the longest absence in the hours in bed. It is offered with the
 * check-in; only a user who set sleep_detection to automatic has it logged without a tap, when the
 * check-in would be due, and once: who removes that entry has said that it is wrong. */

#include <math.h>

#include "daemon/engine-private.h"

#define WINDOW_AFTER_USEC (3 * RECOUP_USEC_PER_HOUR) /* of the night, after wake */
#define SLEEP_LEAST_USEC  (3 * RECOUP_USEC_PER_HOUR) /* shorter is no night */
#define IN_USE_USEC       RECOUP_USEC_PER_HOUR /* after wake, when nobody was seen to return */
#define MORNING_USEC      (7 * RECOUP_USEC_PER_HOUR) /* as long as the check-in */
#define LOGGED_FACT       "sleep_logged_day"

static RecoupInstant
get_wake (const RecoupEngine *engine)
{
  RecoupDay day = engine->state->day;
  return recoup_civil_at (day, engine->policy.wake_min[recoup_civil_weekday (day)], engine->zone);
}

void
recoup_engine_find_sleep (RecoupEngine *engine)
{
  RecoupSurroundings *around = &engine->around;
  RecoupInstant from = engine->yesterday->lights_out - RECOUP_USEC_PER_HOUR;
  RecoupInstant until = get_wake (engine) + WINDOW_AFTER_USEC;
  gint64 longest = SLEEP_LEAST_USEC - 1;

  around->slept_from = around->slept_until = RECOUP_INSTANT_NONE;
  for (guint i = 0; i < engine->absences->len; i++)
    {
      const RecoupAbsence *absence = &g_array_index (engine->absences, RecoupAbsence, i);
      if (absence->until == RECOUP_INSTANT_NONE)
        continue;
      RecoupInstant begin = MAX (absence->from, from);
      RecoupInstant end = MIN (absence->until, until);
      if (end - begin <= longest)
        continue;
      longest = end - begin;
      around->slept_from = begin;
      around->slept_until = end;
    }
}

RecoupInstant
recoup_engine_get_sleep_due (const RecoupEngine *engine)
{
  const RecoupSurroundings *around = &engine->around;

  if (engine->policy.sleep_detection != RECOUP_DETECTION_AUTOMATIC || engine->store == NULL ||
      recoup_account_is_in (RECOUP_ACCOUNT_SLEEP, engine->policy.accounts_off) ||
      around->slept_from == RECOUP_INSTANT_NONE || !isnan (engine->state->sleep_min) ||
      engine->sleep_logged_day == engine->state->day)
    return RECOUP_INSTANT_NONE;
  RecoupInstant due = around->back_since != RECOUP_INSTANT_NONE ? around->back_since
                                                                : get_wake (engine) + IN_USE_USEC;
  return around->resumed_at != RECOUP_INSTANT_NONE
             ? MAX (due, around->resumed_at + RECOUP_AFTER_RESUME_USEC)
             : due;
}

gboolean
recoup_engine_log_seen_sleep (RecoupEngine *engine, RecoupInstant now)
{
  RecoupInstant due = recoup_engine_get_sleep_due (engine);
  if (due == RECOUP_INSTANT_NONE || due > now || engine->around.away ||
      now >= get_wake (engine) + MORNING_USEC)
    return FALSE;

  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "start", "x", engine->around.slept_from);
  g_variant_dict_insert (&dict, "end", "x", engine->around.slept_until);
  g_variant_dict_insert (&dict, "source", "s", "recoup");
  g_autoptr (GError) error = NULL;
  g_autofree char *day = recoup_engine_format_fact (engine->state->day);
  g_autoptr (RecoupEntry) entry =
      recoup_engine_make_entry (engine, RECOUP_ENTRY_SLEEP, &dict, &error);
  EngineChange change = { 0 };
  if (entry != NULL && recoup_engine_open (engine, &change, NULL, &error))
    {
      change.is_evidence = FALSE;
      gboolean ok = recoup_engine_put (engine, &change, entry, &error) &&
                    recoup_store_set_fact (engine->store, LOGGED_FACT, day, &error);
      if (recoup_engine_finish (engine, &change, ok, NULL, &error))
        {
          engine->sleep_logged_day = engine->state->day;
          return TRUE;
        }
    }
  g_info ("Last night's sleep is not logged yet: %s", error->message);
  return FALSE;
}

void
recoup_engine_load_sleep (RecoupEngine *engine)
{
  engine->sleep_logged_day = RECOUP_DAY_NONE;
  if (engine->store == NULL)
    return;
  g_autofree char *text = recoup_store_get_fact (engine->store, LOGGED_FACT);
  RecoupInstant day = recoup_engine_parse_fact (text);
  if (day != RECOUP_INSTANT_NONE && day <= RECOUP_DAY_MAX)
    engine->sleep_logged_day = (RecoupDay) day;
}
