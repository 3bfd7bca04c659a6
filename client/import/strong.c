/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Strong: one row a set, and rows for rest timers and remarks among them. Seven layouts are about:
 * five with commas from iPhones (without and with the duration, without notes, with numbers as
 * "13.0", in the words of the French app), which name no unit at all, and two with semicolons from
 * Android, with the unit in the header or in every row. */

#include <string.h>

#include "client/import/formats.h"

static const RecoupColumnName columns[] = {
  { RECOUP_COLUMN_IGNORED, "workout #", 0, FALSE },
  { RECOUP_COLUMN_START, "date|datum|fecha", 0, TRUE },
  { RECOUP_COLUMN_TITLE, "workout name|nom de l'entraînement|nom de l’entraînement", 0, TRUE },
  { RECOUP_COLUMN_DURATION, "duration|workout duration|durée", 0, FALSE },
  { RECOUP_COLUMN_DURATION_SEC, "duration (sec)", 0, FALSE },
  { RECOUP_COLUMN_EXERCISE, "exercise name|nom de l'exercice|nom de l’exercice", 0, TRUE },
  { RECOUP_COLUMN_SET_TYPE, "set order|ordre de la série", 0, TRUE },
  { RECOUP_COLUMN_WEIGHT, "weight|poids", 0, FALSE },
  { RECOUP_COLUMN_WEIGHT, "weight (kg)|weight (kgs)", 1, FALSE },
  { RECOUP_COLUMN_WEIGHT, "weight (lb)|weight (lbs)", RECOUP_KG_PER_POUND, FALSE },
  { RECOUP_COLUMN_WEIGHT_UNIT, "weight unit", 0, FALSE },
  { RECOUP_COLUMN_REPS, "reps|réps|répétitions", 0, TRUE },
  { RECOUP_COLUMN_RPE, "rpe", 0, FALSE },
  { RECOUP_COLUMN_DISTANCE, "distance", 0, FALSE },
  { RECOUP_COLUMN_DISTANCE, "distance (meters)|distance (m)", 1, FALSE },
  { RECOUP_COLUMN_DISTANCE, "distance (km)", 1000, FALSE },
  { RECOUP_COLUMN_DISTANCE, "distance (miles)|distance (mi)", RECOUP_METERS_PER_MILE, FALSE },
  { RECOUP_COLUMN_DISTANCE_UNIT, "distance unit", 0, FALSE },
  { RECOUP_COLUMN_TIME, "seconds|secondes", 0, FALSE },
  { RECOUP_COLUMN_IGNORED, "notes", 0, FALSE },
  { RECOUP_COLUMN_WORKOUT_NOTE, "workout notes|notes d'entraînement|notes d’entraînement", 0,
    FALSE },
};

static RecoupSetType
get_set_type (const char *folded)
{
  static const struct
  {
    const char *word;
    RecoupSetType type;
  } words[] = {
    { "", RECOUP_SET_NORMAL },       { "w", RECOUP_SET_WARMUP },
    { "d", RECOUP_SET_DROP },        { "f", RECOUP_SET_FAILURE },
    { "note", RECOUP_SET_NOTE },     { "rest timer", RECOUP_SET_REST_TIMER },
    { "remarque", RECOUP_SET_NOTE }, { "minuteur de repos", RECOUP_SET_REST_TIMER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, folded))
      return words[i].type;
  return g_ascii_isdigit (folded[0]) && strspn (folded, "0123456789.") == strlen (folded)
             ? RECOUP_SET_NORMAL
             : RECOUP_SET_UNKNOWN;
}

const RecoupFormat recoup_format_strong = {
  .name = "strong",
  .title = "Strong",
  .kind = RECOUP_ENTRY_SESSION,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .get_set_type = get_set_type,
};
