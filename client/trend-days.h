/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/args.h"
#include "client/trend.h"
#include "recoup/civil.h"

G_BEGIN_DECLS

/** Weeks that --weeks may ask for: GetSeries gives at most 400 days. */
#define RECOUP_TREND_MAX_WEEKS 57

/**
 * recoup_trend_read_weeks:
 * @args: may have the option `weeks`
 * @weeks_out: (out): 1 to %RECOUP_TREND_MAX_WEEKS, 4 by default
 *
 * Returns: %RECOUP_EXIT_OK, or the exit status for this program; an error was printed
 */
RecoupExit recoup_trend_read_weeks (RecoupCtl *ctl, const RecoupArgs *args, guint *weeks_out);

/** The last @weeks weeks up to the day of @state, which GetState gave. */
gboolean
recoup_trend_get_days (GVariant *state, guint weeks, RecoupDayRange *range_out, GError **error);

/** Returns: (transfer full): the metric over @range, asked of the daemon */
RecoupTrend *recoup_trend_fetch (RecoupCtl *ctl,
                                 const RecoupSeries *series,
                                 const RecoupDayRange *range,
                                 GError **error);

G_END_DECLS
