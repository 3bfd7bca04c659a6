/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "support/shelf.h"

static void
books_free (gpointer data)
{
  TestBooks *books = data;

  g_free (books->zones);
  g_free (books->seal);
  g_bytes_unref (books->body);
  g_free (books);
}

TestShelf *
test_shelf_new (void)
{
  TestShelf *shelf = g_new0 (TestShelf, 1);

  shelf->rows = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, books_free);
  shelf->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return shelf;
}

void
test_shelf_free (TestShelf *shelf)
{
  g_hash_table_unref (shelf->rows);
  g_hash_table_unref (shelf->zones);
  g_free (shelf);
}

static char *
make_seal (const TestShelf *shelf, const char *zones, RecoupDay day, GBytes *body)
{
  g_auto (GStrv) names = g_strsplit (zones, " ", -1);

  return recoup_ledger_seal (shelf->ledger, (const char *const *) names, day, body);
}

RecoupDay
test_shelf_get_latest (const TestShelf *shelf)
{
  RecoupDay latest = RECOUP_DAY_NONE;
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, shelf->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    latest = MAX (latest, GPOINTER_TO_INT (key));
  return latest;
}

static RecoupBooks *
on_find (gpointer self, RecoupDay day)
{
  TestShelf *shelf = self;

  for (RecoupDay at = MIN (day, test_shelf_get_latest (shelf)); at > 0; at--)
    {
      const TestBooks *row = g_hash_table_lookup (shelf->rows, GINT_TO_POINTER (at));
      if (row == NULL)
        continue;
      g_autofree char *seal = make_seal (shelf, row->zones, at, row->body);
      if (!g_str_equal (seal, row->seal))
        {
          shelf->n_refused++;
          continue;
        }
      g_autoptr (GVariant) value =
          g_variant_ref_sink (g_variant_new_from_bytes (RECOUP_BOOKS_TYPE, row->body, FALSE));
      RecoupBooks *books = recoup_books_new_from_variant (value);
      g_assert_nonnull (books);
      g_assert_cmpint (books->day, ==, at);
      shelf->n_found++;
      return books;
    }
  return NULL;
}

static void
on_keep (gpointer self, const RecoupBooks *books)
{
  TestShelf *shelf = self;
  TestBooks *row = g_new0 (TestBooks, 1);
  g_autoptr (GVariant) value = g_variant_ref_sink (recoup_books_to_variant (books));

  row->body = g_variant_get_data_as_bytes (value);
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (shelf->zones, NULL);
  row->zones = g_strjoinv (" ", (char **) names);
  row->seal = make_seal (shelf, row->zones, books->day, row->body);
  g_hash_table_replace (shelf->rows, GINT_TO_POINTER (books->day), row);
}

/* The store itself sees the change of the entry; a shelf need not listen. */
static void
on_cut (gpointer self, RecoupDay from)
{
}

void
test_shelf_set (TestShelf *shelf, RecoupLedger *ledger)
{
  RecoupBookShelf hooks = { on_find, on_keep, on_cut, shelf };

  shelf->ledger = ledger;
  recoup_ledger_set_shelf (ledger, &hooks);
}

/* As schema 2 says it. */
static gboolean
is_touched (gpointer key, gpointer value, gpointer user_data)
{
  return GPOINTER_TO_INT (key) >= *(const gint64 *) user_data;
}

void
test_shelf_change (TestShelf *shelf, const RecoupEntry *entry)
{
  gint64 first = recoup_entry_get_anchor (entry) / RECOUP_USEC_PER_DAY - 6;

  if (entry->kind == RECOUP_ENTRY_REMOVE)
    return;
  (void) g_hash_table_foreach_remove (shelf->rows, is_touched, &first);
  if (entry->zone != NULL)
    g_hash_table_add (shelf->zones, g_strdup (entry->zone));
}
