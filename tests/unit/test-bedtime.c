/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lights out: the table of the model, the half hour around the usual bedtime, clock changes. */

#include "recoup/bedtime.h"

#include "support/tables.h"
#include "support/zones.h"

#define NOON_MIN 720

static RecoupBedtimeInput
make_input (RecoupDay day, double debt_min)
{
  RecoupBedtimeInput input = { .day = day, .debt_h = debt_min / 60.0 };

  for (guint i = 0; i < RECOUP_BEDTIME_NIGHTS; i++)
    input.bed_min[i] = -1;
  return input;
}

static gint
get_clock (RecoupInstant instant, const RecoupZone *zone)
{
  RecoupDay day = RECOUP_DAY_NONE;
  guint second = 0;

  recoup_civil_local (instant, zone, &day, &second);
  return (gint) second / 60;
}

static void
check_row (const TestRow *row, gpointer user_data)
{
  const RecoupZone *zone = user_data;
  gint median = test_row_get_clock (row, "median_bedtime");
  RecoupBedtimeInput input =
      make_input (recoup_day_from_ymd (2025, 1, 6), test_row_get_number (row, "debt_min"));
  RecoupPolicy policy;

  recoup_policy_init (&policy);
  policy.sleep_need_min = (guint) test_row_get_number (row, "need_min");
  policy.latency_min = (guint) test_row_get_number (row, "latency_min");
  for (guint i = 0; i < 7; i++)
    policy.wake_min[i] = (guint) test_row_get_clock (row, "wake");
  if (median >= 0)
    for (gint i = 0; i < 3; i++)
      input.bed_min[i] = (median - NOON_MIN + 1440) % 1440 + i - 1;
  RecoupBedtime bedtime = recoup_bedtime_compute (&input, &policy, zone);
  test_row_assert_near (row, "extra", bedtime.extra_min, test_row_get_number (row, "extra_min"),
                        0.0);
  test_row_assert_near (row, "lights out", get_clock (bedtime.lights_out, zone),
                        test_row_get_clock (row, "lights_out"), 0.0);
  test_row_assert_near (row, "screens", get_clock (bedtime.screens_dim, zone),
                        test_row_get_clock (row, "screens_dim"), 0.0);
}

/* S-011, S-016, M-06: lights out; S-017: screens. */
static void
test_published (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();

  g_assert_cmpuint (test_table_read ("bedtime.csv", check_row,
                                     (gpointer) recoup_zone_table_lookup (zones, "UTC")),
                    ==, 9);
}

/* The spring change of Paris: eight hours of sleep before 07:00 begin an hour earlier. */
static void
test_clock_change (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  const RecoupZone *paris = recoup_zone_table_lookup (zones, "Europe/Paris");
  RecoupPolicy policy;
  RecoupBedtimeInput spring = make_input (recoup_day_from_ymd (2025, 3, 29), 0.0);
  RecoupBedtimeInput autumn = make_input (recoup_day_from_ymd (2025, 10, 25), 0.0);

  recoup_policy_init (&policy);
  RecoupBedtime bedtime = recoup_bedtime_compute (&spring, &policy, paris);
  g_assert_cmpint (get_clock (bedtime.lights_out, paris), ==, 21 * 60 + 45);
  bedtime = recoup_bedtime_compute (&autumn, &policy, paris);
  g_assert_cmpint (get_clock (bedtime.lights_out, paris), ==, 23 * 60 + 45);
}

static void
test_few_nights (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  const RecoupZone *utc = recoup_zone_table_lookup (zones, "UTC");
  RecoupBedtimeInput input = make_input (recoup_day_from_ymd (2025, 1, 6), 0.0);
  RecoupPolicy policy;

  recoup_policy_init (&policy);
  input.bed_min[0] = input.bed_min[6] = 780;
  RecoupBedtime bedtime = recoup_bedtime_compute (&input, &policy, utc);
  g_assert_false (bedtime.moved);
  g_assert_cmpint (get_clock (bedtime.lights_out, utc), ==, 22 * 60 + 45);
  input.bed_min[3] = 780;
  bedtime = recoup_bedtime_compute (&input, &policy, utc);
  g_assert_true (bedtime.moved);
  g_assert_cmpint (get_clock (bedtime.lights_out, utc), ==, 30); /* 01:00 less half an hour */
}

/* A night over a date that the zone left out: Samoa went from Thursday the 29th to Saturday the
 * 31st, and that morning has Saturday's hour. */
static void
test_missing_date (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  const RecoupZone *apia = recoup_zone_table_lookup (zones, "Pacific/Apia");
  RecoupDay thursday = recoup_day_from_ymd (2011, 12, 29);
  RecoupPolicy policy;

  recoup_policy_init (&policy);
  policy.wake_min[4] = 6 * 60;
  policy.wake_min[5] = 9 * 60;
  for (RecoupDay day = thursday; day <= thursday + 1; day++)
    g_assert_cmpint (recoup_bedtime_get_wake (day, &policy, apia), ==,
                     recoup_civil_at (thursday + 2, 9 * 60, apia));
  g_assert_cmpint (recoup_bedtime_get_wake (thursday - 1, &policy, apia), ==,
                   recoup_civil_at (thursday, 7 * 60, apia));
}

static void
test_median (void)
{
  static const gint values[] = { 9, 2, 7, 4, 4, 1, 8 };

  g_assert_cmpint (recoup_bedtime_median (values, 1), ==, 9);
  g_assert_cmpint (recoup_bedtime_median (values, 2), ==, 5); /* floor of 5.5 */
  g_assert_cmpint (recoup_bedtime_median (values, 3), ==, 7);
  g_assert_cmpint (recoup_bedtime_median (values, 4), ==, 5);
  g_assert_cmpint (recoup_bedtime_median (values, 7), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bedtime/published", test_published);
  g_test_add_func ("/bedtime/clock-change", test_clock_change);
  g_test_add_func ("/bedtime/few-nights", test_few_nights);
  g_test_add_func ("/bedtime/missing-date", test_missing_date);
  g_test_add_func ("/bedtime/median", test_median);
  return g_test_run ();
}
