/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An entry to its bus form, field by field in the order of the table. What was not given is left
 * out; the revision always stands, since whoever amends the entry needs it. */

#include "core/entry-private.h"

#include <math.h>

/* The parts of a row that come from a struct of their own kind: map of soreness. */
static GVariant *
write_soreness (const RecoupCheckin *checkin)
{
  if (!checkin->has_soreness)
    return NULL;

  GVariantBuilder map = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    if (checkin->soreness[i] >= 0)
      g_variant_builder_add (&map, "{sv}", recoup_group_get_name (i),
                             g_variant_new_int64 (checkin->soreness[i]));
  return g_variant_builder_end (&map);
}

static GVariant *
write_pain (const RecoupCheckin *checkin)
{
  if (!checkin->has_pain)
    return NULL;

  GVariantBuilder map = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      if (checkin->pain[i] < 0)
        continue;
      GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
      for (guint bit = 0; bit < RECOUP_N_PAINS; bit++)
        if (((guint) checkin->pain[i] & (1U << bit)) != 0)
          g_variant_builder_add (&list, "s", recoup_pain_get_name (bit));
      g_variant_builder_add (&map, "{sv}", recoup_group_get_name (i),
                             g_variant_builder_end (&list));
    }
  return g_variant_builder_end (&map);
}

static GVariant *
write_weights (const RecoupSet *set)
{
  if (!set->has_groups)
    return NULL;

  GVariantBuilder map = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    if (set->groups.weight[i] > 0)
      g_variant_builder_add (&map, "{sv}", recoup_group_get_name (i),
                             g_variant_new_double (set->groups.weight[i]));
  return g_variant_builder_end (&map);
}

static GVariant *write_field (const void *base, const RecoupField *field);

static void
write_pair (GVariantBuilder *dict, const void *base, const RecoupField *field)
{
  GVariant *value = write_field (base, field);

  if (value != NULL)
    g_variant_builder_add (dict, "{sv}", field->name, value);
}

static GVariant *
write_sets (const RecoupSession *session)
{
  if (!session->has_sets)
    return NULL;

  guint n = 0;
  const RecoupField *table = recoup_entry_get_set_fields (&n);
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < session->n_sets; i++)
    {
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      for (guint j = 0; j < n; j++)
        write_pair (&list, &session->sets[i], &table[j]);
      g_variant_builder_close (&list);
    }
  return g_variant_builder_end (&list);
}

static GVariant *
write_date (RecoupDay day)
{
  return day == RECOUP_DAY_NONE ? NULL : g_variant_new_take_string (recoup_day_format (day));
}

static GVariant *
write_integer (const void *base, const RecoupField *field)
{
  if (recoup_entry_field_is_wide (field))
    return g_variant_new_int64 (*CONST_FIELD_AT (base, field, gint64));

  gint value = *CONST_FIELD_AT (base, field, gint);
  return value == recoup_entry_field_absent (field) ? NULL : g_variant_new_int64 (value);
}

/* Value of one field: floating, or NULL when it was not given. */
static GVariant *
write_field (const void *base, const RecoupField *field)
{
  switch (field->type)
    {
    case RECOUP_FIELD_INSTANT:
      {
        RecoupInstant instant = *CONST_FIELD_AT (base, field, RecoupInstant);
        return instant == RECOUP_INSTANT_NONE ? NULL : g_variant_new_int64 (instant);
      }
    case RECOUP_FIELD_DATE:
      return write_date (*CONST_FIELD_AT (base, field, RecoupDay));
    case RECOUP_FIELD_NUMBER:
      {
        double number = *CONST_FIELD_AT (base, field, double);
        return isnan (number) ? NULL : g_variant_new_double (number);
      }
    case RECOUP_FIELD_INTEGER:
      return write_integer (base, field);
    case RECOUP_FIELD_BOOLEAN:
      {
        gint said = *CONST_FIELD_AT (base, field, gint);
        return said == RECOUP_UNSAID ? NULL : g_variant_new_boolean (said == RECOUP_YES);
      }
    case RECOUP_FIELD_STRING:
    case RECOUP_FIELD_ZONE:
      {
        const char *text = *CONST_FIELD_AT (base, field, char *);
        return text == NULL ? NULL : g_variant_new_string (text);
      }
    case RECOUP_FIELD_UUID:
      return g_variant_new_string (CONST_FIELD_AT (base, field, char));
    case RECOUP_FIELD_ENUM:
      return g_variant_new_string (field->words[*CONST_FIELD_AT (base, field, guint)]);
    case RECOUP_FIELD_SORENESS:
      return write_soreness (&((const RecoupEntry *) base)->checkin);
    case RECOUP_FIELD_PAIN:
      return write_pain (&((const RecoupEntry *) base)->checkin);
    case RECOUP_FIELD_WEIGHTS:
      return write_weights (base);
    case RECOUP_FIELD_SETS:
      return write_sets (&((const RecoupEntry *) base)->session);
    }
  g_assert_not_reached ();
}

guint64
recoup_entry_key_from_name (const char *name)
{
  guint n = 0;
  const RecoupField *table = recoup_entry_get_fields (&n);
  guint64 key = 0;

  g_assert (n <= 64);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (table[i].name, name)) /* fields of several kinds may share it */
      key |= G_GUINT64_CONSTANT (1) << i;
  return key;
}

GVariant *
recoup_entry_keys_to_variant (const RecoupEntry *entry, guint64 keys)
{
  guint n = 0;
  const RecoupField *table = recoup_entry_get_fields (&n);
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; i < n; i++)
    if ((table[i].kinds & RECOUP_ENTRY_MASK (entry->kind)) != 0 &&
        (keys & G_GUINT64_CONSTANT (1) << i) != 0)
      write_pair (&dict, entry, &table[i]);
  return g_variant_builder_end (&dict);
}

GVariant *
recoup_entry_to_variant (const RecoupEntry *entry)
{
  return recoup_entry_keys_to_variant (entry, RECOUP_ENTRY_KEYS_ALL);
}

gboolean
recoup_entry_same_content (const RecoupEntry *a, const RecoupEntry *b)
{
  guint64 content = ~(recoup_entry_key_from_name ("id") | recoup_entry_key_from_name ("rev"));
  g_autoptr (GVariant) content_a = g_variant_ref_sink (recoup_entry_keys_to_variant (a, content));
  g_autoptr (GVariant) content_b = g_variant_ref_sink (recoup_entry_keys_to_variant (b, content));

  return g_variant_equal (content_a, content_b);
}
