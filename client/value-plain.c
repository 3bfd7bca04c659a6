/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text to field values. The table of fields says what a field holds and in which unit; this file
 * says how people write that. A number may carry its unit, also another one that measures the same:
 * nobody should have to convert pounds in the head. */

#include "client/value-plain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "recoup/error.h"
#include "words/format.h"
#include "words/key-words.h"

#define M_PER_MILE 1609.344 /* exactly, by the international agreement of 1959 */

/* Units beside the field's own: how much of it one is. */
static const struct
{
  const char *unit; /* of the field */
  const char *name; /* as written */
  double factor;
} other_units[] = {
  { "kg", "lb", RECOUP_FORMAT_KG_PER_LB },
  { "kg", "lbs", RECOUP_FORMAT_KG_PER_LB },
  { "m", "km", 1000 },
  { "m", "mi", M_PER_MILE },
  { "min", "m", 1 },
  { "s", "sec", 1 },
};

static void
set_fault (GError **error, const char *field, const char *expected, const char *text)
{
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, _ ("‘%s’ expects %s, got ‘%s’"),
               field, expected, text);
}

gboolean
recoup_value_parse_number (const char *text, const char *unit, double *value_out)
{
  const char *rest = NULL;
  double value = 0;
  gint64 seconds = 0;

  if (recoup_format_read_number (text, &value, &rest))
    {
      rest += strspn (rest, " ");
      /* Where people weigh in pounds a bare number of kilograms would be a guess. */
      gboolean is_guess = *rest == '\0' && g_str_equal (unit, "kg") && recoup_format_uses_pounds ();
      if ((*rest == '\0' && !is_guess) || (unit[0] != '\0' && g_str_equal (rest, unit)))
        {
          *value_out = value;
          return TRUE;
        }
      for (guint i = 0; i < G_N_ELEMENTS (other_units); i++)
        if (g_str_equal (other_units[i].unit, unit) && g_str_equal (other_units[i].name, rest))
          {
            *value_out = value * other_units[i].factor;
            return TRUE;
          }
    }
  gboolean is_time = g_str_equal (unit, "min") || g_str_equal (unit, "s");
  if (!is_time || !recoup_when_parse_duration (text, &seconds, NULL))
    return FALSE;
  *value_out = g_str_equal (unit, "min") ? (double) seconds / 60.0 : (double) seconds;
  return TRUE;
}

static GVariant *
parse_number (const RecoupField *field, const char *text, GError **error)
{
  double value = 0;

  if (recoup_value_parse_number (text, field->unit, &value))
    return g_variant_ref_sink (g_variant_new_double (value));
  gboolean is_weight = g_str_equal (field->unit, "kg");
  g_autofree char *expected =
      is_weight                ? g_strdup (_ ("a number of kg or lb, for example 80kg or 180lb"))
      : field->unit[0] != '\0' ? g_strdup_printf (_ ("a number of %s"), field->unit)
                               : NULL;
  set_fault (error, field->name, expected != NULL ? expected : _ ("a number"), text);
  return NULL;
}

static GVariant *
parse_integer (const RecoupField *field, const char *text, GError **error)
{
  gint64 value = 0;

  if (g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, &value, NULL))
    return g_variant_ref_sink (g_variant_new_int64 (value));
  g_autofree char *expected =
      g_strdup_printf (_ ("a whole number from %.0f to %.0f"), field->min, field->max);
  set_fault (error, field->name, expected, text);
  return NULL;
}

static GVariant *
parse_boolean (const char *name, const char *text, GError **error)
{
  static const char *const yes[] = { "yes", "y", "true", "on", "1", NULL };
  static const char *const no[] = { "no", "n", "false", "off", "0", NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);
  gboolean is_yes = g_strv_contains (yes, lower) || recoup_words_match (text, N_ ("yes"));

  if (is_yes || g_strv_contains (no, lower) || recoup_words_match (text, N_ ("no")))
    return g_variant_ref_sink (g_variant_new_boolean (is_yes));
  set_fault (error, name, _ ("yes or no"), text);
  return NULL;
}

/* Takes "group=rest" apart; FALSE with @error when it is no such thing. */
static gboolean
split_group (const char *name,
             const char *item,
             RecoupGroup *group_out,
             const char **rest_out,
             GError **error)
{
  const char *sign = strpbrk (item, "=:");

  if (sign == NULL)
    {
      set_fault (error, name, _ ("GROUP=VALUE, for example quads=4"), item);
      return FALSE;
    }
  g_autofree char *group = g_strstrip (g_strndup (item, (gsize) (sign - item)));
  const char *key = recoup_words_find_key (RECOUP_KEY_GROUP, group);
  if (key == NULL || !recoup_group_from_name (key, group_out))
    {
      set_fault (error, name,
                 _ ("a muscle group: chest, back, shoulders, biceps, triceps, forearms, abs, "
                    "lower_back, glutes, quads, hamstrings or calves"),
                 group);
      return FALSE;
    }
  *rest_out = sign + 1;
  return TRUE;
}

/* "sharp+joint": a list of words; empty or "none": an empty list. */
static GVariant *
parse_pains (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, "+", -1);
  gboolean none = text[0] == '\0' || recoup_words_match (text, N_ ("none"));

  recoup_words_take_keys (RECOUP_KEY_VALUE, words);
  return g_variant_new_strv (none ? NULL : (const char *const *) words, none ? 0 : -1);
}

/* Returns: how many digits alone stand between the comma at @sign and the next one, or the end: no
 * group is called by digits, so they are the decimals of the number before */
static gsize
count_decimals (const char *sign)
{
  gsize n = sign[0] == ',' ? strspn (sign + 1, "0123456789") : 0;

  return n > 0 && (sign[n + 1] == ',' || sign[n + 1] == '\0') ? n : 0;
}

/* Returns: (transfer full): the items of "quads=0,5,glutes=1" */
static char **
split_items (const char *text)
{
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();

  for (const char *at = text;; at++)
    {
      const char *end = at + strcspn (at, ",");
      gsize decimals = count_decimals (end);
      end += decimals > 0 ? decimals + 1 : 0;
      g_autofree char *item = g_strndup (at, (gsize) (end - at));
      g_strv_builder_add (items, item);
      if (*end == '\0')
        return g_strv_builder_end (items);
      at = end;
    }
}

/* "quads=4,glutes=2" with values of the field's type; "none" or nothing is the empty object. */
static GVariant *
parse_groups (const RecoupField *field, const char *text, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_auto (GStrv) items = split_items (text);

  for (guint i = 0; items[i] != NULL && !recoup_words_match (text, N_ ("none")); i++)
    {
      RecoupGroup group = RECOUP_GROUP_CHEST;
      const char *rest = NULL;
      gint64 integer = 0;
      double number = 0;
      if (!split_group (field->name, g_strstrip (items[i]), &group, &rest, error))
        return NULL;
      const char *key = recoup_group_get_name (group);
      if (field->type == RECOUP_FIELD_PAIN)
        g_variant_dict_insert_value (&dict, key, parse_pains (rest));
      else if (field->type == RECOUP_FIELD_WEIGHTS && recoup_value_parse_number (rest, "", &number))
        g_variant_dict_insert (&dict, key, "d", number);
      else if (field->type == RECOUP_FIELD_SORENESS &&
               g_ascii_string_to_signed (rest, 10, G_MININT32, G_MAXINT32, &integer, NULL))
        g_variant_dict_insert (&dict, key, "x", integer);
      else
        {
          set_fault (error, field->name, _ ("GROUP=NUMBER, for example quads=4"), items[i]);
          return NULL;
        }
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static GVariant *
parse_instant (const RecoupField *field,
               const char *text,
               const RecoupValueContext *context,
               GError **error)
{
  RecoupInstant instant = 0;

  if (!recoup_when_parse (&context->when, text, &instant, error))
    {
      g_prefix_error (error, _ ("‘%s’: "), field->name);
      return NULL;
    }
  return g_variant_ref_sink (g_variant_new_int64 (instant));
}

static GVariant *
parse_date (const RecoupField *field,
            const char *text,
            const RecoupValueContext *context,
            GError **error)
{
  RecoupDay day = 0;

  if (!recoup_when_parse_date (context->today, text, &day, error))
    {
      g_prefix_error (error, _ ("‘%s’: "), field->name);
      return NULL;
    }
  return g_variant_ref_sink (g_variant_new_take_string (recoup_day_format (day)));
}

GVariant *
recoup_value_parse_plain (const RecoupField *field,
                          const char *text,
                          const RecoupValueContext *context,
                          GError **error)
{
  switch (field->type)
    {
    case RECOUP_FIELD_INSTANT:
      return parse_instant (field, text, context, error);
    case RECOUP_FIELD_DATE:
      return parse_date (field, text, context, error);
    case RECOUP_FIELD_NUMBER:
      return parse_number (field, text, error);
    case RECOUP_FIELD_INTEGER:
      return parse_integer (field, text, error);
    case RECOUP_FIELD_BOOLEAN:
      return parse_boolean (field->name, text, error);
    case RECOUP_FIELD_STRING:
    case RECOUP_FIELD_UUID:
    case RECOUP_FIELD_ZONE:
      return g_variant_ref_sink (g_variant_new_string (text));
    case RECOUP_FIELD_ENUM:
      {
        const char *key = recoup_words_find_key (RECOUP_KEY_VALUE, text);
        return g_variant_ref_sink (g_variant_new_string (key != NULL ? key : text));
      }
    case RECOUP_FIELD_SORENESS:
    case RECOUP_FIELD_PAIN:
    case RECOUP_FIELD_WEIGHTS:
      return parse_groups (field, text, error);
    case RECOUP_FIELD_SETS:
      break; /* see value.c */
    }
  g_assert_not_reached ();
}
