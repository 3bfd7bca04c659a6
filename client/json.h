/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"

G_BEGIN_DECLS

#define RECOUP_JSON_MAX_DEPTH 32

/**
 * recoup_json_parse:
 * @text: @len bytes
 * @error: %RECOUP_FAULT_JSON, or %RECOUP_FAULT_RANGE for a number that no double holds
 *
 * Reads one JSON text by the letter of RFC 8259: no comments, no single quotes, no leading zeros,
 * UTF-8 throughout, no NUL, nested up to %RECOUP_JSON_MAX_DEPTH. Of a key that occurs twice in an
 * object the last value stays.
 *
 * Returns: (transfer full): objects as `a{sv}`, arrays as `av`, strings as `s`, true and false as
 *   `b`, null as an empty `mv`, whole numbers that fit as `x` and all others as `d`
 */
GVariant *recoup_json_parse (const char *text, gsize len, GError **error);

/** Whether @value is what recoup_json_parse() makes of null. */
gboolean recoup_json_is_null (GVariant *value);

/** How a value is written as JSON. */
typedef struct
{
  RecoupZoneTable *zones; /* borrowed; to find the `zone` that a dictionary names, NULL if none */
  const RecoupZone *zone; /* borrowed; for dictionaries without one, NULL for UTC */
  gboolean pretty;        /* indented, else on one line */
} RecoupJsonStyle;

/**
 * recoup_json_write:
 * @value: any value of the bus interface; not consumed, floating or not
 *
 * The inverse of the mapping between JSON and D-Bus: integers that are instants by their key become
 * RFC 3339 with the offset of the zone that the dictionary around them names; an empty maybe and a
 * double that is not finite become null. Numbers have as many digits as it takes to read the same
 * number back.
 *
 * Returns: (transfer full): JSON without a line end
 */
char *recoup_json_write (GVariant *value, const RecoupJsonStyle *style);

G_END_DECLS
