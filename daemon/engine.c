/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where core and world meet. Whatever happens, an alarm, a logged meal, a locked screen, a set
 * clock, ends in the same settle: state and plan are computed anew from what the store and the
 * world say now, what is due is claimed and then shown, and one alarm is set for the next instant
 * that matters. Settling twice does nothing the second time. A history so long that folding it
 * would block the loop is folded in slices while the old state answers. */

#include "daemon/engine.h"

#include "daemon/engine-private.h"
#include "recoup/wire.h"
#include "words/words.h"

#define LONG_FOLD_DAYS 400 /* more than this at once is felt on the bus */
#define RECENT_DAYS    14  /* each settle reads some of them, see entry-cache.c */
#define SLICE_DAYS     31  /* less than 20 ms with sessions of many sets, as in bus-series.c */
#define STALE_USEC                                                               \
  RECOUP_USEC_PER_MIN /* a state this old is computed again when it is asked for \
                       */

static void
inhibitor_clear (gpointer data)
{
  EngineInhibitor *inhibitor = data;
  g_free (inhibitor->app);
  g_free (inhibitor->reason);
}

static void
on_clock (RecoupClock *clock, RecoupClockEvent event, gpointer user_data)
{
  RecoupEngine *engine = user_data;
  recoup_engine_end_batch (engine);

  switch (event)
    {
    case RECOUP_CLOCK_ALARM:
      break;
    case RECOUP_CLOCK_SET:
      recoup_engine_watch_clock (engine, recoup_clock_now (clock));
      break;
    case RECOUP_CLOCK_ZONE:
      g_clear_pointer (&engine->zone, recoup_zone_unref); /* its data may be new */
      recoup_ledger_reload_zones (engine->ledger);
      break;
    }
  recoup_engine_settle (engine);
}

static void
on_presence (RecoupPresence *presence, RecoupPresenceEvent event, gpointer user_data)
{
  RecoupEngine *engine = user_data;
  recoup_engine_end_batch (engine);
  RecoupInstant now = recoup_clock_now (engine->clock);

  switch (event)
    {
    case RECOUP_PRESENCE_CHANGED:
      break;
    case RECOUP_PRESENCE_SUSPEND:
      engine->is_suspended = TRUE;
      break;
    case RECOUP_PRESENCE_RESUME:
      engine->is_suspended = FALSE;
      engine->around.resumed_at = now;
      break;
    }
  recoup_engine_follow_presence (engine, now);
  if (event != RECOUP_PRESENCE_SUSPEND)
    recoup_engine_settle (engine);
}

RecoupEngine *
recoup_engine_new (RecoupClock *clock,
                   RecoupStore *store,
                   const char *store_error,
                   RecoupNotifier *notifier,
                   RecoupPresence *presence,
                   const RecoupPolicy *policy)
{
  RecoupEngine *engine = g_new0 (RecoupEngine, 1);

  engine->clock = clock;
  engine->store = store;
  engine->store_error = g_strdup (store_error);
  engine->notifier = notifier;
  engine->presence = presence;
  engine->policy = *policy;
  engine->nothing = recoup_journal_new ();
  engine->zone = recoup_zone_ref ((RecoupZone *) recoup_clock_get_zone (clock, NULL));
  engine->history = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  engine->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  engine->revealed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  engine->retry_at = RECOUP_INSTANT_NONE;
  engine->absences = g_array_new (FALSE, TRUE, sizeof (RecoupAbsence));
  engine->inhibitors = g_array_new (FALSE, TRUE, sizeof (EngineInhibitor));
  g_array_set_clear_func (engine->inhibitors, inhibitor_clear);
  engine->server_owner = g_strdup (notifier->owner);

  RecoupEntrySource source =
      store != NULL ? recoup_store_get_source (store) : recoup_journal_get_source (engine->nothing);
  engine->ledger =
      recoup_ledger_new (&source, policy, engine->zone, recoup_clock_get_zones (clock));
  recoup_engine_load_world (engine);
  recoup_engine_load_rows (engine, recoup_clock_now (clock));
  recoup_clock_set_listener (clock, on_clock, engine);
  recoup_presence_set_listener (presence, on_presence, engine);
  recoup_notifier_set_listener (notifier, &recoup_engine_notifier_listener, engine);
  return engine;
}

void
recoup_engine_free (RecoupEngine *engine)
{
  if (engine == NULL)
    return;
  recoup_clock_wake_at (engine->clock, RECOUP_INSTANT_NONE);
  recoup_clock_set_listener (engine->clock, NULL, NULL);
  recoup_presence_set_listener (engine->presence, NULL, NULL);
  recoup_notifier_set_listener (engine->notifier, NULL, NULL);
  g_clear_handle_id (&engine->slice_id, g_source_remove);
  recoup_schedule_free (engine->schedule);
  recoup_state_free (engine->state);
  recoup_state_free (engine->yesterday);
  g_clear_pointer (&engine->state_variant, g_variant_unref);
  recoup_ledger_free (engine->ledger);
  recoup_journal_free (engine->nothing);
  g_clear_pointer (&engine->zone, recoup_zone_unref);
  g_ptr_array_unref (engine->history);
  g_hash_table_unref (engine->unsaved);
  g_hash_table_unref (engine->revealed);
  g_array_unref (engine->absences);
  g_array_unref (engine->inhibitors);
  g_free (engine->server_owner);
  g_free (engine->store_error);
  g_free (engine);
}

void
recoup_engine_set_listener (RecoupEngine *engine,
                            const RecoupEngineListener *listener,
                            gpointer user_data)
{
  engine->listener = listener;
  engine->listener_data = user_data;
}

static void
follow_zone (RecoupEngine *engine)
{
  const RecoupZone *zone = recoup_clock_get_zone (engine->clock, NULL);

  if (zone == engine->zone)
    return;
  if (engine->zone == NULL ||
      !g_str_equal (recoup_zone_get_id (zone), recoup_zone_get_id (engine->zone)))
    engine->is_changed = TRUE;
  g_clear_pointer (&engine->zone, recoup_zone_unref);
  engine->zone = recoup_zone_ref ((RecoupZone *) zone);
  recoup_ledger_set_zone (engine->ledger, zone);
  g_clear_pointer (&engine->yesterday, recoup_state_free);
}

static gboolean
on_slice (gpointer user_data)
{
  RecoupEngine *engine = user_data;

  if (engine->batch != NULL)
    return G_SOURCE_CONTINUE; /* what is not committed is not to be folded */
  if (!recoup_ledger_advance (engine->ledger, recoup_clock_now (engine->clock), SLICE_DAYS))
    return G_SOURCE_CONTINUE;
  engine->slice_id = 0;
  recoup_engine_settle (engine);
  return G_SOURCE_REMOVE;
}

/* Whether what people look at differs: balances decay by the second, that alone is no news. */
static gboolean
differs (const RecoupState *a, const RecoupState *b)
{
  if (a == NULL || a->day != b->day || a->verdict != b->verdict || a->coverage != b->coverage ||
      a->readiness_dp != b->readiness_dp || a->lo_dp != b->lo_dp || a->hi_dp != b->hi_dp ||
      a->plan != b->plan || a->n_ask != b->n_ask || a->lights_out != b->lights_out ||
      a->remaining_slots != b->remaining_slots || a->ill != b->ill ||
      a->flags->len != b->flags->len || a->n_confirmed != b->n_confirmed)
    return TRUE;
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    if (a->groups[i].why != b->groups[i].why)
      return TRUE;
  return FALSE;
}

/* Computes the state at @now, and that of the evening before. */
static void
compute (RecoupEngine *engine, RecoupInstant now)
{
  RecoupInstant today = now - now % RECOUP_USEC_PER_DAY;

  if (engine->store != NULL)
    recoup_store_set_recent (engine->store, today - RECENT_DAYS * RECOUP_USEC_PER_DAY);
  RecoupState *state = recoup_ledger_compute (engine->ledger, now);
  if (engine->is_changed || differs (engine->state, state))
    engine->revision++;
  if (engine->is_changed || (engine->state != NULL && engine->state->day != state->day))
    g_clear_pointer (&engine->yesterday, recoup_state_free);
  engine->is_changed = FALSE;
  recoup_state_free (engine->state);
  engine->state = state;
  g_clear_pointer (&engine->state_variant, g_variant_unref);
  if (engine->yesterday == NULL)
    engine->yesterday = recoup_ledger_compute (
        engine->ledger,
        recoup_civil_day_start (state->day, engine->policy.day_start_min, engine->zone) -
            G_USEC_PER_SEC);
}

static void
settle_once (RecoupEngine *engine)
{
  RecoupInstant now = recoup_clock_now (engine->clock);

  recoup_engine_watch_clock (engine, now);
  follow_zone (engine);
  if (engine->state != NULL && engine->slice_id == 0 &&
      recoup_ledger_get_pending (engine->ledger, now) > LONG_FOLD_DAYS)
    engine->slice_id = g_idle_add (on_slice, engine);
  if (engine->slice_id != 0)
    return; /* it settles when it is done */

  RecoupDay day = engine->state != NULL ? engine->state->day : RECOUP_DAY_NONE;
  compute (engine, now);
  if (engine->state->day != day)
    recoup_engine_trim_rows (engine, now);
  recoup_engine_flush_rows (engine, now);
  recoup_engine_look_around (engine, now);
  recoup_schedule_free (engine->schedule);
  engine->schedule = recoup_engine_plan (engine, engine->state, engine->yesterday, &engine->around);
  recoup_engine_look_ahead (engine);
  if (recoup_engine_log_seen_sleep (engine, now))
    {
      engine->wants_settle = TRUE;
      return;
    }
  recoup_engine_carry_out (engine, now);
  recoup_clock_wake_at (engine->clock,
                        MIN (engine->schedule->next, recoup_engine_next_own (engine, now)));
}

void
recoup_engine_settle (RecoupEngine *engine)
{
  engine->wants_settle = TRUE;
  if (engine->is_settling || engine->batch != NULL)
    return; /* a batch settles when it ends */
  engine->is_settling = TRUE;
  while (engine->wants_settle)
    {
      engine->wants_settle = FALSE;
      settle_once (engine);
    }
  engine->is_settling = FALSE;
  if (engine->listener != NULL && engine->listener->changed != NULL)
    engine->listener->changed (engine->listener_data);
}

guint64
recoup_engine_get_revision (const RecoupEngine *engine)
{
  return engine->revision;
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

RecoupInstant
recoup_engine_get_paused_until (const RecoupEngine *engine)
{
  return engine->around.paused_until;
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
  recoup_engine_settle (engine);
}
