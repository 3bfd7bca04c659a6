/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The locale's ways to write. The C library is asked once for each text, so that nothing is kept
 * that a changed locale would make wrong; a form that does not fit what recoup can read again, or
 * that is not to be had in UTF-8, gives way to the plain one. */

#include "words/format.h"

#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include <time.h>

#define MAX_DIGITS     9
#define POUND_DIGITS   1
#define KILO_DIGITS    2
#define NOON_HOUR      12
#define MEASURE_POUNDS 2 /* LC_MEASUREMENT: 1 metric, 2 customary in the United States */

/* Of Unicode, what turns the direction of writing until something ends it. */
#define FIRST_EMBEDDING 0x202a
#define LAST_EMBEDDING  0x202e
#define FIRST_ISOLATE   0x2066
#define LAST_ISOLATE    0x2069

/* Whether the locale of @category is none. */
static gboolean
is_plain (int category)
{
  const char *name = setlocale (category, NULL);

  return name == NULL || g_str_equal (name, "C") || g_str_equal (name, "POSIX") ||
         g_str_has_prefix (name, "C.");
}

/* Numbers */

/* (transfer full): the sign before the decimals, in UTF-8 */
static char *
dup_point (void)
{
  const char *point = localeconv ()->decimal_point;
  char *text = point[0] != '\0' ? g_locale_to_utf8 (point, -1, NULL, NULL, NULL) : NULL;

  return text != NULL ? text : g_strdup (".");
}

char *
recoup_format_number (double value, guint digits)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE + 16];
  char format[8];
  g_autofree char *point = dup_point ();

  g_snprintf (format, sizeof format, "%%.%uf", MIN (digits, MAX_DIGITS));
  (void) g_ascii_formatd (buffer, sizeof buffer, format, value);
  g_auto (GStrv) parts = g_strsplit (buffer, ".", 2);
  return g_strjoinv (point, parts);
}

char *
recoup_format_number_short (double value, guint digits)
{
  char *text = recoup_format_number (value, digits);
  g_autofree char *point = dup_point ();
  char *sign = strstr (text, point);

  if (sign != NULL)
    {
      gsize len = strlen (text);
      while (text[len - 1] == '0')
        len--;
      text[len] = '\0';
      if (text + len == sign + strlen (point))
        *sign = '\0';
    }
  if (g_str_equal (text, "-0"))
    (void) g_strlcpy (text, "0", 2);
  return text;
}

/* Whether the point at @point stands where the locale would part thousands: "1.500". */
static gboolean
is_ambiguous (const char *text, const char *point)
{
  const char *thousands = localeconv ()->thousands_sep;
  const char *digits = text + strspn (text, "+-");
  gsize after = strspn (point + 1, "0123456789");

  return thousands[0] == '.' && after == 3 && point - digits <= 3 && digits[0] != '0' &&
         point > digits;
}

gboolean
recoup_format_read_number (const char *text, double *value_out, const char **end_out)
{
  g_autofree char *sign = dup_point ();
  g_autoptr (GString) plain = g_string_new (NULL);
  const char *at = text + strspn (text, "+-");
  const char *point = NULL;
  char *end = NULL;

  g_string_append_len (plain, text, at - text);
  for (; g_ascii_isdigit (*at) || *at == '.' || g_str_has_prefix (at, sign);)
    if (g_ascii_isdigit (*at))
      g_string_append_c (plain, *at++);
    else if (point != NULL)
      return FALSE; /* a second one: thousands are not parted */
    else
      {
        point = at;
        at += *at == '.' ? 1 : strlen (sign);
        g_string_append_c (plain, '.');
      }
  if (plain->len == 0 || (point != NULL && *point == '.' && is_ambiguous (text, point)))
    return FALSE;
  double value = g_ascii_strtod (plain->str, &end);
  if (*end != '\0' || end == plain->str || !isfinite (value))
    return FALSE;
  *value_out = value;
  *end_out = at;
  return TRUE;
}

/* Dates */

/* (transfer full) (nullable): the form of dates for g_date_time_format() and strptime(), NULL for
 * the plain one; years have four digits */
static char *
dup_date_form (void)
{
  const char *form = nl_langinfo (D_FMT);

  if (is_plain (LC_TIME) || form[0] == '\0')
    return NULL;
  g_autofree char *utf8 = g_locale_to_utf8 (form, -1, NULL, NULL, NULL);
  if (utf8 == NULL)
    return NULL;
  GString *whole = g_string_new (utf8);
  (void) g_string_replace (whole, "%y", "%Y", 0);
  return g_string_free (whole, FALSE);
}

char *
recoup_format_date (RecoupDay day)
{
  g_autofree char *form = dup_date_form ();
  gint year = 0;
  guint month = 0;
  guint day_of_month = 0;

  if (form == NULL)
    return recoup_day_format (day);
  recoup_day_to_ymd (day, &year, &month, &day_of_month);
  g_autoptr (GDateTime) date =
      g_date_time_new_utc (year, (gint) month, (gint) day_of_month, 0, 0, 0);
  g_autofree char *text = date != NULL ? g_date_time_format (date, form) : NULL;
  RecoupDay same = 0;
  const char *end = NULL;
  /* Other digits, or a word before them: what is shown could not be typed. */
  if (text == NULL || !recoup_format_read_date (text, &same, &end) || same != day || *end != '\0')
    return recoup_day_format (day);
  return g_steal_pointer (&text);
}

char *
recoup_format_iso_date (const char *iso)
{
  RecoupDay day = 0;

  return recoup_day_parse (iso, &day, NULL) ? recoup_format_date (day) : g_strdup (iso);
}

gboolean
recoup_format_read_date (const char *text, RecoupDay *day_out, const char **end_out)
{
  g_autofree char *form = dup_date_form ();
  g_autofree char *iso = g_strndup (text, strlen ("2026-03-28"));
  struct tm date = { .tm_year = 0 };

  if (recoup_day_parse (iso, day_out, NULL))
    {
      *end_out = text + strlen (iso);
      return TRUE;
    }
  if (form == NULL || !g_ascii_isdigit (text[0]))
    return FALSE;
  const char *end = strptime (text, form, &date);
  if (end == NULL || date.tm_year < 100)
    return FALSE;
  g_autofree char *plain =
      g_strdup_printf ("%04d-%02d-%02d", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
  if (!recoup_day_parse (plain, day_out, NULL))
    return FALSE;
  *end_out = end;
  return TRUE;
}

/* Clock times */

/* (transfer full) (nullable): what stands behind a time of that half of the day, NULL where the
 * locale counts to twenty-four */
static char *
dup_half (guint hour)
{
  const char *form = nl_langinfo (T_FMT);
  const char *half = nl_langinfo (hour < NOON_HOUR ? AM_STR : PM_STR);

  if (is_plain (LC_TIME) || half[0] == '\0' || strpbrk (form, "prIl") == NULL)
    return NULL;
  return g_locale_to_utf8 (half, -1, NULL, NULL, NULL);
}

char *
recoup_format_clock (guint second)
{
  guint hour = second / 3600;
  guint minute = second / 60 % 60;
  g_autofree char *half = dup_half (hour);

  if (half == NULL)
    return g_strdup_printf ("%02u:%02u", hour, minute);
  return g_strdup_printf ("%u:%02u %s", hour % NOON_HOUR == 0 ? NOON_HOUR : hour % NOON_HOUR,
                          minute, half);
}

gboolean
recoup_format_is_steering (gunichar c)
{
  return g_unichar_iscntrl (c) || (c >= FIRST_EMBEDDING && c <= LAST_EMBEDDING) ||
         (c >= FIRST_ISOLATE && c <= LAST_ISOLATE);
}

char *
recoup_format_dup_safe (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1); /* a command line holds any bytes */
  GString *safe = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (c == '\t' || c == '\r')
        g_string_append_c (safe, ' ');
      else if (c != '\n' && recoup_format_is_steering (c))
        g_string_append_c (safe, '?');
      else
        g_string_append_unichar (safe, c);
    }
  return g_string_free (safe, FALSE);
}

/* (transfer full): what the locale says for @item, in UTF-8; empty if that cannot be had */
static char *
dup_item (nl_item item)
{
  g_autofree char *text = g_locale_to_utf8 (nl_langinfo (item), -1, NULL, NULL, NULL);

  return g_strdup (text != NULL ? text : "");
}

/* Whether @text is @name but for large and small letters and a point at the end: "lun." */
static gboolean
is_name (const char *text, const char *name)
{
  if (name[0] == '\0' || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  g_autofree char *said = g_utf8_casefold (text, -1);
  g_autofree char *known = g_utf8_casefold (name, -1);
  gsize said_len = strlen (said) - (g_str_has_suffix (said, ".") ? 1 : 0);
  gsize known_len = strlen (known) - (g_str_has_suffix (known, ".") ? 1 : 0);
  return said_len == known_len && strncmp (said, known, known_len) == 0;
}

gboolean
recoup_format_read_half (const char *text, gboolean *is_pm_out)
{
  static const char *const halves[] = { "am", "a.m.", "pm", "p.m." };
  static const nl_item items[] = { AM_STR, AM_STR, PM_STR, PM_STR };

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      g_autofree char *name = dup_item (items[i]);
      if (!is_name (text, halves[i]) && !is_name (text, name))
        continue;
      *is_pm_out = halves[i][0] == 'p';
      return TRUE;
    }
  return FALSE;
}

/* Weekdays, Monday first; nl_langinfo() begins with Sunday. */
static const struct
{
  const char *plain;
  const char *english;
  nl_item brief;
  nl_item whole;
} weekdays[] = {
  { "mon", "monday", ABDAY_2, DAY_2 },    { "tue", "tuesday", ABDAY_3, DAY_3 },
  { "wed", "wednesday", ABDAY_4, DAY_4 }, { "thu", "thursday", ABDAY_5, DAY_5 },
  { "fri", "friday", ABDAY_6, DAY_6 },    { "sat", "saturday", ABDAY_7, DAY_7 },
  { "sun", "sunday", ABDAY_1, DAY_1 },
};

char *
recoup_format_weekday (guint weekday)
{
  g_return_val_if_fail (weekday < G_N_ELEMENTS (weekdays), NULL);

  g_autofree char *brief = dup_item (weekdays[weekday].brief);
  return g_strdup (is_plain (LC_TIME) || brief[0] == '\0' ? weekdays[weekday].plain : brief);
}

gboolean
recoup_format_read_weekday (const char *text, guint *weekday_out)
{
  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    {
      g_autofree char *brief = dup_item (weekdays[i].brief);
      g_autofree char *whole = dup_item (weekdays[i].whole);
      if (is_name (text, weekdays[i].plain) || is_name (text, weekdays[i].english) ||
          is_name (text, brief) || is_name (text, whole))
        {
          *weekday_out = i;
          return TRUE;
        }
    }
  return FALSE;
}

char *
recoup_format_for_output (const char *text)
{
  const char *charset = NULL;

  if (g_get_charset (&charset))
    return g_strdup (text);
  g_autofree char *target = g_strconcat (charset, "//TRANSLIT", NULL);
  char *local = g_convert_with_fallback (text, -1, target, "UTF-8", "?", NULL, NULL, NULL);
  if (local == NULL)
    return g_strdup (text);
  return local;
}

/* Weights */

gboolean
recoup_format_uses_pounds (void)
{
  return !is_plain (LC_MEASUREMENT) &&
         nl_langinfo (_NL_MEASUREMENT_MEASUREMENT)[0] == MEASURE_POUNDS;
}

const char *
recoup_format_get_weight_unit (void)
{
  return recoup_format_uses_pounds () ? "lb" : "kg";
}

char *
recoup_format_weight_number (double kg)
{
  return recoup_format_uses_pounds ()
             ? recoup_format_number_short (kg / RECOUP_FORMAT_KG_PER_LB, POUND_DIGITS)
             : recoup_format_number_short (kg, KILO_DIGITS);
}

char *
recoup_format_weight (double kg)
{
  g_autofree char *number = recoup_format_weight_number (kg);

  return g_strconcat (number, " ", recoup_format_get_weight_unit (), NULL);
}
