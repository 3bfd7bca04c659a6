/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/** RecoupEntryRow: @entry is an `a{sv}`; it lives as long as the call. Returns: %FALSE to stop */
typedef gboolean (*RecoupEntryRowFunc) (GVariant *entry, gpointer user_data);

/**
 * recoup_entries_walk:
 * @filter: (nullable): `a{sv}` for Journal.Query without limit and after; consumed when floating
 *
 * Reads the journal in pages, in order of time.
 */
gboolean recoup_entries_walk (RecoupCtl *ctl,
                              GVariant *filter,
                              RecoupEntryRowFunc func,
                              gpointer user_data,
                              GError **error);

/**
 * recoup_entries_find:
 * @id: an id, or the beginning of one, 4 characters or more, that fits no other entry
 * @error: %RECOUP_ERROR_NOT_FOUND, or %RECOUP_ERROR_INVALID_ARGUMENT if it fits several
 *
 * Returns: (transfer full): the entry, `a{sv}`
 */
GVariant *recoup_entries_find (RecoupCtl *ctl, const char *id, GError **error);

G_END_DECLS
