/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl monitor: one line for each thing that happens, until it is interrupted. Driven by the
 * signals of the daemon: see follow.c. */

#include <glib/gi18n-lib.h>

#include "client/daemon-text.h"
#include "client/dict.h"
#include "client/follow.h"
#include "client/json.h"
#include "client/print.h"
#include "client/summary.h"
#include "client/verbs.h"
#include "words/format.h"
#include "words/key-words.h"

typedef struct
{
  RecoupCtl *ctl;
  char *last; /* owned, the state line that was printed last */
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
on_state (GVariant *state, gpointer user_data)
{
  Monitor *monitor = user_data;
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

/* A property in words; instants on the clock. Lists and dictionaries are told as JSON. */
static char *
dup_property_text (Monitor *monitor, const char *name, GVariant *value)
{
  if (!is_instant (name, value))
    {
      const RecoupJsonStyle style = { recoup_ctl_get_zones (monitor->ctl), monitor->ctl->zone,
                                      FALSE };
      g_autofree char *plain = recoup_json_write (value, &style);
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
        continue; /* the state itself is an event */
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
  g_autofree char *list = recoup_words_join (RECOUP_KEY_KIND, (char **) kinds);
  g_autofree char *date = recoup_format_iso_date (day);
  g_autofree char *text = g_strdup_printf (_ ("%s, from %s on"), list, date);
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

static void
on_signal (const char *name, GVariant *args, gpointer user_data)
{
  Monitor *monitor = user_data;

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
on_owner (gboolean is_there, gpointer user_data)
{
  Monitor *monitor = user_data;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  print_event (monitor, is_there ? "daemon" : "gone", &dict,
               is_there ? _ ("recoupd is there") : _ ("recoupd left the bus"));
}

static RecoupExit
run_monitor (RecoupCtl *ctl, const RecoupArgs *args)
{
  static const RecoupFollower follower = { on_state, on_owner, on_signal };
  g_autoptr (GError) error = NULL;
  Monitor monitor = { .ctl = ctl };

  if (recoup_ctl_get_zone (ctl, &error) == NULL)
    return recoup_ctl_fail (ctl, error);
  RecoupExit status = recoup_follow_run (ctl, &follower, &monitor);
  g_free (monitor.last);
  return status;
}

const RecoupVerb recoup_verb_monitor = {
  .name = "monitor",
  .args = "",
  .help = N_ ("Print what happens, line by line, until interrupted"),
  .details =
      N_ ("Events: daemon and gone (recoupd comes and goes), state, property, journal, and of\n"
          "reminders due and resolved. With --json=short each line is an object with at, event\n"
          "and what belongs to it: verdict, readiness and revision; the value of a property\n"
          "under its name; kinds and first_day of what was logged; id, kind and outcome.\n"),
  .run = run_monitor,
};
