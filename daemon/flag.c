/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Desktops tell whether the screen is locked or the user wants peace in a dozen places, all of one
 * shape: a truth value behind a bus name, read when its owner appears and told by a signal when it
 * changes. Each place is a row of a table; this watches one row. Nothing is polled, nobody is
 * started, and an owner that is gone says nothing.
 */
#include "daemon/flag.h"

#define PROPERTIES "org.freedesktop.DBus.Properties"

struct _RecoupFlag
{
  const RecoupFlagRow *row;
  GDBusConnection *bus; /* owned */
  guint watch;
  guint subscription;
  GCancellable *cancel; /* owned, of the question to the present owner */
  gboolean is_settled;  /* its owner has answered, or there is none */
  gboolean is_known;
  gboolean is_set;
  RecoupFlagFunc changed;
  gpointer user_data;
};

static void
take (RecoupFlag *flag, gboolean is_known, gboolean is_set)
{
  if (flag->is_settled && flag->is_known == is_known && flag->is_set == is_set)
    return;
  flag->is_settled = TRUE;
  flag->is_known = is_known;
  flag->is_set = is_set;
  flag->changed (flag->user_data);
}

/* Takes a truth value, boxed or not; anything else is another version of the desktop and says
 * nothing. */
static void
take_value (RecoupFlag *flag, GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT)
                                   ? g_variant_get_variant (value)
                                   : g_variant_ref (value);
  if (g_variant_is_of_type (inner, G_VARIANT_TYPE_BOOLEAN))
    take (flag, TRUE, g_variant_get_boolean (inner));
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  RecoupFlag *flag = user_data;
  if (reply == NULL)
    {
      g_autofree char *name = g_dbus_error_get_remote_error (error);
      if (flag->row->unset != NULL && g_strcmp0 (name, flag->row->unset) == 0)
        {
          take (flag, TRUE, FALSE);
          return;
        }
      /* An owner of the name that lacks the place is common: every notification server but one. */
      g_debug ("No %s: %s", flag->row->what, error->message);
    }
  else if (g_variant_n_children (reply) > 0)
    {
      g_autoptr (GVariant) value = g_variant_get_child_value (reply, 0);
      take_value (flag, value);
    }
  take (flag, flag->is_known, flag->is_set); /* an answer at least */
}

static void
on_property_changed (RecoupFlag *flag, GVariant *parameters)
{
  const char *interface = NULL;
  g_autoptr (GVariant) changed = NULL;
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;
  g_variant_get (parameters, "(&s@a{sv}@as)", &interface, &changed, NULL);
  if (!g_str_equal (interface, flag->row->interface))
    return;
  g_autoptr (GVariant) value = g_variant_lookup_value (changed, flag->row->property, NULL);
  if (value != NULL)
    take_value (flag, value);
}

static void /* NOLINTNEXTLINE(readability-function-size): GDBusSignalCallback */
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *name,
           GVariant *parameters,
           gpointer user_data)
{
  RecoupFlag *flag = user_data;
  const RecoupFlagRow *row = flag->row;
  if (row->property != NULL)
    {
      on_property_changed (flag, parameters);
      return;
    }
  if (g_strcmp0 (name, row->signals[0]) != 0 && g_strcmp0 (name, row->signals[1]) != 0)
    return;
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE_TUPLE) ||
      g_variant_n_children (parameters) <= row->position)
    return;
  if (row->match != NULL)
    {
      g_autoptr (GVariant) before = g_variant_get_child_value (parameters, row->position - 1);
      if (!g_variant_is_of_type (before, G_VARIANT_TYPE_STRING) ||
          !g_str_equal (g_variant_get_string (before, NULL), row->match))
        return;
    }
  g_autoptr (GVariant) value = g_variant_get_child_value (parameters, row->position);
  take_value (flag, value);
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  RecoupFlag *flag = user_data;
  const RecoupFlagRow *row = flag->row;
  g_cancellable_cancel (flag->cancel);
  g_clear_object (&flag->cancel);
  flag->cancel = g_cancellable_new ();
  g_autoptr (GVariant) arguments = NULL;
  if (row->property != NULL)
    arguments = g_variant_ref_sink (g_variant_new ("(ss)", row->interface, row->property));
  else if (row->arguments != NULL)
    arguments = g_variant_parse (NULL, row->arguments, NULL, NULL, NULL);
  g_dbus_connection_call (bus, owner, row->path,
                          row->property != NULL ? PROPERTIES : row->interface,
                          row->property != NULL ? "Get" : row->method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, flag->cancel, on_answer, flag);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  RecoupFlag *flag = user_data;
  g_cancellable_cancel (flag->cancel);
  take (flag, FALSE, FALSE);
}

RecoupFlag *
recoup_flag_new (GDBusConnection *bus,
                 const RecoupFlagRow *row,
                 RecoupFlagFunc changed,
                 gpointer user_data)
{
  RecoupFlag *flag = g_new0 (RecoupFlag, 1);
  flag->row = row;
  flag->bus = g_object_ref (bus);
  flag->changed = changed;
  flag->user_data = user_data;
  gboolean is_property = row->property != NULL;
  const char *signal = row->signals[1] == NULL ? row->signals[0] : NULL;
  flag->subscription = g_dbus_connection_signal_subscribe (
      bus, row->name, is_property ? PROPERTIES : row->interface,
      is_property ? "PropertiesChanged" : signal, row->path, is_property ? row->interface : NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_signal, flag, NULL);
  flag->watch = g_bus_watch_name_on_connection (bus, row->name, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                on_appeared, on_vanished, flag, NULL);
  return flag;
}

void
recoup_flag_free (RecoupFlag *flag)
{
  if (flag == NULL)
    return;
  g_bus_unwatch_name (flag->watch);
  g_dbus_connection_signal_unsubscribe (flag->bus, flag->subscription);
  g_cancellable_cancel (flag->cancel);
  g_clear_object (&flag->cancel);
  g_object_unref (flag->bus);
  g_free (flag);
}

const RecoupFlagRow *
recoup_flag_get_row (const RecoupFlag *flag)
{
  return flag->row;
}

gboolean
recoup_flag_is_known (const RecoupFlag *flag)
{
  return flag->is_known;
}

gboolean
recoup_flag_is_settled (const RecoupFlag *flag)
{
  return flag->is_settled;
}

gboolean
recoup_flag_is_set (const RecoupFlag *flag)
{
  return flag->is_set;
}
