/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "daemon/notifier.h"

G_BEGIN_DECLS

/**
 * recoup_notifier_new_desktop:
 * @bus: the session bus; referenced
 *
 * The notification server of the desktop, whichever it is and whenever it comes.
 */
RecoupNotifier *recoup_notifier_new_desktop (GDBusConnection *bus);

G_END_DECLS
