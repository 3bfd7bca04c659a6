/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What both kinds of canvas share: colours, and how wide text is. The width is estimated from the
 * kinds of letters, a little on the safe side: line breaks are then the same on every machine and
 * in every format, and a report of the same data is the same file. */

#include "client/report/canvas-private.h"

#include <string.h>

#define NARROW 0.36 /* of the size of the font, as DejaVu Sans has it */
#define NORMAL 0.61
#define WIDE   0.95
#define BOLD   1.12

/* Light and dark; text has a contrast of 7 to 1 and more against the paper, muted text 4.5. The
 * three layers can be told apart without seeing red or green (Okabe and Ito). */
static const struct
{
  const char *light;
  const char *dark;
} colours[REPORT_N_INKS] = {
  [REPORT_INK_PAPER] = { "#ffffff", "#15191e" }, [REPORT_INK_TEXT] = { "#1b1f24", "#e6edf3" },
  [REPORT_INK_MUTED] = { "#57606a", "#9aa4af" }, [REPORT_INK_GRID] = { "#d5dae0", "#39424d" },
  [REPORT_INK_FIRST] = { "#0b5fa5", "#6cb2f0" }, [REPORT_INK_SECOND] = { "#b84a00", "#f0a35e" },
  [REPORT_INK_THIRD] = { "#007a5a", "#5fd0a8" }, [REPORT_INK_BAND] = { "#c5dcf2", "#1f4464" },
};

const char *
report_ink_get_colour (ReportInk ink, gboolean is_dark)
{
  return is_dark ? colours[ink].dark : colours[ink].light;
}

double
report_measure (const char *text, double size, gboolean bold)
{
  double width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (g_unichar_iszerowidth (c))
        continue;
      if (g_unichar_iswide (c))
        width += 1.0;
      else if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '%')
        width += WIDE;
      else if (c < 0x80 && strchr ("iljtfrI.,:;'|!()[] ", (int) c) != NULL)
        width += NARROW;
      else
        width += NORMAL;
    }
  return width * size * (bold ? BOLD : 1.0);
}

GPtrArray *
report_wrap (const char *text, double size, double width)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize len = line->len;
      if (len > 0)
        g_string_append_c (line, ' ');
      g_string_append (line, words[i]);
      if (len == 0 || report_measure (line->str, size, FALSE) <= width)
        continue;
      g_string_truncate (line, len);
      g_ptr_array_add (lines, g_strdup (line->str));
      g_string_assign (line, words[i]);
    }
  g_ptr_array_add (lines, g_strdup (line->str));
  return lines;
}

void
report_canvas_free (ReportCanvas *canvas)
{
  g_free (canvas);
}

void
report_canvas_fill (ReportCanvas *canvas, ReportInk ink, const ReportBox *box)
{
  canvas->kind->fill (canvas, ink, box);
}

void
report_canvas_area (ReportCanvas *canvas, ReportInk ink, const ReportPoint *points, guint n)
{
  if (n > 2)
    canvas->kind->area (canvas, ink, points, n);
}

void
report_canvas_line (ReportCanvas *canvas, const ReportPen *pen, const ReportPoint *points, guint n)
{
  if (n == 1)
    {
      ReportBox dot = { points[0].x - pen->width, points[0].y - pen->width, 2 * pen->width,
                        2 * pen->width };
      canvas->kind->fill (canvas, pen->ink, &dot);
    }
  else if (n > 1)
    canvas->kind->line (canvas, pen, points, n);
}

void
report_canvas_text (ReportCanvas *canvas,
                    const ReportFont *font,
                    const ReportPoint *at,
                    const char *text)
{
  if (text[0] != '\0')
    canvas->kind->text (canvas, font, at, text);
}

void
report_canvas_begin (ReportCanvas *canvas, const char *id, const char *title, const char *text)
{
  canvas->kind->begin (canvas, id, title, text);
}

void
report_canvas_end (ReportCanvas *canvas)
{
  canvas->kind->end (canvas);
}
