/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/report/canvas.h"

G_BEGIN_DECLS

/** What a kind of canvas does. */
typedef struct
{
  void (*fill) (ReportCanvas *canvas, ReportInk ink, const ReportBox *box);
  void (*area) (ReportCanvas *canvas, ReportInk ink, const ReportPoint *points, guint n);
  void (*line) (ReportCanvas *canvas, const ReportPen *pen, const ReportPoint *points, guint n);
  void (*text) (ReportCanvas *canvas,
                const ReportFont *font,
                const ReportPoint *at,
                const char *text);
  void (*begin) (ReportCanvas *canvas, const char *id, const char *title, const char *text);
  void (*end) (ReportCanvas *canvas);
} ReportCanvasKind;

struct _ReportCanvas
{
  const ReportCanvasKind *kind;
  GString *svg;   /* borrowed, NULL for cairo */
  cairo_t *cairo; /* borrowed, NULL for SVG */
};

G_END_DECLS
