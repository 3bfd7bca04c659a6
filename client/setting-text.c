/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values of settings as people type and read them. recoup.conf, the bus and JSON have one plain
 * form, which the core reads; whatever else a person may type is turned into that form here, and
 * the core still decides whether it is allowed. */

#include "client/setting-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "client/value-plain.h"
#include "client/when.h"
#include "recoup/error.h"
#include "recoup/policy.h"
#include "words/format.h"
#include "words/key-words.h"

#define WEIGHT_DIGITS 2 /* decimals of a kilogram: finer than any scales */
#define OTHER_DIGITS  4
#define SEC_PER_MIN   60
#define SEC_PER_HOUR  3600

static const char *const day_names[7] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/* (transfer full) (nullable): "80,5", "176lb" or "7h30" as a plain number of the setting's unit */
static char *
convert_number (const RecoupSetting *setting, const char *text)
{
  gboolean is_whole = !g_str_equal (setting->type, "number");
  gboolean is_weight = g_str_equal (setting->unit, "kg");
  char format[8];
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double value = 0;

  /* The key names the unit: a bare number is no guess, as it would be in a log. */
  if (!recoup_value_parse_number (text, "", &value) &&
      !recoup_value_parse_number (text, setting->unit, &value))
    return NULL;
  if (is_whole && value > floor (value))
    return NULL;
  g_snprintf (format, sizeof format, "%%.%df",
              is_whole ? 0 : (is_weight ? WEIGHT_DIGITS : OTHER_DIGITS));
  return g_strdup (g_ascii_formatd (number, sizeof number, format, value));
}

/* (transfer full) (nullable): "10:30 pm" as "22:30" */
static char *
convert_time (const char *text)
{
  guint second = 0;

  if (!recoup_when_parse_clock (text, &second) || second % SEC_PER_MIN != 0)
    return NULL;
  return g_strdup_printf ("%02u:%02u", second / SEC_PER_HOUR, second % SEC_PER_HOUR / SEC_PER_MIN);
}

/* (transfer full) (nullable): "on" for what says yes */
static char *
convert_switch (const char *text)
{
  if (recoup_words_match (text, N_ ("yes")) || recoup_words_match (text, N_ ("on")))
    return g_strdup ("on");
  if (recoup_words_match (text, N_ ("no")) || recoup_words_match (text, N_ ("off")))
    return g_strdup ("off");
  return NULL;
}

/* (transfer full) (nullable): the keys for the words of @text, which stand with @sign between */
static char *
convert_keys (const char *text, const char *sign, RecoupKey of)
{
  g_auto (GStrv) words = g_strsplit (text, sign, -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *key = recoup_words_find_key (of, g_strstrip (words[i]));
      if (key == NULL)
        return NULL;
      g_free (words[i]);
      words[i] = g_strdup (key);
    }
  return g_strjoinv (sign, words);
}

/* (transfer full) (nullable): "mon-fri" for "Mo-Fr" */
static char *
convert_days (const char *text)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 3);
  guint first = 0;
  guint last = 0;

  for (guint i = 0; ends[i] != NULL; i++)
    if (i == 2 || !recoup_format_read_weekday (g_strstrip (ends[i]), i == 0 ? &first : &last))
      return NULL;
  if (ends[0] == NULL)
    return NULL;
  return ends[1] != NULL ? g_strconcat (day_names[first], "-", day_names[last], NULL)
                         : g_strdup (day_names[first]);
}

/* Where the value begins behind the days of one part: behind the colon, or at the first digit. */
static const char *
find_value (const char *part)
{
  const char *colon = strchr (part, ':');
  const char *digit = strpbrk (part, "0123456789");

  return digit != NULL && (colon == NULL || digit < colon) ? digit
         : colon != NULL                                   ? colon + 1
                                                           : NULL;
}

/* (transfer full) (nullable): one part of a week, "Mo-Fr:6:30" or "Di:Brust+Trizeps" */
static char *
convert_part (const RecoupSetting *setting, const char *part)
{
  const char *at = find_value (part);
  gboolean is_wake = g_str_equal (setting->type, "wake");

  if (at == NULL)
    return NULL;
  g_autofree char *before = g_strndup (part, (gsize) (at - part));
  gsize len = strlen (g_strchomp (before));
  if (len > 0 && before[len - 1] == ':')
    before[len - 1] = '\0';
  g_autofree char *days = convert_days (g_strstrip (before));
  g_autofree char *rest = g_strstrip (g_strdup (at));
  g_autofree char *value =
      is_wake ? convert_time (rest) : convert_keys (rest, "+", RECOUP_KEY_PLANNED);
  if (value == NULL || days == NULL)
    return NULL;
  return g_strconcat (days, ":", value, NULL);
}

/* (transfer full) (nullable): all parts of a week; a time of getting up may stand alone */
static char *
convert_week (const RecoupSetting *setting, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  char *every_day = g_str_equal (setting->type, "wake") ? convert_time (text) : NULL;

  for (guint i = 0; every_day == NULL && parts[i] != NULL; i++)
    {
      char *part = convert_part (setting, g_strstrip (parts[i]));
      if (part == NULL)
        return NULL;
      g_free (parts[i]);
      parts[i] = part;
    }
  return every_day != NULL ? every_day : g_strjoinv (",", parts);
}

/* The forms of the settings, by the type that their table gives; a word of an enum has one form. */
static char *
convert (const RecoupSetting *setting, const char *text)
{
  static const char *const numbers[] = { "minutes", "integer", "number", NULL };

  if (g_strv_contains (numbers, setting->type))
    return convert_number (setting, text);
  if (g_str_equal (setting->type, "time"))
    return convert_time (text);
  if (g_str_equal (setting->type, "switch"))
    return convert_switch (text);
  if (g_str_equal (setting->type, "accounts"))
    return convert_keys (text, ",", RECOUP_KEY_ACCOUNT);
  if (g_str_equal (setting->type, "wake") || g_str_equal (setting->type, "week"))
    return convert_week (setting, text);
  return NULL;
}

char *
recoup_setting_read (const char *key, const char *text, GError **error)
{
  const RecoupSetting *setting = recoup_policy_find_setting (key);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GError) local = NULL;
  RecoupPolicy policy;

  recoup_policy_init (&policy);
  if (setting == NULL || recoup_policy_parse (&policy, key, text, &local))
    return g_strdup (text);
  g_autofree char *plain = convert (setting, stripped);
  if (plain != NULL && recoup_policy_parse (&policy, key, plain, NULL))
    return g_steal_pointer (&plain);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Appends "Mo-Fr" for "mon-fri", and what is no such thing as it is. */
static void
append_days (GString *out, const char *text)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", -1);

  for (guint i = 0; ends[i] != NULL; i++)
    {
      guint day = 0;
      g_autofree char *name = recoup_format_read_weekday (ends[i], &day)
                                  ? recoup_format_weekday (day)
                                  : g_strdup (ends[i]);
      g_string_append_printf (out, "%s%s", i > 0 ? "-" : "", name);
    }
}

char *
recoup_setting_show_days (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint second = 0;
      const char *colon = strchr (parts[i], ':');
      gboolean is_time = recoup_when_parse_clock (parts[i], &second);
      gboolean has_time =
          is_time || (colon != NULL && recoup_when_parse_clock (colon + 1, &second));
      g_autofree char *clock = has_time ? recoup_format_clock (second) : NULL;
      g_autofree char *days =
          is_time ? NULL
                  : g_strndup (parts[i], has_time ? (gsize) (colon - parts[i]) : strlen (parts[i]));
      g_string_append (out, i > 0 ? "," : "");
      if (days != NULL)
        append_days (out, days);
      if (has_time)
        g_string_append_printf (out, "%s%s", is_time ? "" : ":", clock);
    }
  return g_string_free (out, FALSE);
}
