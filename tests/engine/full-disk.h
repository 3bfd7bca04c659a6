/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Makes SQLite's default file system one that can be told to be full; once a program. */
void full_disk_install (void);

/** Whether every write from now on fails with SQLITE_FULL. */
void full_disk_set (gboolean is_full);

G_END_DECLS
