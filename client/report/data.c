/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What recoupctl hands over, read once. Nothing else enters a report: no clock, no settings of this
 * process, so that the same data give the same file. */

#include "client/report/data.h"

#include <glib/gi18n-lib.h>

#include "client/dict.h"
#include "recoup/error.h"

#define MAX_DAYS 400 /* what GetSeries gives at most */

static void
free_trend (gpointer trend)
{
  recoup_trend_free (trend);
}

/* Settings that a report shows; a value that this version cannot read leaves the default. */
static void
read_policy (ReportData *data, GVariant *settings)
{
  static const char *const keys[] = { "sleep_need_min", "week", "accounts_off" };

  recoup_policy_init (&data->policy);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *text = recoup_dict_string (settings, keys[i]);
      if (text != NULL)
        (void) recoup_policy_parse (&data->policy, keys[i], text, NULL);
    }
}

static void
read_trends (ReportData *data, GVariant *series)
{
  guint n = 0;
  const RecoupSeries *metrics = recoup_series_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GVariant) values =
          g_variant_lookup_value (series, metrics[i].name, G_VARIANT_TYPE ("a(sddd)"));
      if (values == NULL)
        values = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(sddd)"), NULL, 0));
      g_ptr_array_add (data->trends,
                       recoup_trend_new (&metrics[i], values, data->from, data->n_days));
    }
}

ReportData *
report_data_new (GVariant *feed, RecoupZoneTable *zones, GError **error)
{
  g_autoptr (ReportData) data = g_new0 (ReportData, 1);
  g_autoptr (GVariant) settings = recoup_dict_dict (feed, "settings");
  g_autoptr (GVariant) series = recoup_dict_dict (feed, "series");
  const char *from = recoup_dict_string (feed, "from");
  gint64 days = recoup_dict_integer (feed, "days", 0);

  data->trends = g_ptr_array_new_with_free_func (free_trend);
  data->state = recoup_dict_dict (feed, "state");
  const char *zone = recoup_dict_string (data->state, "zone");
  data->zone = recoup_zone_table_lookup (zones, zone != NULL ? zone : "UTC");
  if (data->zone == NULL)
    data->zone = recoup_zone_table_lookup (zones, "UTC");
  data->now = recoup_dict_integer (data->state, "now", RECOUP_INSTANT_NONE);
  if (!recoup_day_parse (from != NULL ? from : "", &data->from, error))
    return NULL;
  if (days < 1 || days > MAX_DAYS || data->now == RECOUP_INSTANT_NONE || data->zone == NULL)
    {
      g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                           _ ("The data are not what recoupctl writes"));
      return NULL;
    }
  data->n_days = (guint) days;
  read_policy (data, settings);
  read_trends (data, series);
  return g_steal_pointer (&data);
}

void
report_data_free (ReportData *data)
{
  if (data == NULL)
    return;
  g_clear_pointer (&data->state, g_variant_unref);
  g_clear_pointer (&data->trends, g_ptr_array_unref);
  g_free (data);
}

const RecoupTrend *
report_data_get (const ReportData *data, const char *name)
{
  for (guint i = 0; i < data->trends->len; i++)
    {
      const RecoupTrend *trend = g_ptr_array_index (data->trends, i);
      if (g_str_equal (trend->series->name, name))
        return trend;
    }
  g_assert_not_reached ();
}

char *
report_format_day (RecoupDay day, gboolean with_year)
{
  static const char *const months[] = { N_ ("Jan"), N_ ("Feb"), N_ ("Mar"), N_ ("Apr"),
                                        N_ ("May"), N_ ("Jun"), N_ ("Jul"), N_ ("Aug"),
                                        N_ ("Sep"), N_ ("Oct"), N_ ("Nov"), N_ ("Dec") };
  gint year = 0;
  guint month = 0;
  guint day_of_month = 0;

  recoup_day_to_ymd (day, &year, &month, &day_of_month);
  if (with_year)
    return g_strdup_printf (_ ("%u %s %d"), day_of_month, _ (months[month - 1]), year);
  return g_strdup_printf (_ ("%u %s"), day_of_month, _ (months[month - 1]));
}
