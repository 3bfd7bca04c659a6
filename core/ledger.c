/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ledger: where the fold over days begins, and what it need not do again.
 *
 * A day far enough behind `now` is settled: every entry that can be dated so is known, in whatever
 * zone it was lived. Settled days are folded once. The books after them are kept as checkpoints,
 * one a day for the last weeks here and one a month for ever on a shelf, which may outlive the
 * ledger, and the rows of facts that the next day looks back on are kept in a table. The few days
 * between the settled ones and `now` are folded at each call, on a copy, from what is known at
 * `now`.
 *
 * A change of the journal drops the checkpoints and rows from its date on. Nothing else is ever
 * invalid, so that a state is the same whether it was reached day by day or in one go. */

#include "core/ledger-private.h"

#include "core/explain.h"
#include "recoup/fold.h"
#include "recoup/survey.h"

/* Days before the recovery day of `now` that are not settled. An entry dated D-3 ends, in the
 * westernmost zone and after the longest session, before D begins in the easternmost; a session
 * dated two days ahead may act on tissue today and looks back on the day before it: two more. */
#define OPEN_DAYS 5

#define CHUNK_DAYS 31 /* rows are read ahead in runs of so many days */

/* Books lie on the shelf when so many settled days follow: what is logged of the last days leaves
 * them there, also where it is dated by a rough rule. */
#define SHELF_LAG_DAYS 8

RecoupLedger *
recoup_ledger_new (const RecoupEntrySource *source,
                   const RecoupPolicy *policy,
                   const RecoupZone *zone,
                   RecoupZoneTable *zones)
{
  RecoupLedger *ledger = g_new0 (RecoupLedger, 1);

  ledger->source = *source;
  ledger->policy = *policy;
  ledger->zone = recoup_zone_ref ((RecoupZone *) zone);
  ledger->zones = zones;
  ledger->lexicon = recoup_lexicon_new ();
  ledger->days = recoup_day_table_new ();
  ledger->checkpoints = recoup_checkpoints_new (TRUE);
  ledger->shelf_end = G_MAXINT32;
  return ledger;
}

void
recoup_ledger_set_shelf (RecoupLedger *ledger, const RecoupBookShelf *shelf)
{
  recoup_checkpoints_free (ledger->checkpoints);
  ledger->checkpoints = recoup_checkpoints_new (FALSE);
  ledger->shelf = *shelf;
}

void
recoup_ledger_free (RecoupLedger *ledger)
{
  if (ledger == NULL)
    return;
  recoup_checkpoints_free (ledger->checkpoints);
  recoup_day_table_free (ledger->days);
  recoup_lexicon_unref (ledger->lexicon);
  recoup_zone_unref (ledger->zone);
  g_free (ledger);
}

static RecoupDayReader
get_reader (const RecoupLedger *ledger)
{
  return (RecoupDayReader){ &ledger->policy, ledger->zone, ledger->zones, ledger->lexicon };
}

char *
recoup_ledger_seal (const RecoupLedger *ledger,
                    const char *const *zone_names,
                    RecoupDay day,
                    GBytes *bytes)
{
  RecoupSealContext context = { &ledger->policy, ledger->zone, ledger->zones, zone_names };

  return recoup_seal_make (&context, day, bytes);
}

/* Forgetting */

/* No books of @first or later are what they were. */
static void
drop_books (RecoupLedger *ledger, RecoupDay first)
{
  recoup_checkpoints_cut (ledger->checkpoints, first);
  recoup_day_table_cut (ledger->days, first);
  if (ledger->shelf.cut != NULL)
    ledger->shelf.cut (ledger->shelf.self, first);
}

/* Entries dated @from or later changed. */
static void
forget_from (RecoupLedger *ledger, RecoupDay from)
{
  /* Rows of the next days act on the tissue of the days before them. */
  drop_books (ledger, from - RECOUP_DAY_SKEW);
}

static void
forget_all (RecoupLedger *ledger)
{
  drop_books (ledger, RECOUP_DAY_NONE);
  ledger->first_is_found = FALSE;
}

RecoupLedger *
recoup_ledger_fork (const RecoupLedger *ledger, const RecoupEntrySource *source, RecoupDay from)
{
  RecoupLedger *fork = g_new0 (RecoupLedger, 1);
  RecoupDay until = from == RECOUP_DAY_NONE ? G_MAXINT32 : from - RECOUP_DAY_SKEW;

  fork->source = *source;
  fork->policy = ledger->policy;
  fork->zone = recoup_zone_ref (ledger->zone);
  fork->zones = ledger->zones;
  fork->lexicon = recoup_lexicon_ref (ledger->lexicon);
  fork->days = recoup_day_table_copy (ledger->days, until);
  fork->checkpoints = recoup_checkpoints_copy (ledger->checkpoints, until);
  fork->shelf = (RecoupBookShelf){ .find = ledger->shelf.find, .self = ledger->shelf.self };
  fork->shelf_end = MIN (ledger->shelf_end, until);
  if (from == RECOUP_DAY_NONE || (ledger->first_day != RECOUP_DAY_NONE && ledger->first_day < from))
    {
      fork->first_is_found = ledger->first_is_found;
      fork->first_day = ledger->first_day;
    }
  return fork;
}

/* Whether both give the same balances for the same entries: the other settings only enter what is
 * made of them. */
static gboolean
fold_alike (const RecoupPolicy *a, const RecoupPolicy *b)
{
  g_autofree char *text_a = recoup_seal_policy (a);
  g_autofree char *text_b = recoup_seal_policy (b);

  return g_str_equal (text_a, text_b);
}

void
recoup_ledger_set_policy (RecoupLedger *ledger, const RecoupPolicy *policy)
{
  if (!fold_alike (&ledger->policy, policy))
    forget_all (ledger);
  ledger->policy = *policy;
}

/* Whether two loaded zones tell the same time from the first day of any entry on. */
static gboolean
tell_same_time (const RecoupZone *a, const RecoupZone *b)
{
  RecoupInstant at = RECOUP_INSTANT_MIN - RECOUP_USEC_PER_DAY;

  while (recoup_civil_offset (at, a) == recoup_civil_offset (at, b))
    {
      RecoupInstant next = recoup_civil_next_transition (at, a);
      if (next != recoup_civil_next_transition (at, b))
        return FALSE;
      if (next == G_MAXINT64)
        return TRUE;
      at = next;
    }
  return FALSE;
}

void
recoup_ledger_set_zone (RecoupLedger *ledger, const RecoupZone *zone)
{
  if (zone == ledger->zone)
    return;
  if (!tell_same_time (zone, ledger->zone))
    forget_all (ledger);
  recoup_zone_unref (ledger->zone);
  ledger->zone = recoup_zone_ref ((RecoupZone *) zone);
}

void
recoup_ledger_reload_zones (RecoupLedger *ledger)
{
  forget_all (ledger);
}

void
recoup_ledger_touch (RecoupLedger *ledger, const RecoupEntry *entry)
{
  if (entry->kind == RECOUP_ENTRY_REMOVE)
    return;
  RecoupDay day =
      recoup_entry_get_day (entry, ledger->policy.day_start_min, ledger->zone, ledger->zones);
  if (ledger->first_day == RECOUP_DAY_NONE || day <= ledger->first_day)
    ledger->first_is_found = FALSE;
  forget_from (ledger, day);
}

/* Folding */

RecoupDay
recoup_ledger_get_first_day (RecoupLedger *ledger)
{
  if (!ledger->first_is_found)
    {
      RecoupDayReader reader = get_reader (ledger);
      ledger->first_day = recoup_day_find_first (&reader, &ledger->source);
      ledger->first_is_found = TRUE;
    }
  return ledger->first_day;
}

/* The last day that is settled at @now; RECOUP_DAY_NONE if the ledger begins after it. */
RecoupDay
recoup_ledger_get_settled (RecoupLedger *ledger, RecoupDay today)
{
  RecoupDay first = recoup_ledger_get_first_day (ledger);
  RecoupDay settled = today - OPEN_DAYS;

  return first == RECOUP_DAY_NONE || first > settled ? RECOUP_DAY_NONE : settled;
}

RecoupDay
recoup_ledger_get_today (const RecoupLedger *ledger, RecoupInstant now)
{
  return recoup_civil_recovery_day (now, ledger->policy.day_start_min, ledger->zone);
}

static RecoupInstant
get_start (const RecoupLedger *ledger, RecoupDay day)
{
  return recoup_civil_day_start (day, ledger->policy.day_start_min, ledger->zone);
}

/* (transfer full) (nullable): the latest books of @day or before that are kept anywhere. */
RecoupBooks *
recoup_ledger_find_books (RecoupLedger *ledger, RecoupDay day)
{
  const RecoupBooks *kept = recoup_checkpoints_find (ledger->checkpoints, day);
  g_autoptr (RecoupBooks) books = NULL;

  if (kept != NULL)
    return recoup_books_copy (kept);
  if (ledger->shelf.find == NULL)
    return NULL;
  books = ledger->shelf.find (ledger->shelf.self, MIN (day, ledger->shelf_end - 1));
  if (books == NULL || books->first_day != recoup_ledger_get_first_day (ledger))
    return NULL;
  if (recoup_checkpoints_is_empty (ledger->checkpoints))
    recoup_checkpoints_keep (ledger->checkpoints, books);
  return g_steal_pointer (&books);
}

/* Puts the books in memory away that came to lie far enough behind: those after days up to @base
 * were not far enough behind it when it was folded. */
static void
shelve_recent (RecoupLedger *ledger, RecoupDay base, RecoupDay newest)
{
  RecoupDay last = MIN (base, newest - SHELF_LAG_DAYS);

  for (RecoupDay day = base - SHELF_LAG_DAYS + 1; ledger->shelf.keep != NULL && day <= last; day++)
    {
      const RecoupBooks *books = recoup_checkpoints_find (ledger->checkpoints, day);
      if (books != NULL && books->day == day && recoup_shelf_wants (day, newest))
        ledger->shelf.keep (ledger->shelf.self, books);
    }
}

/* Keeps the books after a day that was just folded, where that is worth it. */
static void
keep_books (RecoupLedger *ledger, const RecoupBooks *books, RecoupDay newest)
{
  if (recoup_checkpoints_wants (ledger->checkpoints, books->day, newest))
    recoup_checkpoints_keep (ledger->checkpoints, books);
  if (ledger->shelf.keep != NULL && books->day <= newest - SHELF_LAG_DAYS &&
      recoup_shelf_wants (books->day, newest))
    ledger->shelf.keep (ledger->shelf.self, books);
}

void
recoup_budget_spend (RecoupBudget *budget, guint weight)
{
  budget->left -= MIN (budget->left, weight);
}

gboolean
recoup_ledger_read_ahead (const RecoupEntrySource *source,
                          const RecoupDayReader *reader,
                          RecoupDayTable *days,
                          const RecoupDayRange *range,
                          RecoupBudget *budget)
{
  RecoupDay first = range->from - RECOUP_FOLD_LOOKBACK;
  RecoupDay last = range->from + RECOUP_DAY_SKEW;
  RecoupDayRange rows = { first, MIN (last + CHUNK_DAYS, range->until + RECOUP_DAY_SKEW) };

  if (recoup_day_table_holds (days, first, last))
    return TRUE;
  recoup_budget_spend (budget, recoup_day_table_cover (days, reader, source, &rows, budget->left));
  return recoup_day_table_holds (days, first, last);
}

/* The books after a settled @day, or after an earlier one when the budget is spent before.
 * (transfer full) (nullable): NULL if @day lies before the ledger. */
static RecoupBooks *
fold_settled (RecoupLedger *ledger, RecoupDay day, RecoupBudget *budget)
{
  RecoupDayReader reader = get_reader (ledger);
  g_autoptr (RecoupBooks) books = NULL;

  if (day == RECOUP_DAY_NONE)
    return NULL;
  books = recoup_ledger_find_books (ledger, day);
  if (books == NULL)
    books = recoup_books_new (recoup_ledger_get_first_day (ledger));
  if (books->day < day)
    shelve_recent (ledger, books->day, day);
  while (books->day < day && budget->left > 0)
    {
      RecoupDayRange range = { books->day + 1, day };
      if (!recoup_ledger_read_ahead (&ledger->source, &reader, ledger->days, &range, budget))
        break;
      recoup_budget_spend (budget, LEDGER_DAY_WEIGHT);
      RecoupFold fold = { &ledger->policy, ledger->zone, ledger->days, NULL, NULL };
      recoup_fold_day (&fold, books, get_start (ledger, books->day + 2));
      keep_books (ledger, books, day);
    }
  return g_steal_pointer (&books);
}

guint
recoup_ledger_get_pending (RecoupLedger *ledger, RecoupInstant now)
{
  RecoupDay today = recoup_ledger_get_today (ledger, now);
  RecoupDay settled = recoup_ledger_get_settled (ledger, today);
  RecoupDay first = recoup_ledger_get_first_day (ledger);

  if (settled == RECOUP_DAY_NONE)
    return first == RECOUP_DAY_NONE || first > today ? 1 : (guint) (today - first + 1);
  g_autoptr (RecoupBooks) from = recoup_ledger_find_books (ledger, settled);
  return (guint) (from == NULL ? today - first + 1 : today - from->day);
}

/* The day after which a look at @today, and at @back_days up to it, takes the books: not after the
 * last settled one, which is not NONE. */
static RecoupDay
get_base (RecoupLedger *ledger, RecoupDay settled, RecoupDay today, guint back_days)
{
  RecoupDay before = today - (RecoupDay) MIN (back_days, RECOUP_FOLD_LOOKBACK);
  RecoupDay first = recoup_ledger_get_first_day (ledger);

  return MAX (MIN (settled, before), first - 1);
}

/* Has the rows of settled days for the fold of those after @base. Returns: whether they are all
 * there */
static gboolean
cover_settled (RecoupLedger *ledger, RecoupDay base, RecoupDay settled, RecoupBudget *budget)
{
  RecoupDayReader reader = get_reader (ledger);
  RecoupDayRange range = { base - RECOUP_FOLD_LOOKBACK, settled };

  if (!recoup_day_table_holds (ledger->days, range.from, settled))
    (void) recoup_day_table_cover (ledger->days, &reader, &ledger->source, &range, budget->left);
  return recoup_day_table_holds (ledger->days, range.from, settled);
}

gboolean
recoup_ledger_advance (RecoupLedger *ledger, RecoupInstant now, guint back_days, guint max_weight)
{
  RecoupDay today = recoup_ledger_get_today (ledger, now);
  RecoupDay settled = recoup_ledger_get_settled (ledger, today);
  RecoupBudget budget = { max_weight };

  g_return_val_if_fail (max_weight > 0, FALSE);
  if (settled == RECOUP_DAY_NONE)
    return TRUE;
  RecoupDay base = get_base (ledger, settled, today, back_days);
  g_autoptr (RecoupBooks) books = fold_settled (ledger, base, &budget);
  if (books->day < base)
    recoup_checkpoints_keep (ledger->checkpoints, books);
  return books->day >= base && budget.left > 0 && cover_settled (ledger, base, settled, &budget);
}

/* The days from some settled one up to `now`, from what is known then. */
typedef struct
{
  RecoupDay today;
  RecoupDayTable *open; /* owned; rows of the open days, on top of the ledger's */
  RecoupBooks *books;   /* owned */
  RecoupFold fold;
} Present;

static void
present_clear (Present *present)
{
  recoup_books_free (present->books);
  recoup_day_table_free (present->open);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Present, present_clear)

/* Puts the books at the last settled day before @now, but before the last @back_days; @known: from
 * which instant it is seen. */
static void
present_begin (Present *present,
               RecoupLedger *ledger,
               RecoupInstant now,
               RecoupInstant known,
               guint back_days)
{
  RecoupDayReader reader = get_reader (ledger);
  RecoupBudget budget = { G_MAXUINT };

  present->today = recoup_ledger_get_today (ledger, now);
  RecoupDay settled = recoup_ledger_get_settled (ledger, present->today);
  RecoupDay first_open = present->today - OPEN_DAYS + 1;
  if (settled != RECOUP_DAY_NONE)
    {
      RecoupDay base = get_base (ledger, settled, present->today, back_days);
      present->books = fold_settled (ledger, base, &budget);
      (void) cover_settled (ledger, base, settled, &budget); /* all of it is */
    }
  present->open =
      recoup_day_table_new_known (&reader, &ledger->source, first_open, known, present->today,
                                  settled == RECOUP_DAY_NONE ? NULL : ledger->days);
  if (present->books == NULL)
    present->books = recoup_books_new (recoup_day_table_find_first (present->open, present->today));
  present->fold = (RecoupFold){ &ledger->policy, ledger->zone, present->open, NULL, NULL };
}

/* Folds one day more; not after today. */
static void
present_step (Present *present, const RecoupLedger *ledger, RecoupInstant now)
{
  RecoupDay day = present->books->day + 1;

  recoup_fold_day (&present->fold, present->books,
                   day == present->today ? now : get_start (ledger, day + 1));
}

RecoupState *
recoup_ledger_compute_known (RecoupLedger *ledger, RecoupInstant now, RecoupInstant known)
{
  g_auto (Present) present = { 0 };

  present_begin (&present, ledger, now, known, 0);
  while (present.books->day < present.today)
    present_step (&present, ledger, now);
  return recoup_survey_take (&present.fold, present.books, now);
}

RecoupState *
recoup_ledger_compute (RecoupLedger *ledger, RecoupInstant now)
{
  return recoup_ledger_compute_known (ledger, now, now);
}

static void
clear_row (gpointer data)
{
  recoup_ledger_row_clear (data);
}

GArray *
recoup_ledger_explain (RecoupLedger *ledger, RecoupInstant now, guint days)
{
  g_auto (Present) present = { 0 };
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (RecoupLedgerRow));
  RecoupDay from =
      recoup_ledger_get_today (ledger, now) - (RecoupDay) MIN (days, RECOUP_FOLD_LOOKBACK) + 1;
  RecoupStatement statement = { from, rows };

  g_array_set_clear_func (rows, clear_row);
  present_begin (&present, ledger, now, now, days);
  present.fold.observe = recoup_explain_step;
  present.fold.user_data = &statement;
  while (present.books->day < present.today)
    {
      present_step (&present, ledger, now);
      recoup_explain_heart (&statement, present.books, present.open);
    }
  recoup_explain_leave_out (&statement, ledger->policy.accounts_off);
  return rows;
}
