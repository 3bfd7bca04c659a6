/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a person would notice: whether a reminder may come just now, and whether it comes again.
 * Looked at when the engine says that one is due, that one has ended, and when the server takes a
 * popup. */

#include "recoup/bedtime.h"
#include "support/life-private.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"

#define RESUME_USEC (60 * (gint64) G_USEC_PER_SEC)
#define NIGHT_USEC  (12 * RECOUP_USEC_PER_HOUR) /* two bedtimes are further apart */
#define SILENT_USEC (7 * RECOUP_USEC_PER_DAY)
#define MOST_POPUPS 100 /* more than a day has */

/* Where the user is now its hour is another one, and nobody was told at the old one. */
static gboolean
may_come_again (const LifeWatch *watch, const LifeKey *key)
{
  const RecoupZone *zone = recoup_clock_get_zone (watch->sim->clock, NULL);

  return !key->is_open && !key->was_shown && g_strcmp0 (key->zone, recoup_zone_get_id (zone)) != 0;
}

static void
check_once (LifeWatch *watch, const RecoupReminder *row, const LifeKey *key)
{
  if (!key->is_claimed || key->is_put_off || may_come_again (watch, key))
    return;
  if (!key->is_open && !life_may_reopen (watch, key))
    life_fail (watch, "once", "‘%s’ came again after it had ended", row->key);
  if (key->is_taken)
    life_fail (watch, "once", "‘%s’ is shown a second time", row->key);
}

/* Minutes for which do-not-disturb may hold @row back; -1 for ever. */
static gint
get_deferral (const LifeWatch *watch, const RecoupReminder *row)
{
  if (row->kind == RECOUP_REMINDER_PROTEIN)
    return (gint) watch->sim->policy.defer_protein_min;
  return row->kind == RECOUP_REMINDER_BEDTIME ? (gint) watch->sim->policy.defer_bedtime_min : -1;
}

static void
check_interrupts (LifeWatch *watch, const RecoupReminder *row, const LifeKey *key)
{
  const RecoupPresence *presence = watch->sim->presence;
  const RecoupEngine *engine = watch->sim->engine;
  RecoupInstant now = life_now (watch);
  RecoupInstant wanted = key->until != RECOUP_INSTANT_NONE ? key->until : row->due;
  gint deferral = get_deferral (watch, row);
  gboolean is_held = presence->dnd;

  if (presence->locked || presence->idle || presence->logged_out || watch->sim->is_suspended)
    life_fail (watch, "presence", "‘%s’ was shown to nobody", row->key);
  if (recoup_engine_get_paused_until (engine) > now)
    life_fail (watch, "pause", "‘%s’ was shown in a pause", row->key);
  for (guint i = 0; i < engine->inhibitors->len; i++)
    {
      const RecoupInhibitor *inhibitor = &g_array_index (engine->inhibitors, RecoupInhibitor, i);
      is_held = is_held || ((inhibitor->kinds & (1U << row->kind)) != 0 && inhibitor->until > now);
    }
  if (is_held && (deferral < 0 || now < wanted + deferral * RECOUP_USEC_PER_MIN))
    life_fail (watch, "disturb", "‘%s’ was shown while it was held back", row->key);
}

static void
check_rate (LifeWatch *watch, const RecoupReminder *row)
{
  const RecoupPolicy *policy = &watch->sim->policy;
  const RecoupEngine *engine = watch->sim->engine;
  RecoupInstant now = life_now (watch);
  gint64 gap = (gint64) policy->min_gap_min * RECOUP_USEC_PER_MIN;
  guint n = 0;

  if (watch->last_popup != RECOUP_INSTANT_NONE && now - watch->last_popup < gap)
    life_fail (watch, "gap", "‘%s’ comes %d s after the last popup", row->key,
               (gint) ((now - watch->last_popup) / G_USEC_PER_SEC));
  RecoupInstant start =
      recoup_civil_day_start (engine->state->day, policy->day_start_min, engine->zone);
  for (guint i = 0; i < watch->popups->len; i++)
    n += g_array_index (watch->popups, RecoupInstant, i) >= start;
  if (n >= policy->max_popups)
    life_fail (watch, "limit", "‘%s’ is popup %u of the day", row->key, n + 1);
}

static void
check_bedtime (LifeWatch *watch, const RecoupReminder *row, const LifeKey *key)
{
  const RecoupEngine *engine = watch->sim->engine;
  RecoupInstant now = life_now (watch);
  RecoupInstant wake = recoup_bedtime_get_wake (row->day, &watch->sim->policy, engine->zone);

  if (now >= wake - 2 * RECOUP_USEC_PER_HOUR)
    life_fail (watch, "bedtime", "‘%s’ was shown in the morning", row->key);
  if (key->is_claimed)
    return;
  const RecoupState *state = row->day == engine->state->day ? engine->state : engine->yesterday;
  if (row->due != state->lights_out)
    life_fail (watch, "drift", "‘%s’ is due %d s after lights out", row->key,
               (gint) ((row->due - state->lights_out) / G_USEC_PER_SEC));
  if (watch->last_bedtime != RECOUP_INSTANT_NONE && now - watch->last_bedtime < NIGHT_USEC)
    life_fail (watch, "night", "‘%s’ is the second bedtime of a night", row->key);
  watch->last_bedtime = now;
}

static void
check_resume (LifeWatch *watch, const RecoupReminder *row)
{
  RecoupInstant now = life_now (watch);

  if (watch->resumed_at == RECOUP_INSTANT_NONE || now >= watch->resumed_at + RESUME_USEC)
    return;
  if (g_strcmp0 (row->message, "digest-missed") != 0 || watch->popups_since_resume++ > 0)
    life_fail (watch, "resume", "‘%s’ was shown %d s after the resume", row->key,
               (gint) ((now - watch->resumed_at) / G_USEC_PER_SEC));
}

static void
on_due (const RecoupReminder *row, gpointer user_data)
{
  LifeWatch *watch = user_data;
  LifeKey *key = life_know (watch, row->key, row);
  RecoupInstant now = life_now (watch);
  RecoupInstant evidence = watch->sim->engine->around.last_evidence;

  check_once (watch, row, key);
  if (g_strcmp0 (watch->doing, "undo") == 0)
    key->until = RECOUP_INSTANT_NONE; /* it is not put off after all */
  check_interrupts (watch, row, key);
  check_resume (watch, row);
  if (now < row->due || now >= row->valid_until)
    life_fail (watch, "valid", "‘%s’ was shown outside its time", row->key);
  if (key->until != RECOUP_INSTANT_NONE && now < key->until)
    life_fail (watch, "snooze", "‘%s’ came back early", row->key);
  if (evidence != RECOUP_INSTANT_NONE && now - evidence >= SILENT_USEC &&
      g_strcmp0 (row->message, "digest-welcome") != 0)
    life_fail (watch, "silence", "‘%s’ was shown after seven silent days", row->key);
  key->is_popup = row->kind != RECOUP_REMINDER_BEDTIME;
  if (key->is_popup)
    check_rate (watch, row);
  else
    check_bedtime (watch, row, key);
  life_rest_check_due (watch, row, !key->is_claimed);
  if (!key->is_claimed)
    key->claimed_at = now;
  key->told_at = now;
  key->is_claimed = TRUE;
  key->is_taken = key->is_put_off = FALSE;
  key->until = RECOUP_INSTANT_NONE;
  life_set_open (watch, row->key, key, TRUE);
}

static void
on_resolved (const RecoupReminder *row, gpointer user_data)
{
  LifeWatch *watch = user_data;
  LifeKey *key = life_know (watch, row->key, row);

  if (!recoup_reminder_state_is_resolved (row->state) || row->cause == NULL)
    life_fail (watch, "resolved", "‘%s’ ended without saying how", row->key);
  /* A date may be taken out, put back by an undo, and taken out again. */
  if (key->is_claimed && !key->is_open && !g_str_has_suffix (row->key, "/all") &&
      !may_come_again (watch, key) && !life_may_reopen (watch, key))
    life_fail (watch, "once", "‘%s’ ended twice", row->key);
  key->was_shown = row->shown_at != RECOUP_INSTANT_NONE;
  key->zone = g_intern_string (row->zone);
  life_rest_note_end (watch, row);
  if (!key->is_claimed)
    key->claimed_at = life_now (watch);
  key->is_claimed = TRUE;
  key->is_put_off = FALSE;
  key->is_answered = row->state == RECOUP_REMINDER_SKIPPED ||
                     (row->state == RECOUP_REMINDER_DONE && g_str_equal (row->cause, "user"));
  if (key->is_answered && watch->doing != NULL)
    life_rest_note_verb (watch, row->kind);
  life_set_open (watch, row->key, key, FALSE);
}

static void
on_journal (guint kinds, RecoupDay first_day, gpointer user_data)
{
  LifeWatch *watch = user_data;
  watch->last[LIFE_JOURNAL] = watch->turn;
  life_rest_note_facts (watch, kinds);
}

static void
on_changed (gpointer user_data)
{
  LifeWatch *watch = user_data;

  if (watch->sim->engine == NULL || recoup_engine_get_schedule (watch->sim->engine) == NULL)
    return;
  RecoupInstant wake = sim_clock_get_wake (watch->sim->clock);
  if (wake <= life_now (watch)) /* it would go off for ever */
    life_fail (watch, "wake", "the next alarm is not to come");
  watch->was_hung = watch->was_hung || life_is_hung (watch);
  life_check_day (watch);
  life_check_waiting (watch);
  life_check_rows (watch);
}

const RecoupEngineListener life_listener = {
  .changed = on_changed,
  .journal = on_journal,
  .due = on_due,
  .resolved = on_resolved,
};

static void
on_taken (const RecoupNotice *notice, gpointer user_data)
{
  LifeWatch *watch = user_data;
  LifeKey *key = g_hash_table_lookup (watch->keys, notice->key);
  RecoupInstant now = life_now (watch);

  if (key == NULL && watch->was_hung) /* a call of a process that died since */
    {
      life_doubt (watch, notice->key);
      return;
    }
  if (key == NULL)
    life_fail (watch, "claim", "‘%s’ was shown before it was claimed", notice->key);
  const RecoupReminder *row = recoup_engine_find_row (watch->sim->engine, notice->key);
  gboolean is_over = row == NULL || recoup_reminder_state_is_resolved (row->state);
  if (is_over && !watch->was_hung)
    life_fail (watch, "claim", "‘%s’ was shown after it had ended", notice->key);
  if (watch->sim->presence->locked && watch->sim->policy.privacy == RECOUP_PRIVACY_LOCKED &&
      !watch->was_hung)
    life_fail (watch, "privacy", "‘%s’ was shown on the lock screen", notice->key);
  /* Later it is posted again, which is no new popup. */
  if (key->is_popup && key->told_at == now && !is_over && !watch->was_hung)
    {
      watch->last_popup = now;
      g_array_append_val (watch->popups, now);
      if (watch->popups->len > MOST_POPUPS)
        g_array_remove_index (watch->popups, 0);
    }
  key->is_popup = FALSE;
  key->is_taken = TRUE;
  if (watch->was_hung)
    life_doubt (watch, notice->key);
  else
    life_trust (watch, notice->key);
}

static void
on_gone (const char *key, gpointer user_data)
{
}

static void
on_doubled (const char *key, gpointer user_data)
{
  LifeWatch *watch = user_data;

  if (!watch->was_hung && !g_hash_table_contains (watch->doubtful, key))
    life_fail (watch, "one", "a second popup of ‘%s’ is up", key);
}

const SimScreen life_screen = { on_taken, on_gone, on_doubled };
