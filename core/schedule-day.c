/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One recovery day as the kinds see it, and the instant of it that more than one of them asks for:
 * the first sign of the user in the morning. */

#include "core/schedule-day.h"

#include "core/constant-rows.h"

#define CHECK_IN_BEFORE_WAKE_USEC (2 * RECOUP_USEC_PER_HOUR)
#define CHECK_IN_AFTER_WAKE_USEC  (3 * RECOUP_USEC_PER_HOUR)
#define CHECK_IN_IN_USE_USEC      RECOUP_USEC_PER_HOUR /* let one who sits there have breakfast */

RecoupInstant
recoup_schedule_check_in_due (const ScheduleContext *ctx, const ScheduleDay *day)
{
  RecoupInstant back = ctx->in->around->back_since;

  if (back != RECOUP_INSTANT_NONE && back >= day->wake - CHECK_IN_BEFORE_WAKE_USEC &&
      back <= day->wake + CHECK_IN_AFTER_WAKE_USEC)
    return back;
  return day->wake + CHECK_IN_IN_USE_USEC;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "reminders", "check_in_before", (double) CHECK_IN_BEFORE_WAKE_USEC / RECOUP_USEC_PER_HOUR, "h",
    "S-111", RECOUP_OURS, N_ ("so long before getting up the first unlock may ask") },
  { "reminders", "check_in_after", (double) CHECK_IN_AFTER_WAKE_USEC / RECOUP_USEC_PER_HOUR, "h",
    "S-111", RECOUP_OURS, N_ ("and so long after") },
  { "reminders", "check_in_in_use", (double) CHECK_IN_IN_USE_USEC / RECOUP_USEC_PER_HOUR, "h",
    "S-111", RECOUP_OURS, N_ ("after getting up, when the session was in use all along") },
};

const RecoupConstantRows recoup_schedule_day_constants = { constants, G_N_ELEMENTS (constants) };
