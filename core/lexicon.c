/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of exercises come again with every set, and people spell them in many ways. Each name is
 * normalised, and looked up in the catalogue when it is first met; from then on an exercise is a
 * pointer, and to compare two is to compare pointers. An exercise lives as long as somebody holds
 * it: what was removed from the journal, or was only asked about, leaves no name behind. */

#include "recoup/lexicon.h"

#include "recoup/exercise.h"

struct _RecoupLexicon
{
  guint ref_count;
  GHashTable *exercises; /* owned: key -> RecoupExercise, both borrowed from those who hold it */
};

RecoupLexicon *
recoup_lexicon_new (void)
{
  RecoupLexicon *lexicon = g_new0 (RecoupLexicon, 1);

  lexicon->ref_count = 1;
  lexicon->exercises = g_hash_table_new (g_str_hash, g_str_equal);
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
  g_hash_table_unref (lexicon->exercises);
  g_free (lexicon);
}

RecoupExercise *
recoup_lexicon_lookup (RecoupLexicon *lexicon, const char *name)
{
  g_autofree char *key = recoup_exercise_normalise (name);
  RecoupExercise *exercise = g_hash_table_lookup (lexicon->exercises, key);

  if (exercise != NULL)
    {
      exercise->ref_count++;
      return exercise;
    }
  exercise = g_new0 (RecoupExercise, 1);
  exercise->ref_count = 1;
  exercise->lexicon = recoup_lexicon_ref (lexicon);
  exercise->key = g_ref_string_new (key);
  exercise->weights = recoup_exercise_find (key);
  g_hash_table_insert (lexicon->exercises, exercise->key, exercise);
  return exercise;
}

void
recoup_lexicon_release (RecoupExercise *exercise)
{
  if (exercise == NULL || --exercise->ref_count > 0)
    return;
  g_hash_table_remove (exercise->lexicon->exercises, exercise->key);
  recoup_lexicon_unref (exercise->lexicon);
  g_ref_string_release (exercise->key);
  g_free (exercise);
}

guint
recoup_lexicon_get_size (const RecoupLexicon *lexicon)
{
  return g_hash_table_size (lexicon->exercises);
}
