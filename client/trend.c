/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A metric over days as lines of text. Each line says its value in words; the bar beside it repeats
 * them, and its parts differ by their signs, never by colour alone: as much as it is at least, as
 * much as it probably is, as much as it may be. */

#include "client/trend.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "words/words.h"

#define GOOD_READINESS 55 /* below it the verdict is no longer to train, below the next to rest */
#define FAIR_READINESS 35

#define MIN_BAR_COLUMNS 10 /* a shorter one says nothing */
#define COLUMN_GAP      2

static const RecoupSample unknown = { NAN, NAN, NAN };

RecoupTrend *
recoup_trend_new (const RecoupSeries *series, GVariant *values, RecoupDay from, guint n_days)
{
  RecoupTrend *trend = g_new0 (RecoupTrend, 1);

  *trend = (RecoupTrend){ series, from, n_days, g_new (RecoupSample, n_days) };
  for (guint i = 0; i < n_days; i++)
    trend->samples[i] = unknown;
  for (gsize i = 0; i < g_variant_n_children (values); i++)
    {
      const char *date = NULL;
      RecoupSample sample = unknown;
      RecoupDay day = RECOUP_DAY_NONE;
      g_variant_get_child (values, i, "(&sddd)", &date, &sample.low, &sample.point, &sample.high);
      if (!recoup_day_parse (date, &day, NULL) || day < from || day - from >= (RecoupDay) n_days ||
          !isfinite (sample.low) || !isfinite (sample.point) || !isfinite (sample.high))
        continue;
      trend->samples[day - from] = sample;
    }
  return trend;
}

void
recoup_trend_free (RecoupTrend *trend)
{
  if (trend == NULL)
    return;
  g_free (trend->samples);
  g_free (trend);
}

guint
recoup_trend_find_first (const RecoupTrend *trend)
{
  guint i = 0;

  while (i < trend->n_days && isnan (trend->samples[i].point))
    i++;
  return i;
}

guint
recoup_trend_find_last (const RecoupTrend *trend)
{
  for (guint i = trend->n_days; i > 0; i--)
    if (!isnan (trend->samples[i - 1].point))
      return i - 1;
  return trend->n_days;
}

RecoupSample
recoup_trend_sum_up (const RecoupTrend *trend, guint first, guint n_days)
{
  RecoupSample sum = { INFINITY, 0, -INFINITY };
  guint n = 0;

  for (guint i = first; i < trend->n_days && i < first + n_days; i++)
    {
      const RecoupSample *sample = &trend->samples[i];
      if (isnan (sample->point))
        continue;
      sum.low = fmin (sum.low, sample->low);
      sum.point += sample->point;
      sum.high = fmax (sum.high, sample->high);
      n++;
    }
  if (n == 0)
    return unknown;
  sum.point /= n;
  return sum;
}

double
recoup_trend_get_top (const RecoupTrend *trend)
{
  double top = trend->series->max;

  for (guint i = 0; i < trend->n_days; i++)
    if (!isnan (trend->samples[i].point))
      top = fmax (top, trend->samples[i].high);
  return top;
}

/* Where @value lies on the scale, 0 to 1. */
static double
get_share (const RecoupTrend *trend, double value)
{
  double bottom = trend->series->min;

  return CLAMP ((value - bottom) / (recoup_trend_get_top (trend) - bottom), 0.0, 1.0);
}

/* Values in words */

char *
recoup_trend_format (const RecoupSeries *series, double value)
{
  static const struct
  {
    const char *unit;
    double factor;
    guint digits;
    const char *format;
  } rows[] = {
    { "points", 1, 0, "%s" },         { "percent", 1, 0, N_ ("%s %%") }, { "h", 1, 1, N_ ("%s h") },
    { "g", 1, 0, N_ ("%s g") },       { "share", 100, 0, N_ ("%s %%") }, { "RPE min", 1, 0, "%s" },
    { "days", 1, 0, N_ ("%s of 7") },
  };

  if (g_str_equal (series->unit, "min"))
    return recoup_words_duration ((gint) lround (value));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].unit, series->unit))
      {
        g_autofree char *number = recoup_render_number (value * rows[i].factor, rows[i].digits);
        return recoup_words_fill (_ (rows[i].format), number);
      }
  return recoup_render_number (value, 1);
}

char *
recoup_trend_format_sample (const RecoupSeries *series, const RecoupSample *sample)
{
  g_autofree char *point = recoup_trend_format (series, sample->point);
  g_autofree char *low = recoup_trend_format (series, sample->low);
  g_autofree char *high = recoup_trend_format (series, sample->high);

  if (g_str_equal (low, high))
    return g_steal_pointer (&point);
  return g_strdup_printf (_ ("%s (%s to %s)"), point, low, high);
}

/* A row of signs */

void
recoup_trend_append_signs (const RecoupTrend *trend,
                           const RecoupRender *render,
                           guint days_per_sign,
                           GString *out)
{
  static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
  static const char *const digits[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };
  const char *const *signs = render->utf8 ? blocks : digits;
  guint n_signs = render->utf8 ? G_N_ELEMENTS (blocks) : G_N_ELEMENTS (digits);

  for (guint i = 0; i < trend->n_days; i += days_per_sign)
    {
      RecoupSample sample = recoup_trend_sum_up (trend, i, days_per_sign);
      if (isnan (sample.point))
        {
          g_string_append_c (out, ' ');
          continue;
        }
      guint sign = (guint) (get_share (trend, sample.point) * n_signs);
      g_string_append (out, signs[MIN (sign, n_signs - 1)]);
    }
}

/* A line a day */

typedef struct
{
  const RecoupTrend *trend;
  const RecoupRender *render;
  guint date_columns;
  guint value_columns;
  guint bar_columns;
} Chart;

static void
append_times (GString *out, const char *sign, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (out, sign);
}

static RecoupStyle
get_style (const RecoupSeries *series, double point)
{
  if (!g_str_equal (series->name, "readiness"))
    return RECOUP_STYLE_PLAIN;
  if (point >= GOOD_READINESS)
    return RECOUP_STYLE_GOOD;
  return point >= FAIR_READINESS ? RECOUP_STYLE_FAIR : RECOUP_STYLE_POOR;
}

static void
append_bar (const Chart *chart, const RecoupSample *sample, GString *out)
{
  static const char *const blocks[] = { "█", "▓", "░" };
  static const char *const plain[] = { "#", "=", "-" };
  const char *const *signs = chart->render->utf8 ? blocks : plain;
  guint width = chart->bar_columns;
  guint low = (guint) lround (get_share (chart->trend, sample->low) * width);
  guint point = (guint) lround (get_share (chart->trend, sample->point) * width);
  guint high = (guint) lround (get_share (chart->trend, sample->high) * width);
  g_autoptr (GString) bar = g_string_new (NULL);

  append_times (bar, signs[0], low);
  append_times (bar, signs[1], point - low);
  append_times (bar, signs[2], high - point);
  recoup_render_append (chart->render, out, get_style (chart->trend->series, sample->point),
                        bar->str);
}

static void
append_line (const Chart *chart, guint first, guint n_days, GString *out)
{
  RecoupSample sample = recoup_trend_sum_up (chart->trend, first, n_days);
  g_autofree char *date = recoup_render_day (chart->trend->from + (RecoupDay) first);

  g_string_append (out, date);
  recoup_render_pad (out, date, chart->date_columns + COLUMN_GAP);
  if (isnan (sample.point))
    {
      recoup_render_append (chart->render, out, RECOUP_STYLE_DIM, _ ("not known"));
      g_string_append_c (out, '\n');
      return;
    }
  g_autofree char *value = recoup_trend_format_sample (chart->trend->series, &sample);
  g_string_append (out, value);
  recoup_render_pad (out, value, chart->value_columns + COLUMN_GAP);
  append_bar (chart, &sample, out);
  while (out->str[out->len - 1] == ' ') /* a value at the bottom has no bar */
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

/* Both ends of the scale, above the bars. */
static void
append_scale (const Chart *chart, GString *out)
{
  const RecoupTrend *trend = chart->trend;
  g_autofree char *bottom = recoup_trend_format (trend->series, trend->series->min);
  g_autofree char *top = recoup_trend_format (trend->series, recoup_trend_get_top (trend));
  guint used = recoup_render_measure (bottom) + recoup_render_measure (top);
  guint left = chart->date_columns + chart->value_columns + 2 * COLUMN_GAP;
  guint gap = chart->bar_columns > used ? chart->bar_columns - used : 1;

  g_autofree char *line =
      g_strdup_printf ("%*s%s%*s%s", (int) left, "", bottom, (int) gap, "", top);
  recoup_render_append (chart->render, out, RECOUP_STYLE_DIM, line);
  g_string_append_c (out, '\n');
}

static void
append_legend (const Chart *chart, guint days_per_line, gboolean has_interval, GString *out)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (days_per_line > 1)
    g_string_append_printf (
        text,
        _ ("A line is the mean of %u days from its date on, and in brackets the "
           "least and the most of them."),
        days_per_line);
  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (has_interval && chart->bar_columns > 0)
    g_string_append (text, chart->render->utf8 ? _ ("█ at least, ▓ up to the value, ░ at most.")
                                               : _ ("# at least, = up to the value, - at most."));
  if (text->len > 0)
    recoup_render_wrap (chart->render, out, g_strchomp (text->str), 0, 0);
}

void
recoup_trend_append_chart (const RecoupTrend *trend,
                           const RecoupRender *render,
                           guint days_per_line,
                           gboolean legend,
                           GString *out)
{
  guint last = recoup_trend_find_last (trend);
  guint first = recoup_trend_find_first (trend) / days_per_line * days_per_line;
  Chart chart = { .trend = trend, .render = render };
  gboolean has_interval = FALSE;

  if (last == trend->n_days)
    return;
  for (guint i = first; i < trend->n_days; i += days_per_line)
    {
      RecoupSample sample = recoup_trend_sum_up (trend, i, days_per_line);
      g_autofree char *value = recoup_trend_format_sample (trend->series, &sample);
      if (!isnan (sample.point))
        chart.value_columns = MAX (chart.value_columns, recoup_render_measure (value));
      g_autofree char *date = recoup_render_day (trend->from + (RecoupDay) i);
      chart.date_columns = MAX (chart.date_columns, recoup_render_measure (date));
      has_interval |= sample.low < sample.high;
    }
  guint left = chart.date_columns + chart.value_columns + 2 * COLUMN_GAP;
  chart.bar_columns = render->width >= left + MIN_BAR_COLUMNS ? render->width - left : 0;
  if (legend && chart.bar_columns > 0)
    append_scale (&chart, out);
  for (guint i = first; i < trend->n_days; i += days_per_line)
    append_line (&chart, i, days_per_line, out);
  if (legend)
    append_legend (&chart, days_per_line, has_interval, out);
}
