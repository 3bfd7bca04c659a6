/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/muscle.h"

G_BEGIN_DECLS

/** Phrases that mean one movement, and what it works. */
typedef struct
{
  const char *phrases; /* plain words with blanks between, phrases with a bar between */
  RecoupGroupWeights weights;
} RecoupExerciseNames;

/** Built-in names of the apps: a name that has exactly the words of a phrase. */
extern const RecoupExerciseNames recoup_exercise_builtins[];
extern const guint recoup_exercise_n_builtins;

/** The first row of which a phrase is in the name; weights of zero mean: known to be no exercise of
 * ours. */
extern const RecoupExerciseNames recoup_exercise_rules[];
extern const guint recoup_exercise_n_rules;

/** Categories of the apps, and what an unknown exercise of that category gets. */
extern const RecoupExerciseNames recoup_exercise_categories[];
extern const guint recoup_exercise_n_categories;

G_END_DECLS
