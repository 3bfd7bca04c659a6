/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The stress account: what the user said of stress, mood and fatigue, each followed with a memory
 * of about two days. Only ratings move it; a rest day empties no cup (S-032). */

#include "recoup/stress.h"

#include "core/constant-rows.h"

#define GAIN         0.5 /* M-11 [ours]: the last rating counts half */
#define RATING_BEST  1   /* scale of Hooper 1995: 1 best to 7 worst */
#define RATING_STEPS 6.0
#define FIRST_POINT  (1.0 / 3.0) /* neutral begin: a rating of 3 */
#define SLOWDOWN     2.0 /* S-031 [ours]: full stress makes recovery take half as long again */

gint
recoup_stress_hooper (const gint *ratings, guint n)
{
  gint sum = 0;

  for (guint i = 0; i < n; i++)
    sum += ratings[i];
  return sum;
}

RecoupBalance
recoup_stress_new (void)
{
  return recoup_balance (0.0, FIRST_POINT, 1.0);
}

void
recoup_stress_step (RecoupBalance *level, gint rating)
{
  RecoupBalance input = recoup_balance (0.0, level->of[RECOUP_COPY_POINT], 1.0);

  if (rating != 0)
    input = recoup_balance_all ((rating - RATING_BEST) / RATING_STEPS);
  recoup_balance_smooth (level, &input, GAIN);
}

double
recoup_stress_stretch (double level)
{
  return 1.0 + level / SLOWDOWN;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "stress", "gain", GAIN, "a day", "M-11", RECOUP_OURS, N_ ("the last rating counts half") },
  { "stress", "rating_best", RATING_BEST, "rating", "M-11", "Hooper 1995, Sports Med 20:321",
    N_ ("the best rating; it costs nothing") },
  { "stress", "rating_steps", RATING_STEPS, "ratings", "M-11", "Hooper 1995, Sports Med 20:321",
    N_ ("from the best to the worst: 1 to 7") },
  { "stress", "first_point", FIRST_POINT, "share", "R-25", RECOUP_OURS,
    N_ ("a neutral begin: a rating of 3") },
  { "stress", "slowdown", SLOWDOWN, "", "S-031", RECOUP_OURS,
    N_ ("tissue recovers slower by 1 + stress / this") },
};

const RecoupConstantRows recoup_stress_constants = { constants, G_N_ELEMENTS (constants) };
