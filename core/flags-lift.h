/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/flags.h"

G_BEGIN_DECLS

/* The flags that compare sessions with each other, and their counterpart, progress. */

/** S-061: lifts that fall. Returns: (transfer floating) (nullable): params, NULL when not up */
GVariant *recoup_flags_check_lifts (const RecoupFlagInput *input);

/** S-066: sessions of one title that feel harder. Returns: (transfer floating) (nullable): params
 */
GVariant *recoup_flags_check_titles (const RecoupFlagInput *input);

/** S-068: appends to @names (owned copies, sorted) the lifts that rise. */
void recoup_flags_append_progress (const RecoupFlagInput *input, GPtrArray *names);

G_END_DECLS
