/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The week ahead: what is planned, what is assumed of it, and the verdict that comes of that. A
 * ledger in memory answers in the daemon's stead. */

#include "client/week.h"

#include <math.h>

#include "client/dict.h"
#include "client/usual.h"
#include "recoup/error.h"
#include "support/diary.h"

#define NOW_HOUR 9
#define WEEK     "mon:chest,tue:quads+glutes,wed:quads,thu:rest,fri:quads,sat:active,sun:hiit"

#define HARD_SET "{'exercise': <'squat'>, 'reps': <int64 5>, 'load_kg': <100.0>, 'rir': <0.0>}"
#define HARD_SQUATS                                                                            \
  HARD_SET ", " HARD_SET ", " HARD_SET ", " HARD_SET ", " HARD_SET ", " HARD_SET ", " HARD_SET \
           ", " HARD_SET

static GVariant *
make_squats (RecoupInstant start)
{
  return g_variant_new_parsed ("{'kind': <'session'>, 'title': <'Legs'>, 'start': <%x>, "
                               "'duration_min': <80.0>, 'rpe': <8.0>, 'sets': <[" HARD_SQUATS "]>}",
                               start);
}

/* Two good weeks that end on a Monday morning; squats each Tuesday at 18:00. */
static void
set_up (TestDiary *diary, gconstpointer data)
{
  test_diary_init (diary, recoup_day_from_ymd (2026, 3, 23), NOW_HOUR);
  for (RecoupDay day = diary->today - 14; day <= diary->today; day++)
    {
      test_diary_add (diary, recoup_assume_sleep (test_diary_at (diary, day, 7), 480));
      test_diary_add (
          diary, g_variant_new_parsed ("{'kind': <'checkin'>, 'at': <%x>, 'stress': <int64 2>, "
                                       "'mood': <int64 2>, 'fatigue': <int64 2>, 'soreness': "
                                       "<@a{sv} {}>}",
                                       test_diary_at (diary, day, 8)));
      if (day < diary->today)
        test_diary_add (diary, recoup_assume_food_day (day, 130));
    }
  test_diary_add (diary, make_squats (test_diary_at (diary, diary->today - 13, 18)));
  test_diary_add (diary, make_squats (test_diary_at (diary, diary->today - 6, 18)));
  g_assert_true (recoup_policy_parse (&diary->policy, "week", WEEK, NULL));
}

static void
tear_down (TestDiary *diary, gconstpointer data)
{
  test_diary_clear (diary);
}

/* (transfer full): the week of the diary as it stands; %NULL with @error */
static GVariant *
try_compute (TestDiary *diary, double sleep_min, double protein_g, GError **error)
{
  g_autoptr (GVariant) state = test_diary_ask (g_variant_new ("a{sv}", NULL), diary, error);
  g_autoptr (GPtrArray) usual = recoup_usual_new ();
  g_autoptr (GVariant) squats =
      g_variant_ref_sink (make_squats (test_diary_at (diary, diary->today - 6, 18)));

  recoup_usual_add (usual, squats);
  g_assert_nonnull (state);
  const RecoupWeek week = {
    .ask = test_diary_ask,
    .user_data = diary,
    .state = state,
    .policy = &diary->policy,
    .zone = diary->zone,
    .usual = usual,
    .sleep_min = sleep_min,
    .protein_g = protein_g,
  };
  diary->asked = 0;
  return recoup_week_compute (&week, error);
}

static GVariant *
compute (TestDiary *diary)
{
  g_autoptr (GError) error = NULL;
  GVariant *days = try_compute (diary, 480, 130, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (days), ==, RECOUP_WEEK_DAYS);
  return days;
}

static double
get_readiness (GVariant *day, const char *key)
{
  g_autoptr (GVariant) readiness = recoup_dict_dict (day, "readiness");

  return recoup_dict_number (readiness, key, -1);
}

static void
assert_verdict (GVariant *days, guint i, const char *verdict)
{
  g_autoptr (GVariant) day = g_variant_get_child_value (days, i);

  g_assert_cmpstr (recoup_dict_string (day, "verdict"), ==, verdict);
}

/* Tuesday's squats are assumed, so Wednesday's are not to be; each day has its plan and reasons. */
static void
test_verdicts (TestDiary *diary, gconstpointer data)
{
  g_autoptr (GVariant) days = compute (diary);
  static const char *const dates[] = { "2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26",
                                       "2026-03-27", "2026-03-28", "2026-03-29" };
  static const char *const planned[] = { "chest", "quads+glutes", "quads", "rest",
                                         "quads", "active",       "hiit" };

  g_assert_cmpuint (diary->asked, ==, RECOUP_WEEK_DAYS - 1);
  for (guint i = 0; i < RECOUP_WEEK_DAYS; i++)
    {
      g_autoptr (GVariant) day = g_variant_get_child_value (days, i);
      g_autoptr (GVariant) reasons = recoup_dict_rows (day, "reasons");
      g_auto (GStrv) items = recoup_dict_strings (day, "planned");
      g_autofree char *list = g_strjoinv ("+", items);
      g_assert_cmpstr (recoup_dict_string (day, "date"), ==, dates[i]);
      g_assert_cmpint (recoup_dict_integer (day, "at", 0), ==,
                       i == 0 ? diary->now
                              : test_diary_at (diary, diary->today + (RecoupDay) i, 7));
      g_assert_cmpstr (list, ==, planned[i]);
      g_assert_cmpuint (g_variant_n_children (reasons), >=, 1);
      g_assert_cmpfloat (get_readiness (day, "lo"), <=, get_readiness (day, "point"));
    }
  assert_verdict (days, 1, "train");
  assert_verdict (days, 2, "train_other");
  g_autoptr (GVariant) wednesday = g_variant_get_child_value (days, 2);
  g_autoptr (GVariant) reasons = recoup_dict_rows (wednesday, "reasons");
  g_autoptr (GVariant) reason = g_variant_get_child_value (reasons, 0);
  g_assert_cmpstr (recoup_dict_string (reason, "rule"), ==, "S-052");
}

/* The session that is meant by the groups, with the exercises and sets of the usual one. */
static void
test_session (TestDiary *diary, gconstpointer data)
{
  g_autoptr (GVariant) days = compute (diary);
  static const gboolean expected[] = { FALSE, TRUE, TRUE, FALSE, TRUE, FALSE, FALSE };

  for (guint i = 0; i < RECOUP_WEEK_DAYS; i++)
    {
      g_autoptr (GVariant) day = g_variant_get_child_value (days, i);
      g_autoptr (GVariant) session = recoup_dict_dict (day, "session");
      g_assert_cmpint (g_variant_n_children (session) > 0, ==, expected[i]);
      if (!expected[i])
        continue;
      g_assert_cmpstr (recoup_dict_string (session, "title"), ==, "Legs");
      g_assert_cmpstr (recoup_dict_string (session, "text"), ==, "squat 8×5 at 100 kg");
    }
}

/* A session that is done leaves nothing to assume of today. */
static void
test_done (TestDiary *diary, gconstpointer data)
{
  g_assert_true (recoup_policy_parse (&diary->policy, "week", "mon:quads,tue:quads", NULL));
  g_autoptr (GVariant) before = compute (diary);
  g_autoptr (GVariant) today = g_variant_get_child_value (before, 0);
  g_autoptr (GVariant) session = recoup_dict_dict (today, "session");
  g_assert_cmpuint (g_variant_n_children (session), >, 0);
  assert_verdict (before, 1, "train_other"); /* tomorrow, after today's assumed squats */

  test_diary_add (diary, g_variant_new_parsed (
                             "{'kind': <'session'>, 'start': <%x>, 'duration_min': <30.0>, 'sets': "
                             "<[{'exercise': <'curl'>, 'reps': <int64 12>}]>}",
                             test_diary_at (diary, diary->today, 8)));
  g_autoptr (GVariant) after = compute (diary);
  g_autoptr (GVariant) now = g_variant_get_child_value (after, 0);
  g_autoptr (GVariant) none = recoup_dict_dict (now, "session");
  g_assert_cmpuint (g_variant_n_children (none), ==, 0);
  assert_verdict (after, 1, "train");
}

/* A deload halves what is assumed, and after seven days the first step of the rebuild begins. */
static void
test_deload (TestDiary *diary, gconstpointer data)
{
  static const char *const texts[] = {
    [1] = "squat 8×5 → 4×5 at 100 kg",
    [2] = "squat 8×5 → 4×5 at 100 kg",
    [4] = "squat 8×5 → 6×5 at 100 kg",
  };
  g_autoptr (GVariant) usual = compute (diary);

  test_diary_add (diary,
                  g_variant_new_parsed ("{'kind': <'plan'>, 'at': <%x>, 'action': <'accept'>}",
                                        test_diary_at (diary, diary->today - 3, 12)));
  g_autoptr (GVariant) days = compute (diary);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GVariant) day = g_variant_get_child_value (days, i);
      g_autoptr (GVariant) plan = recoup_dict_dict (day, "plan");
      g_autoptr (GVariant) session = recoup_dict_dict (day, "session");
      g_assert_cmpstr (recoup_dict_string (plan, "state"), ==, i < 4 ? "DELOAD" : "REBUILD1");
      if (texts[i] != NULL)
        g_assert_cmpstr (recoup_dict_string (session, "text"), ==, texts[i]);
    }
  g_autoptr (GVariant) wednesday = g_variant_get_child_value (usual, 2);
  g_autoptr (GVariant) lighter = g_variant_get_child_value (days, 2);
  g_assert_cmpfloat (get_readiness (lighter, "point"), >, get_readiness (wednesday, "point"));
}

/* What is assumed of nights and food enters; without it the interval is wider. */
static void
test_habits (TestDiary *diary, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) good = compute (diary);
  g_autoptr (GVariant) short_nights = try_compute (diary, 300, 130, &error);
  g_autoptr (GVariant) hungry = try_compute (diary, 480, 20, &error);
  g_autoptr (GVariant) nothing = try_compute (diary, NAN, NAN, &error);

  g_assert_no_error (error);
  for (guint i = 2; i < RECOUP_WEEK_DAYS; i++)
    {
      g_autoptr (GVariant) a = g_variant_get_child_value (good, i);
      g_autoptr (GVariant) b = g_variant_get_child_value (short_nights, i);
      g_autoptr (GVariant) c = g_variant_get_child_value (hungry, i);
      g_autoptr (GVariant) d = g_variant_get_child_value (nothing, i);
      g_assert_cmpfloat (get_readiness (b, "point"), <, get_readiness (a, "point"));
      g_assert_cmpfloat (get_readiness (c, "point"), <, get_readiness (a, "point"));
      g_assert_cmpfloat (get_readiness (d, "hi") - get_readiness (d, "lo"), >,
                         get_readiness (a, "hi") - get_readiness (a, "lo"));
    }
}

/* A week that plans nothing says nothing about training: nothing is assumed of it. */
static void
test_no_plan (TestDiary *diary, gconstpointer data)
{
  g_assert_true (recoup_policy_parse (&diary->policy, "week", "", NULL));
  g_autoptr (GVariant) days = compute (diary);
  g_autoptr (GVariant) last = g_variant_get_child_value (days, RECOUP_WEEK_DAYS - 1);
  g_auto (GStrv) planned = recoup_dict_strings (last, "planned");
  g_autoptr (GVariant) session = recoup_dict_dict (last, "session");
  g_autoptr (GVariant) readiness = recoup_dict_dict (last, "readiness");

  g_assert_cmpuint (g_strv_length (planned), ==, 0);
  g_assert_cmpuint (g_variant_n_children (session), ==, 0);
  g_assert_true (recoup_policy_parse (&diary->policy, "week", "thu:rest", NULL));
  g_autoptr (GVariant) resting = compute (diary);
  g_autoptr (GVariant) rested = g_variant_get_child_value (resting, RECOUP_WEEK_DAYS - 1);
  g_autoptr (GVariant) known = recoup_dict_dict (rested, "readiness");
  g_assert_cmpint (recoup_dict_integer (known, "coverage", 0), >,
                   recoup_dict_integer (readiness, "coverage", 100));
}

static void
test_failure (TestDiary *diary, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) state = test_diary_ask (g_variant_new ("a{sv}", NULL), diary, &error);
  g_autoptr (GPtrArray) usual = recoup_usual_new ();
  const RecoupWeek week = { .ask = test_diary_ask,
                            .user_data = diary,
                            .state = state,
                            .policy = &diary->policy,
                            .zone = diary->zone,
                            .usual = usual };

  diary->fails = TRUE;
  g_assert_null (recoup_week_compute (&week, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
}

#define ADD(path, func) g_test_add (path, TestDiary, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/week/verdicts", test_verdicts);
  ADD ("/week/session", test_session);
  ADD ("/week/done", test_done);
  ADD ("/week/deload", test_deload);
  ADD ("/week/habits", test_habits);
  ADD ("/week/no-plan", test_no_plan);
  ADD ("/week/failure", test_failure);
  return g_test_run ();
}
