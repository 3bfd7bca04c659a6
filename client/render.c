/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text for a terminal. Nothing is said by colour alone: a style only repeats what the words say, so
 * that a pipe, a braille line and a person who cannot tell red from green lose nothing. */

#include "client/render.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "words/format.h"

#define DEFAULT_WIDTH 80
#define MIN_WIDTH     40
#define MAX_WIDTH     1000
#define MIN_ROOM      20 /* columns that text needs beside something; with fewer it goes below */
#define BELOW_INDENT  4

/* A width that the user wants, whatever the terminal says; 0 if none. */
static guint
get_wanted_width (void)
{
  const char *columns = g_getenv ("COLUMNS");
  guint64 width = 0;

  if (columns == NULL ||
      !g_ascii_string_to_unsigned (columns, 10, MIN_WIDTH, MAX_WIDTH, &width, NULL))
    return 0;
  return (guint) width;
}

void
recoup_render_init (RecoupRender *render, int fd)
{
  struct winsize size = { .ws_col = 0 };
  const char *no_colour = g_getenv ("NO_COLOR");
  const char *terminal = g_getenv ("TERM");
  gboolean is_terminal = isatty (fd) == 1;
  guint width = get_wanted_width ();

  *render = (RecoupRender){ .width = width != 0 ? width : DEFAULT_WIDTH };
  if (is_terminal && ioctl (fd, TIOCGWINSZ, &size) == 0)
    {
      render->height = size.ws_row;
      if (width == 0 && size.ws_col > 0)
        render->width = MAX (size.ws_col, MIN_WIDTH);
    }
  render->colour = is_terminal && (no_colour == NULL || no_colour[0] == '\0') && terminal != NULL &&
                   !g_str_equal (terminal, "dumb");
  render->utf8 = g_str_equal (nl_langinfo (CODESET), "UTF-8");
}

void
recoup_render_append (const RecoupRender *render, GString *out, RecoupStyle style, const char *text)
{
  static const char *const codes[] = {
    [RECOUP_STYLE_PLAIN] = "",  [RECOUP_STYLE_HEADING] = "1", [RECOUP_STYLE_DIM] = "2",
    [RECOUP_STYLE_GOOD] = "32", [RECOUP_STYLE_FAIR] = "33",   [RECOUP_STYLE_POOR] = "31",
  };

  if (render->colour && style != RECOUP_STYLE_PLAIN && text[0] != '\0')
    g_string_append_printf (out, "\033[%sm%s\033[0m", codes[style], text);
  else
    g_string_append (out, text);
}

guint
recoup_render_measure (const char *text)
{
  guint width = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

void
recoup_render_pad (GString *out, const char *text, guint width)
{
  for (guint i = recoup_render_measure (text); i < width; i++)
    g_string_append_c (out, ' ');
}

void
recoup_render_bar (const RecoupRender *render, GString *out, double ratio, guint width)
{
  guint full = (guint) lround (CLAMP (ratio, 0.0, 1.0) * width);

  for (guint i = 0; i < width; i++)
    if (render->utf8)
      g_string_append (out, i < full ? "█" : "░");
    else
      g_string_append_c (out, i < full ? '#' : '.');
}

/* @text as a part of a line: what was imported shall not steer the terminal. */
static char *
dup_clean (const char *text)
{
  return g_strdelimit (recoup_format_dup_safe (text), "\n", ' ');
}

void
recoup_render_wrap (const RecoupRender *render,
                    GString *out,
                    const char *text,
                    guint first,
                    guint indent)
{
  g_return_if_fail (text != NULL);

  g_autofree char *clean = dup_clean (text);
  g_auto (GStrv) words = g_strsplit (clean, " ", -1);
  guint column = first;
  gboolean fresh = TRUE; /* nothing of the text stands in this line yet */

  if (indent + MIN_ROOM > render->width && indent > BELOW_INDENT &&
      first + recoup_render_measure (clean) > render->width)
    {
      while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate (out, out->len - 1);
      column = indent = BELOW_INDENT;
      g_string_append_printf (out, "\n%*s", BELOW_INDENT, "");
    }

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint width = recoup_render_measure (words[i]);
      if (!fresh && column + 1 + width > render->width)
        {
          g_string_append_printf (out, "\n%*s", (int) indent, "");
          column = indent;
          fresh = TRUE;
        }
      if (!fresh)
        g_string_append_c (out, ' ');
      g_string_append (out, words[i]);
      column += width + (fresh ? 0 : 1);
      fresh = FALSE;
    }
  g_string_append_c (out, '\n');
}

char *
recoup_render_date_time (RecoupInstant instant, const RecoupZone *zone)
{
  RecoupDay day = 0;
  guint second = 0;

  recoup_civil_local (instant, zone, &day, &second);
  g_autofree char *date = recoup_format_date (day);
  g_autofree char *clock = recoup_format_clock (second);
  return g_strconcat (date, " ", clock, NULL);
}

static const char *
get_weekday (RecoupDay day)
{
  static const char *const weekdays[] = { N_ ("Mon"), N_ ("Tue"), N_ ("Wed"), N_ ("Thu"),
                                          N_ ("Fri"), N_ ("Sat"), N_ ("Sun") };

  return _ (weekdays[recoup_civil_weekday (day)]);
}

char *
recoup_render_day (RecoupDay day)
{
  g_autofree char *date = recoup_format_date (day);

  return g_strconcat (get_weekday (day), " ", date, NULL);
}

char *
recoup_render_moment (RecoupInstant instant, RecoupInstant now, const RecoupZone *zone)
{
  RecoupDay day = 0;
  RecoupDay today = 0;
  guint second = 0;
  guint unused = 0;

  recoup_civil_local (instant, zone, &day, &second);
  recoup_civil_local (now, zone, &today, &unused);
  g_autofree char *clock = recoup_format_clock (second);
  if (day == today)
    return g_steal_pointer (&clock);
  if (day == today + 1)
    return g_strdup_printf (_ ("tomorrow %s"), clock);
  if (day == today - 1)
    return g_strdup_printf (_ ("yesterday %s"), clock);
  if (day > today && day < today + 7)
    return g_strconcat (get_weekday (day), " ", clock, NULL);
  return recoup_render_date_time (instant, zone);
}

char *
recoup_render_number (double value, guint digits)
{
  return recoup_format_number_short (value, digits);
}

#define COLUMN_GAP  2
#define MAX_COLUMNS 16

struct _RecoupTable
{
  char **headings;
  guint n_columns;
  GPtrArray *rows; /* of char **, n_columns each */
};

RecoupTable *
recoup_table_new (const char *const *headings)
{
  RecoupTable *table = g_new0 (RecoupTable, 1);

  table->headings = g_strdupv ((char **) headings);
  table->n_columns = g_strv_length (table->headings);
  for (guint i = 0; i < table->n_columns; i++)
    {
      g_free (table->headings[i]);
      table->headings[i] = g_strdup (_ (headings[i]));
    }
  g_assert (table->n_columns >= 1 && table->n_columns <= MAX_COLUMNS);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return table;
}

void
recoup_table_free (RecoupTable *table)
{
  if (table == NULL)
    return;
  g_strfreev (table->headings);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

void
recoup_table_add (RecoupTable *table, const char *const *cells)
{
  char **row = g_new0 (char *, table->n_columns + 1);

  for (guint i = 0; i < table->n_columns; i++)
    row[i] = dup_clean (cells[i] != NULL ? cells[i] : "");
  g_ptr_array_add (table->rows, row);
}

guint
recoup_table_get_size (const RecoupTable *table)
{
  return table->rows->len;
}

static gboolean
is_right (const RecoupTable *table, guint column)
{
  return table->headings[column][0] == '>';
}

static const char *
get_heading (const RecoupTable *table, guint column)
{
  return table->headings[column] + (is_right (table, column) ? 1 : 0);
}

static guint
measure_column (const RecoupTable *table, guint column, gboolean legend)
{
  guint width = legend ? recoup_render_measure (get_heading (table, column)) : 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      char **row = g_ptr_array_index (table->rows, i);
      width = MAX (width, recoup_render_measure (row[column]));
    }
  return width;
}

/* One line: all columns but the last padded to their widths, the last one wrapped under itself. */
static void
append_row (const RecoupTable *table,
            const RecoupRender *render,
            const guint *widths,
            const char *const *cells,
            GString *out)
{
  guint column = 0;

  for (guint i = 0; i + 1 < table->n_columns; i++)
    {
      if (is_right (table, i))
        recoup_render_pad (out, cells[i], widths[i]);
      g_string_append (out, cells[i]);
      if (!is_right (table, i))
        recoup_render_pad (out, cells[i], widths[i]);
      g_string_append_printf (out, "%*s", COLUMN_GAP, "");
      column += MAX (widths[i], recoup_render_measure (cells[i])) + COLUMN_GAP;
    }
  guint last = table->n_columns - 1;
  if (is_right (table, last))
    recoup_render_pad (out, cells[last], widths[last]);
  recoup_render_wrap (render, out, cells[last], column, column);
  while (out->len > 1 && out->str[out->len - 2] == ' ') /* an empty last cell leaves the gap */
    g_string_erase (out, (gssize) out->len - 2, 1);
}

void
recoup_table_append (const RecoupTable *table,
                     const RecoupRender *render,
                     gboolean legend,
                     GString *out)
{
  guint widths[MAX_COLUMNS] = { 0 };

  for (guint i = 0; i < table->n_columns; i++)
    widths[i] = measure_column (table, i, legend);
  if (legend && table->rows->len > 0)
    {
      const char *headings[MAX_COLUMNS] = { NULL };
      g_autoptr (GString) line = g_string_new (NULL);
      for (guint i = 0; i < table->n_columns; i++)
        headings[i] = get_heading (table, i);
      append_row (table, render, widths, headings, line);
      g_string_truncate (line, line->len - 1);
      recoup_render_append (render, out, RECOUP_STYLE_HEADING, line->str);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < table->rows->len; i++)
    append_row (table, render, widths, (const char *const *) g_ptr_array_index (table->rows, i),
                out);
}
