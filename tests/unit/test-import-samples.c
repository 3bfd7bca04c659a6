/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every total of the sample exports, as tests/data/samples/expected has it: our own samples always,
 * those of other projects where they lie beside the checkout. */

#include <json-glib/json-glib.h>
#include <math.h>

#include "client/import/foreign.h"

#define TOLERANCE 0.001 /* apps round weights */

static RecoupForeign *
read_sample (const char *path, double weight_factor)
{
  g_autofree char *text = NULL;
  gsize size = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, &size, &error));
  g_assert_no_error (error);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&text), size);
  RecoupForeignOptions options = { .weight_factor = weight_factor };
  RecoupForeign *foreign = recoup_foreign_read (bytes, &options, &error);
  g_assert_no_error (error);
  return foreign;
}

/* What one selection of sets adds up to. */
typedef struct
{
  guint sets;
  double volume_kg;
  double working_kg; /* without warm-ups */
} Sum;

static void
add_workout (Sum *sum, const RecoupForeignWorkout *workout)
{
  for (guint i = 0; i < workout->sets->len; i++)
    {
      const RecoupForeignSet *set = &g_array_index (workout->sets, RecoupForeignSet, i);
      if (set->is_cardio)
        continue;
      double volume = isnan (set->load_kg) ? 0 : set->load_kg * set->reps;
      sum->sets++;
      sum->volume_kg += volume;
      sum->working_kg += set->type == RECOUP_SET_WARMUP ? 0 : volume;
    }
}

static void
assert_close (const char *what, double got, double expected)
{
  g_test_message ("%s: %.2f, expected %.2f", what, got, expected);
  g_assert_cmpfloat_with_epsilon (got, expected, MAX (0.01, fabs (expected) * TOLERANCE));
}

/* A member that may be absent: then nothing is asserted. */
static void
assert_count (JsonObject *object, const char *member, guint got)
{
  if (!json_object_has_member (object, member))
    return;
  g_test_message ("%s: %u, expected %" G_GINT64_FORMAT, member, got,
                  json_object_get_int_member (object, member));
  g_assert_cmpint (got, ==, json_object_get_int_member (object, member));
}

/* A count by name against an object of numbers: both have the same names. */
static void
assert_counts (GHashTable *counts, JsonObject *expected)
{
  g_autoptr (GList) names = json_object_get_members (expected);

  g_assert_cmpuint (g_hash_table_size (counts), ==, g_list_length (names));
  for (GList *link = names; link != NULL; link = link->next)
    {
      guint got = GPOINTER_TO_UINT (g_hash_table_lookup (counts, link->data));
      g_test_message ("%s: %u", (const char *) link->data, got);
      g_assert_cmpint (got, ==, json_object_get_int_member (expected, link->data));
    }
}

static void
count_up (GHashTable *counts, const char *name)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

  g_hash_table_insert (counts, (gpointer) name, GUINT_TO_POINTER (n + 1));
}

static void
check_names (RecoupForeign *foreign, JsonObject *training)
{
  g_autoptr (GHashTable) exercises = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) categories = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint w = 0; w < foreign->workouts->len; w++)
    {
      const RecoupForeignWorkout *workout = g_ptr_array_index (foreign->workouts, w);
      for (guint i = 0; i < workout->sets->len; i++)
        {
          const RecoupForeignSet *set = &g_array_index (workout->sets, RecoupForeignSet, i);
          if (set->is_cardio)
            continue;
          count_up (exercises, set->exercise);
          if (set->category != NULL)
            count_up (categories, set->category);
        }
    }
  assert_counts (exercises, json_object_get_object_member (training, "sets_per_exercise"));
  if (json_object_has_member (training, "sets_per_category"))
    assert_counts (categories, json_object_get_object_member (training, "sets_per_category"));
}

static void
check_workout (const RecoupForeignWorkout *workout, JsonObject *expected)
{
  g_autofree char *start = recoup_stamp_format (&workout->start);
  Sum sum = { 0 };

  add_workout (&sum, workout);
  g_test_message ("workout %s", start);
  g_assert_cmpstr (start, ==, json_object_get_string_member (expected, "start"));
  g_assert_cmpint (sum.sets, ==, json_object_get_int_member (expected, "sets"));
  assert_close ("volume", sum.volume_kg, json_object_get_double_member (expected, "volume_kg"));
  if (json_object_get_null_member (expected, "title"))
    g_assert_null (workout->title);
  else
    g_assert_cmpstr (workout->title, ==, json_object_get_string_member (expected, "title"));
  if (json_object_get_null_member (expected, "minutes"))
    g_assert_true (isnan (workout->minutes));
  else
    assert_close ("minutes", workout->minutes, json_object_get_double_member (expected, "minutes"));
}

static void
check_sample (const char *path, const char *expected_path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, expected_path, &error);
  g_assert_no_error (error);
  JsonObject *expected = json_node_get_object (json_parser_get_root (parser));
  JsonObject *assumed = json_object_get_object_member (expected, "assumptions");
  JsonObject *training = json_object_get_object_member (expected, "training");
  JsonArray *list = json_object_get_array_member (training, "workout_list");
  gboolean says_no_unit = json_object_has_member (assumed, "weight_unit_if_column_has_none");
  g_autoptr (RecoupForeign) foreign = read_sample (path, says_no_unit ? 1 : 0);
  const RecoupForeignCounts *counts = &foreign->counts;
  Sum sum = { 0 };

  g_test_message ("%s", path);
  g_assert_cmpstr (foreign->format->name, ==, json_object_get_string_member (expected, "format"));
  g_assert_cmpuint (foreign->issues->len, ==, 0);
  g_assert_cmpuint (counts->refused, ==, 0);
  g_assert_cmpuint (foreign->workouts->len, ==, json_array_get_length (list));
  assert_count (training, "workouts", foreign->workouts->len);
  for (guint i = 0; i < foreign->workouts->len; i++)
    {
      const RecoupForeignWorkout *workout = g_ptr_array_index (foreign->workouts, i);
      check_workout (workout, json_array_get_object_element (list, i));
      add_workout (&sum, workout);
    }
  assert_count (training, "sets_total", sum.sets);
  assert_count (training, "sets_total", counts->sets);
  assert_count (training, "sets_warmup", counts->warmups);
  assert_count (training, "sets_drop", counts->drops);
  assert_count (training, "sets_failure", counts->failures);
  assert_count (training, "cardio_sets", counts->cardio);
  assert_count (training, "rows_rest_timer", counts->rest_timers);
  assert_count (training, "superset_rows", counts->supersets);
  assert_count (training, "rpe_values", counts->rpe_values);
  assert_close ("volume", sum.volume_kg, json_object_get_double_member (training, "volume_kg"));
  assert_close ("without warm-ups", sum.working_kg,
                json_object_get_double_member (training, "volume_kg_excl_warmup"));
  if (counts->rpe_values > 0)
    assert_close ("mean RPE", counts->rpe_sum / counts->rpe_values,
                  json_object_get_double_member (training, "rpe_mean"));
  check_names (foreign, training);
}

/* The entries of a file with one a row, in the order of the file, against a list of objects. */
static void
check_record (const RecoupForeignRecord *record, JsonObject *expected)
{
  g_autofree char *date = recoup_day_format (record->start.day);

  if (json_object_has_member (expected, "start_utc"))
    {
      g_autofree char *start = recoup_instant_format (record->start.instant, NULL);
      g_autofree char *end = recoup_instant_format (record->end.instant, NULL);
      g_assert_cmpstr (start, ==, json_object_get_string_member (expected, "start_utc"));
      g_assert_cmpstr (end, ==, json_object_get_string_member (expected, "end_utc"));
      return;
    }
  g_assert_cmpstr (date, ==, json_object_get_string_member (expected, "date"));
  if (json_object_has_member (expected, "kg"))
    assert_close ("kg", record->kg, json_object_get_double_member (expected, "kg"));
  else
    {
      assert_close ("protein", record->protein_g,
                    json_object_get_double_member (expected, "protein_g"));
      assert_close ("energy", record->energy_kcal,
                    json_object_get_double_member (expected, "energy_kcal"));
    }
}

/* Rows that are entries: those of @member that are complete. */
static void
check_records (const char *file, const char *member)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "samples", "own", file, NULL);
  g_autofree char *name = g_strconcat (file, ".json", NULL);
  g_autofree char *totals =
      g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "samples", "expected", name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (RecoupForeign) foreign = read_sample (path, 1);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_test_message ("%s", file);
  json_parser_load_from_file (parser, totals, &error);
  g_assert_no_error (error);
  JsonArray *rows =
      json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), member);
  gboolean is_newest_first = foreign->records->len > 1 &&
                             g_array_index (foreign->records, RecoupForeignRecord, 0).start.day >
                                 g_array_index (foreign->records, RecoupForeignRecord, 1).start.day;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *expected = json_array_get_object_element (rows, i);
      if (json_object_has_member (expected, "completed") &&
          !json_object_get_boolean_member (expected, "completed"))
        continue;
      g_assert_cmpuint (n, <, foreign->records->len);
      guint index = is_newest_first ? foreign->records->len - 1 - n : n;
      check_record (&g_array_index (foreign->records, RecoupForeignRecord, index), expected);
      n++;
    }
  g_assert_cmpuint (n, ==, foreign->records->len);
  g_assert_cmpuint (foreign->counts.refused, ==, 0);
}

static void
test_records (void)
{
  check_records ("plees_tracker/plees_2026_week.csv", "sleep");
  check_records ("cronometer/dailysummary.csv", "nutrition");
  check_records ("bodyweight/withings_weight.csv", "body_weight_kg");
  check_records ("bodyweight/openscale.csv", "body_weight_kg");
}

/* Checks every sample of @format in @folder that has a file of expected totals. */
static guint
check_folder (const char *folder, const char *format)
{
  g_autofree char *expected =
      g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "samples", "expected", format, NULL);
  g_autofree char *samples = g_build_filename (folder, format, NULL);
  g_autoptr (GDir) dir = g_dir_open (samples, 0, NULL);
  guint n = 0;

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL;
       name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (samples, name, NULL);
      g_autofree char *file = g_strconcat (name, ".json", NULL);
      g_autofree char *totals = g_build_filename (expected, file, NULL);
      if (!g_str_has_suffix (name, ".csv"))
        continue;
      check_sample (path, totals);
      n++;
    }
  return n;
}

static void
test_format (gconstpointer data)
{
  const char *format = data;
  g_autofree char *own = g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "samples", "own", NULL);
  g_autofree char *shared =
      g_build_filename (g_getenv ("RECOUP_SHARED"), "samples", "third-party", NULL);

  g_assert_cmpuint (check_folder (own, format), >=, 1);
  guint n = check_folder (shared, format);
  g_test_message ("%u files of other projects", n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/import-samples/hevy", "hevy", test_format);
  g_test_add_data_func ("/import-samples/strong", "strong", test_format);
  g_test_add_data_func ("/import-samples/fitnotes", "fitnotes", test_format);
  g_test_add_func ("/import-samples/records", test_records);
  return g_test_run ();
}
