/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The file that must not lose anything. One connection, one writer: a lock beside the file keeps a
 * second daemon out, whose changes ours would not notice. WAL with synchronous=FULL: a commit that
 * was answered is on the disk, and a process killed between two calls leaves the last commit. This
 * file opens, locks, and runs statements; what is written stands in store-*.c.
 */
#include "daemon/store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/schema.h"
#include "daemon/store-private.h"
#include "recoup/error.h"

/* How long a write waits for another program that holds the file, such as a backup tool. */
#define BUSY_MSEC 500

/* Pages in memory. The journal is read by ranges, once; what is read again and again are entries of
 * the last days, which are kept as entries. So a large cache only holds what nobody asks for again:
 * the two megabytes of SQLite's own choice were more than all the rest of a daemon at rest. This is
 * the least: so much SQLite reserves for each file. */
#define CACHE_KIB "80"

static gboolean
fail_with_errno (const char *what, const char *path, GError **error)
{
  int saved = errno;
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE, "%s ‘%s’: %s", what, path,
               g_strerror (saved));
  return FALSE;
}

gboolean
recoup_store_fail (RecoupStore *store, const char *what, GError **error)
{
  g_free (store->message);
  store->message = g_strdup (sqlite3_errmsg (store->db));
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE, "%s: %s", what, store->message);
  return FALSE;
}

/* Folder and files belong to their user alone. A folder of everybody (sticky bit) stays as it is.
 */
static gboolean
make_private (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_with_errno (_ ("Cannot make the folder"), folder, error);
  struct stat info;
  if (stat (folder, &info) == 0 && info.st_uid == geteuid () && (info.st_mode & S_ISVTX) == 0 &&
      (info.st_mode & 077) != 0 && chmod (folder, 0700) != 0)
    return fail_with_errno (_ ("Cannot close to others the folder"), folder, error);
  int fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_with_errno (_ ("Cannot open"), path, error);
  gboolean ok = fstat (fd, &info) == 0 && ((info.st_mode & 077) == 0 || fchmod (fd, 0600) == 0);
  if (!ok)
    (void) fail_with_errno (_ ("Cannot close to others"), path, error);
  (void) g_close (fd, NULL); /* nothing was written */

  static const char *const companions[] = { "-wal", "-shm" };
  for (gsize i = 0; ok && i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *companion = g_strconcat (path, companions[i], NULL);
      if (stat (companion, &info) == 0 && (info.st_mode & 077) != 0 && chmod (companion, 0600) != 0)
        ok = fail_with_errno (_ ("Cannot close to others"), companion, error);
    }
  return ok;
}

static int
take_lock (const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);
  int fd = g_open (name, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      (void) fail_with_errno (_ ("Cannot open"), name, error);
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (errno == EWOULDBLOCK)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE,
                 _ ("‘%s’ is in use by another recoupd"), path);
  else
    (void) fail_with_errno (_ ("Cannot lock"), name, error);
  (void) g_close (fd, NULL);
  return -1;
}

static gboolean
configure (RecoupStore *store, GError **error)
{
  /* DEFENSIVE and trusted_schema: a tampered file must not make us run its SQL. */
  (void) sqlite3_db_config (store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  (void) sqlite3_extended_result_codes (store->db, 1);
  if (sqlite3_busy_timeout (store->db, BUSY_MSEC) == SQLITE_OK &&
      sqlite3_exec (store->db,
                    "PRAGMA trusted_schema = OFF;"
                    "PRAGMA foreign_keys = ON;"
                    "PRAGMA journal_mode = WAL;"
                    "PRAGMA synchronous = FULL;"
                    "PRAGMA cache_size = -" CACHE_KIB ";",
                    NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return recoup_store_fail (store, _ ("Cannot set up the database"), error);
}

RecoupStore *
recoup_store_open (const char *path, RecoupZoneTable *zones, GError **error)
{
  g_return_val_if_fail (path != NULL && zones != NULL, NULL);
  gboolean in_memory = g_str_equal (path, ":memory:");
  if (!in_memory && !make_private (path, error))
    return NULL;
  g_autoptr (RecoupStore) store = g_new0 (RecoupStore, 1);
  store->zones = zones;
  store->lock_fd = -1;
  store->statements = g_hash_table_new (g_direct_hash, g_direct_equal);
  store->cache = recoup_entry_cache_new ();
  store->zone_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  store->loads = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  if (!in_memory)
    {
      store->lock_fd = take_lock (path, error);
      if (store->lock_fd < 0)
        return NULL; /* NOLINT(clang-analyzer-unix.Malloc): g_autoptr is not understood */
    }
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2 (path, &store->db, flags, NULL) != SQLITE_OK)
    {
      (void) recoup_store_fail (store, _ ("Cannot open the database"), error);
      return NULL;
    }
  guint n_migrations = 0;
  const RecoupMigration *migrations = recoup_schema_get_migrations (&n_migrations);
  if (!configure (store, error) ||
      !recoup_schema_upgrade (store->db, path, migrations, n_migrations, error))
    return NULL;
  return g_steal_pointer (&store);
}

void
recoup_store_free (RecoupStore *store)
{
  if (store == NULL)
    return;
  if (store->is_open)
    recoup_store_rollback (store);
  GHashTableIter iter;
  gpointer statement = NULL;
  g_hash_table_iter_init (&iter, store->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    (void) sqlite3_finalize (statement); /* repeats an old error */
  g_hash_table_unref (store->statements);
  (void) sqlite3_finalize (store->range); /* likewise */
  recoup_entry_cache_free (store->cache);
  g_hash_table_unref (store->zone_names);
  g_hash_table_unref (store->loads);
  if (sqlite3_close (store->db) != SQLITE_OK)
    g_critical ("A statement outlived the store");
  if (store->lock_fd >= 0)
    (void) g_close (store->lock_fd, NULL); /* the lock goes with it */
  g_free (store->message);
  g_free (store);
}

gboolean
recoup_store_is_healthy (RecoupStore *store, const char **message_out)
{
  if (message_out != NULL)
    *message_out = store->message;
  return store->message == NULL;
}

sqlite3_stmt *
recoup_store_prepare (RecoupStore *store, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (store->statements, sql);
  if (statement != NULL)
    {
      (void) sqlite3_reset (statement); /* repeats the error of the last step */
      (void) sqlite3_clear_bindings (statement);
      return statement;
    }
  if (sqlite3_prepare_v3 (store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
      SQLITE_OK)
    {
      (void) recoup_store_fail (store, _ ("Cannot read the database"), error);
      return NULL;
    }
  g_hash_table_insert (store->statements, (gpointer) sql, statement);
  return statement;
}

gboolean
recoup_store_write (RecoupStore *store, sqlite3_stmt *statement, GError **error)
{
  int result = sqlite3_step (statement);
  if (result != SQLITE_DONE && result != SQLITE_ROW)
    {
      store->is_broken = TRUE;
      (void) recoup_store_fail (store, _ ("Cannot write to the database"), error);
    }
  (void) sqlite3_reset (statement); /* repeats the error of the step */
  return result == SQLITE_DONE || result == SQLITE_ROW;
}

gboolean
recoup_store_read (RecoupStore *store, sqlite3_stmt *statement, gboolean *row_out, GError **error)
{
  int result = sqlite3_step (statement);
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    {
      *row_out = result == SQLITE_ROW;
      if (result == SQLITE_DONE)
        (void) sqlite3_reset (statement);
      return TRUE;
    }
  (void) recoup_store_fail (store, _ ("Cannot read the database"), error);
  (void) sqlite3_reset (statement); /* repeats the error of the step */
  return FALSE;
}

static gboolean
run (RecoupStore *store, const char *sql, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (store, sql, error);
  return statement != NULL && recoup_store_write (store, statement, error);
}

gboolean
recoup_store_begin (RecoupStore *store, GError **error)
{
  g_return_val_if_fail (!store->is_open, FALSE);
  store->is_broken = FALSE;
  if (!run (store, "BEGIN IMMEDIATE", error))
    return FALSE;
  g_hash_table_remove_all (store->loads);
  store->is_open = TRUE;
  return TRUE;
}

gboolean
recoup_store_commit (RecoupStore *store, GError **error)
{
  g_return_val_if_fail (store->is_open, FALSE);
  if (store->is_broken)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE,
                   _ ("Cannot write to the database: %s"), store->message);
      recoup_store_rollback (store);
      return FALSE;
    }
  if (!run (store, "COMMIT", error))
    {
      recoup_store_rollback (store);
      return FALSE;
    }
  store->is_open = FALSE;
  recoup_entry_cache_end (store->cache, TRUE);
  g_clear_pointer (&store->message, g_free);
  return TRUE;
}

void
recoup_store_rollback (RecoupStore *store)
{
  g_return_if_fail (store->is_open);
  store->is_open = FALSE;
  recoup_entry_cache_end (store->cache, FALSE);
  /* A full disk ends the transaction by itself. */
  if (sqlite3_get_autocommit (store->db))
    return;
  sqlite3_stmt *statement = recoup_store_prepare (store, "ROLLBACK", NULL);
  if (statement == NULL || sqlite3_step (statement) != SQLITE_DONE)
    g_warning ("Cannot roll back: %s", sqlite3_errmsg (store->db));
  if (statement != NULL)
    (void) sqlite3_reset (statement);
}

gboolean
recoup_store_enter (RecoupStore *store, gboolean *own_out, GError **error)
{
  *own_out = !store->is_open;
  return store->is_open || recoup_store_begin (store, error);
}

gboolean
recoup_store_leave (RecoupStore *store, gboolean own, gboolean ok, GError **error)
{
  if (!own)
    return ok;
  if (ok)
    return recoup_store_commit (store, error);
  recoup_store_rollback (store);
  return FALSE;
}

void
recoup_store_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  int result = sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
  g_assert (result == SQLITE_OK);
}

void
recoup_store_bind_int64 (sqlite3_stmt *statement, int index, gint64 number)
{
  int result = sqlite3_bind_int64 (statement, index, number);
  g_assert (result == SQLITE_OK);
}

void
recoup_store_bind_instant (sqlite3_stmt *statement, int index, RecoupInstant instant)
{
  int result = instant == RECOUP_INSTANT_NONE ? sqlite3_bind_null (statement, index)
                                              : sqlite3_bind_int64 (statement, index, instant);
  g_assert (result == SQLITE_OK);
}

void
recoup_store_bind_variant (sqlite3_stmt *statement, int index, GVariant *value)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (value);
#if G_BYTE_ORDER == G_BIG_ENDIAN
  g_autoptr (GVariant) stored = g_variant_byteswap (held);
#else
  g_autoptr (GVariant) stored = g_variant_get_normal_form (held);
#endif
  int result = sqlite3_bind_blob64 (statement, index, g_variant_get_data (stored),
                                    g_variant_get_size (stored), SQLITE_TRANSIENT);
  g_assert (result == SQLITE_OK);
}

char *
recoup_store_dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

RecoupInstant
recoup_store_get_instant (sqlite3_stmt *statement, int column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return RECOUP_INSTANT_NONE;
  return sqlite3_column_int64 (statement, column);
}

GVariant *
recoup_store_dup_variant (sqlite3_stmt *statement, int column, const GVariantType *type)
{
  const void *data = sqlite3_column_blob (statement, column);
  gsize size = (gsize) sqlite3_column_bytes (statement, column);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  GVariant *value = g_variant_ref_sink (g_variant_new_from_bytes (type, bytes, FALSE));
#if G_BYTE_ORDER == G_BIG_ENDIAN
  GVariant *swapped = g_variant_byteswap (value);
  g_variant_unref (value);
  return swapped;
#else
  return value;
#endif
}
