/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plan of reminders over days: what everything that is planned has in common, and a random
 * life. */

#include <string.h>

#include "support/schedule-desk.h"

/* S-017, S-019, S-110, S-111: A day of one who logs nothing and answers nothing. */
static void
test_silent_day (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  test_desk_run (&desk, "2026-03-25T04:00:00+01:00");
  test_desk_expect (&desk, "08:00 claim check-in/2026-03-24/0\n"
                           "08:10 claim protein/2026-03-24/0\n"
                           "11:00 resolve protein/2026-03-24/0 unanswered\n"
                           "12:35 claim protein/2026-03-24/1\n"
                           "14:00 resolve check-in/2026-03-24/0 unanswered\n"
                           "15:35 resolve protein/2026-03-24/1 unanswered\n"
                           "17:10 claim protein/2026-03-24/2\n"
                           "20:10 resolve protein/2026-03-24/2 unanswered\n"
                           "21:45 claim wind-down/2026-03-24/0\n"
                           "21:55 claim protein/2026-03-24/3\n"
                           "22:45 resolve wind-down/2026-03-24/0 unanswered\n"
                           "22:45 claim bedtime/2026-03-24/0\n"
                           "00:45 resolve protein/2026-03-24/3 unanswered\n"
                           "03:00 resolve bedtime/2026-03-24/0 unanswered\n");
  test_desk_clear (&desk);
}

/* S-110 */
static void
test_snooze (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T22:30:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  test_desk_run (&desk, "2026-03-24T22:50:00+01:00");
  RecoupReminder *row = test_desk_get (&desk, "bedtime/2026-03-24/0");
  row->state = RECOUP_REMINDER_SNOOZED;
  row->until = desk.now + 15 * RECOUP_USEC_PER_MIN;
  row->snoozes = 1;
  row->posted = FALSE;
  test_desk_run (&desk, "2026-03-24T23:30:00+01:00");
  test_desk_expect (&desk, "22:45 claim bedtime/2026-03-24/0\n"
                           "23:05 show bedtime/2026-03-24/0\n");
  test_desk_clear (&desk);
}

/* Eight popups a day, bedtime not counted. */
static void
test_limit (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  desk.policy.max_popups = 3;
  test_desk_run (&desk, "2026-03-24T23:00:00+01:00");
  test_desk_expect (&desk, "08:00 claim check-in/2026-03-24/0\n"
                           "08:10 claim protein/2026-03-24/0\n"
                           "11:00 resolve protein/2026-03-24/0 unanswered\n"
                           "12:35 claim protein/2026-03-24/1\n"
                           "14:00 resolve check-in/2026-03-24/0 unanswered\n"
                           "15:35 resolve protein/2026-03-24/1 unanswered\n"
                           "20:10 record protein/2026-03-24/2 limit\n"
                           "22:45 record wind-down/2026-03-24/0 limit\n"
                           "22:45 claim bedtime/2026-03-24/0\n");
  test_desk_clear (&desk);
}

static void
tune_no_coverage (RecoupState *state)
{
  state->coverage = 0;
}

/* Unanswered for three days one comes a day, after seven none, and that is said once. */
static void
test_rest (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-02T05:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.remind[RECOUP_REMINDER_DIGEST] = TRUE;
  desk.policy.meals_per_day = 2;
  desk.tune = tune_no_coverage;
  guint shown[12] = { 0 };
  for (guint day = 0; day < 12; day++)
    {
      g_autofree char *end = g_strdup_printf ("2026-03-%02uT04:00:00+01:00", day + 3);
      desk.around.last_evidence = desk.now;
      test_desk_run (&desk, end);
      g_auto (GStrv) lines = g_strsplit (desk.log->str, "\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        shown[day] += strstr (lines[i], " claim protein/") != NULL ? 1 : 0;
      if (day == 7)
        {
          g_assert_nonnull (strstr (desk.log->str, "08:00 claim digest/2026-03-09/0"));
          g_assert_cmpstr (test_desk_get (&desk, "digest/2026-03-09/0")->detail, ==,
                           "resting protein");
        }
      else
        g_assert_null (strstr (desk.log->str, "claim digest"));
      g_string_truncate (desk.log, 0);
    }
  static const guint expected[12] = { 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0 };
  for (guint day = 0; day < 12; day++)
    g_assert_cmpuint (shown[day], ==, expected[day]);

  desk.around.answered_at[RECOUP_REMINDER_PROTEIN] = desk.now; /* a meal was logged */
  test_desk_run (&desk, "2026-03-14T23:00:00+01:00");
  test_desk_expect (&desk, "08:00 claim protein/2026-03-14/0\n"
                           "11:00 resolve protein/2026-03-14/0 unanswered\n"
                           "21:45 claim protein/2026-03-14/1\n");
  test_desk_clear (&desk);
}

static guint
count_setup_hints (const TestDesk *desk)
{
  guint n = 0;

  for (guint i = 0; i < desk->history->len; i++)
    {
      const RecoupReminder *row = desk->history->pdata[i];
      n += g_strcmp0 (row->detail, RECOUP_REMINDER_SETUP_HINT) == 0 &&
           row->shown_at != RECOUP_INSTANT_NONE;
    }
  return n;
}

/* A new journal on defaults is told once how to say more; one with settings of its own never. */
static void
test_setup_hint (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-02T12:00:00+01:00");
  test_desk_run (&desk, "2026-03-03T09:00:00+01:00");
  g_assert_cmpuint (count_setup_hints (&desk), ==, 1);
  desk.around.last_evidence = desk.now;
  test_desk_run (&desk, "2026-03-08T12:00:00+01:00");
  g_assert_cmpuint (count_setup_hints (&desk), ==, 1);
  test_desk_clear (&desk);

  test_desk_init (&desk, "Europe/Berlin", "2026-03-02T12:00:00+01:00");
  desk.policy.sleep_need_min = 450;
  test_desk_run (&desk, "2026-03-05T12:00:00+01:00");
  g_assert_cmpuint (count_setup_hints (&desk), ==, 0);
  test_desk_clear (&desk);

  test_desk_init (&desk, "Europe/Berlin", "2026-03-02T12:00:00+01:00");
  desk.around.created_at = desk.now - 8 * RECOUP_USEC_PER_DAY;
  test_desk_run (&desk, "2026-03-05T12:00:00+01:00");
  g_assert_cmpuint (count_setup_hints (&desk), ==, 0);
  test_desk_clear (&desk);
}

/* A week without a sign: one welcome, then silence, bedtime included, until a sign. */
static void
test_silence (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-02T12:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.policy.remind[RECOUP_REMINDER_DIGEST] = TRUE;
  test_desk_run (&desk, "2026-03-09T11:00:00+01:00");
  g_string_truncate (desk.log, 0);
  test_desk_run (&desk, "2026-03-20T12:00:00+01:00");
  test_desk_expect (&desk, "12:00 claim digest/2026-03-09/0\n"
                           "22:45 resolve digest/2026-03-09/0 unanswered\n");
  desk.around.last_evidence = desk.now;
  test_desk_run (&desk, "2026-03-20T23:00:00+01:00");
  test_desk_expect (&desk, "12:00 record bedtime/2026-03-19/0 late\n"
                           "22:45 claim bedtime/2026-03-20/0\n");
  test_desk_clear (&desk);
}

/* West: the popup waits for the new evening; east: it is over. The key is never claimed again. */
static void
test_travel (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T22:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  test_desk_run (&desk, "2026-03-24T23:00:00+01:00");
  desk.zone = recoup_zone_table_lookup (desk.zones, "America/New_York");
  test_desk_run (&desk, "2026-03-25T08:00:00-04:00");
  test_desk_expect (&desk, "22:45 claim bedtime/2026-03-24/0\n"
                           "18:00 close bedtime/2026-03-24/0 moved\n"
                           "22:45 show bedtime/2026-03-24/0\n"
                           "03:00 resolve bedtime/2026-03-24/0 unanswered\n");
  test_desk_clear (&desk);

  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T22:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  test_desk_run (&desk, "2026-03-24T23:00:00+01:00");
  desk.zone = recoup_zone_table_lookup (desk.zones, "Asia/Tokyo");
  test_desk_run (&desk, "2026-03-25T20:00:00+09:00");
  test_desk_expect (&desk, "22:45 claim bedtime/2026-03-24/0\n"
                           "07:00 resolve bedtime/2026-03-24/0 unanswered\n");
  test_desk_clear (&desk);
}

static void
test_skip_date (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T12:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  RecoupReminder *row = recoup_reminder_new (
      RECOUP_REMINDER_BEDTIME,
      recoup_civil_recovery_day (desk.now, desk.policy.day_start_min, desk.zone), "all");
  row->state = RECOUP_REMINDER_SKIPPED;
  row->claimed_at = row->resolved_at = desk.now;
  g_ptr_array_add (desk.history, row);
  test_desk_run (&desk, "2026-03-25T23:00:00+01:00");
  test_desk_expect (&desk, "22:45 claim bedtime/2026-03-25/0\n");
  test_desk_clear (&desk);
}

static void
test_switched_off (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T17:10:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  test_desk_run (&desk, "2026-03-24T17:20:00+01:00");
  desk.policy.remind[RECOUP_REMINDER_PROTEIN] = FALSE;
  test_desk_run (&desk, "2026-03-25T03:00:00+01:00");
  test_desk_expect (&desk, "17:10 claim protein/2026-03-24/2\n"
                           "17:20 resolve protein/2026-03-24/2 off\n");
  test_desk_clear (&desk);
}

static void
test_clock_set (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T18:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.around.deliver_from = desk.now;
  test_desk_run (&desk, "2026-03-24T21:50:00+01:00");
  test_desk_expect (&desk, "18:00 record protein/2026-03-24/2 clock\n"
                           "21:45 claim protein/2026-03-24/3\n");
  test_desk_clear (&desk);
}

/* Days of a random life: every key once, one popup in the gap, no bedtime after its validity,
 * everything resolved; the checks stand in test_desk_settle() and desk_carry_out(). */
static void
random_life (TestDesk *desk, GRand *rand, guint n_events)
{
  RecoupInstant left = RECOUP_INSTANT_NONE;
  RecoupInstant last_popup = RECOUP_INSTANT_NONE;

  for (guint i = 0; i < n_events; i++)
    {
      RecoupInstant end = desk->now + g_rand_int_range (rand, 1, 5 * 60) * RECOUP_USEC_PER_MIN;
      for (;;)
        {
          g_autoptr (RecoupSchedule) first = test_desk_plan (desk);
          for (guint a = 0; a < first->acts->len; a++)
            {
              const RecoupAct *act = first->acts->pdata[a];
              if ((act->kind != RECOUP_ACT_CLAIM && act->kind != RECOUP_ACT_SHOW) ||
                  act->reminder->kind == RECOUP_REMINDER_BEDTIME)
                continue;
              if (last_popup != RECOUP_INSTANT_NONE)
                g_assert_cmpint (desk->now - last_popup, >=, 10 * RECOUP_USEC_PER_MIN);
              last_popup = desk->now;
              g_assert_false (desk->around.away);
            }
          g_autoptr (RecoupSchedule) plan = test_desk_settle (desk);
          if (plan->next > end)
            break;
          desk->now = plan->next;
        }
      desk->now = end;
      switch (g_rand_int_range (rand, 0, 6))
        {
        case 0:
          test_desk_eat (desk, desk->now, g_rand_int_range (rand, 5, 50));
          break;
        case 1:
          test_desk_train (desk, desk->now - RECOUP_USEC_PER_HOUR, desk->now);
          break;
        case 2:
          test_desk_sleep (desk, desk->now - 7 * RECOUP_USEC_PER_HOUR, desk->now);
          break;
        case 3:
          desk->around.dnd = !desk->around.dnd;
          break;
        default:
          if (desk->around.away)
            test_desk_come_back (desk, left);
          else
            {
              left = desk->now;
              test_desk_leave (desk);
              desk->around.locked = g_rand_boolean (rand);
            }
          break;
        }
    }
}

static void
test_random (void)
{
  static const char *const zones[] = { "Europe/Berlin",
                                       "America/New_York",
                                       "Australia/Lord_Howe",
                                       "Africa/Cairo",
                                       "Europe/Dublin",
                                       "Asia/Kathmandu",
                                       "UTC" };

  for (guint i = 0; i < 14; i++)
    {
      guint32 seed = (guint32) g_test_rand_int ();
      g_test_message ("seed %u", seed);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      TestDesk desk;
      test_desk_init (&desk, zones[i % G_N_ELEMENTS (zones)], "2026-03-20T05:00:00Z");
      desk.tune = i % 2 == 0 ? test_desk_tune_active : test_desk_tune_stressed;
      for (guint k = 0; k < RECOUP_N_REMINDER_KINDS; k++)
        desk.policy.remind[k] = TRUE;
      random_life (&desk, rand, 120);

      /* Two days later nothing of this time is open but what is valid that long. */
      g_ptr_array_set_size (desk.entries, 0);
      desk.around.away = TRUE;
      RecoupInstant end = desk.now + 4 * RECOUP_USEC_PER_DAY;
      RecoupInstant then = desk.now;
      while (desk.now < end)
        {
          g_autoptr (RecoupSchedule) plan = test_desk_settle (&desk);
          desk.now = MIN (plan->next, end);
        }
      for (guint r = 0; r < desk.history->len; r++)
        {
          const RecoupReminder *row = desk.history->pdata[r];
          if (row->claimed_at <= then)
            g_assert_true (recoup_reminder_state_is_resolved (row->state));
        }
      test_desk_clear (&desk);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/silent-day", test_silent_day);
  g_test_add_func ("/schedule/snooze", test_snooze);
  g_test_add_func ("/schedule/limit", test_limit);
  g_test_add_func ("/schedule/rest", test_rest);
  g_test_add_func ("/schedule/silence", test_silence);
  g_test_add_func ("/schedule/travel", test_travel);
  g_test_add_func ("/schedule/skip-date", test_skip_date);
  g_test_add_func ("/schedule/switched-off", test_switched_off);
  g_test_add_func ("/schedule/clock-set", test_clock_set);
  g_test_add_func ("/schedule/setup-hint", test_setup_hint);
  g_test_add_func ("/schedule/random", test_random);
  return g_test_run ();
}
