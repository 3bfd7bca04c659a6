/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "client/trend.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

/** All that a report is made of. */
typedef struct
{
  GVariant *state;        /* owned, what GetState gave */
  const RecoupZone *zone; /* borrowed */
  RecoupInstant now;
  RecoupPolicy policy;
  RecoupDay from;
  guint n_days;
  GPtrArray *trends; /* owned, of RecoupTrend */
} ReportData;

/**
 * report_data_new:
 * @feed: `a{sv}`: `state` a{sv}, `settings` a{sv} (texts), `from` s, `days` x, `series` a{sv}:
 *   `a(sddd)` by metric
 * @zones: outlives the data
 */
ReportData *report_data_new (GVariant *feed, RecoupZoneTable *zones, GError **error);
void report_data_free (ReportData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReportData, report_data_free)

/** Returns: (transfer none): the metric called @name; all of its days are unknown if it was not fed
 */
const RecoupTrend *report_data_get (const ReportData *data, const char *name);

/** Returns: (transfer full): "28 Mar", with @with_year "28 Mar 2026" */
char *report_format_day (RecoupDay day, gboolean with_year);

G_END_DECLS
