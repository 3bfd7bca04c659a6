/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/balance.h"

G_BEGIN_DECLS

/** Acute and chronic load: session RPE x minutes a day, smoothed over a week and four weeks. */
typedef struct
{
  RecoupBalance acute;
  RecoupBalance chronic;
} RecoupLoad;

/** Load of a session: RPE (NAN if unknown: 5) times minutes (M-01). */
double recoup_load_session (double rpe, double minutes);

/** One step of an exponential average over @n_days with the constant 2/(N+1) (M-04). */
double recoup_load_smooth (double average, double load, guint n_days);

/** The loads with which a ledger begins. */
RecoupLoad recoup_load_new (void);

/** Closes a day on which the training was known to be @load, or was not known (NAN). */
void recoup_load_close (RecoupLoad *balances, double load);

/**
 * recoup_load_spike_fraction:
 * @n_known: days closed so far on which training was known
 * @trained_ever: whether any session or rest was ever logged
 *
 * Returns: share of the points of load.spike that the copy costs (S-003)
 */
double recoup_load_spike_fraction (const RecoupLoad *balances,
                                   guint n_known,
                                   gboolean trained_ever,
                                   RecoupCopy copy);

/**
 * recoup_load_monotony:
 * @loads: loads of @n days, rest being 0
 *
 * Returns: mean over population SD, at most 10 (M-02); NAN when there was no load
 */
double recoup_load_monotony (const double *loads, guint n);

/** Returns: the sum of @loads times their monotony (M-02); NAN when there was no load */
double recoup_load_strain (const double *loads, guint n);

G_END_DECLS
