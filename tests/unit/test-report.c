/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts of a report that need no file: scales, line breaks, trends and their words. */

#include <math.h>

#include "client/report/story.h"
#include "support/locale.h"

/* A trend of the metric @name whose days are @points, NAN for unknown, from 2026-03-01 on. */
static RecoupTrend *
make_trend (const char *name, const double *points, guint n, double spread)
{
  GVariantBuilder rows;
  RecoupDay first = recoup_day_from_ymd (2026, 3, 1);

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(sddd)"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *date = recoup_day_format (first + (RecoupDay) i);
      if (!isnan (points[i]))
        g_variant_builder_add (&rows, "(sddd)", date, points[i] - spread, points[i],
                               points[i] + spread);
    }
  g_autoptr (GVariant) values = g_variant_ref_sink (g_variant_builder_end (&rows));
  return recoup_trend_new (recoup_series_find (name), values, first, n);
}

static void
test_trend (void)
{
  const double points[] = { NAN, 50, NAN, 70, 60, NAN };
  g_autoptr (RecoupTrend) trend = make_trend ("readiness", points, G_N_ELEMENTS (points), 5);
  g_autofree char *text = report_describe_trend (trend);
  RecoupSample sum = recoup_trend_sum_up (trend, 0, 6);

  g_assert_cmpuint (recoup_trend_find_first (trend), ==, 1);
  g_assert_cmpuint (recoup_trend_find_last (trend), ==, 4);
  g_assert_cmpfloat_with_epsilon (sum.point, 60, 1e-9);
  g_assert_cmpfloat_with_epsilon (sum.low, 45, 1e-9);
  g_assert_cmpfloat_with_epsilon (sum.high, 75, 1e-9);
  g_assert_true (isnan (recoup_trend_sum_up (trend, 2, 1).point));
  g_assert_cmpstr (text, ==,
                   "Readiness: 60 (55 to 65) on 5 Mar; 60 on average, between 50 (2 Mar) and 70 "
                   "(4 Mar); known on 3 of 6 days.");
}

static void
test_nothing (void)
{
  const double points[] = { NAN, NAN };
  g_autoptr (RecoupTrend) trend = make_trend ("sleep", points, G_N_ELEMENTS (points), 0);
  g_autofree char *text = report_describe_trend (trend);

  g_assert_cmpuint (recoup_trend_find_first (trend), ==, 2);
  g_assert_cmpuint (recoup_trend_find_last (trend), ==, 2);
  g_assert_cmpstr (text, ==, "Time asleep: not known on any of these days.");
}

/* Rows that the daemon never sends do not reach a plot. */
static void
test_foreign_rows (void)
{
  RecoupDay first = recoup_day_from_ymd (2026, 3, 1);
  g_autoptr (GVariant) values = g_variant_ref_sink (
      g_variant_new_parsed ("[('2026-02-28', 1.0, 1.0, 1.0), ('2026-03-03', 1.0, 1.0, 1.0), "
                            "('soon', 1.0, 1.0, 1.0), ('2026-03-01', %d, 1.0, 1.0), "
                            "('2026-03-02', 1.0, 2.0, 3.0)]",
                            INFINITY));
  g_autoptr (RecoupTrend) trend = recoup_trend_new (recoup_series_find ("load"), values, first, 2);

  g_assert_cmpuint (recoup_trend_find_first (trend), ==, 1);
  g_assert_cmpuint (recoup_trend_find_last (trend), ==, 1);
  g_assert_cmpfloat_with_epsilon (trend->samples[1].point, 2, 1e-12);
}

static void
test_format (void)
{
  static const struct
  {
    const char *series;
    double value;
    const char *text;
  } rows[] = {
    { "sleep", 455, "7 h 35 min" }, { "sleep-debt", 2.25, "2.2 h" }, { "sleep-debt", -0.01, "0 h" },
    { "protein", 131.4, "131 g" },  { "stress", 0.345, "34 %" },     { "coverage", 82, "82 %" },
    { "load", 504, "504" },         { "monotony", 1.26, "1.3" },     { "adherence", 3, "3 of 7" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          recoup_trend_format (recoup_series_find (rows[i].series), rows[i].value);
      g_test_message ("%s", rows[i].series);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_scale (void)
{
  static const struct
  {
    const char *series;
    double most;
    double target;
    ReportScale scale;
  } rows[] = {
    { "readiness", 80, NAN, { 0, 100, 20 } },     { "sleep", 500, 480, { 0, 600, 120 } },
    { "sleep", 700, NAN, { 0, 720, 180 } },       { "sleep-debt", 3, NAN, { -2, 8, 2 } },
    { "sleep-debt", 23, NAN, { -5, 25, 5 } },     { "protein", 90, 128, { 0, 150, 50 } },
    { "load", 620, NAN, { 0, 800, 200 } },        { "stress", 0.3, NAN, { 0, 1, 0.2 } },
    { "regularity", 93, NAN, { -100, 100, 50 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RecoupTrend) trend = make_trend (rows[i].series, &rows[i].most, 1, 0);
      ReportFigure figure = { .n_layers = 1, .target = rows[i].target };
      figure.layers[0].trend = trend;
      ReportScale scale = report_figure_get_scale (&figure);
      g_test_message ("%s up to %g: %g to %g by %g", rows[i].series, rows[i].most, scale.bottom,
                      scale.top, scale.step);
      g_assert_cmpfloat_with_epsilon (scale.bottom, rows[i].scale.bottom, 1e-9);
      g_assert_cmpfloat_with_epsilon (scale.top, rows[i].scale.top, 1e-9);
      g_assert_cmpfloat_with_epsilon (scale.step, rows[i].scale.step, 1e-9);
    }
}

static void
test_wrap (void)
{
  const char *text = "One two three four five six seven eight nine ten eleven twelve";
  g_autoptr (GPtrArray) lines = report_wrap (text, 10, 120);
  g_autoptr (GString) joined = g_string_new (NULL);

  g_assert_cmpuint (lines->len, >, 2);
  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      g_assert_cmpfloat (report_measure (line, 10, FALSE), <=, 120);
      g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", line);
    }
  g_assert_cmpstr (joined->str, ==, text);
  /* A word that is too long stands alone; nothing gets lost. */
  g_autoptr (GPtrArray) narrow = report_wrap ("a supercalifragilistic b", 10, 30);
  g_assert_cmpuint (narrow->len, ==, 3);
  g_autoptr (GPtrArray) empty = report_wrap ("", 10, 30);
  g_assert_cmpuint (empty->len, ==, 1);
}

/* Contrast by WCAG 2: text 4.5 to 1 and more, lines 3 to 1, in both schemes. */
static double
get_luminance (const char *colour)
{
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      gint value =
          g_ascii_xdigit_value (colour[1 + 2 * i]) * 16 + g_ascii_xdigit_value (colour[2 + 2 * i]);
      double share = value / 255.0;
      sum += weights[i] * (share <= 0.04045 ? share / 12.92 : pow ((share + 0.055) / 1.055, 2.4));
    }
  return sum;
}

static void
test_contrast (void)
{
  static const struct
  {
    ReportInk ink;
    double least;
  } rows[] = {
    { REPORT_INK_TEXT, 7 },   { REPORT_INK_MUTED, 4.5 }, { REPORT_INK_FIRST, 3 },
    { REPORT_INK_SECOND, 3 }, { REPORT_INK_THIRD, 3 },
  };

  for (guint scheme = 0; scheme < 2; scheme++)
    for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
      {
        double ink = get_luminance (report_ink_get_colour (rows[i].ink, scheme == 1));
        double paper = get_luminance (report_ink_get_colour (REPORT_INK_PAPER, scheme == 1));
        double contrast = (fmax (ink, paper) + 0.05) / (fmin (ink, paper) + 0.05);
        g_test_message ("ink %u in scheme %u: %.1f", rows[i].ink, scheme, contrast);
        g_assert_cmpfloat (contrast, >=, rows[i].least);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_take_plain_locale ();
  g_test_add_func ("/report/trend/words", test_trend);
  g_test_add_func ("/report/trend/nothing", test_nothing);
  g_test_add_func ("/report/trend/foreign-rows", test_foreign_rows);
  g_test_add_func ("/report/trend/format", test_format);
  g_test_add_func ("/report/scale", test_scale);
  g_test_add_func ("/report/wrap", test_wrap);
  g_test_add_func ("/report/contrast", test_contrast);
  return g_test_run ();
}
