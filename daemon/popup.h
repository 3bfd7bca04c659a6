/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <libnotify/notify.h>

#include "daemon/notifier.h"

G_BEGIN_DECLS

/** Returns: (transfer full): the body of @notice as @server is given it: without markup, and with
 * the command at its end where no buttons are drawn */
char *recoup_popup_make_body (const RecoupNotifier *server, const RecoupNotice *notice);

/**
 * recoup_popup_new:
 * @server: what the server said that it can do
 * @notice: what is to be said
 * @replaces: id of a popup to take the place of, 0 for none
 *
 * Returns: (transfer full): a notification, not yet shown
 */
NotifyNotification *
recoup_popup_new (const RecoupNotifier *server, const RecoupNotice *notice, guint32 replaces);

G_END_DECLS
