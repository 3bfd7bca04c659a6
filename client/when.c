/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Times as people write them. A bare clock time names an instant on every day; which one is meant
 * follows from what it is for: "I slept until 06:40" is the last one, "snooze until 23:00" the
 * next. All clock times are those of the zone that is passed in, and nothing here asks what time it
 * is. */

#include "client/when.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "recoup/error.h"
#include "words/format.h"
#include "words/key-words.h"
#include "words/words.h"

#define EXPECTED_TIME \
  N_ ("Expected a time like 22:40, ‘yesterday 22:40’, 2026-03-28T22:40, -30m or now, got ‘%s’")
#define EXPECTED_DATE     N_ ("Expected a date like 2026-03-28, yesterday, today or tomorrow, got ‘%s’")
#define EXPECTED_DURATION N_ ("Expected a duration like 7h30m, 90m, 1h or 45 (minutes), got ‘%s’")
#define EXPECTED_LESS \
  N_ ("Expected a duration like 7h30m, 90m, 1h or 45 (minutes) of 1 second to 366 days, got ‘%s’")
#define EXPECTED_UNTIL \
  N_ ("Expected a duration like 30m or 2h of at most 366 days, or a time like 23:00, got ‘%s’")

#define SEC_PER_MIN  60
#define SEC_PER_HOUR 3600
#define SEC_PER_DAY  86400

#define NOON_HOUR        12
#define MAX_DURATION_SEC (366.0 * SEC_PER_DAY)
#define MAX_DURATION_MIN G_GUINT64_CONSTANT (527040) /* likewise 366 days */

static const char *const day_words[] = { N_ ("yesterday"), N_ ("today"),
                                         N_ ("tomorrow") }; /* -1, 0, +1 days */

static gboolean
fail (GError **error, const char *text, const char *expected)
{
  g_autofree char *message = recoup_words_fill (_ (expected), text);

  g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

/* Reads one or two digits up to @max; moves @text behind them. */
static gboolean
read_digits (const char **text, guint max, guint *value_out)
{
  const char *at = *text;
  guint value = 0;
  guint n = 0;

  while (n < 2 && g_ascii_isdigit (at[n]))
    {
      value = value * 10 + (guint) g_ascii_digit_value (at[n]);
      n++;
    }
  if (n == 0 || value > max)
    return FALSE;
  *text = at + n;
  *value_out = value;
  return TRUE;
}

gboolean
recoup_when_is_half (const char *text)
{
  gboolean unused = FALSE;

  return recoup_format_read_half (text, &unused);
}

/* ":MM" or ":MM:SS" */
static gboolean
parse_minutes (const char **text, guint *minute_out, guint *second_out)
{
  const char *at = *text + 1;
  const char *minutes = at;

  if (!read_digits (&at, 59, minute_out) || at != minutes + 2)
    return FALSE;
  if (at[0] == ':')
    {
      const char *seconds = ++at;
      if (!read_digits (&at, 59, second_out) || at != seconds + 2)
        return FALSE;
    }
  *text = at;
  return TRUE;
}

gboolean
recoup_when_parse_clock (const char *text, guint *second_out)
{
  const char *at = text;
  guint hour = 0;
  guint minute = 0;
  guint second = 0;
  gboolean is_pm = FALSE;

  if (!read_digits (&at, 23, &hour))
    return FALSE;
  gboolean has_minutes = at[0] == ':';
  if (has_minutes && !parse_minutes (&at, &minute, &second))
    return FALSE;
  at += strspn (at, " ");
  if (at[0] != '\0')
    {
      if (hour < 1 || hour > NOON_HOUR || !recoup_format_read_half (at, &is_pm))
        return FALSE;
      hour = hour % NOON_HOUR + (is_pm ? NOON_HOUR : 0);
    }
  else if (!has_minutes)
    return FALSE;
  *second_out = hour * 3600 + minute * 60 + second;
  return TRUE;
}

/* Whether @candidate is a better reading of a bare clock time than @best. */
static gboolean
is_better (const RecoupWhen *when, RecoupInstant candidate, RecoupInstant best)
{
  switch (when->lean)
    {
    case RECOUP_WHEN_LAST:
      return candidate <= when->base && (best == RECOUP_INSTANT_NONE || candidate > best);
    case RECOUP_WHEN_NEXT:
      return candidate > when->base && (best == RECOUP_INSTANT_NONE || candidate < best);
    case RECOUP_WHEN_NEAR:
      return best == RECOUP_INSTANT_NONE || ABS (candidate - when->base) < ABS (best - when->base);
    }
  g_assert_not_reached ();
}

/* Three days each way, because a zone may have skipped a whole day, and both of a doubled time. */
static RecoupInstant
resolve_clock (const RecoupWhen *when, guint second)
{
  RecoupDay today = 0;
  guint unused = 0;
  RecoupInstant best = RECOUP_INSTANT_NONE;

  recoup_civil_local (when->base, when->zone, &today, &unused);
  for (RecoupDay day = today - 3; day <= today + 3; day++)
    {
      RecoupInstant first = recoup_civil_at_second (day, second, when->zone);
      RecoupInstant later = recoup_civil_at_second_later (day, second, when->zone);
      RecoupDay lived = 0;
      recoup_civil_local (first, when->zone, &lived, &unused);
      if (lived != day)
        continue; /* the zone never had that day */
      if (is_better (when, first, best))
        best = first;
      if (is_better (when, later, best))
        best = later;
    }
  return best;
}

/* Days from today that @word says. */
static gboolean
find_day_word (const char *word, gint *days_out)
{
  for (gint i = 0; i < (gint) G_N_ELEMENTS (day_words); i++)
    if (recoup_words_match (word, day_words[i]))
      {
        *days_out = i - 1;
        return TRUE;
      }
  return FALSE;
}

/* "yesterday 22:40": the first word and the clock behind it. */
static gboolean
parse_day_word (const RecoupWhen *when, const char *text, RecoupInstant *instant_out)
{
  const char *space = strchr (text, ' ');
  gint days = 0;
  guint second = 0;
  guint unused = 0;
  RecoupDay today = 0;

  if (space == NULL)
    return FALSE;
  g_autofree char *word = g_strndup (text, (gsize) (space - text));
  if (!find_day_word (word, &days) || !recoup_when_parse_clock (space + 1, &second))
    return FALSE;
  recoup_civil_local (when->now, when->zone, &today, &unused);
  *instant_out = recoup_civil_at_second (today + days, second, when->zone);
  return TRUE;
}

/* "2026-03-28T22:40", without an offset, or the date as the locale writes it. */
static gboolean
parse_date_clock (const RecoupWhen *when, const char *text, RecoupInstant *instant_out)
{
  const char *end = NULL;
  guint second = 0;
  RecoupDay day = 0;

  if (!recoup_format_read_date (text, &day, &end) || (*end != 'T' && *end != ' ') ||
      !recoup_when_parse_clock (end + 1, &second))
    return FALSE;
  *instant_out = recoup_civil_at_second (day, second, when->zone);
  return TRUE;
}

RecoupWhen
recoup_when_now (const RecoupZone *zone, RecoupWhenLean lean)
{
  RecoupInstant now = recoup_instant_floor (g_get_real_time ());

  return (RecoupWhen){ .now = now, .base = now, .zone = zone, .lean = lean };
}

gboolean
recoup_when_parse (const RecoupWhen *when,
                   const char *text,
                   RecoupInstant *instant_out,
                   GError **error)
{
  guint second = 0;

  if (recoup_words_match (text, N_ ("now")))
    *instant_out = when->now;
  else if ((text[0] == '-' || text[0] == '+') && text[1] != '\0')
    {
      gint64 seconds = 0;
      if (!recoup_when_parse_duration (text + 1, &seconds, NULL))
        return fail (error, text, EXPECTED_TIME);
      *instant_out = when->now + (text[0] == '-' ? -seconds : seconds) * G_USEC_PER_SEC;
    }
  else if (recoup_when_parse_clock (text, &second))
    *instant_out = resolve_clock (when, second);
  else if (!parse_day_word (when, text, instant_out) &&
           !parse_date_clock (when, text, instant_out) &&
           !recoup_instant_parse (text, instant_out, NULL))
    return fail (error, text, EXPECTED_TIME);
  return TRUE;
}

gboolean
recoup_when_parse_date (RecoupDay today, const char *text, RecoupDay *day_out, GError **error)
{
  const char *end = NULL;
  RecoupDay day = 0;
  gint days = 0;

  if (find_day_word (text, &days))
    {
      *day_out = today + days;
      return TRUE;
    }
  if (!recoup_format_read_date (text, &day, &end) || *end != '\0')
    return fail (error, text, EXPECTED_DATE);
  *day_out = day;
  return TRUE;
}

gboolean
recoup_when_is_day_word (const char *text)
{
  gint unused = 0;

  return find_day_word (text, &unused);
}

/* Units of a duration, the greatest first. Longer names stand before their beginnings. */
static const struct
{
  const char *name;
  double seconds;
} units[] = {
  { "d", SEC_PER_DAY }, { "h", SEC_PER_HOUR }, { "min", SEC_PER_MIN },
  { "m", SEC_PER_MIN }, { "sec", 1 },          { "s", 1 },
};

/* Reads one number with its unit at @text, which must be smaller than @previous seconds. */
static gboolean
read_part (const char **text, double previous, double *unit_out, double *seconds_out)
{
  const char *end = NULL;
  double value = 0;

  if (!g_ascii_isdigit ((*text)[0]) || !recoup_format_read_number (*text, &value, &end))
    return FALSE;
  gsize digits = (gsize) (end - *text);
  if ((*text)[digits] == '\0' && digits == 2 && previous > SEC_PER_MIN &&
      previous < SEC_PER_DAY) /* 7h30 */
    {
      *text += digits;
      *unit_out = SEC_PER_MIN;
      *seconds_out = value * SEC_PER_MIN;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (*text + digits, units[i].name) && units[i].seconds < previous)
      {
        *text += digits + strlen (units[i].name);
        *unit_out = units[i].seconds;
        *seconds_out = value * units[i].seconds;
        return TRUE;
      }
  return FALSE;
}

gboolean
recoup_when_parse_duration (const char *text, gint64 *seconds_out, GError **error)
{
  double total = 0;
  double unit = INFINITY;
  const char *at = text;
  guint64 minutes = 0;

  if (g_ascii_string_to_unsigned (text, 10, 1, MAX_DURATION_MIN, &minutes, NULL))
    {
      *seconds_out = (gint64) minutes * 60;
      return TRUE;
    }
  do
    {
      double seconds = 0;
      if (!read_part (&at, unit, &unit, &seconds))
        return fail (error, text, EXPECTED_DURATION);
      total += seconds;
    }
  while (*at != '\0');
  if (total < 1 || total > MAX_DURATION_SEC)
    return fail (error, text, EXPECTED_LESS);
  *seconds_out = (gint64) total;
  return TRUE;
}

gboolean
recoup_when_parse_until (const RecoupWhen *when,
                         const char *text,
                         RecoupInstant *instant_out,
                         GError **error)
{
  gint64 seconds = 0;

  if (recoup_when_parse_duration (text, &seconds, NULL))
    {
      *instant_out = when->now + seconds * G_USEC_PER_SEC;
      return TRUE;
    }
  if (recoup_when_parse (when, text, instant_out, NULL))
    return TRUE;
  return fail (error, text, EXPECTED_UNTIL);
}
