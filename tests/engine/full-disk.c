/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file system for SQLite that passes everything on to the real one, and on demand is full. */
#include "engine/full-disk.h"

#include <sqlite3.h>

/* The real file system has a set of methods for each way of locking. */
typedef struct
{
  const sqlite3_io_methods *real;
  sqlite3_io_methods ours;
} Methods;

static gboolean is_full_now;
static gboolean is_careless;
static sqlite3_vfs *real_vfs;
static sqlite3_vfs full_vfs;
static Methods methods[4];

static int
on_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  if (is_full_now)
    return SQLITE_FULL;
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (file->pMethods == &methods[i].ours)
      return methods[i].real->xWrite (file, data, size, offset);
  g_assert_not_reached ();
}

static int
on_sync (sqlite3_file *file, int flags)
{
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (file->pMethods == &methods[i].ours)
      return is_careless ? SQLITE_OK : methods[i].real->xSync (file, flags);
  g_assert_not_reached ();
}

static int
on_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flags_out)
{
  int result = real_vfs->xOpen (real_vfs, name, file, flags, flags_out);
  if (result != SQLITE_OK || file->pMethods == NULL)
    return result;
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      if (methods[i].real == NULL)
        {
          methods[i].real = file->pMethods;
          methods[i].ours = *file->pMethods;
          methods[i].ours.xWrite = on_write;
          methods[i].ours.xSync = on_sync;
        }
      if (methods[i].real == file->pMethods)
        {
          file->pMethods = &methods[i].ours;
          return SQLITE_OK;
        }
    }
  g_assert_not_reached ();
}

void
full_disk_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  full_vfs = *real_vfs;
  full_vfs.zName = "full-disk";
  full_vfs.pNext = NULL;
  full_vfs.xOpen = on_open;
  int result = sqlite3_vfs_register (&full_vfs, 1);
  g_assert_cmpint (result, ==, SQLITE_OK);
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
full_disk_set_careless (gboolean careless)
{
  is_careless = careless;
}
