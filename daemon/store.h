/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/entry.h"
#include "recoup/journal.h"
#include "recoup/schedule.h"

G_BEGIN_DECLS

/** RecoupStore: journal, deliveries and undo in SQLite. Every change is one transaction. */
typedef struct _RecoupStore RecoupStore;

/**
 * recoup_store_open:
 * @path: the database file, or ":memory:"; its folder is made 0700, the file 0600
 * @error: %RECOUP_ERROR_STORAGE_FAILURE; %RECOUP_ERROR_UNSUPPORTED for a schema newer than ours
 *
 * Opens, and brings an older schema up to date after a copy of the file.
 */
RecoupStore *recoup_store_open (const char *path, RecoupZoneTable *zones, GError **error);
void recoup_store_free (RecoupStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupStore, recoup_store_free)

/** Whether the last write succeeded; @message_out: (transfer none) (nullable) says why not. */
gboolean recoup_store_is_healthy (RecoupStore *store, const char **message_out);

/** Opens a transaction that the calls below join; one at a time. */
gboolean recoup_store_begin (RecoupStore *store, GError **error);
gboolean recoup_store_commit (RecoupStore *store, GError **error);
void recoup_store_rollback (RecoupStore *store);

/**
 * recoup_store_put:
 * @replaced_out: (out) (optional) (transfer full) (nullable): the version that no longer counts
 * @change_out: (out) (optional): what happened
 *
 * Writes one entry by the rules of the journal (revisions, removal, spent ids).
 */
gboolean recoup_store_put (RecoupStore *store,
                           RecoupEntry *entry,
                           RecoupInstant now,
                           RecoupEntry **replaced_out,
                           RecoupJournalChange *change_out,
                           GError **error);

/**
 * recoup_store_forget:
 * @gone_out: (out) (transfer full) (nullable): the version that counted
 *
 * Deletes every version of an entry, as if it had never come: unlike after a `remove`, its id may
 * come again (an import that was undone can be repeated). For undoing an addition, and nothing
 * else.
 */
gboolean
recoup_store_forget (RecoupStore *store, const char *id, RecoupEntry **gone_out, GError **error);

/** Returns: (transfer full) (nullable): the entry that counts under @id, %RECOUP_ERROR_NOT_FOUND if
 * none does */
RecoupEntry *recoup_store_get (RecoupStore *store, const char *id, GError **error);

/** Entries with an anchor of @from or later are kept in memory once they were read. */
void recoup_store_set_recent (RecoupStore *store, RecoupInstant from);

/** The store as the ledger's source; lives as long as the store. */
RecoupEntrySource recoup_store_get_source (RecoupStore *store);

/** What Journal.Query asks for. */
typedef struct
{
  guint kinds;        /* mask */
  RecoupInstant from; /* anchors from..until, both included */
  RecoupInstant until;
  const char *source; /* NULL for any */
  const char *id;     /* the id or its beginning, in lower case; NULL for any */
  const char *after;  /* id of the last row that was given, NULL at the start */
  guint limit;        /* 1 to 5000 */
} RecoupQuery;

/** Returns: (transfer full): of RecoupEntry, in order of anchor, then id; %RECOUP_ERROR_NOT_FOUND
 * for an unknown @after, %RECOUP_ERROR_LIMIT_REACHED for the beginning of too many ids */
GPtrArray *recoup_store_query (RecoupStore *store, const RecoupQuery *query, GError **error);

/**
 * recoup_store_claim:
 * @claimed_out: (out): %FALSE when the key was claimed before
 *
 * Writes a new delivery row under its key, with its transition.
 */
gboolean recoup_store_claim (RecoupStore *store,
                             const RecoupReminder *reminder,
                             RecoupInstant now,
                             gboolean *claimed_out,
                             GError **error);

/** Writes the changed fields of a claimed reminder, with the transition if its state changed. */
gboolean recoup_store_update (RecoupStore *store,
                              const RecoupReminder *reminder,
                              RecoupInstant now,
                              GError **error);

/** Returns: (transfer full): the reminder that was claimed under @key; %RECOUP_ERROR_NOT_FOUND */
RecoupReminder *recoup_store_get_delivery (RecoupStore *store, const char *key, GError **error);

/** Returns: (transfer full): of RecoupReminder, claimed at @since or later or still open, by
 * claimed_at, then key */
GPtrArray *recoup_store_deliveries (RecoupStore *store, RecoupInstant since, GError **error);

/** One step of an undo token; the steps of a token are undone in reverse order. */
typedef struct
{
  char *token; /* owned, UUID */
  RecoupInstant at;
  char *op;         /* owned: "journal", "delivery", "pause", "settings" */
  GVariant *before; /* owned, what to go back to */
} RecoupUndoStep;

gboolean recoup_store_push_undo (RecoupStore *store, const RecoupUndoStep *step, GError **error);

/** Returns: (transfer full): of RecoupUndoStep of @token ("" for the last one), last first, and
 * forgets them */
GPtrArray *recoup_store_take_undo (RecoupStore *store, const char *token, GError **error);

/** Small facts that outlive the process ("paused_until", "created_at"): text by name; NULL deletes.
 */
char *recoup_store_get_fact (RecoupStore *store, const char *name);
gboolean
recoup_store_set_fact (RecoupStore *store, const char *name, const char *value, GError **error);

/** Forgets delivery rows older than 400 days (but not the newest 4800), evidence older than 14,
 * undo steps older than 10 minutes. */
gboolean recoup_store_trim (RecoupStore *store, RecoupInstant now, GError **error);

/** One stretch of absence: suspended, locked, idle, logged out, off. */
typedef struct
{
  RecoupInstant from;
  RecoupInstant until; /* RECOUP_INSTANT_NONE while it lasts */
  char cause[12];
} RecoupAbsence;

gboolean
recoup_store_put_absence (RecoupStore *store, const RecoupAbsence *absence, GError **error);

/** Forgets the one of that beginning and cause. */
gboolean
recoup_store_forget_absence (RecoupStore *store, const RecoupAbsence *absence, GError **error);

/** Returns: (transfer full): of RecoupAbsence that end at @since or later, by from */
GArray *recoup_store_absences (RecoupStore *store, RecoupInstant since, GError **error);

/** Balances after a day of the past, put away: see schema.c. */
typedef struct
{
  RecoupDay day;
  char *zones;  /* owned, names of zones, in order, with spaces between */
  char *seal;   /* owned */
  GBytes *body; /* owned reference */
} RecoupStoredBooks;

void recoup_stored_books_free (RecoupStoredBooks *books);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupStoredBooks, recoup_stored_books_free)

/** Returns: (transfer full) (nullable): the latest ones of @day or before; %NULL without error if
 * there are none */
RecoupStoredBooks *recoup_store_find_books (RecoupStore *store, RecoupDay day, GError **error);
gboolean
recoup_store_put_books (RecoupStore *store, const RecoupStoredBooks *books, GError **error);

/** Deletes those that a shelf on which those after @newest lie does not hold. */
gboolean recoup_store_trim_books (RecoupStore *store, RecoupDay newest, GError **error);

/** Returns: (transfer full): the zones that entries name, of all entries that were read so far and
 * of recoup_store_add_zone_name(), in order, with spaces between */
char *recoup_store_dup_zone_names (const RecoupStore *store);
void recoup_store_add_zone_name (RecoupStore *store, const char *name);

/** Whether some of the journal could not be read, or not as it was written: nothing made of it is
 * to outlive the process. */
gboolean recoup_store_is_doubtful (const RecoupStore *store);

G_END_DECLS
