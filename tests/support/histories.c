/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Made-up trainees, the same for the same seed. They log much or little, in one zone or several, in
 * good weeks and bad; what they log is always valid and need not be sensible. */

#include "support/histories.h"

#include <string.h>

#include "client/jsonl.h"
#include "support/zones.h"

static const char *const home_zones[] = {
  "UTC",          "Europe/Paris",        "America/New_York",   "Asia/Kathmandu",
  "Asia/Tokyo",   "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Honolulu",
  "Africa/Cairo", "America/Sao_Paulo"
};

static const char *const exercises[] = { "squat",      "Bench Press", "row",
                                         "deadlift",   "Curl",        "overhead_press",
                                         "calf raise", "plank",       "zercher carry" };

static const char *const titles[] = { "Push", "pull", "Legs", " push ", "Upper" };

static gint
draw (TestHistory *history, gint from, gint until)
{
  return g_rand_int_range (history->rand, from, until + 1);
}

static gboolean
toss (TestHistory *history, double chance)
{
  return g_rand_double (history->rand) < chance;
}

static char *
draw_uuid (GRand *rand)
{
  guint32 words[4];

  for (guint i = 0; i < 4; i++)
    words[i] = g_rand_int (rand);
  return g_strdup_printf ("%08x-%04x-4%03x-8%03x-%08x%04x", words[0], words[1] & 0xffff,
                          words[1] >> 20, words[2] & 0xfff, words[3], words[2] >> 16);
}

RecoupEntry *
test_history_make (TestHistory *history, GVariant *dict)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (dict);
  g_autofree char *id = draw_uuid (history->rand);
  g_autoptr (GError) error = NULL;
  RecoupEntry *entry = recoup_entry_new_from_variant (owned, id, history->zones, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (entry);
  return entry;
}

RecoupEntry *
test_entry_change (const RecoupEntry *entry, GVariant *changes, RecoupZoneTable *zones)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (changes);
  g_autoptr (GVariant) old = g_variant_ref_sink (recoup_entry_to_variant (entry));
  g_autoptr (GVariant) merged = NULL;
  g_autoptr (GError) error = NULL;
  GVariantDict dict;
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_dict_init (&dict, old);
  g_variant_iter_init (&iter, owned);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    g_variant_dict_insert_value (&dict, key, value);
  merged = g_variant_ref_sink (g_variant_dict_end (&dict));
  RecoupEntry *changed = recoup_entry_new_from_variant (merged, entry->id, zones, NULL, &error);
  g_assert_no_error (error);
  return changed;
}

/* An instant on or near @day, at @minute by the clock of home; some days later counts on. */
static RecoupInstant
at (const TestHistory *history, RecoupDay day, gint minute)
{
  return recoup_civil_at (day, 0, history->zone) + minute * RECOUP_USEC_PER_MIN;
}

static void
put_instant (GVariantBuilder *builder, const char *key, RecoupInstant instant)
{
  g_variant_builder_add (builder, "{sv}", key, g_variant_new_int64 (instant));
}

static void
put_integer (GVariantBuilder *builder, const char *key, gint64 value)
{
  g_variant_builder_add (builder, "{sv}", key, g_variant_new_int64 (value));
}

static void
put_number (GVariantBuilder *builder, const char *key, double value)
{
  g_variant_builder_add (builder, "{sv}", key, g_variant_new_double (value));
}

static void
put_string (GVariantBuilder *builder, const char *key, const char *value)
{
  g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (value));
}

static void
put_date (GVariantBuilder *builder, RecoupDay day)
{
  g_autofree char *text = recoup_day_format (day);

  put_string (builder, "date", text);
}

static void
fill_sleep (TestHistory *history, GVariantBuilder *builder, RecoupDay day)
{
  gboolean nap = toss (history, 0.15);
  gint start = nap ? draw (history, 540, 1020) : draw (history, -240, 150);
  gint length = nap ? draw (history, 10, 200) : draw (history, 60, 660);

  put_instant (builder, "start", at (history, day, start));
  put_instant (builder, "end", at (history, day, start + length));
  if (toss (history, 0.5))
    put_number (builder, "asleep_min", draw (history, length / 2, length));
  if (toss (history, 0.5))
    put_integer (builder, "quality", draw (history, 1, 7));
}

static void
fill_set (TestHistory *history, GVariantBuilder *sets)
{
  g_variant_builder_open (sets, G_VARIANT_TYPE_VARDICT);
  put_string (sets, "exercise", exercises[draw (history, 0, G_N_ELEMENTS (exercises) - 1)]);
  put_integer (sets, "reps", draw (history, 1, 14));
  if (toss (history, 0.8))
    put_number (sets, "load_kg", draw (history, 10, 60) * 2.5);
  if (toss (history, 0.4))
    put_number (sets, "rir", draw (history, 0, 4));
  if (toss (history, 0.3))
    put_number (sets, "rpe", draw (history, 12, 20) / 2.0);
  if (toss (history, 0.15))
    g_variant_builder_add (sets, "{sv}", "warmup", g_variant_new_boolean (toss (history, 0.7)));
  if (toss (history, 0.1))
    g_variant_builder_add (sets, "{sv}", "unaccustomed",
                           g_variant_new_boolean (toss (history, 0.5)));
  if (toss (history, 0.1))
    {
      GVariantBuilder groups = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
      put_number (&groups, recoup_group_get_name ((RecoupGroup) draw (history, 0, 11)),
                  draw (history, 1, 4) / 4.0);
      g_variant_builder_add (sets, "{sv}", "groups", g_variant_builder_end (&groups));
    }
  g_variant_builder_close (sets);
}

static void
fill_session (TestHistory *history, GVariantBuilder *builder, RecoupDay day)
{
  gint start = draw (history, 360, 1380);
  gint n_sets = draw (history, 1, 14);
  GVariantBuilder sets = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  put_instant (builder, "start", at (history, day, start));
  if (toss (history, 0.4))
    put_instant (builder, "end", at (history, day, start + draw (history, 10, 300)));
  else if (toss (history, 0.5))
    put_number (builder, "duration_min", draw (history, 10, 120));
  if (toss (history, 0.7))
    put_number (builder, "rpe", draw (history, 4, 20) / 2.0);
  if (toss (history, 0.6))
    put_string (builder, "title", titles[draw (history, 0, G_N_ELEMENTS (titles) - 1)]);
  for (gint i = 0; i < n_sets; i++)
    fill_set (history, &sets);
  g_variant_builder_add (builder, "{sv}", "sets", g_variant_builder_end (&sets));
}

static void
fill_checkin (TestHistory *history, GVariantBuilder *builder, RecoupDay day)
{
  static const char *const ratings[] = { "stress", "mood", "fatigue" };

  put_instant (builder, "at", at (history, day, draw (history, 300, 1500)));
  put_integer (builder, ratings[draw (history, 0, 2)], draw (history, 1, 7));
  for (guint i = 0; i < G_N_ELEMENTS (ratings); i++)
    if (toss (history, 0.5))
      put_integer (builder, ratings[i], draw (history, 1, 7));
  if (toss (history, 0.5))
    {
      GVariantBuilder map = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
      gint worst = toss (history, 0.15) ? 10 : 6;
      for (guint group = 0; group < RECOUP_N_GROUPS; group++)
        if (toss (history, 0.4))
          put_integer (&map, recoup_group_get_name (group), draw (history, 0, worst));
      g_variant_builder_add (builder, "{sv}", "soreness", g_variant_builder_end (&map));
    }
  if (toss (history, 0.15))
    {
      GVariantBuilder map = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
      const char *words[] = { recoup_pain_get_name ((guint) draw (history, 0, 4)), NULL };
      if (toss (history, 0.7))
        g_variant_builder_add (&map, "{sv}",
                               recoup_group_get_name ((RecoupGroup) draw (history, 0, 11)),
                               g_variant_new_strv (words, draw (history, 0, 1)));
      g_variant_builder_add (builder, "{sv}", "pain", g_variant_builder_end (&map));
    }
  if (toss (history, 0.1))
    g_variant_builder_add (builder, "{sv}", "ill", g_variant_new_boolean (toss (history, 0.5)));
}

static void
fill_other (TestHistory *history, GVariantBuilder *builder, RecoupEntryKind kind, RecoupDay day)
{
  static const char *const actions[] = { "accept", "decline", "cancel" };

  if (kind == RECOUP_ENTRY_FOOD_DAY || kind == RECOUP_ENTRY_REST)
    put_date (builder, day);
  else
    put_instant (builder, "at", at (history, day, draw (history, 300, 1600)));
  if (kind == RECOUP_ENTRY_MEAL)
    {
      put_number (builder, "protein_g", draw (history, 0, 80));
      if (toss (history, 0.3))
        g_variant_builder_add (builder, "{sv}", "complete",
                               g_variant_new_boolean (toss (history, 0.8)));
    }
  else if (kind == RECOUP_ENTRY_FOOD_DAY)
    put_number (builder, "protein_g", draw (history, 20, 220));
  else if (kind == RECOUP_ENTRY_RECOVERY)
    {
      put_string (builder, "activity", "walk");
      put_number (builder, "minutes", draw (history, 5, 60));
    }
  else if (kind == RECOUP_ENTRY_WEIGHT)
    put_number (builder, "kg", draw (history, 50, 110));
  else if (kind == RECOUP_ENTRY_HRV)
    {
      put_number (builder, "rmssd_ms", draw (history, 20, 90));
      if (toss (history, 0.7))
        put_number (builder, "rhr_bpm", draw (history, 42, 66));
    }
  else if (kind == RECOUP_ENTRY_ANSWER)
    {
      put_string (builder, "question",
                  recoup_question_get_name ((RecoupQuestion) draw (history, 0, 6)));
      g_variant_builder_add (builder, "{sv}", "yes", g_variant_new_boolean (toss (history, 0.2)));
    }
  else if (kind == RECOUP_ENTRY_PLAN)
    put_string (builder, "action", actions[draw (history, 0, 2)]);
}

RecoupEntry *
test_history_draw (TestHistory *history, RecoupEntryKind kind, RecoupDay day)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put_string (&builder, "kind", recoup_entry_kind_get_name (kind));
  if (toss (history, 0.1))
    put_string (&builder, "zone", home_zones[draw (history, 0, G_N_ELEMENTS (home_zones) - 1)]);
  else if (toss (history, 0.5))
    put_string (&builder, "zone", recoup_zone_get_id (history->zone));
  if (kind == RECOUP_ENTRY_SLEEP)
    fill_sleep (history, &builder, day);
  else if (kind == RECOUP_ENTRY_SESSION)
    fill_session (history, &builder, day);
  else if (kind == RECOUP_ENTRY_CHECKIN)
    fill_checkin (history, &builder, day);
  else
    fill_other (history, &builder, kind, day);
  return test_history_make (history, g_variant_builder_end (&builder));
}

static void
draw_policy (TestHistory *history)
{
  RecoupPolicy *policy = &history->policy;

  recoup_policy_init (policy);
  policy->sleep_need_min = (guint) draw (history, 14, 18) * 30;
  policy->latency_min = (guint) draw (history, 0, 6) * 5;
  policy->day_start_min = toss (history, 0.3) ? (guint) draw (history, 0, 300) : 240;
  policy->training_status = (RecoupTrainingStatus) draw (history, 0, 2);
  policy->protein_target_g = toss (history, 0.3) ? draw (history, 60, 200) : 0.0;
  policy->meals_per_day = (guint) draw (history, 2, 8);
  for (guint day = 0; day < 7; day++)
    {
      policy->wake_min[day] = (guint) draw (history, 330, 600);
      policy->week[day].n = toss (history, 0.6) ? 1 : 0;
      policy->week[day].items[0] = (guint8) draw (history, 0, RECOUP_N_PLANNED - 1);
    }
}

/* What one day logs, by kind: the chance of an entry, drawn once for the whole diary. */
static void
draw_entries (TestHistory *history)
{
  static const struct
  {
    RecoupEntryKind kind;
    double chance;
    gint most;
  } habits[] = {
    { RECOUP_ENTRY_SLEEP, 0.9, 2 },    { RECOUP_ENTRY_MEAL, 0.6, 4 },
    { RECOUP_ENTRY_FOOD_DAY, 0.3, 1 }, { RECOUP_ENTRY_SESSION, 0.5, 2 },
    { RECOUP_ENTRY_REST, 0.2, 1 },     { RECOUP_ENTRY_CHECKIN, 0.8, 2 },
    { RECOUP_ENTRY_RECOVERY, 0.1, 1 }, { RECOUP_ENTRY_WEIGHT, 0.1, 1 },
    { RECOUP_ENTRY_HRV, 0.7, 1 },      { RECOUP_ENTRY_ANSWER, 0.03, 1 },
    { RECOUP_ENTRY_PLAN, 0.05, 1 },
  };
  double chances[G_N_ELEMENTS (habits)];

  for (guint i = 0; i < G_N_ELEMENTS (habits); i++)
    chances[i] = toss (history, 0.3) ? 0.0 : habits[i].chance * g_rand_double (history->rand);
  for (RecoupDay day = history->first; day <= history->last; day++)
    for (guint i = 0; i < G_N_ELEMENTS (habits); i++)
      for (gint n = 0; n < habits[i].most; n++)
        if (toss (history, chances[i]))
          g_ptr_array_add (history->entries, test_history_draw (history, habits[i].kind, day));
}

static void
unref_entry (gpointer data)
{
  recoup_entry_unref (data);
}

TestHistory *
test_history_new (guint32 seed, RecoupZoneTable *zones, guint min_days, guint max_days)
{
  TestHistory *history = g_new0 (TestHistory, 1);

  history->rand = g_rand_new_with_seed (seed);
  history->zones = zones;
  history->zone = recoup_zone_table_lookup (
      zones, home_zones[draw (history, 0, G_N_ELEMENTS (home_zones) - 1)]);
  history->first = recoup_day_from_ymd (2025, 1, 1) + draw (history, 0, 600);
  history->last = history->first + draw (history, (gint) min_days, (gint) max_days) - 1;
  history->entries = g_ptr_array_new_with_free_func (unref_entry);
  draw_policy (history);
  draw_entries (history);
  history->now = at (history, history->last, draw (history, 300, 1680));
  history->last =
      recoup_civil_recovery_day (history->now, history->policy.day_start_min, history->zone);
  return history;
}

TestHistory *
test_history_new_blank (RecoupZoneTable *zones, RecoupDay first)
{
  TestHistory *history = g_new0 (TestHistory, 1);

  history->rand = g_rand_new_with_seed ((guint32) first);
  history->zones = zones;
  history->zone = recoup_zone_table_lookup (zones, "UTC");
  history->first = history->last = first;
  history->entries = g_ptr_array_new_with_free_func (unref_entry);
  recoup_policy_init (&history->policy);
  return history;
}

RecoupEntry *
test_history_log (TestHistory *history, RecoupDay day, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autoptr (GString) line = g_string_new (NULL);
  g_string_vprintf (line, format, args);
  va_end (args);
  g_autofree char *date = recoup_day_format (day);
  (void) g_string_replace (line, "DAY", date, 0);
  (void) g_string_replace (line, "'", "\"", 0);
  g_autofree char *id = draw_uuid (history->rand);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) dict = recoup_jsonl_parse_line (line->str, line->len, NULL, &error);
  g_assert_no_error (error);
  RecoupEntry *entry = recoup_entry_new_from_variant (dict, id, history->zones, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (history->entries, entry);
  history->last = MAX (history->last, day);
  return entry;
}

void
test_history_free (TestHistory *history)
{
  if (history == NULL)
    return;
  g_rand_free (history->rand);
  g_ptr_array_unref (history->entries);
  g_free (history);
}

RecoupDay
test_history_get_day (const TestHistory *history, const RecoupEntry *entry)
{
  return recoup_entry_get_day (entry, history->policy.day_start_min, history->zone, history->zones);
}

RecoupJournal *
test_journal_new (const GPtrArray *entries)
{
  RecoupJournal *journal = recoup_journal_new ();

  for (guint i = 0; i < entries->len; i++)
    (void) recoup_journal_insert (journal, g_ptr_array_index (entries, i), NULL);
  return journal;
}

RecoupState *
test_history_compute (const TestHistory *history, const GPtrArray *entries, RecoupInstant now)
{
  g_autoptr (RecoupJournal) journal = test_journal_new (entries);
  RecoupEntrySource source = recoup_journal_get_source (journal);
  g_autoptr (RecoupLedger) ledger =
      recoup_ledger_new (&source, &history->policy, history->zone, history->zones);

  return recoup_ledger_compute (ledger, now);
}

RecoupState *
test_history_compute_at (const TestHistory *history, RecoupDay day, guint minute)
{
  return test_history_compute (history, history->entries,
                               recoup_civil_at (day, minute, history->zone));
}

void
test_history_set_up (TestHistoryFixture *fixture, gconstpointer first)
{
  fixture->zones = test_zones_new ();
  fixture->history = test_history_new_blank (fixture->zones, GPOINTER_TO_INT (first));
}

void
test_history_tear_down (TestHistoryFixture *fixture, gconstpointer first)
{
  test_history_free (fixture->history);
  recoup_zone_table_free (fixture->zones);
}
