/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cronometer's daily summary: one row a day, a column for each nutrient that is tracked, in an
 * order that depends on which ones are; `Completed` says whether all of the day's food is in. */

#include "client/import/formats.h"

static const RecoupColumnName columns[] = {
  { RECOUP_COLUMN_START, "date", 0, TRUE },
  { RECOUP_COLUMN_ENERGY, "energy (kcal)", 0, FALSE },
  { RECOUP_COLUMN_PROTEIN, "protein (g)", 0, TRUE },
  { RECOUP_COLUMN_COMPLETED, "completed", 0, TRUE },
};

const RecoupFormat recoup_format_cronometer = {
  .name = "cronometer",
  .title = "Cronometer",
  .kind = RECOUP_ENTRY_FOOD_DAY,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
