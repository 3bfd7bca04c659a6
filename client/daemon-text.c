/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the daemon says of itself: its properties on the bus, for programs all of them, for people
 * those that tell why no reminder comes. */

#include "client/daemon-text.h"

#include <glib/gi18n-lib.h>

#include "client/dict.h"
#include "client/print.h"
#include "recoup/names.h"

char *
recoup_daemon_dup_key (const char *property)
{
  GString *key = g_string_new (NULL);

  for (const char *at = property; *at != '\0'; at++)
    {
      if (g_ascii_isupper (*at) && at != property)
        g_string_append_c (key, '_');
      g_string_append_c (key, g_ascii_tolower (*at));
    }
  return g_string_free (key, FALSE);
}

/* Adds the properties of @interface. */
static gboolean
read_interface (RecoupCtl *ctl, const char *interface, GVariantDict *dict, GError **error)
{
  g_autoptr (GVariant) reply = recoup_ctl_call (ctl, "org.freedesktop.DBus.Properties", "GetAll",
                                                g_variant_new ("(s)", interface), "(a{sv})", error);
  GVariantIter iter;
  const char *name = NULL;
  GVariant *value = NULL;

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) properties = g_variant_get_child_value (reply, 0);
  g_variant_iter_init (&iter, properties);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      g_autofree char *key = recoup_daemon_dup_key (name);
      gboolean is_none =
          g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) && g_variant_get_int64 (value) == 0;
      g_variant_dict_insert_value (
          dict, key, is_none ? g_variant_new_maybe (G_VARIANT_TYPE_INT64, NULL) : value);
    }
  return TRUE;
}

GVariant *
recoup_daemon_read (RecoupCtl *ctl, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (!read_interface (ctl, RECOUP_INTERFACE, &dict, error) ||
      !read_interface (ctl, RECOUP_INTERFACE_SETTINGS, &dict, error))
    return NULL;
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* What the daemon names in English, in the language of the terminal. */
static char *
join_translated (char **texts)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; texts[i] != NULL; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", _ (texts[i]));
  return g_string_free (g_steal_pointer (&list), FALSE);
}

void
recoup_daemon_print (RecoupCtl *ctl, GVariant *daemon, GVariant *state, RecoupInstant now)
{
  g_autoptr (GVariant) server = recoup_dict_dict (daemon, "notification_server");
  g_autoptr (GVariant) storage = recoup_dict_dict (state, "storage");
  const char *name = recoup_dict_string (server, "name");
  const char *version = recoup_dict_string (server, "version");
  const char *problem = recoup_dict_string (daemon, "problem");
  g_autofree char *message = recoup_dict_dup_string (storage, "message");
  const char *source = recoup_dict_string (daemon, "time_zone_source");
  gint64 paused = recoup_dict_integer (daemon, "paused_until", 0);
  const char *own = recoup_dict_string (daemon, "version");
  g_autofree char *until = paused != 0 ? recoup_render_moment (paused, now, ctl->zone) : NULL;
  const char *reason = recoup_dict_string (daemon, "pause_reason");
  gboolean has_reason = until != NULL && reason != NULL && reason[0] != '\0';
  if (own == NULL)
    own = "?";
  g_autofree char *daemon_line =
      has_reason      ? g_strdup_printf (_ ("recoupd %s, paused until %s: %s"), own, until, reason)
      : until != NULL ? g_strdup_printf (_ ("recoupd %s, paused until %s"), own, until)
                      : g_strdup_printf ("recoupd %s", own);
  g_autofree char *zone_line = g_strdup_printf (_ ("%s, from %s"), recoup_zone_get_id (ctl->zone),
                                                source != NULL ? source : "?");
  g_autofree char *server_line =
      recoup_dict_boolean (server, "hung") ? g_strdup (_ ("does not answer"))
      : recoup_dict_boolean (server, "up")
          ? g_strdup_printf ("%s %s", name != NULL ? name : _ ("unnamed"),
                             version != NULL ? version : "")
      : recoup_dict_boolean (server, "activatable") ? g_strdup (_ ("started when needed"))
                                                    : g_strdup (_ ("none: nothing can be shown"));
  g_auto (GStrv) sources = recoup_dict_strings (daemon, "presence_sources");
  g_autofree char *presence_line = sources != NULL && sources[0] != NULL
                                       ? join_translated (sources)
                                       : g_strdup (_ ("nothing tells whether you are there"));
  g_auto (GStrv) missing = recoup_dict_strings (daemon, "presence_missing");
  g_autofree char *missing_line = missing != NULL ? join_translated (missing) : g_strdup ("");
  recoup_print_line (ctl, _ ("Daemon"), daemon_line);
  recoup_print_line (ctl, _ ("Zone"), zone_line);
  recoup_print_line (ctl, _ ("Popups"), server_line);
  recoup_print_line (ctl, _ ("Presence"), presence_line);
  if (missing_line[0] != '\0')
    recoup_print_line (ctl, _ ("Not told"), missing_line);
  if (missing != NULL && g_strv_contains ((const char *const *) missing, "screen saver"))
    recoup_print_line (ctl, "",
                       _ ("Where no screen saver tells that you are away, as on sway, ‘swayidle "
                          "idlehint 300’ does, and ‘loginctl lock-session’ that you lock."));
  recoup_print_line (ctl, _ ("Storage"), message != NULL ? message : _ ("healthy"));
  recoup_print_line (ctl, _ ("Settings"),
                     problem != NULL && problem[0] != '\0' ? problem : _ ("as in recoup.conf"));
}
