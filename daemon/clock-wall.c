/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The clock of the machine. The alarm is one timerfd on CLOCK_REALTIME, absolute, cancelled when
 * the clock is set: it fires at the instant however long the machine slept, and nothing wakes in
 * between. The zone is that of TZ in the environment, else what timedate1 or /etc/localtime said
 * last: both tell of a change, neither is asked twice.
 */
#include "daemon/clock.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "daemon/watch.h"
#include "recoup/error.h"

#define LOCALTIME       "/etc/localtime"
#define ZONEINFO        "/zoneinfo/"
#define TIMEDATE_NAME   "org.freedesktop.timedate1"
#define TIMEDATE_PATH   "/org/freedesktop/timedate1"
#define PROPERTIES_NAME "org.freedesktop.DBus.Properties"

/* With no alarm the timer still stands, far off: a set clock is noticed through it alone. */
#define FAR_OFF_SEC 7258118400 /* 2200-01-01 */

/* A difference between wall clock and boot clock that no slewing makes between two looks. */
#define STEP_USEC (2 * (gint64) G_USEC_PER_SEC)

/* The zone is followed within a second; scripts that remove the link and then make it again take
 * less than half of one. */
#define MISSING_MS 500

typedef struct
{
  RecoupClock base;
  int fd;
  guint source;
  RecoupInstant target;
  gint64 offset_usec; /* wall clock less boot clock, when last looked at */
  guint step_source;  /* a step noticed outside of the timer, to be told from the loop */
  char *zone;         /* owned, name of the zone, NULL if unknown */
  const char *zone_source;

  RecoupWatch *localtime; /* the link */
  guint missing_source;   /* timer: nothing has come in its place */
  RecoupWatch *zone_file; /* the data of the zone in use */
  GCancellable *cancel;
  GDBusConnection *system; /* owned, NULL without a system bus */
  guint subscription;
} WallClock;

static gint64
read_clock (clockid_t id)
{
  struct timespec now;
  int result = clock_gettime (id, &now);
  g_assert (result == 0);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + (gint64) now.tv_nsec / 1000;
}

static RecoupInstant
wall_now (RecoupClock *clock)
{
  return read_clock (CLOCK_REALTIME);
}

static gint64
wall_uptime_usec (RecoupClock *clock)
{
  return read_clock (CLOCK_BOOTTIME);
}

static void
tell (WallClock *wall, RecoupClockEvent event)
{
  if (wall->base.func != NULL)
    wall->base.func (&wall->base, event, wall->base.user_data);
}

/* Whether the wall clock was set since the last call. */
static gboolean
has_stepped (WallClock *wall)
{
  gint64 offset = read_clock (CLOCK_REALTIME) - read_clock (CLOCK_BOOTTIME);
  gint64 difference = offset - wall->offset_usec;
  wall->offset_usec = offset;
  return ABS (difference) > STEP_USEC;
}

static gboolean
on_step (gpointer user_data)
{
  WallClock *wall = user_data;
  wall->step_source = 0;
  tell (wall, RECOUP_CLOCK_SET);
  return G_SOURCE_REMOVE;
}

static void
arm (WallClock *wall)
{
  struct itimerspec spec = { .it_value = { .tv_sec = FAR_OFF_SEC } };
  if (wall->target < FAR_OFF_SEC * (gint64) G_USEC_PER_SEC)
    {
      /* Zero would disarm it; any instant of the past fires at once. */
      gint64 target = MAX (wall->target, 1);
      spec.it_value.tv_sec = (time_t) (target / G_USEC_PER_SEC);
      spec.it_value.tv_nsec = (target % G_USEC_PER_SEC) * 1000;
    }
  /* ECANCELED tells of a step between the last reading and now; the timer is armed all the same. */
  if (timerfd_settime (wall->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, NULL) != 0 &&
      errno != ECANCELED)
    g_critical ("Cannot set the timer: %s", g_strerror (errno));
  /* A step before the timer stood went unseen by it. */
  if (has_stepped (wall) && wall->step_source == 0)
    wall->step_source = g_idle_add (on_step, wall);
}

static void
wall_wake_at (RecoupClock *clock, RecoupInstant instant)
{
  WallClock *wall = (WallClock *) clock;
  wall->target = instant;
  arm (wall);
}

static gboolean
on_timer (gint fd, GIOCondition condition, gpointer user_data)
{
  WallClock *wall = user_data;
  guint64 n = 0;
  gssize size = read (fd, &n, sizeof n);
  if (size == (gssize) sizeof n)
    {
      wall->target = G_MAXINT64; /* it has come; the listener says what is next */
      (void) has_stepped (wall);
      tell (wall, RECOUP_CLOCK_ALARM);
    }
  else if (size < 0 && errno == ECANCELED)
    {
      (void) has_stepped (wall); /* told just below */
      arm (wall);
      tell (wall, RECOUP_CLOCK_SET);
    }
  return G_SOURCE_CONTINUE;
}

/* What a path or a value of TZ says: the part behind "zoneinfo/", or the text itself. */
static char *
dup_zone_name (const char *text)
{
  if (text[0] == ':')
    text++;
  const char *found = strstr (text, ZONEINFO);
  if (found == NULL)
    return g_strdup (text);
  found += strlen (ZONEINFO);
  if (g_str_has_prefix (found, "posix/") || g_str_has_prefix (found, "right/"))
    found += strlen ("posix/");
  return g_strdup (found);
}

/* Keeps @name (transfer full) if it is a zone. */
static gboolean
take_zone (WallClock *wall, char *name, const char *source)
{
  g_autofree char *owned = name;
  if (name == NULL || recoup_zone_table_lookup (wall->base.zones, name) == NULL)
    return FALSE;
  g_free (wall->zone);
  wall->zone = g_steal_pointer (&owned);
  wall->zone_source = source;
  return TRUE;
}

static void
read_localtime (WallClock *wall)
{
  g_autofree char *target = g_file_read_link (LOCALTIME, NULL);
  g_autofree char *text = NULL;
  if (target != NULL && take_zone (wall, dup_zone_name (target), LOCALTIME))
    return;
  /* A copy in place of the link does not tell its name; Debian keeps the name beside it. */
  if (g_file_get_contents ("/etc/timezone", &text, NULL, NULL) &&
      take_zone (wall, g_strdup (g_strstrip (text)), LOCALTIME))
    return;
  g_clear_pointer (&wall->zone, g_free);
  wall->zone_source = "none";
}

static void watch_zone_file (WallClock *wall);

/* The zone or its data may have changed: everything is loaded anew. */
static void
reload (WallClock *wall)
{
  tzset ();
  recoup_zone_table_clear (wall->base.zones);
  watch_zone_file (wall);
  tell (wall, RECOUP_CLOCK_ZONE);
}

static void
on_zone_file_changed (gpointer user_data)
{
  reload (user_data);
}

static void
watch_zone_file (WallClock *wall)
{
  g_clear_pointer (&wall->zone_file, recoup_watch_free);
  if (wall->zone == NULL)
    return;
  const char *folder = g_getenv ("TZDIR");
  g_autofree char *path =
      g_build_filename (folder != NULL ? folder : "/usr/share/zoneinfo", wall->zone, NULL);
  g_autoptr (GError) error = NULL;
  wall->zone_file = recoup_watch_new (path, on_zone_file_changed, wall, &error);
  if (wall->zone_file == NULL)
    g_info ("New time zone data will not be noticed: %s", error->message);
}

static void
follow_localtime (WallClock *wall)
{
  g_autofree char *before = g_strdup (wall->zone);
  recoup_zone_table_clear (wall->base.zones);
  read_localtime (wall);
  if (g_strcmp0 (before, wall->zone) != 0)
    g_message ("The time zone is now %s", wall->zone != NULL ? wall->zone : "unknown; UTC is used");
  reload (wall);
}

static gboolean
on_missing (gpointer user_data)
{
  WallClock *wall = user_data;
  wall->missing_source = 0;
  follow_localtime (wall);
  return G_SOURCE_REMOVE;
}

static void
on_localtime_changed (gpointer user_data)
{
  WallClock *wall = user_data;
  g_clear_handle_id (&wall->missing_source, g_source_remove);
  if (g_access (LOCALTIME, F_OK) == 0)
    follow_localtime (wall);
  else /* or leads nowhere: not to be taken for UTC while it is being replaced */
    wall->missing_source = g_timeout_add (MISSING_MS, on_missing, wall);
}

static void
take_announced (WallClock *wall, GVariant *value)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return;
  const char *name = g_variant_get_string (value, NULL);
  gboolean is_new = g_strcmp0 (name, wall->zone) != 0;
  if (!take_zone (wall, g_strdup (name), "timedate1"))
    return;
  if (!is_new)
    {
      tell (wall, RECOUP_CLOCK_ZONE); /* its source changed */
      return;
    }
  g_message ("The time zone is now %s", name);
  reload (wall);
}

static void /* NOLINTNEXTLINE(readability-function-size): GDBusSignalCallback */
on_timedate_changed (GDBusConnection *connection,
                     const char *sender,
                     const char *path,
                     const char *interface,
                     const char *signal,
                     GVariant *parameters,
                     gpointer user_data)
{
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;
  g_autoptr (GVariant) changed = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) value = g_variant_lookup_value (changed, "Timezone", G_VARIANT_TYPE_STRING);
  if (value != NULL)
    take_announced (user_data, value);
}

static void
on_timedate_got (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply == NULL)
    return; /* not running, or the clock is gone: the link has told already */
  g_autoptr (GVariant) value = NULL;
  g_variant_get (reply, "(v)", &value);
  take_announced (user_data, value);
}

static void
on_system_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *system = g_bus_get_finish (result, &error);
  if (system == NULL)
    return; /* no system bus, or the clock is gone */
  WallClock *wall = user_data;
  wall->system = system;
  g_dbus_connection_set_exit_on_close (system, FALSE);
  wall->subscription = g_dbus_connection_signal_subscribe (
      system, TIMEDATE_NAME, PROPERTIES_NAME, "PropertiesChanged", TIMEDATE_PATH, TIMEDATE_NAME,
      G_DBUS_SIGNAL_FLAGS_NONE, on_timedate_changed, wall, NULL);
  /* Not started for this: what it would say is what the link says. */
  g_dbus_connection_call (system, TIMEDATE_NAME, TIMEDATE_PATH, PROPERTIES_NAME, "Get",
                          g_variant_new ("(ss)", TIMEDATE_NAME, "Timezone"), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, wall->cancel, on_timedate_got, wall);
}

static const char *
wall_zone_id (RecoupClock *clock, const char **source_out)
{
  WallClock *wall = (WallClock *) clock;
  *source_out = wall->zone_source;
  return wall->zone;
}

static void
wall_free (RecoupClock *clock)
{
  WallClock *wall = (WallClock *) clock;
  g_cancellable_cancel (wall->cancel);
  g_clear_object (&wall->cancel);
  if (wall->subscription != 0)
    g_dbus_connection_signal_unsubscribe (wall->system, wall->subscription);
  g_clear_object (&wall->system);
  g_clear_handle_id (&wall->missing_source, g_source_remove);
  g_clear_handle_id (&wall->step_source, g_source_remove);
  g_clear_handle_id (&wall->source, g_source_remove);
  if (wall->fd >= 0)
    (void) g_close (wall->fd, NULL); /* a timer */
  recoup_watch_free (wall->localtime);
  recoup_watch_free (wall->zone_file);
  g_free (wall->zone);
  g_free (wall);
}

static const RecoupClockClass wall_class = {
  .now = wall_now,
  .uptime_usec = wall_uptime_usec,
  .zone_id = wall_zone_id,
  .wake_at = wall_wake_at,
  .free = wall_free,
};

static void
find_zone (WallClock *wall)
{
  const char *variable = g_getenv ("TZ");
  if (variable != NULL && variable[0] != '\0' && take_zone (wall, dup_zone_name (variable), "TZ"))
    return;
  if (variable != NULL && variable[0] != '\0')
    g_warning ("TZ names no zone that is known: ‘%s’; the zone of the system is used", variable);
  read_localtime (wall);
  g_autoptr (GError) error = NULL;
  wall->localtime = recoup_watch_new (LOCALTIME, on_localtime_changed, wall, &error);
  if (wall->localtime == NULL)
    g_warning ("A change of " LOCALTIME " will not be noticed: %s", error->message);
  g_bus_get (G_BUS_TYPE_SYSTEM, wall->cancel, on_system_bus, wall);
}

RecoupClock *
recoup_clock_new_wall (GError **error)
{
  int fd = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (fd < 0)
    {
      int saved = errno;
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED,
                   "There is no timer on the wall clock: %s", g_strerror (saved));
      return NULL;
    }
  WallClock *wall = g_new0 (WallClock, 1);
  wall->base.klass = &wall_class;
  wall->base.zones = recoup_zone_table_new (recoup_clock_load_zone, NULL);
  wall->fd = fd;
  wall->target = G_MAXINT64;
  wall->zone_source = "none";
  wall->cancel = g_cancellable_new ();
  find_zone (wall);
  watch_zone_file (wall);
  (void) has_stepped (wall); /* the first look */
  wall->source = g_unix_fd_add (fd, G_IO_IN, on_timer, wall);
  arm (wall);
  return &wall->base;
}
