/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What single cells of foreign files say. Nothing here asks the locale: the same file gives the
 * same journal on every machine. Where a number can be read in two ways it is not read. */

#include "client/import/text.h"

#include <math.h>
#include <string.h>

/* Characters that steer a terminal or turn the direction of text, and those without width. */
static gboolean
is_trouble (gunichar c)
{
  return g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT || c == 0xFFFD;
}

char *
recoup_text_clean (const char *text, gsize max_bytes, gboolean *was_cut_out)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *clean = g_string_new (NULL);
  gboolean is_cut = FALSE;
  gboolean wants_blank = FALSE;

  for (const char *c = composed != NULL ? composed : ""; *c != '\0' && !is_cut;
       c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      gsize size = (gsize) (g_utf8_next_char (c) - c);

      if (g_unichar_isspace (character))
        {
          wants_blank = clean->len > 0;
          continue;
        }
      if (is_trouble (character))
        continue;
      is_cut = clean->len + size + (wants_blank ? 1 : 0) > max_bytes;
      if (is_cut)
        continue;
      if (wants_blank)
        g_string_append_c (clean, ' ');
      wants_blank = FALSE;
      g_string_append_len (clean, c, (gssize) size);
    }
  if (was_cut_out != NULL)
    *was_cut_out = is_cut;
  return g_string_free (clean, FALSE);
}

/* Digits with at most one point, no sign: what g_ascii_strtod() reads to the end. */
static gboolean
read_plain (const char *digits, double *number_out)
{
  gboolean has_digit = FALSE;
  guint n_points = 0;

  for (const char *c = digits; *c != '\0'; c++)
    {
      if (*c == '.')
        n_points++;
      else if (!g_ascii_isdigit (*c))
        return FALSE;
      has_digit = has_digit || g_ascii_isdigit (*c);
    }
  if (!has_digit || n_points > 1 || strlen (digits) > 40)
    return FALSE;
  *number_out = g_ascii_strtod (digits, NULL);
  return TRUE;
}

/* Takes group signs (blanks, apostrophes, and @group if not 0) out of @text; each must have three
 * digits behind it. */
static gboolean
take_groups (GString *text, char group)
{
  gsize point = strcspn (text->str, group == '.' ? "," : ".");

  for (gsize i = 0; i < point && i < text->len;)
    {
      if (text->str[i] != ' ' && text->str[i] != '\'' && (group == 0 || text->str[i] != group))
        {
          i++;
          continue;
        }
      gsize digits = strspn (text->str + i + 1, "0123456789");
      if (i == 0 || digits != 3)
        return FALSE;
      g_string_erase (text, (gssize) i, 1);
      point--;
    }
  return TRUE;
}

gboolean
recoup_text_number (const char *text, gboolean decimal_comma, double *number_out)
{
  g_autofree char *clean = recoup_text_clean (text, 64, NULL);
  gboolean is_negative = clean[0] == '-';
  g_autoptr (GString) digits = g_string_new (is_negative || clean[0] == '+' ? clean + 1 : clean);
  const char *comma = strrchr (digits->str, ',');
  const char *point = strrchr (digits->str, '.');
  double number = NAN;

  if (comma != NULL && point == NULL)
    {
      gboolean is_ambiguous = strlen (comma + 1) == 3 && comma - digits->str <= 3 &&
                              comma != digits->str && digits->str[0] != '0';
      if (strchr (digits->str, ',') != comma || (is_ambiguous && !decimal_comma))
        return FALSE;
    }
  char group = 0;
  if (comma != NULL && point != NULL)
    group = comma > point ? '.' : ',';
  if (!take_groups (digits, group))
    return FALSE;
  for (char *c = digits->str; *c != '\0'; c++)
    if (*c == ',')
      *c = '.';
  if (!read_plain (digits->str, &number))
    return FALSE;
  *number_out = is_negative ? -number : number;
  return TRUE;
}

/* Seconds of the unit that begins with @unit; 0 if it is none. */
static double
get_unit_seconds (const char *unit, gsize length)
{
  static const struct
  {
    const char *name;
    double seconds;
  } units[] = {
    { "h", 3600 },     { "hr", 3600 },   { "hrs", 3600 },   { "hour", 3600 },
    { "hours", 3600 }, { "std", 3600 },  { "m", 60 },       { "min", 60 },
    { "mins", 60 },    { "minute", 60 }, { "minutes", 60 }, { "s", 1 },
    { "sec", 1 },      { "secs", 1 },    { "second", 1 },   { "seconds", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strlen (units[i].name) == length && strncmp (units[i].name, unit, length) == 0)
      return units[i].seconds;
  return 0;
}

/* "1h 50m": numbers, each with its unit. */
static gboolean
read_units (const char *text, double *seconds_out)
{
  double seconds = 0;

  for (const char *c = text; *c != '\0';)
    {
      gsize digits = strspn (c, "0123456789.");
      g_autofree char *number = g_strndup (c, digits);
      double value = 0;
      if (!read_plain (number, &value))
        return FALSE;
      c += digits;
      c += strspn (c, " ");
      gsize length = strcspn (c, " .0123456789");
      double unit = get_unit_seconds (c, length);
      if (unit <= 0)
        return FALSE;
      seconds += value * unit;
      c += length;
      c += strspn (c, " .");
    }
  *seconds_out = seconds;
  return TRUE;
}

/* "1:15:00", or "15:00" as hours and minutes. */
static gboolean
read_colons (const char *text, double *seconds_out)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 4);
  guint n = g_strv_length (parts);
  double seconds = 0;

  if (n < 2 || n > 3)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      guint64 value = 0;
      if (i < n && !g_ascii_string_to_unsigned (parts[i], 10, 0, i == 0 ? 9999 : 59, &value, NULL))
        return FALSE;
      seconds = seconds * 60 + (double) value;
    }
  *seconds_out = seconds;
  return TRUE;
}

gboolean
recoup_text_minutes (const char *text, double *minutes_out)
{
  g_autofree char *folded = recoup_text_fold (text);
  double seconds = 0;

  if (folded[0] == '\0' || (!read_plain (folded, &seconds) && !read_units (folded, &seconds) &&
                            !read_colons (folded, &seconds)))
    return FALSE;
  *minutes_out = seconds / 60;
  return TRUE;
}

char *
recoup_text_fold (const char *text)
{
  g_autofree char *clean = recoup_text_clean (text, 1000, NULL);

  return g_utf8_casefold (clean, -1);
}
