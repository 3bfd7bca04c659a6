/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RecoupWatch: tells when one name in a folder comes, goes or is written; a link is not followed.
 */
typedef struct _RecoupWatch RecoupWatch;

typedef void (*RecoupWatchFunc) (gpointer user_data);

/**
 * recoup_watch_new:
 * @path: the name to watch; its folder must exist, it need not
 *
 * Costs one file descriptor and nothing while nothing happens in the folder.
 *
 * Returns: (transfer full) (nullable): the watch
 */
RecoupWatch *
recoup_watch_new (const char *path, RecoupWatchFunc func, gpointer user_data, GError **error);
void recoup_watch_free (RecoupWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupWatch, recoup_watch_free)

G_END_DECLS
