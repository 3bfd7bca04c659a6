/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RECOUP_AUTONOMIC_DAYS 67 /* d-66 to d */

/** The resting heart of the last days against the user's own baseline (M-10). */
typedef struct
{
  double gap;        /* ln ms below the baseline less half of its spread; > 0 is low */
  double gap_share;  /* gap over the spread: share of the points of auton.hrv */
  double over_bpm;   /* beats per minute above the baseline */
  double over_share; /* share of the points of auton.rhr */
  gboolean known;    /* there were values enough for one of the two */
} RecoupAutonomic;

/** Root mean square of successive differences of @n >= 2 intervals in ms: what `rmssd_ms` of an
 * entry means. It is logged ready made. */
double recoup_autonomic_rmssd (const double *intervals_ms, guint n);

/**
 * recoup_autonomic_compute:
 * @rmssd_ms: the last value of each day d-66..d, in order; NAN where there is none
 * @rhr_bpm: likewise
 *
 * Returns: all 0 where there are too few values: never guessed
 */
RecoupAutonomic recoup_autonomic_compute (const double rmssd_ms[RECOUP_AUTONOMIC_DAYS],
                                          const double rhr_bpm[RECOUP_AUTONOMIC_DAYS]);

G_END_DECLS
