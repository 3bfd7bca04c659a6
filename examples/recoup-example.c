/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoup from C, with GDBus. Build: cc recoup-example.c $(pkg-config --cflags --libs gio-2.0) */

#include <gio/gio.h>
#include <locale.h>
#include <stdlib.h>

#define NAME       "org.recoup.Recoup1"
#define PATH       "/org/recoup/Recoup1"
#define PROPERTIES "org.freedesktop.DBus.Properties"

static const char usage[] =
    "usage: recoup-example status                  where you stand, in one line\n"
    "       recoup-example follow                  the same, again whenever it changes, until "
    "interrupted\n"
    "       recoup-example log GRAMS               a meal, now\n"
    "       recoup-example inhibit REASON COMMAND  reminders wait while the command runs\n";

/* What recoupd says is for people; the name of the error in front of it is for programs. */
static void
complain (GError *error)
{
  g_dbus_error_strip_remote_error (error);
  g_printerr ("recoup-example: %s\n", error->message);
}

/* Calls recoupd, which the bus starts if need be; consumes @args. Returns: the reply, or NULL */
static GVariant *
call (GDBusConnection *bus,
      const char *interface,
      const char *method,
      GVariant *args,
      const char *reply,
      GError **error)
{
  return g_dbus_connection_call_sync (bus, NAME, PATH, interface, method, args,
                                      G_VARIANT_TYPE (reply), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                      error);
}

/* A property that is about health changes without a signal, so it is asked for and never cached, as
 * a proxy would. */
static char *
read_status (GDBusConnection *bus, GError **error)
{
  g_autoptr (GVariant) reply =
      call (bus, PROPERTIES, "Get", g_variant_new ("(ss)", NAME, "Summary"), "(v)", error);
  g_autoptr (GVariant) value = NULL;

  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "(v)", &value);
  return g_variant_dup_string (value, NULL);
}

static int
status (GDBusConnection *bus, char **words, GError **error)
{
  g_autofree char *text = read_status (bus, error);

  if (text == NULL)
    return EXIT_FAILURE;
  g_print ("%s\n", text);
  return EXIT_SUCCESS;
}

/* Prints the status if it differs from *@last, which is replaced. */
static void
show (GDBusConnection *bus, char **last)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_status (bus, &error);

  if (text == NULL)
    {
      complain (error);
      return;
    }
  if (g_strcmp0 (text, *last) != 0)
    g_print ("%s\n", text);
  g_free (*last);
  *last = g_steal_pointer (&text);
}

static void
on_properties (GDBusConnection *bus,
               const char *sender,
               const char *path,
               const char *interface,
               const char *signal,
               GVariant *args,
               gpointer last)
{
  g_autoptr (GVariant) changed = g_variant_get_child_value (args, 1);

  if (g_variant_lookup (changed, "Revision", "t", NULL))
    show (bus, last);
}

static void
on_follow_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer last)
{
  show (bus, last);
}

static void
on_follow_vanished (GDBusConnection *bus, const char *name, gpointer last)
{
  g_clear_pointer ((char **) last, g_free);
  g_print ("recoupd is not there\n");
}

/* Prints the status whenever Revision, which is broadcast, says that it may differ. */
static int
follow (GDBusConnection *bus, char **words, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *last = NULL;

  g_dbus_connection_signal_subscribe (bus, NAME, PROPERTIES, "PropertiesChanged", PATH, NAME,
                                      G_DBUS_SIGNAL_FLAGS_NONE, on_properties, &last, NULL);
  /* Calls the first function at once if the daemon runs, and again whenever it was started anew. */
  g_bus_watch_name_on_connection (bus, NAME, G_BUS_NAME_WATCHER_FLAGS_AUTO_START,
                                  on_follow_appeared, on_follow_vanished, &last, NULL);
  g_main_loop_run (loop);
  return EXIT_SUCCESS;
}

/* Logs a meal. All entries of a call are taken, or none. */
static int
log_meal (GDBusConnection *bus, char **words, GError **error)
{
  g_auto (GVariantBuilder) entries = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  gint64 now = g_get_real_time (); /* microseconds */
  char *end = NULL;
  double grams = g_ascii_strtod (words[0], &end);
  const char *undo = NULL;
  g_autofree const char **ids = NULL;

  if (end == words[0] || *end != '\0')
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "‘%s’ is no number of grams",
                   words[0]);
      return EXIT_FAILURE;
    }
  g_variant_builder_open (&entries, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&entries, "{sv}", "kind", g_variant_new_string ("meal"));
  g_variant_builder_add (&entries, "{sv}", "at", g_variant_new_int64 (now));
  g_variant_builder_add (&entries, "{sv}", "protein_g", g_variant_new_double (grams));
  g_variant_builder_add (&entries, "{sv}", "source", g_variant_new_string ("recoup-example"));
  g_variant_builder_close (&entries);
  g_autoptr (GVariant) reply = call (
      bus, NAME ".Journal", "Add", g_variant_new ("(aa{sv}a{sv})", &entries, NULL), "(ass)", error);
  if (reply == NULL)
    return EXIT_FAILURE;
  g_variant_get (reply, "(^a&s&s)", &ids, &undo);
  g_print ("logged %s, undo token %s\n", ids[0], undo);
  return EXIT_SUCCESS;
}

typedef struct
{
  GMainLoop *loop;
  char **words;       /* reason, command and its arguments */
  GSubprocess *child; /* NULL until the inhibitor holds */
  GError **error;
} Hold;

static void
on_child_ended (GObject *child, GAsyncResult *result, gpointer loop)
{
  g_subprocess_wait_finish (G_SUBPROCESS (child), result, NULL);
  g_main_loop_quit (loop);
}

static void
on_hold_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  Hold *hold = user_data;
  g_autoptr (GError) error = NULL;
  GVariant *args = g_variant_new ("(assx)", NULL, hold->words[0], (gint64) 0);
  g_autoptr (GVariant) reply = call (bus, NAME, "Inhibit", args, "(u)", &error);

  if (reply != NULL && hold->child == NULL)
    {
      hold->child = g_subprocess_newv ((const char *const *) hold->words + 1,
                                       G_SUBPROCESS_FLAGS_STDIN_INHERIT, &error);
      if (hold->child != NULL)
        g_subprocess_wait_async (hold->child, NULL, on_child_ended, hold->loop);
    }
  if (error == NULL)
    return;
  if (hold->child != NULL)
    {
      complain (error); /* the command goes on without it */
      return;
    }
  g_propagate_error (hold->error, g_steal_pointer (&error));
  g_main_loop_quit (hold->loop);
}

static void
on_hold_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  Hold *hold = user_data;

  if (hold->child != NULL)
    return; /* it may come back */
  g_set_error (hold->error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN, "recoupd is not there");
  g_main_loop_quit (hold->loop);
}

/* The inhibitor ends with our connection. A daemon that was started anew knows nothing of it, so it
 * is asked again. */
static int
inhibit (GDBusConnection *bus, char **words, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Hold hold = { loop, words, NULL, error };

  g_bus_watch_name_on_connection (bus, NAME, G_BUS_NAME_WATCHER_FLAGS_AUTO_START, on_hold_appeared,
                                  on_hold_vanished, &hold, NULL);
  g_main_loop_run (loop);
  g_autoptr (GSubprocess) child = hold.child;
  if (child == NULL || !g_subprocess_get_if_exited (child))
    return EXIT_FAILURE;
  return g_subprocess_get_exit_status (child);
}

static const struct
{
  const char *name;
  int least; /* words after it */
  int most;
  int (*run) (GDBusConnection *bus, char **words, GError **error);
} verbs[] = {
  { "status", 0, 0, status },
  { "follow", 0, 0, follow },
  { "log", 1, 1, log_meal },
  { "inhibit", 2, G_MAXINT, inhibit },
};

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, ""); /* messages of recoupd have signs beyond ASCII */
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (argc < 2 || !g_str_equal (argv[1], verbs[i].name) || argc - 2 < verbs[i].least ||
          argc - 2 > verbs[i].most)
        continue;
      g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
      int code = bus != NULL ? verbs[i].run (bus, argv + 2, &error) : EXIT_FAILURE;
      if (error != NULL)
        complain (error);
      return code;
    }
  g_printerr ("%s", usage);
  return EXIT_FAILURE;
}
