/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/** One step of the schema's history. Rows are only ever appended. */
typedef struct
{
  guint version;   /* 1, 2, ...: what `user_version` says afterwards */
  const char *sql; /* run in one transaction with it */
} RecoupMigration;

/** Marks a file as ours in the header of the database: "rcup". */
#define RECOUP_SCHEMA_APPLICATION_ID 0x72637570

/** Returns: (transfer none): the rows, by version */
const RecoupMigration *recoup_schema_get_migrations (guint *n_out);

/**
 * recoup_schema_upgrade:
 * @db: an open database
 * @path: its file, beside which a copy is laid before an older one is changed; ":memory:" makes
 * none
 * @migrations: all rows, by version
 * @error: %RECOUP_ERROR_UNSUPPORTED for a newer schema or a file that is not ours, else
 *   %RECOUP_ERROR_STORAGE_FAILURE
 *
 * Brings the schema up to the last row. On failure the database is as it was after the last row
 * that succeeded, and the copy `PATH.before-vN` holds what was there before.
 */
gboolean recoup_schema_upgrade (sqlite3 *db,
                                const char *path,
                                const RecoupMigration *migrations,
                                guint n_migrations,
                                GError **error);

G_END_DECLS
