/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the ledger folded is put away in the store, so that the next process begins with the books
 * of the last weeks and not with the first entry, and so that those of each month need not be in
 * memory. They are written when nothing else is to be done: a process that is killed before loses
 * some work. What is found is believed if its seal is the one that it would be given now. */

#include "daemon/engine-private.h"
#include "recoup/shelf.h"

struct _EngineShelf
{
  RecoupEngine *engine; /* borrowed */
  GPtrArray *pending;   /* owned, of RecoupBooks: not yet written */
  guint turn_id;
};

static char *
make_seal (const RecoupEngine *engine, const char *zones, RecoupDay day, GBytes *body)
{
  g_auto (GStrv) names = g_strsplit (zones, " ", -1);

  return recoup_ledger_seal (engine->ledger, (const char *const *) names, day, body);
}

/* (transfer full) (nullable): the books of @row if they may be believed. */
static RecoupBooks *
open_row (RecoupEngine *engine, const RecoupStoredBooks *row)
{
  g_autofree char *seal = make_seal (engine, row->zones, row->day, row->body);
  g_autoptr (GVariant) value = NULL;
  g_autoptr (RecoupBooks) books = NULL;

  if (!g_str_equal (seal, row->seal))
    return NULL;
  value = g_variant_ref_sink (g_variant_new_from_bytes (RECOUP_BOOKS_TYPE, row->body, FALSE));
  books = recoup_books_new_from_variant (value);
  if (books == NULL || books->day != row->day)
    return NULL;
  g_auto (GStrv) names = g_strsplit (row->zones, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    recoup_store_add_zone_name (engine->store, names[i]);
  return g_steal_pointer (&books);
}

static RecoupBooks *
find_stored (RecoupEngine *engine, RecoupDay day)
{
  RecoupBooks *books = NULL;

  while (books == NULL)
    {
      g_autoptr (RecoupStoredBooks) row = recoup_store_find_books (engine->store, day, NULL);
      if (row == NULL)
        return NULL; /* a store that cannot be read is told of when its entries are */
      books = open_row (engine, row);
      day = row->day - 1;
    }
  return books;
}

static RecoupBooks *
on_find (gpointer self, RecoupDay day)
{
  EngineShelf *shelf = self;
  const RecoupBooks *latest = NULL;

  for (guint i = 0; i < shelf->pending->len; i++)
    {
      const RecoupBooks *books = shelf->pending->pdata[i];
      if (books->day <= day && (latest == NULL || books->day > latest->day))
        latest = books;
    }
  RecoupBooks *stored = find_stored (shelf->engine, day);
  if (latest == NULL || (stored != NULL && stored->day > latest->day))
    return stored;
  recoup_books_free (stored);
  return recoup_books_copy (latest);
}

static gboolean
write_row (RecoupEngine *engine, const RecoupBooks *books, GError **error)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (recoup_books_to_variant (books));
  RecoupStoredBooks row = { .day = books->day };

  row.zones = recoup_store_dup_zone_names (engine->store);
  row.body = g_variant_get_data_as_bytes (value);
  row.seal = make_seal (engine, row.zones, row.day, row.body);
  gboolean ok = recoup_store_put_books (engine->store, &row, error);
  g_free (row.zones);
  g_free (row.seal);
  g_bytes_unref (row.body);
  return ok;
}

static gboolean
write_pending (EngineShelf *shelf, GError **error)
{
  RecoupEngine *engine = shelf->engine;
  RecoupDay newest = RECOUP_DAY_NONE;
  gboolean ok = TRUE;

  if (!recoup_store_begin (engine->store, error))
    return FALSE;
  for (guint i = 0; ok && i < shelf->pending->len; i++)
    {
      const RecoupBooks *books = shelf->pending->pdata[i];
      newest = MAX (newest, books->day);
      ok = write_row (engine, books, error);
    }
  if (ok && recoup_store_trim_books (engine->store, newest, error))
    return recoup_store_commit (engine->store, error);
  recoup_store_rollback (engine->store);
  return FALSE;
}

void
recoup_engine_flush_shelf (RecoupEngine *engine)
{
  EngineShelf *shelf = engine->shelf;
  g_autoptr (GError) error = NULL;

  if (shelf == NULL || shelf->pending->len == 0)
    return;
  if (!recoup_store_is_doubtful (engine->store) && !write_pending (shelf, &error))
    g_info ("The balances of the past are not put away: %s", error->message);
  g_ptr_array_set_size (shelf->pending, 0); /* what was not written is folded again one day */
}

static gboolean
on_turn (gpointer user_data)
{
  EngineShelf *shelf = user_data;

  if (shelf->engine->batch != NULL)
    return G_SOURCE_CONTINUE; /* its transaction is open */
  shelf->turn_id = 0;
  recoup_engine_flush_shelf (shelf->engine);
  return G_SOURCE_REMOVE;
}

static void
on_keep (gpointer self, const RecoupBooks *books)
{
  EngineShelf *shelf = self;

  /* A forecast folds days to come, on which something will be logged. */
  if (books->day * RECOUP_USEC_PER_DAY > recoup_clock_now (shelf->engine->clock))
    return;
  g_ptr_array_add (shelf->pending, recoup_books_copy (books));
  if (shelf->turn_id == 0)
    shelf->turn_id = g_idle_add_full (G_PRIORITY_LOW, on_turn, shelf, NULL);
}

/* What was written is deleted by the store itself, in the transaction of the change. */
static void
on_cut (gpointer self, RecoupDay from)
{
  EngineShelf *shelf = self;

  for (guint i = shelf->pending->len; i-- > 0;)
    {
      const RecoupBooks *books = shelf->pending->pdata[i];
      if (books->day >= from)
        g_ptr_array_remove_index (shelf->pending, i);
    }
}

void
recoup_engine_set_up_shelf (RecoupEngine *engine)
{
  if (engine->store == NULL)
    return;
  EngineShelf *shelf = g_new0 (EngineShelf, 1);
  shelf->engine = engine;
  shelf->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_books_free);
  engine->shelf = shelf;
  RecoupBookShelf hooks = { on_find, on_keep, on_cut, shelf };
  recoup_ledger_set_shelf (engine->ledger, &hooks);
}

void
recoup_engine_clear_shelf (RecoupEngine *engine)
{
  EngineShelf *shelf = g_steal_pointer (&engine->shelf);

  if (shelf == NULL)
    return;
  g_clear_handle_id (&shelf->turn_id, g_source_remove);
  g_ptr_array_unref (shelf->pending);
  g_free (shelf);
}
