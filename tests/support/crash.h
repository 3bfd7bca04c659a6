/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <sqlite3.h>

#include "support/sim.h"

/* The parts of test-crash: the evening that is played (crash-evening.c), what stands in the file
 * when the daemon is dead (crash-file.c), and the deaths themselves (crash-main.c). */

#define CRASH_MOST_LINES 64
#define CRASH_MOST_POSTS 128
#define CRASH_MOST_LIVE  32
#define CRASH_KEY_BYTES  48
#define CRASH_TEXT_BYTES 8192

/* One time that the server took a popup. */
typedef struct
{
  char key[CRASH_KEY_BYTES];
  gboolean is_due;    /* the engine said that it was due; else it was posted again in place */
  gboolean is_second; /* by the second process */
  gboolean is_double; /* one of its key was up already */
  guint step;         /* of the first process, when it was taken */
} CrashPost;

/* What outlives the processes: the screen, the clock, and what was answered. */
typedef struct
{
  guint n_steps;
  guint line;        /* under way */
  gboolean in_event; /* its time has passed */
  gint64 now;
  guint n_posts;
  CrashPost posts[CRASH_MOST_POSTS];
  /* Keys of the popups that are up, "" for a free place, and their ids. */
  char live[CRASH_MOST_LIVE][CRASH_KEY_BYTES];
  guint32 ids[CRASH_MOST_LIVE];
  char fingerprint[CRASH_TEXT_BYTES];                /* of the store before the event */
  char journals[CRASH_MOST_LINES][CRASH_TEXT_BYTES]; /* after each line, when nobody disturbs */
  char base[CRASH_TEXT_BYTES];                       /* before the first */
  guint n_journals;                                  /* 0 while the undisturbed evening is played */
  guint n_opening;               /* steps until the daemon has started, likewise */
  char result[CRASH_TEXT_BYTES]; /* the reminders in the end, likewise */
  char fault[1024];              /* what does not hold */
} CrashShared;

typedef struct
{
  Sim sim;
  CrashShared *shared;
  char due[CRASH_KEY_BYTES]; /* what was said to be due last, until the server takes it */
  gboolean is_second;
  gboolean is_double; /* what the server takes now does not stand in for what is up */
} CrashPlayer;

/* Says what does not hold and ends the process. */
void crash_fail (CrashShared *shared, const char *format, ...) G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;

sqlite3 *crash_open_file (CrashShared *shared, const char *path);
gboolean crash_has_tables (CrashShared *shared, sqlite3 *db);

/* Returns: (transfer full): the rows of @sql, their columns joined by spaces */
char *crash_read_rows (CrashShared *shared, sqlite3 *db, const char *sql);

/* Returns: (transfer full): the entries; what an event of the user changes first; the reminders */
char *crash_read_journal (CrashShared *shared, const char *path);
char *crash_read_fingerprint (CrashShared *shared, const char *path);
char *crash_read_result (CrashShared *shared, const char *path);

/* Fails unless the file is as a dead process may leave it. @is_done_out: (out): the event under way
 * is in it */
void crash_check_file (CrashShared *shared, const char *path, gboolean *is_done_out);

guint crash_get_n_lines (void);
/* Returns: (transfer none): line @n of the evening */
const char *crash_get_line (guint n);
RecoupInstant crash_get_start (void);

/* Starts the daemon on the file; plays the lines from @first on; ends it. */
void crash_start (CrashPlayer *player, const char *path);
void crash_play_from (CrashPlayer *player, guint first, gboolean skip_first);
void crash_stop (CrashPlayer *player);
