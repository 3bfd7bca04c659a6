/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Three copies of a number, and how a copy becomes points. Everything that is not known about a
 * day widens the distance between the copies; everything that is logged moves the three alike. The
 * interval of readiness is nothing more than this. */

#include "recoup/balance.h"

#include <math.h>

#include "core/constant-rows.h"

/* Keeps an exact fraction, such as 90 · (1/3), on its integer when the division was rounded down
 * (model, section 1.2). Tenths of a point. */
#define WHOLE_GUARD_DP 1e-6

RecoupBalance
recoup_balance (double best, double point, double worst)
{
  RecoupBalance balance = { { best, point, worst } };

  return balance;
}

RecoupBalance
recoup_balance_all (double value)
{
  return recoup_balance (value, value, value);
}

void
recoup_balance_smooth (RecoupBalance *balance, const RecoupBalance *input, double gain)
{
  for (guint copy = 0; copy < RECOUP_N_COPIES; copy++)
    balance->of[copy] = balance->of[copy] + (input->of[copy] - balance->of[copy]) * gain;
}

double
recoup_share (double x)
{
  /* fmax() drops the NAN. */
  return fmin (fmax (x, 0.0), 1.0);
}

gint
recoup_deci_points (gint cap_dp, double fraction)
{
  return (gint) floor (cap_dp * recoup_share (fraction) + WHOLE_GUARD_DP);
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "points", "whole_guard", WHOLE_GUARD_DP, "0.1 points", "S-001", RECOUP_OURS,
    N_ ("keeps exact fractions of a cap whole") },
};

const RecoupConstantRows recoup_balance_constants = { constants, G_N_ELEMENTS (constants) };
