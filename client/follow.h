/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/** What is told to somebody who follows the daemon; each may be NULL. */
typedef struct
{
  /* The state as it is from now on: when the daemon appears, and when it says that it changed. */
  void (*on_state) (GVariant *state, gpointer user_data);
  /* The daemon has appeared, or left the bus. */
  void (*on_owner) (gboolean is_there, gpointer user_data);
  /* A signal of the daemon, of any of its interfaces or of the properties. */
  void (*on_signal) (const char *name, GVariant *args, gpointer user_data);
} RecoupFollower;

/**
 * recoup_follow_run:
 * @follower: called from within, in the order in which things happen
 *
 * Follows the daemon by its signals, through its restarts, until SIGINT or SIGTERM or until nobody
 * reads standard output any more; nothing is polled. The bus starts the daemon when it can.
 *
 * Returns: %RECOUP_EXIT_OK, or %RECOUP_EXIT_NO_DAEMON when there is no session bus (any more)
 */
RecoupExit recoup_follow_run (RecoupCtl *ctl, const RecoupFollower *follower, gpointer user_data);

G_END_DECLS
