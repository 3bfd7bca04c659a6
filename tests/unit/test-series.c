/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The metrics that can be plotted, and the one pass over days that reads them: it gives what asking
 * for each day alone gives. */

#include <math.h>

#include "recoup/ledger.h"
#include "recoup/series.h"
#include "recoup/walk.h"
#include "support/entry-texts.h"
#include "support/journals.h"
#include "support/zones.h"

#define MANY_DAYS 400

/* Scenarios of tests/data/vectors/own that were lived in one zone. */
static const char *const scenarios[] = {
  "p01_overdrawn_then_deload",
  "p02_only_workouts",
  "p03_only_sleep_dst_spring",
  "p04_silent_week",
  "p06_tired_then_sore",
  "p09_plan_transitions",
  "p11_hrv",
  "p12_flags",
};

typedef struct
{
  RecoupZoneTable *zones;
  RecoupJournal *journal;
  RecoupPolicy policy;
  RecoupEntrySource source;
  const RecoupZone *zone;
  RecoupInstant now; /* the last instant that the scenario asks about */
} Scenario;

static char *
build_path (const char *name, const char *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "vectors", "own", file, NULL);
}

static void
scenario_load (Scenario *scenario, const char *name)
{
  g_autofree char *journal = build_path (name, ".jsonl");
  g_autofree char *policy = build_path (name, ".policy.json");
  g_autofree char *expected = build_path (name, ".expected.json");
  g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (TestFault));
  g_autoptr (GVariant) object = test_json_load (expected);
  g_autoptr (GVariant) states = g_variant_lookup_value (object, "states", NULL);
  const char *zone = NULL;
  const char *now = NULL;

  scenario->zones = test_zones_new ();
  scenario->journal = test_journal_load (journal, scenario->zones, faults);
  test_policy_load (policy, &scenario->policy);
  scenario->source = recoup_journal_get_source (scenario->journal);
  g_assert_true (g_variant_lookup (object, "zone", "&s", &zone));
  scenario->zone = recoup_zone_table_lookup (scenario->zones, zone);
  g_autoptr (GVariant) box = g_variant_get_child_value (states, g_variant_n_children (states) - 1);
  g_autoptr (GVariant) last = g_variant_get_variant (box);
  g_assert_true (g_variant_lookup (last, "now", "&s", &now));
  g_assert_true (recoup_instant_parse (now, &scenario->now, NULL));
}

static void
scenario_clear (Scenario *scenario)
{
  recoup_journal_free (scenario->journal);
  recoup_zone_table_free (scenario->zones);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scenario, scenario_clear)

static RecoupLedger *
scenario_make_ledger (const Scenario *scenario)
{
  return recoup_ledger_new (&scenario->source, &scenario->policy, scenario->zone, scenario->zones);
}

typedef struct
{
  const Scenario *scenario;
  RecoupLedger *alone; /* another ledger, asked for each day */
  RecoupDay last;
  guint days;
  guint known; /* values seen */
} Walk;

static void
compare_day (const RecoupState *state, gpointer user_data)
{
  Walk *walk = user_data;
  guint n = 0;
  const RecoupSeries *metrics = recoup_series_get (&n);
  g_autoptr (RecoupState) other = recoup_ledger_compute (walk->alone, state->now);

  g_assert_true (walk->last == RECOUP_DAY_NONE || state->day == walk->last + 1);
  g_assert_cmpint (other->day, ==, state->day);
  g_test_message ("Day %d", state->day);
  for (guint i = 0; i < n; i++)
    {
      RecoupSample sample = { NAN, NAN, NAN };
      RecoupSample expected = { NAN, NAN, NAN };
      gboolean known = recoup_series_read (&metrics[i], state, &sample);
      g_assert_cmpint (known, ==, recoup_series_read (&metrics[i], other, &expected));
      if (!known)
        continue;
      g_assert_cmpfloat_with_epsilon (sample.low, expected.low, 1e-9);
      g_assert_cmpfloat_with_epsilon (sample.point, expected.point, 1e-9);
      g_assert_cmpfloat_with_epsilon (sample.high, expected.high, 1e-9);
      g_assert_cmpfloat (sample.low, <=, sample.point);
      g_assert_cmpfloat (sample.point, <=, sample.high);
      walk->known++;
    }
  walk->last = state->day;
  walk->days++;
}

static void
test_walk (gconstpointer data)
{
  g_auto (Scenario) scenario = { 0 };
  scenario_load (&scenario, data);
  g_autoptr (RecoupLedger) ledger = scenario_make_ledger (&scenario);
  g_autoptr (RecoupLedger) alone = scenario_make_ledger (&scenario);
  g_autoptr (RecoupState) state = recoup_ledger_compute (ledger, scenario.now);
  RecoupDayRange all = { state->first_day - 10, state->day + 10 };
  Walk walk = { &scenario, alone, RECOUP_DAY_NONE, 0, 0 };

  g_autoptr (RecoupWalk) whole = recoup_walk_new (ledger, scenario.now, &all);
  g_assert_true (recoup_walk_step (whole, G_MAXUINT, compare_day, &walk));
  g_assert_cmpint (walk.last, ==, state->day);
  g_assert_cmpint (walk.days, ==, state->day - state->first_day + 1);
  g_assert_cmpuint (walk.known, >=, walk.days);

  /* A part of it, and again: the ledger is as it was. */
  RecoupDayRange part = { state->first_day + 3, state->first_day + 5 };
  walk = (Walk){ &scenario, alone, RECOUP_DAY_NONE, 0, 0 };
  g_autoptr (RecoupWalk) short_walk = recoup_walk_new (ledger, scenario.now, &part);
  g_assert_true (recoup_walk_step (short_walk, G_MAXUINT, compare_day, &walk));
  g_assert_cmpint (walk.days, ==, 3);
  g_assert_cmpint (walk.last, ==, part.until);

  /* Day by day it is the same. */
  walk = (Walk){ &scenario, alone, RECOUP_DAY_NONE, 0, 0 };
  g_autoptr (RecoupWalk) slow = recoup_walk_new (ledger, scenario.now, &all);
  guint slices = 1;
  while (!recoup_walk_step (slow, 1, compare_day, &walk))
    slices++;
  g_assert_cmpint (walk.days, ==, state->day - state->first_day + 1);
  g_assert_cmpuint (slices, >=, walk.days);
  g_autoptr (RecoupState) again = recoup_ledger_compute (ledger, scenario.now);
  g_assert_cmpint (again->readiness_dp, ==, state->readiness_dp);
  g_assert_cmpint (again->lo_dp, ==, state->lo_dp);
}

static void
count_day (const RecoupState *state, gpointer user_data)
{
  guint *n = user_data;

  *n += 1;
}

static void
test_empty (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  RecoupEntrySource source = recoup_journal_get_source (journal);
  RecoupPolicy policy;
  guint n = 0;
  RecoupDayRange range = { RECOUP_DAY_MIN, RECOUP_DAY_MIN + MANY_DAYS };

  recoup_policy_init (&policy);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &policy, recoup_zone_table_lookup (zones, "UTC"), zones);
  g_autoptr (RecoupWalk) walk =
      recoup_walk_new (ledger, (RECOUP_DAY_MIN + 9) * RECOUP_USEC_PER_DAY, &range);
  g_assert_true (recoup_walk_step (walk, 1, count_day, &n));
  g_assert_cmpuint (n, ==, 0);
}

/* Looks for the load of the day of NOON. */
static void
find_load (const RecoupState *state, gpointer user_data)
{
  double *load = user_data;
  RecoupSample sample = { NAN, NAN, NAN };

  if (state->day == NOON / RECOUP_USEC_PER_DAY &&
      recoup_series_read (recoup_series_find ("load"), state, &sample))
    *load = sample.point;
}

/* A session that goes on when its day ends belongs to it whole: the next morning, and when that day
 * is long settled. */
static void
test_session_over_the_end (void)
{
  static const guint days_later[] = { 1, 2, 4, 5, 6, 30 };
  RecoupZoneTable *zones = test_entry_get_zones ();
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  RecoupEntrySource source = recoup_journal_get_source (journal);
  RecoupDay day = NOON / RECOUP_USEC_PER_DAY;
  RecoupPolicy policy;

  recoup_policy_init (&policy);
  g_autofree char *fields = g_strdup_printf (
      "'start': <int64 %" G_GINT64_FORMAT ">, 'duration_min': <60.0>, 'rpe': <8.0>",
      (day + 1) * RECOUP_USEC_PER_DAY + (policy.day_start_min - 30) * RECOUP_USEC_PER_MIN);
  g_autoptr (RecoupEntry) session = test_entry_must_read ("session", fields);
  (void) recoup_journal_insert (journal, session, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (days_later); i++)
    {
      RecoupInstant now = NOON + days_later[i] * RECOUP_USEC_PER_DAY;
      RecoupDayRange range = { day - 1, day + 40 };
      double load = NAN;
      g_autoptr (RecoupLedger) ledger =
          recoup_ledger_new (&source, &policy, recoup_zone_table_lookup (zones, "UTC"), zones);
      g_autoptr (RecoupWalk) walk = recoup_walk_new (ledger, now, &range);
      g_assert_true (recoup_walk_step (walk, G_MAXUINT, find_load, &load));
      g_assert_cmpfloat_with_epsilon (load, 480, 1e-9);
    }
}

static void
test_table (void)
{
  guint n = 0;
  const RecoupSeries *metrics = recoup_series_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (recoup_series_find (metrics[i].name) == &metrics[i]);
      g_assert_true (recoup_series_find (metrics[i].word) == &metrics[i]);
      g_assert_cmpfloat (metrics[i].min, <, metrics[i].max);
    }
  g_assert_null (recoup_series_find ("luck"));
}

/* What was not logged has no value, not even zero. */
static void
test_unknown (void)
{
  g_autoptr (RecoupState) state = recoup_state_new ();
  RecoupSample sample = { 7, 7, 7 };

  state->sleep_min = NAN;
  state->load = 0;
  g_assert_false (recoup_series_read (recoup_series_find ("sleep"), state, &sample));
  g_assert_false (recoup_series_read (recoup_series_find ("load"), state, &sample));
  g_assert_false (recoup_series_read (recoup_series_find ("protein"), state, &sample));
  g_assert_false (recoup_series_read (recoup_series_find ("adherence"), state, &sample));
  g_assert_cmpfloat_with_epsilon (sample.point, 7, 1e-12); /* left alone */
  g_assert_false (recoup_series_read (recoup_series_find ("sleep-debt"), state, &sample));
  g_assert_false (recoup_series_read (recoup_series_find ("mood"), state, &sample));
  g_assert_false (recoup_series_read (recoup_series_find ("acute"), state, &sample));
  state->known_accounts = 1U << RECOUP_ACCOUNT_STRESS;
  g_assert_true (recoup_series_read (recoup_series_find ("mood"), state, &sample));
  g_assert_false (recoup_series_read (recoup_series_find ("sleep-debt"), state, &sample));
  state->training_known = TRUE;
  state->food_logged = TRUE;
  g_assert_true (recoup_series_read (recoup_series_find ("load"), state, &sample));
  g_assert_cmpfloat_with_epsilon (sample.point, 0, 1e-12);
  g_assert_true (recoup_series_read (recoup_series_find ("protein"), state, &sample));
}

/* Nothing is told of an account that is switched off, whatever was logged. */
static void
test_off (void)
{
  g_autoptr (RecoupState) state = recoup_state_new ();
  guint n = 0;
  const RecoupSeries *metrics = recoup_series_get (&n);
  guint told = 0;
  RecoupSample sample;

  state->known_accounts = (1U << RECOUP_N_ACCOUNTS) - 1;
  state->food_logged = state->training_known = TRUE;
  state->adherence7_known = 7;
  for (guint i = 0; i < n; i++)
    {
      state->off_accounts = 0;
      g_assert_true (recoup_series_read (&metrics[i], state, &sample));
      state->off_accounts = (1U << RECOUP_N_ACCOUNTS) - 1;
      told += recoup_series_read (&metrics[i], state, &sample) ? 1 : 0;
    }
  g_assert_cmpuint (told, ==, 2); /* readiness and coverage */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/table", test_table);
  g_test_add_func ("/series/unknown", test_unknown);
  g_test_add_func ("/series/off", test_off);
  g_test_add_func ("/series/walk/empty", test_empty);
  g_test_add_func ("/series/walk/over-the-end", test_session_over_the_end);
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *path = g_strconcat ("/series/walk/", scenarios[i], NULL);
      g_test_add_data_func (path, scenarios[i], test_walk);
    }
  return g_test_run ();
}
