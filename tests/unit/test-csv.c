/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The reader of delimited text: rows and their lines for everything that apps and spreadsheets
 * write, and what it says about the rest. */

#include <string.h>

#include "client/import/csv.h"
#include "recoup/error.h"

static RecoupCsv *
open_text (const char *text, gssize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);

  return recoup_csv_new (bytes, error);
}

/* All of a file as one text: "1:a|b" for a row on line 1, "2!message" for a broken one. */
static char *
dump (RecoupCsv *csv)
{
  GString *out = g_string_new (NULL);

  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      RecoupCsvResult result = recoup_csv_next (csv, &error);
      if (result == RECOUP_CSV_END)
        break;
      g_string_append_printf (out, "%s%u%c", out->len > 0 ? " " : "", recoup_csv_get_line (csv),
                              result == RECOUP_CSV_ROW ? ':' : '!');
      g_assert_cmpint (result == RECOUP_CSV_FAULT, ==, error != NULL);
      if (error != NULL)
        g_string_append (out, error->message);
      for (guint i = 0; i < recoup_csv_get_n_fields (csv); i++)
        g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", recoup_csv_get_field (csv, i));
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *name, *text, *rows;
} good[] = {
  { "lf", "a,b\n1,2\n", "1:a|b 2:1|2" },
  { "crlf", "a,b\r\n1,2\r\n", "1:a|b 2:1|2" },
  { "cr", "a,b\r1,2\r", "1:a|b 2:1|2" },
  { "no-last-line-end", "a,b\n1,2", "1:a|b 2:1|2" },
  { "bom",
    "\xef\xbb\xbf"
    "a,b\n1,2\n",
    "1:a|b 2:1|2" },
  { "semicolon", "a;b\n1,5;2\n", "1:a|b 2:1,5|2" },
  { "tab", "a\tb\n1,5\t2;3\n", "1:a|b 2:1,5|2;3" },
  { "delimiter-in-quoted-header", "\"a,x,y\";b\n1;2\n", "1:a,x,y|b 2:1|2" },
  { "one-column", "a\n1\n", "1:a 2:1" },
  { "empty-fields", ",,\n\"\",,x\n", "1:|| 2:||x" },
  { "trailing-delimiter", "a,b\n1,2,\n", "1:a|b 2:1|2|" },
  { "quotes", "a,b\n\"x \"\"y\"\" z\",\"1,2\"\n", "1:a|b 2:x \"y\" z|1,2" },
  { "line-end-in-quotes", "a,b\n\"one\ntwo\r\nthree\",2\n3,4\n",
    "1:a|b 2:one\ntwo\r\nthree|2 5:3|4" },
  { "quote-inside-unquoted", "a,b\n5\" pipe,2\n", "1:a|b 2:5\" pipe|2" },
  { "empty-lines", "\n\na,b\n\n\n1,2\n\n", "3:a|b 6:1|2" },
  { "blanks-stay", "a, b\n 1 ,2\n", "1:a| b 2: 1 |2" },
  { "only-line-ends", "\n\r\n\r", "" },
};

static void
test_good (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupCsv) csv = open_text (good[i].text, -1, &error);
  g_assert_no_error (error);
  g_autofree char *rows = dump (csv);

  g_assert_cmpstr (rows, ==, good[i].rows);
  g_assert_cmpint (recoup_csv_next (csv, NULL), ==, RECOUP_CSV_END);
}

static const struct
{
  const char *name, *text, *rows;
} broken[] = {
  { "text-behind-quote", "a,b\n\"x\"y,2\n3,4\n",
    "1:a|b 2!field 1: expected ‘,’ or the end of the line after the closing quote, found more text "
    "3:3|4" },
  { "open-quote", "a,b\n1,\"x\n3,4\n5,6\n",
    "1:a|b 2!field 2: expected a closing quote within 65536 bytes, found the end of the file 3:3|4 "
    "4:5|6" },
  { "cut-in-quotes", "a,b\n1,2\n3,\"x",
    "1:a|b 2:1|2 3!field 2: expected a closing quote within 65536 bytes, found the end of the "
    "file" },
};

static void
test_broken (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupCsv) csv = open_text (broken[i].text, -1, &error);
  g_assert_no_error (error);
  g_autofree char *rows = dump (csv);

  g_assert_cmpstr (rows, ==, broken[i].rows);
}

static const struct
{
  const char *name, *text;
  gssize size;
  RecoupError code;
  const char *message;
} refused[] = {
  { "empty", "", 0, RECOUP_ERROR_INVALID_ARGUMENT,
    "The file is empty, expected a line of column names" },
  { "binary", "a,b\n1,\0\n", 8, RECOUP_ERROR_INVALID_ARGUMENT,
    "Line 2: expected text in UTF-8, found the byte 0x00" },
  { "latin-1", "a,b\r\n1,2\r\nM\xe4rz,3\r\n", -1, RECOUP_ERROR_INVALID_ARGUMENT,
    "Line 3: expected text in UTF-8, found the byte 0xe4" },
  { "utf-16",
    "\xff\xfe"
    "a\0,\0b\0\n\0",
    10, RECOUP_ERROR_UNSUPPORTED, "Line 1: expected text in UTF-8, found the byte 0xff" },
};

static void
test_refused (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupCsv) csv = open_text (refused[i].text, refused[i].size, &error);

  g_assert_null (csv);
  g_assert_error (error, RECOUP_ERROR, (gint) refused[i].code);
  g_assert_cmpstr (error->message, ==, refused[i].message);
}

/* A field at its limit is read, one beyond it costs its row, quoted or not. */
static void
test_field_limit (void)
{
  g_autofree char *field = g_strnfill (RECOUP_CSV_MAX_FIELD_BYTES, 'x');
  g_autofree char *text = g_strconcat ("a,b\n", field, ",1\n\"", field, "\",2\n", field, "x,3\n\"",
                                       field, "x\",4\n5,6\n", NULL);
  g_autoptr (RecoupCsv) csv = open_text (text, -1, NULL);
  static const RecoupCsvResult expected[] = { RECOUP_CSV_ROW,   RECOUP_CSV_ROW,   RECOUP_CSV_ROW,
                                              RECOUP_CSV_FAULT, RECOUP_CSV_FAULT, RECOUP_CSV_ROW,
                                              RECOUP_CSV_END };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_cmpint (recoup_csv_next (csv, &error), ==, expected[i]);
      if (expected[i] == RECOUP_CSV_ROW)
        g_assert_cmpuint (recoup_csv_get_line (csv), ==, i + 1);
    }
}

static void
test_row_limits (void)
{
  g_autoptr (GString) text = g_string_new ("a\n");
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (guint i = 0; i < RECOUP_CSV_MAX_ROWS; i++)
    g_string_append (text, "1\n");
  g_autoptr (RecoupCsv) csv = open_text (text->str, -1, NULL);
  while (recoup_csv_next (csv, &error) == RECOUP_CSV_ROW)
    n++;
  g_assert_cmpuint (n, ==, RECOUP_CSV_MAX_ROWS);
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED);
  g_assert_cmpint (recoup_csv_next (csv, NULL), ==, RECOUP_CSV_END);

  g_string_truncate (text, 0);
  for (guint i = 0; i <= RECOUP_CSV_MAX_FIELDS; i++)
    g_string_append (text, "1,");
  g_autoptr (RecoupCsv) wide = open_text (text->str, -1, NULL);
  g_assert_cmpint (recoup_csv_next (wide, NULL), ==, RECOUP_CSV_FAULT);
  g_assert_cmpint (recoup_csv_next (wide, NULL), ==, RECOUP_CSV_END);
}

/* A file of nothing but open quotes ends after so many faults, and does not take for ever. */
static void
test_fault_limit (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autofree char *filler = g_strnfill (1000, 'x');
  guint n = 0;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "\"%s\"\"\n", filler);
  g_autoptr (RecoupCsv) csv = open_text (text->str, -1, NULL);
  g_assert_cmpint (recoup_csv_next (csv, NULL), ==, RECOUP_CSV_ROW);
  while (recoup_csv_next (csv, NULL) == RECOUP_CSV_FAULT)
    n++;
  g_assert_cmpuint (n, ==, RECOUP_CSV_MAX_FAULTS + 1);
}

static void
test_size_limit (void)
{
  gsize size = RECOUP_CSV_MAX_BYTES + 1;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_strnfill (size, 'x'), size);
  g_autoptr (GError) error = NULL;

  g_assert_null (recoup_csv_new (bytes, &error));
  g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/good/", good[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/broken/", broken[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_broken);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/refused/", refused[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/csv/field-limit", test_field_limit);
  g_test_add_func ("/csv/row-limits", test_row_limits);
  g_test_add_func ("/csv/fault-limit", test_fault_limit);
  g_test_add_func ("/csv/size-limit", test_size_limit);
  return g_test_run ();
}
