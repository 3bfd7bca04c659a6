/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lights out and the morning after it. */

#include "support/schedule-desk.h"

static void
test_bedtime_spring (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-28T20:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  test_desk_run (&desk, "2026-03-29T05:00:00+02:00");
  test_desk_expect (&desk, "21:45 claim bedtime/2026-03-28/0\n"
                           "03:00 resolve bedtime/2026-03-28/0 unanswered\n");
  const RecoupReminder *row = test_desk_get (&desk, "bedtime/2026-03-28/0");
  g_assert_cmpint (row->due, ==, test_desk_at ("2026-03-28T20:45:00Z"));
  g_assert_cmpint (row->claimed_at, ==, row->due);
  test_desk_clear (&desk);
}

static void
test_bedtime_autumn (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-10-24T20:00:00+02:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  test_desk_run (&desk, "2026-10-25T00:00:00+02:00");
  test_desk_expect (&desk, "23:45 claim bedtime/2026-10-24/0\n");
  test_desk_clear (&desk);
}

static void
test_bedtime_numbers (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T22:50:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  g_autoptr (RecoupState) state = test_desk_state (&desk, desk.now);
  state->sleep_debt_h = 4.0 / 3;
  state->extra_min = 20;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  RecoupScheduleInput input = { .state = state,
                                .policy = &desk.policy,
                                .zone = desk.zone,
                                .zones = desk.zones,
                                .recent = none,
                                .history = none,
                                .around = &desk.around };
  g_autoptr (RecoupSchedule) plan = recoup_schedule_plan (&input);
  g_assert_cmpuint (plan->acts->len, ==, 1);
  const RecoupReminder *reminder = ((RecoupAct *) plan->acts->pdata[0])->reminder;
  g_assert_cmpint (reminder->amount, ==, 80);
  g_assert_cmpint (reminder->minutes, ==, 20);
  g_assert_cmpstr (reminder->rules[0], ==, "S-011");
  g_assert_cmpstr (reminder->rules[1], ==, "M-06");
  g_assert_null (reminder->rules[2]);
  test_desk_clear (&desk);
}

static void
test_bedtime_answered (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T20:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.policy.remind[RECOUP_REMINDER_WIND_DOWN] = TRUE;
  test_desk_run (&desk, "2026-03-24T23:30:00+01:00");
  test_desk_sleep (&desk, test_desk_at ("2026-03-24T22:40:00+01:00"),
                   test_desk_at ("2026-03-24T23:30:00+01:00"));
  test_desk_run (&desk, "2026-03-25T05:00:00+01:00");
  test_desk_expect (&desk, "21:45 claim wind-down/2026-03-24/0\n"
                           "22:45 resolve wind-down/2026-03-24/0 unanswered\n"
                           "22:45 claim bedtime/2026-03-24/0\n"
                           "23:30 resolve bedtime/2026-03-24/0 logged\n");
  test_desk_clear (&desk);
}

/* Away through the evening: asleep 45 min later, and not before lights out. */
static void
test_bedtime_away (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T22:50:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  test_desk_run (&desk, "2026-03-24T22:52:00+01:00");
  test_desk_leave (&desk);
  test_desk_run (&desk, "2026-03-25T06:00:00+01:00");
  test_desk_expect (&desk, "22:50 claim bedtime/2026-03-24/0\n"
                           "23:37 resolve bedtime/2026-03-24/0 slept\n");
  test_desk_clear (&desk);

  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T20:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  test_desk_leave (&desk);
  test_desk_run (&desk, "2026-03-25T06:00:00+01:00");
  test_desk_expect (&desk, "22:45 record bedtime/2026-03-24/0 slept\n");
  test_desk_clear (&desk);
}

/* The machine slept through bedtime: evidence, not a message. */
static void
test_bedtime_suspended (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T22:30:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  test_desk_run (&desk, "2026-03-24T22:31:00+01:00");
  RecoupInstant from = desk.now;
  desk.now = desk.around.resumed_at = test_desk_at ("2026-03-25T07:10:00+01:00");
  test_desk_come_back (&desk, from);
  test_desk_run (&desk, "2026-03-25T08:00:00+01:00");
  test_desk_expect (&desk, "07:10 record bedtime/2026-03-24/0 slept\n");
  test_desk_clear (&desk);
}

/* A flight of nine hours through bedtime, after which the zone becomes known late: in @zone the
 * evening goes as @expected. */
static void
fly (const char *zone, const char *expected)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T16:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.policy.remind[RECOUP_REMINDER_WIND_DOWN] = TRUE;
  test_desk_run (&desk, "2026-03-24T16:01:00+01:00");
  RecoupInstant from = desk.now;
  desk.now = desk.around.resumed_at = test_desk_at ("2026-03-25T01:00:00+01:00");
  test_desk_come_back (&desk, from);
  test_desk_run (&desk, "2026-03-25T01:05:00+01:00");
  test_desk_expect (&desk, "01:00 record wind-down/2026-03-24/0 away\n"
                           "01:00 record bedtime/2026-03-24/0 slept\n");
  desk.zone = recoup_zone_table_lookup (desk.zones, zone);
  test_desk_run (&desk, "2026-03-25T08:00:00Z");
  test_desk_expect (&desk, expected);
  test_desk_clear (&desk);
}

/* What nobody was shown comes where its hour is later, and only there. */
static void
test_bedtime_flight (void)
{
  fly ("America/New_York", "21:45 show wind-down/2026-03-24/0\n"
                           "22:45 resolve wind-down/2026-03-24/0 unanswered\n"
                           "22:45 show bedtime/2026-03-24/0\n"
                           "03:00 resolve bedtime/2026-03-24/0 unanswered\n");
  fly ("Atlantic/Reykjavik", ""); /* an hour less: slept through all the same */
  fly ("Europe/Paris", "");
  fly ("Asia/Tokyo", "");
}

static void
test_check_in (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T04:30:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_CHECK_IN);
  test_desk_leave (&desk);
  RecoupInstant from = desk.now;
  test_desk_run (&desk, "2026-03-24T06:12:00+01:00");
  test_desk_come_back (&desk, from);
  desk.around.back_since = desk.now;
  test_desk_run (&desk, "2026-03-24T06:20:00+01:00");
  test_desk_sleep (&desk, test_desk_at ("2026-03-23T22:40:00+01:00"),
                   test_desk_at ("2026-03-24T06:10:00+01:00"));
  test_desk_run (&desk, "2026-03-24T20:00:00+01:00");
  test_desk_expect (&desk, "06:12 claim check-in/2026-03-24/0\n"
                           "06:20 resolve check-in/2026-03-24/0 logged\n");
  test_desk_clear (&desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/bedtime/spring", test_bedtime_spring);
  g_test_add_func ("/schedule/bedtime/autumn", test_bedtime_autumn);
  g_test_add_func ("/schedule/bedtime/numbers", test_bedtime_numbers);
  g_test_add_func ("/schedule/bedtime/answered", test_bedtime_answered);
  g_test_add_func ("/schedule/bedtime/away", test_bedtime_away);
  g_test_add_func ("/schedule/bedtime/suspended", test_bedtime_suspended);
  g_test_add_func ("/schedule/bedtime/flight", test_bedtime_flight);
  g_test_add_func ("/schedule/check-in", test_check_in);
  return g_test_run ();
}
