/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/policy.h"

G_BEGIN_DECLS

/* States that the daemon computes from entries which exist only for the question. */

/**
 * RecoupAskState:
 * @options: (transfer floating): options of GetState
 *
 * Returns: (transfer full): the state, or %NULL
 */
typedef GVariant *(*RecoupAskState) (GVariant *options, gpointer user_data, GError **error);

/** Returns: (transfer floating): options of GetState: @at, and @assume, `aa{sv}` or %NULL */
GVariant *recoup_assume_options (RecoupInstant at, GVariant *assume);

/** When the user gets up on @day. */
RecoupInstant
recoup_assume_get_wake (const RecoupPolicy *policy, RecoupDay day, const RecoupZone *zone);

/* Entries, `a{sv}`. Returns: (transfer floating) */

/** A night of @minutes, 1 or more, that ends at @wake. */
GVariant *recoup_assume_sleep (RecoupInstant wake, gint minutes);
GVariant *recoup_assume_meal (RecoupInstant at, double grams);
GVariant *recoup_assume_food_day (RecoupDay day, double grams);
/** A day without training. */
GVariant *recoup_assume_rest (RecoupDay day);

G_END_DECLS
