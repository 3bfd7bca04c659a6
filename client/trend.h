/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "client/render.h"
#include "recoup/series.h"

G_BEGIN_DECLS

/** One metric over a run of days. */
typedef struct
{
  const RecoupSeries *series; /* static */
  RecoupDay from;
  guint n_days;
  RecoupSample *samples; /* owned, n_days of them; NAN where the metric is not known */
} RecoupTrend;

/**
 * recoup_trend_new:
 * @values: `a(sddd)` as GetSeries gives it; rows outside of the days, or that make no sense, are
 *   left out
 * @n_days: 1 or more
 *
 * Returns: (transfer full): the values by day
 */
RecoupTrend *
recoup_trend_new (const RecoupSeries *series, GVariant *values, RecoupDay from, guint n_days);
void recoup_trend_free (RecoupTrend *trend);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupTrend, recoup_trend_free)

/** Index of the first day with a value; n_days if there is none. */
guint recoup_trend_find_first (const RecoupTrend *trend);

/** Index of the last day with a value; n_days if there is none. */
guint recoup_trend_find_last (const RecoupTrend *trend);

/** The mean of up to @n_days days from index @first that are known, with the least low and the
 * greatest high among them; NAN if none is known. */
RecoupSample recoup_trend_sum_up (const RecoupTrend *trend, guint first, guint n_days);

/** Where a plot of it ends: the `max` of its metric, or its greatest value if that is more. */
double recoup_trend_get_top (const RecoupTrend *trend);

/** Returns: (transfer full): @value as people write it, with its unit: "7 h 40 min", "62" */
char *recoup_trend_format (const RecoupSeries *series, double value);

/** Returns: (transfer full): a sample with its interval, if it has one: "62 (48 to 77)" */
char *recoup_trend_format_sample (const RecoupSeries *series, const RecoupSample *sample);

/** Appends the values as a row of signs, each for @days_per_sign days: higher signs, or digits
 * where there is no UTF-8, are higher values; a space is not known. */
void recoup_trend_append_signs (const RecoupTrend *trend,
                                const RecoupRender *render,
                                guint days_per_sign,
                                GString *out);

/** Appends a line for each @days_per_line days: date, value in words, bar. @legend: also the scale,
 * and what the signs mean. */
void recoup_trend_append_chart (const RecoupTrend *trend,
                                const RecoupRender *render,
                                guint days_per_line,
                                gboolean legend,
                                GString *out);

G_END_DECLS
