/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/day.h"
#include "recoup/journal.h"

G_BEGIN_DECLS

/** RecoupDayTable: the rows of a run of dates. */
typedef struct _RecoupDayTable RecoupDayTable;

/** Returns: (transfer full): a table without rows */
RecoupDayTable *recoup_day_table_new (void);
void recoup_day_table_free (RecoupDayTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupDayTable, recoup_day_table_free)

/**
 * recoup_day_table_new_known:
 * @from: first date
 * @now: only entries that are known then count
 * @today: the recovery day of @now
 * @before: (nullable): has the rows of earlier dates; outlives the table
 *
 * Returns: (transfer full): rows @from to @today and those of later dates that are already known
 */
RecoupDayTable *recoup_day_table_new_known (const RecoupDayReader *reader,
                                            const RecoupEntrySource *source,
                                            RecoupDay from,
                                            RecoupInstant now,
                                            RecoupDay today,
                                            const RecoupDayTable *before);

/** Returns: (transfer full): a table that shares the rows dated before @until */
RecoupDayTable *recoup_day_table_copy (const RecoupDayTable *table, RecoupDay until);

/**
 * recoup_day_table_cover:
 * @until: last date that is to be held, @from the first
 * @max_weight: what may be read, see recoup_entry_weigh(); one date is read at least
 *
 * Reads of the dates what the table lacks, and lets go of what lies far from them. The table holds
 * all of them, see recoup_day_table_holds(), or the first ones and goes on with the next call.
 *
 * Returns: the weight of what was read
 */
guint recoup_day_table_cover (RecoupDayTable *table,
                              const RecoupDayReader *reader,
                              const RecoupEntrySource *source,
                              const RecoupDayRange *range,
                              guint max_weight);

/** Whether the rows of the dates @from to @until were read. */
gboolean recoup_day_table_holds (const RecoupDayTable *table, RecoupDay from, RecoupDay until);

/** Forgets the rows dated @from or later: their entries changed. */
void recoup_day_table_cut (RecoupDayTable *table, RecoupDay from);

/** Returns: (transfer none): the row of @date; an empty one where nothing is logged or held */
const RecoupDayRow *recoup_day_table_get (const RecoupDayTable *table, RecoupDay date);

/** Returns: the smallest date up to @until that has a row, else @until */
RecoupDay recoup_day_table_find_first (const RecoupDayTable *table, RecoupDay until);

/** Returns: (transfer container): of RecoupWorkout, borrowed: those dated @from to @until, by end,
 * then id */
GPtrArray *
recoup_day_table_get_workouts (const RecoupDayTable *table, RecoupDay from, RecoupDay until);

/** Number of sessions dated @from to @until. */
guint
recoup_day_table_count_workouts (const RecoupDayTable *table, RecoupDay from, RecoupDay until);

/** Whether a training date lies in the week up to @date: "training-known". */
gboolean recoup_day_table_is_training_known (const RecoupDayTable *table, RecoupDay date);

/** The smallest date of any entry of @source, RECOUP_DAY_NONE if it has none. */
RecoupDay recoup_day_find_first (const RecoupDayReader *reader, const RecoupEntrySource *source);

/** Recovery days, back and forth, between the date of an entry and the user's day that contains its
 * time: zones differ by up to 26 h, a session is dated by its start, sleep by 18:00. */
#define RECOUP_DAY_SKEW 3

G_END_DECLS
