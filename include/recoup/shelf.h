/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/books.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

/**
 * RecoupBookShelf:
 *
 * Where a ledger puts books away that are to outlive it. They are no truth: the ledger makes them
 * again when they are not found, so whoever keeps them may lose them, and must not give any that
 * would not come out the same.
 */
typedef struct
{
  /** Returns: (transfer full) (nullable): the latest of @day or before */
  RecoupBooks *(*find) (gpointer self, RecoupDay day);
  /** Books worth keeping. */
  void (*keep) (gpointer self, const RecoupBooks *books);
  /** The books of @from and later, RECOUP_DAY_NONE for all, are not what they were. */
  void (*cut) (gpointer self, RecoupDay from);
  gpointer self;
} RecoupBookShelf;

/** Days that a shelf holds for ever are divided by this; their books are some kilobytes a year. */
#define RECOUP_SHELF_MONTH_DAYS 30

/** And of the last weeks so many days, */
#define RECOUP_SHELF_RECENT_DAYS 35

/** one of so many: what a start folds again. */
#define RECOUP_SHELF_STEP_DAYS 5

/** Whether the books after @day are to lie on a shelf on which those after @newest do. */
gboolean recoup_shelf_wants (RecoupDay day, RecoupDay newest);

/** All that books depend on beside the entries. Borrowed. */
typedef struct
{
  const RecoupPolicy *policy;
  const RecoupZone *zone;
  RecoupZoneTable *zones;
  const char *const *zone_names; /* the zones that entries name, in order, ended by NULL */
} RecoupSealContext;

/** Returns: (transfer full): text that is the same for settings that give the same books */
char *recoup_seal_policy (const RecoupPolicy *policy);

/**
 * recoup_seal_make:
 * @bytes: what is sealed, under the name of @day
 *
 * Returns: (transfer full): text that changes with any bit of @bytes, of the model (its very source
 * and compiler), of the settings that enter it, and of the data of the zones
 */
char *recoup_seal_make (const RecoupSealContext *context, RecoupDay day, GBytes *bytes);

G_END_DECLS
