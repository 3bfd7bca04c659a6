/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/import/foreign-log.h"
#include "client/import/mapping.h"
#include "recoup/entry.h"

G_BEGIN_DECLS

/** A log that is longer than this is split: the line of an export must hold a session. */
#define RECOUP_CONVERT_MAX_SETS 120U

/**
 * recoup_convert_entries:
 * @foreign: a log; what makes no valid entry is reported there as refused
 * @zones: table that has @zone
 * @zone: name of the zone in which the clock times of the log were lived
 *
 * Makes journal entries: one session a workout, one entry a record. Ids follow from format, kind
 * and wall-clock start, so the same workout keeps its id in every later export. A clock time that
 * the zone skips or doubles is read by the rule of civil.h.
 *
 * Returns: (transfer full) (element-type RecoupEntry): valid entries, each with id, source and zone
 */
GPtrArray *recoup_convert_entries (RecoupForeign *foreign,
                                   RecoupMapping *mapping,
                                   RecoupZoneTable *zones,
                                   const char *zone);

G_END_DECLS
