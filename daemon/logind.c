/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which session is the one before which the user sits is logind's to say: the `Display` of its
 * user object; where that is not told, the newest graphical session of the user. Sessions come and
 * go while the daemon, which belongs to the user and not to a session, goes on; each time the
 * choice is made anew. A session is locked when it says so (LockedHint), or from the signal Lock to
 * Unlock: some lockers do only the one, some only the other. logind itself is restarted by updates,
 * often at night: for a moment what it said last still holds.
 */
#include "daemon/logind.h"

#include <unistd.h>

#define LOGIN_NAME        "org.freedesktop.login1"
#define LOGIN_PATH        "/org/freedesktop/login1"
#define LOGIN_SELF        "/org/freedesktop/login1/user/self"
#define MANAGER_INTERFACE "org.freedesktop.login1.Manager"
#define USER_INTERFACE    "org.freedesktop.login1.User"
#define SESSION_INTERFACE "org.freedesktop.login1.Session"
#define PROPERTIES        "org.freedesktop.DBus.Properties"

#define RESTART_SEC 5 /* systemd has it back in less than one */

struct _RecoupLogind
{
  GDBusConnection *bus; /* owned */
  RecoupLogindState state;
  gboolean locked_hint;
  gboolean lock_asked; /* by the signal Lock */
  gboolean is_there;   /* logind itself, or it was a moment ago */
  gboolean is_asleep;  /* the machine, or about to be */
  guint gone_id;       /* timer: logind has not come back */
  guint watch;
  guint manager_signals;
  guint session_signals;
  char *session;         /* owned, path of the session that is followed; NULL if none */
  GCancellable *reading; /* owned, of the first look at it; a new choice leaves it alone */
  GCancellable *cancel;  /* owned, of the choice under way */
  guint n_asked;         /* sessions whose properties are awaited */
  char *best;            /* owned, path of the best one so far */
  guint64 best_rank;
  const RecoupLogindListener *listener;
  gpointer user_data;
};

static void
tell (RecoupLogind *logind)
{
  logind->state.is_known = TRUE;
  logind->state.locked = logind->locked_hint || logind->lock_asked;
  logind->listener->changed (&logind->state, logind->user_data);
}

static GVariant *
finish (GObject *source, GAsyncResult *result, gboolean *cancelled_out)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  *cancelled_out = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (error != NULL && !*cancelled_out)
    g_debug ("logind: %s", error->message);
  return reply;
}

static void
ask (RecoupLogind *logind,
     const char *path,
     const char *interface,
     const char *method,
     GVariant *arguments,
     GAsyncReadyCallback on_answer)
{
  g_dbus_connection_call (logind->bus, LOGIN_NAME, path, interface, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, logind->cancel, on_answer, logind);
}

static void
take_hints (RecoupLogind *logind, GVariant *properties)
{
  gboolean was_locked = logind->locked_hint;
  gboolean was_idle = logind->state.idle;
  (void) g_variant_lookup (properties, "LockedHint", "b", &logind->locked_hint);
  (void) g_variant_lookup (properties, "IdleHint", "b", &logind->state.idle);
  if (was_locked && !logind->locked_hint)
    logind->lock_asked = FALSE; /* unlocked by its own locker */
  if (was_idle && !logind->state.idle && !logind->locked_hint)
    logind->lock_asked = FALSE; /* by one that says nothing at all: its user moves again */
  tell (logind);
}

static void choose (RecoupLogind *logind);

static void /* NOLINTNEXTLINE(readability-function-size): GDBusSignalCallback */
on_session_signal (GDBusConnection *bus,
                   const char *sender,
                   const char *path,
                   const char *interface,
                   const char *name,
                   GVariant *parameters,
                   gpointer user_data)
{
  RecoupLogind *logind = user_data;
  if (g_str_equal (name, "PropertiesChanged") &&
      g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    {
      g_autoptr (GVariant) changed = g_variant_get_child_value (parameters, 1);
      take_hints (logind, changed);
      if (g_variant_lookup (changed, "Active", "b", NULL))
        choose (logind); /* it may be closing, of which nothing else tells */
    }
  else if (g_str_equal (name, "Lock") || g_str_equal (name, "Unlock"))
    {
      logind->lock_asked = g_str_equal (name, "Lock");
      tell (logind);
    }
}

static void
on_session_properties (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean cancelled = FALSE;
  g_autoptr (GVariant) reply = finish (source, result, &cancelled);
  if (cancelled)
    return;
  g_autoptr (GVariant) properties = NULL;
  if (reply != NULL && g_variant_is_of_type (reply, G_VARIANT_TYPE ("(a{sv})")))
    properties = g_variant_get_child_value (reply, 0);
  else
    properties = g_variant_ref_sink (g_variant_new ("a{sv}", NULL)); /* it is there, at least */
  take_hints (user_data, properties);
}

static void
leave_session (RecoupLogind *logind)
{
  if (logind->session_signals != 0)
    g_dbus_connection_signal_unsubscribe (logind->bus, logind->session_signals);
  logind->session_signals = 0;
  g_cancellable_cancel (logind->reading);
  g_clear_object (&logind->reading);
  g_clear_pointer (&logind->session, g_free);
  logind->locked_hint = FALSE;
  logind->lock_asked = FALSE;
  logind->state.idle = FALSE;
  logind->state.has_session = FALSE;
}

/* Asks the session that is followed what it is like. */
static void
read_session (RecoupLogind *logind)
{
  g_cancellable_cancel (logind->reading);
  g_clear_object (&logind->reading);
  logind->reading = g_cancellable_new ();
  g_dbus_connection_call (logind->bus, LOGIN_NAME, logind->session, PROPERTIES, "GetAll",
                          g_variant_new ("(s)", SESSION_INTERFACE), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, logind->reading,
                          on_session_properties, logind);
}

static void
follow (RecoupLogind *logind, const char *path)
{
  logind->state.logged_out = FALSE;
  if (g_strcmp0 (path, logind->session) == 0)
    return;
  leave_session (logind);
  logind->session = g_strdup (path);
  logind->state.has_session = TRUE;
  logind->session_signals = g_dbus_connection_signal_subscribe (
      logind->bus, LOGIN_NAME, NULL, NULL, path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_session_signal,
      logind, NULL);
  read_session (logind);
}

/* A user's graphical session before any other, and of those the newest. 0 for none of the user's.
 */
static guint64
rank_session (GVariant *properties)
{
  const char *class = "";
  const char *type = "";
  const char *state = "";
  guint64 timestamp = 0;
  (void) g_variant_lookup (properties, "Class", "&s", &class); /* each may be missing */
  (void) g_variant_lookup (properties, "Type", "&s", &type);
  (void) g_variant_lookup (properties, "State", "&s", &state);
  (void) g_variant_lookup (properties, "Timestamp", "t", &timestamp);
  if (g_str_equal (state, "closing")) /* logged out, and something of it still runs */
    return 0;
  if (g_str_equal (class, "greeter") || g_str_has_prefix (class, "manager"))
    return 0;
  gboolean is_graphical = !g_str_equal (type, "tty") && !g_str_equal (type, "unspecified");
  return (timestamp / 2) + 1 + (is_graphical ? G_MAXUINT64 / 2 : 0);
}

/* The sessions are known: follows the best, if it is one that a popup could be seen in. */
static void
decide (RecoupLogind *logind)
{
  g_autofree char *best = g_steal_pointer (&logind->best);
  if (best != NULL && logind->best_rank > G_MAXUINT64 / 2)
    {
      follow (logind, best);
      return;
    }
  leave_session (logind);
  logind->state.logged_out = best == NULL;
  tell (logind);
}

typedef struct
{
  RecoupLogind *logind;
  char *path; /* owned */
} Candidate;

static void
on_candidate (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Candidate *candidate = user_data;
  RecoupLogind *logind = candidate->logind;
  g_autofree char *path = g_steal_pointer (&candidate->path);
  g_free (candidate);
  gboolean cancelled = FALSE;
  g_autoptr (GVariant) reply = finish (source, result, &cancelled);
  if (cancelled)
    return;
  if (reply != NULL && g_variant_is_of_type (reply, G_VARIANT_TYPE ("(a{sv})")))
    {
      g_autoptr (GVariant) properties = g_variant_get_child_value (reply, 0);
      guint64 rank = rank_session (properties);
      if (rank > logind->best_rank)
        {
          logind->best_rank = rank;
          g_free (logind->best);
          logind->best = g_steal_pointer (&path);
        }
    }
  logind->n_asked--;
  if (logind->n_asked == 0)
    decide (logind);
}

static void
on_sessions (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean cancelled = FALSE;
  g_autoptr (GVariant) reply = finish (source, result, &cancelled);
  if (cancelled)
    return;
  RecoupLogind *logind = user_data;
  g_clear_pointer (&logind->best, g_free);
  logind->best_rank = 0;
  logind->n_asked = 0;
  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(a(susso))")))
    {
      tell (logind); /* unknown is not absent */
      return;
    }
  g_autoptr (GVariant) sessions = g_variant_get_child_value (reply, 0);
  GVariantIter iter;
  guint32 uid = 0;
  const char *path = NULL;
  g_variant_iter_init (&iter, sessions);
  while (g_variant_iter_next (&iter, "(&su&s&s&o)", NULL, &uid, NULL, NULL, &path))
    {
      if (uid != getuid ())
        continue;
      Candidate *candidate = g_new0 (Candidate, 1);
      candidate->logind = logind;
      candidate->path = g_strdup (path);
      logind->n_asked++;
      g_dbus_connection_call (logind->bus, LOGIN_NAME, path, PROPERTIES, "GetAll",
                              g_variant_new ("(s)", SESSION_INTERFACE), NULL,
                              G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, logind->cancel, on_candidate,
                              candidate);
    }
  if (logind->n_asked == 0)
    decide (logind);
}

static void
on_display (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean cancelled = FALSE;
  g_autoptr (GVariant) reply = finish (source, result, &cancelled);
  if (cancelled)
    return;
  RecoupLogind *logind = user_data;
  if (reply != NULL && g_variant_is_of_type (reply, G_VARIANT_TYPE ("(v)")))
    {
      g_autoptr (GVariant) display = NULL;
      g_variant_get (reply, "(v)", &display);
      const char *id = "";
      const char *path = "";
      if (g_variant_is_of_type (display, G_VARIANT_TYPE ("(so)")))
        g_variant_get (display, "(&s&o)", &id, &path);
      if (id[0] != '\0')
        {
          follow (logind, path);
          return;
        }
    }
  ask (logind, LOGIN_PATH, MANAGER_INTERFACE, "ListSessions", NULL, on_sessions);
}

static void
choose (RecoupLogind *logind)
{
  g_cancellable_cancel (logind->cancel);
  g_clear_object (&logind->cancel);
  logind->cancel = g_cancellable_new ();
  ask (logind, LOGIN_SELF, PROPERTIES, "Get", g_variant_new ("(ss)", USER_INTERFACE, "Display"),
       on_display);
}

static void /* NOLINTNEXTLINE(readability-function-size): GDBusSignalCallback */
on_manager_signal (GDBusConnection *bus,
                   const char *sender,
                   const char *path,
                   const char *interface,
                   const char *name,
                   GVariant *parameters,
                   gpointer user_data)
{
  RecoupLogind *logind = user_data;
  if (g_str_equal (name, "PrepareForSleep") &&
      g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    {
      gboolean is_beginning = FALSE;
      g_variant_get (parameters, "(b)", &is_beginning);
      logind->is_asleep = is_beginning;
      logind->listener->sleep (is_beginning, logind->user_data);
    }
  else if (g_str_equal (name, "SessionNew") || g_str_equal (name, "SessionRemoved"))
    choose (logind);
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  RecoupLogind *logind = user_data;
  g_clear_handle_id (&logind->gone_id, g_source_remove);
  logind->is_there = TRUE;
  if (logind->session != NULL)
    read_session (logind); /* it was restarted, and may know better than we do */
  choose (logind);
}

static gboolean
on_gone (gpointer user_data)
{
  RecoupLogind *logind = user_data;
  logind->gone_id = 0;
  leave_session (logind);
  logind->is_there = FALSE;
  logind->state.logged_out = FALSE;
  tell (logind);
  return G_SOURCE_REMOVE;
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  RecoupLogind *logind = user_data;
  g_cancellable_cancel (logind->cancel);
  g_cancellable_cancel (logind->reading);
  if (logind->is_asleep)
    {
      /* Nobody else would say that the machine woke. */
      logind->is_asleep = FALSE;
      logind->listener->sleep (FALSE, logind->user_data);
    }
  if (logind->is_there && logind->gone_id == 0)
    logind->gone_id = g_timeout_add_seconds (RESTART_SEC, on_gone, logind);
  else
    tell (logind); /* it never was there */
}

RecoupLogind *
recoup_logind_new (GDBusConnection *system,
                   const RecoupLogindListener *listener,
                   gpointer user_data)
{
  RecoupLogind *logind = g_new0 (RecoupLogind, 1);
  logind->bus = g_object_ref (system);
  logind->listener = listener;
  logind->user_data = user_data;
  logind->manager_signals = g_dbus_connection_signal_subscribe (
      system, LOGIN_NAME, MANAGER_INTERFACE, NULL, LOGIN_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      on_manager_signal, logind, NULL);
  logind->watch = g_bus_watch_name_on_connection (system, LOGIN_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                  on_appeared, on_vanished, logind, NULL);
  return logind;
}

void
recoup_logind_free (RecoupLogind *logind)
{
  if (logind == NULL)
    return;
  g_bus_unwatch_name (logind->watch);
  g_clear_handle_id (&logind->gone_id, g_source_remove);
  g_dbus_connection_signal_unsubscribe (logind->bus, logind->manager_signals);
  leave_session (logind);
  g_cancellable_cancel (logind->cancel);
  g_clear_object (&logind->cancel);
  g_free (logind->best);
  g_object_unref (logind->bus);
  g_free (logind);
}
