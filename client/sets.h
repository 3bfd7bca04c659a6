/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * recoup_value_parse_set:
 * @text: "squat 5x5 100kg rir 2", "plank 3x60s", "leg press 12 120kg @8 new groups=quads=1"
 * @sets: references to `a{sv}` are added, one for each set
 *
 * Sets as they are written down at the gym: the name of the exercise, then sets x repetitions (or
 * seconds), load, effort, in any order.
 */
gboolean recoup_value_parse_set (const char *text, GPtrArray *sets, GError **error);

G_END_DECLS
