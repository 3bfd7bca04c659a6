/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every settle reads the entries of the last days, several times: for the state, for yesterday's,
 * for the plan and for tomorrow's. Taking an entry out of its stored form costs more than all that
 * is then done with it, so those few days are kept as they were read, and once all of them were,
 * the database is not asked again. A row of the journal is never changed, only added, no longer
 * counted or, after an undo, deleted. */

#include "daemon/entry-cache.h"

/* What is kept at most, see recoup_entry_weigh(): about 30 MB, which nobody logs in a fortnight. A
 * diary that is kept by hand needs a hundredth. */
#define MAX_WEIGHT 100000

/* Earlier days are read in turns, with a margin each time: what would be long to read again is kept
 * until the next settle. A diary that is kept by hand has nothing of the kind. */
#define LONG_WEIGHT     60
#define MAX_LONG_WEIGHT 40000

/* Days of more are read from the database each time: to have all of them in order they are read at
 * once, which takes up to 20 ms. */
#define MAX_LIST_WEIGHT 4000

/* Entries by row. */
typedef struct
{
  GHashTable *entries; /* owned: gint64 (owned) -> RecoupEntry (owned reference) */
  guint weight;
} Kept;

struct _RecoupEntryCache
{
  Kept recent; /* of @from or later */
  Kept longs;  /* of before */
  RecoupInstant from;
  gint64 first_new;    /* rows from this one on are not committed yet; G_MAXINT64 for none */
  gboolean is_touched; /* the open transaction added or took away rows */
  gboolean is_whole;   /* `recent` has everything that counts */
  GPtrArray *list;     /* owned, of RecoupEntry: `recent` in order; NULL when it is to be made */
};

static void
unref_entry (gpointer data)
{
  recoup_entry_unref (data);
}

static void
kept_init (Kept *kept)
{
  kept->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, unref_entry);
}

static void
kept_empty (Kept *kept)
{
  g_hash_table_remove_all (kept->entries);
  kept->weight = 0;
}

static void
kept_drop (Kept *kept, gint64 seq)
{
  const RecoupEntry *entry = g_hash_table_lookup (kept->entries, &seq);

  if (entry == NULL)
    return;
  kept->weight -= recoup_entry_weigh (entry);
  (void) g_hash_table_remove (kept->entries, &seq); /* it is there */
}

static void
kept_put (Kept *kept, gint64 seq, RecoupEntry *entry)
{
  kept_drop (kept, seq);
  kept->weight += recoup_entry_weigh (entry);
  g_hash_table_insert (kept->entries, g_memdup2 (&seq, sizeof seq), recoup_entry_ref (entry));
}

RecoupEntryCache *
recoup_entry_cache_new (void)
{
  RecoupEntryCache *cache = g_new0 (RecoupEntryCache, 1);

  kept_init (&cache->recent);
  kept_init (&cache->longs);
  cache->from = cache->first_new = G_MAXINT64;
  return cache;
}

void
recoup_entry_cache_free (RecoupEntryCache *cache)
{
  if (cache == NULL)
    return;
  g_hash_table_unref (cache->recent.entries);
  g_hash_table_unref (cache->longs.entries);
  g_clear_pointer (&cache->list, g_ptr_array_unref);
  g_free (cache);
}

/* Drops the entries for which @is_over. */
static void
kept_filter (Kept *kept,
             gboolean (*is_over) (const RecoupEntryCache *cache,
                                  gint64 seq,
                                  const RecoupEntry *entry),
             const RecoupEntryCache *cache)
{
  GHashTableIter iter;
  gpointer seq = NULL;
  gpointer entry = NULL;

  g_hash_table_iter_init (&iter, kept->entries);
  while (g_hash_table_iter_next (&iter, &seq, &entry))
    if (is_over (cache, *(const gint64 *) seq, entry))
      {
        kept->weight -= recoup_entry_weigh (entry);
        g_hash_table_iter_remove (&iter);
      }
}

static gboolean
is_old (const RecoupEntryCache *cache, gint64 seq, const RecoupEntry *entry)
{
  return recoup_entry_get_anchor (entry) < cache->from;
}

static gboolean
is_new (const RecoupEntryCache *cache, gint64 seq, const RecoupEntry *entry)
{
  return seq >= cache->first_new;
}

void
recoup_entry_cache_set_from (RecoupEntryCache *cache, RecoupInstant from)
{
  gboolean is_later = from > cache->from;

  kept_empty (&cache->longs);
  if (from == cache->from)
    return;
  cache->from = from;
  cache->is_whole = cache->is_whole && is_later;
  g_clear_pointer (&cache->list, g_ptr_array_unref);
  if (is_later)
    kept_filter (&cache->recent, is_old, cache);
}

RecoupEntry *
recoup_entry_cache_get (const RecoupEntryCache *cache, gint64 seq)
{
  RecoupEntry *entry = g_hash_table_lookup (cache->recent.entries, &seq);

  if (entry == NULL)
    entry = g_hash_table_lookup (cache->longs.entries, &seq);
  return entry == NULL ? NULL : recoup_entry_ref (entry);
}

/* Where @entry is to be kept, NULL if nowhere. */
static Kept *
find_place (RecoupEntryCache *cache, const RecoupEntry *entry)
{
  guint weight = recoup_entry_weigh (entry);

  if (recoup_entry_get_anchor (entry) >= cache->from)
    return cache->recent.weight + weight <= MAX_WEIGHT ? &cache->recent : NULL;
  if (weight < LONG_WEIGHT || cache->from == G_MAXINT64)
    return NULL;
  if (cache->longs.weight + weight > MAX_LONG_WEIGHT)
    kept_empty (&cache->longs);
  return &cache->longs;
}

void
recoup_entry_cache_put (RecoupEntryCache *cache, gint64 seq, RecoupEntry *entry)
{
  Kept *kept = find_place (cache, entry);

  if (kept != NULL)
    kept_put (kept, seq, entry);
  if (kept == &cache->longs || recoup_entry_get_anchor (entry) < cache->from)
    return;
  g_clear_pointer (&cache->list, g_ptr_array_unref);
  cache->is_whole = cache->is_whole && kept != NULL;
}

void
recoup_entry_cache_drop (RecoupEntryCache *cache, gint64 seq)
{
  cache->is_touched = TRUE;
  g_clear_pointer (&cache->list, g_ptr_array_unref);
  kept_drop (&cache->recent, seq);
  kept_drop (&cache->longs, seq);
}

void
recoup_entry_cache_add (RecoupEntryCache *cache, gint64 seq, RecoupEntry *entry)
{
  cache->is_touched = TRUE;
  cache->first_new = MIN (cache->first_new, seq);
  recoup_entry_cache_put (cache, seq, entry);
}

void
recoup_entry_cache_end (RecoupEntryCache *cache, gboolean is_committed)
{
  if (!is_committed && cache->is_touched)
    {
      kept_filter (&cache->recent, is_new, cache);
      kept_filter (&cache->longs, is_new, cache);
      g_clear_pointer (&cache->list, g_ptr_array_unref);
      cache->is_whole = FALSE; /* what it took away counts again */
    }
  cache->first_new = G_MAXINT64;
  cache->is_touched = FALSE;
}

RecoupInstant
recoup_entry_cache_get_from (const RecoupEntryCache *cache)
{
  return cache->from;
}

gboolean
recoup_entry_cache_has_room (const RecoupEntryCache *cache)
{
  return cache->recent.weight <= MAX_LIST_WEIGHT;
}

void
recoup_entry_cache_set_whole (RecoupEntryCache *cache)
{
  cache->is_whole = TRUE;
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  return recoup_entry_compare (*(const RecoupEntry *const *) a, *(const RecoupEntry *const *) b);
}

GPtrArray *
recoup_entry_cache_ref_list (RecoupEntryCache *cache)
{
  GHashTableIter iter;
  gpointer entry = NULL;

  if (!cache->is_whole)
    return NULL;
  if (cache->list == NULL)
    {
      cache->list = g_ptr_array_new_full (g_hash_table_size (cache->recent.entries), unref_entry);
      g_hash_table_iter_init (&iter, cache->recent.entries);
      while (g_hash_table_iter_next (&iter, NULL, &entry))
        g_ptr_array_add (cache->list, recoup_entry_ref (entry));
      g_ptr_array_sort (cache->list, compare);
    }
  return g_ptr_array_ref (cache->list);
}
