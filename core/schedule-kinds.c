/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* When each kind of reminder is due, what answers it and how long it is of use: section 1 of the
 * reminders' design, one function a kind, for one recovery day. Each asks only the state of that
 * day, the settings and the entries of the last days, so the same day gives the same reminders
 * whenever it is looked at. */

#include "core/schedule-kinds.h"

#include <math.h>
#include <string.h>

#include "core/constant-rows.h"
#include "core/schedule-advice.h"
#include "core/schedule-protein.h"

#define SETUP_HINT_USEC      (7 * RECOUP_USEC_PER_DAY) /* history looks further back: said once */
#define CHECK_IN_VALID_USEC  (7 * RECOUP_USEC_PER_HOUR)
#define ACTIVITY_VALID_USEC  (3 * RECOUP_USEC_PER_HOUR)
#define ACTIVITY_MIN         25                         /* S-100: 20 to 30 min */
#define MOBILITY_MIN         10                         /* S-104: 10 to 15 min */
#define FOAM_ROLL_MIN        5                          /* S-103: three areas, 1 to 2 min each */
#define SLOT_DISTANCE_USEC   (30 * RECOUP_USEC_PER_MIN) /* activity keeps clear of a meal */
#define HARD_DAY_RATIO       1.2                        /* S-103: load against the usual */
#define BED_WINDOW_USEC      RECOUP_USEC_PER_HOUR       /* before lights out */
#define SLEPT_AWAY_USEC      (45 * RECOUP_USEC_PER_MIN)
#define BEDTIME_LEAST_USEC   (2 * RECOUP_USEC_PER_HOUR)
#define DELOAD_VALID_DAYS    7
#define HYDRATION_STEP_USEC  (3 * RECOUP_USEC_PER_HOUR)
#define HYDRATION_VALID_USEC RECOUP_USEC_PER_HOUR

/* Whether a recovery activity called @a or @b was logged on @day; any with @a NULL. */
static gboolean
is_activity_logged (const ScheduleContext *ctx, RecoupDay day, const char *a, const char *b)
{
  const RecoupScheduleInput *in = ctx->in;

  for (guint i = 0; i < in->recent->len; i++)
    {
      const RecoupEntry *entry = in->recent->pdata[i];
      if (entry->kind != RECOUP_ENTRY_RECOVERY ||
          recoup_entry_get_day (entry, in->policy->day_start_min, in->zone, in->zones) != day)
        continue;
      const char *name = recoup_entry_get_activities ()[entry->recovery.activity];
      if (a == NULL || g_str_equal (name, a) || g_str_equal (name, b))
        return TRUE;
    }
  return FALSE;
}

/* Whether a known entry of one of @kinds is dated @day. */
static gboolean
is_logged (const ScheduleContext *ctx, guint kinds, RecoupDay day)
{
  const RecoupScheduleInput *in = ctx->in;

  for (guint i = 0; i < in->recent->len; i++)
    {
      const RecoupEntry *entry = in->recent->pdata[i];
      if ((kinds & RECOUP_ENTRY_MASK (entry->kind)) != 0 &&
          recoup_entry_get_day (entry, in->policy->day_start_min, in->zone, in->zones) == day)
        return TRUE;
    }
  return FALSE;
}

/* Whether the reminder @key is to say how to tell recoup more: once, in the first days of a store
 * whose settings are those of everybody. The row of history remembers that it was said. */
static gboolean
is_setup_hint_due (const ScheduleContext *ctx, const char *key)
{
  const ScheduleRows *rows = &ctx->rows_of[RECOUP_REMINDER_CHECK_IN];

  if (ctx->now - ctx->in->around->created_at >= SETUP_HINT_USEC)
    return FALSE;
  for (guint i = 0; i < rows->n; i++)
    {
      const RecoupReminder *row = rows->row[i];
      if (g_strcmp0 (row->detail, RECOUP_REMINDER_SETUP_HINT) == 0 &&
          !g_str_equal (row->key, key) && row->shown_at != RECOUP_INSTANT_NONE)
        return FALSE;
    }
  RecoupPolicy defaults;
  recoup_policy_init (&defaults);
  return recoup_policy_equal (ctx->in->policy, &defaults);
}

static void
plan_check_in (ScheduleContext *ctx, const ScheduleDay *day)
{
  const RecoupSurroundings *around = ctx->in->around;
  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_CHECK_IN, day->day, "0");
  gboolean wants_sleep =
      !recoup_account_is_in (RECOUP_ACCOUNT_SLEEP, ctx->in->policy->accounts_off);

  reminder->message = wants_sleep ? "check-in" : "check-in-feeling";
  reminder->rules[0] = "S-111";
  if (is_setup_hint_due (ctx, reminder->key))
    reminder->detail = g_strdup (RECOUP_REMINDER_SETUP_HINT);
  if (ctx->in->policy->sleep_detection != RECOUP_DETECTION_OFF && day->day == ctx->today &&
      wants_sleep && around->slept_from != RECOUP_INSTANT_NONE)
    {
      reminder->message = "check-in-sleep";
      reminder->sleep_from = around->slept_from;
      reminder->sleep_until = around->slept_until;
    }
  ScheduleCandidate *candidate = recoup_schedule_add (
      ctx, reminder, recoup_schedule_check_in_due (ctx, day), day->wake + CHECK_IN_VALID_USEC);
  if ((wants_sleep && !isnan (day->state->sleep_min)) ||
      is_logged (ctx, RECOUP_ENTRY_MASK (RECOUP_ENTRY_CHECKIN), day->day))
    candidate->met = "logged";
}

/* Whether today's plan is training: a group or intervals. */
static gboolean
is_training_planned (const RecoupPlannedDay *planned)
{
  for (guint i = 0; i < planned->n; i++)
    if (planned->items[i] < RECOUP_N_GROUPS || planned->items[i] == RECOUP_PLANNED_HIIT)
      return TRUE;
  return FALSE;
}

static gboolean
is_planned (const RecoupPlannedDay *planned, guint item)
{
  return memchr (planned->items, (int) item, planned->n) != NULL;
}

static gboolean
was_hard_yesterday (const RecoupState *state)
{
  return state->load_yesterday > 0 &&
         state->load_yesterday >= HARD_DAY_RATIO * state->chronic_yesterday;
}

static gboolean
is_unwell (const RecoupState *state)
{
  return state->ill || state->verdict == RECOUP_VERDICT_SEE_PROFESSIONAL;
}

/* Whether light movement is what the day is for. */
static gboolean
wants_activity (const RecoupState *state)
{
  if (is_unwell (state) || state->verdict == RECOUP_VERDICT_UNKNOWN ||
      state->verdict == RECOUP_VERDICT_REST)
    return FALSE;
  if (state->verdict == RECOUP_VERDICT_ACTIVE_RECOVERY)
    return TRUE;
  if (is_training_planned (&state->planned))
    return FALSE;
  if (is_planned (&state->planned, RECOUP_PLANNED_ACTIVE))
    return TRUE;
  return (state->rest_today || is_planned (&state->planned, RECOUP_PLANNED_REST)) &&
         was_hard_yesterday (state);
}

static void
plan_active_recovery (ScheduleContext *ctx, const ScheduleDay *day)
{
  const RecoupState *state = day->state;
  if (!wants_activity (state))
    return;

  RecoupInstant due = recoup_civil_at (day->day, ctx->in->policy->activity_time_min, ctx->in->zone);
  if (due < recoup_civil_day_start (day->day, ctx->in->policy->day_start_min, ctx->in->zone))
    due = recoup_civil_at (day->day + 1, ctx->in->policy->activity_time_min, ctx->in->zone);
  for (guint i = 0; recoup_schedule_is_on (ctx, RECOUP_REMINDER_PROTEIN) && i < state->n_slots; i++)
    if (ABS (due - state->slots[i]) < SLOT_DISTANCE_USEC)
      due = state->slots[i] + SLOT_DISTANCE_USEC;

  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_ACTIVE_RECOVERY, day->day, "0");
  reminder->message = "active-recovery";
  reminder->minutes = ACTIVITY_MIN;
  reminder->rules[0] = "S-100";
  ScheduleCandidate *candidate =
      recoup_schedule_add (ctx, reminder, due, due + ACTIVITY_VALID_USEC);
  if (state->sessions > 0 || is_activity_logged (ctx, day->day, NULL, NULL))
    candidate->met = "logged";
}

/* Whether bedtime of @day was answered by the user, or by sleep: not before it, in another zone. */
static gboolean
is_bedtime_answered (const ScheduleContext *ctx, const ScheduleDay *day)
{
  const RecoupReminder *row =
      recoup_schedule_find_row (ctx, RECOUP_REMINDER_BEDTIME, day->day, "0");

  if (row == NULL)
    return FALSE;
  if (row->state == RECOUP_REMINDER_DONE && g_strcmp0 (row->cause, "slept") == 0)
    return row->resolved_at >= day->state->lights_out;
  return row->state == RECOUP_REMINDER_DONE || row->state == RECOUP_REMINDER_SKIPPED;
}

/* Whether sleep that reaches into the bed window of @day is logged. */
static gboolean
is_sleep_logged (const ScheduleContext *ctx, const ScheduleDay *day)
{
  const GPtrArray *recent = ctx->in->recent;

  for (guint i = 0; i < recent->len; i++)
    {
      const RecoupEntry *entry = recent->pdata[i];
      if (entry->kind == RECOUP_ENTRY_SLEEP &&
          entry->end > day->state->lights_out - BED_WINDOW_USEC && entry->start < day->wake_next)
        return TRUE;
    }
  return FALSE;
}

/* Until when bedtime may be said; NONE if not at all: one who falls asleep near the wake time is
 * not to be told to (S-016). */
static RecoupInstant
get_bedtime_end (const ScheduleContext *ctx, const ScheduleDay *day)
{
  RecoupInstant due = day->state->lights_out;
  gint64 half = (gint64) ctx->in->policy->sleep_need_min * RECOUP_USEC_PER_MIN / 2;
  RecoupInstant end = MAX (day->wake_next - half, due + BEDTIME_LEAST_USEC);

  end = recoup_instant_floor (MIN (end, day->wake_next - BEDTIME_LEAST_USEC));
  return end > due ? end : RECOUP_INSTANT_NONE;
}

static void
plan_wind_down (ScheduleContext *ctx, const ScheduleDay *day)
{
  RecoupInstant lights_out = day->state->lights_out;
  RecoupInstant due = lights_out - (gint64) ctx->in->policy->wind_down_min * RECOUP_USEC_PER_MIN;
  if (due >= lights_out || get_bedtime_end (ctx, day) == RECOUP_INSTANT_NONE)
    return;

  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_WIND_DOWN, day->day, "0");
  reminder->message = "wind-down";
  reminder->minutes = (gint) ctx->in->policy->wind_down_min;
  reminder->sleep_from = lights_out;
  reminder->rules[0] = "S-017";
  ScheduleCandidate *candidate = recoup_schedule_add (ctx, reminder, due, lights_out);
  if (is_bedtime_answered (ctx, day))
    candidate->met = "answered";
  else if (is_sleep_logged (ctx, day))
    candidate->met = "logged";
}

/* The instant at which absence from @from on says that the user sleeps. */
static RecoupInstant
slept_at (const ScheduleDay *day, RecoupInstant from)
{
  RecoupInstant lights_out = day->state->lights_out;
  RecoupInstant since = MAX (from, lights_out - BED_WINDOW_USEC);

  return MAX (since + SLEPT_AWAY_USEC, lights_out);
}

/* Whether the user was away long enough, past lights out, to be asleep before @valid_until. */
static gboolean
is_asleep (ScheduleContext *ctx, const ScheduleDay *day, RecoupInstant valid_until)
{
  const RecoupSurroundings *around = ctx->in->around;

  if (around->away && around->away_since != RECOUP_INSTANT_NONE)
    {
      RecoupInstant at = slept_at (day, around->away_since);
      recoup_schedule_note (ctx, at);
      if (at <= ctx->now && at <= valid_until)
        return TRUE;
    }
  if (around->absent_from == RECOUP_INSTANT_NONE)
    return FALSE;
  RecoupInstant at = slept_at (day, around->absent_from);
  return at <= around->absent_until && at <= valid_until;
}

static void
plan_bedtime (ScheduleContext *ctx, const ScheduleDay *day)
{
  const RecoupState *state = day->state;
  RecoupInstant due = state->lights_out;
  RecoupInstant valid_until = get_bedtime_end (ctx, day);
  if (valid_until == RECOUP_INSTANT_NONE)
    return;

  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_BEDTIME, day->day, "0");
  guint n = 0;
  reminder->message = "bedtime";
  reminder->minutes = state->extra_min;
  reminder->amount = (gint) floor (MAX (0, state->sleep_debt_h) * 60 + 0.5);
  reminder->sleep_from = due;
  reminder->sleep_until = day->wake_next;
  reminder->rules[n++] = "S-011";
  if (state->extra_min > 0)
    reminder->rules[n++] = "M-06";
  if (state->lights_out_moved)
    reminder->rules[n] = "S-016";
  ScheduleCandidate *candidate = recoup_schedule_add (ctx, reminder, due, valid_until);
  if (is_sleep_logged (ctx, day))
    candidate->met = "logged";
  else if (is_asleep (ctx, day, valid_until))
    {
      candidate->met = "slept";
      candidate->keep_met = TRUE;
    }
}

static void
plan_deload (ScheduleContext *ctx, const ScheduleDay *day)
{
  const ScheduleRows *rows = &ctx->rows_of[RECOUP_REMINDER_DELOAD];

  /* What is still open of earlier days ends with the offer: today's takes its place. */
  for (guint i = 0; i < rows->n; i++)
    {
      const RecoupReminder *row = rows->row[i];
      if (recoup_reminder_state_is_resolved (row->state) || row->day == day->day)
        continue;
      ScheduleCandidate *carried =
          recoup_schedule_add (ctx, recoup_reminder_copy (row), row->due, row->valid_until);
      carried->reminder->message = "deload";
      if (day->state->plan != RECOUP_PLAN_DUE)
        carried->met = "logged";
    }

  gboolean was_offered =
      recoup_schedule_find_row (ctx, RECOUP_REMINDER_DELOAD, day->day, "0") != NULL;
  if (day->state->plan != RECOUP_PLAN_DUE && !was_offered)
    return;
  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_DELOAD, day->day, "0");
  reminder->message = "deload";
  reminder->amount = (gint) day->state->plan_week;
  reminder->rules[0] = "S-087";
  RecoupInstant due = recoup_schedule_check_in_due (ctx, day);
  ScheduleCandidate *candidate =
      recoup_schedule_add (ctx, reminder, due, due + DELOAD_VALID_DAYS * RECOUP_USEC_PER_DAY);
  if (day->state->plan != RECOUP_PLAN_DUE)
    candidate->met = "logged";
}

static void
plan_hydration (ScheduleContext *ctx, const ScheduleDay *day)
{
  RecoupInstant last = day->state->lights_out - 2 * RECOUP_USEC_PER_HOUR;
  guint n = 0;

  for (RecoupInstant due = day->wake + 2 * RECOUP_USEC_PER_HOUR; due <= last;
       due += HYDRATION_STEP_USEC)
    {
      g_autofree char *slot = g_strdup_printf ("%u", n++);
      RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_HYDRATION, day->day, slot);
      reminder->message = "hydration";
      reminder->rules[0] = "S-026";
      recoup_schedule_add (ctx, reminder, due, due + HYDRATION_VALID_USEC);
    }
}

/* Mobility and foam rolling, in the morning and in the evening of the day after a hard one. */
static void
plan_after_hard_day (ScheduleContext *ctx,
                     const ScheduleDay *day,
                     RecoupReminder *reminder,
                     RecoupInstant due)
{
  ScheduleCandidate *candidate =
      recoup_schedule_add (ctx, reminder, due, due + ACTIVITY_VALID_USEC);
  gboolean is_roll = reminder->kind == RECOUP_REMINDER_FOAM_ROLL;

  if (is_activity_logged (ctx, day->day, is_roll ? "foam-rolling" : "mobility",
                          is_roll ? "massage" : "yoga"))
    candidate->met = "logged";
}

static void
plan_mobility (ScheduleContext *ctx, const ScheduleDay *day)
{
  if (is_unwell (day->state) || !was_hard_yesterday (day->state))
    return;
  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_MOBILITY, day->day, "0");
  reminder->message = "mobility";
  reminder->minutes = MOBILITY_MIN;
  reminder->rules[0] = "S-104";
  plan_after_hard_day (ctx, day, reminder, day->wake + 2 * RECOUP_USEC_PER_HOUR);
}

/* Nothing is proposed for an area with sharp or joint pain (S-051). */
static gboolean
hurts_to_roll (const RecoupState *state)
{
  static const RecoupGroup areas[] = { RECOUP_GROUP_QUADS, RECOUP_GROUP_HAMSTRINGS,
                                       RECOUP_GROUP_BACK };

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    if ((state->groups[areas[i]].why & (RECOUP_PAIN_SHARP | RECOUP_PAIN_JOINT)) != 0)
      return TRUE;
  return FALSE;
}

static void
plan_foam_roll (ScheduleContext *ctx, const ScheduleDay *day)
{
  if (is_unwell (day->state) || !was_hard_yesterday (day->state) || hurts_to_roll (day->state))
    return;
  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_FOAM_ROLL, day->day, "0");
  reminder->message = "foam-roll";
  reminder->minutes = FOAM_ROLL_MIN;
  reminder->rules[0] = "S-103";
  plan_after_hard_day (ctx, day, reminder,
                       day->state->lights_out - ACTIVITY_VALID_USEC - RECOUP_USEC_PER_HOUR);
}

static const ScheduleKind table[RECOUP_N_REMINDER_KINDS] = {
  [RECOUP_REMINDER_CHECK_IN] = { plan_check_in, FALSE },
  [RECOUP_REMINDER_PROTEIN] = { recoup_schedule_plan_protein, FALSE },
  [RECOUP_REMINDER_ACTIVE_RECOVERY] = { plan_active_recovery, FALSE },
  [RECOUP_REMINDER_WIND_DOWN] = { plan_wind_down, FALSE },
  [RECOUP_REMINDER_BEDTIME] = { plan_bedtime, FALSE },
  [RECOUP_REMINDER_DELOAD] = { plan_deload, TRUE },
  [RECOUP_REMINDER_ADVICE] = { recoup_schedule_plan_advice, TRUE },
  [RECOUP_REMINDER_DIGEST] = { recoup_schedule_plan_digest, TRUE },
  [RECOUP_REMINDER_HYDRATION] = { plan_hydration, FALSE },
  [RECOUP_REMINDER_MOBILITY] = { plan_mobility, FALSE },
  [RECOUP_REMINDER_FOAM_ROLL] = { plan_foam_roll, FALSE },
};

const ScheduleKind *
recoup_schedule_get_kind (RecoupReminderKind kind)
{
  return &table[kind];
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "advice", "activity", ACTIVITY_MIN, "min", "S-100", RECOUP_ARTICLE, N_ ("active recovery") },
  { "advice", "mobility", MOBILITY_MIN, "min", "S-104", RECOUP_ARTICLE, N_ ("light stretching") },
  { "advice", "foam_roll", FOAM_ROLL_MIN, "min", "S-103", RECOUP_ARTICLE,
    N_ ("three areas, 1 to 2 min each") },
  { "advice", "hard_day", HARD_DAY_RATIO, "of the usual load", "S-103", RECOUP_OURS,
    N_ ("a day from here was hard") },
  { "reminders", "setup_hint", (double) SETUP_HINT_USEC / RECOUP_USEC_PER_DAY, "days", "S-111",
    RECOUP_OURS, N_ ("of a new store in which a check-in says, once, how to tell recoup more") },
  { "reminders", "check_in_valid", (double) CHECK_IN_VALID_USEC / RECOUP_USEC_PER_HOUR, "h",
    "S-111", RECOUP_OURS, N_ ("of use after getting up") },
  { "reminders", "activity_valid", (double) ACTIVITY_VALID_USEC / RECOUP_USEC_PER_HOUR, "h",
    "S-100", RECOUP_OURS, N_ ("of use") },
  { "reminders", "activity_clear", (double) SLOT_DISTANCE_USEC / RECOUP_USEC_PER_MIN, "min",
    "S-100", RECOUP_OURS, N_ ("kept from a meal") },
  { "reminders", "bed_window", (double) BED_WINDOW_USEC / RECOUP_USEC_PER_HOUR, "h", "S-019",
    RECOUP_OURS, N_ ("before lights out: absence from then on may be sleep") },
  { "reminders", "slept_away", (double) SLEPT_AWAY_USEC / RECOUP_USEC_PER_MIN, "min", "S-019",
    RECOUP_OURS, N_ ("away past lights out is taken as asleep") },
  { "reminders", "bedtime_least", (double) BEDTIME_LEAST_USEC / RECOUP_USEC_PER_HOUR, "h", "S-019",
    RECOUP_OURS,
    N_ ("after lights out the reminder is of use, and not so short before getting up") },
  { "reminders", "deload_valid", DELOAD_VALID_DAYS, "days", "S-087", RECOUP_OURS,
    N_ ("an offer is of use") },
  { "reminders", "hydration_step", (double) HYDRATION_STEP_USEC / RECOUP_USEC_PER_HOUR, "h",
    "S-026", RECOUP_OURS, N_ ("from one glass to the next") },
  { "reminders", "hydration_valid", (double) HYDRATION_VALID_USEC / RECOUP_USEC_PER_HOUR, "h",
    "S-026", RECOUP_OURS, N_ ("of use") },
};

const RecoupConstantRows recoup_schedule_kinds_constants = { constants, G_N_ELEMENTS (constants) };
