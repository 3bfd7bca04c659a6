/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tissue account: the measured course of Soares 2015, the times to readiness that the model
 * prints, limits of the pools. */

#include "recoup/tissue.h"

#include <math.h>

#include "support/tables.h"

#define EXACT 1e-9

/* The table's half-life has two digits more than the model's. */
static void
check_course (const TestRow *row, gpointer user_data)
{
  double *start = user_data;
  double hours = test_row_get_number (row, "hours");
  double model = test_row_get_number (row, "model");

  if (hours < 1.0)
    {
      *start = model;
      return;
    }
  double left = *start * recoup_tissue_decay (hours, recoup_tissue_half_life (RECOUP_TRAINED), 0.0);
  test_row_assert_near (row, "percent", left, model, 2e-3);
  /* What was measured as reduced is blocked, what was measured as baseline is not (S-040). */
  g_assert_cmpint (recoup_tissue_is_fatigued (left), ==,
                   !g_str_has_prefix (test_row_get (row, "published"), "baseline"));
}

/* M-08 */
static void
test_published_course (void)
{
  double start = 0.0;

  g_assert_cmpuint (test_table_read ("muscle_recovery_points.csv", check_course, &start), ==, 7);
  test_assert_near (8 * recoup_tissue_set_cost (1.0), 26.8, EXACT);
}

static void
test_effort (void)
{
  static const struct
  {
    const char *name;
    double rir;
    double rpe;
    RecoupTristate warmup;
    double effort;
  } cases[] = {
    { "nothing said", NAN, NAN, RECOUP_UNSAID, 0.75 },
    { "rir 1", 1, NAN, RECOUP_UNSAID, 1.0 },
    { "rir 1.5", 1.5, NAN, RECOUP_NO, 0.75 },
    { "rir 2", 2, NAN, RECOUP_UNSAID, 0.75 },
    { "rir 3", 3, NAN, RECOUP_UNSAID, 0.5 },
    { "rpe 9", NAN, 9, RECOUP_UNSAID, 1.0 },
    { "rpe 8.5", NAN, 8.5, RECOUP_UNSAID, 0.75 },
    { "rpe 8", NAN, 8, RECOUP_UNSAID, 0.75 },
    { "rpe 7", NAN, 7, RECOUP_UNSAID, 0.5 },
    { "rir wins", 4, 10, RECOUP_UNSAID, 0.5 },
    { "warm-up", 0, 10, RECOUP_YES, 0.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecoupSet set = { .rir = cases[i].rir, .rpe = cases[i].rpe, .warmup = cases[i].warmup };
      g_test_message ("%s", cases[i].name);
      test_assert_near (recoup_tissue_set_effort (&set), cases[i].effort, 0.0);
    }
}

/* S-040: Model, section 10: hours until quads are free after sets at the effort 1 with stress 3. */
static void
test_ready (void)
{
  static const struct
  {
    guint sets;
    RecoupTrainingStatus status;
    guint hours;
  } cases[] = {
    { 12, RECOUP_TRAINED, 50 }, { 12, RECOUP_DEFAULT, 63 }, { 12, RECOUP_NOVICE, 105 },
    { 8, RECOUP_TRAINED, 41 },  { 8, RECOUP_DEFAULT, 51 },  { 8, RECOUP_NOVICE, 85 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double lost = cases[i].sets * recoup_tissue_set_cost (1.0);
      guint minutes = recoup_tissue_ready_min (lost, 0.0, cases[i].status, 1.0 / 3.0);
      g_test_message ("%u sets: %u min", cases[i].sets, minutes);
      g_assert_cmpuint ((minutes + 30) / 60, ==, cases[i].hours);

      /* The smallest whole minute: one less is not enough. */
      double half_life = recoup_tissue_half_life (cases[i].status);
      double at = lost * recoup_tissue_decay (minutes / 60.0, half_life, 1.0 / 3.0);
      double before = lost * recoup_tissue_decay ((minutes - 1) / 60.0, half_life, 1.0 / 3.0);
      g_assert_false (recoup_tissue_is_fatigued (at));
      g_assert_true (recoup_tissue_is_fatigued (before));
    }
  g_assert_cmpuint (recoup_tissue_ready_min (5.0, 0.0, RECOUP_DEFAULT, 0.0), ==, 0);
  g_assert_cmpuint (recoup_tissue_ready_min (0.0, 10.0, RECOUP_TRAINED, 0.0), ==, 1800);
}

static void
test_pools (void)
{
  RecoupTissue tissue;
  RecoupGroupWeights usual = { { [RECOUP_GROUP_QUADS] = 40.0 } };
  RecoupGroupWeights unaccustomed = { { [RECOUP_GROUP_QUADS] = 8.0 } };
  RecoupBalance stress = recoup_balance (0.0, 0.0, 1.0);
  const RecoupBalance *quads = &tissue.usual[RECOUP_GROUP_QUADS];
  const RecoupBalance *new_quads = &tissue.unaccustomed[RECOUP_GROUP_QUADS];

  recoup_tissue_init (&tissue, 0);
  recoup_tissue_withdraw_unknown (&tissue);
  recoup_tissue_withdraw (&tissue, &usual, &unaccustomed);
  test_assert_near (quads->of[RECOUP_COPY_POINT], 40.0, EXACT);
  test_assert_near (quads->of[RECOUP_COPY_WORST], 60.0, EXACT);
  recoup_tissue_withdraw (&tissue, &usual, &unaccustomed);
  test_assert_near (quads->of[RECOUP_COPY_POINT], 60.0, EXACT); /* the limit */
  test_assert_near (new_quads->of[RECOUP_COPY_POINT], 16.0, EXACT);

  recoup_tissue_advance (&tissue, 18 * RECOUP_USEC_PER_HOUR, &stress, RECOUP_DEFAULT);
  test_assert_near (quads->of[RECOUP_COPY_POINT], 30.0, EXACT);
  test_assert_near (new_quads->of[RECOUP_COPY_POINT], 16.0 * exp2 (-0.6), EXACT);
  test_assert_near (quads->of[RECOUP_COPY_WORST], 60.0 * exp2 (-1.0 / 1.5), EXACT);
  g_assert_cmpint (tissue.at, ==, 18 * RECOUP_USEC_PER_HOUR);
  test_assert_near (tissue.usual[RECOUP_GROUP_CHEST].of[RECOUP_COPY_BEST], 0.0, 0.0);
}

static void
test_soreness (void)
{
  RecoupBalance soreness = recoup_tissue_soreness_new ();

  test_assert_near (soreness.of[RECOUP_COPY_WORST], 10.0, 0.0);
  recoup_tissue_soreness_step (&soreness, 7);
  recoup_tissue_soreness_step (&soreness, -1);
  test_assert_near (soreness.of[RECOUP_COPY_BEST], 4.0, 0.0);
  test_assert_near (soreness.of[RECOUP_COPY_POINT], 4.0, 0.0);
  test_assert_near (soreness.of[RECOUP_COPY_WORST], 7.0, 0.0);
  recoup_tissue_soreness_step (&soreness, -1);
  recoup_tissue_soreness_step (&soreness, -1);
  test_assert_near (soreness.of[RECOUP_COPY_POINT], 0.0, 0.0);
  test_assert_near (soreness.of[RECOUP_COPY_WORST], 7.0, 0.0);
  recoup_tissue_soreness_step (&soreness, 0);
  test_assert_near (soreness.of[RECOUP_COPY_WORST], 0.0, 0.0);
}

static void
test_fraction (void)
{
  double percent[RECOUP_N_GROUPS] = { 0.0 };
  double soreness[RECOUP_N_GROUPS] = { 0.0 };

  test_assert_near (recoup_tissue_fraction (percent, soreness), 0.0, 0.0);
  percent[3] = 10.0;
  percent[4] = 30.0; /* counts as 20 */
  percent[5] = 2.0;
  soreness[5] = 4.0; /* soreness 4 weighs more than 2 % */
  soreness[11] = 3.0;
  test_assert_near (recoup_tissue_fraction (percent, soreness), (0.5 + 1.0 + 0.4) / 3.0, EXACT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tissue/published-course", test_published_course);
  g_test_add_func ("/tissue/effort", test_effort);
  g_test_add_func ("/tissue/ready", test_ready);
  g_test_add_func ("/tissue/pools", test_pools);
  g_test_add_func ("/tissue/soreness", test_soreness);
  g_test_add_func ("/tissue/fraction", test_fraction);
  return g_test_run ();
}
