/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A report from top to bottom: on one long page for pictures, on as many pages of A4 as it takes
 * for paper. A heading stays with what follows it, a figure with its caption. */

#include "client/report/page.h"

#define MARGIN          40.0
#define CONTENT_WIDTH   (REPORT_PAGE_WIDTH - 2 * MARGIN)
#define COLUMN_GAP      15.0
#define HALF_WIDTH      ((CONTENT_WIDTH - COLUMN_GAP) / 2)
#define TITLE_SIZE      18.0
#define HEADING_SIZE    12.0
#define HEADING_HEIGHT  24.0 /* with the space above it */
#define TEXT_SIZE       9.0
#define TEXT_HEIGHT     12.5
#define CAPTION_SIZE    7.0
#define CAPTION_HEIGHT  9.5
#define PARAGRAPH_SPACE 3.0
#define FIGURE_SPACE    8.0

static const ReportFont title_font = { REPORT_INK_TEXT, TITLE_SIZE, TRUE, REPORT_ALIGN_START };
static const ReportFont heading_font = { REPORT_INK_TEXT, HEADING_SIZE, TRUE, REPORT_ALIGN_START };
static const ReportFont text_font = { REPORT_INK_TEXT, TEXT_SIZE, FALSE, REPORT_ALIGN_START };
static const ReportFont caption_font = { REPORT_INK_MUTED, CAPTION_SIZE, FALSE,
                                         REPORT_ALIGN_START };

/* The page that is being filled. */
typedef struct
{
  ReportCanvas *canvas; /* borrowed, NULL when only measuring */
  ReportTurn turn;
  gpointer user_data;
  double y;
} Sheet;

/* Turns the page if @height does not fit on it any more. */
static void
reserve (Sheet *sheet, double height)
{
  if (sheet->turn == NULL || sheet->y + height <= REPORT_PAGE_HEIGHT - MARGIN)
    return;
  sheet->turn (sheet->user_data);
  sheet->y = MARGIN;
}

/* Lines of text below each other. Returns: their height */
static double
put_lines (const Sheet *sheet, const ReportFont *font, const ReportBox *box, const char *text)
{
  g_autoptr (GPtrArray) lines = report_wrap (text, font->size, box->width);

  for (guint i = 0; sheet->canvas != NULL && i < lines->len; i++)
    {
      ReportPoint at = { box->x, box->y + i * box->height + font->size };
      report_canvas_text (sheet->canvas, font, &at, g_ptr_array_index (lines, i));
    }
  return lines->len * box->height;
}

static double
measure_lines (const char *text, double size, double width, double height)
{
  g_autoptr (GPtrArray) lines = report_wrap (text, size, width);

  return lines->len * height;
}

static void
put_paragraph (Sheet *sheet, const ReportFont *font, const char *text, double line_height)
{
  reserve (sheet, measure_lines (text, font->size, CONTENT_WIDTH, line_height));
  ReportBox box = { MARGIN, sheet->y, CONTENT_WIDTH, line_height };
  sheet->y += put_lines (sheet, font, &box, text) + PARAGRAPH_SPACE;
}

static double
measure_figure (const ReportFigure *figure, double width, gboolean has_caption)
{
  double height = report_figure_get_height (figure) + 3;

  if (has_caption)
    height += measure_lines (figure->text, CAPTION_SIZE, width, CAPTION_HEIGHT);
  return height;
}

static void
put_figure (const Sheet *sheet, const ReportFigure *figure, const ReportBox *box, gboolean caption)
{
  ReportBox plot = { box->x, box->y, box->width, report_figure_get_height (figure) };
  ReportBox text = { box->x, box->y + plot.height + 3, box->width, CAPTION_HEIGHT };

  if (sheet->canvas == NULL)
    return;
  report_figure_draw (figure, sheet->canvas, &plot);
  if (caption)
    (void) put_lines (sheet, &caption_font, &text, figure->text); /* measured before */
}

/* The figures of a section: whole ones, or two halves beside each other. Their texts are captions
 * where the section does not say them in its paragraphs. */
static void
put_figures (Sheet *sheet, const ReportSection *section)
{
  gboolean has_captions = section->paragraphs->len == 0;

  for (guint i = 0; i < section->figures->len; i++)
    {
      const ReportFigure *left = g_ptr_array_index (section->figures, i);
      const ReportFigure *right = left->is_half && i + 1 < section->figures->len
                                      ? g_ptr_array_index (section->figures, i + 1)
                                      : NULL;
      double width = left->is_half ? HALF_WIDTH : CONTENT_WIDTH;
      double height = measure_figure (left, width, has_captions);
      if (right != NULL)
        height = MAX (height, measure_figure (right, width, has_captions));
      reserve (sheet, height);
      ReportBox box = { MARGIN, sheet->y, width, height };
      put_figure (sheet, left, &box, has_captions);
      if (right != NULL)
        {
          box.x += HALF_WIDTH + COLUMN_GAP;
          put_figure (sheet, right, &box, has_captions);
          i++;
        }
      sheet->y += height + FIGURE_SPACE;
    }
}

/* Height of what must stand on the page of a heading: the first figure or paragraph. */
static double
measure_begin (const ReportSection *section)
{
  if (section->figures->len > 0)
    {
      const ReportFigure *figure = g_ptr_array_index (section->figures, 0);
      return measure_figure (figure, figure->is_half ? HALF_WIDTH : CONTENT_WIDTH,
                             section->paragraphs->len == 0);
    }
  if (section->paragraphs->len == 0)
    return 0;
  return measure_lines (g_ptr_array_index (section->paragraphs, 0), TEXT_SIZE, CONTENT_WIDTH,
                        TEXT_HEIGHT);
}

static void
put_section (Sheet *sheet, const ReportSection *section)
{
  reserve (sheet, HEADING_HEIGHT + measure_begin (section));
  ReportPoint at = { MARGIN, sheet->y + HEADING_HEIGHT - 8 };
  if (sheet->canvas != NULL)
    report_canvas_text (sheet->canvas, &heading_font, &at, section->heading);
  sheet->y += HEADING_HEIGHT;
  put_figures (sheet, section);
  for (guint i = 0; i < section->paragraphs->len; i++)
    put_paragraph (sheet, &text_font, g_ptr_array_index (section->paragraphs, i), TEXT_HEIGHT);
}

double
report_page_draw (const ReportStory *story,
                  ReportCanvas *canvas,
                  ReportTurn turn,
                  gpointer user_data)
{
  Sheet sheet = { canvas, turn, user_data, MARGIN };
  ReportPoint at = { MARGIN, MARGIN + TITLE_SIZE };

  if (canvas != NULL)
    report_canvas_text (canvas, &title_font, &at, story->title);
  sheet.y += TITLE_SIZE + 8;
  put_paragraph (&sheet, &text_font, story->subtitle, TEXT_HEIGHT);
  for (guint i = 0; i < story->sections->len; i++)
    put_section (&sheet, g_ptr_array_index (story->sections, i));
  return sheet.y + MARGIN;
}
