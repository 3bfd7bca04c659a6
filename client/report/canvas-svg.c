/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The canvas that writes SVG. Colours stand in rules of style, one set for each colour scheme of
 * the reader, so that one file is legible on light and dark ground; text stays text. Numbers have
 * two decimals and a point, whatever the locale. */

#include "client/report/canvas-private.h"

static const char *const classes[REPORT_N_INKS] = {
  [REPORT_INK_PAPER] = "paper", [REPORT_INK_TEXT] = "text",   [REPORT_INK_MUTED] = "muted",
  [REPORT_INK_GRID] = "grid",   [REPORT_INK_FIRST] = "first", [REPORT_INK_SECOND] = "second",
  [REPORT_INK_THIRD] = "third", [REPORT_INK_BAND] = "band",
};

static void
append_scheme (GString *out, gboolean is_dark)
{
  for (guint i = 0; i < REPORT_N_INKS; i++)
    g_string_append_printf (out, ".f-%s{fill:%s}.s-%s{stroke:%s}\n", classes[i],
                            report_ink_get_colour (i, is_dark), classes[i],
                            report_ink_get_colour (i, is_dark));
}

void
report_canvas_append_style (GString *out)
{
  append_scheme (out, FALSE);
  g_string_append (out, "@media screen and (prefers-color-scheme:dark){\n");
  append_scheme (out, TRUE);
  g_string_append (out, "}\n");
}

/* " name='1.5'" */
static void
append_number (GString *out, const char *name, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.2f", value);
  g_string_append_printf (out, " %s=\"%s\"", name, buffer);
}

static void
append_points (GString *out, const ReportPoint *points, guint n)
{
  char x[G_ASCII_DTOSTR_BUF_SIZE];
  char y[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, " points=\"");
  for (guint i = 0; i < n; i++)
    {
      g_ascii_formatd (x, sizeof x, "%.2f", points[i].x);
      g_ascii_formatd (y, sizeof y, "%.2f", points[i].y);
      g_string_append_printf (out, "%s%s,%s", i > 0 ? " " : "", x, y);
    }
  g_string_append_c (out, '"');
}

static void
svg_fill (ReportCanvas *canvas, ReportInk ink, const ReportBox *box)
{
  g_string_append_printf (canvas->svg, "<rect class=\"f-%s\"", classes[ink]);
  append_number (canvas->svg, "x", box->x);
  append_number (canvas->svg, "y", box->y);
  append_number (canvas->svg, "width", box->width);
  append_number (canvas->svg, "height", box->height);
  g_string_append (canvas->svg, "/>\n");
}

static void
svg_area (ReportCanvas *canvas, ReportInk ink, const ReportPoint *points, guint n)
{
  g_string_append_printf (canvas->svg, "<polygon class=\"f-%s\"", classes[ink]);
  append_points (canvas->svg, points, n);
  g_string_append (canvas->svg, "/>\n");
}

static void
svg_line (ReportCanvas *canvas, const ReportPen *pen, const ReportPoint *points, guint n)
{
  static const char *const dashes[] = {
    [REPORT_DASH_SOLID] = "",
    [REPORT_DASH_LONG] = " stroke-dasharray=\"6 3\"",
    [REPORT_DASH_DOTS] = " stroke-dasharray=\"1.5 2.5\"",
  };

  g_string_append_printf (canvas->svg,
                          "<polyline class=\"s-%s\" fill=\"none\" stroke-linejoin=\"round\"%s",
                          classes[pen->ink], dashes[pen->dash]);
  append_number (canvas->svg, "stroke-width", pen->width);
  append_points (canvas->svg, points, n);
  g_string_append (canvas->svg, "/>\n");
}

static void
svg_text (ReportCanvas *canvas, const ReportFont *font, const ReportPoint *at, const char *text)
{
  static const char *const anchors[] = {
    [REPORT_ALIGN_START] = "",
    [REPORT_ALIGN_MIDDLE] = " text-anchor=\"middle\"",
    [REPORT_ALIGN_END] = " text-anchor=\"end\"",
  };
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (canvas->svg, "<text class=\"f-%s\"%s%s", classes[font->ink],
                          anchors[font->align], font->bold ? " font-weight=\"bold\"" : "");
  append_number (canvas->svg, "font-size", font->size);
  append_number (canvas->svg, "x", at->x);
  append_number (canvas->svg, "y", at->y);
  g_string_append_printf (canvas->svg, ">%s</text>\n", escaped);
}

static void
svg_begin (ReportCanvas *canvas, const char *id, const char *title, const char *text)
{
  g_autofree char *name = g_markup_escape_text (title, -1);
  g_autofree char *description = g_markup_escape_text (text, -1);

  g_string_append_printf (canvas->svg,
                          "<g role=\"img\" aria-labelledby=\"%s-title %s-desc\">\n"
                          "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n",
                          id, id, id, name, id, description);
}

static void
svg_end (ReportCanvas *canvas)
{
  g_string_append (canvas->svg, "</g>\n");
}

static const ReportCanvasKind svg_kind = {
  svg_fill, svg_area, svg_line, svg_text, svg_begin, svg_end,
};

ReportCanvas *
report_canvas_new_svg (GString *out)
{
  ReportCanvas *canvas = g_new0 (ReportCanvas, 1);

  canvas->kind = &svg_kind;
  canvas->svg = out;
  return canvas;
}
