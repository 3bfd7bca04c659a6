/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Reading the journal in the store, by id and by range over the index of anchors and streams: ten
 * years of entries are never in memory at once. The last days, at which every settle looks, come
 * from the cache.
 */
#include <glib/gi18n-lib.h>

#include "daemon/store-private.h"
#include "recoup/error.h"
#include "recoup/quote.h"

#define MAX_SAME_BEGINNING 500 /* ids; each page sorts them by time */

/* The columns of an entry that is read. */
#define ENTRY_COLUMNS "body, seq"
enum
{
  COLUMN_BODY,
  COLUMN_SEQ,
};

/* An entry whose zone this machine's tzdata has lost is still an entry: read without its zone. */
static RecoupEntry *
read_without_zone (GVariant *body, RecoupZoneTable *zones, GPtrArray *unknown, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (body);
  g_variant_dict_remove (&dict, "zone");
  g_autoptr (GVariant) zoneless = g_variant_ref_sink (g_variant_dict_end (&dict));
  return recoup_entry_new_from_variant (zoneless, NULL, zones, unknown, error);
}

static RecoupEntry *
parse_entry (RecoupStore *store, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GVariant) body =
      recoup_store_dup_variant (statement, COLUMN_BODY, G_VARIANT_TYPE_VARDICT);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  RecoupEntry *entry = recoup_entry_new_from_variant (body, NULL, store->zones, unknown, &failure);
  if (entry == NULL && g_error_matches (failure, RECOUP_FAULT, RECOUP_FAULT_ZONE))
    {
      g_clear_error (&failure);
      entry = read_without_zone (body, store->zones, unknown, &failure);
      store->is_doubtful = TRUE;
    }
  if (entry == NULL)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE,
                 _ ("A stored entry cannot be read: %s"), failure->message);
  return entry;
}

static RecoupEntry *
read_entry (RecoupStore *store, sqlite3_stmt *statement, GError **error)
{
  gint64 seq = sqlite3_column_int64 (statement, COLUMN_SEQ);
  RecoupEntry *entry = recoup_entry_cache_get (store->cache, seq);
  if (entry == NULL)
    {
      entry = parse_entry (store, statement, error);
      if (entry == NULL)
        return NULL;
      recoup_entry_cache_put (store->cache, seq, entry);
    }
  if (entry->zone != NULL)
    recoup_store_add_zone_name (store, entry->zone);
  return entry;
}

gboolean
recoup_store_find (RecoupStore *store,
                   const char *id,
                   RecoupEntry **entry_out,
                   gint64 *seq_out,
                   GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store, "SELECT " ENTRY_COLUMNS " FROM entry WHERE id = ?1 AND counts = 1", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, id);
  gboolean row = FALSE;
  if (!recoup_store_read (store, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  RecoupEntry *entry = read_entry (store, statement, error);
  *seq_out = sqlite3_column_int64 (statement, COLUMN_SEQ);
  (void) sqlite3_reset (statement); /* it was read */
  *entry_out = entry;
  return entry != NULL;
}

static gboolean
fail_not_found (const char *id, GError **error)
{
  g_autofree char *quoted = recoup_quote (id);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("There is no entry ‘%s’"), quoted);
  return FALSE;
}

RecoupEntry *
recoup_store_get (RecoupStore *store, const char *id, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (id, -1);
  RecoupEntry *entry = NULL;
  gint64 seq = 0;
  if (recoup_store_find (store, lower, &entry, &seq, error) && entry == NULL)
    (void) fail_not_found (id, error);
  return entry;
}

/* The names of the kinds in a mask, each between commas, for `instr`. */
static char *
format_kinds (guint kinds)
{
  GString *text = g_string_new (",");
  for (guint kind = 0; kind < RECOUP_N_ENTRY_KINDS; kind++)
    if ((kinds & RECOUP_ENTRY_MASK (kind)) != 0)
      g_string_append_printf (text, "%s,", recoup_entry_kind_get_name ((RecoupEntryKind) kind));
  return g_string_free (text, FALSE);
}

/* A range of the journal, as both readers below ask for it. */
typedef struct
{
  RecoupInstant from;
  RecoupInstant until;
  guint kinds;
  const char *source;         /* NULL for any */
  const char *id;             /* beginning of it, NULL for any */
  RecoupInstant after_anchor; /* rows after this one, in order of anchor, then id */
  const char *after_id;       /* "" for none */
  gint64 limit;               /* -1 for none */
} Range;

/* Which part of the index a range is read over. What begins with a text lies between it and itself
 * with a letter behind that no id has. */
#define SELECT_BY_TIME "SELECT " ENTRY_COLUMNS " FROM entry WHERE counts = 1"
#define HAS_BEGINNING \
  " INDEXED BY entry_one_counts WHERE counts = 1 AND id BETWEEN ?8 AND ?8 || 'g'"
#define SELECT_BY_ID "SELECT " ENTRY_COLUMNS " FROM entry" HAS_BEGINNING
#define IN_RANGE                                                            \
  " AND anchor BETWEEN ?1 AND ?2 AND (anchor, id) > (?3, ?4)"               \
  " AND instr (?5, ',' || kind || ',') > 0 AND (?6 IS NULL OR source = ?6)" \
  " ORDER BY anchor, id LIMIT ?7"

/* @statement_out: that for @range, to be given back by release_range() */
static gboolean
prepare_range (RecoupStore *store, const Range *range, sqlite3_stmt **statement_out, GError **error)
{
  if (range->id != NULL)
    {
      *statement_out = recoup_store_prepare (store, SELECT_BY_ID IN_RANGE, error);
      return *statement_out != NULL;
    }
  /* The function that gets the entries may read the store itself: then the inner reading has a
   * statement of its own. */
  *statement_out = g_steal_pointer (&store->range);
  return *statement_out != NULL ||
         sqlite3_prepare_v3 (store->db, SELECT_BY_TIME IN_RANGE, -1, SQLITE_PREPARE_PERSISTENT,
                             statement_out, NULL) == SQLITE_OK ||
         recoup_store_fail (store, _ ("Cannot read the database"), error);
}

static void
release_range (RecoupStore *store, const Range *range, sqlite3_stmt *statement)
{
  if (range->id != NULL)
    return;                               /* it is kept with the others */
  (void) sqlite3_finalize (store->range); /* left by an inner reading; it was reset */
  store->range = statement;
}

static gboolean
read_range (RecoupStore *store,
            const Range *range,
            RecoupEntryFunc func,
            gpointer user_data,
            GError **error)
{
  sqlite3_stmt *statement = NULL;
  if (!prepare_range (store, range, &statement, error))
    return FALSE;
  g_autofree char *kinds = format_kinds (range->kinds);
  recoup_store_bind_int64 (statement, 1, range->from);
  recoup_store_bind_int64 (statement, 2, range->until);
  recoup_store_bind_int64 (statement, 3, range->after_anchor);
  recoup_store_bind_text (statement, 4, range->after_id);
  recoup_store_bind_text (statement, 5, kinds);
  recoup_store_bind_text (statement, 6, range->source);
  recoup_store_bind_int64 (statement, 7, range->limit);
  if (range->id != NULL)
    recoup_store_bind_text (statement, 8, range->id);
  gboolean ok = TRUE;
  gboolean more = TRUE;
  while (ok && more)
    {
      ok = recoup_store_read (store, statement, &more, error);
      if (!ok || !more)
        break;
      g_autoptr (RecoupEntry) entry = read_entry (store, statement, error);
      ok = entry != NULL;
      more = ok && func (entry, user_data);
    }
  (void) sqlite3_reset (statement); /* repeats the error of the step */
  (void) sqlite3_clear_bindings (statement);
  release_range (store, range, statement);
  return ok;
}

static gboolean
on_recent (RecoupEntry *entry, gpointer user_data)
{
  return recoup_entry_cache_has_room (user_data); /* it is kept by being read */
}

/* All that counts of the last days and after, if @from is among them and they are few. Returns:
 * (transfer full) (nullable) */
static GPtrArray *
ref_recent (RecoupStore *store, RecoupInstant from)
{
  Range range = { .from = recoup_entry_cache_get_from (store->cache),
                  .until = G_MAXINT64,
                  .kinds = RECOUP_ENTRY_MASK_ALL,
                  .after_anchor = G_MININT64,
                  .after_id = "",
                  .limit = -1 };

  if (from < range.from || !recoup_entry_cache_has_room (store->cache))
    return NULL;
  GPtrArray *list = recoup_entry_cache_ref_list (store->cache);
  if (list != NULL)
    return list;
  /* When it fails the caller reads what it wants, and says so. */
  if (read_range (store, &range, on_recent, store->cache, NULL) &&
      recoup_entry_cache_has_room (store->cache))
    recoup_entry_cache_set_whole (store->cache);
  return recoup_entry_cache_ref_list (store->cache);
}

/* Gives the part of @list from @from to @until. */
static void
read_list (const GPtrArray *list, const Range *range, RecoupEntryFunc func, gpointer user_data)
{
  guint low = 0;

  for (guint high = list->len; low < high;)
    {
      guint middle = low + (high - low) / 2;
      if (recoup_entry_get_anchor (list->pdata[middle]) < range->from)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = low; i < list->len; i++)
    {
      RecoupEntry *entry = list->pdata[i];
      if (recoup_entry_get_anchor (entry) > range->until)
        return;
      if ((range->kinds & RECOUP_ENTRY_MASK (entry->kind)) != 0 && !func (entry, user_data))
        return;
    }
}

static void
on_source_read (gpointer self,
                RecoupInstant from,
                RecoupInstant until,
                guint kinds,
                RecoupEntryFunc func,
                gpointer user_data)
{
  RecoupStore *store = self;
  Range range = {
    .from = from,
    .until = until,
    .kinds = kinds,
    .after_anchor = G_MININT64,
    .after_id = "",
    .limit = -1,
  };
  g_autoptr (GPtrArray) recent = ref_recent (store, from);
  g_autoptr (GError) error = NULL;
  if (recent != NULL)
    read_list (recent, &range, func, user_data);
  else if (!read_range (store, &range, func, user_data, &error))
    {
      /* The ledger goes on with what it has; the status says that the store is ill. */
      g_warning ("The journal could not be read: %s", error->message);
      store->is_doubtful = TRUE;
      g_free (store->message);
      store->message = g_strdup (error->message);
    }
}

void
recoup_store_set_recent (RecoupStore *store, RecoupInstant from)
{
  recoup_entry_cache_set_from (store->cache, from);
}

RecoupEntrySource
recoup_store_get_source (RecoupStore *store)
{
  RecoupEntrySource source = { .read = on_source_read, .self = store };
  return source;
}

static gboolean
on_query_entry (RecoupEntry *entry, gpointer user_data)
{
  g_ptr_array_add (user_data, recoup_entry_ref (entry));
  return TRUE;
}

/* Anchor of the last version of @id: the caller may have read it before it was removed. */
static gboolean
find_after (RecoupStore *store, const char *id, RecoupInstant *anchor_out, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store, "SELECT anchor FROM entry WHERE id = ?1 ORDER BY rev DESC LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, id);
  gboolean row = FALSE;
  if (!recoup_store_read (store, statement, &row, error))
    return FALSE;
  if (!row)
    return fail_not_found (id, error);
  *anchor_out = sqlite3_column_int64 (statement, 0);
  (void) sqlite3_reset (statement); /* it was read */
  return TRUE;
}

/* A page sorts all that begins alike: it must not be much. */
static gboolean
check_beginning (RecoupStore *store, const char *id, GError **error)
{
  sqlite3_stmt *statement =
      recoup_store_prepare (store,
                            "SELECT count (*) FROM (SELECT 1 FROM entry" HAS_BEGINNING
                            " LIMIT " G_STRINGIFY (MAX_SAME_BEGINNING) " + 1)",
                            error);
  gboolean row = FALSE;
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 8, id);
  if (!recoup_store_read (store, statement, &row, error))
    return FALSE;
  gboolean is_much = sqlite3_column_int64 (statement, 0) > MAX_SAME_BEGINNING;
  (void) sqlite3_reset (statement); /* it was read */
  if (is_much)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                 _ ("More than %d ids begin with ‘%s’: give more characters of ‘id’"),
                 MAX_SAME_BEGINNING, id);
  return !is_much;
}

GPtrArray *
recoup_store_query (RecoupStore *store, const RecoupQuery *query, GError **error)
{
  g_autofree char *after = g_ascii_strdown (query->after != NULL ? query->after : "", -1);
  Range range = {
    .from = query->from,
    .until = query->until,
    .kinds = query->kinds,
    .source = query->source,
    .id = query->id,
    .after_anchor = G_MININT64,
    .after_id = after,
    .limit = query->limit,
  };
  if (query->id != NULL && !check_beginning (store, query->id, error))
    return NULL;
  if (query->after != NULL && !find_after (store, after, &range.after_anchor, error))
    {
      g_prefix_error (error, _ ("‘%s’: "), "after");
      return NULL;
    }
  range.from = MAX (range.from, range.after_anchor); /* what lies before is not even looked at */
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  if (!read_range (store, &range, on_query_entry, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}
