/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

/* @value / @divisor rounded down, also below zero (C rounds towards it); @divisor is positive. */
static inline gint64
floor_div (gint64 value, gint64 divisor)
{
  gint64 quotient = value / divisor;

  return value % divisor < 0 ? quotient - 1 : quotient;
}
