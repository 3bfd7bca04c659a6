/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/books.h"
#include "recoup/daytable.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

/** The steps of one day that move a balance, in their order; the last two repeat. */
typedef enum
{
  RECOUP_STEP_CLOSE_FOOD, /* of the day before, likewise the next */
  RECOUP_STEP_CLOSE_LOAD,
  RECOUP_STEP_NIGHT,
  RECOUP_STEP_RATINGS,
  RECOUP_STEP_SORENESS,
  RECOUP_STEP_UNKNOWN_WORK, /* what a silent week may hide; moves the worst copy only */
  RECOUP_STEP_RECOVER,      /* tissue, up to an instant */
  RECOUP_STEP_WORKOUT,
} RecoupStep;

#define RECOUP_N_STEPS (RECOUP_STEP_WORKOUT + 1)

/**
 * RecoupFoldObserver:
 * @row: facts of the day whose entries made the step
 * @workout: (nullable): the session behind RECOUP_STEP_WORKOUT
 *
 * Sees each step of a day.
 */
typedef void (*RecoupFoldObserver) (RecoupStep step,
                                    const RecoupBooks *before,
                                    const RecoupBooks *after,
                                    const RecoupDayRow *row,
                                    const RecoupWorkout *workout,
                                    gpointer user_data);

/** What a fold needs beside the books. All borrowed. */
typedef struct
{
  const RecoupPolicy *policy;
  const RecoupZone *zone;
  const RecoupDayTable *days; /* the look-back and RECOUP_DAY_SKEW days ahead */
  RecoupFoldObserver observe; /* (nullable) */
  gpointer user_data;
} RecoupFold;

/** Days before a day whose rows its fold reads. */
#define RECOUP_FOLD_LOOKBACK 66

/**
 * recoup_fold_day:
 * @until: the start of the day after, or the present if it lies in the day
 *
 * Folds the day after books->day into @books (model, sections 5, 6 and 13).
 */
void recoup_fold_day (const RecoupFold *fold, RecoupBooks *books, RecoupInstant until);

G_END_DECLS
