/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/presence.h"

G_BEGIN_DECLS

/** A presence whose fields are set by hand. */
RecoupPresence *sim_presence_new (void);

/** Tells the listener what happened. */
void sim_presence_tell (RecoupPresence *presence, RecoupPresenceEvent event);

G_END_DECLS
