/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sleep account: nights out of entries, debt out of nights, the published schedules of debt. */

#include "recoup/sleep.h"

#include <math.h>

#include "support/tables.h"

/* A piece of sleep in minutes after some midnight. */
static RecoupSleepPiece
make_piece (gint start_min, gint length_min, const char *id)
{
  RecoupSleepPiece piece = { .start = start_min * RECOUP_USEC_PER_MIN,
                             .end = (start_min + length_min) * RECOUP_USEC_PER_MIN,
                             .start_min = (guint) ((start_min + 1440) % 1440),
                             .asleep_min = NAN,
                             .id = id };

  return piece;
}

static RecoupNight
unite (const RecoupSleepPiece *pieces, guint n)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof *pieces);

  g_array_append_vals (array, pieces, n);
  return recoup_sleep_night (array);
}

static void
test_nap (void)
{
  static const struct
  {
    const char *name;
    gint start_min;
    gint length_min;
    gboolean nap;
  } cases[] = {
    { "before nine", 9 * 60 - 1, 60, FALSE },  { "at nine", 9 * 60, 60, TRUE },
    { "before 21:00", 21 * 60 - 1, 60, TRUE }, { "at 21:00", 21 * 60, 60, FALSE },
    { "just under 3 h", 14 * 60, 179, TRUE },  { "3 h", 14 * 60, 180, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecoupSleepPiece piece = make_piece (cases[i].start_min, cases[i].length_min, "a");
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (recoup_sleep_is_nap (&piece), ==, cases[i].nap);
    }
}

static void
test_no_night (void)
{
  RecoupSleepPiece nap = make_piece (14 * 60, 90, "a");
  RecoupNight none = unite (NULL, 0);
  RecoupNight nap_only = unite (&nap, 1);

  g_assert_true (isnan (none.asleep_min));
  g_assert_cmpint (none.bed_min, ==, -1);
  g_assert_true (isnan (nap_only.asleep_min));
}

static void
test_union (void)
{
  /* 23:00 to 06:00 by one source, 23:30 to 06:30 with 5 h asleep by another, and a nap. */
  RecoupSleepPiece pieces[] = { make_piece (-60, 420, "a"), make_piece (-30, 420, "b"),
                                make_piece (14 * 60, 60, "c") };
  pieces[1].asleep_min = 300.0;
  pieces[2].quality = 6;
  RecoupNight night = unite (pieces, G_N_ELEMENTS (pieces));

  /* The denser source counts where both cover; its half hour after 06:00 counts 5/7. */
  test_assert_near (night.asleep_min, 420.0 + 30.0 * 300.0 / 420.0 + 60.0, 1e-9);
  g_assert_cmpint (night.bed_min, ==, 660);
  g_assert_cmpint (night.quality, ==, 6);

  RecoupNight once = unite (pieces, 1);
  RecoupSleepPiece twice[] = { pieces[0], pieces[0] };
  twice[1].id = "d";
  RecoupNight doubled = unite (twice, 2);
  test_assert_near (once.asleep_min, doubled.asleep_min, 0.0);
}

static void
test_limit (void)
{
  RecoupSleepPiece long_sleep = make_piece (-120, 15 * 60, "a");

  test_assert_near (unite (&long_sleep, 1).asleep_min, 720.0, 0.0);
}

static void
test_main_sleep (void)
{
  /* In bed at 22:00, up 01:00 to 02:29 (joined), and a separate piece from 06:00 on. */
  RecoupSleepPiece joined[] = { make_piece (-120, 180, "a"), make_piece (149, 120, "b") };
  RecoupSleepPiece apart[] = { make_piece (-120, 180, "a"), make_piece (150, 200, "b") };
  RecoupSleepPiece tie[] = { make_piece (-120, 180, "b"), make_piece (200, 180, "a") };

  g_assert_cmpint (unite (joined, 2).bed_min, ==, 600);
  g_assert_cmpint (unite (apart, 2).bed_min, ==, 720 + 150);
  g_assert_cmpint (unite (tie, 2).bed_min, ==, 600);
}

static void
test_quality (void)
{
  RecoupSleepPiece pieces[] = { make_piece (-120, 300, "a"), make_piece (200, 180, "b"),
                                make_piece (400, 180, "c") };
  pieces[1].quality = 3;
  pieces[2].quality = 5;

  g_assert_cmpint (unite (pieces, 3).quality, ==, 3);
}

static void
test_step_limits (void)
{
  RecoupBalance debt = recoup_sleep_debt_new ();
  RecoupBalance none = recoup_balance_all (0.0);
  RecoupBalance much = recoup_balance_all (720.0);

  test_assert_near (debt.of[RECOUP_COPY_BEST], -2.0, 0.0);
  test_assert_near (debt.of[RECOUP_COPY_WORST], 8.0, 0.0);
  for (guint i = 0; i < 10; i++)
    recoup_sleep_debt_step (&debt, &none, 480);
  for (guint copy = 0; copy < RECOUP_N_COPIES; copy++)
    test_assert_near (debt.of[copy], 24.0, 0.0);
  for (guint i = 0; i < 40; i++)
    recoup_sleep_debt_step (&debt, &much, 480);
  for (guint copy = 0; copy < RECOUP_N_COPIES; copy++)
    test_assert_near (debt.of[copy], -2.0, 0.0);
}

typedef struct
{
  char *schedule;
  RecoupBalance debt;
} Course;

static void
check_debt (const TestRow *row, gpointer user_data)
{
  Course *course = user_data;
  const char *schedule = test_row_get (row, "schedule");
  double hours = test_row_get_number (row, "sleep_h");

  if (g_strcmp0 (schedule, course->schedule) != 0)
    {
      g_free (course->schedule);
      course->schedule = g_strdup (schedule);
      course->debt = recoup_balance_all (0.0);
    }
  RecoupBalance night = recoup_sleep_night_input (hours * 60.0, 480);
  recoup_sleep_debt_step (&course->debt, &night, 480);
  test_row_assert_near (row, "debt", course->debt.of[RECOUP_COPY_POINT],
                        test_row_get_number (row, "debt_h"), 1e-8);
}

/* M-06 */
static void
test_published_debt (void)
{
  Course course = { NULL, { { 0 } } };

  g_assert_cmpuint (test_table_read ("sleep_debt_leaky.csv", check_debt, &course), ==, 80);
  g_free (course.schedule);
}

/* S-010, S-011 */
static void
test_points (void)
{
  g_assert_cmpint (recoup_deci_points (220, recoup_sleep_debt_fraction (8.0)), ==, 220);
  g_assert_cmpint (recoup_deci_points (220, recoup_sleep_debt_fraction (-2.0)), ==, 0);
  g_assert_cmpint (recoup_deci_points (80, recoup_sleep_last_fraction (420.0)), ==, 0);
  g_assert_cmpint (recoup_deci_points (80, recoup_sleep_last_fraction (360.0)), ==, 40);
  g_assert_cmpint (recoup_deci_points (80, recoup_sleep_last_fraction (240.0)), ==, 80);
  g_assert_cmpint (recoup_deci_points (90, 1.0 / 3.0), ==, 30);
  g_assert_cmpint (recoup_deci_points (90, NAN), ==, 0);
}

/* What the night is by its definition: second by second the densest piece. */
static double
sum_seconds (const RecoupSleepPiece *pieces, guint n, guint minutes)
{
  double asleep_sec = 0.0;

  for (RecoupInstant at = 0; at < minutes * RECOUP_USEC_PER_MIN; at += G_USEC_PER_SEC)
    {
      double densest = 0.0;
      for (guint i = 0; i < n; i++)
        if (pieces[i].start <= at && at < pieces[i].end)
          {
            double length_min =
                (double) (pieces[i].end - pieces[i].start) / (double) RECOUP_USEC_PER_MIN;
            double density = isnan (pieces[i].asleep_min) ? 1.0 : pieces[i].asleep_min / length_min;
            densest = fmax (densest, fmin (density, 1.0));
          }
      asleep_sec += densest;
    }
  return asleep_sec / 60.0;
}

static void
test_many_sources (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);

  for (guint round = 0; round < 200; round++)
    {
      RecoupSleepPiece pieces[9];
      guint n = (guint) g_rand_int_range (rand, 1, G_N_ELEMENTS (pieces) + 1);
      for (guint i = 0; i < n; i++)
        {
          /* Few borders, so that many fall together. */
          gint start_min = g_rand_int_range (rand, 0, 8) * 10;
          gint length_min = g_rand_int_range (rand, 1, 8) * 10;
          pieces[i] = make_piece (start_min, length_min, "a");
          if (g_rand_boolean (rand))
            pieces[i].asleep_min = g_rand_int_range (rand, 0, length_min + 1);
        }
      test_assert_near (unite (pieces, n).asleep_min, sum_seconds (pieces, n, 160), 1e-6);
    }
}

/* A night of so many pieces that looking at all for each would outlast the test. */
static void
test_crowd (void)
{
  guint n = 300000;
  g_autofree RecoupSleepPiece *pieces = g_new (RecoupSleepPiece, n);

  for (guint i = 0; i < n; i++)
    {
      /* One within the other, and denser: all but the last count for a second at each end. */
      pieces[i] = make_piece (0, 15000, "a");
      pieces[i].start += (RecoupInstant) i * G_USEC_PER_SEC;
      pieces[i].end -= (RecoupInstant) i * G_USEC_PER_SEC;
      pieces[i].asleep_min = 0.001 * i;
    }
  /* 300 min in the last one; before it the sum of 0.001 i / (450000 - i). */
  double before = 0.001 * (450000.0 * log (3.0) - 300000.0);
  test_assert_near (unite (pieces, n).asleep_min, 300.0 + before, 0.01);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sleep/nap", test_nap);
  g_test_add_func ("/sleep/no-night", test_no_night);
  g_test_add_func ("/sleep/union", test_union);
  g_test_add_func ("/sleep/limit", test_limit);
  g_test_add_func ("/sleep/main-sleep", test_main_sleep);
  g_test_add_func ("/sleep/quality", test_quality);
  g_test_add_func ("/sleep/step-limits", test_step_limits);
  g_test_add_func ("/sleep/published-debt", test_published_debt);
  g_test_add_func ("/sleep/points", test_points);
  g_test_add_func ("/sleep/many-sources", test_many_sources);
  g_test_add_func ("/sleep/crowd", test_crowd);
  return g_test_run ();
}
