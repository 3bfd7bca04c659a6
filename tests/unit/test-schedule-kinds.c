/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Protein, easy movement and the small kinds that are off by default. */

#include "support/schedule-desk.h"

static void
test_protein_met (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  test_desk_run (&desk, "2026-03-24T08:05:00+01:00");
  test_desk_expect (&desk, "08:00 claim protein/2026-03-24/0\n");
  const RecoupReminder *row = test_desk_get (&desk, "protein/2026-03-24/0");
  g_assert_cmpint (row->grams, ==, 30); /* a share is 32, a portion 30 */
  g_assert_cmpint (row->amount, ==, 128);
  g_assert_cmpint (row->portions, ==, 4);

  /* A snack changes the text, a meal resolves. */
  test_desk_eat (&desk, desk.now, 10);
  test_desk_run (&desk, "2026-03-24T08:20:00+01:00");
  test_desk_eat (&desk, desk.now, 25);
  test_desk_run (&desk, "2026-03-24T11:30:00+01:00");
  test_desk_expect (&desk, "08:05 update protein/2026-03-24/0\n"
                           "08:20 resolve protein/2026-03-24/0 logged\n");

  /* A meal 75 min before the slot: not planned; 128 g before the next: none for the day. */
  test_desk_eat (&desk, desk.now, 20);
  test_desk_run (&desk, "2026-03-24T14:00:00+01:00");
  test_desk_eat (&desk, desk.now, 80);
  test_desk_run (&desk, "2026-03-25T03:00:00+01:00");
  test_desk_expect (&desk, "");
  test_desk_clear (&desk);
}

/* S-021: The one after a session takes the place of a slot within the hour, and a meal answers it.
 */
static void
test_protein_session (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T15:40:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  test_desk_run (&desk, "2026-03-24T16:45:00+01:00");
  test_desk_train (&desk, test_desk_at ("2026-03-24T15:30:00+01:00"),
                   test_desk_at ("2026-03-24T16:30:00+01:00"));
  test_desk_run (&desk, "2026-03-24T17:00:00+01:00");
  const RecoupReminder *row = test_desk_get (&desk, "protein/2026-03-24/s1530");
  g_assert_cmpint (row->grams, ==, 30);
  test_desk_eat (&desk, desk.now, 12);
  test_desk_run (&desk, "2026-03-24T20:00:00+01:00");
  test_desk_expect (&desk, "16:45 claim protein/2026-03-24/s1530\n"
                           "17:00 resolve protein/2026-03-24/s1530 logged\n");
  test_desk_clear (&desk);
}

/* Logged more than two hours after its end, a session asks for nothing and hides no slot. */
static void
test_protein_late_session (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T14:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  test_desk_run (&desk, "2026-03-24T18:30:00+01:00");
  test_desk_train (&desk, test_desk_at ("2026-03-24T15:00:00+01:00"),
                   test_desk_at ("2026-03-24T16:00:00+01:00"));
  test_desk_run (&desk, "2026-03-24T18:40:00+01:00");
  test_desk_expect (&desk, "14:00 claim protein/2026-03-24/1\n"
                           "15:35 resolve protein/2026-03-24/1 unanswered\n"
                           "17:10 claim protein/2026-03-24/2\n"
                           "18:30 record protein/2026-03-24/s1500 late\n");
  test_desk_clear (&desk);
}

static void
tune_rest_after_hard (RecoupState *state)
{
  state->planned.n = 1;
  state->planned.items[0] = RECOUP_PLANNED_REST;
  state->load_yesterday = 600;
  state->chronic_yesterday = 500;
}

static void
tune_rest_after_easy (RecoupState *state)
{
  tune_rest_after_hard (state);
  state->chronic_yesterday = 501;
}

static void
tune_training (RecoupState *state)
{
  state->planned.n = 1;
  state->planned.items[0] = RECOUP_GROUP_QUADS;
  state->rest_today = TRUE;
  state->load_yesterday = 600;
}

static void
tune_verdict (RecoupState *state)
{
  tune_training (state);
  state->verdict = RECOUP_VERDICT_ACTIVE_RECOVERY;
}

static void
tune_ill (RecoupState *state)
{
  test_desk_tune_active (state);
  state->ill = TRUE;
}

static void
tune_unknown (RecoupState *state)
{
  test_desk_tune_active (state);
  state->verdict = RECOUP_VERDICT_UNKNOWN;
}

/* S-100 */
static void
test_active_recovery_days (void)
{
  static const struct
  {
    const char *name;
    void (*tune) (RecoupState *state);
    gboolean shown;
  } cases[] = {
    { "nothing planned", NULL, FALSE },
    { "active day", test_desk_tune_active, TRUE },
    { "rest after a hard day", tune_rest_after_hard, TRUE },
    { "rest after an easy day", tune_rest_after_easy, FALSE },
    { "training day", tune_training, FALSE },
    { "training day, the verdict says so", tune_verdict, TRUE },
    { "ill", tune_ill, FALSE },
    { "unknown", tune_unknown, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", "2026-03-24T10:00:00+01:00");
      test_desk_only (&desk, RECOUP_REMINDER_ACTIVE_RECOVERY);
      desk.tune = cases[i].tune;
      g_test_message ("%s", cases[i].name);
      test_desk_run (&desk, "2026-03-24T18:00:00+01:00");
      test_desk_expect (&desk, cases[i].shown ? "17:30 claim active-recovery/2026-03-24/0\n" : "");
      test_desk_clear (&desk);
    }
}

static void
test_active_recovery_walk (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T10:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_ACTIVE_RECOVERY);
  desk.tune = test_desk_tune_active;
  test_desk_run (&desk, "2026-03-24T18:00:00+01:00");
  test_desk_move (&desk, desk.now, "walk");
  test_desk_run (&desk, "2026-03-24T23:00:00+01:00");
  test_desk_expect (&desk, "17:30 claim active-recovery/2026-03-24/0\n"
                           "18:00 resolve active-recovery/2026-03-24/0 logged\n");
  test_desk_clear (&desk);

  /* It keeps clear of a meal. */
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T15:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_ACTIVE_RECOVERY);
  desk.policy.remind[RECOUP_REMINDER_PROTEIN] = TRUE;
  desk.policy.activity_time_min = 17 * 60;
  desk.tune = test_desk_tune_active;
  test_desk_run (&desk, "2026-03-24T17:50:00+01:00");
  test_desk_expect (&desk, "15:00 claim protein/2026-03-24/1\n"
                           "15:35 resolve protein/2026-03-24/1 unanswered\n"
                           "17:10 claim protein/2026-03-24/2\n"
                           "17:40 claim active-recovery/2026-03-24/0\n");
  test_desk_clear (&desk);
}

static void
tune_hard_yesterday (RecoupState *state)
{
  state->load_yesterday = 600;
  state->chronic_yesterday = 300;
}

static void
tune_hard_and_sharp (RecoupState *state)
{
  tune_hard_yesterday (state);
  state->groups[RECOUP_GROUP_QUADS].why = RECOUP_PAIN_SHARP;
}

/* Nothing is proposed for an area with sharp or joint pain (S-051). */
static void
test_foam_roll_pain (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T07:30:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_FOAM_ROLL);
  desk.tune = tune_hard_and_sharp;
  test_desk_run (&desk, "2026-03-24T19:30:00+01:00");
  test_desk_expect (&desk, "");
  desk.tune = tune_hard_yesterday;
  test_desk_run (&desk, "2026-03-24T19:40:00+01:00");
  test_desk_expect (&desk, "19:30 claim foam-roll/2026-03-24/0\n");
  test_desk_clear (&desk);
}

/* S-026, S-103, S-104 */
static void
test_small_kinds (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_HYDRATION);
  desk.policy.remind[RECOUP_REMINDER_MOBILITY] = TRUE;
  desk.policy.remind[RECOUP_REMINDER_FOAM_ROLL] = TRUE;
  desk.tune = tune_rest_after_hard;
  test_desk_run (&desk, "2026-03-24T22:00:00+01:00");
  test_desk_expect (&desk, "09:00 claim hydration/2026-03-24/0\n"
                           "09:10 claim mobility/2026-03-24/0\n"
                           "10:00 resolve hydration/2026-03-24/0 unanswered\n"
                           "12:00 resolve mobility/2026-03-24/0 unanswered\n"
                           "12:00 claim hydration/2026-03-24/1\n"
                           "13:00 resolve hydration/2026-03-24/1 unanswered\n"
                           "15:00 claim hydration/2026-03-24/2\n"
                           "16:00 resolve hydration/2026-03-24/2 unanswered\n"
                           "18:00 claim hydration/2026-03-24/3\n"
                           "18:45 claim foam-roll/2026-03-24/0\n"
                           "19:00 resolve hydration/2026-03-24/3 unanswered\n"
                           "21:45 resolve foam-roll/2026-03-24/0 unanswered\n");
  test_desk_clear (&desk);
}

/* Reminders of an account that is switched off are silent, and what is open of it is taken away. */
static void
test_off (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T07:30:00+01:00");
  desk.policy.remind[RECOUP_REMINDER_CHECK_IN] = FALSE;
  desk.policy.remind[RECOUP_REMINDER_DIGEST] = FALSE;
  test_desk_run (&desk, "2026-03-24T08:05:00+01:00");
  test_desk_expect (&desk, "08:00 claim protein/2026-03-24/0\n");
  desk.policy.accounts_off = 1U << RECOUP_ACCOUNT_FUEL | 1U << RECOUP_ACCOUNT_SLEEP;
  test_desk_run (&desk, "2026-03-25T04:00:00+01:00");
  test_desk_expect (&desk, "08:05 resolve protein/2026-03-24/0 off\n");
  test_desk_clear (&desk);
}

static void
tune_slept (RecoupState *state)
{
  state->sleep_min = 470;
}

/* What the check-in of the morning would say at this instant; NULL if there is none to come. */
static const char *
find_check_in_message (TestDesk *desk)
{
  g_autoptr (RecoupSchedule) plan = test_desk_plan (desk);
  const char *message = NULL;

  for (guint i = 0; message == NULL && i < plan->upcoming->len; i++)
    {
      const RecoupReminder *reminder = plan->upcoming->pdata[i];
      message = reminder->kind == RECOUP_REMINDER_CHECK_IN ? reminder->message : NULL;
    }
  return message;
}

/* Who does not want the account of sleep is asked how the day begins, no night is offered, and one
 * that was logged all the same is no answer. */
static void
test_check_in_without_sleep (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T06:50:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_CHECK_IN);
  g_assert_cmpstr (find_check_in_message (&desk), ==, "check-in");
  desk.around.slept_from = test_desk_at ("2026-03-23T22:50:00+01:00");
  desk.around.slept_until = test_desk_at ("2026-03-24T06:40:00+01:00");
  g_assert_cmpstr (find_check_in_message (&desk), ==, "check-in-sleep");
  desk.policy.accounts_off = 1U << RECOUP_ACCOUNT_SLEEP;
  g_assert_cmpstr (find_check_in_message (&desk), ==, "check-in-feeling");
  desk.tune = tune_slept;
  test_desk_run (&desk, "2026-03-24T08:05:00+01:00");
  test_desk_expect (&desk, "08:00 claim check-in/2026-03-24/0\n");
  test_desk_clear (&desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/protein/met", test_protein_met);
  g_test_add_func ("/schedule/protein/session", test_protein_session);
  g_test_add_func ("/schedule/protein/late-session", test_protein_late_session);
  g_test_add_func ("/schedule/active-recovery/days", test_active_recovery_days);
  g_test_add_func ("/schedule/active-recovery/walk", test_active_recovery_walk);
  g_test_add_func ("/schedule/foam-roll/pain", test_foam_roll_pain);
  g_test_add_func ("/schedule/small-kinds", test_small_kinds);
  g_test_add_func ("/schedule/off", test_off);
  g_test_add_func ("/schedule/check-in/without-sleep", test_check_in_without_sleep);
  return g_test_run ();
}
