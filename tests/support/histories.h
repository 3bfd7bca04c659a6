/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/journal.h"
#include "recoup/ledger.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

/** A made-up trainee: settings, zone, and what they logged up to an instant. */
typedef struct
{
  GRand *rand; /* owned; go on drawing from it */
  RecoupZoneTable *zones;
  const RecoupZone *zone;
  RecoupPolicy policy;
  RecoupDay first; /* first and last recovery day of the diary */
  RecoupDay last;
  RecoupInstant now;  /* on the last day */
  GPtrArray *entries; /* owned, of RecoupEntry */
} TestHistory;

/** Draws a history of @min_days to @max_days from @seed: what is logged at all, how often, in which
 * zones, with which settings. */
TestHistory *
test_history_new (guint32 seed, RecoupZoneTable *zones, guint min_days, guint max_days);

/** Returns: (transfer full): a history without entries that begins on @first, in UTC with the
 * default settings */
TestHistory *test_history_new_blank (RecoupZoneTable *zones, RecoupDay first);
void test_history_free (TestHistory *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestHistory, test_history_free)

/** Returns: (transfer full): an entry of @kind, drawn at random, that is dated @day or about it */
RecoupEntry *test_history_draw (TestHistory *history, RecoupEntryKind kind, RecoupDay day);

/** Returns: (transfer full): the entry with the changed keys of @changes, an `a{sv}` (floating) */
RecoupEntry *
test_entry_change (const RecoupEntry *entry, GVariant *changes, RecoupZoneTable *zones);

/** Returns: (transfer full): an entry of the keys of @dict, an `a{sv}` (floating), with a drawn id
 */
RecoupEntry *test_history_make (TestHistory *history, GVariant *dict);

/** Adds the entry of one line of the interchange format, in which each "DAY" stands for the date
 * of @day and single quotes for double ones. Returns: (transfer none): it */
RecoupEntry *test_history_log (TestHistory *history, RecoupDay day, const char *format, ...)
    __attribute__ ((format (printf, 3, 4)));

/** The day that the entry is dated by. */
RecoupDay test_history_get_day (const TestHistory *history, const RecoupEntry *entry);

/** Returns: (transfer full): a journal of @entries, of RecoupEntry */
RecoupJournal *test_journal_new (const GPtrArray *entries);

/** Returns: (transfer full): the state at @now of a fresh ledger over @entries */
RecoupState *
test_history_compute (const TestHistory *history, const GPtrArray *entries, RecoupInstant now);

/** Returns: (transfer full): the state at @minute of @day in the zone of the history */
RecoupState *test_history_compute_at (const TestHistory *history, RecoupDay day, guint minute);

/** A blank history in zones of its own, for g_test_add(). */
typedef struct
{
  RecoupZoneTable *zones;
  TestHistory *history;
} TestHistoryFixture;

/** @first: the day on which the history begins, as GINT_TO_POINTER() */
void test_history_set_up (TestHistoryFixture *fixture, gconstpointer first);
void test_history_tear_down (TestHistoryFixture *fixture, gconstpointer first);

G_END_DECLS
