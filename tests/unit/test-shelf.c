/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Books that outlive their ledger: that they come back to the last bit, that a ledger begins with
 * them, and that none is taken that would not come out the same. What a random life makes of it
 * stands in test-replay.c. */

#include "support/shelf.h"

#include <string.h>

#include "support/histories.h"
#include "support/state-dump.h"
#include "support/zones.h"

typedef struct
{
  RecoupZoneTable *zones;
  TestHistory *history;
  RecoupJournal *journal;
  TestShelf *shelf;
  guint n_read;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->zones = test_zones_new ();
  fixture->history = test_history_new (7, fixture->zones, 200, 200);
  fixture->journal = test_journal_new (fixture->history->entries);
  fixture->shelf = test_shelf_new ();
  for (guint i = 0; i < fixture->history->entries->len; i++)
    test_shelf_change (fixture->shelf, fixture->history->entries->pdata[i]);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_shelf_free (fixture->shelf);
  recoup_journal_free (fixture->journal);
  test_history_free (fixture->history);
  recoup_zone_table_free (fixture->zones);
}

/* Counts what is read. */
static void
on_read (gpointer self,
         RecoupInstant from,
         RecoupInstant until,
         guint kinds,
         RecoupEntryFunc func,
         gpointer user_data)
{
  Fixture *fixture = self;
  RecoupEntrySource source = recoup_journal_get_source (fixture->journal);

  fixture->n_read += (guint) ((until - from) / RECOUP_USEC_PER_DAY);
  source.read (source.self, from, until, kinds, func, user_data);
}

static RecoupLedger *
new_ledger (Fixture *fixture, const RecoupPolicy *policy, const RecoupZone *zone)
{
  RecoupEntrySource source = { on_read, fixture };
  RecoupLedger *ledger = recoup_ledger_new (&source, policy, zone, fixture->zones);

  test_shelf_set (fixture->shelf, ledger);
  return ledger;
}

static RecoupLedger *
new_usual (Fixture *fixture)
{
  return new_ledger (fixture, &fixture->history->policy, fixture->history->zone);
}

/* The state at the end of the history is the same as without a shelf. */
static void
assert_same (Fixture *fixture, RecoupLedger *ledger, const RecoupPolicy *policy)
{
  TestHistory *history = fixture->history;
  RecoupEntrySource source = recoup_journal_get_source (fixture->journal);
  g_autoptr (RecoupLedger) fresh =
      recoup_ledger_new (&source, policy, history->zone, fixture->zones);
  g_autoptr (RecoupState) expected = recoup_ledger_compute (fresh, history->now);
  g_autoptr (RecoupState) state = recoup_ledger_compute (ledger, history->now);
  g_autofree char *expected_text = test_state_dump (expected);
  g_autofree char *text = test_state_dump (state);

  g_assert_cmpstr (text, ==, expected_text);
}

static void
fill (Fixture *fixture)
{
  g_autoptr (RecoupLedger) ledger = new_usual (fixture);

  recoup_state_free (recoup_ledger_compute (ledger, fixture->history->now));
  g_assert_cmpuint (g_hash_table_size (fixture->shelf->rows), >, 6);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  GHashTableIter iter;
  gpointer row = NULL;

  fill (fixture);
  g_hash_table_iter_init (&iter, fixture->shelf->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      GBytes *body = ((TestBooks *) row)->body;
      g_autoptr (GVariant) value =
          g_variant_ref_sink (g_variant_new_from_bytes (RECOUP_BOOKS_TYPE, body, FALSE));
      g_autoptr (RecoupBooks) books = recoup_books_new_from_variant (value);
      g_autoptr (GVariant) again = g_variant_ref_sink (recoup_books_to_variant (books));
      g_assert_cmpint (books->first_day, ==, fixture->history->first);
      g_assert_true (g_variant_equal (value, again));
    }
}

/* No member is forgotten: whatever is changed in the books is changed in what is read back. */
static void
test_complete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RecoupBooks) plain = recoup_books_new (20000);
  gsize n_lost = 0;

  plain->day = 20001;
  for (gsize i = 0; i < sizeof *plain; i++)
    {
      if (i >= G_STRUCT_OFFSET (RecoupBooks, unmapped) &&
          i < G_STRUCT_OFFSET (RecoupBooks, unmapped) + sizeof plain->unmapped)
        continue;
      if (i >= G_STRUCT_OFFSET (RecoupBooks, weight_id) &&
          i < G_STRUCT_OFFSET (RecoupBooks, weight_id) + sizeof plain->weight_id)
        continue; /* text, see below */
      g_autoptr (RecoupBooks) books = recoup_books_copy (plain);
      ((guint8 *) books)[i] ^= 1;
      if (books->day < books->first_day || (guint) books->plan.state >= RECOUP_N_PLAN_STATES)
        continue;
      g_autoptr (GVariant) value = g_variant_ref_sink (recoup_books_to_variant (books));
      g_autoptr (RecoupBooks) back = recoup_books_new_from_variant (value);
      g_assert_nonnull (back);
      n_lost += ((const guint8 *) back)[i] != ((const guint8 *) books)[i];
    }
  /* What lies between members belongs to none. */
  g_assert_cmpuint (n_lost, <=,
                    G_STRUCT_OFFSET (RecoupBooks, plan) - G_STRUCT_OFFSET (RecoupBooks, weight_id) -
                        sizeof plain->weight_id + 2 * (sizeof (gpointer) - 1));
  g_ptr_array_add (plain->unmapped, g_ref_string_new ("sled"));
  memcpy (plain->weight_id, "10000000-0000-4000-8000-000000000001", 37);
  g_autoptr (GVariant) value = g_variant_ref_sink (recoup_books_to_variant (plain));
  g_autoptr (RecoupBooks) back = recoup_books_new_from_variant (value);
  g_assert_cmpstr (back->weight_id, ==, plain->weight_id);
  g_assert_cmpuint (back->unmapped->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (back->unmapped, 0), ==, "sled");
}

/* What is none is refused, and not read beyond its end. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RecoupBooks) books = recoup_books_new (20000);

  books->day = 20001;
  g_autoptr (GVariant) value = g_variant_ref_sink (recoup_books_to_variant (books));
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (value);
  for (gsize size = 0; size < g_bytes_get_size (bytes); size++)
    {
      g_autoptr (GBytes) part = g_bytes_new (g_bytes_get_data (bytes, NULL), size);
      g_autoptr (GVariant) cut =
          g_variant_ref_sink (g_variant_new_from_bytes (RECOUP_BOOKS_TYPE, part, FALSE));
      g_autoptr (RecoupBooks) none = recoup_books_new_from_variant (cut);
      g_assert_null (none);
    }
  books->plan.state = (RecoupPlanState) RECOUP_N_PLAN_STATES;
  g_autoptr (GVariant) wild = g_variant_ref_sink (recoup_books_to_variant (books));
  g_assert_null (recoup_books_new_from_variant (wild));
  g_autoptr (GVariant) other = g_variant_ref_sink (g_variant_new_string ("books"));
  g_assert_null (recoup_books_new_from_variant (other));
}

/* A second ledger begins where the first one ended, and reads what lies behind that only as far as
 * days look back. */
static void
test_found (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  guint all = fixture->n_read;
  g_autoptr (RecoupLedger) ledger = new_usual (fixture);

  g_assert_cmpuint (recoup_ledger_get_pending (ledger, fixture->history->now), <, 25);
  fixture->n_read = 0;
  assert_same (fixture, ledger, &fixture->history->policy);
  g_assert_cmpuint (fixture->shelf->n_found, >, 0);
  g_assert_cmpuint (fixture->shelf->n_refused, ==, 0);
  g_assert_cmpuint (all - fixture->n_read, >, 70);
}

/* Days go by, and each keeps the shelf near. */
static void
test_daily (Fixture *fixture, gconstpointer data)
{
  TestHistory *history = fixture->history;
  RecoupInstant first = history->now - 60 * RECOUP_USEC_PER_DAY;
  g_autoptr (RecoupLedger) ledger = new_usual (fixture);

  for (guint i = 0; i <= 60; i++)
    {
      recoup_state_free (recoup_ledger_compute (ledger, first + i * RECOUP_USEC_PER_DAY));
      RecoupDay today = history->last - 60 + (RecoupDay) i;
      g_assert_cmpint (test_shelf_get_latest (fixture->shelf), <=, today - 13);
      g_assert_cmpint (test_shelf_get_latest (fixture->shelf), >=, today - 19);
    }
}

static void
test_other_settings (Fixture *fixture, gconstpointer data)
{
  RecoupPolicy policy = fixture->history->policy;

  fill (fixture);
  policy.body_weight_kg += 1.0;
  g_autoptr (RecoupLedger) ledger = new_ledger (fixture, &policy, fixture->history->zone);
  assert_same (fixture, ledger, &policy);
  g_assert_cmpuint (fixture->shelf->n_found, ==, 0);
  g_assert_cmpuint (fixture->shelf->n_refused, >, 0);
  /* Those that do not enter the balances leave them as they are. */
  RecoupPolicy lively = fixture->history->policy;
  fill (fixture);
  fixture->shelf->n_found = 0;
  lively.max_popups++;
  g_autoptr (RecoupLedger) other = new_ledger (fixture, &lively, fixture->history->zone);
  assert_same (fixture, other, &lively);
  g_assert_cmpuint (fixture->shelf->n_found, >, 0);
}

static char *
seal (Fixture *fixture, const RecoupZone *zone, const char *names, const char *text)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  RecoupSealContext context = { &fixture->history->policy, zone, fixture->zones,
                                (const char *const *) list };

  return recoup_seal_make (&context, 20000, bytes);
}

/* The seal tells apart whatever the books depend on. */
static void
test_seal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTimeZone) one = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GTimeZone) two = g_time_zone_new_identifier ("Africa/Cairo");
  g_autoptr (RecoupZone) zone = recoup_zone_new ("Europe/Berlin", one);
  g_autoptr (RecoupZone) reloaded = recoup_zone_new ("Europe/Berlin", one);
  g_autoptr (RecoupZone) updated = recoup_zone_new ("Europe/Berlin", two); /* other data */
  g_autofree char *usual = seal (fixture, zone, "Asia/Tokyo", "a");
  g_autofree char *same = seal (fixture, reloaded, "Asia/Tokyo", "a");
  char *others[] = {
    seal (fixture, updated, "Asia/Tokyo", "a"),
    seal (fixture, recoup_zone_table_lookup (fixture->zones, "Africa/Cairo"), "Asia/Tokyo", "a"),
    seal (fixture, zone, "", "a"),
    seal (fixture, zone, "Asia/Tokyo Europe/Paris", "a"),
    seal (fixture, zone, "Asia/Nowhere", "a"),
    seal (fixture, zone, "Asia/Tokyo", "b"),
    seal (fixture, zone, "Asia/Tokyo", ""),
  };

  g_assert_cmpstr (usual, ==, same);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_cmpstr (others[i], !=, usual);
      g_free (others[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/shelf/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("complete", test_complete);
  ADD ("damaged", test_damaged);
  ADD ("found", test_found);
  ADD ("daily", test_daily);
  ADD ("other-settings", test_other_settings);
  ADD ("seal", test_seal);
#undef ADD
  return g_test_run ();
}
