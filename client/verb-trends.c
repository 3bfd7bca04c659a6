/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl trends: looking instead of reading. Without a metric one row of signs for each, with
 * one a line a day with its value and a bar. */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/balances.h"
#include "client/print.h"
#include "client/trend-days.h"
#include "client/verbs.h"
#include "words/format.h"
#include "words/key-words.h"

#define DAYS_A_WEEK   7
#define LINES_AT_MOST 70 /* more days than this go into lines of a week each */
#define VALUE_COLUMNS 20 /* "7 h 40 min", "62 (48 to 77)" */

static GVariant *
make_json (const RecoupTrend *trend)
{
  GVariantBuilder values;
  GVariantDict dict;
  g_autofree char *from = recoup_day_format (trend->from);
  g_autofree char *to = recoup_day_format (trend->from + (RecoupDay) trend->n_days - 1);

  g_variant_builder_init (&values, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < trend->n_days; i++)
    {
      const RecoupSample *sample = &trend->samples[i];
      g_autofree char *date = recoup_day_format (trend->from + (RecoupDay) i);
      GVariantDict row;
      if (isnan (sample->point))
        continue;
      g_variant_dict_init (&row, NULL);
      g_variant_dict_insert (&row, "date", "s", date);
      g_variant_dict_insert (&row, "low", "d", sample->low);
      g_variant_dict_insert (&row, "point", "d", sample->point);
      g_variant_dict_insert (&row, "high", "d", sample->high);
      g_variant_builder_add_value (&values, g_variant_dict_end (&row));
    }
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "metric", "s", trend->series->name);
  g_variant_dict_insert (&dict, "unit", "s", trend->series->unit);
  g_variant_dict_insert (&dict, "from", "s", from);
  g_variant_dict_insert (&dict, "to", "s", to);
  g_variant_dict_insert_value (&dict, "values", g_variant_builder_end (&values));
  return g_variant_dict_end (&dict);
}

/* "2026-10-25 to 2026-11-21" */
static char *
dup_days (const RecoupTrend *trend)
{
  g_autofree char *from = recoup_format_date (trend->from);
  g_autofree char *to = recoup_format_date (trend->from + (RecoupDay) trend->n_days - 1);

  return g_strdup_printf (_ ("%s to %s"), from, to);
}

static void
print_chart (RecoupCtl *ctl, const RecoupTrend *trend)
{
  guint days_per_line = trend->n_days > LINES_AT_MOST ? DAYS_A_WEEK : 1;
  g_autofree char *days = dup_days (trend);
  g_autofree char *head = g_strdup_printf ("%s, %s", _ (trend->series->title), days);

  if (recoup_trend_find_last (trend) == trend->n_days)
    {
      recoup_ctl_print (ctl, _ ("%s: not known on any of these days.\n"), head);
      return;
    }
  if (ctl->quiet)
    return;
  if (ctl->legend)
    recoup_print_styled (ctl, RECOUP_STYLE_HEADING, head);
  recoup_trend_append_chart (trend, &ctl->render, days_per_line, ctl->legend, ctl->out);
}

/* One line: what to type, the last value, the signs. */
static void
print_row (RecoupCtl *ctl, const RecoupTrend *trend, guint word_columns, guint days_per_sign)
{
  guint last = recoup_trend_find_last (trend);
  g_autofree char *value = recoup_trend_format_sample (trend->series, &trend->samples[last]);

  g_autofree char *word = recoup_words_key (RECOUP_KEY_METRIC, trend->series->word);
  g_string_append (ctl->out, word);
  recoup_render_pad (ctl->out, word, word_columns);
  g_string_append (ctl->out, value);
  recoup_render_pad (ctl->out, value, VALUE_COLUMNS);
  recoup_trend_append_signs (trend, &ctl->render, days_per_sign, ctl->out);
  while (ctl->out->str[ctl->out->len - 1] == ' ')
    g_string_truncate (ctl->out, ctl->out->len - 1);
  g_string_append_c (ctl->out, '\n');
}

/* Columns of the longest word, and two between it and the value. */
static guint
measure_words (const GPtrArray *trends)
{
  guint columns = 0;

  for (guint i = 0; i < trends->len; i++)
    {
      const RecoupTrend *trend = g_ptr_array_index (trends, i);
      g_autofree char *word = recoup_words_key (RECOUP_KEY_METRIC, trend->series->word);
      columns = MAX (columns, recoup_render_measure (word) + 2);
    }
  return columns;
}

static void
print_overview (RecoupCtl *ctl, const GPtrArray *trends)
{
  const RecoupTrend *any = g_ptr_array_index (trends, 0);
  guint word_columns = measure_words (trends);
  guint room = ctl->render.width > word_columns + VALUE_COLUMNS + DAYS_A_WEEK
                   ? ctl->render.width - word_columns - VALUE_COLUMNS
                   : DAYS_A_WEEK;
  guint days_per_sign = (any->n_days + room - 1) / room;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *days = dup_days (any);
  g_autofree char *head =
      days_per_sign == 1 ? g_strdup_printf (_ ("%s, last value, a sign a day"), days)
                         : g_strdup_printf (_ ("%s, last value, a sign is the mean of %u days"),
                                            days, days_per_sign);

  if (ctl->quiet)
    return;
  if (ctl->legend)
    recoup_print_styled (ctl, RECOUP_STYLE_HEADING, head);
  for (guint i = 0; i < trends->len; i++)
    {
      const RecoupTrend *trend = g_ptr_array_index (trends, i);
      if (recoup_trend_find_last (trend) < trend->n_days)
        print_row (ctl, trend, word_columns, days_per_sign);
      else
        g_strv_builder_add (builder, trend->series->word);
    }
  g_auto (GStrv) missing = g_strv_builder_end (builder);
  if (missing[0] != NULL)
    {
      g_autofree char *list = recoup_words_join (RECOUP_KEY_METRIC, missing);
      g_autofree char *line = g_strdup_printf (_ ("Not known on any of these days: %s."), list);
      recoup_print_paragraph (ctl, 0, line);
    }
  if (ctl->legend && g_strv_length (missing) < trends->len)
    recoup_print_paragraph (ctl, 0,
                            ctl->render.utf8
                                ? _ ("▁ is the bottom of the scale of a row, █ its top; a gap is "
                                     "not known.")
                                : _ ("0 is the bottom of the scale of a row, 9 its top; a gap is "
                                     "not known."));
}

static void
free_trend (gpointer data)
{
  recoup_trend_free (data);
}

/* All but those of accounts that are switched off. */
static RecoupExit
print_all (RecoupCtl *ctl, const RecoupDayRange *range, guint off)
{
  guint n = 0;
  const RecoupSeries *metrics = recoup_series_get (&n);
  g_autoptr (GPtrArray) trends = g_ptr_array_new_with_free_func (free_trend);
  g_autoptr (GError) error = NULL;
  GVariantBuilder list;

  for (guint i = 0; i < n; i++)
    {
      if ((metrics[i].accounts & off) != 0)
        continue;
      RecoupTrend *trend = recoup_trend_fetch (ctl, &metrics[i], range, &error);
      if (trend == NULL)
        return recoup_ctl_fail (ctl, error);
      g_ptr_array_add (trends, trend);
    }
  if (!recoup_print_is_json (ctl))
    {
      print_overview (ctl, trends);
      return RECOUP_EXIT_OK;
    }
  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < trends->len; i++)
    g_variant_builder_add_value (&list, make_json (g_ptr_array_index (trends, i)));
  recoup_print_json (ctl, g_variant_builder_end (&list));
  return RECOUP_EXIT_OK;
}

static RecoupExit
print_one (RecoupCtl *ctl, const RecoupSeries *series, const RecoupDayRange *range)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupTrend) trend = recoup_trend_fetch (ctl, series, range, &error);

  if (trend == NULL)
    return recoup_ctl_fail (ctl, error);
  if (recoup_print_is_json (ctl))
    recoup_print_json (ctl, make_json (trend));
  else
    print_chart (ctl, trend);
  return RECOUP_EXIT_OK;
}

static RecoupExit
refuse_metric (RecoupCtl *ctl, const char *word)
{
  guint n = 0;
  const RecoupSeries *metrics = recoup_series_get (&n);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (keys, (gpointer) metrics[i].word);
  g_ptr_array_add (keys, NULL);
  g_autofree char *list = recoup_words_join (RECOUP_KEY_METRIC, (char **) keys->pdata);
  return recoup_ctl_usage (ctl, _ ("There is no metric ‘%s’, but: %s"), word, list);
}

static RecoupExit
run_trends (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *word = recoup_args_word (args, 0);
  const char *key = word != NULL ? recoup_words_find_key (RECOUP_KEY_METRIC, word) : NULL;
  const RecoupSeries *series = word != NULL ? recoup_series_find (key != NULL ? key : word) : NULL;
  RecoupDayRange range = { 0, 0 };
  guint weeks = 0;
  g_autoptr (GError) error = NULL;

  if (word != NULL && series == NULL)
    return refuse_metric (ctl, word);
  RecoupExit status = recoup_trend_read_weeks (ctl, args, &weeks);
  if (status != RECOUP_EXIT_OK)
    return status;
  g_autoptr (GVariant) state = recoup_ctl_get_state (ctl, NULL, &error);
  if (state == NULL || !recoup_trend_get_days (state, weeks, &range, &error))
    return recoup_ctl_fail (ctl, error);
  guint off = recoup_balances_get_off (state);
  if (series == NULL)
    return print_all (ctl, &range, off);
  if ((series->accounts & off) == 0 || recoup_print_is_json (ctl))
    return print_one (ctl, series, &range);
  recoup_ctl_print (ctl, _ ("%s: switched off by the setting accounts_off.\n"), _ (series->title));
  return RECOUP_EXIT_OK;
}

static const RecoupOption options[] = {
  { "weeks", 0, "N", N_ ("So many weeks up to today, 1 to 57; 4 by default") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_trends = {
  .name = "trends",
  .args = "[METRIC] [--weeks N]",
  .help = N_ ("Show how the accounts went, day by day"),
  .details = N_ (
      "METRIC is readiness, coverage, sleep, sleep-debt, protein, shortfall, stress, mood,\n"
      "fatigue, load, acute, chronic, regularity, monotony, strain or adherence; without one:\n"
      "a row for each of them, in which a sign may be the mean of some days. A value is that of\n"
      "the end of its recovery day. Of one METRIC more than ten weeks are shown week by week.\n"),
  .options = options,
  .max_words = 1,
  .run = run_trends,
};
