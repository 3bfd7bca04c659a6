/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verdict on made-up states: each row at its threshold, the order of reasons, what coverage
 * hides and what it does not. */

#include "recoup/verdict.h"

#include "recoup/params.h"

/* A state of which all is known and nothing is wrong. */
static RecoupState *
make_good (void)
{
  RecoupState *state = recoup_state_new ();

  state->readiness_dp = 900;
  state->coverage = 100;
  return state;
}

/* Ids of the rules, joined by spaces. */
static char *
join_rules (const GArray *reasons)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            g_array_index (reasons, RecoupReason, i).rule);
  return g_string_free (text, FALSE);
}

static void
assert_verdict (RecoupState *state, guint worked, RecoupVerdict verdict, const char *reasons)
{
  g_array_set_size (state->reasons, 0);
  recoup_verdict_judge (state, worked);
  g_autofree char *joined = join_rules (state->reasons);
  g_assert_cmpstr (joined, ==, reasons);
  g_assert_cmpstr (recoup_verdict_get_name (state->verdict), ==, recoup_verdict_get_name (verdict));
}

static void
test_readiness (void)
{
  g_autoptr (RecoupState) state = make_good ();

  assert_verdict (state, 0, RECOUP_VERDICT_TRAIN, "S-054");
  g_assert_cmpuint (state->severity, ==, 0);
  state->readiness_dp = 550;
  assert_verdict (state, 0, RECOUP_VERDICT_TRAIN, "S-054");
  state->readiness_dp = 549;
  assert_verdict (state, 0, RECOUP_VERDICT_ACTIVE_RECOVERY, "R-55");
  g_assert_cmpuint (state->severity, ==, 2);
  state->readiness_dp = 350;
  assert_verdict (state, 0, RECOUP_VERDICT_ACTIVE_RECOVERY, "R-55");
  state->readiness_dp = 349;
  assert_verdict (state, 0, RECOUP_VERDICT_REST, "R-35 R-55");
  const RecoupReason *reason = &g_array_index (state->reasons, RecoupReason, 0);
  double readiness = 0.0;
  g_assert_true (g_variant_lookup (reason->params, "readiness", "d", &readiness));
  g_assert_cmpfloat_with_epsilon (readiness, 34.9, 1e-9);
}

static void
test_tired (void)
{
  g_autoptr (RecoupState) state = make_good ();

  state->fatigue = 0.6669;
  state->groups[3].soreness = 9.0;
  assert_verdict (state, 0, RECOUP_VERDICT_TRAIN, "S-054");
  state->fatigue = 0.667;
  assert_verdict (state, 0, RECOUP_VERDICT_REST, "S-102");
  state->groups[3].soreness = 4.0;
  assert_verdict (state, 0, RECOUP_VERDICT_REST, "S-102");
  state->groups[3].soreness = 3.9;
  assert_verdict (state, 0, RECOUP_VERDICT_ACTIVE_RECOVERY, "S-101");
}

static void
test_flags (void)
{
  static const char *const raised[] = { "S-003", "S-060", "S-062", "S-065", "S-066", "S-064" };
  g_autoptr (RecoupState) state = make_good ();

  for (guint i = 0; i < G_N_ELEMENTS (raised); i++)
    {
      assert_verdict (state, 0, RECOUP_VERDICT_TRAIN, "S-054");
      recoup_params_append (state->flags, raised[i], NULL);
    }
  assert_verdict (state, 0, RECOUP_VERDICT_REST, "R-FLAGS");
}

static void
test_blocked (void)
{
  g_autoptr (RecoupState) state = make_good ();

  state->planned =
      (RecoupPlannedDay){ 3, { RECOUP_GROUP_QUADS, RECOUP_PLANNED_ACTIVE, RECOUP_GROUP_CHEST } };
  state->groups[RECOUP_GROUP_BACK].why = RECOUP_WHY_FATIGUE;
  assert_verdict (state, 0, RECOUP_VERDICT_TRAIN, "S-054");
  state->groups[RECOUP_GROUP_QUADS].why = RECOUP_WHY_SORENESS;
  assert_verdict (state, 0, RECOUP_VERDICT_TRAIN_OTHER, "S-052");
  /* What is done is done. */
  assert_verdict (state, 1U << RECOUP_GROUP_QUADS, RECOUP_VERDICT_TRAIN, "S-054");
  for (guint group = 0; group < 6; group++)
    state->groups[group].why = RECOUP_PAIN_SHARP;
  state->groups[RECOUP_GROUP_QUADS].why = 0;
  state->planned.n = 0;
  assert_verdict (state, 0, RECOUP_VERDICT_TRAIN, "S-054");
  state->groups[7].why = RECOUP_PAIN_SHARP;
  assert_verdict (state, 0, RECOUP_VERDICT_ACTIVE_RECOVERY, "S-053");
}

static void
test_professional (void)
{
  g_autoptr (RecoupState) state = make_good ();

  state->n_confirmed = 2;
  state->confirmed[0] = RECOUP_QUESTION_X077;
  state->confirmed[1] = RECOUP_QUESTION_S070;
  state->ill = TRUE;
  assert_verdict (state, 0, RECOUP_VERDICT_SEE_PROFESSIONAL, "X-077 S-070 S-065");
  g_assert_cmpuint (state->severity, ==, 4);
  state->coverage = 0; /* the user's own yes needs no coverage */
  assert_verdict (state, 0, RECOUP_VERDICT_SEE_PROFESSIONAL, "X-077 S-070 S-065");
}

static void
test_unknown (void)
{
  g_autoptr (RecoupState) state = make_good ();

  state->coverage = 25;
  assert_verdict (state, 0, RECOUP_VERDICT_TRAIN, "S-054");
  state->coverage = 24;
  assert_verdict (state, 0, RECOUP_VERDICT_UNKNOWN, "R-25");
  g_assert_cmpuint (state->severity, ==, 0);
  state->readiness_dp = 500;
  assert_verdict (state, 0, RECOUP_VERDICT_UNKNOWN, "R-25 R-55");
  g_assert_cmpuint (state->severity, ==, 2);
  state->ill = TRUE; /* and neither does being ill */
  assert_verdict (state, 0, RECOUP_VERDICT_REST, "S-065 R-55");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/readiness", test_readiness);
  g_test_add_func ("/verdict/tired", test_tired);
  g_test_add_func ("/verdict/flags", test_flags);
  g_test_add_func ("/verdict/blocked", test_blocked);
  g_test_add_func ("/verdict/professional", test_professional);
  g_test_add_func ("/verdict/unknown", test_unknown);
  return g_test_run ();
}
