/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where core and world meet: the parts are put together here, and whoever asks is told the state of
 * the last settle. */

#include "daemon/engine.h"

#include "daemon/engine-private.h"
#include "recoup/wire.h"
#include "words/words.h"

#define STALE_USEC RECOUP_USEC_PER_MIN /* so old a state is computed again for who asks */

static void
inhibitor_clear (gpointer data)
{
  RecoupInhibitor *inhibitor = data;
  g_free (inhibitor->app);
  g_free (inhibitor->reason);
}

RecoupEngine *
recoup_engine_new (const RecoupEngineParts *parts)
{
  RecoupEngine *engine = g_new0 (RecoupEngine, 1);
  RecoupClock *clock = parts->clock;

  engine->clock = clock;
  engine->store = parts->store;
  engine->store_error = g_strdup (parts->store_error);
  engine->notifier = parts->notifier;
  engine->presence = parts->presence;
  engine->policy = *parts->policy;
  engine->nothing = recoup_journal_new ();
  engine->zone = recoup_zone_ref ((RecoupZone *) recoup_clock_get_zone (clock, NULL));
  engine->history = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  engine->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  engine->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  engine->revealed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  engine->retry_at = RECOUP_INSTANT_NONE;
  engine->absences = g_array_new (FALSE, TRUE, sizeof (RecoupAbsence));
  engine->absences_to_forget = g_array_new (FALSE, TRUE, sizeof (RecoupAbsence));
  engine->inhibitors = g_array_new (FALSE, TRUE, sizeof (RecoupInhibitor));
  g_array_set_clear_func (engine->inhibitors, inhibitor_clear);

  RecoupEntrySource source = engine->store != NULL ? recoup_store_get_source (engine->store)
                                                   : recoup_journal_get_source (engine->nothing);
  engine->ledger =
      recoup_ledger_new (&source, &engine->policy, engine->zone, recoup_clock_get_zones (clock));
  recoup_engine_set_up_shelf (engine);
  recoup_engine_load_world (engine);
  recoup_engine_load_rows (engine, recoup_clock_now (clock));
  recoup_engine_listen (engine);
  return engine;
}

void
recoup_engine_free (RecoupEngine *engine)
{
  if (engine == NULL)
    return;
  recoup_clock_wake_at (engine->clock, RECOUP_INSTANT_NONE);
  recoup_engine_unlisten (engine);
  g_clear_handle_id (&engine->slice_id, g_source_remove);
  g_queue_clear_full (&engine->waiters, g_free); /* their owners are gone */
  recoup_schedule_free (engine->schedule);
  recoup_state_free (engine->state);
  recoup_state_free (engine->yesterday);
  g_clear_pointer (&engine->state_variant, g_variant_unref);
  recoup_ledger_free (engine->ledger);
  recoup_engine_clear_shelf (engine);
  recoup_journal_free (engine->nothing);
  g_clear_pointer (&engine->zone, recoup_zone_unref);
  g_ptr_array_unref (engine->history);
  g_hash_table_unref (engine->unsaved);
  g_hash_table_unref (engine->facts);
  g_hash_table_unref (engine->revealed);
  g_array_unref (engine->absences);
  g_array_unref (engine->absences_to_forget);
  g_array_unref (engine->inhibitors);
  g_free (engine->pause_reason);
  g_free (engine->server_owner);
  g_free (engine->store_error);
  g_free (engine);
}

void
recoup_engine_stop (RecoupEngine *engine)
{
  recoup_engine_end_batch (engine);
  recoup_engine_tell_waiters (engine);
  recoup_engine_flush_shelf (engine);
  recoup_engine_set_fact (engine, "stopped_at", recoup_clock_now (engine->clock));
}

void
recoup_engine_set_listener (RecoupEngine *engine,
                            const RecoupEngineListener *listener,
                            gpointer user_data)
{
  engine->listener = listener;
  engine->listener_data = user_data;
}

guint64
recoup_engine_get_revision (const RecoupEngine *engine)
{
  return engine->revision;
}

guint64
recoup_engine_get_epoch (const RecoupEngine *engine)
{
  return engine->epoch;
}

const RecoupState *
recoup_engine_get_state (const RecoupEngine *engine)
{
  return engine->state;
}

const RecoupSchedule *
recoup_engine_get_schedule (const RecoupEngine *engine)
{
  return engine->schedule;
}

/* Sentences about a state, in the language of the process. */
static GVariant *
make_texts (const RecoupState *state)
{
  g_auto (GVariantDict) texts = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *summary = recoup_words_summary (state);
  g_auto (GVariantBuilder) reasons = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  g_auto (GVariantBuilder) questions = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  for (guint i = 0; i < state->reasons->len; i++)
    {
      const RecoupReason *reason = &g_array_index (state->reasons, RecoupReason, i);
      g_autofree char *text = recoup_words_reason (reason->rule, reason->params);
      g_variant_builder_add (&reasons, "s", text);
    }
  for (guint i = 0; i < state->n_ask; i++)
    g_variant_builder_add (&questions, "s", recoup_words_question (state->ask[i]));
  g_variant_dict_insert (&texts, "summary", "s", summary);
  g_variant_dict_insert (&texts, "verdict", "s", recoup_words_verdict (state->verdict));
  g_variant_dict_insert_value (&texts, "reasons", g_variant_builder_end (&reasons));
  g_variant_dict_insert_value (&texts, "questions", g_variant_builder_end (&questions));
  return g_variant_dict_end (&texts);
}

GVariant *
recoup_engine_state_to_variant (RecoupEngine *engine, const RecoupState *state)
{
  g_autoptr (GVariant) plain = g_variant_ref_sink (recoup_wire_state (state));
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (plain);

  g_variant_dict_insert (&dict, "revision", "t", engine->revision);
  g_variant_dict_insert_value (&dict, "text", make_texts (state));
  return g_variant_dict_end (&dict);
}

GVariant *
recoup_engine_get_state_variant (RecoupEngine *engine)
{
  /* Balances move by the minute. Nobody is woken for that, but who asks is told the present. */
  if (ABS (recoup_clock_now (engine->clock) - engine->state->now) >= STALE_USEC)
    recoup_engine_settle (engine);
  if (engine->state_variant != NULL)
    return engine->state_variant;

  g_autoptr (GVariant) plain =
      g_variant_ref_sink (recoup_engine_state_to_variant (engine, engine->state));
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (plain);
  g_auto (GVariantDict) storage = G_VARIANT_DICT_INIT (NULL);
  const char *message = engine->store_error;
  gboolean healthy = engine->store != NULL && recoup_store_is_healthy (engine->store, &message);
  g_variant_dict_insert (&storage, "healthy", "b", healthy);
  if (!healthy && message != NULL)
    g_variant_dict_insert (&storage, "message", "s", message);
  g_variant_dict_insert_value (&dict, "storage", g_variant_dict_end (&storage));
  engine->state_variant = g_variant_ref_sink (g_variant_dict_end (&dict));
  return engine->state_variant;
}

RecoupClock *
recoup_engine_get_clock (const RecoupEngine *engine)
{
  return engine->clock;
}

const RecoupPolicy *
recoup_engine_get_policy (const RecoupEngine *engine)
{
  return &engine->policy;
}

void
recoup_engine_set_policy (RecoupEngine *engine, const RecoupPolicy *policy)
{
  if (recoup_policy_equal (&engine->policy, policy))
    return;
  engine->policy = *policy;
  engine->is_changed = TRUE;
  recoup_ledger_set_policy (engine->ledger, policy);
  engine->epoch++;
  recoup_engine_settle (engine);
}
