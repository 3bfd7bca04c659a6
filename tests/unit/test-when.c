/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Times as people write them, around the clock changes of real zones. */

#include "client/when.h"
#include "recoup/error.h"
#include "support/locale.h"

static RecoupInstant
instant (const char *text)
{
  RecoupInstant value = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (recoup_instant_parse (text, &value, &error));
  g_assert_no_error (error);
  return value;
}

static RecoupZone *
load (const char *id)
{
  return recoup_zone_new (id, g_time_zone_new_identifier (id));
}

typedef struct
{
  const char *zone;
  const char *base;
  RecoupWhenLean lean;
  const char *text;
  const char *expect; /* NULL: refused */
} Case;

#define LAST RECOUP_WHEN_LAST
#define NEXT RECOUP_WHEN_NEXT
#define NEAR RECOUP_WHEN_NEAR

static const Case cases[] = {
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "now", "2026-03-10T08:00:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "06:40", "2026-03-10T06:40:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "6:40", "2026-03-10T06:40:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "08:00", "2026-03-10T08:00:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "08:00:01", "2026-03-09T08:00:01+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "22:50", "2026-03-09T22:50:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", NEXT, "22:50", "2026-03-10T22:50:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", NEXT, "08:00", "2026-03-11T08:00:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", NEXT, "06:40", "2026-03-11T06:40:00+01:00" },
  { "Europe/Berlin", "2026-03-10T23:30:00+01:00", NEAR, "00:10", "2026-03-11T00:10:00+01:00" },
  { "Europe/Berlin", "2026-03-10T23:30:00+01:00", NEAR, "22:10", "2026-03-10T22:10:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "yesterday 22:40",
    "2026-03-09T22:40:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "Today 22:40",
    "2026-03-10T22:40:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", NEXT, "tomorrow 6:00",
    "2026-03-11T06:00:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "2026-03-28T22:30",
    "2026-03-28T22:30:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "2026-03-28 22:30:15",
    "2026-03-28T22:30:15+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "2026-03-28T22:30:00-05:00",
    "2026-03-28T22:30:00-05:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "2026-03-28T22:30Z",
    "2026-03-28T22:30:00Z" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "-30m", "2026-03-10T07:30:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "-1h30m", "2026-03-10T06:30:00+01:00" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", NEXT, "+15", "2026-03-10T08:15:00+01:00" },
  /* The gap of 29 March 2026, 02:00 to 03:00. */
  { "Europe/Berlin", "2026-03-29T08:00:00+02:00", LAST, "02:30", "2026-03-29T03:00:00+02:00" },
  { "Europe/Berlin", "2026-03-28T20:00:00+01:00", NEXT, "02:30", "2026-03-29T03:00:00+02:00" },
  { "Europe/Berlin", "2026-03-28T20:00:00+01:00", LAST, "2026-03-29T02:30",
    "2026-03-29T03:00:00+02:00" },
  { "Europe/Berlin", "2026-03-29T06:00:00+02:00", LAST, "-4h", "2026-03-29T01:00:00+01:00" },
  /* The overlap of 25 October 2026, 02:00 to 03:00 twice. */
  { "Europe/Berlin", "2026-10-25T08:00:00+01:00", LAST, "02:30", "2026-10-25T02:30:00+01:00" },
  { "Europe/Berlin", "2026-10-25T02:10:00+01:00", LAST, "02:30", "2026-10-25T02:30:00+02:00" },
  { "Europe/Berlin", "2026-10-24T22:00:00+02:00", NEXT, "02:30", "2026-10-25T02:30:00+02:00" },
  { "Europe/Berlin", "2026-10-25T02:40:00+02:00", NEXT, "02:30", "2026-10-25T02:30:00+01:00" },
  { "Europe/Berlin", "2026-10-25T08:00:00+01:00", LAST, "2026-10-25T02:30",
    "2026-10-25T02:30:00+02:00" },
  /* A zone that skipped 30 December 2011 as a whole, and one with half an hour of summer time. */
  { "Pacific/Apia", "2011-12-31T08:00:00+14:00", LAST, "22:00", "2011-12-29T22:00:00-10:00" },
  { "Australia/Lord_Howe", "2026-04-05T06:00:00+10:30", LAST, "01:45",
    "2026-04-05T01:45:00+10:30" },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "24:00", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "12:60", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "12:5", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "12:005", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "22", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "-", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "-x", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "yesterday", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "yesterday  22:40", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "2026-02-30T10:00", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "2026-03-28", NULL },
  { "Europe/Berlin", "2026-03-10T08:00:00+01:00", LAST, "noonish", NULL },
};

static void
test_times (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *row = &cases[i];
      g_test_message ("%s at %s: ‘%s’", row->zone, row->base, row->text);
      g_autoptr (RecoupZone) zone = load (row->zone);
      RecoupWhen when = { .now = instant (row->base),
                          .base = instant (row->base),
                          .zone = zone,
                          .lean = row->lean };
      RecoupInstant value = 4711;
      g_autoptr (GError) error = NULL;
      gboolean ok = recoup_when_parse (&when, row->text, &value, &error);
      if (row->expect == NULL)
        {
          g_assert_false (ok);
          g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT);
          g_assert_cmpint (value, ==, 4711);
          g_assert_nonnull (strstr (error->message, "xpect"));
          continue;
        }
      g_assert_no_error (error);
      g_assert_true (ok);
      g_assert_cmpint (value, ==, instant (row->expect));
    }
}

/* A bare clock time leans on the base, everything else on now. */
static void
test_base (void)
{
  static const struct
  {
    const char *text;
    const char *expect;
  } rows[] = {
    { "22:50", "2026-03-08T22:50:00+01:00" },
    { "-31h", "2026-03-09T03:00:00+01:00" },
    { "now", "2026-03-10T10:00:00+01:00" },
    { "yesterday 22:50", "2026-03-09T22:50:00+01:00" },
  };
  g_autoptr (RecoupZone) zone = load ("Europe/Berlin");
  RecoupWhen when = { .now = instant ("2026-03-10T10:00:00+01:00"),
                      .base = instant ("2026-03-09T10:00:00+01:00"),
                      .zone = zone,
                      .lean = RECOUP_WHEN_LAST };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      RecoupInstant value = 0;
      g_test_message ("‘%s’", rows[i].text);
      g_assert_true (recoup_when_parse (&when, rows[i].text, &value, NULL));
      g_assert_cmpint (value, ==, instant (rows[i].expect));
    }
  g_assert_true (recoup_when_parse_until (&when, "30m", &when.base, NULL));
  g_assert_cmpint (when.base, ==, instant ("2026-03-10T10:30:00+01:00"));
  g_assert_false (recoup_when_parse_until (&when, "later", &when.base, NULL));
}

static void
test_durations (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds; /* 0: refused */
  } rows[] = {
    { "45", 2700 },
    { "90m", 5400 },
    { "1h", 3600 },
    { "7h30m", 27000 },
    { "7h30", 27000 },
    { "1h05", 3900 },
    { "1.5h", 5400 },
    { "2d", 172800 },
    { "1d2h3m4s", 93784 },
    { "45s", 45 },
    { "30min", 1800 },
    { "10sec", 10 },
    { "", 0 },
    { "h", 0 },
    { "1h3", 0 },
    { "1h300", 0 },
    { "30m15", 0 },
    { "30m1h", 0 },
    { "1h1h", 0 },
    { "1m1min", 0 },
    { "-5m", 0 },
    { "1,5h", 0 },
    { "1..5h", 0 },
    { "0m", 0 },
    { "0", 0 },
    { "400d", 0 },
    { "1 h", 0 },
    { "5x", 0 },
    { "99999999999999h", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("‘%s’", rows[i].text);
      gint64 seconds = 0;
      g_autoptr (GError) error = NULL;
      gboolean ok = recoup_when_parse_duration (rows[i].text, &seconds, &error);
      g_assert_cmpint (ok, ==, rows[i].seconds != 0);
      g_assert_cmpint (seconds, ==, rows[i].seconds);
      if (!ok)
        g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT);
    }
}

static void
test_dates (void)
{
  RecoupDay today = recoup_day_from_ymd (2026, 3, 1);
  RecoupDay day = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (recoup_when_parse_date (today, "yesterday", &day, &error));
  g_assert_cmpint (day, ==, recoup_day_from_ymd (2026, 2, 28));
  g_assert_true (recoup_when_parse_date (today, "2024-02-29", &day, &error));
  g_assert_cmpint (day, ==, recoup_day_from_ymd (2024, 2, 29));
  g_assert_no_error (error);
  g_assert_false (recoup_when_parse_date (today, "2026-02-29", &day, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_take_plain_locale ();
  g_test_add_func ("/when/times", test_times);
  g_test_add_func ("/when/base", test_base);
  g_test_add_func ("/when/durations", test_durations);
  g_test_add_func ("/when/dates", test_dates);
  return g_test_run ();
}
