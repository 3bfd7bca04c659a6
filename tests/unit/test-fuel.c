/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The fuel account: targets and slots of the published tables, the shortfall day by day. */

#include "recoup/fuel.h"

#include <math.h>

#include "support/tables.h"

#define SEED_G_PER_KG 1.763698 /* S-020: 0.8 g/lb */

static RecoupPolicy
make_policy (double g_per_kg)
{
  RecoupPolicy policy;

  recoup_policy_init (&policy);
  policy.protein_g_per_kg = g_per_kg;
  return policy;
}

static void
check_target (const TestRow *row, gpointer user_data)
{
  double kg = test_row_get_number (row, "kg");
  RecoupPolicy usual = make_policy (1.6);
  RecoupPolicy upper = make_policy (2.2);
  RecoupPolicy seed = make_policy (SEED_G_PER_KG);

  test_row_assert_near (row, "1.6 g/kg", recoup_fuel_target (&usual, kg),
                        floor (test_row_get_number (row, "day_1.6") + 0.5), 0.0);
  test_row_assert_near (row, "2.2 g/kg", recoup_fuel_target (&upper, kg),
                        floor (test_row_get_number (row, "day_2.2") + 0.5), 0.0);
  test_row_assert_near (row, "0.8 g/lb", recoup_fuel_target (&seed, kg),
                        test_row_get_number (row, "seed_0.8_per_lb"), 0.0);

  /* The published upper end of one meal is where the hint begins. */
  gint meal = (gint) floor (test_row_get_number (row, "meal_0.55"));
  for (gint more = 0; more < 2; more++)
    {
      RecoupFuelDay day = { .meals = 2, .target_g = 2 * (meal + more), .weight_kg = kg };
      RecoupFuelSlots slots = recoup_fuel_slots (&day, G_MININT64 / 2);
      test_row_assert_near (row, "g in a slot", slots.per_slot_g, meal + more, 0.0);
      g_assert_cmpint (slots.above_0_55, ==, more);
    }
}

/* M-09 */
static void
test_published_targets (void)
{
  g_assert_cmpuint (test_table_read ("protein_targets.csv", check_target, NULL), ==, 9);
}

static void
test_target_of_user (void)
{
  RecoupPolicy policy = make_policy (1.6);

  g_assert_cmpint (recoup_fuel_target (&policy, 80.0), ==, 128);
  policy.protein_target_g = 140.5;
  g_assert_cmpint (recoup_fuel_target (&policy, 80.0), ==, 141);
}

static void
check_slots (const TestRow *row, gpointer user_data)
{
  gint lights_min = test_row_get_clock (row, "lights_out");
  guint done = (guint) test_row_get_number (row, "feedings_done");
  g_auto (GStrv) times = g_strsplit (test_row_get (row, "times"), " ", -1);
  gint wake_min = test_row_get_clock (row, "wake");
  RecoupFuelDay day = {
    .wake = wake_min * RECOUP_USEC_PER_MIN,
    .lights_out = (lights_min + (lights_min < wake_min ? 1440 : 0)) * RECOUP_USEC_PER_MIN,
    .meals = (guint) test_row_get_number (row, "n"),
    .target_g = (gint) test_row_get_number (row, "target_g"),
    .eaten_g = test_row_get_number (row, "eaten_g"),
    .weight_kg = test_row_get_number (row, "kg"),
  };
  RecoupFuelSlots first = recoup_fuel_slots (&day, day.wake);
  RecoupInstant now = done == 0 ? day.wake : first.times[done - 1];
  RecoupFuelSlots slots = recoup_fuel_slots (&day, now);

  g_assert_cmpuint (slots.n, ==, g_strv_length (times));
  for (guint i = 0; i < slots.n; i++)
    {
      gint minute = (gint) (slots.times[i] / RECOUP_USEC_PER_MIN) % 1440;
      g_autofree char *text = g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
      g_assert_cmpstr (text, ==, times[i]);
    }
  g_assert_cmpuint (slots.remaining, ==, slots.n - done);
  test_row_assert_near (row, "g in a slot", slots.per_slot_g,
                        test_row_get_number (row, "per_feeding_g"), 0.0);
  g_assert_cmpint (slots.above_0_55, ==, g_str_equal (test_row_get (row, "above_0.55"), "yes"));
}

static void
test_published_slots (void)
{
  g_assert_cmpuint (test_table_read ("protein_schedule.csv", check_slots, NULL), ==, 5);
}

static void
test_slots_at_the_edge (void)
{
  /* Lights out an hour and a half after wake: every slot falls on the first. */
  RecoupFuelDay day = { .wake = 0,
                        .lights_out = 90 * RECOUP_USEC_PER_MIN,
                        .meals = 3,
                        .target_g = 90,
                        .eaten_g = 100.0,
                        .weight_kg = 80.0 };
  RecoupFuelSlots slots = recoup_fuel_slots (&day, 0);

  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (slots.times[i], ==, 60 * RECOUP_USEC_PER_MIN);
  g_assert_cmpint (slots.per_slot_g, ==, 0);
  day.eaten_g = 0.0;
  slots = recoup_fuel_slots (&day, 60 * RECOUP_USEC_PER_MIN);
  g_assert_cmpuint (slots.remaining, ==, 0);
  g_assert_cmpint (slots.per_slot_g, ==, 0);
}

static void
assert_balance (const RecoupBalance *balance, double best, double point, double worst)
{
  test_assert_near (balance->of[RECOUP_COPY_BEST], best, 1e-12);
  test_assert_near (balance->of[RECOUP_COPY_POINT], point, 1e-12);
  test_assert_near (balance->of[RECOUP_COPY_WORST], worst, 1e-12);
}

/* S-020, S-022 */
static void
test_close (void)
{
  RecoupBalance shortfall = recoup_fuel_new ();
  RecoupFoodDay nothing = { 0 };
  RecoupFoodDay open = { .protein_g = 50.0, .logged = TRUE };
  RecoupFoodDay closed = { .protein_g = 50.0, .logged = TRUE, .complete = TRUE };
  RecoupFoodDay plenty = { .protein_g = 500.0, .logged = TRUE, .complete = TRUE };

  assert_balance (&shortfall, 0.0, 0.25, 1.0);
  recoup_fuel_close (&shortfall, &nothing, 100);
  assert_balance (&shortfall, 0.0, 0.25, 1.0);
  recoup_fuel_close (&shortfall, &open, 100);
  assert_balance (&shortfall, 0.0, 0.3125, 0.875);
  recoup_fuel_close (&shortfall, &closed, 100);
  assert_balance (&shortfall, 0.125, 0.359375, 0.78125);
  recoup_fuel_close (&shortfall, &plenty, 100);
  assert_balance (&shortfall, 0.09375, 0.26953125, 0.5859375);
  g_assert_cmpint (recoup_deci_points (150, recoup_fuel_fraction (0.5)), ==, 150);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuel/published-targets", test_published_targets);
  g_test_add_func ("/fuel/target-of-user", test_target_of_user);
  g_test_add_func ("/fuel/published-slots", test_published_slots);
  g_test_add_func ("/fuel/slots-at-the-edge", test_slots_at_the_edge);
  g_test_add_func ("/fuel/close", test_close);
  return g_test_run ();
}
