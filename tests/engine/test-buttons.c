/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every button of every kind of reminder: what it logs, and what becomes of the reminder. */

#include <locale.h>

#include "daemon/engine-private.h"
#include "engine/desk.h"

#define START "2026-03-24T11:00:00Z" /* noon in Berlin */

typedef struct
{
  RecoupReminderKind kind;
  const char *message;
  const char *detail;
  const char *action;
  RecoupReminderState state; /* afterwards */
  const char *logged;        /* "" for nothing */
} Button;

static const Button buttons[] = {
  { RECOUP_REMINDER_CHECK_IN, "check-in-sleep", NULL, "log", RECOUP_REMINDER_DONE,
    "sleep 03:00 to 10:00" },
  { RECOUP_REMINDER_CHECK_IN, "check-in", NULL, "later", RECOUP_REMINDER_SNOOZED, "" },
  { RECOUP_REMINDER_PROTEIN, "protein-slot", NULL, "log", RECOUP_REMINDER_DONE, "meal 25 g" },
  { RECOUP_REMINDER_PROTEIN, "protein-slot", NULL, "later", RECOUP_REMINDER_SNOOZED, "" },
  { RECOUP_REMINDER_PROTEIN, "protein-slot", NULL, "skip", RECOUP_REMINDER_SKIPPED, "" },
  { RECOUP_REMINDER_PROTEIN, "protein-session", NULL, "log", RECOUP_REMINDER_DONE, "meal 25 g" },
  { RECOUP_REMINDER_ACTIVE_RECOVERY, "active-recovery", NULL, "done", RECOUP_REMINDER_DONE,
    "walk 20 min" },
  { RECOUP_REMINDER_ACTIVE_RECOVERY, "active-recovery", NULL, "later", RECOUP_REMINDER_SNOOZED,
    "" },
  { RECOUP_REMINDER_ACTIVE_RECOVERY, "active-recovery", NULL, "skip", RECOUP_REMINDER_SKIPPED, "" },
  { RECOUP_REMINDER_WIND_DOWN, "wind-down", NULL, "done", RECOUP_REMINDER_DONE, "" },
  { RECOUP_REMINDER_WIND_DOWN, "wind-down", NULL, "later", RECOUP_REMINDER_SNOOZED, "" },
  { RECOUP_REMINDER_BEDTIME, "bedtime", NULL, "going", RECOUP_REMINDER_DONE, "" },
  { RECOUP_REMINDER_BEDTIME, "bedtime", NULL, "more", RECOUP_REMINDER_SNOOZED, "" },
  { RECOUP_REMINDER_BEDTIME, "bedtime", NULL, "not-tonight", RECOUP_REMINDER_SKIPPED, "" },
  { RECOUP_REMINDER_DELOAD, "deload", NULL, "accept", RECOUP_REMINDER_DONE, "plan accept" },
  { RECOUP_REMINDER_DELOAD, "deload", NULL, "decline", RECOUP_REMINDER_DONE, "plan decline" },
  { RECOUP_REMINDER_ADVICE, "advice-question", "S-074", "yes", RECOUP_REMINDER_DONE,
    "answer S-074 yes" },
  { RECOUP_REMINDER_ADVICE, "advice-question", "S-072", "no", RECOUP_REMINDER_DONE,
    "answer S-072 no" },
  { RECOUP_REMINDER_ADVICE, "advice-text", "S-041", "noted", RECOUP_REMINDER_DONE, "" },
  { RECOUP_REMINDER_DIGEST, "digest-missed", NULL, "show", RECOUP_REMINDER_DONE, "" },
  { RECOUP_REMINDER_DIGEST, "digest-missed", NULL, "default", RECOUP_REMINDER_DONE, "" },
  { RECOUP_REMINDER_HYDRATION, "hydration", NULL, "done", RECOUP_REMINDER_DONE, "" },
  { RECOUP_REMINDER_HYDRATION, "hydration", NULL, "later", RECOUP_REMINDER_SNOOZED, "" },
  { RECOUP_REMINDER_MOBILITY, "mobility", NULL, "done", RECOUP_REMINDER_DONE, "mobility 20 min" },
  { RECOUP_REMINDER_MOBILITY, "mobility", NULL, "skip", RECOUP_REMINDER_SKIPPED, "" },
  { RECOUP_REMINDER_FOAM_ROLL, "foam-roll", NULL, "done", RECOUP_REMINDER_DONE,
    "foam-rolling 20 min" },
  { RECOUP_REMINDER_FOAM_ROLL, "foam-roll", NULL, "later", RECOUP_REMINDER_SNOOZED, "" },
  /* A click on the body says that it was seen; a button that it does not have says nothing. */
  { RECOUP_REMINDER_PROTEIN, "protein-slot", NULL, "default", RECOUP_REMINDER_SHOWN, "" },
  { RECOUP_REMINDER_PROTEIN, "protein-slot", NULL, "accept", RECOUP_REMINDER_SHOWN, "" },
  { RECOUP_REMINDER_CHECK_IN, "check-in", NULL, "log", RECOUP_REMINDER_SHOWN, "" },
};

/* A reminder of @button that is up. */
static RecoupReminder *
put_up (Desk *desk, const Button *button)
{
  RecoupReminder *row =
      recoup_reminder_new (button->kind, recoup_engine_get_state (desk->engine)->day, "x");

  row->state = RECOUP_REMINDER_SHOWN;
  row->message = button->message;
  row->detail = g_strdup (button->detail);
  row->due = row->claimed_at = row->shown_at = desk_now (desk);
  row->valid_until = row->due + 3 * RECOUP_USEC_PER_HOUR;
  row->posted = TRUE;
  row->grams = 25;
  row->minutes = 20;
  if (g_str_equal (button->message, "check-in-sleep"))
    {
      row->sleep_from = row->due - 9 * RECOUP_USEC_PER_HOUR;
      row->sleep_until = row->due - 2 * RECOUP_USEC_PER_HOUR;
    }
  return recoup_engine_keep_row (desk->engine, row);
}

static char *
describe (const RecoupEntry *entry, const RecoupZone *zone)
{
  if (entry->kind == RECOUP_ENTRY_SLEEP)
    {
      RecoupDay day = 0;
      guint from = 0;
      guint until = 0;
      recoup_civil_local (entry->start, zone, &day, &from);
      recoup_civil_local (entry->end, zone, &day, &until);
      return g_strdup_printf ("sleep %02u:%02u to %02u:%02u", from / 3600, from / 60 % 60,
                              until / 3600, until / 60 % 60);
    }
  if (entry->kind == RECOUP_ENTRY_MEAL)
    return g_strdup_printf ("meal %g g", entry->food.protein_g);
  if (entry->kind == RECOUP_ENTRY_RECOVERY)
    return g_strdup_printf ("%s %g min", recoup_entry_get_activities ()[entry->recovery.activity],
                            entry->recovery.minutes);
  if (entry->kind == RECOUP_ENTRY_ANSWER)
    return g_strdup_printf ("answer %s %s", recoup_question_get_name (entry->answer.question),
                            entry->answer.yes ? "yes" : "no");
  g_assert_cmpuint (entry->kind, ==, RECOUP_ENTRY_PLAN);
  return g_strdup_printf ("plan %s", recoup_plan_action_get_name (entry->action));
}

/* Returns: (transfer full): the journal, which holds one entry at most */
static char *
dup_logged (Desk *desk)
{
  RecoupQuery query = { .kinds = RECOUP_ENTRY_MASK_ALL,
                        .from = 0,
                        .until = desk_now (desk),
                        .limit = 10 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = recoup_engine_query (desk->engine, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, <=, 1);
  return rows->len > 0 ? describe (rows->pdata[0], recoup_clock_get_zone (desk->clock, NULL))
                       : g_strdup ("");
}

static void
test_button (gconstpointer data)
{
  const Button *button = data;
  Desk desk;

  desk_init (&desk, "Europe/Berlin", START);
  desk.policy.privacy = RECOUP_PRIVACY_FULL;
  desk_start (&desk);
  RecoupReminder *up = put_up (&desk, button);
  g_autofree char *key = g_strdup (up->key);
  gint64 wait = recoup_engine_get_usual_snooze (desk.engine, up) - desk_now (&desk);
  recoup_engine_press (desk.engine, up, button->action);

  g_autofree char *logged = dup_logged (&desk);
  g_assert_cmpstr (logged, ==, button->logged);
  const RecoupReminder *row = recoup_engine_find_row (desk.engine, key);
  if (button->state == RECOUP_REMINDER_SHOWN)
    {
      /* What was put up here belongs to no day, so the plan ends it as soon as it looks. */
      g_assert_true (row->state == RECOUP_REMINDER_SHOWN || g_str_equal (row->cause, "obsolete"));
      g_assert_cmpint (row->seen, ==, g_str_equal (button->action, "default"));
    }
  else if (button->state == RECOUP_REMINDER_SNOOZED)
    {
      g_assert_cmpuint (row->snoozes, ==, 1);
      g_assert_cmpint (wait, ==,
                       (button->kind == RECOUP_REMINDER_BEDTIME ? 15 : 30) * RECOUP_USEC_PER_MIN);
    }
  else
    {
      g_assert_cmpuint (row->state, ==, button->state);
      g_assert_cmpstr (row->cause, ==, "user");
    }
  desk_clear (&desk);
}

/* The buttons of the popup that was taken last. */
static void
on_taken (const RecoupNotice *notice, gpointer user_data)
{
  GString *last = user_data;

  g_string_truncate (last, 0);
  for (guint i = 0; i < notice->actions->len; i++)
    g_string_append_printf (last, "%s ", g_array_index (notice->actions, RecoupNoticeAction, i).id);
}

/* What was put off as often as it may be offers that no more. */
static void
test_last_time (void)
{
  g_autoptr (GString) last = g_string_new (NULL);
  Desk desk;

  desk_init (&desk, "Europe/Berlin", "2026-03-24T21:40:00Z");
  desk.policy.remind[RECOUP_REMINDER_PROTEIN] = FALSE;
  desk.policy.remind[RECOUP_REMINDER_WIND_DOWN] = FALSE;
  desk.on_taken = on_taken;
  desk.listener_data = last;
  desk_start (&desk);
  desk_wait (&desk, 6);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_cmpstr (last->str, ==, "going more not-tonight ");
      g_autoptr (RecoupReminder) row =
          recoup_engine_snooze (desk.engine, "bedtime", 0, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (row->snoozes, ==, i + 1);
      desk_wait (&desk, 16);
    }
  g_assert_cmpstr (last->str, ==, "going not-tonight ");
  desk_clear (&desk);
}

/* What a server tells too late, or of our own doing, changes nothing: a button of a popup that has
 * ended, and that one was closed as it was asked to. */
static void
test_late_words (void)
{
  const Button button = { RECOUP_REMINDER_PROTEIN, "protein-slot", NULL, "", 0, "" };
  Desk desk;

  desk_init (&desk, "Europe/Berlin", START);
  desk_start (&desk);
  const RecoupNotifierListener *told = desk.notifier->listener;
  RecoupReminder *row = put_up (&desk, &button);
  g_autofree char *key = g_strdup (row->key);
  told->closed (key, RECOUP_CLOSED_BY_CALL, desk.notifier->user_data);
  row = recoup_engine_find_row (desk.engine, key);
  g_assert_false (row->seen);
  g_assert_true (row->posted);

  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupReminder) done = recoup_engine_done (desk.engine, key, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (done->state, ==, RECOUP_REMINDER_DONE);
  told->action (key, "skip", desk.notifier->user_data);
  told->closed (key, RECOUP_CLOSED_DISMISSED, desk.notifier->user_data);
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  told->failed (key, "too late", desk.notifier->user_data); /* which is a warning */
  (void) g_log_set_always_fatal (fatal);
  row = recoup_engine_find_row (desk.engine, key);
  g_assert_cmpint (row->state, ==, RECOUP_REMINDER_DONE);
  g_assert_cmpint (row->until, ==, RECOUP_INSTANT_NONE);
  g_assert_false (row->seen);
  desk_clear (&desk);
}

int
main (int argc, char *argv[])
{
  (void) setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/buttons/%s/%s", buttons[i].message, buttons[i].action);
      g_test_add_data_func (path, &buttons[i], test_button);
    }
  g_test_add_func ("/buttons/last-time", test_last_time);
  g_test_add_func ("/buttons/late-words", test_late_words);
  return g_test_run ();
}
