/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/fold.h"
#include "recoup/state.h"

G_BEGIN_DECLS

/**
 * recoup_survey_take:
 * @fold: what the books were folded with
 * @books: folded to the recovery day of @now, and within it to @now
 *
 * Returns: (transfer full): all of model sections 8 to 16 at @now
 */
RecoupState *
recoup_survey_take (const RecoupFold *fold, const RecoupBooks *books, RecoupInstant now);

G_END_DECLS
