/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is said of entries, plans and reminders on one line. */

#include "client/describe.h"

#include "client/plan-text.h"
#include "client/reminder-text.h"
#include "client/summary.h"
#include "support/locale.h"
#include "support/zones.h"

#define NOON "1773140400000000" /* 2026-03-10T12:00:00+01:00 */

static GVariant *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  g_assert_no_error (error);
  (void) g_variant_get_data (value);
  return value;
}

static void
test_entries (void)
{
  static const struct
  {
    const char *entry;
    const char *time;
    const char *what;
  } rows[] = {
    { "{'kind': <'sleep'>, 'start': <int64 1773092400000000>, 'end': <int64 1773121200000000>, "
      "'quality': <int64 2>, 'asleep_min': <430.0>}",
      "2026-03-09 22:40 to 06:40", "8 h, asleep 7 h 10 min, quality 2" },
    { "{'kind': <'meal'>, 'at': <int64 " NOON ">, 'protein_g': <30.5>, 'complete': <true>}",
      "2026-03-10 12:00", "protein 30.5 g, complete" },
    { "{'kind': <'food-day'>, 'date': <'2026-03-10'>, 'protein_g': <140.0>}", "2026-03-10",
      "protein 140 g" },
    { "{'kind': <'rest'>, 'date': <'2026-03-10'>}", "2026-03-10", "" },
    { "{'kind': <'session'>, 'start': <int64 " NOON ">, 'duration_min': <60.0>, 'rpe': <8.0>, "
      "'title': <'Legs'>, 'sets': <[{'exercise': <'squat'>, 'reps': <int64 5>, 'load_kg': "
      "<102.5>}, {'exercise': <'squat'>, 'reps': <int64 5>, 'load_kg': <102.5>}, {'exercise': "
      "<'plank'>, 'duration_s': <60.0>, 'warmup': <true>}]>}",
      "2026-03-10 12:00",
      "duration 1 h, rpe 8, Legs, squat 2 × 5 × 102.5 kg; plank 1 × 60 s warmup" },
    { "{'kind': <'session'>, 'start': <int64 " NOON ">, 'sets': <@aa{sv} []>}", "2026-03-10 12:00",
      "no sets" },
    { "{'kind': <'checkin'>, 'at': <int64 " NOON ">, 'soreness': <{'quads': <int64 4>}>, 'pain': "
      "<{'chest': <['sharp', 'joint']>, 'abs': <@as []>}>, 'ill': <false>}",
      "2026-03-10 12:00", "soreness quads 4, pain chest sharp+joint, abs none, ill no" },
    { "{'kind': <'checkin'>, 'at': <int64 " NOON ">, 'soreness': <@a{sv} {}>}", "2026-03-10 12:00",
      "soreness none" },
    { "{'kind': <'recovery'>, 'at': <int64 " NOON ">, 'activity': <'walk'>, 'minutes': <25.0>}",
      "2026-03-10 12:00", "walk, 25 min" },
    { "{'kind': <'weight'>, 'at': <int64 " NOON ">, 'kg': <81.6466>, 'note': <'new scale'>}",
      "2026-03-10 12:00", "81.65 kg, note new scale" },
    { "{'kind': <'answer'>, 'at': <int64 " NOON ">, 'question': <'S-071'>, 'yes': <true>}",
      "2026-03-10 12:00", "S-071, yes" },
    { "{'kind': <'plan'>, 'at': <int64 " NOON ">, 'action': <'accept'>}", "2026-03-10 12:00",
      "accept" },
    { "{'kind': <'of-a-newer-daemon'>, 'at': <int64 " NOON ">}", "2026-03-10 12:00", "" },
    { "@a{sv} {}", "", "" },
  };
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  const RecoupZone *zone = recoup_zone_table_lookup (zones, "Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].entry);
      g_autoptr (GVariant) entry = parse (rows[i].entry);
      g_autofree char *time = recoup_describe_time (entry, zone);
      g_autofree char *what = recoup_describe_entry (entry);
      g_assert_cmpstr (time, ==, rows[i].time);
      g_assert_cmpstr (what, ==, rows[i].what);
    }
}

static void
test_plans (void)
{
  static const struct
  {
    const char *plan;
    const char *text;
  } rows[] = {
    { "{'state': <'NORMAL'>, 'week': <int64 0>, 'since': <'2026-03-02'>}",
      "Training as usual, week 1 since 2026-03-02." },
    { "{'state': <'DUE'>, 'since': <'2026-03-02'>}",
      "A deload is offered since 2026-03-02: recoupctl plan accept, or decline." },
    { "{'state': <'DELOAD'>, 'since': <'2026-03-02'>, 'set_factor': <'1/2'>}",
      "Deload since 2026-03-02: 1/2 of your usual sets, the same weights." },
    { "{'state': <'REBUILD2'>, 'since': <'2026-03-02'>, 'set_factor': <'5/6'>}",
      "Building up again since 2026-03-02: 5/6 of your usual sets." },
    { "{'state': <'SOMETHING-NEW'>, 'since': <'2026-03-02'>, 'week': <int64 3>}",
      "Training as usual, week 4 since 2026-03-02." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GVariant) plan = parse (rows[i].plan);
      g_autofree char *text = recoup_plan_text_new (plan);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_reminders (void)
{
  static const struct
  {
    const char *row;
    const char *text;
  } rows[] = {
    { "{'state': <'planned'>}", "planned" },
    { "{'state': <'planned'>, 'cause': <'do-not-disturb'>}", "waiting: do not disturb" },
    { "{'state': <'planned'>, 'cause': <'away'>, 'held_since': <int64 1773138600000000>}",
      "waiting: away since 11:30" },
    { "{'state': <'due'>, 'cause': <'locked'>}", "waiting: locked" },
    { "{'state': <'snoozed'>, 'cause': <'paused'>, 'until': <int64 1773138600000000>}",
      "waiting: paused" },
    { "{'state': <'snoozed'>, 'until': <int64 1773142200000000>, 'snoozes': <int64 0>}",
      "planned" },
    { "{'state': <'snoozed'>, 'until': <int64 1773142200000000>, 'cause': <'user'>}",
      "snoozed until 12:30" },
    { "{'state': <'snoozed'>, 'until': <int64 1773140300000000>, 'cause': <'user'>}", "snoozed" },
    { "{'state': <'done'>, 'cause': <'user'>}", "done" },
    { "{'state': <'done'>, 'cause': <'logged'>}", "done: logged" },
    { "@a{sv} {}", "?" },
  };
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  const RecoupZone *zone = recoup_zone_table_lookup (zones, "Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].row);
      g_autoptr (GVariant) row = parse (rows[i].row);
      g_autofree char *text =
          recoup_reminder_text_new_state (row, g_ascii_strtoll (NOON, NULL, 10), zone);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_summaries (void)
{
  static const struct
  {
    const char *state;
    const char *text;
  } rows[] = {
    { "{'verdict': <'train'>, 'readiness': <{'point': <73.2>, 'lo': <58.0>, 'hi': <84.5>, "
      "'coverage': <int64 70>}>}",
      "Train: readiness 73 (58 to 85), 70 % covered by your log" },
    { "{'verdict': <'rest'>, 'readiness': <{'point': <30.0>, 'lo': <10.0>, 'hi': <60.0>, "
      "'coverage': <int64 40>}>}",
      "Rest, as far as logged: readiness 30 (10 to 60), 40 % covered by your log" },
    { "{'verdict': <'dance'>}",
      "Not enough logged: readiness 0 (0 to 0), 0 % covered by your log" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GVariant) state = parse (rows[i].state);
      g_autofree char *text = recoup_summary_new (state);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_take_plain_locale ();
  g_test_add_func ("/describe/entries", test_entries);
  g_test_add_func ("/describe/plans", test_plans);
  g_test_add_func ("/describe/reminders", test_reminders);
  g_test_add_func ("/describe/summaries", test_summaries);
  return g_test_run ();
}
