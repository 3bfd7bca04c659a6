/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ledger as a bank statement. The fold shows each of its steps, the books before and after;
 * here the difference becomes rows: what moved, by how much, what the balance is then, what it
 * costs, and which entry and rule are behind it. Rows are about the point copy. */

#include "core/explain.h"

#include <math.h>

#include "recoup/flags.h"
#include "recoup/sleep.h"

#define PERCENT_SHOWN 0.05 /* less strength than this, regained, is no row */

/* Where a row belongs, and what it costs there. */
typedef struct
{
  RecoupStatement *statement;
  const RecoupBooks *before;
  const RecoupBooks *after;
  RecoupDay day;
  RecoupAccount account;
  const char *unit;
} Page;

void
recoup_ledger_row_clear (RecoupLedgerRow *row)
{
  g_clear_pointer (&row->entry, g_free);
}

static gint
get_points (const RecoupBooks *books, RecoupPointKey key)
{
  const RecoupAutonomic no_heart = { 0 };

  return recoup_books_get_points (books, &no_heart, key, RECOUP_COPY_POINT);
}

/* Adds a row; the caller fills in what is its own. */
static RecoupLedgerRow *
add (const Page *page, const char *what, const char *rule, const char *entry)
{
  RecoupLedgerRow row = { .day = page->day,
                          .account = page->account,
                          .entry = entry == NULL || *entry == '\0' ? NULL : g_strdup (entry),
                          .what = what,
                          .amount = NAN,
                          .unit = page->unit,
                          .points_dp = -1,
                          .rule = rule };
  GArray *rows = page->statement->rows;

  g_array_append_val (rows, row);
  return &g_array_index (rows, RecoupLedgerRow, rows->len - 1);
}

static void
explain_night (const Page *page, const RecoupDayRow *facts)
{
  gboolean is_known = !isnan (facts->night.asleep_min);
  double before = page->before->sleep_debt_h.of[RECOUP_COPY_POINT];
  double leaked = recoup_sleep_debt_leak (before);
  double after = page->after->sleep_debt_h.of[RECOUP_COPY_POINT];
  RecoupLedgerRow *row = add (page, "decay", "M-06", NULL);

  row->amount = leaked - before;
  row->balance = leaked;
  row = add (page, is_known ? "night" : "night-missing", "S-011", facts->night_id);
  row->amount = after - leaked;
  row->balance = after;
  row->points_dp = get_points (page->after, RECOUP_POINT_SLEEP_DEBT);
  if (!is_known)
    return;
  row = add (page, "last-night", "S-010", facts->night_id);
  row->unit = "min";
  row->balance = facts->night.asleep_min;
  row->points_dp = get_points (page->after, RECOUP_POINT_SLEEP_LAST);
}

static void
explain_food (const Page *page, const RecoupDayRow *facts)
{
  double before = page->before->shortfall.of[RECOUP_COPY_POINT];
  double after = page->after->shortfall.of[RECOUP_COPY_POINT];
  RecoupLedgerRow *row =
      add (page, facts->food.logged ? "meals" : "meals-missing", "S-020", facts->food_id);

  row->amount = after - before;
  row->balance = after;
  row->points_dp = get_points (page->after, RECOUP_POINT_FUEL_PROTEIN);
}

static void
explain_load (const Page *page, const RecoupDayRow *facts)
{
  double before = page->before->load.acute.of[RECOUP_COPY_POINT];
  double after = page->after->load.acute.of[RECOUP_COPY_POINT];
  gboolean is_known = page->after->n_known > page->before->n_known;
  const char *entry = NULL;

  if (facts->workouts->len == 1)
    entry = ((const RecoupWorkout *) g_ptr_array_index (facts->workouts, 0))->id;
  RecoupLedgerRow *row = add (page, is_known ? "load" : "load-unknown", "M-04", entry);
  row->amount = after - before;
  row->balance = after;
  row->points_dp = get_points (page->after, RECOUP_POINT_LOAD_SPIKE);
}

static void
explain_ratings (const Page *page, const RecoupDayRow *facts)
{
  static const struct
  {
    const char *what;
    const char *rule;
    RecoupPointKey key;
  } ratings[RECOUP_N_RATINGS] = {
    [RECOUP_RATING_STRESS] = { "stress", "S-030", RECOUP_POINT_STRESS_LIFE },
    [RECOUP_RATING_MOOD] = { "mood", "S-063", RECOUP_POINT_STRESS_MOOD },
    [RECOUP_RATING_FATIGUE] = { "fatigue", "S-060", RECOUP_POINT_STRESS_FATIGUE },
  };

  for (guint i = 0; i < RECOUP_N_RATINGS; i++)
    {
      if (facts->ratings[i] == 0)
        continue;
      RecoupLedgerRow *row = add (page, ratings[i].what, ratings[i].rule, facts->rating_ids[i]);
      row->balance = page->after->ratings[i].of[RECOUP_COPY_POINT];
      row->amount = row->balance - page->before->ratings[i].of[RECOUP_COPY_POINT];
      row->points_dp = get_points (page->after, ratings[i].key);
    }
}

static void
explain_soreness (const Page *page, const RecoupDayRow *facts)
{
  for (RecoupGroup group = 0; group < RECOUP_N_GROUPS; group++)
    {
      double before = page->before->soreness[group].of[RECOUP_COPY_POINT];
      double after = page->after->soreness[group].of[RECOUP_COPY_POINT];
      if (fabs (after - before) <= 0.0)
        continue;
      RecoupLedgerRow *row = add (page, facts->has_soreness ? "soreness" : "soreness-fade", "S-052",
                                  facts->soreness_id);
      row->group = recoup_group_get_name (group);
      row->unit = "soreness";
      row->amount = after - before;
      row->balance = after;
      row->points_dp = get_points (page->after, RECOUP_POINT_TISSUE_TOP3);
    }
}

/* One row for a pool of a group that moved by more than @least percent. */
static void
add_tissue (const Page *page,
            RecoupGroup group,
            double amount,
            double least,
            RecoupLedgerRow kind) /* its what, rule and entry (borrowed) */
{
  if (fabs (amount) <= least)
    return;
  RecoupLedgerRow *row = add (page, kind.what, kind.rule, kind.entry);
  row->group = recoup_group_get_name (group);
  row->amount = amount;
  row->balance = recoup_books_get_fatigue (page->after, group, RECOUP_COPY_POINT);
  row->points_dp = get_points (page->after, RECOUP_POINT_TISSUE_TOP3);
}

static void
explain_recovery (const Page *page)
{
  const RecoupLedgerRow kind = { .what = "recovery", .rule = "S-040" };

  for (RecoupGroup group = 0; group < RECOUP_N_GROUPS; group++)
    add_tissue (page, group,
                recoup_books_get_fatigue (page->after, group, RECOUP_COPY_POINT) -
                    recoup_books_get_fatigue (page->before, group, RECOUP_COPY_POINT),
                PERCENT_SHOWN, kind);
}

static void
explain_workout (const Page *page, const RecoupWorkout *workout)
{
  const RecoupTissue *before = &page->before->tissue;
  const RecoupTissue *after = &page->after->tissue;
  const RecoupLedgerRow usual = { .what = "set-work",
                                  .rule = "M-08",
                                  .entry = (char *) workout->id };
  const RecoupLedgerRow unaccustomed = { .what = "new-work",
                                         .rule = "S-042",
                                         .entry = (char *) workout->id };

  for (RecoupGroup group = 0; group < RECOUP_N_GROUPS; group++)
    {
      add_tissue (page, group,
                  after->usual[group].of[RECOUP_COPY_POINT] -
                      before->usual[group].of[RECOUP_COPY_POINT],
                  0.0, usual);
      add_tissue (page, group,
                  after->unaccustomed[group].of[RECOUP_COPY_POINT] -
                      before->unaccustomed[group].of[RECOUP_COPY_POINT],
                  0.0, unaccustomed);
    }
}

void
recoup_explain_step (RecoupStep step,
                     const RecoupBooks *before,
                     const RecoupBooks *after,
                     const RecoupDayRow *row,
                     const RecoupWorkout *workout,
                     gpointer user_data)
{
  RecoupStatement *statement = user_data;
  /* The books turn to a day after the one before was closed, so they tell the day of each row. */
  Page page = { statement, before, after, after->day, RECOUP_ACCOUNT_TISSUE, "percent" };

  if (page.day < statement->from)
    return;
  switch (step)
    {
    case RECOUP_STEP_CLOSE_FOOD:
      page.account = RECOUP_ACCOUNT_FUEL;
      page.unit = "share";
      explain_food (&page, row);
      return;
    case RECOUP_STEP_CLOSE_LOAD:
      page.account = RECOUP_ACCOUNT_LOAD;
      page.unit = "RPE min";
      explain_load (&page, row);
      return;
    case RECOUP_STEP_NIGHT:
      page.account = RECOUP_ACCOUNT_SLEEP;
      page.unit = "h";
      explain_night (&page, row);
      return;
    case RECOUP_STEP_RATINGS:
      page.account = RECOUP_ACCOUNT_STRESS;
      page.unit = "share";
      explain_ratings (&page, row);
      return;
    case RECOUP_STEP_SORENESS:
      explain_soreness (&page, row);
      return;
    case RECOUP_STEP_RECOVER:
      explain_recovery (&page);
      return;
    case RECOUP_STEP_WORKOUT:
      explain_workout (&page, workout);
      return;
    case RECOUP_STEP_UNKNOWN_WORK: /* moves the worst copy only */
      return;
    }
  g_assert_not_reached ();
}

void
recoup_explain_heart (RecoupStatement *statement,
                      const RecoupBooks *books,
                      const RecoupDayTable *days)
{
  const RecoupDayRow *facts = recoup_day_table_get (days, books->day);
  RecoupAutonomic heart = recoup_flags_get_heart (days, books->day);
  Page page = { statement, books, books, books->day, RECOUP_ACCOUNT_AUTONOMIC, "ln ms" };

  if (page.day < statement->from)
    return;
  if (!isnan (facts->rmssd_ms))
    {
      RecoupLedgerRow *row = add (&page, "hrv", "M-10", facts->rmssd_id);
      row->balance = heart.gap;
      row->points_dp =
          recoup_books_get_points (books, &heart, RECOUP_POINT_AUTON_HRV, RECOUP_COPY_POINT);
    }
  if (!isnan (facts->rhr_bpm))
    {
      RecoupLedgerRow *row = add (&page, "resting-rate", "M-10", facts->rhr_id);
      row->unit = "bpm";
      row->balance = heart.over_bpm;
      row->points_dp =
          recoup_books_get_points (books, &heart, RECOUP_POINT_AUTON_RHR, RECOUP_COPY_POINT);
    }
}

void
recoup_explain_leave_out (RecoupStatement *statement, guint off)
{
  for (guint i = statement->rows->len; i > 0; i--)
    if (recoup_account_is_in (g_array_index (statement->rows, RecoupLedgerRow, i - 1).account, off))
      g_array_remove_index (statement->rows, i - 1);
}
