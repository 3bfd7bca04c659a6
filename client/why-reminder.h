/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/policy.h"

G_BEGIN_DECLS

/** What an instant is explained from. All borrowed. */
typedef struct
{
  GVariant *reminder; /* `a{sv}`, as Reminders.List gives it */
  GVariant *state;    /* of its recovery day, as GetState gives it */
  const RecoupPolicy *policy;
  const RecoupZone *zone;
} RecoupWhyReminder;

/** Returns: (transfer full): how the instant of the reminder came about, in a sentence or more;
 * NULL for a kind that this version does not know */
char *recoup_why_reminder_new_when (const RecoupWhyReminder *why);

/** Returns: (transfer full) (nullable): what it costs to put the reminder off, for bedtime: "23:00
 * leaves 8 h until 07:00." */
char *recoup_why_reminder_new_cost (const RecoupWhyReminder *why);

G_END_DECLS
