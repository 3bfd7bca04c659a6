/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers that are shown and not scored: how regular sleep is, how monotonous training, how often
 * the last week had sleep and protein in order. */

#include "recoup/metrics.h"

#include <math.h>

#include "core/constant-rows.h"
#include "recoup/load.h"
#include "recoup/sleep.h"

#define SRI_PAIRS       28        /* M-07: four weeks */
#define SRI_MIN_PAIRS   5         /* fewer say nothing [ours] */
#define WINDOW_FROM_MIN (18 * 60) /* a day of sleep and wake runs from 18:00 to 18:00 */
#define WEEK_DAYS       7

/* Seconds of [0, @until) that @spans cover, and that two lists cover together. */
static gint64
measure (const GArray *spans, gint64 until)
{
  gint64 covered = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const RecoupSpan *span = &g_array_index (spans, RecoupSpan, i);
      covered += MAX (0, CLAMP (span->end, 0, until) - CLAMP (span->start, 0, until));
    }
  return covered;
}

/* Seconds in which both sleep: of two spans the one that ends first meets no later one of the
 * other list. */
static gint64
measure_both (const GArray *left, const GArray *right, gint64 until)
{
  gint64 covered = 0;
  guint i = 0;
  guint j = 0;

  while (i < left->len && j < right->len)
    {
      const RecoupSpan *a = &g_array_index (left, RecoupSpan, i);
      const RecoupSpan *b = &g_array_index (right, RecoupSpan, j);
      gint64 from = MAX (MAX (a->start, b->start), 0);
      gint64 to = MIN (MIN (a->end, b->end), until);
      covered += MAX (0, to - from);
      if (a->end < b->end)
        i++;
      else
        j++;
    }
  return covered;
}

gint64
recoup_metrics_compare_days (const RecoupSleepWake *first,
                             const RecoupSleepWake *second,
                             gint64 *same_out)
{
  gint64 length = MIN (first->length_sec, second->length_sec);
  gint64 both = measure_both (first->spans, second->spans, length);
  gint64 one = measure (first->spans, length) + measure (second->spans, length) - 2 * both;

  *same_out = length - one;
  return length;
}

double
recoup_metrics_sri (gint64 same_sec, gint64 all_sec)
{
  return -100.0 + 200.0 * (double) same_sec / (double) all_sec;
}

/* (transfer full): sleep of @row in seconds after @start. */
static GArray *
get_offsets (const RecoupDayRow *row, RecoupInstant start)
{
  GArray *offsets = g_array_new (FALSE, FALSE, sizeof (RecoupSpan));

  for (guint i = 0; i < row->asleep->len; i++)
    {
      RecoupSpan span = g_array_index (row->asleep, RecoupSpan, i);
      span.start = (span.start - start) / G_USEC_PER_SEC;
      span.end = (span.end - start) / G_USEC_PER_SEC;
      g_array_append_val (offsets, span);
    }
  return offsets;
}

double
recoup_metrics_get_sri (const RecoupDayTable *days, RecoupDay day, const RecoupZone *zone)
{
  gint64 same = 0;
  gint64 all = 0;
  guint pairs = 0;

  for (RecoupDay first = day - SRI_PAIRS; first < day; first++)
    {
      const RecoupDayRow *left = recoup_day_table_get (days, first);
      const RecoupDayRow *right = recoup_day_table_get (days, first + 1);
      gint64 pair_same = 0;
      if (isnan (left->night.asleep_min) || isnan (right->night.asleep_min))
        continue;
      RecoupInstant begin = recoup_civil_at (first - 1, WINDOW_FROM_MIN, zone);
      RecoupInstant middle = recoup_civil_at (first, WINDOW_FROM_MIN, zone);
      RecoupInstant end = recoup_civil_at (first + 1, WINDOW_FROM_MIN, zone);
      g_autoptr (GArray) left_spans = get_offsets (left, begin);
      g_autoptr (GArray) right_spans = get_offsets (right, middle);
      RecoupSleepWake left_day = { (middle - begin) / G_USEC_PER_SEC, left_spans };
      RecoupSleepWake right_day = { (end - middle) / G_USEC_PER_SEC, right_spans };
      all += recoup_metrics_compare_days (&left_day, &right_day, &pair_same);
      same += pair_same;
      pairs++;
    }
  return pairs < SRI_MIN_PAIRS || all == 0 ? NAN : recoup_metrics_sri (same, all);
}

RecoupWeek
recoup_metrics_get_week (const RecoupBooks *books, const RecoupDayTable *days)
{
  RecoupWeek week = { NAN, NAN, 0, 0 };
  double loads[WEEK_DAYS];
  gboolean all_known = TRUE;

  for (gint i = 0; i < WEEK_DAYS; i++)
    {
      RecoupDay day = books->day - WEEK_DAYS + i;
      const RecoupDayRow *row = recoup_day_table_get (days, day);
      gboolean is_known = !isnan (row->night.asleep_min) && row->food.logged;
      loads[i] = row->load;
      all_known &= recoup_day_table_is_training_known (days, day);
      week.adherence7_known += (guint) is_known;
      week.adherence7 += is_known && row->night.asleep_min >= RECOUP_SLEEP_ENOUGH_MIN &&
                         recoup_books_has_mark (books, day, RECOUP_MARK_ENOUGH_PROTEIN);
    }
  if (all_known)
    {
      week.monotony = recoup_load_monotony (loads, WEEK_DAYS);
      week.strain = recoup_load_strain (loads, WEEK_DAYS);
    }
  return week;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "metrics", "sri_pairs", SRI_PAIRS, "pairs of days", "M-07", RECOUP_OURS,
    N_ ("regularity over four weeks") },
  { "metrics", "sri_pairs_least", SRI_MIN_PAIRS, "pairs of days", "M-07", RECOUP_OURS,
    N_ ("fewer say nothing") },
  { "metrics", "day_from", WINDOW_FROM_MIN, "min after 00:00", "M-07", RECOUP_OURS,
    N_ ("a day of sleep and wake runs from 18:00 to 18:00") },
  { "metrics", "week", WEEK_DAYS, "days", "S-014", RECOUP_ARTICLE, N_ ("last week; also of M-02") },
};

const RecoupConstantRows recoup_metrics_constants = { constants, G_N_ELEMENTS (constants) };
