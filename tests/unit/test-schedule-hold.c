/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What holds a reminder back, makes it quiet or takes it away, and what lets it come again. */

#include "support/schedule-desk.h"

/* Do not disturb holds protein 90 min and bedtime 20, then they come quietly; the rest waits. */
static void
test_do_not_disturb (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T16:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.remind[RECOUP_REMINDER_WIND_DOWN] = TRUE;
  desk.policy.remind[RECOUP_REMINDER_BEDTIME] = TRUE;
  desk.around.dnd = TRUE;
  desk.around.dnd_since = desk.now;
  test_desk_run (&desk, "2026-03-24T17:20:00+01:00");
  g_autoptr (RecoupSchedule) plan = test_desk_plan (&desk);
  g_assert_cmpuint (plan->waiting->len, ==, 1);
  g_assert_cmpstr (((RecoupReminder *) plan->waiting->pdata[0])->cause, ==, "do-not-disturb");
  test_desk_run (&desk, "2026-03-24T23:20:00+01:00");
  test_desk_expect (&desk, "18:40 claim protein/2026-03-24/2\n"
                           "20:10 resolve protein/2026-03-24/2 unanswered\n"
                           "22:45 record wind-down/2026-03-24/0 do-not-disturb\n"
                           "23:05 claim bedtime/2026-03-24/0\n"
                           "23:15 claim protein/2026-03-24/3\n");
  test_desk_clear (&desk);
}

static void
test_do_not_disturb_quiet (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T22:45:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.around.dnd = TRUE;
  g_autoptr (RecoupSchedule) held = test_desk_plan (&desk);
  g_assert_cmpuint (held->acts->len, ==, 0);
  g_assert_cmpint (held->next, ==, test_desk_at ("2026-03-24T23:05:00+01:00"));
  desk.now = held->next;
  g_autoptr (RecoupSchedule) plan = test_desk_plan (&desk);
  g_assert_cmpuint (plan->acts->len, ==, 1);
  g_assert_true (((RecoupAct *) plan->acts->pdata[0])->quiet);
  g_assert_true (((RecoupAct *) plan->acts->pdata[0])->silent);
  test_desk_clear (&desk);
}

/* The user's own pause has no bound but its end. */
static void
test_pause (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T22:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.around.paused_until = test_desk_at ("2026-03-24T23:40:00+01:00");
  test_desk_run (&desk, "2026-03-25T00:00:00+01:00");
  test_desk_expect (&desk, "23:40 claim bedtime/2026-03-24/0\n");
  test_desk_clear (&desk);
}

static void
test_inhibited (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T21:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.policy.remind[RECOUP_REMINDER_WIND_DOWN] = TRUE;
  desk.around.inhibited = 1U << RECOUP_REMINDER_WIND_DOWN;
  desk.around.inhibited_until = test_desk_at ("2026-03-24T22:00:00+01:00");
  test_desk_run (&desk, "2026-03-24T21:50:00+01:00");
  g_autoptr (RecoupSchedule) plan = test_desk_plan (&desk);
  g_assert_cmpint (plan->next, ==, desk.around.inhibited_until);
  desk.around.inhibited = 0;
  test_desk_run (&desk, "2026-03-24T22:50:00+01:00");
  test_desk_expect (&desk, "21:50 claim wind-down/2026-03-24/0\n"
                           "22:45 resolve wind-down/2026-03-24/0 unanswered\n"
                           "22:45 claim bedtime/2026-03-24/0\n");
  test_desk_clear (&desk);
}

static void
test_server (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T22:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.around.server_up = FALSE;
  test_desk_run (&desk, "2026-03-24T23:20:00+01:00");
  test_desk_expect (&desk, "");
  desk.around.server_up = TRUE;
  test_desk_run (&desk, "2026-03-24T23:21:00+01:00");
  test_desk_expect (&desk, "23:20 claim bedtime/2026-03-24/0\n");
  test_desk_clear (&desk);

  /* One that the bus would start is waited for 30 s only. */
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T22:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.around.server_up = FALSE;
  desk.around.server_activatable = TRUE;
  test_desk_run (&desk, "2026-03-24T22:50:00+01:00");
  const RecoupReminder *row = test_desk_get (&desk, "bedtime/2026-03-24/0");
  g_assert_cmpint (row->claimed_at, ==, test_desk_at ("2026-03-24T22:45:30+01:00"));
  test_desk_clear (&desk);
}

/* Locked: popups are taken away, and come back in place. Seen ones do not. */
static void
test_privacy (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T17:10:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  test_desk_run (&desk, "2026-03-24T17:20:00+01:00");
  RecoupInstant from = desk.now;
  test_desk_leave (&desk);
  desk.around.locked = TRUE;
  test_desk_run (&desk, "2026-03-24T17:30:00+01:00");
  test_desk_come_back (&desk, from);
  test_desk_run (&desk, "2026-03-24T17:40:00+01:00");
  test_desk_expect (&desk, "17:10 claim protein/2026-03-24/2\n"
                           "17:20 close protein/2026-03-24/2 locked\n"
                           "17:30 update protein/2026-03-24/2\n");
  RecoupReminder *row = test_desk_get (&desk, "protein/2026-03-24/2");
  row->seen = TRUE;
  row->posted = FALSE;
  desk.around.locked = TRUE;
  test_desk_run (&desk, "2026-03-24T17:50:00+01:00");
  desk.around.locked = FALSE;
  test_desk_run (&desk, "2026-03-24T18:00:00+01:00");
  test_desk_expect (&desk, "");
  test_desk_clear (&desk);
}

static void
test_resume (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T16:40:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  RecoupInstant from = desk.now;
  desk.now = desk.around.resumed_at = test_desk_at ("2026-03-24T18:00:00+01:00");
  test_desk_come_back (&desk, from);
  test_desk_run (&desk, "2026-03-24T18:05:00+01:00");
  test_desk_expect (&desk, "18:01 claim protein/2026-03-24/2\n");
  test_desk_clear (&desk);
}

static void
test_quiet_hours (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T17:30:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.quiet_from_min = 16 * 60;
  desk.policy.quiet_until_min = 6 * 60;
  g_autoptr (RecoupSchedule) plan = test_desk_plan (&desk);
  g_assert_cmpuint (plan->acts->len, ==, 1);
  g_assert_true (((RecoupAct *) plan->acts->pdata[0])->silent);
  g_assert_false (((RecoupAct *) plan->acts->pdata[0])->quiet);
  test_desk_clear (&desk);
}

static void
test_holds (void)
{
  g_assert_null (recoup_hold_get_name (0));
  g_assert_cmpstr (recoup_hold_get_name (RECOUP_HOLD_LIMIT), ==, "limit");
  g_assert_cmpstr (recoup_hold_get_name (RECOUP_HOLD_AWAY | RECOUP_HOLD_DND), ==, "do-not-disturb");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/hold/do-not-disturb", test_do_not_disturb);
  g_test_add_func ("/schedule/hold/do-not-disturb-quiet", test_do_not_disturb_quiet);
  g_test_add_func ("/schedule/hold/pause", test_pause);
  g_test_add_func ("/schedule/hold/inhibited", test_inhibited);
  g_test_add_func ("/schedule/hold/server", test_server);
  g_test_add_func ("/schedule/hold/resume", test_resume);
  g_test_add_func ("/schedule/hold/names", test_holds);
  g_test_add_func ("/schedule/privacy", test_privacy);
  g_test_add_func ("/schedule/quiet-hours", test_quiet_hours);
  return g_test_run ();
}
