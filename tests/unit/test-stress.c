/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The stress account: sums of ratings as published, and levels day by day. */

#include "recoup/stress.h"

#include "support/tables.h"

static void
check_hooper (const TestRow *row, gpointer user_data)
{
  double numbers[8];
  gint ratings[8];
  guint n = test_row_get_numbers (row, "ratings", numbers, G_N_ELEMENTS (numbers));

  for (guint i = 0; i < n; i++)
    ratings[i] = (gint) numbers[i];
  test_row_assert_near (row, "sum", recoup_stress_hooper (ratings, n),
                        test_row_get_number (row, "sum"), 0.0);
}

static void
test_published_hooper (void)
{
  g_assert_cmpuint (test_table_read ("hooper.csv", check_hooper, NULL), ==, 4);
}

static void
assert_balance (const RecoupBalance *balance, double best, double point, double worst)
{
  test_assert_near (balance->of[RECOUP_COPY_BEST], best, 1e-12);
  test_assert_near (balance->of[RECOUP_COPY_POINT], point, 1e-12);
  test_assert_near (balance->of[RECOUP_COPY_WORST], worst, 1e-12);
}

/* S-030, M-11 */
static void
test_step (void)
{
  RecoupBalance level = recoup_stress_new ();

  assert_balance (&level, 0.0, 1.0 / 3.0, 1.0);
  recoup_stress_step (&level, 0); /* nothing said: the point stays, the others part */
  assert_balance (&level, 0.0, 1.0 / 3.0, 1.0);
  recoup_stress_step (&level, 7);
  assert_balance (&level, 0.5, 2.0 / 3.0, 1.0);
  recoup_stress_step (&level, 1);
  assert_balance (&level, 0.25, 1.0 / 3.0, 0.5);
  recoup_stress_step (&level, 4);
  assert_balance (&level, 0.375, 5.0 / 12.0, 0.5);
}

/* S-101 rests on this: a steady 5 stays below 0.667, a steady 6 does not. */
static void
test_steady (void)
{
  RecoupBalance five = recoup_stress_new ();
  RecoupBalance six = recoup_stress_new ();

  for (guint i = 0; i < 60; i++)
    {
      recoup_stress_step (&five, 5);
      recoup_stress_step (&six, 6);
    }
  g_assert_cmpfloat (five.of[RECOUP_COPY_POINT], <, 0.667);
  g_assert_cmpfloat (six.of[RECOUP_COPY_POINT], >, 0.667);
}

/* S-031 */
static void
test_stretch (void)
{
  test_assert_near (recoup_stress_stretch (0.0), 1.0, 0.0);
  test_assert_near (recoup_stress_stretch (1.0), 1.5, 0.0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stress/published-hooper", test_published_hooper);
  g_test_add_func ("/stress/step", test_step);
  g_test_add_func ("/stress/steady", test_steady);
  g_test_add_func ("/stress/stretch", test_stretch);
  return g_test_run ();
}
