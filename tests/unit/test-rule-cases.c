/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules that no test of one module shows by itself, each by a small diary: what the article asks
 * for happens in the state that the whole model makes of it. */

#include <string.h>

#include "recoup/ledger.h"
#include "support/histories.h"

#define FIRST 20089 /* 2025-01-01, a Wednesday */
#define NOON  720
#define FULL  1000 /* tenths of a point */

static RecoupState *
get_state (TestHistoryFixture *fixture, RecoupDay day)
{
  return test_history_compute_at (fixture->history, day, NOON);
}

#define LOG_ON(day, ...) ((void) test_history_log (fixture->history, (day), __VA_ARGS__))

static gint
sum_points (const RecoupState *state, const char *account)
{
  gint sum = 0;

  for (guint key = 0; key < RECOUP_N_POINTS; key++)
    if (account == NULL || g_str_equal (recoup_point_get_row (key)->account, account))
      sum += state->points_dp[key];
  return sum;
}

static void
log_squats (TestHistoryFixture *fixture, RecoupDay day)
{
  LOG_ON (day, "{'kind':'session','start':'DAYT17:00:00Z','end':'DAYT18:00:00Z','rpe':8,'sets':["
               "{'exercise':'squat','reps':5,'load_kg':100,'rir':1},"
               "{'exercise':'squat','reps':5,'load_kg':100,'rir':1},"
               "{'exercise':'squat','reps':5,'load_kg':100,'rir':1}]}");
}

/* S-001: nothing is lost but what the keys took. S-004: sleep, fuel and stress are accounts, and
 * each entry moves its own. */
static void
test_account (TestHistoryFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *line;
    const char *account;
  } cases[] = {
    { "{'kind':'sleep','start':'DAYT02:00:00Z','end':'DAYT06:00:00Z'}", "sleep" },
    { "{'kind':'food-day','date':'DAY','protein_g':10}", "fuel" },
    { "{'kind':'checkin','at':'DAYT06:00:00Z','stress':7}", "stress" },
    { "{'kind':'checkin','at':'DAYT06:00:00Z','soreness':{'back':8}}", "tissue" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RecoupState) before = get_state (fixture, FIRST + 1);
      LOG_ON (FIRST + (i == 1 ? 0 : 1), "%s", cases[i].line);
      g_autoptr (RecoupState) after = get_state (fixture, FIRST + 1);
      g_test_message ("%s", cases[i].account);
      g_assert_cmpint (before->readiness_dp + sum_points (before, NULL), ==, FULL);
      g_assert_cmpint (after->readiness_dp + sum_points (after, NULL), ==, FULL);
      for (guint account = 0; account < RECOUP_N_ACCOUNTS; account++)
        {
          const char *name = recoup_account_get_name (account);
          gint moved = sum_points (after, name) - sum_points (before, name);
          if (g_str_equal (name, cases[i].account))
            g_assert_cmpint (moved, >, 0);
          else
            g_assert_cmpint (moved, ==, 0);
        }
    }
}

/* S-002, S-032: a rest day pays nothing in, and empties no cup; it only makes the day known. */
static void
test_rest_day (TestHistoryFixture *fixture, gconstpointer data)
{
  log_squats (fixture, FIRST);
  LOG_ON (FIRST, "{'kind':'checkin','at':'DAYT08:00:00Z','stress':6,'mood':5,'fatigue':6}");
  for (RecoupDay day = FIRST + 1; day < FIRST + 4; day++)
    {
      g_autoptr (RecoupState) without = get_state (fixture, day);
      LOG_ON (day, "{'kind':'rest','date':'DAY'}");
      g_autoptr (RecoupState) with = get_state (fixture, day);
      for (guint key = 0; key < RECOUP_N_POINTS; key++)
        g_assert_cmpint (with->points_dp[key], ==, without->points_dp[key]);
      g_assert_cmpfloat_with_epsilon (with->stress, without->stress, 1e-12);
    }
}

/* S-042, S-049, M-08: work that is new goes to the slower pool, once there is an old one. */
static void
test_new_exercise (TestHistoryFixture *fixture, gconstpointer data)
{
  for (RecoupDay day = FIRST; day <= FIRST + 28; day += 7)
    log_squats (fixture, day);
  LOG_ON (FIRST + 28, "{'kind':'session','start':'DAYT18:30:00Z','end':'DAYT19:00:00Z','sets':["
                      "{'exercise':'bench-press','reps':8,'rir':1}]}");
  g_autoptr (RecoupState) state = test_history_compute_at (fixture->history, FIRST + 28, 20 * 60);
  g_assert_cmpfloat (state->groups[RECOUP_GROUP_QUADS].usual, >, 9.0);
  g_assert_cmpfloat_with_epsilon (state->groups[RECOUP_GROUP_QUADS].unaccustomed, 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (state->groups[RECOUP_GROUP_CHEST].usual, 0.0, 1e-12);
  g_assert_cmpfloat (state->groups[RECOUP_GROUP_CHEST].unaccustomed, >, 3.0);
}

/* S-047: not blocked, soreness of 3 at most, fatigue of one half at most. */
static void
test_record (TestHistoryFixture *fixture, gconstpointer data)
{
  LOG_ON (FIRST, "{'kind':'checkin','at':'DAYT08:00:00Z','fatigue':3,"
                 "'soreness':{'chest':3,'back':4,'quads':2},'pain':{'quads':['form']}}");
  g_autoptr (RecoupState) state = get_state (fixture, FIRST);
  g_assert_true (state->groups[RECOUP_GROUP_CHEST].record);
  g_assert_false (state->groups[RECOUP_GROUP_BACK].record);
  g_assert_false (state->groups[RECOUP_GROUP_QUADS].record);
  g_assert_true (state->groups[RECOUP_GROUP_ABS].record);
  for (RecoupDay day = FIRST; day < FIRST + 3; day++)
    LOG_ON (day, "{'kind':'checkin','at':'DAYT09:00:00Z','fatigue':6}");
  g_autoptr (RecoupState) tired = get_state (fixture, FIRST + 2);
  g_assert_cmpfloat (tired->fatigue, >, 0.5);
  g_assert_false (tired->groups[RECOUP_GROUP_ABS].record);
  LOG_ON (FIRST, "{'kind':'checkin','at':'DAYT10:00:00Z','ill':true}");
  g_autoptr (RecoupState) ill = get_state (fixture, FIRST);
  g_assert_false (ill->groups[RECOUP_GROUP_ABS].record);
}

/* S-050: mild and moderate soreness block nothing. S-055: soreness never earns a point. */
static void
test_soreness (TestHistoryFixture *fixture, gconstpointer data)
{
  gint last = FULL;

  for (gint soreness = 0; soreness <= 10; soreness++)
    {
      LOG_ON (FIRST, "{'kind':'checkin','at':'DAYT08:%02d:00Z','soreness':{'quads':%d}}", soreness,
              soreness);
      g_autoptr (RecoupState) state = get_state (fixture, FIRST);
      g_assert_cmpint (state->groups[RECOUP_GROUP_QUADS].why != 0, ==, soreness >= 7);
      g_assert_cmpint (state->readiness_dp, <=, last);
      last = state->readiness_dp;
    }
}

static RecoupVerdict
get_verdict_of_week (TestHistoryFixture *fixture, const char *week, RecoupDay day)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (recoup_policy_parse (&fixture->history->policy, "week", week, &error));
  g_assert_no_error (error);
  g_autoptr (RecoupState) state = get_state (fixture, day);
  return state->verdict;
}

/* S-046, S-099: the week is what is meant, it may be changed, and recovery decides. */
static void
test_week (TestHistoryFixture *fixture, gconstpointer data)
{
  for (RecoupDay day = FIRST - 3; day <= FIRST + 1; day++)
    {
      LOG_ON (day, "{'kind':'checkin','at':'DAYT08:00:00Z','fatigue':2,'soreness':{}}");
      LOG_ON (day, "{'kind':'food-day','date':'DAY','protein_g':150}");
    }
  log_squats (fixture, FIRST); /* Wednesday evening; Thursday is looked at */
  log_squats (fixture, FIRST);
  g_assert_cmpint (get_verdict_of_week (fixture, "thu:quads", FIRST + 1), ==,
                   RECOUP_VERDICT_TRAIN_OTHER);
  g_assert_cmpint (get_verdict_of_week (fixture, "thu:chest", FIRST + 1), ==, RECOUP_VERDICT_TRAIN);
}

/* S-048, S-068: a lift that goes up is told. */
static void
test_progress (TestHistoryFixture *fixture, gconstpointer data)
{
  LOG_ON (FIRST, "{'kind':'session','start':'DAYT17:00:00Z','duration_min':30,'sets':["
                 "{'exercise':'Bench Press','reps':5,'load_kg':100}]}");
  LOG_ON (FIRST + 20, "{'kind':'session','start':'DAYT10:00:00Z','duration_min':30,'sets':["
                      "{'exercise':'bench-press','reps':5,'load_kg':100.9}]}");
  g_autoptr (RecoupState) same = get_state (fixture, FIRST + 20);
  g_assert_cmpuint (same->progress->len, ==, 0);
  LOG_ON (FIRST + 21, "{'kind':'session','start':'DAYT10:00:00Z','duration_min':30,'sets':["
                      "{'exercise':'bench-press','reps':5,'load_kg':101.1}]}");
  g_autoptr (RecoupState) better = get_state (fixture, FIRST + 21);
  g_assert_cmpuint (better->progress->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (better->progress, 0), ==, "bench-press");
}

/* S-014: days that are not known are not counted, neither for nor against. */
static void
test_certain (TestHistoryFixture *fixture, gconstpointer data)
{
  for (gint i = 0; i < 7; i++)
    {
      if (i != 2)
        LOG_ON (FIRST + i, "{'kind':'sleep','start':'DAYT00:00:00Z','end':'DAYT%02d:00:00Z'}",
                i == 3 ? 6 : 7);
      if (i != 4)
        LOG_ON (FIRST + i, "{'kind':'food-day','date':'DAY','protein_g':128}");
    }
  g_autoptr (RecoupState) state = get_state (fixture, FIRST + 7);
  g_assert_cmpuint (state->adherence7, ==, 4);
  g_assert_cmpuint (state->adherence7_known, ==, 5);
}

/* S-113, M-10: who logs no heart loses nothing by it, and who does 10 points at most. */
static void
test_heart (TestHistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (RecoupState) without = get_state (fixture, FIRST + 40);
  g_assert_cmpint (sum_points (without, "autonomic"), ==, 0);
  for (gint i = 0; i < 40; i++)
    LOG_ON (FIRST + i, "{'kind':'hrv','at':'DAYT06:00:00Z','rmssd_ms':%d,'rhr_bpm':%d}",
            i < 33 ? 80 : 10, i < 33 ? 50 : 90);
  g_autoptr (RecoupState) with = get_state (fixture, FIRST + 39);
  g_assert_cmpint (sum_points (with, "autonomic"), ==, 100);
}

/* M-12, S-074: whatever the numbers, only the user's yes gives the verdict, for a fortnight. */
static void
test_exclusion (TestHistoryFixture *fixture, gconstpointer data)
{
  for (gint i = 0; i < 30; i++)
    {
      LOG_ON (FIRST + i, "{'kind':'sleep','start':'DAYT02:00:00Z','end':'DAYT05:00:00Z',"
                         "'quality':7}");
      LOG_ON (FIRST + i, "{'kind':'food-day','date':'DAY','protein_g':0}");
      LOG_ON (FIRST + i, "{'kind':'checkin','at':'DAYT08:00:00Z','stress':7,'mood':7,'fatigue':7,"
                         "'ill':true,'soreness':{'quads':10,'back':10}}");
      g_autoptr (RecoupState) state = get_state (fixture, FIRST + i);
      g_assert_cmpint (state->verdict, ==, RECOUP_VERDICT_REST);
    }
  LOG_ON (FIRST + 15, "{'kind':'answer','at':'DAYT09:00:00Z','question':'S-074','yes':true}");
  for (gint i = 14; i < 30; i++)
    {
      g_autoptr (RecoupState) state = get_state (fixture, FIRST + i);
      g_assert_cmpint (state->verdict == RECOUP_VERDICT_SEE_PROFESSIONAL, ==, i >= 15 && i < 29);
    }
}

/* S-085: the old soreness holds the step of the rebuild, and its end lets it go on. */
static void
test_hold (TestHistoryFixture *fixture, gconstpointer data)
{
  for (gint i = 0; i < 50; i += 3)
    log_squats (fixture, FIRST + i);
  LOG_ON (FIRST + 20, "{'kind':'plan','at':'DAYT09:00:00Z','action':'accept'}");
  for (gint i = 30; i < 36; i++)
    LOG_ON (FIRST + i, "{'kind':'checkin','at':'DAYT08:00:00Z','soreness':{'quads':3}}");
  g_autoptr (RecoupState) deload = get_state (fixture, FIRST + 26);
  g_autoptr (RecoupState) rebuild = get_state (fixture, FIRST + 27);
  g_autoptr (RecoupState) held = get_state (fixture, FIRST + 38);
  g_autoptr (RecoupState) on = get_state (fixture, FIRST + 40);
  g_assert_cmpint (deload->plan, ==, RECOUP_PLAN_DELOAD);
  g_assert_cmpint (rebuild->plan, ==, RECOUP_PLAN_REBUILD1);
  g_assert_cmpint (held->plan, ==, RECOUP_PLAN_REBUILD1);
  g_assert_cmpint (held->day - held->plan_since, >=, 7);
  g_assert_cmpint (on->plan, ==, RECOUP_PLAN_REBUILD2);
}

#define ADD(name, func)                                                         \
  g_test_add ("/rule-cases/" name, TestHistoryFixture, GINT_TO_POINTER (FIRST), \
              test_history_set_up, func, test_history_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("account", test_account);
  ADD ("rest-day", test_rest_day);
  ADD ("new-exercise", test_new_exercise);
  ADD ("record", test_record);
  ADD ("soreness", test_soreness);
  ADD ("week", test_week);
  ADD ("progress", test_progress);
  ADD ("certain", test_certain);
  ADD ("heart", test_heart);
  ADD ("exclusion", test_exclusion);
  ADD ("hold", test_hold);
  return g_test_run ();
}
