/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The journal in memory. Entries come in any order, replaced and removed ones among them; what
 * counts in the end depends on the set of them alone. So each id keeps the greatest version seen,
 * by revision and then by text, and whether a `remove` has named it; resolve.c decides.
 *
 * The entries that count lie in a balanced tree in order of anchor, then id: insertion costs
 * O(log n), reading a range O(log n + k). */

#include "recoup/journal.h"

#include <string.h>

#include "recoup/resolve.h"

/* All that is known under one id. */
typedef struct
{
  RecoupEntry *entry;   /* owned, the greatest version; NULL if none came yet */
  char *line;           /* owned, its text, NULL if it had none */
  GSequenceIter *place; /* in the order, NULL when it does not count */
  gboolean spent;       /* a remove named it */
} Slot;

struct _RecoupJournal
{
  GHashTable *slots; /* owned: id (owned) -> Slot (owned) */
  GSequence *order;  /* of RecoupEntry, owned by their slots */
};

static void
slot_free (gpointer data)
{
  Slot *slot = data;

  recoup_entry_unref (slot->entry);
  g_free (slot->line);
  g_free (slot);
}

RecoupJournal *
recoup_journal_new (void)
{
  RecoupJournal *journal = g_new0 (RecoupJournal, 1);

  journal->slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, slot_free);
  journal->order = g_sequence_new (NULL);
  return journal;
}

void
recoup_journal_free (RecoupJournal *journal)
{
  if (journal == NULL)
    return;
  g_sequence_free (journal->order);
  g_hash_table_unref (journal->slots);
  g_free (journal);
}

static Slot *
get_slot (RecoupJournal *journal, const char *id)
{
  Slot *slot = g_hash_table_lookup (journal->slots, id);

  if (slot == NULL)
    {
      slot = g_new0 (Slot, 1);
      g_hash_table_insert (journal->slots, g_strdup (id), slot);
    }
  return slot;
}

static gint
compare_entries (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return recoup_entry_compare (a, b);
}

static void
take_out (Slot *slot)
{
  if (slot->place != NULL)
    g_clear_pointer (&slot->place, g_sequence_remove);
}

/* Puts the slot's entry into the order if it counts. */
static void
put_in (RecoupJournal *journal, Slot *slot)
{
  if (!slot->spent && slot->entry->kind != RECOUP_ENTRY_REMOVE)
    slot->place = g_sequence_insert_sorted (journal->order, slot->entry, compare_entries, NULL);
}

/* Copy of @line without white space at its ends; NULL of NULL. */
static char *
dup_trimmed (const char *line)
{
  if (line == NULL)
    return NULL;
  while (g_ascii_isspace (*line))
    line++;
  return g_strchomp (g_strdup (line));
}

/* What is there under the ids that @entry names. */
static RecoupResolveFacts
gather_facts (const RecoupEntry *entry, const char *line, const Slot *slot, const Slot *target)
{
  RecoupResolveFacts facts = {
    .spent = slot->spent,
    .known = slot->entry != NULL,
    .known_rev = slot->entry == NULL ? 0 : slot->entry->rev,
    .target_gone = target != NULL && target->spent,
    .target_counts = target != NULL && target->place != NULL,
  };

  if (line != NULL) /* one without text is what the store gives: it comes before every text */
    facts.tie = slot->line == NULL ? 1 : strcmp (line, slot->line);
  return facts;
}

RecoupJournalChange
recoup_journal_insert (RecoupJournal *journal, RecoupEntry *entry, const char *line)
{
  Slot *slot = get_slot (journal, entry->id);
  Slot *target = entry->kind == RECOUP_ENTRY_REMOVE ? get_slot (journal, entry->target) : NULL;
  g_autofree char *text = dup_trimmed (line);
  const RecoupResolveFacts facts = gather_facts (entry, text, slot, target);
  const RecoupResolution found = recoup_resolve (entry, &facts);

  if (found.wins)
    {
      take_out (slot);
      recoup_entry_unref (slot->entry);
      slot->entry = recoup_entry_ref (entry);
      g_free (slot->line);
      slot->line = g_steal_pointer (&text);
      put_in (journal, slot);
    }
  if (target != NULL && found.takes)
    {
      take_out (target);
      target->spent = TRUE;
    }
  return found.change;
}

RecoupEntry *
recoup_journal_lookup (const RecoupJournal *journal, const char *id)
{
  const Slot *slot = g_hash_table_lookup (journal->slots, id);

  return slot == NULL || slot->place == NULL ? NULL : slot->entry;
}

guint
recoup_journal_get_size (const RecoupJournal *journal)
{
  return (guint) g_sequence_get_length (journal->order);
}

/* Orders an entry against an instant, so that a search ends before the first entry not earlier. */
static gint
compare_with_instant (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RecoupInstant *from = user_data;

  /* One of the two is the key of the search, which has no entry. */
  if (a == NULL)
    return recoup_entry_get_anchor (b) < *from ? 1 : -1;
  return recoup_entry_get_anchor (a) < *from ? -1 : 1;
}

static void
read_journal (gpointer self,
              RecoupInstant from,
              RecoupInstant until,
              guint kinds,
              RecoupEntryFunc func,
              gpointer user_data)
{
  RecoupJournal *journal = self;
  GSequenceIter *iter = g_sequence_search (journal->order, NULL, compare_with_instant, &from);

  for (; !g_sequence_iter_is_end (iter); iter = g_sequence_iter_next (iter))
    {
      RecoupEntry *entry = g_sequence_get (iter);
      if (recoup_entry_get_anchor (entry) > until)
        return;
      if ((kinds & RECOUP_ENTRY_MASK (entry->kind)) != 0 && !func (entry, user_data))
        return;
    }
}

RecoupEntrySource
recoup_journal_get_source (RecoupJournal *journal)
{
  return (RecoupEntrySource){ .read = read_journal, .self = journal };
}
