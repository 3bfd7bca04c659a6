/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "core/schedule-day.h"
#include "core/schedule-draft.h"

G_BEGIN_DECLS

void recoup_schedule_plan_advice (ScheduleContext *ctx, const ScheduleDay *day);
void recoup_schedule_plan_digest (ScheduleContext *ctx, const ScheduleDay *day);

/** A digest about @detail: "missed KEY...", "week", "welcome" or "resting KIND". */
RecoupReminder *recoup_schedule_new_digest (const ScheduleContext *ctx, const char *detail);

G_END_DECLS
