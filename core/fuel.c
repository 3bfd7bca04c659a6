/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The fuel account: how far protein stayed below its target, as a share that follows the last days.
 * A day counts when it is over; a diary that was not closed may hide a meal, so the best copy takes
 * it as enough. Energy is kept in the journal and not scored. */

#include "recoup/fuel.h"

#include <math.h>

#include "core/constant-rows.h"

#define GAIN           0.25 /* M-09 [ours]: about four days of memory */
#define FULL_SHORTFALL 0.5  /* half of the target every day costs all points of the key */
#define FIRST_POINT    0.25 /* neutral begin of a ledger, likewise the next two */
#define FIRST_BEST     0.0
#define FIRST_WORST    1.0

#define FIRST_SLOT_AFTER_WAKE  (60 * RECOUP_USEC_PER_MIN) /* breakfast */
#define LAST_SLOT_BEFORE_NIGHT (60 * RECOUP_USEC_PER_MIN) /* a late meal, digested */
#define MEAL_UPPER_G_PER_KG    0.55 /* M-09: Schoenfeld 2018, upper end of what one meal uses */
#define ROUND_GUARD            1e-9 /* keeps 32.0000000001 g at 32 g */

gint
recoup_fuel_target (const RecoupPolicy *policy, double weight_kg)
{
  double target_g = policy->protein_target_g > 0.0 ? policy->protein_target_g
                                                   : policy->protein_g_per_kg * weight_kg;

  return (gint) floor (target_g + 0.5);
}

RecoupBalance
recoup_fuel_new (void)
{
  return recoup_balance (FIRST_BEST, FIRST_POINT, FIRST_WORST);
}

/* Share of the target that was not eaten, 0 to 1; nothing above the target is banked (S-020). */
static double
get_missing (double protein_g, gint target_g)
{
  return recoup_share (1.0 - protein_g / target_g);
}

void
recoup_fuel_close (RecoupBalance *shortfall, const RecoupFoodDay *food, gint target_g)
{
  double missing = get_missing (food->protein_g, target_g);
  RecoupBalance input = recoup_balance_all (missing);

  if (!food->logged)
    input = recoup_balance (0.0, shortfall->of[RECOUP_COPY_POINT], 1.0);
  else if (!food->complete)
    input = recoup_balance (0.0, missing, missing);
  recoup_balance_smooth (shortfall, &input, GAIN);
}

double
recoup_fuel_fraction (double shortfall)
{
  return shortfall / FULL_SHORTFALL;
}

RecoupFuelSlots
recoup_fuel_slots (const RecoupFuelDay *day, RecoupInstant now)
{
  RecoupFuelSlots slots = { .n = day->meals };
  RecoupInstant first = day->wake + FIRST_SLOT_AFTER_WAKE;
  RecoupInstant last = MAX (first, day->lights_out - LAST_SLOT_BEFORE_NIGHT);
  gint64 span_min = (last - first) / RECOUP_USEC_PER_MIN;

  g_return_val_if_fail (day->meals >= 2 && day->meals <= G_N_ELEMENTS (slots.times), slots);
  for (guint i = 0; i < slots.n; i++)
    {
      slots.times[i] = first + span_min * i / (slots.n - 1) * RECOUP_USEC_PER_MIN;
      if (slots.times[i] > now)
        slots.remaining++;
    }
  if (slots.remaining > 0)
    {
      double left_g = fmax (0.0, day->target_g - day->eaten_g);
      slots.per_slot_g = (gint) ceil (left_g / slots.remaining - ROUND_GUARD);
    }
  slots.above_0_55 = slots.per_slot_g > floor (MEAL_UPPER_G_PER_KG * day->weight_kg);
  return slots;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "fuel", "gain", GAIN, "a day", "M-09", RECOUP_OURS,
    N_ ("how far the shortfall follows the last day: about four days of memory") },
  { "fuel", "full_shortfall", FULL_SHORTFALL, "share", "S-022", RECOUP_OURS,
    N_ ("half of the target missing every day costs all points of fuel.protein") },
  { "fuel", "first_best", FIRST_BEST, "share", "R-25", RECOUP_OURS,
    N_ ("shortfall with which a ledger begins, and of a day that was not logged") },
  { "fuel", "first_point", FIRST_POINT, "share", "R-25", RECOUP_OURS,
    N_ ("likewise, neutral; a day that was not logged leaves it as it is") },
  { "fuel", "first_worst", FIRST_WORST, "share", "R-25", RECOUP_OURS, N_ ("likewise, the worst") },
  { "fuel", "first_slot_after_wake", (double) FIRST_SLOT_AFTER_WAKE / RECOUP_USEC_PER_MIN, "min",
    "S-020", RECOUP_OURS, N_ ("breakfast") },
  { "fuel", "last_slot_before_night", (double) LAST_SLOT_BEFORE_NIGHT / RECOUP_USEC_PER_MIN, "min",
    "S-020", RECOUP_OURS, N_ ("a late meal, digested before lights out") },
  { "fuel", "meal_upper", MEAL_UPPER_G_PER_KG, "g/kg", "M-09",
    "Schoenfeld 2018, doi:10.1186/s12970-018-0215-1",
    N_ ("upper end of what one meal uses: above it a hint to add a meal") },
  { "fuel", "round_guard", ROUND_GUARD, "g", "S-020", RECOUP_OURS,
    N_ ("keeps whole grams whole when they are rounded up") },
};

const RecoupConstantRows recoup_fuel_constants = { constants, G_N_ELEMENTS (constants) };
