/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The canvas that draws with cairo and Pango: pictures and paper, in the light colours. */

#include "client/report/canvas-private.h"

#include <pango/pangocairo.h>

#define HEX_DIGITS_A_CHANNEL 2

/* One channel of `#rrggbb`, 0 to 1. */
static double
get_channel (const char *colour, guint number)
{
  const char *digits = colour + 1 + (gsize) number * HEX_DIGITS_A_CHANNEL;

  return (g_ascii_xdigit_value (digits[0]) * 16 + g_ascii_xdigit_value (digits[1])) / 255.0;
}

static void
set_ink (ReportCanvas *canvas, ReportInk ink)
{
  const char *colour = report_ink_get_colour (ink, FALSE);

  cairo_set_source_rgb (canvas->cairo, get_channel (colour, 0), get_channel (colour, 1),
                        get_channel (colour, 2));
}

static void
trace (ReportCanvas *canvas, const ReportPoint *points, guint n)
{
  cairo_new_path (canvas->cairo);
  for (guint i = 0; i < n; i++)
    cairo_line_to (canvas->cairo, points[i].x, points[i].y);
}

static void
cairo_kind_fill (ReportCanvas *canvas, ReportInk ink, const ReportBox *box)
{
  set_ink (canvas, ink);
  cairo_new_path (canvas->cairo);
  cairo_rectangle (canvas->cairo, box->x, box->y, box->width, box->height);
  cairo_fill (canvas->cairo);
}

static void
cairo_kind_area (ReportCanvas *canvas, ReportInk ink, const ReportPoint *points, guint n)
{
  set_ink (canvas, ink);
  trace (canvas, points, n);
  cairo_close_path (canvas->cairo);
  cairo_fill (canvas->cairo);
}

static void
cairo_kind_line (ReportCanvas *canvas, const ReportPen *pen, const ReportPoint *points, guint n)
{
  static const double dashes[][2] = {
    [REPORT_DASH_SOLID] = { 1, 0 },
    [REPORT_DASH_LONG] = { 6, 3 },
    [REPORT_DASH_DOTS] = { 1.5, 2.5 },
  };

  set_ink (canvas, pen->ink);
  cairo_set_line_width (canvas->cairo, pen->width);
  cairo_set_line_join (canvas->cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (canvas->cairo, dashes[pen->dash], pen->dash == REPORT_DASH_SOLID ? 0 : 2, 0);
  trace (canvas, points, n);
  cairo_stroke (canvas->cairo);
}

static void
cairo_kind_text (ReportCanvas *canvas,
                 const ReportFont *font,
                 const ReportPoint *at,
                 const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (canvas->cairo);
  PangoContext *context = pango_layout_get_context (layout);
  g_autoptr (PangoFontDescription) face = pango_font_description_new ();
  int width = 0;
  double x = at->x;

  /* Letters where the font wants them, not on whole points: paper has no pixels. */
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_font_description_set_family (face, "DejaVu Sans, sans-serif");
  pango_font_description_set_absolute_size (face, font->size * PANGO_SCALE);
  pango_font_description_set_weight (face, font->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, face);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, NULL);
  if (font->align == REPORT_ALIGN_MIDDLE)
    x -= width / (2.0 * PANGO_SCALE);
  else if (font->align == REPORT_ALIGN_END)
    x -= width / (double) PANGO_SCALE;
  set_ink (canvas, font->ink);
  cairo_move_to (canvas->cairo, x,
                 at->y - pango_layout_get_baseline (layout) / (double) PANGO_SCALE);
  pango_cairo_show_layout (canvas->cairo, layout);
}

/* Figures of paper have their description printed as a text beside them. */
static void
cairo_kind_begin (ReportCanvas *canvas, const char *id, const char *title, const char *text)
{
  cairo_save (canvas->cairo);
}

static void
cairo_kind_end (ReportCanvas *canvas)
{
  cairo_restore (canvas->cairo);
}

static const ReportCanvasKind cairo_kind = {
  cairo_kind_fill, cairo_kind_area,  cairo_kind_line,
  cairo_kind_text, cairo_kind_begin, cairo_kind_end,
};

ReportCanvas *
report_canvas_new_cairo (cairo_t *cairo)
{
  ReportCanvas *canvas = g_new0 (ReportCanvas, 1);

  canvas->kind = &cairo_kind;
  canvas->cairo = cairo;
  return canvas;
}
