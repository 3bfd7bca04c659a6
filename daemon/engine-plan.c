/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the pure plan is made from: the state, the entries of late, the reminders that were claimed
 * and the surroundings. Days to come are planned by the same function, on a desktop where nothing
 * holds anything back. */

#include "daemon/engine-private.h"

typedef struct
{
  GPtrArray *entries;
  RecoupInstant now;
  RecoupDay today;
  RecoupInstant next; /* at which one that is dated ahead becomes known; G_MAXINT64 for none */
} Recent;

static gboolean
on_recent (RecoupEntry *entry, gpointer user_data)
{
  Recent *recent = user_data;

  if (recoup_entry_is_known (entry, recent->now, recent->today))
    g_ptr_array_add (recent->entries, recoup_entry_ref (entry));
  else if (entry->date == RECOUP_DAY_NONE)
    recent->next = MIN (recent->next, recoup_entry_get_time (entry));
  return TRUE;
}

/* The known entries of the last three days. @next_out: when the next one becomes known */
static GPtrArray *
read_recent (RecoupEngine *engine, const RecoupState *state, RecoupInstant *next_out)
{
  Recent recent = { .entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref),
                    .now = state->now,
                    .today = state->day,
                    .next = G_MAXINT64 };
  RecoupEntrySource source = engine->store != NULL ? recoup_store_get_source (engine->store)
                                                   : recoup_journal_get_source (engine->nothing);

  source.read (source.self, state->now - 3 * RECOUP_USEC_PER_DAY,
               state->now + 2 * RECOUP_USEC_PER_DAY, RECOUP_ENTRY_MASK_ALL, on_recent, &recent);
  *next_out = recent.next;
  return recent.entries;
}

RecoupSchedule *
recoup_engine_plan (RecoupEngine *engine,
                    const RecoupState *state,
                    const RecoupState *yesterday,
                    const RecoupSurroundings *around)
{
  RecoupInstant next = G_MAXINT64;
  g_autoptr (GPtrArray) recent = read_recent (engine, state, &next);
  RecoupScheduleInput input = {
    .state = state,
    .yesterday = yesterday,
    .policy = &engine->policy,
    .zone = engine->zone,
    .zones = recoup_clock_get_zones (engine->clock),
    .recent = recent,
    .history = engine->history,
    .around = around,
  };
  RecoupSchedule *schedule = recoup_schedule_plan (&input);
  schedule->next = MIN (schedule->next, next);
  return schedule;
}

RecoupSurroundings
recoup_engine_make_calm (const RecoupEngine *engine)
{
  RecoupSurroundings calm = engine->around;

  calm.locked = calm.away = calm.dnd = calm.server_hung = FALSE;
  calm.server_up = TRUE;
  calm.inhibited = 0;
  calm.paused_until = calm.resumed_at = calm.absent_from = calm.absent_until = RECOUP_INSTANT_NONE;
  calm.back_since = calm.slept_from = calm.slept_until = RECOUP_INSTANT_NONE;
  return calm;
}

void
recoup_engine_look_ahead (RecoupEngine *engine)
{
  GPtrArray *upcoming = engine->schedule->upcoming;
  if (upcoming->len > 0)
    return;

  /* Nothing more today: what comes next is tomorrow's. */
  RecoupSurroundings calm = recoup_engine_make_calm (engine);
  RecoupInstant at =
      recoup_civil_day_start (engine->state->day + 1, engine->policy.day_start_min, engine->zone);
  g_autoptr (RecoupState) state = recoup_ledger_compute (engine->ledger, at);
  calm.created_at = at;
  g_autoptr (RecoupSchedule) planned = recoup_engine_plan (engine, state, NULL, &calm);
  for (guint i = 0; i < planned->upcoming->len; i++)
    g_ptr_array_add (upcoming, recoup_reminder_copy (planned->upcoming->pdata[i]));
}
