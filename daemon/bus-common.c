/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the handlers of all interfaces need: to refuse a request, to read what it assumes, to tell a
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
  GVariant *const items[] = { dict };
  g_autoptr (GVariant) list =
      g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARDICT, items, 1));
  g_autoptr (GPtrArray) entries = recoup_request_read_entries (list, &context, error);
  return entries == NULL ? NULL : recoup_entry_ref (g_ptr_array_index (entries, 0));
}

GPtrArray *
recoup_bus_read_assume (RecoupBus *bus, GVariant *options, gboolean *ok_out, GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (options, "assume", NULL);
  *ok_out = TRUE;
  if (value == NULL)
    return NULL;
  *ok_out = FALSE;
  /* An empty list may come in any type of list: JSON does not tell what is not in it. */
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY) && g_variant_n_children (value) == 0)
    {
      *ok_out = TRUE;
      return NULL;
    }
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE ("aa{sv}")))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘assume’ must be a list of entries, got a value of type ‘%s’"),
                   g_variant_get_type_string (value));
      return NULL;
    }
  RecoupRequestContext context = recoup_bus_get_context (bus);
  context.what = _ ("Assumed entry");
  GPtrArray *entries = recoup_request_read_entries (value, &context, error);
  *ok_out = entries != NULL;
  return entries;
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
