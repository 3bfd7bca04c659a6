/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/muscle.h"

G_BEGIN_DECLS

/** RecoupLexicon: the exercises that a ledger holds. Reference counted, for one thread. */
typedef struct _RecoupLexicon RecoupLexicon;

/** One exercise, however it was spelt. Two are the same if their pointers are. */
typedef struct
{
  guint ref_count;                   /* private, likewise the next */
  RecoupLexicon *lexicon;            /* owned reference */
  GRefString *key;                   /* owned, normalised name */
  const RecoupGroupWeights *weights; /* static, NULL when the catalogue lacks it */
} RecoupExercise;

/** Returns: (transfer full): a lexicon that knows no name yet */
RecoupLexicon *recoup_lexicon_new (void);
RecoupLexicon *recoup_lexicon_ref (RecoupLexicon *lexicon);
void recoup_lexicon_unref (RecoupLexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupLexicon, recoup_lexicon_unref)

/** Returns: (transfer full): the exercise that is written @name; recoup_lexicon_release() it */
RecoupExercise *recoup_lexicon_lookup (RecoupLexicon *lexicon, const char *name);

/** Gives back what recoup_lexicon_lookup() gave: the last one to do so makes its name forgotten. */
void recoup_lexicon_release (RecoupExercise *exercise);

/** Number of exercises that somebody holds. */
guint recoup_lexicon_get_size (const RecoupLexicon *lexicon);

G_END_DECLS
