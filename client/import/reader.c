/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The cells of one row of a training log: numbers in kg, m and s, each within what the journal
 * takes. A cell that cannot be read costs its row, and says so. */

#include "client/import/reader.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "client/import/text.h"
#include "words/words.h"

const char *
recoup_reader_get (const RecoupReader *reader, RecoupColumn column)
{
  gint i = reader->index[column];

  return i >= 0 ? recoup_csv_get_field (reader->csv, (guint) i) : "";
}

/* Reports that the row is left out because of one cell. Returns: FALSE */
gboolean
recoup_reader_refuse (RecoupReader *reader, RecoupColumn column, const char *expected)
{
  g_autofree char *found =
      recoup_text_clean (recoup_reader_get (reader, column), RECOUP_MAX_QUOTED_BYTES, NULL);

  recoup_foreign_report (reader->foreign, recoup_csv_get_line (reader->csv), reader->name[column],
                         g_strdup_printf (_ ("expected %s, found ‘%s’"), expected, found), TRUE);
  return FALSE;
}

/* Says something about a cell of a row that is taken all the same. */
void
recoup_reader_remark (RecoupReader *reader, RecoupColumn column, const char *text)
{
  g_autofree char *found =
      recoup_text_clean (recoup_reader_get (reader, column), RECOUP_MAX_QUOTED_BYTES, NULL);

  recoup_foreign_report (reader->foreign, recoup_csv_get_line (reader->csv), reader->name[column],
                         recoup_words_fill (text, found), FALSE);
}

/* A number of 0 to @max, or NAN for an empty cell. */
gboolean
recoup_reader_read_number (RecoupReader *reader,
                           RecoupColumn column,
                           double max,
                           double *number_out)
{
  const char *cell = recoup_reader_get (reader, column);
  g_autofree char *clean = recoup_text_clean (cell, RECOUP_MAX_QUOTED_BYTES, NULL);
  double number = NAN;

  if (clean[0] == '\0' || g_str_equal (clean, "-"))
    {
      *number_out = NAN;
      return TRUE;
    }
  if (recoup_text_number (clean, recoup_csv_get_delimiter (reader->csv) == ';', &number) &&
      number >= 0 && number <= max)
    {
      *number_out = number;
      return TRUE;
    }
  g_autofree char *expected = g_strdup_printf (_ ("a number of 0 to %.0f"), max);
  return recoup_reader_refuse (reader, column, expected);
}

/* What one unit of @word is in kg or m; 0 if it is no unit. */
static double
get_unit (const char *word)
{
  static const struct
  {
    const char *name;
    double factor;
  } units[] = {
    { "kg", 1 },
    { "kgs", 1 },
    { "kilogram", 1 },
    { "lb", RECOUP_KG_PER_POUND },
    { "lbs", RECOUP_KG_PER_POUND },
    { "pounds", RECOUP_KG_PER_POUND },
    { "m", 1 },
    { "meters", 1 },
    { "meter", 1 },
    { "km", 1000 },
    { "kms", 1000 },
    { "kilometers", 1000 },
    { "mi", RECOUP_METERS_PER_MILE },
    { "mile", RECOUP_METERS_PER_MILE },
    { "miles", RECOUP_METERS_PER_MILE },
    { "ft", 0.3048 },
    { "feet", 0.3048 },
    { "yd", 0.9144 },
    { "yards", 0.9144 },
  };
  g_autofree char *folded = recoup_text_fold (word);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].name, folded))
      return units[i].factor;
  return 0;
}

/* Reads a weight or a distance in kg or m. Without a unit in the header or the row it is in that of
 * the user: @said, 0 if nothing was said, which makes the file unreadable. */
static gboolean
read_measure (RecoupReader *reader,
              RecoupColumn column,
              RecoupColumn unit,
              double said,
              double *out)
{
  double number = NAN;
  double factor = reader->factor[column];

  if (!recoup_reader_read_number (reader, column, 1e6, &number))
    return FALSE;
  if (isnan (number) || number <= 0) /* apps write 0 for nothing */
    {
      *out = NAN;
      return TRUE;
    }
  if (factor <= 0 && recoup_reader_get (reader, unit)[0] != '\0')
    {
      factor = get_unit (recoup_reader_get (reader, unit));
      if (factor <= 0)
        return recoup_reader_refuse (
            reader, unit, column == RECOUP_COLUMN_WEIGHT ? _ ("kg or lbs") : _ ("m, km or mi"));
    }
  *out = number * (factor > 0 ? factor : said);
  return TRUE;
}

/* Whether the row has a number for which the user has to say the unit. */
gboolean
recoup_reader_lacks_unit (RecoupReader *reader)
{
  static const RecoupColumn pairs[][2] = {
    { RECOUP_COLUMN_WEIGHT, RECOUP_COLUMN_WEIGHT_UNIT },
    { RECOUP_COLUMN_DISTANCE, RECOUP_COLUMN_DISTANCE_UNIT },
  };

  if (reader->options->weight_factor > 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      double number = 0;
      if (reader->index[pairs[i][0]] >= 0 && reader->factor[pairs[i][0]] <= 0 &&
          recoup_reader_get (reader, pairs[i][1])[0] == '\0' &&
          recoup_text_number (recoup_reader_get (reader, pairs[i][0]), TRUE, &number) && number > 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
recoup_reader_read_load (RecoupReader *reader, double *load_out)
{
  const char *cell = recoup_reader_get (reader, RECOUP_COLUMN_WEIGHT);
  double negative = 0;

  if (recoup_text_number (cell, TRUE, &negative) && negative < 0)
    {
      recoup_reader_remark (reader, RECOUP_COLUMN_WEIGHT,
                            _ ("‘%s’ is less than nothing: taken as no weight"));
      *load_out = NAN;
      return TRUE;
    }
  double said = reader->options->weight_factor;
  double load = NAN;
  if (!read_measure (reader, RECOUP_COLUMN_WEIGHT, RECOUP_COLUMN_WEIGHT_UNIT, said, &load))
    return FALSE;
  if (load > 1000)
    return recoup_reader_refuse (reader, RECOUP_COLUMN_WEIGHT, _ ("a weight of up to 1000 kg"));
  *load_out = load;
  return TRUE;
}

gboolean
recoup_reader_read_distance (RecoupReader *reader, double *distance_out)
{
  double said = reader->options->weight_factor < 1 ? RECOUP_METERS_PER_MILE : 1000;
  double distance = NAN;

  if (!read_measure (reader, RECOUP_COLUMN_DISTANCE, RECOUP_COLUMN_DISTANCE_UNIT, said, &distance))
    return FALSE;
  if (distance > 1e6)
    return recoup_reader_refuse (reader, RECOUP_COLUMN_DISTANCE, _ ("a distance of up to 1000 km"));
  *distance_out = distance;
  return TRUE;
}

gboolean
recoup_reader_read_duration (RecoupReader *reader, double *seconds_out)
{
  double seconds = NAN;
  double minutes = 0;

  if (strchr (recoup_reader_get (reader, RECOUP_COLUMN_TIME), ':') != NULL &&
      recoup_text_minutes (recoup_reader_get (reader, RECOUP_COLUMN_TIME), &minutes) &&
      minutes <= 600)
    seconds = minutes * 60;
  else if (!recoup_reader_read_number (reader, RECOUP_COLUMN_TIME, 36000, &seconds))
    return FALSE;
  *seconds_out = seconds >= 1 ? seconds : NAN;
  return TRUE;
}

gboolean
recoup_reader_read_reps (RecoupReader *reader, gint *reps_out)
{
  double reps = NAN;

  if (!recoup_reader_read_number (reader, RECOUP_COLUMN_REPS, 1000, &reps))
    return FALSE;
  if (!isnan (reps) && floor (reps) < reps)
    return recoup_reader_refuse (reader, RECOUP_COLUMN_REPS, _ ("a whole number of 0 to 1000"));
  *reps_out = reps >= 1 ? (gint) reps : -1;
  return TRUE;
}
