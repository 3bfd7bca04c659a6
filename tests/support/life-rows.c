/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows, popups and the file, held against each other and against what was told. */

#include <math.h>

#include "recoup/bedtime.h"
#include "support/life-private.h"
#include "support/sim-notifier.h"

#define NOON_MIN  (12 * 60)
#define KEPT_USEC (15 * RECOUP_USEC_PER_DAY) /* rows as old as that are still looked for */

static guint
count_popups (const LifeWatch *watch, const char *name)
{
  const GPtrArray *popups = sim_notifier_list (watch->sim->notifier);
  guint n = 0;

  for (guint i = 0; i < popups->len; i++)
    n += g_str_equal (((const SimPopup *) popups->pdata[i])->notice->key, name) ? 1 : 0;
  return n;
}

void
life_doubt (LifeWatch *watch, const char *name)
{
  if (!g_hash_table_contains (watch->doubtful, name))
    g_hash_table_add (watch->doubtful, g_strdup (name));
}

void
life_trust (LifeWatch *watch, const char *name)
{
  if (count_popups (watch, name) <= 1)
    g_hash_table_remove (watch->doubtful, name);
}

/* Calls to a server that hangs are given up, and may still be carried out: what is on its way or up
 * then is in doubt until it is shown anew. */
static void
doubt_all (LifeWatch *watch)
{
  const RecoupEngine *engine = watch->sim->engine;
  const GPtrArray *popups = sim_notifier_list (engine->notifier);

  for (guint i = 0; i < engine->history->len; i++)
    if (((RecoupReminder *) engine->history->pdata[i])->posted)
      life_doubt (watch, ((RecoupReminder *) engine->history->pdata[i])->key);
  for (guint i = 0; i < popups->len; i++)
    life_doubt (watch, ((const SimPopup *) popups->pdata[i])->notice->key);
}

void
life_check_screen (LifeWatch *watch)
{
  const RecoupEngine *engine = watch->sim->engine;
  const GPtrArray *popups = sim_notifier_list (engine->notifier);
  guint kinds = 0;

  if (life_is_hung (watch))
    {
      doubt_all (watch);
      return;
    }
  for (guint i = 0; i < engine->history->len; i++)
    {
      const RecoupReminder *row = engine->history->pdata[i];
      if (!row->posted || g_hash_table_contains (watch->doubtful, row->key))
        continue;
      if (recoup_reminder_state_is_resolved (row->state))
        life_fail (watch, "gone", "‘%s’ has ended, and we think that it is up", row->key);
      if (count_popups (watch, row->key) == 0)
        life_fail (watch, "screen", "‘%s’ is not up, and we think that it is", row->key);
      if ((kinds & (1U << row->kind)) != 0)
        life_fail (watch, "one", "‘%s’ is the second of its kind", row->key);
      kinds |= 1U << row->kind;
    }
  for (guint i = 0; i < popups->len; i++)
    {
      const char *name = ((const SimPopup *) popups->pdata[i])->notice->key;
      const RecoupReminder *row = recoup_engine_find_row (engine, name);
      /* In a pause nothing is posted anew: what the process before put up stays. */
      gboolean is_left = row != NULL && !recoup_reminder_state_is_resolved (row->state) &&
                         recoup_engine_get_paused_until (engine) > life_now (watch);
      if (watch->sim->presence->locked && watch->sim->policy.privacy == RECOUP_PRIVACY_LOCKED &&
          !g_hash_table_contains (watch->doubtful, name))
        life_fail (watch, "privacy", "‘%s’ is up on the lock screen", name);
      if ((row == NULL || !row->posted) && !is_left &&
          !g_hash_table_contains (watch->doubtful, name))
        life_fail (watch, "gone", "‘%s’ is up, and we think that it is not", name);
    }
}

gboolean
life_is_hung (const LifeWatch *watch)
{
  return sim_notifier_get_server (watch->sim->notifier) == SIM_SERVER_HUNG;
}

/* A reminder is due when the rule says, whatever was answered before. */
static void
check_due (LifeWatch *watch, const RecoupReminder *row)
{
  LifeKey *key = life_know (watch, row->key, row);
  guint causes = LIFE_BIT (CLOCK) | LIFE_BIT (ZONE) | LIFE_BIT (POLICY) | LIFE_BIT (JOURNAL) |
                 LIFE_BIT (UNDO) | LIFE_BIT (DAY) | LIFE_BIT (EVENING);
  gboolean is_forecast =
      row->day > watch->sim->engine->state->day || row->kind == RECOUP_REMINDER_DIGEST;

  if (row->kind == RECOUP_REMINDER_CHECK_IN || row->kind == RECOUP_REMINDER_ADVICE ||
      row->kind == RECOUP_REMINDER_DELOAD) /* they come with the check-in */
    causes |= LIFE_BIT (PRESENCE);
  if (row->due != key->due && !is_forecast && !life_came_since (watch, causes, key->due_turn))
    life_fail (watch, "drift", "‘%s’ moved by %d s", row->key,
               (gint) ((row->due - key->due) / G_USEC_PER_SEC));
  /* On its way to the server, or up in a pause: it follows the wall clock when it may be changed.
   */
  if (row->posted && (row->server_id == 0 ||
                      recoup_engine_get_paused_until (watch->sim->engine) > life_now (watch)))
    return;
  key->due = row->due;
  key->due_turn = watch->turn;
}

static void
check_open (LifeWatch *watch, const RecoupReminder *row)
{
  const RecoupEngine *engine = watch->sim->engine;
  LifeKey *key = life_know (watch, row->key, row);
  gboolean may_open = life_may_reopen (watch, key) || g_strcmp0 (watch->doing, "snooze") == 0;

  if (row->snoozes > recoup_reminder_get_kind (row->kind)->max_snoozes)
    life_fail (watch, "snooze", "‘%s’ was put off %u times", row->key, row->snoozes);
  if (row->day <= engine->state->day && row->valid_until <= life_now (watch))
    life_fail (watch, "resolved", "‘%s’ is %s after its end", row->key,
               recoup_reminder_state_get_name (row->state));
  if (!key->is_open && !may_open)
    life_fail (watch, "opened", "‘%s’ is open, and nobody was told", row->key);
  if (!key->is_claimed)
    key->claimed_at = row->claimed_at;
  key->is_claimed = TRUE;
  life_set_open (watch, row->key, key, TRUE);
  key->until = RECOUP_INSTANT_NONE;
  if (row->snoozes > key->snoozes)
    life_rest_wake (watch, 1U << row->kind);
  key->snoozes = row->snoozes;
  if (row->state == RECOUP_REMINDER_SNOOZED)
    {
      if (row->until == RECOUP_INSTANT_NONE || row->until > row->valid_until)
        life_fail (watch, "snooze", "‘%s’ is put off past its end", row->key);
      if (row->until > row->due) /* else it waits for that, wherever the clock is */
        key->until = row->until;
    }
  key->is_put_off =
      row->state == RECOUP_REMINDER_SNOOZED || (row->state == RECOUP_REMINDER_DUE && !row->posted);
  check_due (watch, row);
}

void
life_check_rows (LifeWatch *watch)
{
  const RecoupEngine *engine = watch->sim->engine;
  guint n = 0;

  for (guint i = 0; i < engine->history->len; i++)
    {
      const RecoupReminder *row = engine->history->pdata[i];
      if (recoup_reminder_state_is_resolved (row->state))
        continue;
      check_open (watch, row);
      n++;
    }
  if (n != g_hash_table_size (watch->open))
    {
      GHashTableIter iter;
      gpointer name = NULL;
      g_hash_table_iter_init (&iter, watch->open);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        {
          const RecoupReminder *row = recoup_engine_find_row (engine, name);
          if (row != NULL && !recoup_reminder_state_is_resolved (row->state))
            continue;
          if (row == NULL || g_strcmp0 (watch->doing, "undo") != 0)
            life_fail (watch, row != NULL ? "opened" : "lost", "‘%s’ is %s, and nobody was told",
                       (const char *) name,
                       row != NULL ? recoup_reminder_state_get_name (row->state) : "gone");
          ((LifeKey *) g_hash_table_lookup (watch->keys, name))->is_open = FALSE;
          g_hash_table_iter_remove (&iter);
        }
    }
  const GPtrArray *const lists[] = { engine->schedule->waiting, engine->schedule->upcoming };
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      check_due (watch, lists[l]->pdata[i]);
}

/* What waited is shown, or ends with a row, or goes on waiting: time alone takes nothing away but a
 * digest, which is worth no row when its evening is over, and advice whose reason has passed. */
void
life_check_waiting (LifeWatch *watch)
{
  const RecoupEngine *engine = watch->sim->engine;
  const GPtrArray *waiting = engine->schedule->waiting;
  GHashTable *keys = NULL;
  GHashTableIter iter;
  gpointer name = NULL;

  /* In a week of silence everything stops; what is dated ahead becomes a fact without a word. */
  gboolean is_off = life_now (watch) < watch->ahead_until ||
                    life_now (watch) - engine->around.last_evidence >= 7 * RECOUP_USEC_PER_DAY ||
                    life_now (watch) - watch->stable_since < RECOUP_USEC_PER_DAY;

  if (waiting->len == 0 && g_hash_table_size (watch->waiting) == 0)
    return;
  keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < waiting->len; i++)
    {
      const RecoupReminder *row = waiting->pdata[i];
      if (row->kind != RECOUP_REMINDER_DIGEST && row->kind != RECOUP_REMINDER_ADVICE)
        g_hash_table_add (keys, g_strdup (row->key));
    }
  g_hash_table_iter_init (&iter, watch->waiting);
  while (watch->doing == NULL && !is_off && g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (keys, name) && recoup_engine_find_row (engine, name) == NULL &&
        !life_came_since (watch, LIFE_BIT (DAY) | LIFE_BIT (JOURNAL) | LIFE_BIT (VERDICT),
                          watch->turn))
      life_fail (watch, "resolved", "‘%s’ waited, and is no more", (const char *) name);
  g_hash_table_unref (watch->waiting);
  watch->waiting = keys;
}

/* Whether the zone left the date @day out: nobody lives it. */
static gboolean
is_left_out (const LifeWatch *watch, RecoupDay day)
{
  const RecoupZone *zone = watch->sim->engine->zone;
  RecoupDay civil = RECOUP_DAY_NONE;
  guint second = 0;

  recoup_civil_local (recoup_civil_at (day, NOON_MIN, zone), zone, &civil, &second);
  return civil != day;
}

/* On a new day: the night before last, if nothing disturbed it, had its bedtime. */
void
life_check_day (LifeWatch *watch)
{
  const RecoupEngine *engine = watch->sim->engine;
  const RecoupPolicy *policy = &watch->sim->policy;
  RecoupDay today = engine->state->day;
  RecoupDay night = today - 2;
  /* Whoever comes back on a new day ends a week of silence, in which no bedtime was due. */
  RecoupInstant evidence = MIN (watch->evidence, engine->around.last_evidence);

  watch->evidence = engine->around.last_evidence;
  if (engine->state->lights_out != watch->lights_out)
    watch->last[LIFE_EVENING] = watch->turn;
  watch->lights_out = engine->state->lights_out;
  if (engine->state->verdict != watch->verdict)
    watch->last[LIFE_VERDICT] = watch->turn;
  watch->verdict = engine->state->verdict;
  if (today == watch->day)
    return;
  watch->day = today;
  watch->last[LIFE_DAY] = watch->turn;
  RecoupInstant start = recoup_civil_day_start (night, policy->day_start_min, engine->zone);
  RecoupInstant wake = recoup_bedtime_get_wake (night, policy, engine->zone);
  RecoupInstant lights_out = watch->latest_lights_out;
  watch->latest_lights_out = engine->yesterday->lights_out;
  if (lights_out >= wake - 2 * RECOUP_USEC_PER_HOUR) /* S-016 */
    return;
  /* The night was logged before it came, or moved (S-016) to where sleep is logged. */
  if (!isnan (engine->yesterday->sleep_min) || life_is_sleep_logged (watch, lights_out, wake))
    return;
  if (watch->stable_since >= start || !policy->remind[RECOUP_REMINDER_BEDTIME] ||
      life_now (watch) - evidence >= 6 * RECOUP_USEC_PER_DAY || is_left_out (watch, night))
    return;
  g_autofree char *name = recoup_reminder_key_new (RECOUP_REMINDER_BEDTIME, night, "0");
  g_autofree char *all = recoup_reminder_key_new (RECOUP_REMINDER_BEDTIME, night, "all");
  if (recoup_engine_find_row (engine, name) == NULL && recoup_engine_find_row (engine, all) == NULL)
    life_fail (watch, "night", "there was no ‘%s’", name);
}

void
life_check_lost (LifeWatch *watch)
{
  RecoupInstant since = life_now (watch) - KEPT_USEC;
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, watch->keys);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const LifeKey *key = value;
      const RecoupReminder *row = recoup_engine_find_row (watch->sim->engine, name);
      if (key->is_claimed && !key->is_open && key->claimed_at < since)
        g_hash_table_iter_remove (&iter);
      else if (key->is_claimed && row == NULL)
        life_fail (watch, "lost", "‘%s’ was claimed and has no row", (const char *) name);
      else if (key->is_claimed && recoup_reminder_state_is_resolved (row->state) == key->is_open)
        life_fail (watch, "lost", "‘%s’ is %s now", (const char *) name,
                   recoup_reminder_state_get_name (row->state));
    }
}

static void
compare_row (LifeWatch *watch, const RecoupReminder *memory, const RecoupReminder *disk)
{
  gboolean is_put_off = memory->state == RECOUP_REMINDER_SNOOZED;

  if (memory->state != disk->state || memory->due != disk->due ||
      memory->valid_until != disk->valid_until || memory->snoozes != disk->snoozes ||
      memory->claimed_at != disk->claimed_at || memory->shown_at != disk->shown_at ||
      memory->resolved_at != disk->resolved_at || memory->seen != disk->seen ||
      memory->timed_out != disk->timed_out || (is_put_off && memory->until != disk->until) ||
      memory->server_id != disk->server_id || g_strcmp0 (memory->owner, disk->owner) != 0)
    life_fail (watch, "disk", "‘%s’ is %s in memory and %s on disk", memory->key,
               recoup_reminder_state_get_name (memory->state),
               recoup_reminder_state_get_name (disk->state));
}

void
life_check_disk (LifeWatch *watch)
{
  RecoupEngine *engine = watch->sim->engine;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      recoup_store_deliveries (engine->store, life_now (watch) - KEPT_USEC, &error);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);

  if (rows == NULL)
    life_fail (watch, "disk", "%s", error->message);
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert (by_key, ((RecoupReminder *) rows->pdata[i])->key, rows->pdata[i]);
  for (guint i = 0; i < engine->history->len; i++)
    {
      const RecoupReminder *row = engine->history->pdata[i];
      const RecoupReminder *stored = g_hash_table_lookup (by_key, row->key);
      if (g_hash_table_contains (engine->unsaved, row->key))
        continue;
      if (stored != NULL)
        compare_row (watch, row, stored);
      else if (row->claimed_at >= life_now (watch) - KEPT_USEC)
        life_fail (watch, "disk", "‘%s’ is not on disk", row->key);
    }
}

void
life_forget_unsaved (LifeWatch *watch)
{
  const RecoupEngine *engine = watch->sim->engine;
  g_autoptr (GPtrArray) rows =
      recoup_store_deliveries (engine->store, life_now (watch) - KEPT_USEC, NULL);
  GHashTableIter iter;
  gpointer name = NULL;

  if (g_hash_table_contains (engine->facts, "resumed"))
    watch->resumed_at = RECOUP_INSTANT_NONE; /* the next process cannot know of it */
  if (g_hash_table_size (engine->unsaved) == 0)
    return;
  g_hash_table_iter_init (&iter, engine->unsaved);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      life_doubt (watch, name); /* its popup stays */
      g_hash_table_remove (watch->open, name);
      g_hash_table_remove (watch->keys, name);
    }
  /* What the store took of them before still holds. */
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const RecoupReminder *row = rows->pdata[i];
      if (!g_hash_table_contains (engine->unsaved, row->key))
        continue;
      LifeKey *key = life_know (watch, row->key, row);
      key->claimed_at = row->claimed_at;
      key->due_turn = 0; /* by the clock of then */
      key->zone = g_intern_string (row->zone);
      key->was_shown = row->shown_at != RECOUP_INSTANT_NONE;
      key->is_claimed = key->is_put_off = TRUE;
      life_set_open (watch, row->key, key, !recoup_reminder_state_is_resolved (row->state));
    }
  watch->last_popup = watch->last_bedtime = RECOUP_INSTANT_NONE;
  watch->popups_since_resume = 0;
  g_array_set_size (watch->popups, 0);
  life_rest_begin_anew (watch);
  watch->stable_since = G_MAXINT64; /* the bedtime of the day may be among them */
}
