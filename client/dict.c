/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Dictionaries from the bus, read without trust in what is there: types are checked, a missing key
 * has a defined value. */

#include "client/dict.h"

double
recoup_dict_number (GVariant *dict, const char *key, double fallback)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dict, key, NULL);

  if (value == NULL)
    return fallback;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_variant_get_double (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return (double) g_variant_get_int64 (value);
  return fallback;
}

gint64
recoup_dict_integer (GVariant *dict, const char *key, gint64 fallback)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dict, key, NULL);

  if (value == NULL)
    return fallback;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_variant_get_int64 (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64))
    return (gint64) g_variant_get_uint64 (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return g_variant_get_uint32 (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    return g_variant_get_int32 (value);
  return fallback;
}

gboolean
recoup_dict_boolean (GVariant *dict, const char *key)
{
  gboolean value = FALSE;

  return g_variant_lookup (dict, key, "b", &value) && value;
}

const char *
recoup_dict_string (GVariant *dict, const char *key)
{
  const char *value = NULL;

  return g_variant_lookup (dict, key, "&s", &value) ? value : NULL;
}

GVariant *
recoup_dict_dict (GVariant *dict, const char *key)
{
  GVariant *value = g_variant_lookup_value (dict, key, G_VARIANT_TYPE_VARDICT);

  return value != NULL ? value : g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
}

GVariant *
recoup_dict_rows (GVariant *dict, const char *key)
{
  GVariant *value = g_variant_lookup_value (dict, key, G_VARIANT_TYPE ("aa{sv}"));

  return value != NULL ? value : g_variant_ref_sink (g_variant_new ("aa{sv}", NULL));
}

char **
recoup_dict_strings (GVariant *dict, const char *key)
{
  char **value = NULL;

  return g_variant_lookup (dict, key, "^as", &value) ? value : g_new0 (char *, 1);
}
