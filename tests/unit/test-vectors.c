/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The judge: every scenario of tests/data/vectors/own, a journal with its settings, against the
 * states that the model expects of it, with the tolerances of the README there. Each difference is
 * printed with scenario, instant and key. */

#include <math.h>
#include <string.h>

#include "recoup/ledger.h"
#include "support/journals.h"
#include "support/zones.h"

#define POINT_TOLERANCE   0.3
#define BALANCE_TOLERANCE 1e-3
#define LOAD_SHARE        1e-3 /* 0.1 % */
#define METRIC_TOLERANCE  0.01
#define TIME_TOLERANCE    RECOUP_USEC_PER_MIN

/* One state under comparison. */
typedef struct
{
  const char *name;
  const char *now; /* borrowed */
  GVariant *expected;
  const RecoupState *state;
  guint differences;
} Case;

static void differ (Case *one, const char *key, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
differ (Case *one, const char *key, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_test_message ("%s at %s: %s: %s", one->name, one->now, key, text);
  one->differences++;
}

/* Looking into the expected JSON */

/* (transfer full): value at a path of keys, "readiness.lo". */
static GVariant *
get (GVariant *object, const char *path)
{
  g_auto (GStrv) keys = g_strsplit (path, ".", -1);
  GVariant *value = g_variant_ref (object);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      GVariant *next = g_variant_lookup_value (value, keys[i], NULL);
      if (next == NULL)
        g_error ("No ‘%s’ in the expected state", path);
      g_variant_unref (value);
      value = next;
    }
  return value;
}

static double
to_number (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return (double) g_variant_get_int64 (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_variant_get_double (value);
  return NAN;
}

static double
get_number (GVariant *object, const char *path)
{
  g_autoptr (GVariant) value = get (object, path);

  return to_number (value);
}

/* (transfer full): the strings of a list, or those under @member of its objects, joined by spaces.
 */
static char *
join_list (GVariant *object, const char *path, const char *member)
{
  g_autoptr (GVariant) list = get (object, path);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) item = g_variant_get_variant (box);
      g_autoptr (GVariant) name = member == NULL ? g_variant_ref (item) : get (item, member);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", g_variant_get_string (name, NULL));
    }
  return g_string_free (text, FALSE);
}

/* Comparing */

static void
compare_number (Case *one, const char *path, double actual, double tolerance)
{
  double expected = get_number (one->expected, path);

  if (isnan (expected) != isnan (actual) || fabs (expected - actual) > tolerance)
    differ (one, path, "expected %.6g, got %.6g", expected, actual);
}

static void
compare_text (Case *one, const char *path, const char *expected, const char *actual)
{
  if (g_strcmp0 (expected, actual) != 0)
    differ (one, path, "expected ‘%s’, got ‘%s’", expected, actual);
}

static void
compare_string (Case *one, const char *path, const char *actual)
{
  g_autoptr (GVariant) value = get (one->expected, path);

  compare_text (one, path, g_variant_get_string (value, NULL), actual);
}

static void
compare_boolean (Case *one, const char *path, gboolean actual)
{
  g_autoptr (GVariant) value = get (one->expected, path);

  if (g_variant_get_boolean (value) != actual)
    differ (one, path, "expected %d, got %d", g_variant_get_boolean (value), actual);
}

static void
compare_instant_value (Case *one, const char *path, GVariant *value, RecoupInstant actual)
{
  RecoupInstant expected = RECOUP_INSTANT_NONE;
  g_autoptr (GError) error = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      gboolean done = recoup_instant_parse (g_variant_get_string (value, NULL), &expected, &error);
      g_assert_no_error (error);
      g_assert_true (done);
    }
  if ((expected == RECOUP_INSTANT_NONE) != (actual == RECOUP_INSTANT_NONE) ||
      (expected != RECOUP_INSTANT_NONE && ABS (expected - actual) > TIME_TOLERANCE))
    {
      g_autofree char *text =
          actual == RECOUP_INSTANT_NONE ? g_strdup ("none") : recoup_instant_format (actual, NULL);
      differ (one, path, "expected %s, got %s",
              expected == RECOUP_INSTANT_NONE ? "none" : g_variant_get_string (value, NULL), text);
    }
}

static void
compare_instant (Case *one, const char *path, RecoupInstant actual)
{
  g_autoptr (GVariant) value = get (one->expected, path);

  compare_instant_value (one, path, value, actual);
}

static void
compare_points (Case *one)
{
  g_autoptr (GVariant) list = get (one->expected, "points");
  gint sum = one->state->readiness_dp;

  compare_number (one, "readiness.point", one->state->readiness_dp / 10.0, POINT_TOLERANCE);
  compare_number (one, "readiness.lo", one->state->lo_dp / 10.0, POINT_TOLERANCE);
  compare_number (one, "readiness.hi", one->state->hi_dp / 10.0, POINT_TOLERANCE);
  compare_number (one, "readiness.coverage", one->state->coverage, 0.0);
  g_assert_cmpuint (g_variant_n_children (list), ==, RECOUP_N_POINTS);
  for (RecoupPointKey key = 0; key < RECOUP_N_POINTS; key++)
    {
      const RecoupPointRow *row = recoup_point_get_row (key);
      g_autoptr (GVariant) box = g_variant_get_child_value (list, key);
      g_autoptr (GVariant) item = g_variant_get_variant (box);
      g_autoptr (GVariant) name = get (item, "key");
      g_autofree char *rules = join_list (item, "rules", NULL);
      g_autofree char *own_rules = g_strjoinv (" ", (char **) row->rules);
      double expected = get_number (item, "points");
      double actual = one->state->points_dp[key] / 10.0;
      compare_text (one, "points.key", g_variant_get_string (name, NULL), row->key);
      compare_text (one, row->key, rules, own_rules);
      if (fabs (get_number (item, "cap") * 10.0 - row->cap_dp) > 1e-9)
        differ (one, row->key, "another cap");
      if (fabs (expected - actual) > POINT_TOLERANCE)
        differ (one, row->key, "expected %.1f, got %.1f", expected, actual);
      sum += one->state->points_dp[key];
    }
  g_assert_cmpint (sum, ==, 1000);
}

static void
compare_group (Case *one, RecoupGroup index)
{
  const RecoupGroupState *group = &one->state->groups[index];
  const char *name = recoup_group_get_name (index);
  g_autoptr (GVariant) groups = get (one->expected, "balances.groups");
  g_autoptr (GVariant) expected = g_variant_lookup_value (groups, name, NULL);
  g_autoptr (GString) why = g_string_new (NULL);

  if (expected == NULL)
    {
      if (group->usual + group->unaccustomed > BALANCE_TOLERANCE || group->soreness > 0.0 ||
          group->pain != 0 || group->why != 0)
        differ (one, name, "not expected, fatigue %g", group->usual + group->unaccustomed);
      return;
    }
  for (guint bit = 0; bit < RECOUP_N_PAINS; bit++)
    if ((group->why & (1U << bit)) != 0)
      g_string_append_printf (why, "%s ", recoup_pain_get_name (bit));
  if ((group->why & RECOUP_WHY_SORENESS) != 0)
    g_string_append (why, "soreness ");
  if ((group->why & RECOUP_WHY_FATIGUE) != 0)
    g_string_append (why, "fatigue ");
  g_autofree char *expected_why = join_list (expected, "why", NULL);
  compare_text (one, name, expected_why, g_strchomp (why->str));

  g_string_truncate (why, 0);
  for (guint bit = 0; bit < RECOUP_N_PAINS; bit++)
    if ((group->pain & (1U << bit)) != 0)
      g_string_append_printf (why, "%s ", recoup_pain_get_name (bit));
  g_autofree char *expected_pain = join_list (expected, "pain", NULL);
  compare_text (one, name, expected_pain, g_strchomp (why->str));
  if (fabs (get_number (expected, "usual") - group->usual) > BALANCE_TOLERANCE ||
      fabs (get_number (expected, "unaccustomed") - group->unaccustomed) > BALANCE_TOLERANCE ||
      fabs (get_number (expected, "soreness") - group->soreness) > BALANCE_TOLERANCE)
    differ (one, name, "expected %g+%g sore %g, got %g+%g sore %g", get_number (expected, "usual"),
            get_number (expected, "unaccustomed"), get_number (expected, "soreness"), group->usual,
            group->unaccustomed, group->soreness);
  g_autoptr (GVariant) ready = get (expected, "ready_at");
  compare_instant_value (one, name, ready, group->ready_at);
}

static void
compare_balances (Case *one)
{
  const RecoupState *state = one->state;

  compare_number (one, "balances.sleep_debt_h", state->sleep_debt_h, BALANCE_TOLERANCE);
  compare_number (one, "balances.fuel_shortfall", state->fuel_shortfall, BALANCE_TOLERANCE);
  compare_number (one, "balances.stress", state->stress, BALANCE_TOLERANCE);
  compare_number (one, "balances.mood", state->mood, BALANCE_TOLERANCE);
  compare_number (one, "balances.fatigue", state->fatigue, BALANCE_TOLERANCE);
  compare_number (one, "balances.acute", state->acute, MAX (1e-3, LOAD_SHARE * state->acute));
  compare_number (one, "balances.chronic", state->chronic, MAX (1e-3, LOAD_SHARE * state->chronic));
  for (RecoupGroup group = 0; group < RECOUP_N_GROUPS; group++)
    compare_group (one, group);
}

static char *
join_reasons (const GArray *reasons)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            g_array_index (reasons, RecoupReason, i).rule);
  return g_string_free (text, FALSE);
}

/* Parameters: every key of the expected object, by value. */
static void
compare_params (Case *one, const char *path, const GArray *reasons)
{
  g_autoptr (GVariant) list = get (one->expected, path);

  for (gsize i = 0; i < g_variant_n_children (list) && i < reasons->len; i++)
    {
      const RecoupReason *reason = &g_array_index (reasons, RecoupReason, i);
      g_autoptr (GVariant) box = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) item = g_variant_get_variant (box);
      g_autoptr (GVariant) params = get (item, "params");
      GVariantIter iter;
      const char *key = NULL;
      GVariant *value = NULL;
      if (g_variant_n_children (params) != g_variant_n_children (reason->params))
        differ (one, reason->rule, "other parameters");
      g_variant_iter_init (&iter, params);
      while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
        {
          g_autoptr (GVariant) actual = g_variant_lookup_value (reason->params, key, NULL);
          if (actual == NULL)
            differ (one, reason->rule, "no parameter ‘%s’", key);
          else if (g_variant_is_of_type (actual, G_VARIANT_TYPE_STRING_ARRAY))
            {
              g_autofree const char **names = g_variant_get_strv (actual, NULL);
              g_autofree char *joined = g_strjoinv (" ", (char **) names);
              g_autofree char *expected = join_list (params, key, NULL);
              compare_text (one, reason->rule, expected, joined);
            }
          else if (fabs (to_number (actual) - to_number (value)) > POINT_TOLERANCE)
            differ (one, reason->rule, "%s: expected %g, got %g", key, to_number (value),
                    to_number (actual));
        }
    }
}

static char *
join_questions (const RecoupQuestion *questions, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            recoup_question_get_name (questions[i]));
  return g_string_free (text, FALSE);
}

static void
compare_judgement (Case *one)
{
  const RecoupState *state = one->state;
  g_autofree char *reasons = join_reasons (state->reasons);
  g_autofree char *flags = join_reasons (state->flags);
  g_autofree char *ask = join_questions (state->ask, state->n_ask);
  g_autofree char *confirmed = join_questions (state->confirmed, state->n_confirmed);
  g_autofree char *expected_reasons = join_list (one->expected, "reasons", "rule");
  g_autofree char *expected_flags = join_list (one->expected, "flags", "rule");
  g_autofree char *expected_ask = join_list (one->expected, "ask", NULL);
  g_autofree char *expected_confirmed = join_list (one->expected, "confirmed", NULL);
  g_autofree char *since = recoup_day_format (state->plan_since);

  compare_string (one, "verdict", recoup_verdict_get_name (state->verdict));
  compare_number (one, "severity", state->severity, 0.0);
  compare_text (one, "reasons", expected_reasons, reasons);
  compare_params (one, "reasons", state->reasons);
  compare_text (one, "flags", expected_flags, flags);
  compare_params (one, "flags", state->flags);
  compare_text (one, "ask", expected_ask, ask);
  compare_text (one, "confirmed", expected_confirmed, confirmed);
  compare_string (one, "plan.state", recoup_plan_state_get_name (state->plan));
  compare_number (one, "plan.week", state->plan_week, 0.0);
  compare_string (one, "plan.since", since);
  compare_string (one, "plan.set_factor", recoup_plan_state_get_set_factor (state->plan));
}

static void
compare_today (Case *one)
{
  const RecoupState *state = one->state;
  g_autoptr (GString) planned = g_string_new (NULL);
  g_autofree char *expected = join_list (one->expected, "today.planned", NULL);

  for (guint i = 0; i < state->planned.n; i++)
    g_string_append_printf (planned, "%s%s", i > 0 ? " " : "",
                            recoup_planned_get_name (state->planned.items[i]));
  compare_text (one, "today.planned", expected, planned->str);
  compare_number (one, "today.protein_g", state->protein_g, BALANCE_TOLERANCE);
  compare_number (one, "today.protein_target_g", state->protein_target_g, 0.0);
  compare_number (one, "today.sleep_min", state->sleep_min, METRIC_TOLERANCE);
  compare_number (one, "today.sessions", state->sessions, 0.0);
  compare_number (one, "today.load", state->load, MAX (1e-3, LOAD_SHARE * state->load));
  compare_boolean (one, "today.load_estimated", state->load_estimated);
  compare_boolean (one, "today.ill", state->ill);
}

static void
compare_times (Case *one)
{
  const RecoupState *state = one->state;
  g_autoptr (GVariant) times = get (one->expected, "protein.times");
  g_autoptr (GString) why = g_string_new ("S-011");
  g_autofree char *expected_why = join_list (one->expected, "bedtime.why", NULL);

  if (state->extra_min > 0)
    g_string_append (why, " M-06");
  if (state->lights_out_moved)
    g_string_append (why, " S-016");
  compare_instant (one, "bedtime.lights_out", state->lights_out);
  compare_instant (one, "bedtime.screens_dim", state->screens_dim);
  compare_number (one, "bedtime.extra_min", state->extra_min, 0.0);
  compare_text (one, "bedtime.why", expected_why, why->str);
  if (g_variant_n_children (times) != state->n_slots)
    differ (one, "protein.times", "got %u", state->n_slots);
  for (gsize i = 0; i < g_variant_n_children (times) && i < state->n_slots; i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (times, i);
      g_autoptr (GVariant) item = g_variant_get_variant (box);
      compare_instant_value (one, "protein.times", item, state->slots[i]);
    }
  compare_number (one, "protein.per_slot_g", state->per_slot_g, 0.0);
  compare_number (one, "protein.remaining_slots", state->remaining_slots, 0.0);
  compare_boolean (one, "protein.above_0_55", state->above_0_55);
}

static char *
join_names (const GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            (const char *) g_ptr_array_index (names, i));
  return g_string_free (text, FALSE);
}

static void
compare_metrics (Case *one)
{
  const RecoupState *state = one->state;
  g_autofree char *progress = join_names (state->progress);
  g_autofree char *unmapped = join_names (state->unmapped);
  g_autofree char *expected_progress = join_list (one->expected, "metrics.progress", NULL);
  g_autofree char *expected_unmapped = join_list (one->expected, "unmapped", NULL);

  compare_number (one, "metrics.sri", state->sri, METRIC_TOLERANCE);
  compare_number (one, "metrics.monotony", state->monotony, METRIC_TOLERANCE);
  compare_number (one, "metrics.strain", state->strain, METRIC_TOLERANCE);
  compare_number (one, "metrics.adherence7", state->adherence7, 0.0);
  compare_number (one, "metrics.adherence7_known", state->adherence7_known, 0.0);
  compare_text (one, "metrics.progress", expected_progress, progress);
  compare_text (one, "unmapped", expected_unmapped, unmapped);
}

static void
compare_faults (Case *one, const GArray *faults)
{
  g_autoptr (GVariant) list = get (one->expected, "errors");

  if (g_variant_n_children (list) != faults->len)
    differ (one, "errors", "expected %u, got %u", (guint) g_variant_n_children (list), faults->len);
  for (gsize i = 0; i < g_variant_n_children (list) && i < faults->len; i++)
    {
      const TestFault *fault = &g_array_index (faults, TestFault, i);
      g_autoptr (GVariant) box = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) item = g_variant_get_variant (box);
      g_autoptr (GVariant) code = get (item, "code");
      if (fabs (get_number (item, "line") - fault->line) > 0.0)
        differ (one, "errors", "line %u", fault->line);
      compare_text (one, "errors", g_variant_get_string (code, NULL), fault->code);
    }
}

static void
compare_state (Case *one, const GArray *faults)
{
  g_autofree char *day = recoup_day_format (one->state->day);
  g_autofree char *first_day = recoup_day_format (one->state->first_day);

  compare_string (one, "day", day);
  compare_string (one, "first_day", first_day);
  compare_string (one, "zone", one->state->zone);
  compare_points (one);
  compare_balances (one);
  compare_judgement (one);
  compare_today (one);
  compare_times (one);
  compare_metrics (one);
  compare_faults (one, faults);
}

static void
test_scenario (gconstpointer data)
{
  const char *name = data;
  const char *folder = g_getenv ("RECOUP_TEST_DATA");
  g_autofree char *base = g_build_filename (folder, "vectors", "own", name, NULL);
  g_autofree char *journal_path = g_strconcat (base, ".jsonl", NULL);
  g_autofree char *policy_path = g_strconcat (base, ".policy.json", NULL);
  g_autofree char *expected_path = g_strconcat (base, ".expected.json", NULL);
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (TestFault));
  g_autoptr (RecoupJournal) journal = test_journal_load (journal_path, zones, faults);
  g_autoptr (GVariant) expected = test_json_load (expected_path);
  g_autoptr (GVariant) zone_name = get (expected, "zone");
  g_autoptr (GVariant) states = get (expected, "states");
  RecoupEntrySource source = recoup_journal_get_source (journal);
  const RecoupZone *zone = recoup_zone_table_lookup (zones, g_variant_get_string (zone_name, NULL));
  RecoupPolicy policy;
  guint differences = 0;

  g_assert_nonnull (zone);
  test_policy_load (policy_path, &policy);
  g_autoptr (RecoupLedger) ledger = recoup_ledger_new (&source, &policy, zone, zones);
  for (gsize i = 0; i < g_variant_n_children (states); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (states, i);
      g_autoptr (GVariant) item = g_variant_get_variant (box);
      g_autoptr (GVariant) at = get (item, "now");
      RecoupInstant now = RECOUP_INSTANT_NONE;
      Case one = { name, g_variant_get_string (at, NULL), item, NULL, 0 };
      g_assert_true (recoup_instant_parse (one.now, &now, NULL));
      g_autoptr (RecoupState) state = recoup_ledger_compute (ledger, now);
      one.state = state;
      compare_state (&one, faults);
      differences += one.differences;
    }
  g_assert_cmpuint (differences, ==, 0);
}

static gint
compare_file_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *folder =
      g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "vectors", "own", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_assert_nonnull (dir);
  for (const char *file = g_dir_read_name (dir); file != NULL; file = g_dir_read_name (dir))
    if (g_str_has_suffix (file, ".jsonl"))
      g_ptr_array_add (names, g_strndup (file, strlen (file) - strlen (".jsonl")));
  g_ptr_array_sort (names, compare_file_names);
  g_assert_cmpuint (names->len, >=, 38);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/vectors/%s", (const char *) g_ptr_array_index (names, i));
      g_test_add_data_func (path, g_ptr_array_index (names, i), test_scenario);
    }
  return g_test_run ();
}
