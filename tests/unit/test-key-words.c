/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keys have words, and the words can be typed. */

#include "recoup/entry.h"
#include "recoup/exercise.h"
#include "recoup/muscle.h"
#include "recoup/params.h"
#include "recoup/policy.h"
#include "recoup/reminder.h"
#include "recoup/series.h"
#include "support/locale.h"
#include "words/key-words.h"
#include "words/words.h"

static void
check_key (RecoupKey of, const char *key)
{
  g_autofree char *word = recoup_words_key (of, key);

  g_test_message ("%s: %s", key, word);
  g_assert_cmpstr (word, !=, key);
  g_assert_cmpstr (recoup_words_find_key (of, word), ==, key);
  g_assert_cmpstr (recoup_words_find_key (of, key), ==, key);
}

/* Every key that people see has a word of its own, in German none is the key itself, and the word
 * can be typed: none stands for two keys. */
static void
test_keys (void)
{
  static const char *const causes[] = {
    "answered", "away",   "clock",    "digest",  "do-not-disturb", "gap",        "inhibited",
    "late",     "limit",  "locked",   "logged",  "moved",          "no-server",  "obsolete",
    "off",      "paused", "replaced", "resumed", "slept",          "unanswered", "user",
  };
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);

  g_autofree char *own = recoup_words_key (RECOUP_KEY_CAUSE, "late-shift, at_work");
  g_assert_cmpstr (own, ==, "late-shift, at_work"); /* the user's own words */
  test_take_german_locale ();
  for (gsize i = 0; i < G_N_ELEMENTS (causes); i++)
    check_key (RECOUP_KEY_CAUSE, causes[i]);
  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    check_key (RECOUP_KEY_ACCOUNT, recoup_account_get_name ((RecoupAccount) i));
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    check_key (RECOUP_KEY_GROUP, recoup_group_get_name ((RecoupGroup) i));
  for (guint i = 0; i < RECOUP_N_PLANNED; i++)
    check_key (RECOUP_KEY_PLANNED, recoup_planned_get_name (i));
  for (guint i = 0; i < RECOUP_N_PAINS; i++)
    check_key (RECOUP_KEY_PAIN, recoup_pain_get_name (i));
  for (guint i = 0; i < RECOUP_N_ENTRY_KINDS; i++)
    check_key (RECOUP_KEY_KIND, recoup_entry_kind_get_name ((RecoupEntryKind) i));
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    check_key (RECOUP_KEY_REMINDER, recoup_reminder_get_kind ((RecoupReminderKind) i)->name);
  for (guint i = 0; i < RECOUP_N_REMINDER_STATES; i++)
    check_key (RECOUP_KEY_STATE, recoup_reminder_state_get_name ((RecoupReminderState) i));
  for (guint i = 0; i < n; i++)
    if (fields[i].type == RECOUP_FIELD_ENUM && !g_str_equal (fields[i].name, "kind") &&
        !g_str_equal (fields[i].name, "question"))
      for (guint w = 0; fields[i].words[w] != NULL; w++)
        check_key (RECOUP_KEY_VALUE, fields[i].words[w]);
  const RecoupSeries *metrics = recoup_series_get (&n);
  for (guint i = 0; i < n; i++)
    check_key (RECOUP_KEY_METRIC, metrics[i].word);
  test_take_plain_locale ();
}

/* Words as they are typed, large or small, and what is none. */
static void
test_typed_words (void)
{
  static const struct
  {
    RecoupKey of;
    const char *text, *key;
  } rows[] = {
    { RECOUP_KEY_GROUP, "unterer Rücken", "lower_back" },
    { RECOUP_KEY_GROUP, "QUADRIZEPS", "quads" },
    { RECOUP_KEY_GROUP, "Lower-Back", "lower_back" },
    { RECOUP_KEY_GROUP, "Flügel", NULL },
    { RECOUP_KEY_GROUP, "", NULL },
    { RECOUP_KEY_GROUP, "\xff", NULL },
    { RECOUP_KEY_PLANNED, "Gesäß", "glutes" },
    { RECOUP_KEY_PLANNED, "GESÄSS", "glutes" },
    { RECOUP_KEY_ACCOUNT, "eiweiß", "fuel" },
    { RECOUP_KEY_EXERCISE, "Kniebeuge", "squat" },
    { RECOUP_KEY_EXERCISE, "Rumänisches-Kreuzheben", "romanian-deadlift" },
    { RECOUP_KEY_EXERCISE, "Bench Press (Barbell)", NULL },
  };

  test_take_german_locale ();
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (recoup_words_find_key (rows[i].of, rows[i].text), ==, rows[i].key);
    }
  g_assert_true (recoup_words_match ("GESTERN", "yesterday"));
  g_assert_true (recoup_words_match ("Yesterday", "yesterday"));
  g_assert_false (recoup_words_match ("heute", "yesterday"));
  test_take_plain_locale ();
}

/* Each exercise that has a word is one that the model knows. */
static void
test_exercises (void)
{
  static const char *const names[] = { "squat",        "Leg Press",
                                       "pull-up",      "close-grip bench press",
                                       "ab wheel",     "farmer walk",
                                       "rear delt fly" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *key = recoup_words_find_key (RECOUP_KEY_EXERCISE, names[i]);
      g_autofree char *normal = recoup_exercise_normalise (names[i]);
      g_assert_cmpstr (key, ==, normal);
      g_assert_nonnull (recoup_exercise_find (key));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  (void) recoup_words_init (RECOUP_TEST_CATALOGUES);
  test_take_plain_locale ();
  g_test_add_func ("/key-words/keys", test_keys);
  g_test_add_func ("/key-words/typed", test_typed_words);
  g_test_add_func ("/key-words/exercises", test_exercises);
  return g_test_run ();
}
