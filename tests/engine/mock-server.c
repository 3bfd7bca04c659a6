/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A notification server on a connection of its own, driven by the main loop of the test. */
#include "engine/mock-server.h"

#include "engine/wait.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

static const char xml[] =
    "<node><interface name='" NAME "'>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
    "<method name='GetServerInformation'><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/></method>"
    "</interface></node>";

static void
answer_notify (MockServer *server, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  if (server->error != NULL)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, server->error, "No");
      if (server->n_again > 0)
        server->n_again--;
      else
        server->error = NULL;
      return;
    }
  g_clear_pointer (&server->last, g_variant_unref);
  server->last = g_variant_ref (parameters);
  guint32 id = 0;
  g_variant_get_child (parameters, 1, "u", &id);
  if (id == 0)
    id = ++server->next_id;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", id));
  server->n_notified++;
}

static void
answer (MockServer *server, GDBusMethodInvocation *invocation)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  GVariant *parameters = g_dbus_method_invocation_get_parameters (invocation);
  if (server->n_refusals > 0)
    {
      server->n_refusals--;
      g_dbus_method_invocation_return_dbus_error (
          invocation, "org.freedesktop.DBus.Error.UnknownMethod", "No such object");
    }
  else if (g_str_equal (method, "Notify"))
    answer_notify (server, parameters, invocation);
  else if (g_str_equal (method, "GetCapabilities"))
    {
      g_auto (GStrv) words = g_strsplit (server->capabilities, " ", -1);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", words));
    }
  else if (g_str_equal (method, "GetServerInformation"))
    g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(ssss)", server->server_name, server->vendor, "1.0", "1.2"));
  else
    {
      g_variant_get (parameters, "(u)", &server->closed_id);
      server->n_closed++;
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  MockServer *server = user_data;
  if (server->hangs)
    {
      g_ptr_array_add (server->held, invocation);
      server->n_held++;
    }
  else
    answer (server, invocation);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call };

MockServer *
mock_server_new (const char *capabilities)
{
  g_autoptr (GError) error = NULL;
  MockServer *server = g_new0 (MockServer, 1);
  server->capabilities = capabilities;
  server->server_name = "Mock";
  server->vendor = "Tests";
  server->held = g_ptr_array_new ();
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  server->bus =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  server->object = g_dbus_connection_register_object (server->bus, PATH, info->interfaces[0],
                                                      &vtable, server, NULL, &error);
  g_assert_no_error (error);
  return server;
}

static void
on_owned (GDBusConnection *bus, const char *name, gpointer user_data)
{
  MockServer *server = user_data;
  server->owned++;
}

void
mock_server_own (MockServer *server)
{
  server->name = g_bus_own_name_on_connection (server->bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                               on_owned, NULL, server, NULL);
  wait_until (&server->owned, 1);
}

void
mock_server_release (MockServer *server)
{
  server->hangs = FALSE;
  g_autoptr (GPtrArray) held = g_steal_pointer (&server->held);
  server->held = g_ptr_array_new ();
  for (guint i = 0; i < held->len; i++)
    answer (server, g_ptr_array_index (held, i));
}

void
mock_server_free (MockServer *server)
{
  mock_server_release (server);
  if (server->name != 0)
    g_bus_unown_name (server->name);
  (void) g_dbus_connection_unregister_object (server->bus, server->object);
  (void) g_dbus_connection_close_sync (server->bus, NULL, NULL); /* it leaves, however */
  g_object_unref (server->bus);
  g_ptr_array_unref (server->held);
  g_clear_pointer (&server->last, g_variant_unref);
  g_free (server);
}

void
mock_server_die (MockServer *server)
{
  g_clear_handle_id (&server->name, g_bus_unown_name);
  (void) g_dbus_connection_close_sync (server->bus, NULL, NULL); /* it leaves, however */
  mock_server_free (server); /* what it held is answered to nobody */
}

static void
emit (MockServer *server, const char *name, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  (void) g_dbus_connection_emit_signal (server->bus, NULL, PATH, NAME, name, parameters,
                                        &error); /* the error tells */
  g_assert_no_error (error);
}

void
mock_server_emit_action (MockServer *server, guint32 id, const char *action)
{
  emit (server, "ActionInvoked", g_variant_new ("(us)", id, action));
}

void
mock_server_emit_closed (MockServer *server, guint32 id, guint32 reason)
{
  emit (server, "NotificationClosed", g_variant_new ("(uu)", id, reason));
}

const char *
mock_server_get_text (MockServer *server, gsize index)
{
  const char *text = NULL;
  g_variant_get_child (server->last, index, "&s", &text);
  return text;
}

GVariant *
mock_server_get_hint (MockServer *server, const char *name)
{
  g_autoptr (GVariant) hints = g_variant_get_child_value (server->last, 6);
  return g_variant_lookup_value (hints, name, NULL);
}
