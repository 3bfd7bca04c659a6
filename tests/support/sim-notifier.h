/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/notifier.h"

G_BEGIN_DECLS

/* A notification server that answers when it is told to. Its popups outlive the daemon. */

typedef enum
{
  SIM_SERVER_UP,
  SIM_SERVER_DOWN,       /* nobody owns the name, and nothing would be started */
  SIM_SERVER_HUNG,       /* owned, but calls are not answered until it is up again */
  SIM_SERVER_NO_ACTIONS, /* up, without buttons */
} SimServer;

/** What is seen on the screen. */
typedef struct
{
  void (*taken) (const RecoupNotice *notice, gpointer user_data);
  void (*gone) (const char *key, gpointer user_data); /* taken away by the daemon */
} SimScreen;

RecoupNotifier *sim_notifier_new (const SimScreen *screen, gpointer user_data);

void sim_notifier_set_server (RecoupNotifier *notifier, SimServer server);

/** Gives one answer that is on its way to the daemon. Returns: %FALSE when there is none */
gboolean sim_notifier_pump (RecoupNotifier *notifier);

/** The daemon died: answers on their way are lost, the popups stay. */
void sim_notifier_lose_answers (RecoupNotifier *notifier);

/** The desktop starts anew: another owner, no popups. */
void sim_notifier_restart (RecoupNotifier *notifier);

/** Returns: (transfer none) (nullable): the key of the popup of @kind that is up */
const char *sim_notifier_find (const RecoupNotifier *notifier, const char *kind);

/** The user closes the popup of @key, or it times out. */
void sim_notifier_close (RecoupNotifier *notifier, const char *key, RecoupClosedReason reason);

/** The user presses a button. */
void sim_notifier_press (RecoupNotifier *notifier, const char *key, const char *action);

G_END_DECLS
