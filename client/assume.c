/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entries that are only assumed, for the verbs that look ahead: the formulas stay with the daemon,
 * which computes the state as if they had been logged. */

#include "client/assume.h"

GVariant *
recoup_assume_options (RecoupInstant at, GVariant *assume)
{
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "at", "x", at);
  if (assume != NULL)
    g_variant_dict_insert_value (&options, "assume", assume);
  return g_variant_dict_end (&options);
}

RecoupInstant
recoup_assume_get_wake (const RecoupPolicy *policy, RecoupDay day, const RecoupZone *zone)
{
  return recoup_civil_at (day, policy->wake_min[recoup_civil_weekday (day)], zone);
}

GVariant *
recoup_assume_sleep (RecoupInstant wake, gint minutes)
{
  GVariantDict entry;

  g_variant_dict_init (&entry, NULL);
  g_variant_dict_insert (&entry, "kind", "s", "sleep");
  g_variant_dict_insert (&entry, "start", "x", wake - minutes * RECOUP_USEC_PER_MIN);
  g_variant_dict_insert (&entry, "end", "x", wake);
  return g_variant_dict_end (&entry);
}

GVariant *
recoup_assume_meal (RecoupInstant at, double grams)
{
  GVariantDict entry;

  g_variant_dict_init (&entry, NULL);
  g_variant_dict_insert (&entry, "kind", "s", "meal");
  g_variant_dict_insert (&entry, "at", "x", at);
  g_variant_dict_insert (&entry, "protein_g", "d", grams);
  return g_variant_dict_end (&entry);
}

static void
begin_day (GVariantDict *entry, const char *kind, RecoupDay day)
{
  g_autofree char *date = recoup_day_format (day);

  g_variant_dict_init (entry, NULL);
  g_variant_dict_insert (entry, "kind", "s", kind);
  g_variant_dict_insert (entry, "date", "s", date);
}

GVariant *
recoup_assume_food_day (RecoupDay day, double grams)
{
  GVariantDict entry;

  begin_day (&entry, "food-day", day);
  g_variant_dict_insert (&entry, "protein_g", "d", grams);
  return g_variant_dict_end (&entry);
}

GVariant *
recoup_assume_rest (RecoupDay day)
{
  GVariantDict entry;

  begin_day (&entry, "rest", day);
  return g_variant_dict_end (&entry);
}
