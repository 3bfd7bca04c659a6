/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Each balance is kept three times (model, section 3): what was logged enters all three alike,
 * what was not enters best and worst with the most and the least favourable plausible value. */
typedef enum
{
  RECOUP_COPY_BEST,
  RECOUP_COPY_POINT,
  RECOUP_COPY_WORST,
} RecoupCopy;

#define RECOUP_N_COPIES (RECOUP_COPY_WORST + 1)

/** One balance in its three copies; the unit is that of the account. */
typedef struct
{
  double of[RECOUP_N_COPIES];
} RecoupBalance;

/** Returns: a balance with these copies */
RecoupBalance recoup_balance (double best, double point, double worst);

/** Returns: a balance that is @value in all copies: something that was logged */
RecoupBalance recoup_balance_all (double value);

/**
 * recoup_balance_smooth:
 * @balance: moved towards @input in each copy: B + (u - B) · gain
 * @input: what the day brought
 * @gain: 0 to 1
 */
void recoup_balance_smooth (RecoupBalance *balance, const RecoupBalance *input, double gain);

/** Returns: @x limited to 0..1; an unknown (NAN) counts as 0 */
double recoup_share (double x);

/**
 * recoup_deci_points:
 * @cap_dp: the most that the key may cost, in tenths of a point
 * @fraction: how much of it; limited to 0..1
 *
 * Returns: tenths of a point (model, section 1.2)
 */
gint recoup_deci_points (gint cap_dp, double fraction);

G_END_DECLS
