/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/report/story.h"

G_BEGIN_DECLS

/** Width of A4 in points, and its height. */
#define REPORT_PAGE_WIDTH  595.28
#define REPORT_PAGE_HEIGHT 841.89

/** Called when a page is full; what follows goes on top of the next one. */
typedef void (*ReportTurn) (gpointer user_data);

/**
 * report_page_draw:
 * @canvas: (nullable): %NULL only measures
 * @turn: (nullable): %NULL draws all of it on one page as long as it takes
 *
 * Lays a story out from top to bottom.
 *
 * Returns: where the last page ends
 */
double report_page_draw (const ReportStory *story,
                         ReportCanvas *canvas,
                         ReportTurn turn,
                         gpointer user_data);

/** Each returns: (transfer full): the whole file */
GBytes *report_write_html (const ReportStory *story, GError **error);
GBytes *report_write_svg (const ReportStory *story, GError **error);
GBytes *report_write_png (const ReportStory *story, GError **error);
GBytes *report_write_pdf (const ReportStory *story, GError **error);

G_END_DECLS
