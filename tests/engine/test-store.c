/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The store keeps what it answered for, counts what the journal in memory counts, and refuses what
 * it cannot keep. */

#include <string.h>
#include <sys/stat.h>

#include "engine/store-fixture.h"
#include "recoup/error.h"

static RecoupEntry *
new_remove (RecoupZoneTable *zones, guint number, gint64 rev, guint target)
{
  g_autoptr (GError) error = NULL;
  char id[37];
  char target_id[37];
  store_fixture_make_id (number, id);
  store_fixture_make_id (target, target_id);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "kind", "s", "remove");
  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "rev", "x", rev);
  g_variant_dict_insert (&dict, "target", "s", target_id);
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_dict_end (&dict));
  RecoupEntry *entry = recoup_entry_new_from_variant (value, NULL, zones, NULL, &error);
  g_assert_no_error (error);
  return entry;
}

static gboolean
on_entry (RecoupEntry *entry, gpointer user_data)
{
  g_ptr_array_add (user_data, recoup_entry_ref (entry));
  return TRUE;
}

static GPtrArray *
read_all (RecoupEntrySource source, RecoupInstant from, RecoupInstant until, guint kinds)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  source.read (source.self, from, until, kinds, on_entry, entries);
  return entries;
}

static void
assert_same (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const RecoupEntry *left = g_ptr_array_index (a, i);
      const RecoupEntry *right = g_ptr_array_index (b, i);
      g_assert_cmpstr (left->id, ==, right->id);
      g_assert_cmpint (left->rev, ==, right->rev);
      g_assert_true (recoup_entry_same_content (left, right));
    }
}

/* Random entries, revisions and removals: after each, the store counts what the journal counts. */
static void
test_as_journal (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  for (guint step = 0; step < 400; step++)
    {
      guint number = (guint) g_test_rand_int_range (0, 40);
      gint64 rev = g_test_rand_int_range (0, 4);
      g_autoptr (RecoupEntry) entry =
          g_test_rand_int_range (0, 8) == 0
              ? new_remove (fixture->zones, number, rev, (guint) g_test_rand_int_range (0, 40))
              : store_fixture_new_meal (fixture->zones, number, rev, g_test_rand_int_range (0, 20),
                                        g_test_rand_int_range (0, 5));
      RecoupJournalChange expected = recoup_journal_insert (journal, entry, NULL);
      g_assert_cmpint (store_fixture_put (fixture->store, entry), ==, expected);
      if (step % 50 == 49)
        store_fixture_reopen (fixture);
      RecoupInstant from = STORE_NOW + g_test_rand_int_range (0, 10) * RECOUP_USEC_PER_MIN;
      g_autoptr (GPtrArray) there =
          read_all (recoup_journal_get_source (journal), from, from + 5 * RECOUP_USEC_PER_MIN,
                    RECOUP_ENTRY_MASK_ALL);
      g_autoptr (GPtrArray) here = read_all (recoup_store_get_source (fixture->store), from,
                                             from + 5 * RECOUP_USEC_PER_MIN, RECOUP_ENTRY_MASK_ALL);
      assert_same (here, there);
      g_assert_cmpuint (store_fixture_count (fixture->store), ==,
                        recoup_journal_get_size (journal));
    }
}

/* Entries of every kind come back as they were. */
static void
test_kinds (StoreFixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "{'kind': <'sleep'>, 'start': <@x 1774731600000000>, 'end': <@x 1774760400000000>, 'quality': "
    "<@x 2>, 'zone': <'Europe/Berlin'>, 'note': <'läuft'>}",
    "{'kind': <'food-day'>, 'date': <'2026-03-28'>, 'protein_g': <120.5>}",
    "{'kind': <'session'>, 'start': <@x 1774720800000000>, 'rpe': <7.5>, 'title': <'Lower'>, "
    "'sets': <[{'exercise': <'squat'>, 'reps': <@x 5>, 'load_kg': <100.0>}]>}",
    "{'kind': <'rest'>, 'date': <'2026-03-29'>}",
    "{'kind': <'checkin'>, 'at': <@x 1774720800000000>, 'stress': <@x 3>, 'soreness': <{'quads': "
    "<@x 4>}>, 'pain': <{'back': <['sharp', 'rom']>}>}",
    "{'kind': <'recovery'>, 'at': <@x 1774720800000000>, 'activity': <'walk'>, 'minutes': <25.0>}",
    "{'kind': <'weight'>, 'at': <@x 1774720800000000>, 'kg': <80.25>}",
    "{'kind': <'hrv'>, 'at': <@x 1774720800000000>, 'rmssd_ms': <61.0>}",
    "{'kind': <'answer'>, 'at': <@x 1774720800000000>, 'question': <'S-069'>, 'yes': <true>}",
    "{'kind': <'plan'>, 'at': <@x 1774720800000000>, 'action': <'accept'>}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      char id[37];
      store_fixture_make_id (i, id);
      g_autoptr (GVariant) dict =
          g_variant_parse (G_VARIANT_TYPE_VARDICT, texts[i], NULL, NULL, &error);
      g_assert_no_error (error);
      g_autoptr (RecoupEntry) entry =
          recoup_entry_new_from_variant (dict, id, fixture->zones, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (store_fixture_put (fixture->store, entry), ==, RECOUP_JOURNAL_ADDED);
      g_assert_cmpint (store_fixture_put (fixture->store, entry), ==, RECOUP_JOURNAL_UNCHANGED);
      store_fixture_reopen (fixture);
      g_autofree char *upper = g_ascii_strup (id, -1);
      g_autoptr (RecoupEntry) back = recoup_store_get (fixture->store, upper, &error);
      g_assert_no_error (error);
      g_assert_true (recoup_entry_same_content (entry, back));
      g_autoptr (GVariant) before = g_variant_ref_sink (recoup_entry_to_variant (entry));
      g_autoptr (GVariant) after = g_variant_ref_sink (recoup_entry_to_variant (back));
      g_assert_true (g_variant_equal (before, after));
    }
}

static void
test_replaced_and_removed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) first = store_fixture_new_meal (fixture->zones, 1, 0, 0, 20);
  g_autoptr (RecoupEntry) second = store_fixture_new_meal (fixture->zones, 1, 1, 0, 30);
  g_autoptr (RecoupEntry) removal = new_remove (fixture->zones, 2, 0, 1);
  (void) store_fixture_put (fixture->store, first);
  g_autoptr (RecoupEntry) replaced = NULL;
  RecoupJournalChange change = RECOUP_JOURNAL_UNCHANGED;
  g_assert_true (recoup_store_put (fixture->store, second, STORE_NOW, &replaced, &change, &error));
  g_assert_cmpint (change, ==, RECOUP_JOURNAL_REPLACED);
  g_assert_true (recoup_entry_same_content (replaced, first));
  g_clear_pointer (&replaced, recoup_entry_unref);
  g_assert_true (recoup_store_put (fixture->store, removal, STORE_NOW, &replaced, &change, &error));
  g_assert_cmpint (change, ==, RECOUP_JOURNAL_REMOVED);
  g_assert_true (recoup_entry_same_content (replaced, second));
  g_assert_cmpuint (store_fixture_count (fixture->store), ==, 0);
  g_assert_null (recoup_store_get (fixture->store, first->id, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
}

/* What was undone never came: after a `remove` its id is spent, after this it may come again. */
static void
test_forget (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) first = store_fixture_new_meal (fixture->zones, 1, 0, 0, 20);
  g_autoptr (RecoupEntry) second = store_fixture_new_meal (fixture->zones, 1, 3, 0, 30);
  g_autoptr (RecoupEntry) remove = new_remove (fixture->zones, 2, 0, 1);
  g_autoptr (RecoupEntry) gone = NULL;
  g_autoptr (RecoupEntry) nothing = NULL;

  g_assert_cmpint (store_fixture_put (fixture->store, first), ==, RECOUP_JOURNAL_ADDED);
  g_assert_cmpint (store_fixture_put (fixture->store, second), ==, RECOUP_JOURNAL_REPLACED);
  g_assert_true (recoup_store_forget (fixture->store, first->id, &gone, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (gone->food.protein_g, 30, 1e-9);
  g_assert_cmpuint (store_fixture_count (fixture->store), ==, 0);
  g_assert_true (recoup_store_forget (fixture->store, first->id, &nothing, &error));
  g_assert_null (nothing);
  g_assert_cmpint (store_fixture_put (fixture->store, first), ==, RECOUP_JOURNAL_ADDED);
  g_assert_cmpuint (store_fixture_count (fixture->store), ==, 1);

  g_assert_cmpint (store_fixture_put (fixture->store, remove), ==, RECOUP_JOURNAL_REMOVED);
  g_assert_true (recoup_store_forget (fixture->store, first->id, &nothing, &error));
  g_assert_null (nothing);
  g_assert_cmpint (store_fixture_put (fixture->store, first), ==, RECOUP_JOURNAL_UNCHANGED);
  g_assert_cmpuint (store_fixture_count (fixture->store), ==, 0);
}

/* The grams of the one meal that counts. */
static double
read_grams (StoreFixture *fixture)
{
  RecoupEntrySource source = recoup_store_get_source (fixture->store);
  g_autoptr (GPtrArray) rows =
      read_all (source, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK (RECOUP_ENTRY_MEAL));
  g_assert_cmpuint (rows->len, ==, 1);
  return ((const RecoupEntry *) rows->pdata[0])->food.protein_g;
}

/* What is kept in memory is what is stored, also when a row's number comes again. */
static void
test_recent (StoreFixture *fixture, gconstpointer data)
{
  RecoupEntrySource source = recoup_store_get_source (fixture->store);
  g_autoptr (RecoupEntry) old = store_fixture_new_meal (fixture->zones, 1, 0, -100, 10.0);
  g_autoptr (RecoupEntry) first = store_fixture_new_meal (fixture->zones, 2, 0, 0, 20.0);
  g_autoptr (RecoupEntry) second = store_fixture_new_meal (fixture->zones, 2, 0, 0, 30.0);
  g_autoptr (RecoupEntry) third = store_fixture_new_meal (fixture->zones, 2, 0, 0, 40.0);
  g_autoptr (RecoupEntry) amended = store_fixture_new_meal (fixture->zones, 2, 1, 0, 50.0);
  g_autoptr (RecoupEntry) gone = NULL;
  g_autoptr (GError) error = NULL;

  recoup_store_set_recent (fixture->store, STORE_NOW);
  (void) store_fixture_put (fixture->store, old);
  (void) store_fixture_put (fixture->store, first);
  g_autoptr (GPtrArray) rows = read_all (source, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL);
  g_autoptr (GPtrArray) again = read_all (source, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL);
  g_assert_true (rows->pdata[0] != again->pdata[0]);
  g_assert_true (rows->pdata[1] == again->pdata[1]);
  assert_same (rows, again);

  char id[37];
  store_fixture_make_id (1, id);
  g_assert_true (recoup_store_forget (fixture->store, id, &gone, &error));
  g_clear_pointer (&gone, recoup_entry_unref);
  store_fixture_make_id (2, id);
  g_assert_cmpfloat (read_grams (fixture), >, 19.0);
  g_assert_true (recoup_store_forget (fixture->store, id, &gone, &error));
  g_clear_pointer (&gone, recoup_entry_unref);
  (void) store_fixture_put (fixture->store, second);
  g_assert_cmpfloat (read_grams (fixture), >, 29.0);

  g_assert_true (recoup_store_forget (fixture->store, id, &gone, &error));
  g_assert_true (recoup_store_begin (fixture->store, &error));
  (void) store_fixture_put (fixture->store, first);
  g_assert_cmpfloat (read_grams (fixture), <, 21.0);
  recoup_store_rollback (fixture->store);
  (void) store_fixture_put (fixture->store, third);
  g_assert_cmpfloat (read_grams (fixture), >, 39.0);
  (void) store_fixture_put (fixture->store, amended);
  g_assert_cmpfloat (read_grams (fixture), >, 49.0);
  g_assert_no_error (error);
}

static void
test_query (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 25; i++)
    {
      g_autoptr (RecoupEntry) meal = store_fixture_new_meal (fixture->zones, i, 0, i / 3, 10);
      (void) store_fixture_put (fixture->store, meal);
    }
  RecoupQuery query = { .kinds = RECOUP_ENTRY_MASK (RECOUP_ENTRY_MEAL),
                        .from = STORE_NOW,
                        .until = STORE_NOW + 7 * RECOUP_USEC_PER_MIN,
                        .source = "even",
                        .limit = 5 };
  g_autofree char *after = NULL;
  guint n = 0;
  for (guint page = 0; page < 10; page++)
    {
      query.after = after;
      g_autoptr (GPtrArray) rows = recoup_store_query (fixture->store, &query, &error);
      g_assert_no_error (error);
      n += rows->len;
      if (rows->len == 0)
        break;
      g_assert_cmpuint (rows->len, <=, 5);
      const RecoupEntry *last = g_ptr_array_index (rows, rows->len - 1);
      g_free (after);
      after = g_ascii_strup (last->id, -1);
    }
  g_assert_cmpuint (n, ==, 12); /* even numbers of 0 to 23 */
  query.after = "deadbeef-0000-4000-8000-000000000000";
  g_assert_null (recoup_store_query (fixture->store, &query, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  query.after = NULL;
  query.source = NULL;
  query.kinds = RECOUP_ENTRY_MASK (RECOUP_ENTRY_SLEEP);
  g_autoptr (GPtrArray) none = recoup_store_query (fixture->store, &query, &error);
  g_assert_cmpuint (none->len, ==, 0);
}

/* A callback of the reader reads the store itself. */
static gboolean
on_entry_read_again (RecoupEntry *entry, gpointer user_data)
{
  StoreFixture *fixture = user_data;
  g_autoptr (GPtrArray) inner = read_all (recoup_store_get_source (fixture->store), G_MININT64,
                                          G_MAXINT64, RECOUP_ENTRY_MASK_ALL);
  g_assert_cmpuint (inner->len, ==, 3);
  return FALSE;
}

static void
test_read_within_read (StoreFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RecoupEntry) meal = store_fixture_new_meal (fixture->zones, i, 0, i, 10);
      (void) store_fixture_put (fixture->store, meal);
    }
  RecoupEntrySource source = recoup_store_get_source (fixture->store);
  source.read (source.self, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL, on_entry_read_again,
               fixture);
}

static void
test_transaction (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) one = store_fixture_new_meal (fixture->zones, 1, 0, 0, 20);
  g_autoptr (RecoupEntry) two = store_fixture_new_meal (fixture->zones, 2, 0, 0, 20);
  g_assert_true (recoup_store_begin (fixture->store, &error));
  (void) store_fixture_put (fixture->store, one);
  (void) store_fixture_put (fixture->store, two);
  recoup_store_rollback (fixture->store);
  g_assert_cmpuint (store_fixture_count (fixture->store), ==, 0);
  g_assert_true (recoup_store_begin (fixture->store, &error));
  (void) store_fixture_put (fixture->store, one);
  (void) store_fixture_put (fixture->store, two);
  g_assert_true (recoup_store_commit (fixture->store, &error));
  store_fixture_reopen (fixture);
  g_assert_cmpuint (store_fixture_count (fixture->store), ==, 2);
}

static void
test_private (StoreFixture *fixture, gconstpointer data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
  g_autoptr (RecoupEntry) meal = store_fixture_new_meal (fixture->zones, 1, 0, 0, 20);
  (void) store_fixture_put (fixture->store, meal);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (fixture->path, suffixes[i], NULL);
      struct stat info;
      g_assert_no_errno (stat (name, &info));
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
      g_assert_no_errno (chmod (name, 0644));
    }
  g_autofree char *deep = g_path_get_dirname (fixture->path);
  g_assert_no_errno (chmod (deep, 0755));
  store_fixture_reopen (fixture);
  struct stat info;
  g_assert_no_errno (stat (deep, &info));
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  g_assert_no_errno (stat (fixture->path, &info));
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_second_daemon (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (recoup_store_open (fixture->path, fixture->zones, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
  g_assert_nonnull (strstr (error->message, "in use"));
}

#define ADD(path, func)                                                       \
  g_test_add ("/store/" path, StoreFixture, NULL, store_fixture_set_up, func, \
              store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("as-journal", test_as_journal);
  ADD ("kinds", test_kinds);
  ADD ("replaced-and-removed", test_replaced_and_removed);
  ADD ("forget", test_forget);
  ADD ("recent", test_recent);
  ADD ("query", test_query);
  ADD ("read-within-read", test_read_within_read);
  ADD ("transaction", test_transaction);
  ADD ("private", test_private);
  ADD ("second-daemon", test_second_daemon);
  return g_test_run ();
}
