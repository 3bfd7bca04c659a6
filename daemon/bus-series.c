/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A metric over many days, in one pass of the ledger. What there is to ask for stands in the table
 * of core/series.c. A year is read and folded in slices between turns of the loop, so that nothing
 * else waits for it: reminders and other calls come first.
 */
#include <glib/gi18n-lib.h>

#include "daemon/bus-jobs.h"
#include "daemon/bus-ties.h"
#include "recoup/error.h"
#include "recoup/quote.h"
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
  g_autofree char *quoted = recoup_quote (name);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("‘%s’ must be one of %s; got ‘%s’"), "metric", known->str, quoted);
  return NULL;
}

static gboolean
read_range (const char *from, const char *to, RecoupDayRange *range, GError **error)
{
  if (!recoup_request_read_date ("from", from, &range->from, error) ||
      !recoup_request_read_date ("to", to, &range->until, error))
    return FALSE;
  if (range->until < range->from)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                 _ ("‘to’ must not be before ‘from’, ‘%s’, got ‘%s’"), from, to);
  else if (range->until - range->from >= MAX_DAYS)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                 _ ("‘from’ to ‘to’ may span at most %d days, got %d"), MAX_DAYS,
                 range->until - range->from + 1);
  else
    return TRUE;
  return FALSE;
}

/* One call that is being answered. */
typedef struct
{
  RecoupJob job;
  const RecoupSeries *series;
  RecoupWalk *walk; /* owned */
  GVariantBuilder rows;
} Plot;

static void
plot_clear (RecoupJob *job)
{
  Plot *plot = (Plot *) job;
  recoup_walk_free (plot->walk);
  g_variant_builder_clear (&plot->rows);
}

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

/* A slice of it. */
static gboolean
plot_step (RecoupBus *bus, RecoupJob *job)
{
  Plot *plot = (Plot *) job;
  if (!recoup_walk_step (plot->walk, RECOUP_LEDGER_TURN_WEIGHT, on_day, plot))
    return FALSE;
  recoup_bus_recovery_complete_get_series (bus->recovery, job->invocation,
                                           g_variant_builder_end (&plot->rows));
  return TRUE;
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
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  const RecoupSeries *series = find_series (metric, &error);
  if (series == NULL || !read_range (from, to, &range, &error))
    return recoup_bus_refuse (invocation, error);
  Plot *plot = g_new0 (Plot, 1);
  plot->job = (RecoupJob){ invocation, plot_step, plot_clear };
  plot->series = series;
  plot->walk = recoup_engine_begin_walk (bus->parts.engine, &range);
  g_variant_builder_init (&plot->rows, G_VARIANT_TYPE ("a(sddd)"));
  recoup_bus_run_job (bus, &plot->job);
  return TRUE;
}

void
recoup_bus_tie_series (RecoupBus *bus)
{
  (void) g_signal_connect (bus->recovery, "handle-get-series", G_CALLBACK (handle_get_series), bus);
}
