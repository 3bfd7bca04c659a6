/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the store keeps beside the journal: claims, undo, facts and absences, and what it trims. */

#include <sqlite3.h>

#include "engine/store-fixture.h"
#include "recoup/error.h"

static RecoupReminder *
new_reminder (const char *slot)
{
  RecoupReminder *reminder = recoup_reminder_new (RECOUP_REMINDER_PROTEIN, 20540, slot);
  reminder->state = RECOUP_REMINDER_DUE;
  reminder->due = STORE_NOW;
  reminder->valid_until = STORE_NOW + RECOUP_USEC_PER_HOUR;
  reminder->claimed_at = STORE_NOW;
  reminder->zone = g_strdup ("Europe/Berlin");
  reminder->message = "protein-slot";
  reminder->grams = 30;
  reminder->amount = 62;
  reminder->portions = 2;
  reminder->sleep_until = STORE_NOW + 3 * RECOUP_USEC_PER_HOUR;
  reminder->rules[0] = "S-021";
  reminder->rules[1] = "M-09";
  return reminder;
}

static gint64
ask (StoreFixture *fixture, const char *sql)
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
test_claims (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupReminder) reminder = new_reminder ("2");
  gboolean claimed = FALSE;
  g_assert_true (recoup_store_claim (fixture->store, reminder, STORE_NOW, &claimed, &error));
  g_assert_true (claimed);
  store_fixture_reopen (fixture);
  g_assert_true (recoup_store_claim (fixture->store, reminder, STORE_NOW, &claimed, &error));
  g_assert_false (claimed);

  reminder->state = RECOUP_REMINDER_SHOWN;
  reminder->shown_at = STORE_NOW + G_USEC_PER_SEC;
  reminder->owner = g_strdup (":1.7 0123");
  reminder->server_id = 4000000000U;
  g_assert_true (recoup_store_update (fixture->store, reminder, STORE_NOW, &error));
  reminder->seen = TRUE; /* no change of state: no transition */
  g_assert_true (recoup_store_update (fixture->store, reminder, STORE_NOW, &error));
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
  reminder->resolved_at = STORE_NOW + RECOUP_USEC_PER_MIN;
  g_assert_true (recoup_store_update (fixture->store, reminder, STORE_NOW, &error));
  g_autoptr (GPtrArray) none = recoup_store_deliveries (fixture->store, STORE_NOW + 1, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_autoptr (GPtrArray) since = recoup_store_deliveries (fixture->store, STORE_NOW, &error);
  g_assert_cmpuint (since->len, ==, 1);

  g_autoptr (RecoupReminder) stranger = new_reminder ("3");
  g_assert_false (recoup_store_update (fixture->store, stranger, STORE_NOW, &error));
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
test_undo (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (recoup_store_take_undo (fixture->store, "", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  push (fixture->store, "a", STORE_NOW, "first");
  push (fixture->store, "b", STORE_NOW, "other");
  push (fixture->store, "a", STORE_NOW, "second");
  store_fixture_reopen (fixture);
  g_autoptr (GPtrArray) steps = recoup_store_take_undo (fixture->store, "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, ==, 2);
  const RecoupUndoStep *last = g_ptr_array_index (steps, 0);
  const char *text = NULL;
  gint64 at = 0;
  g_assert_true (g_variant_is_of_type (last->before, G_VARIANT_TYPE ("(sx)")));
  g_variant_get (last->before, "(&sx)", &text, &at);
  g_assert_cmpstr (text, ==, "second");
  g_assert_cmpint (at, ==, STORE_NOW);
  g_assert_cmpstr (last->op, ==, "journal");
  g_assert_null (recoup_store_take_undo (fixture->store, "a", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_ALREADY_RESOLVED);
  g_clear_error (&error);
  g_assert_true (recoup_store_trim (fixture->store, STORE_NOW + 10 * RECOUP_USEC_PER_MIN, &error));
  g_autoptr (GPtrArray) kept = recoup_store_take_undo (fixture->store, "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 1);
  push (fixture->store, "c", STORE_NOW, "late");
  g_assert_true (
      recoup_store_trim (fixture->store, STORE_NOW + 10 * RECOUP_USEC_PER_MIN + 1, &error));
  g_assert_null (recoup_store_take_undo (fixture->store, "c", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
}

static void
test_facts (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (recoup_store_get_fact (fixture->store, "paused_until"));
  g_assert_true (recoup_store_set_fact (fixture->store, "paused_until", "1", &error));
  g_assert_true (recoup_store_set_fact (fixture->store, "paused_until", "2", &error));
  store_fixture_reopen (fixture);
  g_autofree char *value = recoup_store_get_fact (fixture->store, "paused_until");
  g_assert_cmpstr (value, ==, "2");
  g_assert_true (recoup_store_set_fact (fixture->store, "paused_until", NULL, &error));
  g_assert_null (recoup_store_get_fact (fixture->store, "paused_until"));
}

static void
test_absences (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RecoupAbsence lasting = { .from = STORE_NOW, .until = RECOUP_INSTANT_NONE, .cause = "locked" };
  RecoupAbsence old = { .from = STORE_NOW - 20 * RECOUP_USEC_PER_DAY,
                        .until = STORE_NOW - 15 * RECOUP_USEC_PER_DAY,
                        .cause = "suspended" };
  g_assert_true (recoup_store_put_absence (fixture->store, &lasting, &error));
  g_assert_true (recoup_store_put_absence (fixture->store, &old, &error));
  lasting.until = STORE_NOW + RECOUP_USEC_PER_HOUR;
  g_assert_true (recoup_store_put_absence (fixture->store, &lasting, &error));
  g_autoptr (GArray) rows = recoup_store_absences (fixture->store, G_MININT64, &error);
  g_assert_cmpuint (rows->len, ==, 2);
  const RecoupAbsence *row = &g_array_index (rows, RecoupAbsence, 1);
  g_assert_cmpint (row->from, ==, STORE_NOW);
  g_assert_cmpint (row->until, ==, STORE_NOW + RECOUP_USEC_PER_HOUR);
  g_assert_cmpstr (row->cause, ==, "locked");
  g_assert_true (recoup_store_trim (fixture->store, STORE_NOW, &error));
  g_autoptr (GArray) kept = recoup_store_absences (fixture->store, G_MININT64, &error);
  g_assert_cmpuint (kept->len, ==, 1);
}

/* Only ended rows that are old, and of these only what goes beyond the newest 4800. */
static void
test_trim (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) meal = store_fixture_new_meal (fixture->zones, 1, 0, 0, 20);
  g_autoptr (RecoupReminder) open = new_reminder ("open");
  gboolean claimed = FALSE;
  open->claimed_at = STORE_NOW - RECOUP_USEC_PER_DAY;
  g_assert_true (recoup_store_begin (fixture->store, &error));
  (void) store_fixture_put (fixture->store, meal);
  g_assert_true (recoup_store_claim (fixture->store, open, STORE_NOW, &claimed, &error));
  for (guint i = 0; i < 4805; i++)
    {
      g_autofree char *slot = g_strdup_printf ("%u", i);
      g_autoptr (RecoupReminder) ended = new_reminder (slot);
      ended->claimed_at = STORE_NOW + i * (gint64) G_USEC_PER_SEC;
      ended->state = RECOUP_REMINDER_EXPIRED;
      ended->resolved_at = ended->claimed_at;
      g_assert_true (recoup_store_claim (fixture->store, ended, STORE_NOW, &claimed, &error));
    }
  g_assert_true (recoup_store_commit (fixture->store, &error));
  RecoupInstant far = STORE_NOW + 4000 * RECOUP_USEC_PER_DAY;
  g_assert_true (recoup_store_trim (fixture->store, STORE_NOW + RECOUP_USEC_PER_DAY, &error));
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM delivery"), ==, 4806);
  g_assert_true (recoup_store_trim (fixture->store, far, &error));
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM delivery"), ==, 4801);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM transition"), ==, 4801);
  g_assert_true (recoup_store_trim (fixture->store, far, &error));
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM delivery"), ==, 4801);
  g_assert_cmpuint (store_fixture_count (fixture->store), ==, 1);
}

#define ADD(path, func)                                                       \
  g_test_add ("/store/" path, StoreFixture, NULL, store_fixture_set_up, func, \
              store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("claims", test_claims);
  ADD ("undo", test_undo);
  ADD ("facts", test_facts);
  ADD ("absences", test_absences);
  ADD ("trim", test_trim);
  return g_test_run ();
}
