/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The load account against the published tables: session load, smoothing, monotony, strain. */

#include "recoup/load.h"

#include <math.h>

#include "support/tables.h"

#define PRINTED 1e-7 /* the tables have ten digits */

static void
check_session (const TestRow *row, gpointer user_data)
{
  double load =
      recoup_load_session (test_row_get_number (row, "rpe"), test_row_get_number (row, "minutes"));

  test_row_assert_near (row, "load", load, test_row_get_number (row, "recomputed_load"), 0.0);
  if (g_str_equal (test_row_get (row, "status"), "match"))
    test_row_assert_near (row, "load", load, test_row_get_number (row, "published_load"), 0.0);
}

/* M-01 */
static void
test_published_sessions (void)
{
  g_assert_cmpuint (test_table_read ("srpe_session.csv", check_session, NULL), ==, 13);
  test_assert_near (recoup_load_session (NAN, 60.0), 300.0, 0.0);
}

static void
check_monotony (const TestRow *row, gpointer user_data)
{
  double loads[9] = { 0.0 };
  guint n = test_row_get_numbers (row, "loads", loads, G_N_ELEMENTS (loads));
  double monotony = recoup_load_monotony (loads, MAX (n, 7));
  double strain = recoup_load_strain (loads, MAX (n, 7));

  if (n == 0) /* the source says 0 for a week without load; here that is unknown */
    {
      g_assert_true (isnan (monotony));
      g_assert_true (isnan (strain));
      return;
    }
  test_row_assert_near (row, "monotony", monotony, test_row_get_number (row, "recomputed_monotony"),
                        1e-4);
  test_row_assert_near (row, "strain", strain, test_row_get_number (row, "recomputed_strain"),
                        1e-3);
  if (g_str_equal (test_row_get (row, "status"), "match") &&
      !isnan (test_row_get_number (row, "published_monotony")))
    test_row_assert_near (row, "monotony", monotony,
                          test_row_get_number (row, "published_monotony"), 1e-3);
}

/* M-02 */
static void
test_published_monotony (void)
{
  g_assert_cmpuint (test_table_read ("monotony_strain.csv", check_monotony, NULL), ==, 7);
}

typedef struct
{
  double acute;
  double chronic;
  gboolean begun;
} Averages;

static void
check_conventions (const TestRow *row, gpointer user_data)
{
  Averages *averages = user_data;
  double load = test_row_get_number (row, "load");

  averages->acute = recoup_load_smooth (averages->acute, load, 7);
  averages->chronic = recoup_load_smooth (averages->chronic, load, 28);
  test_row_assert_near (row, "acute", averages->acute, test_row_get_number (row, "a7_N+1"),
                        PRINTED);
  test_row_assert_near (row, "chronic", averages->chronic, test_row_get_number (row, "c28_N+1"),
                        PRINTED);
}

static void
test_published_conventions (void)
{
  Averages averages = { 0.0, 0.0, FALSE };

  g_assert_cmpuint (test_table_read ("ewma_conventions.csv", check_conventions, &averages), ==, 21);
}

static void
check_acwr (const TestRow *row, gpointer user_data)
{
  Averages *averages = user_data;
  double load = test_row_get_number (row, "load");

  /* The source seeds both averages with the first value. */
  averages->acute = averages->begun ? recoup_load_smooth (averages->acute, load, 7) : load;
  averages->chronic = averages->begun ? recoup_load_smooth (averages->chronic, load, 28) : load;
  averages->begun = TRUE;
  test_row_assert_near (row, "acute", averages->acute, test_row_get_number (row, "ewma7"), PRINTED);
  test_row_assert_near (row, "chronic", averages->chronic, test_row_get_number (row, "ewma28"),
                        PRINTED);
  test_row_assert_near (row, "ratio", averages->acute / averages->chronic,
                        test_row_get_number (row, "ewma_acwr"), PRINTED);
}

static void
test_published_acwr (void)
{
  Averages averages = { 0.0, 0.0, FALSE };

  g_assert_cmpuint (test_table_read ("acwr_30x21_50x7.csv", check_acwr, &averages), ==, 28);
}

static void
check_tsb (const TestRow *row, gpointer user_data)
{
  Averages *averages = user_data;
  double load = test_row_get_number (row, "load");

  averages->acute = recoup_load_smooth (averages->acute, load, 7);
  averages->chronic = recoup_load_smooth (averages->chronic, load, 42);
  test_row_assert_near (row, "atl", averages->acute, test_row_get_number (row, "atl"), PRINTED);
  test_row_assert_near (row, "ctl", averages->chronic, test_row_get_number (row, "ctl"), PRINTED);
  test_row_assert_near (row, "atl as printed", round (averages->acute),
                        test_row_get_number (row, "atl_published"), 0.0);
  test_row_assert_near (row, "ctl as printed", round (averages->chronic),
                        test_row_get_number (row, "ctl_published"), 0.0);
}

static void
test_published_tsb (void)
{
  Averages averages = { 0.0, 0.0, FALSE };

  g_assert_cmpuint (test_table_read ("tsb_runalyze_7on7off.csv", check_tsb, &averages), ==, 14);
}

/* The other convention in use, 1 - exp(-1/N), is not ours, and nobody should mend it into ours. */
static void
check_constant (const TestRow *row, gpointer user_data)
{
  guint n_days = (guint) test_row_get_number (row, "N");
  double gain = recoup_load_smooth (0.0, 1.0, n_days);

  test_row_assert_near (row, "gain", gain, 2.0 / (n_days + 1), 1e-15);
  g_assert_cmpfloat (fabs (gain - test_row_get_number (row, "published_gain")), >, 0.02);
  test_row_assert_near (row, "the other gain", 1.0 - exp (-1.0 / n_days),
                        test_row_get_number (row, "published_gain"), 1e-6);
}

static void
test_other_convention (void)
{
  g_assert_cmpuint (test_table_read ("ctl_atl_constants.csv", check_constant, NULL), ==, 2);
}

/* M-04 */
static void
test_close (void)
{
  RecoupLoad balances = recoup_load_new ();

  recoup_load_close (&balances, NAN);
  test_assert_near (balances.acute.of[RECOUP_COPY_BEST], 0.0, 0.0);
  test_assert_near (balances.acute.of[RECOUP_COPY_POINT], 0.0, 0.0);
  test_assert_near (balances.acute.of[RECOUP_COPY_WORST], 150.0, 0.0);
  recoup_load_close (&balances, 400.0);
  test_assert_near (balances.acute.of[RECOUP_COPY_POINT], 100.0, 0.0);
  test_assert_near (balances.chronic.of[RECOUP_COPY_POINT], 800.0 / 29.0, 1e-12);
}

static void
test_spike (void)
{
  RecoupLoad balances = { recoup_balance (200.0, 300.0, 400.0), recoup_balance_all (150.0) };

  /* (300 - 150) / 200 is 0.75, of which 0.3 is free. */
  test_assert_near (recoup_load_spike_fraction (&balances, 14, TRUE, RECOUP_COPY_POINT), 0.45 / 0.7,
                    1e-12);
  test_assert_near (recoup_load_spike_fraction (&balances, 13, TRUE, RECOUP_COPY_POINT), 0.0, 0.0);
  test_assert_near (recoup_load_spike_fraction (&balances, 13, TRUE, RECOUP_COPY_WORST), 0.0, 0.0);
  test_assert_near (recoup_load_spike_fraction (&balances, 0, FALSE, RECOUP_COPY_WORST), 1.0, 0.0);
  test_assert_near (recoup_load_spike_fraction (&balances, 0, FALSE, RECOUP_COPY_POINT), 0.0, 0.0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/published-sessions", test_published_sessions);
  g_test_add_func ("/load/published-monotony", test_published_monotony);
  g_test_add_func ("/load/published-conventions", test_published_conventions);
  g_test_add_func ("/load/published-acwr", test_published_acwr);
  g_test_add_func ("/load/published-tsb", test_published_tsb);
  g_test_add_func ("/load/other-convention", test_other_convention);
  g_test_add_func ("/load/close", test_close);
  g_test_add_func ("/load/spike", test_spike);
  return g_test_run ();
}
