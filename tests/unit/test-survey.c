/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From balances to a state: why a group is blocked, what is carried for three days, coverage, and
 * what the reminders need beside. */

#include "recoup/survey.h"

#include <math.h>

#include "support/histories.h"
#include "support/tables.h"

#define FIRST 20089 /* 2025-01-01 */
#define NOON  720

#define LOG_ON(day, ...) (void) test_history_log (fixture->history, (day), __VA_ARGS__)

static RecoupState *
get_state (const TestHistoryFixture *fixture, RecoupDay day)
{
  return test_history_compute_at (fixture->history, day, NOON);
}

static void
test_why (TestHistoryFixture *fixture, gconstpointer data)
{
  LOG_ON (FIRST, "{'kind':'checkin','at':'DAYT08:00:00Z',"
                 "'soreness':{'back':1,'abs':7,'quads':6},"
                 "'pain':{'back':['form','sharp'],'chest':['joint','rom'],'calves':['strength']}}");
  g_autoptr (RecoupState) state = get_state (fixture, FIRST);

  g_assert_cmpuint (state->groups[RECOUP_GROUP_BACK].why, ==, RECOUP_PAIN_SHARP | RECOUP_PAIN_FORM);
  /* Without soreness only sharp and joint block. */
  g_assert_cmpuint (state->groups[RECOUP_GROUP_CHEST].why, ==, RECOUP_PAIN_JOINT);
  g_assert_cmpuint (state->groups[RECOUP_GROUP_CHEST].pain, ==,
                    RECOUP_PAIN_JOINT | RECOUP_PAIN_ROM);
  g_assert_cmpuint (state->groups[RECOUP_GROUP_CALVES].why, ==, 0);
  g_assert_cmpuint (state->groups[RECOUP_GROUP_ABS].why, ==, RECOUP_WHY_SORENESS);
  g_assert_cmpuint (state->groups[RECOUP_GROUP_QUADS].why, ==, 0);
  g_assert_cmpint (state->groups[RECOUP_GROUP_ABS].ready_at, ==, RECOUP_INSTANT_NONE);
}

/* S-051, S-065: Pain and illness hold for three recovery days, or until the next word on them. */
static void
test_carried (TestHistoryFixture *fixture, gconstpointer data)
{
  LOG_ON (FIRST, "{'kind':'checkin','at':'DAYT08:00:00Z','ill':true,'pain':{'back':['sharp']}}");
  for (gint age = 0; age < 5; age++)
    {
      g_autoptr (RecoupState) state = get_state (fixture, FIRST + age);
      g_assert_cmpint (state->ill, ==, age < 3);
      g_assert_cmpint (state->groups[RECOUP_GROUP_BACK].why != 0, ==, age < 3);
    }
  LOG_ON (FIRST + 1, "{'kind':'checkin','at':'DAYT08:00:00Z','ill':false,'pain':{}}");
  g_autoptr (RecoupState) state = get_state (fixture, FIRST + 1);
  g_assert_false (state->ill);
  g_assert_cmpuint (state->groups[RECOUP_GROUP_BACK].pain, ==, 0);
}

static void
test_coverage (TestHistoryFixture *fixture, gconstpointer data)
{
  LOG_ON (FIRST, "{'kind':'sleep','start':'DAYT00:00:00Z','end':'DAYT07:00:00Z'}");
  LOG_ON (FIRST, "{'kind':'food-day','date':'DAY','protein_g':100}");
  LOG_ON (FIRST, "{'kind':'checkin','at':'DAYT08:00:00Z','stress':3}");
  LOG_ON (FIRST, "{'kind':'rest','date':'DAY'}");
  for (gint age = 0; age < 9; age++)
    {
      g_autoptr (RecoupState) state = get_state (fixture, FIRST + age);
      guint sleep = (guint) (300 * MAX (0, 3 - age) * 28);
      guint food = age == 0 ? 0 : (guint) (150 * MAX (0, 4 - (age - 1)) * 21);
      guint stress = (guint) (150 * MAX (0, 7 - age) * 12);
      guint tissue = (guint) (220 * MAX (0, 7 - MAX (0, age - 1)) * 12);
      guint load = age == 0 ? 0 : (guint) (80 * MAX (0, 7 - (age - 1)) * 12);
      g_assert_cmpuint (state->coverage, ==, 100 * (sleep + food + stress + tissue + load) / 75600);
    }
}

/* Sets of an hour ago: blocked by fatigue, ready when the model says. */
static void
test_fatigue (TestHistoryFixture *fixture, gconstpointer data)
{
  LOG_ON (FIRST, "{'kind':'session','start':'DAYT10:00:00Z','end':'DAYT11:00:00Z','rpe':8,'sets':["
                 "{'exercise':'leg-extension','reps':10,'rir':0},"
                 "{'exercise':'leg-extension','reps':10,'rir':0}]}");
  g_autoptr (RecoupState) state = get_state (fixture, FIRST);
  const RecoupGroupState *quads = &state->groups[RECOUP_GROUP_QUADS];

  g_assert_cmpuint (quads->why, ==, RECOUP_WHY_FATIGUE);
  g_assert_cmpint (quads->ready_at, >, state->now);
  g_autoptr (RecoupState) before = test_history_compute (
      fixture->history, fixture->history->entries, quads->ready_at - RECOUP_USEC_PER_MIN);
  g_autoptr (RecoupState) after =
      test_history_compute (fixture->history, fixture->history->entries, quads->ready_at);
  g_assert_cmpuint (before->groups[RECOUP_GROUP_QUADS].why, ==, RECOUP_WHY_FATIGUE);
  g_assert_cmpuint (after->groups[RECOUP_GROUP_QUADS].why, ==, 0);
}

/* S-041: sore more than 96 h after the last session that trained the group directly. */
static void
test_sore_late (TestHistoryFixture *fixture, gconstpointer data)
{
  LOG_ON (FIRST, "{'kind':'session','start':'DAYT11:00:00Z','end':'DAYT12:00:00Z','sets':["
                 "{'exercise':'squat','reps':5}]}");
  for (gint i = 0; i < 6; i++)
    LOG_ON (FIRST + i, "{'kind':'checkin','at':'DAYT08:00:00Z',"
                       "'soreness':{'quads':3,'hamstrings':5,'glutes':2}}");
  g_autoptr (RecoupState) at_four = get_state (fixture, FIRST + 4);
  g_assert_cmpuint (at_four->sore_late, ==, 0); /* 96 h sharp */
  g_autoptr (RecoupState) later = test_history_compute_at (fixture->history, FIRST + 4, NOON + 1);
  g_assert_cmpuint (later->sore_late, ==, 1U << RECOUP_GROUP_QUADS);
}

static void
test_habits (TestHistoryFixture *fixture, gconstpointer data)
{
  for (gint i = 0; i < 9; i++)
    LOG_ON (FIRST + i, "{'kind':'session','start':'DAYT06:00:00Z','duration_min':60,'rpe':%d}",
            i + 1);
  LOG_ON (FIRST + 9, "{'kind':'rest','date':'DAY'}");
  LOG_ON (FIRST + 3, "{'kind':'weight','at':'DAYT06:00:00Z','kg':77}");
  g_autoptr (RecoupState) busy = get_state (fixture, FIRST + 8);
  g_assert_cmpuint (busy->training_run_days, ==, 9);
  g_assert_cmpuint (busy->sessions_7d, ==, 7);
  g_assert_false (busy->rest_in_7d);
  g_assert_false (busy->rest_today);
  test_assert_near (busy->load_yesterday, 480.0, 1e-9);
  test_assert_near (busy->weight_kg, 77.0, 0.0);

  g_autoptr (RecoupState) resting = get_state (fixture, FIRST + 9);
  g_assert_cmpuint (resting->training_run_days, ==, 9); /* it ended yesterday */
  g_assert_true (resting->rest_in_7d);
  g_assert_true (resting->rest_today);
  test_assert_near (resting->load_yesterday, 540.0, 1e-9);
  test_assert_near (resting->chronic_yesterday, resting->chronic, 0.0);
  g_autoptr (RecoupState) after = get_state (fixture, FIRST + 10);
  g_assert_cmpuint (after->training_run_days, ==, 0);
}

/* Each account rests on what was logged so many days ago at the most (model, section 9). */
static void
test_known_accounts (TestHistoryFixture *fixture, gconstpointer data)
{
  static const struct
  {
    RecoupAccount account;
    const char *entry;
    gint days; /* for so many days from its own on */
  } rows[] = {
    { RECOUP_ACCOUNT_SLEEP, "{'kind':'sleep','start':'DAYT00:00:00Z','end':'DAYT07:00:00Z'}", 3 },
    { RECOUP_ACCOUNT_FUEL, "{'kind':'meal','at':'DAYT08:00:00Z','protein_g':30}", 5 },
    { RECOUP_ACCOUNT_STRESS, "{'kind':'checkin','at':'DAYT08:00:00Z','stress':3}", 7 },
    { RECOUP_ACCOUNT_TISSUE, "{'kind':'checkin','at':'DAYT08:00:00Z','soreness':{'abs':1}}", 7 },
    { RECOUP_ACCOUNT_LOAD, "{'kind':'session','start':'DAYT09:00:00Z','duration_min':60,'rpe':7}",
      8 },
  };
  RecoupDay day = FIRST;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++, day += 20)
    {
      guint bit = 1U << rows[i].account;
      LOG_ON (day, "%s", rows[i].entry);
      g_autoptr (RecoupState) last = get_state (fixture, day + rows[i].days - 1);
      g_autoptr (RecoupState) after = get_state (fixture, day + rows[i].days);
      g_assert_cmpuint (last->known_accounts & bit, ==, bit);
      g_assert_cmpuint (after->known_accounts & bit, ==, 0);
    }
  g_autoptr (RecoupState) silent = get_state (fixture, day);
  g_assert_cmpuint (silent->known_accounts, ==, 0);

  for (gint i = 0; i < RECOUP_AUTONOMIC_DAYS; i++)
    LOG_ON (day + i, "{'kind':'hrv','at':'DAYT07:00:00Z','rhr_bpm':55}");
  g_autoptr (RecoupState) measured = get_state (fixture, day + RECOUP_AUTONOMIC_DAYS - 1);
  g_assert_cmpuint (measured->known_accounts, ==, 1U << RECOUP_ACCOUNT_AUTONOMIC);
}

/* A fortnight of everything, on the last day of which every account costs something. */
static void
log_all (TestHistoryFixture *fixture)
{
  for (RecoupDay day = FIRST; day < FIRST + 70; day++)
    {
      LOG_ON (day, "{'kind':'sleep','start':'DAYT02:00:00Z','end':'DAYT07:00:00Z','quality':6}");
      LOG_ON (day, "{'kind':'food-day','date':'DAY','protein_g':40}");
      LOG_ON (day, "{'kind':'checkin','at':'DAYT08:00:00Z','stress':7,'mood':6,'fatigue':7,"
                   "'soreness':{'quads':9,'chest':8}}");
      LOG_ON (day, "{'kind':'hrv','at':'DAYT07:00:00Z','rmssd_ms':%d,'rhr_bpm':%d}",
              day < FIRST + 60 ? 60 + day % 3 : 20, day < FIRST + 60 ? 50 : 62);
      LOG_ON (day,
              "{'kind':'session','start':'DAYT09:00:00Z','duration_min':%d,'rpe':8,'sets':["
              "{'exercise':'squat','reps':5,'rir':0}]}",
              day < FIRST + 60 ? 30 : 200);
    }
}

/* What @off leaves of the points and of the coverage, from those of @all. */
static void
assert_off (const RecoupState *all, const RecoupState *state, guint off)
{
  static const guint weights[RECOUP_N_ACCOUNTS] = { 300, 150, 150, 220, 80, 0 };
  gint sum = state->readiness_dp;
  guint weight = 0;

  for (RecoupPointKey key = 0; key < RECOUP_N_POINTS; key++)
    {
      gboolean is_off = recoup_point_is_in (key, off);
      g_assert_cmpint (state->points_dp[key], ==, is_off ? 0 : all->points_dp[key]);
      g_assert_cmpint (all->points_dp[key], >, 0);
      sum += state->points_dp[key];
    }
  g_assert_cmpint (sum, ==, 1000);
  g_assert_cmpint (state->lo_dp, <=, state->readiness_dp);
  g_assert_cmpint (state->hi_dp, >=, state->readiness_dp);
  g_assert_cmpuint (state->known_accounts, ==, all->known_accounts & ~off);
  g_assert_cmpuint (state->n_ask, ==, all->n_ask); /* questions are no numbers */
  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    weight += recoup_account_is_in (i, off) ? 0 : weights[i];
  g_assert_cmpuint (state->coverage, ==, weight == 0 ? 0 : 100); /* all is logged */
}

/* Rule 12 of the safety wording: every set of accounts can be switched off. */
static void
test_off (TestHistoryFixture *fixture, gconstpointer data)
{
  log_all (fixture);
  g_autoptr (RecoupState) all = get_state (fixture, FIRST + 69);
  g_assert_cmpuint (all->n_ask, >, 0);

  for (guint off = 0; off < 1U << RECOUP_N_ACCOUNTS; off++)
    {
      fixture->history->policy.accounts_off = off;
      g_autoptr (RecoupState) state = get_state (fixture, FIRST + 69);
      assert_off (all, state, off);
    }
}

/* Without an account its balances are at rest; the evening is that of the settings alone. */
static void
test_off_balances (TestHistoryFixture *fixture, gconstpointer data)
{
  log_all (fixture);
  fixture->history->policy.accounts_off = (1U << RECOUP_N_ACCOUNTS) - 1;
  g_autoptr (RecoupState) state = get_state (fixture, FIRST + 69);

  test_assert_near (state->sleep_debt_h, 0.0, 0.0);
  test_assert_near (state->fuel_shortfall, 0.0, 0.0);
  test_assert_near (state->stress + state->mood + state->fatigue, 0.0, 0.0);
  test_assert_near (state->acute + state->chronic + state->load_yesterday, 0.0, 0.0);
  test_assert_near (state->groups[RECOUP_GROUP_QUADS].soreness, 0.0, 0.0);
  test_assert_near (state->groups[RECOUP_GROUP_QUADS].usual, 0.0, 0.0);
  g_assert_cmpuint (state->groups[RECOUP_GROUP_QUADS].why, ==, 0);
  g_assert_cmpuint (state->adherence7_known, ==, 0);
  g_assert_true (isnan (state->sri) && isnan (state->monotony) && isnan (state->strain));
  g_assert_cmpint (state->extra_min, ==, 0);
  g_assert_false (state->lights_out_moved);
  g_assert_cmpint (state->lights_out, ==,
                   recoup_civil_at (FIRST + 69, 22 * 60 + 45, fixture->history->zone));
  g_assert_cmpint (state->verdict, ==, RECOUP_VERDICT_UNKNOWN);
}

/* Pain and illness are the user's own words: they count whatever is switched off. */
static void
test_off_safety (TestHistoryFixture *fixture, gconstpointer data)
{
  fixture->history->policy.accounts_off = (1U << RECOUP_N_ACCOUNTS) - 1;
  LOG_ON (FIRST, "{'kind':'checkin','at':'DAYT08:00:00Z','soreness':{'back':5,'abs':8},"
                 "'pain':{'back':['sharp','form'],'chest':['joint']}}");
  g_autoptr (RecoupState) state = get_state (fixture, FIRST);
  g_assert_cmpuint (state->groups[RECOUP_GROUP_BACK].why, ==, RECOUP_PAIN_SHARP | RECOUP_PAIN_FORM);
  g_assert_cmpuint (state->groups[RECOUP_GROUP_CHEST].why, ==, RECOUP_PAIN_JOINT);
  g_assert_cmpuint (state->groups[RECOUP_GROUP_ABS].why, ==, 0); /* soreness is the account's */

  LOG_ON (FIRST + 1, "{'kind':'checkin','at':'DAYT08:00:00Z','ill':true}");
  g_autoptr (RecoupState) ill = get_state (fixture, FIRST + 1);
  g_assert_cmpint (ill->verdict, ==, RECOUP_VERDICT_REST);
  LOG_ON (FIRST + 2, "{'kind':'answer','at':'DAYT08:00:00Z','question':'X-077','yes':true}");
  g_autoptr (RecoupState) confirmed = get_state (fixture, FIRST + 2);
  g_assert_cmpint (confirmed->verdict, ==, RECOUP_VERDICT_SEE_PROFESSIONAL);
}

#define ADD(name, func)                                                                          \
  g_test_add ("/survey/" name, TestHistoryFixture, GINT_TO_POINTER (FIRST), test_history_set_up, \
              func, test_history_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("why", test_why);
  ADD ("carried", test_carried);
  ADD ("coverage", test_coverage);
  ADD ("fatigue", test_fatigue);
  ADD ("sore-late", test_sore_late);
  ADD ("habits", test_habits);
  ADD ("known-accounts", test_known_accounts);
  ADD ("off/every-set", test_off);
  ADD ("off/balances", test_off_balances);
  ADD ("off/safety", test_off_safety);
  return g_test_run ();
}
