/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/ledger.h"

G_BEGIN_DECLS

/** A shelf in memory that does as the store does: what is put there is sealed, a change of the
 * journal deletes what it may bear on, and what is found must bear the right seal. */
typedef struct
{
  GHashTable *rows;     /* owned: day -> TestBooks (owned) */
  GHashTable *zones;    /* owned, set of char: the zones that entries name */
  RecoupLedger *ledger; /* borrowed: the one that uses it now */
  guint n_found;
  guint n_refused;
} TestShelf;

typedef struct
{
  char *zones;  /* owned, with spaces between */
  char *seal;   /* owned */
  GBytes *body; /* owned */
} TestBooks;

TestShelf *test_shelf_new (void);
void test_shelf_free (TestShelf *shelf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestShelf, test_shelf_free)

/** Gives the shelf to a new ledger. */
void test_shelf_set (TestShelf *shelf, RecoupLedger *ledger);

/** To be called for each version that comes or goes, before the ledger hears of it. */
void test_shelf_change (TestShelf *shelf, const RecoupEntry *entry);

/** Returns: the latest day on it, RECOUP_DAY_NONE if it is empty */
RecoupDay test_shelf_get_latest (const TestShelf *shelf);

G_END_DECLS
