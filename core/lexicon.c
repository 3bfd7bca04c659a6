/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A training log repeats a few dozen names a hundred thousand times. Here each spelling is
 * normalised and looked up in the catalogue once; from then on an exercise is a pointer, and to
 * compare two is to compare pointers. */

#include "recoup/lexicon.h"

#include "recoup/exercise.h"

struct _RecoupLexicon
{
  gint ref_count;
  GHashTable *spellings; /* owned: spelling (owned) -> RecoupExercise, owned by `keys` */
  GHashTable *keys;      /* owned: key, owned by its exercise -> RecoupExercise (owned) */
};

static void
exercise_free (gpointer data)
{
  RecoupExercise *exercise = data;

  g_free (exercise->key);
  g_free (exercise);
}

RecoupLexicon *
recoup_lexicon_new (void)
{
  RecoupLexicon *lexicon = g_new0 (RecoupLexicon, 1);

  lexicon->ref_count = 1;
  lexicon->spellings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lexicon->keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, exercise_free);
  return lexicon;
}

RecoupLexicon *
recoup_lexicon_ref (RecoupLexicon *lexicon)
{
  lexicon->ref_count++;
  return lexicon;
}

void
recoup_lexicon_unref (RecoupLexicon *lexicon)
{
  if (lexicon == NULL || --lexicon->ref_count > 0)
    return;
  g_hash_table_unref (lexicon->spellings);
  g_hash_table_unref (lexicon->keys);
  g_free (lexicon);
}

const RecoupExercise *
recoup_lexicon_lookup (RecoupLexicon *lexicon, const char *name)
{
  RecoupExercise *exercise = g_hash_table_lookup (lexicon->spellings, name);

  if (exercise != NULL)
    return exercise;
  g_autofree char *key = recoup_exercise_normalise (name);
  exercise = g_hash_table_lookup (lexicon->keys, key);
  if (exercise == NULL)
    {
      exercise = g_new0 (RecoupExercise, 1);
      exercise->weights = recoup_exercise_find (key);
      exercise->key = g_steal_pointer (&key);
      g_hash_table_insert (lexicon->keys, exercise->key, exercise);
    }
  g_hash_table_insert (lexicon->spellings, g_strdup (name), exercise);
  return exercise;
}
