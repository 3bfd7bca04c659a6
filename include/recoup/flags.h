/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/autonomic.h"
#include "recoup/books.h"
#include "recoup/daytable.h"

G_BEGIN_DECLS

/** The flags of model section 11, by id. */
typedef enum
{
  RECOUP_FLAG_S003,
  RECOUP_FLAG_S056,
  RECOUP_FLAG_S060,
  RECOUP_FLAG_S061,
  RECOUP_FLAG_S062,
  RECOUP_FLAG_S063,
  RECOUP_FLAG_S064,
  RECOUP_FLAG_S065,
  RECOUP_FLAG_S066,
  RECOUP_FLAG_S067,
  RECOUP_FLAG_S069,
} RecoupFlag;

#define RECOUP_N_FLAGS (RECOUP_FLAG_S069 + 1)

/** What flags are raised from: the balances of a day and the facts behind it. */
typedef struct
{
  const RecoupBooks *books; /* folded to `books->day` at least to the plan's step (a) */
  const RecoupDayTable *days;
  guint off; /* mask of RecoupAccount: what they alone show raises nothing */
} RecoupFlagInput;

/** Whether the flag is up on books->day. */
gboolean recoup_flags_is_up (const RecoupFlagInput *input, RecoupFlag flag);

/** Whether any flag but S-069 is up: what offers a deload early (S-087). */
gboolean recoup_flags_any (const RecoupFlagInput *input);

/** Appends the flags that are up on books->day to @flags, of RecoupReason, by id. */
void recoup_flags_append (const RecoupFlagInput *input, GArray *flags);

/** Whether S-056, chronic soreness, is up on @day, which is books->day or shortly before it. */
gboolean recoup_flags_is_chronic (const RecoupFlagInput *input, RecoupDay day);

/** The heart of @day against its baseline, from the rows of 67 days. */
RecoupAutonomic recoup_flags_get_heart (const RecoupDayTable *days, RecoupDay day);

/** Returns: (transfer none): the flag's rule id */
const char *recoup_flag_get_rule (RecoupFlag flag);

G_END_DECLS
