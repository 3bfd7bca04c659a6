/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* When not to interrupt: what the desktop and the user say, how often is often enough, and which
 * kinds nobody wants. Everything here is a reading of values; nothing counts anything. Whenever
 * something holds a reminder back, the instant at which that ends is noted, so that the plan looks
 * again then and not before. */

#include "core/schedule-hold.h"

#define SERVER_WAIT_USEC   (30 * (gint64) G_USEC_PER_SEC)
#define SERVER_START_USEC  (60 * (gint64) G_USEC_PER_SEC) /* a starting desktop wins the name */
#define SILENT_AFTER_USEC  (7 * RECOUP_USEC_PER_DAY)
#define ONE_A_DAY_DAYS     3
#define REST_DAYS          7
#define REST_LOOKBACK_DAYS 14

static const char *const hold_names[] = { "paused",    "inhibited", "do-not-disturb",
                                          "locked",    "away",      "resumed",
                                          "no-server", "gap",       "limit" };

const char *
recoup_hold_get_name (guint holds)
{
  for (guint i = 0; i < G_N_ELEMENTS (hold_names); i++)
    if ((holds & (1U << i)) != 0)
      return hold_names[i];
  return NULL;
}

guint
recoup_schedule_answers (RecoupEntryKind kind)
{
  static const guint masks[RECOUP_N_ENTRY_KINDS] = {
    [RECOUP_ENTRY_SLEEP] = 1U << RECOUP_REMINDER_CHECK_IN | 1U << RECOUP_REMINDER_BEDTIME |
                           1U << RECOUP_REMINDER_WIND_DOWN,
    [RECOUP_ENTRY_MEAL] = 1U << RECOUP_REMINDER_PROTEIN,
    [RECOUP_ENTRY_FOOD_DAY] = 1U << RECOUP_REMINDER_PROTEIN,
    [RECOUP_ENTRY_SESSION] = 1U << RECOUP_REMINDER_ACTIVE_RECOVERY,
    [RECOUP_ENTRY_CHECKIN] = 1U << RECOUP_REMINDER_CHECK_IN,
    [RECOUP_ENTRY_RECOVERY] = 1U << RECOUP_REMINDER_ACTIVE_RECOVERY |
                              1U << RECOUP_REMINDER_MOBILITY | 1U << RECOUP_REMINDER_FOAM_ROLL,
    [RECOUP_ENTRY_ANSWER] = 1U << RECOUP_REMINDER_ADVICE,
    [RECOUP_ENTRY_PLAN] = 1U << RECOUP_REMINDER_DELOAD,
  };

  return masks[kind];
}

gboolean
recoup_schedule_is_silent (const ScheduleContext *ctx)
{
  RecoupInstant last = ctx->in->around->last_evidence;
  return last != RECOUP_INSTANT_NONE && ctx->now - last >= SILENT_AFTER_USEC;
}

static gboolean
was_answered (const RecoupReminder *row)
{
  return row->state == RECOUP_REMINDER_DONE || row->state == RECOUP_REMINDER_SKIPPED ||
         row->snoozes > 0;
}

RecoupInstant
recoup_schedule_last_answer (const ScheduleContext *ctx, RecoupReminderKind kind)
{
  const ScheduleRows *rows = &ctx->rows_of[kind];
  RecoupInstant last = ctx->in->around->answered_at[kind];

  if ((ctx->answered & (1U << kind)) != 0)
    return ctx->now;
  if (last > ctx->now) /* by a clock that ran ahead; likewise below */
    last = RECOUP_INSTANT_NONE;

  for (guint i = 0; i < rows->n; i++)
    {
      const RecoupReminder *row = rows->row[i];
      RecoupInstant at = MAX (row->resolved_at, row->claimed_at);
      if (was_answered (row) && at <= ctx->now)
        last = MAX (last, at);
    }
  return last;
}

/* Whether it was said after @since that @kind rests. */
static gboolean
was_told_to_rest (const ScheduleContext *ctx, RecoupReminderKind kind, RecoupInstant since)
{
  const ScheduleRows *digests = &ctx->rows_of[RECOUP_REMINDER_DIGEST];
  const char *name = recoup_reminder_get_kind (kind)->name;
  RecoupInstant resting = ctx->in->around->resting_since[kind];

  if (resting != RECOUP_INSTANT_NONE && resting > since && resting <= ctx->now)
    return TRUE;
  for (guint i = 0; i < digests->n; i++)
    {
      const RecoupReminder *row = digests->row[i];
      gboolean is_told = row->shown_at != RECOUP_INSTANT_NONE || g_strcmp0 (row->cause, "off") == 0;
      if (!is_told || row->claimed_at <= since || row->claimed_at > ctx->now ||
          row->detail == NULL || !g_str_has_prefix (row->detail, "resting "))
        continue;
      g_auto (GStrv) words = g_strsplit (row->detail, " ", -1);
      for (guint w = 1; words[w] != NULL; w++)
        if (g_str_equal (words[w], name))
          return TRUE;
    }
  return FALSE;
}

/* On how many recovery days before today @kind was shown after @since and not answered. */
static guint
count_unanswered_days (const ScheduleContext *ctx, RecoupReminderKind kind, RecoupInstant since)
{
  const ScheduleRows *rows = &ctx->rows_of[kind];
  guint days = 0; /* bit n: today - n */

  for (guint i = 0; i < rows->n; i++)
    {
      const RecoupReminder *row = rows->row[i];
      gint age = ctx->today - row->day;
      if (row->shown_at == RECOUP_INSTANT_NONE || row->claimed_at <= since || age < 1 ||
          age > REST_LOOKBACK_DAYS || was_answered (row))
        continue;
      if (row->state != RECOUP_REMINDER_SUPERSEDED || g_strcmp0 (row->cause, "replaced") == 0)
        days |= 1U << age;
    }
  guint n = 0;
  for (; days != 0; days &= days - 1)
    n++;
  return n;
}

ScheduleRest
recoup_schedule_get_rest (const ScheduleContext *ctx, RecoupReminderKind kind)
{
  gboolean is_deload = ctx->in->state->plan == RECOUP_PLAN_DELOAD;

  if (kind == RECOUP_REMINDER_BEDTIME || kind == RECOUP_REMINDER_DIGEST)
    return SCHEDULE_AWAKE;
  if (is_deload && (kind == RECOUP_REMINDER_PROTEIN || kind == RECOUP_REMINDER_WIND_DOWN))
    return SCHEDULE_AWAKE; /* S-083 */
  RecoupInstant answered = recoup_schedule_last_answer (ctx, kind);
  if (was_told_to_rest (ctx, kind, answered))
    return SCHEDULE_RESTING;
  guint days = count_unanswered_days (ctx, kind, answered);
  if (days >= REST_DAYS)
    return SCHEDULE_FALLING_ASLEEP;
  return days >= ONE_A_DAY_DAYS ? SCHEDULE_ONE_A_DAY : SCHEDULE_AWAKE;
}

void
recoup_schedule_count_popups (ScheduleContext *ctx)
{
  RecoupInstant start =
      recoup_civil_day_start (ctx->today, ctx->in->policy->day_start_min, ctx->in->zone);

  ctx->last_popup = RECOUP_INSTANT_NONE;
  ctx->popups = 0;
  for (guint i = 0; i < ctx->in->history->len; i++)
    {
      const RecoupReminder *row = ctx->in->history->pdata[i];
      RecoupInstant at = row->shown_at;
      if (row->state == RECOUP_REMINDER_DUE && row->posted)
        at = ctx->now; /* on its way to the server, for the first time or after a snooze */
      /* What was shown by a clock that ran ahead is no popup of today. What was taken away until
       * the clock comes by again is none of the day; when it came is true unless the clock was set.
       */
      gboolean is_away =
          row->state == RECOUP_REMINDER_SNOOZED && g_strcmp0 (row->cause, SCHEDULE_MOVED) == 0;
      gboolean is_dated =
          at <= ctx->now && (!is_away || ctx->in->around->deliver_from == RECOUP_INSTANT_NONE);
      if (row->kind == RECOUP_REMINDER_BEDTIME || at == RECOUP_INSTANT_NONE || !is_dated)
        continue;
      ctx->last_popup = MAX (ctx->last_popup, at);
      guint waits = row->state == RECOUP_REMINDER_SNOOZED ? 1 : 0;
      if (at >= start && !is_away)
        ctx->popups += 1 + (row->snoozes > waits ? row->snoozes - waits : 0);
    }
}

gboolean
recoup_schedule_is_quiet_hour (const ScheduleContext *ctx, RecoupReminderKind kind)
{
  const RecoupPolicy *policy = ctx->in->policy;

  if (policy->quiet_from_min < 0 || policy->quiet_until_min < 0 ||
      kind == RECOUP_REMINDER_WIND_DOWN || kind == RECOUP_REMINDER_BEDTIME)
    return FALSE;
  RecoupDay day = 0;
  guint second = 0;
  recoup_civil_local (ctx->now, ctx->in->zone, &day, &second);
  gint minute = (gint) (second / 60);
  if (policy->quiet_from_min <= policy->quiet_until_min)
    return minute >= policy->quiet_from_min && minute < policy->quiet_until_min;
  return minute >= policy->quiet_from_min || minute < policy->quiet_until_min;
}

/* Minutes for which do-not-disturb and inhibitors may put @kind off; -1 without limit. */
static gint
get_deferral_min (const RecoupPolicy *policy, RecoupReminderKind kind)
{
  if (kind == RECOUP_REMINDER_PROTEIN)
    return (gint) policy->defer_protein_min;
  return kind == RECOUP_REMINDER_BEDTIME ? (gint) policy->defer_bedtime_min : -1;
}

/* Whether a missing or hung server is to be waited for. */
static gboolean
waits_for_server (ScheduleContext *ctx, RecoupInstant wanted)
{
  const RecoupSurroundings *around = ctx->in->around;

  if (around->server_hung)
    return TRUE;
  if (around->server_up)
    return FALSE;
  RecoupInstant limit = MAX (wanted + SERVER_WAIT_USEC, around->started_at + SERVER_START_USEC);
  if (ctx->now >= limit)
    return !around->server_activatable;
  recoup_schedule_note (ctx, limit);
  return TRUE;
}

/* The one popup that greets who is back: a weekly digest can wait like the rest. */
static gboolean
speaks_for_missed (const RecoupReminder *reminder)
{
  return reminder->kind == RECOUP_REMINDER_DIGEST &&
         g_strcmp0 (reminder->message, "digest-missed") == 0;
}

guint
recoup_schedule_get_holds (ScheduleContext *ctx,
                           const RecoupReminder *reminder,
                           RecoupInstant wanted,
                           gboolean *quiet_out)
{
  const RecoupSurroundings *around = ctx->in->around;
  gint deferral = get_deferral_min (ctx->in->policy, reminder->kind);
  guint holds = 0;

  *quiet_out = FALSE;
  if ((around->inhibited & (1U << reminder->kind)) != 0)
    holds |= RECOUP_HOLD_INHIBITED;
  if (around->dnd)
    holds |= RECOUP_HOLD_DND;
  if (holds != 0 && deferral >= 0)
    {
      RecoupInstant limit = wanted + deferral * RECOUP_USEC_PER_MIN;
      recoup_schedule_note (ctx, limit);
      *quiet_out = ctx->now >= limit;
      holds = *quiet_out ? 0 : holds;
    }
  if ((holds & RECOUP_HOLD_INHIBITED) != 0 && around->inhibited_until != RECOUP_INSTANT_NONE)
    recoup_schedule_note (ctx, around->inhibited_until);
  if (around->paused_until != RECOUP_INSTANT_NONE && around->paused_until > ctx->now)
    {
      holds |= RECOUP_HOLD_PAUSED;
      recoup_schedule_note (ctx, around->paused_until);
    }
  holds |= around->locked ? RECOUP_HOLD_LOCKED : 0;
  holds |= around->away ? RECOUP_HOLD_AWAY : 0;
  if (around->resumed_at != RECOUP_INSTANT_NONE && !speaks_for_missed (reminder) &&
      ctx->now < around->resumed_at + RECOUP_AFTER_RESUME_USEC)
    {
      holds |= RECOUP_HOLD_RESUMED;
      recoup_schedule_note (ctx, around->resumed_at + RECOUP_AFTER_RESUME_USEC);
    }
  if (waits_for_server (ctx, wanted))
    holds |= RECOUP_HOLD_NO_SERVER;
  return holds;
}
