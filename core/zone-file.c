/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Time zone files as RFC 8536 has them: a header that counts, a body with transitions of 32 bits,
 * the same again with 64 bits, and in the end a line that says by a rule how it goes on. GLib reads
 * them too, but gives its transitions away one question at a time, each of which walks along all of
 * them, and works out by the calendar what the file says outright: most of a millisecond a zone,
 * and of a few zones (Dublin, Casablanca) it does not understand the rule. */

#include "core/zone-file.h"

#include <string.h>

#include "recoup/civil.h"

#define HEADER_BYTES 44
#define COUNTS_AT    20    /* behind the magic, the version and what is reserved */
#define TYPE_BYTES   6     /* of an offset: itself, whether it is summer time, its name */
#define MAX_COUNT    65536 /* of anything; a file has some hundred transitions */
#define MAX_OFFSET   93600 /* 26 h: more than any local clock ever was from UTC */
#define SEC_PER_HOUR 3600
#define SEC_PER_DAY  86400
#define RULE_HOURS   167  /* of a rule's clock time, which may lie in another day */
#define OFFSET_HOURS 25   /* of an offset in a rule */
#define USUAL_SEC    7200 /* clock time of a change where the rule names none */
#define FROM_YEAR    1970 /* of a zone without transitions */
#define LEAP_DAY     60   /* of those that count from 1: that of March 1 where no leap day counts */

/* How many of each there are. */
typedef struct
{
  gsize ut_marks;
  gsize standard_marks;
  gsize leaps;
  gsize times;
  gsize types;
  gsize letters;
} Counts;

/* A day of the year on which clocks change, and when by the clock that ends. */
typedef struct
{
  char form; /* 'M': @week and @weekday of @month; 'J': @day from 1, no leap days; 0: @day from 0 */
  guint month;
  guint week;    /* 5: the last */
  guint weekday; /* 0 Sunday */
  gint day;
  gint sec;
} Change;

/* The rule for the years behind the last transition. */
typedef struct
{
  gint standard; /* seconds east of UTC */
  gint summer;
  gboolean has_summer;
  Change begin; /* of summer time */
  Change end;
} Rule;

static gint64
read_integer (const guint8 *at, guint bytes)
{
  guint64 value = (at[0] & 0x80) != 0 ? G_MAXUINT64 : 0;

  for (guint i = 0; i < bytes; i++)
    value = value << 8 | at[i];
  return (gint64) value;
}

/* Reads a header. */
static gboolean
read_counts (const guint8 *data, gsize size, Counts *counts_out)
{
  gsize numbers[6];

  if (size < HEADER_BYTES || memcmp (data, "TZif", 4) != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gint64 number = read_integer (data + COUNTS_AT + i * 4, 4);
      if (number < 0 || number > MAX_COUNT)
        return FALSE;
      numbers[i] = (gsize) number;
    }
  *counts_out = (Counts){ numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5] };
  return TRUE;
}

/* Bytes of the body behind a header, whose times have @width bytes. */
static gsize
measure_body (const Counts *counts, guint width)
{
  return counts->times * (width + 1) + counts->types * TYPE_BYTES + counts->letters +
         counts->leaps * (width + 4) + counts->standard_marks + counts->ut_marks;
}

void
recoup_zone_file_append (GArray *steps, gint64 from, gint32 offset)
{
  if (steps->len > 0 && g_array_index (steps, RecoupZoneStep, steps->len - 1).from == from)
    g_array_set_size (steps, steps->len - 1);
  if (steps->len > 0 && g_array_index (steps, RecoupZoneStep, steps->len - 1).offset == offset)
    return;
  RecoupZoneStep step = { from, offset };
  g_array_append_val (steps, step);
}

/* Takes the transitions of a body. @last_out: the second of the last one, also outside of @span;
 * G_MININT64 if there is none */
static gboolean
read_body (const guint8 *body,
           const Counts *counts,
           guint width,
           const RecoupZoneSpan *span,
           GArray *steps,
           gint64 *last_out)
{
  const guint8 *kinds = body + counts->times * width;
  const guint8 *types = kinds + counts->times;
  gint64 last = G_MININT64;

  for (gsize i = 0; i < counts->types; i++)
    if (ABS (read_integer (types + i * TYPE_BYTES, 4)) > MAX_OFFSET)
      return FALSE;
  recoup_zone_file_append (steps, G_MININT64, (gint32) read_integer (types, 4));
  for (gsize i = 0; i < counts->times; i++)
    {
      gint64 from = read_integer (body + i * width, width);
      if (from < last || kinds[i] >= counts->types)
        return FALSE;
      last = from;
      gint32 offset = (gint32) read_integer (types + (gsize) kinds[i] * TYPE_BYTES, 4);
      if (from < span->until)
        recoup_zone_file_append (steps, from <= span->from ? G_MININT64 : from, offset);
    }
  *last_out = last;
  return TRUE;
}

/* Rules: "CET-1CEST,M3.5.0,M10.5.0/3" */

static gboolean
skip_name (const char **at)
{
  const char *from = *at;

  if (**at == '<')
    {
      const char *end = strchr (*at, '>');
      *at = end != NULL ? end + 1 : *at;
      return end != NULL;
    }
  while (g_ascii_isalpha (**at))
    (*at)++;
  return *at > from;
}

static gboolean
skip_sign (const char **at, char sign)
{
  gboolean is_there = **at == sign;

  *at += is_there ? 1 : 0;
  return is_there;
}

static gboolean
read_number (const char **at, guint max, guint *number_out)
{
  guint number = 0;

  if (!g_ascii_isdigit (**at))
    return FALSE;
  for (; g_ascii_isdigit (**at); (*at)++)
    {
      number = number * 10 + (guint) g_ascii_digit_value (**at);
      if (number > max)
        return FALSE;
    }
  *number_out = number;
  return TRUE;
}

/* "[+-]hh[:mm[:ss]]" */
static gboolean
read_clock (const char **at, guint max_hours, gint *sec_out)
{
  gboolean is_negative = skip_sign (at, '-');
  guint hours = 0;
  guint minutes = 0;
  guint seconds = 0;

  if (!is_negative)
    (void) skip_sign (at, '+');
  if (!read_number (at, max_hours, &hours) ||
      (skip_sign (at, ':') && !read_number (at, 59, &minutes)) ||
      (skip_sign (at, ':') && !read_number (at, 59, &seconds)))
    return FALSE;
  gint sec = (gint) (hours * SEC_PER_HOUR + minutes * 60 + seconds);
  *sec_out = is_negative ? -sec : sec;
  return TRUE;
}

/* ",M3.5.0/3", ",J60" or ",59" */
static gboolean
read_change (const char **at, Change *change)
{
  guint day = 0;

  *change = (Change){ .sec = USUAL_SEC };
  if (!skip_sign (at, ','))
    return FALSE;
  if (skip_sign (at, 'M'))
    {
      change->form = 'M';
      if (!read_number (at, 12, &change->month) || change->month == 0 || !skip_sign (at, '.') ||
          !read_number (at, 5, &change->week) || change->week == 0 || !skip_sign (at, '.') ||
          !read_number (at, 6, &change->weekday))
        return FALSE;
    }
  else
    {
      change->form = skip_sign (at, 'J') ? 'J' : '\0';
      if (!read_number (at, 365, &day) || (change->form == 'J' && day == 0))
        return FALSE;
      change->day = (gint) day;
    }
  return !skip_sign (at, '/') || read_clock (at, RULE_HOURS, &change->sec);
}

static gboolean
read_rule (const char *text, Rule *rule)
{
  const char *at = text;

  *rule = (Rule){ .standard = 0 };
  if (!skip_name (&at) || !read_clock (&at, OFFSET_HOURS, &rule->standard))
    return FALSE;
  rule->standard = -rule->standard; /* west of UTC in rules */
  if (*at == '\0')
    return TRUE;
  rule->has_summer = TRUE;
  rule->summer = rule->standard + SEC_PER_HOUR;
  if (!skip_name (&at))
    return FALSE;
  if (*at != ',')
    {
      if (!read_clock (&at, OFFSET_HOURS, &rule->summer))
        return FALSE;
      rule->summer = -rule->summer;
    }
  return read_change (&at, &rule->begin) && read_change (&at, &rule->end) && *at == '\0';
}

/* The second, counted by the local clock, at which the change is in @year. */
static gint64
find_change (const Change *change, gint year)
{
  RecoupDay first = recoup_day_from_ymd (year, 1, 1);
  RecoupDay day = first + change->day;

  if (change->form == 'J')
    {
      gboolean is_leap = recoup_day_from_ymd (year + 1, 1, 1) - first == 366;
      day = first + change->day - 1 + (is_leap && change->day >= LEAP_DAY ? 1 : 0);
    }
  else if (change->form == 'M')
    {
      gint next_year = change->month == 12 ? year + 1 : year;
      RecoupDay month = recoup_day_from_ymd (year, change->month, 1);
      RecoupDay next = recoup_day_from_ymd (next_year, change->month % 12 + 1, 1);
      guint weekday = (recoup_civil_weekday (month) + 1) % 7; /* from Sunday */
      day = month + (RecoupDay) ((change->weekday + 7 - weekday) % 7 + (change->week - 1) * 7);
      while (day >= next)
        day -= 7;
    }
  return (gint64) day * SEC_PER_DAY + change->sec;
}

/* Adds what the rule says of the time behind @last and before @until. */
static void
follow_rule (const Rule *rule, gint64 last, gint64 until, GArray *steps)
{
  gint year = FROM_YEAR;
  gint64 begin = G_MININT64;
  gint64 next = MAX (last, 0) + 1; /* the first second at which a step may follow */
  guint unused = 0;

  if (!rule->has_summer || last >= until)
    return;
  if (last > 0)
    recoup_day_to_ymd ((RecoupDay) (last / SEC_PER_DAY), &year, &unused, &unused);
  for (; begin < until; year++)
    {
      begin = find_change (&rule->begin, year) - rule->standard;
      gint64 end = find_change (&rule->end, year) - rule->summer;
      gint64 both[2] = { MIN (begin, end), MAX (begin, end) };
      gint32 offsets[2] = { begin <= end ? rule->summer : rule->standard,
                            begin <= end ? rule->standard : rule->summer };
      for (guint i = 0; i < 2; i++)
        if (both[i] >= next && both[i] < until)
          {
            recoup_zone_file_append (steps, both[i], offsets[i]);
            next = both[i];
          }
    }
}

/* (transfer full) (nullable): the rule in @data, between two line ends */
static char *
dup_rule (const guint8 *data, gsize size)
{
  const guint8 *end = size > 1 && data[0] == '\n' ? memchr (data + 1, '\n', size - 1) : NULL;

  return end != NULL ? g_strndup ((const char *) data + 1, (gsize) (end - data) - 1) : NULL;
}

GArray *
recoup_zone_file_read (const guint8 *data, gsize size, const RecoupZoneSpan *span)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (RecoupZoneStep));
  Counts counts = { 0 };
  gsize header = 0;
  guint width = 4;
  gint64 last = G_MININT64;
  Rule rule;

  if (!read_counts (data, size, &counts))
    return NULL;
  if (data[4] >= '2') /* the version: all of it once more */
    {
      header = HEADER_BYTES + measure_body (&counts, width);
      width = 8;
      if (size < header || !read_counts (data + header, size - header, &counts))
        return NULL;
    }
  gsize body = header + HEADER_BYTES;
  gsize footer = body + measure_body (&counts, width);
  if (counts.types == 0 || counts.leaps > 0 || size < footer ||
      !read_body (data + body, &counts, width, span, steps, &last))
    return NULL;
  g_autofree char *text = dup_rule (data + footer, size - footer);
  if (text != NULL && read_rule (text, &rule))
    follow_rule (&rule, last, span->until, steps);
  return g_steal_pointer (&steps);
}
