/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl inhibit: holds reminders back while a command runs, as systemd-inhibit does for sleep.
 * The inhibitor hangs on the connection, so this program stays until the command ends; a daemon
 * that is started anew meanwhile knows of no inhibitor and is asked again. */

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

#include "client/dict.h"
#include "client/keys.h"
#include "client/print.h"
#include "client/verbs.h"
#include "recoup/names.h"
#include "recoup/reminder.h"
#include "words/key-words.h"

#define KILLED_BY 128 /* status of a command that a signal ended, as a shell tells it */

typedef struct
{
  RecoupCtl *ctl;
  GMainLoop *loop;
  const char *const *command; /* borrowed */
  const char *const *kinds;   /* borrowed, empty for all */
  const char *why;            /* borrowed */
  GSubprocess *process;       /* owned, NULL until the inhibitor holds */
  guint cookie;               /* of the inhibitor; of a daemon that is gone it is worth nothing */
  RecoupExit status;
} Hold;

static void
give_up (Hold *hold, const GError *error)
{
  hold->status = recoup_ctl_fail (hold->ctl, error);
  g_main_loop_quit (hold->loop);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Hold *hold = user_data;
  GSubprocess *process = G_SUBPROCESS (source);

  (void) g_subprocess_wait_finish (process, result, NULL); /* it is not cancelled */
  hold->status = (RecoupExit) (g_subprocess_get_if_exited (process)
                                   ? g_subprocess_get_exit_status (process)
                                   : KILLED_BY + g_subprocess_get_term_sig (process));
  g_main_loop_quit (hold->loop);
}

static void
on_held (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Hold *hold = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL && hold->process == NULL)
    give_up (hold, error);
  else if (reply == NULL)
    (void) recoup_ctl_fail (hold->ctl, error); /* the command goes on without it */
  if (reply == NULL)
    return;
  g_variant_get (reply, "(u)", &hold->cookie);
  if (hold->process != NULL)
    return;
  hold->process = g_subprocess_newv (hold->command, G_SUBPROCESS_FLAGS_STDIN_INHERIT, &error);
  if (hold->process != NULL)
    g_subprocess_wait_async (hold->process, NULL, on_ended, hold);
  else
    give_up (hold, error);
}

/* At the beginning, and whenever the daemon comes back. */
static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  const Hold *hold = user_data;

  g_dbus_connection_call (bus, RECOUP_BUS_NAME, RECOUP_OBJECT_PATH, RECOUP_INTERFACE, "Inhibit",
                          g_variant_new ("(^assx)", hold->kinds, hold->why, (gint64) 0),
                          G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                          on_held, user_data);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  Hold *hold = user_data;

  if (hold->process != NULL)
    return; /* it may come back */
  g_autoptr (GError) error =
      g_error_new (G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN, _ ("Nobody owns the name %s"), name);
  give_up (hold, error);
}

/* The terminal sends an interrupt to the command as well: it decides what comes of it. */
static gboolean
on_interrupt (gpointer user_data)
{
  Hold *hold = user_data;

  if (hold->process == NULL)
    g_main_loop_quit (hold->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_terminate (gpointer user_data)
{
  Hold *hold = user_data;

  if (hold->process != NULL)
    g_subprocess_send_signal (hold->process, SIGTERM);
  else
    g_main_loop_quit (hold->loop);
  return G_SOURCE_CONTINUE;
}

static RecoupExit
run_command (RecoupCtl *ctl, const RecoupArgs *args)
{
  static const char *const all[] = { NULL };
  const char *what = recoup_args_get (args, "what");
  const char *why = recoup_args_get (args, "why");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) kinds =
      what != NULL ? recoup_keys_read (RECOUP_KEY_REMINDER, "--what", what, &error) : NULL;

  if (error != NULL)
    return recoup_ctl_refuse (ctl, error);
  if (!recoup_ctl_connect (ctl, &error))
    return recoup_ctl_fail (ctl, error);
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  for (guint i = 0; i < args->words->len; i++)
    g_ptr_array_add (command, args->words->pdata[i]);
  g_ptr_array_add (command, NULL);
  Hold hold = {
    .ctl = ctl,
    .loop = g_main_loop_new (NULL, FALSE),
    .command = (const char *const *) command->pdata,
    .kinds = kinds != NULL ? (const char *const *) kinds : all,
    .why = why != NULL ? why : recoup_args_word (args, 0),
    .status = RECOUP_EXIT_FAILED,
  };

  guint watch = g_bus_watch_name_on_connection (ctl->bus, RECOUP_BUS_NAME,
                                                G_BUS_NAME_WATCHER_FLAGS_AUTO_START, on_appeared,
                                                on_vanished, &hold, NULL);
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, &hold);
  guint terminate = g_unix_signal_add (SIGTERM, on_terminate, &hold);

  g_main_loop_run (hold.loop);

  g_source_remove (terminate);
  g_source_remove (interrupt);
  g_bus_unwatch_name (watch);
  if (hold.cookie != 0)
    g_dbus_connection_call (ctl->bus, RECOUP_BUS_NAME, RECOUP_OBJECT_PATH, RECOUP_INTERFACE,
                            "Uninhibit", g_variant_new ("(u)", hold.cookie), NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  /* The inhibitor ends with the connection too, whatever became of the call. */
  (void) g_dbus_connection_flush_sync (ctl->bus, NULL, NULL);
  (void) g_dbus_connection_close_sync (ctl->bus, NULL, NULL);
  g_clear_object (&hold.process);
  g_main_loop_unref (hold.loop);
  return hold.status;
}

/* Who holds what back, until when, and why. */
static void
print_rows (RecoupCtl *ctl, GVariant *rows, const RecoupZone *zone)
{
  static const char *const headings[] = { N_ ("UNTIL"), N_ ("CALLER"), N_ ("WHY"), N_ ("KINDS"),
                                          NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  RecoupInstant now = recoup_instant_floor (g_get_real_time ());

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      g_autofree char *until =
          recoup_render_moment (recoup_dict_integer (row, "until", 0), now, zone);
      g_auto (GStrv) names = recoup_dict_strings (row, "kinds");
      gboolean is_all = g_strv_length (names) == RECOUP_N_REMINDER_KINDS;
      g_autofree char *kinds =
          is_all ? g_strdup (_ ("all")) : recoup_words_join (RECOUP_KEY_REMINDER, names);
      const char *cells[] = { until, recoup_dict_string (row, "caller"),
                              recoup_dict_string (row, "reason"), kinds };
      recoup_table_add (table, cells);
    }
  recoup_print_table (ctl, table, _ ("No application holds reminders back."));
}

static RecoupExit
run_inhibit (RecoupCtl *ctl, const RecoupArgs *args)
{
  if (args->words->len > 0)
    return run_command (ctl, args);
  if (args->options->len > 0 &&
      (recoup_args_get (args, "what") != NULL || recoup_args_get (args, "why") != NULL))
    return recoup_ctl_usage (ctl, _ ("‘--what’ and ‘--why’ need a command"));
  g_autoptr (GError) error = NULL;
  const RecoupZone *zone = recoup_ctl_get_zone (ctl, &error);
  g_autoptr (GVariant) rows =
      zone != NULL ? recoup_ctl_get_property (ctl, "Inhibitors", &error) : NULL;
  if (rows == NULL)
    return recoup_ctl_fail (ctl, error);
  if (recoup_print_is_json (ctl))
    recoup_print_json (ctl, rows);
  else
    print_rows (ctl, rows, zone);
  return RECOUP_EXIT_OK;
}

static const RecoupOption options[] = {
  { "what", 0, "KIND,...", N_ ("Only these kinds of reminders") },
  { "why", 0, "TEXT", N_ ("Told to whoever asks; the command by default") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_inhibit = {
  .name = "inhibit",
  .args = "[--what KIND,...] [--why TEXT] [-- COMMAND [ARG...]]",
  .help = N_ ("Hold reminders back while a command runs, or show who does"),
  .details = N_ (
      "For at most four hours; protein and bedtime come without a sound after defer_protein_min\n"
      "and defer_bedtime_min, ‘recoupctl pause’ holds all of them. The exit status is that of\n"
      "the command, 128 and the number of the signal if one ended it.\n"),
  .options = options,
  .max_words = G_MAXUINT,
  .is_command = TRUE,
  .run = run_inhibit,
};
