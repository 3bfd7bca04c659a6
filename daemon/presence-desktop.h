/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "daemon/presence.h"

G_BEGIN_DECLS

/**
 * recoup_presence_new_desktop:
 * @session: the session bus; referenced
 *
 * Presence as the desktop tells it: logind on the system bus, screen savers and do-not-disturb on
 * the session bus. Each is optional; unknown means present and not disturbed.
 */
RecoupPresence *recoup_presence_new_desktop (GDBusConnection *session);

G_END_DECLS
