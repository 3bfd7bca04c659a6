/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* When books that were put away may be taken for those that a fold would give. They follow from the
 * entries, which whoever keeps them watches over, and from the model, the settings that enter it
 * and the time zones: all of that goes into one checksum together with the books themselves. Books
 * of another version of recoup, of other settings, of other data of a zone, and damaged ones are
 * told by the same comparison. */

#include "recoup/shelf.h"

#include <string.h>

#include "core/model-id.h"

gboolean
recoup_shelf_wants (RecoupDay day, RecoupDay newest)
{
  return day % RECOUP_SHELF_MONTH_DAYS == 0 ||
         (day % RECOUP_SHELF_STEP_DAYS == 0 && day > newest - RECOUP_SHELF_RECENT_DAYS);
}

/* All bits of a number, whatever the locale makes of it. */
static guint64
get_bits (double number)
{
  guint64 bits = 0;

  memcpy (&bits, &number, sizeof bits);
  return bits;
}

char *
recoup_seal_policy (const RecoupPolicy *policy)
{
  return g_strdup_printf (
      "%u %u %u %" G_GINT64_MODIFIER "x %" G_GINT64_MODIFIER "x %" G_GINT64_MODIFIER "x %x",
      policy->sleep_need_min, policy->day_start_min, (guint) policy->training_status,
      get_bits (policy->protein_target_g), get_bits (policy->protein_g_per_kg),
      get_bits (policy->body_weight_kg), policy->accounts_off);
}

static void
add_text (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
}

char *
recoup_seal_make (const RecoupSealContext *context, RecoupDay day, GBytes *bytes)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *policy = recoup_seal_policy (context->policy);

  add_text (sum, recoup_model_id);
  add_text (sum, policy);
  recoup_zone_digest (context->zone, sum);
  for (guint i = 0; context->zone_names[i] != NULL; i++)
    {
      const RecoupZone *zone = recoup_zone_table_lookup (context->zones, context->zone_names[i]);
      add_text (sum, context->zone_names[i]);
      if (zone != NULL)
        recoup_zone_digest (zone, sum);
    }
  add_text (sum, ""); /* no zone is called so: here the names end */
  g_checksum_update (sum, (const guchar *) &day, sizeof day);
  gsize size = 0;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_checksum_update (sum, data, (gssize) size);
  return g_strdup (g_checksum_get_string (sum));
}
