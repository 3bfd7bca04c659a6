/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The engine's functions as the bus calls them, on a simulated desktop with a real store. */

#include "daemon/engine.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "engine/desk.h"
#include "engine/full-disk.h"
#include "recoup/error.h"
#include "support/at-once.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"

#define START "2026-03-24T11:00:00Z" /* noon in Berlin */

typedef struct
{
  Desk desk;
  guint n_changed;
  guint n_due;
  guint n_resolved;
  guint kinds;
  RecoupDay first_day;
} Fixture;

static void
on_changed (gpointer user_data)
{
  ((Fixture *) user_data)->n_changed++;
}

static void
on_journal (guint kinds, RecoupDay first_day, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->kinds = kinds;
  fixture->first_day = first_day;
}

static void
on_due (const RecoupReminder *reminder, gpointer user_data)
{
  ((Fixture *) user_data)->n_due++;
}

static void
on_resolved (const RecoupReminder *reminder, gpointer user_data)
{
  g_assert_true (recoup_reminder_state_is_resolved (reminder->state));
  ((Fixture *) user_data)->n_resolved++;
}

static const RecoupEngineListener listener = { .changed = on_changed,
                                               .journal = on_journal,
                                               .due = on_due,
                                               .resolved = on_resolved };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  desk_init (&fixture->desk, "Europe/Berlin", START);
  fixture->desk.listener = &listener;
  fixture->desk.listener_data = fixture;
  fixture->first_day = RECOUP_DAY_NONE;
  desk_start (&fixture->desk);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_clear (&fixture->desk);
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  RecoupEngine *engine = fixture->desk.engine;
  guint64 revision = recoup_engine_get_revision (engine);

  g_assert_cmpfloat (recoup_engine_get_state (engine)->protein_g, <, 0.5);
  desk_log (&fixture->desk, "{'kind': <'meal'>, 'protein_g': <30.0>}");
  g_assert_cmpfloat (recoup_engine_get_state (engine)->protein_g, >, 29.5);
  g_assert_cmpuint (recoup_engine_get_revision (engine), >, revision);
  g_assert_cmpuint (fixture->kinds, ==, RECOUP_ENTRY_MASK (RECOUP_ENTRY_MEAL));
  g_assert_cmpint (fixture->first_day, ==, recoup_engine_get_state (engine)->day);
  g_assert_cmpuint (fixture->n_changed, >, 0);

  /* The entry got the daemon's zone. */
  RecoupQuery query = { .kinds = RECOUP_ENTRY_MASK_ALL,
                        .from = 0,
                        .until = desk_now (&fixture->desk),
                        .limit = 10 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = recoup_engine_query (engine, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((RecoupEntry *) rows->pdata[0])->zone, ==, "Europe/Berlin");

  /* Settling again changes nothing. */
  revision = recoup_engine_get_revision (engine);
  recoup_engine_settle (engine);
  g_assert_cmpuint (recoup_engine_get_revision (engine), ==, revision);
}

static void
test_amend (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autoptr (RecoupEntry) first = desk_entry (desk, "{'kind': <'meal'>, 'protein_g': <30.0>}");
  g_autoptr (RecoupEntry) other = desk_entry (desk, "{'kind': <'meal'>, 'protein_g': <50.0>}");
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  g_ptr_array_add (entries, first);
  g_assert_true (at_once_add (desk->engine, entries, NULL, NULL, &error));
  g_autoptr (RecoupEntry) after =
      recoup_engine_amend (desk->engine, first->id, other, 0, &token, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (after->id, ==, first->id);
  g_assert_cmpint (after->rev, ==, 1);
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, >, 49.5);

  /* Somebody else read revision 0. */
  g_assert_null (recoup_engine_amend (desk->engine, first->id, other, 0, NULL, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (recoup_engine_amend (desk->engine, other->id, first, -1, NULL, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (at_once_undo (desk->engine, token, &error));
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, <, 30.5);
  g_assert_false (at_once_undo (desk->engine, token, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_ALREADY_RESOLVED);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autoptr (RecoupEntry) one = desk_entry (desk, "{'kind': <'meal'>, 'protein_g': <30.0>}");
  g_autoptr (RecoupEntry) two = desk_entry (desk, "{'kind': <'meal'>, 'protein_g': <12.0>}");
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries, one);
  g_ptr_array_add (entries, two);
  g_assert_true (at_once_add (desk->engine, entries, NULL, NULL, &error));

  /* All or none. */
  const char *const some[] = { one->id, "00000000-0000-4000-8000-000000000000", NULL };
  g_assert_false (at_once_remove (desk->engine, some, NULL, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, >, 41.5);

  const char *const both[] = { one->id, two->id, NULL };
  g_assert_true (at_once_remove (desk->engine, both, NULL, &error));
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, <, 0.5);
  g_assert_true (at_once_undo (desk->engine, "", &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, >, 41.5);
}

/* Several calls under one token are undone as one. */
static void
test_undo_spans_calls (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RecoupEntry) entry = desk_entry (desk, "{'kind': <'meal'>, 'protein_g': <20.0>}");
      g_autoptr (GPtrArray) entries = g_ptr_array_new ();
      g_autofree char *same = NULL;
      g_ptr_array_add (entries, entry);
      g_assert_true (at_once_add (desk->engine, entries, token, &same, &error));
      if (token == NULL)
        token = g_strdup (same);
      g_assert_cmpstr (same, ==, token);
    }
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, >, 59.5);
  g_assert_true (at_once_undo (desk->engine, token, &error));
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, <, 0.5);
  g_assert_false (at_once_undo (desk->engine, "", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
}

static void
test_undo_expires (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autoptr (GError) error = NULL;

  desk_log (desk, "{'kind': <'meal'>, 'protein_g': <20.0>}");
  desk_wait (desk, 11);
  g_assert_false (at_once_undo (desk->engine, "", &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, >, 19.5);
}

/* A step that somebody broke in the file is refused, and what was logged stays. */
static void
test_undo_broken (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  const char *token = "00000000-0000-4000-8000-00000000000b";
  g_autoptr (GVariant) before = g_variant_ref_sink (g_variant_new_parsed (
      "@a{sv} {'undo': <'put'>, 'id': <'00000000-0000-4000-8000-00000000000a'>}"));
  RecoupUndoStep step = { (char *) token, desk_now (desk), (char *) "journal", before };
  g_autoptr (GError) error = NULL;

  desk_log (desk, "{'kind': <'meal'>, 'protein_g': <20.0>}");
  g_assert_true (recoup_store_push_undo (desk->store, &step, &error));
  g_assert_false (at_once_undo (desk->engine, token, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, >, 19.5);
}

/* What a question assumes is forgotten with it. */
static void
test_assume (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autoptr (GPtrArray) assume =
      g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);

  desk_log (desk, "{'kind': <'meal'>, 'protein_g': <10.0>}");
  g_ptr_array_add (assume, desk_entry (desk, "{'kind': <'meal'>, 'protein_g': <70.0>}"));
  g_ptr_array_add (assume,
                   desk_entry (desk, "{'kind': <'checkin'>, 'at': <int64 1774249200000000>, "
                                     "'ill': <true>}")); /* yesterday */
  g_autoptr (RecoupLook) look = at_once_look (desk->engine, RECOUP_INSTANT_NONE, 0, assume);
  g_autoptr (RecoupState) state = recoup_look_take_state (look);
  g_assert_cmpfloat (fabs (state->protein_g - 80), <, 0.01);
  g_assert_true (state->ill);
  g_autoptr (RecoupLook) now = at_once_look (desk->engine, RECOUP_INSTANT_NONE, 0, NULL);
  g_autoptr (RecoupState) plain = recoup_look_take_state (now);
  g_assert_cmpfloat (fabs (plain->protein_g - 10), <, 0.01);
  g_assert_false (plain->ill);

  g_autoptr (RecoupLook) back = at_once_look (desk->engine, RECOUP_INSTANT_NONE, 7, assume);
  g_autoptr (GArray) rows = recoup_look_explain (back);
  g_assert_cmpuint (rows->len, >=, 6);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = recoup_engine_list (desk->engine, RECOUP_INSTANT_NONE, &error);
  RecoupInstant last = G_MININT64;
  guint planned = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RecoupReminder *row = rows->pdata[i];
      g_assert_false (recoup_reminder_state_is_resolved (row->state));
      g_assert_cmpint (row->due, >=, last);
      last = row->due;
      planned += row->state == RECOUP_REMINDER_PLANNED ? 1 : 0;
    }
  g_assert_cmpuint (planned, >, 2);

  /* At night what comes next is tomorrow's. */
  desk_wait (desk, 11 * 60);
  const RecoupSchedule *schedule = recoup_engine_get_schedule (desk->engine);
  g_assert_cmpuint (schedule->upcoming->len, >, 0);
  g_assert_cmpint (((RecoupReminder *) schedule->upcoming->pdata[0])->day, ==,
                   recoup_engine_get_state (desk->engine)->day + 1);
}

static void
test_upcoming (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  RecoupInstant now = desk_now (desk);
  g_autoptr (RecoupLook) look = at_once_look (desk->engine, now, 0, NULL);
  g_autoptr (GPtrArray) rows =
      recoup_engine_upcoming (desk->engine, look, now, now + 7 * RECOUP_USEC_PER_DAY);
  guint bedtimes = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RecoupReminder *row = rows->pdata[i];
      g_assert_cmpint (row->due, >=, now);
      g_assert_cmpint (row->due, <=, now + 7 * RECOUP_USEC_PER_DAY);
      bedtimes += row->kind == RECOUP_REMINDER_BEDTIME ? 1 : 0;
    }
  g_assert_cmpuint (bedtimes, ==, 7);
}

static void
test_verbs (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) meal = desk_entry (desk, "{'kind': <'meal'>, 'protein_g': <30.0>}");

  /* A kind stands for its next one as long as none is up. */
  g_autoptr (RecoupReminder) skipped =
      recoup_engine_skip (desk->engine, "bedtime", "travel", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (skipped->state, ==, RECOUP_REMINDER_SKIPPED);
  g_assert_cmpstr (skipped->cause, ==, "travel");
  g_assert_null (recoup_engine_skip (desk->engine, skipped->key, NULL, NULL, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_ALREADY_RESOLVED);
  g_clear_error (&error);
  g_assert_null (recoup_engine_skip (desk->engine, "nap", NULL, NULL, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Done with what was done. */
  desk_wait (desk, 40);
  guint due = fixture->n_due;
  g_assert_cmpuint (due, >, 0);
  g_autoptr (RecoupReminder) done =
      recoup_engine_done (desk->engine, "protein", meal, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (done->state, ==, RECOUP_REMINDER_DONE);
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, >, 29.5);
  g_assert_true (at_once_undo (desk->engine, "", &error));
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->protein_g, <, 0.5);

  /* A snooze ends after now and before the reminder does. */
  g_assert_null (recoup_engine_snooze (desk->engine, "protein", desk_now (desk), NULL, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE);
  g_clear_error (&error);
  g_assert_null (recoup_engine_snooze (desk->engine, "protein",
                                       desk_now (desk) + RECOUP_USEC_PER_DAY, NULL, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE);
}

/* Without a time the usual one is meant: bedtime a quarter of an hour, any other `later_min`, and
 * what is not yet due is put off from when it is due. */
static void
test_usual_snooze (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autoptr (GError) error = NULL;
  RecoupInstant lights_out = recoup_engine_get_state (desk->engine)->lights_out;

  g_autoptr (RecoupReminder) bedtime =
      recoup_engine_snooze (desk->engine, "bedtime", 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bedtime->until, ==, lights_out + 15 * RECOUP_USEC_PER_MIN);

  desk_wait (desk, 40);
  g_autoptr (RecoupReminder) protein =
      recoup_engine_snooze (desk->engine, "protein", 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (protein->until, ==,
                   desk_now (desk) + (gint64) desk->policy.later_min * RECOUP_USEC_PER_MIN);
}

/* Nothing wakes the daemon between two deadlines, but who asks for the state is told the present
 * one. */
static void
test_fresh_state (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  gint64 now = 0;
  GVariant *before = recoup_engine_get_state_variant (desk->engine);

  g_assert_true (recoup_engine_get_state_variant (desk->engine) == before);
  desk_wait (desk, 5);
  GVariant *after = recoup_engine_get_state_variant (desk->engine);
  g_assert_true (g_variant_lookup (after, "now", "x", &now));
  g_assert_cmpint (now, ==, desk_now (desk));
}

static void
test_inhibit (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autoptr (GError) error = NULL;
  guint cookie = recoup_engine_inhibit (desk->engine, 1U << RECOUP_REMINDER_BEDTIME, "slides",
                                        "talk", RECOUP_INSTANT_NONE, &error);

  g_assert_cmpuint (cookie, !=, 0);
  for (guint i = 1; i < 256; i++)
    g_assert_cmpuint (
        recoup_engine_inhibit (desk->engine, 1, "slides", "talk", RECOUP_INSTANT_NONE, &error), !=,
        0);
  g_assert_cmpuint (
      recoup_engine_inhibit (desk->engine, 1, "slides", "talk", RECOUP_INSTANT_NONE, &error), ==,
      0);
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED);
  g_clear_error (&error);
  g_assert_cmpuint (recoup_engine_inhibit (desk->engine, 1, "slides", "talk",
                                           desk_now (desk) + 5 * RECOUP_USEC_PER_HOUR, &error),
                    ==, 0);
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE);
  g_clear_error (&error);
  g_assert_true (recoup_engine_uninhibit (desk->engine, cookie, &error));
  g_assert_false (recoup_engine_uninhibit (desk->engine, cookie, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND);

  desk_wait (desk, 241); /* the rest ends by itself */
  g_clear_error (&error);
  g_assert_cmpuint (
      recoup_engine_inhibit (desk->engine, 1, "slides", "talk", RECOUP_INSTANT_NONE, &error), !=,
      0);
}

static void
count_call (gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

/* A year of history is folded in slices; the old state answers meanwhile. */
static void
test_slices (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);

  for (guint i = 0; i < 600; i++)
    {
      RecoupDay day = recoup_engine_get_state (desk->engine)->day - 1 - (RecoupDay) i;
      g_autofree char *date = recoup_day_format (day);
      g_autofree char *text =
          g_strdup_printf ("{'kind': <'food-day'>, 'date': <'%s'>, 'protein_g': <130.0>}", date);
      g_ptr_array_add (entries, desk_entry (desk, text));
    }
  double before = 0;
  guint64 revision = recoup_engine_get_revision (desk->engine);
  g_assert_true (at_once_add (desk->engine, entries, NULL, NULL, &error));
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->fuel_shortfall, <, 1e-3);
  g_assert_cmpuint (recoup_engine_get_revision (desk->engine), >, revision);

  /* What changes all days is not answered by the new state before the loop had its turns, and who
   * waits for that is told once. */
  RecoupPolicy policy = *recoup_engine_get_policy (desk->engine);
  guint told = 0;
  policy.protein_target_g = 260;
  before = recoup_engine_get_state (desk->engine)->fuel_shortfall;
  recoup_engine_set_policy (desk->engine, &policy);
  recoup_engine_when_settled (desk->engine, count_call, &told);
  g_assert_cmpfloat (fabs (recoup_engine_get_state (desk->engine)->fuel_shortfall - before), <,
                     1e-9);
  g_assert_cmpuint (told, ==, 0);
  desk_pump (desk);
  g_assert_cmpuint (told, ==, 1);
  g_assert_cmpfloat (recoup_engine_get_state (desk->engine)->fuel_shortfall, >, 0.1);
  recoup_engine_when_settled (desk->engine, count_call, &told);
  g_assert_cmpuint (told, ==, 2);
}

/* Killed at any time the daemon goes on where it was. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;

  desk_log (desk, "{'kind': <'checkin'>, 'stress': <int64 4>, 'soreness': <{'quads': <int64 5>}>}");
  desk_log (desk, "{'kind': <'meal'>, 'protein_g': <44.0>}");
  g_assert_true (
      recoup_engine_pause (desk->engine, desk_now (desk) + RECOUP_USEC_PER_HOUR, "", NULL));
  gint readiness = recoup_engine_get_state (desk->engine)->readiness_dp;
  RecoupInstant wake = sim_clock_get_wake (desk->clock);
  desk_kill (desk);
  desk_start (desk);
  g_assert_cmpint (recoup_engine_get_state (desk->engine)->readiness_dp, ==, readiness);
  g_assert_cmpint (recoup_engine_get_paused_until (desk->engine), ==,
                   desk_now (desk) + RECOUP_USEC_PER_HOUR);
  g_assert_cmpint (sim_clock_get_wake (desk->clock), ==, wake);
}

/* Without any store reminders go on, and nothing is logged. */
static void
test_no_store (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) meal = desk_entry (desk, "{'kind': <'meal'>, 'protein_g': <30.0>}");
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  desk_kill (desk);
  RecoupEngineParts parts = {
    .clock = desk->clock,
    .notifier = desk->notifier,
    .presence = desk->presence,
    .store_error = "it is locked",
    .policy = &desk->policy,
  };
  desk->engine = recoup_engine_new (&parts);
  recoup_engine_set_listener (desk->engine, &listener, fixture);
  recoup_engine_settle (desk->engine);
  desk_pump (desk);
  g_ptr_array_add (entries, meal);
  g_assert_false (at_once_add (desk->engine, entries, NULL, NULL, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE);
  g_assert_nonnull (strstr (error->message, "it is locked"));

  GVariant *state = recoup_engine_get_state_variant (desk->engine);
  g_autoptr (GVariant) storage = g_variant_lookup_value (state, "storage", G_VARIANT_TYPE_VARDICT);
  gboolean healthy = TRUE;
  g_assert_true (g_variant_lookup (storage, "healthy", "b", &healthy));
  g_assert_false (healthy);
  guint due = fixture->n_due;
  desk_wait (desk, 11 * 60);
  g_assert_cmpuint (fixture->n_due, >, due + 2);
  g_assert_nonnull (sim_notifier_find (desk->notifier, "bedtime"));
}

/* The server says that the user closed it before it answers the call that it is up. */
static void
test_closed_early (Fixture *fixture, gconstpointer data)
{
  Desk *desk = &fixture->desk;
  const RecoupNotifierListener *notified = desk->notifier->listener;

  desk_wait (desk, 10 * 60 + 44);
  sim_notifier_set_server (desk->notifier, SIM_SERVER_HUNG);
  desk_pump (desk);
  desk_wait (desk, 1);
  guint due = fixture->n_due;
  notified->closed ("bedtime/2026-03-24/0", RECOUP_CLOSED_DISMISSED, desk->notifier->user_data);
  sim_notifier_set_server (desk->notifier, SIM_SERVER_UP);
  desk_pump (desk);
  g_assert_null (sim_notifier_find (desk->notifier, "bedtime"));
  desk_wait (desk, 30);
  g_assert_null (sim_notifier_find (desk->notifier, "bedtime"));
  g_assert_cmpuint (fixture->n_due, ==, due);

  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = recoup_engine_list (desk->engine, RECOUP_INSTANT_NONE, &error);
  g_assert_no_error (error);
  gboolean is_seen = FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const RecoupReminder *row = rows->pdata[i];
      is_seen = is_seen || (row->kind == RECOUP_REMINDER_BEDTIME && row->seen &&
                            row->state == RECOUP_REMINDER_SHOWN);
    }
  g_assert_true (is_seen);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  full_disk_install ();
  ADD ("/engine/add", test_add);
  ADD ("/engine/amend", test_amend);
  ADD ("/engine/remove", test_remove);
  ADD ("/engine/undo-spans-calls", test_undo_spans_calls);
  ADD ("/engine/undo-expires", test_undo_expires);
  ADD ("/engine/undo-broken", test_undo_broken);
  ADD ("/engine/assume", test_assume);
  ADD ("/engine/list", test_list);
  ADD ("/engine/upcoming", test_upcoming);
  ADD ("/engine/verbs", test_verbs);
  ADD ("/engine/usual-snooze", test_usual_snooze);
  ADD ("/engine/fresh-state", test_fresh_state);
  ADD ("/engine/inhibit", test_inhibit);
  ADD ("/engine/slices", test_slices);
  ADD ("/engine/restart", test_restart);
  ADD ("/engine/no-store", test_no_store);
  ADD ("/engine/closed-early", test_closed_early);
  return g_test_run ();
}
