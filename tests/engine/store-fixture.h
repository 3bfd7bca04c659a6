/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/store.h"

G_BEGIN_DECLS

#define STORE_NOW (1774720800 * (RecoupInstant) G_USEC_PER_SEC)

/** A store in a new folder. */
typedef struct
{
  char *folder;
  char *path;
  RecoupZoneTable *zones;
  RecoupStore *store;
} StoreFixture;

void store_fixture_set_up (StoreFixture *fixture, gconstpointer data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer data);

/** Closes the store and opens it again, as a restart does. */
void store_fixture_reopen (StoreFixture *fixture);

void store_fixture_make_id (guint number, char id[37]);
RecoupEntry *store_fixture_new_meal (RecoupZoneTable *zones,
                                     guint number,
                                     gint64 rev,
                                     gint64 minute,
                                     double grams);
RecoupJournalChange store_fixture_put (RecoupStore *store, RecoupEntry *entry);

/** Number of the entries. */
guint store_fixture_count (RecoupStore *store);

G_END_DECLS
