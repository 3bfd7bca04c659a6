/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/muscle.h"

G_BEGIN_DECLS

/** RecoupMapping: which muscle groups the names of exercises mean; the user's own corrections
 * first. */
typedef struct _RecoupMapping RecoupMapping;

typedef enum
{
  RECOUP_MAPPED_CORRECTED, /* the user said so in exercises.conf */
  RECOUP_MAPPED_CATALOGUE, /* the name is one of the model's own */
  RECOUP_MAPPED_GUESSED,   /* by the table and the rules, or by the app's category */
  RECOUP_MAPPED_UNKNOWN,   /* nothing fits */
} RecoupMapped;

typedef struct
{
  RecoupMapped how;
  RecoupGroupWeights weights; /* zero for UNKNOWN */
} RecoupMeaning;

/**
 * recoup_mapping_new:
 * @path: (nullable): the file of corrections; it need not exist
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT naming the key and what is wrong with it
 *
 * The file is a key file with one group: `[exercises]`, and in it lines like
 * `Bench Press (Barbell) = chest, triceps=0.5`, each group with its share of a set above 0 up to 1
 * (1 if not said). Names are compared as the model does (model, section 6).
 */
RecoupMapping *recoup_mapping_new (const char *path, GError **error);
void recoup_mapping_free (RecoupMapping *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupMapping, recoup_mapping_free)

/** Returns: (transfer none): what @name means; @category: (nullable): the app's own. Lives as long
 * as the mapping */
const RecoupMeaning *
recoup_mapping_lookup (RecoupMapping *mapping, const char *name, const char *category);

/** Returns: (transfer none): "corrected", "catalogue", "guessed", "unknown" */
const char *recoup_mapped_get_name (RecoupMapped how);

G_END_DECLS
