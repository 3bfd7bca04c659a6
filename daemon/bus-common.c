/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the handlers of all interfaces need: to refuse a request, to read an entry, to tell a
 * reminder, and to bring the settings of the file into force. */

#include "daemon/bus-common.h"

#include <glib/gi18n-lib.h>

#include "daemon/log.h"
#include "dbus/errors.h"
#include "recoup/error.h"
#include "recoup/wire.h"
#include "words/words.h"

gboolean
recoup_bus_refuse (GDBusMethodInvocation *invocation, GError *error)
{
  g_dbus_method_invocation_take_error (invocation, recoup_bus_error_from_fault (error));
  return TRUE;
}

RecoupRequestContext
recoup_bus_get_context (RecoupBus *bus)
{
  RecoupClock *clock = recoup_engine_get_clock (bus->parts.engine);
  RecoupRequestContext context = {
    .zones = recoup_clock_get_zones (clock),
    .zone = recoup_zone_get_id (recoup_clock_get_zone (clock, NULL)),
    .what = _ ("Entry"),
  };
  return context;
}

RecoupEntry *
recoup_bus_read_entry (RecoupBus *bus, GVariant *dict, GError **error)
{
  RecoupRequestContext context = recoup_bus_get_context (bus);
  return recoup_request_read_entry (dict, &context, error);
}

GVariant *
recoup_bus_make_reminder (RecoupBus *bus, const RecoupReminder *reminder)
{
  RecoupEngine *engine = bus->parts.engine;
  RecoupText text = { 0 };
  recoup_words_reminder (reminder, recoup_engine_get_state (engine),
                         recoup_clock_get_zone (recoup_engine_get_clock (engine), NULL), FALSE,
                         &text);
  g_auto (GVariantDict) texts = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&texts, "summary", "s", text.summary);
  g_variant_dict_insert (&texts, "body", "s", text.body);
  recoup_text_clear (&text);
  g_autoptr (GVariant) plain = g_variant_ref_sink (recoup_wire_reminder (reminder));
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (plain);
  g_variant_dict_insert_value (&dict, "text", g_variant_dict_end (&texts));
  return g_variant_dict_end (&dict);
}

/* An answer that waits. */
typedef struct
{
  GDBusMethodInvocation *invocation; /* taken by the answer */
  GVariant *result;                  /* owned */
} Answer;

static void
on_settled (gpointer user_data)
{
  g_autofree Answer *answer = user_data;
  g_dbus_method_invocation_return_value (answer->invocation, answer->result);
  g_variant_unref (answer->result);
}

void
recoup_bus_return_settled (RecoupBus *bus, GDBusMethodInvocation *invocation, GVariant *result)
{
  Answer *answer = g_new0 (Answer, 1);
  *answer = (Answer){ invocation, g_variant_ref_sink (result) };
  recoup_engine_when_settled (bus->parts.engine, on_settled, answer);
}

void
recoup_bus_apply_settings (RecoupBus *bus)
{
  const RecoupPolicy *policy = recoup_config_get_policy (bus->parts.config);
  if (recoup_policy_equal (policy, recoup_engine_get_policy (bus->parts.engine)))
    return;
  recoup_engine_set_policy (bus->parts.engine, policy);
  recoup_log_event (RECOUP_LOG_SETTINGS_CHANGED, "The settings changed and are in force");
}
