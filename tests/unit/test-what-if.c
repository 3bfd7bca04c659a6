/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What-ifs come from real states with assumed entries, say what they assume, and are silent where
 * they have no place. A ledger in memory answers in the daemon's stead. */

#include "client/what-if.h"

#include <string.h>

#include "client/dict.h"
#include "recoup/error.h"
#include "support/diary.h"

#define DAYS     10
#define NOW_HOUR 9

/* Short nights and little protein, rated in the middle; squats last evening. */
static void
set_up (TestDiary *diary, gconstpointer data)
{
  test_diary_init (diary, recoup_day_from_ymd (2026, 3, 24), NOW_HOUR);
  for (RecoupDay day = diary->today - DAYS; day <= diary->today; day++)
    {
      g_autofree char *date = recoup_day_format (day);
      test_diary_add (diary, recoup_assume_sleep (test_diary_at (diary, day, 7), 390));
      test_diary_add (
          diary, g_variant_new_parsed (
                     "{'kind': <'checkin'>, 'at': <%x>, 'stress': <int64 3>, 'mood': <int64 3>, "
                     "'fatigue': <int64 3>, 'soreness': <@a{sv} {}>}",
                     test_diary_at (diary, day, 8)));
      if (day < diary->today)
        test_diary_add (diary,
                        g_variant_new_parsed (
                            "{'kind': <'food-day'>, 'date': <%s>, 'protein_g': <66.0>}", date));
    }
  test_diary_add (
      diary, g_variant_new_parsed (
                 "{'kind': <'session'>, 'start': <%x>, 'end': <%x>, 'rpe': <8.0>, 'sets': "
                 "<[{'exercise': <'squat'>, 'reps': <int64 5>, 'rir': <1.0>}, {'exercise': "
                 "<'squat'>, 'reps': <int64 5>, 'rir': <1.0>}, {'exercise': <'squat'>, 'reps': "
                 "<int64 5>, 'rir': <1.0>}, {'exercise': <'squat'>, 'reps': <int64 5>, 'rir': "
                 "<1.0>}]>}",
                 test_diary_at (diary, diary->today - 1, 18),
                 test_diary_at (diary, diary->today - 1, 19)));
}

static void
tear_down (TestDiary *diary, gconstpointer data)
{
  test_diary_clear (diary);
}

/* (transfer full): the what-ifs of the diary as it stands. */
static GVariant *
compute (TestDiary *diary)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) state = test_diary_ask (g_variant_new ("a{sv}", NULL), diary, &error);
  RecoupWhatIf what_if = { test_diary_ask, diary, state, &diary->policy, diary->zone };

  g_assert_no_error (error);
  diary->asked = 0;
  GVariant *answers = recoup_what_if_compute (&what_if, &error);
  g_assert_no_error (error);
  return answers;
}

/* (transfer full) (nullable) */
static GVariant *
find (GVariant *answers, const char *kind)
{
  for (gsize i = 0; i < g_variant_n_children (answers); i++)
    {
      g_autoptr (GVariant) answer = g_variant_get_child_value (answers, i);
      if (g_str_equal (recoup_dict_string (answer, "kind"), kind))
        return g_steal_pointer (&answer);
    }
  return NULL;
}

static double
get_readiness (TestDiary *diary, RecoupInstant instant, GVariant *assume)
{
  GVariantDict dict;
  g_autoptr (GError) error = NULL;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "at", "x", instant);
  if (assume != NULL)
    g_variant_dict_insert_value (&dict, "assume", assume);
  g_autoptr (GVariant) state = test_diary_ask (g_variant_dict_end (&dict), diary, &error);
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");
  return recoup_dict_number (readiness, "point", -1);
}

/* A longer night: what is told is what the state with that night says. */
static void
test_sleep (TestDiary *diary, gconstpointer data)
{
  g_autoptr (GVariant) answers = compute (diary);
  g_autoptr (GVariant) answer = find (answers, "sleep");

  g_assert_nonnull (answer);
  g_autoptr (GVariant) assume = recoup_dict_rows (answer, "assume");
  RecoupInstant morning = test_diary_at (diary, diary->today + 1, 7);
  double with = recoup_dict_number (answer, "readiness", -1);
  double otherwise = recoup_dict_number (answer, "readiness_otherwise", -1);
  g_assert_cmpint (recoup_dict_integer (answer, "at", 0), ==, morning);
  g_assert_cmpfloat_with_epsilon (with, get_readiness (diary, morning, assume), 1e-9);
  g_autoptr (GVariant) as_last = g_variant_ref_sink (recoup_assume_sleep (morning, 390));
  g_autoptr (GVariant) same = g_variant_ref_sink (g_variant_new_array (NULL, &as_last, 1));
  g_assert_cmpfloat_with_epsilon (otherwise, get_readiness (diary, morning, same), 1e-9);
  g_assert_cmpfloat (with, >, otherwise);
  g_assert_cmpfloat (recoup_dict_number (answer, "lo", 101), <=, with);
  g_assert_cmpfloat (recoup_dict_number (answer, "hi", -1), >=, with);
  g_assert_cmpstr (recoup_dict_string (answer, "text"), ==,
                   "6 h 45 min of sleep tonight, 15 min more than last night: readiness 59 (44 to "
                   "66) the next morning rather than 57 (43 to 64).");
}

static void
test_protein (TestDiary *diary, gconstpointer data)
{
  g_autoptr (GVariant) answers = compute (diary);
  g_autoptr (GVariant) answer = find (answers, "protein");

  g_assert_nonnull (answer);
  g_assert_cmpstr (recoup_dict_string (answer, "text"), ==,
                   "128 g more protein today, which makes the target: readiness 67 (37 to 76) the "
                   "next morning rather than 64 (34 to 76).");
}

/* In the evening no more than a large meal is assumed. */
static void
test_late_protein (TestDiary *diary, gconstpointer data)
{
  diary->now = test_diary_at (diary, diary->today, 23);
  test_diary_add (diary,
                  g_variant_new_parsed ("{'kind': <'meal'>, 'at': <%x>, 'protein_g': <30.0>}",
                                        test_diary_at (diary, diary->today, 8)));
  g_autoptr (GVariant) answers = compute (diary);
  g_autoptr (GVariant) answer = find (answers, "protein");

  g_assert_nonnull (answer);
  g_assert_true (g_str_has_prefix (recoup_dict_string (answer, "text"),
                                   "60 g more protein today: readiness "));
}

static void
test_rest (TestDiary *diary, gconstpointer data)
{
  g_autoptr (GVariant) answers = compute (diary);
  g_autoptr (GVariant) answer = find (answers, "rest");

  g_assert_nonnull (answer);
  g_auto (GStrv) groups = recoup_dict_strings (answer, "groups");
  g_assert_cmpstr (groups[0], ==, "glutes");
  g_assert_cmpstr (groups[1], ==, "quads");
  g_assert_cmpstr (
      recoup_dict_string (answer, "text"), ==,
      "An easy day for glutes, quads: ready the next morning, as far as strength goes.");
}

/* A group that is planned for today is the one that is asked about. */
static void
test_rest_planned (TestDiary *diary, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (recoup_policy_parse (&diary->policy, "week", "tue:quads+chest", &error));
  g_autoptr (GVariant) answers = compute (diary);
  g_autoptr (GVariant) answer = find (answers, "rest");
  g_assert_nonnull (answer);
  g_assert_cmpstr (recoup_dict_string (answer, "text"), ==,
                   "An easy day for quads: ready the next morning, as far as strength goes.");
}

/* Without last night's sleep the comparison is with a night that is not logged. */
static void
test_unknown_night (TestDiary *diary, gconstpointer data)
{
  g_ptr_array_set_size (diary->entries, 0);
  for (RecoupDay day = diary->today - DAYS; day < diary->today; day++)
    {
      g_autofree char *date = recoup_day_format (day);
      test_diary_add (diary,
                      g_variant_new_parsed (
                          "{'kind': <'sleep'>, 'start': <%x>, 'end': <%x>, 'asleep_min': <400.0>}",
                          test_diary_at (diary, day - 1, 22), test_diary_at (diary, day, 7)));
      test_diary_add (diary, g_variant_new_parsed ("{'kind': <'rest'>, 'date': <%s>}", date));
    }
  g_autoptr (GVariant) answers = compute (diary);
  g_autoptr (GVariant) answer = find (answers, "sleep");
  g_assert_nonnull (answer);
  g_assert_true (
      g_str_has_prefix (recoup_dict_string (answer, "text"), "9 h of sleep tonight: readiness "));
  g_assert_cmpfloat_with_epsilon (
      recoup_dict_number (answer, "readiness_otherwise", -1),
      get_readiness (diary, test_diary_at (diary, diary->today + 1, 7), NULL), 1e-9);
}

/* What is reached, slept or free needs no what-if. */
static void
test_nothing_to_gain (TestDiary *diary, gconstpointer data)
{
  g_ptr_array_set_size (diary->entries, 0);
  for (RecoupDay day = diary->today - DAYS; day <= diary->today; day++)
    {
      g_autofree char *name = recoup_day_format (day);
      test_diary_add (diary, recoup_assume_sleep (test_diary_at (diary, day, 7), 600));
      test_diary_add (
          diary, g_variant_new_parsed ("{'kind': <'food-day'>, 'date': <%s>, 'protein_g': <150.0>}",
                                       name));
      test_diary_add (diary, g_variant_new_parsed ("{'kind': <'rest'>, 'date': <%s>}", name));
    }
  g_autoptr (GVariant) answers = compute (diary);
  g_assert_cmpuint (g_variant_n_children (answers), ==, 0);
}

/* Pain and soreness have no predicted end, whatever the fatigue beside them. */
static void
test_pain (TestDiary *diary, gconstpointer data)
{
  test_diary_add (diary,
                  g_variant_new_parsed ("{'kind': <'checkin'>, 'at': <%x>, 'pain': <{'quads': "
                                        "<['sharp']>, 'glutes': <['joint']>}>}",
                                        test_diary_at (diary, diary->today, 8)));
  g_autoptr (GVariant) answers = compute (diary);
  g_autoptr (GVariant) answer = find (answers, "rest");
  g_assert_null (answer);
}

static void
assert_silent (TestDiary *diary)
{
  g_autoptr (GVariant) answers = compute (diary);

  g_assert_cmpuint (g_variant_n_children (answers), ==, 0);
  g_assert_cmpuint (diary->asked, ==, 0);
}

/* Nothing is promised to whoever is ill or said yes to a question, nor from an empty diary. */
static void
test_silent (TestDiary *diary, gconstpointer data)
{
  guint n = diary->entries->len;

  test_diary_add (diary, g_variant_new_parsed ("{'kind': <'checkin'>, 'at': <%x>, 'ill': <true>}",
                                               test_diary_at (diary, diary->today, 8)));
  assert_silent (diary);
  g_ptr_array_set_size (diary->entries, (gint) n);
  test_diary_add (diary,
                  g_variant_new_parsed (
                      "{'kind': <'answer'>, 'at': <%x>, 'question': <'S-074'>, 'yes': <true>}",
                      test_diary_at (diary, diary->today, 8)));
  assert_silent (diary);
  g_ptr_array_set_size (diary->entries, 0);
  assert_silent (diary);
}

static void
test_failure (TestDiary *diary, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) state = test_diary_ask (g_variant_new ("a{sv}", NULL), diary, &error);
  RecoupWhatIf what_if = { test_diary_ask, diary, state, &diary->policy, diary->zone };

  diary->fails = TRUE;
  g_assert_null (recoup_what_if_compute (&what_if, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
}

#define ADD(path, func) g_test_add (path, TestDiary, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/what-if/sleep", test_sleep);
  ADD ("/what-if/protein", test_protein);
  ADD ("/what-if/late-protein", test_late_protein);
  ADD ("/what-if/rest", test_rest);
  ADD ("/what-if/rest-planned", test_rest_planned);
  ADD ("/what-if/unknown-night", test_unknown_night);
  ADD ("/what-if/nothing-to-gain", test_nothing_to_gain);
  ADD ("/what-if/pain", test_pain);
  ADD ("/what-if/silent", test_silent);
  ADD ("/what-if/failure", test_failure);
  return g_test_run ();
}
