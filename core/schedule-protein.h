/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "core/schedule-day.h"
#include "core/schedule-draft.h"

G_BEGIN_DECLS

void recoup_schedule_plan_protein (ScheduleContext *ctx, const ScheduleDay *day);

G_END_DECLS
