/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever happens, an alarm, a logged meal, a locked screen, a set clock, ends in the same settle:
 * state and plan are computed anew from what the store and the world say now, what is due is
 * claimed and then shown, and one alarm is set for the next instant that matters. Settling twice
 * does nothing the second time. A history so long that folding it would block the loop is folded in
 * slices while the old state answers. */

#include "daemon/engine-private.h"

#define RECENT_DAYS 14 /* each settle reads some of them, see entry-cache.c */

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
  engine->epoch++;
  g_clear_pointer (&engine->yesterday, recoup_state_free);
}

/* Folds what one turn can. Returns: whether the rest is for the settle */
static gboolean
advance (RecoupEngine *engine)
{
  return recoup_ledger_advance (engine->ledger, recoup_clock_now (engine->clock), 0,
                                RECOUP_LEDGER_TURN_WEIGHT);
}

static gboolean
on_slice (gpointer user_data)
{
  RecoupEngine *engine = user_data;

  if (engine->batch != NULL)
    return G_SOURCE_CONTINUE; /* what is not committed is not to be folded */
  if (!advance (engine))
    return G_SOURCE_CONTINUE;
  engine->slice_id = 0;
  recoup_engine_settle (engine);
  if (engine->slice_id == 0)
    recoup_engine_tell_waiters (engine);
  return G_SOURCE_REMOVE;
}

/* Who is to be told. */
typedef struct
{
  void (*func) (gpointer user_data);
  gpointer user_data;
} Waiter;

void
recoup_engine_when_settled (RecoupEngine *engine,
                            void (*func) (gpointer user_data),
                            gpointer user_data)
{
  Waiter waiter = { func, user_data };

  if (engine->slice_id == 0)
    func (user_data);
  else
    g_queue_push_tail (&engine->waiters, g_memdup2 (&waiter, sizeof waiter));
}

void
recoup_engine_tell_waiters (RecoupEngine *engine)
{
  while (!g_queue_is_empty (&engine->waiters))
    {
      g_autofree Waiter *waiter = g_queue_pop_head (&engine->waiters);
      waiter->func (waiter->user_data);
    }
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
  if (engine->state != NULL && engine->slice_id == 0 && !advance (engine))
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
  if (engine->slice_id != 0)
    return; /* nothing is published of a state that is still to come */
  if (engine->listener != NULL && engine->listener->changed != NULL)
    engine->listener->changed (engine->listener_data);
}
