/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/state.h"

G_BEGIN_DECLS

/** One value of a series. */
typedef struct
{
  double low;   /* the least that it can be with what is not known; like @point where the model */
  double point; /* keeps no interval */
  double high;
} RecoupSample;

/** One metric that can be plotted over days. */
typedef struct
{
  const char *name;  /* as on the bus: "sleep_min" */
  const char *word;  /* what a person types and reads: "sleep" */
  const char *title; /* a heading: "Time asleep" */
  const char *unit;  /* "points", "percent", "h", "min", "g", "share" (0 to 1), "RPE min", "days",
                        or "" for a number without one */
  double min;        /* a plot begins there, */
  double max;        /* and ends there or at the largest value */
  guint accounts;    /* mask of RecoupAccount: without one of them it is not known */
  gboolean (*read) (const RecoupState *state, RecoupSample *sample_out);
} RecoupSeries;

/** Returns: (transfer none): the metrics, in the order in which they are shown */
const RecoupSeries *recoup_series_get (guint *n_out);

/** Returns: (transfer none) (nullable): the metric of this name or word */
const RecoupSeries *recoup_series_find (const char *name);

/**
 * recoup_series_read:
 * @state: the state at the end of a day
 * @sample_out: (out): the value
 *
 * Returns: %FALSE when the metric is not known there
 */
gboolean
recoup_series_read (const RecoupSeries *series, const RecoupState *state, RecoupSample *sample_out);

G_END_DECLS
