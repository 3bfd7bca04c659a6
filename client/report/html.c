/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A report as one HTML file: nothing is loaded from elsewhere, no script runs. Figures are inline
 * SVG with their names and descriptions; the values behind each chart are also there as a table,
 * folded away. */

#include "client/report/page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "words/format.h"

#define FIGURE_WIDTH 515.0 /* points that a whole figure is drawn on; it scales with the window */
#define HALF_WIDTH   250.0

static const char style[] =
    ":root{color-scheme:light dark}\n"
    "body{margin:0 auto;max-width:52rem;padding:1rem;font:1rem/1.5 system-ui,'DejaVu Sans',"
    "sans-serif}\n"
    "h1{font-size:1.6rem;margin:.5rem 0}\n"
    "h2{font-size:1.2rem;margin:1.5rem 0 .5rem}\n"
    "p{margin:.3rem 0}\n"
    ".pair{display:flex;flex-wrap:wrap;gap:1rem}\n"
    ".pair figure{flex:1 1 20rem;min-width:0}\n"
    "figure{margin:.5rem 0;overflow-x:auto}\n"
    "figure svg{display:block;width:100%;height:auto}\n"
    "svg.whole{min-width:30rem}\n"
    "figcaption,details{font-size:.85rem}\n"
    "table{border-collapse:collapse;margin:.5rem 0}\n"
    "th,td{padding:.1rem .8rem .1rem 0;text-align:left;font-variant-numeric:tabular-nums}\n"
    "@page{size:A4;margin:15mm}\n"
    "@media print{html{font-size:9pt}body{max-width:none;padding:0}"
    "section,figure{break-inside:avoid}h2{break-after:avoid}details{display:none}}\n";

/* Colours of the page for one colour scheme. */
static void
append_scheme (GString *out, gboolean is_dark)
{
  g_string_append_printf (out, "body{background:%s;color:%s}figcaption,.muted{color:%s}\n",
                          report_ink_get_colour (REPORT_INK_PAPER, is_dark),
                          report_ink_get_colour (REPORT_INK_TEXT, is_dark),
                          report_ink_get_colour (REPORT_INK_MUTED, is_dark));
}

static void
append_element (GString *out, const char *open, const char *text, const char *close)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (out, "%s%s%s\n", open, escaped, close);
}

static void
append_head (GString *out, const ReportStory *story)
{
  g_string_append_printf (out, "<!DOCTYPE html>\n<html lang=\"%s\">\n", report_get_language ());
  g_string_append (out, "<head>\n<meta charset=\"utf-8\"/>\n"
                        "<meta name=\"viewport\" content=\"width=device-width,"
                        "initial-scale=1\"/>\n<meta http-equiv=\"Content-Security-Policy\" "
                        "content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n");
  append_element (out, "<title>", story->title, "</title>");
  g_string_append_printf (out, "<style>\n%s", style);
  append_scheme (out, FALSE);
  g_string_append (out, "@media screen and (prefers-color-scheme:dark){\n");
  append_scheme (out, TRUE);
  g_string_append (out, "}\n");
  report_canvas_append_style (out);
  g_string_append (out, "</style>\n</head>\n<body>\n<main>\n");
  append_element (out, "<h1>", story->title, "</h1>");
  append_element (out, "<p class=\"muted\">", story->subtitle, "</p>");
}

/* One row a day, one column a layer; what is not known is said. */
static void
append_table (GString *out, const ReportFigure *figure)
{
  const ReportData *data = figure->data;

  g_string_append (out, "<details>");
  append_element (out, "<summary>", _ ("Values"), "</summary>");
  g_string_append (out, "<table>\n<tr>");
  append_element (out, "<th>", _ ("Day"), "</th>");
  for (guint i = 0; i < figure->n_layers; i++)
    append_element (out, "<th>", figure->layers[i].label, "</th>");
  g_string_append (out, "</tr>\n");
  for (guint day = 0; day < data->n_days; day++)
    {
      g_autofree char *date = recoup_format_date (data->from + (RecoupDay) day);
      g_autofree char *escaped = g_markup_escape_text (date, -1);
      g_string_append_printf (out, "<tr><td>%s</td>", escaped);
      for (guint i = 0; i < figure->n_layers; i++)
        {
          const RecoupTrend *trend = figure->layers[i].trend;
          const RecoupSample *sample = &trend->samples[day];
          g_autofree char *value = isnan (sample->point)
                                       ? g_strdup (_ ("not known"))
                                       : recoup_trend_format_sample (trend->series, sample);
          g_string_append_printf (out, "<td>%s</td>", value);
        }
      g_string_append (out, "</tr>\n");
    }
  g_string_append (out, "</table>\n</details>\n");
}

static void
append_figure (GString *out, const ReportFigure *figure, gboolean has_caption)
{
  double width = figure->is_half ? HALF_WIDTH : FIGURE_WIDTH;
  ReportBox box = { 0, 0, width, report_figure_get_height (figure) };
  g_autoptr (ReportCanvas) canvas = report_canvas_new_svg (out);

  g_string_append_printf (out,
                          "<figure>\n<svg%s xmlns=\"http://www.w3.org/2000/svg\" "
                          "viewBox=\"0 0 %d %d\" font-family=\"inherit\">\n",
                          figure->is_half ? "" : " class=\"whole\"", (int) box.width + 1,
                          (int) box.height + 1);
  report_figure_draw (figure, canvas, &box);
  g_string_append (out, "</svg>\n");
  if (has_caption)
    append_element (out, "<figcaption>", figure->text, "</figcaption>");
  if (figure->n_layers > 0)
    append_table (out, figure);
  g_string_append (out, "</figure>\n");
}

/* Whether the figures stand beside each other. */
static gboolean
is_pair (const ReportSection *section)
{
  for (guint i = 0; i < section->figures->len; i++)
    {
      const ReportFigure *figure = g_ptr_array_index (section->figures, i);
      if (!figure->is_half)
        return FALSE;
    }
  return section->figures->len > 1;
}

static void
append_section (GString *out, const ReportSection *section)
{
  gboolean has_captions = section->paragraphs->len == 0;
  gboolean has_pair = is_pair (section);

  g_string_append_printf (out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n",
                          section->id, section->id, section->heading);
  if (has_pair)
    g_string_append (out, "<div class=\"pair\">\n");
  for (guint i = 0; i < section->figures->len; i++)
    append_figure (out, g_ptr_array_index (section->figures, i), has_captions);
  if (has_pair)
    g_string_append (out, "</div>\n");
  for (guint i = 0; i < section->paragraphs->len; i++)
    append_element (out, "<p>", g_ptr_array_index (section->paragraphs, i), "</p>");
  g_string_append (out, "</section>\n");
}

GBytes *
report_write_html (const ReportStory *story, GError **error)
{
  GString *out = g_string_new (NULL);

  append_head (out, story);
  for (guint i = 0; i < story->sections->len; i++)
    append_section (out, g_ptr_array_index (story->sections, i));
  g_string_append (out, "</main>\n</body>\n</html>\n");
  return g_string_free_to_bytes (out);
}
