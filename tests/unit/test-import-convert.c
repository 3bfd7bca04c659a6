/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What becomes of a foreign file: entries that are valid, keep their ids from export to export,
 * stand at the right instant whatever the zone does, and say what each exercise works. */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "client/import/importer.h"
#include "client/import/preview.h"
#include "support/zones.h"

#define HEVY                                                                                  \
  "title,start_time,end_time,description,exercise_title,set_type,weight_kg,reps,distance_km," \
  "duration_seconds,rpe\n"

/* Runs an import and gives its entries; @summary_out: (optional) */
static GPtrArray *
run (const char *text, const char *zone, const char *corrections, GVariant **summary_out)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  RecoupImporterOptions options = { .zone = zone,
                                    .zones = zones,
                                    .weight_factor = 1,
                                    .corrections = corrections };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) result = recoup_importer_run (bytes, &options, &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) rows = g_variant_get_child_value (result, 0);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      RecoupEntry *entry = recoup_entry_new_from_variant (row, NULL, zones, NULL, &error);
      g_assert_no_error (error);
      g_ptr_array_add (entries, entry);
    }
  if (summary_out != NULL)
    *summary_out = g_variant_get_child_value (result, 1);
  return entries;
}

static const RecoupEntry *
nth (GPtrArray *entries, guint i)
{
  g_assert_cmpuint (i, <, entries->len);
  return g_ptr_array_index (entries, i);
}

static void
test_fields (void)
{
  g_autoptr (GPtrArray) entries = run (
      HEVY "Legs,2026-03-02 19:00,2026-03-02 20:02,felt good,Squat (Barbell),warmup,20,10,,,6\n"
           "Legs,2026-03-02 19:00,2026-03-02 20:02,felt good,Squat "
           "(Barbell),failure,100.333333,5,,,9.5\n"
           "Legs,2026-03-02 19:00,2026-03-02 20:02,felt good,squat,dropset,60,8,,,\n"
           "Legs,2026-03-02 19:00,2026-03-02 20:02,felt good,Plank,normal,,,,60,\n"
           "Legs,2026-03-02 19:00,2026-03-02 20:02,felt good,Sled Push,normal,40,,0.02,,\n"
           "Legs,2026-03-02 19:00,2026-03-02 20:02,felt good,Bobcat,normal,5,8,,,\n",
      "Europe/Berlin", NULL, NULL);
  const RecoupEntry *entry = nth (entries, 0);
  const RecoupSession *session = &entry->session;

  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpint (entry->kind, ==, RECOUP_ENTRY_SESSION);
  g_assert_cmpstr (entry->source, ==, "hevy");
  g_assert_cmpstr (entry->zone, ==, "Europe/Berlin");
  g_assert_cmpstr (entry->note, ==, "felt good");
  g_assert_cmpstr (session->title, ==, "Legs");
  g_assert_cmpint (entry->rev, ==, 0);
  g_assert_cmpint (entry->start, ==, G_GINT64_CONSTANT (1772474400) * G_USEC_PER_SEC);
  g_assert_cmpint (entry->end - entry->start, ==, 62 * RECOUP_USEC_PER_MIN);
  g_assert_cmpuint (session->n_sets, ==, 6);

  const RecoupSet *sets = session->sets;
  g_assert_cmpint (sets[0].warmup, ==, RECOUP_YES);
  g_assert_cmpfloat_with_epsilon (sets[0].rpe, 6, 1e-9);
  g_assert_true (isnan (sets[0].rir));
  g_assert_cmpfloat_with_epsilon (sets[1].rir, 0, 1e-9); /* to failure: none left */
  g_assert_cmpfloat_with_epsilon (sets[1].rpe, 9.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (sets[1].load_kg, 100.3333, 1e-9);
  g_assert_cmpint (sets[2].warmup, ==, RECOUP_UNSAID);
  g_assert_cmpint (sets[3].reps, ==, -1);
  g_assert_cmpfloat_with_epsilon (sets[3].duration_sec, 60, 1e-9);
  g_assert_cmpint (sets[4].reps, ==, 1); /* a distance alone: once over it */
  g_assert_cmpfloat_with_epsilon (sets[4].distance_m, 20, 1e-9);

  g_assert_true (sets[0].has_groups);
  g_assert_cmpfloat_with_epsilon (sets[0].groups.weight[RECOUP_GROUP_QUADS], 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (sets[0].groups.weight[RECOUP_GROUP_HAMSTRINGS], 0.5, 1e-9);
  g_assert_false (sets[2].has_groups); /* the catalogue knows it by that name */
  g_assert_false (sets[5].has_groups); /* nobody knows it */
}

/* The same file gives the same ids; notes, titles and sets do not change them; formats, starts and
 * the second workout of a minute do. */
static void
test_ids (void)
{
  static const char *const files[] = {
    HEVY "A,2026-03-02 19:00,,x,Squat,normal,60,8,,,\n",
    HEVY
    "B,\"2 Mar 2026, 19:00\",,y,Squat,normal,70,8,,,\nB,2026-03-02 19:00,,y,Row,normal,9,9,,,\n",
    HEVY "A,2026-03-02 19:01,,x,Squat,normal,60,8,,,\n",
    "Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n2026-03-02 19:00:00,A,Squat,1,60,8\n",
  };
  g_autoptr (GPtrArray) first = run (files[0], "Europe/Berlin", NULL, NULL);
  g_autoptr (GPtrArray) elsewhere = run (files[0], "Asia/Tokyo", NULL, NULL);

  g_assert_cmpstr (nth (first, 0)->id, ==, nth (elsewhere, 0)->id);
  g_assert_true (g_uuid_string_is_valid (nth (first, 0)->id));
  g_assert_cmpint (nth (first, 0)->id[14], ==, '5'); /* version */
  for (guint i = 1; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GPtrArray) entries = run (files[i], "Europe/Berlin", NULL, NULL);
      g_assert_cmpuint (entries->len, ==, 1);
      g_assert_cmpint (g_str_equal (nth (first, 0)->id, nth (entries, 0)->id), ==, i == 1);
    }
  g_autoptr (GPtrArray) twins = run (HEVY "A,2026-03-02 19:00,,x,Squat,normal,60,8,,,\n"
                                          "B,2026-03-02 19:00,,x,Squat,normal,60,8,,,\n",
                                     "Europe/Berlin", NULL, NULL);
  g_assert_cmpuint (twins->len, ==, 2);
  g_assert_cmpstr (nth (twins, 0)->id, ==, nth (first, 0)->id);
  g_assert_cmpstr (nth (twins, 1)->id, !=, nth (first, 0)->id);
}

/* Clock times in nights when the clock changes, and how long what lies across them took. */
static void
test_zones (void)
{
  static const struct
  {
    const char *name, *start, *end, *zone;
    gint64 start_sec; /* since 1970 */
    gint64 seconds;   /* to the end; 0: no end */
  } cases[] = {
    { "winter", "2026-01-05 19:00", "2026-01-05 20:00", "Europe/Berlin", 1767636000, 3600 },
    { "summer", "2026-07-05 19:00", "2026-07-05 20:00", "Europe/Berlin", 1783270800, 3600 },
    { "utc", "2026-07-05 19:00", "2026-07-05 20:00", "UTC", 1783278000, 3600 },
    { "start-in-gap", "2026-03-29 02:30", "2026-03-29 03:30", "Europe/Berlin", 1774746000, 1800 },
    { "across-gap", "2026-03-29 01:30", "2026-03-29 03:30", "Europe/Berlin", 1774744200, 3600 },
    { "across-fold", "2026-10-25 01:30", "2026-10-25 03:30", "Europe/Berlin", 1792884600, 10800 },
    { "end-in-second-hour", "2026-10-25 02:50", "2026-10-25 02:55", "Europe/Berlin", 1792889400,
      300 },
    { "over-midnight", "2026-01-05 23:30", "2026-01-06 00:30", "Asia/Kolkata", 1767636000, 3600 },
    { "offset-in-file", "2026-01-05T19:00:00Z", "2026-01-05T20:00:00Z", "Europe/Berlin", 1767639600,
      3600 },
    { "no-end", "2026-01-05 19:00", "", "Europe/Berlin", 1767636000, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          g_strdup_printf (HEVY "A,%s,%s,,Squat,normal,60,8,,,\n", cases[i].start, cases[i].end);
      g_autoptr (GPtrArray) entries = run (text, cases[i].zone, NULL, NULL);
      const RecoupEntry *entry = nth (entries, 0);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (entry->start / G_USEC_PER_SEC, ==, cases[i].start_sec);
      if (cases[i].seconds == 0)
        g_assert_cmpint (entry->end, ==, RECOUP_INSTANT_NONE);
      else
        g_assert_cmpint ((entry->end - entry->start) / G_USEC_PER_SEC, ==, cases[i].seconds);
    }
}

/* A date alone is put at noon. */
static void
test_date_only (void)
{
  g_autoptr (GPtrArray) entries =
      run ("Date,Exercise,Category,Weight (kg),Reps\n2018-05-07,My Move,Chest,60,8\n", "UTC", NULL,
           NULL);
  const RecoupEntry *entry = nth (entries, 0);

  g_assert_cmpint (entry->start / G_USEC_PER_SEC, ==, 1525694400);
  g_assert_null (entry->session.title);
  g_assert_cmpfloat_with_epsilon (entry->session.sets[0].groups.weight[RECOUP_GROUP_CHEST], 1,
                                  1e-9);
}

/* More sets than a session takes become several sessions, one after the other. */
static void
test_many_sets (void)
{
  g_autoptr (GString) text = g_string_new (HEVY);

  for (guint i = 0; i < 300; i++)
    g_string_append (text, "A,2026-01-05 19:00,2026-01-05 20:40,,Squat,normal,60,8,,,\n");
  g_autoptr (GVariant) summary = NULL;
  g_autoptr (GPtrArray) entries = run (text->str, "UTC", NULL, &summary);
  guint n_sets = 0;

  g_assert_cmpuint (entries->len, ==, 3);
  for (guint i = 0; i < entries->len; i++)
    {
      n_sets += nth (entries, i)->session.n_sets;
      if (i > 0)
        {
          g_assert_cmpstr (nth (entries, i)->id, !=, nth (entries, i - 1)->id);
          g_assert_cmpint (nth (entries, i)->start, ==, nth (entries, i - 1)->end);
        }
    }
  g_assert_cmpuint (n_sets, ==, 300);
  g_assert_cmpint (nth (entries, 2)->end - nth (entries, 0)->start, ==, 100 * RECOUP_USEC_PER_MIN);
}

/* A workout outside of what the journal takes is reported with its line, the others are taken. */
static void
test_out_of_range (void)
{
  g_autoptr (GVariant) summary = NULL;
  g_autoptr (GPtrArray) entries = run (HEVY "A,1999-01-05 19:00,,,Squat,normal,60,8,,,\n"
                                            "A,2026-01-05 19:00,,,Squat,normal,60,8,,,\n",
                                       "UTC", NULL, &summary);
  gint64 refused = 0;

  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_true (g_variant_lookup (summary, "refused", "x", &refused));
  g_assert_cmpint (refused, ==, 1);
}

static char *
write_corrections (const char *text)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gint fd = g_file_open_tmp ("recoup-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, &error));
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  return g_steal_pointer (&path);
}

static void
test_corrections (void)
{
  g_autofree char *path = write_corrections ("# mine\n[exercises]\nbobcat = quads, glutes=0.25\n"
                                             "Squat (Barbell)=chest=1 , abs = 0.5\n");
  g_autoptr (GVariant) summary = NULL;
  g_autoptr (GPtrArray) entries = run (HEVY "A,2026-01-05 19:00,,,Bobcat,normal,60,8,,,\n"
                                            "A,2026-01-05 19:00,,,squat  (barbell),normal,60,8,,,\n"
                                            "A,2026-01-05 19:00,,,Wolpertinger,normal,60,8,,,\n",
                                       "UTC", path, &summary);
  const RecoupSet *sets = nth (entries, 0)->session.sets;
  g_autoptr (GVariant) unmapped = g_variant_lookup_value (summary, "unmapped", NULL);
  g_autofree char *names = g_variant_print (unmapped, FALSE);

  g_assert_cmpfloat_with_epsilon (sets[0].groups.weight[RECOUP_GROUP_QUADS], 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (sets[0].groups.weight[RECOUP_GROUP_GLUTES], 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (sets[1].groups.weight[RECOUP_GROUP_CHEST], 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (sets[1].groups.weight[RECOUP_GROUP_ABS], 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (sets[1].groups.weight[RECOUP_GROUP_QUADS], 0, 1e-9);
  g_assert_cmpstr (names, ==, "['Wolpertinger']");
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_bad_corrections (void)
{
  static const char *const files[] = {
    "[exercises]\nsquat = leg\n",
    "[exercises]\nsquat = quads=2\n",
    "[exercises]\nsquat = quads=0\n",
    "[exercises]\nsquat = quads=x\n",
    "[exercises]\nsquat =\n",
    "[exercises]\nsquat = quads,,abs\n",
    "squat = quads\n",
    "[exercises\n",
    "[exercises]\nsquat = quads=nan\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = write_corrections (files[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RecoupMapping) mapping = recoup_mapping_new (path, &error);

      g_test_message ("%s", files[i]);
      g_assert_null (mapping);
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupMapping) mapping = recoup_mapping_new ("/nonexistent/exercises.conf", &error);
  g_assert_no_error (error);
  g_assert_nonnull (mapping);
}

/* recoup's own lines: the version that counts is kept, removes all are, bad lines are told. */
static void
test_lines (void)
{
  static const char text[] =
      "{\"kind\":\"weight\",\"id\":\"5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a11\",\"rev\":1,\"at\":"
      "\"2026-01-05T19:00:00Z\",\"kg\":81}\n"
      "{\"kind\":\"weight\",\"id\":\"5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a11\",\"at\":\"2026-01-05T19:"
      "00:"
      "00Z\",\"kg\":80}\n"
      "{\"kind\":\"weight\",\"id\":\"5F0C1F8E-7D0A-4D53-9F6E-0E8B4B7F0A11\",\"rev\":1,\"at\":"
      "\"2026-01-05T19:00:00Z\",\"kg\":80}\n"
      "\n"
      "{\"kind\":\"weight\",\"at\":\"2026-01-06T19:00:00Z\",\"kg\":5}\n"
      "{\"kind\":\"rest\",\"date\":\"2026-01-06\",\"mood\":3}\n"
      "{\"kind\":\"remove\",\"id\":\"c0ffee00-1111-4222-8333-444455556666\",\"target\":"
      "\"0b0e7a52-4a3d-4d0e-8a55-0d2b7f1c9e01\"}\n";
  g_autoptr (GVariant) summary = NULL;
  g_autoptr (GPtrArray) entries = run (text, "UTC", NULL, &summary);
  g_autoptr (GVariant) issues = g_variant_lookup_value (summary, "issues", NULL);
  gint64 refused = 0;

  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpint (nth (entries, 0)->rev, ==, 1);
  g_assert_cmpfloat_with_epsilon (nth (entries, 0)->weight_kg, 81, 1e-9); /* the greater line */
  g_assert_cmpint (nth (entries, 1)->kind, ==, RECOUP_ENTRY_REST);
  g_assert_cmpint (nth (entries, 2)->kind, ==, RECOUP_ENTRY_REMOVE);
  g_assert_true (g_variant_lookup (summary, "refused", "x", &refused));
  g_assert_cmpint (refused, ==, 1);
  g_assert_cmpuint (g_variant_n_children (issues), ==, 2); /* the weight, and the mood of a rest */
}

/* Files with an entry a row: what they say, and what they leave open. */
static void
test_records (void)
{
  g_autoptr (GPtrArray) nights =
      run ("sid,start,stop,rating,comment,wakes\n1,1770069240000,1770094260000,0,\"a\nb\",0\n"
           "2,1770094260000,1770069240000,0,,0\n",
           "Europe/Berlin", NULL, NULL);
  g_assert_cmpuint (nights->len, ==, 1); /* the other ends before it begins */
  g_assert_cmpint (nth (nights, 0)->kind, ==, RECOUP_ENTRY_SLEEP);
  g_assert_cmpstr (nth (nights, 0)->source, ==, "plees");
  g_assert_cmpint (nth (nights, 0)->start / G_USEC_PER_SEC, ==, 1770069240);
  g_assert_cmpint (nth (nights, 0)->end / G_USEC_PER_SEC, ==, 1770094260);

  g_autoptr (GPtrArray) days =
      run ("Date,Energy (kcal),Fat (g),Protein (g),Iron (mg),Completed\n"
           "2026-03-02,1835.00,1,170.75,1,true\n2026-03-03,900,1,20,1,false\n"
           "2026-03-04,900,1,,1,true\n2026-03-05,,1,0,1,true\n",
           "Europe/Berlin", NULL, NULL);
  g_assert_cmpuint (days->len, ==, 2); /* half a day is no day, and an empty cell is not nothing */
  g_assert_cmpint (nth (days, 0)->kind, ==, RECOUP_ENTRY_FOOD_DAY);
  g_assert_cmpint (nth (days, 0)->date, ==, recoup_day_from_ymd (2026, 3, 2));
  g_assert_cmpfloat_with_epsilon (nth (days, 0)->food.protein_g, 170.75, 1e-9);
  g_assert_cmpfloat_with_epsilon (nth (days, 0)->food.energy_kcal, 1835, 1e-9);
  g_assert_cmpfloat_with_epsilon (nth (days, 1)->food.protein_g, 0, 1e-9);
  g_assert_true (isnan (nth (days, 1)->food.energy_kcal));

  static const char withings[] = "Date,\"Weight (kg)\",\"Fat mass (kg)\"\n"
                                 "\"2026-03-02 07:01:00\",82.6,\n\"2026-03-03 07:01:00\",,\n";
  static const char *const scales[] = {
    withings,
    "DATE,TIME,WEIGHT,FAT\n2026-03-02,07:01,82.6,18\n",
    "date,weight_lbs,fat_percent\n\"2 Mar 2026, 07:01\",182.1019,\n",
  };
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (GPtrArray) weights = run (scales[i], "Europe/Berlin", NULL, NULL);
      g_test_message ("%s", scales[i]);
      g_assert_cmpuint (weights->len, ==, 1);
      g_assert_cmpint (nth (weights, 0)->kind, ==, RECOUP_ENTRY_WEIGHT);
      g_assert_cmpint (nth (weights, 0)->start / G_USEC_PER_SEC, ==, 1772431260);
      g_assert_cmpfloat_with_epsilon (nth (weights, 0)->weight_kg, 82.6, 0.001);
    }
}

/* The bar: nearly all sets of the samples have their muscles. */
static void
test_mapped_share (void)
{
  static const char *const samples[] = { "hevy/hevy_lbs_miles_supersets.csv",
                                         "strong/strong_android_semicolon_kg.csv",
                                         "strong/strong_ios_2019_no_duration.csv",
                                         "fitnotes/fitnotes_android_2018_weight_lbs_header.csv" };
  static const char *const shared[] = { "hevy/hevy_kg_subset.csv",
                                        "strong/strong_ios_2024_no_notes_cols.csv",
                                        "strong/strong_ios_2025_resttimer.csv",
                                        "strong/strong_ios_unquoted.csv" };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  guint n_sets = 0;
  guint n_mapped = 0;

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    g_ptr_array_add (paths, g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "samples", "own",
                                              samples[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      g_autofree char *path =
          g_build_filename (g_getenv ("RECOUP_SHARED"), "samples", "third-party", shared[i], NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  for (guint p = 0; p < paths->len; p++)
    {
      g_autofree char *text = NULL;
      g_assert_true (g_file_get_contents (g_ptr_array_index (paths, p), &text, NULL, NULL));
      g_autoptr (GVariant) summary = NULL;
      g_autoptr (GPtrArray) entries = run (text, "UTC", NULL, &summary);
      g_autoptr (GVariant) lines = g_variant_lookup_value (summary, "exercises", NULL);
      g_assert_cmpuint (entries->len, >, 0);
      for (gsize i = 0; i < g_variant_n_children (lines); i++)
        {
          g_autoptr (GVariant) line = g_variant_get_child_value (lines, i);
          const char *how = NULL;
          gint64 sets = 0;
          g_assert_true (g_variant_lookup (line, "how", "&s", &how));
          g_assert_true (g_variant_lookup (line, "sets", "x", &sets));
          n_sets += (guint) sets;
          n_mapped += g_str_equal (how, "unknown") ? 0 : (guint) sets;
        }
    }
  g_test_message ("%u of %u sets in %u files", n_mapped, n_sets, paths->len);
  g_assert_cmpuint (n_sets, >, 500);
  g_assert_cmpuint (n_mapped * 100, >=, n_sets * 98);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-convert/fields", test_fields);
  g_test_add_func ("/import-convert/ids", test_ids);
  g_test_add_func ("/import-convert/zones", test_zones);
  g_test_add_func ("/import-convert/date-only", test_date_only);
  g_test_add_func ("/import-convert/many-sets", test_many_sets);
  g_test_add_func ("/import-convert/out-of-range", test_out_of_range);
  g_test_add_func ("/import-convert/corrections", test_corrections);
  g_test_add_func ("/import-convert/bad-corrections", test_bad_corrections);
  g_test_add_func ("/import-convert/lines", test_lines);
  g_test_add_func ("/import-convert/records", test_records);
  g_test_add_func ("/import-convert/mapped-share", test_mapped_share);
  return g_test_run ();
}
