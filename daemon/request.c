/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Everything that a client sends passes through here: bounded in size (bus-gate.c asks), length and
 * depth before it is looked at, unknown keys refused by name, numbers taken in any of the integer
 * types that languages send them in. The messages say which key, what is allowed, and what came.
 */
#include "daemon/request.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "dbus/errors.h"
#include "recoup/entry.h"
#include "recoup/wire.h"

#define INSTANT_MIN (RECOUP_DAY_MIN * RECOUP_USEC_PER_DAY)
#define INSTANT_MAX ((RECOUP_DAY_MAX + 1) * RECOUP_USEC_PER_DAY - 1)

/* Containers, dictionaries among them, that may lie in each other: arguments, options, list, entry,
 * list of sets, set, groups; and those from the entry on. */
#define MAX_CONTAINERS       8
#define MAX_ENTRY_CONTAINERS 6

/* Values in one call, which bounds what looking at them costs: a list of entries is looked at in
 * turns and may hold a full call of 5000 sessions; one entry, and all that other calls hold, is
 * looked at at once. A session of 200 sets in which every key is given has 23 000. */
#define MAX_LIST_VALUES 1000000
#define MAX_VALUES      50000

#define TURN_VALUES 20000 /* looked at, or read, in one turn: about ten milliseconds */

static gboolean
refuse_limit (GError **error, const char *text)
{
  g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED, text);
  return FALSE;
}

static gboolean
check_text (GVariant *value, GError **error)
{
  gsize length = 0;
  (void) g_variant_get_string (value, &length);
  return length <= RECOUP_MAX_STRING_BYTES ||
         refuse_limit (error, _ ("A text may hold at most 4096 bytes"));
}

/* Walks over @value, @depth dictionaries deep; its containers were counted before. */
static gboolean
walk (GVariant *value, guint depth, guint *n_left, GError **error)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return check_text (value, error);
  /* What holds neither texts nor variants needs no look. */
  if (!g_variant_is_container (value) || strpbrk (g_variant_get_type_string (value), "sv") == NULL)
    return TRUE;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DICTIONARY) && ++depth > RECOUP_MAX_DICT_DEPTH)
    return refuse_limit (error, _ ("Dictionaries may be nested at most 4 deep"));
  gsize n = g_variant_n_children (value);
  if (n > *n_left)
    return refuse_limit (error,
                         _ ("A call may hold at most 50000 values, a list of entries 1000000"));
  *n_left -= (guint) n;
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);
      if (!walk (child, depth, n_left, error))
        return FALSE;
    }
  return TRUE;
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

gboolean
recoup_request_check_size (GVariant *arguments, gboolean has_list, GError **error)
{
  guint n_left = has_list ? MAX_LIST_VALUES : MAX_VALUES;
  if (!count (arguments, &n_left))
    return refuse_limit (error,
                         _ ("A call may hold at most 50000 values, a list of entries 1000000"));
  return g_variant_get_size (arguments) <= RECOUP_MAX_REQUEST_BYTES ||
         refuse_limit (error, _ ("A call may hold at most 16 MiB"));
}

gboolean
recoup_request_check (GVariant *value, GError **error)
{
  guint n_left = MAX_VALUES;
  if (!recoup_wire_is_shallow (value, MAX_CONTAINERS))
    return refuse_limit (error, _ ("Dictionaries may be nested at most 4 deep"));
  return walk (value, 0, &n_left, error);
}

gboolean
recoup_request_check_keys (GVariant *dict, const char *const *keys, GError **error)
{
  GVariantIter iter;
  const char *key = NULL;
  g_variant_iter_init (&iter, dict);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    {
      if (g_strv_contains (keys, key))
        continue;
      g_autofree char *known = g_strjoinv ("’, ‘", (char **) keys);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("There is no key ‘%s’; allowed are ‘%s’"), key, known);
      return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_type (GError **error, const char *key, const char *wanted, GVariant *value)
{
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("‘%s’ must be %s, got a value of type ‘%s’"), key, wanted,
               g_variant_get_type_string (value));
  return FALSE;
}

/* Any integer type, or a number without fraction. */
static gboolean
take_integer (GVariant *value, gint64 *number_out)
{
  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_BYTE:
      *number_out = g_variant_get_byte (value);
      return TRUE;
    case G_VARIANT_CLASS_INT16:
      *number_out = g_variant_get_int16 (value);
      return TRUE;
    case G_VARIANT_CLASS_UINT16:
      *number_out = g_variant_get_uint16 (value);
      return TRUE;
    case G_VARIANT_CLASS_INT32:
      *number_out = g_variant_get_int32 (value);
      return TRUE;
    case G_VARIANT_CLASS_UINT32:
      *number_out = g_variant_get_uint32 (value);
      return TRUE;
    case G_VARIANT_CLASS_INT64:
      *number_out = g_variant_get_int64 (value);
      return TRUE;
    case G_VARIANT_CLASS_UINT64:
      *number_out = (gint64) MIN (g_variant_get_uint64 (value), (guint64) G_MAXINT64);
      return TRUE;
    case G_VARIANT_CLASS_DOUBLE:
      {
        double number = g_variant_get_double (value);
        /* Beyond 2^53 neighbours are more than one apart. */
        gboolean is_whole = number >= -9007199254740992.0 && number <= 9007199254740992.0 &&
                            (double) (gint64) number >= number &&
                            (double) (gint64) number <= number;
        if (is_whole)
          *number_out = (gint64) number;
        return is_whole;
      }
    case G_VARIANT_CLASS_BOOLEAN:
    case G_VARIANT_CLASS_HANDLE:
    case G_VARIANT_CLASS_STRING:
    case G_VARIANT_CLASS_OBJECT_PATH:
    case G_VARIANT_CLASS_SIGNATURE:
    case G_VARIANT_CLASS_VARIANT:
    case G_VARIANT_CLASS_MAYBE:
    case G_VARIANT_CLASS_ARRAY:
    case G_VARIANT_CLASS_TUPLE:
    case G_VARIANT_CLASS_DICT_ENTRY:
      return FALSE;
    }
  g_assert_not_reached ();
}

gboolean
recoup_request_get_integer (GVariant *dict,
                            const char *key,
                            const gint64 range[2],
                            gint64 *number_out,
                            GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dict, key, NULL);
  gint64 number = 0;
  if (value == NULL)
    return TRUE;
  if (!take_integer (value, &number))
    return refuse_type (error, key, _ ("an integer"), value);
  if (number < range[0] || number > range[1])
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE,
                   _ ("‘%s’ must be %" PRId64 " to %" PRId64 ", got ‘%" PRId64 "’"), key, range[0],
                   range[1], number);
      return FALSE;
    }
  *number_out = number;
  return TRUE;
}

gboolean
recoup_request_read_instant (const char *name,
                             gint64 value,
                             RecoupInstant *instant_out,
                             GError **error)
{
  if (value < INSTANT_MIN || value > INSTANT_MAX)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE,
                   _ ("‘%s’ must be microseconds since 1970 in the years 2000 to 2099, got "
                      "‘%" PRId64 "’"),
                   name, value);
      return FALSE;
    }
  *instant_out = recoup_instant_floor (value);
  return TRUE;
}

gboolean
recoup_request_get_instant (GVariant *dict,
                            const char *key,
                            RecoupInstant *instant_out,
                            GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dict, key, NULL);
  gint64 number = 0;
  if (value == NULL)
    return TRUE;
  if (!take_integer (value, &number))
    return refuse_type (error, key, _ ("an instant in microseconds"), value);
  return recoup_request_read_instant (key, number, instant_out, error);
}

gboolean
recoup_request_get_text (GVariant *dict, const char *key, const char **text_out, GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dict, key, NULL);
  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return refuse_type (error, key, _ ("a text"), value);
  (void) g_variant_lookup (dict, key, "&s", text_out); /* it is there */
  return TRUE;
}

/* @known: owned, NULL-terminated */
static gboolean
refuse_kind (GError **error, const char **known, const char *name)
{
  g_autofree const char **names = known;
  g_autofree char *list = g_strjoinv (", ", (char **) names);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("A kind must be one of %s; got ‘%s’"), list, name);
  return FALSE;
}

static const char **
list_entry_kinds (void)
{
  const char **names = g_new0 (const char *, RECOUP_N_ENTRY_KINDS + 1);
  for (guint i = 0; i < RECOUP_N_ENTRY_KINDS; i++)
    names[i] = recoup_entry_kind_get_name (i);
  return names;
}

static const char **
list_reminder_kinds (void)
{
  const char **names = g_new0 (const char *, RECOUP_N_REMINDER_KINDS + 1);
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    names[i] = recoup_reminder_get_kind (i)->name;
  return names;
}

static gboolean
take_names (GVariant *dict, const char *key, GVariant **names_out, GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dict, key, NULL);
  if (value != NULL && !g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return refuse_type (error, key, _ ("a list of texts"), value);
  *names_out = g_steal_pointer (&value);
  return TRUE;
}

gboolean
recoup_request_get_entry_kinds (GVariant *dict, const char *key, guint *mask_out, GError **error)
{
  g_autoptr (GVariant) value = NULL;
  if (!take_names (dict, key, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;
  g_autofree const char **names = g_variant_get_strv (value, NULL);
  guint mask = 0;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      RecoupEntryKind kind = RECOUP_ENTRY_SLEEP;
      if (!recoup_entry_kind_from_name (names[i], &kind))
        return refuse_kind (error, list_entry_kinds (), names[i]);
      mask |= RECOUP_ENTRY_MASK (kind);
    }
  *mask_out = mask;
  return TRUE;
}

gboolean
recoup_request_get_entry_keys (GVariant *dict, const char *key, guint64 *mask_out, GError **error)
{
  g_autoptr (GVariant) value = NULL;
  if (!take_names (dict, key, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;
  g_autofree const char **names = g_variant_get_strv (value, NULL);
  guint64 mask = 0;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      guint64 one = recoup_entry_key_from_name (names[i]);
      if (one == 0)
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                       _ ("‘%s’ must name keys of entries, got ‘%s’"), key, names[i]);
          return FALSE;
        }
      mask |= one;
    }
  *mask_out = mask;
  return TRUE;
}

gboolean
recoup_request_read_reminder_kind (const char *name, RecoupReminderKind *kind_out, GError **error)
{
  return recoup_reminder_kind_from_name (name, kind_out) ||
         refuse_kind (error, list_reminder_kinds (), name);
}

gboolean
recoup_request_read_reminder_kinds (const char *const *names, guint *mask_out, GError **error)
{
  guint mask = 0;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
      if (!recoup_request_read_reminder_kind (names[i], &kind, error))
        return FALSE;
      mask |= 1U << kind;
    }
  *mask_out = mask;
  return TRUE;
}

gboolean
recoup_request_get_reminder_kinds (GVariant *dict, const char *key, guint *mask_out, GError **error)
{
  g_autoptr (GVariant) value = NULL;
  if (!take_names (dict, key, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;
  g_autofree const char **names = g_variant_get_strv (value, NULL);
  return recoup_request_read_reminder_kinds (names, mask_out, error);
}

static RecoupEntry *
read_entry (GVariant *dict, const RecoupRequestContext *context, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  GError *failure = NULL;
  g_autoptr (RecoupEntry) entry =
      recoup_entry_new_from_variant (dict, id, context->zones, NULL, &failure);
  if (entry == NULL)
    {
      g_propagate_error (error, recoup_bus_error_from_fault (failure));
      return NULL;
    }
  return recoup_entry_with_zone (entry, context->zone);
}

static void
refuse_count (GError **error, gsize n)
{
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
               _ ("A call may hold at most %d entries, got %u"), RECOUP_MAX_ENTRIES,
               (guint) MIN (n, G_MAXUINT));
}

RecoupRequestReader *
recoup_request_reader_new (GVariant *list, GError **error)
{
  gsize n = g_variant_n_children (list);
  if (n > RECOUP_MAX_ENTRIES)
    {
      refuse_count (error, n);
      return NULL;
    }
  RecoupRequestReader *reader = g_new0 (RecoupRequestReader, 1);
  reader->list = g_variant_ref (list);
  reader->n = n;
  reader->costs = g_array_sized_new (FALSE, FALSE, sizeof (guint), (guint) n);
  reader->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  return reader;
}

void
recoup_request_reader_free (RecoupRequestReader *reader)
{
  if (reader == NULL)
    return;
  g_variant_unref (reader->list);
  g_array_unref (reader->costs);
  g_ptr_array_unref (reader->entries);
  g_free (reader);
}

/* Checks the limits of the next entry. @cost_out: number of its values */
static gboolean
check_next (RecoupRequestReader *reader, guint *cost_out, GError **error)
{
  g_autoptr (GVariant) dict = g_variant_get_child_value (reader->list, reader->costs->len);
  guint n_left = MAX_VALUES;
  if (!walk (dict, 0, &n_left, error))
    return FALSE;
  if (!recoup_wire_is_shallow (dict, MAX_ENTRY_CONTAINERS))
    return refuse_limit (error, _ ("Dictionaries may be nested at most 4 deep"));
  guint cost = 1 + MAX_VALUES - n_left;
  g_array_append_val (reader->costs, cost);
  *cost_out = cost;
  return TRUE;
}

/* Reads the next entry. */
static gboolean
read_next (RecoupRequestReader *reader,
           const RecoupRequestContext *context,
           guint *cost_out,
           GError **error)
{
  guint index = reader->entries->len;
  g_autoptr (GVariant) dict = g_variant_get_child_value (reader->list, index);
  RecoupEntry *entry = read_entry (dict, context, error);
  if (entry == NULL)
    {
      g_prefix_error (error, "%s %u: ", context->what, index + 1);
      return FALSE;
    }
  g_ptr_array_add (reader->entries, entry);
  *cost_out = g_array_index (reader->costs, guint, index);
  return TRUE;
}

gboolean
recoup_request_reader_turn (RecoupRequestReader *reader,
                            const RecoupRequestContext *context,
                            GError **error)
{
  guint done = 0;
  while (done < TURN_VALUES && !recoup_request_reader_is_done (reader))
    {
      guint cost = 0;
      gboolean ok = reader->costs->len < reader->n ? check_next (reader, &cost, error)
                                                   : read_next (reader, context, &cost, error);
      if (!ok)
        return FALSE;
      done += cost;
    }
  return TRUE;
}

gboolean
recoup_request_reader_is_done (const RecoupRequestReader *reader)
{
  return reader->entries->len == reader->n;
}

RecoupEntry *
recoup_request_read_entry (GVariant *dict, const RecoupRequestContext *context, GError **error)
{
  RecoupEntry *entry = read_entry (dict, context, error);
  if (entry == NULL)
    g_prefix_error (error, "%s 1: ", context->what);
  return entry;
}
