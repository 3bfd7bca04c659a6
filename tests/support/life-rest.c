/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Quiet by itself: a kind that was shown on three recovery days running, and that nobody answered,
 * comes once a day, after seven it does not come, and that it rests is said once. What was shown,
 * what was answered and what was said is counted here from what the user sees and does. Where a
 * counting may be wrong (the clock was set, something was taken back, claims were lost), it begins
 * anew. */

#include <string.h>

#include "support/life-private.h"

#define ONE_A_DAY 3
#define REST      7

void
life_rest_wake (LifeWatch *watch, guint kinds)
{
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    if ((kinds & (1U << i)) != 0)
      {
        LifeRest *rest = &watch->rests[i];
        rest->n_days = 0;
        rest->answered_at = life_now (watch);
        rest->is_resting = FALSE;
      }
}

/* Entries of these kinds answer reminders. */
void
life_rest_note_facts (LifeWatch *watch, guint entries)
{
  static const struct
  {
    RecoupEntryKind entry;
    guint kinds;
  } answers[] = {
    { RECOUP_ENTRY_SLEEP, 1U << RECOUP_REMINDER_CHECK_IN | 1U << RECOUP_REMINDER_WIND_DOWN },
    { RECOUP_ENTRY_MEAL, 1U << RECOUP_REMINDER_PROTEIN },
    { RECOUP_ENTRY_FOOD_DAY, 1U << RECOUP_REMINDER_PROTEIN },
    { RECOUP_ENTRY_SESSION, 1U << RECOUP_REMINDER_ACTIVE_RECOVERY },
    { RECOUP_ENTRY_CHECKIN, 1U << RECOUP_REMINDER_CHECK_IN },
    { RECOUP_ENTRY_RECOVERY, 1U << RECOUP_REMINDER_ACTIVE_RECOVERY |
                                 1U << RECOUP_REMINDER_MOBILITY | 1U << RECOUP_REMINDER_FOAM_ROLL },
    { RECOUP_ENTRY_ANSWER, 1U << RECOUP_REMINDER_ADVICE },
    { RECOUP_ENTRY_PLAN, 1U << RECOUP_REMINDER_DELOAD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    if ((entries & RECOUP_ENTRY_MASK (answers[i].entry)) != 0)
      life_rest_wake (watch, answers[i].kinds);
}

/* A row has ended: shown and unanswered, it counts for its day. */
void
life_rest_note_end (LifeWatch *watch, const RecoupReminder *row)
{
  LifeRest *rest = &watch->rests[row->kind];
  gboolean was_passed_by =
      row->state == RECOUP_REMINDER_EXPIRED ||
      (row->state == RECOUP_REMINDER_SUPERSEDED && g_strcmp0 (row->cause, "replaced") == 0);

  if (row->state == RECOUP_REMINDER_DONE || row->state == RECOUP_REMINDER_SKIPPED ||
      row->snoozes > 0)
    {
      life_rest_wake (watch, 1U << row->kind);
      return;
    }
  if (!was_passed_by || row->shown_at == RECOUP_INSTANT_NONE ||
      row->claimed_at <= rest->answered_at)
    return;
  /* The last days, each once. */
  for (guint i = 0; i < rest->n_days; i++)
    if (rest->days[i] == row->day)
      return;
  if (rest->n_days == G_N_ELEMENTS (rest->days))
    memmove (rest->days, rest->days + 1, --rest->n_days * sizeof rest->days[0]);
  rest->days[rest->n_days++] = row->day;
}

/* How many days running until yesterday a kind was passed by. */
static guint
count_running (const LifeRest *rest, RecoupDay today)
{
  guint n = 0;

  for (gboolean found = TRUE; found;)
    {
      found = FALSE;
      for (guint i = 0; i < rest->n_days; i++)
        found = found || rest->days[i] == today - (RecoupDay) n - 1;
      n += found ? 1 : 0;
    }
  return n;
}

static void
check_digest (LifeWatch *watch, const RecoupReminder *row)
{
  if (row->detail == NULL || !g_str_has_prefix (row->detail, "resting "))
    return;
  g_auto (GStrv) words = g_strsplit (row->detail, " ", -1);
  for (guint i = 1; words[i] != NULL; i++)
    {
      RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
      if (!recoup_reminder_kind_from_name (words[i], &kind))
        life_fail (watch, "rest", "‘%s’ rests, and is no kind", words[i]);
      LifeRest *rest = &watch->rests[kind];
      if (kind == RECOUP_REMINDER_BEDTIME)
        life_fail (watch, "rest", "bedtime does not rest");
      if (rest->is_resting)
        life_fail (watch, "rest", "that ‘%s’ rests is said a second time", words[i]);
      if (rest->verb_day != RECOUP_DAY_NONE && row->day - rest->verb_day < REST)
        life_fail (watch, "rest", "‘%s’ rests, and was answered %d days ago", words[i],
                   row->day - rest->verb_day);
      rest->is_resting = TRUE;
    }
}

void
life_rest_note_verb (LifeWatch *watch, RecoupReminderKind kind)
{
  life_rest_wake (watch, 1U << kind);
  watch->rests[kind].verb_day = watch->sim->engine->state->day;
}

void
life_rest_check_due (LifeWatch *watch, const RecoupReminder *row, gboolean is_first)
{
  const RecoupState *state = watch->sim->engine->state;
  LifeRest *rest = &watch->rests[row->kind];
  guint running = count_running (rest, row->day);

  if (row->kind == RECOUP_REMINDER_DIGEST && is_first)
    check_digest (watch, row);
  /* The week of DELOAD has its sleep and protein reminders (S-083). */
  if (row->kind == RECOUP_REMINDER_BEDTIME || row->kind == RECOUP_REMINDER_DIGEST || !is_first ||
      state->plan == RECOUP_PLAN_DELOAD || row->day != state->day)
    return;
  if (rest->today != row->day)
    rest->n_today = 0;
  rest->today = row->day;
  rest->n_today++;
  if (running >= REST)
    life_fail (watch, "rest", "‘%s’ comes, and nobody answered its kind for %u days", row->key,
               running);
  if (running >= ONE_A_DAY && rest->n_today > 1)
    life_fail (watch, "rest", "‘%s’ is number %u of the day, and nobody answered for %u days",
               row->key, rest->n_today, running);
}

void
life_rest_begin_anew (LifeWatch *watch)
{
  life_rest_wake (watch, (1U << RECOUP_N_REMINDER_KINDS) - 1);
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    watch->rests[i].verb_day = RECOUP_DAY_NONE;
}
