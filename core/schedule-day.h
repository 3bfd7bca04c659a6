/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "core/schedule-draft.h"

G_BEGIN_DECLS

/** One recovery day as the kinds see it. */
typedef struct
{
  const RecoupState *state;
  RecoupDay day;
  RecoupInstant wake;      /* of the day */
  RecoupInstant wake_next; /* of the day after, the end of its night */
} ScheduleDay;

/** When the check-in of @day is due. */
RecoupInstant recoup_schedule_check_in_due (const ScheduleContext *ctx, const ScheduleDay *day);

G_END_DECLS
