/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/balance.h"
#include "recoup/civil.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

/** What was eaten on one date (model, section 4). */
typedef struct
{
  double protein_g; /* P: the larger of the sum of meals and the diary's total; 0 without entries */
  gboolean logged;  /* there is a meal or a total */
  gboolean complete; /* the diary is closed: a total, or a meal that says so */
} RecoupFoodDay;

/** Returns: the target of a day in g, when the last known weight is @weight_kg */
gint recoup_fuel_target (const RecoupPolicy *policy, double weight_kg);

/** The shortfall with which a ledger begins, a share. */
RecoupBalance recoup_fuel_new (void);

/** Closes a day: the shortfall moves a quarter of the way to that of the day (S-020, S-022). */
void recoup_fuel_close (RecoupBalance *shortfall, const RecoupFoodDay *food, gint target_g);

/** Share of the points of fuel.protein that @shortfall costs. */
double recoup_fuel_fraction (double shortfall);

/** The protein slots of a day and what each should bring (model, section 15). */
typedef struct
{
  guint n;
  RecoupInstant times[8];
  guint remaining;     /* slots later than now */
  gint per_slot_g;     /* g in each of them; 0 when none remain */
  gboolean above_0_55; /* more than 0.55 g/kg: a hint to use another meal, no limit of the body */
} RecoupFuelSlots;

/** What the slots depend on. */
typedef struct
{
  RecoupInstant wake;       /* of the day */
  RecoupInstant lights_out; /* of the evening */
  guint meals;              /* 2 to 8 */
  gint target_g;
  double eaten_g;
  double weight_kg;
} RecoupFuelDay;

RecoupFuelSlots recoup_fuel_slots (const RecoupFuelDay *day, RecoupInstant now);

G_END_DECLS
