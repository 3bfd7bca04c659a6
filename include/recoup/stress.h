/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/balance.h"

G_BEGIN_DECLS

/** What the user rates in a check-in, each from 1 (best) to 7 (worst). */
typedef enum
{
  RECOUP_RATING_STRESS,
  RECOUP_RATING_MOOD,
  RECOUP_RATING_FATIGUE,
} RecoupRating;

#define RECOUP_N_RATINGS (RECOUP_RATING_FATIGUE + 1)

/** Sum of @n ratings of 1 to 7: the index of Hooper, as published (M-11). The account does not use
 * it: it follows each rating by itself. */
gint recoup_stress_hooper (const gint *ratings, guint n);

/** The level with which a ledger begins, 0 to 1. */
RecoupBalance recoup_stress_new (void);

/** One day: the level moves half of the way to @rating, 1 to 7, or 0 if there was none (S-030). */
void recoup_stress_step (RecoupBalance *level, gint rating);

/** By how much time stretches for tissue that recovers under stress @level, 1 to 1.5 (S-031). */
double recoup_stress_stretch (double level);

G_END_DECLS
