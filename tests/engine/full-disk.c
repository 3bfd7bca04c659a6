/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A disk for SQLite that on demand is full. */
#include "engine/full-disk.h"

#include "engine/disk-shim.h"

static gboolean is_full_now;
static gboolean is_careless_now;

static int
on_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  return is_full_now ? SQLITE_FULL : disk_shim_get_real (file)->xWrite (file, data, size, offset);
}

static int
on_sync (sqlite3_file *file, int flags)
{
  return is_careless_now ? SQLITE_OK : disk_shim_get_real (file)->xSync (file, flags);
}

void
full_disk_install (void)
{
  static const sqlite3_io_methods ours = { .xWrite = on_write, .xSync = on_sync };

  disk_shim_install ("full-disk", &ours);
}

void
full_disk_set (gboolean is_full)
{
  is_full_now = is_full;
}

gboolean
full_disk_is_full (void)
{
  return is_full_now;
}

void
full_disk_set_careless (gboolean is_careless)
{
  is_careless_now = is_careless;
}
