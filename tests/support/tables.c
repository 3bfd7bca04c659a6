/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables of published and computed figures, one CSV file each. */

#include "support/tables.h"

#include <math.h>
#include <string.h>

guint
test_table_read (const char *file, TestRowFunc func, gpointer user_data)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "vectors", "published", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;
  guint n = 0;

  (void) g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      if (names == NULL)
        {
          names = g_steal_pointer (&cells);
          continue;
        }
      TestRow row = { names, cells, i + 1 };
      func (&row, user_data);
      n++;
    }
  return n;
}

const char *
test_row_get (const TestRow *row, const char *column)
{
  for (guint i = 0; row->names[i] != NULL; i++)
    if (g_str_equal (row->names[i], column))
      {
        g_assert_cmpuint (i, <, g_strv_length (row->cells));
        return row->cells[i];
      }
  g_error ("line %u: no column ‘%s’", row->line, column);
}

double
test_row_get_number (const TestRow *row, const char *column)
{
  const char *cell = test_row_get (row, column);
  char *end = NULL;

  if (*cell == '\0')
    return NAN;
  double number = g_ascii_strtod (cell, &end);
  g_assert_cmpstr (end, ==, "");
  return number;
}

gint
test_row_get_clock (const TestRow *row, const char *column)
{
  const char *cell = test_row_get (row, column);

  if (*cell == '\0')
    return -1;
  g_assert_cmpuint (strlen (cell), ==, 5);
  return (gint) (g_ascii_strtoll (cell, NULL, 10) * 60 + g_ascii_strtoll (cell + 3, NULL, 10));
}

guint
test_row_get_numbers (const TestRow *row, const char *column, double *numbers_out, guint max)
{
  g_auto (GStrv) words = g_strsplit (test_row_get (row, column), " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      {
        g_assert_cmpuint (n, <, max);
        numbers_out[n++] = g_ascii_strtod (words[i], NULL);
      }
  return n;
}

void
test_assert_near_at (const char *where, double actual, double expected, double tolerance)
{
  if (!(fabs (actual - expected) <= tolerance))
    g_error ("%s: expected %.12g, got %.12g", where, expected, actual);
}

void
test_row_assert_near (const TestRow *row,
                      const char *what,
                      double actual,
                      double expected,
                      double tolerance)
{
  if (!(fabs (actual - expected) <= tolerance))
    g_error ("line %u (%s): %s: expected %.12g, got %.12g", row->line, row->cells[0], what,
             expected, actual);
}
