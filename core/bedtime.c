/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lights out: the time to wake less the sleep that is needed, counted back in elapsed time, so that
 * a night in which the clock changes moves the reading of the clock and not the sleep. Debt is paid
 * at this end, an hour at most (C-2), and the hour stays near the usual one (S-016). */

#include "recoup/bedtime.h"

#include <math.h>

#include "core/constant-rows.h"

#define NOON_MIN        720
#define MIN_PER_DAY     1440
#define SEC_PER_MIN     60
#define PAYBACK_DAYS    4.0 /* M-06: an hour of debt takes four days, Kitamura 2016 */
#define MIN_PER_HOUR    60.0
#define EXTRA_MAX_MIN   60.0 /* more than an hour earlier and nobody sleeps */
#define WHOLE_GUARD_MIN 1e-6 /* keeps 15 min of an hour's debt at 15 */
#define MOVE_MAX_MIN    30   /* S-016 [ours]: at most so far from the usual bedtime */
#define USUAL_NIGHTS    3    /* fewer known nights are no usual */
#define SCREENS_BEFORE  (60 * RECOUP_USEC_PER_MIN) /* S-017 */

gint
recoup_bedtime_median (const gint *values, guint n)
{
  gint sorted[RECOUP_BEDTIME_NIGHTS] = { 0 };

  g_return_val_if_fail (n >= 1 && n <= RECOUP_BEDTIME_NIGHTS, 0);
  for (guint i = 0; i < n; i++)
    {
      guint place = i;
      for (; place > 0 && sorted[place - 1] > values[i]; place--)
        sorted[place] = sorted[place - 1];
      sorted[place] = values[i];
    }
  if (n % 2 == 1)
    return sorted[n / 2];
  return (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

/* Minutes by which to move a bedtime at @lights_out towards the usual one; 0 if none is known. */
static gint
get_move (const RecoupBedtimeInput *input, RecoupInstant lights_out, const RecoupZone *zone)
{
  gint known[RECOUP_BEDTIME_NIGHTS];
  guint n = 0;
  RecoupDay civil = RECOUP_DAY_NONE;
  guint second = 0;

  for (guint i = 0; i < RECOUP_BEDTIME_NIGHTS; i++)
    if (input->bed_min[i] >= 0)
      known[n++] = input->bed_min[i];
  if (n < USUAL_NIGHTS)
    return 0;
  gint usual = recoup_bedtime_median (known, n);
  recoup_civil_local (lights_out, zone, &civil, &second);
  gint due = ((gint) (second / SEC_PER_MIN) - NOON_MIN + MIN_PER_DAY) % MIN_PER_DAY;
  return CLAMP (due, usual - MOVE_MAX_MIN, usual + MOVE_MAX_MIN) - due;
}

RecoupInstant
recoup_bedtime_get_wake (RecoupDay day, const RecoupPolicy *policy, const RecoupZone *zone)
{
  RecoupInstant wake = RECOUP_INSTANT_NONE;
  RecoupDay civil = RECOUP_DAY_NONE;
  guint second = 0;

  /* No zone left two dates out: Samoa went without 2011-12-30. */
  for (RecoupDay morning = day + 1; morning <= day + 2 && civil != morning - 1; morning++)
    {
      wake = recoup_civil_at (morning, policy->wake_min[recoup_civil_weekday (morning)], zone);
      recoup_civil_local (wake, zone, &civil, &second);
    }
  return wake;
}

RecoupBedtime
recoup_bedtime_compute (const RecoupBedtimeInput *input,
                        const RecoupPolicy *policy,
                        const RecoupZone *zone)
{
  RecoupBedtime bedtime = { 0 };
  double payback_min = fmax (0.0, input->debt_h) * MIN_PER_HOUR / PAYBACK_DAYS;

  bedtime.extra_min = (gint) floor (fmin (EXTRA_MAX_MIN, payback_min) + WHOLE_GUARD_MIN);
  gint64 before_min = (gint64) policy->sleep_need_min + policy->latency_min + bedtime.extra_min;
  bedtime.lights_out =
      recoup_bedtime_get_wake (input->day, policy, zone) - before_min * RECOUP_USEC_PER_MIN;
  gint move_min = get_move (input, bedtime.lights_out, zone);
  bedtime.moved = move_min != 0;
  bedtime.lights_out += move_min * RECOUP_USEC_PER_MIN;
  bedtime.screens_dim = bedtime.lights_out - SCREENS_BEFORE;
  return bedtime;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "bedtime", "payback", PAYBACK_DAYS, "days", "M-06", "Kitamura 2016, doi:10.1038/srep35812",
    N_ ("an hour of debt is paid over so many") },
  { "bedtime", "extra_most", EXTRA_MAX_MIN, "min", "S-019", RECOUP_OURS,
    N_ ("earlier on one evening: beyond it nobody sleeps") },
  { "bedtime", "move_most", MOVE_MAX_MIN, "min", "S-016", RECOUP_OURS,
    N_ ("so far from the usual bedtime at most") },
  { "bedtime", "usual_nights", USUAL_NIGHTS, "nights", "S-016", RECOUP_OURS,
    N_ ("fewer known ones are no usual") },
  { "bedtime", "usual_days", RECOUP_BEDTIME_NIGHTS, "days", "S-016", RECOUP_OURS,
    N_ ("nights that are looked at") },
  { "bedtime", "screens_before", (double) SCREENS_BEFORE / RECOUP_USEC_PER_MIN, "min", "S-017",
    RECOUP_OURS, N_ ("screens_dim before lights out") },
  { "bedtime", "whole_guard", WHOLE_GUARD_MIN, "min", "M-06", RECOUP_OURS,
    N_ ("keeps whole minutes whole when they are rounded down") },
};

const RecoupConstantRows recoup_bedtime_constants = { constants, G_N_ELEMENTS (constants) };
