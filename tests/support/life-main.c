/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoup-life: random lives on a simulated desktop, each in a process of its own, with everything
 * checked that must always hold. A life that fails is made as short as it can be and printed as a
 * script, which `recoup-sim` plays, and `recoup-life --script` with the checks. */

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/full-disk.h"
#include "support/life.h"
#include "support/zones.h"

#define EXIT_FAILED 1
#define EXIT_USAGE  2
#define MOST_JOBS   64

#define SECONDS_PER_DAY (24 * 60 * 60)

typedef struct
{
  guint32 first; /* seeds */
  guint32 last;
  gint events;
  gint jobs;
  gboolean whole; /* a life that fails is not made shorter */
} Options;

/* The life of this process: its lines go to a file as they are played. */
static FILE *record;

static void G_GNUC_NORETURN
on_fail (const char *rule, const char *text)
{
  (void) fprintf (record, "#! %s: %s\n", rule, text);
  (void) fflush (record);
  _exit (EXIT_FAILED);
}

/* The daemon says by warnings that the disk is full and the server away: that was asked for. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) != 0)
    return g_log_writer_default (level, fields, n_fields, user_data);
  return G_LOG_WRITER_HANDLED;
}

static void
play_heading (Sim *sim, char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strdup (lines[i]);
      g_autoptr (GError) error = NULL;
      (void) fprintf (record, "%s\n", lines[i]);
      (void) fflush (record);
      if (!sim_read_line (sim, line, &error))
        on_fail ("script", error->message);
    }
}

static gboolean
is_heading (const char *line)
{
  return g_str_has_prefix (line, "zone ") || g_str_has_prefix (line, "start ") ||
         g_str_has_prefix (line, "set ");
}

/* The first event starts the daemon, and is looked at like the rest. */
static void
switch_on (Sim *sim)
{
  g_autofree char *line = g_strdup ("+0s active");
  g_autoptr (GError) error = NULL;

  if (!sim_read_line (sim, line, &error))
    on_fail ("script", error->message);
}

static void
play_line (LifeWatch *watch, const char *line, const char *next)
{
  (void) fprintf (record, "%s\n", line);
  (void) fflush (record);
  if (!life_watch_play (watch, line, next))
    (void) fprintf (record, "#refused\n");
}

static void
begin (Sim *sim, guint32 seed)
{
  g_log_set_writer_func (write_log, NULL, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_random_set_seed (seed);
  full_disk_install ();
  full_disk_set_careless (TRUE);
  sim_init (sim, NULL);
}

static void
draw_and_play (guint32 seed, gint events)
{
  g_auto (GStrv) zones = test_zones_dup_names ();
  Sim sim;
  LifeDraw draw;

  begin (&sim, seed);
  LifeWatch *watch = life_watch_new (&sim, on_fail);
  life_draw_init (&draw, &sim, seed, zones);
  g_auto (GStrv) heading = life_draw_heading (&draw);
  play_heading (&sim, heading);
  for (gint i = 0; i < events || draw.next.length > 0; i++)
    {
      g_autofree char *line = life_draw_line (&draw);
      play_line (watch, line, g_queue_peek_head (&draw.next));
    }
  life_watch_end (watch);
  sim_clear (&sim);
  life_draw_clear (&draw);
  life_watch_free (watch);
}

/* Lives the life of @seed. Does not return. */
static void G_GNUC_NORETURN
live (guint32 seed, gint events)
{
  draw_and_play (seed, events);
  (void) fclose (record);
  exit (EXIT_SUCCESS);
}

/* Plays the lines of a script. Does not return. */
static void G_GNUC_NORETURN
replay (char **lines, guint32 seed)
{
  Sim sim;

  begin (&sim, seed);
  LifeWatch *watch = life_watch_new (&sim, on_fail);
  life_watch_set_thorough (watch);
  for (guint i = 0; lines[i] != NULL; i++)
    if (is_heading (lines[i]))
      {
        char *one[] = { lines[i], NULL };
        play_heading (&sim, one);
      }
    else
      {
        if (sim.clock == NULL)
          switch_on (&sim);
        play_line (watch, lines[i], lines[i + 1]);
      }
  life_watch_end (watch);
  sim_clear (&sim);
  life_watch_free (watch);
  (void) fclose (record);
  exit (EXIT_SUCCESS);
}

/* A script as it is played: without comments, ends and `refuse`. */
static char **
clean_script (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GString) line = g_string_new (lines[i]);
      (void) g_string_replace (line, " refuse ", " ", 1);
      if (line->len > 0 && line->str[0] != '#' && !g_str_has_suffix (line->str, " end"))
        g_ptr_array_add (kept, g_strdup (line->str));
    }
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&kept), FALSE);
}

/* Plays @lines in a process of their own. Returns: (transfer full) (nullable): what did not hold */
static char *
try_lines (char **lines, guint32 seed, const char *path)
{
  (void) fflush (stdout);
  pid_t pid = fork ();
  int status = 0;

  if (pid == 0)
    {
      if (freopen ("/dev/null", "w", stderr) == NULL)
        _exit (EXIT_USAGE);
      record = g_fopen (path, "w");
      replay (lines, seed);
    }
  if (pid < 0 || waitpid (pid, &status, 0) != pid)
    g_error ("No process can be had");
  if (status == 0)
    return NULL;
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  const char *what = strstr (text, "#! ");
  if (what == NULL)
    return g_strdup ("crash");
  return g_strndup (what + 3, strcspn (what + 3, ":"));
}

/* The seconds before @line and, if it has any, its event. */
static gint64
split_line (const char *line, const char **event_out)
{
  gsize length = strcspn (line, " ");
  g_autofree char *word = g_strndup (line, length);
  gint64 usec = 0;

  *event_out = line + length + strspn (line + length, " ");
  return word[0] == '+' && sim_parse_duration (word + 1, &usec) ? usec / G_USEC_PER_SEC : 0;
}

/* Adds @line to @kept, @wait seconds later; a machine that sleeps does nothing but wake up, and
 * only one that sleeps does. */
static void
keep_line (GPtrArray *kept, const char *line, gint64 *wait)
{
  const char *event = NULL;
  const char *before = NULL;
  gint64 seconds = split_line (line, &event) + *wait;
  char *last = kept->len > 0 ? kept->pdata[kept->len - 1] : NULL;
  gint64 slept = last != NULL ? split_line (last, &before) : 0;
  gboolean sleeps = g_strcmp0 (before, "suspend") == 0;

  *wait = seconds;
  if (g_str_equal (event, "resume") != sleeps)
    {
      if (!sleeps)
        return;
      *wait += slept;
      g_ptr_array_set_size (kept, (gint) kept->len - 1);
      keep_line (kept, line, wait);
      return;
    }
  *wait = 0;
  g_autofree char *days = seconds < SECONDS_PER_DAY ? g_strdup ("")
                                                    : g_strdup_printf ("%" G_GINT64_FORMAT "d",
                                                                       seconds / SECONDS_PER_DAY);
  g_ptr_array_add (kept, g_strdup_printf ("+%s%" G_GINT64_FORMAT "s %s", days,
                                          seconds % SECONDS_PER_DAY, event));
}

/* The lines without @n from @from on; what follows happens when it did. */
static char **
leave_out (char **lines, guint from, guint n)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  gint64 wait = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *event = NULL;
      if (i >= from && i < from + n)
        wait += split_line (lines[i], &event);
      else if (lines[i][0] == '+')
        keep_line (kept, lines[i], &wait);
      else
        g_ptr_array_add (kept, g_strdup (lines[i]));
    }
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_steal (kept, NULL);
}

/* Drops of @lines, which are taken, what the record at @path did not come to. */
static char **
cut_tail (char **lines, const char *path)
{
  g_autofree char *text = NULL;
  guint n = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return lines;
  g_auto (GStrv) played = g_strsplit (text, "\n", -1);
  for (guint i = 0; played[i] != NULL; i++)
    n += played[i][0] != '#' && played[i][0] != '\0' ? 1 : 0;
  for (guint i = n; lines[i] != NULL; i++)
    g_clear_pointer (&lines[i], g_free);
  return lines;
}

/* Makes a failing script shorter while it fails by the same rule. */
static char **
shrink (char **lines, guint32 seed, const char *path, const char *rule)
{
  guint first = 0;

  while (lines[first] != NULL && lines[first][0] != '+')
    first++;
  first++; /* the first event switches the machine on */
  for (guint size = g_strv_length (lines) / 2; size > 0; size /= 2)
    for (guint from = first; from + size < g_strv_length (lines);)
      {
        char **less = leave_out (lines, from, size);
        g_autofree char *still = try_lines (less, seed, path);
        gboolean is_same = g_strcmp0 (still, rule) == 0;
        g_strfreev (is_same ? lines : less);
        lines = is_same ? cut_tail (less, path) : lines;
        from += is_same ? 0 : size;
      }
  return lines;
}

/* Prints the record of a life for recoup-sim: what was refused is marked. */
static void
print_record (const char *path, guint32 seed)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  (void) printf ("# for recoup-sim --seed %u, or recoup-life --script:\n", seed);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *space = strchr (lines[i], ' ');
      if (g_str_equal (lines[i], "#refused") || lines[i][0] == '\0')
        continue;
      if (lines[i + 1] != NULL && g_str_equal (lines[i + 1], "#refused") && space != NULL)
        (void) printf ("#   %.*s refuse%s\n", (int) (space - lines[i]), lines[i], space);
      else
        (void) printf ("#   %s\n", lines[i]);
    }
  (void) printf ("#   +0s end\n");
}

/* Says how the life whose record is at @path failed. */
static void
explain (guint32 seed, const char *path, gboolean whole)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  const char *what = strstr (text, "#! ");
  (void) printf ("# %s\n", what != NULL ? what + 3 : "crash");
  if (whole)
    {
      print_record (path, seed);
      return;
    }
  char **lines = clean_script (text);
  g_autofree char *rule = try_lines (lines, seed, path);
  if (rule != NULL)
    {
      lines = shrink (lines, seed, path, rule);
      g_free (try_lines (lines, seed, path));
    }
  print_record (path, seed);
  g_strfreev (lines);
}

static char *
get_path (guint32 seed)
{
  g_autofree char *name = g_strdup_printf ("recoup-life-%" G_PID_FORMAT "-%u.sim", getpid (), seed);
  return g_build_filename (g_get_tmp_dir (), name, NULL);
}

/* Lives the lives of @seeds, some at once. Returns: how many failed */
static guint
run (const Options *options)
{
  struct
  {
    pid_t pid; /* 0 for none */
    guint32 seed;
  } jobs[MOST_JOBS] = { { 0, 0 } };
  guint64 next = options->first;
  gint n_running = 0;
  guint n_failed = 0;
  guint n_done = 0;

  (void) printf ("1..%u\n", options->last - options->first + 1);
  while (next <= options->last || n_running > 0)
    {
      gint free_job = 0;
      while (free_job < options->jobs && jobs[free_job].pid != 0)
        free_job++;
      if (next <= options->last && free_job < options->jobs)
        {
          g_autofree char *path = get_path ((guint32) next);
          (void) fflush (stdout);
          jobs[free_job].seed = (guint32) next++;
          record = g_fopen (path, "w");
          jobs[free_job].pid = fork ();
          if (jobs[free_job].pid == 0)
            live (jobs[free_job].seed, options->events);
          (void) fclose (record);
          n_running++;
          continue;
        }
      int status = 0;
      pid_t pid = wait (&status);
      for (gint i = 0; i < options->jobs; i++)
        {
          if (jobs[i].pid != pid)
            continue;
          g_autofree char *path = get_path (jobs[i].seed);
          (void) printf ("%s %u - seed %u\n", status == 0 ? "ok" : "not ok", ++n_done,
                         jobs[i].seed); /* numbered as they end: meson wants them in order */
          if (status != 0)
            explain (jobs[i].seed, path, options->whole);
          n_failed += status != 0;
          (void) g_unlink (path);
          jobs[i].pid = 0;
          n_running--;
        }
    }
  return n_failed;
}

/* "0..199" or "7" */
static gboolean
parse_seeds (const char *text, Options *options)
{
  g_auto (GStrv) parts = g_strsplit (text, "..", 2);
  guint64 first = 0;
  guint64 last = 0;

  if (parts[0] == NULL ||
      !g_ascii_string_to_unsigned (parts[0], 10, 0, G_MAXUINT32 - 1, &first, NULL) ||
      !g_ascii_string_to_unsigned (parts[1] != NULL ? parts[1] : parts[0], 10, first,
                                   G_MAXUINT32 - 1, &last, NULL))
    return FALSE;
  options->first = (guint32) first;
  options->last = (guint32) last;
  return TRUE;
}

static int
run_script (const char *script)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (script, &text, NULL, NULL))
    return EXIT_USAGE;
  g_auto (GStrv) lines = clean_script (text);
  record = stdout;
  replay (lines, 1);
}

int
main (int argc, char *argv[])
{
  Options options = { .first = 0, .last = 19, .events = 1000, .jobs = 2 };
  g_autofree char *seeds = NULL;
  g_autofree char *script = NULL;
  const GOptionEntry entries[] = {
    { "seeds", 0, 0, G_OPTION_ARG_STRING, &seeds, "Lives to live", "FIRST..LAST" },
    { "events", 0, 0, G_OPTION_ARG_INT, &options.events, "Events in each", "N" },
    { "jobs", 0, 0, G_OPTION_ARG_INT, &options.jobs, "Lives at once", "N" },
    { "whole", 0, 0, G_OPTION_ARG_NONE, &options.whole, "Makes a life that fails no shorter",
      NULL },
    { "script", 0, 0, G_OPTION_ARG_FILENAME, &script, "Plays a script instead", "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 1 || options.jobs < 1 ||
      options.jobs > MOST_JOBS || (seeds != NULL && !parse_seeds (seeds, &options)))
    {
      g_printerr ("recoup-life: %s\n", error != NULL ? error->message : "usage: see --help");
      return EXIT_USAGE;
    }
  if (script != NULL)
    return run_script (script);
  return run (&options) == 0 ? EXIT_SUCCESS : EXIT_FAILED;
}
