/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Local days: tables of dates that went wrong somewhere, and every transition of every zone against
 * a search through all minutes around it. */

#include "recoup/civil.h"

#include "recoup/error.h"
#include "support/zones.h"

#define SEC(n) ((n) *G_USEC_PER_SEC)

static RecoupInstant
instant (const char *text)
{
  g_autoptr (GError) error = NULL;
  RecoupInstant result = RECOUP_INSTANT_NONE;

  g_assert_true (recoup_instant_parse (text, &result, &error));
  g_assert_no_error (error);
  return result;
}

static RecoupDay
date (const char *text)
{
  g_autoptr (GError) error = NULL;
  RecoupDay result = RECOUP_DAY_NONE;

  g_assert_true (recoup_day_parse (text, &result, &error));
  g_assert_no_error (error);
  return result;
}

static const RecoupZone *
zone_of (RecoupZoneTable *zones, const char *id)
{
  const RecoupZone *zone = recoup_zone_table_lookup (zones, id);
  g_assert_nonnull (zone);
  return zone;
}

/* Local time to instant */

typedef struct
{
  const char *name;
  const char *zone;
  const char *date;
  guint minute;
  const char *first;
  const char *last; /* NULL: as first */
} AtCase;

static const AtCase at_cases[] = {
  { "plain", "Europe/Berlin", "2025-01-06", 7 * 60, "2025-01-06T06:00:00Z", NULL },
  { "gap", "Europe/Berlin", "2025-03-30", 150, "2025-03-30T01:00:00Z", NULL },
  { "gap's first minute", "Europe/Berlin", "2025-03-30", 120, "2025-03-30T01:00:00Z", NULL },
  { "after the gap", "Europe/Berlin", "2025-03-30", 180, "2025-03-30T01:00:00Z", NULL },
  { "doubled", "Europe/Berlin", "2025-10-26", 150, "2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z" },
  { "after the doubled hour", "Europe/Berlin", "2025-10-26", 180, "2025-10-26T02:00:00Z", NULL },
  { "half an hour skipped", "Australia/Lord_Howe", "2025-10-05", 135, "2025-10-04T15:30:00Z",
    NULL },
  { "half an hour doubled", "Australia/Lord_Howe", "2025-04-06", 105, "2025-04-05T14:45:00Z",
    "2025-04-05T15:15:00Z" },
  { "negative saving, gap", "Europe/Dublin", "2025-03-30", 90, "2025-03-30T01:00:00Z", NULL },
  { "negative saving, doubled", "Europe/Dublin", "2025-10-26", 90, "2025-10-26T00:30:00Z",
    "2025-10-26T01:30:00Z" },
  { "Ramadan, doubled", "Africa/Casablanca", "2025-02-23", 150, "2025-02-23T01:30:00Z",
    "2025-02-23T02:30:00Z" },
  { "Ramadan, gap", "Africa/Casablanca", "2025-04-06", 150, "2025-04-06T02:00:00Z", NULL },
  { "midnight that is not", "Asia/Beirut", "2024-03-31", 0, "2024-03-30T22:00:00Z", NULL },
  { "midnight that is not, Friday", "Africa/Cairo", "2024-04-26", 30, "2024-04-25T22:00:00Z",
    NULL },
  { "doubled before midnight", "Asia/Beirut", "2024-10-26", 23 * 60 + 30, "2024-10-26T20:30:00Z",
    "2024-10-26T21:30:00Z" },
  { "no such day, midnight", "Pacific/Apia", "2011-12-30", 0, "2011-12-30T10:00:00Z", NULL },
  { "no such day, noon", "Pacific/Apia", "2011-12-30", 720, "2011-12-30T10:00:00Z", NULL },
  { "the day after", "Pacific/Apia", "2011-12-31", 0, "2011-12-30T10:00:00Z", NULL },
  { "the day before, last minute", "Pacific/Apia", "2011-12-29", 1439, "2011-12-30T09:59:00Z",
    NULL },
  { "east of +14", "Pacific/Kiritimati", "2025-06-01", 0, "2025-05-31T10:00:00Z", NULL },
  { "three quarters", "Pacific/Chatham", "2025-09-28", 180, "2025-09-27T14:00:00Z", NULL },
  { "no changes", "UTC", "2099-12-31", 1439, "2099-12-31T23:59:00Z", NULL },
};

static void
test_at (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();

  for (guint i = 0; i < G_N_ELEMENTS (at_cases); i++)
    {
      const AtCase *c = &at_cases[i];
      g_test_message ("%s", c->name);
      const RecoupZone *zone = zone_of (zones, c->zone);
      RecoupInstant first = recoup_civil_at (date (c->date), c->minute, zone);
      RecoupInstant last = recoup_civil_at_second_later (date (c->date), c->minute * 60, zone);
      g_assert_cmpint (first, ==, instant (c->first));
      g_assert_cmpint (last, ==, instant (c->last != NULL ? c->last : c->first));
      g_assert_cmpint (recoup_civil_at_second (date (c->date), c->minute * 60, zone), ==, first);
    }
}

/* Recovery days and sleep dates */

typedef struct
{
  const char *name;
  const char *zone;
  const char *at;
  guint day_start;
  const char *recovery_day;
  const char *sleep_date;
} DayCase;

static const DayCase day_cases[] = {
  { "morning", "Europe/Paris", "2025-01-06T07:00+01:00", 240, "2025-01-06", "2025-01-06" },
  { "a second before the day", "Europe/Paris", "2025-01-06T03:59:59+01:00", 240, "2025-01-05",
    "2025-01-06" },
  { "the first second", "Europe/Paris", "2025-01-06T04:00+01:00", 240, "2025-01-06", "2025-01-06" },
  { "18:00 sharp", "Europe/Paris", "2025-01-06T18:00+01:00", 240, "2025-01-06", "2025-01-06" },
  { "18:01", "Europe/Paris", "2025-01-06T18:01+01:00", 240, "2025-01-06", "2025-01-07" },
  { "day start in the gap", "Europe/Paris", "2025-03-30T03:00+02:00", 150, "2025-03-30",
    "2025-03-30" },
  { "before the gap", "Europe/Paris", "2025-03-30T01:59:59+01:00", 150, "2025-03-29",
    "2025-03-30" },
  { "first of the doubled", "Europe/Paris", "2025-10-26T02:30+02:00", 150, "2025-10-26",
    "2025-10-26" },
  { "doubled, once more before", "Europe/Paris", "2025-10-26T02:00+01:00", 150, "2025-10-26",
    "2025-10-26" },
  { "skipped day, day start 4", "Pacific/Apia", "2011-12-31T03:00+14:00", 240, "2011-12-30",
    "2011-12-31" },
  { "skipped day, midnight", "Pacific/Apia", "2011-12-31T00:00+14:00", 0, "2011-12-31",
    "2011-12-30" },
  { "a second after the skipped day", "Pacific/Apia", "2011-12-31T00:00:01+14:00", 0, "2011-12-31",
    "2011-12-31" },
};

static void
test_days (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();

  for (guint i = 0; i < G_N_ELEMENTS (day_cases); i++)
    {
      const DayCase *c = &day_cases[i];
      g_test_message ("%s", c->name);
      const RecoupZone *zone = zone_of (zones, c->zone);
      RecoupDay recovery_day = recoup_civil_recovery_day (instant (c->at), c->day_start, zone);
      RecoupDay sleep_date = recoup_civil_sleep_date (instant (c->at), zone);
      g_autofree char *recovery_text = recoup_day_format (recovery_day);
      g_autofree char *sleep_text = recoup_day_format (sleep_date);
      g_assert_cmpstr (recovery_text, ==, c->recovery_day);
      g_assert_cmpstr (sleep_text, ==, c->sleep_date);
    }
}

static void
test_local (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  const RecoupZone *berlin = zone_of (zones, "Europe/Berlin");
  RecoupDay day = 0;
  guint second = 0;

  recoup_civil_local (instant ("2025-03-30T01:00:00Z"), berlin, &day, &second);
  g_assert_cmpint (day, ==, date ("2025-03-30"));
  g_assert_cmpuint (second, ==, 10800);
  recoup_civil_local (instant ("2025-03-30T00:59:59Z"), berlin, &day, &second);
  g_assert_cmpuint (second, ==, 7199);
  recoup_civil_local (-1, zone_of (zones, "UTC"), &day, &second);
  g_assert_cmpint (day, ==, -1);
  g_assert_cmpuint (second, ==, 86399);
  recoup_civil_local (-1, zone_of (zones, "UTC"), &day, NULL);

  g_assert_cmpint (recoup_civil_offset (instant ("2025-07-01T00:00Z"), berlin), ==, 7200);
  g_assert_cmpint (recoup_civil_offset (instant ("2025-01-01T00:00Z"), berlin), ==, 3600);
  g_assert_cmpint (recoup_civil_next_transition (instant ("2025-01-01T00:00Z"), berlin), ==,
                   instant ("2025-03-30T01:00Z"));
  g_assert_cmpint (recoup_civil_next_transition (instant ("2025-03-30T01:00Z"), berlin), ==,
                   instant ("2025-10-26T01:00Z"));
  g_assert_cmpint (recoup_civil_next_transition (0, zone_of (zones, "UTC")), ==, G_MAXINT64);
  g_assert_cmpint (recoup_civil_day_start (date ("2025-06-01"), 240, berlin), ==,
                   instant ("2025-06-01T04:00+02:00"));
}

/* Dates */

static void
test_dates (void)
{
  GDate *walk = g_date_new_dmy (1, G_DATE_JANUARY, 1896);

  for (RecoupDay day = recoup_day_from_ymd (1896, 1, 1); day < RECOUP_DAY_MAX + 200; day++)
    {
      gint year = 0;
      guint month = 0;
      guint day_of_month = 0;
      recoup_day_to_ymd (day, &year, &month, &day_of_month);
      g_assert_cmpint (year, ==, g_date_get_year (walk));
      g_assert_cmpuint (month, ==, g_date_get_month (walk));
      g_assert_cmpuint (day_of_month, ==, g_date_get_day (walk));
      g_assert_cmpint (recoup_day_from_ymd (year, month, day_of_month), ==, day);
      g_assert_cmpuint (recoup_civil_weekday (day) + 1, ==, g_date_get_weekday (walk));
      g_date_add_days (walk, 1);
    }
  g_date_free (walk);
  g_assert_cmpint (recoup_day_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (recoup_day_from_ymd (2000, 1, 1), ==, RECOUP_DAY_MIN);
  g_assert_cmpint (recoup_day_from_ymd (2099, 12, 31), ==, RECOUP_DAY_MAX);
}

typedef struct
{
  const char *text;
  gint fault;      /* -1: good */
  const char *utc; /* what a good instant is written as */
} TextCase;

static const TextCase date_cases[] = {
  { "2000-01-01", -1, NULL },
  { "2099-12-31", -1, NULL },
  { "2024-02-29", -1, NULL },
  { "2025-02-29", RECOUP_FAULT_BAD_DATE, NULL },
  { "2025-02-30", RECOUP_FAULT_BAD_DATE, NULL },
  { "2025-13-01", RECOUP_FAULT_BAD_DATE, NULL },
  { "2025-00-01", RECOUP_FAULT_BAD_DATE, NULL },
  { "2025-01-00", RECOUP_FAULT_BAD_DATE, NULL },
  { "2025-1-01", RECOUP_FAULT_BAD_DATE, NULL },
  { "2025-01-01 ", RECOUP_FAULT_BAD_DATE, NULL },
  { " 2025-01-01", RECOUP_FAULT_BAD_DATE, NULL },
  { "2025/01/01", RECOUP_FAULT_BAD_DATE, NULL },
  { "2025-01-0", RECOUP_FAULT_BAD_DATE, NULL },
  { "20250101", RECOUP_FAULT_BAD_DATE, NULL },
  { "+025-01-01", RECOUP_FAULT_BAD_DATE, NULL },
  { "", RECOUP_FAULT_BAD_DATE, NULL },
  { "1999-12-31", RECOUP_FAULT_RANGE, NULL },
  { "2100-01-01", RECOUP_FAULT_RANGE, NULL },
  { "0000-02-29", RECOUP_FAULT_RANGE, NULL },
  { "0001-01-01", RECOUP_FAULT_RANGE, NULL },
  { "9999-12-31", RECOUP_FAULT_RANGE, NULL },
};

static const TextCase instant_cases[] = {
  { "2025-03-30T07:30:00+02:00", -1, "2025-03-30T05:30:00Z" },
  { "2025-03-30T07:30+02:00", -1, "2025-03-30T05:30:00Z" },
  { "2025-03-30T07:30:01.999999999Z", -1, "2025-03-30T07:30:01Z" },
  { "2025-03-30t07:30:01z", -1, "2025-03-30T07:30:01Z" },
  { "2025-03-30T00:15:00+15:00", -1, "2025-03-29T09:15:00Z" },
  { "2025-03-30T23:59:59-15:00", -1, "2025-03-31T14:59:59Z" },
  { "2025-03-30T00:00:00-00:00", -1, "2025-03-30T00:00:00Z" },
  { "2000-01-01T00:00:00Z", -1, "2000-01-01T00:00:00Z" },
  { "1999-12-31T23:00:00-01:00", -1, "2000-01-01T00:00:00Z" },
  { "2099-12-31T23:59:59Z", -1, "2099-12-31T23:59:59Z" },
  { "2100-01-01T00:59:59+01:00", -1, "2099-12-31T23:59:59Z" },
  { "2000-01-01T00:59:59+01:00", RECOUP_FAULT_RANGE, NULL },
  { "2099-12-31T23:00:00-01:00", RECOUP_FAULT_RANGE, NULL },
  { "1999-12-31T23:59:59Z", RECOUP_FAULT_RANGE, NULL },
  { "2100-01-01T00:00:00Z", RECOUP_FAULT_RANGE, NULL },
  { "0000-01-01T00:00:00Z", RECOUP_FAULT_RANGE, NULL },
  { "2025-03-30T07:30:00", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T24:00:00Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "2016-12-31T23:59:60Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:60:00Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-02-29T07:30:00Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:00+15:01", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:00+16:00", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:00+24:00", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:00+02:60", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:00+0200", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:00+02", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:00+02:00 ", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:00Zx", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30 07:30:00Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T7:30:00Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:0Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:00.Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07:30:00,5Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "2025-03-30T07Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "20250330T073000Z", RECOUP_FAULT_BAD_TIME, NULL },
  { "now", RECOUP_FAULT_BAD_TIME, NULL },
  { "", RECOUP_FAULT_BAD_TIME, NULL },
};

static void
test_parse_dates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (date_cases); i++)
    {
      const TextCase *c = &date_cases[i];
      g_autoptr (GError) error = NULL;
      RecoupDay day = 7;
      g_test_message ("‘%s’", c->text);
      if (recoup_day_parse (c->text, &day, &error))
        {
          g_autofree char *text = recoup_day_format (day);
          g_assert_cmpint (c->fault, ==, -1);
          g_assert_cmpstr (text, ==, c->text);
          continue;
        }
      g_assert_error (error, RECOUP_FAULT, c->fault);
      g_assert_cmpint (day, ==, 7);
    }
}

static void
test_parse_instants (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (instant_cases); i++)
    {
      const TextCase *c = &instant_cases[i];
      g_autoptr (GError) error = NULL;
      RecoupInstant result = 7;
      g_test_message ("‘%s’", c->text);
      if (recoup_instant_parse (c->text, &result, &error))
        {
          g_autofree char *text = recoup_instant_format (result, NULL);
          g_assert_cmpint (c->fault, ==, -1);
          g_assert_cmpstr (text, ==, c->utc);
          continue;
        }
      g_assert_error (error, RECOUP_FAULT, c->fault);
      g_assert_cmpint (result, ==, 7);
    }
}

/* What is quoted in a message stays UTF-8, however it is cut. */
static void
test_parse_quotes (void)
{
  GString *text = g_string_new ("x");
  for (guint i = 0; i < 40; i++)
    g_string_append (text, "é");
  g_autofree char *owned = g_string_free (text, FALSE);
  g_autoptr (GError) day_error = NULL;
  g_autoptr (GError) instant_error = NULL;
  RecoupDay day = 0;
  RecoupInstant result = 0;

  g_assert_false (recoup_day_parse (owned, &day, &day_error));
  g_assert_true (g_utf8_validate (day_error->message, -1, NULL));
  g_assert_false (recoup_instant_parse (owned, &result, &instant_error));
  g_assert_true (g_utf8_validate (instant_error->message, -1, NULL));
  g_assert_false (recoup_day_parse ("\xff", &day, NULL));
}

static void
test_format (void)
{
  static const struct
  {
    const char *utc;
    const char *zone;
    const char *text;
  } cases[] = {
    { "2025-03-30T00:59:59Z", "Europe/Paris", "2025-03-30T01:59:59+01:00" },
    { "2025-03-30T01:00:00Z", "Europe/Paris", "2025-03-30T03:00:00+02:00" },
    { "2025-01-01T02:00:00Z", "America/St_Johns", "2024-12-31T22:30:00-03:30" },
    { "2025-01-01T02:00:00Z", "UTC", "2025-01-01T02:00:00+00:00" },
    { "2025-01-01T12:00:00Z", "Pacific/Chatham", "2025-01-02T01:45:00+13:45" },
  };
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecoupInstant at = instant (cases[i].utc);
      g_autofree char *text = recoup_instant_format (at, zone_of (zones, cases[i].zone));
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpint (instant (text), ==, at);
    }
  /* An offset with seconds loses them, and the text still names the instant. */
  g_autofree char *monrovia = recoup_instant_format (0, zone_of (zones, "Africa/Monrovia"));
  g_assert_cmpstr (monrovia, ==, "1969-12-31T23:16:00-00:44");

  g_assert_cmpint (recoup_instant_floor (1999999), ==, 1000000);
  g_assert_cmpint (recoup_instant_floor (-1), ==, -1000000);
  g_assert_cmpint (recoup_instant_floor (-2000000), ==, -2000000);
}

/* The table of zones */

static guint n_loads;

static GTimeZone *
count_load (const char *id, gpointer user_data)
{
  n_loads++;
  return g_str_equal (id, "UTC") ? g_time_zone_new_utc () : NULL;
}

static void
test_table (void)
{
  g_autoptr (RecoupZoneTable) zones = recoup_zone_table_new (count_load, NULL);
  n_loads = 0;
  const RecoupZone *utc = recoup_zone_table_lookup (zones, "UTC");
  g_assert_nonnull (utc);
  g_assert_cmpstr (recoup_zone_get_id (utc), ==, "UTC");
  g_assert_true (recoup_zone_table_lookup (zones, "UTC") == utc);
  g_assert_cmpuint (n_loads, ==, 1);
  g_assert_null (recoup_zone_table_lookup (zones, "Mars/Base"));
  g_assert_null (recoup_zone_table_lookup (zones, "Mars/Base"));
  g_assert_cmpuint (n_loads, ==, 2);

  /* Names that nobody knows do not pile up for ever. */
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("Mars/%u", i);
      g_assert_null (recoup_zone_table_lookup (zones, id));
    }
  g_assert_cmpuint (n_loads, ==, 1002);

  g_autoptr (RecoupZone) kept = recoup_zone_ref ((RecoupZone *) utc);
  recoup_zone_table_clear (zones);
  g_assert_cmpstr (recoup_zone_get_id (kept), ==, "UTC");
  g_assert_nonnull (recoup_zone_table_lookup (zones, "UTC"));
  g_assert_null (recoup_zone_table_lookup (zones, "Mars/Base"));
  g_assert_cmpuint (n_loads, ==, 1004);
}

/* The zones of the tests know names of files and nothing else that GLib would take. */
static void
test_names (void)
{
  static const char *const strangers[] = {
    "+02:00", "",          "Mars/Base", "../zoneinfo/UTC", "/etc/localtime", "zone.tab",
    "Europe", "CET-1CEST", "right/UTC", "posix/UTC",       "localtime",      "Europe/../UTC"
  };
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_test_message ("‘%s’", strangers[i]);
      g_assert_null (recoup_zone_table_lookup (zones, strangers[i]));
    }
}

/* Every zone, every transition */

#define FROM_SEC   G_GINT64_CONSTANT (1262304000) /* 2010-01-01 */
#define UNTIL_SEC  G_GINT64_CONSTANT (2145916800) /* 2038-01-01 */
#define AROUND_SEC 7200

static gint32
glib_offset (GTimeZone *tz, gint64 sec)
{
  return g_time_zone_get_offset (tz, g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, sec));
}

/* All local times around one transition, against a look at every minute. */
static void
check_local_times (const RecoupZone *zone, GTimeZone *tz, gint64 sec)
{
  gint32 before = glib_offset (tz, sec - 1);
  gint32 after = glib_offset (tz, sec);
  gint64 change = ABS (after - before);
  gint64 n = 2 * (AROUND_SEC + change) / 60;
  g_autofree gint64 *locals = g_new (gint64, n);
  gint64 base = sec - n / 2 * 60;
  gint64 previous = G_MININT64;

  g_assert_cmpint (sec % 60, ==, 0);
  g_assert_cmpint (before, !=, after);
  for (gint64 i = 0; i < n; i++)
    locals[i] = base + i * 60 + glib_offset (tz, base + i * 60);

  gint64 from = sec + MIN (before, after) - AROUND_SEC + 60;
  gint64 until = sec + MAX (before, after) + AROUND_SEC - 60;
  for (gint64 local = from; local < until; local += 900)
    {
      gint64 first = G_MAXINT64;
      gint64 last = G_MAXINT64;
      for (gint64 i = 0; i < n; i++)
        if (locals[i] == local)
          {
            last = base + i * 60;
            first = MIN (first, last);
          }
      if (first == G_MAXINT64)
        first = last = sec;

      gint64 day = local >= 0 ? local / 86400 : -1;
      guint second = (guint) (local - day * 86400);
      RecoupInstant at = recoup_civil_at_second ((RecoupDay) day, second, zone);
      g_assert_cmpint (at, ==, SEC (first));
      g_assert_cmpint (recoup_civil_at_second_later ((RecoupDay) day, second, zone), ==,
                       SEC (last));
      g_assert_cmpint (at, >=, previous);
      previous = at;

      RecoupDay back = 0;
      guint back_second = 0;
      recoup_civil_local (at, zone, &back, &back_second);
      if (first != sec || local == sec + after)
        {
          g_assert_cmpint (back, ==, day);
          g_assert_cmpuint (back_second, ==, second);
        }
      else
        g_assert_cmpint ((gint64) back * 86400 + back_second, ==, sec + after);
    }
} /* NOLINT(clang-analyzer-unix.Malloc): g_autofree is not understood */

/* Each instant lies in exactly one recovery day and has exactly one sleep date. */
static void
check_days (const RecoupZone *zone, RecoupInstant at)
{
  static const guint day_starts[] = { 240, 0, 150 };

  for (guint i = 0; i < G_N_ELEMENTS (day_starts); i++)
    {
      RecoupDay day = recoup_civil_recovery_day (at, day_starts[i], zone);
      g_assert_cmpint (recoup_civil_day_start (day, day_starts[i], zone), <=, at);
      g_assert_cmpint (recoup_civil_day_start (day + 1, day_starts[i], zone), >, at);
      for (RecoupDay d = day - 2; d < day + 2; d++)
        g_assert_cmpint (recoup_civil_day_start (d, day_starts[i], zone), <=,
                         recoup_civil_day_start (d + 1, day_starts[i], zone));
    }
  RecoupDay date = recoup_civil_sleep_date (at, zone);
  g_assert_cmpint (recoup_civil_at (date, 18 * 60, zone), >=, at);
  g_assert_cmpint (recoup_civil_at (date - 1, 18 * 60, zone), <, at);
}

static guint
check_zone (const RecoupZone *zone, GTimeZone *tz)
{
  guint n = 0;
  RecoupInstant at = recoup_civil_next_transition (SEC (FROM_SEC), zone);

  for (gint64 sec = FROM_SEC; sec < UNTIL_SEC; sec += 432000) /* five days */
    g_assert_cmpint (recoup_civil_offset (SEC (sec), zone), ==, glib_offset (tz, sec));
  for (; at < SEC (UNTIL_SEC); at = recoup_civil_next_transition (at, zone))
    {
      static const gint64 steps[] = { -86400, -3600, -1, 0, 1, 1800, 3600, 86400 };
      check_local_times (zone, tz, at / G_USEC_PER_SEC);
      for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
        check_days (zone, at + SEC (steps[i]));
      n++;
    }
  return n;
}

static void
test_every_zone (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  g_auto (GStrv) names = test_zones_dup_names ();
  guint n_zones = 0;
  guint n_transitions = 0;

  for (; names[n_zones] != NULL; n_zones++)
    {
      g_autoptr (GTimeZone) tz = g_time_zone_new_identifier (names[n_zones]);
      g_assert_nonnull (tz);
      n_transitions += check_zone (zone_of (zones, names[n_zones]), tz);
    }
  g_test_message ("%u zones, %u transitions", n_zones, n_transitions);
  g_assert_cmpuint (n_zones, >, 500);
  g_assert_cmpuint (n_transitions, >, 8000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/civil/at", test_at);
  g_test_add_func ("/civil/days", test_days);
  g_test_add_func ("/civil/local", test_local);
  g_test_add_func ("/civil/dates", test_dates);
  g_test_add_func ("/civil/parse/dates", test_parse_dates);
  g_test_add_func ("/civil/parse/instants", test_parse_instants);
  g_test_add_func ("/civil/parse/quotes", test_parse_quotes);
  g_test_add_func ("/civil/format", test_format);
  g_test_add_func ("/civil/table", test_table);
  g_test_add_func ("/civil/names", test_names);
  g_test_add_func ("/civil/every-zone", test_every_zone);
  return g_test_run ();
}
