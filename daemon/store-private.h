/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "daemon/entry-cache.h"
#include "daemon/store.h"

G_BEGIN_DECLS

/* What the files of the store share. Nobody else includes this. */

struct _RecoupStore
{
  sqlite3 *db;
  int lock_fd;             /* holds the lock that keeps a second daemon out; -1 in memory */
  RecoupZoneTable *zones;  /* borrowed */
  RecoupEntryCache *cache; /* owned */
  GHashTable *statements;  /* owned, sqlite3_stmt by the address of its text */
  GHashTable *zone_names;  /* owned, names of zones that entries name, as far as they were read */
  gboolean is_doubtful;    /* what was read was not all, or not as it was written */
  GHashTable *loads;       /* owned, of the open transaction; see store-room.c */
  sqlite3_stmt *range;     /* owned, reads a range of the journal; NULL while in use */
  gboolean is_open;        /* recoup_store_begin() was called */
  gboolean is_broken;      /* a write of the open transaction failed: it must not be committed */
  char *message;           /* owned, why the last write failed; NULL if it did not */
};

/** Returns: (transfer none) (nullable): the statement of @sql, a literal, reset and unbound */
sqlite3_stmt *recoup_store_prepare (RecoupStore *store, const char *sql, GError **error);

/** Runs a statement that writes; resets it. */
gboolean recoup_store_write (RecoupStore *store, sqlite3_stmt *statement, GError **error);

/** Steps a statement that reads. @row_out: whether there is a row; resets it when there is none. */
gboolean
recoup_store_read (RecoupStore *store, sqlite3_stmt *statement, gboolean *row_out, GError **error);

/** Opens a transaction for one call unless one is open; @own_out goes to recoup_store_leave(). */
gboolean recoup_store_enter (RecoupStore *store, gboolean *own_out, GError **error);

/** Ends what recoup_store_enter() began: commits if @ok. Returns: @ok and committed */
gboolean recoup_store_leave (RecoupStore *store, gboolean own, gboolean ok, GError **error);

/** Sets @error from the database's last error. Returns: %FALSE */
gboolean recoup_store_fail (RecoupStore *store, const char *what, GError **error);

/* Binding and reading by position; the positions are those of the statement just above the call. */
void recoup_store_bind_text (sqlite3_stmt *statement, int index, const char *text);
void recoup_store_bind_int64 (sqlite3_stmt *statement, int index, gint64 number);
void recoup_store_bind_instant (sqlite3_stmt *statement, int index, RecoupInstant instant);
void recoup_store_bind_variant (sqlite3_stmt *statement, int index, GVariant *value);

/** Returns: (transfer full) (nullable) */
char *recoup_store_dup_text (sqlite3_stmt *statement, int column);
RecoupInstant recoup_store_get_instant (sqlite3_stmt *statement, int column);

/** Returns: (transfer full): a value of @type that was bound with recoup_store_bind_variant() */
GVariant *recoup_store_dup_variant (sqlite3_stmt *statement, int column, const GVariantType *type);

/** Finds the version of @id, in lower case, that counts. @entry_out: (out) (transfer full): stays
 * as it is where there is none, likewise @seq_out, its row */
gboolean recoup_store_find (RecoupStore *store,
                            const char *id,
                            RecoupEntry **entry_out,
                            gint64 *seq_out,
                            GError **error);

/** Counts an entry of so many bytes that is about to be written; %RECOUP_ERROR_LIMIT_REACHED when
 * its days hold too much. */
gboolean
recoup_store_take_room (RecoupStore *store, RecoupInstant anchor, gsize bytes, GError **error);

/** Says that an entry went. */
void recoup_store_give_room (RecoupStore *store, RecoupInstant anchor);

G_END_DECLS
