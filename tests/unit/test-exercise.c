/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The catalogue of exercises against model section 17, its keys against section 6, and how the
 * names of apps are mapped. */

#include "core/exercise-names.h"
#include "recoup/exercise.h"

static void
test_normalise (void)
{
  static const struct
  {
    const char *name, *key;
  } cases[] = {
    { "squat", "squat" },
    { "  Bench Press ", "bench-press" },
    { "bench_-_ press", "bench-press" },
    { "Bench   Press (Barbell)", "bench-press-(barbell)" },
    { "-curl-", "-curl-" },
    { "Tab\tpress\n", "tab-press" },
    { "", "" },
    { "KREUZHEBEN \xc3\x84", "kreuzheben-\xc3\x84" }, /* lower case in ASCII only */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = recoup_exercise_normalise (cases[i].name);

      g_test_message ("‘%s’", cases[i].name);
      g_assert_cmpstr (key, ==, cases[i].key);
    }
}

/* Section 17 once more, in its own order and words, so that a slip in the table of the code shows.
 */
static const struct
{
  const char *names, *direct, *indirect;
} section_17[] = {
  { "squat, back-squat, front-squat, goblet-squat, leg-press, hack-squat, lunge, split-squat, "
    "step-up",
    "quads, glutes", "hamstrings, lower_back" },
  { "leg-extension", "quads", "" },
  { "deadlift, romanian-deadlift, good-morning", "hamstrings, glutes, lower_back",
    "back, forearms, quads" },
  { "leg-curl, nordic-curl", "hamstrings", "" },
  { "hip-thrust, glute-bridge", "glutes", "hamstrings" },
  { "calf-raise", "calves", "" },
  { "back-extension", "lower_back", "glutes, hamstrings" },
  { "bench-press, incline-bench-press, dumbbell-press, push-up, chest-press", "chest",
    "triceps, shoulders" },
  { "dip", "chest, triceps", "shoulders" },
  { "chest-fly", "chest", "shoulders" },
  { "overhead-press, shoulder-press, push-press", "shoulders", "triceps" },
  { "lateral-raise, rear-delt-fly, upright-row, face-pull", "shoulders", "back" },
  { "row, barbell-row, cable-row, dumbbell-row, pull-up, chin-up, lat-pulldown", "back",
    "biceps, forearms" },
  { "shrug", "back", "forearms" },
  { "curl, hammer-curl, preacher-curl", "biceps", "forearms" },
  { "triceps-extension, pushdown, skull-crusher", "triceps", "" },
  { "close-grip-bench-press", "triceps, chest", "shoulders" },
  { "wrist-curl, farmer-walk", "forearms", "" },
  { "plank, crunch, leg-raise, ab-wheel, sit-up", "abs", "" },
};

static void
add_groups (RecoupGroupWeights *weights, const char *names, double weight)
{
  g_auto (GStrv) list = g_strsplit (names, ", ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      RecoupGroup group;

      g_assert_true (recoup_group_from_name (list[i], &group));
      weights->weight[group] = weight;
    }
}

static void
test_catalogue (void)
{
  guint n_names = 0;

  for (guint i = 0; i < G_N_ELEMENTS (section_17); i++)
    {
      g_auto (GStrv) names = g_strsplit (section_17[i].names, ", ", -1);
      RecoupGroupWeights expected = { { 0 } };

      add_groups (&expected, section_17[i].direct, 1.0);
      add_groups (&expected, section_17[i].indirect, 0.5);
      for (guint k = 0; names[k] != NULL; k++, n_names++)
        {
          const RecoupGroupWeights *found = recoup_exercise_find (names[k]);

          g_test_message ("%s", names[k]);
          g_assert_nonnull (found);
          for (guint g = 0; g < RECOUP_N_GROUPS; g++)
            g_assert_cmpfloat_with_epsilon (found->weight[g], expected.weight[g], 1e-12);
        }
    }
  g_assert_cmpuint (n_names, ==, 55);
}

static void
test_not_in_catalogue (void)
{
  static const char *const others[] = { "",
                                        "|",
                                        "squat|",
                                        "quat",
                                        "squats",
                                        "Squat",
                                        "bench",
                                        "press",
                                        "bench-press-(barbell)",
                                        "leg",
                                        "row|barbell-row" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("‘%s’", others[i]);
      g_assert_null (recoup_exercise_find (others[i]));
    }
}

/* Whether a group of @category works directly, or, if the list allows that, at all. */
static gboolean
agrees (const RecoupGroupWeights *weights, const char *category)
{
  static const struct
  {
    const char *category, *groups;
  } rows[] = {
    { "Abs", "abs" },
    { "Back", "back, lower_back" },
    { "Biceps", "biceps" },
    { "Chest", "chest" },
    { "Legs", "quads, hamstrings, glutes, calves" },
    { "Shoulders", "shoulders" },
    { "Triceps", "triceps" },
  };
  RecoupGroupWeights wanted = { { 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].category, category))
      add_groups (&wanted, rows[i].groups, 1);
  if (g_ascii_islower (category[0]))
    add_groups (&wanted, category, 1);
  for (guint g = 0; g < RECOUP_N_GROUPS; g++)
    if (wanted.weight[g] > 0 && weights->weight[g] >= 1)
      return TRUE;
  return FALSE;
}

static char **
read_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_no_error (error);
  return g_strsplit (text, "\n", -1);
}

/* Every built-in name is known, and to the group that its own app files it under. */
static void
test_builtins (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "exercises", "builtin.csv", NULL);
  g_auto (GStrv) lines = read_lines (path);
  guint n_names = 0;
  guint n_wrong = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ";", 3);
      RecoupGroupWeights weights;

      if (lines[i][0] == '#' || g_strv_length (fields) != 3)
        continue;
      gboolean is_known = recoup_exercise_guess (fields[2], NULL, &weights);
      gboolean is_right = g_str_equal (fields[1], "none") ? !is_known
                          : g_str_equal (fields[1], "any")
                              ? is_known
                              : is_known && agrees (&weights, fields[1]);
      n_names++;
      if (is_right)
        continue;
      n_wrong++;
      g_test_message ("wrong: %s", lines[i]);
    }
  g_test_message ("%u of %u wrong", n_wrong, n_names);
  g_assert_cmpuint (n_names, >, 650);
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* Every phrase of the table is spelt as names are after reading, and leads to its own row. */
static void
test_phrases (void)
{
  guint n_wrong = 0;

  for (guint i = 0; i < recoup_exercise_n_builtins; i++)
    {
      const RecoupExerciseNames *row = &recoup_exercise_builtins[i];
      g_auto (GStrv) phrases = g_strsplit (row->phrases, "|", -1);

      for (guint k = 0; phrases[k] != NULL; k++)
        {
          RecoupGroupWeights weights = { { 0 } };
          gboolean is_same = recoup_exercise_guess (phrases[k], NULL, &weights);

          for (guint g = 0; g < RECOUP_N_GROUPS; g++)
            is_same = is_same && G_APPROX_VALUE (weights.weight[g], row->weights.weight[g], 1e-12);
          n_wrong += !is_same;
          if (!is_same)
            g_test_message ("not found, or in another row: ‘%s’", phrases[k]);
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* The catalogue has the first word, however the app spells the name. */
static void
test_guess (void)
{
  static const struct
  {
    const char *name;
    const char *like; /* a key of the catalogue, NULL for unknown */
  } cases[] = {
    { "squat", "squat" },
    { "Squat (Barbell)", "squat" },
    { "BB SQUATS", "squat" },
    { "Barbell_Back-Squat", "back-squat" },
    { "incline bench-press", "incline-bench-press" },
    { "Bench Press（Barbell）", "bench-press" },
    { "Press-ups", "push-up" },
    { "Pullups", "pull-up" },
    { "Chins", "chin-up" },
    { "DB Lateral Raises", "lateral-raise" },
    { "Skullcrushers", "skull-crusher" },
    { "Triceps Push-Downs", "pushdown" },
    { "lat pull-downs wide grip", "lat-pulldown" },
    { "Single arm DB rows", "row" },
    { "leg curls", "leg-curl" },
    { "Bob's Awesome Leg Press 3000", "leg-press" },
    { "Calf Press on Leg Press", "calf-raise" },
    { "Straight-Arm Pulldown", NULL }, /* known, but like none of the catalogue: see below */
    { "Bankdrücken (Langhantel)", NULL },
    { "ベンチプレス", NULL },
    { "Bobcat", NULL },
    { "Neck Curl", NULL },
    { "Hamstring stretch", NULL },
    { "", NULL },
    { "()", NULL },
    { "\xff\xfe", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecoupGroupWeights weights = { { 0 } };
      const RecoupGroupWeights *like =
          cases[i].like != NULL ? recoup_exercise_find (cases[i].like) : NULL;
      gboolean is_known = recoup_exercise_guess (cases[i].name, NULL, &weights);

      g_test_message ("‘%s’", cases[i].name);
      if (g_str_equal (cases[i].name, "Straight-Arm Pulldown"))
        {
          g_assert_true (agrees (&weights, "back"));
          g_assert_false (agrees (&weights, "triceps"));
          continue;
        }
      g_assert_cmpint (is_known, ==, like != NULL);
      for (guint g = 0; like != NULL && g < RECOUP_N_GROUPS; g++)
        g_assert_cmpfloat_with_epsilon (weights.weight[g], like->weight[g], 1e-12);
    }
}

/* The app's own category wins over the name. */
static void
test_category (void)
{
  static const struct
  {
    const char *name, *category, *direct, *indirect;
  } cases[] = {
    { "Leg Press", "Legs", "quads, glutes", "hamstrings, lower_back" },
    { "Shrug", "Shoulders", "shoulders", "back, forearms" },
    { "Bench Press", "Triceps", "triceps", "chest, shoulders" },
    { "Hip Adduction", "Legs", "hamstrings, glutes", "" },
    { "Bobcat", "Chest", "chest", "" },
    { "Bobcat", "Legs", "quads, glutes", "hamstrings, calves" },
    { "Bench Press", "Mittwoch", "chest", "triceps, shoulders" },
    { "Bench Press", "", "chest", "triceps, shoulders" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecoupGroupWeights weights = { { 0 } };
      RecoupGroupWeights expected = { { 0 } };

      g_test_message ("%s, %s", cases[i].name, cases[i].category);
      if (cases[i].indirect[0] != '\0')
        add_groups (&expected, cases[i].indirect, 0.5);
      add_groups (&expected, cases[i].direct, 1);
      g_assert_true (recoup_exercise_guess (cases[i].name, cases[i].category, &weights));
      for (guint g = 0; g < RECOUP_N_GROUPS; g++)
        g_assert_cmpfloat_with_epsilon (weights.weight[g], expected.weight[g], 1e-12);
    }
  RecoupGroupWeights untouched = { { 7 } };
  g_assert_false (recoup_exercise_guess ("Bobcat", "Mittwoch", &untouched));
  g_assert_cmpfloat (untouched.weight[0], >, 6);
}

/* Names in the public exports beside the checkout, where they are: 98 % of their sets are mapped.
 */
static void
test_public_names (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("RECOUP_SHARED"), "exercises",
                                            "name_to_muscle_public_samples.csv", NULL);
  guint64 n_sets = 0;
  guint64 n_mapped = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  g_auto (GStrv) lines = read_lines (path);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", 3);
      RecoupGroupWeights weights;
      guint64 n = 0;

      if (g_strv_length (fields) != 3)
        continue;
      g_assert_true (g_ascii_string_to_unsigned (fields[1], 10, 1, 100000, &n, NULL));
      n_sets += n;
      if (recoup_exercise_guess (fields[0], NULL, &weights))
        n_mapped += n;
      else
        g_test_message ("unknown: %s", fields[0]);
    }
  g_test_message ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " sets", n_mapped, n_sets);
  g_assert_cmpuint (n_sets, >, 1000);
  g_assert_cmpuint (n_mapped * 100, >=, n_sets * 98);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exercise/normalise", test_normalise);
  g_test_add_func ("/exercise/catalogue", test_catalogue);
  g_test_add_func ("/exercise/not-in-catalogue", test_not_in_catalogue);
  g_test_add_func ("/exercise/builtins", test_builtins);
  g_test_add_func ("/exercise/phrases", test_phrases);
  g_test_add_func ("/exercise/guess", test_guess);
  g_test_add_func ("/exercise/category", test_category);
  g_test_add_func ("/exercise/public-names", test_public_names);
  return g_test_run ();
}
