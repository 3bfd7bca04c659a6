/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/value-plain.h"

G_BEGIN_DECLS

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

G_END_DECLS
