/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Dictionaries from the bus, read without trust in what is there: types are checked, a missing key
 * has a defined value. */

#include "client/dict.h"

/* To look a key up in a dictionary from the bus is to look at all of it, and a state has more than
 * sixty keys that are asked for by hundreds. Of the large dictionaries that were asked last, the
 * keys are kept in tables. */
#define LARGE_KEYS 12
#define N_KEPT     8

typedef struct
{
  GVariant *dict;     /* owned; so no other one can be in its place */
  GHashTable *values; /* owned: key (owned) -> GVariant (owned) */
} Kept;

static GHashTable *
make_values (GVariant *dict)
{
  GHashTable *values =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  gsize n = g_variant_n_children (dict);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) pair = g_variant_get_child_value (dict, i);
      g_autoptr (GVariant) key = g_variant_get_child_value (pair, 0);
      g_autoptr (GVariant) boxed = g_variant_get_child_value (pair, 1);
      if (!g_hash_table_contains (values, g_variant_get_string (key, NULL))) /* the first counts */
        g_hash_table_insert (values, g_variant_dup_string (key, NULL),
                             g_variant_get_variant (boxed));
    }
  return values;
}

/* Returns: (transfer none): the values of @dict */
static GHashTable *
get_values (GVariant *dict)
{
  static Kept kept[N_KEPT];
  static guint next = 0;

  for (guint i = 0; i < N_KEPT; i++)
    if (kept[i].dict == dict)
      return kept[i].values;
  Kept *place = &kept[next++ % N_KEPT];
  g_clear_pointer (&place->values, g_hash_table_unref);
  g_clear_pointer (&place->dict, g_variant_unref);
  place->dict = g_variant_ref (dict);
  place->values = make_values (dict);
  return place->values;
}

/* Returns: (transfer full) (nullable): the value of @key, if it is of @type. @type: (nullable) */
static GVariant *
look_up (GVariant *dict, const char *key, const GVariantType *type)
{
  if (g_variant_n_children (dict) < LARGE_KEYS)
    return g_variant_lookup_value (dict, key, type);
  GVariant *value = g_hash_table_lookup (get_values (dict), key);
  return value == NULL || (type != NULL && !g_variant_is_of_type (value, type))
             ? NULL
             : g_variant_ref (value);
}

double
recoup_dict_number (GVariant *dict, const char *key, double fallback)
{
  g_autoptr (GVariant) value = look_up (dict, key, NULL);

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
  g_autoptr (GVariant) value = look_up (dict, key, NULL);

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
  g_autoptr (GVariant) value = look_up (dict, key, G_VARIANT_TYPE_BOOLEAN);

  return value != NULL && g_variant_get_boolean (value);
}

const char *
recoup_dict_string (GVariant *dict, const char *key)
{
  g_autoptr (GVariant) value = look_up (dict, key, G_VARIANT_TYPE_STRING);

  return value != NULL ? g_variant_get_string (value, NULL) : NULL; /* it lies in @dict */
}

char *
recoup_dict_dup_string (GVariant *dict, const char *key)
{
  g_autoptr (GVariant) value = look_up (dict, key, G_VARIANT_TYPE_STRING);

  return value != NULL ? g_variant_dup_string (value, NULL) : NULL;
}

gboolean
recoup_dict_says (GVariant *dict, const char *key, const char *text)
{
  g_autoptr (GVariant) value = look_up (dict, key, G_VARIANT_TYPE_STRING);

  return value != NULL && g_str_equal (g_variant_get_string (value, NULL), text);
}

GVariant *
recoup_dict_dict (GVariant *dict, const char *key)
{
  GVariant *value = look_up (dict, key, G_VARIANT_TYPE_VARDICT);

  return value != NULL ? value : g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
}

GVariant *
recoup_dict_rows (GVariant *dict, const char *key)
{
  GVariant *value = look_up (dict, key, G_VARIANT_TYPE ("aa{sv}"));

  return value != NULL ? value : g_variant_ref_sink (g_variant_new ("aa{sv}", NULL));
}

char **
recoup_dict_strings (GVariant *dict, const char *key)
{
  g_autoptr (GVariant) value = look_up (dict, key, G_VARIANT_TYPE_STRING_ARRAY);

  return value != NULL ? g_variant_dup_strv (value, NULL) : g_new0 (char *, 1);
}
