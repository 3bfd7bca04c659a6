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

/** As recoup_value_parse() does, for @text that is UTF-8 and any @field that is no list of sets.
 * Returns: (transfer full): the value with its bus type */
GVariant *recoup_value_parse_plain (const RecoupField *field,
                                    const char *text,
                                    const RecoupValueContext *context,
                                    GError **error);

/** Reads a number and the unit behind it, which may be left out: "30", "30g" for @unit "g". Knows
 * pounds for kg, hours for min and s, kilometres and miles for m. */
gboolean recoup_value_parse_number (const char *text, const char *unit, double *value_out);

G_END_DECLS
