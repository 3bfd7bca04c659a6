/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Time zones as the client needs them. Clock times on the command line and in the output are those
 * of the zone that the daemon takes for the user's (its TimeZone property), not those of this
 * process's TZ: a time typed in an ssh session with another TZ means what it means on the desktop.
 */

#include "client/ctl.h"

#include <string.h>

#include "client/line.h"

#define TZIF_HEADER_BYTES 44

/* A zone is the name of a zone file, which begins with a capital: "posix/", "right/" (which counts
 * leap seconds) and "localtime" lie there too and are no zones. GLib alone also takes "" and
 * "+02:00", and logs a critical for a file of another kind. */
static GTimeZone *
load_zone (const char *id, gpointer user_data)
{
  const char *folder = g_getenv ("TZDIR");
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (g_str_equal (id, "UTC"))
    return g_time_zone_new_utc (); /* always there, also without zone files */
  if (!g_ascii_isupper (id[0]) || strstr (id, "..") != NULL)
    return NULL;
  g_autofree char *path =
      g_build_filename (folder != NULL ? folder : "/usr/share/zoneinfo", id, NULL);
  if (!g_file_get_contents (path, &bytes, &size, NULL) || size < TZIF_HEADER_BYTES ||
      memcmp (bytes, "TZif", 4) != 0)
    return NULL;
  return g_time_zone_new_identifier (id);
}

RecoupZoneTable *
recoup_ctl_get_zones (RecoupCtl *ctl)
{
  if (ctl->zones == NULL)
    ctl->zones = recoup_zone_table_new (load_zone, NULL);
  return ctl->zones;
}

const RecoupZone *
recoup_ctl_find_zone (RecoupCtl *ctl, const char *id)
{
  const RecoupZone *zone = recoup_zone_table_lookup (recoup_ctl_get_zones (ctl), id);

  return zone != NULL ? zone : recoup_zone_table_lookup (recoup_ctl_get_zones (ctl), "UTC");
}

void
recoup_ctl_expect_zone (RecoupCtl *ctl)
{
  if (ctl->line == NULL || !recoup_line_flush (ctl->line, NULL))
    return; /* who waits for the answer is told */
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  (void) recoup_zone_table_lookup (recoup_ctl_get_zones (ctl), g_time_zone_get_identifier (here));
}

const RecoupZone *
recoup_ctl_get_zone (RecoupCtl *ctl, GError **error)
{
  if (ctl->zone != NULL)
    return ctl->zone;
  g_autoptr (GVariant) value = recoup_ctl_get_property (ctl, "TimeZone", error);
  if (value == NULL)
    return NULL;
  const char *id =
      g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : "";
  ctl->zone = recoup_ctl_find_zone (ctl, id);
  return ctl->zone;
}

const char *
recoup_ctl_get_zone_id (RecoupCtl *ctl)
{
  return ctl->zone != NULL ? recoup_zone_get_id (ctl->zone) : "UTC";
}
