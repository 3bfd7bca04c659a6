/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Hevy: one row a set, the newest workout first, units in the names of the columns, in any mixture
 * (weight_kg with distance_miles has been seen). Older exports lack columns. Times are by the clock
 * on the wall, the month in the language that the app had. */

#include "client/import/formats.h"

static const RecoupColumnName columns[] = {
  { RECOUP_COLUMN_TITLE, "title", 0, FALSE },
  { RECOUP_COLUMN_START, "start_time", 0, TRUE },
  { RECOUP_COLUMN_END, "end_time", 0, FALSE },
  { RECOUP_COLUMN_WORKOUT_NOTE, "description", 0, FALSE },
  { RECOUP_COLUMN_EXERCISE, "exercise_title", 0, TRUE },
  { RECOUP_COLUMN_SUPERSET, "superset_id", 0, FALSE },
  { RECOUP_COLUMN_IGNORED, "exercise_notes|set_index", 0, FALSE },
  { RECOUP_COLUMN_SET_TYPE, "set_type", 0, FALSE },
  { RECOUP_COLUMN_WEIGHT, "weight_kg|weight_kgs", 1, FALSE },
  { RECOUP_COLUMN_WEIGHT, "weight_lbs|weight_lb", RECOUP_KG_PER_POUND, FALSE },
  { RECOUP_COLUMN_REPS, "reps", 0, TRUE },
  { RECOUP_COLUMN_DISTANCE, "distance_km", 1000, FALSE },
  { RECOUP_COLUMN_DISTANCE, "distance_miles", RECOUP_METERS_PER_MILE, FALSE },
  { RECOUP_COLUMN_DISTANCE, "distance_meters", 1, FALSE },
  { RECOUP_COLUMN_TIME, "duration_seconds", 0, FALSE },
  { RECOUP_COLUMN_RPE, "rpe", 0, FALSE },
};

static RecoupSetType
get_set_type (const char *folded)
{
  static const struct
  {
    const char *word;
    RecoupSetType type;
  } words[] = {
    { "", RECOUP_SET_NORMAL },         { "normal", RECOUP_SET_NORMAL },
    { "warmup", RECOUP_SET_WARMUP },   { "warm_up", RECOUP_SET_WARMUP },
    { "dropset", RECOUP_SET_DROP },    { "drop_set", RECOUP_SET_DROP },
    { "failure", RECOUP_SET_FAILURE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, folded))
      return words[i].type;
  return RECOUP_SET_UNKNOWN;
}

const RecoupFormat recoup_format_hevy = {
  .name = "hevy",
  .title = "Hevy",
  .kind = RECOUP_ENTRY_SESSION,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .get_set_type = get_set_type,
};
