/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One day of the ledger. First the day before is closed, because food and load count when a day is
 * over; then come the night, the ratings and the soreness of the day, then tissue through the hours
 * of the day, then the plan. The order is that of the model (section 5) and everything after it
 * depends on it.
 *
 * Sessions act on tissue at their end, in the user's day that holds that instant, which is not
 * always the day that they are dated by. */

#include "recoup/fold.h"

#include <math.h>
#include <string.h>

#include "core/constant-rows.h"
#include "recoup/flags.h"
#include "recoup/fuel.h"

#define RED_SLEEP_H     2.0 /* S-003: an account below these is in the red */
#define RED_SHORTFALL   0.2
#define RED_STRESS      0.55
#define ACCUSTOMED_DAYS 28 /* S-042: an exercise is known for so long */
#define HOLD_SORENESS   3  /* S-085 */
#define HOLD_DAYS       4  /* of the last seven */
#define WEEK_DAYS       7
#define FORTNIGHT_DAYS  14
#define FOUR_WEEKS_DAYS 28

/* One day under way. */
typedef struct
{
  const RecoupFold *fold;
  RecoupBooks *books;
  RecoupDay date;
  const RecoupDayRow *row;
  const RecoupWorkout *workout; /* the one that acts now */
  RecoupInstant until;          /* up to where tissue recovers now */
  GPtrArray *unmapped;          /* of GRefString, borrowed: exercises of the day that lack groups */
} Day;

/* Closing the day before */

static void
close_food (Day *day)
{
  RecoupBooks *books = day->books;
  RecoupDay closed = day->date - 1;
  const RecoupFoodDay *food = &recoup_day_table_get (day->fold->days, closed)->food;
  gint target_g =
      recoup_fuel_target (day->fold->policy, recoup_books_get_weight (books, day->fold->policy));

  recoup_fuel_close (&books->shortfall, food, target_g);
  recoup_books_set_mark (books, closed, RECOUP_MARK_ENOUGH_PROTEIN,
                         food->logged && food->protein_g >= target_g);
  recoup_books_set_mark (books, closed, RECOUP_MARK_RED_FUEL,
                         books->shortfall.of[RECOUP_COPY_POINT] >= RED_SHORTFALL);
}

static void
close_load (Day *day)
{
  RecoupBooks *books = day->books;
  RecoupDay closed = day->date - 1;
  gboolean is_known = recoup_day_table_is_training_known (day->fold->days, closed);

  if (is_known)
    books->n_known++;
  recoup_load_close (&books->load,
                     is_known ? recoup_day_table_get (day->fold->days, closed)->load : NAN);
}

/* The day itself */

static void
pass_night (Day *day)
{
  RecoupBooks *books = day->books;
  guint need_min = day->fold->policy->sleep_need_min;

  books->night_min = recoup_sleep_night_input (day->row->night.asleep_min, need_min);
  recoup_sleep_debt_step (&books->sleep_debt_h, &books->night_min, need_min);
  recoup_books_set_mark (books, day->date, RECOUP_MARK_RED_SLEEP,
                         books->sleep_debt_h.of[RECOUP_COPY_POINT] >= RED_SLEEP_H);
}

static void
pass_ratings (Day *day)
{
  RecoupBooks *books = day->books;

  for (guint i = 0; i < RECOUP_N_RATINGS; i++)
    recoup_stress_step (&books->ratings[i], day->row->ratings[i]);
  double stress = books->ratings[RECOUP_RATING_STRESS].of[RECOUP_COPY_POINT];
  recoup_books_set_mark (books, day->date, RECOUP_MARK_RED_STRESS, stress >= RED_STRESS);
}

static void
pass_soreness (Day *day)
{
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    recoup_tissue_soreness_step (&day->books->soreness[group],
                                 day->row->has_soreness ? day->row->soreness[group] : -1);
}

/* What is carried on without being a balance. */
static void
pass_facts (Day *day)
{
  RecoupBooks *books = day->books;
  const RecoupDayRow *row = day->row;

  books->trained_ever |= recoup_day_row_is_training (row);
  if (row->workouts->len > 0 && books->first_session == RECOUP_DAY_NONE)
    books->first_session = day->date;
  if (isnan (row->weight_kg))
    return;
  /* "The last" is by time, and a later date may hold an earlier time. */
  if (row->weight_at > books->weight_at ||
      (row->weight_at == books->weight_at && strcmp (row->weight_id, books->weight_id) > 0))
    {
      books->weight_kg = row->weight_kg;
      books->weight_at = row->weight_at;
      memcpy (books->weight_id, row->weight_id, sizeof books->weight_id);
    }
}

/* Tissue */

static void
withdraw_unknown (Day *day)
{
  recoup_tissue_withdraw_unknown (&day->books->tissue);
}

static void
recover (Day *day)
{
  recoup_tissue_advance (&day->books->tissue, day->until,
                         &day->books->ratings[RECOUP_RATING_STRESS],
                         day->fold->policy->training_status);
}

/* Whether no session of the four weeks before @date has @exercise. */
static gboolean
is_new (const RecoupDayTable *days, const RecoupExercise *exercise, RecoupDay date)
{
  for (RecoupDay day = date - ACCUSTOMED_DAYS; day < date; day++)
    {
      GHashTable *exercises = recoup_day_table_get (days, day)->exercises;
      if (exercises != NULL && g_hash_table_contains (exercises, exercise))
        return FALSE;
    }
  return TRUE;
}

static void
withdraw_workout (Day *day)
{
  RecoupBooks *books = day->books;
  const RecoupWorkout *workout = day->workout;
  RecoupGroupWeights usual = workout->usual;
  RecoupGroupWeights unaccustomed = workout->unaccustomed;
  /* In the first four weeks nothing is new, because everything is (S-058). */
  gboolean may_be_new = books->first_session != RECOUP_DAY_NONE &&
                        books->first_session <= workout->date - ACCUSTOMED_DAYS;

  for (guint i = 0; i < workout->n_lifts; i++)
    {
      const RecoupLift *lift = &workout->lifts[i];
      gboolean new_lift = may_be_new && is_new (day->fold->days, lift->exercise, workout->date);
      RecoupGroupWeights *pool = new_lift ? &unaccustomed : &usual;
      for (guint group = 0; group < RECOUP_N_GROUPS; group++)
        pool->weight[group] += lift->silent.weight[group];
      if (lift->unmapped)
        g_ptr_array_add (day->unmapped, lift->exercise->key);
    }
  recoup_tissue_withdraw (&books->tissue, &usual, &unaccustomed);
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    if ((workout->worked & (1U << group)) != 0)
      books->last_worked[group] = MAX (books->last_worked[group], workout->end);
}

/* Steps */

static void (*const step_functions[RECOUP_N_STEPS]) (Day *day) = {
  [RECOUP_STEP_CLOSE_FOOD] = close_food,  [RECOUP_STEP_CLOSE_LOAD] = close_load,
  [RECOUP_STEP_NIGHT] = pass_night,       [RECOUP_STEP_RATINGS] = pass_ratings,
  [RECOUP_STEP_SORENESS] = pass_soreness, [RECOUP_STEP_UNKNOWN_WORK] = withdraw_unknown,
  [RECOUP_STEP_RECOVER] = recover,        [RECOUP_STEP_WORKOUT] = withdraw_workout,
};

static void
take_step (Day *day, RecoupStep step)
{
  const RecoupFold *fold = day->fold;

  if (fold->observe == NULL)
    {
      step_functions[step](day);
      return;
    }
  g_autoptr (RecoupBooks) before = recoup_books_copy (day->books);
  gboolean of_closed = step == RECOUP_STEP_CLOSE_FOOD || step == RECOUP_STEP_CLOSE_LOAD;
  step_functions[step](day);
  fold->observe (step, before, day->books,
                 of_closed ? recoup_day_table_get (fold->days, day->date - 1) : day->row,
                 step == RECOUP_STEP_WORKOUT ? day->workout : NULL, fold->user_data);
}

static void
recover_until (Day *day, RecoupInstant until)
{
  day->until = until;
  take_step (day, RECOUP_STEP_RECOVER);
}

/* (transfer container): the sessions that end in the day, by end, then id; on the first day of the
 * ledger also those that ended before it. */
static GPtrArray *
get_ending (const Day *day, RecoupInstant start, RecoupInstant end)
{
  gboolean is_first = day->date == day->books->first_day;
  GPtrArray *workouts = recoup_day_table_get_workouts (day->fold->days, day->date - RECOUP_DAY_SKEW,
                                                       day->date + RECOUP_DAY_SKEW);
  guint kept = 0;

  for (guint i = 0; i < workouts->len; i++)
    {
      const RecoupWorkout *workout = g_ptr_array_index (workouts, i);
      if (workout->end < end && (is_first || workout->end >= start))
        workouts->pdata[kept++] = workouts->pdata[i];
    }
  g_ptr_array_set_size (workouts, (gint) kept);
  return workouts;
}

/* The worst copy pays at the start of a day for training that may have happened before it. */
static void
begin_tissue (Day *day, RecoupInstant start)
{
  gboolean is_first = day->date == day->books->first_day;

  if (is_first || !recoup_day_table_is_training_known (day->fold->days, day->date - 1))
    {
      recover_until (day, start);
      take_step (day, RECOUP_STEP_UNKNOWN_WORK);
    }
}

static void
pass_tissue (Day *day, RecoupInstant until)
{
  const RecoupFold *fold = day->fold;
  guint day_start_min = fold->policy->day_start_min;
  RecoupInstant start = recoup_civil_day_start (day->date, day_start_min, fold->zone);
  RecoupInstant end = recoup_civil_day_start (day->date + 1, day_start_min, fold->zone);
  g_autoptr (GPtrArray) workouts = get_ending (day, start, end);
  gboolean begun = FALSE;

  if (day->date == day->books->first_day)
    {
      RecoupInstant first = start;
      if (workouts->len > 0)
        first = MIN (first, ((const RecoupWorkout *) g_ptr_array_index (workouts, 0))->end);
      recoup_tissue_init (&day->books->tissue, first);
    }
  for (guint i = 0; i < workouts->len; i++)
    {
      day->workout = g_ptr_array_index (workouts, i);
      if (!begun && day->workout->end >= start)
        {
          begin_tissue (day, start);
          begun = TRUE;
        }
      recover_until (day, day->workout->end);
      take_step (day, RECOUP_STEP_WORKOUT);
    }
  if (!begun)
    begin_tissue (day, start);
  recover_until (day, until);
}

/* The plan */

/* S-085: the old soreness is back, so the rebuilding waits. */
static gboolean
has_hold (const RecoupDayTable *days, RecoupDay date)
{
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    {
      guint sore = 0;
      for (RecoupDay day = date - WEEK_DAYS; day < date; day++)
        {
          const RecoupDayRow *row = recoup_day_table_get (days, day);
          sore += row->has_soreness && row->soreness[group] >= HOLD_SORENESS;
        }
      if (sore >= HOLD_DAYS)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_offer_due (const RecoupFlagInput *input, RecoupOffer offer)
{
  switch (offer)
    {
    case RECOUP_OFFER_NEVER:
      return FALSE;
    case RECOUP_OFFER_IF_DRAWN:
      return recoup_flags_is_up (input, RECOUP_FLAG_S003);
    case RECOUP_OFFER_IF_FLAG:
      return recoup_flags_any (input);
    case RECOUP_OFFER_NOW:
      return TRUE;
    }
  g_assert_not_reached ();
}

static void
pass_plan (Day *day)
{
  RecoupPlan *plan = &day->books->plan;
  const RecoupDayTable *days = day->fold->days;
  RecoupDay date = day->date;
  RecoupFlagInput input = { day->books, days, day->fold->policy->accounts_off };
  RecoupPlanDay facts = {
    .day = date,
    .trained = day->row->workouts->len > 0,
    .trained_fortnight =
        recoup_day_table_count_workouts (days, date - FORTNIGHT_DAYS, date - 1) > 0,
    .sessions_28 = recoup_day_table_count_workouts (days, date - FOUR_WEEKS_DAYS + 1, date),
    .hold = has_hold (days, date),
  };

  recoup_plan_pass (plan, &facts);
  recoup_books_set_mark (day->books, date, RECOUP_MARK_DELOAD, plan->state == RECOUP_PLAN_DELOAD);
  if (is_offer_due (&input, recoup_plan_get_offer (plan, &facts)))
    recoup_plan_offer (plan, date);
  for (guint i = 0; i < day->row->actions->len; i++)
    recoup_plan_act (plan, date, g_array_index (day->row->actions, RecoupPlanAction, i));
}

void
recoup_fold_day (const RecoupFold *fold, RecoupBooks *books, RecoupInstant until)
{
  RecoupDay date = books->day + 1;
  g_autoptr (GPtrArray) unmapped = g_ptr_array_new ();
  Day day = { .fold = fold,
              .books = books,
              .date = date,
              .row = recoup_day_table_get (fold->days, date),
              .unmapped = unmapped };

  if (date > books->first_day)
    {
      take_step (&day, RECOUP_STEP_CLOSE_FOOD);
      take_step (&day, RECOUP_STEP_CLOSE_LOAD);
    }
  books->day = date;
  recoup_books_begin_marks (books, date);
  take_step (&day, RECOUP_STEP_NIGHT);
  take_step (&day, RECOUP_STEP_RATINGS);
  take_step (&day, RECOUP_STEP_SORENESS);
  pass_facts (&day);
  pass_tissue (&day, until);
  recoup_books_add_unmapped (books, unmapped);
  pass_plan (&day);
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "signs", "red_sleep", RED_SLEEP_H, "h", "S-003", RECOUP_OURS,
    N_ ("sleep is in the red from here") },
  { "signs", "red_shortfall", RED_SHORTFALL, "share", "S-003", RECOUP_OURS,
    N_ ("likewise protein") },
  { "signs", "red_stress", RED_STRESS, "share", "S-003", RECOUP_OURS, N_ ("likewise stress") },
  { "tissue", "accustomed", ACCUSTOMED_DAYS, "days", "S-042", RECOUP_OURS,
    N_ ("an exercise is known for so long; in the first weeks nothing is new") },
  { "plan", "hold_soreness", HOLD_SORENESS, "of 10", "S-085", RECOUP_OURS, N_ ("sore") },
  { "plan", "hold_days", HOLD_DAYS, "of 7 days", "S-085", RECOUP_OURS,
    N_ ("so many hold the step of the rebuild") },
  { "plan", "restart_days", FORTNIGHT_DAYS, "days", "S-087", RECOUP_OURS,
    N_ ("without a session: the count of weeks begins again") },
  { "plan", "session_days", FOUR_WEEKS_DAYS, "days", "S-087", RECOUP_OURS,
    N_ ("the sessions of so many days are counted") },
};

const RecoupConstantRows recoup_fold_constants = { constants, G_N_ELEMENTS (constants) };
