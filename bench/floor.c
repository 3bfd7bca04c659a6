/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The least daemon that could do what recoupd does at rest: GDBus, the same libraries, an open
 * SQLite file, and one method that answers a dictionary made beforehand. Benchmarks only; what
 * recoupd costs is told as a ratio to this. */

#include <gio/gio.h>
#include <glib-unix.h>
#include <libnotify/notify.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <systemd/sd-daemon.h>

#define FLOOR_NAME "org.recoup.Floor1"
#define FLOOR_PATH "/org/recoup/Floor1"

static const char interface_xml[] =
    "<node><interface name='org.recoup.Floor1'>"
    "<method name='GetState'><arg type='a{sv}' direction='in'/>"
    "<arg type='a{sv}' direction='out'/></method></interface></node>";

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *arguments,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  GVariant *answer = (GVariant *) user_data;
  g_dbus_method_invocation_return_value (invocation, g_variant_new_tuple (&answer, 1));
}

static void
on_bus (GDBusConnection *connection, const char *name, gpointer user_data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  (void) g_dbus_connection_register_object (connection, FLOOR_PATH, node->interfaces[0], &vtable,
                                            user_data, NULL, NULL);
}

static void
on_name (GDBusConnection *connection, const char *name, gpointer user_data)
{
  (void) sd_notify (0, "READY=1"); /* fails where nobody listens, which is fine */
}

static gboolean
on_term (gpointer user_data)
{
  g_main_loop_quit ((GMainLoop *) user_data);
  return G_SOURCE_REMOVE;
}

/* usage: floor DATABASE ANSWER, the file with the serialised a{sv} */
int
main (int argc, char *argv[])
{
  if (argc != 3)
    return EXIT_FAILURE;
  sqlite3 *database = NULL;
  if (sqlite3_open (argv[1], &database) != SQLITE_OK ||
      sqlite3_exec (database, "PRAGMA journal_mode=WAL; SELECT count (*) FROM sqlite_schema", NULL,
                    NULL, NULL) != SQLITE_OK)
    return EXIT_FAILURE;
  g_autofree char *bytes = NULL;
  gsize size = 0;
  if (!g_file_get_contents (argv[2], &bytes, &size, NULL))
    return EXIT_FAILURE;
  g_autoptr (GBytes) content = g_bytes_new (bytes, size);
  g_autoptr (GVariant) answer =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, content, FALSE));
  (void) notify_init ("Floor"); /* links what recoupd links */
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  (void) g_unix_signal_add (SIGTERM, on_term, loop);
  guint owner = g_bus_own_name (G_BUS_TYPE_SESSION, FLOOR_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_bus,
                                on_name, NULL, answer, NULL);
  g_main_loop_run (loop);
  g_bus_unown_name (owner);
  (void) sqlite3_close (database);
  return EXIT_SUCCESS;
}
