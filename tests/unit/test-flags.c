/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Flags and questions at their edges: one value less, one day later, and they are not up. */

#include <string.h>

#include "recoup/ledger.h"
#include "support/histories.h"

#define FIRST 20089 /* 2025-01-01 */
#define NOON  720

/* Whether the flag, a question or a confirmed question named @rule stands at noon of @day. */
static gboolean
has_flag (const TestHistory *history, RecoupDay day, const char *rule)
{
  g_autoptr (RecoupState) state = test_history_compute_at (history, day, NOON);

  for (guint i = 0; i < state->flags->len; i++)
    if (g_str_equal (g_array_index (state->flags, RecoupReason, i).rule, rule))
      return TRUE;
  return FALSE;
}

static gboolean
is_asked (const TestHistory *history, RecoupDay day, RecoupQuestion question)
{
  g_autoptr (RecoupState) state = test_history_compute_at (history, day, NOON);

  for (guint i = 0; i < state->n_ask; i++)
    if (state->ask[i] == question)
      return TRUE;
  return FALSE;
}

static gboolean
is_confirmed (const TestHistory *history, RecoupDay day, RecoupQuestion question)
{
  g_autoptr (RecoupState) state = test_history_compute_at (history, day, NOON);

  for (guint i = 0; i < state->n_confirmed; i++)
    if (state->confirmed[i] == question)
      return TRUE;
  return FALSE;
}

static void
log_session (TestHistory *history, RecoupDay day)
{
  (void) test_history_log (history, day,
                           "{'kind':'session','start':'DAYT17:00:00Z','duration_min':60,'rpe':6}");
}

static void
log_soreness (TestHistory *history, RecoupDay day, const char *map)
{
  (void) test_history_log (history, day, "{'kind':'checkin','at':'DAYT08:00:00Z','soreness':%s}",
                           map);
}

static void
log_rating (TestHistory *history, RecoupDay day, const char *key, gint value)
{
  (void) test_history_log (history, day, "{'kind':'checkin','at':'DAYT08:00:00Z','%s':%d}", key,
                           value);
}

/* S-003: fourteen days in the red, ten of them logged. */
static void
test_overdrawn (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  for (RecoupDay day = FIRST; day < FIRST + 40; day++)
    if (day < FIRST + 12 || day >= FIRST + 24 || day % 3 == 0)
      log_rating (history, day, "stress", 7);
  /* The level passes 0.55 on the first day; the fourteen days before d lie in the ledger. */
  g_assert_false (has_flag (history, FIRST + 13, "S-003"));
  g_assert_true (has_flag (history, FIRST + 14, "S-003"));
  /* With less than ten logged days in fourteen it is not known well enough. */
  g_assert_false (has_flag (history, FIRST + 23, "S-003"));
  g_assert_true (has_flag (history, FIRST + 38, "S-003"));
}

/* An account that is switched off raises no sign by itself; what was said of pain still does, and
 * the questions are asked. */
static void
test_off (TestHistoryFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *rule;
    guint off;
  } rows[] = {
    { "S-003", 1U << RECOUP_ACCOUNT_STRESS }, { "S-056", 1U << RECOUP_ACCOUNT_TISSUE },
    { "S-060", 1U << RECOUP_ACCOUNT_STRESS }, { "S-062", 1U << RECOUP_ACCOUNT_SLEEP },
    { "S-063", 1U << RECOUP_ACCOUNT_STRESS }, { "S-064", 1U << RECOUP_ACCOUNT_TISSUE },
  };
  TestHistory *history = fixture->history;
  RecoupDay last = FIRST + 25;

  log_session (history, FIRST);
  for (RecoupDay day = FIRST; day <= last; day++)
    {
      (void) test_history_log (history, day,
                               "{'kind':'checkin','at':'DAYT08:00:00Z','stress':7,'mood':7,"
                               "'fatigue':7,'soreness':{'quads':5}}");
      (void) test_history_log (
          history, day,
          "{'kind':'sleep','start':'DAYT00:00:00Z','end':'DAYT08:00:00Z','quality':7}");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      history->policy.accounts_off = 0;
      g_assert_true (has_flag (history, last, rows[i].rule));
      history->policy.accounts_off = rows[i].off;
      g_assert_false (has_flag (history, last, rows[i].rule));
      history->policy.accounts_off = (1U << RECOUP_N_ACCOUNTS) - 1 - rows[i].off;
      g_assert_true (has_flag (history, last, rows[i].rule));
    }
  history->policy.accounts_off = (1U << RECOUP_N_ACCOUNTS) - 1;
  g_assert_true (is_asked (history, last, RECOUP_QUESTION_S070));
  g_assert_true (is_asked (history, last, RECOUP_QUESTION_S071));
  (void) test_history_log (history, last,
                           "{'kind':'checkin','at':'DAYT09:00:00Z','pain':{'back':['sharp'],"
                           "'chest':['joint']}}");
  g_assert_true (has_flag (history, last, "S-064"));
}

/* S-056: two runs of four logged days; two days without a map are skipped, a third ends the run. */
static void
test_chronic (TestHistoryFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *days; /* x sore, o not sore, - nothing logged */
    gboolean up;
  } cases[] = {
    { "two runs", "xxxxoxxxx", TRUE },
    { "one run of eight", "xxxxxxxx", TRUE },
    { "one of seven", "xxxxxxx", FALSE },
    { "three and five", "xxxoxxxxx", FALSE },
    { "gaps of two", "xx--xxoxx--xx", TRUE },
    { "a gap of three", "xx---xxoxx--xx", FALSE },
    { "eight over 22 days", "x--x--x--x--x--x--x--x", FALSE },
    { "eight with gaps in 21 days", "x--xx--x--x--xx--xx", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize n = strlen (cases[i].days);
      RecoupDay last = FIRST + 60;
      g_autoptr (TestHistory) history = test_history_new_blank (fixture->zones, FIRST);
      g_test_message ("%s", cases[i].name);
      log_session (history, FIRST);
      for (gsize j = 0; j < n; j++)
        if (cases[i].days[j] != '-')
          log_soreness (history, last - (RecoupDay) (n - 1 - j),
                        cases[i].days[j] == 'x' ? "{'quads':3}" : "{'quads':2}");
      g_assert_cmpint (has_flag (history, last, "S-056"), ==, cases[i].up);
    }
}

/* S-058: no chronic soreness without training, nor in its first fortnight. */
static void
test_chronic_grace (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  for (RecoupDay day = FIRST; day < FIRST + 30; day++)
    log_soreness (history, day, "{'back':4}");
  g_assert_false (has_flag (history, FIRST + 29, "S-056"));
  log_session (history, FIRST + 5);
  g_assert_false (has_flag (history, FIRST + 18, "S-056"));
  g_assert_true (has_flag (history, FIRST + 19, "S-056"));
  g_assert_true (has_flag (history, FIRST + 19, "S-064"));
  /* S-070 is asked on the fourth day of it, S-073 with it. */
  g_assert_false (is_asked (history, FIRST + 21, RECOUP_QUESTION_S070));
  g_assert_true (is_asked (history, FIRST + 22, RECOUP_QUESTION_S070));
  g_assert_true (is_asked (history, FIRST + 22, RECOUP_QUESTION_S073));
}

/* S-060 five of seven, S-063 four of seven: the latest values of a fortnight. */
static void
test_ratings (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  for (gint i = 0; i < 8; i++)
    {
      log_rating (history, FIRST + i, "fatigue", i < 2 || i == 4 ? 4 : 5);
      log_rating (history, FIRST + i, "mood", i % 2 == 0 ? 5 : 4);
    }
  g_assert_false (has_flag (history, FIRST + 6, "S-060"));
  g_assert_true (has_flag (history, FIRST + 7, "S-060"));
  g_assert_true (has_flag (history, FIRST + 6, "S-063"));
  g_assert_false (has_flag (history, FIRST + 7, "S-063"));
  /* The fifth poor day drops out of the fortnight. */
  g_assert_true (has_flag (history, FIRST + 15, "S-060"));
  g_assert_false (has_flag (history, FIRST + 16, "S-060"));
}

/* S-062 by bedtimes: a spread above 90 min over at least four nights. */
static void
test_bedtimes (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  for (gint i = 0; i < 6; i++)
    (void) test_history_log (history, FIRST + i,
                             "{'kind':'sleep','start':'DAYT0%d:%02d:00Z','end':'DAYT09:00:00Z'}",
                             i % 2 == 0 ? 0 : 3, i < 4 ? 0 : 2);
  g_assert_false (has_flag (history, FIRST + 2, "S-062"));
  g_assert_false (has_flag (history, FIRST + 3, "S-062")); /* 90 min sharp */
  (void) test_history_log (history, FIRST + 6,
                           "{'kind':'sleep','start':'DAYT04:00:00Z','end':'DAYT09:00:00Z'}");
  g_assert_true (has_flag (history, FIRST + 6, "S-062"));
}

/* S-018 and S-062 by quality: four of seven nights at 5 or worse. */
static void
test_quality (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  for (gint i = 0; i < 7; i++)
    (void) test_history_log (
        history, FIRST + i,
        "{'kind':'sleep','start':'DAYT00:00:00Z','end':'DAYT07:00:00Z','quality':%d}",
        i % 2 == 0 ? 5 : 4);
  g_assert_false (has_flag (history, FIRST + 5, "S-062"));
  g_assert_true (has_flag (history, FIRST + 6, "S-062"));
}

/* S-064: two pairs of day and group within 21 days; form is no injury. */
static void
test_pain (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  (void) test_history_log (history, FIRST,
                           "{'kind':'checkin','at':'DAYT08:00:00Z','pain':{'back':['sharp']}}");
  (void) test_history_log (history, FIRST + 19,
                           "{'kind':'checkin','at':'DAYT08:00:00Z','pain':{'back':['form']}}");
  g_assert_false (has_flag (history, FIRST + 19, "S-064"));
  (void) test_history_log (history, FIRST + 20,
                           "{'kind':'checkin','at':'DAYT08:00:00Z','pain':{'back':['joint']}}");
  g_assert_true (has_flag (history, FIRST + 20, "S-064"));
  g_assert_false (has_flag (history, FIRST + 21, "S-064"));
}

/* S-065: two episodes in 28 days; a week without parts them. */
static void
test_illness (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;
  static const gint ill_days[] = { 0, 1, 8, 16 }; /* the third continues the first */

  for (guint i = 0; i < G_N_ELEMENTS (ill_days); i++)
    (void) test_history_log (history, FIRST + ill_days[i],
                             "{'kind':'checkin','at':'DAYT08:00:00Z','ill':true}");
  g_assert_false (has_flag (history, FIRST + 15, "S-065"));
  g_assert_true (has_flag (history, FIRST + 16, "S-065"));
  g_assert_true (has_flag (history, FIRST + 27, "S-065"));
  g_assert_false (has_flag (history, FIRST + 28, "S-065"));
}

static void
log_lift (TestHistory *history, RecoupDay day, double load_kg)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  (void) test_history_log (history, day,
                           "{'kind':'session','start':'DAYT10:00:00Z','duration_min':60,'rpe':6,"
                           "'sets':[{'exercise':'squat','reps':5,'load_kg':%s},"
                           "{'exercise':'squat','reps':5,'load_kg':200,'warmup':true}]}",
                           g_ascii_dtostr (digits, sizeof digits, load_kg));
}

/* S-061: the last two both 5 % below the best of 28 days, and S-068, the other way round. */
static void
test_lifts (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  log_lift (history, FIRST, 100.0);
  log_lift (history, FIRST + 10, 95.0);
  g_assert_false (has_flag (history, FIRST + 10, "S-061"));
  log_lift (history, FIRST + 14, 95.0);
  g_assert_false (has_flag (history, FIRST + 13, "S-061"));
  g_assert_true (has_flag (history, FIRST + 14, "S-061"));
  log_lift (history, FIRST + 16, 95.1);
  g_assert_false (has_flag (history, FIRST + 16, "S-061"));

  g_autoptr (RecoupState) before = test_history_compute_at (history, FIRST + 16, NOON);
  g_assert_cmpuint (before->progress->len, ==, 0);
  log_lift (history, FIRST + 20, 101.0);
  g_autoptr (RecoupState) after = test_history_compute_at (history, FIRST + 20, NOON);
  g_assert_cmpuint (after->progress->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (after->progress, 0), ==, "squat");
}

static void
log_titled (TestHistory *history, RecoupDay day, const char *title, double rpe)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  (void) test_history_log (
      history, day,
      "{'kind':'session','start':'DAYT10:00:00Z','duration_min':60,'title':'%s','rpe':%s}", title,
      g_ascii_dtostr (digits, sizeof digits, rpe));
}

/* S-066: three of one title before, 1.5 harder; spelling does not part them. */
static void
test_titles (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  log_titled (history, FIRST, "Push", 6.0);
  log_titled (history, FIRST + 2, " push ", 6.0);
  log_titled (history, FIRST + 4, "PUSH", 9.0);
  g_assert_false (has_flag (history, FIRST + 4, "S-066")); /* two before are too few */
  log_titled (history, FIRST + 6, "push", 8.4);
  g_assert_false (has_flag (history, FIRST + 6, "S-066"));
  log_titled (history, FIRST + 8, "push", 8.9); /* the mean is 7.35 */
  g_assert_true (has_flag (history, FIRST + 8, "S-066"));
  g_assert_true (has_flag (history, FIRST + 14, "S-066"));
  g_assert_false (has_flag (history, FIRST + 15, "S-066"));
}

/* S-067: 3 beats above the baseline. */
static void
test_heart (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  for (gint i = 0; i < 20; i++)
    (void) test_history_log (history, FIRST + i,
                             "{'kind':'hrv','at':'DAYT07:00:00Z','rhr_bpm':50}");
  for (gint i = 20; i < 23; i++)
    (void) test_history_log (history, FIRST + i,
                             "{'kind':'hrv','at':'DAYT07:00:00Z','rhr_bpm':53}");
  g_assert_false (has_flag (history, FIRST + 21, "S-067"));
  g_assert_true (has_flag (history, FIRST + 22, "S-067"));
}

/* S-069: a month after a completed deload, sleep and food in order, still tired and low. */
static void
test_after_deload (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;
  RecoupDay completed = FIRST + 17;
  RecoupDay last = completed + 28;

  for (RecoupDay day = FIRST; day <= last; day++)
    {
      gboolean poor = day >= last - 28 && day < last - 28 + 5; /* 23 of 28 are 82 % */
      (void) test_history_log (history, day,
                               "{'kind':'sleep','start':'DAYT0%d:00:00Z','end':'DAYT07:00:00Z'}",
                               poor ? 1 : 0);
      (void) test_history_log (history, day, "{'kind':'food-day','date':'DAY','protein_g':128}");
      log_rating (history, day, "fatigue", 5);
      log_rating (history, day, "mood", 5);
    }
  (void) test_history_log (history, FIRST + 10,
                           "{'kind':'plan','at':'DAYT09:00:00Z','action':'accept'}");
  g_assert_false (has_flag (history, last - 1, "S-069"));
  g_assert_true (has_flag (history, last, "S-069"));
  g_assert_true (is_asked (history, last, RECOUP_QUESTION_S069));

  /* One night less is 79 %. */
  RecoupEntry *night = test_history_log (
      history, last - 10, "{'kind':'sleep','start':'DAYT00:00:00Z','end':'DAYT07:00:00Z'}");
  g_ptr_array_remove (history->entries, night);
  for (guint i = 0; i < history->entries->len; i++)
    {
      const RecoupEntry *entry = g_ptr_array_index (history->entries, i);
      if (entry->kind == RECOUP_ENTRY_SLEEP && test_history_get_day (history, entry) == last - 10)
        g_ptr_array_remove_index (history->entries, i--);
    }
  g_assert_false (has_flag (history, last, "S-069"));
}

/* An answer counts on its day and thirteen more; the last one decides. */
static void
test_answers (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  for (gint i = 0; i < 40; i++)
    log_soreness (history, FIRST + i, "{'quads':9}");
  g_assert_true (is_asked (history, FIRST, RECOUP_QUESTION_X077));
  g_assert_true (is_asked (history, FIRST, RECOUP_QUESTION_S072));
  g_assert_true (is_asked (history, FIRST, RECOUP_QUESTION_S073));
  g_assert_false (is_asked (history, FIRST, RECOUP_QUESTION_S074));
  (void) test_history_log (history, FIRST + 5,
                           "{'kind':'answer','at':'DAYT09:00:00Z','question':'S-072','yes':true}");
  g_assert_true (is_confirmed (history, FIRST + 5, RECOUP_QUESTION_S072));
  g_assert_false (is_asked (history, FIRST + 5, RECOUP_QUESTION_S072));
  g_assert_true (is_confirmed (history, FIRST + 18, RECOUP_QUESTION_S072));
  g_assert_false (is_confirmed (history, FIRST + 19, RECOUP_QUESTION_S072));
  g_assert_true (is_asked (history, FIRST + 19, RECOUP_QUESTION_S072));
  (void) test_history_log (history, FIRST + 7,
                           "{'kind':'answer','at':'DAYT09:00:00Z','question':'S-072','yes':false}");
  g_assert_false (is_confirmed (history, FIRST + 7, RECOUP_QUESTION_S072));
  g_assert_false (is_asked (history, FIRST + 20, RECOUP_QUESTION_S072));
  g_assert_true (is_asked (history, FIRST + 21, RECOUP_QUESTION_S072));
  /* What is never asked may be said. */
  (void) test_history_log (history, FIRST + 30,
                           "{'kind':'answer','at':'DAYT09:00:00Z','question':'S-074','yes':true}");
  g_assert_true (is_confirmed (history, FIRST + 30, RECOUP_QUESTION_S074));
}

/* S-071: three tired days of seven, no session in them, not in the first week. */
static void
test_tired_without_training (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  for (gint i = 4; i < 10; i++)
    log_rating (history, FIRST + i, "fatigue", i < 8 ? 5 : 4);
  log_rating (history, FIRST, "fatigue", 2);
  g_assert_false (is_asked (history, FIRST + 6, RECOUP_QUESTION_S071));
  g_assert_true (is_asked (history, FIRST + 7, RECOUP_QUESTION_S071));
  g_assert_true (is_asked (history, FIRST + 11, RECOUP_QUESTION_S071));
  g_assert_false (is_asked (history, FIRST + 12, RECOUP_QUESTION_S071));
  log_session (history, FIRST + 2);
  g_assert_false (is_asked (history, FIRST + 8, RECOUP_QUESTION_S071));
  g_assert_true (is_asked (history, FIRST + 9, RECOUP_QUESTION_S071));
}

/* S-072: six groups at 6, today or yesterday. X-077: sore from work that was new. */
static void
test_wide_and_damaged (TestHistoryFixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;

  log_soreness (history, FIRST,
                "{'quads':6,'chest':6,'back':6,'abs':6,'calves':6,'glutes':5,'biceps':6}");
  g_assert_true (is_asked (history, FIRST + 1, RECOUP_QUESTION_S072));
  g_assert_false (is_asked (history, FIRST + 2, RECOUP_QUESTION_S072));
  g_assert_false (is_asked (history, FIRST, RECOUP_QUESTION_X077));

  (void) test_history_log (history, FIRST + 9,
                           "{'kind':'session','start':'DAYT10:00:00Z','duration_min':60,'sets':["
                           "{'exercise':'squat','reps':10,'rir':0,'unaccustomed':true},"
                           "{'exercise':'squat','reps':10,'rir':0,'unaccustomed':true},"
                           "{'exercise':'squat','reps':10,'rir':0,'unaccustomed':true}]}");
  log_soreness (history, FIRST + 10, "{'quads':6}");
  g_assert_false (is_asked (history, FIRST + 10, RECOUP_QUESTION_X077));
  (void) test_history_log (history, FIRST + 10,
                           "{'kind':'checkin','at':'DAYT09:00:00Z','soreness':{'quads':7}}");
  g_assert_true (is_asked (history, FIRST + 10, RECOUP_QUESTION_X077));
}

#define ADD(name, func)                                                                         \
  g_test_add ("/flags/" name, TestHistoryFixture, GINT_TO_POINTER (FIRST), test_history_set_up, \
              func, test_history_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("overdrawn", test_overdrawn);
  ADD ("off", test_off);
  ADD ("chronic", test_chronic);
  ADD ("chronic-grace", test_chronic_grace);
  ADD ("ratings", test_ratings);
  ADD ("bedtimes", test_bedtimes);
  ADD ("quality", test_quality);
  ADD ("pain", test_pain);
  ADD ("illness", test_illness);
  ADD ("lifts", test_lifts);
  ADD ("titles", test_titles);
  ADD ("heart", test_heart);
  ADD ("after-deload", test_after_deload);
  ADD ("answers", test_answers);
  ADD ("tired-without-training", test_tired_without_training);
  ADD ("wide-and-damaged", test_wide_and_damaged);
  return g_test_run ();
}
