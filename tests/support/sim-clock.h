/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/clock.h"

G_BEGIN_DECLS

/* A clock that goes only when it is told to. */

RecoupClock *sim_clock_new (RecoupInstant now, const char *zone);

/** Lets time pass until @now; the uptime goes with it. */
void sim_clock_advance (RecoupClock *clock, RecoupInstant now);

/** The machine starts anew with the clock at @now. */
void sim_clock_boot (RecoupClock *clock, RecoupInstant now);

/** Sets the wall clock by @step; tells the listener. */
void sim_clock_step (RecoupClock *clock, gint64 step);

/** Moves to another zone; tells the listener. */
void sim_clock_set_zone (RecoupClock *clock, const char *zone);

/** The instant of the alarm, %G_MAXINT64 for none. */
RecoupInstant sim_clock_get_wake (const RecoupClock *clock);

/** The alarm goes off. */
void sim_clock_ring (RecoupClock *clock);

G_END_DECLS
