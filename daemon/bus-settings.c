/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface org.recoup.Recoup1.Settings: the settings, whose file is written before the answer.
 */
#include "daemon/bus-jobs.h"
#include "daemon/bus-ties.h"
#include "recoup/wire.h"

static gboolean
handle_describe (RecoupBusSettings *skeleton, GDBusMethodInvocation *invocation, gpointer user_data)
{
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < n; i++)
    g_variant_builder_add_value (&rows, recoup_wire_setting (&settings[i]));
  recoup_bus_settings_complete_describe (skeleton, invocation, g_variant_builder_end (&rows));
  return TRUE;
}

static GVariant *
make_settings (RecoupBus *bus)
{
  return recoup_wire_policy (recoup_config_get_policy (bus->parts.config));
}

static gboolean
handle_get (RecoupBusSettings *skeleton, GDBusMethodInvocation *invocation, gpointer user_data)
{
  recoup_bus_settings_complete_get (skeleton, invocation, make_settings (user_data));
  return TRUE;
}

/* What undo goes back to: the keys about to change, as they are; what is not in the file goes back
 * to its default. */
static GVariant *
make_before (RecoupBus *bus, const char *const *keys)
{
  RecoupPolicy defaults;
  recoup_policy_init (&defaults);
  const RecoupPolicy *policy = recoup_config_get_policy (bus->parts.config);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      if (recoup_policy_find_setting (keys[i]) == NULL)
        continue; /* refused in a moment, by name */
      g_autofree char *text = recoup_policy_format (policy, keys[i]);
      g_autofree char *normal = recoup_policy_format (&defaults, keys[i]);
      g_variant_dict_insert (&dict, keys[i], "s", g_str_equal (text, normal) ? "" : text);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* The file is written: the settings are in force, and undo knows the way back. */
static void
take_effect (RecoupBus *bus, GVariant *before)
{
  g_autoptr (GError) error = NULL;
  recoup_bus_apply_settings (bus);
  if (!recoup_engine_record_settings (bus->parts.engine, before, &error))
    g_info ("The change of settings cannot be undone: %s", error->message);
}

static gboolean
handle_set (RecoupBusSettings *skeleton,
            GDBusMethodInvocation *invocation,
            GVariant *changes,
            gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GVariantIter iter;
  const char *key = NULL;
  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    g_ptr_array_add (keys, (gpointer) key);
  g_ptr_array_add (keys, NULL);
  g_autoptr (GVariant) before = make_before (bus, (const char *const *) keys->pdata);
  if (!recoup_config_set (bus->parts.config, changes, &error))
    return recoup_bus_refuse (invocation, error);
  take_effect (bus, before);
  recoup_bus_return_settled (bus, invocation, g_variant_new ("(@a{sv})", make_settings (bus)));
  return TRUE;
}

static GVariant *
make_before_all (RecoupBus *bus)
{
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);
  g_autofree const char **keys = g_new0 (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    keys[i] = settings[i].key;
  /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): g_autofree is not understood */
  return make_before (bus, keys);
}

static gboolean
handle_reset (RecoupBusSettings *skeleton,
              GDBusMethodInvocation *invocation,
              const char *const *keys,
              gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  g_autoptr (GVariant) before = keys[0] != NULL ? make_before (bus, keys) : make_before_all (bus);
  if (!recoup_config_reset (bus->parts.config, keys, &error))
    return recoup_bus_refuse (invocation, error);
  take_effect (bus, before);
  recoup_bus_return_settled (bus, invocation, g_variant_new ("(@a{sv})", make_settings (bus)));
  return TRUE;
}

void
recoup_bus_tie_settings (RecoupBus *bus)
{
  g_object_connect (bus->settings, "signal::handle-describe", handle_describe, bus,
                    "signal::handle-get", handle_get, bus, "signal::handle-set", handle_set, bus,
                    "signal::handle-reset", handle_reset, bus, NULL);
}
