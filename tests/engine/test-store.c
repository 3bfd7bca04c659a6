/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The store keeps what it answered for, counts what the journal in memory counts, and refuses what
 * it cannot keep. */
#include "daemon/store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/folder.h"
#include "recoup/error.h"
#include "support/zones.h"

#define NOW (1774720800 * (RecoupInstant) G_USEC_PER_SEC)

typedef struct
{
  char *folder;
  char *path;
  RecoupZoneTable *zones;
  RecoupStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = folder_new ();
  fixture->path = g_build_filename (fixture->folder, "deep", "recoup.db", NULL);
  fixture->zones = test_zones_new ();
  fixture->store = recoup_store_open (fixture->path, fixture->zones, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  recoup_store_free (fixture->store);
  recoup_zone_table_free (fixture->zones);
  g_free (fixture->path);
  folder_remove (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  recoup_store_free (fixture->store);
  fixture->store = recoup_store_open (fixture->path, fixture->zones, &error);
  g_assert_no_error (error);
}

static void
make_id (guint number, char id[37])
{
  (void) g_snprintf (id, 37, "%08x-0000-4000-8000-000000000000", number);
}

static RecoupEntry *
new_meal (RecoupZoneTable *zones, guint number, gint64 rev, gint64 minute, double grams)
{
  g_autoptr (GError) error = NULL;
  char id[37];
  make_id (number, id);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "kind", "s", "meal");
  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "rev", "x", rev);
  g_variant_dict_insert (&dict, "at", "x", NOW + minute * RECOUP_USEC_PER_MIN);
  g_variant_dict_insert (&dict, "protein_g", "d", grams);
  g_variant_dict_insert (&dict, "source", "s", number % 2 == 0 ? "even" : "odd");
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_dict_end (&dict));
  RecoupEntry *entry = recoup_entry_new_from_variant (value, NULL, zones, NULL, &error);
  g_assert_no_error (error);
  return entry;
}

static RecoupEntry *
new_remove (RecoupZoneTable *zones, guint number, gint64 rev, guint target)
{
  g_autoptr (GError) error = NULL;
  char id[37];
  char target_id[37];
  make_id (number, id);
  make_id (target, target_id);
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

static RecoupJournalChange
put (RecoupStore *store, RecoupEntry *entry)
{
  g_autoptr (GError) error = NULL;
  RecoupJournalChange change = RECOUP_JOURNAL_UNCHANGED;
  (void) recoup_store_put (store, entry, NOW, NULL, &change, &error); /* the error tells */
  g_assert_no_error (error);
  return change;
}

static guint
count (RecoupStore *store)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;
  RecoupInstant last = 0;
  (void) recoup_store_count (store, &n, &last, &error); /* the error tells */
  g_assert_no_error (error);
  return n;
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
test_as_journal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  for (guint step = 0; step < 400; step++)
    {
      guint number = (guint) g_test_rand_int_range (0, 40);
      gint64 rev = g_test_rand_int_range (0, 4);
      g_autoptr (RecoupEntry) entry =
          g_test_rand_int_range (0, 8) == 0
              ? new_remove (fixture->zones, number, rev, (guint) g_test_rand_int_range (0, 40))
              : new_meal (fixture->zones, number, rev, g_test_rand_int_range (0, 20),
                          g_test_rand_int_range (0, 5));
      RecoupJournalChange expected = recoup_journal_insert (journal, entry, NULL);
      g_assert_cmpint (put (fixture->store, entry), ==, expected);
      if (step % 50 == 49)
        reopen (fixture);
      RecoupInstant from = NOW + g_test_rand_int_range (0, 10) * RECOUP_USEC_PER_MIN;
      g_autoptr (GPtrArray) there =
          read_all (recoup_journal_get_source (journal), from, from + 5 * RECOUP_USEC_PER_MIN,
                    RECOUP_ENTRY_MASK_ALL);
      g_autoptr (GPtrArray) here = read_all (recoup_store_get_source (fixture->store), from,
                                             from + 5 * RECOUP_USEC_PER_MIN, RECOUP_ENTRY_MASK_ALL);
      assert_same (here, there);
      g_assert_cmpuint (count (fixture->store), ==, recoup_journal_get_size (journal));
    }
}

/* Entries of every kind come back as they were. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
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
      make_id (i, id);
      g_autoptr (GVariant) dict =
          g_variant_parse (G_VARIANT_TYPE_VARDICT, texts[i], NULL, NULL, &error);
      g_assert_no_error (error);
      g_autoptr (RecoupEntry) entry =
          recoup_entry_new_from_variant (dict, id, fixture->zones, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (put (fixture->store, entry), ==, RECOUP_JOURNAL_ADDED);
      g_assert_cmpint (put (fixture->store, entry), ==, RECOUP_JOURNAL_UNCHANGED);
      reopen (fixture);
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
test_replaced_and_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) first = new_meal (fixture->zones, 1, 0, 0, 20);
  g_autoptr (RecoupEntry) second = new_meal (fixture->zones, 1, 1, 0, 30);
  g_autoptr (RecoupEntry) removal = new_remove (fixture->zones, 2, 0, 1);
  (void) put (fixture->store, first);
  g_autoptr (RecoupEntry) replaced = NULL;
  RecoupJournalChange change = RECOUP_JOURNAL_UNCHANGED;
  g_assert_true (recoup_store_put (fixture->store, second, NOW, &replaced, &change, &error));
  g_assert_cmpint (change, ==, RECOUP_JOURNAL_REPLACED);
  g_assert_true (recoup_entry_same_content (replaced, first));
  g_clear_pointer (&replaced, recoup_entry_unref);
  g_assert_true (recoup_store_put (fixture->store, removal, NOW, &replaced, &change, &error));
  g_assert_cmpint (change, ==, RECOUP_JOURNAL_REMOVED);
  g_assert_true (recoup_entry_same_content (replaced, second));
  g_assert_cmpuint (count (fixture->store), ==, 0);
  g_assert_null (recoup_store_get (fixture->store, first->id, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
}

/* What was undone never came: after a `remove` its id is spent, after this it may come again. */
static void
test_forget (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) first = new_meal (fixture->zones, 1, 0, 0, 20);
  g_autoptr (RecoupEntry) second = new_meal (fixture->zones, 1, 3, 0, 30);
  g_autoptr (RecoupEntry) remove = new_remove (fixture->zones, 2, 0, 1);
  g_autoptr (RecoupEntry) gone = NULL;
  g_autoptr (RecoupEntry) nothing = NULL;

  g_assert_cmpint (put (fixture->store, first), ==, RECOUP_JOURNAL_ADDED);
  g_assert_cmpint (put (fixture->store, second), ==, RECOUP_JOURNAL_REPLACED);
  g_assert_true (recoup_store_forget (fixture->store, first->id, &gone, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (gone->food.protein_g, 30, 1e-9);
  g_assert_cmpuint (count (fixture->store), ==, 0);
  g_assert_true (recoup_store_forget (fixture->store, first->id, &nothing, &error));
  g_assert_null (nothing);
  g_assert_cmpint (put (fixture->store, first), ==, RECOUP_JOURNAL_ADDED);
  g_assert_cmpuint (count (fixture->store), ==, 1);

  g_assert_cmpint (put (fixture->store, remove), ==, RECOUP_JOURNAL_REMOVED);
  g_assert_true (recoup_store_forget (fixture->store, first->id, &nothing, &error));
  g_assert_null (nothing);
  g_assert_cmpint (put (fixture->store, first), ==, RECOUP_JOURNAL_UNCHANGED);
  g_assert_cmpuint (count (fixture->store), ==, 0);
}

/* The grams of the one meal that counts. */
static double
read_grams (Fixture *fixture)
{
  RecoupEntrySource source = recoup_store_get_source (fixture->store);
  g_autoptr (GPtrArray) rows =
      read_all (source, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK (RECOUP_ENTRY_MEAL));
  g_assert_cmpuint (rows->len, ==, 1);
  return ((const RecoupEntry *) rows->pdata[0])->food.protein_g;
}

/* What is kept in memory is what is stored, also when a row's number comes again. */
static void
test_recent (Fixture *fixture, gconstpointer data)
{
  RecoupEntrySource source = recoup_store_get_source (fixture->store);
  g_autoptr (RecoupEntry) old = new_meal (fixture->zones, 1, 0, -100, 10.0);
  g_autoptr (RecoupEntry) first = new_meal (fixture->zones, 2, 0, 0, 20.0);
  g_autoptr (RecoupEntry) second = new_meal (fixture->zones, 2, 0, 0, 30.0);
  g_autoptr (RecoupEntry) third = new_meal (fixture->zones, 2, 0, 0, 40.0);
  g_autoptr (RecoupEntry) amended = new_meal (fixture->zones, 2, 1, 0, 50.0);
  g_autoptr (RecoupEntry) gone = NULL;
  g_autoptr (GError) error = NULL;

  recoup_store_set_recent (fixture->store, NOW);
  (void) put (fixture->store, old);
  (void) put (fixture->store, first);
  g_autoptr (GPtrArray) rows = read_all (source, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL);
  g_autoptr (GPtrArray) again = read_all (source, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL);
  g_assert_true (rows->pdata[0] != again->pdata[0]);
  g_assert_true (rows->pdata[1] == again->pdata[1]);
  assert_same (rows, again);

  char id[37];
  make_id (1, id);
  g_assert_true (recoup_store_forget (fixture->store, id, &gone, &error));
  g_clear_pointer (&gone, recoup_entry_unref);
  make_id (2, id);
  g_assert_cmpfloat (read_grams (fixture), >, 19.0);
  g_assert_true (recoup_store_forget (fixture->store, id, &gone, &error));
  g_clear_pointer (&gone, recoup_entry_unref);
  (void) put (fixture->store, second);
  g_assert_cmpfloat (read_grams (fixture), >, 29.0);

  g_assert_true (recoup_store_forget (fixture->store, id, &gone, &error));
  g_assert_true (recoup_store_begin (fixture->store, &error));
  (void) put (fixture->store, first);
  g_assert_cmpfloat (read_grams (fixture), <, 21.0);
  recoup_store_rollback (fixture->store);
  (void) put (fixture->store, third);
  g_assert_cmpfloat (read_grams (fixture), >, 39.0);
  (void) put (fixture->store, amended);
  g_assert_cmpfloat (read_grams (fixture), >, 49.0);
  g_assert_no_error (error);
}

static void
test_query (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 25; i++)
    {
      g_autoptr (RecoupEntry) meal = new_meal (fixture->zones, i, 0, i / 3, 10);
      (void) put (fixture->store, meal);
    }
  RecoupQuery query = { .kinds = RECOUP_ENTRY_MASK (RECOUP_ENTRY_MEAL),
                        .from = NOW,
                        .until = NOW + 7 * RECOUP_USEC_PER_MIN,
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
  Fixture *fixture = user_data;
  g_autoptr (GPtrArray) inner = read_all (recoup_store_get_source (fixture->store), G_MININT64,
                                          G_MAXINT64, RECOUP_ENTRY_MASK_ALL);
  g_assert_cmpuint (inner->len, ==, 3);
  return FALSE;
}

static void
test_read_within_read (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RecoupEntry) meal = new_meal (fixture->zones, i, 0, i, 10);
      (void) put (fixture->store, meal);
    }
  RecoupEntrySource source = recoup_store_get_source (fixture->store);
  source.read (source.self, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL, on_entry_read_again,
               fixture);
}

static void
test_transaction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) one = new_meal (fixture->zones, 1, 0, 0, 20);
  g_autoptr (RecoupEntry) two = new_meal (fixture->zones, 2, 0, 0, 20);
  g_assert_true (recoup_store_begin (fixture->store, &error));
  (void) put (fixture->store, one);
  (void) put (fixture->store, two);
  recoup_store_rollback (fixture->store);
  g_assert_cmpuint (count (fixture->store), ==, 0);
  g_assert_true (recoup_store_begin (fixture->store, &error));
  (void) put (fixture->store, one);
  (void) put (fixture->store, two);
  g_assert_true (recoup_store_commit (fixture->store, &error));
  reopen (fixture);
  g_assert_cmpuint (count (fixture->store), ==, 2);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
  g_autoptr (RecoupEntry) meal = new_meal (fixture->zones, 1, 0, 0, 20);
  (void) put (fixture->store, meal);
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
  reopen (fixture);
  struct stat info;
  g_assert_no_errno (stat (deep, &info));
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  g_assert_no_errno (stat (fixture->path, &info));
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_second_daemon (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (recoup_store_open (fixture->path, fixture->zones, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
  g_assert_nonnull (strstr (error->message, "in use"));
}

static RecoupReminder *
new_reminder (const char *slot)
{
  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_PROTEIN, 20540, slot);
  reminder->state = RECOUP_REMINDER_DUE;
  reminder->due = NOW;
  reminder->valid_until = NOW + RECOUP_USEC_PER_HOUR;
  reminder->claimed_at = NOW;
  reminder->zone = g_strdup ("Europe/Berlin");
  reminder->message = "protein-slot";
  reminder->grams = 30;
  reminder->amount = 62;
  reminder->portions = 2;
  reminder->sleep_until = NOW + 3 * RECOUP_USEC_PER_HOUR;
  reminder->rules[0] = "S-021";
  reminder->rules[1] = "M-09";
  return reminder;
}

static gint64
ask (Fixture *fixture, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  int opened = sqlite3_open_v2 (fixture->path, &db, SQLITE_OPEN_READONLY, NULL);
  g_assert_cmpint (opened, ==, SQLITE_OK);
  int prepared = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  g_assert_cmpint (prepared, ==, SQLITE_OK);
  int stepped = sqlite3_step (statement);
  g_assert_cmpint (stepped, ==, SQLITE_ROW);
  gint64 number = sqlite3_column_int64 (statement, 0);
  (void) sqlite3_finalize (statement); /* read-only */
  (void) sqlite3_close (db);
  return number;
}

static void
test_claims (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupReminder) reminder = new_reminder ("2");
  gboolean claimed = FALSE;
  g_assert_true (recoup_store_claim (fixture->store, reminder, NOW, &claimed, &error));
  g_assert_true (claimed);
  reopen (fixture);
  g_assert_true (recoup_store_claim (fixture->store, reminder, NOW, &claimed, &error));
  g_assert_false (claimed);

  reminder->state = RECOUP_REMINDER_SHOWN;
  reminder->shown_at = NOW + G_USEC_PER_SEC;
  reminder->owner = g_strdup (":1.7 0123");
  reminder->server_id = 4000000000U;
  g_assert_true (recoup_store_update (fixture->store, reminder, NOW, &error));
  reminder->seen = TRUE; /* no change of state: no transition */
  g_assert_true (recoup_store_update (fixture->store, reminder, NOW, &error));
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM transition"), ==, 2);

  g_autoptr (GPtrArray) open = recoup_store_deliveries (fixture->store, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, 1);
  const RecoupReminder *back = g_ptr_array_index (open, 0);
  g_assert_cmpstr (back->key, ==, reminder->key);
  g_assert_cmpint (back->state, ==, RECOUP_REMINDER_SHOWN);
  g_assert_cmpint (back->due, ==, reminder->due);
  g_assert_cmpint (back->until, ==, RECOUP_INSTANT_NONE);
  g_assert_cmpint (back->resolved_at, ==, RECOUP_INSTANT_NONE);
  g_assert_cmpint (back->shown_at, ==, reminder->shown_at);
  g_assert_true (back->seen);
  g_assert_false (back->timed_out);
  g_assert_cmpstr (back->owner, ==, ":1.7 0123");
  g_assert_cmpuint (back->server_id, ==, 4000000000U);
  g_assert_cmpstr (back->message, ==, "protein-slot");
  g_assert_null (back->cause);
  g_assert_cmpint (back->grams, ==, 30);
  g_assert_cmpint (back->amount, ==, 62);
  g_assert_cmpint (back->portions, ==, 2);
  g_assert_cmpint (back->sleep_from, ==, RECOUP_INSTANT_NONE);
  g_assert_cmpint (back->sleep_until, ==, reminder->sleep_until);
  g_assert_cmpstr (back->rules[0], ==, "S-021");
  g_assert_cmpstr (back->rules[1], ==, "M-09");
  g_assert_null (back->rules[2]);

  reminder->state = RECOUP_REMINDER_DONE;
  reminder->resolved_at = NOW + RECOUP_USEC_PER_MIN;
  g_assert_true (recoup_store_update (fixture->store, reminder, NOW, &error));
  g_autoptr (GPtrArray) none = recoup_store_deliveries (fixture->store, NOW + 1, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_autoptr (GPtrArray) since = recoup_store_deliveries (fixture->store, NOW, &error);
  g_assert_cmpuint (since->len, ==, 1);

  g_autoptr (RecoupReminder) stranger = new_reminder ("3");
  g_assert_false (recoup_store_update (fixture->store, stranger, NOW, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
}

static void
push (RecoupStore *store, const char *token, RecoupInstant at, const char *text)
{
  g_autoptr (GError) error = NULL;
  RecoupUndoStep step = { .token = (char *) token,
                          .at = at,
                          .op = (char *) "journal",
                          .before = g_variant_ref_sink (g_variant_new ("(sx)", text, at)) };
  (void) recoup_store_push_undo (store, &step, &error); /* the error tells */
  g_assert_no_error (error);
  g_variant_unref (step.before);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (recoup_store_take_undo (fixture->store, "", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  push (fixture->store, "a", NOW, "first");
  push (fixture->store, "b", NOW, "other");
  push (fixture->store, "a", NOW, "second");
  reopen (fixture);
  g_autoptr (GPtrArray) steps = recoup_store_take_undo (fixture->store, "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, ==, 2);
  const RecoupUndoStep *last = g_ptr_array_index (steps, 0);
  const char *text = NULL;
  gint64 at = 0;
  g_assert_true (g_variant_is_of_type (last->before, G_VARIANT_TYPE ("(sx)")));
  g_variant_get (last->before, "(&sx)", &text, &at);
  g_assert_cmpstr (text, ==, "second");
  g_assert_cmpint (at, ==, NOW);
  g_assert_cmpstr (last->op, ==, "journal");
  g_assert_null (recoup_store_take_undo (fixture->store, "a", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_ALREADY_RESOLVED);
  g_clear_error (&error);
  g_assert_true (recoup_store_trim (fixture->store, NOW + 10 * RECOUP_USEC_PER_MIN, &error));
  g_autoptr (GPtrArray) kept = recoup_store_take_undo (fixture->store, "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 1);
  push (fixture->store, "c", NOW, "late");
  g_assert_true (recoup_store_trim (fixture->store, NOW + 10 * RECOUP_USEC_PER_MIN + 1, &error));
  g_assert_null (recoup_store_take_undo (fixture->store, "c", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (recoup_store_get_fact (fixture->store, "paused_until"));
  g_assert_true (recoup_store_set_fact (fixture->store, "paused_until", "1", &error));
  g_assert_true (recoup_store_set_fact (fixture->store, "paused_until", "2", &error));
  reopen (fixture);
  g_autofree char *value = recoup_store_get_fact (fixture->store, "paused_until");
  g_assert_cmpstr (value, ==, "2");
  g_assert_true (recoup_store_set_fact (fixture->store, "paused_until", NULL, &error));
  g_assert_null (recoup_store_get_fact (fixture->store, "paused_until"));
}

static void
test_absences (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RecoupAbsence lasting = { .from = NOW, .until = RECOUP_INSTANT_NONE, .cause = "locked" };
  RecoupAbsence old = { .from = NOW - 20 * RECOUP_USEC_PER_DAY,
                        .until = NOW - 15 * RECOUP_USEC_PER_DAY,
                        .cause = "suspended" };
  g_assert_true (recoup_store_put_absence (fixture->store, &lasting, &error));
  g_assert_true (recoup_store_put_absence (fixture->store, &old, &error));
  lasting.until = NOW + RECOUP_USEC_PER_HOUR;
  g_assert_true (recoup_store_put_absence (fixture->store, &lasting, &error));
  g_autoptr (GArray) rows = recoup_store_absences (fixture->store, G_MININT64, &error);
  g_assert_cmpuint (rows->len, ==, 2);
  const RecoupAbsence *row = &g_array_index (rows, RecoupAbsence, 1);
  g_assert_cmpint (row->from, ==, NOW);
  g_assert_cmpint (row->until, ==, NOW + RECOUP_USEC_PER_HOUR);
  g_assert_cmpstr (row->cause, ==, "locked");
  g_assert_true (recoup_store_trim (fixture->store, NOW, &error));
  g_autoptr (GArray) kept = recoup_store_absences (fixture->store, G_MININT64, &error);
  g_assert_cmpuint (kept->len, ==, 1);
}

/* Only ended rows that are old, and of these only what goes beyond the newest 4800. */
static void
test_trim (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) meal = new_meal (fixture->zones, 1, 0, 0, 20);
  g_autoptr (RecoupReminder) open = new_reminder ("open");
  gboolean claimed = FALSE;
  open->claimed_at = NOW - RECOUP_USEC_PER_DAY;
  g_assert_true (recoup_store_begin (fixture->store, &error));
  (void) put (fixture->store, meal);
  g_assert_true (recoup_store_claim (fixture->store, open, NOW, &claimed, &error));
  for (guint i = 0; i < 4805; i++)
    {
      g_autofree char *slot = g_strdup_printf ("%u", i);
      g_autoptr (RecoupReminder) ended = new_reminder (slot);
      ended->claimed_at = NOW + i * (gint64) G_USEC_PER_SEC;
      ended->state = RECOUP_REMINDER_EXPIRED;
      ended->resolved_at = ended->claimed_at;
      g_assert_true (recoup_store_claim (fixture->store, ended, NOW, &claimed, &error));
    }
  g_assert_true (recoup_store_commit (fixture->store, &error));
  RecoupInstant far = NOW + 4000 * RECOUP_USEC_PER_DAY;
  g_assert_true (recoup_store_trim (fixture->store, NOW + RECOUP_USEC_PER_DAY, &error));
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM delivery"), ==, 4806);
  g_assert_true (recoup_store_trim (fixture->store, far, &error));
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM delivery"), ==, 4801);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM transition"), ==, 4801);
  g_assert_true (recoup_store_trim (fixture->store, far, &error));
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM delivery"), ==, 4801);
  g_assert_cmpuint (count (fixture->store), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/store/" path, Fixture, NULL, set_up, func, tear_down)
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
  ADD ("claims", test_claims);
  ADD ("undo", test_undo);
  ADD ("facts", test_facts);
  ADD ("absences", test_absences);
  ADD ("trim", test_trim);
#undef ADD
  return g_test_run ();
}
