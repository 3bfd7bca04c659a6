/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From balances to a state: points and readiness, how much of it rests on entries, which groups are
 * blocked, what is asked, what to do, when to sleep and eat. */

#include "recoup/survey.h"

#include <math.h>

#include "core/constant-rows.h"
#include "core/coverage.h"
#include "core/flags-lift.h"
#include "recoup/bedtime.h"
#include "recoup/flags.h"
#include "recoup/fuel.h"
#include "recoup/metrics.h"
#include "recoup/questions.h"
#include "recoup/verdict.h"

#define READINESS_FULL_DP 1000
#define CARRY_DAYS        3   /* S-051, S-065: what was said of pain and illness holds so long */
#define PAIN_SORENESS     1.0 /* S-052: form, strength and rom block only what is sore */
#define BLOCK_SORENESS    7.0 /* S-052 */
#define LATE_SORENESS     3.0 /* S-041: still sore after the window of recovery */
#define LATE_AFTER        (96 * RECOUP_USEC_PER_HOUR)
#define RECORD_SORENESS   3.0 /* S-047 */
#define RECORD_FATIGUE    0.5
#define WEEK_DAYS         7

/* Points and readiness (model, section 8) */

/* What the points are taken from. */
typedef struct
{
  const RecoupBooks *books;
  RecoupAutonomic heart;
  guint off;
} Costs;

/* What is switched off costs nothing in any copy, so it does not widen the interval either. */
static gint
get_points (const Costs *costs, RecoupPointKey key, RecoupCopy copy)
{
  return recoup_point_is_in (key, costs->off)
             ? 0
             : recoup_books_get_points (costs->books, &costs->heart, key, copy);
}

static gint
get_readiness (const Costs *costs, RecoupCopy copy)
{
  gint readiness = READINESS_FULL_DP;

  for (RecoupPointKey key = 0; key < RECOUP_N_POINTS; key++)
    readiness -= get_points (costs, key, copy);
  return readiness;
}

/* The point copy of a balance; 0, at rest, when its account is switched off. */
static double
get_balance (const RecoupState *state, RecoupAccount account, const RecoupBalance *balance)
{
  return recoup_account_is_in (account, state->off_accounts) ? 0.0 : balance->of[RECOUP_COPY_POINT];
}

static void
set_points (RecoupState *state, const RecoupBooks *books, const RecoupDayTable *days)
{
  Costs costs = { books, recoup_flags_get_heart (days, books->day), state->off_accounts };
  const RecoupBalance *ratings = books->ratings;

  for (RecoupPointKey key = 0; key < RECOUP_N_POINTS; key++)
    state->points_dp[key] = get_points (&costs, key, RECOUP_COPY_POINT);
  state->readiness_dp = get_readiness (&costs, RECOUP_COPY_POINT);
  state->hi_dp = get_readiness (&costs, RECOUP_COPY_BEST);
  state->lo_dp = get_readiness (&costs, RECOUP_COPY_WORST);
  state->coverage = recoup_coverage_get (days, books->day, costs.off);
  state->known_accounts = recoup_coverage_get_known (days, books->day, &costs.heart) & ~costs.off;
  state->sleep_debt_h = get_balance (state, RECOUP_ACCOUNT_SLEEP, &books->sleep_debt_h);
  state->fuel_shortfall = get_balance (state, RECOUP_ACCOUNT_FUEL, &books->shortfall);
  state->stress = get_balance (state, RECOUP_ACCOUNT_STRESS, &ratings[RECOUP_RATING_STRESS]);
  state->mood = get_balance (state, RECOUP_ACCOUNT_STRESS, &ratings[RECOUP_RATING_MOOD]);
  state->fatigue = get_balance (state, RECOUP_ACCOUNT_STRESS, &ratings[RECOUP_RATING_FATIGUE]);
  state->acute = get_balance (state, RECOUP_ACCOUNT_LOAD, &books->load.acute);
  state->chronic = get_balance (state, RECOUP_ACCOUNT_LOAD, &books->load.chronic);
}

/* Muscle groups (model, section 10) */

/* The latest of today and the two days before on which pain was spoken of; NULL if none. */
static const RecoupDayRow *
find_pain (const RecoupDayTable *days, RecoupDay today)
{
  for (gint age = 0; age < CARRY_DAYS; age++)
    if (recoup_day_table_get (days, today - age)->has_pain)
      return recoup_day_table_get (days, today - age);
  return NULL;
}

static gboolean
is_ill (const RecoupDayTable *days, RecoupDay today)
{
  for (gint age = 0; age < CARRY_DAYS; age++)
    if (recoup_day_table_get (days, today - age)->ill != RECOUP_UNSAID)
      return recoup_day_table_get (days, today - age)->ill == RECOUP_YES;
  return FALSE;
}

static guint
get_why (const RecoupGroupState *group)
{
  guint why = group->pain & (RECOUP_PAIN_SHARP | RECOUP_PAIN_JOINT);

  if (group->soreness >= PAIN_SORENESS)
    why = group->pain;
  if (group->soreness >= BLOCK_SORENESS)
    why |= RECOUP_WHY_SORENESS;
  if (recoup_tissue_is_fatigued (group->usual + group->unaccustomed))
    why |= RECOUP_WHY_FATIGUE;
  return why;
}

/* Of a group whose account is switched off only what was said of pain is left: it blocks as ever.
 */
static void
hide_group (RecoupGroupState *group)
{
  guint pain = group->pain;
  guint why = group->why & RECOUP_PAIN_ALL;

  *group = (RecoupGroupState){ .pain = pain, .why = why, .ready_at = RECOUP_INSTANT_NONE };
}

static void
set_groups (RecoupState *state,
            const RecoupBooks *books,
            const RecoupDayRow *pain,
            RecoupTrainingStatus status)
{
  double stress = books->ratings[RECOUP_RATING_STRESS].of[RECOUP_COPY_POINT];
  gboolean is_off = recoup_account_is_in (RECOUP_ACCOUNT_TISSUE, state->off_accounts);

  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      RecoupGroupState *group = &state->groups[i];
      RecoupInstant worked = books->last_worked[i];
      group->usual = books->tissue.usual[i].of[RECOUP_COPY_POINT];
      group->unaccustomed = books->tissue.unaccustomed[i].of[RECOUP_COPY_POINT];
      group->soreness = books->soreness[i].of[RECOUP_COPY_POINT];
      group->pain = pain == NULL ? 0 : (guint) pain->pain[i];
      group->why = get_why (group);
      group->ready_at = RECOUP_INSTANT_NONE;
      if ((group->why & RECOUP_WHY_FATIGUE) != 0)
        {
          gint64 minutes =
              recoup_tissue_ready_min (group->usual, group->unaccustomed, status, stress);
          group->ready_at = state->now + minutes * RECOUP_USEC_PER_MIN;
        }
      group->record = group->why == 0 && !state->ill && group->soreness <= RECORD_SORENESS &&
                      state->fatigue <= RECORD_FATIGUE;
      if (!is_off && group->soreness >= LATE_SORENESS && worked != RECOUP_INSTANT_NONE &&
          state->now - worked > LATE_AFTER)
        state->sore_late |= 1U << i;
      if (is_off)
        hide_group (group);
    }
}

/* Today, the evening, the meals */

static void
set_today (RecoupState *state, const RecoupFold *fold, const RecoupBooks *books)
{
  const RecoupDayRow *row = recoup_day_table_get (fold->days, books->day);
  double weight_kg = recoup_books_get_weight (books, fold->policy);

  state->planned = fold->policy->week[recoup_civil_weekday (books->day)];
  state->protein_g = row->food.protein_g;
  state->protein_target_g = recoup_fuel_target (fold->policy, weight_kg);
  state->sleep_min = row->night.asleep_min;
  state->sessions = row->workouts->len;
  state->load = row->load;
  state->load_estimated = row->load_estimated;
  state->ill = is_ill (fold->days, books->day);
}

static void
set_evening (RecoupState *state, const RecoupFold *fold, const RecoupBooks *books)
{
  RecoupBedtimeInput input = { .day = books->day, .debt_h = state->sleep_debt_h };

  gboolean is_off = recoup_account_is_in (RECOUP_ACCOUNT_SLEEP, state->off_accounts);

  for (gint i = 0; i < RECOUP_BEDTIME_NIGHTS; i++)
    input.bed_min[i] =
        is_off ? -1 : recoup_day_table_get (fold->days, books->day - i)->night.bed_min;
  RecoupBedtime bedtime = recoup_bedtime_compute (&input, fold->policy, fold->zone);
  state->lights_out = bedtime.lights_out;
  state->screens_dim = bedtime.screens_dim;
  state->extra_min = bedtime.extra_min;
  state->lights_out_moved = bedtime.moved;
}

static void
set_meals (RecoupState *state, const RecoupFold *fold, const RecoupBooks *books)
{
  guint wake_min = fold->policy->wake_min[recoup_civil_weekday (books->day)];
  RecoupFuelDay day = { .wake = recoup_civil_at (books->day, wake_min, fold->zone),
                        .lights_out = state->lights_out,
                        .meals = fold->policy->meals_per_day,
                        .target_g = state->protein_target_g,
                        .eaten_g = state->protein_g,
                        .weight_kg = recoup_books_get_weight (books, fold->policy) };
  RecoupFuelSlots slots = recoup_fuel_slots (&day, state->now);

  G_STATIC_ASSERT (G_N_ELEMENTS (slots.times) == RECOUP_MAX_SLOTS);
  state->n_slots = slots.n;
  for (guint i = 0; i < slots.n; i++)
    state->slots[i] = slots.times[i];
  state->per_slot_g = slots.per_slot_g;
  state->remaining_slots = slots.remaining;
  state->above_0_55 = slots.above_0_55;
}

/* What is only shown, and what reminders need */

static void
set_metrics (RecoupState *state, const RecoupFold *fold, const RecoupFlagInput *input)
{
  RecoupWeek week = recoup_metrics_get_week (input->books, input->days);

  gboolean no_sleep = recoup_account_is_in (RECOUP_ACCOUNT_SLEEP, input->off);
  gboolean no_fuel = recoup_account_is_in (RECOUP_ACCOUNT_FUEL, input->off);
  gboolean no_load = recoup_account_is_in (RECOUP_ACCOUNT_LOAD, input->off);

  state->sri = no_sleep ? NAN : recoup_metrics_get_sri (input->days, input->books->day, fold->zone);
  state->monotony = no_load ? NAN : week.monotony;
  state->strain = no_load ? NAN : week.strain;
  state->adherence7 = no_sleep || no_fuel ? 0 : week.adherence7;
  state->adherence7_known = no_sleep || no_fuel ? 0 : week.adherence7_known;
  recoup_flags_append_progress (input, state->progress);
  g_ptr_array_unref (state->unmapped);
  state->unmapped = g_ptr_array_ref (input->books->unmapped);
}

/* Days in a row with a session, ending today, or yesterday while today has none yet. */
static guint
count_training_run (const RecoupDayTable *days, RecoupDay today)
{
  RecoupDay day = recoup_day_table_count_workouts (days, today, today) > 0 ? today : today - 1;
  guint run = 0;

  while (run < RECOUP_FOLD_LOOKBACK && recoup_day_table_count_workouts (days, day, day) > 0)
    {
      run++;
      day--;
    }
  return run;
}

static void
set_habits (RecoupState *state, const RecoupBooks *books, const RecoupDayTable *days)
{
  RecoupDay today = books->day;

  /* Without the account no day was a hard one. */
  state->load_yesterday = recoup_account_is_in (RECOUP_ACCOUNT_LOAD, state->off_accounts)
                              ? 0.0
                              : recoup_day_table_get (days, today - 1)->load;
  state->chronic_yesterday = state->chronic;
  state->rest_today = recoup_day_table_get (days, today)->rest;
  state->weight_kg = books->weight_kg;
  state->sessions_7d = recoup_day_table_count_workouts (days, today - WEEK_DAYS + 1, today);
  state->training_run_days = count_training_run (days, today);
  state->food_logged = recoup_day_table_get (days, today)->food.logged;
  state->training_known = recoup_day_table_is_training_known (days, today);
  for (RecoupDay day = today - WEEK_DAYS + 1; day <= today; day++)
    state->rest_in_7d |= recoup_day_table_count_workouts (days, day, day) == 0;
}

static void
set_questions (RecoupState *state, const RecoupFlagInput *input)
{
  /* Asked for safety, from what was said of soreness and fatigue: no account takes a part in it. */
  RecoupFlagInput all = { input->books, input->days, 0 };
  RecoupQuestions questions = recoup_questions_compute (&all);

  state->n_ask = questions.n_ask;
  state->n_confirmed = questions.n_confirmed;
  for (guint i = 0; i < questions.n_ask; i++)
    state->ask[i] = questions.ask[i];
  for (guint i = 0; i < questions.n_confirmed; i++)
    state->confirmed[i] = questions.confirmed[i];
}

RecoupState *
recoup_survey_take (const RecoupFold *fold, const RecoupBooks *books, RecoupInstant now)
{
  RecoupState *state = recoup_state_new ();
  RecoupFlagInput input = { books, fold->days, fold->policy->accounts_off };

  state->now = now;
  state->zone = g_strdup (recoup_zone_get_id (fold->zone));
  state->day = books->day;
  state->first_day = books->first_day;
  state->off_accounts = fold->policy->accounts_off;
  set_points (state, books, fold->days);
  set_today (state, fold, books);
  set_groups (state, books, find_pain (fold->days, books->day), fold->policy->training_status);
  recoup_flags_append (&input, state->flags);
  set_questions (state, &input);
  state->plan = books->plan.state;
  state->plan_week = recoup_plan_get_week (&books->plan, books->day);
  state->plan_since = books->plan.since;
  set_evening (state, fold, books);
  set_meals (state, fold, books);
  set_metrics (state, fold, &input);
  set_habits (state, books, fold->days);

  guint worked_today = 0;
  const GPtrArray *workouts = recoup_day_table_get (fold->days, books->day)->workouts;
  for (guint i = 0; i < workouts->len; i++)
    worked_today |= ((const RecoupWorkout *) g_ptr_array_index (workouts, i))->worked;
  recoup_verdict_judge (state, worked_today);
  return state;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "points", "readiness_full", READINESS_FULL_DP, "0.1 points", "S-001", RECOUP_OURS,
    N_ ("what there is when nothing costs: the sum of the caps") },
  { "muscles", "carry", CARRY_DAYS, "days", "S-051", RECOUP_OURS,
    N_ ("what was said of pain and of being ill holds so long") },
  { "muscles", "pain_soreness", PAIN_SORENESS, "of 10", "S-052", RECOUP_OURS,
    N_ ("form, strength and rom block from here") },
  { "muscles", "block_soreness", BLOCK_SORENESS, "of 10", "S-052", RECOUP_OURS,
    N_ ("soreness alone blocks from here") },
  { "muscles", "late_soreness", LATE_SORENESS, "of 10", "S-041", RECOUP_OURS, N_ ("still sore") },
  { "muscles", "late_after", (double) LATE_AFTER / RECOUP_USEC_PER_HOUR, "h", "S-041",
    RECOUP_ARTICLE, N_ ("the window: 2 to 4 days after the last session of the group") },
  { "muscles", "record_soreness", RECORD_SORENESS, "of 10", "S-047", RECOUP_OURS,
    N_ ("ready for a record: not blocked, and at most so sore") },
  { "muscles", "record_fatigue", RECORD_FATIGUE, "share", "S-047", RECOUP_OURS,
    N_ ("and fatigue at most this") },
};

const RecoupConstantRows recoup_survey_constants = { constants, G_N_ELEMENTS (constants) };
