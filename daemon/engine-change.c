/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A change of the store: entries, rows and the pause go into one transaction together with the
 * steps that take them back. The ledger hears of it after the commit, and the answer goes out after
 * that: what was answered is on disk. */

#include <glib/gi18n-lib.h>

#include "daemon/engine-private.h"
#include "recoup/error.h"

static void
change_clear (EngineChange *change)
{
  g_clear_pointer (&change->token, g_free);
  g_clear_pointer (&change->pause_reason, g_free);
  g_clear_pointer (&change->touched, g_ptr_array_unref);
  g_clear_pointer (&change->rows, g_ptr_array_unref);
}

gboolean
recoup_engine_open (RecoupEngine *engine, EngineChange *change, const char *token, GError **error)
{
  if (engine->store == NULL)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE,
                   _ ("Nothing can be logged: %s"),
                   engine->store_error != NULL ? engine->store_error : _ ("there is no store"));
      return FALSE;
    }
  if (!recoup_store_begin (engine->store, error))
    return FALSE;
  change->token = token != NULL && token[0] != '\0' ? g_strdup (token) : g_uuid_string_random ();
  change->now = recoup_clock_now (engine->clock);
  change->touched = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  change->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  change->is_evidence = TRUE;
  return TRUE;
}

gboolean
recoup_engine_push_undo (RecoupEngine *engine,
                         EngineChange *change,
                         const char *op,
                         GVariant *before,
                         GError **error)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (before);
  RecoupUndoStep step = { .token = change->token,
                          .at = change->now,
                          .op = (char *) op,
                          .before = sunk };
  return recoup_store_push_undo (engine->store, &step, error);
}

gboolean
recoup_engine_stage_row (RecoupEngine *engine,
                         EngineChange *change,
                         RecoupReminder *row,
                         GError **error)
{
  g_ptr_array_add (change->rows, row);
  return recoup_engine_write_row (engine, row, change->now, error);
}

gboolean
recoup_engine_stage_pause (RecoupEngine *engine,
                           EngineChange *change,
                           RecoupInstant until,
                           const char *reason,
                           GError **error)
{
  const char *why = until != RECOUP_INSTANT_NONE && reason[0] != '\0' ? reason : NULL;
  g_autofree char *text = until != RECOUP_INSTANT_NONE ? recoup_engine_format_fact (until) : NULL;

  change->sets_pause = TRUE;
  change->paused_until = until;
  change->pause_reason = g_strdup (why);
  return recoup_store_set_fact (engine->store, "paused_until", text, error) &&
         recoup_store_set_fact (engine->store, "pause_reason", why, error);
}

/* How to go back: "forget" the entry @id, "put" @entry back under its id, "restore" it as new. */
static GVariant *
make_step (const char *undo, const char *id, const RecoupEntry *entry)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "undo", "s", undo);
  g_variant_dict_insert (&dict, "id", "s", id);
  if (entry != NULL)
    g_variant_dict_insert_value (&dict, "entry", recoup_entry_to_variant (entry));
  return g_variant_dict_end (&dict);
}

/* Writes that way, unless the change is itself one back. */
static gboolean
record (RecoupEngine *engine,
        EngineChange *change,
        const char *undo,
        const RecoupEntry *entry,
        GError **error)
{
  const RecoupEntry *before = g_str_equal (undo, "forget") ? NULL : entry;

  return change->is_undo || recoup_engine_push_undo (engine, change, "journal",
                                                     make_step (undo, entry->id, before), error);
}

static void
touch (EngineChange *change, RecoupEntry *entry)
{
  change->kinds |= RECOUP_ENTRY_MASK (entry->kind);
  if (entry->kind != RECOUP_ENTRY_REMOVE)
    g_ptr_array_add (change->touched, recoup_entry_ref (entry));
}

gboolean
recoup_engine_put (RecoupEngine *engine, EngineChange *change, RecoupEntry *entry, GError **error)
{
  g_autoptr (RecoupEntry) zoned = recoup_entry_with_zone (entry, recoup_zone_get_id (engine->zone));
  g_autoptr (RecoupEntry) replaced = NULL;
  RecoupJournalChange what = RECOUP_JOURNAL_UNCHANGED;

  if (!recoup_store_put (engine->store, zoned, change->now, &replaced, &what, error))
    return FALSE;
  if (replaced != NULL)
    touch (change, replaced);
  switch (what)
    {
    case RECOUP_JOURNAL_UNCHANGED:
      return TRUE;
    case RECOUP_JOURNAL_ADDED:
      touch (change, zoned);
      change->answers |= recoup_schedule_answers (zoned->kind);
      return record (engine, change, "forget", zoned, error);
    case RECOUP_JOURNAL_REPLACED:
      touch (change, zoned);
      change->answers |= recoup_schedule_answers (zoned->kind);
      return record (engine, change, "put", replaced, error);
    case RECOUP_JOURNAL_REMOVED:
      if (replaced == NULL)
        return TRUE; /* its target is not there yet: nothing to bring back */
      return record (engine, change, "restore", replaced, error);
    }
  g_assert_not_reached ();
}

/* Facts that belong to the change, in its transaction. */
static gboolean
write_facts (RecoupEngine *engine, const EngineChange *change, GError **error)
{
  g_autofree char *now = recoup_engine_format_fact (change->now);

  if (!change->is_evidence)
    return TRUE;
  if (!recoup_store_set_fact (engine->store, "evidence", now, error))
    return FALSE;
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    {
      if ((change->answers & (1U << i)) == 0)
        continue;
      g_autofree char *name =
          g_strconcat ("answered/", recoup_reminder_get_kind ((RecoupReminderKind) i)->name, NULL);
      if (!recoup_store_set_fact (engine->store, name, now, error))
        return FALSE;
    }
  return TRUE;
}

/* After the commit: the ledger, the surroundings and the listener hear of it. */
static void
spread (RecoupEngine *engine, const EngineChange *change)
{
  RecoupDay first = RECOUP_DAY_NONE;

  engine->revision++;
  engine->is_changed = TRUE;
  engine->epoch++;
  if (engine->retry_at != RECOUP_INSTANT_NONE)
    engine->retry_at = change->now; /* the store takes writes: now the rest of them */
  for (guint i = 0; i < change->touched->len; i++)
    {
      const RecoupEntry *entry = change->touched->pdata[i];
      RecoupDay day = recoup_entry_get_day (entry, engine->policy.day_start_min, engine->zone,
                                            recoup_clock_get_zones (engine->clock));
      recoup_ledger_touch (engine->ledger, entry);
      first = first == RECOUP_DAY_NONE ? day : MIN (first, day);
    }
  if (change->is_evidence)
    {
      engine->around.last_evidence = MAX (engine->around.last_evidence, change->now);
      g_hash_table_remove (engine->facts, "evidence"); /* the store has a later one */
      for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
        if ((change->answers & (1U << i)) != 0)
          engine->around.answered_at[i] = change->now;
    }
  for (guint i = 0; i < change->rows->len; i++)
    {
      const RecoupReminder *row = change->rows->pdata[i];
      g_hash_table_remove (engine->unsaved, row->key);
      (void) recoup_engine_keep_row (engine, recoup_reminder_copy (row)); /* found by its key */
    }
  if (change->sets_pause)
    {
      engine->paused_until = engine->around.paused_until = change->paused_until;
      g_free (engine->pause_reason);
      engine->pause_reason = g_strdup (change->pause_reason);
    }
  if (change->kinds != 0 && engine->listener != NULL && engine->listener->journal != NULL)
    engine->listener->journal (change->kinds, first, engine->listener_data);
}

gboolean
recoup_engine_finish (RecoupEngine *engine,
                      EngineChange *change,
                      gboolean ok,
                      char **undo_out,
                      GError **error)
{
  if (ok)
    ok = write_facts (engine, change, error);
  if (ok)
    ok = recoup_store_commit (engine->store, error);
  else
    recoup_store_rollback (engine->store);
  if (ok)
    {
      spread (engine, change);
      if (undo_out != NULL)
        *undo_out = g_steal_pointer (&change->token);
    }
  change_clear (change);
  return ok;
}

gboolean
recoup_engine_forget (RecoupEngine *engine, EngineChange *change, const char *id, GError **error)
{
  g_autoptr (RecoupEntry) gone = NULL;

  if (!recoup_store_forget (engine->store, id, &gone, error))
    return FALSE;
  if (gone != NULL)
    touch (change, gone);
  return TRUE;
}

RecoupEntry *
recoup_engine_make_entry (RecoupEngine *engine,
                          RecoupEntryKind kind,
                          GVariantDict *dict,
                          GError **error)
{
  g_autofree char *id = g_uuid_string_random ();

  g_variant_dict_insert (dict, "kind", "s", recoup_entry_kind_get_name (kind));
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_dict_end (dict));
  return recoup_entry_new_from_variant (variant, id, recoup_clock_get_zones (engine->clock), NULL,
                                        error);
}
