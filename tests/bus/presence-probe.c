/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prints what the desktop's presence says, a line each time that it changes: for test-presence.py.
 */
#include <gio/gio.h>

#include "daemon/notifier-desktop.h"
#include "daemon/presence-desktop.h"

typedef struct
{
  RecoupNotifier *notifier;
  RecoupPresence *presence;
} Probe;

static void
on_server (gpointer user_data)
{
  Probe *probe = user_data;
  recoup_presence_set_server (probe->presence, probe->notifier->name);
}

static const RecoupNotifierListener notifier_listener = { .server = on_server };

static void
on_event (RecoupPresence *presence, RecoupPresenceEvent event, gpointer user_data)
{
  static const char *const names[] = { "changed", "suspend", "resume" };
  g_autoptr (GString) line = g_string_new (names[event]);
  g_string_append_printf (line, " locked=%d idle=%d logged-out=%d dnd=%d", presence->locked,
                          presence->idle, presence->logged_out, presence->dnd);
  for (guint i = 0; i < presence->sources->len; i++)
    g_string_append_printf (line, " source=%s",
                            (const char *) g_ptr_array_index (presence->sources, i));
  for (guint i = 0; i < presence->missing->len; i++)
    g_string_append_printf (line, " missing=%s",
                            (const char *) g_ptr_array_index (presence->missing, i));
  g_print ("%s\n", line->str); /* at once: who reads takes what is there for whole lines */
}

static void
on_closed (GDBusConnection *bus, gboolean vanished, GError *error, gpointer user_data)
{
  g_main_loop_quit (user_data);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (bus == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  (void) g_signal_connect (bus, "closed", G_CALLBACK (on_closed), loop);
  g_autoptr (RecoupPresence) presence = recoup_presence_new_desktop (bus);
  g_autoptr (RecoupNotifier) notifier = recoup_notifier_new_desktop (bus);
  Probe probe = { notifier, presence };
  recoup_presence_set_listener (presence, on_event, NULL);
  recoup_notifier_set_listener (notifier, &notifier_listener, &probe);
  g_print ("ready\n");
  g_main_loop_run (loop);
  return 0;
}
