/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pairs of dictionaries by the mapping of the bus: instants `x`, days `s`, numbers `d`, integers
 * `x`. What is not known makes no pair. Balances are rounded to four decimals, points to tenths:
 * more would tell of the arithmetic, not of the trainee. */

#include "core/wire-private.h"

#include <math.h>

#define DECIMALS 1e4 /* four */

void
recoup_wire_put (GVariantBuilder *dict, const char *key, GVariant *value)
{
  g_variant_builder_add (dict, "{sv}", key, value);
}

void
recoup_wire_put_number (GVariantBuilder *dict, const char *key, double number)
{
  if (!isnan (number))
    recoup_wire_put (dict, key, g_variant_new_double (floor (number * DECIMALS + 0.5) / DECIMALS));
}

void
recoup_wire_put_points (GVariantBuilder *dict, const char *key, gint points_dp)
{
  recoup_wire_put (dict, key, g_variant_new_double (points_dp / 10.0));
}

void
recoup_wire_put_integer (GVariantBuilder *dict, const char *key, gint64 integer)
{
  recoup_wire_put (dict, key, g_variant_new_int64 (integer));
}

void
recoup_wire_put_boolean (GVariantBuilder *dict, const char *key, gboolean boolean)
{
  recoup_wire_put (dict, key, g_variant_new_boolean (boolean));
}

void
recoup_wire_put_text (GVariantBuilder *dict, const char *key, const char *text)
{
  if (text != NULL)
    recoup_wire_put (dict, key, g_variant_new_string (text));
}

void
recoup_wire_put_instant (GVariantBuilder *dict, const char *key, RecoupInstant instant)
{
  if (instant != RECOUP_INSTANT_NONE)
    recoup_wire_put (dict, key, g_variant_new_int64 (instant));
}

void
recoup_wire_put_day (GVariantBuilder *dict, const char *key, RecoupDay day)
{
  if (day != RECOUP_DAY_NONE)
    recoup_wire_put (dict, key, g_variant_new_take_string (recoup_day_format (day)));
}

void
recoup_wire_put_names (GVariantBuilder *dict, const char *key, const GPtrArray *names)
{
  recoup_wire_put (dict, key,
                   g_variant_new_strv ((const char *const *) names->pdata, (gssize) names->len));
}
