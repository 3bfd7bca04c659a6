/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the engine makes of the world around it: zones that become known late, a disk that is full
 * for a while. */

#include "daemon/engine.h"
#include "engine/desk.h"
#include "engine/full-disk.h"
#include "recoup/error.h"
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
  g_assert_true (recoup_engine_undo (desk->engine, "", &error));

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

#define ADD(path, func) g_test_add (path, Desk, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  full_disk_install ();
  ADD ("/world/flight", test_flight);
  ADD ("/world/flight-full-disk", test_flight_full_disk);
  return g_test_run ();
}
