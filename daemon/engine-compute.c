/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The state at any instant, and with entries that exist only for one question. Such entries are
 * laid over the store as another source, and the ledger is forked before the first day that they
 * concern, so that the running one never hears of them. It is forked too for what lies far off: it
 * keeps what it holds of today. A fork folds in slices; when the journal changes meanwhile it
 * begins anew, because half of what it holds would be from before. */

#include <glib/gi18n-lib.h>

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

#define SHORT_DAYS     62 /* a checkpoint a month: so many are folded for most questions */
#define NEAR_USEC      (14 * RECOUP_USEC_PER_DAY) /* what checkpoints of today outlive */
#define MAX_BEGINNINGS 16

struct _RecoupLook
{
  RecoupEngine *engine; /* borrowed */
  RecoupInstant at;
  guint back_days;    /* that a statement goes back, 0 for a state */
  Overlay overlay;    /* its list is owned, NULL when nothing is assumed */
  RecoupDay first;    /* of what is assumed, or NONE */
  RecoupLedger *fork; /* owned, NULL for the ledger of the engine */
  guint64 epoch;      /* of the engine when the fork was made */
  guint beginnings;
};

/* Lays @assume over the store. */
static void
lay_over (RecoupLook *look, const GPtrArray *assume)
{
  RecoupEngine *engine = look->engine;
  const char *zone = recoup_zone_get_id (engine->zone);

  look->overlay.more = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
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
      look->first = look->first == RECOUP_DAY_NONE ? day : MIN (look->first, day);
      g_ptr_array_add (look->overlay.more, entry);
    }
  g_ptr_array_sort (look->overlay.more, compare);
}

/* Forks the ledger as it is now. */
static void
begin (RecoupLook *look)
{
  RecoupEngine *engine = look->engine;
  RecoupEntrySource over = { on_overlay_read, &look->overlay };

  recoup_ledger_free (look->fork);
  look->fork = recoup_ledger_fork (
      engine->ledger, look->overlay.more != NULL ? &over : &look->overlay.base, look->first);
  look->epoch = engine->epoch;
  look->beginnings++;
}

RecoupLook *
recoup_engine_begin_look (RecoupEngine *engine,
                          RecoupInstant at,
                          guint back_days,
                          const GPtrArray *assume)
{
  RecoupLook *look = g_new0 (RecoupLook, 1);
  RecoupInstant now = recoup_clock_now (engine->clock);

  recoup_engine_end_batch (engine);
  look->engine = engine;
  look->at = recoup_instant_floor (at != RECOUP_INSTANT_NONE ? at : now);
  look->back_days = back_days;
  look->first = RECOUP_DAY_NONE;
  look->overlay.base = engine->store != NULL ? recoup_store_get_source (engine->store)
                                             : recoup_journal_get_source (engine->nothing);
  if (assume != NULL && assume->len > 0)
    lay_over (look, assume);
  if (look->overlay.more != NULL || look->at > now + NEAR_USEC ||
      recoup_ledger_get_pending (engine->ledger, look->at) > SHORT_DAYS)
    begin (look);
  return look;
}

void
recoup_look_free (RecoupLook *look)
{
  if (look == NULL)
    return;
  recoup_ledger_free (look->fork);
  g_clear_pointer (&look->overlay.more, g_ptr_array_unref);
  g_free (look);
}

gboolean
recoup_look_step (RecoupLook *look, gboolean *ready_out, GError **error)
{
  if (look->fork != NULL && look->epoch != look->engine->epoch)
    {
      if (look->beginnings >= MAX_BEGINNINGS)
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_CONFLICT,
                       _ ("The journal changed again and again while it was read: ask again"));
          return FALSE;
        }
      begin (look);
    }
  *ready_out = recoup_ledger_advance (recoup_look_get_ledger (look), look->at, look->back_days,
                                      RECOUP_LEDGER_TURN_WEIGHT);
  if (!*ready_out && look->fork == NULL)
    begin (look); /* what takes turns is not to be disturbed by what the engine folds meanwhile */
  return TRUE;
}

RecoupLedger *
recoup_look_get_ledger (RecoupLook *look)
{
  return look->fork != NULL ? look->fork : look->engine->ledger;
}

RecoupState *
recoup_look_take_state (RecoupLook *look)
{
  return recoup_ledger_compute (recoup_look_get_ledger (look), look->at);
}

GArray *
recoup_look_explain (RecoupLook *look)
{
  return recoup_ledger_explain (recoup_look_get_ledger (look), look->at, look->back_days);
}

RecoupWalk *
recoup_engine_begin_walk (RecoupEngine *engine, const RecoupDayRange *range)
{
  recoup_engine_end_batch (engine);
  return recoup_walk_new (engine->ledger, recoup_clock_now (engine->clock), range);
}
