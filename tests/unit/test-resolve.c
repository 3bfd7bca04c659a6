/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "recoup/resolve.h"

typedef struct
{
  const char *name;
  RecoupEntryKind kind;
  gint64 rev;
  RecoupResolveFacts facts;
  RecoupResolution expected;
} Case;

static const Case cases[] = {
  { "first",
    RECOUP_ENTRY_MEAL,
    0,
    { .known = FALSE },
    { .wins = TRUE, .change = RECOUP_JOURNAL_ADDED } },
  { "same-again",
    RECOUP_ENTRY_MEAL,
    0,
    { .known = TRUE, .known_rev = 0 },
    { .wins = FALSE, .change = RECOUP_JOURNAL_UNCHANGED } },
  { "equal-revision-greater-line",
    RECOUP_ENTRY_MEAL,
    2,
    { .known = TRUE, .known_rev = 2, .tie = 1 },
    { .wins = TRUE, .change = RECOUP_JOURNAL_REPLACED } },
  { "equal-revision-lesser-line",
    RECOUP_ENTRY_MEAL,
    2,
    { .known = TRUE, .known_rev = 2, .tie = -1 },
    { .wins = FALSE, .change = RECOUP_JOURNAL_UNCHANGED } },
  { "older-line-greater",
    RECOUP_ENTRY_MEAL,
    1,
    { .known = TRUE, .known_rev = 2, .tie = 1 },
    { .wins = FALSE, .change = RECOUP_JOURNAL_UNCHANGED } },
  { "newer",
    RECOUP_ENTRY_MEAL,
    3,
    { .known = TRUE, .known_rev = 2 },
    { .wins = TRUE, .change = RECOUP_JOURNAL_REPLACED } },
  { "newer-but-spent",
    RECOUP_ENTRY_MEAL,
    3,
    { .known = TRUE, .known_rev = 2, .spent = TRUE },
    { .wins = TRUE, .change = RECOUP_JOURNAL_UNCHANGED } },
  { "spent-before-it-came",
    RECOUP_ENTRY_MEAL,
    0,
    { .spent = TRUE },
    { .wins = TRUE, .change = RECOUP_JOURNAL_UNCHANGED } },
  { "remove",
    RECOUP_ENTRY_REMOVE,
    0,
    { .target_counts = TRUE },
    { .wins = TRUE, .takes = TRUE, .change = RECOUP_JOURNAL_REMOVED } },
  { "remove-before-its-target",
    RECOUP_ENTRY_REMOVE,
    0,
    { .target_counts = FALSE },
    { .wins = TRUE, .takes = TRUE, .change = RECOUP_JOURNAL_UNCHANGED } },
  { "remove-again",
    RECOUP_ENTRY_REMOVE,
    0,
    { .known = TRUE, .known_rev = 0, .target_gone = TRUE },
    { .wins = FALSE, .takes = FALSE, .change = RECOUP_JOURNAL_UNCHANGED } },
  { "remove-older-than-its-own-id",
    RECOUP_ENTRY_REMOVE,
    0,
    { .known = TRUE, .known_rev = 1, .target_counts = TRUE },
    { .wins = FALSE, .takes = TRUE, .change = RECOUP_JOURNAL_REMOVED } },
  { "remove-that-was-removed",
    RECOUP_ENTRY_REMOVE,
    0,
    { .spent = TRUE, .target_counts = TRUE },
    { .wins = TRUE, .takes = TRUE, .change = RECOUP_JOURNAL_REMOVED } },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *row = &cases[i];
      g_test_message ("%s", row->name);
      RecoupEntry entry = { .kind = row->kind, .rev = row->rev };
      RecoupResolution found = recoup_resolve (&entry, &row->facts);
      g_assert_cmpint (found.wins, ==, row->expected.wins);
      g_assert_cmpint (found.takes, ==, row->expected.takes);
      g_assert_cmpint (found.change, ==, row->expected.change);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resolve/table", test_table);
  return g_test_run ();
}
