/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl monitor: one line for each thing that happens, until it is interrupted. Driven by the
 * signals of the daemon; the state is asked for again when its revision changes, because no health
 * value is ever broadcast. */

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "client/daemon-text.h"
#include "client/dict.h"
#include "client/print.h"
#include "client/summary.h"
#include "client/verbs.h"
#include "recoup/names.h"

typedef struct
{
  RecoupCtl *ctl;
  GMainLoop *loop;
  GCancellable *cancellable; /* of the call for the state that is under way, NULL if none */
  char *last;                /* owned, the state line that was printed last */
  RecoupExit status;
} Monitor;

/* Prints an event: as one JSON object, or as a line of time, event and text. */
static void
print_event (Monitor *monitor, const char *event, GVariantDict *dict, const char *text)
{
  RecoupInstant now = recoup_instant_floor (g_get_real_time ());
  RecoupCtl *ctl = monitor->ctl;

  g_variant_dict_insert (dict, "at", "x", now);
  g_variant_dict_insert (dict, "event", "s", event);
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_dict_end (dict));
  if (recoup_print_is_json (ctl))
    recoup_print_json (ctl, value);
  else
    {
      g_autofree char *moment = recoup_render_date_time (now, ctl->zone);
      recoup_ctl_print (ctl, "%s  %-9s %s\n", moment, event, text);
    }
  recoup_ctl_flush (ctl);
}

static void
on_state (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Monitor *monitor = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the monitor may be gone */
  g_clear_object (&monitor->cancellable);
  if (reply == NULL)
    return; /* the daemon left: on_owner says so */
  g_autoptr (GVariant) state = g_variant_get_child_value (reply, 0);
  (void) g_variant_get_data (state); /* strings that are borrowed from it stay where they are */
  g_autofree char *summary = recoup_summary_new (state);
  if (g_strcmp0 (summary, monitor->last) == 0)
    return;
  g_free (monitor->last);
  monitor->last = g_strdup (summary);
  g_autoptr (GVariant) readiness = recoup_dict_dict (state, "readiness");
  GVariantDict dict;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "verdict", "s",
                         recoup_verdict_get_name (recoup_summary_read_verdict (state)));
  g_variant_dict_insert_value (&dict, "readiness", readiness);
  g_variant_dict_insert (&dict, "revision", "x", recoup_dict_integer (state, "revision", 0));
  print_event (monitor, "state", &dict, summary);
}

static void
ask_state (Monitor *monitor)
{
  if (monitor->cancellable != NULL)
    {
      g_cancellable_cancel (monitor->cancellable);
      g_clear_object (&monitor->cancellable);
    }
  monitor->cancellable = g_cancellable_new ();
  g_dbus_connection_call (monitor->ctl->bus, RECOUP_BUS_NAME, RECOUP_OBJECT_PATH, RECOUP_INTERFACE,
                          "GetState", g_variant_new ("(a{sv})", NULL), G_VARIANT_TYPE ("(a{sv})"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, monitor->cancellable, on_state,
                          monitor);
}

static gboolean
is_instant (const char *name, GVariant *value)
{
  return (g_str_has_suffix (name, "At") || g_str_has_suffix (name, "Until")) &&
         g_variant_is_of_type (value, G_VARIANT_TYPE_INT64);
}

static gboolean
is_no_instant (const char *name, GVariant *value)
{
  return is_instant (name, value) && g_variant_get_int64 (value) == 0;
}

/* A property in words; instants on the clock. */
static char *
dup_property_text (Monitor *monitor, const char *name, GVariant *value)
{
  if (!is_instant (name, value))
    {
      g_autofree char *plain = g_variant_print (value, FALSE);
      return g_strdup_printf ("%s %s", name, plain);
    }
  if (is_no_instant (name, value))
    return g_strdup_printf ("%s %s", name, _ ("none"));
  g_autofree char *moment =
      recoup_render_date_time (g_variant_get_int64 (value), monitor->ctl->zone);
  return g_strdup_printf ("%s %s", name, moment);
}

static void
print_properties (Monitor *monitor, GVariant *changed)
{
  GVariantIter iter;
  const char *name = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, changed);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      if (g_str_equal (name, "Revision"))
        {
          ask_state (monitor);
          continue;
        }
      g_autofree char *key = recoup_daemon_dup_key (name);
      g_autofree char *text = dup_property_text (monitor, name, value);
      GVariantDict dict;
      g_variant_dict_init (&dict, NULL);
      if (!is_no_instant (name, value)) /* null in JSON */
        g_variant_dict_insert_value (&dict, key, value);
      else
        g_variant_dict_insert_value (&dict, key, g_variant_new_maybe (G_VARIANT_TYPE_INT64, NULL));
      print_event (monitor, "property", &dict, text);
    }
}

/* The signal Changed of the journal. */
static void
print_journal (Monitor *monitor, GVariant *args)
{
  g_autofree const char **kinds = NULL;
  const char *day = NULL;
  GVariantDict dict;

  g_variant_get (args, "(^a&s&st)", &kinds, &day, NULL);
  g_autofree char *list = g_strjoinv (", ", (char **) kinds);
  g_autofree char *text = g_strdup_printf (_ ("%s, from %s on"), list, day);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "kinds", g_variant_new_strv (kinds, -1));
  g_variant_dict_insert (&dict, "first_day", "s", day);
  print_event (monitor, "journal", &dict, text);
}

/* The signals Due and Resolved; only the second has an outcome. */
static void
print_reminder (Monitor *monitor, const char *event, GVariant *args)
{
  const char *id = NULL;
  const char *kind = NULL;
  const char *outcome = NULL;
  GVariantDict dict;

  g_variant_get_child (args, 0, "&s", &id);
  g_variant_get_child (args, 1, "&s", &kind);
  if (g_variant_n_children (args) > 2)
    g_variant_get_child (args, 2, "&s", &outcome);
  g_autofree char *text =
      g_strconcat (id, outcome != NULL ? " " : "", outcome != NULL ? outcome : "", NULL);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "kind", "s", kind);
  if (outcome != NULL)
    g_variant_dict_insert (&dict, "outcome", "s", outcome);
  print_event (monitor, event, &dict, text);
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
  Monitor *monitor = user_data;

  (void) g_variant_get_data (args); /* strings that are borrowed from it stay where they are */
  if (g_str_equal (name, "PropertiesChanged") &&
      g_variant_is_of_type (args, G_VARIANT_TYPE ("(sa{sv}as)")))
    {
      g_autoptr (GVariant) changed = g_variant_get_child_value (args, 1);
      print_properties (monitor, changed);
    }
  else if (g_str_equal (name, "Changed") && g_variant_is_of_type (args, G_VARIANT_TYPE ("(asst)")))
    print_journal (monitor, args);
  else if (g_str_equal (name, "Due") && g_variant_is_of_type (args, G_VARIANT_TYPE ("(ss)")))
    print_reminder (monitor, "due", args);
  else if (g_str_equal (name, "Resolved") && g_variant_is_of_type (args, G_VARIANT_TYPE ("(sss)")))
    print_reminder (monitor, "resolved", args);
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  Monitor *monitor = user_data;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  print_event (monitor, "daemon", &dict, _ ("recoupd is there"));
  ask_state (monitor);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  Monitor *monitor = user_data;
  GVariantDict dict;

  if (bus == NULL)
    return; /* the bus itself is gone: on_closed */
  g_variant_dict_init (&dict, NULL);
  print_event (monitor, "gone", &dict, _ ("recoupd left the bus"));
}

static void
on_closed (GDBusConnection *bus, gboolean by_peer, GError *error, gpointer user_data)
{
  Monitor *monitor = user_data;

  monitor->status = RECOUP_EXIT_NO_DAEMON;
  g_main_loop_quit (monitor->loop);
}

static gboolean
on_interrupt (gpointer user_data)
{
  Monitor *monitor = user_data;

  g_main_loop_quit (monitor->loop);
  return G_SOURCE_CONTINUE;
}

static RecoupExit
run_monitor (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GError) error = NULL;
  Monitor monitor = { .ctl = ctl, .status = RECOUP_EXIT_OK };

  ctl->pager = FALSE; /* each line is for now */
  if (recoup_ctl_get_zone (ctl, &error) == NULL)
    return recoup_ctl_fail (ctl, error);
  monitor.loop = g_main_loop_new (NULL, FALSE);
  guint signals = g_dbus_connection_signal_subscribe (
      ctl->bus, RECOUP_BUS_NAME, NULL, NULL, RECOUP_OBJECT_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      on_signal, &monitor, NULL);
  guint watch =
      g_bus_watch_name_on_connection (ctl->bus, RECOUP_BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                      on_appeared, on_vanished, &monitor, NULL);
  gulong closed = g_signal_connect (ctl->bus, "closed", G_CALLBACK (on_closed), &monitor);
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, &monitor);
  guint terminate = g_unix_signal_add (SIGTERM, on_interrupt, &monitor);

  g_main_loop_run (monitor.loop);

  g_source_remove (terminate);
  g_source_remove (interrupt);
  g_signal_handler_disconnect (ctl->bus, closed);
  g_bus_unwatch_name (watch);
  g_dbus_connection_signal_unsubscribe (ctl->bus, signals);
  if (monitor.cancellable != NULL)
    g_cancellable_cancel (monitor.cancellable);
  g_clear_object (&monitor.cancellable);
  g_main_loop_unref (monitor.loop);
  g_free (monitor.last);
  return monitor.status;
}

const RecoupVerb recoup_verb_monitor = {
  .name = "monitor",
  .args = "",
  .help = N_ ("Print what happens, line by line, until interrupted"),
  .details =
      N_ ("With --json=short each line is an object with at, event and what belongs to it.\n"),
  .run = run_monitor,
};
