/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A metric over many days. Each day is a state of its own, so a year of them would keep the loop
 * from turning; a request waits in a queue and is worked off one day a turn, below everything else.
 */
#include "daemon/bus-private.h"

#include <math.h>

#include "recoup/error.h"

#define MAX_DAYS 400
#define MAX_JOBS 32 /* that wait; each costs its caller time, and nobody else */

typedef struct
{
  double low;
  double point;
  double high;
} Sample;

typedef struct
{
  const char *name;
  Sample (*read) (const RecoupState *state); /* NAN: not known */
} MetricRow;

typedef struct
{
  GDBusMethodInvocation *invocation; /* owned until it is answered */
  const MetricRow *metric;
  RecoupDay next;
  RecoupDay last;
  GVariantBuilder rows;
} SeriesJob;

static Sample
plain (double value)
{
  return (Sample){ value, value, value };
}

static Sample
read_readiness (const RecoupState *state)
{
  if (state->first_day == RECOUP_DAY_NONE)
    return plain (NAN);
  return (Sample){ state->lo_dp / 10.0, state->readiness_dp / 10.0, state->hi_dp / 10.0 };
}

static Sample
read_coverage (const RecoupState *state)
{
  return plain (state->first_day == RECOUP_DAY_NONE ? NAN : state->coverage);
}

static Sample
read_sleep_debt (const RecoupState *state)
{
  return plain (state->sleep_debt_h);
}

static Sample
read_fuel (const RecoupState *state)
{
  return plain (state->fuel_shortfall);
}

static Sample
read_stress (const RecoupState *state)
{
  return plain (state->stress);
}

static Sample
read_mood (const RecoupState *state)
{
  return plain (state->mood);
}

static Sample
read_fatigue (const RecoupState *state)
{
  return plain (state->fatigue);
}

static Sample
read_acute (const RecoupState *state)
{
  return plain (state->acute);
}

static Sample
read_chronic (const RecoupState *state)
{
  return plain (state->chronic);
}

static Sample
read_load (const RecoupState *state)
{
  return plain (state->load);
}

static Sample
read_sleep_min (const RecoupState *state)
{
  return plain (state->sleep_min);
}

static Sample
read_protein (const RecoupState *state)
{
  return plain (state->protein_g);
}

static Sample
read_sri (const RecoupState *state)
{
  return plain (state->sri);
}

static Sample
read_monotony (const RecoupState *state)
{
  return plain (state->monotony);
}

static Sample
read_strain (const RecoupState *state)
{
  return plain (state->strain);
}

static Sample
read_adherence (const RecoupState *state)
{
  return plain (state->adherence7_known == 0 ? NAN : state->adherence7);
}

static const MetricRow metrics[] = {
  { "readiness", read_readiness },
  { "coverage", read_coverage },
  { "sleep_debt_h", read_sleep_debt },
  { "fuel_shortfall", read_fuel },
  { "stress", read_stress },
  { "mood", read_mood },
  { "fatigue", read_fatigue },
  { "acute", read_acute },
  { "chronic", read_chronic },
  { "load", read_load },
  { "sleep_min", read_sleep_min },
  { "protein_g", read_protein },
  { "sri", read_sri },
  { "monotony", read_monotony },
  { "strain", read_strain },
  { "adherence7", read_adherence },
};

static void
job_free (SeriesJob *job)
{
  g_variant_builder_clear (&job->rows);
  g_clear_object (&job->invocation);
  g_free (job);
}

static const MetricRow *
find_metric (const char *name, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      if (g_str_equal (metrics[i].name, name))
        return &metrics[i];
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", metrics[i].name);
    }
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               "‘metric’ must be one of %s; got ‘%s’", known->str, name);
  return NULL;
}

/* The last second of a recovery day, or now if it goes on. */
static RecoupInstant
find_instant (RecoupBus *bus, RecoupDay day)
{
  RecoupEngine *engine = bus->parts.engine;
  RecoupClock *clock = recoup_engine_get_clock (engine);
  guint day_start = recoup_engine_get_policy (engine)->day_start_min;
  const RecoupZone *zone = recoup_clock_get_zone (clock, NULL);
  RecoupInstant now = recoup_clock_now (clock);
  if (recoup_civil_recovery_day (now, day_start, zone) == day)
    return now;
  return recoup_civil_day_start (day + 1, day_start, zone) - (RecoupInstant) G_USEC_PER_SEC;
}

/* One day of one request. Returns: whether the request goes on */
static gboolean
work_on (RecoupBus *bus, SeriesJob *job)
{
  GError *error = NULL;
  if (job->next > job->last)
    {
      recoup_bus_recovery_complete_get_series (bus->recovery, g_steal_pointer (&job->invocation),
                                               g_variant_builder_end (&job->rows));
      return FALSE;
    }
  g_autoptr (RecoupState) state =
      recoup_engine_compute_state (bus->parts.engine, find_instant (bus, job->next), NULL, &error);
  if (state == NULL)
    {
      (void) recoup_bus_refuse (g_steal_pointer (&job->invocation), error); /* always TRUE */
      return FALSE;
    }
  Sample sample = job->metric->read (state);
  if (!isnan (sample.point))
    {
      g_autofree char *date = recoup_day_format (job->next);
      g_variant_builder_add (&job->rows, "(sddd)", date, sample.low, sample.point, sample.high);
    }
  job->next++;
  return TRUE;
}

static gboolean
on_turn (gpointer user_data)
{
  RecoupBus *bus = user_data;
  SeriesJob *job = g_queue_peek_head (&bus->series);
  if (!work_on (bus, job))
    job_free (g_queue_pop_head (&bus->series));
  if (!g_queue_is_empty (&bus->series))
    return G_SOURCE_CONTINUE;
  bus->series_source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
check_span (RecoupBus *bus, RecoupDay from, RecoupDay to, GError **error)
{
  if (to < from)
    g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                         "‘to’ must not be before ‘from’");
  else if (to - from >= MAX_DAYS)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                 "A series may span at most %d days, got %d", MAX_DAYS, to - from + 1);
  else if (g_queue_get_length (&bus->series) >= MAX_JOBS)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                 "%d series are being computed already", MAX_JOBS);
  else
    return TRUE;
  return FALSE;
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
  RecoupDay first = RECOUP_DAY_NONE;
  RecoupDay last = RECOUP_DAY_NONE;
  if (!recoup_bus_accept (invocation))
    return TRUE;
  const MetricRow *row = find_metric (metric, &error);
  if (row == NULL || !recoup_day_parse (from, &first, &error) ||
      !recoup_day_parse (to, &last, &error) || !check_span (bus, first, last, &error))
    return recoup_bus_refuse (invocation, error);
  SeriesJob *job = g_new0 (SeriesJob, 1);
  job->invocation = invocation; /* whoever answers it lets go of it */
  job->metric = row;
  job->next = first;
  job->last = last;
  g_variant_builder_init (&job->rows, G_VARIANT_TYPE ("a(sddd)"));
  g_queue_push_tail (&bus->series, job);
  if (bus->series_source == 0)
    bus->series_source = g_idle_add_full (G_PRIORITY_LOW, on_turn, bus, NULL);
  return TRUE;
}

void
recoup_bus_tie_series (RecoupBus *bus)
{
  g_queue_init (&bus->series);
  (void) g_signal_connect (bus->recovery, "handle-get-series", G_CALLBACK (handle_get_series), bus);
}

void
recoup_bus_untie_series (RecoupBus *bus)
{
  g_clear_handle_id (&bus->series_source, g_source_remove);
  g_queue_clear_full (&bus->series, (GDestroyNotify) job_free);
}
