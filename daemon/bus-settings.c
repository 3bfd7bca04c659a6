/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface org.recoup.Recoup1.Settings: the settings, whose file is written before the answer.
 */
#include "daemon/bus-private.h"
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

static gboolean
handle_set (RecoupBusSettings *skeleton,
            GDBusMethodInvocation *invocation,
            GVariant *changes,
            gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  if (!recoup_bus_accept (invocation))
    return TRUE;
  if (!recoup_config_set (bus->parts.config, changes, &error))
    return recoup_bus_refuse (invocation, error);
  recoup_bus_apply_settings (bus);
  recoup_bus_settings_complete_set (skeleton, invocation, make_settings (bus));
  return TRUE;
}

static gboolean
handle_reset (RecoupBusSettings *skeleton,
              GDBusMethodInvocation *invocation,
              const char *const *keys,
              gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  if (!recoup_bus_accept (invocation))
    return TRUE;
  if (!recoup_config_reset (bus->parts.config, keys, &error))
    return recoup_bus_refuse (invocation, error);
  recoup_bus_apply_settings (bus);
  recoup_bus_settings_complete_reset (skeleton, invocation, make_settings (bus));
  return TRUE;
}

void
recoup_bus_tie_settings (RecoupBus *bus)
{
  g_object_connect (bus->settings, "signal::handle-describe", handle_describe, bus,
                    "signal::handle-get", handle_get, bus, "signal::handle-set", handle_set, bus,
                    "signal::handle-reset", handle_reset, bus, NULL);
}
