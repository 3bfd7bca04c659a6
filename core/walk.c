/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Looking back over many days: each is folded once, from the books before the first one, and what
 * was found is shown at its end. Settled days are folded here, on books and rows of the walk's own,
 * so that looking far back does not cost the ledger what it holds of today; the last days are the
 * ledger's to compute. */

#include "recoup/walk.h"

#include "core/ledger-private.h"
#include "recoup/fold.h"
#include "recoup/survey.h"

/* Computing one of the last days, from the last settled one on, costs as much as reading this. */
#define OPEN_WEIGHT 1000

struct _RecoupWalk
{
  RecoupLedger *ledger; /* borrowed */
  RecoupPolicy policy;  /* as it was when the walk began, likewise the zone */
  RecoupZone *zone;     /* owned reference */
  RecoupInstant now;
  RecoupDay from; /* the first day that is visited */
  RecoupDay day;  /* the next one */
  RecoupDay until;
  RecoupDay settled;    /* the last settled one among them */
  RecoupBooks *books;   /* owned; as long as the next day is a settled one */
  RecoupDayTable *days; /* owned; likewise */
};

RecoupWalk *
recoup_walk_new (RecoupLedger *ledger, RecoupInstant now, const RecoupDayRange *range)
{
  RecoupWalk *walk = g_new0 (RecoupWalk, 1);
  RecoupDay today = recoup_ledger_get_today (ledger, now);
  RecoupDay settled = recoup_ledger_get_settled (ledger, today);
  RecoupDay first = recoup_ledger_get_first_day (ledger);

  walk->ledger = ledger;
  walk->policy = ledger->policy;
  walk->zone = recoup_zone_ref (ledger->zone);
  walk->now = now;
  walk->until = MIN (range->until, today);
  walk->from = first == RECOUP_DAY_NONE ? walk->until + 1 : MAX (range->from, first);
  walk->day = walk->from;
  walk->settled = settled == RECOUP_DAY_NONE ? walk->from - 1 : MIN (walk->until, settled);
  if (walk->day > walk->settled)
    return walk;
  walk->books = recoup_ledger_find_books (ledger, walk->from - 1);
  if (walk->books == NULL)
    walk->books = recoup_books_new (first);
  walk->days = recoup_day_table_copy (ledger->days, G_MAXINT32);
  return walk;
}

void
recoup_walk_free (RecoupWalk *walk)
{
  if (walk == NULL)
    return;
  recoup_zone_unref (walk->zone);
  recoup_books_free (walk->books);
  recoup_day_table_free (walk->days);
  g_free (walk);
}

/* Folds one settled day, and visits it if it is one of the range. Returns: whether the budget
 * sufficed */
static gboolean
walk_settled (RecoupWalk *walk, RecoupBudget *budget, RecoupWalkVisitor visit, gpointer user_data)
{
  RecoupDayReader reader = { &walk->policy, walk->zone, walk->ledger->zones,
                             walk->ledger->lexicon };
  RecoupFold fold = { &walk->policy, walk->zone, walk->days, NULL, NULL };
  RecoupDay day = walk->books->day + 1;
  RecoupInstant end = recoup_civil_day_start (day + 1, walk->policy.day_start_min, walk->zone);

  RecoupDayRange range = { day, walk->settled };

  if (!recoup_ledger_read_ahead (&walk->ledger->source, &reader, walk->days, &range, budget))
    return FALSE;
  recoup_budget_spend (budget, LEDGER_DAY_WEIGHT);
  recoup_fold_day (&fold, walk->books, end);
  if (day < walk->from)
    return TRUE;
  g_autoptr (RecoupState) state = recoup_survey_take (&fold, walk->books, end - G_USEC_PER_SEC);
  visit (state, user_data);
  walk->day = day + 1;
  return TRUE;
}

/* Visits one of the last days. */
static void
walk_open (RecoupWalk *walk, RecoupBudget *budget, RecoupWalkVisitor visit, gpointer user_data)
{
  RecoupInstant end =
      recoup_civil_day_start (walk->day + 1, walk->policy.day_start_min, walk->zone) -
      G_USEC_PER_SEC;
  g_autoptr (RecoupState) state =
      recoup_ledger_compute_known (walk->ledger, MIN (end, walk->now), walk->now);

  recoup_budget_spend (budget, OPEN_WEIGHT);
  visit (state, user_data);
  walk->day++;
}

gboolean
recoup_walk_step (RecoupWalk *walk, guint max_weight, RecoupWalkVisitor visit, gpointer user_data)
{
  RecoupBudget budget = { max_weight };

  while (budget.left > 0 && walk->day <= walk->until)
    if (walk->day > walk->settled)
      walk_open (walk, &budget, visit, user_data);
    else if (!walk_settled (walk, &budget, visit, user_data))
      return FALSE;
  return walk->day > walk->until;
}
