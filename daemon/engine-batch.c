/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A change of thousands of entries is one transaction, and writing it takes longer than others
 * should wait for an answer. So the transaction stays open over turns of the loop, and each turn
 * does some of it. Nobody else may read or write the store meanwhile: calls of the bus wait until
 * it is done; whoever cannot, a button of a popup or the end of the daemon, first has the rest done
 * at once. What is answered from memory, the state and the properties, needs no store and does not
 * wait. */

#include "daemon/engine-private.h"

/* What one turn does, see recoup_entry_weigh(): ten to twenty milliseconds. */
#define TURN_WEIGHT 1000
#define ITEM_WEIGHT 4 /* beside the entries that it touches */

struct _EngineBatch
{
  EngineChange change;
  EngineStep step;
  GPtrArray *items; /* owned */
  guint next;       /* the first that is not done */
  guint turn_id;
  RecoupEngineDone func;
  gpointer user_data;
  char *token;   /* owned, of its undo; NULL as long as it is not done, or was not */
  GError *error; /* owned, why not */
};

/* Says how the batch went, which is freed. */
static void
tell (gpointer user_data)
{
  EngineBatch *batch = user_data;

  batch->func (batch->token, batch->error, batch->user_data);
  g_free (batch->token);
  g_clear_error (&batch->error);
  g_ptr_array_unref (batch->items);
  g_free (batch);
}

/* Ends the batch: commits it if @ok, and says how it went; takes @error. */
static void
end (RecoupEngine *engine, gboolean ok, GError *error)
{
  EngineBatch *batch = g_steal_pointer (&engine->batch);

  g_clear_handle_id (&batch->turn_id, g_source_remove);
  batch->error = error;
  (void) recoup_engine_finish (engine, &batch->change, ok, &batch->token,
                               ok ? &batch->error : NULL); /* a token tells */
  recoup_engine_settle (engine); /* it waited, whatever came of the batch */
  recoup_engine_when_settled (engine, tell, batch);
}

/* What an item cost, by the entries that it touched from @first on. */
static guint
weigh (const EngineChange *change, guint first)
{
  guint weight = ITEM_WEIGHT;

  for (guint i = first; i < change->touched->len; i++)
    weight += recoup_entry_weigh (change->touched->pdata[i]);
  return weight;
}

/* Does items of about @weight; ends the batch with the last one or the first that fails.
 * Returns: whether there are more */
static gboolean
do_some (RecoupEngine *engine, guint weight)
{
  EngineBatch *batch = engine->batch;
  GError *error = NULL;
  guint done = 0;

  while (batch->next < batch->items->len && done < weight)
    {
      guint first = batch->change.touched->len;
      if (!batch->step (engine, &batch->change, batch->items->pdata[batch->next++], &error))
        {
          end (engine, FALSE, error);
          return FALSE;
        }
      done += weigh (&batch->change, first);
    }
  if (batch->next < batch->items->len)
    return TRUE;
  end (engine, TRUE, NULL);
  return FALSE;
}

static gboolean
on_turn (gpointer user_data)
{
  RecoupEngine *engine = user_data;
  EngineBatch *batch = engine->batch;
  guint turn_id = batch->turn_id;

  batch->turn_id = 0; /* it is this function that ends the source then */
  if (!do_some (engine, TURN_WEIGHT))
    return G_SOURCE_REMOVE;
  batch->turn_id = turn_id;
  return G_SOURCE_CONTINUE;
}

void
recoup_engine_end_batch (RecoupEngine *engine)
{
  if (engine->batch != NULL)
    (void) do_some (engine, G_MAXUINT); /* there cannot be more */
}

gboolean
recoup_engine_begin (RecoupEngine *engine, EngineChange *change, const char *token, GError **error)
{
  recoup_engine_end_batch (engine);
  return recoup_engine_open (engine, change, token, error);
}

void
recoup_engine_run_batch (RecoupEngine *engine,
                         const EngineChange *change,
                         EngineStep step,
                         GPtrArray *items,
                         const RecoupEngineCallback *callback)
{
  g_assert (engine->batch == NULL);
  engine->batch = g_new0 (EngineBatch, 1);
  engine->batch->change = *change;
  engine->batch->step = step;
  engine->batch->items = g_ptr_array_ref (items);
  engine->batch->func = callback->func;
  engine->batch->user_data = callback->user_data;
  if (do_some (engine, TURN_WEIGHT))
    engine->batch->turn_id = g_idle_add (on_turn, engine);
}

gboolean
recoup_engine_is_busy (const RecoupEngine *engine)
{
  return engine->batch != NULL;
}
