/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Delimited text as phones write it and spreadsheets rewrite it: a byte order mark or none, commas,
 * semicolons or tabs, quotes with line ends in them, any line end. The whole file is in memory, and
 * a row is a walk over it; a broken row is reported with its line and left behind, so that one bad
 * line costs one line. A quote that is never closed would swallow the rest of the file: reading
 * goes on at the line after the one on which its row began. */

#include "client/import/csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "recoup/error.h"

struct _RecoupCsv
{
  GBytes *bytes;    /* owned */
  const char *next; /* where the next row begins */
  const char *end;
  guint next_line; /* line number at @next, from 1 */
  guint line;      /* of the row */
  guint n_rows;
  guint n_faults; /* each costs up to a whole row that is read again */
  char delimiter;
  GPtrArray *fields; /* owned, of GString */
  guint n_fields;
};

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* Behind the line end at @c. */
static const char *
skip_line_end (const RecoupCsv *csv, const char *c)
{
  return c + (c[0] == '\r' && c + 1 < csv->end && c[1] == '\n' ? 2 : 1);
}

static char
find_delimiter (const char *text, const char *end)
{
  static const char candidates[] = { ',', ';', '\t' };
  guint count[G_N_ELEMENTS (candidates)] = { 0 };
  guint best = 0;
  gboolean is_quoted = FALSE;

  for (const char *c = text; c < end && (is_quoted || !is_line_end (*c)); c++)
    {
      if (*c == '"')
        is_quoted = !is_quoted;
      for (guint i = 0; !is_quoted && i < G_N_ELEMENTS (candidates); i++)
        count[i] += *c == candidates[i];
    }
  for (guint i = 1; i < G_N_ELEMENTS (candidates); i++)
    if (count[i] > count[best])
      best = i;
  return candidates[best];
}

static guint
count_lines (const char *text, const char *end)
{
  guint n = 1;

  for (const char *c = text; c < end; c++)
    n += *c == '\n' || (*c == '\r' && (c + 1 == end || c[1] != '\n'));
  return n;
}

static gboolean
check_text (const char *text, gsize size, GError **error)
{
  const char *bad = NULL;

  if (size > RECOUP_CSV_MAX_BYTES)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                   _ ("The file must have at most %u bytes, got %u"), (guint) RECOUP_CSV_MAX_BYTES,
                   (guint) MIN (size, G_MAXUINT));
      return FALSE;
    }
  if (size == 0)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("The file is empty, expected a line of column names"));
      return FALSE;
    }
  if (g_utf8_validate_len (text, size, &bad))
    return TRUE;
  guint line = count_lines (text, bad);
  g_set_error (
      error, RECOUP_ERROR, line == 1 ? RECOUP_ERROR_UNSUPPORTED : RECOUP_ERROR_INVALID_ARGUMENT,
      _ ("Line %u: expected text in UTF-8, found the byte 0x%02x"), line, (guint) (guchar) *bad);
  return FALSE;
}

RecoupCsv *
recoup_csv_new (GBytes *bytes, GError **error)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);

  if (!check_text (text, size, error))
    return NULL;
  RecoupCsv *csv = g_new0 (RecoupCsv, 1);
  csv->bytes = g_bytes_ref (bytes);
  csv->end = text + size;
  csv->next = size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text;
  csv->next_line = 1;
  csv->line = 1;
  csv->delimiter = find_delimiter (csv->next, csv->end);
  csv->fields = g_ptr_array_new ();
  return csv;
}

void
recoup_csv_free (RecoupCsv *csv)
{
  if (csv == NULL)
    return;
  for (guint i = 0; i < csv->fields->len; i++)
    g_string_free (g_ptr_array_index (csv->fields, i), TRUE);
  g_ptr_array_unref (csv->fields);
  g_bytes_unref (csv->bytes);
  g_free (csv);
}

/* The buffer of the next field; buffers are kept from row to row. */
static GString *
add_field (RecoupCsv *csv)
{
  if (csv->n_fields == csv->fields->len)
    g_ptr_array_add (csv->fields, g_string_new (NULL));
  GString *field = g_ptr_array_index (csv->fields, csv->n_fields++);
  g_string_truncate (field, 0);
  return field;
}

/* Goes on behind the line that begins at @from. */
static void
skip_line (RecoupCsv *csv, const char *from)
{
  const char *c = from;

  while (c < csv->end && !is_line_end (*c))
    c++;
  if (c < csv->end)
    {
      c = skip_line_end (csv, c);
      csv->next_line++;
    }
  csv->next = c;
}

/* Reads a quoted field from behind its opening quote. Returns: behind its closing quote, or NULL */
static const char *
read_quoted (RecoupCsv *csv, const char *c, GString *field, GError **error)
{
  for (; c < csv->end && field->len <= RECOUP_CSV_MAX_FIELD_BYTES; c++)
    {
      if (*c != '"')
        {
          csv->next_line += *c == '\n' || (*c == '\r' && (c + 1 == csv->end || c[1] != '\n'));
          g_string_append_c (field, *c);
        }
      else if (c + 1 < csv->end && c[1] == '"')
        g_string_append_c (field, *c++);
      else
        return c + 1;
    }
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               c == csv->end
                   ? _ ("field %u: expected a closing quote within %u bytes, found the end of the "
                        "file")
                   : _ ("field %u: expected a closing quote within %u bytes, found more text"),
               csv->n_fields, RECOUP_CSV_MAX_FIELD_BYTES);
  return NULL;
}

/* Reads one field at @c. Returns: what follows it, or NULL */
static const char *
read_field (RecoupCsv *csv, const char *c, GError **error)
{
  GString *field = add_field (csv);

  if (c < csv->end && *c == '"')
    {
      c = read_quoted (csv, c + 1, field, error);
      if (c != NULL && c < csv->end && *c != csv->delimiter && !is_line_end (*c))
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                       _ ("field %u: expected ‘%c’ or the end of the line after the closing quote, "
                          "found more text"),
                       csv->n_fields, csv->delimiter == '\t' ? ' ' : csv->delimiter);
          return NULL;
        }
    }
  else
    {
      const char *start = c;
      while (c < csv->end && *c != csv->delimiter && !is_line_end (*c))
        c++;
      g_string_append_len (field, start, c - start);
    }
  if (c == NULL || field->len <= RECOUP_CSV_MAX_FIELD_BYTES)
    return c;
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("field %u: expected at most %u bytes, found %u"), csv->n_fields,
               RECOUP_CSV_MAX_FIELD_BYTES, (guint) field->len);
  return NULL;
}

/* Reads the fields of the row at @c. Returns: where the next line begins, or NULL */
static const char *
read_row (RecoupCsv *csv, const char *c, GError **error)
{
  const char *start = c;

  csv->n_fields = 0;
  while (TRUE)
    {
      if (csv->n_fields == RECOUP_CSV_MAX_FIELDS || c - start > RECOUP_CSV_MAX_ROW_BYTES)
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                       _ ("expected at most %u fields and %u bytes in a row, found more"),
                       RECOUP_CSV_MAX_FIELDS, (guint) RECOUP_CSV_MAX_ROW_BYTES);
          return NULL;
        }
      c = read_field (csv, c, error);
      if (c == NULL)
        return NULL;
      if (c == csv->end)
        return c;
      if (is_line_end (*c))
        {
          csv->next_line++;
          return skip_line_end (csv, c);
        }
      c++; /* the delimiter */
    }
}

RecoupCsvResult
recoup_csv_next (RecoupCsv *csv, GError **error)
{
  while (csv->next < csv->end && is_line_end (*csv->next))
    {
      csv->next = skip_line_end (csv, csv->next);
      csv->next_line++;
    }
  csv->line = csv->next_line;
  if (csv->next == csv->end)
    return RECOUP_CSV_END;
  if (csv->n_rows == RECOUP_CSV_MAX_ROWS || csv->n_faults == RECOUP_CSV_MAX_FAULTS)
    {
      g_set_error (
          error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
          _ ("expected at most %u rows and %u broken ones, found more: the rest was not read"),
          RECOUP_CSV_MAX_ROWS, RECOUP_CSV_MAX_FAULTS);
      csv->next = csv->end;
      return RECOUP_CSV_FAULT;
    }
  const char *start = csv->next;
  csv->n_rows++;
  csv->next = read_row (csv, start, error);
  if (csv->next != NULL)
    return RECOUP_CSV_ROW;
  csv->n_faults++;
  csv->n_fields = 0;
  csv->next_line = csv->line;
  skip_line (csv, start);
  return RECOUP_CSV_FAULT;
}

guint
recoup_csv_get_line (const RecoupCsv *csv)
{
  return csv->line;
}

guint
recoup_csv_get_n_fields (const RecoupCsv *csv)
{
  return csv->n_fields;
}

const char *
recoup_csv_get_field (const RecoupCsv *csv, guint i)
{
  const GString *field = i < csv->n_fields ? g_ptr_array_index (csv->fields, i) : NULL;

  return field != NULL ? field->str : "";
}

char
recoup_csv_get_delimiter (const RecoupCsv *csv)
{
  return csv->delimiter;
}
