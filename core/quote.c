/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Foreign texts and numbers in messages: short, printable, the same in every locale. */

#include "recoup/quote.h"

#define MAX_QUOTED_CHARS 60
#define MAX_QUOTED_BYTES (MAX_QUOTED_CHARS * 4 + 4) /* no more is looked at */

#define REPLACEMENT 0xFFFD

char *
recoup_quote (const char *text)
{
  g_autofree char *begin = g_strndup (text, MAX_QUOTED_BYTES);
  g_autofree char *valid = g_utf8_make_valid (begin, -1);
  GString *quoted = g_string_new (NULL);
  guint n = 0;

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (n++ == MAX_QUOTED_CHARS)
        {
          g_string_append (quoted, "…");
          break;
        }
      gunichar character = g_utf8_get_char (c);
      g_string_append_unichar (quoted, g_unichar_isprint (character) ? character : REPLACEMENT);
    }
  return g_string_free (quoted, FALSE);
}

void
recoup_quote_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* 17 digits hold every double; most that people type come back with 15. */
  for (guint digits = 15; digits <= 17; digits++)
    {
      char format[8] = "%.15g";
      format[3] = (char) ('0' + digits % 10);
      double back = g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, format, number), NULL);
      if (!(back < number) && !(back > number))
        break;
    }
  g_string_append (text, buffer);
}
