/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the engine makes of the world around it: zones that become known late, a disk that is full
 * for a while, pauses that end. */

#include "daemon/engine.h"
#include "engine/desk.h"
#include "engine/full-disk.h"
#include "recoup/error.h"
#include "support/at-once.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"
#include "support/sim-presence.h"

#define START "2026-03-24T11:00:00Z" /* noon in Berlin */

static void
set_up (Desk *desk, gconstpointer data)
{
  desk_init (desk, "Europe/Berlin", START);
  desk_start (desk);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  desk_clear (desk);
}

/* A flight to the west, whose zone becomes known an hour after the machine woke. */
static void
fly_west (Desk *desk)
{
  desk_wait (desk, 180);
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_SUSPEND);
  sim_clock_advance (desk->clock, desk_now (desk) + 10 * RECOUP_USEC_PER_HOUR);
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_RESUME);
  desk_wait (desk, 60);
  sim_clock_set_zone (desk->clock, "America/New_York");
  desk_pump (desk);
}

/* What ended by the clock of the zone before is not over: it can be answered, and that be undone.
 */
static void
test_flight (Desk *desk, gconstpointer data)
{
  static const char key[] = "bedtime/2026-03-24/0";
  g_autoptr (GError) error = NULL;

  fly_west (desk);
  g_autoptr (RecoupReminder) found = recoup_engine_find (desk->engine, key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->state, ==, RECOUP_REMINDER_PLANNED);
  g_autoptr (RecoupReminder) skipped = recoup_engine_skip (desk->engine, key, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (skipped->zone, ==, "America/New_York");
  g_assert_true (at_once_undo (desk->engine, "", &error));

  desk_kill (desk);
  desk_start (desk);
  desk_run (desk, recoup_engine_get_state (desk->engine)->lights_out);
  g_assert_nonnull (sim_notifier_find (desk->notifier, "bedtime"));
  g_autoptr (RecoupReminder) done = recoup_engine_done (desk->engine, key, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (done->state, ==, RECOUP_REMINDER_DONE);

  /* Answered it is over in every zone. */
  sim_clock_set_zone (desk->clock, "Pacific/Honolulu");
  desk_wait (desk, 720);
  g_assert_null (sim_notifier_find (desk->notifier, "bedtime"));
  g_assert_null (recoup_engine_skip (desk->engine, key, NULL, NULL, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_ALREADY_RESOLVED);
}

/* The disk takes nothing any more, or again: until then each refusal is said as a warning. */
static void
set_full (gboolean is_full)
{
  full_disk_set (is_full);
  (void) g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL |
                                                   (is_full ? 0 : (guint) G_LOG_LEVEL_WARNING)));
}

/* While the store takes nothing, what came again is shown all the same, once, and written later. */
static void
test_flight_full_disk (Desk *desk, gconstpointer data)
{
  static const char key[] = "bedtime/2026-03-24/0";
  g_autoptr (GError) error = NULL;

  fly_west (desk);
  RecoupInstant lights_out = recoup_engine_get_state (desk->engine)->lights_out;
  set_full (TRUE);
  desk_run (desk, lights_out);
  g_assert_nonnull (sim_notifier_find (desk->notifier, "bedtime"));
  g_autoptr (RecoupReminder) before = recoup_store_get_delivery (desk->store, key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (before->state, ==, RECOUP_REMINDER_DONE);
  set_full (FALSE);
  desk_wait (desk, 16);
  g_autoptr (RecoupReminder) after = recoup_store_get_delivery (desk->store, key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (after->state, ==, RECOUP_REMINDER_SHOWN);
  g_assert_cmpint (after->due, ==, lights_out);
}

static void
assert_evidence (Desk *desk, RecoupInstant at)
{
  g_autofree char *wanted = g_strdup_printf ("%" G_GINT64_FORMAT, at);
  g_autofree char *text = recoup_store_get_fact (desk->store, "evidence");

  g_assert_cmpstr (text, ==, wanted);
}

/* Somebody came back while the disk was full: written as soon as it takes it, at the latest after a
 * quarter of an hour, and never over what came later. */
static void
test_evidence (Desk *desk, gconstpointer data)
{
  desk->presence->locked = TRUE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  desk_wait (desk, 20);
  set_full (TRUE);
  desk->presence->locked = FALSE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  RecoupInstant back = desk_now (desk);
  desk_wait (desk, 10);
  set_full (FALSE);
  desk_wait (desk, 6);
  assert_evidence (desk, back);

  set_full (TRUE);
  desk->presence->locked = TRUE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  desk_wait (desk, 1);
  desk->presence->locked = FALSE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  desk_wait (desk, 1);
  set_full (FALSE);
  desk_log (desk, "{'kind': <'meal'>, 'protein_g': <30.0>}");
  back = desk_now (desk);
  desk_wait (desk, 20);
  assert_evidence (desk, back);
}

/* A clock that is set back does not put the next try off by as much. */
static void
test_evidence_clock (Desk *desk, gconstpointer data)
{
  set_full (TRUE);
  desk->presence->locked = TRUE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  desk->presence->locked = FALSE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  RecoupInstant back = desk_now (desk);
  set_full (FALSE);
  sim_clock_step (desk->clock, -RECOUP_USEC_PER_DAY);
  desk_pump (desk);
  assert_evidence (desk, back);
}

static void
set_presence (Desk *desk, gboolean is_known, gboolean is_locked)
{
  desk->presence->is_known = is_known;
  desk->presence->locked = is_locked;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
}

/* The one absence of the day, and whether it lasts. */
static void
assert_absence (Desk *desk, gboolean lasts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows =
      recoup_store_absences (desk->store, desk_now (desk) - RECOUP_USEC_PER_DAY, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_true ((g_array_index (rows, RecoupAbsence, 0).until == RECOUP_INSTANT_NONE) == lasts);
}

/* Until somebody has said whether the user is there, nothing is shown and nobody came back. */
static void
test_unknown_presence (Desk *desk, gconstpointer data)
{
  set_presence (desk, TRUE, TRUE);
  desk_wait (desk, 20);
  desk_kill (desk);
  desk->presence->is_known = desk->presence->locked = FALSE;
  desk_start (desk);
  desk_wait (desk, 60);
  g_assert_null (sim_notifier_find (desk->notifier, "protein"));
  assert_absence (desk, TRUE);
  set_presence (desk, TRUE, TRUE);
  desk_wait (desk, 1);
  g_assert_null (sim_notifier_find (desk->notifier, "protein"));
  assert_absence (desk, TRUE);
  set_presence (desk, TRUE, FALSE);
  desk_pump (desk);
  g_assert_nonnull (sim_notifier_find (desk->notifier, "protein"));
  assert_absence (desk, FALSE);
}

static void
on_any (const RecoupNotice *notice, gpointer user_data)
{
  guint *n = user_data;
  *n += 1;
}

/* Nor is what was up posted again: it might be on the lock screen. */
static void
test_unknown_screen (Desk *desk, gconstpointer data)
{
  guint n_taken = 0;

  desk_wait (desk, 40);
  g_assert_nonnull (sim_notifier_find (desk->notifier, "protein"));
  desk_kill (desk);
  desk->presence->is_known = FALSE;
  desk->on_taken = on_any;
  desk->listener_data = &n_taken;
  desk_start (desk);
  desk_wait (desk, 1);
  g_assert_cmpuint (n_taken, ==, 0);
  set_presence (desk, TRUE, FALSE);
  desk_pump (desk);
  g_assert_cmpuint (n_taken, >, 0);
}

/* None lasts longer because the clock was set back. */
static void
test_inhibitor_clock (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (recoup_engine_inhibit (desk->engine, 1U << RECOUP_REMINDER_PROTEIN, "film", "",
                                           RECOUP_INSTANT_NONE, &error),
                    !=, 0);
  sim_clock_step (desk->clock, -RECOUP_USEC_PER_DAY);
  desk_wait (desk, 239);
  g_assert_cmpuint (recoup_engine_get_inhibitors (desk->engine)->len, ==, 1);
  desk_wait (desk, 1);
  g_assert_cmpuint (recoup_engine_get_inhibitors (desk->engine)->len, ==, 0);
}

/* At its end a pause is gone, with its reason, in memory and on the disk; the alarm is that end. */
static void
test_pause_ends (Desk *desk, gconstpointer data)
{
  RecoupInstant end = desk_now (desk) + RECOUP_USEC_PER_MIN;
  g_autoptr (GError) error = NULL;

  g_assert_true (recoup_engine_pause (desk->engine, end, "Dentist", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (recoup_engine_get_pause_reason (desk->engine), ==, "Dentist");
  g_assert_cmpint (sim_clock_get_wake (desk->clock), ==, end);
  desk_run (desk, end);
  g_assert_cmpint (recoup_engine_get_paused_until (desk->engine), ==, RECOUP_INSTANT_NONE);
  g_assert_cmpstr (recoup_engine_get_pause_reason (desk->engine), ==, "");
  g_autofree char *until = recoup_store_get_fact (desk->store, "paused_until");
  g_autofree char *reason = recoup_store_get_fact (desk->store, "pause_reason");
  g_assert_null (until);
  g_assert_null (reason);

  /* A clock that is set back before the end does not bring it back. */
  sim_clock_step (desk->clock, -RECOUP_USEC_PER_HOUR);
  desk_pump (desk);
  g_assert_cmpstr (recoup_engine_get_pause_reason (desk->engine), ==, "");
}

/* Who takes the end of a pause back has it again with its reason, and so has the store. */
static void
test_pause_undone (Desk *desk, gconstpointer data)
{
  RecoupInstant end = desk_now (desk) + RECOUP_USEC_PER_HOUR;
  g_autoptr (GError) error = NULL;

  g_assert_true (recoup_engine_pause (desk->engine, end, "Dentist", &error));
  g_assert_true (recoup_engine_resume (desk->engine, &error));
  g_assert_cmpstr (recoup_engine_get_pause_reason (desk->engine), ==, "");
  g_assert_true (at_once_undo (desk->engine, "", &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (recoup_engine_get_paused_until (desk->engine), ==, end);
      g_assert_cmpstr (recoup_engine_get_pause_reason (desk->engine), ==, "Dentist");
      desk_kill (desk);
      desk_start (desk);
    }
}

static void
on_set_server (RecoupPresence *presence, const char *name)
{
  g_ptr_array_add (presence->sources, g_strdup (name != NULL ? name : "none"));
}

/* Presence hears who shows notifications: some switches count only for their own server. */
static void
test_server_name (Desk *desk, gconstpointer data)
{
  const GPtrArray *heard = desk->presence->sources;
  desk->presence->set_server = on_set_server;
  sim_notifier_set_server (desk->notifier, SIM_SERVER_MAKO);
  desk_pump (desk);
  g_assert_cmpuint (heard->len, >, 0);
  g_assert_cmpstr (heard->pdata[heard->len - 1], ==, "mako");
  sim_notifier_set_server (desk->notifier, SIM_SERVER_UP);
  desk_pump (desk);
  g_assert_cmpstr (heard->pdata[heard->len - 1], ==, "simulated");
}

/* Has the store say that the reminder of @kind of today was skipped, a month ago by its clock. */
static void
spend_key (Desk *desk, RecoupReminderKind kind, const char *slot)
{
  RecoupDay today = recoup_engine_get_state (desk->engine)->day;
  g_autoptr (RecoupReminder) row = recoup_reminder_new (kind, today, slot);
  g_autoptr (GError) error = NULL;
  gboolean is_new = FALSE;

  row->state = RECOUP_REMINDER_SKIPPED;
  row->claimed_at = row->resolved_at = desk_now (desk) - 30 * RECOUP_USEC_PER_DAY;
  row->due = row->claimed_at;
  row->valid_until = row->due + RECOUP_USEC_PER_HOUR;
  row->zone = g_strdup ("Europe/Berlin");
  row->cause = g_strdup ("user");
  g_assert_true (recoup_store_claim (desk->store, row, row->claimed_at, &is_new, &error));
  g_assert_no_error (error);
  g_assert_true (is_new);
}

static void
assert_spent (Desk *desk, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupReminder) row = recoup_store_get_delivery (desk->store, key, &error);

  g_assert_no_error (error);
  g_assert_cmpint (row->state, ==, RECOUP_REMINDER_SKIPPED);
  g_assert_cmpint (row->claimed_at, <, desk_now (desk) - 29 * RECOUP_USEC_PER_DAY);
}

static void
on_bedtime (const RecoupNotice *notice, gpointer user_data)
{
  guint *n = user_data;
  *n += g_str_has_prefix (notice->key, "bedtime/") ? 1 : 0;
}

/* What was claimed in a time that the clock has left is not claimed again: it is not shown, it is
 * not open, and the store says of it what it did. */
static void
test_spent_keys (Desk *desk, gconstpointer data)
{
  RecoupInstant lights_out = recoup_engine_get_state (desk->engine)->lights_out;
  g_autoptr (GError) error = NULL;

  guint n_taken = 0;
  desk->on_taken = on_bedtime;
  desk->listener_data = &n_taken;
  spend_key (desk, RECOUP_REMINDER_PROTEIN, "1");
  spend_key (desk, RECOUP_REMINDER_BEDTIME, "0");
  desk->presence->locked = TRUE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  desk_wait (desk, 4 * 60); /* the protein of noon passes by, unseen */
  desk->presence->locked = FALSE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  desk_run (desk, lights_out);
  g_assert_cmpuint (n_taken, ==, 0);
  assert_spent (desk, "protein/2026-03-24/1");
  assert_spent (desk, "bedtime/2026-03-24/0");
  g_autoptr (GPtrArray) open = recoup_engine_list (desk->engine, RECOUP_INSTANT_NONE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < open->len; i++)
    g_assert_cmpstr (((RecoupReminder *) open->pdata[i])->key, !=, "bedtime/2026-03-24/0");
}

static void
assert_n_absences (Desk *desk, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = recoup_store_absences (desk->store, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, n);
}

/* When somebody was away is forgotten after two weeks. */
static void
test_forgets (Desk *desk, gconstpointer data)
{
  desk->presence->locked = TRUE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  desk_wait (desk, 20);
  desk->presence->locked = FALSE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  desk_wait (desk, 13 * 24 * 60);
  assert_n_absences (desk, 1);
  desk_wait (desk, 2 * 24 * 60);
  assert_n_absences (desk, 0);
}

/* The daemon ends as it is told to, and starts again with the machine at @start. */
static void
shut_down (Desk *desk, RecoupInstant start)
{
  recoup_engine_stop (desk->engine);
  desk_kill (desk);
  sim_clock_boot (desk->clock, start);
  sim_notifier_restart (desk->notifier);
  desk_start (desk);
}

/* A machine that is switched off in the evening and on in the morning has seen the night. One login
 * more soon after is no other return. */
static void
test_switched_off (Desk *desk, gconstpointer data)
{
  RecoupInstant evening = recoup_engine_get_state (desk->engine)->lights_out;
  RecoupInstant morning = evening + 8 * RECOUP_USEC_PER_HOUR;
  g_autoptr (GError) error = NULL;

  desk_run (desk, evening);
  shut_down (desk, morning);
  g_autoptr (RecoupReminder) row = recoup_engine_find (desk->engine, "check-in", &error);
  g_assert_no_error (error);
  g_assert_cmpint (row->sleep_from, ==, evening);
  g_assert_cmpint (row->sleep_until, ==, morning);
  assert_n_absences (desk, 1);
  desk_wait (desk, 10);
  desk_kill (desk);
  desk_start (desk);
  assert_n_absences (desk, 1);

  /* Who logs out and in again was away. */
  recoup_engine_stop (desk->engine);
  desk_kill (desk);
  sim_clock_advance (desk->clock, desk_now (desk) + RECOUP_USEC_PER_MIN);
  desk_start (desk);
  assert_n_absences (desk, 2);
}

/* What comes until an instant of tomorrow, and nothing after it. */
static void
test_tomorrow (Desk *desk, gconstpointer data)
{
  RecoupInstant until = recoup_engine_get_state (desk->engine)->lights_out + RECOUP_USEC_PER_DAY;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RecoupLook) look = at_once_look (desk->engine, until - i, 0, NULL);
      g_autoptr (GPtrArray) rows =
          recoup_engine_upcoming (desk->engine, look, desk_now (desk), until - i);
      const RecoupReminder *last = rows->pdata[rows->len - 1];
      g_assert_cmpstr (last->key, ==, i == 0 ? "bedtime/2026-03-25/0" : "wind-down/2026-03-25/0");
    }
}

/* A clock that ran ahead when the machine was switched off: it was off until now, and not to be. */
static void
test_switched_off_ahead (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RecoupInstant start = desk_now (desk) - RECOUP_USEC_PER_HOUR;

  shut_down (desk, start);
  g_autoptr (GArray) rows = recoup_store_absences (desk->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (g_array_index (rows, RecoupAbsence, 0).from, ==, start);
  g_assert_cmpint (g_array_index (rows, RecoupAbsence, 0).until, ==, start);
}

#define ADD(path, func) g_test_add (path, Desk, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  full_disk_install ();
  ADD ("/world/flight", test_flight);
  ADD ("/world/flight-full-disk", test_flight_full_disk);
  ADD ("/world/evidence", test_evidence);
  ADD ("/world/evidence-clock", test_evidence_clock);
  ADD ("/world/unknown-presence", test_unknown_presence);
  ADD ("/world/unknown-screen", test_unknown_screen);
  ADD ("/world/inhibitor-clock", test_inhibitor_clock);
  ADD ("/world/pause-ends", test_pause_ends);
  ADD ("/world/pause-undone", test_pause_undone);
  ADD ("/world/server-name", test_server_name);
  ADD ("/world/spent-keys", test_spent_keys);
  ADD ("/world/switched-off", test_switched_off);
  ADD ("/world/switched-off-ahead", test_switched_off_ahead);
  ADD ("/world/forgets", test_forgets);
  ADD ("/world/tomorrow", test_tomorrow);
  return g_test_run ();
}
