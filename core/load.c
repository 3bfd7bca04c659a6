/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The load account: how much training the last week held against the last four. It compares the
 * user with their own usual and nothing else; it is no injury risk (M-05). Few days are not a
 * usual: until a fortnight is known a spike is not claimed. */

#include "recoup/load.h"

#include <math.h>

#include "core/constant-rows.h"

#define UNKNOWN_RPE        5.0 /* the middle of the scale, when a session has none */
#define ACUTE_DAYS         7   /* M-04: Williams 2017 */
#define CHRONIC_DAYS       28
#define WORST_UNKNOWN_LOAD 600.0 /* an hour and a half, hard: what a silent day may have held */
#define SPIKE_KNOWN_DAYS   14    /* before that there is no usual */
#define SPIKE_OFFSET       50.0  /* keeps small loads from making large ratios [ours] */
#define SPIKE_FROM         0.3   /* S-003 [ours]: 30 % above the usual begins to cost */
#define SPIKE_RANGE        0.7   /* and twice the usual costs all */
#define MONOTONY_MAX       10.0  /* M-02: the cap when the days are alike */

double
recoup_load_session (double rpe, double minutes)
{
  return (isnan (rpe) ? UNKNOWN_RPE : rpe) * minutes;
}

double
recoup_load_smooth (double average, double load, guint n_days)
{
  return average + (load - average) * (2.0 / (n_days + 1));
}

RecoupLoad
recoup_load_new (void)
{
  RecoupLoad balances = { recoup_balance_all (0.0), recoup_balance_all (0.0) };

  return balances;
}

void
recoup_load_close (RecoupLoad *balances, double load)
{
  double usual = balances->chronic.of[RECOUP_COPY_POINT];
  RecoupBalance input = recoup_balance_all (load);

  if (isnan (load))
    input = recoup_balance (0.0, usual, fmax (WORST_UNKNOWN_LOAD, usual));
  for (guint copy = 0; copy < RECOUP_N_COPIES; copy++)
    {
      double *acute = &balances->acute.of[copy];
      double *chronic = &balances->chronic.of[copy];
      *acute = recoup_load_smooth (*acute, input.of[copy], ACUTE_DAYS);
      *chronic = recoup_load_smooth (*chronic, input.of[copy], CHRONIC_DAYS);
    }
}

double
recoup_load_spike_fraction (const RecoupLoad *balances,
                            guint n_known,
                            gboolean trained_ever,
                            RecoupCopy copy)
{
  double usual = balances->chronic.of[RECOUP_COPY_POINT];

  if (n_known >= SPIKE_KNOWN_DAYS)
    return ((balances->acute.of[copy] - usual) / (usual + SPIKE_OFFSET) - SPIKE_FROM) / SPIKE_RANGE;
  return copy == RECOUP_COPY_WORST && !trained_ever ? 1.0 : 0.0;
}

static double
get_sum (const double *values, guint n)
{
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    sum += values[i];
  return sum;
}

double
recoup_load_monotony (const double *loads, guint n)
{
  double sum = get_sum (loads, n);
  double squares = 0.0;

  if (sum <= 0.0)
    return NAN;
  double mean = sum / n;
  for (guint i = 0; i < n; i++)
    squares += (loads[i] - mean) * (loads[i] - mean);
  double deviation = sqrt (squares / n);
  /* No deviation divides by zero: infinite, and capped like every other. */
  return fmin (mean / deviation, MONOTONY_MAX);
}

double
recoup_load_strain (const double *loads, guint n)
{
  return get_sum (loads, n) * recoup_load_monotony (loads, n);
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "load", "unknown_rpe", UNKNOWN_RPE, "RPE", "M-01", RECOUP_OURS,
    N_ ("the middle of the scale, when a session has none") },
  { "load", "acute_days", ACUTE_DAYS, "days", "M-04",
    "Williams 2017, doi:10.1136/bjsports-2016-096589",
    N_ ("N of the acute average, weight 2/(N+1)") },
  { "load", "chronic_days", CHRONIC_DAYS, "days", "M-04",
    "Williams 2017, doi:10.1136/bjsports-2016-096589", N_ ("N of the chronic average") },
  { "load", "unknown_worst", WORST_UNKNOWN_LOAD, "RPE min", "R-25", RECOUP_OURS,
    N_ ("what a day of unknown training may have held: an hour and a half, hard") },
  { "load", "spike_known", SPIKE_KNOWN_DAYS, "days", "S-003", RECOUP_OURS,
    N_ ("so many days with known training before a spike is claimed") },
  { "load", "spike_offset", SPIKE_OFFSET, "RPE min", "S-003", RECOUP_OURS,
    N_ ("keeps small loads from making large ratios") },
  { "load", "spike_from", SPIKE_FROM, "share", "S-003", RECOUP_OURS,
    N_ ("so far above the usual load.spike begins to cost") },
  { "load", "spike_range", SPIKE_RANGE, "share", "S-003", RECOUP_OURS,
    N_ ("and so much further it costs all") },
  { "load", "monotony_most", MONOTONY_MAX, "", "M-02", RECOUP_OURS,
    N_ ("cap, for a week whose days are alike") },
};

const RecoupConstantRows recoup_load_constants = { constants, G_N_ELEMENTS (constants) };
