/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/args.h"
#include "client/form.h"

G_BEGIN_DECLS

/**
 * recoup_compose_entry:
 * @words: of char *: values in the order of the form, FIELD=VALUE, or the name of a yes-or-no field
 * @first: the first word to be read
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT naming field and value (the whole entry is checked as the
 *   daemon does), or an error of the bus
 *
 * Makes an entry out of words; asks the daemon for the zone (and the day, if a date is needed).
 * What is not said and has a natural value gets it: `at` is now, `date` today.
 *
 * Returns: (transfer full): `a{sv}` for Journal.Add
 */
GVariant *recoup_compose_entry (RecoupCtl *ctl,
                                const RecoupForm *form,
                                const GPtrArray *words,
                                guint first,
                                GError **error);

/**
 * recoup_compose_amend:
 * @entry: the entry as it is
 * @words: FIELD=VALUE; an empty value takes the field away
 *
 * Returns: (transfer full): `a{sv}`, the whole entry with its changed fields
 */
GVariant *recoup_compose_amend (RecoupCtl *ctl,
                                GVariant *entry,
                                const GPtrArray *words,
                                guint first,
                                GError **error);

G_END_DECLS
