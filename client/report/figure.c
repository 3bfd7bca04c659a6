/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Charts over days. A day that is not known has no bar and breaks the line: a gap is shown as a
 * gap.
 */

#include "client/report/figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CHART_HEIGHT 118
#define AXIS_WIDTH   34 /* room for the numbers beside the plot */
#define HEAD_HEIGHT  30 /* title and legend */
#define FOOT_HEIGHT  16 /* dates */
#define TITLE_SIZE   9.5
#define LABEL_SIZE   7.0
#define DATE_WIDTH   38 /* of a date with the space around it */
#define MAX_STEPS    5
#define DAYS_A_WEEK  7

static const ReportFont title_font = { REPORT_INK_TEXT, TITLE_SIZE, TRUE, REPORT_ALIGN_START };
static const ReportFont label_font = { REPORT_INK_MUTED, LABEL_SIZE, FALSE, REPORT_ALIGN_START };
static const ReportFont number_font = { REPORT_INK_MUTED, LABEL_SIZE, FALSE, REPORT_ALIGN_END };
static const ReportPen grid_pen = { REPORT_INK_GRID, REPORT_DASH_SOLID, 0.6 };
static const ReportPen target_pen = { REPORT_INK_TEXT, REPORT_DASH_DOTS, 1.0 };

/* A chart under way. */
typedef struct
{
  const ReportFigure *figure;
  ReportCanvas *canvas;
  ReportBox plot;
  ReportScale scale;
} Chart;

void
report_figure_free (ReportFigure *figure)
{
  if (figure == NULL)
    return;
  g_free (figure->text);
  g_free (figure);
}

double
report_figure_get_height (const ReportFigure *figure)
{
  return figure->n_layers > 0 ? CHART_HEIGHT : report_muscles_get_height ();
}

ReportScale
report_figure_get_scale (const ReportFigure *figure)
{
  static const double hours[] = { 60, 120, 180, 240, 360 };
  static const double round[] = { 1, 2, 2.5, 5, 10 };
  const RecoupSeries *series = figure->layers[0].trend->series;
  gboolean is_time = g_str_equal (series->unit, "min");
  double top = isnan (figure->target) ? series->max : fmax (series->max, figure->target);

  for (guint i = 0; i < figure->n_layers; i++)
    top = fmax (top, recoup_trend_get_top (figure->layers[i].trend));
  double span = top - series->min;
  double power = is_time ? 1 : pow (10, floor (log10 (span / MAX_STEPS)));
  double step = power;
  for (guint i = 0; i < G_N_ELEMENTS (round); i++)
    {
      step = is_time ? hours[i] : round[i] * power;
      if (span / step <= MAX_STEPS)
        break;
    }
  return (ReportScale){ floor (series->min / step + 1e-9) * step, ceil (top / step - 1e-9) * step,
                        step };
}

static double
get_x (const Chart *chart, double day)
{
  return chart->plot.x + chart->plot.width * day / chart->figure->data->n_days;
}

static double
get_y (const Chart *chart, double value)
{
  double share = (value - chart->scale.bottom) / (chart->scale.top - chart->scale.bottom);

  return chart->plot.y + chart->plot.height * (1 - CLAMP (share, 0.0, 1.0));
}

/* Lines across, and their numbers. */
static void
draw_values (const Chart *chart)
{
  const RecoupSeries *series = chart->figure->layers[0].trend->series;

  guint n = (guint) lround ((chart->scale.top - chart->scale.bottom) / chart->scale.step);

  for (guint i = 0; i <= n; i++)
    {
      double value = chart->scale.bottom + i * chart->scale.step;
      double y = get_y (chart, value);
      ReportPoint line[] = { { chart->plot.x, y }, { chart->plot.x + chart->plot.width, y } };
      ReportPoint at = { chart->plot.x - 4, y + LABEL_SIZE * 0.36 };
      g_autofree char *text = recoup_trend_format (series, value);
      report_canvas_line (chart->canvas, &grid_pen, line, 2);
      report_canvas_text (chart->canvas, &number_font, &at, text);
    }
}

/* A date at every first day of so many weeks as there is room for. */
static void
draw_dates (const Chart *chart)
{
  const ReportData *data = chart->figure->data;
  guint room = (guint) MAX (chart->plot.width / DATE_WIDTH, 1);
  guint weeks = (data->n_days + DAYS_A_WEEK - 1) / DAYS_A_WEEK;
  guint step = DAYS_A_WEEK * ((weeks + room - 1) / room);
  double bottom = chart->plot.y + chart->plot.height;

  for (guint day = 0; day < data->n_days; day += step)
    {
      double x = get_x (chart, day);
      if (x + 2 + DATE_WIDTH > chart->plot.x + chart->plot.width + 10)
        continue;
      ReportPoint tick[] = { { x, bottom }, { x, bottom + 3 } };
      ReportPoint at = { x + 2, bottom + LABEL_SIZE + 2.5 };
      g_autofree char *text = report_format_day (data->from + (RecoupDay) day, FALSE);
      report_canvas_line (chart->canvas, &grid_pen, tick, 2);
      report_canvas_text (chart->canvas, &label_font, &at, text);
    }
}

static void
draw_bars (const Chart *chart, const ReportLayer *layer)
{
  double bottom = get_y (chart, chart->scale.bottom);

  for (guint i = 0; i < layer->trend->n_days; i++)
    {
      double value = layer->trend->samples[i].point;
      if (isnan (value))
        continue;
      double left = get_x (chart, i + 0.15);
      ReportBox bar = { left, get_y (chart, value), get_x (chart, i + 0.85) - left, 0 };
      bar.height = bottom - bar.y;
      report_canvas_fill (chart->canvas, layer->ink, &bar);
    }
}

/* The known days from index @first on, as far as they follow each other: how many. */
static guint
count_run (const RecoupTrend *trend, guint first)
{
  guint n = 0;

  while (first + n < trend->n_days && !isnan (trend->samples[first + n].point))
    n++;
  return n;
}

static void
draw_run (const Chart *chart, const ReportLayer *layer, guint first, guint n)
{
  ReportPen pen = { layer->ink, layer->dash, 1.6 };
  ReportPoint *points = g_new (ReportPoint, 2 * (gsize) n);
  const RecoupSample *samples = layer->trend->samples;

  if (layer->shape == REPORT_SHAPE_BAND)
    {
      for (guint i = 0; i < n; i++)
        {
          double x = get_x (chart, first + i + 0.5);
          points[i] = (ReportPoint){ x, get_y (chart, samples[first + i].high) };
          points[2 * n - 1 - i] = (ReportPoint){ x, get_y (chart, samples[first + i].low) };
        }
      report_canvas_area (chart->canvas, REPORT_INK_BAND, points, 2 * n);
    }
  for (guint i = 0; i < n; i++)
    points[i] =
        (ReportPoint){ get_x (chart, first + i + 0.5), get_y (chart, samples[first + i].point) };
  report_canvas_line (chart->canvas, &pen, points, n);
  g_free (points);
}

static void
draw_layer (const Chart *chart, const ReportLayer *layer)
{
  if (layer->shape == REPORT_SHAPE_BARS)
    {
      draw_bars (chart, layer);
      return;
    }
  for (guint i = 0; i < layer->trend->n_days; i++)
    {
      guint n = count_run (layer->trend, i);
      if (n == 0)
        continue;
      draw_run (chart, layer, i, n);
      i += n;
    }
}

/* One entry of the legend: a sample and its name. Returns: where the next one begins */
static double
draw_key (const Chart *chart, const ReportPen *pen, const ReportBox *sample, const char *label)
{
  double middle = sample->y + sample->height / 2;
  ReportPoint line[] = { { sample->x, middle }, { sample->x + sample->width, middle } };
  ReportPoint at = { sample->x + sample->width + 3, sample->y + sample->height };

  if (pen->width > 0)
    report_canvas_line (chart->canvas, pen, line, 2);
  else
    report_canvas_fill (chart->canvas, pen->ink, sample);
  report_canvas_text (chart->canvas, &label_font, &at, label);
  return at.x + report_measure (label, LABEL_SIZE, FALSE) + 10;
}

static void
draw_legend (const Chart *chart, const ReportPoint *at)
{
  const ReportFigure *figure = chart->figure;
  ReportBox sample = { at->x, at->y - 6, 14, 6 };

  for (guint i = 0; i < figure->n_layers; i++)
    {
      const ReportLayer *layer = &figure->layers[i];
      ReportPen pen = { layer->ink, layer->dash, layer->shape == REPORT_SHAPE_BARS ? 0 : 1.6 };
      sample.x = draw_key (chart, &pen, &sample, layer->label);
      if (layer->shape != REPORT_SHAPE_BAND)
        continue;
      ReportPen band = { REPORT_INK_BAND, REPORT_DASH_SOLID, 0 };
      sample.x = draw_key (chart, &band, &sample, _ ("from the least to the most that it can be"));
    }
  if (!isnan (figure->target))
    (void) draw_key (chart, &target_pen, &sample, figure->target_label);
}

static void
draw_chart (const ReportFigure *figure, ReportCanvas *canvas, const ReportBox *box)
{
  Chart chart = { figure, canvas, { 0, 0, 0, 0 }, report_figure_get_scale (figure) };
  ReportPoint title = { box->x, box->y + TITLE_SIZE };
  ReportPoint legend = { box->x, box->y + TITLE_SIZE + LABEL_SIZE + 5 };

  chart.plot = (ReportBox){ box->x + AXIS_WIDTH, box->y + HEAD_HEIGHT, box->width - AXIS_WIDTH,
                            box->height - HEAD_HEIGHT - FOOT_HEIGHT };
  report_canvas_text (canvas, &title_font, &title, figure->title);
  draw_legend (&chart, &legend);
  draw_values (&chart);
  draw_dates (&chart);
  for (guint i = 0; i < figure->n_layers; i++)
    draw_layer (&chart, &figure->layers[i]);
  if (!isnan (figure->target))
    {
      double y = get_y (&chart, figure->target);
      ReportPoint line[] = { { chart.plot.x, y }, { chart.plot.x + chart.plot.width, y } };
      report_canvas_line (canvas, &target_pen, line, 2);
    }
}

void
report_figure_draw (const ReportFigure *figure, ReportCanvas *canvas, const ReportBox *box)
{
  report_canvas_begin (canvas, figure->id, figure->title, figure->text);
  if (figure->n_layers > 0)
    draw_chart (figure, canvas, box);
  else
    report_muscles_draw (figure->data, canvas, box);
  report_canvas_end (canvas);
}
