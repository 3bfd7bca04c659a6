/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How much of a state rests on entries (model, section 9): each account counts by its weight, and
 * less with each day that nothing was logged of it. */

#include "core/coverage.h"

#include <math.h>

#include "core/constant-rows.h"
#include "recoup/state.h"

#define COVERAGE_UNIT     84  /* a common multiple of the limits 3, 4 and 7 */
#define COVER_SLEEP       300 /* weights of the accounts */
#define COVER_FUEL        150
#define COVER_STRESS      150
#define COVER_TISSUE      220
#define COVER_LOAD        80
#define LIMIT_SLEEP_DAYS  3 /* what is so old tells nothing of today */
#define LIMIT_FUEL_DAYS   4
#define LIMIT_OTHER_DAYS  7
#define COVERAGE_LOOKBACK 8 /* days: one more than the largest limit */

typedef gboolean (*IsLogged) (const RecoupDayRow *row);

static gboolean
has_night (const RecoupDayRow *row)
{
  return !isnan (row->night.asleep_min);
}

static gboolean
has_food (const RecoupDayRow *row)
{
  return row->food.logged;
}

static gboolean
has_soreness (const RecoupDayRow *row)
{
  return row->has_soreness;
}

/* Days from the last logged day up to @from back to @from; COVERAGE_LOOKBACK if there is none. */
static gint
get_age (const RecoupDayTable *days, RecoupDay from, IsLogged is_logged)
{
  for (gint age = 0; age < COVERAGE_LOOKBACK; age++)
    if (is_logged (recoup_day_table_get (days, from - age)))
      return age;
  return COVERAGE_LOOKBACK;
}

/* What part of @weight an account that is @age days old keeps. */
static gint
get_cover (gint weight, gint limit, gint age)
{
  return weight * MAX (0, limit - age) * (COVERAGE_UNIT / limit);
}

/* What tissue rests on: what was trained, or how it feels. */
static gint
get_tissue_age (const RecoupDayTable *days, RecoupDay today)
{
  gint trained = get_age (days, today, recoup_day_row_is_training);

  return MIN (MAX (0, trained - 1), get_age (days, today, has_soreness));
}

/* The autonomic account has no weight. */
guint
recoup_coverage_get (const RecoupDayTable *days, RecoupDay today, guint off)
{
  const struct
  {
    RecoupAccount account;
    gint weight;
    gint limit;
    gint age;
  } parts[] = {
    { RECOUP_ACCOUNT_SLEEP, COVER_SLEEP, LIMIT_SLEEP_DAYS, get_age (days, today, has_night) },
    { RECOUP_ACCOUNT_FUEL, COVER_FUEL, LIMIT_FUEL_DAYS, get_age (days, today - 1, has_food) },
    { RECOUP_ACCOUNT_STRESS, COVER_STRESS, LIMIT_OTHER_DAYS,
      get_age (days, today, recoup_day_row_is_rated) },
    { RECOUP_ACCOUNT_TISSUE, COVER_TISSUE, LIMIT_OTHER_DAYS, get_tissue_age (days, today) },
    { RECOUP_ACCOUNT_LOAD, COVER_LOAD, LIMIT_OTHER_DAYS,
      get_age (days, today - 1, recoup_day_row_is_training) },
  };
  gint sum = 0;
  gint weights = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (recoup_account_is_in (parts[i].account, off))
        continue;
      sum += get_cover (parts[i].weight, parts[i].limit, parts[i].age);
      weights += parts[i].weight;
    }
  return weights == 0 ? 0 : (guint) (100 * sum / (COVERAGE_UNIT * weights));
}

guint
recoup_coverage_get_known (const RecoupDayTable *days,
                           RecoupDay today,
                           const RecoupAutonomic *heart)
{
  guint mask = 0;

  if (get_age (days, today, has_night) < LIMIT_SLEEP_DAYS)
    mask |= 1U << RECOUP_ACCOUNT_SLEEP;
  if (get_age (days, today - 1, has_food) < LIMIT_FUEL_DAYS)
    mask |= 1U << RECOUP_ACCOUNT_FUEL;
  if (get_age (days, today, recoup_day_row_is_rated) < LIMIT_OTHER_DAYS)
    mask |= 1U << RECOUP_ACCOUNT_STRESS;
  if (get_age (days, today - 1, recoup_day_row_is_training) < LIMIT_OTHER_DAYS)
    mask |= 1U << RECOUP_ACCOUNT_LOAD;
  if (get_tissue_age (days, today) < LIMIT_OTHER_DAYS)
    mask |= 1U << RECOUP_ACCOUNT_TISSUE;
  if (heart->known)
    mask |= 1U << RECOUP_ACCOUNT_AUTONOMIC;
  return mask;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "coverage", "sleep_weight", COVER_SLEEP, "of 900", "R-25", RECOUP_OURS,
    N_ ("share of sleep in coverage") },
  { "coverage", "fuel_weight", COVER_FUEL, "of 900", "R-25", RECOUP_OURS, N_ ("share of food") },
  { "coverage", "stress_weight", COVER_STRESS, "of 900", "R-25", RECOUP_OURS,
    N_ ("share of ratings") },
  { "coverage", "tissue_weight", COVER_TISSUE, "of 900", "R-25", RECOUP_OURS,
    N_ ("share of sessions and soreness") },
  { "coverage", "load_weight", COVER_LOAD, "of 900", "R-25", RECOUP_OURS, N_ ("share of load") },
  { "coverage", "sleep_limit", LIMIT_SLEEP_DAYS, "days", "R-25", RECOUP_OURS,
    N_ ("so old a night tells nothing of today") },
  { "coverage", "fuel_limit", LIMIT_FUEL_DAYS, "days", "R-25", RECOUP_OURS, N_ ("likewise food") },
  { "coverage", "other_limit", LIMIT_OTHER_DAYS, "days", "R-25", RECOUP_OURS,
    N_ ("likewise ratings, sessions, soreness and load") },
  { "coverage", "unit", COVERAGE_UNIT, "", "R-25", RECOUP_OURS,
    N_ ("a common multiple of the limits: shares in whole numbers") },
};

const RecoupConstantRows recoup_coverage_constants = { constants, G_N_ELEMENTS (constants) };
