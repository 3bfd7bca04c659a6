/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "support/sim-clock.h"

typedef struct
{
  RecoupClock base;
  RecoupInstant now;
  gint64 uptime_usec;
  RecoupInstant wake;
  char *zone; /* owned */
} SimClock;

static RecoupInstant
get_now (RecoupClock *clock)
{
  return ((SimClock *) clock)->now;
}

static gint64
get_uptime (RecoupClock *clock)
{
  return ((SimClock *) clock)->uptime_usec;
}

static const char *
get_zone_id (RecoupClock *clock, const char **source_out)
{
  if (source_out != NULL)
    *source_out = "simulated";
  return ((SimClock *) clock)->zone;
}

static void
wake_at (RecoupClock *clock, RecoupInstant instant)
{
  ((SimClock *) clock)->wake = instant;
}

static void
free_clock (RecoupClock *clock)
{
  g_free (((SimClock *) clock)->zone);
  g_free (clock);
}

static const RecoupClockClass klass = { get_now, get_uptime, get_zone_id, wake_at, free_clock };

RecoupClock *
sim_clock_new (RecoupInstant now, const char *zone)
{
  SimClock *clock = g_new0 (SimClock, 1);

  clock->base.klass = &klass;
  clock->base.zones = recoup_zone_table_new (recoup_clock_load_zone, NULL);
  clock->now = now;
  clock->uptime_usec = RECOUP_USEC_PER_DAY; /* in use for long */
  clock->wake = G_MAXINT64;
  clock->zone = g_strdup (zone);
  return &clock->base;
}

void
sim_clock_advance (RecoupClock *clock, RecoupInstant now)
{
  SimClock *sim = (SimClock *) clock;

  g_assert (now >= sim->now);
  sim->uptime_usec += now - sim->now;
  sim->now = now;
}

void
sim_clock_boot (RecoupClock *clock, RecoupInstant now)
{
  SimClock *sim = (SimClock *) clock;

  sim->now = now;
  sim->uptime_usec = 0;
  sim->wake = G_MAXINT64;
}

static void
tell (RecoupClock *clock, RecoupClockEvent event)
{
  if (clock->func != NULL)
    clock->func (clock, event, clock->user_data);
}

void
sim_clock_step (RecoupClock *clock, gint64 step)
{
  ((SimClock *) clock)->now += step;
  tell (clock, RECOUP_CLOCK_SET);
}

void
sim_clock_set_zone (RecoupClock *clock, const char *zone)
{
  SimClock *sim = (SimClock *) clock;

  g_free (sim->zone);
  sim->zone = g_strdup (zone);
  tell (clock, RECOUP_CLOCK_ZONE);
}

RecoupInstant
sim_clock_get_wake (const RecoupClock *clock)
{
  return ((const SimClock *) clock)->wake;
}

void
sim_clock_ring (RecoupClock *clock)
{
  ((SimClock *) clock)->wake = G_MAXINT64;
  tell (clock, RECOUP_CLOCK_ALARM);
}
