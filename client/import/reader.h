/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/import/foreign-log.h"

G_BEGIN_DECLS

/** RecoupReader: one run over one file; what foreign.c and reader.c share. */
typedef struct
{
  RecoupForeign *foreign;
  RecoupCsv *csv;
  const RecoupForeignOptions *options;
  GHashTable *workouts;            /* owned; start and title -> RecoupForeignWorkout, borrowed */
  guint n_header;                  /* cells of the header */
  gint index[RECOUP_N_COLUMNS];    /* place of each column, -1 if the file lacks it */
  double factor[RECOUP_N_COLUMNS]; /* to kg or m; 0 if the header names no unit */
  char *name[RECOUP_N_COLUMNS];    /* owned, as the header has it */
} RecoupReader;

/** Returns: (transfer none): the cell of the current row, "" if the file lacks the column */
const char *recoup_reader_get (const RecoupReader *reader, RecoupColumn column);

/** Reports that the row is left out because of one cell. Returns: %FALSE */
gboolean recoup_reader_refuse (RecoupReader *reader, RecoupColumn column, const char *expected);

/** Says something about a cell, which stands for the %s of @text, of a row that is taken all the
 * same. */
void recoup_reader_remark (RecoupReader *reader, RecoupColumn column, const char *text);

/* Each of these gives %NAN or -1 for an empty cell, and refuses the row when the cell is wrong. */

/** A number of 0 to @max. */
gboolean recoup_reader_read_number (RecoupReader *reader,
                                    RecoupColumn column,
                                    double max,
                                    double *number_out);
gboolean recoup_reader_read_reps (RecoupReader *reader, gint *reps_out);
gboolean recoup_reader_read_load (RecoupReader *reader, double *load_out);
gboolean recoup_reader_read_distance (RecoupReader *reader, double *distance_out);
gboolean recoup_reader_read_duration (RecoupReader *reader, double *seconds_out);

/** Whether the row has a number for which the user has to say the unit, and has not. */
gboolean recoup_reader_lacks_unit (RecoupReader *reader);

G_END_DECLS
