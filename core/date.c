/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Days and instants as text. Inside they are numbers; dates exist only here, where text is read or
 * written, and what is read is exactly what the interchange format allows. */

#include "recoup/civil.h"

#include "core/floor-div.h"
#include "core/text.h"
#include "recoup/error.h"

#define SEC_PER_DAY 86400

/* Dates: counted in years that begin in March, so that the leap day is the last of its year, and in
 * eras of 400 years, which all have the same number of days (Hinnant, "chrono-compatible low-level
 * date algorithms"). */

#define DAYS_PER_ERA   146097
#define ERA_EPOCH_DAYS 719468 /* from 0000-03-01 to 1970-01-01 */

RecoupDay
recoup_day_from_ymd (gint year, guint month, guint day)
{
  gint64 shifted = month <= 2 ? (gint64) year - 1 : year;
  gint64 era = floor_div (shifted, 400);
  gint64 year_of_era = shifted - era * 400;
  gint64 month_from_march = (month + 9) % 12;
  gint64 day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return (RecoupDay) (era * DAYS_PER_ERA + day_of_era - ERA_EPOCH_DAYS);
}

void
recoup_day_to_ymd (RecoupDay day, gint *year_out, guint *month_out, guint *day_out)
{
  gint64 shifted = (gint64) day + ERA_EPOCH_DAYS;
  gint64 era = floor_div (shifted, DAYS_PER_ERA);
  gint64 day_of_era = shifted - era * DAYS_PER_ERA;
  gint64 year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month_from_march = (5 * day_of_year + 2) / 153;
  gint64 month = (month_from_march + 2) % 12 + 1;

  *year_out = (gint) (year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  *month_out = (guint) month;
  *day_out = (guint) (day_of_year - (153 * month_from_march + 2) / 5 + 1);
}

/* Text */

/* Reads exactly @n digits at @text. */
static gboolean
read_digits (const char *text, guint n, guint *value_out)
{
  guint value = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      value = value * 10 + (guint) (text[i] - '0');
    }
  *value_out = value;
  return TRUE;
}

/* Reads "YYYY-MM-DD" at the begin of @text; the date must exist, in whatever year. */
static gboolean
read_date (const char *text, RecoupDay *day_out)
{
  guint year = 0;
  guint month = 0;
  guint day = 0;

  if (!read_digits (text, 4, &year) || text[4] != '-' || !read_digits (text + 5, 2, &month) ||
      text[7] != '-' || !read_digits (text + 8, 2, &day))
    return FALSE;
  if (month < 1 || month > 12 || day < 1 ||
      day > g_date_get_days_in_month ((GDateMonth) month, (GDateYear) (year > 0 ? year : 400)))
    return FALSE;
  *day_out = recoup_day_from_ymd ((gint) year, month, day);
  return TRUE;
}

/* Reads "HH:MM", 00:00 to 23:59. */
static gboolean
read_clock (const char *text, guint *minute_out)
{
  guint hour = 0;
  guint minute = 0;

  if (!read_digits (text, 2, &hour) || text[2] != ':' || !read_digits (text + 3, 2, &minute) ||
      hour > 23 || minute > 59)
    return FALSE;
  *minute_out = hour * 60 + minute;
  return TRUE;
}

/* Skips ":SS" and ":SS.fff" at @text, if there. Returns where it ends, or NULL if malformed. */
static const char *
read_seconds (const char *text, guint *second_out)
{
  if (text[0] != ':')
    return text;
  if (!read_digits (text + 1, 2, second_out) || *second_out > 59)
    return NULL;
  text += 3;
  if (text[0] != '.')
    return text;
  text++;
  if (!g_ascii_isdigit (text[0]))
    return NULL;
  while (g_ascii_isdigit (text[0]))
    text++;
  return text;
}

/* Reads "Z" or "+HH:MM" up to 15:00, the whole of @text. */
static gboolean
read_offset (const char *text, gint *offset_sec_out)
{
  const guint max_min = 15 * 60;
  guint minute = 0;

  if (g_ascii_toupper (text[0]) == 'Z')
    {
      *offset_sec_out = 0;
      return text[1] == '\0';
    }
  if ((text[0] != '+' && text[0] != '-') || !read_clock (text + 1, &minute) || text[6] != '\0' ||
      minute > max_min)
    return FALSE;
  *offset_sec_out = (text[0] == '-' ? -60 : 60) * (gint) minute;
  return TRUE;
}

/* The begin of @text for a message; what came need not be UTF-8, what goes out must. */
static char *
quote (const char *text)
{
  g_autofree char *begin = g_strndup (text, 40);

  return g_utf8_make_valid (begin, -1);
}

gboolean
recoup_day_parse (const char *text, RecoupDay *day_out, GError **error)
{
  RecoupDay day = RECOUP_DAY_NONE;

  if (!read_date (text, &day) || text[10] != '\0')
    {
      g_autofree char *got = quote (text);
      g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_BAD_DATE,
                   _ ("‘%s’ is not a date of the form YYYY-MM-DD"), got);
      return FALSE;
    }
  if (day < RECOUP_DAY_MIN || day > RECOUP_DAY_MAX)
    {
      g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_RANGE,
                   _ ("A date must be 2000-01-01 to 2099-12-31, got ‘%s’"), text);
      return FALSE;
    }
  *day_out = day;
  return TRUE;
}

/* Two or four digits; printf would do it at ten times the cost, and every key has a date. */
static void
append_digits (GString *text, guint number, guint least)
{
  char digits[10];
  guint n = 0;

  for (; number > 0 || n < least; number /= 10)
    digits[n++] = (char) ('0' + number % 10);
  while (n > 0)
    g_string_append_c (text, digits[--n]);
}

static void
append_date (GString *text, RecoupDay day)
{
  gint year = 0;
  guint month = 0;
  guint day_of_month = 0;

  recoup_day_to_ymd (day, &year, &month, &day_of_month);
  append_digits (text, (guint) year, 4);
  g_string_append_c (text, '-');
  append_digits (text, month, 2);
  g_string_append_c (text, '-');
  append_digits (text, day_of_month, 2);
}

char *
recoup_day_format (RecoupDay day)
{
  GString *text = g_string_sized_new (16);

  append_date (text, day);
  return g_string_free (text, FALSE);
}

gboolean
recoup_instant_parse (const char *text, RecoupInstant *instant_out, GError **error)
{
  RecoupDay day = RECOUP_DAY_NONE;
  guint minute = 0;
  guint second = 0;
  gint offset = 0;
  const char *rest = NULL;

  if (read_date (text, &day) && g_ascii_toupper (text[10]) == 'T' &&
      read_clock (text + 11, &minute))
    rest = read_seconds (text + 16, &second);
  if (rest == NULL || !read_offset (rest, &offset))
    {
      g_autofree char *got = quote (text);
      g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_BAD_TIME,
                   _ ("‘%s’ is not a time with offset such as 2025-03-30T07:30:00+02:00"), got);
      return FALSE;
    }

  gint64 sec = (gint64) day * SEC_PER_DAY + (gint64) minute * 60 + second - offset;
  gint64 utc_day = floor_div (sec, SEC_PER_DAY);
  if (utc_day < RECOUP_DAY_MIN || utc_day > RECOUP_DAY_MAX)
    {
      g_autofree char *got = quote (text);
      g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_RANGE,
                   _ ("A time must lie in the years 2000 to 2099 (UTC), got ‘%s’"), got);
      return FALSE;
    }
  *instant_out = sec * G_USEC_PER_SEC;
  return TRUE;
}

char *
recoup_instant_format (RecoupInstant instant, const RecoupZone *zone)
{
  /* RFC 3339 has no seconds in an offset; the last zone that had some dropped them in 1972. */
  gint offset_min = zone != NULL ? recoup_civil_offset (instant, zone) / 60 : 0;
  gint64 local = floor_div (instant, G_USEC_PER_SEC) + (gint64) offset_min * 60;
  gint64 day = floor_div (local, SEC_PER_DAY);
  guint second = (guint) (local - day * SEC_PER_DAY);
  GString *text = g_string_sized_new (32);

  append_date (text, (RecoupDay) day);
  g_string_append_printf (text, "T%02u:%02u:%02u", second / 3600, second / 60 % 60, second % 60);
  if (zone == NULL)
    g_string_append_c (text, 'Z');
  else
    g_string_append_printf (text, "%c%02d:%02d", offset_min < 0 ? '-' : '+', ABS (offset_min) / 60,
                            ABS (offset_min) % 60);
  return g_string_free (text, FALSE);
}

RecoupInstant
recoup_instant_floor (RecoupInstant instant)
{
  return floor_div (instant, G_USEC_PER_SEC) * G_USEC_PER_SEC;
}
