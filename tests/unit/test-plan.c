/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The deload machine: the prescriptions of the table, and each way through the states. */

#include "recoup/plan.h"

#include "support/tables.h"

static void
check_prescription (const TestRow *row, gpointer user_data)
{
  static const struct
  {
    RecoupPlanState state;
    const char *column;
  } weeks[] = { { RECOUP_PLAN_DELOAD, "deload_sets" },
                { RECOUP_PLAN_REBUILD1, "rebuild_w2_sets" },
                { RECOUP_PLAN_REBUILD2, "rebuild_w3_sets" },
                { RECOUP_PLAN_NORMAL, "normal_sets" },
                { RECOUP_PLAN_DUE, "normal_sets" } };
  double numbers[8];
  guint sets[8];
  guint n = test_row_get_numbers (row, "normal_sets", numbers, G_N_ELEMENTS (numbers));

  for (guint i = 0; i < n; i++)
    sets[i] = (guint) numbers[i];
  for (guint week = 0; week < G_N_ELEMENTS (weeks); week++)
    {
      guint prescribed[8];
      g_assert_cmpuint (
          test_row_get_numbers (row, weeks[week].column, numbers, G_N_ELEMENTS (numbers)), ==, n);
      recoup_plan_prescribe (weeks[week].state, sets, n, prescribed);
      for (guint i = 0; i < n; i++)
        test_row_assert_near (row, weeks[week].column, prescribed[i], numbers[i], 0.0);
    }
}

/* S-081, S-084 */
static void
test_published_prescriptions (void)
{
  g_assert_cmpuint (test_table_read ("deload_plan.csv", check_prescription, NULL), ==, 8);
}

static void
test_prescribe_nothing (void)
{
  const guint sets[] = { 0, 1, 0 };
  guint prescribed[3];

  recoup_plan_prescribe (RECOUP_PLAN_DELOAD, sets, 3, prescribed);
  g_assert_cmpuint (prescribed[0], ==, 0);
  g_assert_cmpuint (prescribed[1], ==, 1);
  g_assert_cmpuint (prescribed[2], ==, 0);
}

/* Steady training: enough sessions, nothing new. */
static RecoupPlanDay
make_day (RecoupDay day)
{
  RecoupPlanDay facts = { .day = day,
                          .trained = TRUE,
                          .trained_fortnight = TRUE,
                          .sessions_28 = 12 };

  return facts;
}

/* S-087 */
static void
test_offer (void)
{
  RecoupPlan plan;

  recoup_plan_init (&plan, 100);
  for (RecoupDay day = 100; day < 170; day++)
    {
      RecoupPlanDay facts = make_day (day);
      RecoupOffer expected = day < 128   ? RECOUP_OFFER_IF_DRAWN
                             : day < 156 ? RECOUP_OFFER_IF_FLAG
                                         : RECOUP_OFFER_NOW;
      g_assert_cmpint (recoup_plan_get_offer (&plan, &facts), ==, expected);
      facts.sessions_28 = 3;
      g_assert_cmpint (recoup_plan_get_offer (&plan, &facts), ==, RECOUP_OFFER_NEVER);
    }
  recoup_plan_offer (&plan, 156);
  RecoupPlanDay facts = make_day (157);
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_DUE);
  g_assert_cmpint (recoup_plan_get_offer (&plan, &facts), ==, RECOUP_OFFER_NEVER);
  g_assert_cmpuint (recoup_plan_get_week (&plan, 157), ==, 8);

  recoup_plan_act (&plan, 157, RECOUP_PLAN_DECLINE);
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_NORMAL);
  g_assert_cmpint (plan.since, ==, 100);
  facts = make_day (163);
  g_assert_cmpint (recoup_plan_get_offer (&plan, &facts), ==, RECOUP_OFFER_NEVER);
  facts = make_day (164);
  g_assert_cmpint (recoup_plan_get_offer (&plan, &facts), ==, RECOUP_OFFER_NOW);
}

static void
pass_to (RecoupPlan *plan, RecoupDay from, RecoupDay until, gboolean hold)
{
  for (RecoupDay day = from; day <= until; day++)
    {
      RecoupPlanDay facts = make_day (day);
      facts.hold = hold;
      recoup_plan_pass (plan, &facts);
    }
}

/* S-080, S-084, S-086, S-088, M-13 */
static void
test_cycle (void)
{
  RecoupPlan plan;

  recoup_plan_init (&plan, 100);
  recoup_plan_act (&plan, 110, RECOUP_PLAN_ACCEPT);
  pass_to (&plan, 111, 116, FALSE);
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_DELOAD);
  g_assert_cmpint (plan.completed, ==, RECOUP_DAY_NONE);
  pass_to (&plan, 117, 117, FALSE);
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_REBUILD1);
  g_assert_cmpint (plan.completed, ==, 117);
  pass_to (&plan, 118, 126, TRUE); /* two days longer: the soreness is back */
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_REBUILD1);
  pass_to (&plan, 127, 127, FALSE);
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_REBUILD2);
  g_assert_cmpuint (recoup_plan_get_week (&plan, 127), ==, 3);
  pass_to (&plan, 128, 134, FALSE);
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_NORMAL);
  g_assert_cmpint (plan.base, ==, 134);
  g_assert_cmpuint (recoup_plan_get_week (&plan, 148), ==, 2);
}

static void
test_cancel (void)
{
  RecoupPlan plan;

  recoup_plan_init (&plan, 100);
  recoup_plan_act (&plan, 105, RECOUP_PLAN_CANCEL); /* does not fit: no effect */
  recoup_plan_act (&plan, 105, RECOUP_PLAN_DECLINE);
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_NORMAL);
  g_assert_cmpint (plan.block, ==, RECOUP_DAY_NONE);

  recoup_plan_act (&plan, 110, RECOUP_PLAN_ACCEPT);
  recoup_plan_act (&plan, 112, RECOUP_PLAN_CANCEL);
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_NORMAL);
  g_assert_cmpint (plan.base, ==, 100);
  g_assert_cmpint (plan.block, ==, 119);

  recoup_plan_act (&plan, 120, RECOUP_PLAN_ACCEPT);
  pass_to (&plan, 121, 128, FALSE);
  recoup_plan_act (&plan, 128, RECOUP_PLAN_CANCEL);
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_NORMAL);
  g_assert_cmpint (plan.base, ==, 128);
}

static void
test_begin_again (void)
{
  RecoupPlan plan;
  RecoupPlanDay facts = make_day (140);

  recoup_plan_init (&plan, 100);
  recoup_plan_offer (&plan, 130);
  facts.sessions_28 = 3;
  recoup_plan_pass (&plan, &facts);
  g_assert_cmpint (plan.state, ==, RECOUP_PLAN_NORMAL);
  g_assert_cmpint (plan.since, ==, 100);
  facts = make_day (150);
  facts.trained_fortnight = FALSE;
  recoup_plan_pass (&plan, &facts);
  g_assert_cmpint (plan.base, ==, 150);
  facts.trained = FALSE;
  facts.day = 151;
  recoup_plan_pass (&plan, &facts);
  g_assert_cmpint (plan.base, ==, 150);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/published-prescriptions", test_published_prescriptions);
  g_test_add_func ("/plan/prescribe-nothing", test_prescribe_nothing);
  g_test_add_func ("/plan/offer", test_offer);
  g_test_add_func ("/plan/cycle", test_cycle);
  g_test_add_func ("/plan/cancel", test_cancel);
  g_test_add_func ("/plan/begin-again", test_begin_again);
  return g_test_run ();
}
