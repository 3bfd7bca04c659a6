/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How much a stretch of days may hold. Each settle goes over the entries of the last days: a call
 * is bounded, but many calls for the same days would make every settle longer, for ever. So a
 * fortnight holds what one call may hold; nobody logs a tenth of that by hand, nor does a device.
 * What is there is counted once for each stretch in a transaction, and kept up as entries are
 * written. */

#include <glib/gi18n-lib.h>

#include "daemon/store-private.h"
#include "recoup/error.h"

#define STRETCH_USEC (14 * RECOUP_USEC_PER_DAY)
#define MAX_ENTRIES  5000
#define MAX_BYTES    8388608 /* as stored */

typedef struct
{
  gint64 n;
  gint64 bytes;
} Load;

static gint64
get_stretch (RecoupInstant anchor)
{
  return anchor / STRETCH_USEC - (anchor < 0 ? 1 : 0);
}

/* Counts what is there. */
static gboolean
count (RecoupStore *store, gint64 stretch, Load *load, GError **error)
{
  sqlite3_stmt *statement =
      recoup_store_prepare (store,
                            "SELECT count(*), coalesce(sum(length(body)), 0) FROM entry"
                            " WHERE counts = 1 AND anchor >= ?1 AND anchor < ?2",
                            error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  recoup_store_bind_int64 (statement, 1, stretch * STRETCH_USEC);
  recoup_store_bind_int64 (statement, 2, (stretch + 1) * STRETCH_USEC);
  if (!recoup_store_read (store, statement, &row, error))
    return FALSE;
  *load = (Load){ sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1) };
  (void) sqlite3_reset (statement); /* it was read */
  return TRUE;
}

/* Returns: (transfer none) (nullable): the load of @stretch */
static Load *
get_load (RecoupStore *store, gint64 stretch, GError **error)
{
  Load *load = g_hash_table_lookup (store->loads, &stretch);
  Load counted = { 0 };

  if (load != NULL)
    return load;
  if (!count (store, stretch, &counted, error))
    return NULL;
  load = g_memdup2 (&counted, sizeof counted);
  g_hash_table_insert (store->loads, g_memdup2 (&stretch, sizeof stretch), load);
  return load;
}

gboolean
recoup_store_take_room (RecoupStore *store, RecoupInstant anchor, gsize bytes, GError **error)
{
  gint64 stretch = get_stretch (anchor);
  Load *load = get_load (store, stretch, error);

  if (load == NULL)
    return FALSE;
  if (load->n < MAX_ENTRIES && load->bytes + (gint64) bytes <= MAX_BYTES)
    {
      load->n++;
      load->bytes += (gint64) bytes;
      return TRUE;
    }
  g_autofree char *from = recoup_day_format ((RecoupDay) (stretch * 14));
  g_autofree char *until = recoup_day_format ((RecoupDay) (stretch * 14 + 13));
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
               _ ("The days from %s to %s may hold at most %d entries and %d bytes, and would hold "
                  "%u and %u"),
               from, until, MAX_ENTRIES, MAX_BYTES, (guint) load->n + 1,
               (guint) load->bytes + (guint) bytes);
  return FALSE;
}

void
recoup_store_give_room (RecoupStore *store, RecoupInstant anchor)
{
  gint64 stretch = get_stretch (anchor);

  (void) g_hash_table_remove (store->loads, &stretch); /* it is counted again when it matters */
}
