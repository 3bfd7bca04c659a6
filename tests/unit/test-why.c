/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Why: the statement says each amount in its unit and each rule with its source; a reminder says
 * how its instant came about. The states are those of a ledger. */

#include <string.h>

#include "client/assume.h"
#include "client/dict.h"
#include "client/statement.h"
#include "client/why-reminder.h"
#include "recoup/rules.h"
#include "support/diary.h"
#include "support/locale.h"

#define NOW_HOUR 12

static void
set_up (TestDiary *diary, gconstpointer data)
{
  test_diary_init (diary, recoup_day_from_ymd (2026, 3, 24), NOW_HOUR);
}

static void
tear_down (TestDiary *diary, gconstpointer data)
{
  test_diary_clear (diary);
}

static void
add_nights (TestDiary *diary, guint bed_min, gint minutes)
{
  for (RecoupDay day = diary->today - 6; day <= diary->today; day++)
    {
      RecoupInstant bed = recoup_civil_at (day - 1, bed_min, diary->zone);
      test_diary_add (diary, recoup_assume_sleep (bed + minutes * RECOUP_USEC_PER_MIN, minutes));
    }
}

/* What is said of the reminder @kind that falls due at @due, lights out of the state by default. */
static void
expect (TestDiary *diary, const char *key, RecoupInstant due, const char *when, const char *cost)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) state = test_diary_ask (g_variant_new ("a{sv}", NULL), diary, &error);
  g_autoptr (GVariant) bedtime = recoup_dict_dict (state, "bedtime");
  g_auto (GStrv) parts = g_strsplit (key, "/", 3);
  GVariantDict dict;

  g_assert_no_error (error);
  if (due == 0)
    due = recoup_dict_integer (bedtime, "lights_out", 0);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "s", key);
  g_variant_dict_insert (&dict, "kind", "s", parts[0]);
  g_variant_dict_insert (&dict, "day", "s", parts[1]);
  g_variant_dict_insert (&dict, "due", "x", due);
  g_variant_dict_insert (&dict, "valid_until", "x", due + 2 * RECOUP_USEC_PER_HOUR);
  g_autoptr (GVariant) reminder = g_variant_ref_sink (g_variant_dict_end (&dict));
  const RecoupWhyReminder why = { reminder, state, &diary->policy, diary->zone };
  g_autofree char *said_when = recoup_why_reminder_new_when (&why);
  g_autofree char *said_cost = recoup_why_reminder_new_cost (&why);
  g_assert_cmpstr (said_when, ==, when);
  g_assert_cmpstr (said_cost, ==, cost);
}

#define BEDTIME "bedtime/2026-03-24/0"

/* Need and latency before the hour of getting up; debt earlier; the usual bedtime pulls. */
static void
test_bedtime (TestDiary *diary, gconstpointer data)
{
  expect (diary, BEDTIME, 0,
          "You get up at 07:00; 8 h of sleep and 15 min to fall asleep before that make 22:45.",
          "23:00 leaves 8 h until 07:00. 23:15 leaves 7 h 45 min until 07:00. 23:30 leaves 7 h 30 "
          "min until 07:00.");
  add_nights (diary, 23 * 60, 420);
  expect (diary, BEDTIME, 0,
          "You get up at 07:00; 8 h of sleep and 15 min to fall asleep before that make 22:45. 56 "
          "min earlier pays back sleep that you owe. [M-06] 41 min later keeps it near your usual "
          "bedtime. [S-016]",
          "22:45 leaves 8 h 15 min until 07:00. 23:00 leaves 8 h until 07:00. 23:15 leaves 7 h 45 "
          "min until 07:00.");
  diary->policy.sleep_need_min = 510;
  diary->policy.latency_min = 0;
  diary->policy.wake_min[2] = 390; /* Wednesday */
  diary->now = test_diary_at (diary, diary->today, 23);
  expect (diary, BEDTIME, 0,
          "You get up at 06:30; 8 h 30 min of sleep and 0 min to fall asleep before that make "
          "22:00. 1 h earlier pays back sleep that you owe. [M-06] 1 h 30 min later keeps it near "
          "your usual bedtime. [S-016]",
          "23:15 leaves 7 h 15 min until 06:30. 23:30 leaves 7 h until 06:30. 23:45 leaves 6 h 45 "
          "min until 06:30.");
}

/* What was put off already leaves fewer times, and no time after it is over. */
static void
test_put_off (TestDiary *diary, gconstpointer data)
{
  RecoupInstant due = test_diary_at (diary, diary->today, 22);
  g_autoptr (GVariant) state =
      g_variant_ref_sink (g_variant_new_parsed ("{'now': <%x>}", due + RECOUP_USEC_PER_MIN));
  g_autoptr (GVariant) twice = g_variant_ref_sink (g_variant_new_parsed (
      "{'kind': <'bedtime'>, 'day': <'2026-03-24'>, 'due': <%x>, 'until': <%x>, 'snoozes': <int64 "
      "2>, 'valid_until': <%x>}",
      due, due + 30 * RECOUP_USEC_PER_MIN, due + 2 * RECOUP_USEC_PER_HOUR));
  g_autoptr (GVariant) over = g_variant_ref_sink (g_variant_new_parsed (
      "{'kind': <'bedtime'>, 'day': <'2026-03-24'>, 'due': <%x>, 'valid_until': <%x>}", due,
      due + 10 * RECOUP_USEC_PER_MIN));
  RecoupWhyReminder why = { twice, state, &diary->policy, diary->zone };
  g_autofree char *last = recoup_why_reminder_new_cost (&why);
  why.reminder = over;
  g_autofree char *none = recoup_why_reminder_new_cost (&why);

  g_assert_cmpstr (last, ==, "22:45 leaves 8 h 15 min until 07:00.");
  g_assert_null (none);
}

#define MEALS                                                                                  \
  "Your 4 meals (setting meals_per_day) lie evenly from an hour after you get up at 07:00 to " \
  "an hour before lights out at 22:45. "

static void
test_others (TestDiary *diary, gconstpointer data)
{
  RecoupInstant due = test_diary_at (diary, diary->today, 13);

  test_diary_add (diary, recoup_assume_meal (test_diary_at (diary, diary->today, 8), 31.6));
  expect (diary, "protein/2026-03-24/1", due,
          MEALS "The day's 128 g are 1.6 g for each kg of body weight. 32 g are logged so far.",
          NULL);
  diary->policy.protein_target_g = 140;
  expect (diary, "protein/2026-03-24/1", due,
          MEALS "The day's 140 g are your setting protein_target_g. 32 g are logged so far.", NULL);
  expect (diary, "protein/2026-03-24/s1130", due,
          "You trained, and no meal is logged since. The day's total matters more than the hour. "
          "The day's 140 g are your setting protein_target_g.",
          NULL);
  expect (diary, "wind-down/2026-03-24/0", due,
          "1 h (setting wind_down_min) before lights out at 22:45.", NULL);
  expect (diary, "check-in/2026-03-24/0", due,
          "When you first come to the computer around 07:00, when you get up; else an hour after.",
          NULL);
  expect (diary, "tea/2026-03-24/0", due, NULL, NULL);
}

/* Every kind says something. */
static void
test_kinds (TestDiary *diary, gconstpointer data)
{
  g_autoptr (GVariant) state = test_diary_ask (g_variant_new ("a{sv}", NULL), diary, NULL);

  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    {
      const char *name = recoup_reminder_get_kind ((RecoupReminderKind) i)->name;
      g_autoptr (GVariant) reminder = g_variant_ref_sink (
          g_variant_new_parsed ("{'kind': <%s>, 'due': <%x>}", name, diary->now));
      const RecoupWhyReminder why = { reminder, state, &diary->policy, diary->zone };
      g_autofree char *when = recoup_why_reminder_new_when (&why);
      g_assert_nonnull (when);
      g_assert_true (g_str_has_suffix (when, ".") || g_str_has_suffix (when, "]"));
    }
}

/* Rows of each unit, of two days, one of them a detail. */
static GVariant *
make_rows (void)
{
  return g_variant_ref_sink (g_variant_new_parsed (
      "[{'day': <'2026-03-23'>, 'account': <'sleep'>, 'what': <'night'>, 'amount': <0.75>, 'unit': "
      "<'h'>, 'balance': <2.3195>, 'points': <6.3>, 'rule': <'S-011'>, 'entry': "
      "<'9c55d534-2189-5cac-b8c9-40d4da5298dd'>}, {'day': <'2026-03-23'>, 'account': <'sleep'>, "
      "'what': <'last-night'>, 'unit': <'min'>, 'balance': <455.0>, 'rule': <'S-010'>}, {'day': "
      "<'2026-03-23'>, 'account': <'fuel'>, 'what': <'meals'>, 'amount': <-0.04>, 'unit': "
      "<'share'>, 'balance': <0.11>, 'points': <3.4>, 'rule': <'S-020'>}, {'day': <'2026-03-24'>, "
      "'account': <'tissue'>, 'what': <'recovery'>, 'group': <'quads'>, 'amount': <-5.54>, 'unit': "
      "<'percent'>, 'balance': <11.26>, 'rule': <'S-040'>}, {'day': <'2026-03-24'>, 'account': "
      "<'tissue'>, 'what': <'soreness'>, 'group': <'lower_back'>, 'amount': <3.0>, 'unit': "
      "<'soreness'>, 'balance': <4.0>, 'rule': <'S-052'>, 'entry': <'00000000'>}, {'day': "
      "<'2026-03-24'>, 'account': <'load'>, 'what': <'load'>, 'amount': <64.4>, 'unit': <'RPE "
      "min'>, 'balance': <264.0>, 'points': <0.0>, 'rule': <'M-04'>}, {'day': <'2026-03-24'>, "
      "'account': <'autonomic'>, 'what': <'hrv'>, 'unit': <'ln ms'>, 'balance': <0.125>, 'rule': "
      "<'M-10'>}, {'day': <'2026-03-24'>, 'account': <'autonomic'>, 'what': <'resting-rate'>, "
      "'unit': <'bpm'>, 'balance': <3.25>, 'rule': <'M-10'>}, {'day': <'2026-03-24'>, 'account': "
      "<'moods'>, 'what': <'tide'>, 'amount': <1.0>, 'unit': <'fathom'>, 'balance': <2.0>}]"));
}

static void
test_statement (TestDiary *diary, gconstpointer data)
{
  RecoupCtl ctl;
  g_autoptr (GVariant) rows = make_rows ();
  static const char *const shown =
      "ACCOUNT           CHANGE      BALANCE  COSTS  RULE   ENTRY   WHAT\n"
      "2026-03-23\n"
      "sleep            +0.75 h       2.32 h    6.3  S-011  9c55d5  night\n"
      "sleep                         455 min         S-010          last night\n"
      "fuel                -4 %         11 %    3.4  S-020          meals\n"
      "2026-03-24\n"
      "tissue             +3/10         4/10         S-052  000000  soreness, lower back\n"
      "load         +64 RPE min  264 RPE min      0  M-04           load\n"
      "autonomic                  0.12 ln ms         M-10           hrv\n"
      "autonomic                     3.2 bpm         M-10           resting rate\n"
      "moods       +1.00 fathom  2.00 fathom                        tide\n";

  recoup_ctl_init (&ctl);
  ctl.render = (RecoupRender){ .width = 100, .utf8 = TRUE };
  recoup_statement_print (&ctl, rows, TRUE);
  char *legend = strstr (ctl.out->str, "\nA positive");
  g_assert_nonnull (legend);
  *legend = '\0';
  g_assert_cmpstr (ctl.out->str, ==, shown);
  g_string_truncate (ctl.out, 0);
  recoup_statement_print (&ctl, rows, FALSE);
  g_assert_nonnull (strstr (ctl.out->str, "recovery, quads"));
  g_assert_nonnull (strstr (ctl.out->str, "-5.5 %       11.3 %"));
  recoup_ctl_clear (&ctl);
}

/* Each rule once, with what it says and where that is from. */
static void
test_sources (TestDiary *diary, gconstpointer data)
{
  static const char *const ids[] = { "S-011", "S-010", "S-020", "S-040", "S-052", "M-04", "M-10" };
  RecoupCtl ctl;
  g_autoptr (GVariant) rows = make_rows ();
  g_autoptr (GVariant) rules = g_variant_ref_sink (recoup_statement_new_rules (rows));

  g_assert_cmpuint (g_variant_n_children (rules), ==, G_N_ELEMENTS (ids));
  recoup_ctl_init (&ctl);
  ctl.render = (RecoupRender){ .width = 1000, .utf8 = TRUE };
  recoup_statement_print_rules (&ctl, rows, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const RecoupRule *rule = recoup_rules_find (ids[i]);
      g_autoptr (GVariant) dict = g_variant_get_child_value (rules, i);
      g_autofree char *line =
          g_strdup_printf ("\n%-9s %s (%s)\n", ids[i], rule->statement, rule->source);
      g_assert_cmpstr (recoup_dict_string (dict, "rule"), ==, ids[i]);
      g_assert_cmpstr (recoup_dict_string (dict, "source"), ==, rule->source);
      g_assert_nonnull (strstr (ctl.out->str, line));
    }
  g_string_truncate (ctl.out, 0);
  recoup_statement_print_rules (&ctl, rows, TRUE);
  g_assert_null (strstr (ctl.out->str, "S-040")); /* its row is a detail */
  g_string_truncate (ctl.out, 0);
  ctl.legend = FALSE;
  recoup_statement_print_rules (&ctl, rows, FALSE);
  g_assert_cmpstr (ctl.out->str, ==, "");
  recoup_ctl_clear (&ctl);
}

#define ADD(path, func) g_test_add (path, TestDiary, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_take_plain_locale ();
  ADD ("/why/bedtime", test_bedtime);
  ADD ("/why/put-off", test_put_off);
  ADD ("/why/others", test_others);
  ADD ("/why/kinds", test_kinds);
  ADD ("/why/statement", test_statement);
  ADD ("/why/sources", test_sources);
  return g_test_run ();
}
