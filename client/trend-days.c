/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which days a trend covers, and asking the daemon for them. */

#include "client/trend-days.h"

#include <glib/gi18n-lib.h>

#include "client/dict.h"
#include "recoup/names.h"

#define DEFAULT_WEEKS 4
#define DAYS_A_WEEK   7

RecoupExit
recoup_trend_read_weeks (RecoupCtl *ctl, const RecoupArgs *args, guint *weeks_out)
{
  const char *text = recoup_args_get (args, "weeks");
  guint64 weeks = DEFAULT_WEEKS;

  if (text != NULL &&
      !g_ascii_string_to_unsigned (text, 10, 1, RECOUP_TREND_MAX_WEEKS, &weeks, NULL))
    return recoup_ctl_usage (ctl, _ ("‘--weeks’ expects 1 to %d, got ‘%s’"), RECOUP_TREND_MAX_WEEKS,
                             text);
  *weeks_out = (guint) weeks;
  return RECOUP_EXIT_OK;
}

gboolean
recoup_trend_get_days (GVariant *state, guint weeks, RecoupDayRange *range_out, GError **error)
{
  const char *text = recoup_dict_string (state, "day");
  RecoupDay today = RECOUP_DAY_NONE;

  if (!recoup_day_parse (text != NULL ? text : "", &today, error))
    return FALSE;
  *range_out = (RecoupDayRange){ today - (RecoupDay) weeks * DAYS_A_WEEK + 1, today };
  return TRUE;
}

RecoupTrend *
recoup_trend_fetch (RecoupCtl *ctl,
                    const RecoupSeries *series,
                    const RecoupDayRange *range,
                    GError **error)
{
  g_autofree char *from = recoup_day_format (range->from);
  g_autofree char *to = recoup_day_format (range->until);
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE, "GetSeries",
                       g_variant_new ("(sss)", series->name, from, to), "(a(sddd))", error);

  if (reply == NULL)
    return NULL;
  g_autoptr (GVariant) values = g_variant_get_child_value (reply, 0);
  return recoup_trend_new (series, values, range->from, (guint) (range->until - range->from + 1));
}
