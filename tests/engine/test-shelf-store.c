/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Balances of the past that are put away in the store: a restart begins with them, whatever is
 * changed deletes what it bears on, and what is damaged or of other data is not believed. */

#include <sqlite3.h>

#include "daemon/store.h"
#include "engine/desk.h"
#include "recoup/wire.h"
#include "support/at-once.h"
#include "support/sim-clock.h"

#define N_DAYS 45

/* Changes entries of the first weeks behind the back of what was put away. */
#define TAMPER "DROP TRIGGER books_after_delete; DELETE FROM entry WHERE seq BETWEEN 4 AND 45;"

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static gint64
ask (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  gint64 number = sqlite3_column_int64 (statement, 0);
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return number;
}

/* The entries of one day that ends at @at, added to @list. */
static void
make_day (Desk *desk, RecoupInstant at, GPtrArray *list)
{
  g_autofree char *night =
      g_strdup_printf ("{'kind': <'sleep'>, 'start': <int64 %" G_GINT64_FORMAT
                       ">, 'end': <int64 %" G_GINT64_FORMAT ">}",
                       at - 7 * RECOUP_USEC_PER_HOUR, at - RECOUP_USEC_PER_MIN);
  g_autofree char *session =
      g_strdup_printf ("{'kind': <'session'>, 'start': <int64 %" G_GINT64_FORMAT
                       ">, 'duration_min': <60.0>, 'rpe': <7.0>}",
                       at - RECOUP_USEC_PER_HOUR);
  g_autofree char *meal = g_strdup_printf (
      "{'kind': <'meal'>, 'protein_g': <30.0>, 'at': <int64 %" G_GINT64_FORMAT ">}", at);

  g_ptr_array_add (list, desk_entry (desk, night));
  g_ptr_array_add (list, desk_entry (desk, session));
  g_ptr_array_add (list, desk_entry (desk, meal));
}

static void
add (Desk *desk, GPtrArray *list)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (at_once_add (desk->engine, list, NULL, NULL, &error));
  g_assert_no_error (error);
  desk_pump (desk);
}

/* Logs a day, and lives on to the next one with nobody to be reminded. */
static void
live_day (Desk *desk)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);

  make_day (desk, desk_now (desk), list);
  add (desk, list);
  sim_clock_advance (desk->clock, desk_now (desk) + RECOUP_USEC_PER_DAY);
}

/* Some weeks, logged at once. */
static void
live (Desk *desk)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);

  desk_init (desk, "Europe/Berlin", "2026-05-04T08:00:00Z");
  desk_start (desk);
  for (guint i = N_DAYS; i > 0; i--)
    make_day (desk, desk_now (desk) - i * RECOUP_USEC_PER_DAY, list);
  add (desk, list);
}

static void
restart (Desk *desk)
{
  desk_kill (desk);
  desk_start (desk);
}

static GVariant *
get_state (const Desk *desk)
{
  return g_variant_ref_sink (recoup_wire_state (recoup_engine_get_state (desk->engine)));
}

/* The state is that of a ledger that has only the journal. */
static gboolean
is_true (Desk *desk)
{
  RecoupEntrySource source = recoup_store_get_source (desk->store);
  const RecoupState *state = recoup_engine_get_state (desk->engine);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &desk->policy, recoup_clock_get_zone (desk->clock, NULL),
                         recoup_clock_get_zones (desk->clock));
  g_autoptr (RecoupState) plain = recoup_ledger_compute (ledger, state->now);
  g_autoptr (GVariant) expected = g_variant_ref_sink (recoup_wire_state (plain));
  g_autoptr (GVariant) actual = get_state (desk);

  return g_variant_equal (expected, actual);
}

/* Each day that is lived keeps the shelf near. */
static void
test_daily (void)
{
  Desk desk;

  desk_init (&desk, "Europe/Berlin", "2026-03-20T08:00:00Z");
  desk_start (&desk);
  for (guint i = 0; i < N_DAYS; i++)
    live_day (&desk);
  recoup_engine_settle (desk.engine);
  desk_pump (&desk);
  g_assert_true (is_true (&desk));
  g_assert_cmpint (ask (desk.path, "SELECT count (*) FROM books"), >, 4);
  g_assert_cmpint (ask (desk.path, "SELECT max (day) FROM books"), >=,
                   recoup_engine_get_state (desk.engine)->day - 19);
  restart (&desk);
  g_assert_true (is_true (&desk));
  desk_clear (&desk);
}

/* The one way to see that books are believed is to change behind their back what they are made of.
 */
static void
test_believed (void)
{
  Desk desk;

  live (&desk);
  double before = recoup_engine_get_state (desk.engine)->chronic;
  desk_kill (&desk);
  run_sql (desk.path, TAMPER);
  desk_start (&desk);
  g_assert_cmpfloat_with_epsilon (recoup_engine_get_state (desk.engine)->chronic, before, 1e-12);
  g_assert_false (is_true (&desk));
  desk_clear (&desk);
}

/* Each way to spoil them makes the restart tell the truth. */
static void
test_spoilt (gconstpointer data)
{
  Desk desk;

  live (&desk);
  desk_kill (&desk);
  run_sql (desk.path, TAMPER);
  run_sql (desk.path, data);
  desk_start (&desk);
  g_assert_true (is_true (&desk));
  /* What was folded instead is put away in their place. */
  g_assert_cmpint (ask (desk.path, "SELECT count (*) FROM books"), >, 4);
  restart (&desk);
  g_assert_true (is_true (&desk));
  desk_clear (&desk);
}

static void
test_settings (void)
{
  Desk desk;

  live (&desk);
  desk_kill (&desk);
  desk.policy.sleep_need_min = 530;
  desk_start (&desk);
  g_assert_true (is_true (&desk));
  desk_kill (&desk);
  sim_clock_set_zone (desk.clock, "Asia/Tokyo");
  desk_start (&desk);
  g_assert_true (is_true (&desk));
  desk_clear (&desk);
}

/* Entries of the past come, are replaced, go, and are undone. */
static void
test_changes (void)
{
  Desk desk;

  live (&desk);
  for (guint back = 1; back < N_DAYS; back += 11)
    {
      RecoupInstant at = desk_now (&desk) - back * RECOUP_USEC_PER_DAY;
      g_autofree char *weight = g_strdup_printf (
          "{'kind': <'weight'>, 'kg': <%u.0>, 'at': <int64 %" G_GINT64_FORMAT ">}", 60 + back, at);
      g_autofree char *undo = NULL;
      g_autoptr (RecoupEntry) entry = desk_entry (&desk, weight);
      g_autoptr (GPtrArray) entries = g_ptr_array_new ();
      g_autoptr (GError) error = NULL;
      g_ptr_array_add (entries, entry);
      g_assert_true (at_once_add (desk.engine, entries, NULL, &undo, &error));
      g_assert_cmpint (ask (desk.path, "SELECT coalesce (max (day), 0) FROM books"), <,
                       at / RECOUP_USEC_PER_DAY - 5);
      restart (&desk);
      g_assert_true (is_true (&desk));
      if (back % 2 == 0)
        g_assert_true (at_once_undo (desk.engine, undo, &error));
      g_assert_no_error (error);
      restart (&desk);
      g_assert_true (is_true (&desk));
    }
  desk_clear (&desk);
}

/* What was rolled back never was. */
static void
test_rollback (void)
{
  Desk desk;
  g_autoptr (GError) error = NULL;

  live (&desk);
  g_autoptr (RecoupEntry) entry =
      desk_entry (&desk, "{'kind': <'weight'>, 'kg': <70.0>, 'at': <int64 1774000000000000>}");
  gint64 n = ask (desk.path, "SELECT count (*) FROM books");
  g_assert_true (recoup_store_begin (desk.store, &error));
  g_assert_true (recoup_store_put (desk.store, entry, desk_now (&desk), NULL, NULL, &error));
  recoup_store_rollback (desk.store);
  g_assert_cmpint (ask (desk.path, "SELECT count (*) FROM books"), ==, n);
  g_assert_true (recoup_store_put (desk.store, entry, desk_now (&desk), NULL, NULL, &error));
  g_assert_cmpint (ask (desk.path, "SELECT count (*) FROM books"), ==, 0);
  desk_clear (&desk);
}

static GTimeZone *
load_but_tokyo (const char *id, gpointer user_data)
{
  return g_str_equal (id, "Asia/Tokyo") ? NULL : g_time_zone_new_identifier (id);
}

static gboolean
on_entry (RecoupEntry *entry, gpointer user_data)
{
  ++*(guint *) user_data;
  return TRUE;
}

/* An entry whose zone this machine has lost is read without it, and nothing is made of that. */
static void
test_lost_zone (void)
{
  Desk desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupZoneTable) zones = recoup_zone_table_new (load_but_tokyo, NULL);
  guint n = 0;

  desk_init (&desk, "Asia/Tokyo", "2026-03-20T08:00:00Z");
  desk_start (&desk);
  live_day (&desk);
  g_autofree char *names = recoup_store_dup_zone_names (desk.store);
  g_assert_cmpstr (names, ==, "Asia/Tokyo");
  g_assert_false (recoup_store_is_doubtful (desk.store));
  desk_kill (&desk);
  g_autoptr (RecoupStore) store = recoup_store_open (desk.path, zones, &error);
  g_assert_no_error (error);
  RecoupEntrySource source = recoup_store_get_source (store);
  source.read (source.self, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL, on_entry, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (recoup_store_is_doubtful (store));
  desk_clear (&desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shelf-store/daily", test_daily);
  g_test_add_func ("/shelf-store/believed", test_believed);
  g_test_add_data_func ("/shelf-store/spoilt/gone", "DELETE FROM books;", test_spoilt);
  g_test_add_data_func ("/shelf-store/spoilt/body",
                        "UPDATE books SET body = zeroblob (length (body));", test_spoilt);
  g_test_add_data_func ("/shelf-store/spoilt/cut",
                        "UPDATE books SET body = substr (body, 1, length (body) - 1);",
                        test_spoilt);
  g_test_add_data_func ("/shelf-store/spoilt/seal", "UPDATE books SET seal = seal || '0';",
                        test_spoilt);
  g_test_add_data_func ("/shelf-store/spoilt/zones", "UPDATE books SET zones = 'Asia/Tokyo';",
                        test_spoilt);
  g_test_add_data_func ("/shelf-store/spoilt/day", "UPDATE books SET day = day - 1;", test_spoilt);
  g_test_add_func ("/shelf-store/settings", test_settings);
  g_test_add_func ("/shelf-store/changes", test_changes);
  g_test_add_func ("/shelf-store/rollback", test_rollback);
  g_test_add_func ("/shelf-store/lost-zone", test_lost_zone);
  return g_test_run ();
}
