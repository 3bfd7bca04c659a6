/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/** How the entries of a file stand to the journal. */
typedef struct
{
  GPtrArray *fresh;  /* owned, of GVariant: entries to be written */
  guint n_new;       /* of them, not in the journal at all */
  guint n_different; /* in the journal with other content */
  guint n_close;     /* new, and close to a session that another source has logged */
} RecoupImportDifference;

void recoup_import_difference_init (RecoupImportDifference *difference);
void recoup_import_difference_clear (RecoupImportDifference *difference);

/**
 * recoup_import_compare:
 * @entries: `aa{sv}` with ids
 * @summary: what recoupctl-import says about the file
 * @wants_update: whether entries that say something else are to be replaced
 * @difference: initialised; filled
 *
 * Reads the journal and finds out what the file would change in it.
 */
gboolean recoup_import_compare (RecoupCtl *ctl,
                                GVariant *entries,
                                GVariant *summary,
                                gboolean wants_update,
                                RecoupImportDifference *difference,
                                GError **error);

G_END_DECLS
