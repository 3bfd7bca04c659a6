/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/books.h"
#include "recoup/daytable.h"

G_BEGIN_DECLS

/** A day of sleep and wake: spans asleep as seconds after its begin, in order, not overlapping. */
typedef struct
{
  gint64 length_sec;   /* of the day, 82800 to 90000 */
  const GArray *spans; /* borrowed, of RecoupSpan, in seconds */
} RecoupSleepWake;

/**
 * recoup_metrics_compare_days:
 * @same_out: (out): seconds in which both days are asleep or both awake
 *
 * Compares two days as far as the shorter reaches. Returns: seconds compared
 */
gint64 recoup_metrics_compare_days (const RecoupSleepWake *first,
                                    const RecoupSleepWake *second,
                                    gint64 *same_out);

/** The sleep regularity index of @same_sec of @all_sec seconds, -100 to 100 (M-07). */
double recoup_metrics_sri (gint64 same_sec, gint64 all_sec);

/** The sleep regularity index over the 28 pairs of nights up to @day; NAN with fewer than 5. */
double recoup_metrics_get_sri (const RecoupDayTable *days, RecoupDay day, const RecoupZone *zone);

/** Display only: how the last week went (model, section 16). */
typedef struct
{
  double monotony; /* NAN if unknown, likewise strain */
  double strain;
  guint adherence7;
  guint adherence7_known;
} RecoupWeek;

/** The seven days before books->day. */
RecoupWeek recoup_metrics_get_week (const RecoupBooks *books, const RecoupDayTable *days);

G_END_DECLS
