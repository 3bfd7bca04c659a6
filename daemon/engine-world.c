/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the world is like: whether somebody is there and since when, what the absences of the night
 * say about sleep, who holds reminders back, and whether the clock can be believed. Presence turns
 * into absences, rows with a beginning and an end, and everything else is read from these. */

#include "daemon/engine-private.h"

#define AFTER_BOOT_USEC    (30 * RECOUP_USEC_PER_MIN) /* a start so soon after is a login */
#define SHAKY_CLOCK_USEC   RECOUP_USEC_PER_HOUR       /* after boot: the clock may still be set */
#define STEP_USEC          (2 * (gint64) G_USEC_PER_SEC) /* less is rounding and slewing */
#define WINDOW_BEFORE_USEC (2 * RECOUP_USEC_PER_HOUR)    /* of the check-in, before wake */
#define WINDOW_AFTER_USEC  (3 * RECOUP_USEC_PER_HOUR)
#define ABSENCES_KEPT_USEC (2 * RECOUP_USEC_PER_DAY)

static void
put_absence (RecoupEngine *engine, const RecoupAbsence *absence)
{
  g_autoptr (GError) error = NULL;

  if (engine->store == NULL || recoup_store_put_absence (engine->store, absence, &error))
    return;
  g_warning ("An absence is kept in memory only: %s", error->message);
  engine->absences_retry_at = recoup_clock_now (engine->clock) + RECOUP_RETRY_USEC;
}

/* Has the store forget @absence, which a clock dated ahead: on disk it would be evidence of a night
 * that is still to come, for the process that reads it then. */
static void
forget_absence (RecoupEngine *engine, const RecoupAbsence *absence)
{
  g_autoptr (GError) error = NULL;

  if (engine->store == NULL || recoup_store_forget_absence (engine->store, absence, &error))
    return;
  g_warning ("An absence that the clock dated ahead stays for now: %s", error->message);
  g_array_append_val (engine->absences_to_forget, *absence);
  engine->absences_retry_at = recoup_clock_now (engine->clock) + RECOUP_RETRY_USEC;
}

/* The store takes what it could not: an absence whose end is not on disk would last for the next
 * process. What is to be forgotten goes first, since a row in its place may have come since. */
static void
flush_absences (RecoupEngine *engine, RecoupInstant now)
{
  if (engine->store == NULL || !recoup_engine_is_retry_due (engine->absences_retry_at, now))
    return;
  g_autoptr (GError) error = NULL;
  GArray *stale = engine->absences_to_forget;
  gboolean ok = TRUE;
  for (guint i = 0; ok && i < stale->len; i++)
    ok = recoup_store_forget_absence (engine->store, &g_array_index (stale, RecoupAbsence, i),
                                      &error);
  for (guint i = 0; ok && i < engine->absences->len; i++)
    ok = recoup_store_put_absence (engine->store,
                                   &g_array_index (engine->absences, RecoupAbsence, i), &error);
  if (ok)
    g_array_set_size (stale, 0);
  engine->absences_retry_at = ok ? RECOUP_INSTANT_NONE : now + RECOUP_RETRY_USEC;
}

/* The absence that lasts, or NULL. */
static RecoupAbsence *
get_open_absence (RecoupEngine *engine)
{
  if (engine->absences->len == 0)
    return NULL;
  RecoupAbsence *last = &g_array_index (engine->absences, RecoupAbsence, engine->absences->len - 1);
  return last->until == RECOUP_INSTANT_NONE ? last : NULL;
}

static void
begin_absence (RecoupEngine *engine, RecoupInstant from, const char *cause)
{
  RecoupAbsence absence = { .from = from, .until = RECOUP_INSTANT_NONE };

  (void) g_strlcpy (absence.cause, cause, sizeof absence.cause); /* causes are ours and fit */
  g_array_append_val (engine->absences, absence);
  put_absence (engine, &absence);
  engine->around.away_since = from;
}

/* Somebody came back at @now. */
static void
end_absence (RecoupEngine *engine, RecoupInstant now)
{
  RecoupAbsence *absence = get_open_absence (engine);

  engine->around.away_since = RECOUP_INSTANT_NONE;
  if (absence == NULL)
    return;
  absence->until = MAX (now, absence->from);
  put_absence (engine, absence);
  engine->around.absent_from = absence->from;
  engine->around.absent_until = absence->until;
  engine->around.last_evidence = MAX (engine->around.last_evidence, now);
  recoup_engine_set_fact (engine, "evidence", now);
}

static const char *
get_absence_cause (const RecoupEngine *engine)
{
  const RecoupPresence *presence = engine->presence;

  if (engine->is_suspended)
    return "suspended";
  if (presence->logged_out)
    return "logged-out";
  if (presence->locked)
    return "locked";
  return presence->idle ? "idle" : NULL;
}

void
recoup_engine_follow_presence (RecoupEngine *engine, RecoupInstant now)
{
  RecoupSurroundings *around = &engine->around;
  const char *cause = get_absence_cause (engine);

  if (!engine->presence->is_known)
    return; /* as the process before left it: a start is no return */
  around->locked = engine->presence->locked;
  if (cause != NULL && !around->away)
    begin_absence (engine, now, cause);
  else if (cause == NULL && around->away)
    end_absence (engine, now);
  around->away = cause != NULL;
  if (around->dnd != engine->presence->dnd)
    around->dnd_since = engine->presence->dnd ? now : RECOUP_INSTANT_NONE;
  around->dnd = engine->presence->dnd;
}

static void
load_facts (RecoupEngine *engine, RecoupInstant now)
{
  RecoupSurroundings *around = &engine->around;

  engine->created_at = recoup_engine_get_fact (engine, "created_at");
  if (engine->created_at == RECOUP_INSTANT_NONE)
    {
      engine->created_at = now;
      recoup_engine_set_fact (engine, "created_at", now);
    }
  around->created_at = MIN (engine->created_at, now);
  around->last_evidence = MAX (recoup_engine_get_fact (engine, "evidence"), around->created_at);
  engine->paused_until = around->paused_until = recoup_engine_get_fact (engine, "paused_until");
  around->welcomed_at = recoup_engine_get_fact (engine, "welcomed");
  around->resumed_at = recoup_engine_get_fact (engine, "resumed");
  if (around->resumed_at > now) /* by a clock that ran ahead */
    around->resumed_at = RECOUP_INSTANT_NONE;
  if (engine->store != NULL)
    engine->pause_reason = recoup_store_get_fact (engine->store, "pause_reason");
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    {
      const char *name = recoup_reminder_get_kind ((RecoupReminderKind) i)->name;
      g_autofree char *answered = g_strconcat ("answered/", name, NULL);
      g_autofree char *resting = g_strconcat ("resting/", name, NULL);
      around->answered_at[i] = recoup_engine_get_fact (engine, answered);
      around->resting_since[i] = recoup_engine_get_fact (engine, resting);
    }
}

static void
load_absences (RecoupEngine *engine, RecoupInstant now)
{
  if (engine->store == NULL)
    return;
  g_autoptr (GError) error = NULL;
  GArray *rows = recoup_store_absences (engine->store, now - ABSENCES_KEPT_USEC, &error);
  if (rows == NULL)
    {
      g_warning ("The absences of the last days cannot be read: %s", error->message);
      return;
    }
  g_array_unref (engine->absences);
  engine->absences = rows;
  /* What a clock that ran ahead dates after our start is no evidence, neither now nor for another
   * process when that time has come; and an absence that lasts did not begin later. */
  for (guint i = rows->len; i-- > 0;)
    {
      RecoupAbsence *row = &g_array_index (rows, RecoupAbsence, i);
      if (MAX (row->from, row->until) <= now)
        continue;
      forget_absence (engine, row);
      row->from = now;
      if (row->until == RECOUP_INSTANT_NONE)
        put_absence (engine, row);
      else
        g_array_remove_index (rows, i);
    }
  /* One that was cut off by a later one lasted no longer than that. It is written down: when the
   * later one is forgotten it would last until today. */
  for (guint i = 0; i < rows->len; i++)
    {
      RecoupAbsence *row = &g_array_index (rows, RecoupAbsence, i);
      if (row->until == RECOUP_INSTANT_NONE && i + 1 < rows->len)
        {
          row->until = g_array_index (rows, RecoupAbsence, i + 1).from;
          put_absence (engine, row);
        }
      if (row->until == RECOUP_INSTANT_NONE)
        continue;
      engine->around.absent_from = row->from;
      engine->around.absent_until = row->until;
    }
}

/* Whether a process was here since @boot: the first one after it ended an absence. Then this start,
 * soon after as it may be, is no login. */
static gboolean
was_here_since (const RecoupEngine *engine, RecoupInstant boot, RecoupInstant stopped_at)
{
  const GArray *absences = engine->absences;

  return stopped_at < boot && absences->len > 0 &&
         g_array_index (absences, RecoupAbsence, absences->len - 1).until >= boot;
}

void
recoup_engine_load_world (RecoupEngine *engine)
{
  RecoupSurroundings *around = &engine->around;
  RecoupInstant now = recoup_clock_now (engine->clock);
  gint64 uptime = recoup_clock_uptime_usec (engine->clock);

  engine->last_now = now;
  engine->last_uptime_usec = uptime;
  engine->absences_retry_at = RECOUP_INSTANT_NONE;
  around->started_at = now;
  around->away_since = around->dnd_since = around->back_since = RECOUP_INSTANT_NONE;
  around->absent_from = around->absent_until = RECOUP_INSTANT_NONE;
  around->slept_from = around->slept_until = RECOUP_INSTANT_NONE;
  around->inhibited_until = around->deliver_from = RECOUP_INSTANT_NONE;
  load_facts (engine, now);
  load_absences (engine, now);
  recoup_engine_load_sleep (engine);

  RecoupInstant stopped_at = recoup_engine_get_fact (engine, "stopped_at");
  const RecoupAbsence *open = get_open_absence (engine);
  if (open == NULL && uptime < AFTER_BOOT_USEC &&
      !was_here_since (engine, now - uptime, stopped_at))
    {
      RecoupInstant from = stopped_at != RECOUP_INSTANT_NONE ? stopped_at : now - uptime;
      begin_absence (engine, MIN (from, now), "off");
      open = get_open_absence (engine);
    }
  around->away = open != NULL;
  if (open != NULL)
    around->away_since = open->from;
  recoup_engine_follow_presence (engine, now);
}

static void
shift (RecoupInstant *instant, gint64 step)
{
  if (*instant != RECOUP_INSTANT_NONE)
    *instant += step;
}

/* The clock went back by @step, which is negative, to @now: what it dates ahead happened as long
 * ago as it did. */
static void
pull_back (RecoupInstant *instant, RecoupInstant now, gint64 step)
{
  if (*instant > now) /* NONE is not */
    *instant = MIN (*instant + step, now);
}

static void
pull_absences_back (RecoupEngine *engine, RecoupInstant now, gint64 step)
{
  pull_back (&engine->around.absent_from, now, step);
  pull_back (&engine->around.absent_until, now, step);
  for (guint i = 0; i < engine->absences->len; i++)
    {
      RecoupAbsence *absence = &g_array_index (engine->absences, RecoupAbsence, i);
      if (MAX (absence->from, absence->until) <= now)
        continue;
      if (absence->from > now)
        forget_absence (engine, absence);
      pull_back (&absence->from, now, step);
      pull_back (&absence->until, now, step);
      put_absence (engine, absence);
    }
}

void
recoup_engine_watch_clock (RecoupEngine *engine, RecoupInstant now)
{
  RecoupSurroundings *around = &engine->around;
  gint64 uptime = recoup_clock_uptime_usec (engine->clock);
  gint64 step = (now - engine->last_now) - (uptime - engine->last_uptime_usec);

  engine->last_now = now;
  engine->last_uptime_usec = uptime;
  if (ABS (step) < STEP_USEC)
    return;
  /* What was measured before the step happened as long ago as it did. */
  if (step > 0 && around->last_evidence >= around->started_at)
    {
      around->last_evidence += step;
      recoup_engine_set_fact (engine, "evidence", around->last_evidence);
    }
  shift (&around->started_at, step);
  shift (&around->resumed_at, step);
  shift (&around->away_since, step);
  shift (&around->dnd_since, step);
  around->created_at = MIN (engine->created_at, now);
  if (step < 0)
    {
      around->last_evidence = MIN (around->last_evidence, now);
      pull_absences_back (engine, now, step);
    }
  if (step < 0 || (step > RECOUP_USEC_PER_DAY && uptime < SHAKY_CLOCK_USEC))
    around->deliver_from = now;
  recoup_engine_load_rows (engine, now);
}

/* The first return of the user in the window of today's check-in. */
static RecoupInstant
find_back (const RecoupEngine *engine, RecoupInstant wake, RecoupInstant now)
{
  for (guint i = 0; i < engine->absences->len; i++)
    {
      RecoupInstant until = g_array_index (engine->absences, RecoupAbsence, i).until;
      if (until != RECOUP_INSTANT_NONE && until >= wake - WINDOW_BEFORE_USEC &&
          until <= wake + WINDOW_AFTER_USEC && until <= now)
        return until;
    }
  return RECOUP_INSTANT_NONE;
}

/* Nothing of the pause stays on the disk: its reason is nobody's business any more. */
static gboolean
forget_pause (RecoupEngine *engine, GError **error)
{
  if (engine->store == NULL)
    return TRUE;
  if (!recoup_store_begin (engine->store, error))
    return FALSE;
  if (recoup_store_set_fact (engine->store, "paused_until", NULL, error) &&
      recoup_store_set_fact (engine->store, "pause_reason", NULL, error))
    return recoup_store_commit (engine->store, error);
  recoup_store_rollback (engine->store);
  return FALSE;
}

/* Says in the surroundings whether a pause lasts; one that is over is forgotten for good. */
static void
follow_pause (RecoupEngine *engine, RecoupInstant now)
{
  RecoupInstant until = engine->paused_until;

  engine->around.paused_until = until;
  /* None is as long as the second: it was asked for by a clock that ran ahead. */
  if (until == RECOUP_INSTANT_NONE || (until > now && until <= now + RECOUP_MAX_PAUSE_USEC))
    return;
  engine->around.paused_until = RECOUP_INSTANT_NONE;
  /* An end is an end: a clock that is set back after it does not bring the pause back. While the
   * disk has it still, so has the memory: a restart makes no difference then. */
  g_autoptr (GError) error = NULL;
  if (!forget_pause (engine, &error))
    {
      g_info ("The end of the pause is not written yet: %s", error->message);
      return;
    }
  engine->paused_until = RECOUP_INSTANT_NONE;
  g_clear_pointer (&engine->pause_reason, g_free);
}

static void
find_inhibitors (RecoupEngine *engine, RecoupInstant now)
{
  RecoupSurroundings *around = &engine->around;

  around->inhibited = 0;
  around->inhibited_until = RECOUP_INSTANT_NONE;
  for (guint i = engine->inhibitors->len; i-- > 0;)
    {
      RecoupInhibitor *inhibitor = &g_array_index (engine->inhibitors, RecoupInhibitor, i);
      if (inhibitor->until <= now)
        {
          g_array_remove_index (engine->inhibitors, i);
          continue;
        }
      inhibitor->until = MIN (inhibitor->until, now + RECOUP_MAX_INHIBIT_USEC); /* a set clock */
      around->inhibited |= inhibitor->kinds;
      if (around->inhibited_until == RECOUP_INSTANT_NONE ||
          inhibitor->until < around->inhibited_until)
        around->inhibited_until = inhibitor->until;
    }
}

/* A server that is gone took along what was posted, and what was on its way to it; what waits for
 * the first one is still to be sent. With the server of the process before, what that one posted is
 * still up, and may have to go. */
static void
follow_server (RecoupEngine *engine)
{
  RecoupNotifier *notifier = engine->notifier;
  gboolean is_private = engine->around.locked && engine->policy.privacy == RECOUP_PRIVACY_LOCKED;

  if (!engine->presence->is_known || g_strcmp0 (engine->server_owner, notifier->owner) == 0)
    return;
  for (guint i = 0; i < engine->history->len; i++)
    {
      RecoupReminder *row = engine->history->pdata[i];
      row->posted = row->posted && engine->server_owner == NULL;
      if (row->state == RECOUP_REMINDER_DUE || row->state == RECOUP_REMINDER_SHOWN)
        row->until = RECOUP_INSTANT_NONE; /* what the old one refused, another may take */
      if (recoup_reminder_state_is_resolved (row->state) || row->server_id == 0 ||
          notifier->owner == NULL || g_strcmp0 (row->owner, notifier->owner) != 0)
        continue;
      recoup_notifier_adopt (notifier, row->key, row->server_id);
      if (is_private)
        recoup_notifier_close (notifier, row->key); /* posted again when it is unlocked */
    }
  g_free (engine->server_owner);
  engine->server_owner = g_strdup (notifier->owner);
}

void
recoup_engine_look_around (RecoupEngine *engine, RecoupInstant now)
{
  RecoupSurroundings *around = &engine->around;
  const RecoupNotifier *notifier = engine->notifier;
  const RecoupState *state = engine->state;
  RecoupInstant wake = recoup_civil_at (
      state->day, engine->policy.wake_min[recoup_civil_weekday (state->day)], engine->zone);

  flush_absences (engine, now);
  recoup_engine_follow_presence (engine, now);
  /* Who may be locked out, or wants no popups, is not shown any. */
  around->server_up = notifier->up && engine->presence->is_known;
  around->server_activatable = notifier->activatable;
  around->server_hung = notifier->hung;
  follow_server (engine);
  around->server_owner = engine->server_owner;
  follow_pause (engine, now);
  find_inhibitors (engine, now);
  around->back_since = find_back (engine, wake, now);
  recoup_engine_find_sleep (engine);
}

RecoupInstant
recoup_engine_next_own (const RecoupEngine *engine, RecoupInstant now)
{
  RecoupInstant next = G_MAXINT64;
  const RecoupInstant instants[] = { recoup_engine_get_sleep_due (engine),
                                     engine->around.paused_until, engine->around.inhibited_until,
                                     engine->store != NULL ? engine->retry_at : RECOUP_INSTANT_NONE,
                                     engine->absences_retry_at };

  for (gsize i = 0; i < G_N_ELEMENTS (instants); i++)
    if (instants[i] > now)
      next = MIN (next, instants[i]);
  return next;
}
