/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The limits of the size of a call, before the loop sees it. A message may hold a hundred megabytes
 * in millions of values; only to weigh it, or to free it, takes longer than a turn should. The
 * thread that reads the bus does both here, and answers.
 */
#include "daemon/bus-common.h"
#include "daemon/bus-ties.h"
#include "daemon/limit.h"
#include "dbus/errors.h"
#include "recoup/names.h"

/* A list of entries is read in turns and may be long. */
static gboolean
may_be_long (GDBusMessage *message)
{
  return g_strcmp0 (g_dbus_message_get_member (message), "Add") == 0 &&
         g_strcmp0 (g_dbus_message_get_interface (message), RECOUP_INTERFACE_JOURNAL) == 0;
}

/* Returns: (nullable): what is called, if it is a method of ours */
static const GDBusMethodInfo *
find_method (GDBusMessage *message)
{
  GDBusInterfaceInfo *const interfaces[] = {
    recoup_bus_recovery_interface_info (),
    recoup_bus_journal_interface_info (),
    recoup_bus_reminders_interface_info (),
    recoup_bus_settings_interface_info (),
  };
  const char *interface = g_dbus_message_get_interface (message);
  const char *member = g_dbus_message_get_member (message);
  for (gsize i = 0; member != NULL && i < G_N_ELEMENTS (interfaces); i++)
    if (g_strcmp0 (interfaces[i]->name, interface) == 0)
      return g_dbus_interface_info_lookup_method (interfaces[i], member);
  return NULL;
}

static void
refuse (GDBusConnection *connection, GDBusMessage *message, const GError *error)
{
  if ((g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED) != 0)
    return;
  g_autofree char *name = g_dbus_error_encode_gerror (error);
  g_autoptr (GDBusMessage) reply =
      g_dbus_message_new_method_error_literal (message, name, error->message);
  /* It fails when the connection is closed, and then nobody waits for it. */
  (void) g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL,
                                         NULL);
}

/* Called in the thread that reads the bus. */
static GDBusMessage *
on_message (GDBusConnection *connection,
            GDBusMessage *message,
            gboolean is_incoming,
            gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GVariant *body = g_dbus_message_get_body (message);
  if (!is_incoming || body == NULL ||
      g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL ||
      recoup_limit_check_size (body, find_method (message), may_be_long (message), &error))
    return message;
  refuse (connection, message, error);
  g_object_unref (message);
  return NULL;
}

void
recoup_bus_tie_gate (RecoupBus *bus)
{
  bus->gate_id = g_dbus_connection_add_filter (bus->parts.connection, on_message, NULL, NULL);
}

void
recoup_bus_untie_gate (RecoupBus *bus)
{
  g_dbus_connection_remove_filter (bus->parts.connection, bus->gate_id);
}
