/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What single cells of foreign files say, whatever the locale of this process. */

/**
 * recoup_text_clean:
 * @max_bytes: longest result
 * @was_cut_out: (out) (optional): whether it was longer
 *
 * Text for names and notes: composed, without control and direction characters (a name must not
 * rewrite the terminal it is printed on), white space in single blanks, trimmed, cut between
 * characters.
 *
 * Returns: (transfer full): the text, "" if nothing is left
 */
char *recoup_text_clean (const char *text, gsize max_bytes, gboolean *was_cut_out);

/**
 * recoup_text_number:
 * @decimal_comma: whether the file shows that a comma is its decimal sign
 *
 * Reads "62.5", "62,5", "-20", "1.234,5", "1 234.5". One comma with exactly three digits behind it
 * ("1,050") is a thousand to some and a little more than one to others: it is a decimal comma with
 * @decimal_comma and otherwise refused.
 */
gboolean recoup_text_number (const char *text, gboolean decimal_comma, double *number_out);

/** Reads a length of time in minutes: "1h 50m", "46min", "35s", "1:15:00" (h:m:s), "4200"
 * (seconds).
 */
gboolean recoup_text_minutes (const char *text, double *minutes_out);

/** Returns: (transfer full): @text in lower case, trimmed, as header cells and units are compared
 */
char *recoup_text_fold (const char *text);

G_END_DECLS
