/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Everything that a client sends is bounded in size, length and depth before it is looked at: its
 * size by the thread that reads the bus (bus-gate.c), the rest by the handlers. Walking over it is
 * also how it is known where in a call the text stands that is too long: the places on the way are
 * kept on the stack, and put into words when something is refused.
 */
#include "daemon/limit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "recoup/error.h"
#include "recoup/quote.h"
#include "recoup/wire.h"

#define MAX_STRING_BYTES 4096
#define MAX_DICT_DEPTH   4
#define MAX_CALL_BYTES   16777216

/* Containers, dictionaries among them, that may lie in each other in an argument: options, list,
 * entry, list of sets, set, groups; and those from the entry on. */
#define MAX_ARGUMENT_CONTAINERS 7
#define MAX_ENTRY_CONTAINERS    6

/* Values in one call, which bounds what looking at them costs: a list of entries is looked at in
 * turns and may hold a full call of 5000 sessions; one entry, and all that other calls hold, is
 * looked at at once. A session of 200 sets in which every key is given has 23 000. */
#define MAX_LIST_VALUES 1000000
#define MAX_VALUES      50000

/* Where in a call a value is. */
typedef struct Place
{
  const struct Place *outer; /* NULL for the outermost */
  const char *name;          /* of an argument or a key; NULL for an item of a list */
  gsize index;               /* of the item in its list */
} Place;

/* Appends "‘sets’ 3: ‘exercise’". */
static void
append_place (GString *text, const Place *place)
{
  if (place->outer != NULL)
    append_place (text, place->outer);
  if (place->name == NULL)
    {
      g_string_append_printf (text, " %u", (guint) place->index + 1);
      return;
    }
  g_autofree char *quoted = recoup_quote (place->name);
  if (text->len > 0)
    g_string_append (text, ": ");
  g_string_append_printf (text, _ ("‘%s’"), quoted);
}

/* @place: (nullable): where it is. @limit: (transfer full): what is allowed and what came */
static gboolean
refuse (GError **error, const Place *place, char *limit)
{
  g_autofree char *taken = limit;
  g_autoptr (GString) where = g_string_new (NULL);
  if (place != NULL)
    append_place (where, place);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED, "%s%s%s", where->str,
               place != NULL ? ": " : "", taken);
  return FALSE;
}

static gboolean
refuse_depth (GError **error, const Place *place)
{
  return refuse (
      error, place,
      g_strdup_printf (_ ("dictionaries may be nested at most %d deep, got more"), MAX_DICT_DEPTH));
}

static gboolean
check_text (GVariant *value, const Place *place, GError **error)
{
  gsize length = 0;
  (void) g_variant_get_string (value, &length); /* the length is what is asked for */
  return length <= MAX_STRING_BYTES ||
         refuse (error, place,
                 g_strdup_printf (_ ("a text may hold at most %d bytes, got %u"), MAX_STRING_BYTES,
                                  (guint) length));
}

static gboolean
check_key (const char *key, const Place *place, GError **error)
{
  gsize length = strlen (key);
  return length <= MAX_STRING_BYTES ||
         refuse (error, place,
                 g_strdup_printf (_ ("a key may hold at most %d bytes, got %u"), MAX_STRING_BYTES,
                                  (guint) length));
}

/* Takes @n values from @n_left, of those that an entry may have. */
static gboolean
take (guint *n_left, gsize n, const Place *place, GError **error)
{
  if (n > *n_left)
    return refuse (
        error, place,
        g_strdup_printf (_ ("an entry may hold at most %d values, got more"), MAX_VALUES));
  *n_left -= (guint) n;
  return TRUE;
}

static gboolean
walk (GVariant *value, const Place *place, guint depth, guint *n_left, GError **error);

/* Walks over a pair of a dictionary. */
static gboolean
walk_pair (GVariant *pair, const Place *place, guint depth, guint *n_left, GError **error)
{
  g_autoptr (GVariant) key = g_variant_get_child_value (pair, 0);
  g_autoptr (GVariant) value = g_variant_get_child_value (pair, 1);
  if (!take (n_left, 2, place, error))
    return FALSE;
  if (!g_variant_is_of_type (key, G_VARIANT_TYPE_STRING))
    return walk (value, place, depth, n_left, error);
  Place inner = { place, g_variant_get_string (key, NULL), 0 };
  return check_key (inner.name, place, error) && walk (value, &inner, depth, n_left, error);
}

/* Walks over what a container holds. */
static gboolean
walk_into (GVariant *value, const Place *place, guint depth, guint *n_left, GError **error)
{
  gboolean is_list = g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY) &&
                     !g_variant_is_of_type (value, G_VARIANT_TYPE_DICTIONARY);
  gsize n = g_variant_n_children (value);
  if (!take (n_left, n, place, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);
      Place item = { place, NULL, i };
      if (!walk (child, is_list ? &item : place, depth, n_left, error))
        return FALSE;
    }
  return TRUE;
}

/* Walks over @value, @depth dictionaries deep; its containers were counted before. */
static gboolean
walk (GVariant *value, const Place *place, guint depth, guint *n_left, GError **error)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return check_text (value, place, error);
  /* What holds neither texts nor variants needs no look. */
  if (!g_variant_is_container (value) || strpbrk (g_variant_get_type_string (value), "sv") == NULL)
    return TRUE;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DICT_ENTRY))
    return walk_pair (value, place, depth, n_left, error);
  gboolean is_dict = g_variant_is_of_type (value, G_VARIANT_TYPE_DICTIONARY);
  if (is_dict && depth == MAX_DICT_DEPTH)
    return refuse_depth (error, place);
  return walk_into (value, place, depth + (is_dict ? 1 : 0), n_left, error);
}

/* Whether the values in an array are not held one by one: numbers. */
static gboolean
is_one_piece (GVariant *value)
{
  const GVariantType *type = g_variant_get_type (value);
  if (!g_variant_type_is_array (type))
    return FALSE;
  const GVariantType *element = g_variant_type_element (type);
  return g_variant_type_is_basic (element) &&
         !g_variant_type_is_subtype_of (element, G_VARIANT_TYPE_STRING) &&
         !g_variant_type_is_subtype_of (element, G_VARIANT_TYPE_OBJECT_PATH) &&
         !g_variant_type_is_subtype_of (element, G_VARIANT_TYPE_SIGNATURE);
}

/* Takes the values in @value from @n_left. Returns: whether there were so many */
static gboolean
count (GVariant *value, guint *n_left)
{
  if (!g_variant_is_container (value) || is_one_piece (value))
    return TRUE;
  gsize n = g_variant_n_children (value);
  if (n > *n_left)
    return FALSE;
  *n_left -= (guint) n;
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);
      if (!count (child, n_left))
        return FALSE;
    }
  return TRUE;
}

/* Where argument @index of a call is. Nobody has looked at how many it has. */
static Place
get_argument (const GDBusMethodInfo *method, gsize index)
{
  static const Place nameless = { NULL, "arguments", 0 };
  Place place = { &nameless, NULL, index };
  GDBusArgInfo *const *known = method != NULL ? method->in_args : NULL; /* NULL if it takes none */
  for (gsize i = 0; known != NULL && i <= index && known[i] != NULL; i++)
    if (i == index)
      place = (Place){ NULL, known[i]->name, 0 };
  return place;
}

gboolean
recoup_limit_check_size (GVariant *arguments,
                         const GDBusMethodInfo *method,
                         gboolean has_list,
                         GError **error)
{
  guint max = has_list ? MAX_LIST_VALUES : MAX_VALUES;
  guint n_left = max;
  gsize n = g_variant_n_children (arguments);
  gsize most = 0;
  Place largest = { NULL, NULL, 0 };
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) value = g_variant_get_child_value (arguments, i);
      Place place = get_argument (method, i);
      if (!count (value, &n_left))
        return refuse (error, &place,
                       g_strdup_printf (_ ("a call may hold at most %u values, got more"), max));
      gsize size = g_variant_get_size (value);
      if (size >= most)
        largest = place;
      most = MAX (most, size);
    }
  gsize size = g_variant_get_size (arguments);
  return size <= MAX_CALL_BYTES ||
         refuse (error, &largest,
                 g_strdup_printf (_ ("a call may hold at most %d bytes (16 MiB), got %u"),
                                  MAX_CALL_BYTES, (guint) size));
}

static gboolean
check_argument (GVariant *value, const Place *place, GError **error)
{
  guint n_left = MAX_VALUES;
  if (!recoup_wire_is_shallow (value, MAX_ARGUMENT_CONTAINERS))
    return refuse_depth (error, place);
  return walk (value, place, 0, &n_left, error);
}

gboolean
recoup_limit_check_call (GVariant *arguments, const GDBusMethodInfo *method, GError **error)
{
  gsize n = g_variant_n_children (arguments);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) value = g_variant_get_child_value (arguments, i);
      Place place = get_argument (method, i);
      if (!check_argument (value, &place, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
recoup_limit_check_argument (GVariant *value, const char *name, GError **error)
{
  Place place = { NULL, name, 0 };
  return check_argument (value, &place, error);
}

gboolean
recoup_limit_check_entry (GVariant *dict, guint *n_values_out, GError **error)
{
  guint n_left = MAX_VALUES;
  if (!walk (dict, NULL, 0, &n_left, error))
    return FALSE;
  if (!recoup_wire_is_shallow (dict, MAX_ENTRY_CONTAINERS))
    return refuse_depth (error, NULL);
  *n_values_out = MAX_VALUES - n_left;
  return TRUE;
}
