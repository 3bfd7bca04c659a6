/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/muscle.h"

G_BEGIN_DECLS

/** One exercise, however it was spelt. Two are the same if their pointers are. */
typedef struct
{
  char *key;                         /* owned, normalised name */
  const RecoupGroupWeights *weights; /* static, NULL when the catalogue lacks it */
} RecoupExercise;

/** RecoupLexicon: the exercises that a ledger has met. Reference counted, for one thread. */
typedef struct _RecoupLexicon RecoupLexicon;

RecoupLexicon *recoup_lexicon_new (void);
RecoupLexicon *recoup_lexicon_ref (RecoupLexicon *lexicon);
void recoup_lexicon_unref (RecoupLexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupLexicon, recoup_lexicon_unref)

/** Returns: (transfer none): the exercise that is written @name; lives as long as @lexicon */
const RecoupExercise *recoup_lexicon_lookup (RecoupLexicon *lexicon, const char *name);

G_END_DECLS
