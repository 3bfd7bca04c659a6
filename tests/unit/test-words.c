/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every sentence keeps to its length over the whole range of its numbers, and none says what the
 * rules forbid. */

#include <math.h>
#include <string.h>

#include "recoup/params.h"
#include "recoup/reminder.h"
#include "support/claims.h"
#include "support/locale.h"
#include "support/zones.h"
#include "words/words.h"

#define NOON_2026_03_24 (G_GINT64_CONSTANT (1774353600) * G_USEC_PER_SEC) /* 12:00 UTC */

static const struct
{
  RecoupReminderKind kind;
  const char *message;
  const char *detail;
} messages[] = {
  { RECOUP_REMINDER_CHECK_IN, "check-in", NULL },
  { RECOUP_REMINDER_CHECK_IN, "check-in-feeling", NULL },
  { RECOUP_REMINDER_CHECK_IN, "check-in-sleep", NULL },
  { RECOUP_REMINDER_PROTEIN, "protein-slot", NULL },
  { RECOUP_REMINDER_PROTEIN, "protein-session", NULL },
  { RECOUP_REMINDER_ACTIVE_RECOVERY, "active-recovery", NULL },
  { RECOUP_REMINDER_WIND_DOWN, "wind-down", NULL },
  { RECOUP_REMINDER_BEDTIME, "bedtime", NULL },
  { RECOUP_REMINDER_DELOAD, "deload", NULL },
  { RECOUP_REMINDER_ADVICE, "advice-question", "X-077" },
  { RECOUP_REMINDER_ADVICE, "advice-question", "S-069" },
  { RECOUP_REMINDER_ADVICE, "advice-question", "S-070" },
  { RECOUP_REMINDER_ADVICE, "advice-question", "S-071" },
  { RECOUP_REMINDER_ADVICE, "advice-question", "S-072" },
  { RECOUP_REMINDER_ADVICE, "advice-question", "S-073" },
  { RECOUP_REMINDER_ADVICE, "advice-question", "S-074" },
  { RECOUP_REMINDER_ADVICE, "advice-flag", "S-003" },
  { RECOUP_REMINDER_ADVICE, "advice-flag", "S-056" },
  { RECOUP_REMINDER_ADVICE, "advice-flag", "S-060" },
  { RECOUP_REMINDER_ADVICE, "advice-flag", "S-061" },
  { RECOUP_REMINDER_ADVICE, "advice-flag", "S-062" },
  { RECOUP_REMINDER_ADVICE, "advice-flag", "S-063" },
  { RECOUP_REMINDER_ADVICE, "advice-flag", "S-064" },
  { RECOUP_REMINDER_ADVICE, "advice-flag", "S-065" },
  { RECOUP_REMINDER_ADVICE, "advice-flag", "S-066" },
  { RECOUP_REMINDER_ADVICE, "advice-flag", "S-067" },
  { RECOUP_REMINDER_ADVICE, "advice-text", "S-033" },
  { RECOUP_REMINDER_ADVICE, "advice-text", "S-041" },
  { RECOUP_REMINDER_ADVICE, "advice-text", "S-059" },
  { RECOUP_REMINDER_ADVICE, "advice-text", "S-082" },
  { RECOUP_REMINDER_ADVICE, "advice-text", "S-090" },
  { RECOUP_REMINDER_ADVICE, "advice-text", "S-092" },
  { RECOUP_REMINDER_ADVICE, "advice-text", "S-095" },
  { RECOUP_REMINDER_ADVICE, "advice-text", "S-097" },
  { RECOUP_REMINDER_DIGEST, "digest-missed",
    "missed check-in/2026-03-24/0 protein/2026-03-24/2 active-recovery/2026-03-24/0 "
    "wind-down/2026-03-24/0 deload/2026-03-24/0 advice/2026-03-24/S-041 hydration/2026-03-24/1 "
    "mobility/2026-03-24/0 foam-roll/2026-03-24/0" },
  { RECOUP_REMINDER_CHECK_IN, "check-in", RECOUP_REMINDER_SETUP_HINT },
  { RECOUP_REMINDER_CHECK_IN, "check-in-feeling", RECOUP_REMINDER_SETUP_HINT },
  { RECOUP_REMINDER_CHECK_IN, "check-in-sleep", RECOUP_REMINDER_SETUP_HINT },
  { RECOUP_REMINDER_DIGEST, "digest-week", "week" },
  { RECOUP_REMINDER_DIGEST, "digest-welcome", "welcome" },
  { RECOUP_REMINDER_DIGEST, "digest-resting", "resting protein" },
  { RECOUP_REMINDER_DIGEST, "digest-resting",
    "resting check-in protein active-recovery wind-down deload advice hydration mobility "
    "foam-roll" },
  { RECOUP_REMINDER_HYDRATION, "hydration", NULL },
  { RECOUP_REMINDER_MOBILITY, "mobility", NULL },
  { RECOUP_REMINDER_FOAM_ROLL, "foam-roll", NULL },
};

typedef struct
{
  RecoupZoneTable *zones;
  const RecoupZone *zone;
  RecoupState *state;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->zones = test_zones_new ();
  fixture->zone = recoup_zone_table_lookup (fixture->zones, "Europe/Berlin");
  fixture->state = recoup_state_new ();
  fixture->state->now = NOON_2026_03_24;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  recoup_state_free (fixture->state);
  recoup_zone_table_free (fixture->zones);
}

static RecoupReminder *
make (gsize i)
{
  RecoupReminder *reminder = recoup_reminder_new (messages[i].kind, 20536, "0");
  reminder->message = messages[i].message;
  reminder->detail = g_strdup (messages[i].detail);
  reminder->due = NOON_2026_03_24;
  return reminder;
}

/* What a text may never hold. */
static void
check_text (const RecoupText *text)
{
  static const char *const forbidden[] = { "streak", "missed",     "overtrained", "injury",
                                           "risk",   "deficient",  "must",        "safe to train",
                                           "lactic", "cortisol",   "hormone",     "microtear",
                                           "90 %",   "fail",       "%d",          "%s",
                                           "  ",     "should have" };

  g_assert_cmpint (g_utf8_strlen (text->summary, -1), <=, 60);
  g_assert_cmpint (g_utf8_strlen (text->summary, -1), >, 0);
  g_assert_cmpint (g_utf8_strlen (text->body, -1), <=, 160);
  g_assert_cmpint (g_utf8_strlen (text->body, -1), >, 0);
  g_autofree char *all = g_strconcat (text->summary, " ", text->body, NULL);
  test_claims_check (all);
  g_autofree char *lower = g_ascii_strdown (all, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (forbidden); i++)
    if (strstr (lower, forbidden[i]) != NULL)
      g_error ("‘%s’ says ‘%s’", all, forbidden[i]);
}

/* One language: none of its texts is longer than a notification, or claims too much. Returns:
 * (transfer full): the first text of each message, to compare languages by */
static GPtrArray *
check_lengths (Fixture *fixture)
{
  GPtrArray *first = g_ptr_array_new_with_free_func (g_free);
  static const gint grams[] = { 0, 1, 30, 80, 1000 };
  static const gint amounts[] = { 0, 1, 59, 60, 80, 400, 1440 };
  RecoupState *state = fixture->state;

  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    for (guint n = 0; n < 5 * 7 * 4; n++)
      {
        g_autoptr (RecoupReminder) reminder = make (i);
        reminder->grams = grams[n % 5];
        reminder->amount = amounts[n / 5 % 7];
        reminder->portions = reminder->amount / 10 + 1;
        reminder->minutes = (gint) (n % 61);
        reminder->snoozes = n / 35;
        reminder->assumed_kg = n % 2 == 0 ? 300 : 0;
        if (n % 3 != 0)
          {
            reminder->sleep_from = NOON_2026_03_24 + n * RECOUP_USEC_PER_HOUR / 7;
            reminder->sleep_until = reminder->sleep_from + n % 24 * RECOUP_USEC_PER_HOUR;
          }
        for (guint key = 0; key < RECOUP_N_POINTS; key++)
          state->points_dp[key] = recoup_point_get_row (key)->cap_dp * (gint) (n % 4) / 3;
        state->readiness_dp = (gint) n % 1000;
        state->hi_dp = 1000;
        state->sleep_debt_h = (double) n / 140 * 26 - 2;
        state->adherence7 = state->adherence7_known = n % 8;
        g_auto (RecoupText) text = { NULL, NULL };
        recoup_words_reminder (reminder, state, fixture->zone, FALSE, &text);
        check_text (&text);
        if (n == 0)
          g_ptr_array_add (first, g_strconcat (text.summary, "\n", text.body, NULL));
      }
  return first;
}

static void
check_body (Fixture *fixture, const RecoupReminder *reminder, const char *summary, const char *body)
{
  g_auto (RecoupText) text = { NULL, NULL };

  recoup_words_reminder (reminder, fixture->state, fixture->zone, FALSE, &text);
  g_assert_cmpstr (text.summary, ==, summary);
  g_assert_cmpstr (text.body, ==, body);
}

static void
test_lengths (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) english = check_lengths (fixture);

  test_take_german_locale ();
  g_autoptr (GPtrArray) german = check_lengths (fixture);
  test_take_plain_locale ();
  for (guint i = 0; i < english->len; i++)
    {
      g_test_message ("%s", (const char *) german->pdata[i]);
      g_assert_cmpstr (german->pdata[i], !=, english->pdata[i]);
    }
}

/* Numbers stand in the right form: none, one, several. */
static void
test_plurals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gint portions;
    const char *english;
    const char *german;
  } rows[] = {
    { 0, "0 g of protein to go, about 0 portions.", "Noch 0 g Eiweiß, etwa 0 Portionen." },
    { 1, "30 g of protein to go, about 1 portion.", "Noch 30 g Eiweiß, etwa 1 Portion." },
    { 2, "60 g of protein to go, about 2 portions.", "Noch 60 g Eiweiß, etwa 2 Portionen." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RecoupReminder) reminder =
          recoup_reminder_new (RECOUP_REMINDER_PROTEIN, 20536, "0");
      reminder->message = "protein-slot";
      reminder->grams = 30;
      reminder->amount = 30 * rows[i].portions;
      reminder->portions = rows[i].portions;
      check_body (fixture, reminder, "30 g of protein at this meal", rows[i].english);
      test_take_german_locale ();
      check_body (fixture, reminder, "30 g Eiweiß zu dieser Mahlzeit", rows[i].german);
      g_autofree char *known = recoup_words_adherence (1, (guint) rows[i].portions);
      g_assert_cmpstr (known, ==,
                       rows[i].portions == 0 ? "An keinem Tag der letzten Woche sind Schlaf und "
                                               "Essen eingetragen."
                       : rows[i].portions == 1
                           ? "7 h Schlaf und das ganze Eiweiß an 1 von 1 bekannten Tag."
                           : "7 h Schlaf und das ganze Eiweiß an 1 von 2 bekannten Tagen.");
      test_take_plain_locale ();
    }
}

/* The line that says all, in both languages and nowhere longer than a notification. */
static void
test_status_line (Fixture *fixture, gconstpointer data)
{
  RecoupState *state = fixture->state;

  for (guint verdict = 0; verdict < RECOUP_N_VERDICTS; verdict++)
    for (guint coverage = 0; coverage <= 100; coverage += 25)
      {
        state->verdict = (RecoupVerdict) verdict;
        state->coverage = coverage;
        state->readiness_dp = 1000;
        state->lo_dp = 1000;
        state->hi_dp = 1000;
        g_autofree char *english = recoup_words_summary (state);
        test_take_german_locale ();
        g_autofree char *german = recoup_words_summary (state);
        test_take_plain_locale ();
        g_assert_cmpint (g_utf8_strlen (english, -1), <=, 160);
        g_assert_cmpint (g_utf8_strlen (german, -1), <=, 160);
        g_assert_cmpstr (english, !=, german);
        g_assert_true (g_str_is_ascii (english));
        test_claims_check (german);
      }
}

static void
test_bedtime (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RecoupReminder) reminder = recoup_reminder_new (RECOUP_REMINDER_BEDTIME, 20536, "0");
  reminder->message = "bedtime";
  reminder->due = NOON_2026_03_24 + 9 * RECOUP_USEC_PER_HOUR + 25 * RECOUP_USEC_PER_MIN;
  reminder->sleep_until = reminder->due + 8 * RECOUP_USEC_PER_HOUR + 35 * RECOUP_USEC_PER_MIN;
  reminder->amount = 80;
  reminder->minutes = 20;
  check_body (fixture, reminder, "Lights out at 22:25",
              "You owe 1 h 20 min of sleep; tonight pays back 20 min.");

  reminder->minutes = 0;
  check_body (fixture, reminder, "Lights out at 22:25", "22:25 leaves 8 h 35 min until 07:00.");

  /* Held back: not as if it were still the hour. */
  fixture->state->now = reminder->due + 14 * RECOUP_USEC_PER_MIN;
  check_body (fixture, reminder, "Lights out at 22:25", "22:25 leaves 8 h 35 min until 07:00.");
  fixture->state->now = reminder->due + 50 * RECOUP_USEC_PER_MIN;
  reminder->minutes = 20;
  check_body (fixture, reminder, "Lights out at 22:25", "23:15 leaves 7 h 45 min until 07:00.");
  reminder->minutes = 0;

  reminder->snoozes = 1;
  check_body (fixture, reminder, "Lights out at 22:25", "23:15 leaves 7 h 45 min until 07:00.");

  /* While it is put off: what that costs. */
  reminder->until = reminder->due + 65 * RECOUP_USEC_PER_MIN;
  check_body (fixture, reminder, "Lights out at 22:25", "23:30 leaves 7 h 30 min until 07:00.");
}

static void
test_protein (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RecoupReminder) reminder = recoup_reminder_new (RECOUP_REMINDER_PROTEIN, 20536, "2");
  reminder->message = "protein-slot";
  reminder->grams = 30;
  reminder->amount = 62;
  reminder->portions = 2;
  check_body (fixture, reminder, "30 g of protein at this meal",
              "62 g of protein to go, about 2 portions.");
  reminder->assumed_kg = 80;
  reminder->portions = 1;
  check_body (fixture, reminder, "30 g of protein at this meal",
              "62 g of protein to go, about 1 portion (for 80 kg; set yours).");
}

/* Neutral texts tell nothing but that there is something. */
static void
test_neutral (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (RecoupReminder) reminder = make (i);
      gboolean asks = g_str_equal (messages[i].message, "advice-question");
      g_auto (RecoupText) text = { NULL, NULL };
      recoup_words_reminder (reminder, fixture->state, fixture->zone, TRUE, &text);
      g_assert_cmpstr (text.summary, ==, asks ? "Recoup has a question" : "Recoup has a reminder");
      g_assert_cmpstr (text.body, ==, "Open recoup to see it.");
      guint n = 0;
      const RecoupTextAction *actions = recoup_words_reminder_actions (reminder, TRUE, &n);
      g_assert_cmpuint (n, ==, 2);
      g_assert_cmpstr (actions[0].id, ==, "show");
      g_assert_cmpstr (actions[1].id, ==, "later");
    }
}

static void
test_actions (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *message;
    const char *actions;
    const char *command; /* where there are no buttons */
  } expected[] = {
    { "check-in", "later=Later", "checkin" },
    { "check-in-sleep", "log=Log sleep as seen later=Later", "log sleep 13:00 20:10" },
    { "protein-slot", "log=Log 30 g later=Later skip=Skip", "done protein 30" },
    { "protein-session", "log=Log 30 g later=Later skip=Skip", "done protein 30" },
    { "active-recovery", "done=Done (25 min) later=Later skip=Not today",
      "done active-recovery walk 25" },
    { "wind-down", "done=Start winding down later=Later", "done wind-down" },
    { "bedtime", "going=Going to bed more=15 more minutes not-tonight=Not tonight",
      "done bedtime" },
    { "deload", "accept=Start deload decline=Not now", "plan accept" },
    { "advice-question", "yes=Yes no=No", NULL },
    { "advice-flag", "noted=Noted", "done advice" },
    { "digest-week", "show=Show", "done digest" },
    { "hydration", "done=Done later=Later", "done hydration" },
    { "mobility", "done=Done (25 min) later=Later skip=Not today", "done mobility mobility 25" },
    { "foam-roll", "done=Done (25 min) later=Later skip=Not today",
      "done foam-roll foam-rolling 25" },
  };

  for (gsize e = 0; e < G_N_ELEMENTS (expected); e++)
    for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
      {
        if (!g_str_equal (messages[i].message, expected[e].message))
          continue;
        g_autoptr (RecoupReminder) reminder = make (i);
        reminder->grams = 30;
        reminder->minutes = 25;
        reminder->sleep_from = NOON_2026_03_24;
        guint n = 0;
        const RecoupTextAction *actions = recoup_words_reminder_actions (reminder, FALSE, &n);
        g_autoptr (GString) text = g_string_new (NULL);
        for (guint a = 0; a < n; a++)
          {
            g_autofree char *label = recoup_words_action_label (reminder, &actions[a]);
            g_string_append_printf (text, "%s%s=%s", a > 0 ? " " : "", actions[a].id, label);
          }
        g_assert_cmpstr (text->str, ==, expected[e].actions);
        reminder->sleep_until = NOON_2026_03_24 + 430 * RECOUP_USEC_PER_MIN;
        g_autofree char *command = recoup_words_reminder_command (reminder, fixture->zone);
        g_autofree char *wanted =
            expected[e].command != NULL
                ? g_strdup_printf ("recoupctl %s", expected[e].command)
                : g_strdup_printf ("recoupctl done advice %s yes\nrecoupctl done advice %s no",
                                   reminder->detail, reminder->detail);
        g_assert_cmpstr (command, ==, wanted);
      }
}

/* Every button has a label of its own in German, of no more letters than a button has room for. */
static void
test_german_actions (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (RecoupReminder) reminder = make (i);
      guint n = 0;
      const RecoupTextAction *actions = recoup_words_reminder_actions (reminder, i % 2 == 1, &n);
      reminder->sleep_from = NOON_2026_03_24;
      for (guint a = 0; a < n; a++)
        {
          g_autofree char *english = recoup_words_action_label (reminder, &actions[a]);
          test_take_german_locale ();
          g_autofree char *german = recoup_words_action_label (reminder, &actions[a]);
          test_take_plain_locale ();
          g_assert_cmpstr (german, !=, english);
          g_assert_cmpint (g_utf8_strlen (german, -1), <=, 24);
        }
    }
}

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gint minutes;
    const char *text;
  } cases[] = { { -5, "0 min" }, { 0, "0 min" },       { 59, "59 min" },
                { 60, "1 h" },   { 80, "1 h 20 min" }, { 1440, "24 h" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = recoup_words_duration (cases[i].minutes);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_autofree char *clock = recoup_words_clock (NOON_2026_03_24, fixture->zone);
  g_assert_cmpstr (clock, ==, "13:00");
}

static void
test_state (Fixture *fixture, gconstpointer data)
{
  RecoupState *state = fixture->state;

  state->verdict = RECOUP_VERDICT_TRAIN;
  state->readiness_dp = 714;
  state->lo_dp = 640;
  state->hi_dp = 795;
  state->coverage = 90;
  g_autofree char *line = recoup_words_summary (state);
  g_assert_cmpstr (line, ==, "Train: readiness 71 (64 to 80), 90 % covered by your log");
  state->coverage = 40;
  g_autofree char *part = recoup_words_summary (state);
  g_assert_cmpstr (part, ==,
                   "Train, as far as logged: readiness 71 (64 to 80), 40 % covered by your log");
}

static void
test_reasons (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) groups =
      g_variant_ref_sink (g_variant_new_parsed ("{'groups': <['quads', 'glutes']>}"));
  g_autofree char *list = recoup_words_reason ("S-052", groups);
  g_assert_cmpstr (list, ==, "Planned for today but not ready: quads, glutes");

  g_autoptr (GVariant) low = g_variant_ref_sink (g_variant_new_parsed ("{'readiness': <31.5>}"));
  g_autofree char *number = recoup_words_reason ("R-35", low);
  g_assert_cmpstr (number, ==, "Readiness is below 35: 31.5");

  g_autofree char *ill = recoup_words_reason ("S-065", NULL);
  g_assert_cmpstr (ill, ==, "You said that you are ill. Rest.");

  static const char *const pain[] = {
    "The same muscles are sore for days, again and again.",
    "Soreness lingers, or pain came up: 1 report in 21 days.",
    "Soreness lingers, or pain came up: 2 reports in 21 days.",
  };
  for (gint i = 0; i < (gint) G_N_ELEMENTS (pain); i++)
    {
      g_autoptr (GVariant) params =
          g_variant_ref_sink (recoup_params_integers ("pain_reports", i, NULL, 0));
      g_autofree char *text = recoup_words_reason ("S-064", params);
      g_assert_cmpstr (text, ==, pain[i]);
    }

  /* Whoever said yes is sent to a doctor first, and reads the emergency line last. */
  for (guint i = 0; i < RECOUP_N_QUESTIONS; i++)
    {
      g_autofree char *text = recoup_words_reason (recoup_question_get_name (i), NULL);
      g_assert_nonnull (strstr (text, "a doctor first"));
      g_assert_true (
          g_str_has_suffix (text, "In an emergency, call your doctor or the emergency number."));
      g_assert_true (g_str_has_prefix (text, "Dark or cola") == (i == RECOUP_QUESTION_X077));
    }
}

/* Sleep stands first where accounts cost alike (S-013); the others follow what they cost (S-057).
 */
static void
test_ranking (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    double sleep, fuel, stress;
    const char *text;
  } cases[] = {
    { 12.3, 1, 4.1,
      "Look at sleep (12.3 points) first, then stress (4.1 points), then protein (1.0 points)." },
    { 2, 2, 2,
      "Look at sleep (2.0 points) first, then protein (2.0 points), then stress (2.0 points)." },
    { 0, 0, 15,
      "Look at stress (15.0 points) first, then sleep (0.0 points), then protein (0.0 points)." },
    { 0, 0, 0, "Sleep, protein and stress cost nothing now: look at how much you train." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double lost[RECOUP_N_ACCOUNTS] = { cases[i].sleep, cases[i].fuel, cases[i].stress, 22, 8, 9 };
      g_autofree char *text = recoup_words_ranking (lost);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  RecoupState *state = fixture->state;
  state->points_dp[RECOUP_POINT_FUEL_PROTEIN] = 150;
  state->points_dp[RECOUP_POINT_STRESS_MOOD] = 30;
  state->points_dp[RECOUP_POINT_STRESS_FATIGUE] = 20;
  g_autoptr (RecoupReminder) reminder =
      recoup_reminder_new (RECOUP_REMINDER_ADVICE, 20536, "S-056");
  reminder->message = "advice-flag";
  reminder->detail = g_strdup ("S-056");
  check_body (
      fixture, reminder, "A sign worth acting on",
      "A muscle group was sore for four days or more, twice in three weeks. Look at protein "
      "(15.0 points) first, then stress (5.0 points), then sleep (0.0 points).");
}

/* S-085 names the account that costs most; S-014 and S-089 say what is not known. */
static void
test_notes (Fixture *fixture, gconstpointer data)
{
  const double tired[RECOUP_N_ACCOUNTS] = { 12.3, 4, 4, 5, 0, 0 };
  const double worked[RECOUP_N_ACCOUNTS] = { 1, 0, 4, 15.5, 0, 0 };
  g_autofree char *sleep = recoup_words_hold (tired);
  g_autofree char *sets = recoup_words_hold (worked);
  g_autofree char *some = recoup_words_adherence (4, 5);
  g_autofree char *one = recoup_words_adherence (0, 1);
  g_autofree char *none = recoup_words_adherence (0, 0);
  g_autofree char *figures = recoup_words_figures (430, 61.6, 128, 1.0 / 3.0);
  g_autofree char *unknown = recoup_words_figures (NAN, 0, 128, 0);

  g_assert_cmpstr (sleep, ==,
                   "This step waits: a muscle group was sore on four of the last seven days. Most "
                   "is lost to sleep now (12.3 points).");
  g_assert_cmpstr (sets, ==,
                   "This step waits: a muscle group was sore on four of the last seven days. Most "
                   "is lost to muscles now (15.5 points). Sets may have come back too fast.");
  g_assert_cmpstr (some, ==, "Sleep of 7 h and protein in full on 4 of 5 known days.");
  g_assert_cmpstr (one, ==, "Sleep of 7 h and protein in full on 0 of 1 known day.");
  g_assert_cmpstr (none, ==, "No day of the last week has both sleep and food logged.");
  g_assert_cmpstr (figures, ==,
                   "What counts this week more than the weight: sleep (7 h 10 min), protein (62 of "
                   "128 g), stress (33 of 100).");
  g_assert_cmpstr (unknown, ==,
                   "What counts this week more than the weight: sleep (not logged), protein (0 of "
                   "128 g), stress (0 of 100).");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  (void) recoup_words_init (RECOUP_TEST_CATALOGUES);
  test_take_plain_locale ();
  ADD ("/words/lengths", test_lengths);
  ADD ("/words/plurals", test_plurals);
  ADD ("/words/status-line", test_status_line);
  ADD ("/words/bedtime", test_bedtime);
  ADD ("/words/protein", test_protein);
  ADD ("/words/neutral", test_neutral);
  ADD ("/words/actions", test_actions);
  ADD ("/words/actions/german", test_german_actions);
  ADD ("/words/numbers", test_numbers);
  ADD ("/words/state", test_state);
  ADD ("/words/reasons", test_reasons);
  ADD ("/words/ranking", test_ranking);
  ADD ("/words/notes", test_notes);
  return g_test_run ();
}
