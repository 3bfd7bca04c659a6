/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

#define RECOUP_BEDTIME_NIGHTS 7 /* day-6..day: the nights whose bedtimes say what is usual */

/** What lights out depends on. */
typedef struct
{
  RecoupDay day;                       /* the evening of this recovery day */
  double debt_h;                       /* sleep owed, point copy */
  gint bed_min[RECOUP_BEDTIME_NIGHTS]; /* minutes from noon, -1 where unknown; any order */
} RecoupBedtimeInput;

typedef struct
{
  RecoupInstant lights_out;
  RecoupInstant screens_dim;
  gint extra_min; /* 0 to 60 min earlier, to pay debt back */
  gboolean moved; /* kept near the usual bedtime (S-016) */
} RecoupBedtime;

/** When the night after @day ends, by the policy: on the next morning, or where the zone left that
 * date out, on the first that there is. */
RecoupInstant
recoup_bedtime_get_wake (RecoupDay day, const RecoupPolicy *policy, const RecoupZone *zone);

/** Lights out of an evening (model, section 15; S-011, S-016, S-017, S-019, M-06). */
RecoupBedtime recoup_bedtime_compute (const RecoupBedtimeInput *input,
                                      const RecoupPolicy *policy,
                                      const RecoupZone *zone);

/** Median of @n values, 1 to 7, with the floor of the mean of the middle two of an even number. */
gint recoup_bedtime_median (const gint *values, guint n);

G_END_DECLS
