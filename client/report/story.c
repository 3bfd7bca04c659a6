/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The order of a report: which parts it has and which figures stand in them. */

#include "client/report/story.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/dict.h"
#include "words/words.h"

static void
free_section (gpointer data)
{
  ReportSection *section = data;

  g_ptr_array_unref (section->paragraphs);
  g_ptr_array_unref (section->figures);
  g_free (section);
}

static void
free_figure (gpointer figure)
{
  report_figure_free (figure);
}

static gboolean
is_off (const ReportStory *story, RecoupAccount account)
{
  return recoup_account_is_in (account, story->data->policy.accounts_off);
}

static ReportSection *
add_section (ReportStory *story, const char *id, const char *heading)
{
  ReportSection *section = g_new0 (ReportSection, 1);

  section->id = id;
  section->heading = heading;
  section->paragraphs = g_ptr_array_new_with_free_func (g_free);
  section->figures = g_ptr_array_new_with_free_func (free_figure);
  g_ptr_array_add (story->sections, section);
  return section;
}

/* A figure whose text describes its first layer. */
static ReportFigure *
add_figure (ReportStory *story, ReportSection *section, const ReportFigure *like)
{
  ReportFigure *figure = g_new (ReportFigure, 1);

  *figure = *like;
  figure->data = story->data;
  figure->text = figure->n_layers > 0 ? report_describe_trend (figure->layers[0].trend) : NULL;
  g_ptr_array_add (section->figures, figure);
  return figure;
}

static void
append_text (ReportFigure *figure, const char *text)
{
  char *joined = g_strconcat (figure->text, " ", text, NULL);

  g_free (figure->text);
  figure->text = joined;
}

static void
add_readiness (ReportStory *story)
{
  ReportSection *section = add_section (story, "readiness", _ ("Readiness"));
  ReportFigure figure = {
    .id = "readiness",
    .title = _ ("Readiness at the end of each day, 0 to 100"),
    .n_layers = 1,
    .layers = { { report_data_get (story->data, "readiness"), REPORT_SHAPE_BAND, REPORT_INK_FIRST,
                  REPORT_DASH_SOLID, _ ("readiness") } },
    .target = NAN,
  };

  (void) add_figure (story, section, &figure);
}

static void
add_sleep (ReportStory *story)
{
  ReportSection *section = add_section (story, "sleep", _ ("Sleep"));
  g_autofree char *need = recoup_words_duration ((gint) story->data->policy.sleep_need_min);
  g_autofree char *text = g_strdup_printf (_ ("You need %s."), need);
  ReportFigure night = {
    .id = "night",
    .title = _ ("Time asleep"),
    .is_half = TRUE,
    .n_layers = 1,
    .layers = { { report_data_get (story->data, "sleep_min"), REPORT_SHAPE_BARS, REPORT_INK_FIRST,
                  REPORT_DASH_SOLID, _ ("night of the day") } },
    .target = story->data->policy.sleep_need_min,
    .target_label = _ ("your need"),
  };
  ReportFigure debt = {
    .id = "debt",
    .title = _ ("Sleep debt"),
    .is_half = TRUE,
    .n_layers = 1,
    .layers = { { report_data_get (story->data, "sleep_debt_h"), REPORT_SHAPE_LINE,
                  REPORT_INK_SECOND, REPORT_DASH_SOLID, _ ("hours owed") } },
    .target = NAN,
  };

  append_text (add_figure (story, section, &night), text);
  (void) add_figure (story, section, &debt);
}

/* "Target 131 g, reached on 12 of 24 known days." */
static char *
dup_protein_text (const RecoupTrend *trend, double target)
{
  guint known = 0;
  guint reached = 0;

  for (guint i = 0; i < trend->n_days; i++)
    if (!isnan (trend->samples[i].point))
      {
        known++;
        reached += trend->samples[i].point >= target ? 1 : 0;
      }
  return g_strdup_printf (_ ("Today’s target is %.0f g; it was reached on %u of %u known days."),
                          target, reached, known);
}

static void
add_food_and_load (ReportStory *story)
{
  ReportSection *section = add_section (story, "training", _ ("Protein and training"));
  g_autoptr (GVariant) today = recoup_dict_dict (story->data->state, "today");
  double target = recoup_dict_number (today, "protein_target_g", NAN);
  ReportFigure protein = {
    .id = "protein",
    .title = _ ("Protein eaten"),
    .is_half = TRUE,
    .n_layers = 1,
    .layers = { { report_data_get (story->data, "protein_g"), REPORT_SHAPE_BARS, REPORT_INK_THIRD,
                  REPORT_DASH_SOLID, _ ("of the day") } },
    .target = target,
    .target_label = _ ("today’s target"),
  };
  ReportFigure load = {
    .id = "load",
    .title = _ ("Training load: effort times minutes"),
    .is_half = TRUE,
    .n_layers = 3,
    .layers = { { report_data_get (story->data, "load"), REPORT_SHAPE_BARS, REPORT_INK_BAND,
                  REPORT_DASH_SOLID, _ ("of the day") },
                { report_data_get (story->data, "acute"), REPORT_SHAPE_LINE, REPORT_INK_SECOND,
                  REPORT_DASH_SOLID, _ ("of late") },
                { report_data_get (story->data, "chronic"), REPORT_SHAPE_LINE, REPORT_INK_FIRST,
                  REPORT_DASH_LONG, _ ("your usual") } },
    .target = NAN,
  };
  ReportFigure *figure =
      is_off (story, RECOUP_ACCOUNT_FUEL) ? NULL : add_figure (story, section, &protein);

  if (figure != NULL && !isnan (target))
    {
      g_autofree char *text = dup_protein_text (protein.layers[0].trend, target);
      append_text (figure, text);
    }
  if (!is_off (story, RECOUP_ACCOUNT_LOAD))
    (void) add_figure (story, section, &load);
}

static void
add_feelings (ReportStory *story)
{
  ReportSection *section = add_section (story, "feelings", _ ("How it felt"));
  ReportFigure figure = {
    .id = "feelings",
    .title = _ ("Stress, low mood and fatigue as you rated them, smoothed over days"),
    .n_layers = 3,
    .layers = { { report_data_get (story->data, "stress"), REPORT_SHAPE_LINE, REPORT_INK_FIRST,
                  REPORT_DASH_SOLID, _ ("stress") },
                { report_data_get (story->data, "mood"), REPORT_SHAPE_LINE, REPORT_INK_THIRD,
                  REPORT_DASH_DOTS, _ ("low mood") },
                { report_data_get (story->data, "fatigue"), REPORT_SHAPE_LINE, REPORT_INK_SECOND,
                  REPORT_DASH_LONG, _ ("fatigue") } },
    .target = NAN,
  };
  ReportFigure *added = add_figure (story, section, &figure);
  g_autofree char *mood = report_describe_trend (figure.layers[1].trend);
  g_autofree char *fatigue = report_describe_trend (figure.layers[2].trend);

  append_text (added, mood);
  append_text (added, fatigue);
}

static void
add_muscles (ReportStory *story)
{
  ReportSection *section = add_section (story, "muscles", _ ("Muscles"));
  ReportFigure figure = {
    .id = "muscles",
    .title = _ ("What each muscle group has lost, and how sore it is"),
    .target = NAN,
  };

  report_tell_muscles (story->data, section->paragraphs);
  if (is_off (story, RECOUP_ACCOUNT_TISSUE))
    {
      if (section->paragraphs->len == 0) /* what hurts is still said */
        g_ptr_array_remove_index (story->sections, story->sections->len - 1);
      return;
    }
  ReportFigure *added = add_figure (story, section, &figure);
  added->text = g_strdup (g_ptr_array_index (section->paragraphs, 0));
}

static char *
dup_subtitle (const ReportData *data)
{
  g_autofree char *from = report_format_day (data->from, TRUE);
  g_autofree char *to = report_format_day (data->from + (RecoupDay) data->n_days - 1, TRUE);
  g_autofree char *now = recoup_render_date_time (data->now, data->zone);

  return g_strdup_printf (_ ("%s to %s. As of %s, %s."), from, to, now,
                          recoup_zone_get_id (data->zone));
}

ReportStory *
report_story_new (const ReportData *data)
{
  ReportStory *story = g_new0 (ReportStory, 1);

  story->data = data;
  story->title = _ ("Recovery report");
  story->subtitle = dup_subtitle (data);
  story->sections = g_ptr_array_new_with_free_func (free_section);
  report_tell_today (data, add_section (story, "today", _ ("Today"))->paragraphs);
  add_readiness (story);
  if (!is_off (story, RECOUP_ACCOUNT_SLEEP))
    add_sleep (story);
  if (!is_off (story, RECOUP_ACCOUNT_FUEL) || !is_off (story, RECOUP_ACCOUNT_LOAD))
    add_food_and_load (story);
  if (!is_off (story, RECOUP_ACCOUNT_STRESS))
    add_feelings (story);
  add_muscles (story);
  report_tell_plan (data, add_section (story, "plan", _ ("Plan and signs"))->paragraphs);
  report_tell_gaps (data, add_section (story, "gaps", _ ("What was not logged"))->paragraphs);
  report_tell_about (add_section (story, "about", _ ("About these numbers"))->paragraphs);
  return story;
}

void
report_story_free (ReportStory *story)
{
  if (story == NULL)
    return;
  g_free (story->subtitle);
  g_ptr_array_unref (story->sections);
  g_free (story);
}
