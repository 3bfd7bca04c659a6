/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The resting heart, for those who measure it: heart rate variability and resting rate of the last
 * days against the two months before (M-10). They say little about muscles (Flatt 2019), so their
 * caps are small, and without a baseline they say nothing at all. */

#include "recoup/autonomic.h"

#include <math.h>

#include "core/constant-rows.h"

#define BASELINE_DAYS   60 /* d-66..d-7 */
#define BASELINE_VALUES 14 /* fewer are no baseline */
#define HRV_DAYS        7  /* d-6..d: Plews 2014 */
#define HRV_VALUES      3
#define RHR_DAYS        3 /* d-2..d */
#define RHR_VALUES      1
#define SPREAD_MIN      0.05 /* ln ms: below it the sensor, not the heart, decides */
#define SPREAD_SHARE    0.5  /* M-10: half an SD is the smallest worthwhile change */
#define OVER_FROM_BPM   3.0  /* S-067 [ours]: begins to cost */
#define OVER_RANGE_BPM  7.0  /* and costs all at 10 above */

/* Mean, sample standard deviation and number of the values of a run of days. */
typedef struct
{
  double mean;
  double deviation;
  guint n;
} Summary;

static Summary
summarise (const double *values, guint n_days, gboolean as_logarithm)
{
  Summary summary = { 0.0, 0.0, 0 };
  double sum = 0.0;
  double squares = 0.0;

  for (guint i = 0; i < n_days; i++)
    if (!isnan (values[i]))
      {
        sum += as_logarithm ? log (values[i]) : values[i];
        summary.n++;
      }
  if (summary.n == 0)
    return summary;
  summary.mean = sum / summary.n;
  for (guint i = 0; i < n_days; i++)
    if (!isnan (values[i]))
      {
        double off = (as_logarithm ? log (values[i]) : values[i]) - summary.mean;
        squares += off * off;
      }
  if (summary.n > 1)
    summary.deviation = sqrt (squares / (summary.n - 1));
  return summary;
}

double
recoup_autonomic_rmssd (const double *intervals_ms, guint n)
{
  double squares = 0.0;

  g_return_val_if_fail (n >= 2, NAN);
  for (guint i = 1; i < n; i++)
    squares += (intervals_ms[i] - intervals_ms[i - 1]) * (intervals_ms[i] - intervals_ms[i - 1]);
  return sqrt (squares / (n - 1));
}

RecoupAutonomic
recoup_autonomic_compute (const double rmssd_ms[RECOUP_AUTONOMIC_DAYS],
                          const double rhr_bpm[RECOUP_AUTONOMIC_DAYS])
{
  RecoupAutonomic result = { 0 };
  Summary usual = summarise (rmssd_ms, BASELINE_DAYS, TRUE);
  Summary recent = summarise (&rmssd_ms[RECOUP_AUTONOMIC_DAYS - HRV_DAYS], HRV_DAYS, TRUE);

  if (usual.n >= BASELINE_VALUES && recent.n >= HRV_VALUES)
    {
      double spread = fmax (usual.deviation, SPREAD_MIN);
      result.gap = usual.mean - SPREAD_SHARE * spread - recent.mean;
      result.gap_share = result.gap / spread;
      result.known = TRUE;
    }
  usual = summarise (rhr_bpm, BASELINE_DAYS, FALSE);
  recent = summarise (&rhr_bpm[RECOUP_AUTONOMIC_DAYS - RHR_DAYS], RHR_DAYS, FALSE);
  if (usual.n >= BASELINE_VALUES && recent.n >= RHR_VALUES)
    {
      result.over_bpm = recent.mean - usual.mean;
      result.over_share = (result.over_bpm - OVER_FROM_BPM) / OVER_RANGE_BPM;
      result.known = TRUE;
    }
  return result;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "autonomic", "baseline_days", BASELINE_DAYS, "days", "M-10", RECOUP_OURS,
    N_ ("your own usual: the two months before the last week") },
  { "autonomic", "baseline_values", BASELINE_VALUES, "values", "M-10", RECOUP_OURS,
    N_ ("fewer are no baseline") },
  { "autonomic", "hrv_days", HRV_DAYS, "days", "M-10", "Plews 2014, doi:10.1123/ijspp.2013-0455",
    N_ ("mean of ln rMSSD over so many") },
  { "autonomic", "hrv_values", HRV_VALUES, "values", "M-10", RECOUP_OURS,
    N_ ("fewer say nothing") },
  { "autonomic", "rate_days", RHR_DAYS, "days", "S-067", RECOUP_OURS,
    N_ ("mean of the resting rate over so many") },
  { "autonomic", "rate_values", RHR_VALUES, "values", "S-067", RECOUP_OURS,
    N_ ("fewer say nothing") },
  { "autonomic", "spread_least", SPREAD_MIN, "ln ms", "M-10", RECOUP_OURS,
    N_ ("below it the sensor, not the heart, decides") },
  { "autonomic", "spread_share", SPREAD_SHARE, "SD", "M-10",
    "Plews 2014, doi:10.1123/ijspp.2013-0455",
    N_ ("so far below the baseline is the smallest change worth a word") },
  { "autonomic", "over_from", OVER_FROM_BPM, "bpm", "S-067", RECOUP_OURS,
    N_ ("so far above its usual the resting rate begins to cost") },
  { "autonomic", "over_range", OVER_RANGE_BPM, "bpm", "S-067", RECOUP_OURS,
    N_ ("and so much further it costs all") },
};

const RecoupConstantRows recoup_autonomic_constants = { constants, G_N_ELEMENTS (constants) };
