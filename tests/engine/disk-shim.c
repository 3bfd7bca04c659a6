/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file system for SQLite between it and the real one. The real one has a set of methods for each
 * way of locking, so there is a changed set for each of those. */
#include "engine/disk-shim.h"

typedef struct
{
  const sqlite3_io_methods *real;
  sqlite3_io_methods ours;
} Methods;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs our_vfs;
static const sqlite3_io_methods *changes;
static Methods methods[4];

static void
change (Methods *set, const sqlite3_io_methods *real)
{
  set->real = real;
  set->ours = *real;
  if (changes->xClose != NULL)
    set->ours.xClose = changes->xClose;
  if (changes->xWrite != NULL)
    set->ours.xWrite = changes->xWrite;
  if (changes->xTruncate != NULL)
    set->ours.xTruncate = changes->xTruncate;
  if (changes->xSync != NULL)
    set->ours.xSync = changes->xSync;
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
        change (&methods[i], file->pMethods);
      if (methods[i].real == file->pMethods)
        {
          file->pMethods = &methods[i].ours;
          return SQLITE_OK;
        }
    }
  g_assert_not_reached ();
}

void
disk_shim_install (const char *name, const sqlite3_io_methods *ours)
{
  changes = ours;
  real_vfs = sqlite3_vfs_find (NULL);
  our_vfs = *real_vfs;
  our_vfs.zName = name;
  our_vfs.pNext = NULL;
  our_vfs.xOpen = on_open;
  int result = sqlite3_vfs_register (&our_vfs, 1);
  g_assert_cmpint (result, ==, SQLITE_OK);
}

const sqlite3_io_methods *
disk_shim_get_real (const sqlite3_file *file)
{
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (file->pMethods == &methods[i].ours)
      return methods[i].real;
  g_assert_not_reached ();
}

gboolean
disk_shim_holds (sqlite3 *db)
{
  sqlite3_vfs *vfs = NULL;

  return sqlite3_file_control (db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs) == SQLITE_OK &&
         vfs == &our_vfs;
}

const char *
disk_shim_get_firm (void)
{
  return real_vfs->zName;
}
