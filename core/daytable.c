/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows of facts by date, read from the journal in runs of days. The source is ordered by instant
 * and a date depends on the entry's own zone, so a run is read with a margin and each entry sorted
 * into its date. A row is made as soon as no entry of its date can follow, so that a long run is
 * never in memory entry by entry, and may end when enough was read. A table may stand on another
 * one that holds the dates before. */

#include "recoup/daytable.h"

#include <string.h>

#include "core/constant-rows.h"
#include "core/floor-div.h"

/* An entry dated D has its anchor in D - 14 h (a meal far in the east) to D + 60 h (a session of
 * 12 h that began at the end of a day far in the west): two days on both sides hold both. */
#define READ_MARGIN_DAYS 2
#define DATE_MARGIN      (RECOUP_USEC_PER_DAY * READ_MARGIN_DAYS * 2) /* between two of one date */

#define TRAINING_KNOWN_DAYS 7  /* a training date in d-7..d makes d known (model, section 4) */
#define SLACK_DAYS          24 /* rows kept beyond what is asked for: a forecast comes back */
#define ALL_COUNTING        (RECOUP_ENTRY_MASK_ALL & ~RECOUP_ENTRY_MASK (RECOUP_ENTRY_REMOVE))

struct _RecoupDayTable
{
  RecoupDay from;               /* date of the first row; no meaning while there are no rows */
  GPtrArray *rows;              /* owned, of RecoupDayRow; NULL where nothing is logged */
  const RecoupDayTable *before; /* (nullable) */
};

/* Entries on their way into rows. */
typedef struct
{
  const RecoupDayReader *reader;
  RecoupDay from;
  GPtrArray *dates; /* owned, of GPtrArray of RecoupEntry, by date; NULL where there are none */
  GPtrArray *rows;  /* where the rows go, in order of date */
  guint n_made;     /* of the first dates */
  guint weight;     /* of what was read */
  guint max_weight; /* what may be read when the first row is made */
  gboolean is_cut;  /* there was more than that */
  gboolean only_known;
  RecoupInstant now;
  RecoupDay today;
} Sorting;

static void
unref_row (gpointer data)
{
  recoup_day_row_unref (data);
}

static void
unref_entry (gpointer data)
{
  recoup_entry_unref (data);
}

static void
unref_array (gpointer data)
{
  if (data != NULL)
    g_ptr_array_unref (data);
}

RecoupDayTable *
recoup_day_table_new (void)
{
  RecoupDayTable *table = g_new0 (RecoupDayTable, 1);

  table->rows = g_ptr_array_new_with_free_func (unref_row);
  return table;
}

void
recoup_day_table_free (RecoupDayTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref (table->rows);
  g_free (table);
}

/* Makes the rows of the dates before @until, of which all entries came. */
static void
make_rows (Sorting *sorting, RecoupDay until)
{
  while (sorting->n_made < sorting->dates->len &&
         sorting->from + (RecoupDay) sorting->n_made < until)
    {
      gpointer *place = &sorting->dates->pdata[sorting->n_made];
      g_autoptr (GPtrArray) entries = g_steal_pointer (place);
      RecoupDay date = sorting->from + (RecoupDay) sorting->n_made++;
      g_ptr_array_add (sorting->rows, entries == NULL
                                          ? NULL
                                          : recoup_day_row_new (date, entries, sorting->reader));
    }
}

static gboolean
on_entry (RecoupEntry *entry, gpointer user_data)
{
  Sorting *sorting = user_data;
  const RecoupDayReader *reader = sorting->reader;
  RecoupInstant anchor = recoup_entry_get_anchor (entry);

  /* 60 h behind an anchor lies the middle of a day: one more, for a whole number. */
  make_rows (sorting, (RecoupDay) floor_div (anchor, RECOUP_USEC_PER_DAY) - READ_MARGIN_DAYS - 1);
  sorting->is_cut = sorting->n_made > 0 && sorting->weight >= sorting->max_weight;
  if (sorting->is_cut)
    return FALSE;
  sorting->weight += recoup_entry_weigh (entry);
  if (sorting->only_known && !recoup_entry_is_known (entry, sorting->now, sorting->today))
    return TRUE;
  RecoupDay date =
      recoup_entry_get_day (entry, reader->policy->day_start_min, reader->zone, reader->zones);
  if (date < sorting->from || date - sorting->from >= (gint) sorting->dates->len)
    return TRUE;
  g_assert (date - sorting->from >= (gint) sorting->n_made); /* the source gives them in order */
  gpointer *place = &sorting->dates->pdata[date - sorting->from];
  if (*place == NULL)
    *place = g_ptr_array_new_with_free_func (unref_entry);
  g_ptr_array_add (*place, recoup_entry_ref (entry));
  return TRUE;
}

/* Appends to @rows those of the dates from @sorting->from to @until, or the first ones of them. */
static void
read_rows (Sorting *sorting, const RecoupEntrySource *source, RecoupDay until, GPtrArray *rows)
{
  RecoupInstant first = (sorting->from - READ_MARGIN_DAYS) * RECOUP_USEC_PER_DAY;
  RecoupInstant last = (until + 1 + READ_MARGIN_DAYS) * RECOUP_USEC_PER_DAY;

  sorting->dates = g_ptr_array_new_with_free_func (unref_array);
  sorting->rows = rows;
  g_ptr_array_set_size (sorting->dates, until - sorting->from + 1);
  source->read (source->self, first, last, ALL_COUNTING, on_entry, sorting);
  if (!sorting->is_cut)
    make_rows (sorting, until + 1);
  g_clear_pointer (&sorting->dates, g_ptr_array_unref);
}

RecoupDayTable *
recoup_day_table_new_known (const RecoupDayReader *reader,
                            const RecoupEntrySource *source,
                            RecoupDay from,
                            RecoupInstant now,
                            RecoupDay today,
                            const RecoupDayTable *before)
{
  RecoupDayTable *table = recoup_day_table_new ();
  Sorting sorting = { .reader = reader,
                      .from = from,
                      .max_weight = G_MAXUINT,
                      .only_known = TRUE,
                      .now = now,
                      .today = today };

  table->from = from;
  table->before = before;
  read_rows (&sorting, source, today + RECOUP_DAY_SKEW, table->rows);
  return table;
}

/* The date after the last row. */
static RecoupDay
get_end (const RecoupDayTable *table)
{
  return table->from + (RecoupDay) table->rows->len;
}

RecoupDayTable *
recoup_day_table_copy (const RecoupDayTable *table, RecoupDay until)
{
  RecoupDayTable *copy = recoup_day_table_new ();

  copy->from = table->from;
  for (RecoupDay date = table->from; date < MIN (until, get_end (table)); date++)
    {
      RecoupDayRow *row = g_ptr_array_index (table->rows, date - table->from);
      g_ptr_array_add (copy->rows, row == NULL ? NULL : recoup_day_row_ref (row));
    }
  return copy;
}

void
recoup_day_table_cut (RecoupDayTable *table, RecoupDay from)
{
  if (from <= table->from)
    g_ptr_array_set_size (table->rows, 0);
  else if (from < get_end (table))
    g_ptr_array_set_size (table->rows, from - table->from);
}

/* Puts the rows of @sorting->from up to those that the table holds before them; without those when
 * not all were read. */
static void
extend_front (RecoupDayTable *table, Sorting *sorting, const RecoupEntrySource *source)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (unref_row);

  read_rows (sorting, source, table->from - 1, rows);
  for (guint i = 0; !sorting->is_cut && i < table->rows->len; i++)
    g_ptr_array_add (rows, g_steal_pointer (&table->rows->pdata[i]));
  g_ptr_array_unref (table->rows);
  table->rows = rows;
  table->from = sorting->from;
}

/* Lets go of what lies far from @range. */
static void
trim (RecoupDayTable *table, const RecoupDayRange *range)
{
  if (get_end (table) > range->until + 1 + SLACK_DAYS)
    g_ptr_array_set_size (table->rows, range->until + 1 - table->from);
  RecoupDay from = MIN (range->from - SLACK_DAYS, get_end (table));
  if (table->from < from)
    {
      g_ptr_array_remove_range (table->rows, 0, (guint) (from - table->from));
      table->from = from;
    }
}

guint
recoup_day_table_cover (RecoupDayTable *table,
                        const RecoupDayReader *reader,
                        const RecoupEntrySource *source,
                        const RecoupDayRange *range,
                        guint max_weight)
{
  gboolean apart = range->until < table->from - 1 || range->from > get_end (table);
  Sorting sorting = { .reader = reader, .from = range->from, .max_weight = max_weight };

  if (table->rows->len == 0 || apart)
    {
      g_ptr_array_set_size (table->rows, 0);
      table->from = range->from;
    }
  if (range->from < table->from)
    extend_front (table, &sorting, source);
  if (!sorting.is_cut && range->until >= get_end (table))
    {
      sorting.from = get_end (table);
      sorting.n_made = 0;
      read_rows (&sorting, source, range->until, table->rows);
    }
  trim (table, range);
  return sorting.weight;
}

gboolean
recoup_day_table_holds (const RecoupDayTable *table, RecoupDay from, RecoupDay until)
{
  return table->rows->len > 0 && table->from <= from && get_end (table) > until;
}

/* What a date has of which nothing is logged; never freed. */
static const RecoupDayRow *
get_empty_row (void)
{
  static gsize made = 0;
  static RecoupDayRow *empty = NULL;

  if (g_once_init_enter (&made))
    {
      g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
      empty = recoup_day_row_new (RECOUP_DAY_NONE, nothing, NULL);
      g_once_init_leave (&made, 1);
    }
  return empty;
}

const RecoupDayRow *
recoup_day_table_get (const RecoupDayTable *table, RecoupDay date)
{
  while (table != NULL && (table->rows->len == 0 || date < table->from))
    table = table->before;
  if (table == NULL || date >= get_end (table))
    return get_empty_row ();
  const RecoupDayRow *row = g_ptr_array_index (table->rows, date - table->from);
  return row == NULL ? get_empty_row () : row;
}

RecoupDay
recoup_day_table_find_first (const RecoupDayTable *table, RecoupDay until)
{
  for (guint i = 0; i < table->rows->len && table->from + (RecoupDay) i < until; i++)
    if (g_ptr_array_index (table->rows, i) != NULL)
      return table->from + (RecoupDay) i;
  return until;
}

static gint
compare_workouts (gconstpointer a, gconstpointer b)
{
  const RecoupWorkout *left = *(const RecoupWorkout *const *) a;
  const RecoupWorkout *right = *(const RecoupWorkout *const *) b;

  if (left->end != right->end)
    return left->end < right->end ? -1 : 1;
  return strcmp (left->id, right->id);
}

GPtrArray *
recoup_day_table_get_workouts (const RecoupDayTable *table, RecoupDay from, RecoupDay until)
{
  GPtrArray *workouts = g_ptr_array_new ();

  for (RecoupDay date = from; date <= until; date++)
    {
      const RecoupDayRow *row = recoup_day_table_get (table, date);
      for (guint i = 0; i < row->workouts->len; i++)
        g_ptr_array_add (workouts, g_ptr_array_index (row->workouts, i));
    }
  g_ptr_array_sort (workouts, compare_workouts);
  return workouts;
}

guint
recoup_day_table_count_workouts (const RecoupDayTable *table, RecoupDay from, RecoupDay until)
{
  guint n = 0;

  for (RecoupDay date = from; date <= until; date++)
    n += recoup_day_table_get (table, date)->workouts->len;
  return n;
}

gboolean
recoup_day_table_is_training_known (const RecoupDayTable *table, RecoupDay date)
{
  for (RecoupDay day = date - TRAINING_KNOWN_DAYS; day <= date; day++)
    if (recoup_day_row_is_training (recoup_day_table_get (table, day)))
      return TRUE;
  return FALSE;
}

/* Finds the smallest date among the entries that may have it. */
typedef struct
{
  const RecoupDayReader *reader;
  RecoupInstant first_anchor;
  RecoupDay date;
} FirstSearch;

static gboolean
on_early_entry (RecoupEntry *entry, gpointer user_data)
{
  FirstSearch *search = user_data;
  const RecoupDayReader *reader = search->reader;
  RecoupInstant anchor = recoup_entry_get_anchor (entry);

  if (search->first_anchor == RECOUP_INSTANT_NONE)
    search->first_anchor = anchor;
  /* A later anchor no longer has an earlier date than the first. */
  if (anchor - search->first_anchor > DATE_MARGIN)
    return FALSE;
  RecoupDay date =
      recoup_entry_get_day (entry, reader->policy->day_start_min, reader->zone, reader->zones);
  if (search->date == RECOUP_DAY_NONE || date < search->date)
    search->date = date;
  return TRUE;
}

RecoupDay
recoup_day_find_first (const RecoupDayReader *reader, const RecoupEntrySource *source)
{
  FirstSearch search = { reader, RECOUP_INSTANT_NONE, RECOUP_DAY_NONE };

  source->read (source->self, (RECOUP_DAY_MIN - READ_MARGIN_DAYS) * RECOUP_USEC_PER_DAY,
                (RECOUP_DAY_MAX + 1 + READ_MARGIN_DAYS) * RECOUP_USEC_PER_DAY, ALL_COUNTING,
                on_early_entry, &search);
  return search.date;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "load", "training_known", TRAINING_KNOWN_DAYS, "days", "R-25", RECOUP_OURS,
    N_ ("a session or a rest entry makes the training of so many days after it known") },
};

const RecoupConstantRows recoup_daytable_constants = { constants, G_N_ELEMENTS (constants) };
