/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Journals are read in any order, twice, and from several files. Which entries count must come out
 * the same each time, in memory and in the store, so the rule is written once, as a decision over
 * plain facts; the callers look the facts up and carry the decision out.
 */
#include "recoup/resolve.h"

static gboolean
is_newer (const RecoupEntry *entry, const RecoupResolveFacts *facts)
{
  if (!facts->known || entry->rev > facts->known_rev)
    return TRUE;
  return entry->rev == facts->known_rev && facts->tie > 0;
}

static RecoupJournalChange
tell (const RecoupEntry *entry, const RecoupResolveFacts *facts, const RecoupResolution *found)
{
  if (found->takes && facts->target_counts)
    return RECOUP_JOURNAL_REMOVED;
  if (!found->wins || facts->spent)
    return RECOUP_JOURNAL_UNCHANGED;
  if (facts->known)
    return RECOUP_JOURNAL_REPLACED;
  /* A `remove` that took nothing away is kept for a target that may still come. */
  return entry->kind == RECOUP_ENTRY_REMOVE ? RECOUP_JOURNAL_UNCHANGED : RECOUP_JOURNAL_ADDED;
}

RecoupResolution
recoup_resolve (const RecoupEntry *entry, const RecoupResolveFacts *facts)
{
  RecoupResolution found = {
    .wins = is_newer (entry, facts),
    .takes = entry->kind == RECOUP_ENTRY_REMOVE && !facts->target_gone,
  };
  found.change = tell (entry, facts, &found);
  return found;
}
