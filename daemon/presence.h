/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"

G_BEGIN_DECLS

/** RecoupPresence: whether somebody is there to be told; logind and the desktop in the daemon,
 * simulated in tests. */
typedef struct _RecoupPresence RecoupPresence;

typedef enum
{
  RECOUP_PRESENCE_CHANGED, /* one of the fields changed */
  RECOUP_PRESENCE_SUSPEND, /* the machine is about to sleep */
  RECOUP_PRESENCE_RESUME,  /* the machine woke */
} RecoupPresenceEvent;

typedef void (*RecoupPresenceFunc) (RecoupPresence *presence,
                                    RecoupPresenceEvent event,
                                    gpointer user_data);

struct _RecoupPresence
{
  void (*free) (RecoupPresence *presence);
  /* What the notification server calls itself, NULL while that is not known; the function may be
   * NULL. */
  void (*set_server) (RecoupPresence *presence, const char *name);
  RecoupPresenceFunc func;
  gpointer user_data;
  gboolean is_known; /* whoever there is has answered once; before, the rest says nothing */
  gboolean locked;
  gboolean idle;
  gboolean logged_out;
  gboolean dnd;
  GPtrArray *sources; /* owned, of char*: what it listens to, for `status --verbose` */
  GPtrArray *missing; /* owned, of char*: what nobody tells */
};

/** Makes the lists of a presence, for those who implement one. Its `free` frees the rest. */
void recoup_presence_init (RecoupPresence *presence);
void recoup_presence_free (RecoupPresence *presence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupPresence, recoup_presence_free)

/** The switch for do-not-disturb is the server's own on most desktops. */
void recoup_presence_set_server (RecoupPresence *presence, const char *name);

void recoup_presence_set_listener (RecoupPresence *presence,
                                   RecoupPresenceFunc func,
                                   gpointer user_data);

G_END_DECLS
