/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/entry.h"

G_BEGIN_DECLS

/** RecoupEntryFunc: Returns: %FALSE to stop */
typedef gboolean (*RecoupEntryFunc) (RecoupEntry *entry, gpointer user_data);

/**
 * RecoupEntrySource:
 *
 * Where the ledger reads entries: a journal in memory, or the store. Gives each entry that counts
 * (not replaced, not removed, no `remove` itself), whose kind is in @kinds and whose anchor lies in
 * @from..@until (both included), in order of anchor, then id.
 */
typedef struct
{
  void (*read) (gpointer self,
                RecoupInstant from,
                RecoupInstant until,
                guint kinds,
                RecoupEntryFunc func,
                gpointer user_data);
  gpointer self;
} RecoupEntrySource;

/** RecoupJournal: entries in memory, resolved by revision and removal, in order. */
typedef struct _RecoupJournal RecoupJournal;

typedef enum
{
  RECOUP_JOURNAL_ADDED,     /* it counts now */
  RECOUP_JOURNAL_REPLACED,  /* it counts in place of an earlier revision */
  RECOUP_JOURNAL_UNCHANGED, /* older or equal revision, or a spent id: nothing changed */
  RECOUP_JOURNAL_REMOVED,   /* it was a `remove` and took an entry away */
} RecoupJournalChange;

/** Returns: (transfer full): a journal without entries */
RecoupJournal *recoup_journal_new (void);
void recoup_journal_free (RecoupJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupJournal, recoup_journal_free)

/**
 * recoup_journal_insert:
 * @entry: the entry; the journal takes a reference
 * @line: (nullable): the text that it was read from, which breaks ties between equal revisions (the
 * bytewise greater counts); without it an equal revision changes nothing
 *
 * The result does not depend on the order of calls.
 */
RecoupJournalChange
recoup_journal_insert (RecoupJournal *journal, RecoupEntry *entry, const char *line);

/** Returns: (transfer none) (nullable): the entry that counts under @id (lower case) */
RecoupEntry *recoup_journal_lookup (const RecoupJournal *journal, const char *id);

/** Number of entries that count. */
guint recoup_journal_get_size (const RecoupJournal *journal);

/** Gives the journal as a source; it lives as long as the journal. */
RecoupEntrySource recoup_journal_get_source (RecoupJournal *journal);

G_END_DECLS
