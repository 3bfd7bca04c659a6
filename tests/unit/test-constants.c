/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of constants: complete in itself, and equal to what is written down of the model. */

#include "recoup/constants.h"

#include <math.h>

#include "recoup/rules.h"
#include "recoup/state.h"

/* The numbers of the model, by the section that has them. */
static const struct
{
  const char *topic;
  const char *name;
  double value;
} model[] = {
  /* 3, 5: what is not known, and how balances move */
  { "sleep", "night_unknown_best", 600 },
  { "sleep", "night_unknown_worst", 240 },
  { "sleep", "debt_time_constant", 97.44 },
  { "sleep", "debt_least", -2 },
  { "sleep", "debt_most", 24 },
  { "sleep", "night_most", 720 },
  { "sleep", "nap_most", 3 },
  { "sleep", "nap_from", 9 * 60 },
  { "sleep", "nap_until", 21 * 60 },
  { "sleep", "join_gap", 90 },
  { "sleep", "date_until", 18 * 60 },
  { "fuel", "gain", 0.25 },
  { "fuel", "first_best", 0 },
  { "fuel", "first_point", 0.25 },
  { "fuel", "first_worst", 1 },
  { "stress", "gain", 0.5 },
  { "stress", "rating_best", 1 },
  { "stress", "rating_steps", 6 },
  { "stress", "first_point", 1.0 / 3.0 },
  { "stress", "slowdown", 2 },
  { "load", "unknown_worst", 600 },
  { "load", "acute_days", 7 },
  { "load", "chronic_days", 28 },
  { "load", "unknown_rpe", 5 },
  { "load", "set_minutes", 3 },
  { "load", "training_known", 7 },
  /* 6: tissue */
  { "tissue", "half_life_trained", 14.34 },
  { "tissue", "half_life_default", 18 },
  { "tissue", "half_life_novice", 30 },
  { "tissue", "half_life_new", 30 },
  { "tissue", "set", 3.35 },
  { "tissue", "effort_hard", 1 },
  { "tissue", "effort_medium", 0.75 },
  { "tissue", "effort_easy", 0.5 },
  { "tissue", "hard_rir", 1 },
  { "tissue", "medium_rir", 2 },
  { "tissue", "hard_rpe", 9 },
  { "tissue", "medium_rpe", 8 },
  { "tissue", "accustomed", 28 },
  { "tissue", "pool_most", 60 },
  { "tissue", "unknown", 20 },
  { "tissue", "soreness_fade", 3 },
  /* 7: resting heart */
  { "autonomic", "hrv_values", 3 },
  { "autonomic", "hrv_days", 7 },
  { "autonomic", "baseline_days", 60 },
  { "autonomic", "baseline_values", 14 },
  { "autonomic", "spread_least", 0.05 },
  { "autonomic", "spread_share", 0.5 },
  { "autonomic", "rate_days", 3 },
  { "autonomic", "over_from", 3 },
  { "autonomic", "over_range", 7 },
  /* 8: points */
  { "points", "sleep.debt", 220 },
  { "points", "sleep.last", 80 },
  { "points", "fuel.protein", 150 },
  { "points", "stress.life", 90 },
  { "points", "stress.mood", 30 },
  { "points", "stress.fatigue", 30 },
  { "points", "tissue.top3", 220 },
  { "points", "load.spike", 80 },
  { "points", "auton.hrv", 60 },
  { "points", "auton.rhr", 40 },
  { "points", "readiness_full", 1000 },
  { "points", "whole_guard", 1e-6 },
  { "sleep", "debt_full", 8 },
  { "sleep", "enough", 420 },
  { "sleep", "last_full_range", 120 },
  { "fuel", "full_shortfall", 0.5 },
  { "tissue", "full", 20 },
  { "tissue", "soreness_most", 10 },
  { "load", "spike_known", 14 },
  { "load", "spike_offset", 50 },
  { "load", "spike_from", 0.3 },
  { "load", "spike_range", 0.7 },
  /* 9: coverage */
  { "coverage", "sleep_weight", 300 },
  { "coverage", "fuel_weight", 150 },
  { "coverage", "stress_weight", 150 },
  { "coverage", "tissue_weight", 220 },
  { "coverage", "load_weight", 80 },
  { "coverage", "sleep_limit", 3 },
  { "coverage", "fuel_limit", 4 },
  { "coverage", "other_limit", 7 },
  { "coverage", "unit", 84 },
  /* 10: muscle groups */
  { "muscles", "carry", 3 },
  { "muscles", "pain_soreness", 1 },
  { "muscles", "block_soreness", 7 },
  { "tissue", "block", 5 },
  { "muscles", "late_soreness", 3 },
  { "muscles", "late_after", 96 },
  { "muscles", "record_soreness", 3 },
  { "muscles", "record_fatigue", 0.5 },
  /* 11: signs */
  { "signs", "recent_values", 7 },
  { "signs", "recent_days", 14 },
  { "signs", "drawn_days", 14 },
  { "signs", "drawn_known", 10 },
  { "signs", "red_sleep", 2 },
  { "signs", "red_shortfall", 0.2 },
  { "signs", "red_stress", 0.55 },
  { "signs", "chronic_days", 21 },
  { "signs", "chronic_soreness", 3 },
  { "signs", "chronic_run", 4 },
  { "signs", "chronic_count", 2 },
  { "signs", "chronic_gap", 3 },
  { "signs", "chronic_grace", 14 },
  { "signs", "tired_days", 5 },
  { "signs", "poor_nights", 4 },
  { "signs", "bedtime_spread", 90 },
  { "signs", "low_mood_days", 4 },
  { "signs", "pain_days", 21 },
  { "signs", "pain_reports", 2 },
  { "signs", "ill_days", 28 },
  { "signs", "ill_episodes", 2 },
  { "signs", "lift_fall", 0.95 },
  { "signs", "lift_sessions", 3 },
  { "signs", "lift_window", 28 },
  { "signs", "e1rm_offset", 1.0278 },
  { "signs", "e1rm_per_rep", 0.0278 },
  { "signs", "e1rm_reps_most", 10 },
  { "signs", "title_harder", 1.5 },
  { "signs", "progress_rise", 1.01 },
  { "signs", "adherent_days", 28 },
  { "signs", "adherent_share", 0.8 },
  /* 12: questions */
  { "questions", "answer", 14 },
  { "questions", "weak_days", 4 },
  { "questions", "tired_days", 3 },
  { "questions", "severe_soreness", 9 },
  { "questions", "wide_soreness", 6 },
  { "questions", "wide_groups", 6 },
  { "questions", "damage_soreness", 7 },
  { "questions", "damage_work", 5 },
  /* 13: plan */
  { "plan", "step", 7 },
  { "plan", "block", 7 },
  { "plan", "weeks_with_sign", 4 },
  { "plan", "weeks_anyway", 8 },
  { "plan", "sessions_least", 4 },
  { "plan", "hold_soreness", 3 },
  { "plan", "hold_days", 4 },
  { "plan", "restart_days", 14 },
  /* 14: verdict */
  { "verdict", "unknown_coverage", 25 },
  { "verdict", "full_coverage", 50 },
  { "verdict", "rest", 35 },
  { "verdict", "active", 55 },
  { "verdict", "rest_signs", 3 },
  { "verdict", "tired", 0.667 },
  { "verdict", "tired_soreness", 4 },
  { "verdict", "many_blocked", 6 },
  { "verdict", "direct_weight", 0.5 },
  /* 15: bedtime and protein */
  { "bedtime", "payback", 4 },
  { "bedtime", "extra_most", 60 },
  { "bedtime", "move_most", 30 },
  { "bedtime", "usual_nights", 3 },
  { "bedtime", "screens_before", 60 },
  { "fuel", "first_slot_after_wake", 60 },
  { "fuel", "last_slot_before_night", 60 },
  { "fuel", "meal_upper", 0.55 },
  /* 16: metrics and reminders */
  { "metrics", "sri_pairs", 28 },
  { "metrics", "sri_pairs_least", 5 },
  { "load", "monotony_most", 10 },
  { "advice", "stressed", 0.5 },
  { "advice", "many_sessions", 4 },
  { "advice", "long_run", 6 },
  { "advice", "overdone_soreness", 7 },
  { "advice", "overdone_groups", 2 },
  { "advice", "monotonous", 2 },
  { "advice", "hard_day", 1.2 },
  { "advice", "activity", 25 },
};

/* The constant @topic.@name, which is there once. */
static const RecoupConstant *
find (const char *topic, const char *name)
{
  g_autoptr (GPtrArray) list = recoup_constants_list (topic);
  const RecoupConstant *found = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const RecoupConstant *row = list->pdata[i];
      if (!g_str_equal (row->name, name))
        continue;
      g_assert_null (found);
      found = row;
    }
  if (found == NULL)
    g_error ("there is no constant %s.%s", topic, name);
  return found;
}

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (model); i++)
    {
      const RecoupConstant *row = find (model[i].topic, model[i].name);
      g_test_message ("%s.%s is %g", row->topic, row->name, row->value);
      g_assert_true (fabs (row->value - model[i].value) <= 1e-12 * fmax (1, fabs (row->value)));
    }
}

/* Each row says all there is to say and stands under a rule that is there. */
static void
test_rows (void)
{
  g_autoptr (GPtrArray) all = recoup_constants_list (NULL);
  guint by_topic = 0;

  for (guint i = 0; recoup_constants_get_topics ()[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) some = recoup_constants_list (recoup_constants_get_topics ()[i]);
      g_assert_cmpuint (some->len, >, 0);
      by_topic += some->len;
    }
  g_assert_cmpuint (all->len, ==, by_topic);
  for (guint i = 0; i < all->len; i++)
    {
      const RecoupConstant *row = all->pdata[i];
      g_test_message ("%s.%s", row->topic, row->name);
      g_assert_true (find (row->topic, row->name) == row);
      const RecoupRule *rule = recoup_rules_find (row->rule);
      g_assert_nonnull (rule);
      g_assert_cmpint (rule->use, !=, RECOUP_RULE_UNUSED);
      g_assert_true (isfinite (row->value));
      g_assert_cmpstr (row->source, !=, "");
      g_assert_cmpstr (row->why, !=, "");
      g_assert_false (g_str_has_suffix (row->why, "."));
    }
  g_autoptr (GPtrArray) none = recoup_constants_list ("weather");
  g_assert_cmpuint (none->len, ==, 0);
}

/* Caps are those of the points, and together all that there is. */
static void
test_caps (void)
{
  double sum = 0;

  for (guint key = 0; key < RECOUP_N_POINTS; key++)
    {
      const RecoupPointRow *row = recoup_point_get_row ((RecoupPointKey) key);
      const RecoupConstant *cap = find ("points", row->key);
      g_assert_cmpint ((gint) cap->value, ==, row->cap_dp);
      g_assert_true (g_strv_contains ((const char *const *) row->rules, cap->rule));
      sum += cap->value;
    }
  g_assert_cmpint ((gint) sum, ==, 1000);
  g_assert_cmpint ((gint) sum, ==, (gint) find ("points", "readiness_full")->value);

  /* S-013: sleep has the largest share. */
  double shares[RECOUP_N_ACCOUNTS] = { 0 };
  for (guint key = 0; key < RECOUP_N_POINTS; key++)
    for (guint account = 0; account < RECOUP_N_ACCOUNTS; account++)
      if (g_str_equal (recoup_point_get_row (key)->account, recoup_account_get_name (account)))
        shares[account] += recoup_point_get_row (key)->cap_dp;
  for (guint account = 0; account < RECOUP_N_ACCOUNTS; account++)
    g_assert_true (account == RECOUP_ACCOUNT_SLEEP ||
                   shares[account] < shares[RECOUP_ACCOUNT_SLEEP]);
}

/* The shares of sets that the plan computes with are those that the state names. */
static void
test_set_factors (void)
{
  static const struct
  {
    RecoupPlanState state;
    const char *name;
  } cases[] = { { RECOUP_PLAN_DELOAD, "deload_sets" },
                { RECOUP_PLAN_REBUILD1, "rebuild1_sets" },
                { RECOUP_PLAN_REBUILD2, "rebuild2_sets" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (recoup_plan_state_get_set_factor (cases[i].state), "/", 2);
      double share = g_ascii_strtod (parts[0], NULL) / g_ascii_strtod (parts[1], NULL);
      g_assert_true (fabs (find ("plan", cases[i].name)->value - share) < 1e-12);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/constants/values", test_values);
  g_test_add_func ("/constants/rows", test_rows);
  g_test_add_func ("/constants/caps", test_caps);
  g_test_add_func ("/constants/set-factors", test_set_factors);
  return g_test_run ();
}
