/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"

G_BEGIN_DECLS

/** When something was, as a foreign file says it: by the clock on the wall, seldom with an offset.
 */
typedef struct
{
  RecoupDay day;
  guint second;      /* after midnight by the clock, 0 to 86399 */
  gboolean has_time; /* FALSE: the file gives the date alone */
  gboolean
      has_offset; /* then @instant is what the file says, and clock and day are of that offset */
  RecoupInstant instant; /* RECOUP_INSTANT_NONE without offset */
} RecoupStamp;

/**
 * recoup_stamp_parse:
 * @text: "2026-01-05 19:53:42", "2026-01-05T19:53:42Z", "2026-02-02 12:12:02 AM",
 *   "28 Mar 2025, 17:29", "18 März 2026, 20:39", "5 9月 2026, 20:39", "Mar 28, 2025, 5:29 PM"
 *
 * Reads a date with or without a time. The name of the month may be in any of the languages that
 * the apps speak. A date of numbers alone begins with the year: "03/04/2026" is refused, because
 * nobody can know which is the month.
 */
gboolean recoup_stamp_parse (const char *text, RecoupStamp *stamp_out);

/** Seconds by the clock from @from to @until, negative if @until is earlier. */
gint64 recoup_stamp_difference (const RecoupStamp *from, const RecoupStamp *until);

/** Returns: (transfer full): "2026-01-05T19:53:42", or the date alone without a time */
char *recoup_stamp_format (const RecoupStamp *stamp);

G_END_DECLS
