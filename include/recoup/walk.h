/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/ledger.h"

G_BEGIN_DECLS

/** @state: of the last second of its day, or of the present; dies after the call */
typedef void (*RecoupWalkVisitor) (const RecoupState *state, gpointer user_data);

/** RecoupWalk: a look back over many days, in slices. */
typedef struct _RecoupWalk RecoupWalk;

/**
 * recoup_walk_new:
 * @ledger: outlives the walk. What changes meanwhile is seen by the days that are not yet visited;
 *   settings and zone stay those of the beginning
 * @range: any days; those before the first entry and after the day of @now are left out
 *
 * Returns: (transfer full): a walk before its first day
 */
RecoupWalk *recoup_walk_new (RecoupLedger *ledger, RecoupInstant now, const RecoupDayRange *range);
void recoup_walk_free (RecoupWalk *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupWalk, recoup_walk_free)

/**
 * recoup_walk_step:
 * @max_weight: how much is read and folded, about, see recoup_entry_weigh(); one day at least
 *
 * Visits the states at the end of the next days, in order. Each day is folded once, from the
 * checkpoint before the first one: about a quarter of a millisecond a day.
 *
 * Returns: %TRUE when the walk is done
 */
gboolean
recoup_walk_step (RecoupWalk *walk, guint max_weight, RecoupWalkVisitor visit, gpointer user_data);

G_END_DECLS
