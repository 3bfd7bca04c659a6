/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* usage: latency NAME PATH INTERFACE METHOD COUNT: calls one method so many times, one after the
 * other, and prints the median time of a call in microseconds. METHOD takes nothing, or is GetState
 * and takes an empty dictionary. With METHOD `save`: writes the serialised answer of GetState to
 * the file COUNT. */

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

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  if (argc != 6)
    return EXIT_FAILURE;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (bus == NULL)
    return EXIT_FAILURE;
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
