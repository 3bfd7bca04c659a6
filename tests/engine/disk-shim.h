/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * disk_shim_install:
 * @name: static
 * @ours: static; what is not NULL of xClose, xWrite, xTruncate and xSync is called instead of the
 *   real disk's
 *
 * Makes SQLite's default file system one that passes all else on to the real one; once a program.
 */
void disk_shim_install (const char *name, const sqlite3_io_methods *ours);

/** Returns: (transfer none): the real disk's methods for an open @file of the shim */
const sqlite3_io_methods *disk_shim_get_real (const sqlite3_file *file);

/** Whether the main database of @db lies on the shim. */
gboolean disk_shim_holds (sqlite3 *db);

/** Name of the file system underneath, for those who look on. */
const char *disk_shim_get_firm (void);

G_END_DECLS
