/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The kinds of reminders to the second and to the gram: what lies on each edge of their table, and
 * what lies one step beside it. */

#include "support/schedule-desk.h"

#define MORNING  "2026-03-24T04:30:00+01:00"
#define EVENING  "2026-03-24T20:00:00+01:00"
#define NONE     RECOUP_INSTANT_NONE
#define LOGGED_G 10 /* enough for a meal, too little for a slot */

/* The reminder @key of @plan: to be shown now, held back, or to come; NULL if there is none. */
static const RecoupReminder *
find (const RecoupSchedule *plan, const char *key)
{
  for (guint i = 0; i < plan->acts->len; i++)
    {
      const RecoupAct *act = plan->acts->pdata[i];
      if (act->kind == RECOUP_ACT_CLAIM && g_str_equal (act->reminder->key, key))
        return act->reminder;
    }
  const GPtrArray *const lists[] = { plan->waiting, plan->upcoming };
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      if (g_str_equal (((RecoupReminder *) lists[l]->pdata[i])->key, key))
        return lists[l]->pdata[i];
  return NULL;
}

/* When @key is due on @desk and until when it is of use: "17:30 20:30", "never". */
static char *
dup_span (TestDesk *desk, const char *key)
{
  g_autoptr (RecoupSchedule) plan = test_desk_plan (desk);
  const RecoupReminder *reminder = find (plan, key);
  RecoupDay day = 0;
  guint due = 0;
  guint end = 0;

  if (reminder == NULL)
    return g_strdup ("never");
  recoup_civil_local (reminder->due, desk->zone, &day, &due);
  recoup_civil_local (reminder->valid_until, desk->zone, &day, &end);
  return g_strdup_printf ("%02u:%02u %02u:%02u", due / 3600, due / 60 % 60, end / 3600,
                          end / 60 % 60);
}

static void
check_span (TestDesk *desk, const char *key, const char *expected)
{
  g_autofree char *span = dup_span (desk, key);
  g_assert_cmpstr (span, ==, expected);
}

/* The first return between two hours before getting up and three after; else an hour after. */
static void
test_check_in (void)
{
  static const struct
  {
    const char *back;
    const char *span;
  } rows[] = {
    { NULL, "08:00 14:00" },
    { "2026-03-24T04:59:59+01:00", "08:00 14:00" },
    { "2026-03-24T05:00:00+01:00", "05:00 14:00" },
    { "2026-03-24T07:20:00+01:00", "07:20 14:00" },
    { "2026-03-24T10:00:00+01:00", "10:00 14:00" },
    { "2026-03-24T10:00:01+01:00", "08:00 14:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", MORNING);
      test_desk_only (&desk, RECOUP_REMINDER_CHECK_IN);
      desk.around.back_since = rows[i].back != NULL ? test_desk_at (rows[i].back) : NONE;
      g_test_message ("%s", rows[i].back != NULL ? rows[i].back : "in use");
      check_span (&desk, "check-in/2026-03-24/0", rows[i].span);
      test_desk_clear (&desk);
    }
}

static void
tune_127_g (RecoupState *state)
{
  state->protein_target_g = 127;
}

/* The second of four slots, at 12:35, is met by half of the target, or by a meal close before. */
static void
test_slot_met (void)
{
  static const struct
  {
    const char *at;
    double grams;
    void (*tune) (RecoupState *state);
    gboolean is_met;
  } rows[] = {
    { "2026-03-24T07:00:00+01:00", 63.9, NULL, FALSE },
    { "2026-03-24T07:00:00+01:00", 64, NULL, TRUE },
    { "2026-03-24T07:00:00+01:00", 62.9, tune_127_g, FALSE },
    { "2026-03-24T07:00:00+01:00", 63, tune_127_g, TRUE }, /* half of 127, rounded down */
    { "2026-03-24T11:04:59+01:00", 15, NULL, FALSE },
    { "2026-03-24T11:05:00+01:00", 15, NULL, TRUE }, /* 90 min before */
    { "2026-03-24T12:00:00+01:00", 14.9, NULL, FALSE },
    { "2026-03-24T12:00:00+01:00", 15, NULL, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", "2026-03-24T12:30:00+01:00");
      test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
      desk.tune = rows[i].tune;
      test_desk_eat (&desk, test_desk_at (rows[i].at), rows[i].grams);
      g_test_message ("%g g at %s", rows[i].grams, rows[i].at);
      check_span (&desk, "protein/2026-03-24/1", rows[i].is_met ? "never" : "12:35 15:35");
      test_desk_clear (&desk);
    }
}

/* After a session: for two hours, until a meal at its end or later. */
static void
test_session_met (void)
{
  static const struct
  {
    const char *now; /* it ended at 14:00 */
    const char *meal;
    gboolean is_due;
  } rows[] = {
    { "2026-03-24T14:00:00+01:00", NULL, TRUE },
    { "2026-03-24T15:59:59+01:00", NULL, TRUE },
    { "2026-03-24T16:00:00+01:00", NULL, FALSE },
    { "2026-03-24T14:10:00+01:00", "2026-03-24T13:59:59+01:00", TRUE },
    { "2026-03-24T14:10:00+01:00", "2026-03-24T14:00:00+01:00", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", rows[i].now);
      test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
      test_desk_train (&desk, test_desk_at ("2026-03-24T13:00:00+01:00"),
                       test_desk_at ("2026-03-24T14:00:00+01:00"));
      if (rows[i].meal != NULL)
        test_desk_eat (&desk, test_desk_at (rows[i].meal), LOGGED_G);
      g_test_message ("%s", rows[i].now);
      check_span (&desk, "protein/2026-03-24/s1300", rows[i].is_due ? "14:00 16:00" : "never");
      test_desk_clear (&desk);
    }
}

/* The one after a session stands for slots of the hour before and after: that of 17:10. */
static void
test_session_replaces (void)
{
  static const struct
  {
    const char *end;
    gboolean is_replaced;
  } rows[] = {
    { "2026-03-24T16:09:59+01:00", FALSE },
    { "2026-03-24T16:10:00+01:00", TRUE },
    { "2026-03-24T16:40:00+01:00", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", "2026-03-24T17:00:00+01:00");
      test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
      test_desk_train (&desk, test_desk_at ("2026-03-24T15:00:00+01:00"),
                       test_desk_at (rows[i].end));
      check_span (&desk, "protein/2026-03-24/2", rows[i].is_replaced ? "never" : "17:10 20:10");
      test_desk_clear (&desk);
    }
  /* And one that ends an hour after a slot takes the place of that popup. */
  for (guint late_sec = 0; late_sec <= 1; late_sec++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", "2026-03-24T17:10:00+01:00");
      test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
      test_desk_run (&desk, "2026-03-24T18:10:01+01:00");
      test_desk_train (&desk, test_desk_at ("2026-03-24T17:30:00+01:00"),
                       test_desk_at ("2026-03-24T18:10:00+01:00") +
                           (gint64) late_sec * G_USEC_PER_SEC);
      recoup_schedule_free (test_desk_settle (&desk));
      test_desk_expect (&desk, late_sec == 0 ? "17:10 claim protein/2026-03-24/2\n"
                                               "18:10 resolve protein/2026-03-24/2 obsolete\n"
                                               "18:10 claim protein/2026-03-24/s1730\n"
                                             : "17:10 claim protein/2026-03-24/2\n"
                                               "18:10 resolve protein/2026-03-24/2 replaced\n"
                                               "18:10 claim protein/2026-03-24/s1730\n");
      test_desk_clear (&desk);
    }
}

/* What a slot asks for: its share of what is left, at most a portion, at most what is left. */
static void
test_grams (void)
{
  static const struct
  {
    const char *now;
    const char *key;
    double eaten; /* at 05:00 */
    guint portion_g;
    gint grams;
    gint left;
    gint portions;
  } rows[] = {
    { "2026-03-24T08:00:00+01:00", "protein/2026-03-24/0", 0, 80, 32, 128, 2 },
    { "2026-03-24T08:00:00+01:00", "protein/2026-03-24/0", 0, 30, 30, 128, 4 },
    { "2026-03-24T08:00:00+01:00", "protein/2026-03-24/0", 0.5, 80, 32, 128, 2 },
    { "2026-03-24T12:35:00+01:00", "protein/2026-03-24/1", 27, 80, 34, 101, 1 }, /* 33 2/3 */
    { "2026-03-24T21:45:00+01:00", "protein/2026-03-24/3", 0, 80, 80, 128, 2 },
    { "2026-03-24T21:45:00+01:00", "protein/2026-03-24/3", 107.5, 80, 21, 21, 1 },
    { "2026-03-24T14:00:00+01:00", "protein/2026-03-24/s1300", 0, 80, 80, 128, 2 },
    { "2026-03-24T14:00:00+01:00", "protein/2026-03-24/s1300", 120, 30, 8, 8, 1 },
    { "2026-03-24T14:00:00+01:00", "protein/2026-03-24/s1300", 83, 30, 30, 45, 2 }, /* 1.5 */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", rows[i].now);
      test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
      desk.policy.protein_portion_g = rows[i].portion_g;
      if (rows[i].eaten > 0)
        test_desk_eat (&desk, test_desk_at ("2026-03-24T05:00:00+01:00"), rows[i].eaten);
      if (g_str_has_suffix (rows[i].key, "s1300"))
        test_desk_train (&desk, test_desk_at ("2026-03-24T13:00:00+01:00"),
                         test_desk_at ("2026-03-24T14:00:00+01:00"));
      g_autoptr (RecoupSchedule) plan = test_desk_plan (&desk);
      const RecoupReminder *reminder = find (plan, rows[i].key);
      g_test_message ("%s, %g g eaten, portions of %u g", rows[i].key, rows[i].eaten,
                      rows[i].portion_g);
      g_assert_nonnull (reminder);
      g_assert_cmpint (reminder->grams, ==, rows[i].grams);
      g_assert_cmpint (reminder->amount, ==, rows[i].left);
      g_assert_cmpint (reminder->portions, ==, rows[i].portions);
      test_desk_clear (&desk);
    }
}

/* A day on which nothing is left asks for nothing, after a session neither. */
static void
test_target_reached (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T14:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  test_desk_eat (&desk, test_desk_at ("2026-03-24T05:00:00+01:00"), 128);
  test_desk_train (&desk, test_desk_at ("2026-03-24T13:00:00+01:00"),
                   test_desk_at ("2026-03-24T14:00:00+01:00"));
  check_span (&desk, "protein/2026-03-24/s1300", "never");
  check_span (&desk, "protein/2026-03-24/2", "never");
  check_span (&desk, "protein/2026-03-24/3", "never");
  test_desk_clear (&desk);
}

static void
tune_weighed (RecoupState *state)
{
  state->weight_kg = 80;
}

/* The weight that the target takes for granted is told as long as nobody said another. */
static void
test_assumed_weight (void)
{
  static const struct
  {
    void (*tune) (RecoupState *state);
    double setting_kg;
    double target_g;
    gint assumed_kg;
  } rows[] = {
    { NULL, 80, 0, 80 },
    { tune_weighed, 80, 0, 0 },
    { NULL, 70, 0, 0 },
    { NULL, 80, 120, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", "2026-03-24T08:00:00+01:00");
      test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
      desk.tune = rows[i].tune;
      desk.policy.body_weight_kg = rows[i].setting_kg;
      desk.policy.protein_target_g = rows[i].target_g;
      g_autoptr (RecoupSchedule) plan = test_desk_plan (&desk);
      g_assert_cmpint (find (plan, "protein/2026-03-24/0")->assumed_kg, ==, rows[i].assumed_kg);
      test_desk_clear (&desk);
    }
}

static void
tune_verdict_rest (RecoupState *state)
{
  test_desk_tune_active (state);
  state->verdict = RECOUP_VERDICT_REST;
}

static void
tune_professional (RecoupState *state)
{
  test_desk_tune_active (state);
  state->verdict = RECOUP_VERDICT_SEE_PROFESSIONAL;
}

static void
tune_intervals (RecoupState *state)
{
  state->planned.n = 2;
  state->planned.items[0] = RECOUP_PLANNED_HIIT;
  state->planned.items[1] = RECOUP_PLANNED_ACTIVE;
}

static void
tune_rest_entry (RecoupState *state)
{
  state->rest_today = TRUE;
  state->load_yesterday = 600;
  state->chronic_yesterday = 500;
}

static void
tune_after_nothing (RecoupState *state)
{
  state->rest_today = TRUE;
}

static void
tune_trained (RecoupState *state)
{
  test_desk_tune_active (state);
  state->sessions = 1;
}

/* Easy movement: the days that are for it, and the hour, which keeps clear of the meal at 17:10. */
static void
test_activity (void)
{
  static const struct
  {
    void (*tune) (RecoupState *state);
    guint time_min;
    const char *span;
  } rows[] = {
    { test_desk_tune_active, 16 * 60 + 40, "16:40 19:40" },
    { test_desk_tune_active, 16 * 60 + 41, "17:40 20:40" },
    { test_desk_tune_active, 17 * 60 + 39, "17:40 20:40" },
    { test_desk_tune_active, 17 * 60 + 41, "17:41 20:41" },
    { test_desk_tune_active, 2 * 60, "02:00 05:00" }, /* before the day turns over */
    { tune_verdict_rest, 17 * 60, "never" },
    { tune_professional, 17 * 60, "never" },
    { tune_intervals, 17 * 60, "never" },
    { tune_rest_entry, 17 * 60, "17:40 20:40" },
    { tune_after_nothing, 17 * 60, "never" },
    { tune_trained, 17 * 60, "never" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", "2026-03-24T05:30:00+01:00");
      desk.policy.activity_time_min = rows[i].time_min;
      desk.tune = rows[i].tune;
      g_test_message ("row %" G_GSIZE_FORMAT, i);
      check_span (&desk, "active-recovery/2026-03-24/0", rows[i].span);
      test_desk_clear (&desk);
    }
}

/* Winding down ends with lights out, with the answer to bedtime, and with a night that is logged.
 */
static void
test_wind_down (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", EVENING);
  desk.policy.remind[RECOUP_REMINDER_PROTEIN] = FALSE;
  check_span (&desk, "wind-down/2026-03-24/0", "21:45 22:45");
  check_span (&desk, "bedtime/2026-03-24/0", "22:45 03:00");
  desk.policy.wind_down_min = 1;
  check_span (&desk, "wind-down/2026-03-24/0", "22:44 22:45");
  desk.policy.wind_down_min = 0;
  check_span (&desk, "wind-down/2026-03-24/0", "never");
  desk.policy.wind_down_min = 60;

  test_desk_run (&desk, "2026-03-24T22:00:00+01:00");
  test_desk_sleep (&desk, test_desk_at ("2026-03-24T20:45:00+01:00"),
                   test_desk_at ("2026-03-24T21:45:00+01:00")); /* before the hours in bed */
  test_desk_run (&desk, "2026-03-24T22:10:00+01:00");
  test_desk_expect (&desk, "21:45 claim wind-down/2026-03-24/0\n");
  test_desk_sleep (&desk, test_desk_at ("2026-03-24T20:45:00+01:00"),
                   test_desk_at ("2026-03-24T21:45:01+01:00"));
  test_desk_run (&desk, "2026-03-24T22:50:00+01:00");
  test_desk_expect (&desk, "22:10 resolve wind-down/2026-03-24/0 logged\n");
  test_desk_clear (&desk);

  test_desk_init (&desk, "Europe/Berlin", EVENING);
  test_desk_only (&desk, RECOUP_REMINDER_WIND_DOWN);
  test_desk_run (&desk, "2026-03-24T22:00:00+01:00");
  RecoupDay day = test_desk_get (&desk, "wind-down/2026-03-24/0")->day;
  RecoupReminder *bedtime = recoup_reminder_new (RECOUP_REMINDER_BEDTIME, day, "0");
  bedtime->state = RECOUP_REMINDER_SKIPPED; /* ahead of time */
  bedtime->claimed_at = bedtime->resolved_at = desk.now;
  g_ptr_array_add (desk.history, bedtime);
  test_desk_run (&desk, "2026-03-24T22:50:00+01:00");
  test_desk_expect (&desk, "21:45 claim wind-down/2026-03-24/0\n"
                           "22:00 resolve wind-down/2026-03-24/0 answered\n");
  test_desk_clear (&desk);
}

static void
tune_late (RecoupState *state)
{
  state->extra_min = -165; /* as a usual bedtime late at night moves it */
}

static void
tune_later (RecoupState *state)
{
  state->extra_min = -270;
}

static void
tune_latest (RecoupState *state)
{
  state->extra_min = -375;
}

/* Bedtime is of use for half a night, two hours at least, and not in the two before getting up. */
static void
test_bedtime (void)
{
  static const struct
  {
    void (*tune) (RecoupState *state);
    const char *span;
  } rows[] = {
    { NULL, "22:45 03:00" },
    { tune_late, "01:30 03:30" },
    { tune_later, "03:15 05:00" },
    { tune_latest, "never" }, /* 05:00 */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", EVENING);
      desk.tune = rows[i].tune;
      check_span (&desk, "bedtime/2026-03-24/0", rows[i].span);
      if (i + 1 == G_N_ELEMENTS (rows))
        check_span (&desk, "wind-down/2026-03-24/0", "never");
      test_desk_clear (&desk);
    }
}

static void
tune_hard_and_ill (RecoupState *state)
{
  tune_rest_entry (state);
  state->ill = TRUE;
}

static void
tune_deload_due (RecoupState *state)
{
  state->plan = RECOUP_PLAN_DUE;
  state->plan_week = 6;
}

/* What small kinds and offers are of use for. */
static void
test_spans (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", MORNING);
  desk.policy.remind[RECOUP_REMINDER_MOBILITY] = TRUE;
  desk.policy.remind[RECOUP_REMINDER_FOAM_ROLL] = TRUE;
  desk.policy.remind[RECOUP_REMINDER_HYDRATION] = TRUE;
  desk.tune = tune_rest_entry;
  check_span (&desk, "mobility/2026-03-24/0", "09:00 12:00");
  check_span (&desk, "foam-roll/2026-03-24/0", "18:45 21:45");
  check_span (&desk, "hydration/2026-03-24/3", "18:00 19:00");
  check_span (&desk, "hydration/2026-03-24/4", "never");
  desk.tune = tune_hard_and_ill;
  check_span (&desk, "mobility/2026-03-24/0", "never");
  check_span (&desk, "foam-roll/2026-03-24/0", "never");

  desk.tune = tune_deload_due;
  g_autoptr (RecoupSchedule) plan = test_desk_plan (&desk);
  const RecoupReminder *deload = find (plan, "deload/2026-03-24/0");
  g_assert_cmpint (deload->valid_until - deload->due, ==, 7 * RECOUP_USEC_PER_DAY);
  test_desk_clear (&desk);
}

/* An offer that was made yesterday ends with the answer, before today's is due. */
static void
test_deload_answered (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", MORNING);
  test_desk_only (&desk, RECOUP_REMINDER_DELOAD);
  desk.tune = tune_deload_due;
  test_desk_run (&desk, "2026-03-25T05:00:00+01:00");
  test_desk_expect (&desk, "08:00 claim deload/2026-03-24/0\n");
  desk.tune = NULL;
  test_desk_run (&desk, "2026-03-25T09:00:00+01:00");
  test_desk_expect (&desk, "05:00 resolve deload/2026-03-24/0 logged\n");
  test_desk_clear (&desk);
}

/* What counts as stretching, and what as rolling. */
static void
test_moved (void)
{
  static const struct
  {
    const char *activity;
    RecoupReminderKind kind;
    const char *key;
    gboolean counts;
  } rows[] = {
    { "mobility", RECOUP_REMINDER_MOBILITY, "mobility/2026-03-24/0", TRUE },
    { "yoga", RECOUP_REMINDER_MOBILITY, "mobility/2026-03-24/0", TRUE },
    { "massage", RECOUP_REMINDER_MOBILITY, "mobility/2026-03-24/0", FALSE },
    { "foam-rolling", RECOUP_REMINDER_FOAM_ROLL, "foam-roll/2026-03-24/0", TRUE },
    { "massage", RECOUP_REMINDER_FOAM_ROLL, "foam-roll/2026-03-24/0", TRUE },
    { "yoga", RECOUP_REMINDER_FOAM_ROLL, "foam-roll/2026-03-24/0", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TestDesk desk;
      test_desk_init (&desk, "Europe/Berlin", "2026-03-24T08:00:00+01:00");
      test_desk_only (&desk, rows[i].kind);
      desk.tune = tune_rest_entry;
      test_desk_move (&desk, test_desk_at ("2026-03-24T07:30:00+01:00"), rows[i].activity);
      g_autofree char *span = dup_span (&desk, rows[i].key);
      g_test_message ("%s for %s: %s", rows[i].activity, rows[i].key, span);
      g_assert_true (g_str_equal (span, "never") == rows[i].counts);
      test_desk_clear (&desk);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/edges/check-in", test_check_in);
  g_test_add_func ("/schedule/edges/slot-met", test_slot_met);
  g_test_add_func ("/schedule/edges/session-met", test_session_met);
  g_test_add_func ("/schedule/edges/session-replaces", test_session_replaces);
  g_test_add_func ("/schedule/edges/grams", test_grams);
  g_test_add_func ("/schedule/edges/target-reached", test_target_reached);
  g_test_add_func ("/schedule/edges/assumed-weight", test_assumed_weight);
  g_test_add_func ("/schedule/edges/activity", test_activity);
  g_test_add_func ("/schedule/edges/wind-down", test_wind_down);
  g_test_add_func ("/schedule/edges/bedtime", test_bedtime);
  g_test_add_func ("/schedule/edges/spans", test_spans);
  g_test_add_func ("/schedule/edges/deload-answered", test_deload_answered);
  g_test_add_func ("/schedule/edges/moved", test_moved);
  return g_test_run ();
}
