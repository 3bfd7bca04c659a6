/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Everything that a client sends passes through here once its limits were checked (limit.c):
 * unknown keys refused by name, numbers taken in any of the integer types that languages send them
 * in. The messages say which argument or key, what is allowed, and what came.
 */
#include "daemon/request.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "daemon/limit.h"
#include "dbus/errors.h"
#include "recoup/entry.h"
#include "recoup/quote.h"

#define INSTANT_MIN (RECOUP_DAY_MIN * RECOUP_USEC_PER_DAY)
#define INSTANT_MAX ((RECOUP_DAY_MAX + 1) * RECOUP_USEC_PER_DAY - 1)

#define TURN_VALUES 20000 /* looked at, or read, in one turn: about ten milliseconds */

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
      g_autofree char *quoted = recoup_quote (key);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("There is no key ‘%s’; allowed are ‘%s’"), quoted, known);
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
recoup_request_read_date (const char *name, const char *text, RecoupDay *day_out, GError **error)
{
  if (recoup_day_parse (text, day_out, error))
    return TRUE;
  g_prefix_error (error, _ ("‘%s’: "), name);
  return FALSE;
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
refuse_name (GError **error, const char *key, const char **known, const char *name)
{
  g_autofree const char **names = known;
  g_autofree char *list = g_strjoinv (", ", (char **) names);
  g_autofree char *quoted = recoup_quote (name);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("‘%s’ must be one of %s; got ‘%s’"), key, list, quoted);
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

/* Of all kinds of entries, each once. */
static const char **
list_entry_keys (void)
{
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);
  const char **names = g_new0 (const char *, n + 1);
  guint last = 0;
  for (guint i = 0; i < n; i++)
    if (!g_strv_contains (names, fields[i].name))
      names[last++] = fields[i].name;
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

/* Names of which each stands for a bit. */
typedef struct
{
  guint64 (*get_bit) (const char *name); /* 0 if it is none */
  const char **(*list) (void);           /* (transfer container): all of them, for people */
} Names;

static guint64
get_entry_kind (const char *name)
{
  RecoupEntryKind kind = RECOUP_ENTRY_SLEEP;
  return recoup_entry_kind_from_name (name, &kind) ? RECOUP_ENTRY_MASK (kind) : 0;
}

static const Names entry_kinds = { get_entry_kind, list_entry_kinds };
static const Names entry_keys = { recoup_entry_key_from_name, list_entry_keys };

/* @mask_out: stays as it is when @dict has no @key */
static gboolean
get_mask (GVariant *dict, const char *key, const Names *known, guint64 *mask_out, GError **error)
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
      guint64 bit = known->get_bit (names[i]);
      if (bit == 0)
        return refuse_name (error, key, known->list (), names[i]);
      mask |= bit;
    }
  *mask_out = mask;
  return TRUE;
}

gboolean
recoup_request_get_entry_kinds (GVariant *dict, const char *key, guint *mask_out, GError **error)
{
  guint64 mask = *mask_out;
  gboolean ok = get_mask (dict, key, &entry_kinds, &mask, error);
  *mask_out = (guint) mask;
  return ok;
}

gboolean
recoup_request_get_entry_keys (GVariant *dict, const char *key, guint64 *mask_out, GError **error)
{
  return get_mask (dict, key, &entry_keys, mask_out, error);
}

gboolean
recoup_request_read_reminder_kind (const char *key,
                                   const char *name,
                                   RecoupReminderKind *kind_out,
                                   GError **error)
{
  return recoup_reminder_kind_from_name (name, kind_out) ||
         refuse_name (error, key, list_reminder_kinds (), name);
}

gboolean
recoup_request_read_reminder_kinds (const char *key,
                                    const char *const *names,
                                    guint *mask_out,
                                    GError **error)
{
  guint mask = 0;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
      if (!recoup_request_read_reminder_kind (key, names[i], &kind, error))
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
  return recoup_request_read_reminder_kinds (key, names, mask_out, error);
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

RecoupRequestReader *
recoup_request_reader_new (GVariant *list, const char *name, GError **error)
{
  gsize n = g_variant_n_children (list);
  if (n > RECOUP_MAX_ENTRIES)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                   _ ("‘%s’ may hold at most %d entries, got %u"), name, RECOUP_MAX_ENTRIES,
                   (guint) MIN (n, G_MAXUINT));
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
check_next (RecoupRequestReader *reader,
            const RecoupRequestContext *context,
            guint *cost_out,
            GError **error)
{
  guint index = reader->costs->len;
  g_autoptr (GVariant) dict = g_variant_get_child_value (reader->list, index);
  guint n_values = 0;
  if (!recoup_limit_check_entry (dict, &n_values, error))
    {
      g_prefix_error (error, "%s %u: ", context->what, index + 1);
      return FALSE;
    }
  guint cost = 1 + n_values;
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
      gboolean ok = reader->costs->len < reader->n ? check_next (reader, context, &cost, error)
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
