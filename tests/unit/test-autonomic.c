/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The resting heart: rMSSD of the synthetic series, and when a baseline is one. */

#include "recoup/autonomic.h"

#include <math.h>

#include "support/tables.h"

#define LAST (RECOUP_AUTONOMIC_DAYS - 1)

/* From the header of hrv_nn_intervals.csv. */
#define SERIES_COUNT 600
#define SERIES_RMSSD 24.981629310455

static void
on_interval (const TestRow *row, gpointer user_data)
{
  double interval = test_row_get_number (row, "nn_ms");

  g_array_append_val ((GArray *) user_data, interval);
}

static void
test_published_rmssd (void)
{
  g_autoptr (GArray) intervals = g_array_new (FALSE, FALSE, sizeof (double));

  g_assert_cmpuint (test_table_read ("hrv_nn_intervals.csv", on_interval, intervals), ==,
                    SERIES_COUNT);
  double rmssd = recoup_autonomic_rmssd ((double *) (gpointer) intervals->data, intervals->len);
  test_assert_near (rmssd, SERIES_RMSSD, 1e-9);
}

static void
fill (double days[RECOUP_AUTONOMIC_DAYS], double value)
{
  for (guint i = 0; i < RECOUP_AUTONOMIC_DAYS; i++)
    days[i] = value;
}

static void
test_unknown (void)
{
  double rmssd[RECOUP_AUTONOMIC_DAYS];
  double rhr[RECOUP_AUTONOMIC_DAYS];

  fill (rmssd, NAN);
  fill (rhr, NAN);
  for (guint i = 0; i < 13; i++) /* one value short of a baseline */
    rmssd[i] = rhr[i] = 50.0;
  for (guint i = LAST - 6; i <= LAST; i++)
    rmssd[i] = rhr[i] = 20.0;
  rhr[LAST] = 90.0;
  RecoupAutonomic heart = recoup_autonomic_compute (rmssd, rhr);
  test_assert_near (heart.gap, 0.0, 0.0);
  test_assert_near (heart.gap_share, 0.0, 0.0);
  test_assert_near (heart.over_bpm, 0.0, 0.0);
  test_assert_near (heart.over_share, 0.0, 0.0);

  rmssd[13] = rhr[13] = 50.0;
  heart = recoup_autonomic_compute (rmssd, rhr);
  g_assert_cmpfloat (heart.gap, >, 0.5);
  test_assert_near (heart.over_bpm, (20.0 + 20.0 + 90.0) / 3.0 - 50.0, 1e-9);
}

/* M-10 */
static void
test_against_baseline (void)
{
  double rmssd[RECOUP_AUTONOMIC_DAYS];
  double rhr[RECOUP_AUTONOMIC_DAYS];

  fill (rmssd, 50.0);
  fill (rhr, 55.0);
  RecoupAutonomic heart = recoup_autonomic_compute (rmssd, rhr);
  /* Like the baseline: half of the least spread above the line, nothing over. */
  test_assert_near (heart.gap, -0.025, 1e-12);
  test_assert_near (heart.gap_share, -0.5, 1e-9);
  test_assert_near (heart.over_share, -3.0 / 7.0, 1e-12);

  for (guint i = LAST - 6; i <= LAST; i++)
    rmssd[i] = 50.0 * exp (-0.1);
  for (guint i = LAST - 2; i <= LAST; i++)
    rhr[i] = 65.0;
  heart = recoup_autonomic_compute (rmssd, rhr);
  test_assert_near (heart.gap, 0.1 - 0.025, 1e-9);
  test_assert_near (heart.gap_share, 1.5, 1e-9);
  test_assert_near (heart.over_share, 1.0, 1e-12);

  for (guint i = LAST - 6; i <= LAST - 2; i++) /* two values are no mean of a week */
    rmssd[i] = NAN;
  test_assert_near (recoup_autonomic_compute (rmssd, rhr).gap, 0.0, 0.0);
}

/* The spread is that of a sample: half of the baseline 10 % above its mean in ln, half below. */
static void
test_spread (void)
{
  double rmssd[RECOUP_AUTONOMIC_DAYS];
  double rhr[RECOUP_AUTONOMIC_DAYS];

  fill (rmssd, NAN);
  fill (rhr, NAN);
  for (guint i = 0; i < 14; i++)
    rmssd[i] = exp (4.0 + (i % 2 == 0 ? 0.1 : -0.1));
  for (guint i = LAST - 6; i <= LAST; i++)
    rmssd[i] = exp (3.8);
  RecoupAutonomic heart = recoup_autonomic_compute (rmssd, rhr);
  double spread = sqrt (14 * 0.01 / 13);
  test_assert_near (heart.gap, 0.2 - 0.5 * spread, 1e-12);
  test_assert_near (heart.gap_share, (0.2 - 0.5 * spread) / spread, 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/autonomic/published-rmssd", test_published_rmssd);
  g_test_add_func ("/autonomic/unknown", test_unknown);
  g_test_add_func ("/autonomic/against-baseline", test_against_baseline);
  g_test_add_func ("/autonomic/spread", test_spread);
  return g_test_run ();
}
