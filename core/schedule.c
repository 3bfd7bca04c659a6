/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plan of reminders as a pure function. Each kind says what it would ask for on a recovery day;
 * this file holds that against what was claimed before and what the desktop is like now, and says
 * what is to be done: claim and show, show again, post again in place, resolve, record, take away.
 * Nothing is remembered between two calls: the rows of history are the only memory, so looking too
 * early, too late, twice or after a week gives the right plan, and carrying a plan out makes the
 * next one at the same instant empty. */

#include "recoup/schedule.h"

#include <string.h>

#include "core/schedule-advice.h"
#include "core/schedule-deliver.h"
#include "core/schedule-hold.h"
#include "core/schedule-kinds.h"
#include "recoup/bedtime.h"

#define LEAST_LEFT_USEC RECOUP_USEC_PER_MIN /* a reminder that comes back stays for a moment */

void
recoup_schedule_free (RecoupSchedule *schedule)
{
  if (schedule == NULL)
    return;
  g_ptr_array_unref (schedule->acts);
  g_ptr_array_unref (schedule->waiting);
  g_ptr_array_unref (schedule->upcoming);
  g_free (schedule);
}

/* Asks every kind that is on for what it wants of one day. */
static void
plan_day (ScheduleContext *ctx, const RecoupState *state, RecoupDay day)
{
  const RecoupPolicy *policy = ctx->in->policy;
  ScheduleDay info = {
    .state = state,
    .day = day,
    .wake = recoup_civil_at (day, policy->wake_min[recoup_civil_weekday (day)], ctx->in->zone),
    .wake_next = recoup_bedtime_get_wake (day, policy, ctx->in->zone),
  };
  RecoupDay civil = RECOUP_DAY_NONE;
  guint second = 0;
  recoup_civil_local (info.wake, ctx->in->zone, &civil, &second);
  if (civil != day)
    return; /* a date that the zone left out: nobody lives it */

  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    {
      RecoupReminderKind kind = (RecoupReminderKind) i;
      const ScheduleKind *row = recoup_schedule_get_kind (kind);
      if (!recoup_schedule_is_on (ctx, kind) || (row->today_only && day != ctx->today))
        continue;
      const RecoupReminder *all = recoup_schedule_find_row (ctx, kind, day, "all");
      if (all == NULL || all->state != RECOUP_REMINDER_SKIPPED) /* else the user skipped the date */
        row->plan (ctx, &info);
    }
}

/* Takes what a reminder says now from the rules into the copy of its row. */
static gboolean
refresh (RecoupReminder *copy, const RecoupReminder *fresh)
{
  gboolean is_changed = copy->grams != fresh->grams || copy->amount != fresh->amount ||
                        copy->minutes != fresh->minutes;

  copy->message = fresh->message;
  copy->grams = fresh->grams;
  copy->minutes = fresh->minutes;
  copy->amount = fresh->amount;
  copy->portions = fresh->portions;
  copy->assumed_kg = fresh->assumed_kg;
  copy->sleep_from = fresh->sleep_from;
  copy->sleep_until = fresh->sleep_until;
  memcpy (copy->rules, fresh->rules, sizeof copy->rules);
  return is_changed;
}

/* The wall clock under an open reminder moved (travel), or its instant did (bedtime after a night
 * was logged): it follows, and one that is early by that waits. Returns: whether @copy changed. */
static gboolean
follow_clock (ScheduleContext *ctx, RecoupReminder *copy, const RecoupReminder *fresh)
{
  const char *zone = recoup_zone_get_id (ctx->in->zone);
  gboolean is_evening =
      copy->kind == RECOUP_REMINDER_BEDTIME || copy->kind == RECOUP_REMINDER_WIND_DOWN;
  gboolean is_here = g_strcmp0 (copy->zone, zone) == 0;
  gboolean was_moved = g_strcmp0 (copy->cause, SCHEDULE_MOVED) == 0;
  /* Not put off by the user, which is always past its due: it waits for it, or moved before. */
  gboolean waits =
      copy->state == RECOUP_REMINDER_SNOOZED && (was_moved || copy->until <= copy->due);

  if (is_here && !((is_evening || was_moved) && fresh->due > ctx->now))
    return FALSE;
  gboolean is_new = !is_here || copy->due != fresh->due || copy->valid_until != fresh->valid_until;
  g_free (copy->zone);
  copy->zone = g_strdup (zone);
  copy->due = fresh->due;
  copy->valid_until = fresh->valid_until;
  if (waits)
    copy->until = fresh->due;
  else if (copy->state == RECOUP_REMINDER_SNOOZED)
    copy->until = MIN (copy->until, copy->valid_until - LEAST_LEFT_USEC); /* not never */
  if (fresh->due <= ctx->now || (copy->state == RECOUP_REMINDER_SNOOZED && !waits))
    return is_new;
  copy->state = RECOUP_REMINDER_SNOOZED;
  copy->until = fresh->due;
  copy->posted = FALSE;
  recoup_schedule_set_cause (copy, SCHEDULE_MOVED);
  return is_new || !waits;
}

/* Whether the present server was asked to show @row and never said under which id: it may do so
 * yet, and there is no way to put another in its place. */
static gboolean
is_out_of_reach (const ScheduleContext *ctx, const RecoupReminder *row)
{
  return row->server_id == 0 && row->owner != NULL &&
         g_strcmp0 (row->owner, ctx->in->around->server_owner) == 0;
}

/* An open, valid row: what of its popup? Takes @copy. */
static void
review_popup (ScheduleContext *ctx, RecoupReminder *copy, gboolean is_changed, GPtrArray *ready)
{
  const RecoupSurroundings *around = ctx->in->around;
  gboolean is_private = around->locked && ctx->in->policy->privacy == RECOUP_PRIVACY_LOCKED;
  gboolean is_over = copy->seen || copy->timed_out || is_out_of_reach (ctx, copy);

  if (copy->state != RECOUP_REMINDER_SHOWN)
    {
      RecoupInstant wanted = copy->until == RECOUP_INSTANT_NONE ? copy->due : copy->until;
      gboolean is_due = wanted <= ctx->now; /* not so when the clock was set back */
      gboolean is_silent =
          recoup_schedule_is_silent (ctx) && g_strcmp0 (copy->detail, "welcome") != 0;
      recoup_schedule_note (ctx, wanted);
      if (is_due && !copy->posted && !is_silent)
        recoup_schedule_add_ready (ready, copy, wanted, TRUE);
      else
        recoup_reminder_free (copy);
    }
  else if (copy->timed_out && g_strcmp0 (copy->cause, "away") == 0)
    recoup_schedule_add_ready (ready, copy, copy->due, TRUE);
  else if (is_private && copy->posted)
    {
      copy->posted = FALSE;
      recoup_schedule_set_cause (copy, "locked");
      recoup_schedule_add_act (ctx, RECOUP_ACT_CLOSE, copy);
    }
  else if (copy->until != RECOUP_INSTANT_NONE && copy->until > ctx->now)
    {
      recoup_schedule_note (ctx, copy->until); /* it is not to be posted again before */
      recoup_reminder_free (copy);
    }
  else if (!is_over && !is_private && around->server_up && !around->server_hung &&
           (is_changed || !copy->posted) &&
           (around->paused_until == RECOUP_INSTANT_NONE || around->paused_until <= ctx->now))
    {
      copy->posted = TRUE;
      copy->until = RECOUP_INSTANT_NONE;
      recoup_schedule_set_cause (copy, NULL);
      /* Without an id nobody knows whether it was ever up. */
      recoup_schedule_add_act (ctx, RECOUP_ACT_UPDATE, copy)->silent = copy->server_id != 0;
    }
  else
    {
      if (around->paused_until != RECOUP_INSTANT_NONE)
        recoup_schedule_note (ctx, around->paused_until);
      recoup_reminder_free (copy);
    }
}

/* The clock went back, on a journey or because it was wrong: the day of @copy, which is taken, is
 * yet to come, and with it what it says. */
static void
put_away (ScheduleContext *ctx, RecoupReminder *copy)
{
  if (!copy->posted)
    {
      recoup_reminder_free (copy);
      return;
    }
  copy->posted = FALSE;
  recoup_schedule_set_cause (copy, SCHEDULE_MOVED);
  recoup_schedule_add_act (ctx, RECOUP_ACT_CLOSE, copy);
}

/* A row of history that is still open. */
static void
review_row (ScheduleContext *ctx, const RecoupReminder *row, GPtrArray *ready)
{
  const ScheduleCandidate *candidate = recoup_schedule_find_candidate (ctx, row);
  RecoupReminder *copy = recoup_reminder_copy (row);
  if (row->day > ctx->today)
    {
      put_away (ctx, copy);
      return;
    }
  gboolean is_changed = candidate != NULL && refresh (copy, candidate->reminder);

  if (candidate != NULL && candidate->met != NULL)
    {
      recoup_schedule_end (ctx, copy, RECOUP_REMINDER_DONE, candidate->met);
      return;
    }
  gboolean is_moved = candidate != NULL && follow_clock (ctx, copy, candidate->reminder);
  gboolean is_up = copy->posted;
  if (ctx->now >= copy->valid_until)
    recoup_schedule_end (ctx, copy, RECOUP_REMINDER_EXPIRED,
                         row->shown_at != RECOUP_INSTANT_NONE ? "unanswered" : "late");
  else if (candidate == NULL)
    recoup_schedule_end (ctx, copy, RECOUP_REMINDER_SUPERSEDED,
                         recoup_schedule_is_on (ctx, row->kind) ? "obsolete" : "off");
  else
    {
      recoup_schedule_note (ctx, copy->valid_until);
      /* Its new instants are written: with what is posted anew, else by themselves. */
      if (is_moved && !is_up)
        recoup_schedule_add_act (ctx, RECOUP_ACT_CLOSE, recoup_reminder_copy (copy));
      review_popup (ctx, copy, is_changed || is_moved, ready);
    }
}

/* Why nobody saw what has expired now. */
static const char *
missed_cause (ScheduleContext *ctx, const RecoupReminder *reminder)
{
  const RecoupSurroundings *around = ctx->in->around;
  gboolean quiet = FALSE;

  if (around->absent_from != RECOUP_INSTANT_NONE && reminder->valid_until > around->absent_from &&
      reminder->due < around->absent_until)
    return "away";
  const char *name =
      recoup_hold_get_name (recoup_schedule_get_holds (ctx, reminder, reminder->due, &quiet));
  if (name != NULL)
    return name;
  return ctx->popups >= ctx->in->policy->max_popups ? "limit" : "late";
}

/* Whether a kind that nobody answers leaves @reminder out; one a day passes. */
static gboolean
is_resting (const ScheduleContext *ctx, const RecoupReminder *reminder, gboolean *one_a_day)
{
  ScheduleRest rest = recoup_schedule_get_rest (ctx, reminder->kind);
  if (rest == SCHEDULE_RESTING || rest == SCHEDULE_FALLING_ASLEEP)
    return TRUE;
  if (rest == SCHEDULE_AWAKE)
    return FALSE;
  if (*one_a_day)
    return TRUE;
  const ScheduleRows *rows = &ctx->rows_of[reminder->kind];
  for (guint i = 0; i < rows->n; i++)
    {
      const RecoupReminder *row = rows->row[i];
      gboolean is_unseen = recoup_reminder_state_is_resolved (row->state) &&
                           row->shown_at == RECOUP_INSTANT_NONE &&
                           g_strcmp0 (row->cause, "digest") != 0; /* told there */
      if (row->day == reminder->day && !is_unseen)
        return TRUE;
    }
  *one_a_day = ctx->now < reminder->valid_until;
  return FALSE;
}

/* Whether @row ended by the clock of another zone, before anybody was shown it, while here its hour
 * is later and not yet over. A machine that wakes after a flight hears of the new zone when it is
 * on the net, or from its user: what was taken for slept through or missed until then was not. */
static gboolean
comes_again (const ScheduleContext *ctx,
             const RecoupReminder *row,
             const ScheduleCandidate *candidate)
{
  gboolean was_missed =
      row->state == RECOUP_REMINDER_EXPIRED ||
      (row->state == RECOUP_REMINDER_DONE && g_strcmp0 (row->cause, "slept") == 0) ||
      (row->state == RECOUP_REMINDER_SUPERSEDED &&
       (g_strcmp0 (row->cause, "replaced") == 0 || g_strcmp0 (row->cause, "digest") == 0));

  return was_missed && row->shown_at == RECOUP_INSTANT_NONE && candidate->met == NULL &&
         g_strcmp0 (row->zone, recoup_zone_get_id (ctx->in->zone)) != 0 &&
         candidate->reminder->due > row->due && ctx->now < candidate->reminder->valid_until;
}

/* What is to be shown of a candidate: itself, or the row that it once was, open again. */
static RecoupReminder *
make_claimable (const ScheduleContext *ctx, const RecoupReminder *fresh, const RecoupReminder *row)
{
  RecoupReminder *copy = recoup_reminder_copy (fresh);

  if (row == NULL)
    return copy;
  copy->claimed_at = row->claimed_at;
  copy->snoozes = row->snoozes;
  g_free (copy->zone);
  copy->zone = g_strdup (recoup_zone_get_id (ctx->in->zone));
  return copy;
}

/* A candidate that nobody claimed yet; @row: (nullable): or that was, and comes again. */
static void
review_candidate (ScheduleContext *ctx,
                  const ScheduleCandidate *candidate,
                  const RecoupReminder *row,
                  gboolean *one_a_day,
                  GPtrArray *ready)
{
  const RecoupSurroundings *around = ctx->in->around;
  const RecoupReminder *reminder = candidate->reminder;
  gboolean is_welcome = g_strcmp0 (reminder->message, "digest-welcome") == 0;

  if (recoup_schedule_is_silent (ctx) && !is_welcome)
    return;
  if (candidate->met != NULL)
    {
      if (candidate->keep_met && reminder->due <= ctx->now &&
          reminder->valid_until > around->created_at)
        recoup_schedule_end (ctx, recoup_reminder_copy (reminder), RECOUP_REMINDER_DONE,
                             candidate->met);
      return;
    }
  if (is_resting (ctx, reminder, &one_a_day[reminder->kind]))
    return;
  if (reminder->due > ctx->now)
    {
      recoup_schedule_note (ctx, reminder->due);
      g_ptr_array_add (ctx->plan->upcoming, recoup_reminder_copy (reminder));
    }
  else if (ctx->now >= reminder->valid_until)
    {
      /* What ended before the store began, or while its kind was at rest, nobody missed. */
      if (reminder->valid_until >
          MAX (around->created_at, recoup_schedule_last_answer (ctx, reminder->kind)))
        recoup_schedule_end (ctx, recoup_reminder_copy (reminder), RECOUP_REMINDER_EXPIRED,
                             missed_cause (ctx, reminder));
    }
  else if (around->deliver_from != RECOUP_INSTANT_NONE && reminder->due < around->deliver_from)
    recoup_schedule_end (ctx, make_claimable (ctx, reminder, row), RECOUP_REMINDER_EXPIRED,
                         "clock");
  else
    {
      recoup_schedule_note (ctx, reminder->valid_until);
      recoup_schedule_add_ready (ready, make_claimable (ctx, reminder, row), reminder->due,
                                 row != NULL);
    }
}

/* Without digests to say it, a kind still goes to rest: the row remembers it. */
static void
rest_silently (ScheduleContext *ctx)
{
  if (ctx->in->policy->remind[RECOUP_REMINDER_DIGEST])
    return;
  g_autoptr (GString) detail = g_string_new ("resting");
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    if (recoup_schedule_is_on (ctx, (RecoupReminderKind) i) &&
        recoup_schedule_get_rest (ctx, (RecoupReminderKind) i) == SCHEDULE_FALLING_ASLEEP)
      g_string_append_printf (detail, " %s", recoup_reminder_get_kind (i)->name);
  if (detail->len == strlen ("resting"))
    return;
  RecoupReminder *digest = recoup_schedule_new_digest (ctx, detail->str);
  digest->message = "digest-resting";
  digest->due = ctx->now;
  digest->valid_until = ctx->day_end;
  recoup_schedule_end (ctx, digest, RECOUP_REMINDER_SUPERSEDED, "off");
}

/* The instants at which the state itself changes. */
static void
note_state (ScheduleContext *ctx)
{
  const RecoupSurroundings *around = ctx->in->around;

  recoup_schedule_note (ctx, ctx->day_end);
  recoup_schedule_note (ctx, recoup_civil_next_transition (ctx->now, ctx->in->zone));
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    recoup_schedule_note (ctx, ctx->in->state->groups[i].ready_at);
  if (around->last_evidence != RECOUP_INSTANT_NONE)
    recoup_schedule_note (ctx, around->last_evidence + 7 * RECOUP_USEC_PER_DAY);
}

RecoupSchedule *
recoup_schedule_plan (const RecoupScheduleInput *input)
{
  ScheduleContext ctx = { 0 };
  g_autoptr (GPtrArray) ready = recoup_schedule_new_ready ();
  gboolean one_a_day[RECOUP_N_REMINDER_KINDS] = { FALSE };

  recoup_schedule_begin (&ctx, input);
  recoup_schedule_count_popups (&ctx);
  note_state (&ctx);
  if (input->yesterday != NULL)
    plan_day (&ctx, input->yesterday, input->yesterday->day);
  plan_day (&ctx, input->state, ctx.today);

  for (guint i = 0; i < input->history->len; i++)
    {
      const RecoupReminder *row = input->history->pdata[i];
      if (!recoup_reminder_state_is_resolved (row->state))
        review_row (&ctx, row, ready);
    }
  for (guint i = 0; i < ctx.candidates->len; i++)
    {
      const ScheduleCandidate *candidate = ctx.candidates->pdata[i];
      const RecoupReminder *row = recoup_schedule_find_claimed (&ctx, candidate->reminder);
      if (row == NULL || comes_again (&ctx, row, candidate))
        review_candidate (&ctx, candidate, row, one_a_day, ready);
    }
  rest_silently (&ctx);
  recoup_schedule_deliver (&ctx, ready);
  g_ptr_array_sort (ctx.plan->upcoming, recoup_reminder_compare);
  return recoup_schedule_finish (&ctx);
}
