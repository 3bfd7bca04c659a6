/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What must hold in every life, whatever happens: the rules of the reminders, each as a check of
 * its own that knows what the engine tells its listener, what is on the screen, the rows and the
 * alarm, and not how they came about. Where the rules make an exception (the clock was set, claims
 * that the store could not take died with the process), the watch knows when it began, and looks
 * again when it is over. */

#include "support/life-private.h"

#include <sqlite3.h>
#include <string.h>

#include "engine/full-disk.h"
#include "support/sim-clock.h"
#include "support/state-dump.h"

#define TWICE_EVERY       16 /* events after which settling twice is tried */
#define FOLD_EVERY        4  /* deaths after which everything is folded anew */
#define LOST_EVERY        64 /* events after which all keys are looked for */
#define LONG_SUSPEND_USEC (12 * RECOUP_USEC_PER_HOUR)
#define END_DAYS          30

void
life_fail (LifeWatch *watch, const char *rule, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *now =
      recoup_instant_format (life_now (watch), recoup_clock_get_zone (watch->sim->clock, NULL));
  g_autofree char *whole = g_strdup_printf (
      "at %s, while %s: %s", now, watch->doing != NULL ? watch->doing : "time passed", text);
  watch->fail (rule, whole);
}

RecoupInstant
life_now (const LifeWatch *watch)
{
  return recoup_clock_now (watch->sim->clock);
}

gboolean
life_came_since (const LifeWatch *watch, guint mask, guint turn)
{
  for (guint i = 0; i < N_LIFE_CAUSES; i++)
    if ((mask & (1U << i)) != 0 && watch->last[i] >= turn)
      return TRUE;
  return FALSE;
}

LifeKey *
life_know (LifeWatch *watch, const char *name, const RecoupReminder *row)
{
  LifeKey *key = g_hash_table_lookup (watch->keys, name);

  if (key != NULL)
    return key;
  key = g_new0 (LifeKey, 1);
  key->kind = row->kind;
  key->day = row->day;
  key->due = row->due;
  key->due_turn = watch->turn;
  key->until = RECOUP_INSTANT_NONE;
  g_hash_table_insert (watch->keys, g_strdup (name), key);
  return key;
}

gboolean
life_may_reopen (const LifeWatch *watch, const LifeKey *key)
{
  return key->is_answered && g_strcmp0 (watch->doing, "undo") == 0;
}

void
life_set_open (LifeWatch *watch, const char *name, LifeKey *key, gboolean is_open)
{
  if (key->is_open == is_open)
    return;
  key->is_open = is_open;
  if (is_open)
    g_hash_table_add (watch->open, g_strdup (name));
  else
    g_hash_table_remove (watch->open, name);
}

LifeWatch *
life_watch_new (Sim *sim, LifeFail on_fail)
{
  LifeWatch *watch = g_new0 (LifeWatch, 1);

  watch->sim = sim;
  watch->fail = on_fail;
  watch->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  watch->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  watch->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  watch->doubtful = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  watch->popups = g_array_new (FALSE, FALSE, sizeof (RecoupInstant));
  watch->last_popup = watch->last_bedtime = watch->resumed_at = RECOUP_INSTANT_NONE;
  watch->stable_since = G_MAXINT64;
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    {
      watch->rests[i].verb_day = watch->rests[i].today = RECOUP_DAY_NONE;
      watch->rests[i].answered_at = RECOUP_INSTANT_NONE;
    }
  watch->day = RECOUP_DAY_NONE;
  watch->turn = 1;
  watch->doing = "start";
  sim->listener = &life_listener;
  sim->screen = &life_screen;
  sim->watcher = watch;
  return watch;
}

void
life_watch_set_thorough (LifeWatch *watch)
{
  watch->is_thorough = TRUE;
}

void
life_watch_free (LifeWatch *watch)
{
  g_hash_table_unref (watch->keys);
  g_hash_table_unref (watch->open);
  g_hash_table_unref (watch->waiting);
  g_hash_table_unref (watch->doubtful);
  g_array_unref (watch->popups);
  g_free (watch->before);
  g_free (watch);
}

static void
check_alarm (LifeWatch *watch)
{
  RecoupInstant now = life_now (watch);
  if (watch->sim->engine == NULL)
    return;
  RecoupInstant wake = sim_clock_get_wake (watch->sim->clock);

  if (!watch->sim->is_suspended && wake <= now)
    life_fail (watch, "wake", "the next alarm was %d s ago",
               (gint) ((now - wake) / G_USEC_PER_SEC));
  if (wake == G_MAXINT64)
    life_fail (watch, "wake", "no alarm is set");
}

/* Settling once more does nothing. That a disk can be written again is told to nobody. */
static void
check_twice (LifeWatch *watch)
{
  if (g_strcmp0 (watch->doing, "store") == 0)
    recoup_engine_settle (watch->sim->engine);
  recoup_engine_settle (watch->sim->engine);
  const GPtrArray *acts = watch->sim->engine->schedule->acts;
  if (acts->len > 0)
    {
      const RecoupAct *act = acts->pdata[0];
      life_fail (watch, "twice", "settling twice does %u to ‘%s’, which is then %s", act->kind,
                 act->reminder->key, recoup_reminder_state_get_name (act->reminder->state));
    }
}

/* The store takes what waited for it. */
static void
check_unsaved (LifeWatch *watch)
{
  const RecoupEngine *engine = watch->sim->engine;

  if (!full_disk_is_full () && g_hash_table_size (engine->unsaved) > 0 &&
      engine->retry_at <= engine->state->now)
    life_fail (watch, "unsaved", "%u rows were not written", g_hash_table_size (engine->unsaved));
}

/* Whether this is one of @every events, on which something costly is looked at. */
static gboolean
is_time (const LifeWatch *watch, guint every)
{
  return watch->is_thorough || watch->turn / 2 % every == 0;
}

static void
check (LifeWatch *watch)
{
  if (watch->sim->engine == NULL)
    return;
  if (is_time (watch, TWICE_EVERY) && !watch->sim->is_suspended)
    check_twice (watch);
  check_alarm (watch);
  life_check_rows (watch);
  life_check_screen (watch);
  check_unsaved (watch);
  if (life_came_since (watch, LIFE_BIT (JOURNAL), watch->turn - 1))
    life_check_facts (watch);
  if (is_time (watch, LOST_EVERY))
    life_check_lost (watch);
}

/* The state in every digit, but for the instant; and what is open. */
static char *
dump (LifeWatch *watch)
{
  const RecoupEngine *engine = watch->sim->engine;
  recoup_engine_settle (watch->sim->engine);
  GString *text = g_string_new (NULL);
  g_autofree char *state = test_state_dump (engine->state);

  g_string_append (text, state);
  g_string_append_printf (text, "paused %" G_GINT64_FORMAT "\n", engine->around.paused_until);
  return g_string_free (text, FALSE);
}

static void
compare (LifeWatch *watch, const char *rule, const char *before)
{
  g_autofree char *after = dump (watch);
  g_auto (GStrv) old = g_strsplit (before, "\n", -1);
  g_auto (GStrv) new = g_strsplit (after, "\n", -1);

  for (guint i = 0; old[i] != NULL && new[i] != NULL; i++)
    if (!g_str_equal (old[i], new[i]))
      life_fail (watch, rule, "the state was ‘%s’ and is ‘%s’", old[i], new[i]);
  if (g_strv_length (old) != g_strv_length (new))
    life_fail (watch, rule, "the state has %u lines, not %u", g_strv_length (new),
               g_strv_length (old));
}

/* What was folded in steps, and in part by processes before, is what the journal alone gives. */
static void
check_fold (LifeWatch *watch)
{
  const Sim *sim = watch->sim;
  RecoupEntrySource source = recoup_store_get_source (sim->store);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &sim->policy, recoup_clock_get_zone (sim->clock, NULL),
                         recoup_clock_get_zones (sim->clock));
  g_autoptr (RecoupState) plain = recoup_ledger_compute (ledger, sim->engine->state->now);
  g_autofree char *whole = test_state_dump (plain);
  g_autofree char *steps = test_state_dump (sim->engine->state);

  if (!g_str_equal (whole, steps))
    life_fail (watch, "fold", "the state is\n%sand the journal alone gives\n%s", steps, whole);
}

static const struct
{
  const char *name;
  guint causes;
  gboolean can_undo;
} effects[] = {
  { "active", LIFE_BIT (PRESENCE), FALSE },
  { "boot", LIFE_BIT (CLOCK) | LIFE_BIT (PRESENCE), FALSE },
  { "daemon", LIFE_BIT (CLOCK) | LIFE_BIT (PRESENCE), FALSE },
  { "done", 0, TRUE },
  { "idle", LIFE_BIT (PRESENCE), FALSE },
  { "kill", LIFE_BIT (PRESENCE), FALSE },
  { "lock", LIFE_BIT (PRESENCE), FALSE },
  { "log", 0, TRUE },
  { "login", LIFE_BIT (PRESENCE), FALSE },
  { "logout", LIFE_BIT (PRESENCE), FALSE },
  { "pause", 0, TRUE },
  { "remove", 0, TRUE },
  { "resume", LIFE_BIT (PRESENCE), FALSE },
  { "set", LIFE_BIT (POLICY), FALSE },
  { "set-zone", LIFE_BIT (ZONE), FALSE },
  { "skip", 0, TRUE },
  { "skip-date", 0, TRUE },
  { "snooze", 0, TRUE },
  { "step", LIFE_BIT (CLOCK), FALSE },
  { "suspend", LIFE_BIT (PRESENCE), FALSE },
  { "undo", LIFE_BIT (UNDO), FALSE },
  { "unlock", LIFE_BIT (PRESENCE), FALSE },
};

static guint
find_causes (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (effects); i++)
    if (g_str_equal (effects[i].name, name))
      return effects[i].causes;
  return 0;
}

static gboolean
can_undo (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (effects); i++)
    if (g_str_equal (effects[i].name, name))
      return effects[i].can_undo;
  return FALSE;
}

/* Takes note of what makes exceptions, before it happens. */
static void
prepare (LifeWatch *watch, guint causes)
{
  for (guint i = 0; i < N_LIFE_CAUSES; i++)
    if ((causes & (1U << i)) != 0)
      watch->last[i] = watch->turn;
  watch->was_hung = life_is_hung (watch);
  if ((causes & (LIFE_BIT (CLOCK) | LIFE_BIT (ZONE) | LIFE_BIT (POLICY))) != 0)
    {
      watch->stable_since = G_MAXINT64;
      watch->last_bedtime = RECOUP_INSTANT_NONE;
    }
  if ((causes & (LIFE_BIT (CLOCK) | LIFE_BIT (ZONE) | LIFE_BIT (UNDO))) != 0)
    {
      g_array_set_size (watch->popups, 0); /* the day is another, or a popup never was */
      life_rest_begin_anew (watch);
    }
  if ((causes & LIFE_BIT (CLOCK)) != 0)
    watch->last_popup = watch->resumed_at = RECOUP_INSTANT_NONE;
}

/* One event that ends the process. Returns: (transfer full) (nullable): the state before, if the
 * next process is to have it: one that does not know when an absence ended, because the store could
 * not take it, may see another night. */
static char *
prepare_death (LifeWatch *watch)
{
  g_autofree char *state = dump (watch);
  gboolean is_whole = watch->sim->engine->absences_retry_at == RECOUP_INSTANT_NONE;
  char *before = is_whole ? g_steal_pointer (&state) : NULL;
  if (!is_whole)
    watch->stable_since = G_MAXINT64; /* likewise, whether somebody sat there in the evening */

  life_check_disk (watch);
  life_check_lost (watch);
  life_forget_unsaved (watch);
  return before;
}

/* An entry that is dated ahead becomes a fact as time passes. */
static void
note_ahead (LifeWatch *watch, const char *rest)
{
  static const char *const fields[] = { "\"at\":\"", "\"start\":\"", "\"end\":\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *found = strstr (rest, fields[i]);
      if (found == NULL)
        continue;
      found += strlen (fields[i]);
      g_autofree char *text = g_strndup (found, strcspn (found, "\""));
      RecoupInstant instant = 0;
      if (recoup_instant_parse (text, &instant, NULL) && instant > life_now (watch))
        watch->ahead_until = MAX (watch->ahead_until, instant + RECOUP_USEC_PER_DAY);
    }
}

static gboolean
do_event (LifeWatch *watch, const char *name, const char *rest, gboolean will_undo)
{
  guint causes = find_causes (name);
  gboolean is_kill = g_str_equal (name, "kill");
  g_autofree char *alive = NULL;
  g_autoptr (GError) error = NULL;

  note_ahead (watch, rest);
  if (watch->sim->engine != NULL &&
      (is_kill || g_str_equal (name, "boot") || g_str_equal (name, "daemon")))
    alive = prepare_death (watch);
  if (will_undo)
    watch->before = dump (watch);
  prepare (watch, causes);
  if (g_str_equal (name, "resume"))
    {
      watch->resumed_at = life_now (watch);
      if (watch->resumed_at - watch->suspended_at >= LONG_SUSPEND_USEC)
        watch->stable_since = G_MAXINT64; /* whole days were slept through */
      watch->popups_since_resume = 0;
    }
  gboolean ok = sim_do (watch->sim, name, rest, &error);
  if (is_kill && alive != NULL)
    compare (watch, "restart", alive);
  if (is_kill && (watch->is_thorough || watch->n_kills++ % FOLD_EVERY == 0))
    check_fold (watch);
  /* An entry that is there already changes nothing, and leaves nothing to undo. */
  gboolean is_nothing = g_str_equal (name, "log") && watch->last[LIFE_JOURNAL] != watch->turn;
  if (will_undo && (!ok || is_nothing))
    g_clear_pointer (&watch->before, g_free);
  if (!will_undo && watch->before != NULL)
    {
      if (ok)
        compare (watch, "undo", watch->before);
      g_clear_pointer (&watch->before, g_free);
    }
  if (g_str_equal (name, "suspend"))
    watch->suspended_at = life_now (watch);
  if (watch->stable_since == G_MAXINT64)
    watch->stable_since = life_now (watch);
  return ok;
}

gboolean
life_watch_play (LifeWatch *watch, const char *line, const char *next)
{
  Sim *sim = watch->sim;
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  RecoupInstant at = RECOUP_INSTANT_NONE;

  if (words[0] == NULL || words[1] == NULL || !sim_parse_when (sim, words[0], &at, NULL))
    life_fail (watch, "script", "‘%s’ is no line", line);
  watch->doing = NULL;
  watch->turn++;
  watch->was_hung = life_is_hung (watch);
  sim_run_until (sim, at);
  check_alarm (watch);
  watch->doing = words[1];
  watch->turn++;
  gboolean ok = do_event (watch, words[1], words[2] != NULL ? words[2] : "",
                          g_strcmp0 (next, LIFE_UNDO_LINE) == 0 && can_undo (words[1]));
  watch->turn++;
  check (watch);
  watch->turn--;
  return ok;
}

static gint64
count (LifeWatch *watch, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 n = -1;

  if (sqlite3_open_v2 (watch->sim->path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    n = sqlite3_column_int64 (statement, 0);
  (void) sqlite3_finalize (statement); /* repeats the error of the step */
  (void) sqlite3_close (db);           /* likewise */
  return n;
}

void
life_watch_end (LifeWatch *watch)
{
  Sim *sim = watch->sim;

  watch->doing = NULL;
  full_disk_set (FALSE);
  if (sim->is_suspended)
    (void) life_watch_play (watch, "+1m resume", NULL);
  for (guint i = 0; i < END_DAYS; i++)
    (void) life_watch_play (watch, "+24h lock", NULL);
  watch->doing = NULL;
  life_check_disk (watch);
  sim_kill (sim);
  if (count (watch, "SELECT count (*) FROM delivery WHERE resolved_at IS NULL") != 0)
    life_fail (watch, "resolved", "a month later something is still open on disk");
  /* Opened = closed: the last transition of each row is the state that it is in. */
  if (count (watch,
             "SELECT count (*) FROM delivery WHERE state IS NOT (SELECT state FROM transition"
             " WHERE transition.key = delivery.key ORDER BY seq DESC LIMIT 1)") != 0)
    life_fail (watch, "opened", "the last transition of a row is not its state");
}
