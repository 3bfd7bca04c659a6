/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The catalogue of exercises: which muscle groups a set of each one works. The model's numbers rest
 * on these names and weights (model, section 17), so they change only together with its vectors;
 * what apps call the same exercises is another matter, and another file. */

#include "recoup/exercise.h"

#include <string.h>

#define D(group) [RECOUP_GROUP_##group] = 1.0 /* works it directly */
#define I(group) [RECOUP_GROUP_##group] = 0.5 /* works it along */

typedef struct
{
  const char *names; /* keys, each between bars */
  RecoupGroupWeights weights;
} Row;

/* clang-format off */
static const Row catalogue[] = {
  { "|squat|back-squat|front-squat|goblet-squat|leg-press|hack-squat|lunge|split-squat|step-up|",
    { { D (QUADS), D (GLUTES), I (HAMSTRINGS), I (LOWER_BACK) } } },
  { "|leg-extension|", { { D (QUADS) } } },
  { "|deadlift|romanian-deadlift|good-morning|",
    { { D (HAMSTRINGS), D (GLUTES), D (LOWER_BACK), I (BACK), I (FOREARMS), I (QUADS) } } },
  { "|leg-curl|nordic-curl|", { { D (HAMSTRINGS) } } },
  { "|hip-thrust|glute-bridge|", { { D (GLUTES), I (HAMSTRINGS) } } },
  { "|calf-raise|", { { D (CALVES) } } },
  { "|back-extension|", { { D (LOWER_BACK), I (GLUTES), I (HAMSTRINGS) } } },
  { "|bench-press|incline-bench-press|dumbbell-press|push-up|chest-press|",
    { { D (CHEST), I (TRICEPS), I (SHOULDERS) } } },
  { "|dip|", { { D (CHEST), D (TRICEPS), I (SHOULDERS) } } },
  { "|chest-fly|", { { D (CHEST), I (SHOULDERS) } } },
  { "|overhead-press|shoulder-press|push-press|", { { D (SHOULDERS), I (TRICEPS) } } },
  { "|lateral-raise|rear-delt-fly|upright-row|face-pull|", { { D (SHOULDERS), I (BACK) } } },
  { "|row|barbell-row|cable-row|dumbbell-row|pull-up|chin-up|lat-pulldown|",
    { { D (BACK), I (BICEPS), I (FOREARMS) } } },
  { "|shrug|", { { D (BACK), I (FOREARMS) } } },
  { "|curl|hammer-curl|preacher-curl|", { { D (BICEPS), I (FOREARMS) } } },
  { "|triceps-extension|pushdown|skull-crusher|", { { D (TRICEPS) } } },
  { "|close-grip-bench-press|", { { D (TRICEPS), D (CHEST), I (SHOULDERS) } } },
  { "|wrist-curl|farmer-walk|", { { D (FOREARMS) } } },
  { "|plank|crunch|leg-raise|ab-wheel|sit-up|", { { D (ABS) } } },
};
/* clang-format on */

char *
recoup_exercise_normalise (const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  GString *key = g_string_sized_new (strlen (trimmed));
  gboolean in_run = FALSE;

  for (const char *c = trimmed; *c != '\0'; c++)
    {
      gboolean is_gap = g_ascii_isspace (*c) || *c == '_' || *c == '-';

      if (!is_gap)
        g_string_append_c (key, g_ascii_tolower (*c));
      else if (!in_run)
        g_string_append_c (key, '-');
      in_run = is_gap;
    }
  return g_string_free (key, FALSE);
}

/* Whether @names, each between bars, has @key. */
static gboolean
has_name (const char *names, const char *key)
{
  gsize length = strlen (key);

  if (strchr (key, '|') != NULL)
    return FALSE;
  for (const char *name = names + 1; *name != '\0'; name = strchr (name, '|') + 1)
    if (strncmp (name, key, length) == 0 && name[length] == '|')
      return TRUE;
  return FALSE;
}

const RecoupGroupWeights *
recoup_exercise_find (const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (catalogue); i++)
    if (has_name (catalogue[i].names, key))
      return &catalogue[i].weights;
  return NULL;
}
