/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ledger against itself, on seeded random histories: whatever way a state was reached, it is
 * the state of the entries that count. A failure names seed and property. */

#include <locale.h>
#include <math.h>
#include <time.h>

#include "support/shelf.h"
#include "support/trials.h"

static void
check_order (const TestTrial *trial)
{
  g_autoptr (GPtrArray) entries = test_trial_with (trial, NULL, NULL);

  for (guint i = entries->len; i > 1; i--)
    {
      guint j = (guint) test_trial_draw (trial, 0, (gint) i - 1);
      gpointer swapped = entries->pdata[i - 1];
      entries->pdata[i - 1] = entries->pdata[j];
      entries->pdata[j] = swapped;
    }
  g_autoptr (RecoupState) after =
      test_history_compute (trial->history, entries, trial->history->now);
  test_trial_assert_same (trial, "other order", trial->before, after);
}

/* Entries that are not yet known then change nothing. */
static void
check_past (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  RecoupInstant now =
      history->now - test_trial_draw (trial, 0, (gint) (history->last - history->first) * 1440) *
                         RECOUP_USEC_PER_MIN;
  RecoupDay today = recoup_civil_recovery_day (now, history->policy.day_start_min, history->zone);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (guint i = 0; i < trial->entries->len; i++)
    if (recoup_entry_is_known (g_ptr_array_index (trial->entries, i), now, today))
      g_ptr_array_add (known, g_ptr_array_index (trial->entries, i));
  g_autoptr (RecoupState) all = test_history_compute (history, trial->entries, now);
  g_autoptr (RecoupState) then = test_history_compute (history, known, now);
  test_trial_assert_same (trial, "as then known", then, all);
}

/* An edit, and a removal, leave what would be had the entry been right from the start. */
static void
check_erring (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  RecoupEntryKind kind = (RecoupEntryKind) test_trial_draw (trial, 0, RECOUP_ENTRY_PLAN);
  RecoupDay day = test_trial_draw (trial, history->first, history->last);
  g_autoptr (RecoupEntry) wrong = test_history_draw (history, kind, day);
  g_autoptr (RecoupEntry) drawn = test_history_draw (
      history, (RecoupEntryKind) test_trial_draw (trial, 0, RECOUP_ENTRY_PLAN), day);
  g_autoptr (RecoupEntry) right = recoup_entry_with_identity (drawn, wrong->id, 1);
  g_autoptr (RecoupEntry) removal = test_history_make (
      history, g_variant_new_parsed ("{'kind': <'remove'>, 'target': <%s>}", wrong->id));
  g_autoptr (GPtrArray) edited = test_trial_with (trial, NULL, wrong);
  g_autoptr (GPtrArray) removed = test_trial_with (trial, NULL, wrong);

  g_ptr_array_add (edited, recoup_entry_ref (right));
  g_ptr_array_add (removed, recoup_entry_ref (removal));
  g_autoptr (RecoupState) expected = test_trial_compute (trial, NULL, right, history->now);
  g_autoptr (RecoupState) actual = test_history_compute (history, edited, history->now);
  test_trial_assert_same (trial, "edited", expected, actual);
  g_autoptr (RecoupState) without = test_history_compute (history, removed, history->now);
  test_trial_assert_same (trial, "removed", trial->before, without);
}

/* A point of time within the diary or shortly after it. */
static RecoupInstant
draw_now (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  gint minutes = (gint) (history->last - history->first + 20) * 1440;

  return history->now +
         (test_trial_draw (trial, 0, minutes) - minutes + 20 * 1440) * RECOUP_USEC_PER_MIN;
}

/* Additions, edits and removals in any order, with states asked for in between, at any instant. */
static void
check_incremental (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  RecoupEntrySource source = recoup_journal_get_source (journal);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &history->policy, history->zone, history->zones);
  g_autoptr (GPtrArray) present =
      g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);

  for (guint i = 0; i < trial->entries->len; i++)
    {
      RecoupEntry *entry = g_ptr_array_index (trial->entries, i);
      g_autoptr (RecoupEntry) other = NULL;
      (void) recoup_journal_insert (journal, entry, NULL);
      recoup_ledger_touch (ledger, entry);
      gint fate = test_trial_draw (trial, 0, 19);
      if (fate == 0)
        {
          g_autoptr (RecoupEntry) removal = test_history_make (
              history, g_variant_new_parsed ("{'kind': <'remove'>, 'target': <%s>}", entry->id));
          (void) recoup_journal_insert (journal, removal, NULL);
          recoup_ledger_touch (ledger, entry);
          continue;
        }
      if (fate == 1)
        {
          RecoupDay day = test_trial_draw (trial, history->first - 3, history->last + 2);
          g_autoptr (RecoupEntry) drawn =
              test_history_draw (history, (RecoupEntryKind) test_trial_draw (trial, 0, 10), day);
          other = recoup_entry_with_identity (drawn, entry->id, 1);
          (void) recoup_journal_insert (journal, other, NULL);
          recoup_ledger_touch (ledger, entry);
          recoup_ledger_touch (ledger, other);
        }
      g_ptr_array_add (present, recoup_entry_ref (other != NULL ? other : entry));
      if (test_trial_draw (trial, 0, 39) == 0)
        recoup_state_free (recoup_ledger_compute (ledger, draw_now (trial)));
    }
  for (guint i = 0; i < 3; i++)
    {
      RecoupInstant now = draw_now (trial);
      g_autoptr (RecoupState) state = recoup_ledger_compute (ledger, now);
      g_autoptr (RecoupState) fresh = test_history_compute (history, present, now);
      test_trial_assert_same (trial, "replayed", fresh, state);
    }
}

/* In slices, from a fork, and from a fork with entries of its own. */
static void
check_checkpoints (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  g_autoptr (RecoupJournal) journal = test_journal_new (trial->entries);
  RecoupEntrySource source = recoup_journal_get_source (journal);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &history->policy, history->zone, history->zones);
  guint slices = 0;

  while (!recoup_ledger_advance (ledger, history->now, 0, (guint) test_trial_draw (trial, 1, 200)))
    if (++slices > 10000)
      test_trial_fail (trial, "never done");
  if (recoup_ledger_get_pending (ledger, history->now) > 5)
    test_trial_fail (trial, "%u days are left", recoup_ledger_get_pending (ledger, history->now));
  g_autoptr (RecoupState) sliced = recoup_ledger_compute (ledger, history->now);
  test_trial_assert_same (trial, "in slices", trial->before, sliced);

  RecoupDay day = test_trial_draw (trial, history->first - 2, history->last);
  g_autoptr (RecoupEntry) assumed = test_history_draw (
      history, (RecoupEntryKind) test_trial_draw (trial, 0, RECOUP_ENTRY_PLAN), day);
  g_autoptr (GPtrArray) entries = test_trial_with (trial, NULL, assumed);
  g_autoptr (RecoupJournal) other = test_journal_new (entries);
  RecoupEntrySource other_source = recoup_journal_get_source (other);
  g_autoptr (RecoupLedger) fork =
      recoup_ledger_fork (ledger, &other_source, test_history_get_day (history, assumed));
  g_autoptr (RecoupState) forked = recoup_ledger_compute (fork, history->now);
  g_autoptr (RecoupState) fresh = test_history_compute (history, entries, history->now);
  test_trial_assert_same (trial, "forked", fresh, forked);

  g_autoptr (RecoupLedger) twin = recoup_ledger_fork (ledger, &source, RECOUP_DAY_NONE);
  g_autoptr (RecoupState) same = recoup_ledger_compute (twin, history->now);
  test_trial_assert_same (trial, "twin", trial->before, same);
  g_autoptr (RecoupState) again = recoup_ledger_compute (ledger, history->now);
  test_trial_assert_same (trial, "asked again", trial->before, again);
}

/* One change of the journal; the shelf hears of it before the ledger does, as it does in the store.
 */
static void
change (TestShelf *shelf, RecoupLedger *ledger, const RecoupEntry *entry)
{
  test_shelf_change (shelf, entry);
  recoup_ledger_touch (ledger, entry);
}

/* Adds, and sometimes removes or edits. */
static void
log_some (const TestTrial *trial,
          TestShelf *shelf,
          RecoupLedger *ledger,
          RecoupJournal *journal,
          RecoupEntry *entry)
{
  TestHistory *history = trial->history;
  gint fate = test_trial_draw (trial, 0, 29);

  (void) recoup_journal_insert (journal, entry, NULL);
  change (shelf, ledger, entry);
  if (fate == 0)
    {
      g_autoptr (RecoupEntry) removal = test_history_make (
          history, g_variant_new_parsed ("{'kind': <'remove'>, 'target': <%s>}", entry->id));
      (void) recoup_journal_insert (journal, removal, NULL);
      change (shelf, ledger, entry);
    }
  if (fate == 1)
    {
      RecoupDay day = test_trial_draw (trial, history->first - 3, history->last + 2);
      g_autoptr (RecoupEntry) drawn =
          test_history_draw (history, (RecoupEntryKind) test_trial_draw (trial, 0, 10), day);
      g_autoptr (RecoupEntry) other = recoup_entry_with_identity (drawn, entry->id, 1);
      (void) recoup_journal_insert (journal, other, NULL);
      change (shelf, ledger, entry);
      change (shelf, ledger, other);
    }
}

/* Ledgers come and go, their shelf stays; what is found there is what they would have folded. */
static void
check_shelf (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  g_autoptr (TestShelf) shelf = test_shelf_new ();
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  RecoupEntrySource source = recoup_journal_get_source (journal);
  RecoupPolicy policy = history->policy;
  guint next = 0;

  while (next < trial->entries->len)
    {
      g_autoptr (RecoupLedger) ledger =
          recoup_ledger_new (&source, &policy, history->zone, history->zones);
      guint until = next + (guint) test_trial_draw (trial, 1, (gint) trial->entries->len);
      test_shelf_set (shelf, ledger);
      for (; next < MIN (until, trial->entries->len); next++)
        {
          log_some (trial, shelf, ledger, journal, trial->entries->pdata[next]);
          if (test_trial_draw (trial, 0, 59) == 0)
            recoup_state_free (recoup_ledger_compute (ledger, draw_now (trial)));
        }
      if (test_trial_draw (trial, 0, 3) == 0)
        policy.sleep_need_min = (guint) test_trial_draw (trial, 420, 540);
      recoup_ledger_set_policy (ledger, &policy);
      RecoupInstant now = draw_now (trial);
      g_autoptr (RecoupState) state = recoup_ledger_compute (ledger, now);
      g_autoptr (RecoupLedger) fresh =
          recoup_ledger_new (&source, &policy, history->zone, history->zones);
      g_autoptr (RecoupState) expected = recoup_ledger_compute (fresh, now);
      test_trial_assert_same (trial, "with a shelf", expected, state);
    }
}

/* The statement adds up: each row's amount leads from the balance before to the one after. */
static void
check_statement (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  g_autoptr (RecoupJournal) journal = test_journal_new (trial->entries);
  RecoupEntrySource source = recoup_journal_get_source (journal);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &history->policy, history->zone, history->zones);
  g_autoptr (GArray) rows =
      recoup_ledger_explain (ledger, history->now, (guint) test_trial_draw (trial, 1, 66));
  double debt_h = NAN;
  double shortfall = NAN;

  for (guint i = 0; i < rows->len; i++)
    {
      const RecoupLedgerRow *row = &g_array_index (rows, RecoupLedgerRow, i);
      gboolean of_debt = row->account == RECOUP_ACCOUNT_SLEEP && !isnan (row->amount);
      double *balance = of_debt ? &debt_h : row->account == RECOUP_ACCOUNT_FUEL ? &shortfall : NULL;
      if (row->day > trial->before->day || row->what == NULL || row->rule == NULL ||
          isnan (row->balance) || recoup_account_is_in (row->account, history->policy.accounts_off))
        test_trial_fail (trial, "row %u", i);
      if (balance == NULL)
        continue;
      if (!isnan (*balance) && fabs (*balance + row->amount - row->balance) > 1e-9)
        test_trial_fail (trial, "row %u: %s: %g and %g do not make %g", i, row->what, *balance,
                         row->amount, row->balance);
      *balance = row->balance;
    }
  if (recoup_account_is_in (RECOUP_ACCOUNT_SLEEP, history->policy.accounts_off))
    debt_h = 0.0; /* without rows, and so is the state */
  if (isnan (debt_h) || fabs (debt_h - trial->before->sleep_debt_h) > 1e-9)
    test_trial_fail (trial, "the statement ends at %g h, the state says %g h", debt_h,
                     trial->before->sleep_debt_h);
  if (!isnan (shortfall) && fabs (shortfall - trial->before->fuel_shortfall) > 1e-9)
    test_trial_fail (trial, "the statement ends at %g, the state says %g", shortfall,
                     trial->before->fuel_shortfall);
}

/* Neither the machine's zone nor its locale is asked. */
static void
check_machine (const TestTrial *trial)
{
  static const char *const places[] = { "Pacific/Apia", "America/St_Johns", "UTC" };
  g_autofree char *old_zone = g_strdup (g_getenv ("TZ"));
  g_autofree char *old_locale = g_strdup (setlocale (LC_ALL, NULL));

  (void) g_setenv ("TZ", places[test_trial_draw (trial, 0, 2)], TRUE);
  tzset ();
  (void) setlocale (LC_ALL, test_trial_draw (trial, 0, 1) == 0 ? "C" : "");
  g_autoptr (RecoupState) after =
      test_history_compute (trial->history, trial->entries, trial->history->now);
  if (old_zone != NULL)
    (void) g_setenv ("TZ", old_zone, TRUE);
  else
    g_unsetenv ("TZ");
  tzset ();
  (void) setlocale (LC_ALL, old_locale);
  test_trial_assert_same (trial, "on another machine", trial->before, after);
}

static const TestProperty properties[] = {
  { "order", check_order, 2 },
  { "past", check_past, 1 },
  { "erring", check_erring, 1 },
  { "incremental", check_incremental, 1 },
  { "checkpoints", check_checkpoints, 1 },
  { "shelf", check_shelf, 1 },
  { "statement", check_statement, 1 },
  { "machine", check_machine, 4 },
};

int
main (int argc, char *argv[])
{
  return test_trials_run (argc, argv, properties, G_N_ELEMENTS (properties));
}
