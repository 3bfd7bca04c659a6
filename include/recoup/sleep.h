/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/balance.h"
#include "recoup/civil.h"

G_BEGIN_DECLS

#define RECOUP_SLEEP_ENOUGH_MIN 420.0 /* seven hours: the floor of S-010, S-014 and S-069 */

/** One sleep entry of a date, as far as the night needs it. */
typedef struct
{
  RecoupInstant start;
  RecoupInstant end;
  guint start_min;   /* minutes after midnight of the start, by the clock of the entry's own zone */
  double asleep_min; /* minutes really asleep, NAN if not given: then all of it */
  gint quality;      /* 1 best to 7 worst, 0 if not given */
  const char *id;    /* borrowed; breaks ties */
} RecoupSleepPiece;

/** The night of one date (model, section 4). */
typedef struct
{
  double asleep_min; /* T: 0 to 720 min, NAN if no night is known */
  gint bed_min; /* minutes from noon to the begin of the main sleep, 0 to 1439; -1 if unknown */
  gint quality; /* 1 best to 7 worst, 0 if not given */
} RecoupNight;

/** Whether the piece is a nap: shorter than 3 h and begun between 09:00 and 21:00. */
gboolean recoup_sleep_is_nap (const RecoupSleepPiece *piece);

/**
 * recoup_sleep_night:
 * @pieces: of RecoupSleepPiece: the entries of one date, in any order; sorted here by start, then
 * id
 *
 * Unites them into a night: two sources of one night count once, naps add to a known night, a date
 * with naps only is none.
 */
RecoupNight recoup_sleep_night (GArray *pieces);

/** Returns: minutes asleep as the copies see them: @asleep_min, or if NAN 600, the need, 240 */
RecoupBalance recoup_sleep_night_input (double asleep_min, guint need_min);

/** The debt with which a ledger begins, in hours. */
RecoupBalance recoup_sleep_debt_new (void);

/** What is left of the debt @debt_h (hours) after one recovery day, before the night (M-06). */
double recoup_sleep_debt_leak (double debt_h);

/** One recovery day: the debt leaks, then the night pays or owes (S-011, M-06). */
void recoup_sleep_debt_step (RecoupBalance *debt_h, const RecoupBalance *night_min, guint need_min);

/** Share of the points of sleep.debt that @debt_h hours cost (S-011). */
double recoup_sleep_debt_fraction (double debt_h);

/** Share of the points of sleep.last that a night of @night_min costs (S-010). */
double recoup_sleep_last_fraction (double night_min);

G_END_DECLS
