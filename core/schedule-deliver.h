/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "core/schedule-draft.h"

G_BEGIN_DECLS

/** Something that could be shown now. */
typedef struct _ScheduleItem ScheduleItem;

/** Returns: (transfer full): an empty list of items */
GPtrArray *recoup_schedule_new_ready (void);

/** Adds an item; takes @reminder. @wanted: its due, or the end of its snooze. */
void recoup_schedule_add_ready (GPtrArray *ready,
                                RecoupReminder *reminder,
                                RecoupInstant wanted,
                                gboolean is_claimed);

/** Shows what of @ready may be shown, highest first; the rest waits. */
void recoup_schedule_deliver (ScheduleContext *ctx, GPtrArray *ready);

G_END_DECLS
