/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The options --from and --until of the verbs that read the journal. */

#include "client/range.h"

#include <glib/gi18n-lib.h>

#include "client/when.h"
#include "recoup/error.h"

static const char *const bounds[] = { "from", "until" };

/* The instant of a bound: a time, or the begin or end of a date. */
static gboolean
read_bound (RecoupCtl *ctl, guint bound, const char *text, gint64 *instant_out, GError **error)
{
  const RecoupZone *zone = recoup_ctl_get_zone (ctl, error);
  RecoupDay today = 0;
  RecoupDay day = 0;
  guint unused = 0;

  if (zone == NULL)
    return FALSE;
  RecoupWhen when = recoup_when_now (zone, RECOUP_WHEN_LAST);
  recoup_civil_local (when.base, zone, &today, &unused);
  if (recoup_when_parse_date (today, text, &day, NULL))
    *instant_out = bound == 0 ? recoup_civil_at (day, 0, zone)
                              : recoup_civil_at (day + 1, 0, zone) - G_USEC_PER_SEC;
  else if (!recoup_when_parse (&when, text, instant_out, NULL))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘--%s’ expects a date like 2026-03-28 or yesterday, or a time like 22:40 or "
                      "2026-03-28T22:40, got ‘%s’"),
                   bounds[bound], text);
      return FALSE;
    }
  return TRUE;
}

gboolean
recoup_range_insert (RecoupCtl *ctl, const RecoupArgs *args, GVariantDict *filter, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      const char *text = recoup_args_get (args, bounds[i]);
      gint64 instant = 0;
      if (text == NULL)
        continue;
      if (!read_bound (ctl, i, text, &instant, error))
        return FALSE;
      g_variant_dict_insert (filter, bounds[i], "x", instant);
    }
  return TRUE;
}
