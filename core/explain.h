/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/fold.h"
#include "recoup/ledger.h"

G_BEGIN_DECLS

/** A statement in the making. */
typedef struct
{
  RecoupDay from; /* rows of earlier days are left out */
  GArray *rows;   /* owned by the maker, of RecoupLedgerRow */
} RecoupStatement;

/** A RecoupFoldObserver; its data is a RecoupStatement. */
void recoup_explain_step (RecoupStep step,
                          const RecoupBooks *before,
                          const RecoupBooks *after,
                          const RecoupDayRow *row,
                          const RecoupWorkout *workout,
                          gpointer user_data);

/** Leaves the rows of the accounts in the mask @off out. */
void recoup_explain_leave_out (RecoupStatement *statement, guint off);

/** Adds what the heart of the day books->day says, if it was measured. */
void recoup_explain_heart (RecoupStatement *statement,
                           const RecoupBooks *books,
                           const RecoupDayTable *days);

G_END_DECLS
