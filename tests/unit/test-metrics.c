/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sleep regularity index of single pairs of days, as published. */

#include "recoup/metrics.h"

#include "support/tables.h"

#define DAY_SEC    G_GINT64_CONSTANT (86400)
#define MINUTE_SEC G_GINT64_CONSTANT (60)
#define HOUR_SEC   G_GINT64_CONSTANT (3600)

/* (transfer full): "23:00-07:00" of a day that runs from noon to noon, or from midnight where the
 * span needs it. */
static GArray *
read_spans (const char *cell, gint day_begins_min)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (RecoupSpan));
  g_auto (GStrv) ends = g_strsplit (cell, "-", 2);
  gint minutes[2];

  if (g_str_equal (cell, "none"))
    return spans;
  for (guint i = 0; i < 2; i++)
    {
      minutes[i] = (gint) (g_ascii_strtoll (ends[i], NULL, 10) * 60 +
                           g_ascii_strtoll (ends[i] + 3, NULL, 10)) -
                   day_begins_min;
      if (minutes[i] < 0)
        minutes[i] += 1440;
    }
  RecoupSpan span = { MINUTE_SEC * minutes[0], MINUTE_SEC * minutes[1] };
  g_array_append_val (spans, span);
  return spans;
}

static void
check_pair (const TestRow *row, gpointer user_data)
{
  const char *name = test_row_get (row, "case");
  gboolean from_midnight = g_str_equal (name, "reversed");
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) second = NULL;
  gint64 same = 0;

  if (g_str_equal (name, "ggir-alternating"))
    {
      /* Awake for a day, then asleep for a day: never the same. */
      RecoupSpan whole = { 0, DAY_SEC };
      first = g_array_new (FALSE, FALSE, sizeof (RecoupSpan));
      second = g_array_new (FALSE, FALSE, sizeof (RecoupSpan));
      g_array_append_val (second, whole);
    }
  else
    {
      first = read_spans (test_row_get (row, "sleep1"), from_midnight ? 0 : 720);
      second = read_spans (test_row_get (row, "sleep2"), from_midnight ? 0 : 720);
    }
  RecoupSleepWake left = { DAY_SEC, first };
  RecoupSleepWake right = { DAY_SEC, second };
  gint64 all = recoup_metrics_compare_days (&left, &right, &same);
  test_row_assert_near (row, "sri", recoup_metrics_sri (same, all),
                        test_row_get_number (row, "expected_sri"), 1e-6);
}

/* M-07 */
static void
test_published_pairs (void)
{
  g_assert_cmpuint (test_table_read ("sri_cases.csv", check_pair, NULL), ==, 8);
}

static void
test_short_day (void)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (RecoupSpan));
  RecoupSpan span = { -100, 3600 }; /* what lies outside of the day is cut off */
  gint64 same = 0;

  g_array_append_val (spans, span);
  RecoupSleepWake left = { 23 * HOUR_SEC, spans };
  RecoupSleepWake right = { DAY_SEC, spans };
  g_assert_cmpint (recoup_metrics_compare_days (&left, &right, &same), ==, 23 * HOUR_SEC);
  g_assert_cmpint (same, ==, 23 * HOUR_SEC);
}

/* Two days of so many pieces of sleep that comparing each with all would outlast the test: seconds
 * asleep by turns, out of step by one second in the second half. */
static void
test_crowd (void)
{
  guint n = 500000;
  g_autoptr (GArray) left = g_array_sized_new (FALSE, FALSE, sizeof (RecoupSpan), n);
  g_autoptr (GArray) right = g_array_sized_new (FALSE, FALSE, sizeof (RecoupSpan), n);
  gint64 same = 0;

  for (guint i = 0; i < n; i++)
    {
      RecoupSpan one = { 4 * i, 4 * i + 2 };
      RecoupSpan other = one;
      if (i >= n / 2)
        other = (RecoupSpan){ one.start + 1, one.end + 1 };
      g_array_append_val (left, one);
      g_array_append_val (right, other);
    }
  RecoupSleepWake first = { 4 * n, left };
  RecoupSleepWake second = { 4 * n, right };
  g_assert_cmpint (recoup_metrics_compare_days (&first, &second, &same), ==, 4 * n);
  /* Of four seconds all are alike in the first half, one asleep and one awake in the second. */
  g_assert_cmpint (same, ==, 4 * (n / 2) + 2 * (n / 2));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metrics/published-pairs", test_published_pairs);
  g_test_add_func ("/metrics/short-day", test_short_day);
  g_test_add_func ("/metrics/crowd", test_crowd);
  return g_test_run ();
}
