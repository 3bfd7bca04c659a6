/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/books.h"

G_BEGIN_DECLS

/** RecoupCheckpoints: the books after some days, by day: all of the last weeks, and one a month
 * where nobody else keeps those. */
typedef struct _RecoupCheckpoints RecoupCheckpoints;

RecoupCheckpoints *recoup_checkpoints_new (gboolean monthly);
void recoup_checkpoints_free (RecoupCheckpoints *checkpoints);

/** Returns: (transfer full): copies of those before @until */
RecoupCheckpoints *recoup_checkpoints_copy (const RecoupCheckpoints *checkpoints, RecoupDay until);

gboolean recoup_checkpoints_is_empty (const RecoupCheckpoints *checkpoints);

/** Forgets those of @from and later. */
void recoup_checkpoints_cut (RecoupCheckpoints *checkpoints, RecoupDay from);

/** Returns: (transfer none) (nullable): the latest of @day or before; until the next change */
const RecoupBooks *recoup_checkpoints_find (const RecoupCheckpoints *checkpoints, RecoupDay day);

/** Whether the books after @day are worth keeping once those after @newest are there. */
gboolean
recoup_checkpoints_wants (const RecoupCheckpoints *checkpoints, RecoupDay day, RecoupDay newest);

/** Keeps a copy of @books, whose day is not there yet, and lets go of what is no longer wanted. */
void recoup_checkpoints_keep (RecoupCheckpoints *checkpoints, const RecoupBooks *books);

G_END_DECLS
