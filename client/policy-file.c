/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Settings as JSON, for a replay. Each value is turned into the text form that recoup.conf has, so
 * that one table says what is allowed, wherever a setting comes from. */

#include "client/policy-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/json.h"
#include "recoup/error.h"

static char *
refuse (const char *key, const char *expected, GVariant *json, GError **error)
{
  const RecoupJsonStyle style = { NULL, NULL, FALSE };
  g_autofree char *got = recoup_json_write (json, &style);

  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, _ ("‘%s’ must be %s, got ‘%s’"),
               key, expected, got);
  return NULL;
}

/* "chest+back" with "+" between, or NULL for what is no list of words without the signs of the text
 * form. */
static char *
join_words (GVariant *list, const char *between)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!g_variant_is_of_type (list, G_VARIANT_TYPE ("av")))
    return NULL;
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) word = g_variant_get_variant (boxed);
      if (!g_variant_is_of_type (word, G_VARIANT_TYPE_STRING))
        return NULL;
      const char *item = g_variant_get_string (word, NULL);
      if (item[0] == '\0' || strpbrk (item, ",+:") != NULL)
        return NULL;
      g_string_append_printf (text, "%s%s", i > 0 ? between : "", item);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The value of one weekday: a time or a list. */
static char *
convert_day (GVariant *json)
{
  if (!g_variant_is_of_type (json, G_VARIANT_TYPE_STRING))
    return join_words (json, "+");
  const char *text = g_variant_get_string (json, NULL);
  return strchr (text, ',') == NULL ? g_strdup (text) : NULL;
}

/* {"mon": ..., "tue": ...} as "mon:...,tue:..."; a day with an empty list is left out. */
static char *
convert_weekdays (const char *key, GVariant *json, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < g_variant_n_children (json); i++)
    {
      const char *day = NULL;
      g_autoptr (GVariant) value = NULL;
      g_variant_get_child (json, i, "{&sv}", &day, &value);
      g_autofree char *converted = convert_day (value);
      if (strlen (day) != 3 || converted == NULL)
        return refuse (key, _ ("an object of values by weekday, mon to sun"), json, error);
      if (converted[0] != '\0')
        g_string_append_printf (text, "%s%s:%s", text->len > 0 ? "," : "", day, converted);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: (transfer full) (nullable): the text form of @json */
static char *
convert_value (const char *key, GVariant *json, GError **error)
{
  const RecoupJsonStyle style = { NULL, NULL, FALSE };

  if (recoup_json_is_null (json))
    return g_strdup ("");
  if (g_variant_is_of_type (json, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (json, NULL);
  if (g_variant_is_of_type (json, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (json) ? "on" : "off");
  if (g_variant_is_of_type (json, G_VARIANT_TYPE_INT64) ||
      g_variant_is_of_type (json, G_VARIANT_TYPE_DOUBLE))
    return recoup_json_write (json, &style);
  if (g_variant_is_of_type (json, G_VARIANT_TYPE_VARDICT))
    return convert_weekdays (key, json, error);
  if (!g_str_equal (key, "accounts_off"))
    return refuse (key, _ ("a value, not a list"), json, error);
  char *names = join_words (json, ",");
  return names != NULL ? names : refuse (key, _ ("a list of words"), json, error);
}

gboolean
recoup_policy_file_parse (const char *text, gsize len, RecoupPolicy *policy, GError **error)
{
  RecoupPolicy changed = *policy;
  g_autoptr (GVariant) json = recoup_json_parse (text, len, error);

  if (json == NULL)
    return FALSE;
  if (!g_variant_is_of_type (json, G_VARIANT_TYPE_VARDICT))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("Settings must be a JSON object"));
      return FALSE;
    }
  for (gsize i = 0; i < g_variant_n_children (json); i++)
    {
      const char *key = NULL;
      g_autoptr (GVariant) value = NULL;
      g_variant_get_child (json, i, "{&sv}", &key, &value);
      g_autofree char *value_text = convert_value (key, value, error);
      if (value_text == NULL || !recoup_policy_parse (&changed, key, value_text, error))
        return FALSE;
    }
  if (!recoup_policy_check (&changed, error))
    return FALSE;
  *policy = changed;
  return TRUE;
}
