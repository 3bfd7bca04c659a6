/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a reminder stands, in words. */

#include "client/reminder-text.h"

#include <glib/gi18n-lib.h>

#include "client/dict.h"
#include "client/render.h"
#include "words/key-words.h"

char *
recoup_reminder_text_new_state (GVariant *row, RecoupInstant now, const RecoupZone *zone)
{
  g_autofree char *state = recoup_dict_dup_string (row, "state");
  g_autofree char *cause = recoup_dict_dup_string (row, "cause");
  gint64 until = recoup_dict_integer (row, "until", 0);

  /* One that was never put off waits for its hour again: a skip was taken back, or the zone
   * changed. */
  if (until > now && g_strcmp0 (state, "snoozed") == 0 &&
      recoup_dict_integer (row, "snoozes", 1) == 0)
    return recoup_words_key (RECOUP_KEY_STATE, "planned");
  if (until > now && g_strcmp0 (state, "snoozed") == 0)
    {
      g_autofree char *moment = recoup_render_moment (until, now, zone);
      return g_strdup_printf (_ ("snoozed until %s"), moment);
    }
  g_autofree char *name = recoup_words_key (RECOUP_KEY_STATE, state != NULL ? state : "?");
  if (cause == NULL || g_str_equal (cause, "user"))
    return g_steal_pointer (&name);
  /* What is due and held back is not claimed yet; its cause says what it waits for. */
  gboolean waits = g_strcmp0 (state, "planned") == 0 || g_strcmp0 (state, "due") == 0 ||
                   g_strcmp0 (state, "snoozed") == 0;
  gint64 since = recoup_dict_integer (row, "held_since", 0);
  g_autofree char *words = recoup_words_key (RECOUP_KEY_CAUSE, cause);
  if (waits && since != 0)
    {
      g_autofree char *moment = recoup_render_moment (since, now, zone);
      return g_strdup_printf (_ ("waiting: %s since %s"), words, moment);
    }
  return waits ? g_strdup_printf (_ ("waiting: %s"), words)
               : g_strdup_printf ("%s: %s", name, words);
}

gboolean
recoup_reminder_text_is_planned (GVariant *row)
{
  g_autofree char *cause = recoup_dict_dup_string (row, "cause");

  return recoup_dict_says (row, "state", "planned") &&
         (cause == NULL || g_str_equal (cause, "user"));
}
