/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sentences of a report. Those that judge are the same that recoupctl and the notifications
 * say; here are only the ones that put a month into words. */

#include "client/report/story.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/balances.h"
#include "client/dict.h"
#include "client/plan-text.h"
#include "client/summary.h"
#include "recoup/muscle.h"
#include "words/key-words.h"
#include "words/words.h"

#define MAX_DATES 12 /* that a sentence lists one by one */

const char *
report_get_language (void)
{
  /* Translators: the code of your language, for example "de" or "pt-BR". */
  return C_ ("language", "en");
}

static void
add (GPtrArray *out, char *text)
{
  g_ptr_array_add (out, text);
}

static void
tell_questions (const ReportData *data, GPtrArray *out)
{
  g_auto (GStrv) ask = recoup_dict_strings (data->state, "ask");
  RecoupQuestion question = RECOUP_QUESTION_X077;

  for (guint i = 0; ask[i] != NULL; i++)
    if (recoup_question_from_name (ask[i], &question))
      add (out, g_strdup_printf (_ ("Question: %s"), recoup_words_question (question)));
}

void
report_tell_today (const ReportData *data, GPtrArray *out)
{
  g_autoptr (GVariant) today = recoup_dict_dict (data->state, "today");
  g_autoptr (GVariant) bedtime = recoup_dict_dict (data->state, "bedtime");
  g_auto (GStrv) planned = recoup_dict_strings (today, "planned");
  gint64 lights_out = recoup_dict_integer (bedtime, "lights_out", RECOUP_INSTANT_NONE);
  g_autofree char *summary = recoup_summary_new (data->state);

  add (out, g_strdup_printf ("%s.", summary));
  g_ptr_array_extend_and_steal (out, recoup_summary_list_reasons (data->state, "reasons", FALSE));
  tell_questions (data, out);
  g_autofree char *list = recoup_words_join (RECOUP_KEY_PLANNED, planned);
  g_autofree char *plan = g_strdup_printf (_ ("Planned: %s."), list);
  g_autofree char *eaten = g_strdup_printf (_ ("Protein so far today %.0f of %.0f g."),
                                            recoup_dict_number (today, "protein_g", 0),
                                            recoup_dict_number (today, "protein_target_g", 0));
  if (!recoup_account_is_in (RECOUP_ACCOUNT_FUEL, data->policy.accounts_off))
    add (out, g_strjoin (" ", eaten, list[0] != '\0' ? plan : NULL, NULL));
  else if (list[0] != '\0')
    add (out, g_strdup (plan));
  if (lights_out != RECOUP_INSTANT_NONE)
    {
      g_autofree char *clock = recoup_words_clock (lights_out, data->zone);
      g_autofree char *moment = recoup_render_moment (lights_out, data->now, data->zone);
      add (out, data->now > lights_out ? g_strdup_printf (_ ("Lights out was due at %s."), clock)
                                       : g_strdup_printf (_ ("Lights out %s."), moment));
    }
}

void
report_tell_muscles (const ReportData *data, GPtrArray *out)
{
  g_autoptr (GVariant) balances = recoup_dict_dict (data->state, "balances");
  g_autoptr (GVariant) groups = recoup_dict_dict (balances, "groups");
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      const char *name = recoup_group_get_name (i);
      g_autoptr (GVariant) group = recoup_dict_dict (groups, name);
      if (!recoup_dict_boolean (group, "blocked"))
        continue;
      g_autofree char *label = recoup_words_key (RECOUP_KEY_GROUP, name);
      g_autofree char *reason = recoup_balances_dup_group_reason (group, data->now, data->zone);
      g_string_append_printf (text, "%s%s (%s)", n == 0 ? "" : ", ", label, reason);
      n++;
    }
  gboolean is_off = recoup_account_is_in (RECOUP_ACCOUNT_TISSUE, data->policy.accounts_off);
  if (n == 0 && is_off)
    return; /* nothing is claimed of the others */
  if (n == 0)
    add (out, g_strdup (_ ("No muscle group needs to be spared, as far as logged.")));
  else if (n == RECOUP_N_GROUPS || is_off)
    add (out, g_strdup_printf (_ ("To be spared: %s."), text->str));
  else
    add (out, g_strdup_printf (_ ("To be spared: %s. The other %u are ready."), text->str,
                               RECOUP_N_GROUPS - n));
}

void
report_tell_plan (const ReportData *data, GPtrArray *out)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (data->state, "plan");
  guint before = 0;

  add (out, recoup_plan_text_new (plan));
  before = out->len;
  g_ptr_array_extend_and_steal (out, recoup_summary_list_reasons (data->state, "flags", TRUE));
  if (out->len == before)
    add (out, g_strdup (_ ("No signs worth acting on in the log.")));
}

/* "2, 9 and 16 Mar", or how many they are. */
static void
append_dates (GString *text, const RecoupTrend *trend, guint first)
{
  guint n = 0;

  g_string_append (text, ": ");
  for (guint i = first; i < trend->n_days; i++)
    if (isnan (trend->samples[i].point))
      {
        g_autofree char *date = report_format_day (trend->from + (RecoupDay) i, FALSE);
        if (n++ < MAX_DATES)
          g_string_append_printf (text, "%s%s", n > 1 ? ", " : "", date);
      }
  if (n > MAX_DATES)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("and %u more"), n - MAX_DATES);
    }
}

/* Which days of a metric are missing; days before anything was logged at all do not count. @what
 * takes how many they are. */
static void
tell_gap (const ReportData *data, const char *metric, const char *what, GPtrArray *out)
{
  const RecoupTrend *trend = report_data_get (data, metric);
  guint first = recoup_trend_find_first (report_data_get (data, "readiness"));
  g_autoptr (GString) text = g_string_new (NULL);
  guint missing = 0;

  if ((trend->series->accounts & data->policy.accounts_off) != 0)
    return;
  for (guint i = first; i < trend->n_days; i++)
    missing += isnan (trend->samples[i].point) ? 1 : 0;
  if (missing == 0)
    return;
  g_autofree char *days = g_strdup_printf (_ ("%u of %u days"), missing, trend->n_days - first);
  g_autofree char *sentence = recoup_words_fill (what, days);
  g_string_append (text, sentence);
  append_dates (text, trend, first);
  g_string_append_c (text, '.');
  add (out, g_strdup (text->str));
}

void
report_tell_gaps (const ReportData *data, GPtrArray *out)
{
  const RecoupTrend *readiness = report_data_get (data, "readiness");
  guint before = out->len;

  if (recoup_trend_find_first (readiness) == readiness->n_days)
    {
      add (out, g_strdup (_ ("Nothing was logged up to the end of these days.")));
      return;
    }
  tell_gap (data, "sleep_min", _ ("No night on %s"), out);
  tell_gap (data, "protein_g", _ ("No meals on %s"), out);
  tell_gap (data, "load", _ ("Neither a session nor a rest day for a week on %s"), out);
  if (out->len == before)
    add (out, g_strdup (_ ("Nights, meals and training are there on every day.")));
  add (out, g_strdup (_ ("What is not logged widens the range around readiness: it counts once as "
                         "well, once as badly as it can be.")));
}

void
report_tell_about (GPtrArray *out)
{
  add (out,
       g_strdup (_ ("Recoup keeps a diary and does arithmetic. The weights behind readiness are "
                    "conventions of the project; no study validates such a score for lifters.")));
  add (out, g_strdup (_ ("It does not diagnose, treat or predict injury. If something worries you, "
                         "ask a doctor.")));
}

char *
report_describe_trend (const RecoupTrend *trend)
{
  guint first = recoup_trend_find_first (trend);
  guint last = recoup_trend_find_last (trend);
  guint lowest = first;
  guint highest = first;
  guint known = 0;

  if (first == trend->n_days)
    return g_strdup_printf (_ ("%s: not known on any of these days."), _ (trend->series->title));
  for (guint i = first; i <= last; i++)
    {
      double value = trend->samples[i].point;
      if (isnan (value))
        continue;
      known++;
      if (value < trend->samples[lowest].point)
        lowest = i;
      if (value > trend->samples[highest].point)
        highest = i;
    }
  RecoupSample mean = recoup_trend_sum_up (trend, 0, trend->n_days);
  g_autofree char *now = recoup_trend_format_sample (trend->series, &trend->samples[last]);
  g_autofree char *least = recoup_trend_format (trend->series, trend->samples[lowest].point);
  g_autofree char *most = recoup_trend_format (trend->series, trend->samples[highest].point);
  g_autofree char *average = recoup_trend_format (trend->series, mean.point);
  g_autofree char *last_date = report_format_day (trend->from + (RecoupDay) last, FALSE);
  g_autofree char *least_date = report_format_day (trend->from + (RecoupDay) lowest, FALSE);
  g_autofree char *most_date = report_format_day (trend->from + (RecoupDay) highest, FALSE);

  return g_strdup_printf (
      _ ("%s: %s on %s; %s on average, between %s (%s) and %s (%s); known on %u "
         "of %u days."),
      _ (trend->series->title), now, last_date, average, least, least_date, most, most_date, known,
      trend->n_days);
}
