/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What stands in the file of the store, read without the daemon, which counts no steps. */

#include "support/crash.h"

#include <string.h>
#include <unistd.h>

#include "engine/disk-shim.h"

void
crash_fail (CrashShared *shared, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  (void) g_vsnprintf (shared->fault, sizeof shared->fault, format, args); /* cut if too long */
  va_end (args);
  _exit (1);
}

sqlite3 *
crash_open_file (CrashShared *shared, const char *path)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, disk_shim_get_firm ()) != SQLITE_OK)
    crash_fail (shared, "the file cannot be opened: %s", sqlite3_errmsg (db));
  return db;
}

/* Returns: (transfer full): the rows of @sql, their columns joined by spaces */
char *
crash_read_rows (CrashShared *shared, sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  GString *text = g_string_new (NULL);
  int result = SQLITE_ROW;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    crash_fail (shared, "%s: %s", sql, sqlite3_errmsg (db));
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      g_string_append_printf (text, "%s%c", (const char *) sqlite3_column_text (statement, i),
                              i + 1 < sqlite3_column_count (statement) ? ' ' : '\n');
  if (result != SQLITE_DONE)
    crash_fail (shared, "%s: %s", sql, sqlite3_errmsg (db));
  (void) sqlite3_finalize (statement); /* it went well */
  return g_string_free (text, FALSE);
}

gboolean
crash_has_tables (CrashShared *shared, sqlite3 *db)
{
  g_autofree char *n = crash_read_rows (shared, db, "SELECT count (*) FROM sqlite_schema");
  return !g_str_equal (n, "0\n");
}

char *
crash_read_journal (CrashShared *shared, const char *path)
{
  sqlite3 *db = crash_open_file (shared, path);
  char *text =
      crash_has_tables (shared, db)
          ? crash_read_rows (shared, db,
                             "SELECT kind, rev, counts, anchor, hex (body) <> '' FROM entry"
                             " ORDER BY anchor, kind, rev")
          : g_strdup ("");
  (void) sqlite3_close (db);
  return text;
}

/* What an event of the user changes first: the journal, or the steps of undo. */
char *
crash_read_fingerprint (CrashShared *shared, const char *path)
{
  g_autofree char *journal = crash_read_journal (shared, path);
  sqlite3 *db = crash_open_file (shared, path);
  g_autofree char *undo =
      crash_read_rows (shared, db, "SELECT count (*), sum (used), max (seq) FROM undo");
  g_autofree char *rows = crash_read_rows (shared, db, "SELECT key, seen, snoozes FROM delivery");
  (void) sqlite3_close (db);
  return g_strconcat (journal, undo, rows, NULL);
}

char *
crash_read_result (CrashShared *shared, const char *path)
{
  sqlite3 *db = crash_open_file (shared, path);
  char *text =
      crash_read_rows (shared, db, "SELECT key, state, snoozes FROM delivery ORDER BY key");
  (void) sqlite3_close (db);
  return text;
}

/* The file as the dead process left it. */
void
crash_check_file (CrashShared *shared, const char *path, gboolean *is_done_out)
{
  sqlite3 *db = crash_open_file (shared, path);
  g_autofree char *health = crash_read_rows (shared, db, "PRAGMA integrity_check");
  g_autofree char *orphans = crash_read_rows (shared, db, "PRAGMA foreign_key_check");
  gboolean is_empty = !crash_has_tables (shared, db);

  *is_done_out = FALSE;
  if (!g_str_equal (health, "ok\n") || !g_str_equal (orphans, ""))
    crash_fail (shared, "the file is broken: %s%s", health, orphans);
  g_autofree char *claims =
      is_empty ? g_strdup ("") : crash_read_rows (shared, db, "SELECT key FROM delivery");
  for (guint i = 0; i < shared->n_posts; i++)
    {
      g_autofree char *line = g_strconcat (shared->posts[i].key, "\n", NULL);
      if (strstr (claims, line) == NULL)
        crash_fail (shared, "‘%s’ was shown before it was claimed", shared->posts[i].key);
    }
  (void) sqlite3_close (db);

  g_autofree char *journal = crash_read_journal (shared, path);
  const char *before = shared->line > 0 ? shared->journals[shared->line - 1] : shared->base;
  const char *after = shared->in_event ? shared->journals[shared->line] : before;
  if (!g_str_equal (journal, before) && !g_str_equal (journal, after))
    crash_fail (shared, "in line %u the journal is\n%sand was\n%sor was to be\n%s", shared->line,
                journal, before, after);
  if (!shared->in_event)
    return;
  g_autofree char *fingerprint = crash_read_fingerprint (shared, path);
  *is_done_out = strncmp (fingerprint, shared->fingerprint, CRASH_TEXT_BYTES - 1) != 0;
}
