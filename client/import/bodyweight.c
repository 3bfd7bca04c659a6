/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Body weight as Withings (unit in the header), openScale (none) and Hevy's measurements have it: a
 * date, perhaps a time, a weight, and columns that are nothing for us. A training log has a date
 * and a weight too, but never without exercises and repetitions. */

#include "client/import/formats.h"

#include <glib/gi18n-lib.h>

static const RecoupColumnName columns[] = {
  { RECOUP_COLUMN_START, "date|datetime", 0, TRUE },
  { RECOUP_COLUMN_CLOCK, "time", 0, FALSE },
  { RECOUP_COLUMN_WEIGHT, "weight", 0, TRUE },
  { RECOUP_COLUMN_WEIGHT, "weight (kg)|weight_kg", 1, TRUE },
  { RECOUP_COLUMN_WEIGHT, "weight (lb)|weight (lbs)|weight_lbs", RECOUP_KG_PER_POUND, TRUE },
};

const RecoupFormat recoup_format_bodyweight = {
  .name = "bodyweight",
  .title = N_ ("Body weight"),
  .kind = RECOUP_ENTRY_WEIGHT,
  .excludes = "reps|exercise|exercise name|exercise_title|category|workout name|set order|sets|"
              "exercises|repetitions|distance",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
