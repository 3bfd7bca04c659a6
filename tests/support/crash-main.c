/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The daemon dies at every step of its store: at the beginning and end of each statement and at
 * each write, by SIGKILL or because the power fails. A scripted evening is played up to the step in
 * one process, and from there on in another one on the same files and before the same notification
 * server. In between the file is whole, the journal holds what was answered and perhaps the change
 * that was under way, whole or not at all, and what was on the screen was claimed before.
 * Afterwards nothing that was claimed is lost, nothing is shown twice but what the server took when
 * its id could not yet be stored, and the evening ends as one that nobody disturbed. */

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/folder.h"
#include "engine/fragile-disk.h"
#include "support/crash.h"

#define MOST_FAULTS 5
#define STORE_STEPS 40 /* writing the id down takes fewer */

/* The first process. */
static void G_GNUC_NORETURN
play_first (CrashShared *shared, const char *path)
{
  CrashPlayer player = { .shared = shared };

  shared->now = crash_get_start ();
  if (shared->n_journals == 0 && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *journal = crash_read_journal (shared, path);
      (void) g_strlcpy (shared->base, journal, CRASH_TEXT_BYTES); /* shorter than what follows */
    }
  crash_start (&player, path);
  if (shared->n_journals == 0)
    shared->n_opening = shared->n_steps;
  crash_play_from (&player, 0, FALSE);
  crash_stop (&player);
  if (shared->n_journals == 0)
    {
      g_autofree char *result = crash_read_result (shared, path);
      (void) g_strlcpy (shared->result, result, CRASH_TEXT_BYTES);
    }
  _exit (0);
}

/* What was up when the process died, and whether its id was stored. */
static void
check_posts (CrashShared *shared, const char *stored_ids, const char *put_off)
{
  for (guint i = 0; i < shared->n_posts; i++)
    {
      const CrashPost *post = &shared->posts[i];
      const CrashPost *last = NULL; /* by the first process */
      if (!post->is_second)
        continue;
      for (guint j = 0; j < i; j++)
        if (g_str_equal (shared->posts[j].key, post->key) && !shared->posts[j].is_second)
          last = &shared->posts[j];
      g_autofree char *line = g_strconcat (post->key, "\n", NULL);
      gboolean was_stored = strstr (stored_ids, line) != NULL;
      if (post->is_due && last != NULL && was_stored)
        crash_fail (shared, "‘%s’ was shown again although its id was stored", post->key);
      if (post->is_due && last != NULL && shared->n_steps - last->step > STORE_STEPS &&
          strstr (put_off, line) == NULL)
        crash_fail (shared, "‘%s’ was shown again %u steps after the server had taken it",
                    post->key, shared->n_steps - last->step);
      if (post->is_double && was_stored)
        crash_fail (shared, "‘%s’ is up twice although its id was stored", post->key);
    }
}

/* The second process. */
static void G_GNUC_NORETURN
play_second (CrashShared *shared, const char *path)
{
  CrashPlayer player = { .shared = shared, .is_second = TRUE };
  gboolean is_done = FALSE;
  g_autofree char *stored = g_strdup ("");
  g_autofree char *due = g_strdup ("");
  g_autofree char *put_off = g_strdup ("");

  crash_check_file (shared, path, &is_done);
  sqlite3 *db = crash_open_file (shared, path);
  if (crash_has_tables (shared, db))
    {
      /* One that was put off comes again by right. */
      stored =
          crash_read_rows (shared, db,
                           "SELECT key FROM delivery WHERE server_id <> 0 AND state <> 'snoozed'"
                           " AND state <> 'due' AND resolved_at IS NULL");
      put_off = crash_read_rows (shared, db, "SELECT key FROM delivery WHERE snoozes > 0");
      due = crash_read_rows (shared, db, "SELECT key FROM delivery WHERE state = 'due'");
    }
  (void) sqlite3_close (db);

  guint n_posts = shared->n_posts;
  crash_start (&player, path);
  check_posts (shared, stored, put_off);
  g_auto (GStrv) keys = g_strsplit (due, "\n", -1);
  for (guint k = 0; keys[k] != NULL && keys[k][0] != '\0'; k++)
    {
      gboolean is_posted = player.sim.presence->locked || player.sim.is_suspended;
      for (guint i = n_posts; i < shared->n_posts; i++)
        is_posted = is_posted || g_str_equal (shared->posts[i].key, keys[k]);
      if (!is_posted)
        crash_fail (shared, "‘%s’ was claimed, and is lost", keys[k]);
    }
  crash_play_from (&player, shared->line, is_done);
  crash_stop (&player);

  g_autofree char *journal = crash_read_journal (shared, path);
  g_autofree char *result = crash_read_result (shared, path);
  if (!g_str_equal (journal, shared->journals[crash_get_n_lines () - 1]))
    crash_fail (shared, "in the end the journal is\n%sand not\n%s", journal,
                shared->journals[crash_get_n_lines () - 1]);
  if (!g_str_equal (result, shared->result))
    crash_fail (shared, "in the end the reminders are\n%sand not\n%s", result, shared->result);
  _exit (0);
}

static int
run_child (CrashShared *shared,
           const char *path,
           void (*play) (CrashShared *shared, const char *path),
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
reset (CrashShared *shared)
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
  CrashShared *shared;
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
  CrashShared *shared = run->shared;
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
  (void) printf ("# step %u, in line %u ‘%.60s’:\n", at, shared->line,
                 crash_get_line (shared->line));
  for (guint i = 0; lines[i] != NULL; i++)
    (void) printf ("# %s\n", lines[i]);
  return FALSE;
}

/* Returns: whether everything holds at all steps */
static gboolean
try (const Run *run)
{
  CrashShared *shared = run->shared;
  char *folder = folder_new (); /* folder_remove() takes it */
  g_autofree char *path = prepare_file (run, folder);
  guint n_failed = 0;
  guint n = 0;

  shared->n_journals = 0;
  if (run_child (shared, path, play_first, 0, FRAGILE_KILL) != 0)
    g_error ("The evening cannot be played: %s", shared->fault);
  guint last = run->trial->is_old ? shared->n_opening : shared->n_steps;
  shared->n_journals = crash_get_n_lines ();
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
