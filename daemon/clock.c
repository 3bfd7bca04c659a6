/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What all clocks have in common: the table of zones, the listener, and which names are zones. What
 * differs, the machine's clock and the simulated one, stands behind RecoupClockClass.
 */
#include "daemon/clock.h"

#include <string.h>

#define TZIF_HEADER_BYTES 44

/* GLib alone also takes "" and "+02:00" for zones and logs a critical for a file of another kind.
 */
GTimeZone *
recoup_clock_load_zone (const char *id, gpointer user_data)
{
  if (g_str_equal (id, "UTC"))
    return g_time_zone_new_utc (); /* also where no tzdata is installed */
  if (id[0] == '\0' || id[0] == '/' || strstr (id, "..") != NULL)
    return NULL;
  /* "right/" counts leap seconds, which the clock of the machine does not. */
  if (g_str_has_prefix (id, "right/") || g_str_has_prefix (id, "posix/"))
    return NULL;
  const char *folder = g_getenv ("TZDIR");
  g_autofree char *path =
      g_build_filename (folder != NULL ? folder : "/usr/share/zoneinfo", id, NULL);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents (path, &bytes, &size, NULL) || size < TZIF_HEADER_BYTES ||
      memcmp (bytes, "TZif", 4) != 0)
    return NULL;
  return g_time_zone_new_identifier (id);
}

void
recoup_clock_free (RecoupClock *clock)
{
  if (clock == NULL)
    return;
  RecoupZoneTable *zones = clock->zones;
  clock->klass->free (clock);
  recoup_zone_table_free (zones);
}

void
recoup_clock_set_listener (RecoupClock *clock, RecoupClockFunc func, gpointer user_data)
{
  clock->func = func;
  clock->user_data = user_data;
}

RecoupInstant
recoup_clock_now (RecoupClock *clock)
{
  return recoup_instant_floor (clock->klass->now (clock));
}

gint64
recoup_clock_uptime_usec (RecoupClock *clock)
{
  return clock->klass->uptime_usec (clock);
}

const RecoupZone *
recoup_clock_get_zone (RecoupClock *clock, const char **source_out)
{
  const char *source = "none";
  const char *id = clock->klass->zone_id (clock, &source);
  const RecoupZone *zone = id != NULL ? recoup_zone_table_lookup (clock->zones, id) : NULL;
  if (source_out != NULL)
    *source_out = zone != NULL ? source : "none";
  if (zone != NULL)
    return zone;
  return recoup_zone_table_lookup (clock->zones, "UTC");
}

RecoupZoneTable *
recoup_clock_get_zones (RecoupClock *clock)
{
  return clock->zones;
}

void
recoup_clock_wake_at (RecoupClock *clock, RecoupInstant instant)
{
  clock->klass->wake_at (clock, instant == RECOUP_INSTANT_NONE ? G_MAXINT64 : instant);
}
