/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The journal in the store: every version of every entry, of which at most one an id counts. What
 * counts is decided by recoup_resolve(), the same rule as in memory; here its facts are looked up
 * and its decision is carried out.
 */
#include <glib/gi18n-lib.h>

#include "daemon/store-private.h"
#include "recoup/error.h"
#include "recoup/resolve.h"

/* Whether the statement, with @id bound as its one parameter, gives a row. */
static gboolean
exists (RecoupStore *store, const char *sql, const char *id, gboolean *found_out, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (store, sql, error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, id);
  if (!recoup_store_read (store, statement, found_out, error))
    return FALSE;
  (void) sqlite3_reset (statement); /* it was read */
  return TRUE;
}

static gboolean
gather (RecoupStore *store, const RecoupEntry *entry, RecoupResolveFacts *facts, GError **error)
{
  static const char spent[] = "SELECT 1 FROM removal WHERE target = ?1";
  sqlite3_stmt *statement =
      recoup_store_prepare (store, "SELECT max (rev) FROM entry WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, entry->id);
  gboolean row = FALSE;
  if (!recoup_store_read (store, statement, &row, error))
    return FALSE;
  facts->known = row && sqlite3_column_type (statement, 0) != SQLITE_NULL;
  facts->known_rev = facts->known ? sqlite3_column_int64 (statement, 0) : 0;
  (void) sqlite3_reset (statement); /* it was read */
  if (!exists (store, spent, entry->id, &facts->spent, error))
    return FALSE;
  if (entry->kind != RECOUP_ENTRY_REMOVE)
    return TRUE;
  return exists (store, spent, entry->target, &facts->target_gone, error) &&
         exists (store, "SELECT 1 FROM entry WHERE id = ?1 AND counts = 1", entry->target,
                 &facts->target_counts, error);
}

/* Makes the version of @id that counts not count. @gone_out: (transfer full) (nullable): it */
static gboolean
retire (RecoupStore *store, const char *id, RecoupEntry **gone_out, GError **error)
{
  g_autoptr (RecoupEntry) gone = NULL;
  gint64 seq = 0;
  if (!recoup_store_find (store, id, &gone, &seq, error))
    return FALSE;
  if (gone == NULL)
    return TRUE;
  recoup_entry_cache_drop (store->cache, seq);
  recoup_store_give_room (store, recoup_entry_get_anchor (gone));
  sqlite3_stmt *statement = recoup_store_prepare (
      store, "UPDATE entry SET counts = 0 WHERE id = ?1 AND counts = 1", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, id);
  if (!recoup_store_write (store, statement, error))
    return FALSE;
  *gone_out = g_steal_pointer (&gone);
  return TRUE;
}

static gboolean
insert_version (RecoupStore *store,
                RecoupEntry *entry,
                gboolean counts,
                RecoupInstant now,
                GError **error)
{
  RecoupInstant anchor = recoup_entry_get_anchor (entry);
  g_autoptr (GVariant) body = g_variant_ref_sink (recoup_entry_to_variant (entry));
  if (counts && !recoup_store_take_room (store, anchor, g_variant_get_size (body), error))
    return FALSE;
  sqlite3_stmt *statement = recoup_store_prepare (
      store,
      "INSERT INTO entry (id, rev, kind, anchor, source, counts, added_at, body)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, entry->id);
  recoup_store_bind_int64 (statement, 2, entry->rev);
  recoup_store_bind_text (statement, 3, recoup_entry_kind_get_name (entry->kind));
  recoup_store_bind_int64 (statement, 4, anchor);
  recoup_store_bind_text (statement, 5, entry->source);
  recoup_store_bind_int64 (statement, 6, counts);
  recoup_store_bind_int64 (statement, 7, now);
  recoup_store_bind_variant (statement, 8, body);
  if (!recoup_store_write (store, statement, error))
    return FALSE;
  if (!counts)
    return TRUE;
  recoup_entry_cache_add (store->cache, sqlite3_last_insert_rowid (store->db), entry);
  if (entry->zone != NULL)
    recoup_store_add_zone_name (store, entry->zone);
  return TRUE;
}

static gboolean
insert_removal (RecoupStore *store, const RecoupEntry *entry, RecoupInstant now, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store, "INSERT INTO removal (target, remover, added_at) VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, entry->target);
  recoup_store_bind_text (statement, 2, entry->id);
  recoup_store_bind_int64 (statement, 3, now);
  return recoup_store_write (store, statement, error);
}

/* One entry can end two versions: that of its own id and, as a `remove`, its target. The ledger is
 * to be folded again from the earlier one, so that is the one to tell. */
static void
keep_earlier (RecoupEntry **kept, RecoupEntry **other)
{
  if (*kept == NULL || (*other != NULL && recoup_entry_compare (*other, *kept) < 0))
    {
      RecoupEntry *swap = *kept;
      *kept = *other;
      *other = swap;
    }
}

static gboolean
carry_out (RecoupStore *store,
           RecoupEntry *entry,
           RecoupInstant now,
           RecoupEntry **replaced_out,
           RecoupJournalChange *change_out,
           GError **error)
{
  RecoupResolveFacts facts = { 0 };
  if (!gather (store, entry, &facts, error))
    return FALSE;
  RecoupResolution found = recoup_resolve (entry, &facts);
  g_autoptr (RecoupEntry) replaced = NULL;
  g_autoptr (RecoupEntry) removed = NULL;
  gboolean counts = !facts.spent && entry->kind != RECOUP_ENTRY_REMOVE;
  if (found.wins && (!retire (store, entry->id, &replaced, error) ||
                     !insert_version (store, entry, counts, now, error)))
    return FALSE;
  if (found.takes && (!insert_removal (store, entry, now, error) ||
                      !retire (store, entry->target, &removed, error)))
    return FALSE;
  keep_earlier (&replaced, &removed);
  if (replaced_out != NULL)
    *replaced_out = g_steal_pointer (&replaced);
  if (change_out != NULL)
    *change_out = found.change;
  return TRUE;
}

gboolean
recoup_store_put (RecoupStore *store,
                  RecoupEntry *entry,
                  RecoupInstant now,
                  RecoupEntry **replaced_out,
                  RecoupJournalChange *change_out,
                  GError **error)
{
  gboolean own = FALSE;
  if (!recoup_store_enter (store, &own, error))
    return FALSE;
  g_autoptr (RecoupEntry) replaced = NULL;
  RecoupJournalChange change = RECOUP_JOURNAL_UNCHANGED;
  gboolean ok = carry_out (store, entry, now, &replaced, &change, error);
  if (!recoup_store_leave (store, own, ok, error))
    return FALSE;
  if (replaced_out != NULL)
    *replaced_out = g_steal_pointer (&replaced);
  if (change_out != NULL)
    *change_out = change;
  return TRUE;
}

/* Deletes all versions of @id; none of them counts any more. */
static gboolean
delete_versions (RecoupStore *store, const char *id, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (store, "DELETE FROM entry WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, id);
  return recoup_store_write (store, statement, error);
}

gboolean
recoup_store_forget (RecoupStore *store, const char *id, RecoupEntry **gone_out, GError **error)
{
  gboolean own = FALSE;
  if (!recoup_store_enter (store, &own, error))
    return FALSE;
  g_autoptr (RecoupEntry) gone = NULL;
  gboolean ok = retire (store, id, &gone, error) && delete_versions (store, id, error);
  if (!recoup_store_leave (store, own, ok, error))
    return FALSE;
  *gone_out = g_steal_pointer (&gone);
  return TRUE;
}
