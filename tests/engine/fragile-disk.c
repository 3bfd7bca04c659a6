/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A disk for SQLite that counts steps. For a failure of the power it remembers each write since the
 * last sync of its file, with what was there before: at the end all of them are taken back and some
 * are made again, sector by sector, as a disk does that writes in an order of its own. */
#include "engine/fragile-disk.h"

#include <signal.h>
#include <unistd.h>

#include "engine/disk-shim.h"

#define SECTOR 512

typedef struct
{
  sqlite3_file *file; /* open; NULL once it is closed: then it stays */
  const sqlite3_io_methods *real;
  gint64 offset;
  gint64 size_before; /* of the file */
  GBytes *before;     /* owned, what was there, as far as the file reached */
  GBytes *after;      /* owned */
} Write;

static struct
{
  guint *count;
  guint at;
  FragileDeath death;
  GRand *rand;
  GPtrArray *writes; /* of Write, not synced */
} disk;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_bytes_unref (write->before);
  g_bytes_unref (write->after);
  g_free (write);
}

static void
put (const Write *write, GBytes *bytes, gsize from, gsize length)
{
  const char *data = g_bytes_get_data (bytes, NULL);

  if (length > 0 && write->real->xWrite (write->file, data + from, (int) length,
                                         write->offset + (gint64) from) != SQLITE_OK)
    _exit (1);
}

/* Some of what was not synced never reached the disk. */
static void
lose_writes (void)
{
  for (guint i = disk.writes->len; i-- > 0;)
    {
      const Write *write = disk.writes->pdata[i];
      put (write, write->before, 0, g_bytes_get_size (write->before));
      if (write->real->xTruncate (write->file, write->size_before) != SQLITE_OK)
        _exit (1);
    }
  for (guint i = 0; i < disk.writes->len; i++)
    {
      const Write *write = disk.writes->pdata[i];
      gsize size = g_bytes_get_size (write->after);
      for (gsize from = 0; from < size; from += SECTOR)
        if (g_rand_boolean (disk.rand))
          put (write, write->after, from, MIN (SECTOR, size - from));
    }
}

static void
step (void)
{
  if (++*disk.count != disk.at)
    return;
  if (disk.death == FRAGILE_POWER)
    lose_writes ();
  (void) kill (getpid (), SIGKILL); /* it does not return */
}

static void
remember (sqlite3_file *file, const void *data, int size, gint64 offset)
{
  const sqlite3_io_methods *real = disk_shim_get_real (file);
  Write *write = g_new0 (Write, 1);
  sqlite3_int64 length = 0;

  write->file = file;
  write->real = real;
  write->offset = offset;
  if (real->xFileSize (file, &length) != SQLITE_OK)
    _exit (1);
  write->size_before = length;
  gint64 there = CLAMP (length - offset, 0, size);
  char *before = g_malloc0 ((gsize) size);
  if (there > 0 && real->xRead (file, before, (int) there, offset) != SQLITE_OK)
    _exit (1);
  write->before = g_bytes_new_take (before, (gsize) there);
  write->after = g_bytes_new (data, (gsize) size);
  g_ptr_array_add (disk.writes, write);
}

/* What was written to @file is there now for good. */
static void
forget (const sqlite3_file *file)
{
  for (guint i = disk.writes->len; i-- > 0;)
    if (((const Write *) disk.writes->pdata[i])->file == file)
      g_ptr_array_remove_index (disk.writes, i);
}

static int
on_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  step ();
  if (disk.death == FRAGILE_POWER)
    remember (file, data, size, offset);
  return disk_shim_get_real (file)->xWrite (file, data, size, offset);
}

static int
on_sync (sqlite3_file *file, int flags)
{
  step ();
  forget (file); /* the real disk need not be waited for: it is not its power that fails */
  return SQLITE_OK;
}

static int
on_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  step ();
  return disk_shim_get_real (file)->xTruncate (file, size);
}

static int
on_close (sqlite3_file *file)
{
  forget (file);
  return disk_shim_get_real (file)->xClose (file);
}

static int
on_trace (unsigned mask, void *user_data, void *statement, void *more)
{
  step ();
  return 0;
}

/* Called by SQLite for each connection that is opened. */
static int
on_connection (sqlite3 *db, const char **message_out, const struct sqlite3_api_routines *api)
{
  if (!disk_shim_holds (db))
    return SQLITE_OK;
  return sqlite3_trace_v2 (db, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, on_trace, NULL);
}

void
fragile_disk_install (guint *count, guint at, FragileDeath death, guint32 seed)
{
  static const sqlite3_io_methods ours = { .xClose = on_close,
                                           .xWrite = on_write,
                                           .xTruncate = on_truncate,
                                           .xSync = on_sync };

  disk.count = count;
  disk.at = at;
  disk.death = death;
  disk.rand = g_rand_new_with_seed (seed);
  disk.writes = g_ptr_array_new_with_free_func (write_free);
  disk_shim_install ("fragile-disk", &ours);
  int result = sqlite3_auto_extension ((void (*) (void)) on_connection);
  g_assert_cmpint (result, ==, SQLITE_OK);
}
