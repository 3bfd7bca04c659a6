/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "daemon/notifier.h"

G_BEGIN_DECLS

#define RECOUP_SERVER_NAME     "org.freedesktop.Notifications" /* and its interface */
#define RECOUP_SERVER_PATH     "/org/freedesktop/Notifications"
#define RECOUP_SERVER_NO_LIMIT G_MAXINT /* a timeout of GDBus that never ends */

/** RecoupNotifierServer: who shows notifications on a bus, and what they can do. */
typedef struct _RecoupNotifierServer RecoupNotifierServer;

typedef struct
{
  void (*gone) (gpointer user_data);    /* with all that it showed; `changed` follows */
  void (*changed) (gpointer user_data); /* it came, went, or answered */
  void (*not_started) (const char *message, gpointer user_data);
} RecoupNotifierServerListener;

/**
 * recoup_notifier_server_new:
 * @bus: the session bus
 * @notifier: whose fields about the server are kept true; outlives it
 * @listener: told from the main loop, not before this returned
 */
RecoupNotifierServer *recoup_notifier_server_new (GDBusConnection *bus,
                                                  RecoupNotifier *notifier,
                                                  const RecoupNotifierServerListener *listener,
                                                  gpointer user_data);
void recoup_notifier_server_free (RecoupNotifierServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupNotifierServer, recoup_notifier_server_free)

/** Whether it is there and has said, as far as it does, who it is and what it can do. */
gboolean recoup_notifier_server_is_ready (const RecoupNotifierServer *server);

/** Asks it again, without a limit of time: one that hung is well once it answers. */
void recoup_notifier_server_ask (RecoupNotifierServer *server);

/** Lets the bus start one; if it cannot, `not_started` tells why. */
void recoup_notifier_server_start (RecoupNotifierServer *server);

G_END_DECLS
