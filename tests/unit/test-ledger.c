/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ledger as a whole: what it reads and folds again, empty and future diaries, settings and
 * zones that change, the statement. */

#include "recoup/ledger.h"

#include <math.h>

#include "support/histories.h"
#include "support/state-dump.h"
#include "support/zones.h"

#define SEED      4711
#define FAR_YEARS 8

/* Four entries a day: the five open days, and with their margin at most fifteen days. */
#define LEAST_OPEN_READS 20
#define MOST_OPEN_READS  60

/* After an entry of two months ago: those days, the look-back, a month to the checkpoint, margins.
 */
#define MOST_OLD_READS 800

/* One slice, each entry weighing 8 or more; a row that is not finished is read again. */
#define SLICE_WEIGHT      800
#define MOST_SLICE_READS  140
#define LEAST_DAY_WEIGHT  8
#define MOST_WEIGHT_A_DAY 120

/* A source that counts what it gives. */
typedef struct
{
  RecoupEntrySource inner;
  guint given;
} Counter;

typedef struct
{
  Counter *counter;
  RecoupEntryFunc func;
  gpointer user_data;
} Counting;

static gboolean
on_counted (RecoupEntry *entry, gpointer user_data)
{
  Counting *counting = user_data;

  counting->counter->given++;
  return counting->func (entry, counting->user_data);
}

static void
read_counted (gpointer self,
              RecoupInstant from,
              RecoupInstant until,
              guint kinds,
              RecoupEntryFunc func,
              gpointer user_data)
{
  Counter *counter = self;
  Counting counting = { counter, func, user_data };

  counter->inner.read (counter->inner.self, from, until, kinds, on_counted, &counting);
}

typedef struct
{
  RecoupZoneTable *zones;
  TestHistory *history;
  RecoupJournal *journal;
  Counter counter;
  RecoupLedger *ledger;
} Fixture;

/* A trainee who logs a night, a meal, a session and a check-in each day. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint days = GPOINTER_TO_UINT (data);

  fixture->zones = test_zones_new ();
  fixture->history = test_history_new (SEED, fixture->zones, days, days);
  g_ptr_array_set_size (fixture->history->entries, 0);
  for (RecoupDay day = fixture->history->first; day <= fixture->history->last; day++)
    {
      static const RecoupEntryKind kinds[] = { RECOUP_ENTRY_SLEEP, RECOUP_ENTRY_MEAL,
                                               RECOUP_ENTRY_SESSION, RECOUP_ENTRY_CHECKIN };
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        g_ptr_array_add (fixture->history->entries,
                         test_history_draw (fixture->history, kinds[i], day));
    }
  fixture->journal = test_journal_new (fixture->history->entries);
  fixture->counter = (Counter){ recoup_journal_get_source (fixture->journal), 0 };
  RecoupEntrySource source = { read_counted, &fixture->counter };
  fixture->ledger = recoup_ledger_new (&source, &fixture->history->policy, fixture->history->zone,
                                       fixture->zones);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  recoup_ledger_free (fixture->ledger);
  recoup_journal_free (fixture->journal);
  test_history_free (fixture->history);
  recoup_zone_table_free (fixture->zones);
}

/* Entries read for the state at @now. */
static guint
count_reads (Fixture *fixture, RecoupInstant now)
{
  fixture->counter.given = 0;
  recoup_state_free (recoup_ledger_compute (fixture->ledger, now));
  return fixture->counter.given;
}

/* Adds a meal on @day and says so. */
static void
add_meal (Fixture *fixture, RecoupDay day)
{
  g_autoptr (RecoupEntry) meal = test_history_draw (fixture->history, RECOUP_ENTRY_MEAL, day);

  (void) recoup_journal_insert (fixture->journal, meal, NULL);
  recoup_ledger_touch (fixture->ledger, meal);
}

static void
assert_reads_few (Fixture *fixture, RecoupInstant now)
{
  guint reads = count_reads (fixture, now);

  g_assert_cmpuint (reads, <=, MOST_OPEN_READS);
  g_assert_cmpuint (reads, >=, LEAST_OPEN_READS);
}

static void
test_reads_little (Fixture *fixture, gconstpointer data)
{
  RecoupInstant now = fixture->history->now;
  RecoupDay today = fixture->history->last;
  guint all = count_reads (fixture, now);

  g_assert_cmpuint (all, >=, 4 * GPOINTER_TO_UINT (data) - 40);
  assert_reads_few (fixture, now);
  g_assert_cmpuint (recoup_ledger_get_pending (fixture->ledger, now), ==, 5);

  add_meal (fixture, today);
  g_assert_cmpuint (recoup_ledger_get_pending (fixture->ledger, now), ==, 5);
  assert_reads_few (fixture, now);

  /* Yesterday's last second, as the schedule asks for it, and a fortnight of forecast. */
  assert_reads_few (fixture, now - RECOUP_USEC_PER_DAY);
  for (gint i = 1; i <= 14; i++)
    (void) count_reads (fixture, now + i * RECOUP_USEC_PER_DAY);
  assert_reads_few (fixture, now);
  g_assert_cmpuint (recoup_ledger_get_pending (fixture->ledger, now), ==, 5);

  /* An entry of two months ago: from the checkpoint before it, with the look-back. */
  add_meal (fixture, today - 60);
  guint pending = recoup_ledger_get_pending (fixture->ledger, now);
  g_assert_cmpuint (pending, >=, 60);
  g_assert_cmpuint (pending, <=, 60 + 3 + 30);
  guint again = count_reads (fixture, now);
  g_assert_cmpuint (again, <=, MOST_OLD_READS);
  g_assert_cmpuint (recoup_ledger_get_pending (fixture->ledger, now), ==, 5);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  RecoupInstant now = fixture->history->now;
  RecoupPolicy policy = fixture->history->policy;

  (void) count_reads (fixture, now);
  policy.latency_min += 10;
  policy.wind_down_min += 10;
  recoup_ledger_set_policy (fixture->ledger, &policy);
  g_assert_cmpuint (recoup_ledger_get_pending (fixture->ledger, now), ==, 5);

  g_autoptr (RecoupState) before = recoup_ledger_compute (fixture->ledger, now);
  policy.sleep_need_min = policy.sleep_need_min == 540 ? 420 : 540;
  recoup_ledger_set_policy (fixture->ledger, &policy);
  g_assert_cmpuint (recoup_ledger_get_pending (fixture->ledger, now), >, 100);
  g_autoptr (RecoupState) after = recoup_ledger_compute (fixture->ledger, now);
  g_assert_cmpfloat (fabs (after->sleep_debt_h - before->sleep_debt_h), >, 0.5);

  fixture->history->policy = policy;
  g_autoptr (RecoupState) fresh =
      test_history_compute (fixture->history, fixture->history->entries, now);
  g_autofree char *left = test_state_dump (after);
  g_autofree char *right = test_state_dump (fresh);
  g_assert_cmpstr (left, ==, right);
}

static void
test_zone (Fixture *fixture, gconstpointer data)
{
  RecoupInstant now = fixture->history->now;
  const char *id = recoup_zone_get_id (fixture->history->zone);
  g_autoptr (GTimeZone) loaded = g_time_zone_new_identifier (id);
  g_autoptr (RecoupZone) again = recoup_zone_new (id, loaded);

  (void) count_reads (fixture, now);
  recoup_ledger_set_zone (fixture->ledger, again); /* loaded once more, tells the same time */
  g_assert_cmpuint (recoup_ledger_get_pending (fixture->ledger, now), ==, 5);

  const RecoupZone *other = recoup_zone_table_lookup (fixture->zones, "Pacific/Chatham");
  recoup_ledger_set_zone (fixture->ledger, other);
  g_assert_cmpuint (recoup_ledger_get_pending (fixture->ledger, now), >, 100);
  g_autoptr (RecoupState) after = recoup_ledger_compute (fixture->ledger, now);
  g_assert_cmpstr (after->zone, ==, "Pacific/Chatham");
  fixture->history->zone = other;
  g_autoptr (RecoupState) fresh =
      test_history_compute (fixture->history, fixture->history->entries, now);
  g_autofree char *left = test_state_dump (after);
  g_autofree char *right = test_state_dump (fresh);
  g_assert_cmpstr (left, ==, right);
}

/* The data of "Test/Moved" depend on what @user_data points to. */
static GTimeZone *
load_moved (const char *id, gpointer user_data)
{
  const char *const *target = user_data;

  return g_time_zone_new_identifier (g_str_equal (id, "Test/Moved") ? *target : id);
}

/* New data of a zone that only an entry names date that entry anew. */
static void
test_zones_reloaded (void)
{
  const char *target = "UTC";
  g_autoptr (RecoupZoneTable) zones = recoup_zone_table_new (load_moved, &target);
  g_autoptr (RecoupZone) home =
      recoup_zone_ref ((RecoupZone *) recoup_zone_table_lookup (zones, "UTC"));
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  RecoupEntrySource source = recoup_journal_get_source (journal);
  RecoupDay day = recoup_day_from_ymd (2025, 3, 1);
  GVariantDict dict;
  RecoupPolicy policy;

  recoup_policy_init (&policy);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "kind", "s", "meal");
  g_variant_dict_insert (&dict, "zone", "s", "Test/Moved");
  g_variant_dict_insert (&dict, "at", "x", day * RECOUP_USEC_PER_DAY + 15 * RECOUP_USEC_PER_HOUR);
  g_variant_dict_insert (&dict, "protein_g", "d", 90.0);
  g_autoptr (GVariant) whole = g_variant_ref_sink (g_variant_dict_end (&dict));
  g_autoptr (RecoupEntry) meal = recoup_entry_new_from_variant (
      whole, "00000000-0000-4000-8000-000000000000", zones, NULL, NULL);
  (void) recoup_journal_insert (journal, meal, NULL);

  RecoupInstant now = (day + 40) * RECOUP_USEC_PER_DAY;
  g_autoptr (RecoupLedger) ledger = recoup_ledger_new (&source, &policy, home, zones);
  g_autoptr (RecoupState) before = recoup_ledger_compute (ledger, now);
  g_assert_cmpint (before->first_day, ==, day);

  target = "Etc/GMT-14"; /* fourteen hours ahead: there it is the next morning */
  recoup_zone_table_clear (zones);
  recoup_ledger_reload_zones (ledger);
  g_autoptr (RecoupState) after = recoup_ledger_compute (ledger, now);
  g_autoptr (RecoupLedger) fresh = recoup_ledger_new (&source, &policy, home, zones);
  g_autoptr (RecoupState) expected = recoup_ledger_compute (fresh, now);
  g_autofree char *left = test_state_dump (after);
  g_autofree char *right = test_state_dump (expected);
  g_assert_cmpint (expected->first_day, !=, day);
  g_assert_cmpstr (left, ==, right);
}

static void
test_slices (Fixture *fixture, gconstpointer data)
{
  RecoupInstant now = fixture->history->now;
  guint pending = recoup_ledger_get_pending (fixture->ledger, now);
  guint slices = 0;

  g_assert_cmpuint (pending, >=, GPOINTER_TO_UINT (data) - 2);
  fixture->counter.given = 0;
  while (!recoup_ledger_advance (fixture->ledger, now, 0, SLICE_WEIGHT))
    {
      guint left = recoup_ledger_get_pending (fixture->ledger, now);
      g_assert_cmpuint (fixture->counter.given, <=, MOST_SLICE_READS);
      g_assert_cmpuint (left, <=, pending);
      pending = left;
      slices++;
      fixture->counter.given = 0;
    }
  g_assert_cmpuint (slices, >=, GPOINTER_TO_UINT (data) * 4 * LEAST_DAY_WEIGHT / SLICE_WEIGHT);
  g_assert_cmpuint (slices, <=, GPOINTER_TO_UINT (data) * MOST_WEIGHT_A_DAY / SLICE_WEIGHT + 2);
  g_assert_cmpuint (recoup_ledger_get_pending (fixture->ledger, now), ==, 5);
  assert_reads_few (fixture, now); /* nothing is left of the days that are settled */

  /* A statement of two months begins earlier and needs the days that it looks back on. */
  slices = 0;
  while (!recoup_ledger_advance (fixture->ledger, now, 66, SLICE_WEIGHT))
    slices++;
  g_assert_cmpuint (slices, >=, 1);
  fixture->counter.given = 0;
  g_autoptr (GArray) rows = recoup_ledger_explain (fixture->ledger, now, 66);
  g_assert_cmpuint (rows->len, >, 66);
  g_assert_cmpuint (fixture->counter.given, <=, MOST_OPEN_READS);
}

static void
test_empty (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  RecoupEntrySource source = recoup_journal_get_source (journal);
  RecoupPolicy policy;

  recoup_policy_init (&policy);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &policy, recoup_zone_table_lookup (zones, "Europe/Paris"), zones);
  RecoupInstant now = recoup_day_from_ymd (2025, 6, 1) * RECOUP_USEC_PER_DAY;
  g_assert_cmpuint (recoup_ledger_get_pending (ledger, now), ==, 1);
  g_assert_true (recoup_ledger_advance (ledger, now, 0, 1));
  g_autoptr (RecoupState) state = recoup_ledger_compute (ledger, now);
  g_assert_cmpint (state->day, ==, state->first_day);
  g_assert_cmpint (state->verdict, ==, RECOUP_VERDICT_UNKNOWN);
  g_assert_cmpuint (state->coverage, ==, 0);
  g_assert_cmpint (state->hi_dp, ==, 1000);
  g_assert_true (isnan (state->sleep_min));
  g_assert_true (isnan (state->weight_kg));
  g_autoptr (GArray) rows = recoup_ledger_explain (ledger, now, 66);
  g_assert_cmpuint (rows->len, ==, 2); /* the decay of nothing, and a night that is missing */
}

/* An entry of tomorrow is not there today. */
static void
test_future (Fixture *fixture, gconstpointer data)
{
  RecoupInstant before = (fixture->history->first - 30) * RECOUP_USEC_PER_DAY;
  g_autoptr (RecoupState) state = recoup_ledger_compute (fixture->ledger, before);

  g_assert_cmpint (state->first_day, ==, state->day);
  g_assert_cmpint (state->verdict, ==, RECOUP_VERDICT_UNKNOWN);
  g_autoptr (RecoupState) later = recoup_ledger_compute (fixture->ledger, fixture->history->now);
  g_assert_cmpint (later->first_day, <=, fixture->history->first + 1);
}

/* A diary of many years: the last day that an entry may have is a day like others. */
static void
test_far (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  RecoupEntrySource source = recoup_journal_get_source (journal);
  g_autoptr (TestHistory) history = test_history_new (SEED, zones, 2, 2);
  g_autoptr (RecoupEntry) first =
      test_history_draw (history, RECOUP_ENTRY_SLEEP, RECOUP_DAY_MIN + 2);

  (void) recoup_journal_insert (journal, first, NULL);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &history->policy, history->zone, zones);
  RecoupInstant now = RECOUP_DAY_MAX * RECOUP_USEC_PER_DAY;
  g_autoptr (RecoupState) state = recoup_ledger_compute (ledger, now);
  g_assert_cmpint (ABS (state->day - RECOUP_DAY_MAX), <=, 1);
  g_assert_cmpint (state->first_day, <=, RECOUP_DAY_MIN + 3);
  g_assert_cmpuint (recoup_ledger_get_pending (ledger, now), ==, 5);
}

/* Rows of every account, with the entries behind them. */
static void
test_statement (Fixture *fixture, gconstpointer data)
{
  RecoupInstant now = fixture->history->now;
  g_autoptr (GArray) rows = recoup_ledger_explain (fixture->ledger, now, 14);
  guint seen[RECOUP_N_ACCOUNTS] = { 0 };
  guint with_entry = 0;
  RecoupDay last = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RecoupLedgerRow *row = &g_array_index (rows, RecoupLedgerRow, i);
      seen[row->account]++;
      g_assert_cmpint (row->day, >, fixture->history->last - 14);
      g_assert_cmpint (row->day, <=, fixture->history->last);
      /* A day is closed on the next one: food and load come before its night. */
      g_assert_cmpint (row->day, >=, last - 1);
      last = row->day;
      g_assert_cmpint (row->points_dp, >=, 0 - (row->account == RECOUP_ACCOUNT_SLEEP));
      if (row->entry != NULL)
        {
          g_assert_nonnull (recoup_journal_lookup (fixture->journal, row->entry));
          with_entry++;
        }
      g_assert_cmpint (row->group != NULL, ==, row->account == RECOUP_ACCOUNT_TISSUE);
    }
  for (guint account = 0; account < RECOUP_ACCOUNT_AUTONOMIC; account++)
    g_assert_cmpuint (seen[account], >=, 8);
  g_assert_cmpuint (seen[RECOUP_ACCOUNT_AUTONOMIC], ==, 0);
  g_assert_cmpuint (with_entry, >, 40);
}

#define ADD(name, days, func) \
  g_test_add ("/ledger/" name, Fixture, GUINT_TO_POINTER (days), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("reads-little", 400, test_reads_little);
  ADD ("reads-little-of-years", FAR_YEARS * 365, test_reads_little);
  ADD ("settings", 200, test_settings);
  ADD ("zone", 200, test_zone);
  ADD ("slices", 400, test_slices);
  ADD ("future", 20, test_future);
  ADD ("statement", 60, test_statement);
  g_test_add_func ("/ledger/empty", test_empty);
  g_test_add_func ("/ledger/zones-reloaded", test_zones_reloaded);
  g_test_add_func ("/ledger/far", test_far);
  return g_test_run ();
}
