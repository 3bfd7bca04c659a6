/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The history of the database, as a table of steps. A step that was released is never edited: a
 * change of schema is one more row here and one more golden file under tests/data/store/. Before an
 * older file is changed it is copied (SQLite's backup interface, so that a WAL is included), and
 * each step is one transaction together with its number. A file that a newer recoup wrote, or that
 * is not ours, is left alone.
 *
 * What is kept, and how:
 *
 * entry: every version of every entry. `body` is the entry as recoup_entry_to_variant() gives it,
 * serialised `a{sv}`, little endian: new kinds and fields need no new column. What reading by range
 * needs stands beside it. `counts` marks the one version of an id that the state is computed from;
 * replaced and removed versions stay, with 0.
 *
 * removal: ids that a `remove` entry has spent, whether or not the entry ever came.
 *
 * delivery: reminders that were claimed, by key. transition: their life, one row a step.
 *
 * undo: steps of undo tokens, newest last; `used` ones only tell that a token was used.
 *
 * fact: texts that outlive the process. absence: evidence of when nobody was there.
 *
 * books: balances after some days of the past, so that a start need not work them out from the
 * first entry. The only rows that are no truth: without them everything is the same, only slower.
 * Each change of an entry deletes, within its own transaction and whoever makes it, those that it
 * may bear on; that is what the triggers are for. An entry acts on no day before the sixth one
 * before that of its anchor: its date is at most two days earlier than that, and it acts on the
 * balances of the three days before its date (RECOUP_DAY_SKEW); one is spare. `seal` is
 * recoup_seal_make() of the rest, `zones` the names of the time zones that entries name.
 *
 * Instants are microseconds since the epoch, UTC; days are days since it.
 */
#include "daemon/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <sys/stat.h>

#include "recoup/error.h"

static const RecoupMigration history[] = {
  { 1, "CREATE TABLE entry ("
       "  seq INTEGER PRIMARY KEY,"
       "  id TEXT NOT NULL,"
       "  rev INTEGER NOT NULL CHECK (rev >= 0),"
       "  kind TEXT NOT NULL,"
       "  anchor INTEGER NOT NULL,"
       "  source TEXT,"
       "  counts INTEGER NOT NULL CHECK (counts IN (0, 1)),"
       "  added_at INTEGER NOT NULL,"
       "  body BLOB NOT NULL"
       ") STRICT;"
       "CREATE UNIQUE INDEX entry_one_counts ON entry (id) WHERE counts = 1;"
       "CREATE INDEX entry_by_time ON entry (anchor, id) WHERE counts = 1;"
       "CREATE INDEX entry_by_id ON entry (id, rev);"
       "CREATE TABLE removal ("
       "  target TEXT NOT NULL PRIMARY KEY,"
       "  remover TEXT NOT NULL,"
       "  added_at INTEGER NOT NULL"
       ") STRICT, WITHOUT ROWID;"
       "CREATE TABLE delivery ("
       "  key TEXT NOT NULL PRIMARY KEY,"
       "  kind TEXT NOT NULL,"
       "  day INTEGER NOT NULL,"
       "  state TEXT NOT NULL,"
       "  due INTEGER NOT NULL,"
       "  valid_until INTEGER NOT NULL,"
       "  until INTEGER,"
       "  snoozes INTEGER NOT NULL,"
       "  claimed_at INTEGER NOT NULL,"
       "  shown_at INTEGER,"
       "  resolved_at INTEGER,"
       "  seen INTEGER NOT NULL,"
       "  timed_out INTEGER NOT NULL,"
       "  owner TEXT,"
       "  server_id INTEGER NOT NULL,"
       "  zone TEXT,"
       "  cause TEXT,"
       "  message TEXT,"
       "  grams INTEGER NOT NULL,"
       "  minutes INTEGER NOT NULL,"
       "  amount INTEGER NOT NULL,"
       "  portions INTEGER NOT NULL,"
       "  sleep_from INTEGER,"
       "  sleep_until INTEGER,"
       "  detail TEXT,"
       "  rules TEXT NOT NULL"
       ") STRICT, WITHOUT ROWID;"
       "CREATE INDEX delivery_by_time ON delivery (claimed_at, key);"
       "CREATE INDEX delivery_open ON delivery (key) WHERE resolved_at IS NULL;"
       "CREATE TABLE transition ("
       "  seq INTEGER PRIMARY KEY,"
       "  key TEXT NOT NULL REFERENCES delivery (key) ON DELETE CASCADE,"
       "  state TEXT NOT NULL,"
       "  at INTEGER NOT NULL,"
       "  zone TEXT,"
       "  cause TEXT"
       ") STRICT;"
       "CREATE INDEX transition_by_key ON transition (key);"
       "CREATE TABLE undo ("
       "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
       "  token TEXT NOT NULL,"
       "  at INTEGER NOT NULL,"
       "  used INTEGER NOT NULL CHECK (used IN (0, 1)),"
       "  op TEXT NOT NULL,"
       "  before BLOB NOT NULL"
       ") STRICT;"
       "CREATE INDEX undo_by_token ON undo (token);"
       "CREATE TABLE fact ("
       "  name TEXT NOT NULL PRIMARY KEY,"
       "  value TEXT NOT NULL"
       ") STRICT, WITHOUT ROWID;"
       "CREATE TABLE absence ("
       "  start INTEGER NOT NULL,"
       "  cause TEXT NOT NULL,"
       "  until INTEGER,"
       "  PRIMARY KEY (start, cause)"
       ") STRICT, WITHOUT ROWID;" },
  { 2, "CREATE TABLE books ("
       "  day INTEGER NOT NULL PRIMARY KEY,"
       "  zones TEXT NOT NULL,"
       "  seal TEXT NOT NULL,"
       "  body BLOB NOT NULL"
       ") STRICT;"
       "CREATE TRIGGER books_after_insert AFTER INSERT ON entry WHEN NEW.counts = 1 BEGIN"
       "  DELETE FROM books WHERE day >= NEW.anchor / 86400000000 - 6;"
       "END;"
       "CREATE TRIGGER books_after_update AFTER UPDATE ON entry"
       "  WHEN OLD.counts = 1 OR NEW.counts = 1 BEGIN"
       "  DELETE FROM books WHERE day >= min (OLD.anchor, NEW.anchor) / 86400000000 - 6;"
       "END;"
       "CREATE TRIGGER books_after_delete AFTER DELETE ON entry WHEN OLD.counts = 1 BEGIN"
       "  DELETE FROM books WHERE day >= OLD.anchor / 86400000000 - 6;"
       "END;" },
};

const RecoupMigration *
recoup_schema_get_migrations (guint *n_out)
{
  *n_out = G_N_ELEMENTS (history);
  return history;
}

static gboolean
fail (sqlite3 *db, const char *what, GError **error)
{
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE, "%s: %s", what,
               sqlite3_errmsg (db));
  return FALSE;
}

static gboolean
run (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return fail (db, _ ("Cannot change the schema"), error);
}

static gboolean
read_number (sqlite3 *db, const char *sql, gint64 *number_out, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean ok = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step (statement) == SQLITE_ROW;
  if (ok)
    *number_out = sqlite3_column_int64 (statement, 0);
  else
    (void) fail (db, _ ("Cannot read the schema"), error);
  (void) sqlite3_finalize (statement); /* repeats the error of the step */
  return ok;
}

/* Copies the whole database, the WAL included, to `PATH.before-vN`, readable by the owner alone. */
static gboolean
copy_file (sqlite3 *db, const char *path, guint version, GError **error)
{
  g_autofree char *copy = g_strdup_printf ("%s.before-v%u", path, version);
  g_autofree char *draft = g_strconcat (copy, ".draft", NULL);
  (void) g_unlink (draft); /* left by a crash; opening tells if it cannot be replaced */
  int fd = g_open (draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE, _ ("Cannot make ‘%s’: %s"),
                   draft, g_strerror (errno));
      return FALSE;
    }
  (void) g_close (fd, NULL); /* nothing was written */
  sqlite3 *target = NULL;
  gboolean ok = sqlite3_open_v2 (draft, &target, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
  if (ok)
    {
      sqlite3_backup *backup = sqlite3_backup_init (target, "main", db, "main");
      ok = backup != NULL && sqlite3_backup_step (backup, -1) == SQLITE_DONE;
      ok = sqlite3_backup_finish (backup) == SQLITE_OK && ok;
    }
  if (!ok)
    (void) fail (target, _ ("Cannot copy the database before changing it"), error);
  ok = sqlite3_close (target) == SQLITE_OK && ok;
  if (ok && g_rename (draft, copy) != 0)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE, _ ("Cannot make ‘%s’: %s"),
                   copy, g_strerror (errno));
      ok = FALSE;
    }
  if (!ok)
    (void) g_unlink (draft); /* half a copy helps nobody */
  return ok;
}

static gboolean
apply (sqlite3 *db, const RecoupMigration *migration, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u; COMMIT;",
                       RECOUP_SCHEMA_APPLICATION_ID, migration->version);
  if (run (db, "BEGIN IMMEDIATE;", error) && run (db, migration->sql, error) &&
      run (db, sql, error))
    return TRUE;
  (void) sqlite3_exec (db, "ROLLBACK;", NULL, NULL, NULL); /* the first error is the one to tell */
  g_prefix_error (error, _ ("Schema %u: "), migration->version);
  return FALSE;
}

gboolean
recoup_schema_upgrade (sqlite3 *db,
                       const char *path,
                       const RecoupMigration *migrations,
                       guint n_migrations,
                       GError **error)
{
  gint64 application = 0;
  gint64 version = 0;
  gint64 objects = 0;
  if (!read_number (db, "PRAGMA application_id", &application, error) ||
      !read_number (db, "PRAGMA user_version", &version, error) ||
      !read_number (db, "SELECT count (*) FROM sqlite_schema", &objects, error))
    return FALSE;
  gboolean is_new = application == 0 && version == 0 && objects == 0;
  if (!is_new && application != RECOUP_SCHEMA_APPLICATION_ID)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED,
                   _ ("‘%s’ is a database, but none of recoup's"), path);
      return FALSE;
    }
  guint last = migrations[n_migrations - 1].version;
  if (version > last)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED,
                   _ ("‘%s’ was written by a newer recoup (schema %" PRId64 ", known up to %u)"),
                   path, version, last);
      return FALSE;
    }
  if (version < last && !is_new && !g_str_equal (path, ":memory:") &&
      !copy_file (db, path, last, error))
    return FALSE;
  for (guint i = 0; i < n_migrations; i++)
    if (migrations[i].version > version && !apply (db, &migrations[i], error))
      return FALSE;
  return TRUE;
}
