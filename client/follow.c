/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Following the daemon. No health value is ever broadcast, so a change of the revision says only
 * that the state is to be asked for again. The name is watched: a daemon that starts again is
 * followed again, and what it says then is news. A panel that ends closes its end of the pipe,
 * which is noticed at once and not at the next line, that may be hours away. */

#include "client/follow.h"

#include <glib-unix.h>
#include <unistd.h>

#include "recoup/names.h"

typedef struct
{
  const RecoupFollower *follower;
  gpointer user_data;
  GDBusConnection *bus; /* borrowed */
  GMainLoop *loop;
  GCancellable *cancellable; /* of the call for the state that is under way, NULL if none */
  RecoupExit status;
} Follow;

static void
on_state (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Follow *follow = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the follower may be gone */
  g_clear_object (&follow->cancellable);
  if (reply == NULL)
    return; /* the daemon left: on_vanished says so */
  g_autoptr (GVariant) state = g_variant_get_child_value (reply, 0);
  (void) g_variant_get_data (state); /* strings that are borrowed from it stay where they are */
  follow->follower->on_state (state, follow->user_data);
}

static void
forget_call (Follow *follow)
{
  if (follow->cancellable != NULL)
    g_cancellable_cancel (follow->cancellable);
  g_clear_object (&follow->cancellable);
}

static void
ask_state (Follow *follow)
{
  if (follow->follower->on_state == NULL)
    return;
  forget_call (follow);
  follow->cancellable = g_cancellable_new ();
  g_dbus_connection_call (follow->bus, RECOUP_BUS_NAME, RECOUP_OBJECT_PATH, RECOUP_INTERFACE,
                          "GetState", g_variant_new ("(a{sv})", NULL), G_VARIANT_TYPE ("(a{sv})"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, follow->cancellable, on_state,
                          follow);
}

/* Whether the properties that changed say that the state did. */
static gboolean
is_new_state (const char *name, GVariant *args)
{
  if (!g_str_equal (name, "PropertiesChanged") ||
      !g_variant_is_of_type (args, G_VARIANT_TYPE ("(sa{sv}as)")))
    return FALSE;
  g_autoptr (GVariant) changed = g_variant_get_child_value (args, 1);
  g_autoptr (GVariant) revision = g_variant_lookup_value (changed, "Revision", NULL);
  return revision != NULL;
}

/* The signature is that of GDBus. */
static void
on_signal (GDBusConnection *bus, /* NOLINT(readability-function-size) */
           const char *sender,
           const char *path,
           const char *interface,
           const char *name,
           GVariant *args,
           gpointer user_data)
{
  Follow *follow = user_data;

  (void) g_variant_get_data (args); /* strings that are borrowed from it stay where they are */
  if (follow->follower->on_signal != NULL)
    follow->follower->on_signal (name, args, follow->user_data);
  if (is_new_state (name, args))
    ask_state (follow);
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  Follow *follow = user_data;

  if (follow->follower->on_owner != NULL)
    follow->follower->on_owner (TRUE, follow->user_data);
  ask_state (follow);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  Follow *follow = user_data;

  if (bus == NULL)
    return; /* the bus itself is gone: on_closed */
  forget_call (follow);
  if (follow->follower->on_owner != NULL)
    follow->follower->on_owner (FALSE, follow->user_data);
}

static void
on_closed (GDBusConnection *bus, gboolean by_peer, GError *error, gpointer user_data)
{
  Follow *follow = user_data;

  follow->status = RECOUP_EXIT_NO_DAEMON;
  g_main_loop_quit (follow->loop);
}

static gboolean
on_interrupt (gpointer user_data)
{
  Follow *follow = user_data;

  g_main_loop_quit (follow->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_reader_gone (gint fd, GIOCondition condition, gpointer user_data)
{
  return on_interrupt (user_data);
}

RecoupExit
recoup_follow_run (RecoupCtl *ctl, const RecoupFollower *follower, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ctl->is_stream = TRUE;
  if (!recoup_ctl_connect (ctl, &error))
    return recoup_ctl_fail (ctl, error);
  Follow follow = { .follower = follower, .user_data = user_data, .bus = ctl->bus };
  follow.loop = g_main_loop_new (NULL, FALSE);
  guint signals =
      g_dbus_connection_signal_subscribe (ctl->bus, RECOUP_BUS_NAME, NULL, NULL, RECOUP_OBJECT_PATH,
                                          NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_signal, &follow, NULL);
  guint watch = g_bus_watch_name_on_connection (ctl->bus, RECOUP_BUS_NAME,
                                                G_BUS_NAME_WATCHER_FLAGS_AUTO_START, on_appeared,
                                                on_vanished, &follow, NULL);
  gulong closed = g_signal_connect (ctl->bus, "closed", G_CALLBACK (on_closed), &follow);
  guint sources[] = {
    g_unix_signal_add (SIGINT, on_interrupt, &follow),
    g_unix_signal_add (SIGTERM, on_interrupt, &follow),
    g_unix_fd_add (STDOUT_FILENO, G_IO_ERR | G_IO_HUP, on_reader_gone, &follow),
  };

  g_main_loop_run (follow.loop);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  g_signal_handler_disconnect (ctl->bus, closed);
  g_bus_unwatch_name (watch);
  g_dbus_connection_signal_unsubscribe (ctl->bus, signals);
  forget_call (&follow);
  g_main_loop_unref (follow.loop);
  return follow.status;
}
