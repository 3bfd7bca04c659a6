/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Random lives on a simulated desktop: things are logged, answered, locked, suspended, killed, the
 * disk is full, the server hangs, the clock is set, the user travels. Whatever happens, what the
 * design promises must hold: a key is claimed once, no claim is lost, everything ends, nothing is
 * shown after its validity or too often, the next alarm lies ahead, and a restart changes nothing.
 */

#include <sqlite3.h>
#include <string.h>

#include "engine/desk.h"
#include "engine/full-disk.h"
#include "recoup/wire.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"
#include "support/sim-presence.h"
#include "support/zones.h"

#define N_LIVES  4
#define N_EVENTS 200

typedef struct
{
  Desk desk;
  GRand *rand;
  GHashTable *ended;        /* keys that were resolved, and not brought back */
  RecoupInstant last_popup; /* not bedtime; NONE when the clock was set since */
  gboolean is_full;         /* the store cannot be written */
  gboolean was_full;        /* and a process died meanwhile: a claim may come again */
  guint n_due;
} Life;

static void
on_due (const RecoupReminder *reminder, gpointer user_data)
{
  Life *life = user_data;
  RecoupInstant now = desk_now (&life->desk);

  life->n_due++;
  g_assert_cmpint (now, <, reminder->valid_until);
  g_assert_cmpint (now, >=, reminder->due);
  if (!life->was_full && g_hash_table_contains (life->ended, reminder->key))
    g_error ("‘%s’ came again after it had ended", reminder->key);
  if (life->desk.presence->locked || life->desk.presence->idle)
    g_error ("‘%s’ was shown to nobody", reminder->key);
  if (reminder->kind == RECOUP_REMINDER_BEDTIME)
    return;
  if (life->last_popup != RECOUP_INSTANT_NONE)
    g_assert_cmpint (now - life->last_popup, >=, 10 * RECOUP_USEC_PER_MIN);
  life->last_popup = now;
}

static void
on_resolved (const RecoupReminder *reminder, gpointer user_data)
{
  Life *life = user_data;

  g_assert_true (recoup_reminder_state_is_resolved (reminder->state));
  g_assert_nonnull (reminder->cause);
  if (!life->was_full && g_hash_table_contains (life->ended, reminder->key))
    g_error ("‘%s’ ended twice", reminder->key);
  g_hash_table_add (life->ended, g_strdup (reminder->key));
}

static const RecoupEngineListener listener = { .due = on_due, .resolved = on_resolved };

/* After each event: what is open is valid, and one of a kind. */
static void
check (Life *life)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = recoup_engine_list (life->desk.engine, RECOUP_INSTANT_NONE, &error);
  guint shown = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const RecoupReminder *row = rows->pdata[i];
      g_assert_false (recoup_reminder_state_is_resolved (row->state));
      if (row->day <= recoup_engine_get_state (life->desk.engine)->day && !row->posted &&
          row->valid_until <= desk_now (&life->desk))
        g_error ("‘%s’ is %s after its end", row->key, recoup_reminder_state_get_name (row->state));
      if (row->state != RECOUP_REMINDER_SHOWN)
        continue;
      g_assert_cmpuint (shown & (1U << row->kind), ==, 0);
      shown |= 1U << row->kind;
    }
}

static void
log_something (Life *life)
{
  static const char *const entries[] = {
    "{'kind': <'meal'>, 'protein_g': <12.0>}",
    "{'kind': <'meal'>, 'protein_g': <40.0>}",
    "{'kind': <'recovery'>, 'activity': <'walk'>, 'minutes': <25.0>}",
    "{'kind': <'checkin'>, 'stress': <int64 6>, 'fatigue': <int64 6>}",
    "{'kind': <'checkin'>, 'soreness': <{'quads': <int64 9>, 'back': <int64 7>}>}",
    "{'kind': <'answer'>, 'question': <'X-077'>, 'yes': <false>}",
    "{'kind': <'plan'>, 'action': <'accept'>}",
    "{'kind': <'weight'>, 'kg': <82.0>}",
  };
  Desk *desk = &life->desk;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  gint64 now = desk_now (desk);
  g_autofree char *text = NULL;

  switch (g_rand_int_range (life->rand, 0, 4))
    {
    case 0:
      text = g_strdup_printf ("{'kind': <'sleep'>, 'start': <int64 %" G_GINT64_FORMAT
                              ">, 'end': <int64 %" G_GINT64_FORMAT ">}",
                              now - 8 * RECOUP_USEC_PER_HOUR, now - RECOUP_USEC_PER_MIN);
      break;
    case 1:
      text = g_strdup_printf ("{'kind': <'session'>, 'start': <int64 %" G_GINT64_FORMAT
                              ">, 'duration_min': <60.0>, 'rpe': <8.0>}",
                              now - RECOUP_USEC_PER_HOUR);
      break;
    default:
      text = g_strdup (entries[g_rand_int_range (life->rand, 0, (gint32) G_N_ELEMENTS (entries))]);
      break;
    }
  g_ptr_array_add (list, desk_entry (desk, text));
  g_autoptr (GError) error = NULL;
  gboolean ok = recoup_engine_add (desk->engine, list, NULL, NULL, &error);
  g_assert_cmpint (ok, ==, !life->is_full);
}

static void
answer_something (Life *life)
{
  static const char *const actions[] = { "log",  "later", "skip", "done",   "going",
                                         "more", "yes",   "show", "default" };
  Desk *desk = &life->desk;
  RecoupReminderKind any =
      (RecoupReminderKind) g_rand_int_range (life->rand, 0, RECOUP_N_REMINDER_KINDS);
  const char *kind = recoup_reminder_get_kind (any)->name;
  const char *up = sim_notifier_find (desk->notifier, kind);
  g_autofree char *key = g_strdup (up);
  g_autoptr (RecoupReminder) row = NULL;

  switch (g_rand_int_range (life->rand, 0, 6))
    {
    case 0:
      row = recoup_engine_done (desk->engine, kind, NULL, NULL, NULL);
      break;
    case 1:
      row = recoup_engine_skip (desk->engine, kind, NULL, NULL, NULL);
      break;
    case 2:
      row = recoup_engine_snooze (desk->engine, kind, desk_now (desk) + 12 * RECOUP_USEC_PER_MIN,
                                  NULL, NULL);
      break;
    case 3:
      if (key != NULL)
        sim_notifier_close (desk->notifier, key, RECOUP_CLOSED_DISMISSED);
      break;
    case 4:
      if (key != NULL)
        sim_notifier_close (desk->notifier, key, RECOUP_CLOSED_EXPIRED);
      break;
    default:
      if (key != NULL)
        sim_notifier_press (
            desk->notifier, key,
            actions[g_rand_int_range (life->rand, 0, (gint32) G_N_ELEMENTS (actions))]);
      break;
    }
}

/* What was folded in steps, and in part by earlier processes, is what the journal alone gives. */
static void
check_state (Life *life)
{
  Desk *desk = &life->desk;
  RecoupEntrySource source = recoup_store_get_source (desk->store);
  const RecoupState *state = recoup_engine_get_state (desk->engine);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &desk->policy, recoup_clock_get_zone (desk->clock, NULL),
                         recoup_clock_get_zones (desk->clock));
  g_autoptr (RecoupState) plain = recoup_ledger_compute (ledger, state->now);
  g_autoptr (GVariant) expected = g_variant_ref_sink (recoup_wire_state (plain));
  g_autoptr (GVariant) actual = g_variant_ref_sink (recoup_wire_state (state));

  g_assert_true (g_variant_equal (expected, actual));
}

static void
kill_and_start (Life *life)
{
  Desk *desk = &life->desk;
  gint readiness = recoup_engine_get_state (desk->engine)->readiness_dp;
  RecoupVerdict verdict = recoup_engine_get_state (desk->engine)->verdict;

  life->was_full = life->was_full || life->is_full;
  if (desk->notifier->hung)
    life->last_popup = RECOUP_INSTANT_NONE;
  if (life->is_full) /* SQLite cannot open its log on a full disk */
    full_disk_set (FALSE);
  desk_kill (desk);
  desk_start (desk);
  full_disk_set (life->is_full);
  g_assert_cmpint (recoup_engine_get_state (desk->engine)->readiness_dp, ==, readiness);
  g_assert_cmpint (recoup_engine_get_state (desk->engine)->verdict, ==, verdict);
  check_state (life);
}

static void
change_world (Life *life, char **zones)
{
  Desk *desk = &life->desk;
  RecoupPresence *presence = desk->presence;

  switch (g_rand_int_range (life->rand, 0, 11))
    {
    case 0:
    case 1:
    case 2:
      presence->locked = !presence->locked;
      sim_presence_tell (presence, RECOUP_PRESENCE_CHANGED);
      break;
    case 3:
      presence->idle = !presence->idle;
      sim_presence_tell (presence, RECOUP_PRESENCE_CHANGED);
      break;
    case 4:
      presence->dnd = !presence->dnd;
      sim_presence_tell (presence, RECOUP_PRESENCE_CHANGED);
      break;
    case 5:
      life->last_popup = RECOUP_INSTANT_NONE; /* a hung one loses calls, which are made again */
      sim_notifier_set_server (desk->notifier,
                               (SimServer) g_rand_int_range (life->rand, 0, SIM_SERVER_HUNG + 1));
      break;
    case 6:
      life->is_full = !life->is_full;
      full_disk_set (life->is_full);
      break;
    case 7:
      kill_and_start (life);
      break;
    case 8:
      sim_clock_set_zone (desk->clock,
                          zones[g_rand_int_range (life->rand, 0, (gint32) g_strv_length (zones))]);
      break;
    case 9:
      life->last_popup = RECOUP_INSTANT_NONE;
      sim_clock_step (desk->clock, g_rand_int_range (life->rand, -120, 120) * RECOUP_USEC_PER_MIN);
      break;
    default:
      sim_presence_tell (presence, RECOUP_PRESENCE_SUSPEND);
      desk_pump (desk);
      sim_clock_advance (desk->clock, desk_now (desk) + g_rand_int_range (life->rand, 1, 600) *
                                                            RECOUP_USEC_PER_MIN);
      sim_presence_tell (presence, RECOUP_PRESENCE_RESUME);
      break;
    }
}

static gint64
count (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  gint64 n = sqlite3_column_int64 (statement, 0);
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return n;
}

/* A month later, with nobody there, everything of this life has ended, on disk as well. */
static void
end_life (Life *life)
{
  Desk *desk = &life->desk;

  life->is_full = FALSE;
  full_disk_set (FALSE);
  desk->presence->locked = TRUE;
  sim_presence_tell (desk->presence, RECOUP_PRESENCE_CHANGED);
  desk_wait (desk, 30 * 24 * 60);
  check (life);
  recoup_engine_settle (desk->engine);
  desk_kill (desk);
  g_assert_cmpint (count (desk->path, "SELECT count (*) FROM delivery WHERE resolved_at IS NULL"),
                   ==, 0);
  g_assert_cmpint (count (desk->path, "SELECT count (*) FROM delivery"), >, 0);
  /* Opened = closed: each row has a last transition that ends it. */
  g_assert_cmpint (count (desk->path,
                          "SELECT count (*) FROM delivery WHERE state NOT IN (SELECT state FROM"
                          " transition WHERE transition.key = delivery.key)"),
                   ==, 0);
  g_assert_cmpint (count (desk->path, "SELECT count (*) FROM books"), >, 0);
  desk_start (desk);
  check_state (life);
}

static void
live (guint32 seed, char **zones)
{
  Life life = { .rand = g_rand_new_with_seed (seed), .last_popup = RECOUP_INSTANT_NONE };

  g_test_message ("seed %u", seed);
  g_random_set_seed (seed);
  life.ended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  desk_init (&life.desk, zones[g_rand_int_range (life.rand, 0, (gint32) g_strv_length (zones))],
             "2026-03-20T05:00:00Z");
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    life.desk.policy.remind[i] = TRUE;
  life.desk.listener = &listener;
  life.desk.listener_data = &life;
  desk_start (&life.desk);
  for (guint i = 0; i < N_EVENTS; i++)
    {
      desk_wait (&life.desk, g_rand_int_range (life.rand, 0, 180));
      switch (g_rand_int_range (life.rand, 0, 5))
        {
        case 0:
        case 1:
          log_something (&life);
          break;
        case 2:
        case 3:
          answer_something (&life);
          break;
        default:
          change_world (&life, zones);
          break;
        }
      desk_pump (&life.desk);
      check (&life);
    }
  g_assert_cmpuint (life.n_due, >, 0);
  end_life (&life);
  desk_clear (&life.desk);
  g_hash_table_unref (life.ended);
  g_rand_free (life.rand);
}

static void
test_lives (void)
{
  g_auto (GStrv) zones = test_zones_dup_names ();

  for (guint i = 0; i < N_LIVES; i++)
    live ((guint32) g_test_rand_int (), zones);
}

/* The daemon says by warnings that the disk is full; here that is what was asked for. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) != 0)
    return g_log_writer_default (level, fields, n_fields, user_data);
  return G_LOG_WRITER_HANDLED;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  full_disk_install ();
  g_test_add_func ("/engine-life/random", test_lives);
  return g_test_run ();
}
