/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What people log: entries are added, replaced and removed in one transaction together with the
 * steps that take them back. The ledger hears of it after the commit, and the answer goes out after
 * that: what was answered is on disk. */

#include "daemon/engine-private.h"
#include "recoup/error.h"

static void
change_clear (EngineChange *change)
{
  g_clear_pointer (&change->token, g_free);
  g_clear_pointer (&change->touched, g_ptr_array_unref);
  g_clear_pointer (&change->rows, g_ptr_array_unref);
}

gboolean
recoup_engine_begin (RecoupEngine *engine, EngineChange *change, const char *token, GError **error)
{
  if (engine->store == NULL)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE, "Nothing can be logged: %s",
                   engine->store_error != NULL ? engine->store_error : "there is no store");
      return FALSE;
    }
  recoup_engine_end_batch (engine);
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
  change->has_steps = TRUE;
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
                           GError **error)
{
  g_autofree char *text = until != RECOUP_INSTANT_NONE ? recoup_engine_format_fact (until) : NULL;

  change->sets_pause = TRUE;
  change->paused_until = until;
  return recoup_store_set_fact (engine->store, "paused_until", text, error);
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
      return recoup_engine_push_undo (engine, change, "journal",
                                      make_step ("forget", zoned->id, NULL), error);
    case RECOUP_JOURNAL_REPLACED:
      touch (change, zoned);
      change->answers |= recoup_schedule_answers (zoned->kind);
      return recoup_engine_push_undo (engine, change, "journal",
                                      make_step ("put", zoned->id, replaced), error);
    case RECOUP_JOURNAL_REMOVED:
      if (replaced == NULL)
        return TRUE; /* its target is not there yet: nothing to bring back */
      return recoup_engine_push_undo (engine, change, "journal",
                                      make_step ("restore", replaced->id, replaced), error);
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
    engine->around.paused_until = change->paused_until;
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
recoup_engine_add (RecoupEngine *engine,
                   const GPtrArray *entries,
                   const char *undo,
                   char **undo_out,
                   GError **error)
{
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, undo, error))
    return FALSE;

  gboolean ok = TRUE;
  for (guint i = 0; ok && i < entries->len; i++)
    ok = recoup_engine_put (engine, &change, entries->pdata[i], error);
  if (!recoup_engine_finish (engine, &change, ok, undo_out, error))
    return FALSE;
  recoup_engine_settle (engine);
  return TRUE;
}

GPtrArray *
recoup_engine_query (RecoupEngine *engine, const RecoupQuery *query, GError **error)
{
  recoup_engine_end_batch (engine);
  if (engine->store != NULL)
    return recoup_store_query (engine->store, query, error);
  g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE,
                       engine->store_error != NULL ? engine->store_error : "There is no store");
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
                   "The entry was changed since it was read: it is at revision %" G_GINT64_FORMAT
                   ", not %" G_GINT64_FORMAT,
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

gboolean
recoup_engine_remove (RecoupEngine *engine,
                      const char *const *ids,
                      guint *count_out,
                      char **undo_out,
                      GError **error)
{
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, NULL, error))
    return FALSE;

  gboolean ok = TRUE;
  guint n = 0;
  for (guint i = 0; ok && ids[i] != NULL; i++)
    {
      g_autoptr (RecoupEntry) old = recoup_store_get (engine->store, ids[i], error);
      g_autoptr (RecoupEntry) removal = old != NULL ? make_removal (engine, old->id, error) : NULL;
      ok = removal != NULL && recoup_engine_put (engine, &change, removal, error);
      n++;
    }
  if (!recoup_engine_finish (engine, &change, ok, undo_out, error))
    return FALSE;
  *count_out = n;
  recoup_engine_settle (engine);
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

/* Takes an addition back: the entry never came, and may come again. */
static gboolean
forget_entry (RecoupEngine *engine, EngineChange *change, const char *id, GError **error)
{
  g_autoptr (RecoupEntry) gone = NULL;

  if (!recoup_store_forget (engine->store, id, &gone, error))
    return FALSE;
  if (gone != NULL)
    touch (change, gone);
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
    return forget_entry (engine, change, id, error);
  g_autoptr (RecoupEntry) old =
      dict == NULL ? NULL
                   : recoup_entry_new_from_variant (
                         dict, NULL, recoup_clock_get_zones (engine->clock), NULL, error);
  g_autoptr (RecoupEntry) now = recoup_store_get (engine->store, id, NULL);
  g_autofree char *fresh = g_uuid_string_random ();
  g_autoptr (RecoupEntry) entry = NULL;
  if (old != NULL && now != NULL)
    entry = recoup_entry_with_identity (old, id, now->rev + 1);
  else if (old != NULL)
    entry = recoup_entry_with_identity (old, fresh, 0); /* a removed id is spent */
  return entry != NULL && recoup_engine_put (engine, change, entry, error);
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

gboolean
recoup_engine_undo (RecoupEngine *engine, const char *token, GError **error)
{
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, NULL, error))
    return FALSE;

  g_autoptr (GPtrArray) steps = NULL;
  gboolean ok = recoup_store_trim (engine->store, change.now, error);
  if (ok)
    steps = recoup_store_take_undo (engine->store, token, error);
  ok = steps != NULL;
  for (guint i = 0; ok && i < steps->len; i++)
    {
      const RecoupUndoStep *step = steps->pdata[i];
      if (g_str_equal (step->op, "journal"))
        ok = undo_entry (engine, &change, step->before, error);
      else if (g_str_equal (step->op, "settings"))
        ok = engine->listener != NULL &&
             engine->listener->restore (step->before, engine->listener_data, error);
      else
        ok = recoup_engine_undo_verb (engine, &change, step, error);
    }
  /* The steps that undoing wrote are not to be undone as the last change. */
  if (ok && change.has_steps)
    {
      g_autoptr (GPtrArray) own = recoup_store_take_undo (engine->store, change.token, error);
      ok = own != NULL;
    }
  if (!recoup_engine_finish (engine, &change, ok, NULL, error))
    return FALSE;
  recoup_engine_settle (engine);
  return TRUE;
}
