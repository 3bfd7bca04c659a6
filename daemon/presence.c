/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What all presences have in common. The desktop's is in presence-desktop.c, a simulated one in the
 * tests.
 */
#include "daemon/presence.h"

void
recoup_presence_init (RecoupPresence *presence)
{
  presence->sources = g_ptr_array_new_with_free_func (g_free);
  presence->missing = g_ptr_array_new_with_free_func (g_free);
}

void
recoup_presence_free (RecoupPresence *presence)
{
  if (presence == NULL)
    return;
  g_clear_pointer (&presence->sources, g_ptr_array_unref);
  g_clear_pointer (&presence->missing, g_ptr_array_unref);
  presence->free (presence);
}

void
recoup_presence_set_server (RecoupPresence *presence, const char *name)
{
  if (presence->set_server != NULL)
    presence->set_server (presence, name);
}

void
recoup_presence_set_listener (RecoupPresence *presence, RecoupPresenceFunc func, gpointer user_data)
{
  presence->func = func;
  presence->user_data = user_data;
}
