/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every settle reads the entries of the last days, several times: for the state, for yesterday's,
 * for the plan and for tomorrow's. Taking an entry out of its stored form costs more than all that
 * is then done with it, so those few days are kept as they were read. A row of the journal is never
 * changed, only added or, after an undo, deleted. */

#include "daemon/entry-cache.h"

/* What is kept at most, an entry counting as some of its sets: about 30 MB, which nobody logs in a
 * fortnight. A diary that is kept by hand needs a hundredth. */
#define MAX_WEIGHT 100000
#define ROW_WEIGHT 4

struct _RecoupEntryCache
{
  GHashTable *entries; /* owned: gint64 (owned) -> RecoupEntry (owned reference) */
  RecoupInstant from;
  gint64 first_new; /* rows from this one on are not committed yet; G_MAXINT64 for none */
  guint weight;
};

static void
unref_entry (gpointer data)
{
  recoup_entry_unref (data);
}

RecoupEntryCache *
recoup_entry_cache_new (void)
{
  RecoupEntryCache *cache = g_new0 (RecoupEntryCache, 1);

  cache->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, unref_entry);
  cache->from = cache->first_new = G_MAXINT64;
  return cache;
}

void
recoup_entry_cache_free (RecoupEntryCache *cache)
{
  if (cache == NULL)
    return;
  g_hash_table_unref (cache->entries);
  g_free (cache);
}

static guint
weigh (const RecoupEntry *entry)
{
  return ROW_WEIGHT + (entry->kind == RECOUP_ENTRY_SESSION ? entry->session.n_sets : 0);
}

static gboolean
is_old (gpointer key, gpointer value, gpointer user_data)
{
  RecoupEntryCache *cache = user_data;

  if (recoup_entry_get_anchor (value) >= cache->from)
    return FALSE;
  cache->weight -= weigh (value);
  return TRUE;
}

void
recoup_entry_cache_set_from (RecoupEntryCache *cache, RecoupInstant from)
{
  gboolean is_later = from > cache->from;

  cache->from = from;
  if (is_later)
    (void) g_hash_table_foreach_remove (cache->entries, is_old, cache); /* as many as there are */
}

RecoupEntry *
recoup_entry_cache_get (const RecoupEntryCache *cache, gint64 seq)
{
  RecoupEntry *entry = g_hash_table_lookup (cache->entries, &seq);

  return entry == NULL ? NULL : recoup_entry_ref (entry);
}

void
recoup_entry_cache_put (RecoupEntryCache *cache, gint64 seq, RecoupEntry *entry)
{
  guint weight = weigh (entry);

  if (recoup_entry_get_anchor (entry) < cache->from || cache->weight + weight > MAX_WEIGHT)
    return;
  cache->weight += weight;
  g_hash_table_replace (cache->entries, g_memdup2 (&seq, sizeof seq), recoup_entry_ref (entry));
}

void
recoup_entry_cache_drop (RecoupEntryCache *cache, gint64 seq)
{
  const RecoupEntry *entry = g_hash_table_lookup (cache->entries, &seq);

  if (entry == NULL)
    return;
  cache->weight -= weigh (entry);
  (void) g_hash_table_remove (cache->entries, &seq); /* it is there */
}

void
recoup_entry_cache_add (RecoupEntryCache *cache, gint64 seq, RecoupEntry *entry)
{
  cache->first_new = MIN (cache->first_new, seq);
  recoup_entry_cache_put (cache, seq, entry);
}

static gboolean
is_new (gpointer key, gpointer value, gpointer user_data)
{
  RecoupEntryCache *cache = user_data;

  if (*(const gint64 *) key < cache->first_new)
    return FALSE;
  cache->weight -= weigh (value);
  return TRUE;
}

void
recoup_entry_cache_end (RecoupEntryCache *cache, gboolean is_committed)
{
  if (!is_committed && cache->first_new != G_MAXINT64)
    (void) g_hash_table_foreach_remove (cache->entries, is_new, cache); /* likewise */
  cache->first_new = G_MAXINT64;
}
