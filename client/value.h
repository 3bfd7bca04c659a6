/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "client/when.h"
#include "recoup/entry.h"

G_BEGIN_DECLS

/** What text is read against. */
typedef struct
{
  RecoupWhen when;
  RecoupDay today; /* what `today` means for a date */
} RecoupValueContext;

/**
 * recoup_value_parse:
 * @field: a row of the table of fields, of an entry or of a set
 * @text: as people write it: "22:40", "30", "30g", "180lb", "1h15m", "yes", "quads=4,glutes=2"
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT naming the field, what was expected and what came
 *
 * Reads the type and the unit; whether the value lies in its range is the daemon's to say.
 *
 * Returns: (transfer full): the value with its bus type
 */
GVariant *recoup_value_parse (const RecoupField *field,
                              const char *text,
                              const RecoupValueContext *context,
                              GError **error);

/**
 * recoup_value_parse_set:
 * @text: "squat 5x5 100kg rir 2", "plank 3x60s", "leg press 12 120kg @8 new groups=quads=1"
 * @sets: references to `a{sv}` are added, one for each set
 *
 * Sets as they are written down at the gym: the name of the exercise, then sets x repetitions (or
 * seconds), load, effort, in any order.
 */
gboolean recoup_value_parse_set (const char *text, GPtrArray *sets, GError **error);

/** Reads a number and the unit behind it, which may be left out: "30", "30g" for @unit "g". Knows
 * pounds for kg, hours for min and s, kilometres and miles for m. */
gboolean recoup_value_parse_number (const char *text, const char *unit, double *value_out);

G_END_DECLS
