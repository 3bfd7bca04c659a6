/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The state at any instant, and with entries that exist only for one question. Such entries are
 * laid over the store as another source, and the ledger is forked before the first day that they
 * concern, so that the running one never hears of them. */

#include "daemon/engine-private.h"
#include "recoup/error.h"

/* A source with some entries more. */
typedef struct
{
  RecoupEntrySource base;
  GPtrArray *more; /* owned, of RecoupEntry, in order */
} Overlay;

typedef struct
{
  const Overlay *overlay;
  RecoupInstant until;
  guint kinds;
  guint at; /* next of overlay->more */
  RecoupEntryFunc func;
  gpointer user_data;
  gboolean is_stopped;
} Reading;

/* Gives what of the overlay comes before @limit; all of it with NULL. */
static gboolean
give_more (Reading *reading, const RecoupEntry *limit)
{
  const GPtrArray *more = reading->overlay->more;

  for (; reading->at < more->len; reading->at++)
    {
      RecoupEntry *entry = more->pdata[reading->at];
      if (recoup_entry_get_anchor (entry) > reading->until ||
          (limit != NULL && recoup_entry_compare (entry, limit) > 0))
        break;
      if ((RECOUP_ENTRY_MASK (entry->kind) & reading->kinds) == 0)
        continue;
      if (!reading->func (entry, reading->user_data))
        return FALSE;
    }
  return TRUE;
}

static gboolean
on_base (RecoupEntry *entry, gpointer user_data)
{
  Reading *reading = user_data;

  if (!give_more (reading, entry) || !reading->func (entry, reading->user_data))
    reading->is_stopped = TRUE;
  return !reading->is_stopped;
}

static void
on_overlay_read (gpointer self,
                 RecoupInstant from,
                 RecoupInstant until,
                 guint kinds,
                 RecoupEntryFunc func,
                 gpointer user_data)
{
  const Overlay *overlay = self;
  Reading reading = { overlay, until, kinds, 0, func, user_data, FALSE };

  while (reading.at < overlay->more->len &&
         recoup_entry_get_anchor (overlay->more->pdata[reading.at]) < from)
    reading.at++;
  overlay->base.read (overlay->base.self, from, until, kinds, on_base, &reading);
  if (!reading.is_stopped)
    (void) give_more (&reading, NULL); /* nothing follows that could be stopped */
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  return recoup_entry_compare (*(const RecoupEntry *const *) a, *(const RecoupEntry *const *) b);
}

/* Forks the ledger over @assume. @overlay: caller allocated, lives as long as the fork */
static RecoupLedger *
fork_ledger (RecoupEngine *engine, const GPtrArray *assume, Overlay *overlay)
{
  const char *zone = recoup_zone_get_id (engine->zone);
  RecoupDay first = RECOUP_DAY_NONE;

  overlay->base = engine->store != NULL ? recoup_store_get_source (engine->store)
                                        : recoup_journal_get_source (engine->nothing);
  overlay->more = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  for (guint i = 0; i < assume->len; i++)
    {
      RecoupEntry *entry = recoup_entry_with_zone (assume->pdata[i], zone);
      if (entry->kind == RECOUP_ENTRY_REMOVE)
        {
          recoup_entry_unref (entry);
          continue;
        }
      RecoupDay day = recoup_entry_get_day (entry, engine->policy.day_start_min, engine->zone,
                                            recoup_clock_get_zones (engine->clock));
      first = first == RECOUP_DAY_NONE ? day : MIN (first, day);
      g_ptr_array_add (overlay->more, entry);
    }
  g_ptr_array_sort (overlay->more, compare);
  RecoupEntrySource source = { on_overlay_read, overlay };
  return recoup_ledger_fork (engine->ledger, &source, first);
}

RecoupState *
recoup_engine_compute_state (RecoupEngine *engine,
                             RecoupInstant at,
                             const GPtrArray *assume,
                             GError **error)
{
  RecoupInstant now = at != RECOUP_INSTANT_NONE ? at : recoup_clock_now (engine->clock);

  recoup_engine_end_batch (engine);
  if (assume == NULL || assume->len == 0)
    return recoup_ledger_compute (engine->ledger, recoup_instant_floor (now));
  Overlay overlay = { { NULL, NULL }, NULL };
  g_autoptr (RecoupLedger) fork = fork_ledger (engine, assume, &overlay);
  RecoupState *state = recoup_ledger_compute (fork, recoup_instant_floor (now));
  g_ptr_array_unref (overlay.more);
  return state;
}

RecoupWalk *
recoup_engine_begin_walk (RecoupEngine *engine, const RecoupDayRange *range)
{
  recoup_engine_end_batch (engine);
  return recoup_walk_new (engine->ledger, recoup_clock_now (engine->clock), range);
}

GArray *
recoup_engine_explain (RecoupEngine *engine,
                       RecoupInstant at,
                       const GPtrArray *assume,
                       guint days,
                       GError **error)
{
  RecoupInstant now = at != RECOUP_INSTANT_NONE ? at : recoup_clock_now (engine->clock);

  recoup_engine_end_batch (engine);
  if (assume == NULL || assume->len == 0)
    return recoup_ledger_explain (engine->ledger, recoup_instant_floor (now), days);
  Overlay overlay = { { NULL, NULL }, NULL };
  g_autoptr (RecoupLedger) fork = fork_ledger (engine, assume, &overlay);
  GArray *rows = recoup_ledger_explain (fork, recoup_instant_floor (now), days);
  g_ptr_array_unref (overlay.more);
  return rows;
}
