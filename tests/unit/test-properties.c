/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What must hold for every diary (model, section 16): each invariant on seeded random histories.
 * `test-properties --histories N` runs more of them, `--seed S` begins elsewhere; a failure names
 * the seed. */

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "support/histories.h"
#include "support/zones.h"

#define DEFAULT_HISTORIES 500
#define DEFAULT_SEED      20260101
#define N_BLOCKS          10 /* tests, each of every tenth history */
#define MIN_DAYS          2
#define MAX_DAYS          60
#define SLEEP_HORIZON_MIN (18 * 60)

static guint n_histories = DEFAULT_HISTORIES;
static guint first_seed = DEFAULT_SEED;

/* One history under test. */
typedef struct
{
  TestHistory *history;
  const GPtrArray *entries;
  const RecoupState *before; /* the state of it at its now */
  guint seed;
  const char *property;
} Trial;

static void fail (const Trial *trial, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
fail (const Trial *trial, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_error ("seed %u, %s: %s", trial->seed, trial->property, text);
}

static gint
draw (const Trial *trial, gint from, gint until)
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
static GPtrArray *
with (const Trial *trial, const RecoupEntry *old, RecoupEntry *added)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (unref_entry);

  for (guint i = 0; i < trial->entries->len; i++)
    if (g_ptr_array_index (trial->entries, i) != old)
      g_ptr_array_add (entries, recoup_entry_ref (g_ptr_array_index (trial->entries, i)));
  if (added != NULL)
    g_ptr_array_add (entries, recoup_entry_ref (added));
  return entries;
}

static RecoupState *
compute_with (const Trial *trial, const RecoupEntry *old, RecoupEntry *added, RecoupInstant now)
{
  g_autoptr (GPtrArray) entries = with (trial, old, added);

  return test_history_compute (trial->history, entries, now);
}

static gboolean
is_known (const Trial *trial, const RecoupEntry *entry)
{
  return recoup_entry_is_known (entry, trial->history->now, trial->history->last);
}

/* (nullable): a random entry of @kind that is known now. */
static RecoupEntry *
pick (const Trial *trial, RecoupEntryKind kind)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();

  for (guint i = 0; i < trial->entries->len; i++)
    {
      RecoupEntry *entry = g_ptr_array_index (trial->entries, i);
      if (entry->kind == kind && is_known (trial, entry))
        g_ptr_array_add (candidates, entry);
    }
  if (candidates->len == 0)
    return NULL;
  return g_ptr_array_index (candidates, draw (trial, 0, (gint) candidates->len - 1));
}

static GVariant *
one (const char *key, GVariant *value)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&builder, "{sv}", key, value);
  return g_variant_builder_end (&builder);
}

static RecoupEntry *
change (const Trial *trial, const RecoupEntry *entry, const char *key, GVariant *value)
{
  return test_entry_change (entry, one (key, value), trial->history->zones);
}

/* Same entry under another id. */
static RecoupEntry *
duplicate (const Trial *trial, const RecoupEntry *entry)
{
  g_autoptr (RecoupEntry) other =
      test_history_draw (trial->history, RECOUP_ENTRY_WEIGHT, trial->history->first);

  return recoup_entry_with_identity (entry, other->id, 0);
}

/* Comparing states */

static void
assert_same (const Trial *trial, const char *what, const RecoupState *a, const RecoupState *b)
{
  g_autofree char *left = test_state_dump (a);
  g_autofree char *right = test_state_dump (b);
  g_auto (GStrv) left_lines = g_strsplit (left, "\n", -1);
  g_auto (GStrv) right_lines = g_strsplit (right, "\n", -1);

  if (g_str_equal (left, right))
    return;
  for (guint i = 0; left_lines[i] != NULL && right_lines[i] != NULL; i++)
    if (!g_str_equal (left_lines[i], right_lines[i]))
      fail (trial, "%s: ‘%s’ is ‘%s’", what, left_lines[i], right_lines[i]);
  fail (trial, "%s: one state says more", what);
}

static void
assert_not_lower (const Trial *trial, const RecoupState *after)
{
  const RecoupState *before = trial->before;

  if (after->readiness_dp < before->readiness_dp || after->lo_dp < before->lo_dp ||
      after->hi_dp < before->hi_dp)
    fail (trial, "%d (%d to %d) fell to %d (%d to %d)", before->readiness_dp, before->lo_dp,
          before->hi_dp, after->readiness_dp, after->lo_dp, after->hi_dp);
}

static void
assert_not_higher (const Trial *trial, const RecoupState *before, const RecoupState *after)
{
  if (after->readiness_dp > before->readiness_dp || after->lo_dp > before->lo_dp ||
      after->hi_dp > before->hi_dp)
    fail (trial, "%d (%d to %d) rose to %d (%d to %d)", before->readiness_dp, before->lo_dp,
          before->hi_dp, after->readiness_dp, after->lo_dp, after->hi_dp);
}

/* Invariants */

static void
check_whole (const Trial *trial)
{
  const RecoupState *state = trial->before;
  gint sum = state->readiness_dp;

  for (guint key = 0; key < RECOUP_N_POINTS; key++)
    {
      gint cap = recoup_point_get_row (key)->cap_dp;
      if (state->points_dp[key] < 0 || state->points_dp[key] > cap)
        fail (trial, "%s costs %d", recoup_point_get_row (key)->key, state->points_dp[key]);
      sum += state->points_dp[key];
    }
  if (sum != 1000)
    fail (trial, "readiness and points make %d", sum);
  if (state->lo_dp > state->readiness_dp || state->readiness_dp > state->hi_dp ||
      state->lo_dp < 0 || state->hi_dp > 1000 || state->coverage > 100)
    fail (trial, "%d is not in %d to %d", state->readiness_dp, state->lo_dp, state->hi_dp);
  if (state->reasons->len == 0 || state->severity > 4)
    fail (trial, "a verdict without reason, severity %u", state->severity);
  if (state->screens_dim >= state->lights_out || state->n_slots < 2)
    fail (trial, "evening and slots");
}

static void
check_order (const Trial *trial)
{
  g_autoptr (GPtrArray) entries = with (trial, NULL, NULL);

  for (guint i = entries->len; i > 1; i--)
    {
      guint j = (guint) draw (trial, 0, (gint) i - 1);
      gpointer swapped = entries->pdata[i - 1];
      entries->pdata[i - 1] = entries->pdata[j];
      entries->pdata[j] = swapped;
    }
  g_autoptr (RecoupState) after =
      test_history_compute (trial->history, entries, trial->history->now);
  assert_same (trial, "other order", trial->before, after);
}

/* Entries that are not yet known then change nothing. */
static void
check_past (const Trial *trial)
{
  TestHistory *history = trial->history;
  RecoupInstant now =
      history->now -
      draw (trial, 0, (gint) (history->last - history->first) * 1440) * RECOUP_USEC_PER_MIN;
  RecoupDay today = recoup_civil_recovery_day (now, history->policy.day_start_min, history->zone);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (guint i = 0; i < trial->entries->len; i++)
    if (recoup_entry_is_known (g_ptr_array_index (trial->entries, i), now, today))
      g_ptr_array_add (known, g_ptr_array_index (trial->entries, i));
  g_autoptr (RecoupState) all = test_history_compute (history, trial->entries, now);
  g_autoptr (RecoupState) then = test_history_compute (history, known, now);
  assert_same (trial, "as then known", then, all);
}

static void
check_longer_sleep (const Trial *trial)
{
  TestHistory *history = trial->history;
  RecoupEntry *old = pick (trial, RECOUP_ENTRY_SLEEP);

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
  gint more = draw (trial, 1, MIN (room, 180));
  g_autoptr (RecoupEntry) longer =
      change (trial, old, "end", g_variant_new_int64 (old->end + more * RECOUP_USEC_PER_MIN));
  g_autoptr (RecoupEntry) fuller = NULL;
  if (!isnan (old->sleep.asleep_min))
    fuller =
        change (trial, longer, "asleep_min", g_variant_new_double (old->sleep.asleep_min + more));
  g_autoptr (RecoupState) after =
      compute_with (trial, old, fuller != NULL ? fuller : longer, history->now);
  assert_not_lower (trial, after);
}

static void
check_second_source (const Trial *trial)
{
  TestHistory *history = trial->history;
  RecoupDay day = draw (trial, history->first, history->last);
  g_autoptr (RecoupEntry) added = test_history_draw (history, RECOUP_ENTRY_SLEEP, day);
  RecoupDay dated = test_history_get_day (history, added);
  gboolean has_night = FALSE;

  for (guint i = 0; i < trial->entries->len; i++)
    {
      const RecoupEntry *entry = g_ptr_array_index (trial->entries, i);
      has_night |= entry->kind == RECOUP_ENTRY_SLEEP && is_known (trial, entry) &&
                   test_history_get_day (history, entry) == dated &&
                   entry->end - entry->start >= 3 * RECOUP_USEC_PER_HOUR;
    }
  if (!has_night)
    return;
  g_autoptr (RecoupState) after = compute_with (trial, NULL, added, history->now);
  assert_not_lower (trial, after);
}

static void
check_more_protein (const Trial *trial)
{
  RecoupEntry *old =
      pick (trial, draw (trial, 0, 1) == 0 ? RECOUP_ENTRY_MEAL : RECOUP_ENTRY_FOOD_DAY);

  if (old == NULL)
    return;
  double more = MIN (old->food.protein_g + draw (trial, 1, 150), 500.0);
  g_autoptr (RecoupEntry) changed = change (trial, old, "protein_g", g_variant_new_double (more));
  g_autoptr (RecoupState) after = compute_with (trial, old, changed, trial->history->now);
  assert_not_lower (trial, after);

  if (old->kind != RECOUP_ENTRY_MEAL)
    return;
  g_autoptr (RecoupEntry) second = duplicate (trial, old);
  g_autoptr (RecoupState) both = compute_with (trial, NULL, second, trial->history->now);
  assert_not_lower (trial, both);
}

static void
check_worse_ratings (const Trial *trial)
{
  RecoupEntry *old = pick (trial, RECOUP_ENTRY_CHECKIN);
  static const char *const keys[] = { "stress", "mood", "fatigue" };

  if (old == NULL)
    return;
  const gint said[] = { old->checkin.stress, old->checkin.mood, old->checkin.fatigue };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (said[i] == 0 || said[i] == 7)
        continue;
      g_autoptr (RecoupEntry) changed =
          change (trial, old, keys[i], g_variant_new_int64 (draw (trial, said[i] + 1, 7)));
      g_autoptr (RecoupState) after = compute_with (trial, old, changed, trial->history->now);
      assert_not_higher (trial, trial->before, after);
    }
}

static void
check_more_soreness (const Trial *trial)
{
  RecoupEntry *old = pick (trial, RECOUP_ENTRY_CHECKIN);
  GVariantBuilder map = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint group = 0; group < RECOUP_N_GROUPS && old != NULL; group++)
    {
      gint was = MAX (old->checkin.soreness[group], 0);
      /* A group that was not said stays so: it may be sore by an earlier entry of the day. */
      if (old->checkin.soreness[group] >= 0)
        g_variant_builder_add (&map, "{sv}", recoup_group_get_name (group),
                               g_variant_new_int64 (draw (trial, was, 10)));
    }
  g_autoptr (GVariant) soreness = g_variant_ref_sink (g_variant_builder_end (&map));
  if (old == NULL || !old->checkin.has_soreness)
    return;
  g_autoptr (RecoupEntry) changed = change (trial, old, "soreness", soreness);
  g_autoptr (RecoupState) after = compute_with (trial, old, changed, trial->history->now);
  assert_not_higher (trial, trial->before, after);
  if (after->severity < trial->before->severity)
    fail (trial, "severity fell from %u to %u", trial->before->severity, after->severity);
}

static void
check_another_set (const Trial *trial)
{
  TestHistory *history = trial->history;
  RecoupEntry *old = pick (trial, RECOUP_ENTRY_SESSION);

  if (old == NULL)
    return;
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_entry_to_variant (old));
  g_autoptr (GVariant) sets = g_variant_lookup_value (dict, "sets", NULL);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  gsize n = g_variant_n_children (sets);
  for (gsize i = 0; i <= n; i++)
    {
      gsize which = i < n ? i : (gsize) draw (trial, 0, (gint) n - 1);
      g_autoptr (GVariant) set = g_variant_get_child_value (sets, which);
      g_variant_builder_add_value (&builder, set);
    }
  g_autoptr (RecoupEntry) changed = change (trial, old, "sets", g_variant_builder_end (&builder));
  RecoupDay dated = test_history_get_day (history, old);
  for (RecoupDay day = dated + 1; day <= dated + 3; day++)
    {
      RecoupInstant morning = recoup_civil_at (day, 7 * 60, history->zone);
      g_autoptr (RecoupState) without = test_history_compute (history, trial->entries, morning);
      g_autoptr (RecoupState) after = compute_with (trial, old, changed, morning);
      if (recoup_entry_get_time (changed) > morning)
        continue; /* a set of unknown length makes the session end later */
      assert_not_higher (trial, without, after);
      if (after->points_dp[RECOUP_POINT_TISSUE_TOP3] < without->points_dp[RECOUP_POINT_TISSUE_TOP3])
        fail (trial, "less tissue points after %d days", day - dated);
    }
}

/* Whether @day has a known entry of @kind; with @kind SLEEP one that is no nap. */
static gboolean
has_kind (const Trial *trial, RecoupDay day, RecoupEntryKind kind)
{
  for (guint i = 0; i < trial->entries->len; i++)
    {
      const RecoupEntry *entry = g_ptr_array_index (trial->entries, i);
      if (entry->kind == kind && is_known (trial, entry) &&
          test_history_get_day (trial->history, entry) == day)
        return TRUE;
    }
  return FALSE;
}

static void
add_night (const Trial *trial, RecoupDay day, GPtrArray *entries)
{
  TestHistory *history = trial->history;
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  RecoupInstant end = MIN (recoup_civil_at (day, 10 * 60, history->zone), history->now);
  gint minutes = draw (trial, 240, 600);

  if (recoup_civil_sleep_date (end, history->zone) != day)
    return; /* not yet slept */
  g_variant_builder_add (&builder, "{sv}", "kind", g_variant_new_string ("sleep"));
  g_variant_builder_add (&builder, "{sv}", "start",
                         g_variant_new_int64 (end - minutes * RECOUP_USEC_PER_MIN));
  g_variant_builder_add (&builder, "{sv}", "end", g_variant_new_int64 (end));
  g_ptr_array_add (entries, test_history_make (history, g_variant_builder_end (&builder)));
}

static void
add_food (const Trial *trial, RecoupDay day, GPtrArray *entries)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *date = recoup_day_format (day);

  g_variant_builder_add (&builder, "{sv}", "kind", g_variant_new_string ("food-day"));
  g_variant_builder_add (&builder, "{sv}", "date", g_variant_new_string (date));
  g_variant_builder_add (&builder, "{sv}", "protein_g",
                         g_variant_new_double (draw (trial, 0, 250)));
  g_ptr_array_add (entries, test_history_make (trial->history, g_variant_builder_end (&builder)));
}

static void
add_ratings (const Trial *trial, RecoupDay day, GPtrArray *entries)
{
  static const char *const keys[] = { "stress", "mood", "fatigue" };
  TestHistory *history = trial->history;
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  RecoupInstant start = recoup_civil_day_start (day, history->policy.day_start_min, history->zone);

  g_variant_builder_add (&builder, "{sv}", "kind", g_variant_new_string ("checkin"));
  g_variant_builder_add (&builder, "{sv}", "at", g_variant_new_int64 (start));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_variant_builder_add (&builder, "{sv}", keys[i], g_variant_new_int64 (draw (trial, 1, 7)));
  g_ptr_array_add (entries, test_history_make (history, g_variant_builder_end (&builder)));
}

/* What is missing, filled in with anything plausible, was always inside of the interval. */
static void
check_completion (const Trial *trial)
{
  g_autoptr (GPtrArray) entries = with (trial, NULL, NULL);
  double share = draw (trial, 1, 10) / 10.0;
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
    fail (trial, "%d to %d is not in %d to %d", after->lo_dp, after->hi_dp, before->lo_dp,
          before->hi_dp);
}

static void
check_coverage (const Trial *trial)
{
  RecoupEntryKind kind = (RecoupEntryKind) draw (trial, 0, RECOUP_ENTRY_PLAN);
  RecoupDay day = draw (trial, trial->history->first, trial->history->last);
  g_autoptr (RecoupEntry) added = test_history_draw (trial->history, kind, day);
  g_autoptr (RecoupState) after = compute_with (trial, NULL, added, trial->history->now);

  if (after->coverage < trial->before->coverage)
    fail (trial, "coverage fell from %u to %u", trial->before->coverage, after->coverage);
}

static void
check_rest (const Trial *trial)
{
  static const RecoupPointKey keys[] = { RECOUP_POINT_SLEEP_DEBT,   RECOUP_POINT_SLEEP_LAST,
                                         RECOUP_POINT_FUEL_PROTEIN, RECOUP_POINT_STRESS_LIFE,
                                         RECOUP_POINT_STRESS_MOOD,  RECOUP_POINT_STRESS_FATIGUE };
  RecoupDay day = draw (trial, trial->before->first_day, trial->history->last);
  g_autoptr (RecoupEntry) rest = test_history_draw (trial->history, RECOUP_ENTRY_REST, day);
  g_autoptr (RecoupState) after = compute_with (trial, NULL, rest, trial->history->now);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (after->points_dp[keys[i]] != trial->before->points_dp[keys[i]])
      fail (trial, "a rest entry moves %s", recoup_point_get_row (keys[i])->key);
}

static void
check_duplicate_night (const Trial *trial)
{
  RecoupEntry *night = pick (trial, RECOUP_ENTRY_SLEEP);

  if (night == NULL)
    return;
  g_autoptr (RecoupEntry) second = duplicate (trial, night);
  g_autoptr (RecoupState) after = compute_with (trial, NULL, second, trial->history->now);
  assert_same (trial, "night logged twice", trial->before, after);
}

/* An edit, and a removal, leave what would be had the entry been right from the start. */
static void
check_erring (const Trial *trial)
{
  TestHistory *history = trial->history;
  RecoupEntryKind kind = (RecoupEntryKind) draw (trial, 0, RECOUP_ENTRY_PLAN);
  RecoupDay day = draw (trial, history->first, history->last);
  g_autoptr (RecoupEntry) wrong = test_history_draw (history, kind, day);
  g_autoptr (RecoupEntry) drawn =
      test_history_draw (history, (RecoupEntryKind) draw (trial, 0, RECOUP_ENTRY_PLAN), day);
  g_autoptr (RecoupEntry) right = recoup_entry_with_identity (drawn, wrong->id, 1);
  g_autoptr (RecoupEntry) removal = test_history_make (
      history, g_variant_new_parsed ("{'kind': <'remove'>, 'target': <%s>}", wrong->id));
  g_autoptr (GPtrArray) edited = with (trial, NULL, wrong);
  g_autoptr (GPtrArray) removed = with (trial, NULL, wrong);

  g_ptr_array_add (edited, recoup_entry_ref (right));
  g_ptr_array_add (removed, recoup_entry_ref (removal));
  g_autoptr (RecoupState) expected = compute_with (trial, NULL, right, history->now);
  g_autoptr (RecoupState) actual = test_history_compute (history, edited, history->now);
  assert_same (trial, "edited", expected, actual);
  g_autoptr (RecoupState) without = test_history_compute (history, removed, history->now);
  assert_same (trial, "removed", trial->before, without);
}

/* Silence does not lower the point as a punishment; it ends in not knowing. */
static void
check_silence (const Trial *trial)
{
  TestHistory *history = trial->history;
  RecoupInstant later = history->now + 63 * RECOUP_USEC_PER_DAY;
  g_autoptr (RecoupState) state = test_history_compute (history, trial->entries, later);

  if (state->verdict != RECOUP_VERDICT_UNKNOWN || state->coverage != 0)
    fail (trial, "after two silent months the verdict is %s",
          recoup_verdict_get_name (state->verdict));
}

static void
check_full_recovery (const Trial *trial)
{
  TestHistory *history = trial->history;
  g_autoptr (GPtrArray) entries = with (trial, NULL, NULL);
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
  if (state->readiness_dp != 1000 || state->lo_dp != 1000 || state->coverage != 100)
    fail (trial, "after a hundred days of rest: %d from %d, coverage %u", state->readiness_dp,
          state->lo_dp, state->coverage);
}

/* The ledger against itself */

/* A point of time within the diary or shortly after it. */
static RecoupInstant
draw_now (const Trial *trial)
{
  TestHistory *history = trial->history;
  gint minutes = (gint) (history->last - history->first + 20) * 1440;

  return history->now + (draw (trial, 0, minutes) - minutes + 20 * 1440) * RECOUP_USEC_PER_MIN;
}

/* Additions, edits and removals in any order, with states asked for in between, at any instant. */
static void
check_incremental (const Trial *trial)
{
  TestHistory *history = trial->history;
  g_autoptr (RecoupJournal) journal = recoup_journal_new ();
  RecoupEntrySource source = recoup_journal_get_source (journal);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &history->policy, history->zone, history->zones);
  g_autoptr (GPtrArray) present = g_ptr_array_new_with_free_func (unref_entry);

  for (guint i = 0; i < trial->entries->len; i++)
    {
      RecoupEntry *entry = g_ptr_array_index (trial->entries, i);
      g_autoptr (RecoupEntry) other = NULL;
      (void) recoup_journal_insert (journal, entry, NULL);
      recoup_ledger_touch (ledger, entry);
      gint fate = draw (trial, 0, 19);
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
          RecoupDay day = draw (trial, history->first - 3, history->last + 2);
          g_autoptr (RecoupEntry) drawn =
              test_history_draw (history, (RecoupEntryKind) draw (trial, 0, 10), day);
          other = recoup_entry_with_identity (drawn, entry->id, 1);
          (void) recoup_journal_insert (journal, other, NULL);
          recoup_ledger_touch (ledger, entry);
          recoup_ledger_touch (ledger, other);
        }
      g_ptr_array_add (present, recoup_entry_ref (other != NULL ? other : entry));
      if (draw (trial, 0, 39) == 0)
        recoup_state_free (recoup_ledger_compute (ledger, draw_now (trial)));
    }
  for (guint i = 0; i < 3; i++)
    {
      RecoupInstant now = draw_now (trial);
      g_autoptr (RecoupState) state = recoup_ledger_compute (ledger, now);
      g_autoptr (RecoupState) fresh = test_history_compute (history, present, now);
      assert_same (trial, "replayed", fresh, state);
    }
}

/* In slices, from a fork, and from a fork with entries of its own. */
static void
check_checkpoints (const Trial *trial)
{
  TestHistory *history = trial->history;
  g_autoptr (RecoupJournal) journal = test_journal_new (trial->entries);
  RecoupEntrySource source = recoup_journal_get_source (journal);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &history->policy, history->zone, history->zones);
  guint slices = 0;

  while (!recoup_ledger_advance (ledger, history->now, (guint) draw (trial, 1, 9)))
    if (++slices > 10000)
      fail (trial, "never done");
  if (recoup_ledger_get_pending (ledger, history->now) > 5)
    fail (trial, "%u days are left", recoup_ledger_get_pending (ledger, history->now));
  g_autoptr (RecoupState) sliced = recoup_ledger_compute (ledger, history->now);
  assert_same (trial, "in slices", trial->before, sliced);

  RecoupDay day = draw (trial, history->first - 2, history->last);
  g_autoptr (RecoupEntry) assumed =
      test_history_draw (history, (RecoupEntryKind) draw (trial, 0, RECOUP_ENTRY_PLAN), day);
  g_autoptr (GPtrArray) entries = with (trial, NULL, assumed);
  g_autoptr (RecoupJournal) other = test_journal_new (entries);
  RecoupEntrySource other_source = recoup_journal_get_source (other);
  g_autoptr (RecoupLedger) fork =
      recoup_ledger_fork (ledger, &other_source, test_history_get_day (history, assumed));
  g_autoptr (RecoupState) forked = recoup_ledger_compute (fork, history->now);
  g_autoptr (RecoupState) fresh = test_history_compute (history, entries, history->now);
  assert_same (trial, "forked", fresh, forked);

  g_autoptr (RecoupLedger) twin = recoup_ledger_fork (ledger, &source, RECOUP_DAY_NONE);
  g_autoptr (RecoupState) same = recoup_ledger_compute (twin, history->now);
  assert_same (trial, "twin", trial->before, same);
  g_autoptr (RecoupState) again = recoup_ledger_compute (ledger, history->now);
  assert_same (trial, "asked again", trial->before, again);
}

/* The statement adds up: each row's amount leads from the balance before to the one after. */
static void
check_statement (const Trial *trial)
{
  TestHistory *history = trial->history;
  g_autoptr (RecoupJournal) journal = test_journal_new (trial->entries);
  RecoupEntrySource source = recoup_journal_get_source (journal);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &history->policy, history->zone, history->zones);
  g_autoptr (GArray) rows =
      recoup_ledger_explain (ledger, history->now, (guint) draw (trial, 1, 66));
  double debt_h = NAN;
  double shortfall = NAN;

  for (guint i = 0; i < rows->len; i++)
    {
      const RecoupLedgerRow *row = &g_array_index (rows, RecoupLedgerRow, i);
      gboolean of_debt = row->account == RECOUP_ACCOUNT_SLEEP && !isnan (row->amount);
      double *balance = of_debt ? &debt_h : row->account == RECOUP_ACCOUNT_FUEL ? &shortfall : NULL;
      if (row->day > trial->before->day || row->what == NULL || row->rule == NULL ||
          isnan (row->balance))
        fail (trial, "row %u", i);
      if (balance == NULL)
        continue;
      if (!isnan (*balance) && fabs (*balance + row->amount - row->balance) > 1e-9)
        fail (trial, "row %u: %s: %g and %g do not make %g", i, row->what, *balance, row->amount,
              row->balance);
      *balance = row->balance;
    }
  if (isnan (debt_h) || fabs (debt_h - trial->before->sleep_debt_h) > 1e-9)
    fail (trial, "the statement ends at %g h, the state says %g h", debt_h,
          trial->before->sleep_debt_h);
  if (!isnan (shortfall) && fabs (shortfall - trial->before->fuel_shortfall) > 1e-9)
    fail (trial, "the statement ends at %g, the state says %g", shortfall,
          trial->before->fuel_shortfall);
}

/* Neither the machine's zone nor its locale is asked. */
static void
check_machine (const Trial *trial)
{
  static const char *const places[] = { "Pacific/Apia", "America/St_Johns", "UTC" };
  g_autofree char *old_zone = g_strdup (g_getenv ("TZ"));
  g_autofree char *old_locale = g_strdup (setlocale (LC_ALL, NULL));

  (void) g_setenv ("TZ", places[draw (trial, 0, 2)], TRUE);
  tzset ();
  (void) setlocale (LC_ALL, draw (trial, 0, 1) == 0 ? "C" : "");
  g_autoptr (RecoupState) after =
      test_history_compute (trial->history, trial->entries, trial->history->now);
  if (old_zone != NULL)
    (void) g_setenv ("TZ", old_zone, TRUE);
  else
    g_unsetenv ("TZ");
  tzset ();
  (void) setlocale (LC_ALL, old_locale);
  assert_same (trial, "on another machine", trial->before, after);
}

static const struct
{
  const char *name;
  void (*check) (const Trial *trial);
  guint every; /* it is checked on every so many histories */
} properties[] = {
  { "whole", check_whole, 1 },
  { "order", check_order, 2 },
  { "past", check_past, 1 },
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
  { "erring", check_erring, 1 },
  { "silence", check_silence, 4 },
  { "full-recovery", check_full_recovery, 8 },
  { "incremental", check_incremental, 1 },
  { "checkpoints", check_checkpoints, 1 },
  { "statement", check_statement, 1 },
  { "machine", check_machine, 4 },
};

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
      g_autoptr (RecoupState) before =
          test_history_compute (history, history->entries, history->now);
      for (guint j = 0; j < G_N_ELEMENTS (properties); j++)
        {
          Trial trial = { history, history->entries, before, seed, properties[j].name };
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
main (int argc, char *argv[])
{
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
