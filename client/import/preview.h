/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/import/foreign-log.h"
#include "client/import/mapping.h"

G_BEGIN_DECLS

/** What recoupctl-import writes: entries, and what is to be said about the file. */
#define RECOUP_IMPORT_TYPE "(aa{sv}a{sv})"

/**
 * recoup_preview_new:
 * @foreign: what was read
 * @zone: name of the zone
 * @n_entries: how many entries it makes
 *
 * What the file adds up to, for people and for JSON: `format` s, `title` s, `zone` s; counts x:
 * `rows`, `refused`, `sets`, `warmups`, `drops`, `failures`, `timed`, `rest_timers`, `notes`,
 * `empty`, `rpe_values`; `first` and `last` s (wall clock); `rpe_mean` d.
 *
 * A training log also has `workouts` x; `volume_kg` and `working_kg` d (all sets; without
 * warm-ups); `exercises` aa{sv} (`name` s, `category` s, `sets` x, `volume_kg` d, `how` s, `groups`
 * a{sv} of d), most sets first; `unmapped` as. Other files have `entries` x and `kinds` a{sv} of x.
 *
 * `issues` aa{sv} (`line` x, `column` s, `text` s, `refused` b); `more_issues` x.
 *
 * Returns: (transfer floating): `a{sv}`
 */
GVariant *recoup_preview_new (const RecoupForeign *foreign,
                              RecoupMapping *mapping,
                              const char *zone,
                              guint n_entries);

/** Returns: (transfer floating): the value of `issues`. */
GVariant *recoup_preview_issues (const GPtrArray *issues);

G_END_DECLS
