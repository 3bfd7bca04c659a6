/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One value of an entry from its bus form: by the type that its row in the table names, within the
 * range that the row gives, into the place that the row says. */

#include "core/entry-private.h"

#include <math.h>
#include <string.h>

#include "core/text.h"
#include "recoup/quote.h"

/* Any number of the bus as a double; FALSE for what is no number. A 64-bit integer that a double
 * cannot hold lies outside of every range, and stays there. */
static gboolean
get_number (GVariant *value, double *number_out)
{
  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_DOUBLE:
      *number_out = g_variant_get_double (value);
      return TRUE;
    case G_VARIANT_CLASS_INT64:
      *number_out = (double) g_variant_get_int64 (value);
      return TRUE;
    case G_VARIANT_CLASS_INT32:
      *number_out = g_variant_get_int32 (value);
      return TRUE;
    case G_VARIANT_CLASS_UINT32:
      *number_out = g_variant_get_uint32 (value);
      return TRUE;
    case G_VARIANT_CLASS_UINT64:
      *number_out = (double) g_variant_get_uint64 (value);
      return TRUE;
    case G_VARIANT_CLASS_INT16:
      *number_out = g_variant_get_int16 (value);
      return TRUE;
    case G_VARIANT_CLASS_UINT16:
      *number_out = g_variant_get_uint16 (value);
      return TRUE;
    case G_VARIANT_CLASS_BYTE:
      *number_out = g_variant_get_byte (value);
      return TRUE;
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

/* A number within the range of its row; @whole asks for one without a fraction. */
static gboolean
read_number (GVariant *value,
             const RecoupField *field,
             gboolean whole,
             double *number_out,
             GError **error)
{
  double number = 0;

  if (!get_number (value, &number))
    return recoup_entry_refuse (error, RECOUP_FAULT_TYPE, field, value);
  if (whole && isfinite (number) && floor (number) < number)
    return recoup_entry_refuse (error, RECOUP_FAULT_TYPE, field, value);
  if (!(number >= field->min && number <= field->max)) /* NAN too */
    return recoup_entry_refuse (error, RECOUP_FAULT_RANGE, field, value);
  *number_out = number + 0.0; /* makes 0 of -0 */
  return TRUE;
}

static gboolean
read_integer (GVariant *value, const RecoupField *field, void *base, GError **error)
{
  double number = 0;

  if (!read_number (value, field, TRUE, &number, error))
    return FALSE;
  if (recoup_entry_field_is_wide (field))
    *FIELD_AT (base, field, gint64) = (gint64) number;
  else
    *FIELD_AT (base, field, gint) = (gint) number;
  return TRUE;
}

static gboolean
read_instant (GVariant *value, const RecoupField *field, void *base, GError **error)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return recoup_entry_refuse (error, RECOUP_FAULT_TYPE, field, value);

  gint64 instant = g_variant_get_int64 (value);
  if (instant < RECOUP_INSTANT_MIN || instant >= RECOUP_INSTANT_MAX + G_USEC_PER_SEC)
    return recoup_entry_refuse (error, RECOUP_FAULT_RANGE, field, value);
  *FIELD_AT (base, field, RecoupInstant) = recoup_instant_floor (instant);
  return TRUE;
}

/* Borrowed text of a string value, NULL with @error for another type. */
static const char *
read_string (GVariant *value, const RecoupField *field, GError **error)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_get_string (value, NULL);
  (void) recoup_entry_refuse (error, RECOUP_FAULT_TYPE, field, value); /* gives FALSE */
  return NULL;
}

static gboolean
read_date (GVariant *value, const RecoupField *field, void *base, GError **error)
{
  const char *text = read_string (value, field, error);

  if (text == NULL)
    return FALSE;
  if (recoup_day_parse (text, FIELD_AT (base, field, RecoupDay), error))
    return TRUE;
  g_prefix_error (error, _ ("‘%s’: "), field->name);
  return FALSE;
}

static gboolean
read_text (GVariant *value, const RecoupField *field, void *base, GError **error)
{
  const char *text = read_string (value, field, error);

  if (text == NULL)
    return FALSE;
  gsize length = strlen (text);
  if (length > (gsize) field->max)
    return recoup_entry_refuse (error, RECOUP_FAULT_LIMIT, field, value);
  if (length < (gsize) field->min)
    return recoup_entry_refuse (error, RECOUP_FAULT_RANGE, field, value);
  *FIELD_AT (base, field, char *) = g_strndup (text, length);
  return TRUE;
}

static gboolean
read_uuid (GVariant *value, const RecoupField *field, void *base, GError **error)
{
  const char *text = read_string (value, field, error);

  if (text == NULL)
    return FALSE;
  if (!g_uuid_string_is_valid (text))
    return recoup_entry_refuse (error, RECOUP_FAULT_ID, field, value);
  for (gsize i = 0; i < RECOUP_UUID_SIZE; i++)
    FIELD_AT (base, field, char)[i] = g_ascii_tolower (text[i]);
  return TRUE;
}

/* Whether @name could be a zone's: what is asked of the table of zones may become a file name. */
static gboolean
is_zone_name (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > RECOUP_MAX_ZONE_BYTES || !g_ascii_isalpha (name[0]))
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("/_+-", *c) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
read_zone (GVariant *value,
           const RecoupField *field,
           RecoupZoneTable *zones,
           void *base,
           GError **error)
{
  const char *name = read_string (value, field, error);

  if (name == NULL)
    return FALSE;
  if (!is_zone_name (name) || recoup_zone_table_lookup (zones, name) == NULL)
    return recoup_entry_refuse (error, RECOUP_FAULT_ZONE, field, value);
  *FIELD_AT (base, field, char *) = g_strdup (name);
  return TRUE;
}

static gboolean
read_word (GVariant *value, const RecoupField *field, void *base, GError **error)
{
  const char *word = read_string (value, field, error);

  if (word == NULL)
    return FALSE;
  for (guint i = 0; field->words[i] != NULL; i++)
    if (g_str_equal (field->words[i], word))
      {
        *FIELD_AT (base, field, guint) = i;
        return TRUE;
      }
  return recoup_entry_refuse (error, field->bad_word, field, value);
}

static gboolean
read_boolean (GVariant *value, const RecoupField *field, void *base, GError **error)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return recoup_entry_refuse (error, RECOUP_FAULT_TYPE, field, value);
  *FIELD_AT (base, field, gint) = g_variant_get_boolean (value) ? RECOUP_YES : RECOUP_NO;
  return TRUE;
}

/* Reads what a map holds for one group. */
typedef gboolean (*GroupFunc) (GVariant *value,
                               const RecoupField *field,
                               RecoupGroup group,
                               void *base,
                               GError **error);

static gboolean
read_map (GVariant *map, const RecoupField *field, GroupFunc func, void *base, GError **error)
{
  if (!g_variant_is_of_type (map, G_VARIANT_TYPE_VARDICT))
    return recoup_entry_refuse (error, RECOUP_FAULT_TYPE, field, map);

  gsize n = g_variant_n_children (map);
  for (gsize i = 0; i < n; i++)
    {
      const char *name = NULL;
      g_autoptr (GVariant) value = NULL;
      g_variant_get_child (map, i, "{&sv}", &name, &value);

      RecoupGroup group = RECOUP_GROUP_CHEST;
      g_autofree char *quoted = recoup_quote (name);
      if (!recoup_group_from_name (name, &group))
        {
          g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_GROUP,
                       _ ("‘%s’: no muscle group is called ‘%s’"), field->name, quoted);
          return FALSE;
        }
      if (!func (value, field, group, base, error))
        {
          g_prefix_error (error, _ ("‘%s’: "), quoted);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_sore_group (GVariant *value,
                 const RecoupField *field,
                 RecoupGroup group,
                 void *base,
                 GError **error)
{
  RecoupEntry *entry = base;
  double number = 0;

  if (!read_number (value, field, TRUE, &number, error))
    return FALSE;
  entry->checkin.soreness[group] = (gint8) number;
  return TRUE;
}

static gboolean
read_pain_group (GVariant *value,
                 const RecoupField *field,
                 RecoupGroup group,
                 void *base,
                 GError **error)
{
  RecoupEntry *entry = base;
  guint flags = 0;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return recoup_entry_refuse (error, RECOUP_FAULT_TYPE, field, value);
  gsize n = g_variant_n_children (value);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) word = g_variant_get_child_value (value, i);
      guint bit = 0;
      if (!recoup_pain_from_name (g_variant_get_string (word, NULL), &bit))
        return recoup_entry_refuse (error, RECOUP_FAULT_TYPE, field, word);
      flags |= 1U << bit;
    }
  entry->checkin.pain[group] = (gint8) flags;
  return TRUE;
}

static gboolean
read_group_weight (GVariant *value,
                   const RecoupField *field,
                   RecoupGroup group,
                   void *base,
                   GError **error)
{
  RecoupSet *set = base;
  double number = 0;

  if (!read_number (value, field, FALSE, &number, error))
    return FALSE;
  if (number <= 0)
    return recoup_entry_refuse (error, RECOUP_FAULT_RANGE, field, value);
  set->groups.weight[group] = number;
  return TRUE;
}

gboolean
recoup_entry_read_value (GVariant *value,
                         const RecoupField *field,
                         RecoupZoneTable *zones,
                         void *base,
                         GError **error)
{
  RecoupEntry *entry = base; /* for the rows that only entries have */
  RecoupSet *set = base;     /* for those that only sets have */

  switch (field->type)
    {
    case RECOUP_FIELD_INSTANT:
      return read_instant (value, field, base, error);
    case RECOUP_FIELD_DATE:
      return read_date (value, field, base, error);
    case RECOUP_FIELD_NUMBER:
      return read_number (value, field, FALSE, FIELD_AT (base, field, double), error);
    case RECOUP_FIELD_INTEGER:
      return read_integer (value, field, base, error);
    case RECOUP_FIELD_BOOLEAN:
      return read_boolean (value, field, base, error);
    case RECOUP_FIELD_STRING:
      return read_text (value, field, base, error);
    case RECOUP_FIELD_UUID:
      return read_uuid (value, field, base, error);
    case RECOUP_FIELD_ZONE:
      return read_zone (value, field, zones, base, error);
    case RECOUP_FIELD_ENUM:
      return read_word (value, field, base, error);
    case RECOUP_FIELD_SORENESS:
      entry->checkin.has_soreness = TRUE;
      return read_map (value, field, read_sore_group, base, error);
    case RECOUP_FIELD_PAIN:
      entry->checkin.has_pain = TRUE;
      return read_map (value, field, read_pain_group, base, error);
    case RECOUP_FIELD_WEIGHTS:
      set->has_groups = TRUE;
      return read_map (value, field, read_group_weight, base, error);
    case RECOUP_FIELD_SETS:
      break; /* a list of dictionaries: entry-read.c walks over it */
    }
  g_assert_not_reached ();
}
