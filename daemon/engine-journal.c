/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What people log: entries are added, replaced, removed and taken back, each time as one change
 * that settles when it is on disk. */

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "daemon/engine-private.h"
#include "recoup/error.h"

static gboolean
add_step (RecoupEngine *engine, EngineChange *change, gpointer item, GError **error)
{
  return recoup_engine_put (engine, change, item, error);
}

gboolean
recoup_engine_add (RecoupEngine *engine,
                   GPtrArray *entries,
                   const char *undo,
                   const RecoupEngineCallback *callback,
                   GError **error)
{
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, undo, error))
    return FALSE;
  recoup_engine_run_batch (engine, &change, add_step, entries, callback);
  return TRUE;
}

GPtrArray *
recoup_engine_query (RecoupEngine *engine, const RecoupQuery *query, GError **error)
{
  recoup_engine_end_batch (engine);
  if (engine->store != NULL)
    return recoup_store_query (engine->store, query, error);
  g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE,
                       engine->store_error != NULL ? engine->store_error : _ ("There is no store"));
  return NULL;
}

RecoupEntry *
recoup_engine_amend (RecoupEngine *engine,
                     const char *id,
                     RecoupEntry *entry,
                     gint64 rev,
                     char **undo_out,
                     GError **error)
{
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, NULL, error))
    return NULL;

  g_autoptr (RecoupEntry) old = recoup_store_get (engine->store, id, error);
  g_autoptr (RecoupEntry) amended = NULL;
  gboolean ok = old != NULL;
  if (ok && rev >= 0 && old->rev != rev)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_CONFLICT,
                   _ ("The entry was changed since it was read: it is at revision %" PRId64
                      ", not %" PRId64),
                   old->rev, rev);
      ok = FALSE;
    }
  if (ok)
    {
      amended = recoup_entry_with_identity (entry, old->id, old->rev + 1);
      ok = recoup_engine_put (engine, &change, amended, error);
    }
  if (!recoup_engine_finish (engine, &change, ok, undo_out, error))
    return NULL;
  recoup_engine_settle (engine);
  return recoup_store_get (engine->store, amended->id, error);
}

/* Returns: (transfer full): an entry that takes @target away */
static RecoupEntry *
make_removal (RecoupEngine *engine, const char *target, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "target", "s", target);
  return recoup_engine_make_entry (engine, RECOUP_ENTRY_REMOVE, &dict, error);
}

static gboolean
remove_step (RecoupEngine *engine, EngineChange *change, gpointer item, GError **error)
{
  g_autoptr (RecoupEntry) old = recoup_store_get (engine->store, item, error);
  g_autoptr (RecoupEntry) removal = old != NULL ? make_removal (engine, old->id, error) : NULL;

  return removal != NULL && recoup_engine_put (engine, change, removal, error);
}

gboolean
recoup_engine_remove (RecoupEngine *engine,
                      GPtrArray *ids,
                      const RecoupEngineCallback *callback,
                      GError **error)
{
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, NULL, error))
    return FALSE;
  recoup_engine_run_batch (engine, &change, remove_step, ids, callback);
  return TRUE;
}

/* Takes one step about an entry back. */
static gboolean
undo_entry (RecoupEngine *engine, EngineChange *change, GVariant *before, GError **error)
{
  const char *undo = "";
  const char *id = "";
  g_autoptr (GVariant) dict = g_variant_lookup_value (before, "entry", G_VARIANT_TYPE_VARDICT);
  (void) g_variant_lookup (before, "undo", "&s", &undo); /* we wrote it */
  (void) g_variant_lookup (before, "id", "&s", &id);     /* likewise */

  if (g_str_equal (undo, "forget"))
    return recoup_engine_forget (engine, change, id, error);
  if (dict == NULL)
    {
      g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE,
                           _ ("A stored step of undo cannot be read"));
      return FALSE;
    }
  g_autoptr (RecoupEntry) old = recoup_entry_new_from_variant (
      dict, NULL, recoup_clock_get_zones (engine->clock), NULL, error);
  if (old == NULL)
    return FALSE;

  g_autoptr (GError) failure = NULL;
  g_autoptr (RecoupEntry) now = recoup_store_get (engine->store, id, &failure);
  if (now == NULL && !g_error_matches (failure, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_autofree char *fresh = g_uuid_string_random ();
  g_autoptr (RecoupEntry) entry =
      now != NULL ? recoup_entry_with_identity (old, id, now->rev + 1)
                  : recoup_entry_with_identity (old, fresh, 0); /* a removed id is spent */
  return recoup_engine_put (engine, change, entry, error);
}

gboolean
recoup_engine_record_settings (RecoupEngine *engine, GVariant *before, GError **error)
{
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, NULL, error))
    return FALSE;
  gboolean ok = recoup_engine_push_undo (engine, &change, "settings", before, error);
  return recoup_engine_finish (engine, &change, ok, NULL, error);
}

static gboolean
undo_step (RecoupEngine *engine, EngineChange *change, gpointer item, GError **error)
{
  const RecoupUndoStep *step = item;

  if (g_str_equal (step->op, "journal"))
    return undo_entry (engine, change, step->before, error);
  if (g_str_equal (step->op, "settings"))
    return engine->listener != NULL &&
           engine->listener->restore (step->before, engine->listener_data, error);
  return recoup_engine_undo_verb (engine, change, step, error);
}

gboolean
recoup_engine_undo (RecoupEngine *engine,
                    const char *token,
                    const RecoupEngineCallback *callback,
                    GError **error)
{
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, NULL, error))
    return FALSE;

  change.is_undo = TRUE; /* it is not to be undone as the last change */
  g_autoptr (GPtrArray) steps = NULL;
  if (recoup_store_trim (engine->store, change.now, error))
    steps = recoup_store_take_undo (engine->store, token, error);
  if (steps == NULL)
    return recoup_engine_finish (engine, &change, FALSE, NULL, NULL);
  recoup_engine_run_batch (engine, &change, undo_step, steps, callback);
  return TRUE;
}
