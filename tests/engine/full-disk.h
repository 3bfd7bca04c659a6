/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Makes SQLite's default file system one that can be told to be full; once a program. */
void full_disk_install (void);

/** Whether every write from now on fails with SQLITE_FULL. */
void full_disk_set (gboolean is_full);
gboolean full_disk_is_full (void);

/** Whether nothing waits any more until it has reached the disk: where no power is lost, that
 * changes nothing but the time it takes. */
void full_disk_set_careless (gboolean is_careless);

G_END_DECLS
