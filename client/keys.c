/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of kinds in options: a slip in one is a fault of the command line, and not for the daemon
 * to find. */

#include "client/keys.h"

#include <glib/gi18n-lib.h>

#include "recoup/entry.h"
#include "recoup/error.h"
#include "recoup/reminder.h"

/* Returns: (transfer full): all keys of a sort, NULL-terminated */
static char **
list_all (RecoupKey of)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  g_assert (of == RECOUP_KEY_KIND || of == RECOUP_KEY_REMINDER);
  for (guint i = 0; of == RECOUP_KEY_KIND && i < RECOUP_N_ENTRY_KINDS; i++)
    g_strv_builder_add (keys, recoup_entry_kind_get_name (i));
  for (guint i = 0; of == RECOUP_KEY_REMINDER && i < RECOUP_N_REMINDER_KINDS; i++)
    g_strv_builder_add (keys, recoup_reminder_get_kind (i)->name);
  return g_strv_builder_end (keys);
}

char **
recoup_keys_read (RecoupKey of, const char *option, const char *text, GError **error)
{
  g_auto (GStrv) all = list_all (of);
  g_auto (GStrv) keys = g_strsplit (text, ",", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    g_strstrip (keys[i]);
  recoup_words_take_keys (of, keys);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      if (g_strv_contains ((const char *const *) all, keys[i]))
        continue;
      g_autofree char *known = recoup_words_join (of, all);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘%s’ must be one of %s; got ‘%s’"), option, known, keys[i]);
      return NULL;
    }
  return g_steal_pointer (&keys);
}
