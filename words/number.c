/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lengths of time and clock times as people say them, and the language in which all is said. */

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>

#include "recoup/civil.h"
#include "recoup/language.h"
#include "words/format.h"
#include "words/words.h"

static const char *
translate (const char *text)
{
  return _ (text);
}

/* What GLib prints: it steers no terminal, and has something for what the locale's encoding lacks.
 */
static void
print_to (FILE *stream, const char *text)
{
  g_autofree char *safe = recoup_format_dup_safe (text);
  g_autofree char *local = recoup_format_for_output (safe);

  (void) fputs (local, stream);
}

static void
print_error (const char *text)
{
  print_to (stderr, text); /* there is nobody left to tell of a failure */
}

static void
print_text (const char *text)
{
  print_to (stdout, text); /* main looks at the stream in the end */
  (void) fflush (stdout);
}

/* Takes the categories that are used from the environment: each of the others is a file more that a
 * program opens before its first word. Returns: whether all are known; else they are those of "C"
 */
static gboolean
take_locale (void)
{
  static const int categories[] = { LC_CTYPE,   LC_NUMERIC,  LC_TIME,
                                    LC_COLLATE, LC_MESSAGES, LC_MEASUREMENT };

  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    if (setlocale (categories[i], "") == NULL)
      {
        (void) setlocale (LC_ALL, "C"); /* it is always there */
        return FALSE;
      }
  return TRUE;
}

gboolean
recoup_words_init (const char *folder)
{
  gboolean is_there = take_locale ();

  (void) bindtextdomain (GETTEXT_PACKAGE, folder); /* they fail when memory runs out alone */
  (void) bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  (void) textdomain (GETTEXT_PACKAGE);
  recoup_language_set (translate);
  (void) g_set_print_handler (print_text);
  (void) g_set_printerr_handler (print_error);
  return is_there;
}

char *
recoup_words_fill (const char *text, const char *value)
{
  g_autoptr (GString) filled = g_string_new (text);

  (void) g_string_replace (filled, "%%", "%", 0);
  (void) g_string_replace (filled, "%s", value, 1);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

char *
recoup_words_duration (gint minutes)
{
  gint hours = MAX (minutes, 0) / 60;
  gint rest = MAX (minutes, 0) % 60;

  if (hours == 0)
    return g_strdup_printf (_ ("%d min"), rest);
  if (rest == 0)
    return g_strdup_printf (_ ("%d h"), hours);
  return g_strdup_printf (_ ("%d h %d min"), hours, rest);
}

char *
recoup_words_clock (RecoupInstant instant, const RecoupZone *zone)
{
  RecoupDay day = 0;
  guint second = 0;

  recoup_civil_local (instant, zone, &day, &second);
  return recoup_format_clock (second);
}
