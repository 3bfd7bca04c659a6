/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"

G_BEGIN_DECLS

/* Numbers, dates, clock times and weights as the locale writes them, in texts for people and in
 * what they type. What programs read (JSON, settings, the bus) never comes by here. In the locale
 * "C", and in "POSIX" and "C.UTF-8", all of it is plain: 7.5, 2026-03-28, 22:40, kg. */

/** Returns: (transfer full): @value with @digits decimals, 0 to 9, behind the locale's sign: "7.50"
 */
char *recoup_format_number (double value, guint digits);

/** Returns: (transfer full): @value with up to @digits decimals, without trailing zeros: "7.5" */
char *recoup_format_number_short (double value, guint digits);

/**
 * recoup_format_read_number:
 * @text: a decimal number, and whatever follows it
 * @end_out: (out): what follows it
 *
 * Takes a point in every locale, and the locale's sign too. Signs of thousands are not taken: where
 * the point is one, "1.500" could mean both, and is refused.
 */
gboolean recoup_format_read_number (const char *text, double *value_out, const char **end_out);

/** Returns: (transfer full): a date, with four digits of the year */
char *recoup_format_date (RecoupDay day);

/** Returns: (transfer full): the date @iso, "2026-03-28", of the bus or the journal, as the locale
 * writes it; what is no date stands for itself */
char *recoup_format_iso_date (const char *iso);

/** Takes a date as the locale writes it, or 2026-03-28, and sets @end_out behind it. */
gboolean recoup_format_read_date (const char *text, RecoupDay *day_out, const char **end_out);

/** Returns: (transfer full): the clock time @second seconds after midnight, to the minute: "22:40",
 * or "10:40 PM" where the locale counts to twelve */
char *recoup_format_clock (guint second);

/** Whether @c could steer a terminal: a control character, or one that turns the direction of
 * writing around. */
gboolean recoup_format_is_steering (gunichar c);

/** Returns: (transfer full): @text, any bytes, as UTF-8 in which nothing but line ends steers a
 * terminal */
char *recoup_format_dup_safe (const char *text);

/** Takes "am" or "pm", large or small and with or without points, or what the locale says for them,
 * as all of @text. */
gboolean recoup_format_read_half (const char *text, gboolean *is_pm_out);

/** Returns: (transfer full): the short name of @weekday, 0 Monday to 6: "Mo", plain "mon" */
char *recoup_format_weekday (guint weekday);

/** Takes the name of a weekday, short or whole, of the locale or in English, as all of @text. */
gboolean recoup_format_read_weekday (const char *text, guint *weekday_out);

/** Returns: (transfer full): @text, UTF-8, in the encoding of the locale, with the nearest plain
 * signs for what that lacks: 'so' for ‘so’ */
char *recoup_format_for_output (const char *text);

/** Whether weights are said in pounds (LC_MEASUREMENT). */
gboolean recoup_format_uses_pounds (void);

#define RECOUP_FORMAT_KG_PER_LB 0.45359237 /* exactly, by the international agreement of 1959 */

/** Returns: (transfer none): the unit in which weights are said: "kg" or "lb" */
const char *recoup_format_get_weight_unit (void);

/** Returns: (transfer full): @kg kilograms as a number of that unit */
char *recoup_format_weight_number (double kg);

/** Returns: (transfer full): @kg kilograms with their unit, "100 kg" or "220.5 lb" */
char *recoup_format_weight (double kg);

G_END_DECLS
