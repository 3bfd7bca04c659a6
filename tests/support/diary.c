/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "support/diary.h"

#include "client/dict.h"
#include "recoup/error.h"
#include "recoup/ledger.h"
#include "recoup/wire.h"
#include "support/zones.h"

void
test_diary_init (TestDiary *diary, RecoupDay today, guint now_hour)
{
  *diary = (TestDiary){ .today = today };
  diary->zones = test_zones_new ();
  diary->zone = recoup_zone_table_lookup (diary->zones, "Europe/Berlin");
  recoup_policy_init (&diary->policy);
  diary->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  diary->now = test_diary_at (diary, today, now_hour);
}

void
test_diary_clear (TestDiary *diary)
{
  g_ptr_array_unref (diary->entries);
  recoup_zone_table_free (diary->zones);
}

RecoupInstant
test_diary_at (const TestDiary *diary, RecoupDay day, guint hour)
{
  return recoup_civil_at (day, hour * 60, diary->zone);
}

static void
add_entry (const TestDiary *diary, GPtrArray *entries, GVariant *dict)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (dict);
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", entries->len);
  g_autoptr (GError) error = NULL;
  RecoupEntry *entry = recoup_entry_new_from_variant (owned, id, diary->zones, NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_add (entries, entry);
}

void
test_diary_add (TestDiary *diary, GVariant *dict)
{
  add_entry (diary, diary->entries, dict);
}

GVariant *
test_diary_ask (GVariant *options, gpointer user_data, GError **error)
{
  TestDiary *diary = user_data;
  g_autoptr (GVariant) owned = g_variant_ref_sink (options);
  g_autoptr (GVariant) assume = recoup_dict_rows (owned, "assume");
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);

  diary->asked++;
  if (diary->fails)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_STORAGE_FAILURE, "The disk is gone");
      return NULL;
    }
  for (guint i = 0; i < diary->entries->len; i++)
    g_ptr_array_add (entries, recoup_entry_ref (diary->entries->pdata[i]));
  for (gsize i = 0; i < g_variant_n_children (assume); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (assume, i);
      add_entry (diary, entries, entry);
    }
  for (guint i = 0; i < entries->len; i++)
    (void) recoup_journal_insert (journal, entries->pdata[i], NULL);
  const RecoupEntrySource source = recoup_journal_get_source (journal);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &diary->policy, diary->zone, diary->zones);
  g_autoptr (RecoupState) state =
      recoup_ledger_compute (ledger, recoup_dict_integer (owned, "at", diary->now));
  return g_variant_ref_sink (recoup_wire_state (state));
}
