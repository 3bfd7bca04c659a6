/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "core/checkpoints.h"
#include "recoup/daytable.h"
#include "recoup/ledger.h"

G_BEGIN_DECLS

/* What a ledger holds, for those who fold beside it. */

#define LEDGER_DAY_WEIGHT 8 /* folding a day costs as much as reading some sets */

struct _RecoupLedger
{
  RecoupEntrySource source;
  RecoupPolicy policy;
  RecoupZone *zone;               /* owned reference */
  RecoupZoneTable *zones;         /* borrowed */
  RecoupLexicon *lexicon;         /* owned reference */
  RecoupDayTable *days;           /* owned; rows of settled days, whatever `now` is */
  RecoupCheckpoints *checkpoints; /* owned; the books after settled days */
  RecoupBookShelf shelf;          /* members NULL where there is none; a fork only finds */
  RecoupDay shelf_end;            /* books of this day and later are not to be taken from it */
  gboolean first_is_found;
  RecoupDay first_day; /* smallest date of any entry, RECOUP_DAY_NONE if there is none */
};

/** The smallest date of any entry; RECOUP_DAY_NONE if there is none. */
RecoupDay recoup_ledger_get_first_day (RecoupLedger *ledger);

/** The recovery day of @now. */
RecoupDay recoup_ledger_get_today (const RecoupLedger *ledger, RecoupInstant now);

/** The last day that is settled when it is @today; RECOUP_DAY_NONE if the ledger begins after it.
 */
RecoupDay recoup_ledger_get_settled (RecoupLedger *ledger, RecoupDay today);

/** Returns: (transfer full) (nullable): the latest books of @day or before that are kept anywhere
 */
RecoupBooks *recoup_ledger_find_books (RecoupLedger *ledger, RecoupDay day);

/** Returns: (transfer full): the state at @now, of what is known at @known and belongs to the days
 * up to @now: of a session that went on when a day ended, that day has all */
RecoupState *
recoup_ledger_compute_known (RecoupLedger *ledger, RecoupInstant now, RecoupInstant known);

/** What may still be done in one turn, in weight of entries. */
typedef struct
{
  guint left;
} RecoupBudget;

void recoup_budget_spend (RecoupBudget *budget, guint weight);

/** Has the rows in @days that the fold of the first day of @range looks at, and some of those after
 * it. Returns: whether they are all there: many entries take more than one turn */
gboolean recoup_ledger_read_ahead (const RecoupEntrySource *source,
                                   const RecoupDayReader *reader,
                                   RecoupDayTable *days,
                                   const RecoupDayRange *range,
                                   RecoupBudget *budget);

G_END_DECLS
