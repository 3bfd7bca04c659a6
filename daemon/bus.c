/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The engine as an object on the bus: four interfaces on one path. What the engine says becomes
 * properties and signals here; calls are in a file for each interface. A handler decodes, calls one
 * function of the engine, answers once and returns.
 */
#include "daemon/bus.h"

#include <math.h>

#include "daemon/bus-common.h"
#include "daemon/bus-ties.h"
#include "dbus/errors.h"
#include "recoup/names.h"
#include "words/words.h"

static void
insert_if_any (GVariantDict *dict, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_dict_insert (dict, key, "s", text);
}

static GVariant *
make_server (const RecoupNotifier *notifier)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "up", "b", notifier->up);
  g_variant_dict_insert (&dict, "hung", "b", notifier->hung);
  g_variant_dict_insert (&dict, "activatable", "b", notifier->activatable);
  insert_if_any (&dict, "name", notifier->name);
  insert_if_any (&dict, "vendor", notifier->vendor);
  insert_if_any (&dict, "version", notifier->version);
  if (notifier->capabilities != NULL)
    g_variant_dict_insert_value (
        &dict, "capabilities",
        g_variant_new_strv ((const char *const *) notifier->capabilities, -1));
  return g_variant_dict_end (&dict);
}

static GVariant *
make_waiting (const RecoupSchedule *schedule)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < schedule->waiting->len; i++)
    {
      const RecoupReminder *reminder = g_ptr_array_index (schedule->waiting, i);
      g_variant_builder_add (&list, "(ss)", recoup_reminder_get_kind (reminder->kind)->name,
                             reminder->cause != NULL ? reminder->cause : "");
    }
  return g_variant_builder_end (&list);
}

/* What changes without a signal: nothing about health is broadcast. */
static void
publish_silent (RecoupBus *bus, const RecoupState *state, const RecoupSchedule *schedule)
{
  RecoupBusRecovery *recovery = bus->recovery;
  gboolean is_known = state->coverage > 0;
  g_autofree char *summary = recoup_words_summary (state);
  const RecoupReminder *next =
      schedule->upcoming->len > 0 ? g_ptr_array_index (schedule->upcoming, 0) : NULL;
  recoup_bus_recovery_set_verdict (recovery, recoup_verdict_get_name (state->verdict));
  recoup_bus_recovery_set_readiness (recovery, is_known ? state->readiness_dp / 10.0 : -1);
  recoup_bus_recovery_set_readiness_low (recovery, is_known ? state->lo_dp / 10.0 : -1);
  recoup_bus_recovery_set_readiness_high (recovery, is_known ? state->hi_dp / 10.0 : -1);
  recoup_bus_recovery_set_coverage (recovery, state->coverage);
  recoup_bus_recovery_set_summary (recovery, summary);
  recoup_bus_recovery_set_next_kind (
      recovery, next != NULL ? recoup_reminder_get_kind (next->kind)->name : "");
  recoup_bus_recovery_set_waiting (recovery, make_waiting (schedule));
  recoup_bus_recovery_set_next_at (recovery, next != NULL ? next->due : 0);
}

/* Returns: (transfer container): the texts of an array, which stay its own */
static const char **
list_texts (const GPtrArray *texts)
{
  const char **list = g_new0 (const char *, texts->len + 1);
  for (guint i = 0; i < texts->len; i++)
    list[i] = g_ptr_array_index (texts, i);
  return list;
}

static void
publish_sources (RecoupBus *bus)
{
  g_autofree const char **sources = list_texts (bus->parts.presence->sources);
  g_autofree const char **missing = list_texts (bus->parts.presence->missing);
  recoup_bus_recovery_set_presence_sources (bus->recovery, sources);
  recoup_bus_recovery_set_presence_missing (bus->recovery, missing);
}

static void
on_engine_changed (gpointer user_data)
{
  RecoupBus *bus = user_data;
  RecoupEngine *engine = bus->parts.engine;
  RecoupBusRecovery *recovery = bus->recovery;
  RecoupInstant paused = recoup_engine_get_paused_until (engine);
  const char *source = NULL;
  const RecoupZone *zone = recoup_clock_get_zone (recoup_engine_get_clock (engine), &source);
  publish_silent (bus, recoup_engine_get_state (engine), recoup_engine_get_schedule (engine));
  recoup_bus_recovery_set_paused_until (recovery, paused == RECOUP_INSTANT_NONE ? 0 : paused);
  recoup_bus_recovery_set_pause_reason (recovery, recoup_engine_get_pause_reason (engine));
  recoup_bus_publish_inhibitors (bus);
  recoup_bus_recovery_set_time_zone (recovery, recoup_zone_get_id (zone));
  recoup_bus_recovery_set_time_zone_source (recovery, source);
  publish_sources (bus);
  recoup_bus_recovery_set_notification_server (recovery, make_server (bus->parts.notifier));
  recoup_bus_recovery_set_revision (recovery, recoup_engine_get_revision (engine));
}

static void
on_engine_journal (guint kinds, RecoupDay first_day, gpointer user_data)
{
  RecoupBus *bus = user_data;
  const char *names[RECOUP_N_ENTRY_KINDS + 1] = { NULL };
  gsize n = 0;
  for (guint kind = 0; kind < RECOUP_N_ENTRY_KINDS; kind++)
    if ((kinds & RECOUP_ENTRY_MASK (kind)) != 0)
      names[n++] = recoup_entry_kind_get_name ((RecoupEntryKind) kind);
  g_autofree char *day =
      first_day == RECOUP_DAY_NONE ? g_strdup ("") : recoup_day_format (first_day);
  recoup_bus_journal_emit_changed (bus->journal, names, day,
                                   recoup_engine_get_revision (bus->parts.engine));
}

static void
on_engine_due (const RecoupReminder *reminder, gpointer user_data)
{
  RecoupBus *bus = user_data;
  recoup_bus_reminders_emit_due (bus->reminders, reminder->key,
                                 recoup_reminder_get_kind (reminder->kind)->name);
}

static void
on_engine_resolved (const RecoupReminder *reminder, gpointer user_data)
{
  RecoupBus *bus = user_data;
  recoup_bus_reminders_emit_resolved (bus->reminders, reminder->key,
                                      recoup_reminder_get_kind (reminder->kind)->name,
                                      recoup_reminder_state_get_name (reminder->state));
}

/* Only the file: what is in force follows once the undo is committed. */
static gboolean
on_engine_restore (GVariant *settings, gpointer user_data, GError **error)
{
  RecoupBus *bus = user_data;
  return recoup_config_set (bus->parts.config, settings, error);
}

static const RecoupEngineListener engine_listener = {
  .changed = on_engine_changed,
  .journal = on_engine_journal,
  .due = on_engine_due,
  .resolved = on_engine_resolved,
  .restore = on_engine_restore,
};

static void
publish_problem (RecoupBus *bus)
{
  const char *problem = recoup_config_get_problem (bus->parts.config);
  recoup_bus_settings_set_problem (bus->settings, problem != NULL ? problem : "");
}

static void
on_config_changed (RecoupConfig *config, gpointer user_data)
{
  publish_problem (user_data);
  recoup_bus_apply_settings (user_data);
}

/* A target of protein is held against the weight, where one is known, when it changes: of neither
 * a new weight nor another setting should it stand in the way. */
static gboolean
check_settings (const RecoupPolicy *policy, gpointer user_data, GError **error)
{
  RecoupBus *bus = user_data;
  const RecoupState *state = recoup_engine_get_state (bus->parts.engine);
  const RecoupPolicy *before = recoup_engine_get_policy (bus->parts.engine);
  RecoupPolicy defaults;
  double weight_kg = state != NULL ? state->weight_kg : NAN;

  recoup_policy_init (&defaults);
  if (isnan (weight_kg) && fabs (policy->body_weight_kg - defaults.body_weight_kg) > 0)
    weight_kg = policy->body_weight_kg;
  if (isnan (weight_kg) || fabs (policy->protein_target_g - before->protein_target_g) <= 0)
    return TRUE;
  return recoup_policy_check_protein (policy, weight_kg, error);
}

static gboolean
export_all (RecoupBus *bus, GError **error)
{
  GDBusInterfaceSkeleton *skeletons[] = {
    G_DBUS_INTERFACE_SKELETON (bus->recovery),
    G_DBUS_INTERFACE_SKELETON (bus->journal),
    G_DBUS_INTERFACE_SKELETON (bus->reminders),
    G_DBUS_INTERFACE_SKELETON (bus->settings),
  };
  for (gsize i = 0; i < G_N_ELEMENTS (skeletons); i++)
    if (!g_dbus_interface_skeleton_export (skeletons[i], bus->parts.connection, RECOUP_OBJECT_PATH,
                                           error))
      return FALSE;
  return TRUE;
}

RecoupBus *
recoup_bus_new (const RecoupBusParts *parts, GError **error)
{
  recoup_bus_errors_register ();
  g_autoptr (RecoupBus) bus = g_new0 (RecoupBus, 1);
  bus->parts = *parts;
  bus->recovery = recoup_bus_recovery_skeleton_new ();
  bus->journal = recoup_bus_journal_skeleton_new ();
  bus->reminders = recoup_bus_reminders_skeleton_new ();
  bus->settings = recoup_bus_settings_skeleton_new ();
  recoup_bus_recovery_set_version (bus->recovery, RECOUP_VERSION);
  recoup_bus_recovery_set_api_level (bus->recovery, RECOUP_API_LEVEL);
  publish_problem (bus);
  recoup_bus_tie_recovery (bus);
  recoup_bus_tie_gate (bus);
  recoup_bus_tie_add (bus);
  recoup_bus_tie_inhibit (bus);
  recoup_bus_tie_jobs (bus);
  recoup_bus_tie_query (bus);
  recoup_bus_tie_series (bus);
  recoup_bus_tie_journal (bus);
  recoup_bus_tie_reminders (bus);
  recoup_bus_tie_settings (bus);
  if (!export_all (bus, error))
    return NULL;
  recoup_engine_set_listener (parts->engine, &engine_listener, bus);
  recoup_config_set_listener (parts->config, on_config_changed, bus);
  recoup_config_set_check (parts->config, check_settings, bus);
  return g_steal_pointer (&bus);
}

static void
withdraw (gpointer skeleton)
{
  if (g_dbus_interface_skeleton_get_connection (skeleton) != NULL)
    g_dbus_interface_skeleton_unexport (skeleton);
  g_object_unref (skeleton);
}

void
recoup_bus_free (RecoupBus *bus)
{
  if (bus == NULL)
    return;
  recoup_engine_set_listener (bus->parts.engine, NULL, NULL);
  recoup_config_set_listener (bus->parts.config, NULL, NULL);
  recoup_config_set_check (bus->parts.config, NULL, NULL);
  recoup_bus_untie_gate (bus);
  recoup_bus_untie_add (bus);
  recoup_bus_untie_inhibit (bus);
  recoup_bus_untie_jobs (bus);
  withdraw (bus->recovery);
  withdraw (bus->journal);
  withdraw (bus->reminders);
  withdraw (bus->settings);
  g_free (bus);
}
