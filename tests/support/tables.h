/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Cells of one row, by name of their column. */
typedef struct
{
  char **names; /* borrowed */
  char **cells; /* borrowed */
  guint line;
} TestRow;

typedef void (*TestRowFunc) (const TestRow *row, gpointer user_data);

/** Calls @func for each row of tests/data/vectors/published/@file: lines with `#` are notes, the
 * first other line names the columns. Returns: number of rows */
guint test_table_read (const char *file, TestRowFunc func, gpointer user_data);

/** Returns: (transfer none): the cell of that column, which must exist */
const char *test_row_get (const TestRow *row, const char *column);

/** Returns: the number in the cell, NAN if it is empty */
double test_row_get_number (const TestRow *row, const char *column);

/** Returns: minutes after midnight of a cell "hh:mm", -1 if it is empty */
gint test_row_get_clock (const TestRow *row, const char *column);

/** Splits the numbers of a cell at spaces. Returns: how many, at most @max */
guint test_row_get_numbers (const TestRow *row, const char *column, double *numbers_out, guint max);

/** Fails, naming @row and @what, unless the two are that near. */
void test_row_assert_near (const TestRow *row,
                           const char *what,
                           double actual,
                           double expected,
                           double tolerance);

/** Fails unless the two numbers are at most @tolerance apart; 0 asks for equality. */
#define test_assert_near(actual, expected, tolerance) \
  test_assert_near_at (G_STRLOC, (actual), (expected), (tolerance))
void test_assert_near_at (const char *where, double actual, double expected, double tolerance);

G_END_DECLS
