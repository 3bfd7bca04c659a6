/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Time zones as the client needs them. Clock times on the command line and in the output are those
 * of the zone that the daemon takes for the user's (its TimeZone property), not those of this
 * process's TZ: a time typed in an ssh session with another TZ means what it means on the desktop.
 */

#include "client/ctl.h"

#include <string.h>

#include "client/line.h"

/* A zone is the name of a zone file, which begins with a capital: "posix/", "right/" (which counts
 * leap seconds) and "localtime" lie there too and are no zones. */
static RecoupZone *
load_zone (const char *id, gpointer user_data)
{
  const char *folder = g_getenv ("TZDIR");
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (g_str_equal (id, "UTC"))
    return recoup_zone_new_utc (); /* always there, also without zone files */
  if (!g_ascii_isupper (id[0]) || strstr (id, "..") != NULL)
    return NULL;
  g_autofree char *path =
      g_build_filename (folder != NULL ? folder : "/usr/share/zoneinfo", id, NULL);
  return g_file_get_contents (path, &bytes, &size, NULL)
             ? recoup_zone_new (id, (const guint8 *) bytes, size)
             : NULL;
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
