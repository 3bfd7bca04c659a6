/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Books that are put away, see schema.c. Whether a row may be believed is not told here: its seal
 * says so to who has the model. What is told here is whether what this process read of the journal
 * was all of it and as it was written: else nothing may be made of it that outlives the process.
 */
#include "daemon/store-private.h"
#include "recoup/shelf.h"

void
recoup_stored_books_free (RecoupStoredBooks *books)
{
  if (books == NULL)
    return;
  g_free (books->zones);
  g_free (books->seal);
  g_clear_pointer (&books->body, g_bytes_unref);
  g_free (books);
}

void
recoup_store_add_zone_name (RecoupStore *store, const char *name)
{
  if (!g_hash_table_contains (store->zone_names, name))
    (void) g_hash_table_add (store->zone_names, g_strdup (name)); /* it was just asked */
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char *
recoup_store_dup_zone_names (const RecoupStore *store)
{
  guint n = 0;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (store->zone_names, &n);
  qsort (names, n, sizeof *names, compare_names);
  return g_strjoinv (" ", (char **) names);
}

gboolean
recoup_store_is_doubtful (const RecoupStore *store)
{
  return store->is_doubtful;
}

RecoupStoredBooks *
recoup_store_find_books (RecoupStore *store, RecoupDay day, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store, "SELECT day, zones, seal, body FROM books WHERE day <= ?1 ORDER BY day DESC LIMIT 1",
      error);
  if (statement == NULL)
    return NULL;
  recoup_store_bind_int64 (statement, 1, day);
  gboolean row = FALSE;
  if (!recoup_store_read (store, statement, &row, error) || !row)
    return NULL;
  RecoupStoredBooks *books = g_new0 (RecoupStoredBooks, 1);
  books->day = sqlite3_column_int (statement, 0);
  books->zones = recoup_store_dup_text (statement, 1);
  books->seal = recoup_store_dup_text (statement, 2);
  gsize size = (gsize) sqlite3_column_bytes (statement, 3);
  books->body = g_bytes_new (sqlite3_column_blob (statement, 3), size);
  (void) sqlite3_reset (statement); /* it was read */
  return books;
}

gboolean
recoup_store_put_books (RecoupStore *store, const RecoupStoredBooks *books, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store, "INSERT OR REPLACE INTO books (day, zones, seal, body) VALUES (?1, ?2, ?3, ?4)",
      error);
  if (statement == NULL)
    return FALSE;
  gsize size = 0;
  const void *data = g_bytes_get_data (books->body, &size);
  recoup_store_bind_int64 (statement, 1, books->day);
  recoup_store_bind_text (statement, 2, books->zones);
  recoup_store_bind_text (statement, 3, books->seal);
  int result = sqlite3_bind_blob64 (statement, 4, data, size, SQLITE_TRANSIENT);
  g_assert (result == SQLITE_OK);
  return recoup_store_write (store, statement, error);
}

gboolean
recoup_store_trim_books (RecoupStore *store, RecoupDay newest, GError **error)
{
  sqlite3_stmt *statement =
      recoup_store_prepare (store, "DELETE FROM books WHERE day <= ?1 AND day % ?2 <> 0", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_int64 (statement, 1, newest - RECOUP_SHELF_RECENT_DAYS);
  recoup_store_bind_int64 (statement, 2, RECOUP_SHELF_MONTH_DAYS);
  return recoup_store_write (store, statement, error);
}
