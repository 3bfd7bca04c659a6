/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "core/schedule-draft.h"

G_BEGIN_DECLS

/** How a kind that nobody answers is treated (reminders.md, rule 9). */
typedef enum
{
  SCHEDULE_AWAKE,
  SCHEDULE_ONE_A_DAY,
  SCHEDULE_FALLING_ASLEEP, /* rests from now on, and is to say so */
  SCHEDULE_RESTING,
} ScheduleRest;

ScheduleRest recoup_schedule_get_rest (const ScheduleContext *ctx, RecoupReminderKind kind);

/** The last verb or fact of @kind, from the engine's memory and from the rows; or NONE. */
RecoupInstant recoup_schedule_last_answer (const ScheduleContext *ctx, RecoupReminderKind kind);

/** Whether nobody gave a sign for a week: nothing but the welcome is shown. */
gboolean recoup_schedule_is_silent (const ScheduleContext *ctx);

/** Fills in what was shown so far: `last_popup` and `popups`. */
void recoup_schedule_count_popups (ScheduleContext *ctx);

/**
 * What holds @reminder back now, as RecoupHold bits; notes when that ends. @wanted: the instant
 * from which it was to be shown. @quiet_out: whether its deferral ran out.
 */
guint recoup_schedule_get_holds (ScheduleContext *ctx,
                                 const RecoupReminder *reminder,
                                 RecoupInstant wanted,
                                 gboolean *quiet_out);

/** Whether it is quiet hours for @kind. */
gboolean recoup_schedule_is_quiet_hour (const ScheduleContext *ctx, RecoupReminderKind kind);

G_END_DECLS
