/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "core/schedule-day.h"
#include "core/schedule-draft.h"

G_BEGIN_DECLS

/** One row of the table of kinds: how its candidates of a day are found. */
typedef struct
{
  void (*plan) (ScheduleContext *ctx, const ScheduleDay *day);
  gboolean today_only; /* what is open of other days is carried by `plan` itself */
} ScheduleKind;

const ScheduleKind *recoup_schedule_get_kind (RecoupReminderKind kind);

G_END_DECLS
