/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/muscle.h"

G_BEGIN_DECLS

/**
 * recoup_exercise_normalise:
 * @name: name of an exercise as logged
 *
 * The key under which an exercise is known (model, section 6): trimmed, each run of spaces, `_` and
 * `-` replaced by one
 * `-`, ASCII lower case.
 *
 * Returns: (transfer full): the key
 */
char *recoup_exercise_normalise (const char *name);

/**
 * recoup_exercise_find:
 * @key: a normalised name
 *
 * Looks the name up in the catalogue of model section 17, and in no other: the model's numbers
 * depend on it.
 *
 * Returns: (transfer none) (nullable): direct 1 and indirect 0.5 by group, or %NULL if the
 * catalogue lacks it
 */
const RecoupGroupWeights *recoup_exercise_find (const char *key);

/**
 * recoup_exercise_guess:
 * @name: name as an app writes it, for example "Bench Press (Barbell)"
 * @category: (nullable): the app's own category, which wins: "Chest"
 * @weights_out: (out): by group
 *
 * Maps a foreign name: the curated table of built-in names of Hevy, Strong and FitNotes first, then
 * keyword rules. An importer writes the answer into the `groups` of each set.
 *
 * Returns: %FALSE if nothing fits: the name is to be reported, never guessed silently
 */
gboolean
recoup_exercise_guess (const char *name, const char *category, RecoupGroupWeights *weights_out);

G_END_DECLS
