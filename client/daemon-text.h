/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/** Returns: (transfer full): "paused_until" for the property "PausedUntil": as every other key */
char *recoup_daemon_dup_key (const char *property);

/** Returns: (transfer full): every property of the bus by that key, `a{sv}`; an instant of 0, which
 * stands for none, as an empty maybe */
GVariant *recoup_daemon_read (RecoupCtl *ctl, GError **error);

/** Prints what the daemon listens to, its storage, the popups. @daemon: as recoup_daemon_read()
 * gives it */
void recoup_daemon_print (RecoupCtl *ctl, GVariant *daemon, GVariant *state, RecoupInstant now);

G_END_DECLS
