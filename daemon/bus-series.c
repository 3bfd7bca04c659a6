/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A metric over many days, in one pass of the ledger. What there is to ask for stands in the table
 * of core/series.c.
 */
#include "daemon/bus-private.h"
#include "recoup/error.h"
#include "recoup/series.h"

#define MAX_DAYS 400

static const RecoupSeries *
find_series (const char *name, GError **error)
{
  guint n = 0;
  const RecoupSeries *series = recoup_series_get (&n);
  g_autoptr (GString) known = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (series[i].name, name))
        return &series[i];
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", series[i].name);
    }
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               "‘metric’ must be one of %s; got ‘%s’", known->str, name);
  return NULL;
}

static gboolean
read_range (const char *from, const char *to, RecoupDayRange *range, GError **error)
{
  if (!recoup_day_parse (from, &range->from, error) || !recoup_day_parse (to, &range->until, error))
    return FALSE;
  if (range->until < range->from)
    g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                         "‘to’ must not be before ‘from’");
  else if (range->until - range->from >= MAX_DAYS)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                 "A series may span at most %d days, got %d", MAX_DAYS,
                 range->until - range->from + 1);
  else
    return TRUE;
  return FALSE;
}

typedef struct
{
  const RecoupSeries *series;
  GVariantBuilder rows;
} Plot;

static void
on_day (const RecoupState *state, gpointer user_data)
{
  Plot *plot = user_data;
  RecoupSample sample;
  if (!recoup_series_read (plot->series, state, &sample))
    return;
  g_autofree char *date = recoup_day_format (state->day);
  g_variant_builder_add (&plot->rows, "(sddd)", date, sample.low, sample.point, sample.high);
}

static gboolean
handle_get_series (RecoupBusRecovery *skeleton,
                   GDBusMethodInvocation *invocation,
                   const char *metric,
                   const char *from,
                   const char *to,
                   gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  RecoupDayRange range;
  Plot plot;
  if (!recoup_bus_accept (invocation))
    return TRUE;
  plot.series = find_series (metric, &error);
  if (plot.series == NULL || !read_range (from, to, &range, &error))
    return recoup_bus_refuse (invocation, error);
  g_variant_builder_init (&plot.rows, G_VARIANT_TYPE ("a(sddd)"));
  recoup_engine_walk (bus->parts.engine, &range, on_day, &plot);
  recoup_bus_recovery_complete_get_series (skeleton, invocation,
                                           g_variant_builder_end (&plot.rows));
  return TRUE;
}

void
recoup_bus_tie_series (RecoupBus *bus)
{
  (void) g_signal_connect (bus->recovery, "handle-get-series", G_CALLBACK (handle_get_series), bus);
}
