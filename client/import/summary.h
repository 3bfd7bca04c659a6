/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/import/foreign.h"
#include "client/import/mapping.h"

G_BEGIN_DECLS

/** What recoupctl-import writes: entries, and what is to be said about the file. */
#define RECOUP_IMPORT_TYPE "(aa{sv}a{sv})"

/**
 * recoup_summary_new:
 * @foreign: what was read
 * @zone: name of the zone
 *
 * What the file adds up to, for people and for JSON: `format` s, `title` s, `zone` s; counts x:
 * `rows`, `refused`, `workouts`, `sets`, `warmups`, `drops`, `failures`, `timed`, `rest_timers`,
 * `notes`, `empty`; `first` and `last` s (wall clock of the first and last workout); `volume_kg`
 * and `working_kg` d (all sets; without warm-ups); `rpe_values` x and `rpe_mean` d; `exercises`
 * aa{sv}
 * (`name` s, `sets` x, `volume_kg` d, `how` s, `groups` a{sv} of d), most sets first; `unmapped`
 * as; `issues` aa{sv} (`line` x, `column` s, `text` s, `refused` b); `more_issues` x.
 *
 * Returns: (transfer floating): `a{sv}`
 */
GVariant *
recoup_summary_new (const RecoupForeign *foreign, RecoupMapping *mapping, const char *zone);

/** Returns: (transfer floating): the value of `issues`. */
GVariant *recoup_summary_issues (const GPtrArray *issues);

G_END_DECLS
