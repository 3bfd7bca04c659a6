/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The catalogue of exercises against model section 17, and its keys against section 6. */

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exercise/normalise", test_normalise);
  g_test_add_func ("/exercise/catalogue", test_catalogue);
  g_test_add_func ("/exercise/not-in-catalogue", test_not_in_catalogue);
  return g_test_run ();
}
