/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plan under construction: what the kinds ask for and what is to be done, as far as it is
 * known. It is the ground on which the other files of the schedule stand, and knows none of them.
 */

#include "core/schedule-draft.h"

#include <string.h>

static void
candidate_free (ScheduleCandidate *candidate)
{
  recoup_reminder_free (candidate->reminder);
  g_free (candidate);
}

static void
act_free (RecoupAct *act)
{
  recoup_reminder_free (act->reminder);
  g_free (act);
}

/* Puts the rows of history in order of kind: whoever looks for some looks for those of one. */
static void
sort_rows (ScheduleContext *ctx)
{
  const GPtrArray *history = ctx->in->history;
  const RecoupReminder **end = g_new (const RecoupReminder *, history->len);
  const RecoupReminder **place[RECOUP_N_REMINDER_KINDS];

  ctx->rows = end;
  for (guint i = 0; i < history->len; i++)
    ctx->rows_of[((const RecoupReminder *) history->pdata[i])->kind].n++;
  for (guint kind = 0; kind < RECOUP_N_REMINDER_KINDS; kind++)
    {
      ctx->rows_of[kind].row = place[kind] = end;
      end += ctx->rows_of[kind].n;
    }
  for (guint i = 0; i < history->len; i++)
    *place[((const RecoupReminder *) history->pdata[i])->kind]++ = history->pdata[i];
}

void
recoup_schedule_begin (ScheduleContext *ctx, const RecoupScheduleInput *input)
{
  ctx->in = input;
  ctx->now = input->state->now;
  ctx->today = input->state->day;
  ctx->day_end = recoup_civil_day_start (ctx->today + 1, input->policy->day_start_min, input->zone);
  ctx->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  ctx->plan = g_new0 (RecoupSchedule, 1);
  ctx->plan->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) act_free);
  ctx->plan->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  ctx->plan->upcoming = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  ctx->plan->next = G_MAXINT64;
  sort_rows (ctx);
}

RecoupSchedule *
recoup_schedule_finish (ScheduleContext *ctx)
{
  g_free (ctx->rows);
  g_ptr_array_unref (ctx->candidates);
  g_assert (ctx->plan->next > ctx->now);
  return ctx->plan;
}

void
recoup_schedule_note (ScheduleContext *ctx, RecoupInstant instant)
{
  if (instant > ctx->now && instant < ctx->plan->next)
    ctx->plan->next = instant;
}

static gboolean
is_same (const RecoupReminder *a, const RecoupReminder *b)
{
  return a->kind == b->kind && a->day == b->day && strcmp (a->key, b->key) == 0;
}

ScheduleCandidate *
recoup_schedule_find_candidate (const ScheduleContext *ctx, const RecoupReminder *reminder)
{
  for (guint i = 0; i < ctx->candidates->len; i++)
    {
      ScheduleCandidate *candidate = ctx->candidates->pdata[i];
      if (is_same (candidate->reminder, reminder))
        return candidate;
    }
  return NULL;
}

ScheduleCandidate *
recoup_schedule_add (ScheduleContext *ctx,
                     RecoupReminder *reminder,
                     RecoupInstant due,
                     RecoupInstant valid_until)
{
  ScheduleCandidate *first = recoup_schedule_find_candidate (ctx, reminder);
  if (first != NULL)
    {
      recoup_reminder_free (reminder);
      return first;
    }
  ScheduleCandidate *candidate = g_new0 (ScheduleCandidate, 1);

  reminder->due = due;
  reminder->valid_until = valid_until;
  candidate->reminder = reminder;
  g_ptr_array_add (ctx->candidates, candidate);
  return candidate;
}

const RecoupReminder *
recoup_schedule_find_claimed (const ScheduleContext *ctx, const RecoupReminder *reminder)
{
  const ScheduleRows *rows = &ctx->rows_of[reminder->kind];

  for (guint i = 0; i < rows->n; i++)
    if (is_same (rows->row[i], reminder))
      return rows->row[i];
  return NULL;
}

const RecoupReminder *
recoup_schedule_find_row (const ScheduleContext *ctx,
                          RecoupReminderKind kind,
                          RecoupDay day,
                          const char *slot)
{
  const ScheduleRows *rows = &ctx->rows_of[kind];

  for (guint i = 0; i < rows->n; i++)
    if (rows->row[i]->day == day && strcmp (strrchr (rows->row[i]->key, '/') + 1, slot) == 0)
      return rows->row[i];
  return NULL;
}

RecoupAct *
recoup_schedule_add_act (ScheduleContext *ctx, RecoupActKind kind, RecoupReminder *reminder)
{
  RecoupAct *act = g_new0 (RecoupAct, 1);

  act->kind = kind;
  act->reminder = reminder;
  g_ptr_array_add (ctx->plan->acts, act);
  return act;
}

void
recoup_schedule_set_cause (RecoupReminder *reminder, const char *cause)
{
  g_free (reminder->cause);
  reminder->cause = g_strdup (cause);
}

void
recoup_schedule_end (ScheduleContext *ctx,
                     RecoupReminder *reminder,
                     RecoupReminderState state,
                     const char *cause)
{
  gboolean is_claimed = reminder->claimed_at != RECOUP_INSTANT_NONE;

  if (!is_claimed)
    {
      reminder->claimed_at = ctx->now;
      g_free (reminder->zone);
      reminder->zone = g_strdup (recoup_zone_get_id (ctx->in->zone));
    }
  if (state == RECOUP_REMINDER_DONE)
    ctx->answered |= 1U << reminder->kind;
  reminder->state = state;
  reminder->until = RECOUP_INSTANT_NONE;
  reminder->resolved_at = ctx->now;
  reminder->posted = FALSE;
  recoup_schedule_set_cause (reminder, cause);
  recoup_schedule_add_act (ctx, is_claimed ? RECOUP_ACT_RESOLVE : RECOUP_ACT_RECORD, reminder);
}

gboolean
recoup_schedule_is_on (const ScheduleContext *ctx, RecoupReminderKind kind)
{
  const RecoupPolicy *policy = ctx->in->policy;

  return policy->remind[kind] &&
         (recoup_reminder_get_kind (kind)->accounts & policy->accounts_off) == 0;
}
