/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* What figures and pages are drawn on. There are two kinds: one writes SVG, with real text, names
 * for people who listen, and colours for light and dark; the other draws with cairo, for pictures
 * and paper. Lengths are points, y grows downwards. */

/** Colours by their role. Nothing is told apart by them alone: lines also differ by their dashes,
 * areas by their place, and all of it is said in words. */
typedef enum
{
  REPORT_INK_PAPER,
  REPORT_INK_TEXT,
  REPORT_INK_MUTED, /* second-rate text */
  REPORT_INK_GRID,
  REPORT_INK_FIRST, /* of a figure's layers */
  REPORT_INK_SECOND,
  REPORT_INK_THIRD,
  REPORT_INK_BAND, /* where a value may lie */
} ReportInk;

#define REPORT_N_INKS (REPORT_INK_BAND + 1)

typedef enum
{
  REPORT_DASH_SOLID,
  REPORT_DASH_LONG,
  REPORT_DASH_DOTS,
} ReportDash;

typedef enum
{
  REPORT_ALIGN_START,
  REPORT_ALIGN_MIDDLE,
  REPORT_ALIGN_END,
} ReportAlign;

typedef struct
{
  double x;
  double y;
} ReportPoint;

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} ReportBox;

typedef struct
{
  ReportInk ink;
  ReportDash dash;
  double width;
} ReportPen;

typedef struct
{
  ReportInk ink;
  double size; /* of the font */
  gboolean bold;
  ReportAlign align;
} ReportFont;

typedef struct _ReportCanvas ReportCanvas;

/** Returns: (transfer full): a canvas that writes SVG to @out, which outlives it */
ReportCanvas *report_canvas_new_svg (GString *out);

/** Returns: (transfer full): a canvas that draws on @cairo, which outlives it */
ReportCanvas *report_canvas_new_cairo (cairo_t *cairo);
void report_canvas_free (ReportCanvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReportCanvas, report_canvas_free)

/** Fills a box. */
void report_canvas_fill (ReportCanvas *canvas, ReportInk ink, const ReportBox *box);

/** Fills the area inside of @points. */
void report_canvas_area (ReportCanvas *canvas, ReportInk ink, const ReportPoint *points, guint n);

/** Draws a line through @points; a dot where there is only one. */
void
report_canvas_line (ReportCanvas *canvas, const ReportPen *pen, const ReportPoint *points, guint n);

/** Writes @text on one line, its base line beginning, centred or ending at @at. */
void report_canvas_text (ReportCanvas *canvas,
                         const ReportFont *font,
                         const ReportPoint *at,
                         const char *text);

/** Begins a figure that people who listen know as @title, and that @text describes. */
void
report_canvas_begin (ReportCanvas *canvas, const char *id, const char *title, const char *text);
void report_canvas_end (ReportCanvas *canvas);

/** Returns: (transfer none): the colour of @ink as `#rrggbb` */
const char *report_ink_get_colour (ReportInk ink, gboolean is_dark);

/** Appends the rules of style that the SVG refers to. */
void report_canvas_append_style (GString *out);

/** Width of @text in @size, estimated so that it does not depend on the fonts of a machine. */
double report_measure (const char *text, double size, gboolean bold);

/** Returns: (transfer full): @text broken into lines that are at most @width wide, of char* */
GPtrArray *report_wrap (const char *text, double size, double width);

G_END_DECLS
