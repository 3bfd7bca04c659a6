/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Days that hold far more than a person can do: one program with a bug, or a bad mind, is enough.
 * What the fold does for each session, lift and name must not look at all others. The sizes are
 * such that a loop within a loop outlasts the time that a test has, and the rest takes a second. */

#include <string.h>

#include "support/histories.h"
#include "support/zones.h"

#define DAY            20000
#define CROWDED_LIFTS  80000  /* in one day */
#define CROWDED_TITLES 150000 /* in one week */
#define LIFTS_BEFORE   20000  /* on each of the four weeks' days before */
#define SETS           RECOUP_MAX_SETS

typedef struct
{
  RecoupZoneTable *zones;
  const RecoupZone *zone;
  RecoupPolicy policy;
  RecoupJournal *journal;
  guint n; /* entries so far */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->zones = test_zones_new ();
  fixture->zone = recoup_zone_table_lookup (fixture->zones, "UTC");
  recoup_policy_init (&fixture->policy);
  fixture->journal = recoup_journal_new ();
  fixture->n = 0;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  recoup_journal_free (fixture->journal);
  recoup_zone_table_free (fixture->zones);
}

/* A minute after the one before, from noon of @day on; the last ones may fall into the next days.
 */
static void
add_session (Fixture *fixture, RecoupDay day, guint place, GVariant *sets, const char *title)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", fixture->n++);
  g_autoptr (GError) error = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "kind", "s", "session");
  g_variant_dict_insert (&dict, "start", "x",
                         day * RECOUP_USEC_PER_DAY + 12 * RECOUP_USEC_PER_HOUR +
                             (RecoupInstant) (place % 10000) * G_USEC_PER_SEC);
  g_variant_dict_insert (&dict, "duration_min", "d", 1.0);
  g_variant_dict_insert (&dict, "rpe", "d", 5.0);
  if (sets != NULL)
    g_variant_dict_insert_value (&dict, "sets", sets);
  if (title != NULL)
    g_variant_dict_insert (&dict, "title", "s", title);
  g_autoptr (GVariant) whole = g_variant_ref_sink (g_variant_dict_end (&dict));
  g_autoptr (RecoupEntry) entry =
      recoup_entry_new_from_variant (whole, id, fixture->zones, NULL, &error);
  g_assert_no_error (error);
  (void) recoup_journal_insert (fixture->journal, entry, NULL);
}

/* Sessions on @day of @n lifts with names of their own, @first being the number in the first name.
 * @groups: (nullable): what they work; else nobody knows */
static void
add_lifts (Fixture *fixture, RecoupDay day, guint first, guint n, const char *groups)
{
  for (guint i = 0; i < n; i += SETS)
    {
      GVariantBuilder sets = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
      for (guint j = i; j < MIN (i + SETS, n); j++)
        {
          g_autofree char *name = g_strdup_printf ("Lift %06u", first + j);
          GVariantDict set;
          g_variant_dict_init (&set, NULL);
          g_variant_dict_insert (&set, "exercise", "s", name);
          g_variant_dict_insert (&set, "reps", "x", (gint64) 5);
          if (groups != NULL)
            g_variant_dict_insert_value (
                &set, "groups", g_variant_parse (G_VARIANT_TYPE_VARDICT, groups, NULL, NULL, NULL));
          g_variant_builder_add_value (&sets, g_variant_dict_end (&set));
        }
      add_session (fixture, day, i / SETS, g_variant_builder_end (&sets), NULL);
    }
}

/* The state at noon of @day. */
static RecoupState *
compute (Fixture *fixture, RecoupDay day)
{
  RecoupEntrySource source = recoup_journal_get_source (fixture->journal);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &fixture->policy, fixture->zone, fixture->zones);

  return recoup_ledger_compute (ledger, day * RECOUP_USEC_PER_DAY + 12 * RECOUP_USEC_PER_HOUR);
}

static void
assert_lifts (const GPtrArray *names, guint first, guint n)
{
  g_assert_cmpuint (names->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("lift-%06u", first + i);
      g_assert_cmpstr (g_ptr_array_index (names, i), ==, name);
    }
}

/* Names that nobody can map are all listed, each once, in order, whenever they came. */
static void
test_unmapped (Fixture *fixture, gconstpointer data)
{
  add_lifts (fixture, DAY, 5, 3, NULL);
  add_lifts (fixture, DAY + 1, 0, 7, NULL);
  add_lifts (fixture, DAY + 1, 6, 1, NULL);
  add_lifts (fixture, DAY + 2, 1, 2, NULL);
  g_autoptr (RecoupState) first = compute (fixture, DAY + 1);
  assert_lifts (first->unmapped, 5, 3);
  g_autoptr (RecoupState) last = compute (fixture, DAY + 10);
  assert_lifts (last->unmapped, 0, 8);
}

static void
test_crowd_of_names (Fixture *fixture, gconstpointer data)
{
  add_lifts (fixture, DAY, 0, CROWDED_LIFTS, NULL);
  g_autoptr (RecoupState) state = compute (fixture, DAY + 1);
  assert_lifts (state->unmapped, 0, CROWDED_LIFTS);
}

/* After the first four weeks what was not done in the last four is new. */
static void
test_crowd_of_lifts (Fixture *fixture, gconstpointer data)
{
  const char *groups = "{'abs': <1.0>}";

  add_lifts (fixture, DAY - 28, CROWDED_LIFTS, 1, groups);
  for (RecoupDay day = DAY - 10; day < DAY; day++)
    add_lifts (fixture, day, CROWDED_LIFTS, LIFTS_BEFORE, groups);
  add_lifts (fixture, DAY, 0, CROWDED_LIFTS, groups);
  g_autoptr (RecoupState) state = compute (fixture, DAY + 1);
  g_assert_cmpfloat (state->groups[RECOUP_GROUP_ABS].unaccustomed, >, 10.0);
}

/* S-066 asks of each title how hard its sessions were. */
static void
test_crowd_of_titles (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < CROWDED_TITLES; i++)
    {
      g_autofree char *title = g_strdup_printf ("Training number %06u", i);
      add_session (fixture, DAY - (RecoupDay) (i % 6), i / 6, NULL, title);
    }
  g_autoptr (RecoupState) state = compute (fixture, DAY + 1);
  g_assert_cmpuint (state->sessions_7d, ==, CROWDED_TITLES);
  for (guint i = 0; i < state->flags->len; i++)
    g_assert_cmpstr (g_array_index (state->flags, RecoupReason, i).rule, !=, "S-066");
}

#define ADD(name, func) g_test_add ("/crowded/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("unmapped", test_unmapped);
  ADD ("crowd-of-names", test_crowd_of_names);
  ADD ("crowd-of-lifts", test_crowd_of_lifts);
  ADD ("crowd-of-titles", test_crowd_of_titles);
  return g_test_run ();
}
