/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of muscle groups and pain flags, in the model's order, which is also the order of every
 * list that recoup prints. */

#include "recoup/muscle.h"

static const char *const group_names[RECOUP_N_GROUPS] = {
  [RECOUP_GROUP_CHEST] = "chest",
  [RECOUP_GROUP_BACK] = "back",
  [RECOUP_GROUP_SHOULDERS] = "shoulders",
  [RECOUP_GROUP_BICEPS] = "biceps",
  [RECOUP_GROUP_TRICEPS] = "triceps",
  [RECOUP_GROUP_FOREARMS] = "forearms",
  [RECOUP_GROUP_ABS] = "abs",
  [RECOUP_GROUP_LOWER_BACK] = "lower_back",
  [RECOUP_GROUP_GLUTES] = "glutes",
  [RECOUP_GROUP_QUADS] = "quads",
  [RECOUP_GROUP_HAMSTRINGS] = "hamstrings",
  [RECOUP_GROUP_CALVES] = "calves",
};

static const char *const pain_names[RECOUP_N_PAINS] = { "sharp", "joint", "form", "strength",
                                                        "rom" };

/* Index of @name in @names, or @n. */
static guint
find_name (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (names[i], name))
      return i;
  return n;
}

const char *
recoup_group_get_name (RecoupGroup group)
{
  g_return_val_if_fail (group < RECOUP_N_GROUPS, NULL);
  return group_names[group];
}

gboolean
recoup_group_from_name (const char *name, RecoupGroup *group_out)
{
  guint i = find_name (group_names, RECOUP_N_GROUPS, name);

  if (i == RECOUP_N_GROUPS)
    return FALSE;
  *group_out = (RecoupGroup) i;
  return TRUE;
}

const char *
recoup_pain_get_name (guint bit)
{
  g_return_val_if_fail (bit < RECOUP_N_PAINS, NULL);
  return pain_names[bit];
}

gboolean
recoup_pain_from_name (const char *name, guint *bit_out)
{
  guint i = find_name (pain_names, RECOUP_N_PAINS, name);

  if (i == RECOUP_N_PAINS)
    return FALSE;
  *bit_out = i;
  return TRUE;
}
