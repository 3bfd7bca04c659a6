/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "engine/store-fixture.h"

#include "daemon/request.h"
#include "engine/folder.h"
#include "support/zones.h"

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = folder_new ();
  fixture->path = g_build_filename (fixture->folder, "deep", "recoup.db", NULL);
  fixture->zones = test_zones_new ();
  fixture->store = recoup_store_open (fixture->path, fixture->zones, &error);
  g_assert_no_error (error);
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer data)
{
  recoup_store_free (fixture->store);
  recoup_zone_table_free (fixture->zones);
  g_free (fixture->path);
  folder_remove (fixture->folder);
}

void
store_fixture_reopen (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  recoup_store_free (fixture->store);
  fixture->store = recoup_store_open (fixture->path, fixture->zones, &error);
  g_assert_no_error (error);
}

void
store_fixture_make_id (guint number, char id[37])
{
  (void) g_snprintf (id, 37, "%08x-0000-4000-8000-000000000000", number);
}

RecoupEntry *
store_fixture_new_meal (RecoupZoneTable *zones,
                        guint number,
                        gint64 rev,
                        gint64 minute,
                        double grams)
{
  g_autoptr (GError) error = NULL;
  char id[37];
  store_fixture_make_id (number, id);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "kind", "s", "meal");
  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "rev", "x", rev);
  g_variant_dict_insert (&dict, "at", "x", STORE_NOW + minute * RECOUP_USEC_PER_MIN);
  g_variant_dict_insert (&dict, "protein_g", "d", grams);
  g_variant_dict_insert (&dict, "source", "s", number % 2 == 0 ? "even" : "odd");
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_dict_end (&dict));
  RecoupEntry *entry = recoup_entry_new_from_variant (value, NULL, zones, NULL, &error);
  g_assert_no_error (error);
  return entry;
}

RecoupJournalChange
store_fixture_put (RecoupStore *store, RecoupEntry *entry)
{
  g_autoptr (GError) error = NULL;
  RecoupJournalChange change = RECOUP_JOURNAL_UNCHANGED;
  (void) recoup_store_put (store, entry, STORE_NOW, NULL, &change, &error); /* the error tells */
  g_assert_no_error (error);
  return change;
}

guint
store_fixture_count (RecoupStore *store)
{
  g_autoptr (GError) error = NULL;
  RecoupQuery query = { .kinds = RECOUP_ENTRY_MASK_ALL,
                        .from = G_MININT64,
                        .until = G_MAXINT64,
                        .limit = RECOUP_MAX_ENTRIES };
  g_autoptr (GPtrArray) entries = recoup_store_query (store, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, <, RECOUP_MAX_ENTRIES);
  return entries->len;
}
