/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/entry.h"

G_BEGIN_DECLS

/** RecoupEntryCache: entries of the last days as they were read, by the number of their row and,
 * once all of them were, in order. */
typedef struct _RecoupEntryCache RecoupEntryCache;

RecoupEntryCache *recoup_entry_cache_new (void);
void recoup_entry_cache_free (RecoupEntryCache *cache);

/** Entries with an anchor of @from or later are kept from now on, of those before long ones until
 * the next call; none before the first call. */
void recoup_entry_cache_set_from (RecoupEntryCache *cache, RecoupInstant from);

/** Returns: (transfer full) (nullable): the entry of row @seq */
RecoupEntry *recoup_entry_cache_get (const RecoupEntryCache *cache, gint64 seq);

/** Keeps @entry, of row @seq, if it is to be kept. */
void recoup_entry_cache_put (RecoupEntryCache *cache, gint64 seq, RecoupEntry *entry);

/** Forgets row @seq, which counts no more. */
void recoup_entry_cache_drop (RecoupEntryCache *cache, gint64 seq);

/** Keeps @entry, of row @seq, which the open transaction has added. */
void recoup_entry_cache_add (RecoupEntryCache *cache, gint64 seq, RecoupEntry *entry);

/** Returns: from which anchor on entries are kept */
RecoupInstant recoup_entry_cache_get_from (const RecoupEntryCache *cache);

/** Whether they are few enough to be had in order. */
gboolean recoup_entry_cache_has_room (const RecoupEntryCache *cache);

/** Says that all that counts from there on was put in. */
void recoup_entry_cache_set_whole (RecoupEntryCache *cache);

/** Returns: (transfer full) (nullable): all that counts from there on, by anchor and id; NULL if
 * that is not known. It never changes. */
GPtrArray *recoup_entry_cache_ref_list (RecoupEntryCache *cache);

/** The transaction is over: of rows that it added and did not commit, none is kept. */
void recoup_entry_cache_end (RecoupEntryCache *cache, gboolean is_committed);

G_END_DECLS
