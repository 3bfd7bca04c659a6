/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** RecoupLine: a connection to a message bus on which calls are made and waited for, and nothing
 * else: no thread, no main loop, no signals. */
typedef struct _RecoupLine RecoupLine;

/**
 * recoup_line_new:
 * @address: of the bus
 * @timeout_sec: after which waiting for anything is given up
 * @error: %G_IO_ERROR or %G_DBUS_ERROR
 *
 * Connects; what is sent first travels with the introduction to the bus.
 */
RecoupLine *recoup_line_new (const char *address, guint timeout_sec, GError **error);
void recoup_line_free (RecoupLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupLine, recoup_line_free)

/**
 * recoup_line_send:
 * @call: a method call without flags, not sent before
 *
 * Sends a call without waiting for its reply. Those that are sent before the first reply is waited
 * for leave together.
 *
 * Returns: its serial, for recoup_line_receive(); 0 on failure
 */
guint32 recoup_line_send (RecoupLine *line, GDBusMessage *call, GError **error);

/** Sends what waits to be sent, as recoup_line_receive() does first. */
gboolean recoup_line_flush (RecoupLine *line, GError **error);

/**
 * recoup_line_receive:
 * @serial: of a call that was sent; asked for once
 * @error: what the reply says, as GDBus maps it, or why there is none
 *
 * Waits for the reply to a call, in whatever order they come.
 *
 * Returns: (transfer full): its body, or an empty tuple
 */
GVariant *recoup_line_receive (RecoupLine *line, guint32 serial, GError **error);

G_END_DECLS
