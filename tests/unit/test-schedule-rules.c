/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules 6 and 9 on their edges: what a digest merges and when it may come, what wakes a kind that
 * rests, and when the same thing may be said again. */

#include "support/schedule-desk.h"

/* A desk whose user is away from 16:05 on with a walk and a meal to come. */
static void
init_away (TestDesk *desk)
{
  test_desk_init (desk, "Europe/Berlin", "2026-03-24T16:00:00+01:00");
  test_desk_only (desk, RECOUP_REMINDER_PROTEIN);
  desk->policy.remind[RECOUP_REMINDER_ACTIVE_RECOVERY] = TRUE;
  desk->policy.remind[RECOUP_REMINDER_DIGEST] = TRUE;
  desk->tune = test_desk_tune_active;
  test_desk_run (desk, "2026-03-24T16:05:00+01:00");
  test_desk_leave (desk);
}

/* Without digests each is shown by itself. */
static void
test_digest_off (void)
{
  TestDesk desk;
  init_away (&desk);
  desk.policy.remind[RECOUP_REMINDER_DIGEST] = FALSE;
  test_desk_run (&desk, "2026-03-24T18:00:00+01:00");
  test_desk_come_back (&desk, desk.around.away_since);
  test_desk_run (&desk, "2026-03-24T18:30:00+01:00");
  test_desk_expect (&desk, "18:00 claim active-recovery/2026-03-24/0\n"
                           "18:10 claim protein/2026-03-24/2\n");
  test_desk_clear (&desk);
}

/* A digest is a popup: on a day that has had all of its popups it does not come, and resolves
 * nothing. */
static void
test_digest_limit (void)
{
  TestDesk desk;
  init_away (&desk);
  desk.policy.max_popups = 1;
  RecoupReminder *shown = recoup_reminder_new (RECOUP_REMINDER_CHECK_IN, 20536, "0");
  shown->state = RECOUP_REMINDER_DONE;
  shown->claimed_at = shown->shown_at = test_desk_at ("2026-03-24T08:00:00+01:00");
  g_ptr_array_add (desk.history, shown);
  test_desk_run (&desk, "2026-03-24T18:00:00+01:00");
  test_desk_come_back (&desk, desk.around.away_since);
  test_desk_run (&desk, "2026-03-24T18:30:00+01:00");
  test_desk_expect (&desk, "");
  g_autoptr (RecoupSchedule) plan = test_desk_plan (&desk);
  g_assert_cmpuint (plan->waiting->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (((RecoupReminder *) plan->waiting->pdata[i])->cause, ==, "limit");
  test_desk_clear (&desk);
}

/* What falls due as the user comes back was not missed. */
static void
test_digest_at_return (void)
{
  for (guint late_sec = 0; late_sec <= 1; late_sec++)
    {
      TestDesk desk;
      init_away (&desk);
      desk.now = test_desk_at ("2026-03-24T17:40:00+01:00") + (gint64) late_sec * G_USEC_PER_SEC;
      test_desk_come_back (&desk, desk.around.away_since);
      recoup_schedule_free (test_desk_settle (&desk));
      test_desk_expect (&desk, late_sec == 0 ? "17:40 claim active-recovery/2026-03-24/0\n"
                                             : "17:40 record active-recovery/2026-03-24/0 digest\n"
                                               "17:40 record protein/2026-03-24/2 digest\n"
                                               "17:40 claim digest/2026-03-24/0\n");
      test_desk_clear (&desk);
    }
}

/* Put off, a popup that had timed out is a new one: on another server it is posted again. */
static void
test_shown_again (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T17:10:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  test_desk_run (&desk, "2026-03-24T17:20:00+01:00");
  RecoupReminder *row = test_desk_get (&desk, "protein/2026-03-24/2");
  row->timed_out = row->seen = TRUE;
  row->state = RECOUP_REMINDER_SNOOZED;
  row->snoozes = 1;
  row->until = test_desk_at ("2026-03-24T17:30:00+01:00");
  row->posted = FALSE;
  test_desk_run (&desk, "2026-03-24T17:40:00+01:00");
  test_desk_get (&desk, "protein/2026-03-24/2")->posted = FALSE; /* another server */
  test_desk_run (&desk, "2026-03-24T17:50:00+01:00");
  test_desk_expect (&desk, "17:10 claim protein/2026-03-24/2\n"
                           "17:30 show protein/2026-03-24/2\n"
                           "17:40 update protein/2026-03-24/2\n");
  test_desk_clear (&desk);
}

/* How many meals of 2026-03-05 are asked for, after three days on which each was shown and the
 * last of the first day was @answer. */
static guint
count_after (void (*answer) (RecoupReminder *row))
{
  TestDesk desk;
  guint n = 0;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-02T05:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.meals_per_day = 2;
  test_desk_run (&desk, "2026-03-05T05:00:00+01:00");
  if (answer != NULL)
    answer (test_desk_get (&desk, "protein/2026-03-02/1"));
  desk.around.last_evidence = desk.now;
  test_desk_run (&desk, "2026-03-06T03:00:00+01:00");
  for (guint i = 0; i < desk.history->len; i++)
    if (g_str_has_prefix (((RecoupReminder *) desk.history->pdata[i])->key, "protein/2026-03-05/"))
      n++;
  test_desk_clear (&desk);
  return n;
}

static void
was_done (RecoupReminder *row)
{
  row->state = RECOUP_REMINDER_DONE;
}

static void
was_skipped (RecoupReminder *row)
{
  row->state = RECOUP_REMINDER_SKIPPED;
}

static void
was_put_off (RecoupReminder *row)
{
  row->snoozes = 1;
}

/* Each verb is an answer: the kind does not go to one a day. */
static void
test_verbs_are_answers (void)
{
  g_assert_cmpuint (count_after (NULL), ==, 1);
  g_assert_cmpuint (count_after (was_done), ==, 2);
  g_assert_cmpuint (count_after (was_skipped), ==, 2);
  g_assert_cmpuint (count_after (was_put_off), ==, 2);
}

/* The kinds of reminders that each kind of entry answers, and so wakes. */
static void
test_facts_are_answers (void)
{
  static const struct
  {
    RecoupEntryKind entry;
    const char *kinds;
  } rows[] = {
    { RECOUP_ENTRY_SLEEP, "check-in wind-down bedtime " },
    { RECOUP_ENTRY_MEAL, "protein " },
    { RECOUP_ENTRY_FOOD_DAY, "protein " },
    { RECOUP_ENTRY_SESSION, "active-recovery " },
    { RECOUP_ENTRY_CHECKIN, "check-in " },
    { RECOUP_ENTRY_RECOVERY, "active-recovery mobility foam-roll " },
    { RECOUP_ENTRY_ANSWER, "advice " },
    { RECOUP_ENTRY_PLAN, "deload " },
    { RECOUP_ENTRY_REST, "" },
    { RECOUP_ENTRY_WEIGHT, "" },
    { RECOUP_ENTRY_HRV, "" },
    { RECOUP_ENTRY_REMOVE, "" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (rows), ==, RECOUP_N_ENTRY_KINDS);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) kinds = g_string_new (NULL);
      for (guint kind = 0; kind < RECOUP_N_REMINDER_KINDS; kind++)
        if ((recoup_schedule_answers (rows[i].entry) & (1U << kind)) != 0)
          g_string_append_printf (kinds, "%s ", recoup_reminder_get_kind (kind)->name);
      g_assert_cmpstr (kinds->str, ==, rows[i].kinds);
    }
}

static void
tune_question (RecoupState *state)
{
  state->n_ask = 1;
  state->ask[0] = RECOUP_QUESTION_S070;
}

static void
tune_flag (RecoupState *state)
{
  RecoupReason flag = { .rule = "S-060" };
  g_array_append_val (state->flags, flag);
}

/* The first day after 2026-03-02 on which @rule is told again, when it was noted at once. */
static char *
dup_told_again (void (*tune) (RecoupState *state), const char *rule)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-02T05:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_ADVICE);
  desk.tune = tune;
  test_desk_run (&desk, "2026-03-02T09:00:00+01:00");
  g_autofree char *first = g_strdup_printf ("advice/2026-03-02/%s", rule);
  test_desk_get (&desk, first)->state = RECOUP_REMINDER_DONE;
  char *again = NULL;
  for (guint day = 3; again == NULL && day < 25; day++)
    {
      g_autofree char *end = g_strdup_printf ("2026-03-%02uT09:00:00+01:00", day);
      desk.around.last_evidence = desk.now;
      test_desk_run (&desk, end);
      for (guint i = 0; i < desk.history->len; i++)
        if (!g_str_equal (((RecoupReminder *) desk.history->pdata[i])->key, first))
          again = g_strdup (((RecoupReminder *) desk.history->pdata[i])->key);
    }
  test_desk_clear (&desk);
  return again;
}

static void
test_told_again (void)
{
  g_autofree char *question = dup_told_again (tune_question, "S-070");
  g_autofree char *flag = dup_told_again (tune_flag, "S-060");

  g_assert_cmpstr (question, ==, "advice/2026-03-05/S-070");
  g_assert_cmpstr (flag, ==, "advice/2026-03-16/S-060");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/rules/digest-off", test_digest_off);
  g_test_add_func ("/schedule/rules/digest-limit", test_digest_limit);
  g_test_add_func ("/schedule/rules/digest-at-return", test_digest_at_return);
  g_test_add_func ("/schedule/rules/shown-again", test_shown_again);
  g_test_add_func ("/schedule/rules/verbs-are-answers", test_verbs_are_answers);
  g_test_add_func ("/schedule/rules/facts-are-answers", test_facts_are_answers);
  g_test_add_func ("/schedule/rules/told-again", test_told_again);
  return g_test_run ();
}
