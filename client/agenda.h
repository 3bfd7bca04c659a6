/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/policy.h"

G_BEGIN_DECLS

/** Days ahead that an agenda covers, today included: as far as the daemon looks. */
#define RECOUP_AGENDA_DAYS 14

/**
 * recoup_agenda_new:
 * @state: as GetState gives it
 * @reminders: `aa{sv}`, those that fall due in these days
 * @policy: for the plan of the week and the hour of easy movement
 * @zone: that the user lives in
 *
 * What a calendar can show of the coming days: bedtimes and recovery walks, the rest days of the
 * week's plan, a deload that is under way and what follows it. No health value is in it: calendars
 * go to servers.
 *
 * Returns: (transfer floating): `a{sv}`: `stamp` x, the instant that it was made for; `events`
 *   aa{sv}, each with `uid` s, which follows from its kind and date, `summary` s, `description` s,
 *   either `start` x and `end` x or `first` s and `last` s (dates, both included), and `tentative`
 * b
 */
GVariant *recoup_agenda_new (GVariant *state,
                             GVariant *reminders,
                             const RecoupPolicy *policy,
                             const RecoupZone *zone);

G_END_DECLS
