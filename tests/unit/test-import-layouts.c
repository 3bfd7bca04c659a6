/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every layout that the formats are known to have, each with the same two sets; and everything that
 * is wrong with a file, with what is said about it: line, column, expected, found. */

#include <math.h>
#include <string.h>

#include "client/import/foreign.h"
#include "client/import/formats.h"

#define POUND RECOUP_KG_PER_POUND

static RecoupForeign *
read_text (const char *text, gsize size, const RecoupForeignOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);

  return recoup_foreign_read (bytes, options, error);
}

/* A warm-up of 10 repetitions, then 8 with an effort: what every layout below says. */
typedef struct
{
  const char *name;
  const char *format;
  const char *text;
  double unit; /* what the user says, 0: nothing */
  const char *start;
  double minutes; /* NAN: the layout has none */
  double first_kg;
  double second_kg;
  gboolean has_warmup;
  double rpe; /* of the second set; NAN: the layout has none */
} Layout;

static const Layout layouts[] = {
  { "strong-ios-2019", "strong",
    "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout "
    "Notes,RPE\n"
    "2019-03-04 18:11:22,\"A\",\"Squat (Barbell)\",W,20,10,0,0,\"a, b\",\"\",\n"
    "2019-03-04 18:11:22,\"A\",\"Squat (Barbell)\",1,60.5,8,0,0,\"\",,8.5\n",
    1, "2019-03-04T18:11:22", NAN, 20, 60.5, TRUE, 8.5 },
  { "strong-ios-2021", "strong",
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout "
    "Notes,RPE\n"
    "2021-03-04 18:11:22,\"A\",1h 15min,\"Squat (Barbell)\",W,20,10,0,0,,,\n"
    "2021-03-04 18:11:22,\"A\",1h 15min,\"Squat (Barbell)\",1,60.5,8,0,0,,,8.5\n",
    POUND, "2021-03-04T18:11:22", 75, 20 * POUND, 60.5 * POUND, TRUE, 8.5 },
  { "strong-ios-2024", "strong",
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE\n"
    "2024-11-28 17:36:08,\"A\",35m,\"Squat (Barbell)\",W,20.0,10.0,0,0.0,\n"
    "2024-11-28 17:36:08,\"A\",35m,\"Squat (Barbell)\",1,60.5,8.0,0,0.0,8.5\n",
    1, "2024-11-28T17:36:08", 35, 20, 60.5, TRUE, 8.5 },
  { "strong-french", "strong",
    "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la "
    "série,Poids,Réps,Distance,Secondes,Notes,Notes d'entraînement,RPE\r\n"
    "2024-11-28 17:36:08,\"A\",46min,\"Squat (Barbell)\",W,20,10,0,0,,,\r\n"
    "2024-11-28 17:36:08,\"A\",46min,\"Squat (Barbell)\",1,\"60,5\",8,0,0,,,\"8,5\"\r\n",
    1, "2024-11-28T17:36:08", 46, 20, 60.5, TRUE, 8.5 },
  { "strong-12-hours", "strong",
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE\n"
    "2026-02-02 12:12:02\xe2\x80\xafPM,\"A\",35m,\"Squat (Barbell)\",W,20,10,0,0,\n"
    "2026-02-02 12:12:02\xe2\x80\xafPM,\"A\",35m,\"Squat (Barbell)\",1,60.5,8,0,0,8.5\n",
    1, "2026-02-02T12:12:02", 35, 20, 60.5, TRUE, 8.5 },
  { "strong-android-a", "strong",
    "\"Workout #\";\"Date\";\"Workout Name\";\"Duration (sec)\";\"Exercise Name\";\"Set "
    "Order\";\"Weight (lb)\";\"Reps\";\"RPE\";\"Distance "
    "(meters)\";\"Seconds\";\"Notes\";\"Workout Notes\"\n"
    "\"1\";\"2026-01-05 19:53:42\";\"A\";\"4200\";\"Squat "
    "(Barbell)\";\"W\";\"20\";\"10\";\"\";\"\";\"\";\"\";\"\"\n"
    "\"1\";\"2026-01-05 19:53:42\";\"A\";\"4200\";\"Squat "
    "(Barbell)\";\"1\";\"60,5\";\"8\";\"8,5\";\"\";\"\";\"\";\"\"\n",
    0, "2026-01-05T19:53:42", 70, 20 * POUND, 60.5 * POUND, TRUE, 8.5 },
  { "strong-android-b", "strong",
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance "
    "Unit;Seconds;Notes;Workout Notes;Workout Duration\n"
    "2026-01-05 19:53:42;A;Squat (Barbell);W;20;kg;10;;;;0;-;-;1h 10m\n"
    "2026-01-05 19:53:42;A;Squat (Barbell);1;60.5;lbs;8;8.5;;;0;-;-;1h 10m\n",
    0, "2026-01-05T19:53:42", 70, 20, 60.5 * POUND, TRUE, 8.5 },
  { "hevy-kg", "hevy",
    "\"title\",\"start_time\",\"end_time\",\"description\",\"exercise_title\",\"superset_id\","
    "\"exercise_notes\",\"set_index\",\"set_type\",\"weight_kg\",\"reps\",\"distance_km\","
    "\"duration_seconds\",\"rpe\"\n"
    "\"A\",\"28 Mar 2025, 17:29\",\"28 Mar 2025, 18:31\",\"\",\"Squat "
    "(Barbell)\",,\"x\\ny\",0,\"warmup\",20,10,,,\n"
    "\"A\",\"28 Mar 2025, 17:29\",\"28 Mar 2025, 18:31\",\"\",\"Squat "
    "(Barbell)\",,\"\",1,\"normal\",60.5,8,,,8.5\n",
    0, "2025-03-28T17:29:00", 62, 20, 60.5, TRUE, 8.5 },
  { "hevy-kg-miles", "hevy",
    "\"title\",\"start_time\",\"end_time\",\"exercise_title\",\"set_type\",\"weight_kg\",\"reps\","
    "\"distance_miles\",\"duration_seconds\",\"rpe\"\n"
    "\"A\",\"2024-01-07 17:15:00\",\"2024-01-07 18:00:00\",\"Squat "
    "(Barbell)\",\"warmup\",20,10,,,\n"
    "\"A\",\"2024-01-07 17:15:00\",\"2024-01-07 18:00:00\",\"Squat "
    "(Barbell)\",\"normal\",60.5,8,,,8.5\n",
    0, "2024-01-07T17:15:00", 45, 20, 60.5, TRUE, 8.5 },
  { "hevy-old-without-types", "hevy",
    "title,start_time,end_time,exercise_title,weight_lbs,reps\n"
    "A,\"28 Mar 2025, 17:29\",\"28 Mar 2025, 18:29\",Squat (Barbell),20,10\n"
    "A,\"28 Mar 2025, 17:29\",\"28 Mar 2025, 18:29\",Squat (Barbell),60.5,8\n",
    0, "2025-03-28T17:29:00", 60, 20 * POUND, 60.5 * POUND, FALSE, NAN },
  { "hevy-languages-mixed", "hevy",
    "title,start_time,end_time,exercise_title,set_type,weight_kg,reps,rpe\n"
    "A,\"18 März 2026, 20:39\",\"18 mars 2026, 21:39\",Squat（Barbell）,warmup,20,10,\n"
    "A,\"18 3月 2026, 20:39\",\"18 Mar 2026, 21:39\",Squat (Barbell),normal,60.5,8,8.5\n",
    0, "2026-03-18T20:39:00", 60, 20, 60.5, TRUE, 8.5 },
  { "fitnotes-now", "fitnotes",
    "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment\n"
    "2024-05-07,Barbell Squat,Legs,20.0,kgs,10,,,,\n"
    "2024-05-07,Barbell Squat,Legs,60.5,lbs,8,,,,\n",
    0, "2024-05-07", NAN, 20, 60.5 * POUND, FALSE, NAN },
  { "fitnotes-2017", "fitnotes",
    "Date,Exercise,Category,Weight (kg),Reps,Distance,Distance Unit,Time\n"
    "2017-05-07,Barbell Squat,Legs,20.0,10,,,\n"
    "2017-05-07,Barbell Squat,Legs,60.5,8,,,\n",
    0, "2017-05-07", NAN, 20, 60.5, FALSE, NAN },
  { "tabs-bom-extra-columns", "hevy",
    "\xef\xbb\xbf"
    "Title\tStart_Time\tExercise_Title\tmood\tSet_Type\tWeight_KG\tReps\tRPE\t\n"
    "A\t28 Mar 2025, 17:29\tSquat (Barbell)\t:-)\tWarmup\t20\t10\t\t\n"
    "A\t28 Mar 2025, 17:29\tSquat (Barbell)\t:-(\tNormal\t60.5\t8\t8.5\t\n",
    0, "2025-03-28T17:29:00", NAN, 20, 60.5, TRUE, 8.5 },
};

static void
test_layout (gconstpointer data)
{
  const Layout *layout = data;
  RecoupForeignOptions options = { .weight_factor = layout->unit };
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupForeign) foreign =
      read_text (layout->text, strlen (layout->text), &options, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (foreign->format->name, ==, layout->format);
  g_assert_cmpuint (foreign->issues->len, ==, 0);
  g_assert_cmpuint (foreign->workouts->len, ==, 1);
  const RecoupForeignWorkout *workout = g_ptr_array_index (foreign->workouts, 0);
  g_autofree char *start = recoup_stamp_format (&workout->start);
  g_assert_cmpstr (start, ==, layout->start);
  g_assert_cmpint (isnan (workout->minutes), ==, isnan (layout->minutes));
  if (!isnan (layout->minutes))
    g_assert_cmpfloat_with_epsilon (workout->minutes, layout->minutes, 1e-9);
  g_assert_cmpuint (workout->sets->len, ==, 2);
  const RecoupForeignSet *first = &g_array_index (workout->sets, RecoupForeignSet, 0);
  const RecoupForeignSet *second = &g_array_index (workout->sets, RecoupForeignSet, 1);
  g_assert_cmpint (first->reps, ==, 10);
  g_assert_cmpint (second->reps, ==, 8);
  g_assert_cmpfloat_with_epsilon (first->load_kg, layout->first_kg, 1e-9);
  g_assert_cmpfloat_with_epsilon (second->load_kg, layout->second_kg, 1e-9);
  g_assert_cmpint (first->type == RECOUP_SET_WARMUP, ==, layout->has_warmup);
  g_assert_cmpint (second->type, ==, RECOUP_SET_NORMAL);
  g_assert_cmpint (isnan (second->rpe), ==, isnan (layout->rpe));
  if (!isnan (layout->rpe))
    g_assert_cmpfloat_with_epsilon (second->rpe, layout->rpe, 1e-9);
}

#define STRONG \
  "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE\n"
#define HEVY                                                                                       \
  "title,start_time,end_time,exercise_title,set_type,weight_kg,reps,distance_km,duration_seconds," \
  "rpe\n"
#define FITNOTES \
  "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment\n"
#define GOOD "A,2026-01-05 19:00,,Squat,normal,60,8,,,\n"

/* Files with something wrong in one line: what is said, and how many sets are taken. */
static const struct
{
  const char *name, *text;
  const char *issue; /* "line column: text" of the first one */
  guint refused;
  guint sets;
} faulty[] = {
  { "truncated", HEVY GOOD "A,2026-01-05 19:00,,Squ", "3: expected 10 fields, found 4", 1, 1 },
  { "too-many-fields", HEVY GOOD "A,2026-01-05 19:00,,Squat,normal,60,8,,,,x\n",
    "3: expected 10 fields, found 11", 1, 1 },
  { "empty-fields-behind", HEVY "A,2026-01-05 19:00,,Squat,normal,60,8,,,,,\n", NULL, 0, 1 },
  { "cut-in-quotes", HEVY GOOD "A,2026-01-05 19:00,,\"Squ",
    "3: field 4: expected a closing quote within 65536 bytes, found the end of the file", 1, 1 },
  { "text-behind-quote", HEVY "A,\"2026-01-05\" 19:00,,Squat,normal,60,8,,,\n" GOOD,
    "2: field 2: expected ‘,’ or the end of the line after the closing quote, found more text", 1,
    1 },
  { "weight", HEVY "A,2026-01-05 19:00,,Squat,normal,sixty,8,,,\n" GOOD,
    "2 weight_kg: expected a number of 0 to 1000000, found ‘sixty’", 1, 1 },
  { "weight-ambiguous", HEVY "A,2026-01-05 19:00,,Squat,normal,\"1,050\",8,,,\n" GOOD,
    "2 weight_kg: expected a number of 0 to 1000000, found ‘1,050’", 1, 1 },
  { "weight-too-great", HEVY "A,2026-01-05 19:00,,Squat,normal,1001,8,,,\n" GOOD,
    "2 weight_kg: expected a weight of up to 1000 kg, found ‘1001’", 1, 1 },
  { "weight-negative", HEVY "A,2026-01-05 19:00,,Squat,normal,-20,8,,,\n",
    "2 weight_kg: ‘-20’ is less than nothing: taken as no weight", 0, 1 },
  { "reps-fraction", HEVY "A,2026-01-05 19:00,,Squat,normal,60,8.5,,,\n" GOOD,
    "2 reps: expected a whole number of 0 to 1000, found ‘8.5’", 1, 1 },
  { "reps-too-many", HEVY "A,2026-01-05 19:00,,Squat,normal,60,1001,,,\n" GOOD,
    "2 reps: expected a number of 0 to 1000, found ‘1001’", 1, 1 },
  { "rpe", HEVY "A,2026-01-05 19:00,,Squat,normal,60,8,,,11\n" GOOD,
    "2 rpe: expected a number of 0 to 10, found ‘11’", 1, 1 },
  { "no-exercise", HEVY "A,2026-01-05 19:00,, ,normal,60,8,,,\n" GOOD,
    "2 exercise_title: expected the name of an exercise, found ‘’", 1, 1 },
  { "date", HEVY "A,03/04/2026 19:00,,Squat,normal,60,8,,,\n" GOOD,
    "2 start_time: expected a date and time like 2026-01-05 19:53:42, found ‘03/04/2026 19:00’", 1,
    1 },
  { "second-header", HEVY GOOD HEVY, "3 reps: expected a number of 0 to 1000, found ‘reps’", 1, 1 },
  { "set-type", HEVY "A,2026-01-05 19:00,,Squat,myo,60,8,,,\n",
    "2 set_type: ‘myo’ is no kind of set that is known: taken as a working set", 0, 1 },
  { "end-before-start", HEVY "A,2026-01-05 19:00,2026-01-05 18:00,Squat,normal,60,8,,,\n",
    "2 end_time: ‘2026-01-05 18:00’ is before the start: taken without duration", 0, 1 },
  { "forgotten-timer", STRONG "2026-01-05 19:53:42,A,264h 1m,Squat,1,0,8,0,0,\n",
    "2 Duration: ‘264h 1m’ makes more than 12 hours, a forgotten timer: taken without duration", 0,
    1 },
  { "no-duration", STRONG "2026-01-05 19:53:42,A,soon,Squat,1,0,8,0,0,\n",
    "2 Duration: ‘soon’ is no length of time: taken without duration", 0, 1 },
  { "pause-in-another-language",
    STRONG "2026-01-05 19:53:42,A,1h,Squat,Descanso,0,0,0,90,\n"
           "2026-01-05 19:53:42,A,1h,Squat,1,0,8,0,0,\n",
    "2 Set Order: expected a kind of set, found ‘Descanso’", 1, 1 },
  { "unit", FITNOTES "2024-05-07,Squat,Legs,20,stone,10,,,,\n2024-05-07,Squat,Legs,20,kgs,10,,,,\n",
    "2 Weight Unit: expected kg or lbs, found ‘stone’", 1, 1 },
  { "terminal-escape", HEVY "A,\x1b[2Jnever,,Squat,normal,60,8,,,\n",
    "2 start_time: expected a date and time like 2026-01-05 19:53:42, found ‘[2Jnever’", 1, 0 },
  { "long-name",
    HEVY "A,2026-01-05 19:00,,"
         "Squat0123456789012345678901234567890123456789012345678901234567890123456789012345678"
         "9,normal,60,8,,,\n",
    "2 exercise_title: ‘Squat0123456789012345678901234567890123456789012345678901234’ … is longer "
    "than 80 bytes and was cut",
    0, 1 },
};

static void
test_faulty (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  RecoupForeignOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupForeign) foreign =
      read_text (faulty[i].text, strlen (faulty[i].text), &options, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (foreign->counts.refused, ==, faulty[i].refused);
  g_assert_cmpuint (foreign->counts.sets, ==, faulty[i].sets);
  g_assert_cmpuint (foreign->issues->len, ==, faulty[i].issue != NULL);
  if (faulty[i].issue == NULL)
    return;
  const RecoupIssue *issue = g_ptr_array_index (foreign->issues, 0);
  g_autofree char *text =
      g_strdup_printf ("%u%s%s: %s", issue->line, issue->column != NULL ? " " : "",
                       issue->column != NULL ? issue->column : "", issue->text);
  g_assert_cmpstr (text, ==, faulty[i].issue);
  g_assert_cmpint (issue->refused, ==, faulty[i].refused > 0);
}

/* Files that cannot be read at all. */
static const struct
{
  const char *name, *text;
  gssize size;
  const char *format; /* named by the user; NULL: found out */
  const char *message;
} unreadable[] = {
  { "empty", "", 0, NULL, "The file is empty, expected a line of column names" },
  { "blank", "\n\n", -1, NULL,
    "Line 3: expected a line of column names, found the end of the file" },
  { "binary",
    "\x7f"
    "ELF\x02\x01\x01\0\0",
    9, NULL, "Line 1: expected text in UTF-8, found the byte 0x00" },
  { "header-only", HEVY, -1, NULL,
    "Line 2: expected rows below the column names, found the end of the file" },
  { "other-columns", "Day,Group,Metric,Unit,Amount\n2026-03-02,,Weight,kg,82.6\n", -1, NULL,
    "Line 1: expected the column names of a known log, found ‘Day, Group, Metric, Unit, Amount’" },
  { "log-of-nobody", "Date,Exercise,Weight (kg),Reps\n2026-03-02,Squat,82.6,8\n", -1, NULL,
    "Line 1: expected the column names of a known log, found ‘Date, Exercise, Weight (kg), Reps’" },
  { "weights-without-unit", "Date,Body Fat %,Weight\n2026-03-02,15,182\n", -1, NULL,
    "Line 2: the file does not say whether its weights are kg or lb: say so with --unit=kg or "
    "--unit=lb" },
  { "other-format", HEVY GOOD, -1, "strong",
    "Line 1: expected the column names of Strong, found ‘title, start_time, end_time, "
    "exercise_title, set_type, weight_kg, reps, distance_km, …’" },
  { "broken-header", "\"title\"x,start_time\nA,B\n", -1, NULL,
    "Line 1: expected a line of column names, found field 1: expected ‘,’ or the end of the line "
    "after the closing quote, found more text" },
  { "no-unit",
    STRONG "2026-01-05 19:53:42,A,1h,Plank,1,0,0,0,60,\n"
           "2026-01-05 19:53:42,A,1h,Squat,1,60,8,0,0,\n",
    -1, NULL,
    "Line 3: the file does not say whether its weights are kg or lb: say so with --unit=kg or "
    "--unit=lb" },
};

static void
test_unreadable (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gsize size = unreadable[i].size < 0 ? strlen (unreadable[i].text) : (gsize) unreadable[i].size;
  RecoupForeignOptions options = {
    .format = unreadable[i].format != NULL ? recoup_formats_find (unreadable[i].format) : NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupForeign) foreign = read_text (unreadable[i].text, size, &options, &error);

  g_assert_null (foreign);
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, unreadable[i].message);
}

/* Rows that are no sets are counted, timed and measured work is taken without repetitions. */
static void
test_other_rows (void)
{
  static const char text[] = STRONG "2026-01-05 19:53:42,A,1h,Squat,1,60,8,0,0,\n"
                                    "2026-01-05 19:53:42,A,1h,Squat,Rest Timer,0,0,0,120,\n"
                                    "2026-01-05 19:53:42,A,1h,Squat,Note,,,,,\n"
                                    "2026-01-05 19:53:42,A,1h,Squat,D,50,8,0,0,\n"
                                    "2026-01-05 19:53:42,A,1h,Squat,F,60,6,0,0,\n"
                                    "2026-01-05 19:53:42,A,1h,Squat,2,60,0,0,0,\n"
                                    "2026-01-05 19:53:42,A,1h,Plank,1,0,0,0,60,\n"
                                    "2026-01-05 19:53:42,A,1h,Running,1,0,0,5,0,\n"
                                    "2026-01-06 19:53:42,A,1h,Squat,W,20,8,0,0,\n"
                                    "2026-01-05 19:53:42,B,1h,Squat,1,20,8,0,0,\n"
                                    "2026-01-05 19:53:42,A,1h,Squat,3,60,8,0,0,\n";
  RecoupForeignOptions options = { .weight_factor = POUND };
  g_autoptr (RecoupForeign) foreign = read_text (text, sizeof text - 1, &options, NULL);
  const RecoupForeignCounts *counts = &foreign->counts;

  g_assert_cmpuint (counts->rows, ==, 11);
  g_assert_cmpuint (counts->refused, ==, 0);
  g_assert_cmpuint (counts->rest_timers, ==, 1);
  g_assert_cmpuint (counts->notes, ==, 1);
  g_assert_cmpuint (counts->empty, ==, 1);
  g_assert_cmpuint (counts->cardio, ==, 2);
  g_assert_cmpuint (counts->drops, ==, 1);
  g_assert_cmpuint (counts->failures, ==, 1);
  g_assert_cmpuint (counts->warmups, ==, 1);
  g_assert_cmpuint (counts->sets, ==, 6);
  /* the same start with another title is another workout; rows of one need not be together */
  g_assert_cmpuint (foreign->workouts->len, ==, 3);
  const RecoupForeignWorkout *first = g_ptr_array_index (foreign->workouts, 0);
  g_assert_cmpuint (first->sets->len, ==, 6);
  const RecoupForeignSet *run = &g_array_index (first->sets, RecoupForeignSet, 4);
  g_assert_cmpstr (run->exercise, ==, "Running");
  g_assert_cmpfloat_with_epsilon (run->distance_m, 5 * RECOUP_METERS_PER_MILE, 1e-6);
  g_assert_true (isnan (run->duration_sec));
}

/* However many lines are wrong, only so many are kept; all are counted. */
static void
test_many_issues (void)
{
  g_autoptr (GString) text = g_string_new (HEVY);
  RecoupForeignOptions options = { 0 };

  for (guint i = 0; i < RECOUP_MAX_ISSUES + 500; i++)
    g_string_append (text, "A,never,,Squat,normal,60,8,,,\n");
  g_autoptr (RecoupForeign) foreign = read_text (text->str, text->len, &options, NULL);
  g_assert_cmpuint (foreign->issues->len, ==, RECOUP_MAX_ISSUES);
  g_assert_cmpuint (foreign->n_more_issues, ==, 500);
  g_assert_cmpuint (foreign->counts.refused, ==, RECOUP_MAX_ISSUES + 500);
}

#define ADD_CASES(prefix, table, func)                                     \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                         \
    {                                                                      \
      g_autofree char *path = g_strconcat (prefix, (table)[i].name, NULL); \
      g_test_add_data_func (path, GUINT_TO_POINTER (i), func);             \
    }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autofree char *path = g_strconcat ("/import-layouts/good/", layouts[i].name, NULL);
      g_test_add_data_func (path, &layouts[i], test_layout);
    }
  ADD_CASES ("/import-layouts/faulty/", faulty, test_faulty)
  ADD_CASES ("/import-layouts/unreadable/", unreadable, test_unreadable)
  g_test_add_func ("/import-layouts/other-rows", test_other_rows);
  g_test_add_func ("/import-layouts/many-issues", test_many_issues);
  return g_test_run ();
}
