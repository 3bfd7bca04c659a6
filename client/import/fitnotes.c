/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FitNotes on Android: one row a set, a date without time and therefore one workout a day, a
 * category that names the muscles, the unit in the header (until 2020) or in every row. There are
 * no kinds of sets. */

#include "client/import/formats.h"

static const RecoupColumnName columns[] = {
  { RECOUP_COLUMN_START, "date", 0, TRUE },
  { RECOUP_COLUMN_EXERCISE, "exercise", 0, TRUE },
  { RECOUP_COLUMN_CATEGORY, "category", 0, TRUE },
  { RECOUP_COLUMN_WEIGHT, "weight", 0, FALSE },
  { RECOUP_COLUMN_WEIGHT, "weight (kg)|weight (kgs)", 1, FALSE },
  { RECOUP_COLUMN_WEIGHT, "weight (lbs)|weight (lb)", RECOUP_KG_PER_POUND, FALSE },
  { RECOUP_COLUMN_WEIGHT_UNIT, "weight unit", 0, FALSE },
  { RECOUP_COLUMN_REPS, "reps", 0, TRUE },
  { RECOUP_COLUMN_DISTANCE, "distance", 0, FALSE },
  { RECOUP_COLUMN_DISTANCE_UNIT, "distance unit", 0, FALSE },
  { RECOUP_COLUMN_TIME, "time", 0, FALSE },
  { RECOUP_COLUMN_IGNORED, "comment|notes", 0, FALSE },
};

const RecoupFormat recoup_format_fitnotes = {
  .name = "fitnotes",
  .title = "FitNotes",
  .kind = RECOUP_ENTRY_SESSION,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .cardio_category = "cardio",
};
