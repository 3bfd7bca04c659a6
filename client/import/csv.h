/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RECOUP_CSV_MAX_BYTES       ((gsize) 64 * 1024 * 1024) /* a file */
#define RECOUP_CSV_MAX_ROWS        200000U
#define RECOUP_CSV_MAX_FIELDS      200U /* in a row */
#define RECOUP_CSV_MAX_FIELD_BYTES 65536U
#define RECOUP_CSV_MAX_ROW_BYTES   ((gssize) 256 * 1024)
#define RECOUP_CSV_MAX_FAULTS      1000U /* broken rows; then the rest is not read */

/** RecoupCsv: reads rows of delimited text (RFC 4180 and what apps make of it). */
typedef struct _RecoupCsv RecoupCsv;

typedef enum
{
  RECOUP_CSV_ROW,   /* the fields of a row can be read */
  RECOUP_CSV_FAULT, /* a row is broken; the error says why, the next call goes on behind it */
  RECOUP_CSV_END,
} RecoupCsvResult;

/**
 * recoup_csv_new:
 * @bytes: a file
 * @error: %RECOUP_ERROR_UNSUPPORTED for what is no text from its first line on,
 *   %RECOUP_ERROR_INVALID_ARGUMENT for what is none further down, %RECOUP_ERROR_LIMIT_REACHED if
 * too long
 *
 * Finds out the delimiter (comma, semicolon or tab) from the first line. A byte order mark is
 * skipped, lines end with LF, CR LF or CR. The text must be UTF-8 without NUL.
 *
 * Returns: (transfer full): a reader, or %NULL
 */
RecoupCsv *recoup_csv_new (GBytes *bytes, GError **error);
void recoup_csv_free (RecoupCsv *csv);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupCsv, recoup_csv_free)

/** Reads the next row that is not empty. A quote that never ends costs its own line only. */
RecoupCsvResult recoup_csv_next (RecoupCsv *csv, GError **error);

/** Number of the line, from 1, on which the row (or the broken one) begins. */
guint recoup_csv_get_line (const RecoupCsv *csv);

guint recoup_csv_get_n_fields (const RecoupCsv *csv);

/** Returns: (transfer none): field @i of the row, "" beyond the last; until the next call */
const char *recoup_csv_get_field (const RecoupCsv *csv, guint i);

char recoup_csv_get_delimiter (const RecoupCsv *csv);

G_END_DECLS
