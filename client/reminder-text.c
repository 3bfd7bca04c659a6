/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a reminder stands, in words. */

#include "client/reminder-text.h"

#include "client/dict.h"
#include "client/render.h"

char *
recoup_reminder_text_new_state (GVariant *row, RecoupInstant now, const RecoupZone *zone)
{
  const char *state = recoup_dict_string (row, "state");
  const char *cause = recoup_dict_string (row, "cause");
  gint64 until = recoup_dict_integer (row, "until", 0);

  if (until > now && g_strcmp0 (state, "snoozed") == 0)
    {
      g_autofree char *moment = recoup_render_moment (until, now, zone);
      return g_strdup_printf ("snoozed until %s", moment);
    }
  if (cause == NULL || g_str_equal (cause, "user"))
    return g_strdup (state != NULL ? state : "?");
  /* What is due and held back is not claimed yet; its cause says what it waits for. */
  gboolean waits = g_strcmp0 (state, "planned") == 0 || g_strcmp0 (state, "due") == 0;
  g_autofree char *words = g_strdelimit (g_strdup (cause), "-", ' ');
  return g_strconcat (waits ? "waiting" : state, ": ", words, NULL);
}
