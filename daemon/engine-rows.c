/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The reminders that were claimed, in memory and in the store. The store is the truth; while it
 * cannot be written the rows in memory are, so that reminders go on, and they are written as soon
 * as it can be again. */

#include <glib/gi18n-lib.h>

#include "daemon/engine-private.h"
#include "recoup/error.h"

RecoupReminder *
recoup_engine_find_row (const RecoupEngine *engine, const char *key)
{
  for (guint i = engine->history->len; i-- > 0;)
    {
      RecoupReminder *row = engine->history->pdata[i];
      if (g_str_equal (row->key, key))
        return row;
    }
  return NULL;
}

RecoupReminder *
recoup_engine_keep_row (RecoupEngine *engine, RecoupReminder *row)
{
  for (guint i = 0; i < engine->history->len; i++)
    {
      RecoupReminder *old = engine->history->pdata[i];
      if (!g_str_equal (old->key, row->key))
        continue;
      engine->history->pdata[i] = row;
      recoup_reminder_free (old);
      return row;
    }
  g_ptr_array_add (engine->history, row);
  return row;
}

gboolean
recoup_engine_write_row (RecoupEngine *engine,
                         const RecoupReminder *row,
                         RecoupInstant now,
                         GError **error)
{
  gboolean is_new = FALSE;

  if (engine->store == NULL)
    {
      g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE,
                           engine->store_error != NULL ? engine->store_error
                                                       : _ ("There is no store"));
      return FALSE;
    }
  if (!recoup_store_claim (engine->store, row, now, &is_new, error))
    return FALSE;
  return is_new || recoup_store_update (engine->store, row, now, error);
}

void
recoup_engine_set_unsaved (RecoupEngine *engine, const char *key, RecoupInstant now)
{
  g_hash_table_add (engine->unsaved, g_strdup (key));
  engine->retry_at = now + RECOUP_RETRY_USEC;
}

void
recoup_engine_save_row (RecoupEngine *engine, const RecoupReminder *row, RecoupInstant now)
{
  g_autoptr (GError) error = NULL;

  if (recoup_engine_write_row (engine, row, now, &error))
    {
      g_hash_table_remove (engine->unsaved, row->key);
      return;
    }
  if (engine->store != NULL)
    g_warning ("A reminder is kept in memory only: %s", error->message);
  recoup_engine_set_unsaved (engine, row->key, now);
}

void
recoup_engine_flush_rows (RecoupEngine *engine, RecoupInstant now)
{
  if (engine->store == NULL || !recoup_engine_is_retry_due (engine->retry_at, now))
    return;
  if (g_hash_table_size (engine->unsaved) + g_hash_table_size (engine->facts) == 0)
    {
      engine->retry_at = RECOUP_INSTANT_NONE; /* written with something else */
      return;
    }
  g_autoptr (GError) error = NULL;
  gboolean ok = recoup_store_begin (engine->store, &error);
  gboolean is_open = ok;
  for (guint i = 0; ok && i < engine->history->len; i++)
    {
      const RecoupReminder *row = engine->history->pdata[i];
      if (g_hash_table_contains (engine->unsaved, row->key))
        ok = recoup_engine_write_row (engine, row, now, &error);
    }
  ok = ok && recoup_engine_write_facts (engine, &error);
  if (ok)
    ok = recoup_store_commit (engine->store, &error);
  else if (is_open)
    recoup_store_rollback (engine->store);
  if (!ok)
    {
      engine->retry_at = now + RECOUP_RETRY_USEC;
      return; /* said when it began; the state says so until it ends */
    }
  g_hash_table_remove_all (engine->unsaved);
  g_hash_table_remove_all (engine->facts);
  engine->retry_at = RECOUP_INSTANT_NONE;
  g_message ("The store takes again what it refused");
}

void
recoup_engine_load_rows (RecoupEngine *engine, RecoupInstant now)
{
  if (engine->store == NULL)
    return;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = recoup_store_deliveries (
      engine->store, now - RECOUP_HISTORY_DAYS * RECOUP_USEC_PER_DAY, &error);
  if (rows == NULL)
    {
      g_warning ("The reminders of the last days cannot be read: %s", error->message);
      return;
    }
  g_ptr_array_set_free_func (rows, NULL); /* they move */
  for (guint i = 0; i < rows->len; i++)
    {
      RecoupReminder *row = rows->pdata[i];
      const RecoupReminder *known = recoup_engine_find_row (engine, row->key);
      if (known != NULL) /* what is in memory is never older, and knows what is on the screen */
        recoup_reminder_free (row);
      else
        (void) recoup_engine_keep_row (engine, row); /* it is found by its key */
    }
}

void
recoup_engine_trim_rows (RecoupEngine *engine, RecoupInstant now)
{
  RecoupInstant since = now - RECOUP_HISTORY_DAYS * RECOUP_USEC_PER_DAY;

  for (guint i = engine->history->len; i-- > 0;)
    {
      const RecoupReminder *row = engine->history->pdata[i];
      if (recoup_reminder_state_is_resolved (row->state) && row->claimed_at < since &&
          !g_hash_table_contains (engine->unsaved, row->key))
        g_ptr_array_remove_index (engine->history, i);
    }
  while (engine->absences->len > 0 && engine->absences_retry_at == RECOUP_INSTANT_NONE)
    {
      const RecoupAbsence *first = &g_array_index (engine->absences, RecoupAbsence, 0);
      if (first->until == RECOUP_INSTANT_NONE || first->until >= now - 2 * RECOUP_USEC_PER_DAY)
        break;
      g_array_remove_index (engine->absences, 0);
    }
  if (engine->store == NULL)
    return;
  g_autoptr (GError) error = NULL;
  if (!recoup_store_trim (engine->store, now, &error))
    g_warning ("Old rows cannot be removed: %s", error->message);
}
