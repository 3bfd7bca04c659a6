/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of the world tell: the clock, presence, and the notification server, that it took
 * a popup, that the user closed it or pressed a button. */

#include "daemon/engine-private.h"

#define RETRY_SHOW_USEC (60 * (gint64) G_USEC_PER_SEC) /* after the server refused a popup */

static void
on_clock (RecoupClock *clock, RecoupClockEvent event, gpointer user_data)
{
  RecoupEngine *engine = user_data;
  recoup_engine_end_batch (engine);

  switch (event)
    {
    case RECOUP_CLOCK_ALARM:
      break;
    case RECOUP_CLOCK_SET:
      recoup_engine_watch_clock (engine, recoup_clock_now (clock));
      break;
    case RECOUP_CLOCK_ZONE:
      g_clear_pointer (&engine->zone, recoup_zone_unref); /* its data may be new */
      recoup_ledger_reload_zones (engine->ledger);
      engine->epoch++;
      break;
    }
  recoup_engine_settle (engine);
}

static void
on_presence (RecoupPresence *presence, RecoupPresenceEvent event, gpointer user_data)
{
  RecoupEngine *engine = user_data;
  recoup_engine_end_batch (engine);
  RecoupInstant now = recoup_clock_now (engine->clock);

  switch (event)
    {
    case RECOUP_PRESENCE_CHANGED:
      break;
    case RECOUP_PRESENCE_SUSPEND:
      engine->is_suspended = TRUE;
      break;
    case RECOUP_PRESENCE_RESUME:
      engine->is_suspended = FALSE;
      engine->around.resumed_at = now;
      recoup_engine_set_fact (engine, "resumed", now); /* for a process that starts right after */
      break;
    }
  recoup_engine_follow_presence (engine, now);
  if (event != RECOUP_PRESENCE_SUSPEND)
    recoup_engine_settle (engine);
}

static void
on_shown (const char *key, guint32 id, const char *owner, gpointer user_data)
{
  RecoupEngine *engine = user_data;
  recoup_engine_end_batch (engine);
  RecoupInstant now = recoup_clock_now (engine->clock);
  RecoupReminder *row = recoup_engine_find_row (engine, key);

  if (row == NULL || recoup_reminder_state_is_resolved (row->state) || !row->posted)
    {
      recoup_notifier_close (engine->notifier, key); /* it ended while it was on its way */
      return;
    }
  if (row->state == RECOUP_REMINDER_DUE)
    {
      row->state = RECOUP_REMINDER_SHOWN;
      row->shown_at = now;
      recoup_engine_remember_digest (engine, row, now);
    }
  g_free (row->owner);
  row->owner = g_strdup (owner);
  row->server_id = id;
  recoup_engine_save_row (engine, row, now);
  recoup_engine_settle (engine);
}

static void
on_failed (const char *key, const char *message, gpointer user_data)
{
  RecoupEngine *engine = user_data;
  recoup_engine_end_batch (engine);
  RecoupReminder *row = recoup_engine_find_row (engine, key);

  g_warning ("A notification could not be shown: %s", message);
  if (row == NULL || recoup_reminder_state_is_resolved (row->state))
    return;
  row->posted = FALSE;
  row->until = recoup_clock_now (engine->clock) + RETRY_SHOW_USEC;
  recoup_engine_settle (engine);
}

static void
on_action (const char *key, const char *action, gpointer user_data)
{
  RecoupEngine *engine = user_data;
  recoup_engine_end_batch (engine);
  RecoupReminder *row = recoup_engine_find_row (engine, key);

  if (row != NULL && !recoup_reminder_state_is_resolved (row->state))
    recoup_engine_press (engine, row, action);
}

/* Whether @row, not posted by this process, may be up by the one before: in a pause nothing is
 * posted anew, so what was up stays, under the id that was taken over. */
static gboolean
may_be_up (const RecoupEngine *engine, const RecoupReminder *row)
{
  return row->state == RECOUP_REMINDER_SHOWN &&
         engine->around.paused_until > recoup_clock_now (engine->clock) &&
         !g_hash_table_contains (engine->revealed, row->key);
}

static void
on_closed (const char *key, RecoupClosedReason reason, gpointer user_data)
{
  RecoupEngine *engine = user_data;
  recoup_engine_end_batch (engine);
  RecoupInstant now = recoup_clock_now (engine->clock);
  RecoupReminder *row = recoup_engine_find_row (engine, key);

  if (row == NULL || recoup_reminder_state_is_resolved (row->state) ||
      (!row->posted && !may_be_up (engine, row)) || reason == RECOUP_CLOSED_BY_CALL)
    return;
  row->posted = FALSE;
  if (row->state == RECOUP_REMINDER_DUE) /* closed before we were told that it is up */
    {
      row->state = RECOUP_REMINDER_SHOWN;
      row->shown_at = now;
    }
  if (reason == RECOUP_CLOSED_EXPIRED)
    {
      recoup_engine_follow_presence (engine, now);
      row->timed_out = TRUE;
      g_free (row->cause);
      row->cause = g_strdup (engine->around.away ? "away" : NULL);
    }
  else
    row->seen = TRUE;
  recoup_engine_save_row (engine, row, now);
  recoup_engine_settle (engine);
}

static void
on_server (gpointer user_data)
{
  RecoupEngine *engine = user_data;
  recoup_presence_set_server (engine->presence, engine->notifier->name);
  recoup_engine_settle (engine);
}

static const RecoupNotifierListener notifier_listener = {
  .shown = on_shown,
  .failed = on_failed,
  .action = on_action,
  .closed = on_closed,
  .server = on_server,
};

void
recoup_engine_listen (RecoupEngine *engine)
{
  recoup_clock_set_listener (engine->clock, on_clock, engine);
  recoup_presence_set_listener (engine->presence, on_presence, engine);
  recoup_notifier_set_listener (engine->notifier, &notifier_listener, engine);
}

void
recoup_engine_unlisten (RecoupEngine *engine)
{
  recoup_clock_set_listener (engine->clock, NULL, NULL);
  recoup_presence_set_listener (engine->presence, NULL, NULL);
  recoup_notifier_set_listener (engine->notifier, NULL, NULL);
}
