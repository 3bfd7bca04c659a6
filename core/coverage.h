/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/autonomic.h"
#include "recoup/daytable.h"

G_BEGIN_DECLS

/** @off: mask of accounts that the user does not want. Returns: what part of the others is logged,
 * 0 to 100 percent; 0 when there are none */
guint recoup_coverage_get (const RecoupDayTable *days, RecoupDay today, guint off);

/** Returns: mask of the accounts whose balance rests on what was logged of late, and not only on
 * its absence */
guint recoup_coverage_get_known (const RecoupDayTable *days,
                                 RecoupDay today,
                                 const RecoupAutonomic *heart);

G_END_DECLS
