/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Presence as the desktop tells it, put together from what there is: logind's session, any of the
 * screen savers, and the do-not-disturb switch of the notification server at hand. A new desktop is
 * a row in one of the tables.
 */
#include "daemon/presence-desktop.h"

#include <glib/gi18n-lib.h>

#include "daemon/flag.h"
#include "daemon/logind.h"

#define SCREEN_SAVER(row_name, row_path)                                                 \
  {                                                                                      \
    .what = (row_name), .name = (row_name), .path = (row_path), .interface = (row_name), \
    .method = "GetActive", .signals = {                                                  \
      "ActiveChanged"                                                                    \
    }                                                                                    \
  }

static const RecoupFlagRow lock_rows[] = {
  SCREEN_SAVER ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
  SCREEN_SAVER ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
  SCREEN_SAVER ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
  SCREEN_SAVER ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
  SCREEN_SAVER ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
};

static const RecoupFlagRow peace_rows[] = {
  { .what = N_ ("do-not-disturb of Plasma"),
    .name = "org.freedesktop.Notifications",
    .path = "/org/freedesktop/Notifications",
    .interface = "org.freedesktop.Notifications",
    .property = "Inhibited" },
  { .what = N_ ("do-not-disturb of dunst"),
    .name = "org.freedesktop.Notifications",
    .path = "/org/freedesktop/Notifications",
    .interface = "org.dunstproject.cmd0",
    .property = "paused" },
  { .what = N_ ("do-not-disturb of swaync"),
    .name = "org.erikreider.swaync.cc",
    .path = "/org/erikreider/swaync/cc",
    .interface = "org.erikreider.swaync.cc",
    .method = "GetDnd",
    .signals = { "Subscribe", "SubscribeV2" }, /* until 0.7, and since */
    .position = 1 },
  { .what = N_ ("do-not-disturb of Xfce"),
    .name = "org.xfce.Xfconf",
    .path = "/org/xfce/Xfconf",
    .interface = "org.xfce.Xfconf",
    .method = "GetProperty",
    .arguments = "('xfce4-notifyd', '/do-not-disturb')",
    .signals = { "PropertyChanged" },
    .position = 2,
    .match = "/do-not-disturb",
    .unset = "org.xfce.Xfconf.Error.PropertyNotFound",
    .server = "Xfce Notify Daemon" }, /* the setting outlives it, and means nothing to others */
};

#define GNOME_SCHEMA "org.gnome.desktop.notifications"
#define GNOME_KEY    "show-banners"
#define GNOME_SERVER "gnome-shell"
#define GNOME_WHAT   N_ ("do-not-disturb of GNOME")

typedef struct
{
  RecoupPresence base;
  GDBusConnection *session; /* owned */
  guint begin_id;           /* idle source that begins to listen */
  gboolean has_begun;
  gboolean has_no_system; /* nobody can tell of sessions */
  GCancellable *cancel;
  RecoupLogind *logind; /* owned, NULL without a system bus */
  RecoupLogindState logind_state;
  RecoupFlag *locks[G_N_ELEMENTS (lock_rows)];   /* owned */
  RecoupFlag *peaces[G_N_ELEMENTS (peace_rows)]; /* owned */
  GSettings *banners; /* owned, while the server is GNOME's and its schema is there */
  char *server;       /* owned, what the notification server calls itself, or NULL */
} DesktopPresence;

static void
tell (DesktopPresence *desktop, RecoupPresenceEvent event)
{
  if (desktop->base.func != NULL)
    desktop->base.func (&desktop->base, event, desktop->base.user_data);
}

static gboolean
any_set (DesktopPresence *desktop, RecoupFlag *const *flags, gsize n)
{
  gboolean set = FALSE;
  for (gsize i = 0; i < n; i++)
    {
      if (flags[i] == NULL || !recoup_flag_is_known (flags[i]))
        continue; /* NULL while they are being made */
      const RecoupFlagRow *row = recoup_flag_get_row (flags[i]);
      if (row->server != NULL && g_strcmp0 (row->server, desktop->server) != 0)
        continue;
      set = recoup_flag_is_set (flags[i]) || set;
      g_ptr_array_add (desktop->base.sources, g_strdup (row->what));
    }
  return set;
}

/* Says that something is not told by anybody: there are no more sources than @before. */
static void
name_missing (DesktopPresence *desktop, const char *what, guint before)
{
  if (desktop->base.sources->len == before)
    g_ptr_array_add (desktop->base.missing, g_strdup (what));
}

static gboolean
are_settled (RecoupFlag *const *flags, gsize n)
{
  gboolean settled = TRUE;
  for (gsize i = 0; i < n; i++)
    settled = settled && (flags[i] == NULL || recoup_flag_is_settled (flags[i]));
  return settled;
}

/* Whether everybody who is there has answered: who answers first does not speak for the rest. */
static gboolean
is_answered (const DesktopPresence *desktop)
{
  return desktop->has_begun && (desktop->has_no_system || desktop->logind_state.is_known) &&
         are_settled (desktop->locks, G_N_ELEMENTS (desktop->locks)) &&
         are_settled (desktop->peaces, G_N_ELEMENTS (desktop->peaces));
}

/* Puts everything together anew, and tells if it made a difference. */
static void
combine (DesktopPresence *desktop)
{
  RecoupPresence *base = &desktop->base;
  const RecoupLogindState *logind = &desktop->logind_state;
  guint n_sources = base->sources->len;
  g_ptr_array_set_size (base->sources, 0);
  g_ptr_array_set_size (base->missing, 0);
  if (logind->has_session)
    g_ptr_array_add (base->sources, g_strdup (N_ ("session of logind")));
  name_missing (desktop, N_ ("session of logind"), 0);
  guint before = base->sources->len;
  gboolean saver = any_set (desktop, desktop->locks, G_N_ELEMENTS (desktop->locks));
  name_missing (desktop, N_ ("screen saver"), before);
  before = base->sources->len;
  gboolean peace = any_set (desktop, desktop->peaces, G_N_ELEMENTS (desktop->peaces));
  if (desktop->banners != NULL)
    {
      g_ptr_array_add (base->sources, g_strdup (GNOME_WHAT));
      peace = !g_settings_get_boolean (desktop->banners, GNOME_KEY) || peace;
    }
  name_missing (desktop, N_ ("do-not-disturb"), before);
  gboolean locked = logind->locked || saver;
  gboolean known = base->is_known || is_answered (desktop);
  gboolean is_same = base->is_known == known && base->locked == locked &&
                     base->idle == logind->idle && base->logged_out == logind->logged_out &&
                     base->dnd == peace && n_sources == base->sources->len;
  base->is_known = known;
  base->locked = locked;
  base->idle = logind->idle;
  base->logged_out = logind->logged_out;
  base->dnd = peace;
  if (!is_same)
    tell (desktop, RECOUP_PRESENCE_CHANGED);
}

static void
on_flag_changed (gpointer user_data)
{
  combine (user_data);
}

static void
on_logind_changed (const RecoupLogindState *state, gpointer user_data)
{
  DesktopPresence *desktop = user_data;
  desktop->logind_state = *state;
  combine (desktop);
}

static void
on_logind_sleep (gboolean is_beginning, gpointer user_data)
{
  tell (user_data, is_beginning ? RECOUP_PRESENCE_SUSPEND : RECOUP_PRESENCE_RESUME);
}

static const RecoupLogindListener logind_listener = {
  .changed = on_logind_changed,
  .sleep = on_logind_sleep,
};

static void
on_system_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) system = g_bus_get_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the presence is gone */
  DesktopPresence *desktop = user_data;
  if (system == NULL)
    {
      desktop->has_no_system = TRUE;
      combine (desktop);
      return;
    }
  g_dbus_connection_set_exit_on_close (system, FALSE);
  desktop->logind = recoup_logind_new (system, &logind_listener, desktop);
}

static void
on_banners_changed (GSettings *settings, const char *key, gpointer user_data)
{
  combine (user_data);
}

static void
drop_banners (DesktopPresence *desktop)
{
  if (desktop->banners != NULL)
    (void) g_signal_handlers_disconnect_by_data (desktop->banners, desktop);
  g_clear_object (&desktop->banners);
}

/* Without its schema g_settings_new() would end the process. */
static void
take_banners (DesktopPresence *desktop)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, GNOME_SCHEMA, TRUE) : NULL;
  if (schema == NULL || !g_settings_schema_has_key (schema, GNOME_KEY))
    return;
  desktop->banners = g_settings_new_full (schema, NULL, NULL);
  (void) g_signal_connect (desktop->banners, "changed::" GNOME_KEY, G_CALLBACK (on_banners_changed),
                           desktop);
}

static void
desktop_set_server (RecoupPresence *presence, const char *name)
{
  DesktopPresence *desktop = (DesktopPresence *) presence;
  if (g_strcmp0 (name, desktop->server) == 0)
    return;
  g_free (desktop->server);
  desktop->server = g_strdup (name);
  drop_banners (desktop);
  if (g_strcmp0 (name, GNOME_SERVER) == 0)
    take_banners (desktop);
  combine (desktop);
}

static void
desktop_free (RecoupPresence *presence)
{
  DesktopPresence *desktop = (DesktopPresence *) presence;
  g_clear_handle_id (&desktop->begin_id, g_source_remove);
  g_cancellable_cancel (desktop->cancel);
  g_clear_object (&desktop->cancel);
  drop_banners (desktop);
  g_free (desktop->server);
  for (gsize i = 0; i < G_N_ELEMENTS (desktop->locks); i++)
    recoup_flag_free (desktop->locks[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (desktop->peaces); i++)
    recoup_flag_free (desktop->peaces[i]);
  recoup_logind_free (desktop->logind);
  g_object_unref (desktop->session);
  g_free (desktop);
}

/* GLib takes it for a fault of ours when one subscribes on a connection that is closed. */
static RecoupFlag *
listen (DesktopPresence *desktop, const RecoupFlagRow *row)
{
  if (g_dbus_connection_is_closed (desktop->session))
    return NULL; /* the session has ended, and we with it */
  return recoup_flag_new (desktop->session, row, on_flag_changed, desktop);
}

/* A dozen of subscriptions and questions, whose answers come in the main loop: they can as well be
 * asked from there, and the daemon has its name a millisecond earlier. */
static gboolean
on_begin (gpointer user_data)
{
  DesktopPresence *desktop = user_data;
  desktop->begin_id = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (lock_rows); i++)
    desktop->locks[i] = listen (desktop, &lock_rows[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (peace_rows); i++)
    desktop->peaces[i] = listen (desktop, &peace_rows[i]);
  g_bus_get (G_BUS_TYPE_SYSTEM, desktop->cancel, on_system_bus, desktop);
  desktop->has_begun = TRUE;
  return G_SOURCE_REMOVE;
}

RecoupPresence *
recoup_presence_new_desktop (GDBusConnection *session)
{
  DesktopPresence *desktop = g_new0 (DesktopPresence, 1);
  recoup_presence_init (&desktop->base);
  desktop->base.free = desktop_free;
  desktop->base.set_server = desktop_set_server;
  desktop->session = g_object_ref (session);
  desktop->cancel = g_cancellable_new ();
  desktop->begin_id = g_idle_add_full (G_PRIORITY_HIGH, on_begin, desktop, NULL);
  combine (desktop); /* nothing is known yet, and that is what it says */
  return &desktop->base;
}
