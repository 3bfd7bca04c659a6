/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cancelled by fact: what is logged answers the reminders that it satisfies, at once. After each
 * change of the journal nothing may be open that an entry says is done; that its popup is gone then
 * is looked at with the rest of the screen. */

#include <math.h>
#include <string.h>

#include "support/life-private.h"
#include "support/sim-clock.h"

#define LOOKBACK_USEC    (4 * RECOUP_USEC_PER_DAY)
#define BED_WINDOW_USEC  RECOUP_USEC_PER_HOUR       /* before lights out */
#define MEAL_BEFORE_USEC (90 * RECOUP_USEC_PER_MIN) /* a slot */
#define MEAL_LEAST_G     15.0
#define SESSION_USEC     (2 * RECOUP_USEC_PER_HOUR) /* protein is asked for so long after it */

/* What a row is held against. */
typedef struct
{
  LifeWatch *watch;
  const RecoupReminder *row;
  const RecoupState *state; /* of its day */
  RecoupInstant wake;       /* after the night of its day */
} Facts;

static gboolean
is_activity (const RecoupEntry *entry, const char *a, const char *b)
{
  const char *name = recoup_entry_get_activities ()[entry->recovery.activity];
  return g_str_equal (name, a) || g_str_equal (name, b);
}

/* Whether @entry is sleep that reaches into the hours in bed of a night. */
static gboolean
is_sleep_of_night (const RecoupEntry *entry, RecoupInstant lights_out, RecoupInstant wake)
{
  return entry->kind == RECOUP_ENTRY_SLEEP && entry->end > lights_out - BED_WINDOW_USEC &&
         entry->start < wake;
}

/* Which slot of its day @row is for; @state: of that day. Returns: whether it is for any */
static gboolean
get_slot (const RecoupReminder *row, const RecoupState *state, guint *slot_out)
{
  guint64 slot = 0;

  if (!g_ascii_string_to_unsigned (strrchr (row->key, '/') + 1, 10, 0, state->n_slots - 1, &slot,
                                   NULL))
    return FALSE;
  *slot_out = (guint) slot;
  return TRUE;
}

/* Whether the meal @entry is the protein that the row asks for. */
static gboolean
is_meal_for (const Facts *facts, const RecoupEntry *entry)
{
  guint slot = 0;

  if (entry->kind != RECOUP_ENTRY_MEAL)
    return FALSE;
  if (!get_slot (facts->row, facts->state, &slot))
    return entry->start >= facts->row->valid_until - SESSION_USEC; /* after a session */
  return entry->start >= facts->state->slots[slot] - MEAL_BEFORE_USEC &&
         entry->food.protein_g >= MEAL_LEAST_G;
}

/* Whether @entry satisfies the row; @is_same_day: it is dated on the row's day. */
static gboolean
satisfies (const Facts *facts, const RecoupEntry *entry, gboolean is_same_day)
{
  switch (facts->row->kind)
    {
    case RECOUP_REMINDER_CHECK_IN:
      return entry->kind == RECOUP_ENTRY_CHECKIN && is_same_day;
    case RECOUP_REMINDER_PROTEIN:
      return is_meal_for (facts, entry);
    case RECOUP_REMINDER_ACTIVE_RECOVERY:
      return (entry->kind == RECOUP_ENTRY_RECOVERY || entry->kind == RECOUP_ENTRY_SESSION) &&
             is_same_day;
    case RECOUP_REMINDER_WIND_DOWN:
    case RECOUP_REMINDER_BEDTIME:
      return is_sleep_of_night (entry, facts->state->lights_out, facts->wake);
    case RECOUP_REMINDER_MOBILITY:
      return entry->kind == RECOUP_ENTRY_RECOVERY && is_same_day &&
             is_activity (entry, "mobility", "yoga");
    case RECOUP_REMINDER_FOAM_ROLL:
      return entry->kind == RECOUP_ENTRY_RECOVERY && is_same_day &&
             is_activity (entry, "foam-rolling", "massage");
    case RECOUP_REMINDER_ADVICE: /* said by the state, see is_answered() */
    case RECOUP_REMINDER_DELOAD:
    case RECOUP_REMINDER_DIGEST:
    case RECOUP_REMINDER_HYDRATION:
      return FALSE;
    }
  g_assert_not_reached ();
}

static gboolean
is_asked (const RecoupState *state, const char *question)
{
  for (guint i = 0; i < state->n_ask; i++)
    if (g_strcmp0 (recoup_question_get_name (state->ask[i]), question) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the account of its day says that the row is answered. */
static gboolean
is_answered (const Facts *facts)
{
  const RecoupReminder *row = facts->row;
  const RecoupState *state = facts->state;
  guint slot = 0;

  if (row->kind == RECOUP_REMINDER_CHECK_IN)
    return !isnan (state->sleep_min);
  if (row->kind == RECOUP_REMINDER_DELOAD)
    return facts->watch->sim->engine->state->plan != RECOUP_PLAN_DUE;
  if (row->kind == RECOUP_REMINDER_ADVICE)
    return g_strcmp0 (row->message, "advice-question") == 0 &&
           !is_asked (facts->watch->sim->engine->state, row->detail);
  if (row->kind != RECOUP_REMINDER_PROTEIN)
    return FALSE;
  if (!get_slot (row, state, &slot))
    return state->protein_g >= state->protein_target_g; /* after a session */
  return state->protein_g >= floor ((double) state->protein_target_g * (slot + 1) / state->n_slots);
}

static gboolean
on_entry (RecoupEntry *entry, gpointer user_data)
{
  const Facts *facts = user_data;
  const RecoupEngine *engine = facts->watch->sim->engine;

  if (!recoup_entry_is_known (entry, life_now (facts->watch), engine->state->day))
    return TRUE;
  RecoupDay day = recoup_entry_get_day (entry, engine->policy.day_start_min, engine->zone,
                                        recoup_clock_get_zones (engine->clock));
  if (satisfies (facts, entry, day == facts->row->day))
    life_fail (facts->watch, "fact", "‘%s’ is %s, and a %s that answers it is logged",
               facts->row->key, recoup_reminder_state_get_name (facts->row->state),
               recoup_entry_kind_get_name (entry->kind));
  return TRUE;
}

/* A night for which sleep is looked for. */
typedef struct
{
  RecoupInstant lights_out;
  RecoupInstant wake;
  gboolean is_logged;
} Night;

static gboolean
on_sleep (RecoupEntry *entry, gpointer user_data)
{
  Night *night = user_data;

  night->is_logged = is_sleep_of_night (entry, night->lights_out, night->wake);
  return !night->is_logged;
}

gboolean
life_is_sleep_logged (const LifeWatch *watch, RecoupInstant lights_out, RecoupInstant wake)
{
  RecoupEntrySource source = recoup_store_get_source (watch->sim->store);
  Night night = { lights_out, wake, FALSE };

  source.read (source.self, lights_out - LOOKBACK_USEC, life_now (watch),
               RECOUP_ENTRY_MASK (RECOUP_ENTRY_SLEEP), on_sleep, &night);
  return night.is_logged;
}

void
life_check_facts (LifeWatch *watch)
{
  const RecoupEngine *engine = watch->sim->engine;
  RecoupInstant now = life_now (watch);
  RecoupEntrySource source = recoup_store_get_source (watch->sim->store);

  for (guint i = 0; i < engine->history->len; i++)
    {
      const RecoupReminder *row = engine->history->pdata[i];
      RecoupDay morning = row->day + 1;
      if (recoup_reminder_state_is_resolved (row->state) || row->day > engine->state->day)
        continue;
      Facts facts = {
        .watch = watch,
        .row = row,
        .state = row->day == engine->state->day ? engine->state : engine->yesterday,
        .wake = recoup_civil_at (morning, engine->policy.wake_min[recoup_civil_weekday (morning)],
                                 engine->zone),
      };
      if (is_answered (&facts))
        life_fail (watch, "fact", "‘%s’ is %s, and what is logged answers it", row->key,
                   recoup_reminder_state_get_name (row->state));
      source.read (source.self, now - LOOKBACK_USEC, now, RECOUP_ENTRY_MASK_ALL, on_entry, &facts);
    }
}
