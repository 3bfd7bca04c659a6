/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "support/sim-presence.h"

static void
free_presence (RecoupPresence *presence)
{
  g_free (presence);
}

RecoupPresence *
sim_presence_new (void)
{
  RecoupPresence *presence = g_new0 (RecoupPresence, 1);

  recoup_presence_init (presence);
  presence->free = free_presence;
  presence->is_known = TRUE;
  return presence;
}

void
sim_presence_tell (RecoupPresence *presence, RecoupPresenceEvent event)
{
  if (presence->func != NULL)
    presence->func (presence, event, presence->user_data);
}
