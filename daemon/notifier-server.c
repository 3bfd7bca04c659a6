/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The server that shows notifications is whoever owns the name now: it comes late, restarts, and
 * another may take its place. It is asked what it can do and who it is, each time that the name has
 * a new owner. GNOME's takes its name before the object behind it is there, so an error is not the
 * last word: the questions are put again a few times, and then the server is taken as it is.
 */
#include "daemon/notifier-server.h"

#include "daemon/log.h"

#define BUS_NAME "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"

/* Doubled each time: 8 s in all. */
#define ASK_AGAIN_MSEC 250U
#define MAX_REFUSALS   5

struct _RecoupNotifierServer
{
  GDBusConnection *bus;     /* owned */
  RecoupNotifier *notifier; /* borrowed */
  char *bus_id;             /* owned */
  GCancellable *cancel;     /* owned, of all that is asked of the bus */
  GCancellable *asking;     /* owned, of what is asked of the present server; NULL without one */
  guint watch;
  guint again_source;
  guint n_refusals;     /* of the present server */
  gboolean was_refused; /* one of the two questions that are under way */
  gboolean is_ready;
  gboolean is_starting; /* the bus was asked to start one */
  const RecoupNotifierServerListener *listener;
  gpointer user_data;
};

static void
tell (RecoupNotifierServer *server)
{
  server->listener->changed (server->user_data);
}

static gboolean
on_again (gpointer user_data)
{
  RecoupNotifierServer *server = user_data;
  server->again_source = 0;
  recoup_notifier_server_ask (server);
  return G_SOURCE_REMOVE;
}

static void
on_information (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  RecoupNotifierServer *server = user_data;
  RecoupNotifier *notifier = server->notifier;
  if ((reply == NULL || server->was_refused) && server->n_refusals < MAX_REFUSALS)
    {
      server->again_source = g_timeout_add (ASK_AGAIN_MSEC << server->n_refusals, on_again, server);
      server->n_refusals++;
      return;
    }
  if (reply != NULL)
    {
      g_free (notifier->name);
      g_free (notifier->vendor);
      g_free (notifier->version);
      g_variant_get (reply, "(ssss)", &notifier->name, &notifier->vendor, &notifier->version, NULL);
      recoup_log_event (RECOUP_LOG_SERVER_CHANGED, "Notifications go to %s %s", notifier->name,
                        notifier->version);
    }
  else
    g_info ("The notification server does not say its name: %s", error->message);
  notifier->hung = FALSE;
  server->is_ready = TRUE;
  server->n_refusals = 0;
  tell (server);
}

static void
on_capabilities (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  RecoupNotifierServer *server = user_data;
  server->was_refused = reply == NULL;
  g_clear_pointer (&server->notifier->capabilities, g_strfreev);
  if (reply != NULL)
    g_variant_get (reply, "(^as)", &server->notifier->capabilities);
  else
    g_info ("The notification server does not tell what it can do: %s", error->message);
}

/* What it can, and who it is, in this order: the answer to the second makes it ready. */
void
recoup_notifier_server_ask (RecoupNotifierServer *server)
{
  static const struct
  {
    const char *method;
    const char *type;
    GAsyncReadyCallback on_answer;
  } questions[] = {
    { "GetCapabilities", "(as)", on_capabilities },
    { "GetServerInformation", "(ssss)", on_information },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    g_dbus_connection_call (server->bus, RECOUP_SERVER_NAME, RECOUP_SERVER_PATH, RECOUP_SERVER_NAME,
                            questions[i].method, NULL, G_VARIANT_TYPE (questions[i].type),
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, RECOUP_SERVER_NO_LIMIT, server->asking,
                            questions[i].on_answer, server);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  RecoupNotifierServer *server = user_data;
  server->is_starting = FALSE;
  if (reply == NULL)
    server->listener->not_started (error->message, server->user_data);
  /* else its name appears by itself */
}

void
recoup_notifier_server_start (RecoupNotifierServer *server)
{
  if (server->is_starting)
    return;
  server->is_starting = TRUE;
  g_dbus_connection_call (server->bus, BUS_NAME, BUS_PATH, BUS_NAME, "StartServiceByName",
                          g_variant_new ("(su)", RECOUP_SERVER_NAME, 0), G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, server->cancel, on_started, server);
}

static void
forget (RecoupNotifierServer *server)
{
  RecoupNotifier *notifier = server->notifier;
  g_cancellable_cancel (server->asking);
  g_clear_object (&server->asking);
  g_clear_handle_id (&server->again_source, g_source_remove);
  server->n_refusals = 0;
  server->is_ready = FALSE;
  notifier->up = FALSE;
  notifier->hung = FALSE;
  g_clear_pointer (&notifier->owner, g_free);
  g_clear_pointer (&notifier->name, g_free);
  g_clear_pointer (&notifier->vendor, g_free);
  g_clear_pointer (&notifier->version, g_free);
  g_clear_pointer (&notifier->capabilities, g_strfreev);
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  RecoupNotifierServer *server = user_data;
  if (server->notifier->up)
    {
      forget (server); /* one took the place of another */
      server->listener->gone (server->user_data);
    }
  server->notifier->up = TRUE;
  server->notifier->owner = g_strdup_printf ("%s %s", owner, server->bus_id);
  server->asking = g_cancellable_new ();
  recoup_notifier_server_ask (server);
  tell (server);
}

static void
on_activatable (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (reply == NULL)
    return; /* cancelled; or a bus that starts nobody */
  RecoupNotifierServer *server = user_data;
  g_autofree const char **names = NULL;
  g_variant_get (reply, "(^a&s)", &names);
  gboolean activatable = g_strv_contains (names, RECOUP_SERVER_NAME);
  if (activatable == server->notifier->activatable)
    return;
  server->notifier->activatable = activatable;
  tell (server);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  RecoupNotifierServer *server = user_data;
  gboolean was_up = server->notifier->up;
  forget (server);
  if (was_up)
    server->listener->gone (server->user_data);
  if (bus == NULL)
    return; /* the bus is gone, and we with it */
  if (was_up)
    recoup_log_event (RECOUP_LOG_SERVER_CHANGED, "The notification server is gone");
  g_dbus_connection_call (bus, BUS_NAME, BUS_PATH, BUS_NAME, "ListActivatableNames", NULL,
                          G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, -1, server->cancel,
                          on_activatable, server);
  tell (server);
}

/* The bus itself has an id: unique names begin anew on another one. */
static char *
find_bus_id (GDBusConnection *bus)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (bus, BUS_NAME, BUS_PATH, BUS_NAME, "GetId", NULL,
                                   G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  char *id = NULL;
  if (reply != NULL)
    g_variant_get (reply, "(s)", &id);
  return id != NULL ? id : g_strdup ("");
}

RecoupNotifierServer *
recoup_notifier_server_new (GDBusConnection *bus,
                            RecoupNotifier *notifier,
                            const RecoupNotifierServerListener *listener,
                            gpointer user_data)
{
  RecoupNotifierServer *server = g_new0 (RecoupNotifierServer, 1);
  server->bus = g_object_ref (bus);
  server->notifier = notifier;
  server->bus_id = find_bus_id (bus);
  server->cancel = g_cancellable_new ();
  server->listener = listener;
  server->user_data = user_data;
  server->watch =
      g_bus_watch_name_on_connection (bus, RECOUP_SERVER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                      on_appeared, on_vanished, server, NULL);
  return server;
}

void
recoup_notifier_server_free (RecoupNotifierServer *server)
{
  if (server == NULL)
    return;
  g_bus_unwatch_name (server->watch);
  g_cancellable_cancel (server->asking);
  g_clear_object (&server->asking);
  g_clear_handle_id (&server->again_source, g_source_remove);
  g_cancellable_cancel (server->cancel);
  g_clear_object (&server->cancel);
  g_free (server->bus_id);
  g_object_unref (server->bus);
  g_free (server);
}

gboolean
recoup_notifier_server_is_ready (const RecoupNotifierServer *server)
{
  return server->is_ready;
}
