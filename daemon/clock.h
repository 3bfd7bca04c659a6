/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"

G_BEGIN_DECLS

/** RecoupClock: now, the zone and the one alarm; wall clock in the daemon, simulated in tests. */
typedef struct _RecoupClock RecoupClock;

typedef enum
{
  RECOUP_CLOCK_ALARM, /* the instant of recoup_clock_wake_at() has come */
  RECOUP_CLOCK_SET,   /* the wall clock was set */
  RECOUP_CLOCK_ZONE,  /* the zone, or its data, changed */
} RecoupClockEvent;

typedef void (*RecoupClockFunc) (RecoupClock *clock, RecoupClockEvent event, gpointer user_data);

/** The parts that differ between clocks. */
typedef struct
{
  RecoupInstant (*now) (RecoupClock *clock);
  gint64 (*uptime_usec) (RecoupClock *clock); /* since boot, suspend included */
  const char *(*zone_id) (RecoupClock *clock, const char **source_out); /* NULL if unknown */
  void (*wake_at) (RecoupClock *clock, RecoupInstant instant);          /* G_MAXINT64 for none */
  void (*free) (RecoupClock *clock); /* all but the zones, which are freed after it */
} RecoupClockClass;

struct _RecoupClock
{
  const RecoupClockClass *klass;
  RecoupZoneTable *zones; /* owned */
  RecoupClockFunc func;
  gpointer user_data;
};

/** Returns: (transfer full) (nullable): the clock of the machine; %NULL with @error when no timer
 * can be had */
RecoupClock *recoup_clock_new_wall (GError **error);
void recoup_clock_free (RecoupClock *clock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupClock, recoup_clock_free)

/** One listener: the engine. */
void recoup_clock_set_listener (RecoupClock *clock, RecoupClockFunc func, gpointer user_data);

/** The instant now, a whole second. */
RecoupInstant recoup_clock_now (RecoupClock *clock);

/** Microseconds since boot, time in suspend included. */
gint64 recoup_clock_uptime_usec (RecoupClock *clock);

/** Returns: (transfer none): the user's zone, living until the next event; UTC if the system names
 * none that is known.
 * @source_out: (out) (optional): "timedate1", "/etc/localtime", "TZ" or "none" */
const RecoupZone *recoup_clock_get_zone (RecoupClock *clock, const char **source_out);

/** Returns: (transfer none): the table of loaded zones */
RecoupZoneTable *recoup_clock_get_zones (RecoupClock *clock);

/** Sets the one alarm, in place of the last; RECOUP_INSTANT_NONE or %G_MAXINT64 for none. In the
 * past: at once. */
void recoup_clock_wake_at (RecoupClock *clock, RecoupInstant instant);

/** The loader for zone tables: reads tzdata, knows only names that exist there. */
GTimeZone *recoup_clock_load_zone (const char *id, gpointer user_data);

G_END_DECLS
