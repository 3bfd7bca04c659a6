/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers as people say them. Clock times are always 24 hours: a reminder must not be ambiguous. */

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "recoup/civil.h"
#include "recoup/language.h"
#include "words/words.h"

static const char *
translate (const char *text)
{
  return _ (text);
}

gboolean
recoup_words_init (const char *folder)
{
  gboolean is_there = setlocale (LC_ALL, "") != NULL;

  (void) bindtextdomain (GETTEXT_PACKAGE, folder); /* they fail when memory runs out alone */
  (void) bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  (void) textdomain (GETTEXT_PACKAGE);
  recoup_language_set (translate);
  return is_there;
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
  return g_strdup_printf ("%02u:%02u", second / 3600, second / 60 % 60);
}
