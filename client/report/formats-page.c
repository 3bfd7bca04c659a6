/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A laid out report as SVG, PNG and PDF. Cairo puts the time of day into a PDF unless it is told
 * another one: it gets that of the data. */

#include "client/report/page.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "recoup/error.h"

#define PIXELS_A_POINT 2 /* sharp on a screen, 144 dpi on paper */

GBytes *
report_write_svg (const ReportStory *story, GError **error)
{
  double height = report_page_draw (story, NULL, NULL, NULL);
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  ReportBox page = { 0, 0, REPORT_PAGE_WIDTH, height };
  g_autofree char *subtitle = g_markup_escape_text (story->subtitle, -1);
  g_autoptr (ReportCanvas) canvas = report_canvas_new_svg (out);

  g_string_append_printf (
      out,
      "<svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"%s\" width=\"%d\" height=\"%d\" "
      "viewBox=\"0 0 %d %d\" font-family=\"system-ui,'DejaVu Sans',sans-serif\">\n"
      "<title>%s</title>\n<desc>%s</desc>\n<style>\n",
      report_get_language (), (int) REPORT_PAGE_WIDTH + 1, (int) height + 1,
      (int) REPORT_PAGE_WIDTH + 1, (int) height + 1, story->title, subtitle);
  report_canvas_append_style (out);
  g_string_append (out, "</style>\n");
  page.width += 1;
  page.height += 1;
  report_canvas_fill (canvas, REPORT_INK_PAPER, &page);
  (void) report_page_draw (story, canvas, NULL, NULL); /* its height is known */
  g_string_append (out, "</svg>\n");
  return g_string_free_to_bytes (out);
}

static cairo_status_t
on_write (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Takes @bytes; gives it back, or an error of cairo. */
static GBytes *
finish (GByteArray *bytes, cairo_status_t status, GError **error)
{
  GBytes *result = g_byte_array_free_to_bytes (bytes);

  if (status == CAIRO_STATUS_SUCCESS)
    return result;
  g_bytes_unref (result);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED,
               _ ("The picture could not be drawn: %s"), cairo_status_to_string (status));
  return NULL;
}

/* Metrics that do not depend on a screen. */
static void
free_metrics (cairo_t *cairo)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options (cairo, options);
  cairo_font_options_destroy (options);
}

GBytes *
report_write_png (const ReportStory *story, GError **error)
{
  double height = report_page_draw (story, NULL, NULL, NULL);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (REPORT_PAGE_WIDTH * PIXELS_A_POINT),
                                  (int) (height * PIXELS_A_POINT));
  cairo_t *cairo = cairo_create (surface);
  GByteArray *bytes = g_byte_array_new ();
  ReportBox page = { 0, 0, REPORT_PAGE_WIDTH, height };
  g_autoptr (ReportCanvas) canvas = report_canvas_new_cairo (cairo);

  free_metrics (cairo);
  cairo_scale (cairo, PIXELS_A_POINT, PIXELS_A_POINT);
  report_canvas_fill (canvas, REPORT_INK_PAPER, &page);
  (void) report_page_draw (story, canvas, NULL, NULL); /* its height is known */
  cairo_status_t status = cairo_status (cairo);
  cairo_destroy (cairo);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, on_write, bytes);
  cairo_surface_destroy (surface);
  return finish (bytes, status, error);
}

static void
on_turn (gpointer user_data)
{
  cairo_show_page (user_data);
}

GBytes *
report_write_pdf (const ReportStory *story, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (on_write, bytes, REPORT_PAGE_WIDTH, REPORT_PAGE_HEIGHT);
  cairo_t *cairo = cairo_create (surface);
  g_autofree char *now = recoup_instant_format (story->data->now, NULL);
  g_autoptr (ReportCanvas) canvas = report_canvas_new_cairo (cairo);

  free_metrics (cairo);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, story->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, story->subtitle);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "recoup");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, now);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, now);
  (void) report_page_draw (story, canvas, on_turn, cairo); /* the page ends with it */
  cairo_show_page (cairo);
  cairo_status_t status = cairo_status (cairo);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return finish (bytes, status, error);
}
