/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Plees Tracker: one row a sleep, milliseconds since 1970. Its stars are a rating on a scale of
 * their own and are not taken for ours. */

#include "client/import/formats.h"

static const RecoupColumnName columns[] = {
  { RECOUP_COLUMN_IGNORED, "sid", 0, TRUE },
  { RECOUP_COLUMN_START, "start", 0, TRUE },
  { RECOUP_COLUMN_END, "stop", 0, TRUE },
};

const RecoupFormat recoup_format_plees = {
  .name = "plees",
  .title = "Plees Tracker",
  .kind = RECOUP_ENTRY_SLEEP,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
