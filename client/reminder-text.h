/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/civil.h"

G_BEGIN_DECLS

/** Returns: (transfer full): how the reminder @row of the bus stands: "planned", "waiting: locked",
 * "snoozed until 22:40", "done" */
char *recoup_reminder_text_new_state (GVariant *row, RecoupInstant now, const RecoupZone *zone);

/** Whether it just comes at its time: there is nothing to be said about how it stands. */
gboolean recoup_reminder_text_is_planned (GVariant *row);

G_END_DECLS
