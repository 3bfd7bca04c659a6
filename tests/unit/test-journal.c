/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The journal: which version counts, in which order, and that the order of arrival does not matter.
 */

#include "recoup/journal.h"

#include "support/zones.h"

#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define ID_R "00000000-0000-4000-8000-0000000000f0"

#define NOON G_GINT64_CONSTANT (1741608000000000) /* 2025-03-10T12:00:00Z */

static RecoupZoneTable *zones;

/* An entry from the text form of a dictionary: (transfer full). */
static RecoupEntry *
entry_from (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);
  g_assert_no_error (error);

  RecoupEntry *entry = recoup_entry_new_from_variant (dict, NULL, zones, NULL, &error);
  g_assert_no_error (error);
  return entry;
}

static RecoupEntry *
meal (const char *id, gint64 rev, RecoupInstant at, gint grams)
{
  g_autofree char *text =
      g_strdup_printf ("{'kind': <'meal'>, 'id': <'%s'>, 'rev': <int64 %" G_GINT64_FORMAT
                       ">, 'at': <int64 %" G_GINT64_FORMAT ">, 'protein_g': <%d>}",
                       id, rev, at, grams);
  return entry_from (text);
}

static RecoupEntry *
rest (const char *id, gint64 rev, const char *date)
{
  g_autofree char *text = g_strdup_printf (
      "{'kind': <'rest'>, 'id': <'%s'>, 'rev': <int64 %" G_GINT64_FORMAT ">, 'date': <'%s'>}", id,
      rev, date);
  return entry_from (text);
}

static RecoupEntry *
remove_of (const char *id, gint64 rev, const char *target)
{
  g_autofree char *text = g_strdup_printf (
      "{'kind': <'remove'>, 'id': <'%s'>, 'rev': <int64 %" G_GINT64_FORMAT ">, 'target': <'%s'>}",
      id, rev, target);
  return entry_from (text);
}

static RecoupJournalChange
insert (RecoupJournal *journal, RecoupEntry *entry, const char *line)
{
  g_autoptr (RecoupEntry) owned = entry;
  return recoup_journal_insert (journal, owned, line);
}

static gboolean
on_entry (RecoupEntry *entry, gpointer user_data)
{
  GString *seen = user_data;

  g_string_append_printf (seen, "%s%c", seen->len > 0 ? " " : "", entry->id[35]);
  g_string_append_printf (seen, "%" G_GINT64_FORMAT, entry->rev);
  if (entry->kind == RECOUP_ENTRY_MEAL)
    g_string_append_printf (seen, ":%d", (gint) entry->food.protein_g);
  return TRUE;
}

/* What counts, in order: last digit of the id, revision, grams. */
static char *
read_all (RecoupJournal *journal, RecoupInstant from, RecoupInstant until, guint kinds)
{
  GString *seen = g_string_new (NULL);
  RecoupEntrySource source = recoup_journal_get_source (journal);

  source.read (source.self, from, until, kinds, on_entry, seen);
  return g_string_free (seen, FALSE);
}

static void
assert_all (RecoupJournal *journal, const char *expected)
{
  g_autofree char *seen = read_all (journal, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL);
  g_assert_cmpstr (seen, ==, expected);
}

static void
test_order (void)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();

  g_assert_cmpint (insert (journal, meal (ID_C, 0, NOON, 3), NULL), ==, RECOUP_JOURNAL_ADDED);
  insert (journal, meal (ID_B, 0, NOON + RECOUP_USEC_PER_HOUR, 2), NULL);
  insert (journal, meal (ID_A, 0, NOON, 1), NULL);
  insert (journal, rest (ID_R, 0, "2025-03-10"), NULL); /* its anchor is noon, its id the last */
  assert_all (journal, "a0:1 c0:3 00 b0:2");
  g_assert_cmpuint (recoup_journal_get_size (journal), ==, 4);
  g_assert_nonnull (recoup_journal_lookup (journal, ID_A));
  g_assert_null (recoup_journal_lookup (journal, "00000000-0000-4000-8000-00000000000e"));
}

static void
test_range (void)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();

  insert (journal, meal (ID_A, 0, NOON, 1), NULL);
  insert (journal, meal (ID_B, 0, NOON + G_USEC_PER_SEC, 2), NULL);
  insert (journal, rest (ID_C, 0, "2025-03-11"), NULL);

  const struct
  {
    RecoupInstant from, until;
    guint kinds;
    const char *expected;
  } cases[] = {
    { NOON, NOON, RECOUP_ENTRY_MASK_ALL, "a0:1" },
    { NOON + 1, NOON + G_USEC_PER_SEC, RECOUP_ENTRY_MASK_ALL, "b0:2" },
    { NOON - 1, NOON + 2 * G_USEC_PER_SEC, RECOUP_ENTRY_MASK_ALL, "a0:1 b0:2" },
    { NOON, G_MAXINT64, RECOUP_ENTRY_MASK (RECOUP_ENTRY_REST), "c0" },
    { NOON + RECOUP_USEC_PER_DAY + 1, G_MAXINT64, RECOUP_ENTRY_MASK_ALL, "" },
    { G_MAXINT64, NOON, RECOUP_ENTRY_MASK_ALL, "" },
    { NOON, G_MAXINT64, 0, "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *seen = read_all (journal, cases[i].from, cases[i].until, cases[i].kinds);
      g_test_message ("case %u", i);
      g_assert_cmpstr (seen, ==, cases[i].expected);
    }
}

static gboolean
on_first (RecoupEntry *entry, gpointer user_data)
{
  guint *calls = user_data;

  (*calls)++;
  return FALSE;
}

static void
test_stop (void)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  RecoupEntrySource source = recoup_journal_get_source (journal);
  guint calls = 0;

  insert (journal, meal (ID_A, 0, NOON, 1), NULL);
  insert (journal, meal (ID_B, 0, NOON, 2), NULL);
  source.read (source.self, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL, on_first, &calls);
  g_assert_cmpuint (calls, ==, 1);
}

static void
test_revisions (void)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();

  insert (journal, meal (ID_A, 1, NOON, 10), NULL);
  g_assert_cmpint (insert (journal, meal (ID_A, 0, NOON, 20), NULL), ==, RECOUP_JOURNAL_UNCHANGED);
  g_assert_cmpint (insert (journal, meal (ID_A, 1, NOON, 30), NULL), ==, RECOUP_JOURNAL_UNCHANGED);
  assert_all (journal, "a1:10");
  g_assert_cmpint (insert (journal, meal (ID_A, 2, NOON - G_USEC_PER_SEC, 40), NULL), ==,
                   RECOUP_JOURNAL_REPLACED);
  assert_all (journal, "a2:40");
  /* The kind may change, and so the place in the order. */
  insert (journal, meal (ID_B, 0, NOON, 5), NULL);
  insert (journal, rest (ID_A, 3, "2025-03-11"), NULL);
  assert_all (journal, "b0:5 a3");
  g_assert_cmpint (recoup_journal_lookup (journal, ID_A)->kind, ==, RECOUP_ENTRY_REST);
}

static void
test_equal_revisions (void)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();

  insert (journal, meal (ID_A, 1, NOON, 10), "  {b}\n");
  insert (journal, meal (ID_A, 1, NOON, 20), "{a}");
  assert_all (journal, "a1:10");
  /* Less white space is not a greater line: what is compared begins at the brace. */
  insert (journal, meal (ID_A, 1, NOON, 30), "{b}");
  assert_all (journal, "a1:10");
  insert (journal, meal (ID_A, 1, NOON, 40), "\t{c} ");
  assert_all (journal, "a1:40");
  insert (journal, meal (ID_A, 1, NOON, 50), NULL);
  assert_all (journal, "a1:40");
  /* Bytes, not characters of a locale: é is two bytes above 0x7f. */
  insert (journal, meal (ID_A, 1, NOON, 60), "é");
  insert (journal, meal (ID_A, 1, NOON, 70), "z");
  assert_all (journal, "a1:60");
  insert (journal, meal (ID_B, 0, NOON, 1), NULL);
  insert (journal, meal (ID_B, 0, NOON, 2), "{");
  assert_all (journal, "a1:60 b0:2");
}

static void
test_remove (void)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();

  insert (journal, meal (ID_A, 0, NOON, 1), NULL);
  insert (journal, meal (ID_B, 0, NOON, 2), NULL);
  g_assert_cmpint (insert (journal, remove_of (ID_R, 0, ID_A), NULL), ==, RECOUP_JOURNAL_REMOVED);
  assert_all (journal, "b0:2");
  g_assert_null (recoup_journal_lookup (journal, ID_A));
  /* The id is spent, for a later revision too. */
  g_assert_cmpint (insert (journal, meal (ID_A, 9, NOON, 1), NULL), ==, RECOUP_JOURNAL_UNCHANGED);
  assert_all (journal, "b0:2");
  /* A remove cannot be removed, nor taken back by a later revision of its own id. */
  insert (journal, remove_of (ID_C, 0, ID_R), NULL);
  insert (journal, meal (ID_R, 5, NOON, 7), NULL);
  insert (journal, meal (ID_A, 10, NOON, 1), NULL);
  assert_all (journal, "b0:2");
  g_assert_cmpuint (recoup_journal_get_size (journal), ==, 1);
}

static void
test_remove_first (void)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();

  g_assert_cmpint (insert (journal, remove_of (ID_R, 0, ID_A), NULL), ==, RECOUP_JOURNAL_UNCHANGED);
  g_assert_cmpint (insert (journal, meal (ID_A, 3, NOON, 1), NULL), ==, RECOUP_JOURNAL_UNCHANGED);
  assert_all (journal, "");
  /* A later version of the remove that names another target takes both. */
  insert (journal, meal (ID_B, 0, NOON, 2), NULL);
  insert (journal, remove_of (ID_R, 1, ID_B), NULL);
  insert (journal, meal (ID_A, 4, NOON, 1), NULL);
  assert_all (journal, "");
  /* An older version of it acts as well. */
  insert (journal, meal (ID_C, 0, NOON, 3), NULL);
  insert (journal, remove_of (ID_R, 0, ID_C), NULL);
  assert_all (journal, "");
}

/* A remove that became something else under the same id counts as that, and still acts. */
static void
test_remove_amended (void)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();

  insert (journal, meal (ID_R, 1, NOON, 7), NULL);
  insert (journal, meal (ID_A, 0, NOON, 1), NULL);
  g_assert_cmpint (insert (journal, remove_of (ID_R, 0, ID_A), NULL), ==, RECOUP_JOURNAL_REMOVED);
  assert_all (journal, "01:7");
  /* And the other way round: the entry is amended into a remove. */
  insert (journal, meal (ID_B, 0, NOON, 2), NULL);
  insert (journal, remove_of (ID_B, 1, ID_C), NULL);
  assert_all (journal, "01:7");
}

typedef struct
{
  RecoupEntry *entry;
  char *line;
} Item;

static void
item_clear (gpointer data)
{
  Item *item = data;

  recoup_entry_unref (item->entry);
  g_free (item->line);
}

/* Few ids, few revisions, few texts: every rule meets every other. */
static GArray *
random_items (GRand *rand)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));
  guint n = (guint) g_rand_int_range (rand, 1, 40);

  g_array_set_clear_func (items, item_clear);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-00000000000%x",
                                             (guint) g_rand_int_range (rand, 0, 8));
      g_autofree char *target = g_strdup_printf ("00000000-0000-4000-8000-00000000000%x",
                                                 (guint) g_rand_int_range (rand, 0, 8));
      gint64 rev = g_rand_int_range (rand, 0, 3);
      gint grams = g_rand_int_range (rand, 0, 4);
      RecoupInstant at = NOON + g_rand_int_range (rand, 0, 3) * RECOUP_USEC_PER_MIN;
      gboolean removes = g_rand_int_range (rand, 0, 6) == 0;
      g_array_set_size (items, i + 1);
      Item *item = &g_array_index (items, Item, i);
      item->entry = removes ? remove_of (id, rev, target) : meal (id, rev, at, grams);
      g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_entry_to_variant (item->entry));
      item->line = g_variant_print (dict, FALSE);
    }
  return items;
}

static char *
read_shuffled (const GArray *items, GRand *rand)
{
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  g_autofree guint *order = g_new (guint, items->len);

  for (guint i = 0; i < items->len; i++)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, order[i]);
      recoup_journal_insert (journal, item->entry, item->line);
    }

  g_autofree char *seen = read_all (journal, G_MININT64, G_MAXINT64, RECOUP_ENTRY_MASK_ALL);
  return g_strdup_printf ("%u: %s", recoup_journal_get_size (journal), seen);
}

static void
test_any_order (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (GArray) items = random_items (rand);
      g_autofree char *expected = read_shuffled (items, rand);
      for (guint i = 0; i < 8; i++)
        {
          g_autofree char *seen = read_shuffled (items, rand);
          g_assert_cmpstr (seen, ==, expected);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  zones = test_zones_new ();
  g_test_add_func ("/journal/order", test_order);
  g_test_add_func ("/journal/range", test_range);
  g_test_add_func ("/journal/stop", test_stop);
  g_test_add_func ("/journal/revisions", test_revisions);
  g_test_add_func ("/journal/equal-revisions", test_equal_revisions);
  g_test_add_func ("/journal/remove", test_remove);
  g_test_add_func ("/journal/remove/first", test_remove_first);
  g_test_add_func ("/journal/remove/amended", test_remove_amended);
  g_test_add_func ("/journal/any-order", test_any_order);
  int result = g_test_run ();
  recoup_zone_table_free (zones);
  return result;
}
