/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/clock.h"
#include "daemon/notifier.h"

G_BEGIN_DECLS

/* A notification server, and the part of the daemon that calls it. The server's popups outlive the
 * daemon, and it is one that knows no stack tags: it replaces what it is told to by id, no more. */

typedef enum
{
  SIM_SERVER_UP,
  SIM_SERVER_DOWN,       /* nobody owns the name, and nothing would be started */
  SIM_SERVER_HUNG,       /* owned, but calls are not answered until it is up again */
  SIM_SERVER_NO_ACTIONS, /* up, without buttons */
  SIM_SERVER_MAKO,       /* up, and says that it has buttons, but draws none */
  SIM_SERVER_ASLEEP,     /* nobody owns the name, but the bus starts one when it is called */
} SimServer;

/** What is seen on the screen. */
typedef struct
{
  void (*taken) (const RecoupNotice *notice, gpointer user_data);
  void (*gone) (const char *key, gpointer user_data);    /* taken away by the daemon */
  void (*doubled) (const char *key, gpointer user_data); /* a second popup of @key; may be NULL */
} SimScreen;

/** A popup that is up. */
typedef struct
{
  guint32 id;
  RecoupNotice *notice; /* owned */
  char *body;           /* owned, as the server was given it */
  gboolean has_buttons; /* whether it draws those of the notice */
} SimPopup;

/** @clock: (transfer none): what the patience of calls is measured with */
RecoupNotifier *sim_notifier_new (RecoupClock *clock, const SimScreen *screen, gpointer user_data);

void sim_notifier_set_server (RecoupNotifier *notifier, SimServer server);
SimServer sim_notifier_get_server (const RecoupNotifier *notifier);

/** The server refuses the next @n calls because they come too fast, as Plasma's does. */
void sim_notifier_refuse (RecoupNotifier *notifier, guint n);

/** Gives one answer that is on its way to the daemon. Returns: %FALSE when there is none */
gboolean sim_notifier_pump (RecoupNotifier *notifier);

/** When the daemon's part does something by itself: gives a call up, tries again. G_MAXINT64 for
 * never. */
RecoupInstant sim_notifier_get_wake (RecoupNotifier *notifier);
/** Does it, if it is time. */
void sim_notifier_ring (RecoupNotifier *notifier);

/** The daemon died: answers on their way and what it knew of ids are lost, the popups stay, and
 * what was called still reaches the server. */
void sim_notifier_lose_answers (RecoupNotifier *notifier);

/** The desktop starts anew: another owner, no popups; none where none was. */
void sim_notifier_restart (RecoupNotifier *notifier);

/** Returns: (transfer none) (nullable): the key of the newest popup of @kind that is up */
const char *sim_notifier_find (const RecoupNotifier *notifier, const char *kind);

/** Returns: (transfer none): the popups that are up, of SimPopup, in the order in which they came
 */
const GPtrArray *sim_notifier_list (const RecoupNotifier *notifier);

/** Puts up a popup of @key under @id: a daemon of before called for it. */
void sim_notifier_put (RecoupNotifier *notifier, const char *key, guint32 id);

/** The user closes the newest popup of @key, or it times out. */
void sim_notifier_close (RecoupNotifier *notifier, const char *key, RecoupClosedReason reason);

/** The user presses a button of it. */
void sim_notifier_press (RecoupNotifier *notifier, const char *key, const char *action);

G_END_DECLS
