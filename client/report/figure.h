/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/report/canvas.h"
#include "client/report/data.h"

G_BEGIN_DECLS

typedef enum
{
  REPORT_SHAPE_BAND, /* from low to high, with a line through the points */
  REPORT_SHAPE_LINE,
  REPORT_SHAPE_BARS,
} ReportShape;

/** One metric of a chart. */
typedef struct
{
  const RecoupTrend *trend; /* borrowed */
  ReportShape shape;
  ReportInk ink;
  ReportDash dash;
  const char *label; /* static */
} ReportLayer;

#define REPORT_MAX_LAYERS 3

/** One picture: metrics over days, or, without layers, the muscle groups. */
typedef struct
{
  const ReportData *data; /* borrowed */
  const char *id;         /* static, [a-z]+ */
  const char *title;      /* static */
  char *text;             /* owned: what is to be seen, for people who listen and as its caption */
  gboolean is_half;       /* stands beside another */
  guint n_layers;
  ReportLayer layers[REPORT_MAX_LAYERS];
  double target;            /* a line across, NAN if none */
  const char *target_label; /* static */
} ReportFigure;

void report_figure_free (ReportFigure *figure);

/** Height of a figure, whatever its width. */
double report_figure_get_height (const ReportFigure *figure);

void report_figure_draw (const ReportFigure *figure, ReportCanvas *canvas, const ReportBox *box);

/** Where the scale of a chart begins and ends, and the distance of its lines. */
typedef struct
{
  double bottom;
  double top;
  double step;
} ReportScale;

/** A scale with round numbers, in the unit of the first layer. */
ReportScale report_figure_get_scale (const ReportFigure *figure);

/* figure-muscles.c */

double report_muscles_get_height (void);
void report_muscles_draw (const ReportData *data, ReportCanvas *canvas, const ReportBox *box);

G_END_DECLS
