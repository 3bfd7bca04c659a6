/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The options --from and --until of the verbs that read the journal. */

#include "client/range.h"

#include <glib/gi18n-lib.h>

#include "client/when.h"

/* The instant of a bound: a time, or the begin or end of a date. */
static gboolean
read_bound (RecoupCtl *ctl, const char *text, gboolean is_end, gint64 *instant_out, GError **error)
{
  const RecoupZone *zone = recoup_ctl_get_zone (ctl, error);
  RecoupDay today = 0;
  RecoupDay day = 0;
  guint unused = 0;

  if (zone == NULL)
    return FALSE;
  RecoupWhen when = recoup_when_now (zone, RECOUP_WHEN_LAST);
  recoup_civil_local (when.base, zone, &today, &unused);
  if (!recoup_when_parse_date (today, text, &day, NULL))
    return recoup_when_parse (&when, text, instant_out, error);
  *instant_out =
      is_end ? recoup_civil_at (day + 1, 0, zone) - G_USEC_PER_SEC : recoup_civil_at (day, 0, zone);
  return TRUE;
}

gboolean
recoup_range_insert (RecoupCtl *ctl, const RecoupArgs *args, GVariantDict *filter, GError **error)
{
  static const char *const bounds[] = { "from", "until" };

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      const char *text = recoup_args_get (args, bounds[i]);
      gint64 instant = 0;
      if (text == NULL)
        continue;
      if (!read_bound (ctl, text, i == 1, &instant, error))
        {
          g_prefix_error (error, _ ("‘--%s’: "), bounds[i]);
          return FALSE;
        }
      g_variant_dict_insert (filter, bounds[i], "x", instant);
    }
  return TRUE;
}
