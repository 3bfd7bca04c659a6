/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An addition of thousands of entries is one transaction, and writing it takes longer than others
 * should wait for an answer. So the transaction stays open over turns of the loop, and each turn
 * writes some entries. Nobody else may read or write the store meanwhile: whoever comes to it, a
 * verb, a button of a popup, a question about another day, first has the rest written at once.
 * What is answered from memory, the state and the properties, needs no store and does not wait. */

#include "daemon/engine-private.h"

/* What one turn writes, about ten milliseconds: a row costs as much as some sets in it. */
#define TURN_WEIGHT 2000
#define ROW_WEIGHT  4

struct _EngineBatch
{
  EngineChange change;
  GPtrArray *entries; /* owned, of RecoupEntry */
  guint next;         /* the first that is not written */
  guint turn_id;
  RecoupEngineAdded func;
  gpointer user_data;
};

/* Ends the batch: commits it if @ok, and says how it went; takes @error. */
static void
end (RecoupEngine *engine, gboolean ok, GError *error)
{
  EngineBatch *batch = g_steal_pointer (&engine->batch);
  g_autofree char *token = NULL;

  g_clear_handle_id (&batch->turn_id, g_source_remove);
  ok = recoup_engine_finish (engine, &batch->change, ok, &token, ok ? &error : NULL);
  recoup_engine_settle (engine); /* it waited, whatever came of the batch */
  batch->func (ok ? token : NULL, error, batch->user_data);
  g_clear_error (&error);
  g_ptr_array_unref (batch->entries);
  g_free (batch);
}

/* Writes entries of about @weight; ends the batch with the last one or the first that fails.
 * Returns: whether there are more */
static gboolean
write_some (RecoupEngine *engine, guint weight)
{
  EngineBatch *batch = engine->batch;
  GError *error = NULL;
  guint done = 0;

  while (batch->next < batch->entries->len && done < weight)
    {
      RecoupEntry *entry = batch->entries->pdata[batch->next++];
      done += ROW_WEIGHT + (entry->kind == RECOUP_ENTRY_SESSION ? entry->session.n_sets : 0);
      if (!recoup_engine_put (engine, &batch->change, entry, &error))
        {
          end (engine, FALSE, error);
          return FALSE;
        }
    }
  if (batch->next < batch->entries->len)
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
  if (!write_some (engine, TURN_WEIGHT))
    return G_SOURCE_REMOVE;
  batch->turn_id = turn_id;
  return G_SOURCE_CONTINUE;
}

void
recoup_engine_end_batch (RecoupEngine *engine)
{
  if (engine->batch != NULL)
    (void) write_some (engine, G_MAXUINT); /* there cannot be more */
}

gboolean
recoup_engine_begin (RecoupEngine *engine, EngineChange *change, const char *token, GError **error)
{
  recoup_engine_end_batch (engine);
  return recoup_engine_open (engine, change, token, error);
}

gboolean
recoup_engine_add_in_turns (RecoupEngine *engine,
                            GPtrArray *entries,
                            const char *undo,
                            RecoupEngineAdded func,
                            gpointer user_data,
                            GError **error)
{
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, undo, error))
    return FALSE;
  engine->batch = g_new0 (EngineBatch, 1);
  engine->batch->change = change;
  engine->batch->entries = g_ptr_array_ref (entries);
  engine->batch->func = func;
  engine->batch->user_data = user_data;
  engine->batch->turn_id = g_idle_add (on_turn, engine);
  return TRUE;
}

gboolean
recoup_engine_is_adding (const RecoupEngine *engine)
{
  return engine->batch != NULL;
}
