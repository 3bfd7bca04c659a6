/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The daemon dies at every step of its store: at the beginning and end of each statement and at
 * each write, by SIGKILL or because the power fails. A scripted evening is played up to the step in
 * one process, and from there on in another one on the same files and before the same notification
 * server. In between the file is whole, the journal holds what was answered and perhaps the change
 * that was under way, whole or not at all, and what was on the screen was claimed before.
 * Afterwards nothing that was claimed is lost, nothing is shown twice but what the server took when
 * its id could not yet be stored, and the evening ends as one that nobody disturbed. */

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/jsonl.h"
#include "engine/folder.h"
#include "engine/fragile-disk.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"
#include "support/sim-presence.h"
#include "support/sim.h"

#define MOST_LINES  64
#define MOST_POSTS  128
#define MOST_LIVE   32
#define KEY_BYTES   48
#define TEXT_BYTES  8192
#define MOST_FAULTS 5
#define STORE_STEPS 40 /* writing the id down takes fewer */

/* "batch" adds three entries in one change, "settings" changes one with its undo. */
static const char *const evening[] = {
  "+1m log {\"kind\":\"checkin\",\"id\":\"00000000-0000-4000-8000-000000000001\",\"stress\":3,"
  "\"fatigue\":4,\"at\":\"2026-03-24T17:21:00+01:00\"}",
  "+9m done active-recovery",
  "+1m undo",
  "+1m skip active-recovery",
  "+20m log {\"kind\":\"session\",\"id\":\"00000000-0000-4000-8000-000000000002\",\"rpe\":8,"
  "\"start\":\"2026-03-24T16:40:00+01:00\",\"end\":\"2026-03-24T17:50:00+01:00\"}",
  "+2m press protein log",
  "+1m batch 3",
  "+1m remove 00000000-0000-4000-8000-000000000001",
  "+1m undo",
  "+1m settings wind_down_min=90",
  "+1m undo",
  "+1m pause 30m",
  "+5m unpause",
  "+3h lock",
  "+5m unlock",
  "+1m close wind-down",
  "+40m snooze bedtime 15m",
  "+20m press bedtime more",
  "+20m press bedtime going",
  "+6h suspend",
  "+3h resume",
  "+2m log {\"kind\":\"sleep\",\"id\":\"00000000-0000-4000-8000-000000000003\","
  "\"start\":\"2026-03-24T23:30:00+01:00\",\"end\":\"2026-03-25T06:50:00+01:00\"}",
  "+40m skip protein",
  "+20m active",
};

/* One time that the server took a popup. */
typedef struct
{
  char key[KEY_BYTES];
  gboolean is_due;    /* the engine said that it was due; else it was posted again in place */
  gboolean is_second; /* by the second process */
  gboolean is_double; /* one of its key was up already */
  guint step;         /* of the first process, when it was taken */
} Post;

/* What outlives the processes: the screen, the clock, and what was answered. */
typedef struct
{
  guint n_steps;
  guint line;        /* under way */
  gboolean in_event; /* its time has passed */
  gint64 now;
  guint n_posts;
  Post posts[MOST_POSTS];
  char live[MOST_LIVE][KEY_BYTES]; /* keys of the popups that are up, "" for a free place */
  guint32 ids[MOST_LIVE];
  char fingerprint[TEXT_BYTES];          /* of the store before the event */
  char journals[MOST_LINES][TEXT_BYTES]; /* after each line, when nobody disturbs */
  char base[TEXT_BYTES];                 /* before the first */
  guint n_journals;                      /* 0 while the undisturbed evening is played */
  guint n_opening;                       /* steps until the daemon has started, likewise */
  char result[TEXT_BYTES];               /* the reminders in the end, likewise */
  char fault[1024];                      /* what does not hold */
} Shared;

typedef struct
{
  Sim sim;
  Shared *shared;
  char due[KEY_BYTES]; /* what was said to be due last, until the server takes it */
  gboolean is_second;
  gboolean is_double; /* what the server takes now does not stand in for what is up */
} Player;

static void G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN fail (Shared *shared, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  (void) g_vsnprintf (shared->fault, sizeof shared->fault, format, args); /* cut if too long */
  va_end (args);
  _exit (1);
}

/* Reading the file without the daemon, which counts no steps */

static sqlite3 *
open_file (Shared *shared, const char *path)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, fragile_disk_get_firm ()) != SQLITE_OK)
    fail (shared, "the file cannot be opened: %s", sqlite3_errmsg (db));
  return db;
}

/* Returns: (transfer full): the rows of @sql, their columns joined by spaces */
static char *
read_rows (Shared *shared, sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  GString *text = g_string_new (NULL);
  int result = SQLITE_ROW;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    fail (shared, "%s: %s", sql, sqlite3_errmsg (db));
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      g_string_append_printf (text, "%s%c", (const char *) sqlite3_column_text (statement, i),
                              i + 1 < sqlite3_column_count (statement) ? ' ' : '\n');
  if (result != SQLITE_DONE)
    fail (shared, "%s: %s", sql, sqlite3_errmsg (db));
  (void) sqlite3_finalize (statement); /* it went well */
  return g_string_free (text, FALSE);
}

static gboolean
has_tables (Shared *shared, sqlite3 *db)
{
  g_autofree char *n = read_rows (shared, db, "SELECT count (*) FROM sqlite_schema");
  return !g_str_equal (n, "0\n");
}

static char *
read_journal (Shared *shared, const char *path)
{
  sqlite3 *db = open_file (shared, path);
  char *text = has_tables (shared, db)
                   ? read_rows (shared, db,
                                "SELECT kind, rev, counts, anchor, hex (body) <> '' FROM entry"
                                " ORDER BY anchor, kind, rev")
                   : g_strdup ("");
  (void) sqlite3_close (db);
  return text;
}

/* What an event of the user changes first: the journal, or the steps of undo. */
static char *
read_fingerprint (Shared *shared, const char *path)
{
  g_autofree char *journal = read_journal (shared, path);
  sqlite3 *db = open_file (shared, path);
  g_autofree char *undo =
      read_rows (shared, db, "SELECT count (*), sum (used), max (seq) FROM undo");
  g_autofree char *rows = read_rows (shared, db, "SELECT key, seen, snoozes FROM delivery");
  (void) sqlite3_close (db);
  return g_strconcat (journal, undo, rows, NULL);
}

/* The world */

/* What is up outlives the daemon; @gone: (nullable): a key that is not up any more. */
static void
keep_screen (const Player *player, const char *gone)
{
  const GPtrArray *popups = sim_notifier_list (player->sim.notifier);
  Shared *shared = player->shared;
  guint n = 0;

  memset (shared->live, 0, sizeof shared->live);
  for (guint i = 0; i < popups->len; i++)
    {
      const SimPopup *popup = popups->pdata[i];
      if (g_strcmp0 (popup->notice->key, gone) == 0)
        continue;
      g_assert (n < MOST_LIVE);
      (void) g_strlcpy (shared->live[n], popup->notice->key, KEY_BYTES); /* it is short */
      shared->ids[n++] = popup->id;
    }
}

static void
on_gone (const char *key, gpointer user_data)
{
  keep_screen (user_data, key);
}

static void
on_taken (const RecoupNotice *notice, gpointer user_data)
{
  Player *player = user_data;
  Shared *shared = player->shared;
  Post *post = &shared->posts[shared->n_posts];

  g_assert (shared->n_posts < MOST_POSTS);
  (void) g_strlcpy (post->key, notice->key, sizeof post->key);
  post->is_due = g_str_equal (player->due, notice->key);
  post->is_second = player->is_second;
  post->step = shared->n_steps;
  post->is_double = player->is_double;
  player->is_double = FALSE;
  player->due[0] = '\0';
  shared->n_posts++;
  keep_screen (player, NULL);
}

/* The popup of @key is up a second time; on_taken() follows. */
static void
on_doubled (const char *key, gpointer user_data)
{
  ((Player *) user_data)->is_double = TRUE;
}

static void
on_due (const RecoupReminder *reminder, gpointer user_data)
{
  Player *player = user_data;
  (void) g_strlcpy (player->due, reminder->key, sizeof player->due); /* keys are short */
}

static gboolean
on_restore (GVariant *settings, gpointer user_data, GError **error)
{
  Player *player = user_data;

  recoup_policy_init (&player->sim.policy);
  recoup_engine_set_policy (player->sim.engine, &player->sim.policy);
  return TRUE;
}

static const RecoupEngineListener listener = { .due = on_due, .restore = on_restore };
static const SimScreen screen = { on_taken, on_gone, on_doubled };

/* Playing */

static gboolean
add_batch (Sim *sim)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *line =
          g_strdup_printf ("{\"kind\":\"meal\",\"id\":\"00000000-0000-4000-8000-00000000001%u\","
                           "\"at\":\"2026-03-24T1%u:00:00+01:00\",\"protein_g\":5}",
                           i, i);
      g_autoptr (GVariant) dict = recoup_jsonl_parse_line (line, strlen (line), NULL, NULL);
      g_ptr_array_add (entries, recoup_entry_new_from_variant (
                                    dict, NULL, recoup_clock_get_zones (sim->clock), NULL, NULL));
    }
  return recoup_engine_add (sim->engine, entries, NULL, NULL, NULL);
}

static gboolean
change_settings (Sim *sim, const char *text)
{
  g_autoptr (GVariant) before = g_variant_ref_sink (g_variant_new_parsed ("@a{sv} {}"));

  return recoup_engine_record_settings (sim->engine, before, NULL) && sim_set (sim, text, NULL);
}

/* The user closes a popup or presses a button of it: the daemon may not live to hear of it. */
static void
touch_popup (Player *player, const char *name, const char *rest)
{
  RecoupNotifier *notifier = player->sim.notifier;
  g_auto (GStrv) words = g_strsplit (rest, " ", 2);
  g_autofree char *key = g_strdup (sim_notifier_find (notifier, words[0]));

  if (key == NULL)
    return; /* it was answered before the death */
  if (g_str_equal (name, "press"))
    sim_notifier_press (notifier, key, words[1]);
  else
    sim_notifier_close (notifier, key, RECOUP_CLOSED_DISMISSED);
  keep_screen (player, NULL);
}

static void
do_event (Player *player, const char *name, const char *rest)
{
  Sim *sim = &player->sim;

  if (g_str_equal (name, "batch"))
    (void) add_batch (sim); /* the journal tells whether it was taken */
  else if (g_str_equal (name, "settings"))
    (void) change_settings (sim, rest); /* likewise */
  else if (g_str_equal (name, "close") || g_str_equal (name, "press"))
    touch_popup (player, name, rest);
  else
    (void) sim_do (sim, name, rest, NULL); /* refused where the same was done before the death */
  sim_pump (sim);
}

/* The wall clock when line @n is to be played. */
static RecoupInstant
get_instant (RecoupInstant start, guint n)
{
  for (guint i = 0; i <= n; i++)
    {
      g_autofree char *word = g_strndup (evening[i] + 1, strcspn (evening[i] + 1, " "));
      gint64 wait = 0;
      g_assert_true (sim_parse_duration (word, &wait));
      start += wait;
    }
  return start;
}

static RecoupInstant
get_start (void)
{
  RecoupInstant start = 0;
  g_assert_true (recoup_instant_parse ("2026-03-24T17:20:00+01:00", &start, NULL));
  return start;
}

/* Time passes as in the script; the shared clock goes along, alarm by alarm. */
static void
pass_time (Player *player, RecoupInstant until)
{
  Sim *sim = &player->sim;

  while (!sim->is_suspended && sim_clock_get_wake (sim->clock) <= until)
    {
      player->shared->now = sim_clock_get_wake (sim->clock);
      sim_run_until (sim, player->shared->now);
    }
  player->shared->now = until;
  sim_run_until (sim, until);
}

static void
play_from (Player *player, guint first, gboolean skip_first)
{
  Shared *shared = player->shared;

  for (guint i = first; i < G_N_ELEMENTS (evening); i++)
    {
      g_auto (GStrv) words = g_strsplit (evening[i], " ", 3);
      if (i > first || !shared->in_event)
        {
          shared->line = i;
          shared->in_event = FALSE;
          pass_time (player, get_instant (get_start (), i));
          if (!player->is_second)
            {
              g_autofree char *text = read_fingerprint (shared, player->sim.path);
              (void) g_strlcpy (shared->fingerprint, text, TEXT_BYTES);
            }
          shared->in_event = TRUE;
        }
      if (i > first || !skip_first)
        do_event (player, words[1], words[2] != NULL ? words[2] : "");
      if (shared->n_journals == 0 && !player->is_second)
        {
          g_autofree char *journal = read_journal (shared, player->sim.path);
          gsize length = g_strlcpy (shared->journals[i], journal, TEXT_BYTES);
          g_assert_cmpuint (length, <, TEXT_BYTES);
        }
    }
}

/* Whoever was there before the death is there after it. */
static void
restore_presence (Player *player, guint n)
{
  RecoupPresence *presence = player->sim.presence;

  for (guint i = 0; i < n; i++)
    {
      const char *name = strchr (evening[i], ' ') + 1;
      if (g_str_equal (name, "lock") || g_str_equal (name, "unlock"))
        presence->locked = g_str_equal (name, "lock");
      else if (g_str_equal (name, "suspend") || g_str_equal (name, "resume"))
        player->sim.is_suspended = g_str_equal (name, "suspend");
    }
}

static void
start (Player *player, const char *path)
{
  Shared *shared = player->shared;
  Sim *sim = &player->sim;
  g_autoptr (GError) error = NULL;

  sim_init (sim, path);
  sim->listener = &listener;
  sim->screen = &screen;
  sim->watcher = player;
  sim->clock = sim_clock_new (shared->now, "Europe/Berlin");
  sim->presence = sim_presence_new ();
  sim->notifier = sim_notifier_new (sim->clock, &screen, player);
  for (guint i = 0; i < MOST_LIVE; i++)
    if (shared->live[i][0] != '\0')
      sim_notifier_put (sim->notifier, shared->live[i], shared->ids[i]);
  if (player->is_second)
    restore_presence (player, shared->line + (shared->in_event ? 1 : 0));
  if (!sim_start (sim, &error))
    fail (shared, "the daemon does not start: %s", error->message);
}

static char *
read_result (Shared *shared, const char *path)
{
  sqlite3 *db = open_file (shared, path);
  char *text = read_rows (shared, db, "SELECT key, state, snoozes FROM delivery ORDER BY key");
  (void) sqlite3_close (db);
  return text;
}

static void
stop (Player *player)
{
  sim_kill (&player->sim);
  recoup_notifier_free (player->sim.notifier);
  recoup_presence_free (player->sim.presence);
  recoup_clock_free (player->sim.clock);
  player->sim.clock = NULL;
  player->sim.notifier = NULL;
  player->sim.presence = NULL;
}

/* The first process. */
static void G_GNUC_NORETURN
play_first (Shared *shared, const char *path)
{
  Player player = { .shared = shared };

  shared->now = get_start ();
  if (shared->n_journals == 0 && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *journal = read_journal (shared, path);
      (void) g_strlcpy (shared->base, journal, TEXT_BYTES); /* shorter than what follows */
    }
  start (&player, path);
  if (shared->n_journals == 0)
    shared->n_opening = shared->n_steps;
  play_from (&player, 0, FALSE);
  stop (&player);
  if (shared->n_journals == 0)
    {
      g_autofree char *result = read_result (shared, path);
      (void) g_strlcpy (shared->result, result, TEXT_BYTES);
    }
  _exit (0);
}

/* The file as the dead process left it. */
static void
check_file (Shared *shared, const char *path, gboolean *is_done_out)
{
  sqlite3 *db = open_file (shared, path);
  g_autofree char *health = read_rows (shared, db, "PRAGMA integrity_check");
  g_autofree char *orphans = read_rows (shared, db, "PRAGMA foreign_key_check");
  gboolean is_empty = !has_tables (shared, db);

  *is_done_out = FALSE;
  if (!g_str_equal (health, "ok\n") || !g_str_equal (orphans, ""))
    fail (shared, "the file is broken: %s%s", health, orphans);
  g_autofree char *claims =
      is_empty ? g_strdup ("") : read_rows (shared, db, "SELECT key FROM delivery");
  for (guint i = 0; i < shared->n_posts; i++)
    {
      g_autofree char *line = g_strconcat (shared->posts[i].key, "\n", NULL);
      if (strstr (claims, line) == NULL)
        fail (shared, "‘%s’ was shown before it was claimed", shared->posts[i].key);
    }
  (void) sqlite3_close (db);

  g_autofree char *journal = read_journal (shared, path);
  const char *before = shared->line > 0 ? shared->journals[shared->line - 1] : shared->base;
  const char *after = shared->in_event ? shared->journals[shared->line] : before;
  if (!g_str_equal (journal, before) && !g_str_equal (journal, after))
    fail (shared, "in line %u the journal is\n%sand was\n%sor was to be\n%s", shared->line, journal,
          before, after);
  if (!shared->in_event)
    return;
  g_autofree char *fingerprint = read_fingerprint (shared, path);
  *is_done_out = strncmp (fingerprint, shared->fingerprint, TEXT_BYTES - 1) != 0;
}

/* What was up when the process died, and whether its id was stored. */
static void
check_posts (Shared *shared, const char *stored_ids, const char *put_off)
{
  for (guint i = 0; i < shared->n_posts; i++)
    {
      const Post *post = &shared->posts[i];
      const Post *last = NULL; /* by the first process */
      if (!post->is_second)
        continue;
      for (guint j = 0; j < i; j++)
        if (g_str_equal (shared->posts[j].key, post->key) && !shared->posts[j].is_second)
          last = &shared->posts[j];
      g_autofree char *line = g_strconcat (post->key, "\n", NULL);
      gboolean was_stored = strstr (stored_ids, line) != NULL;
      if (post->is_due && last != NULL && was_stored)
        fail (shared, "‘%s’ was shown again although its id was stored", post->key);
      if (post->is_due && last != NULL && shared->n_steps - last->step > STORE_STEPS &&
          strstr (put_off, line) == NULL)
        fail (shared, "‘%s’ was shown again %u steps after the server had taken it", post->key,
              shared->n_steps - last->step);
      if (post->is_double && was_stored)
        fail (shared, "‘%s’ is up twice although its id was stored", post->key);
    }
}

/* The second process. */
static void G_GNUC_NORETURN
play_second (Shared *shared, const char *path)
{
  Player player = { .shared = shared, .is_second = TRUE };
  gboolean is_done = FALSE;
  g_autofree char *stored = g_strdup ("");
  g_autofree char *due = g_strdup ("");
  g_autofree char *put_off = g_strdup ("");

  check_file (shared, path, &is_done);
  sqlite3 *db = open_file (shared, path);
  if (has_tables (shared, db))
    {
      /* One that was put off comes again by right. */
      stored = read_rows (shared, db,
                          "SELECT key FROM delivery WHERE server_id <> 0 AND state <> 'snoozed'"
                          " AND state <> 'due' AND resolved_at IS NULL");
      put_off = read_rows (shared, db, "SELECT key FROM delivery WHERE snoozes > 0");
      due = read_rows (shared, db, "SELECT key FROM delivery WHERE state = 'due'");
    }
  (void) sqlite3_close (db);

  guint n_posts = shared->n_posts;
  start (&player, path);
  check_posts (shared, stored, put_off);
  g_auto (GStrv) keys = g_strsplit (due, "\n", -1);
  for (guint k = 0; keys[k] != NULL && keys[k][0] != '\0'; k++)
    {
      gboolean is_posted = player.sim.presence->locked || player.sim.is_suspended;
      for (guint i = n_posts; i < shared->n_posts; i++)
        is_posted = is_posted || g_str_equal (shared->posts[i].key, keys[k]);
      if (!is_posted)
        fail (shared, "‘%s’ was claimed, and is lost", keys[k]);
    }
  play_from (&player, shared->line, is_done);
  stop (&player);

  g_autofree char *journal = read_journal (shared, path);
  g_autofree char *result = read_result (shared, path);
  if (!g_str_equal (journal, shared->journals[G_N_ELEMENTS (evening) - 1]))
    fail (shared, "in the end the journal is\n%sand not\n%s", journal,
          shared->journals[G_N_ELEMENTS (evening) - 1]);
  if (!g_str_equal (result, shared->result))
    fail (shared, "in the end the reminders are\n%sand not\n%s", result, shared->result);
  _exit (0);
}

static int
run_child (Shared *shared,
           const char *path,
           void (*play) (Shared *shared, const char *path),
           guint at,
           FragileDeath death)
{
  int status = 0;
  guint ignored = 0;
  (void) fflush (stdout);
  pid_t pid = fork ();

  if (pid == 0)
    {
      g_log_set_writer_func (g_log_writer_standard_streams, NULL, NULL);
      if (play == play_first)
        fragile_disk_install (&shared->n_steps, at, death, at);
      else
        fragile_disk_install (&ignored, 0, FRAGILE_KILL, 0);
      play (shared, path);
    }
  if (pid < 0 || waitpid (pid, &status, 0) != pid)
    g_error ("No process can be had");
  return status;
}

/* The world before the evening; what the undisturbed one was like stays. */
static void
reset (Shared *shared)
{
  shared->n_steps = shared->line = shared->n_posts = 0;
  shared->in_event = FALSE;
  memset (shared->live, 0, sizeof shared->live);
  memset (shared->fingerprint, 0, sizeof shared->fingerprint);
  shared->fault[0] = '\0';
}

/* A file as an older daemon left it, from its dump @sql. */
static void
make_old (const char *sql, const char *path)
{
  g_autofree char *text = NULL;
  sqlite3 *db = NULL;
  pid_t pid = fork ();
  int status = 0;

  if (pid == 0)
    _exit (g_file_get_contents (sql, &text, NULL, NULL) && sqlite3_open (path, &db) == SQLITE_OK &&
                   sqlite3_exec (db, text, NULL, NULL, NULL) == SQLITE_OK &&
                   sqlite3_close (db) == SQLITE_OK
               ? 0
               : 1);
  if (pid < 0 || waitpid (pid, &status, 0) != pid || status != 0)
    g_error ("‘%s’ makes no file", sql);
}

/* Where the daemon dies, and on which file. */
typedef struct
{
  const char *name;
  FragileDeath death;
  gboolean is_old; /* only while it brings the file of an older daemon up to date */
  guint from;      /* steps */
  guint every;
} Trial;

typedef struct
{
  Shared *shared;
  const Trial *trial;
  const char *old; /* a dump, NULL if there is none */
} Run;

static char *
prepare_file (const Run *run, const char *folder)
{
  char *path = g_build_filename (folder, "recoup.db", NULL);

  reset (run->shared);
  if (run->trial->is_old)
    make_old (run->old, path);
  return path;
}

/* Dies at step @at. Returns: whether everything holds */
static gboolean
die_at (const Run *run, guint at)
{
  Shared *shared = run->shared;
  char *folder = folder_new (); /* folder_remove() takes it */
  g_autofree char *path = prepare_file (run, folder);
  int status = run_child (shared, path, play_first, at, run->trial->death);
  gboolean ok = WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL;

  if (ok)
    ok = run_child (shared, path, play_second, 0, FRAGILE_KILL) == 0;
  else
    (void) g_strlcpy (shared->fault, "the process did not die there", sizeof shared->fault);
  folder_remove (folder);
  if (ok)
    return TRUE;
  g_auto (GStrv) lines = g_strsplit (shared->fault, "\n", -1);
  (void) printf ("# step %u, in line %u ‘%.60s’:\n", at, shared->line, evening[shared->line]);
  for (guint i = 0; lines[i] != NULL; i++)
    (void) printf ("# %s\n", lines[i]);
  return FALSE;
}

/* Returns: whether everything holds at all steps */
static gboolean
try (const Run *run)
{
  Shared *shared = run->shared;
  char *folder = folder_new (); /* folder_remove() takes it */
  g_autofree char *path = prepare_file (run, folder);
  guint n_failed = 0;
  guint n = 0;

  shared->n_journals = 0;
  if (run_child (shared, path, play_first, 0, FRAGILE_KILL) != 0)
    g_error ("The evening cannot be played: %s", shared->fault);
  guint last = run->trial->is_old ? shared->n_opening : shared->n_steps;
  shared->n_journals = G_N_ELEMENTS (evening);
  folder_remove (folder);
  for (guint at = run->trial->from; at <= last && n_failed < MOST_FAULTS; at += run->trial->every)
    {
      n_failed += die_at (run, at) ? 0 : 1;
      n++;
    }
  (void) printf ("# died at %u of %u steps\n", n, last);
  return n_failed == 0;
}

int
main (int argc, char *argv[])
{
  gint every = 1;
  gint from = 1;
  g_autofree char *old = NULL;
  Run run = { NULL, NULL, NULL };
  const GOptionEntry entries[] = {
    { "every", 0, 0, G_OPTION_ARG_INT, &every, "Dies at one of so many steps", "N" },
    { "from", 0, 0, G_OPTION_ARG_INT, &from, "The first of them", "N" },
    { "old", 0, 0, G_OPTION_ARG_FILENAME, &old, "Dump of a file of an older daemon", "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || argc != 1 || every < 1 || from < 1)
    {
      g_printerr ("usage: test-crash [--every N] [--from N] [--old FILE]\n");
      return 2;
    }
  const Trial trials[] = {
    { "killed", FRAGILE_KILL, FALSE, (guint) from, (guint) every },
    { "power failure", FRAGILE_POWER, FALSE, (guint) from, (guint) every },
    { "killed over an old file", FRAGILE_KILL, TRUE, (guint) from, (guint) every },
    { "power failure over an old file", FRAGILE_POWER, TRUE, (guint) from, (guint) every },
  };
  run.old = old;
  guint n_trials = old != NULL ? G_N_ELEMENTS (trials) : 2;
  guint n_bad = 0;
  run.shared =
      mmap (NULL, sizeof *run.shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert (run.shared != MAP_FAILED);
  (void) printf ("1..%u\n", n_trials);
  for (guint i = 0; i < n_trials; i++)
    {
      run.trial = &trials[i];
      gboolean ok = try (&run);
      (void) printf ("%s %u - %s\n", ok ? "ok" : "not ok", i + 1, trials[i].name);
      n_bad += ok ? 0 : 1;
    }
  return n_bad == 0 ? 0 : 1;
}
