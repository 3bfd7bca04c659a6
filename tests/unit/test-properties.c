/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What must hold for every diary (model, section 16): each invariant on seeded random histories. A
 * failure names seed and property. */

#include <math.h>

#include "support/trials.h"

#define SLEEP_HORIZON_MIN (18 * 60) /* an episode that ends later has the next date */

static void
assert_not_lower (const TestTrial *trial, const RecoupState *after)
{
  const RecoupState *before = trial->before;

  if (after->readiness_dp < before->readiness_dp || after->lo_dp < before->lo_dp ||
      after->hi_dp < before->hi_dp)
    test_trial_fail (trial, "%d (%d to %d) fell to %d (%d to %d)", before->readiness_dp,
                     before->lo_dp, before->hi_dp, after->readiness_dp, after->lo_dp, after->hi_dp);
}

static void
assert_not_higher (const TestTrial *trial, const RecoupState *before, const RecoupState *after)
{
  if (after->readiness_dp > before->readiness_dp || after->lo_dp > before->lo_dp ||
      after->hi_dp > before->hi_dp)
    test_trial_fail (trial, "%d (%d to %d) rose to %d (%d to %d)", before->readiness_dp,
                     before->lo_dp, before->hi_dp, after->readiness_dp, after->lo_dp, after->hi_dp);
}

static void
check_whole (const TestTrial *trial)
{
  const RecoupState *state = trial->before;
  gint sum = state->readiness_dp;

  for (guint key = 0; key < RECOUP_N_POINTS; key++)
    {
      gint cap = recoup_point_get_row (key)->cap_dp;
      if (state->points_dp[key] < 0 || state->points_dp[key] > cap)
        test_trial_fail (trial, "%s costs %d", recoup_point_get_row (key)->key,
                         state->points_dp[key]);
      sum += state->points_dp[key];
    }
  if (sum != 1000)
    test_trial_fail (trial, "readiness and points make %d", sum);
  if (state->lo_dp > state->readiness_dp || state->readiness_dp > state->hi_dp ||
      state->lo_dp < 0 || state->hi_dp > 1000 || state->coverage > 100)
    test_trial_fail (trial, "%d is not in %d to %d", state->readiness_dp, state->lo_dp,
                     state->hi_dp);
  if (state->reasons->len == 0 || state->severity > 4)
    test_trial_fail (trial, "a verdict without reason, severity %u", state->severity);
  if (state->screens_dim >= state->lights_out || state->n_slots < 2)
    test_trial_fail (trial, "evening and slots");
}

static void
check_longer_sleep (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  RecoupEntry *old = test_trial_pick (trial, RECOUP_ENTRY_SLEEP);

  if (old == NULL)
    return;
  const RecoupZone *zone =
      old->zone == NULL ? history->zone : recoup_zone_table_lookup (history->zones, old->zone);
  RecoupInstant latest =
      recoup_civil_at (test_history_get_day (history, old), SLEEP_HORIZON_MIN, zone);
  latest = MIN (MIN (latest, history->now), old->start + RECOUP_USEC_PER_DAY);
  /* A nap stays one: lengthened past 3 h it may become a night by itself (a known weak point). */
  if (old->end - old->start < 3 * RECOUP_USEC_PER_HOUR)
    latest = MIN (latest, old->start + 3 * RECOUP_USEC_PER_HOUR - RECOUP_USEC_PER_MIN);
  gint room = (gint) ((latest - old->end) / RECOUP_USEC_PER_MIN);
  if (room < 1)
    return;
  gint more = test_trial_draw (trial, 1, MIN (room, 180));
  g_autoptr (RecoupEntry) longer = test_trial_change (
      trial, old, "end", g_variant_new_int64 (old->end + more * RECOUP_USEC_PER_MIN));
  g_autoptr (RecoupEntry) fuller = NULL;
  if (!isnan (old->sleep.asleep_min))
    fuller = test_trial_change (trial, longer, "asleep_min",
                                g_variant_new_double (old->sleep.asleep_min + more));
  g_autoptr (RecoupState) after =
      test_trial_compute (trial, old, fuller != NULL ? fuller : longer, history->now);
  assert_not_lower (trial, after);
}

static void
check_second_source (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  RecoupDay day = test_trial_draw (trial, history->first, history->last);
  g_autoptr (RecoupEntry) added = test_history_draw (history, RECOUP_ENTRY_SLEEP, day);
  RecoupDay dated = test_history_get_day (history, added);
  gboolean has_night = FALSE;

  for (guint i = 0; i < trial->entries->len; i++)
    {
      const RecoupEntry *entry = g_ptr_array_index (trial->entries, i);
      has_night |= entry->kind == RECOUP_ENTRY_SLEEP && test_trial_knows (trial, entry) &&
                   test_history_get_day (history, entry) == dated &&
                   entry->end - entry->start >= 3 * RECOUP_USEC_PER_HOUR;
    }
  if (!has_night)
    return;
  g_autoptr (RecoupState) after = test_trial_compute (trial, NULL, added, history->now);
  assert_not_lower (trial, after);
}

static void
check_more_protein (const TestTrial *trial)
{
  RecoupEntry *old = test_trial_pick (
      trial, test_trial_draw (trial, 0, 1) == 0 ? RECOUP_ENTRY_MEAL : RECOUP_ENTRY_FOOD_DAY);

  if (old == NULL)
    return;
  double more = MIN (old->food.protein_g + test_trial_draw (trial, 1, 150), 500.0);
  g_autoptr (RecoupEntry) changed =
      test_trial_change (trial, old, "protein_g", g_variant_new_double (more));
  g_autoptr (RecoupState) after = test_trial_compute (trial, old, changed, trial->history->now);
  assert_not_lower (trial, after);

  if (old->kind != RECOUP_ENTRY_MEAL)
    return;
  g_autoptr (RecoupEntry) second = test_trial_duplicate (trial, old);
  g_autoptr (RecoupState) both = test_trial_compute (trial, NULL, second, trial->history->now);
  assert_not_lower (trial, both);
}

static void
check_worse_ratings (const TestTrial *trial)
{
  RecoupEntry *old = test_trial_pick (trial, RECOUP_ENTRY_CHECKIN);
  static const char *const keys[] = { "stress", "mood", "fatigue" };

  if (old == NULL)
    return;
  const gint said[] = { old->checkin.stress, old->checkin.mood, old->checkin.fatigue };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (said[i] == 0 || said[i] == 7)
        continue;
      g_autoptr (RecoupEntry) changed = test_trial_change (
          trial, old, keys[i], g_variant_new_int64 (test_trial_draw (trial, said[i] + 1, 7)));
      g_autoptr (RecoupState) after = test_trial_compute (trial, old, changed, trial->history->now);
      assert_not_higher (trial, trial->before, after);
    }
}

static void
check_more_soreness (const TestTrial *trial)
{
  RecoupEntry *old = test_trial_pick (trial, RECOUP_ENTRY_CHECKIN);
  GVariantBuilder map = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint group = 0; group < RECOUP_N_GROUPS && old != NULL; group++)
    {
      gint was = MAX (old->checkin.soreness[group], 0);
      /* A group that was not said stays so: it may be sore by an earlier entry of the day. */
      if (old->checkin.soreness[group] >= 0)
        g_variant_builder_add (&map, "{sv}", recoup_group_get_name (group),
                               g_variant_new_int64 (test_trial_draw (trial, was, 10)));
    }
  g_autoptr (GVariant) soreness = g_variant_ref_sink (g_variant_builder_end (&map));
  if (old == NULL || !old->checkin.has_soreness)
    return;
  g_autoptr (RecoupEntry) changed = test_trial_change (trial, old, "soreness", soreness);
  g_autoptr (RecoupState) after = test_trial_compute (trial, old, changed, trial->history->now);
  assert_not_higher (trial, trial->before, after);
  if (after->severity < trial->before->severity)
    test_trial_fail (trial, "severity fell from %u to %u", trial->before->severity,
                     after->severity);
}

static void
check_another_set (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  RecoupEntry *old = test_trial_pick (trial, RECOUP_ENTRY_SESSION);

  if (old == NULL)
    return;
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_entry_to_variant (old));
  g_autoptr (GVariant) sets = g_variant_lookup_value (dict, "sets", NULL);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  gsize n = g_variant_n_children (sets);
  for (gsize i = 0; i <= n; i++)
    {
      gsize which = i < n ? i : (gsize) test_trial_draw (trial, 0, (gint) n - 1);
      g_autoptr (GVariant) set = g_variant_get_child_value (sets, which);
      g_variant_builder_add_value (&builder, set);
    }
  g_autoptr (RecoupEntry) changed =
      test_trial_change (trial, old, "sets", g_variant_builder_end (&builder));
  RecoupDay dated = test_history_get_day (history, old);
  for (RecoupDay day = dated + 1; day <= dated + 3; day++)
    {
      RecoupInstant morning = recoup_civil_at (day, 7 * 60, history->zone);
      g_autoptr (RecoupState) without = test_history_compute (history, trial->entries, morning);
      g_autoptr (RecoupState) after = test_trial_compute (trial, old, changed, morning);
      if (recoup_entry_get_time (changed) > morning)
        continue; /* a set of unknown length makes the session end later */
      assert_not_higher (trial, without, after);
      if (after->points_dp[RECOUP_POINT_TISSUE_TOP3] < without->points_dp[RECOUP_POINT_TISSUE_TOP3])
        test_trial_fail (trial, "less tissue points after %d days", day - dated);
    }
}

/* Whether @day has a known entry of @kind; with @kind SLEEP one that is no nap. */
static gboolean
has_kind (const TestTrial *trial, RecoupDay day, RecoupEntryKind kind)
{
  for (guint i = 0; i < trial->entries->len; i++)
    {
      const RecoupEntry *entry = g_ptr_array_index (trial->entries, i);
      if (entry->kind == kind && test_trial_knows (trial, entry) &&
          test_history_get_day (trial->history, entry) == day)
        return TRUE;
    }
  return FALSE;
}

static void
add_night (const TestTrial *trial, RecoupDay day, GPtrArray *entries)
{
  TestHistory *history = trial->history;
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  RecoupInstant end = MIN (recoup_civil_at (day, 10 * 60, history->zone), history->now);
  gint minutes = test_trial_draw (trial, 240, 600);

  if (recoup_civil_sleep_date (end, history->zone) != day)
    return; /* not yet slept */
  g_variant_builder_add (&builder, "{sv}", "kind", g_variant_new_string ("sleep"));
  g_variant_builder_add (&builder, "{sv}", "start",
                         g_variant_new_int64 (end - minutes * RECOUP_USEC_PER_MIN));
  g_variant_builder_add (&builder, "{sv}", "end", g_variant_new_int64 (end));
  g_ptr_array_add (entries, test_history_make (history, g_variant_builder_end (&builder)));
}

static void
add_food (const TestTrial *trial, RecoupDay day, GPtrArray *entries)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *date = recoup_day_format (day);

  g_variant_builder_add (&builder, "{sv}", "kind", g_variant_new_string ("food-day"));
  g_variant_builder_add (&builder, "{sv}", "date", g_variant_new_string (date));
  g_variant_builder_add (&builder, "{sv}", "protein_g",
                         g_variant_new_double (test_trial_draw (trial, 0, 250)));
  g_ptr_array_add (entries, test_history_make (trial->history, g_variant_builder_end (&builder)));
}

static void
add_ratings (const TestTrial *trial, RecoupDay day, GPtrArray *entries)
{
  static const char *const keys[] = { "stress", "mood", "fatigue" };
  TestHistory *history = trial->history;
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  RecoupInstant start = recoup_civil_day_start (day, history->policy.day_start_min, history->zone);

  g_variant_builder_add (&builder, "{sv}", "kind", g_variant_new_string ("checkin"));
  g_variant_builder_add (&builder, "{sv}", "at", g_variant_new_int64 (start));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_variant_builder_add (&builder, "{sv}", keys[i],
                           g_variant_new_int64 (test_trial_draw (trial, 1, 7)));
  g_ptr_array_add (entries, test_history_make (history, g_variant_builder_end (&builder)));
}

/* What is missing, filled in with anything plausible, was always inside of the interval. */
static void
check_completion (const TestTrial *trial)
{
  g_autoptr (GPtrArray) entries = test_trial_with (trial, NULL, NULL);
  double share = test_trial_draw (trial, 1, 10) / 10.0;
  const RecoupState *before = trial->before;

  for (RecoupDay day = before->first_day; day <= before->day; day++)
    {
      if (!has_kind (trial, day, RECOUP_ENTRY_SLEEP) &&
          g_rand_double (trial->history->rand) < share)
        add_night (trial, day, entries);
      if (!has_kind (trial, day, RECOUP_ENTRY_MEAL) &&
          !has_kind (trial, day, RECOUP_ENTRY_FOOD_DAY) &&
          g_rand_double (trial->history->rand) < share)
        add_food (trial, day, entries);
      if (!has_kind (trial, day, RECOUP_ENTRY_CHECKIN) &&
          g_rand_double (trial->history->rand) < share)
        add_ratings (trial, day, entries);
    }
  g_autoptr (RecoupState) after =
      test_history_compute (trial->history, entries, trial->history->now);
  g_assert_cmpint (after->first_day, ==, before->first_day);
  if (after->lo_dp < before->lo_dp || after->hi_dp > before->hi_dp)
    test_trial_fail (trial, "%d to %d is not in %d to %d", after->lo_dp, after->hi_dp,
                     before->lo_dp, before->hi_dp);
}

static void
check_coverage (const TestTrial *trial)
{
  RecoupEntryKind kind = (RecoupEntryKind) test_trial_draw (trial, 0, RECOUP_ENTRY_PLAN);
  RecoupDay day = test_trial_draw (trial, trial->history->first, trial->history->last);
  g_autoptr (RecoupEntry) added = test_history_draw (trial->history, kind, day);
  g_autoptr (RecoupState) after = test_trial_compute (trial, NULL, added, trial->history->now);

  if (after->coverage < trial->before->coverage)
    test_trial_fail (trial, "coverage fell from %u to %u", trial->before->coverage,
                     after->coverage);
}

static void
check_rest (const TestTrial *trial)
{
  static const RecoupPointKey keys[] = { RECOUP_POINT_SLEEP_DEBT,   RECOUP_POINT_SLEEP_LAST,
                                         RECOUP_POINT_FUEL_PROTEIN, RECOUP_POINT_STRESS_LIFE,
                                         RECOUP_POINT_STRESS_MOOD,  RECOUP_POINT_STRESS_FATIGUE };
  RecoupDay day = test_trial_draw (trial, trial->before->first_day, trial->history->last);
  g_autoptr (RecoupEntry) rest = test_history_draw (trial->history, RECOUP_ENTRY_REST, day);
  g_autoptr (RecoupState) after = test_trial_compute (trial, NULL, rest, trial->history->now);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (after->points_dp[keys[i]] != trial->before->points_dp[keys[i]])
      test_trial_fail (trial, "a rest entry moves %s", recoup_point_get_row (keys[i])->key);
}

static void
check_duplicate_night (const TestTrial *trial)
{
  RecoupEntry *night = test_trial_pick (trial, RECOUP_ENTRY_SLEEP);

  if (night == NULL)
    return;
  g_autoptr (RecoupEntry) second = test_trial_duplicate (trial, night);
  g_autoptr (RecoupState) after = test_trial_compute (trial, NULL, second, trial->history->now);
  test_trial_assert_same (trial, "night logged twice", trial->before, after);
}

/* Silence does not lower the point as a punishment; it ends in not knowing. */
static void
check_silence (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  RecoupInstant later = history->now + 63 * RECOUP_USEC_PER_DAY;
  g_autoptr (RecoupState) state = test_history_compute (history, trial->entries, later);

  if (state->verdict != RECOUP_VERDICT_UNKNOWN || state->coverage != 0)
    test_trial_fail (trial, "after two silent months the verdict is %s",
                     recoup_verdict_get_name (state->verdict));
}

static void
check_full_recovery (const TestTrial *trial)
{
  TestHistory *history = trial->history;
  g_autoptr (GPtrArray) entries = test_trial_with (trial, NULL, NULL);
  RecoupDay first = history->last + 3;
  RecoupDay last = first + 99;

  for (RecoupDay day = first; day <= last; day++)
    {
      g_autofree char *date = recoup_day_format (day);
      RecoupInstant end = recoup_civil_at (day, 8 * 60, history->zone);
      g_ptr_array_add (entries, test_history_make (
                                    history, g_variant_new_parsed (
                                                 "{'kind': <'sleep'>, 'start': <%x>, 'end': <%x>}",
                                                 end - 600 * RECOUP_USEC_PER_MIN, end)));
      g_ptr_array_add (
          entries,
          test_history_make (history, g_variant_new_parsed ("{'kind': <'food-day'>, 'date': <%s>, "
                                                            "'protein_g': <400.0>}",
                                                            date)));
      g_ptr_array_add (
          entries, test_history_make (
                       history, g_variant_new_parsed ("{'kind': <'rest'>, 'date': <%s>}", date)));
      g_ptr_array_add (
          entries,
          test_history_make (history, g_variant_new_parsed (
                                          "{'kind': <'checkin'>, 'at': <%x>, 'stress': <int64 1>, "
                                          "'mood': <int64 1>, 'fatigue': <int64 1>, "
                                          "'soreness': <@a{sv} {}>}",
                                          end)));
    }
  RecoupInstant now = recoup_civil_at (last, 9 * 60, history->zone);
  g_autoptr (RecoupState) state = test_history_compute (history, entries, now);
  guint heart = 1U << RECOUP_ACCOUNT_AUTONOMIC; /* counts in no coverage */
  gboolean is_all_off = (history->policy.accounts_off | heart) == (1U << RECOUP_N_ACCOUNTS) - 1;
  guint coverage = is_all_off ? 0 : 100;
  if (state->readiness_dp != 1000 || state->lo_dp != 1000 || state->coverage != coverage)
    test_trial_fail (trial, "after a hundred days of rest: %d from %d, coverage %u",
                     state->readiness_dp, state->lo_dp, state->coverage);
}

static const TestProperty properties[] = {
  { "whole", check_whole, 1 },
  { "longer-sleep", check_longer_sleep, 1 },
  { "second-source", check_second_source, 1 },
  { "more-protein", check_more_protein, 1 },
  { "worse-ratings", check_worse_ratings, 1 },
  { "more-soreness", check_more_soreness, 1 },
  { "another-set", check_another_set, 2 },
  { "completion", check_completion, 1 },
  { "coverage", check_coverage, 1 },
  { "rest", check_rest, 1 },
  { "duplicate-night", check_duplicate_night, 1 },
  { "silence", check_silence, 4 },
  { "full-recovery", check_full_recovery, 8 },
};

int
main (int argc, char *argv[])
{
  return test_trials_run (argc, argv, properties, G_N_ELEMENTS (properties));
}
