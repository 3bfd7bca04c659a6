/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The life of the daemon: parts are made from the outside in and the object is exported, then the
 * name is owned, and then the first state is computed. Nothing is answered before that, because
 * calls are handled by the main loop, which begins after it: whoever finds the name finds
 * everything behind it. And nothing is claimed or shown by a process that does not own the name. A
 * store that cannot be had does not stop it: the state says so, and what is logged is refused
 * instead of being lost.
 */
#include "daemon/app.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <malloc.h>
#include <signal.h>
#include <systemd/sd-daemon.h>

#include "daemon/bus.h"
#include "daemon/clock.h"
#include "daemon/config.h"
#include "daemon/engine.h"
#include "daemon/log.h"
#include "daemon/notifier-desktop.h"
#include "daemon/presence-desktop.h"
#include "daemon/store.h"
#include "recoup/names.h"

/* Of the specification of D-Bus: a flag of RequestName, and one of its answers. */
#define NAME_DO_NOT_QUEUE 4U
#define NAME_IS_OURS      1U

typedef struct
{
  GMainLoop *loop;
  GDBusConnection *connection;
  RecoupClock *clock;
  RecoupStore *store; /* NULL when it could not be opened */
  RecoupConfig *config;
  RecoupNotifier *notifier;
  RecoupPresence *presence;
  RecoupEngine *engine;
  RecoupBus *bus;
  gboolean owns_name;
  guint signals[2];
  gboolean is_stopping;
  int status;
} App;

static void
stop (App *app, int status)
{
  if (app->is_stopping)
    return; /* the first reason counts */
  app->is_stopping = TRUE;
  app->status = status;
  g_main_loop_quit (app->loop);
}

static gboolean
on_signal (gpointer user_data)
{
  App *app = user_data;
  recoup_log_event (RECOUP_LOG_STOPPED, "Stopped on request");
  stop (app, 0);
  return G_SOURCE_CONTINUE;
}

static void
on_closed (GDBusConnection *connection,
           gboolean remote_peer_vanished,
           GError *error,
           gpointer user_data)
{
  App *app = user_data;
  recoup_log_event (RECOUP_LOG_STOPPED, "The session bus is closed: the session has ended");
  stop (app, 0);
}

/* Asks for the name and waits for the answer, as is done at start alone. Nobody can take it away
 * afterwards: that would have to be allowed here. */
static gboolean
own_name (App *app, GError **error)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      app->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", RECOUP_BUS_NAME, NAME_DO_NOT_QUEUE),
      G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
  guint32 result = 0;
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(u)", &result);
  app->owns_name = result == NAME_IS_OURS;
  return TRUE;
}

/* Gives the name back; what is sent after it comes from nobody that is still called. */
static void
give_up_name (App *app)
{
  if (app->owns_name)
    g_dbus_connection_call (app->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                            "org.freedesktop.DBus", "ReleaseName",
                            g_variant_new ("(s)", RECOUP_BUS_NAME), NULL, G_DBUS_CALL_FLAGS_NONE,
                            -1, NULL, NULL, NULL);
  app->owns_name = FALSE;
}

static void
open_store (App *app, char **message_out)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "recoup", "recoup.db", NULL);
  app->store = recoup_store_open (path, recoup_clock_get_zones (app->clock), &error);
  if (app->store != NULL)
    return;
  recoup_log_event (RECOUP_LOG_STORE_UNAVAILABLE, "%s", error->message);
  *message_out = g_strdup (error->message);
}

static gboolean
build (App *app, GError **error)
{
  app->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  if (app->connection == NULL)
    return FALSE;
  g_dbus_connection_set_exit_on_close (app->connection, FALSE);
  (void) g_signal_connect (app->connection, "closed", G_CALLBACK (on_closed), app);
  app->clock = recoup_clock_new_wall (error);
  if (app->clock == NULL)
    return FALSE;
  g_autofree char *message = NULL;
  open_store (app, &message);
  g_autofree char *config =
      g_build_filename (g_get_user_config_dir (), "recoup", "recoup.conf", NULL);
  app->config = recoup_config_new (config);
  app->notifier = recoup_notifier_new_desktop (app->connection);
  app->presence = recoup_presence_new_desktop (app->connection);
  RecoupEngineParts engine_parts = {
    .clock = app->clock,
    .store = app->store,
    .notifier = app->notifier,
    .presence = app->presence,
    .store_error = message,
    .policy = recoup_config_get_policy (app->config),
  };
  app->engine = recoup_engine_new (&engine_parts);
  RecoupBusParts parts = {
    app->connection, app->engine, app->config, app->notifier, app->presence,
  };
  app->bus = recoup_bus_new (&parts, error);
  return app->bus != NULL;
}

static void
take_down (App *app)
{
  (void) sd_notify (0, "STOPPING=1"); /* only systemd listens, and not always */
  for (gsize i = 0; i < G_N_ELEMENTS (app->signals); i++)
    g_clear_handle_id (&app->signals[i], g_source_remove);
  give_up_name (app);
  if (app->engine != NULL)
    recoup_engine_stop (app->engine);
  recoup_bus_free (app->bus);
  recoup_engine_free (app->engine);
  recoup_presence_free (app->presence);
  recoup_notifier_free (app->notifier);
  recoup_config_free (app->config);
  recoup_store_free (app->store);
  recoup_clock_free (app->clock);
  if (app->connection != NULL)
    {
      (void) g_signal_handlers_disconnect_by_data (app->connection, app);
      /* What was sent last, a popup taken away among it, is to arrive. */
      (void) g_dbus_connection_flush_sync (app->connection, NULL, NULL);
      g_object_unref (app->connection);
    }
  g_main_loop_unref (app->loop);
}

/* Works until it is stopped, as the one who owns the name. */
static void
work (App *app)
{
  recoup_engine_settle (app->engine);
  (void) malloc_trim (0); /* what the first state was made from */
  recoup_log_event (RECOUP_LOG_STARTED, "recoupd %s is running", RECOUP_VERSION);
  /* Only systemd listens, and not always. */
  (void) sd_notify (0, app->store != NULL ? "READY=1\nSTATUS=Running"
                                          : "READY=1\nSTATUS=Running without its database");
  g_main_loop_run (app->loop);
}

int
recoup_app_run (void)
{
  g_autoptr (GError) error = NULL;
  App app = { .loop = g_main_loop_new (NULL, FALSE) };
  app.signals[0] = g_unix_signal_add (SIGTERM, on_signal, &app);
  app.signals[1] = g_unix_signal_add (SIGINT, on_signal, &app);
  if (!build (&app, &error) || !own_name (&app, &error))
    {
      g_critical ("Cannot start: %s", error->message);
      take_down (&app);
      return 1;
    }
  if (app.owns_name)
    work (&app);
  else
    {
      recoup_log_event (RECOUP_LOG_NAME_REFUSED, "Another process owns %s", RECOUP_BUS_NAME);
      app.status = 1;
    }
  take_down (&app);
  return app.status;
}
