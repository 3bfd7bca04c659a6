/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The twelve muscle groups: what each has lost, how sore it is, and whether it is ready. */

#include "client/report/figure.h"

#include <glib/gi18n-lib.h>

#include "client/dict.h"
#include "recoup/muscle.h"
#include "words/key-words.h"

#define ROW_HEIGHT   13.0
#define HEAD_HEIGHT  16.0
#define TEXT_SIZE    8.0
#define LABEL_SIZE   7.0
#define BAR_HEIGHT   6.0
#define NAME_WIDTH   78.0
#define BAR_WIDTH    100.0
#define NUMBER_WIDTH 34.0
#define COLUMN_WIDTH (BAR_WIDTH + NUMBER_WIDTH)
#define MAX_FATIGUE  30.0 /* percent at the end of a bar; a pool is limited to 60, few come near */
#define MAX_SORENESS 10.0

static const ReportFont head_font = { REPORT_INK_MUTED, LABEL_SIZE, FALSE, REPORT_ALIGN_START };
static const ReportFont text_font = { REPORT_INK_TEXT, TEXT_SIZE, FALSE, REPORT_ALIGN_START };
static const ReportFont bold_font = { REPORT_INK_TEXT, TEXT_SIZE, TRUE, REPORT_ALIGN_START };

double
report_muscles_get_height (void)
{
  return HEAD_HEIGHT + RECOUP_N_GROUPS * ROW_HEIGHT;
}

/* A bar on its track, with its value behind it. */
static void
draw_bar (ReportCanvas *canvas,
          ReportInk ink,
          const ReportPoint *at,
          double share,
          const char *text)
{
  ReportBox track = { at->x, at->y - BAR_HEIGHT, BAR_WIDTH, BAR_HEIGHT };
  ReportBox bar = { at->x, at->y - BAR_HEIGHT, BAR_WIDTH * CLAMP (share, 0.0, 1.0), BAR_HEIGHT };
  ReportPoint number = { at->x + BAR_WIDTH + 4, at->y };

  report_canvas_fill (canvas, REPORT_INK_GRID, &track);
  if (bar.width > 0)
    report_canvas_fill (canvas, ink, &bar);
  report_canvas_text (canvas, &text_font, &number, text);
}

static char *
dup_status (const ReportData *data, GVariant *group)
{
  gint64 ready_at = recoup_dict_integer (group, "ready_at", RECOUP_INSTANT_NONE);

  if (!recoup_dict_boolean (group, "blocked"))
    return g_strdup (_ ("ready"));
  if (ready_at == RECOUP_INSTANT_NONE)
    return g_strdup (_ ("spare"));
  g_autofree char *moment = recoup_render_moment (ready_at, data->now, data->zone);
  return g_strdup_printf (_ ("spare until %s"), moment);
}

void
report_muscles_draw (const ReportData *data, ReportCanvas *canvas, const ReportBox *box)
{
  g_autoptr (GVariant) balances = recoup_dict_dict (data->state, "balances");
  g_autoptr (GVariant) groups = recoup_dict_dict (balances, "groups");
  const double columns[] = { box->x, box->x + NAME_WIDTH, box->x + NAME_WIDTH + COLUMN_WIDTH,
                             box->x + NAME_WIDTH + 2 * COLUMN_WIDTH };
  static const char *const heads[] = { N_ ("Muscle group"), N_ ("Weaker by"),
                                       N_ ("Soreness, 0 to 10"), "" };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      ReportPoint at = { columns[i], box->y + LABEL_SIZE };
      report_canvas_text (canvas, &head_font, &at, _ (heads[i]));
    }
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      const char *name = recoup_group_get_name (i);
      g_autoptr (GVariant) group = recoup_dict_dict (groups, name);
      g_autofree char *label = recoup_words_key (RECOUP_KEY_GROUP, name);
      g_autofree char *status = dup_status (data, group);
      double fatigue = recoup_dict_number (group, "fatigue", 0);
      double soreness = recoup_dict_number (group, "soreness", 0);
      g_autofree char *weaker = g_strdup_printf ("%.0f %%", fatigue);
      g_autofree char *sore = g_strdup_printf ("%.0f", soreness);
      double y = box->y + HEAD_HEIGHT + (i + 1) * ROW_HEIGHT - 4;
      ReportPoint at[] = { { columns[0], y },
                           { columns[1], y },
                           { columns[2], y },
                           { columns[3], y } };
      report_canvas_text (canvas, &text_font, &at[0], label);
      draw_bar (canvas, REPORT_INK_FIRST, &at[1], fatigue / MAX_FATIGUE, weaker);
      draw_bar (canvas, REPORT_INK_SECOND, &at[2], soreness / MAX_SORENESS, sore);
      report_canvas_text (canvas, recoup_dict_boolean (group, "blocked") ? &bold_font : &text_font,
                          &at[3], status);
    }
}
