/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Properties on random histories: what one trial is given, and the runs over many seeds. */

#include "support/trials.h"

#include <string.h>

#include "support/state-dump.h"
#include "support/zones.h"

#define DEFAULT_HISTORIES 500
#define DEFAULT_SEED      20260101
#define N_BLOCKS          10 /* tests, each of every tenth history */
#define MIN_DAYS          2
#define MAX_DAYS          60

static guint n_histories = DEFAULT_HISTORIES;
static guint first_seed = DEFAULT_SEED;
static const TestProperty *properties;
static guint n_properties;

void
test_trial_fail (const TestTrial *trial, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_error ("seed %u, %s: %s", trial->seed, trial->property, text);
}

gint
test_trial_draw (const TestTrial *trial, gint from, gint until)
{
  return g_rand_int_range (trial->history->rand, from, until + 1);
}

/* Changed diaries */

static void
unref_entry (gpointer data)
{
  recoup_entry_unref (data);
}

/* (transfer full): the entries with @old (nullable) replaced or @added put to them. */
GPtrArray *
test_trial_with (const TestTrial *trial, const RecoupEntry *old, RecoupEntry *added)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (unref_entry);

  for (guint i = 0; i < trial->entries->len; i++)
    if (g_ptr_array_index (trial->entries, i) != old)
      g_ptr_array_add (entries, recoup_entry_ref (g_ptr_array_index (trial->entries, i)));
  if (added != NULL)
    g_ptr_array_add (entries, recoup_entry_ref (added));
  return entries;
}

RecoupState *
test_trial_compute (const TestTrial *trial,
                    const RecoupEntry *old,
                    RecoupEntry *added,
                    RecoupInstant now)
{
  g_autoptr (GPtrArray) entries = test_trial_with (trial, old, added);

  return test_history_compute (trial->history, entries, now);
}

gboolean
test_trial_knows (const TestTrial *trial, const RecoupEntry *entry)
{
  return recoup_entry_is_known (entry, trial->history->now, trial->history->last);
}

/* (nullable): a random entry of @kind that is known now. */
RecoupEntry *
test_trial_pick (const TestTrial *trial, RecoupEntryKind kind)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();

  for (guint i = 0; i < trial->entries->len; i++)
    {
      RecoupEntry *entry = g_ptr_array_index (trial->entries, i);
      if (entry->kind == kind && test_trial_knows (trial, entry))
        g_ptr_array_add (candidates, entry);
    }
  if (candidates->len == 0)
    return NULL;
  return g_ptr_array_index (candidates, test_trial_draw (trial, 0, (gint) candidates->len - 1));
}

static GVariant *
one (const char *key, GVariant *value)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&builder, "{sv}", key, value);
  return g_variant_builder_end (&builder);
}

RecoupEntry *
test_trial_change (const TestTrial *trial,
                   const RecoupEntry *entry,
                   const char *key,
                   GVariant *value)
{
  return test_entry_change (entry, one (key, value), trial->history->zones);
}

/* Same entry under another id. */
RecoupEntry *
test_trial_duplicate (const TestTrial *trial, const RecoupEntry *entry)
{
  g_autoptr (RecoupEntry) other =
      test_history_draw (trial->history, RECOUP_ENTRY_WEIGHT, trial->history->first);

  return recoup_entry_with_identity (entry, other->id, 0);
}

/* Comparing states */

void
test_trial_assert_same (const TestTrial *trial,
                        const char *what,
                        const RecoupState *a,
                        const RecoupState *b)
{
  g_autofree char *left = test_state_dump (a);
  g_autofree char *right = test_state_dump (b);
  g_auto (GStrv) left_lines = g_strsplit (left, "\n", -1);
  g_auto (GStrv) right_lines = g_strsplit (right, "\n", -1);

  if (g_str_equal (left, right))
    return;
  for (guint i = 0; left_lines[i] != NULL && right_lines[i] != NULL; i++)
    if (!g_str_equal (left_lines[i], right_lines[i]))
      test_trial_fail (trial, "%s: ‘%s’ is ‘%s’", what, left_lines[i], right_lines[i]);
  test_trial_fail (trial, "%s: one state says more", what);
}

/* All properties of one block of histories. Each property draws from its own seed, so that one
 * alone finds what all together found. */
static void
test_block (gconstpointer data)
{
  guint block = GPOINTER_TO_UINT (data);
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();

  for (guint i = block; i < n_histories; i += N_BLOCKS)
    {
      guint seed = first_seed + i;
      g_autoptr (TestHistory) history = test_history_new (seed, zones, MIN_DAYS, MAX_DAYS);
      if (seed % 3 == 0) /* what holds for all accounts holds for some */
        history->policy.accounts_off =
            (guint) g_rand_int_range (history->rand, 0, 1 << RECOUP_N_ACCOUNTS);
      g_autoptr (RecoupState) before =
          test_history_compute (history, history->entries, history->now);
      for (guint j = 0; j < n_properties; j++)
        {
          TestTrial trial = { history, history->entries, before, seed, properties[j].name };
          if ((seed + j) % properties[j].every != 0)
            continue;
          g_rand_set_seed (history->rand, seed + j * DEFAULT_SEED);
          properties[j].check (&trial);
        }
    }
}

/* Takes `--name N` out of the arguments, before GTest sees them. */
static void
take_number (int *argc, char **argv, const char *name, guint *number_out)
{
  for (int i = 1; i + 1 < *argc; i++)
    if (g_str_equal (argv[i], name))
      {
        guint64 number = 0;
        if (!g_ascii_string_to_unsigned (argv[i + 1], 10, 1, G_MAXINT32, &number, NULL))
          g_error ("%s takes a number from 1 on, got ‘%s’", name, argv[i + 1]);
        *number_out = (guint) number;
        memmove (&argv[i], &argv[i + 2], (gsize) (*argc - i - 1) * sizeof *argv);
        *argc -= 2;
        return;
      }
}

int
test_trials_run (int argc, char **argv, const TestProperty *checked, guint n)
{
  properties = checked;
  n_properties = n;
  take_number (&argc, argv, "--histories", &n_histories);
  take_number (&argc, argv, "--seed", &first_seed);
  g_test_init (&argc, &argv, NULL);
  g_test_message ("%u histories from seed %u", n_histories, first_seed);
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/properties/block-%u", i);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_block);
    }
  return g_test_run ();
}
