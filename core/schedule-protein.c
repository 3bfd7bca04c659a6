/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Protein: one reminder for each slot of the day, and one after a session. A slot asks for an even
 * share of what is left and is met when the day runs on plan or a meal lies close; the one after a
 * session takes the place of a slot that lies within an hour of it, so that one meal is asked for
 * once. */

#include "core/schedule-protein.h"

#include <math.h>

#include "core/constant-rows.h"

#define SLOT_VALID_USEC    (3 * RECOUP_USEC_PER_HOUR)
#define SESSION_VALID_USEC (2 * RECOUP_USEC_PER_HOUR) /* S-021 */
#define REPLACES_USEC      RECOUP_USEC_PER_HOUR
#define MEAL_BEFORE_USEC   (90 * RECOUP_USEC_PER_MIN)
#define MEAL_LEAST_G       15 /* less is a snack, not the meal that a slot asks for */

/* Whether a meal of @least_g or more was eaten at @from or later, known now. */
static gboolean
has_meal_since (const ScheduleContext *ctx, RecoupInstant from, double least_g)
{
  const GPtrArray *recent = ctx->in->recent;

  for (guint i = 0; i < recent->len; i++)
    {
      const RecoupEntry *entry = recent->pdata[i];
      if (entry->kind == RECOUP_ENTRY_MEAL && entry->start >= from &&
          entry->food.protein_g >= least_g)
        return TRUE;
    }
  return FALSE;
}

/* Whether nobody has said yet what the user weighs: no entry, and the setting is everybody's. */
static gboolean
is_weight_assumed (const RecoupPolicy *policy, const RecoupState *state)
{
  RecoupPolicy defaults;

  recoup_policy_init (&defaults);
  return isnan (state->weight_kg) && policy->body_weight_kg >= defaults.body_weight_kg &&
         policy->body_weight_kg <= defaults.body_weight_kg;
}

static double
left_today (const RecoupState *state)
{
  return MAX (0, state->protein_target_g - state->protein_g);
}

/* Numbers and reason that every protein reminder carries; @grams: what is asked for now. */
static void
fill (const ScheduleContext *ctx, const RecoupState *state, double grams, RecoupReminder *reminder)
{
  double left = left_today (state);
  double portion = ctx->in->policy->protein_portion_g;

  reminder->grams = (gint) MIN (MIN (ceil (grams - 1e-9), portion), ceil (left - 1e-9));
  reminder->amount = (gint) ceil (left - 1e-9);
  reminder->portions = (gint) MAX (1, floor (left / portion + 0.5));
  if (is_weight_assumed (ctx->in->policy, state) && !(ctx->in->policy->protein_target_g > 0))
    reminder->assumed_kg = (gint) floor (ctx->in->policy->body_weight_kg + 0.5);
  reminder->rules[0] = "S-020";
}

/* Plans the reminder after @session, a session that is over. */
static void
plan_session (ScheduleContext *ctx, const ScheduleDay *day, const RecoupEntry *session)
{
  RecoupInstant end = recoup_entry_get_time (session);
  RecoupDay date = 0;
  guint second = 0;
  recoup_civil_local (session->start, ctx->in->zone, &date, &second);
  g_autofree char *slot = g_strdup_printf ("s%02u%02u", second / 3600, second / 60 % 60);

  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_PROTEIN, day->day, slot);
  fill (ctx, day->state, ctx->in->policy->protein_portion_g, reminder);
  reminder->message = "protein-session";
  reminder->rules[1] = "S-021";
  ScheduleCandidate *candidate = recoup_schedule_add (ctx, reminder, end, end + SESSION_VALID_USEC);
  if (left_today (day->state) <= 0 || has_meal_since (ctx, end, 0))
    candidate->met = "logged";
}

/* Whether @candidate, a reminder after a session, was shown or still can be. */
static gboolean
is_told (const ScheduleContext *ctx, const ScheduleCandidate *candidate)
{
  const RecoupReminder *row = recoup_schedule_find_claimed (ctx, candidate->reminder);

  if (row != NULL)
    return row->shown_at != RECOUP_INSTANT_NONE || row->state != RECOUP_REMINDER_EXPIRED;
  return candidate->met == NULL && candidate->reminder->valid_until > ctx->now;
}

/* Whether a reminder after a session stands in for the slot at @at. */
static gboolean
is_replaced (const ScheduleContext *ctx, RecoupDay day, RecoupInstant at)
{
  for (guint i = 0; i < ctx->candidates->len; i++)
    {
      const ScheduleCandidate *candidate = ctx->candidates->pdata[i];
      const RecoupReminder *other = candidate->reminder;
      if (other->kind == RECOUP_REMINDER_PROTEIN && other->day == day &&
          g_str_equal (other->message, "protein-session") &&
          ABS (other->due - at) <= REPLACES_USEC && is_told (ctx, candidate))
        return TRUE;
    }
  return FALSE;
}

static void
plan_slot (ScheduleContext *ctx, const ScheduleDay *day, guint i)
{
  const RecoupState *state = day->state;
  RecoupInstant due = state->slots[i];
  RecoupInstant valid_until = due + SLOT_VALID_USEC;
  if (i + 1 < state->n_slots)
    valid_until = MIN (valid_until, state->slots[i + 1]);
  if (valid_until <= due)
    return;

  g_autofree char *slot = g_strdup_printf ("%u", i);
  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_PROTEIN, day->day, slot);
  fill (ctx, state, ceil (left_today (state) / (state->n_slots - i) - 1e-9), reminder);
  reminder->message = "protein-slot";
  ScheduleCandidate *candidate = recoup_schedule_add (ctx, reminder, due, valid_until);

  double by_now = floor ((double) state->protein_target_g * (i + 1) / state->n_slots);
  if (state->protein_g >= by_now || has_meal_since (ctx, due - MEAL_BEFORE_USEC, MEAL_LEAST_G))
    candidate->met = "logged";
}

void
recoup_schedule_plan_protein (ScheduleContext *ctx, const ScheduleDay *day)
{
  const RecoupScheduleInput *in = ctx->in;

  for (guint i = 0; i < in->recent->len; i++)
    {
      const RecoupEntry *entry = in->recent->pdata[i];
      if (entry->kind == RECOUP_ENTRY_SESSION &&
          recoup_entry_get_day (entry, in->policy->day_start_min, in->zone, in->zones) == day->day)
        plan_session (ctx, day, entry);
    }
  for (guint i = 0; i < day->state->n_slots; i++)
    if (!is_replaced (ctx, day->day, day->state->slots[i]))
      plan_slot (ctx, day, i);
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "advice", "after_session", (double) SESSION_VALID_USEC / RECOUP_USEC_PER_HOUR, "h", "S-021",
    RECOUP_OURS, N_ ("protein after a session is of use so long") },
  { "advice", "meal_least", MEAL_LEAST_G, "g", "S-021", RECOUP_OURS,
    N_ ("less is a snack, not the meal that a slot asks for") },
  { "reminders", "slot_valid", (double) SLOT_VALID_USEC / RECOUP_USEC_PER_HOUR, "h", "S-020",
    RECOUP_OURS, N_ ("a slot is of use, or until the next") },
  { "reminders", "replaces", (double) REPLACES_USEC / RECOUP_USEC_PER_HOUR, "h", "S-021",
    RECOUP_OURS, N_ ("a slot so near to a session is not asked for") },
  { "reminders", "meal_before", (double) MEAL_BEFORE_USEC / RECOUP_USEC_PER_MIN, "min", "S-020",
    RECOUP_OURS, N_ ("a meal so shortly before answers a slot") },
};

const RecoupConstantRows recoup_schedule_protein_constants = { constants,
                                                               G_N_ELEMENTS (constants) };
