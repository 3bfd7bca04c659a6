/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who may speak: of everything that could be shown now, the highest is shown and the rest waits.
 * What came up while nobody was there is told in one digest, of two reminders of a kind the later
 * one stands, and no popup comes sooner after the last one, or oftener in a day, than the user
 * wants. */

#include "core/schedule-deliver.h"

#include <string.h>

#include "core/schedule-advice.h"
#include "core/schedule-hold.h"

struct _ScheduleItem
{
  RecoupReminder *reminder; /* owned */
  RecoupInstant wanted;     /* its due, or the end of its snooze */
  gboolean is_claimed;
  gboolean is_timed_out; /* its popup went by while nobody was there: only a digest tells of it */
  guint holds;
  gboolean quiet;
};

static void
item_free (ScheduleItem *item)
{
  recoup_reminder_free (item->reminder);
  g_free (item);
}

GPtrArray *
recoup_schedule_new_ready (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
}

void
recoup_schedule_add_ready (GPtrArray *ready,
                           RecoupReminder *reminder,
                           RecoupInstant wanted,
                           gboolean is_claimed)
{
  ScheduleItem *item = g_new0 (ScheduleItem, 1);

  item->reminder = reminder;
  item->wanted = wanted;
  item->is_claimed = is_claimed;
  item->is_timed_out =
      is_claimed && reminder->timed_out && reminder->state == RECOUP_REMINDER_SHOWN;
  g_ptr_array_add (ready, item);
}

/* The rank of @item, 0 first. A digest of what was missed speaks for all of that, of whatever rank:
 * only bedtime and advice come before it. */
static guint
get_rank (const ScheduleItem *item)
{
  if (!item->is_claimed && g_strcmp0 (item->reminder->message, "digest-missed") == 0)
    return 2 * recoup_reminder_get_kind (RECOUP_REMINDER_ADVICE)->priority + 1;
  return 2 * recoup_reminder_get_kind (item->reminder->kind)->priority;
}

static gint
compare_ready (gconstpointer a, gconstpointer b)
{
  const ScheduleItem *one = *(const ScheduleItem *const *) a;
  const ScheduleItem *two = *(const ScheduleItem *const *) b;
  guint rank_one = get_rank (one);
  guint rank_two = get_rank (two);

  if (rank_one != rank_two)
    return rank_one < rank_two ? -1 : 1;
  if (one->wanted != two->wanted)
    return one->wanted < two->wanted ? -1 : 1;
  return strcmp (one->reminder->key, two->reminder->key);
}

/* Whether @item may be told in a digest: it came up while nobody was there, and is no question. */
static gboolean
is_missed (const ScheduleContext *ctx, const ScheduleItem *item)
{
  const RecoupSurroundings *around = ctx->in->around;
  RecoupReminderKind kind = item->reminder->kind;

  if (kind == RECOUP_REMINDER_BEDTIME || kind == RECOUP_REMINDER_DIGEST ||
      g_strcmp0 (item->reminder->message, "advice-question") == 0 ||
      (item->holds & ~(guint) RECOUP_HOLD_RESUMED) != 0)
    return FALSE;
  return item->is_timed_out ||
         (around->absent_from != RECOUP_INSTANT_NONE && item->wanted >= around->absent_from &&
          item->wanted < around->absent_until);
}

/* Whether advice that is not to be merged is shown now: a digest has to wait for the gap after it.
 */
static gboolean
is_advice_first (const ScheduleContext *ctx, const GPtrArray *ready)
{
  for (guint i = 0; i < ready->len; i++)
    {
      const ScheduleItem *item = ready->pdata[i];
      if (item->reminder->kind == RECOUP_REMINDER_ADVICE && item->holds == 0 &&
          !item->is_timed_out && !is_missed (ctx, item))
        return TRUE;
    }
  return FALSE;
}

/* Puts one digest in the place of several reminders that came up while nobody was there. */
static void
merge_missed (ScheduleContext *ctx, GPtrArray *ready)
{
  g_autoptr (GString) detail = g_string_new ("missed");
  gint n = 0;

  for (guint i = 0; i < ready->len; i++)
    if (is_missed (ctx, ready->pdata[i]))
      {
        const ScheduleItem *item = ready->pdata[i];
        g_string_append_printf (detail, " %s", item->reminder->key);
        n++;
      }
  if (n < 2 || !ctx->in->policy->remind[RECOUP_REMINDER_DIGEST] || is_advice_first (ctx, ready))
    return;
  RecoupReminder *digest = recoup_schedule_new_digest (ctx, detail->str);
  RecoupInstant evening = ctx->in->state->lights_out;
  digest->message = "digest-missed";
  digest->portions = n;
  digest->due = ctx->now;
  digest->valid_until = evening > ctx->now ? evening : ctx->day_end;
  gboolean quiet = FALSE;
  gint64 gap = MAX ((gint64) ctx->in->policy->min_gap_min * RECOUP_USEC_PER_MIN, G_USEC_PER_SEC);
  if (recoup_schedule_get_holds (ctx, digest, ctx->now, &quiet) != 0 ||
      ctx->popups >= ctx->in->policy->max_popups ||
      (ctx->last_popup != RECOUP_INSTANT_NONE && ctx->last_popup + gap > ctx->now))
    {
      recoup_reminder_free (digest);
      return;
    }

  for (guint i = ready->len; i-- > 0;)
    {
      ScheduleItem *item = ready->pdata[i];
      if (is_missed (ctx, item))
        {
          recoup_schedule_end (ctx, g_steal_pointer (&item->reminder), RECOUP_REMINDER_SUPERSEDED,
                               "digest");
          g_ptr_array_remove_index (ready, i);
        }
      else if (item->reminder->kind == RECOUP_REMINDER_DIGEST && !item->is_claimed)
        g_ptr_array_remove_index (ready, i); /* it shares this one's number: next time */
    }
  recoup_schedule_add_ready (ready, digest, ctx->now, FALSE);
}

/* Whether @other is the later of two reminders of one kind. */
static gboolean
is_later (const ScheduleItem *other, const ScheduleItem *item)
{
  if (other->reminder->kind != item->reminder->kind || other->is_timed_out)
    return FALSE;
  if (other->wanted != item->wanted)
    return other->wanted > item->wanted;
  return strcmp (other->reminder->key, item->reminder->key) > 0;
}

/* Of several of a kind the last stands, the others are over. */
static void
drop_overtaken (ScheduleContext *ctx, GPtrArray *ready)
{
  for (guint i = ready->len; i-- > 0;)
    {
      ScheduleItem *item = ready->pdata[i];
      gboolean is_overtaken = FALSE;
      for (guint j = 0; j < ready->len && !item->is_timed_out; j++)
        is_overtaken = is_overtaken || is_later (ready->pdata[j], item);
      if (!is_overtaken)
        continue;
      recoup_schedule_end (ctx, g_steal_pointer (&item->reminder), RECOUP_REMINDER_SUPERSEDED,
                           "replaced");
      g_ptr_array_remove_index (ready, i);
    }
}

/* @row, or what the plan makes of it so far. */
static const RecoupReminder *
find_planned (const ScheduleContext *ctx, const RecoupReminder *row)
{
  for (guint a = ctx->plan->acts->len; a-- > 0;)
    {
      const RecoupAct *act = ctx->plan->acts->pdata[a];
      if (g_str_equal (act->reminder->key, row->key))
        return act->reminder;
    }
  return row;
}

/* Ends every other open reminder of the kind, for there is one popup a kind; but not one that waits
 * for a later hour of the same day, after a journey. */
static void
replace_others (ScheduleContext *ctx, const RecoupReminder *shown)
{
  const ScheduleRows *rows = &ctx->rows_of[shown->kind];

  for (guint i = 0; i < rows->n; i++)
    {
      const RecoupReminder *row = rows->row[i];
      if (recoup_reminder_state_is_resolved (row->state) || g_str_equal (row->key, shown->key))
        continue;
      const RecoupReminder *planned = find_planned (ctx, row);
      if (recoup_reminder_state_is_resolved (planned->state) ||
          (planned->day == shown->day && !planned->posted &&
           planned->due > MAX (shown->due, ctx->now)))
        continue;
      for (guint a = ctx->plan->acts->len; a-- > 0;)
        if (g_str_equal (((RecoupAct *) ctx->plan->acts->pdata[a])->reminder->key, row->key))
          g_ptr_array_remove_index (ctx->plan->acts, a);
      recoup_schedule_end (ctx, recoup_reminder_copy (row), RECOUP_REMINDER_SUPERSEDED, "replaced");
    }
}

static void
show (ScheduleContext *ctx, ScheduleItem *item)
{
  RecoupReminder *reminder = g_steal_pointer (&item->reminder);
  RecoupReminderKind kind = reminder->kind;

  replace_others (ctx, reminder);
  if (!item->is_claimed)
    {
      reminder->claimed_at = ctx->now;
      g_free (reminder->zone);
      reminder->zone = g_strdup (recoup_zone_get_id (ctx->in->zone));
    }
  reminder->state = RECOUP_REMINDER_DUE;
  reminder->until = RECOUP_INSTANT_NONE;
  reminder->seen = FALSE;
  reminder->timed_out = FALSE;
  reminder->posted = TRUE;
  recoup_schedule_set_cause (reminder, NULL);
  RecoupAct *act = recoup_schedule_add_act (
      ctx, item->is_claimed ? RECOUP_ACT_SHOW : RECOUP_ACT_CLAIM, reminder);
  act->quiet = item->quiet;
  act->silent = item->quiet || recoup_schedule_is_quiet_hour (ctx, kind);
  if (kind == RECOUP_REMINDER_BEDTIME)
    return;
  ctx->last_popup = ctx->now;
  ctx->popups++;
}

/* Whether the rate of popups holds @item back: RecoupHold bits. */
static guint
get_rate_holds (ScheduleContext *ctx, const ScheduleItem *item)
{
  gint64 gap = MAX ((gint64) ctx->in->policy->min_gap_min * RECOUP_USEC_PER_MIN, G_USEC_PER_SEC);

  if (item->reminder->kind == RECOUP_REMINDER_BEDTIME)
    return 0;
  if (ctx->popups >= ctx->in->policy->max_popups)
    return RECOUP_HOLD_LIMIT;
  if (ctx->last_popup == RECOUP_INSTANT_NONE || ctx->last_popup + gap <= ctx->now)
    return 0;
  recoup_schedule_note (ctx, ctx->last_popup + gap);
  return RECOUP_HOLD_GAP;
}

/* Since when the lowest of @holds lasts, where that is known. */
static RecoupInstant
get_held_since (const RecoupSurroundings *around, guint holds)
{
  guint lowest = holds & (~holds + 1);

  if (lowest == RECOUP_HOLD_DND)
    return around->dnd_since;
  if (lowest == RECOUP_HOLD_LOCKED || lowest == RECOUP_HOLD_AWAY)
    return around->away_since;
  return RECOUP_INSTANT_NONE;
}

/* Shows what may be shown, highest first; the rest waits. */
void
recoup_schedule_deliver (ScheduleContext *ctx, GPtrArray *ready)
{
  for (guint i = 0; i < ready->len; i++)
    {
      ScheduleItem *item = ready->pdata[i];
      item->holds = recoup_schedule_get_holds (ctx, item->reminder, item->wanted, &item->quiet);
    }
  drop_overtaken (ctx, ready);
  merge_missed (ctx, ready);
  g_ptr_array_sort (ready, compare_ready);

  for (guint i = 0; i < ready->len; i++)
    {
      ScheduleItem *item = ready->pdata[i];
      if (item->is_timed_out)
        continue;
      guint holds = item->holds != 0 ? item->holds : get_rate_holds (ctx, item);
      if (holds == 0)
        {
          show (ctx, item);
          continue;
        }
      RecoupReminder *waiting = g_steal_pointer (&item->reminder);
      recoup_schedule_set_cause (waiting, recoup_hold_get_name (holds));
      waiting->held_since = get_held_since (ctx->in->around, holds);
      g_ptr_array_add (ctx->plan->waiting, waiting);
    }
}
