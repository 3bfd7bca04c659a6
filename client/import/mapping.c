/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of exercises to muscle groups. What the user wrote into exercises.conf wins over all; then
 * the model's catalogue, then the guess, which takes the app's own category over the name. A name
 * that nothing knows is reported and gets no groups: its sets are logged, and withdraw nothing
 * until the user says what they work. */

#include "client/import/mapping.h"

#include <glib/gi18n-lib.h>

#include "recoup/error.h"
#include "recoup/exercise.h"

#define GROUP "exercises"

struct _RecoupMapping
{
  GHashTable *corrections; /* owned: normalised name -> RecoupGroupWeights */
  GHashTable *meanings;    /* owned: name, line end, category -> RecoupMeaning */
};

/* Reads "chest" or "triceps=0.5" into @weights. */
static gboolean
read_share (const char *text, RecoupGroupWeights *weights)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  RecoupGroup group = RECOUP_GROUP_CHEST;
  double share = 1;

  if (parts[0] == NULL || !recoup_group_from_name (g_strstrip (parts[0]), &group))
    return FALSE;
  if (parts[1] != NULL)
    {
      char *end = NULL;
      share = g_ascii_strtod (g_strstrip (parts[1]), &end);
      if (end == parts[1] || *end != '\0' || !(share > 0 && share <= 1))
        return FALSE;
    }
  weights->weight[group] = share;
  return TRUE;
}

static gboolean
read_correction (RecoupMapping *mapping, GKeyFile *file, const char *name, GError **error)
{
  g_autofree char *value = g_key_file_get_string (file, GROUP, name, error);
  RecoupGroupWeights weights = { { 0 } };

  if (value == NULL)
    return FALSE;
  g_auto (GStrv) shares = g_strsplit (value, ",", -1);
  for (guint i = 0; shares[i] != NULL || i == 0; i++)
    if (shares[i] == NULL || !read_share (shares[i], &weights))
      {
        g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                     _ ("‘%s’ must be muscle groups like ‘chest, triceps=0.5’, got ‘%s’"), name,
                     value);
        return FALSE;
      }
  g_hash_table_insert (mapping->corrections, recoup_exercise_normalise (name),
                       g_memdup2 (&weights, sizeof weights));
  return TRUE;
}

static gboolean
read_corrections (RecoupMapping *mapping, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local))
    {
      if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;
      g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s: ", path);
      return FALSE;
    }
  g_auto (GStrv) names = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!read_correction (mapping, file, names[i], error))
      {
        g_prefix_error (error, "%s: ", path);
        return FALSE;
      }
  return TRUE;
}

RecoupMapping *
recoup_mapping_new (const char *path, GError **error)
{
  g_autoptr (RecoupMapping) mapping = g_new0 (RecoupMapping, 1);

  mapping->corrections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  mapping->meanings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (path != NULL && !read_corrections (mapping, path, error))
    return NULL; /* NOLINT(clang-analyzer-unix.Malloc): g_autoptr is not understood */
  return g_steal_pointer (&mapping);
}

void
recoup_mapping_free (RecoupMapping *mapping)
{
  if (mapping == NULL)
    return;
  g_hash_table_unref (mapping->corrections);
  g_hash_table_unref (mapping->meanings);
  g_free (mapping);
}

static RecoupMeaning
find_meaning (const RecoupMapping *mapping, const char *name, const char *category)
{
  g_autofree char *key = recoup_exercise_normalise (name);
  const RecoupGroupWeights *corrected = g_hash_table_lookup (mapping->corrections, key);
  RecoupMeaning meaning = { .how = RECOUP_MAPPED_UNKNOWN };

  if (corrected != NULL)
    return (RecoupMeaning){ RECOUP_MAPPED_CORRECTED, *corrected };
  if (recoup_exercise_guess (name, category, &meaning.weights))
    meaning.how = category == NULL && recoup_exercise_find (key) != NULL ? RECOUP_MAPPED_CATALOGUE
                                                                         : RECOUP_MAPPED_GUESSED;
  return meaning;
}

const RecoupMeaning *
recoup_mapping_lookup (RecoupMapping *mapping, const char *name, const char *category)
{
  g_autofree char *key = g_strconcat (name, "\n", category, NULL);
  RecoupMeaning *meaning = g_hash_table_lookup (mapping->meanings, key);

  if (meaning != NULL)
    return meaning;
  meaning = g_new (RecoupMeaning, 1);
  *meaning = find_meaning (mapping, name, category);
  g_hash_table_insert (mapping->meanings, g_steal_pointer (&key), meaning);
  return meaning;
}

const char *
recoup_mapped_get_name (RecoupMapped how)
{
  switch (how)
    {
    case RECOUP_MAPPED_CORRECTED:
      return "corrected";
    case RECOUP_MAPPED_CATALOGUE:
      return "catalogue";
    case RECOUP_MAPPED_GUESSED:
      return "guessed";
    case RECOUP_MAPPED_UNKNOWN:
      return "unknown";
    }
  g_assert_not_reached ();
}
