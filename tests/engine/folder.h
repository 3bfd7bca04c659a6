/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Returns: (transfer full): a new folder for one test, under the temporary folder */
char *folder_new (void);

/** Removes it with the files in it, one level deep, and frees the name. */
void folder_remove (char *folder);

G_END_DECLS
