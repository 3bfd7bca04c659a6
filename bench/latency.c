/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* usage: latency NAME PATH INTERFACE METHOD COUNT: calls one method so many times, one after the
 * other, and prints the median time of a call in microseconds. METHOD takes nothing, or is GetState
 * and takes an empty dictionary. With METHOD `save`: writes the serialised answer of GetState to
 * the file COUNT. With METHOD `start`: says "ready", waits for the name, asks for the state at
 * once, and prints the seconds of the monotonic clock at which the name came and the answer. */

#include <gio/gio.h>
#include <stdlib.h>

static gint
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;
  return (x > y) - (x < y);
}

static GVariant *
call (GDBusConnection *bus, char *const *target, const char *method)
{
  GVariant *arguments = g_str_equal (method, "GetState") ? g_variant_new ("(a{sv})", NULL) : NULL;
  g_autoptr (GError) error = NULL;
  GVariant *answer =
      g_dbus_connection_call_sync (bus, target[1], target[2], target[3], method, arguments, NULL,
                                   G_DBUS_CALL_FLAGS_NO_AUTO_START, 60000, NULL, &error);
  if (answer == NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (EXIT_FAILURE);
    }
  return answer;
}

/* What is waited for at the start of a daemon. */
typedef struct
{
  GMainLoop *loop;
  gint64 named_usec;
} Start;

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  g_print ("ready\n");
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  Start *start = user_data;
  start->named_usec = g_get_monotonic_time ();
  g_main_loop_quit (start->loop);
}

/* Says that it is ready, waits for the name, asks for the state at once, and prints when the name
 * was there and when the answer. */
static void
watch_start (GDBusConnection *bus, char *const *target)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Start start = { loop, 0 };
  guint watch = g_bus_watch_name_on_connection (bus, target[1], G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                on_appeared, on_vanished, &start, NULL);
  g_main_loop_run (loop);
  g_variant_unref (call (bus, target, "GetState"));
  g_print ("%.6f %.6f\n", (double) start.named_usec / G_USEC_PER_SEC,
           (double) g_get_monotonic_time () / G_USEC_PER_SEC);
  g_bus_unwatch_name (watch);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  if (argc != 6)
    return EXIT_FAILURE;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (bus == NULL)
    return EXIT_FAILURE;
  if (g_str_equal (argv[4], "start"))
    {
      watch_start (bus, argv);
      return EXIT_SUCCESS;
    }
  if (g_str_equal (argv[4], "save"))
    {
      g_autoptr (GVariant) answer = call (bus, argv, "GetState");
      g_autoptr (GVariant) dict = g_variant_get_child_value (answer, 0);
      g_autoptr (GVariant) plain = g_variant_get_normal_form (dict);
      return g_file_set_contents (argv[5], g_variant_get_data (plain),
                                  (gssize) g_variant_get_size (plain), NULL)
                 ? EXIT_SUCCESS
                 : EXIT_FAILURE;
    }
  guint64 count = 0;
  if (!g_ascii_string_to_unsigned (argv[5], 10, 1, 1000000, &count, NULL))
    return EXIT_FAILURE;
  g_autofree double *times = g_new (double, count);
  for (guint64 i = 0; i < count; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_variant_unref (call (bus, argv, argv[4]));
      times[i] = (double) (g_get_monotonic_time () - start);
    }
  qsort (times, count, sizeof times[0], compare_doubles);
  g_print ("%.1f\n", times[count / 2]);
  return EXIT_SUCCESS;
}
