/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One line of a training log, "squat 5x5 100kg rir 2": the exercise, then tokens that tell by their
 * form what they are. Whatever has no such form can be said by the name of the field of the journal
 * format, "groups=quads=1". */

#include "client/sets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/value-plain.h"
#include "recoup/error.h"
#include "recoup/exercise.h"
#include "words/key-words.h"

#define MAX_SETS 200 /* of a session, journal format */

typedef struct
{
  GString *exercise;
  GVariantDict fields; /* of one set */
  guint count;         /* sets of this kind */
  gboolean has_count;
  gboolean has_work; /* repetitions or seconds were given */
} SetLine;

static gboolean
fail (GError **error, const char *token, const char *line)
{
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("A set expects tokens like 5x5, 3x60s, 100kg, 400m, rir 2, @8, warmup, new or "
                  "FIELD=VALUE, got ‘%s’ in ‘%s’"),
               token, line);
  return FALSE;
}

/* Sets a number field; FALSE when @text is none of @unit. */
static gboolean
take_number (SetLine *line, const char *field, const char *text, const char *unit)
{
  double value = 0;

  if (!recoup_value_parse_number (text, unit, &value))
    return FALSE;
  g_variant_dict_insert (&line->fields, field, "d", value);
  return TRUE;
}

/* Repetitions "5", or seconds "60s", "2min". */
static gboolean
take_work (SetLine *line, const char *text)
{
  gint64 reps = 0;

  if (line->has_work)
    return FALSE;
  line->has_work = TRUE;
  if (g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &reps, NULL))
    {
      g_variant_dict_insert (&line->fields, "reps", "x", reps);
      return TRUE;
    }
  return (g_str_has_suffix (text, "s") || g_str_has_suffix (text, "min")) &&
         take_number (line, "duration_s", text, "s");
}

static gboolean
is_load (const char *text)
{
  return g_str_has_suffix (text, "kg") || g_str_has_suffix (text, "lb") ||
         g_str_has_suffix (text, "lbs");
}

/* "5x5", "3x60s", "5x5x100kg": sets, work, load. */
static gboolean
take_product (SetLine *line, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "x", 4);
  guint n = g_strv_length (parts);
  guint64 count = 0;

  if (n < 2 || n > 3 || line->has_count ||
      !g_ascii_string_to_unsigned (parts[0], 10, 1, MAX_SETS, &count, NULL))
    return FALSE;
  line->count = (guint) count;
  line->has_count = TRUE;
  return take_work (line, parts[1]) && (n == 2 || take_number (line, "load_kg", parts[2], "kg"));
}

/* Any field of a set by its name. */
static gboolean
take_field (SetLine *line, const char *token, GError **error)
{
  static const RecoupValueContext no_times = { .today = 0 }; /* a set has no instants */
  const char *equals = strchr (token, '=');
  g_autofree char *name = g_strndup (token, (gsize) (equals - token));
  const RecoupField *field = recoup_entry_find_field (RECOUP_ENTRY_SESSION, name, TRUE);

  if (field == NULL)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("A set has no field ‘%s’"), name);
      return FALSE;
    }
  if (g_str_equal (name, "exercise"))
    {
      g_string_assign (line->exercise, equals + 1);
      return TRUE;
    }
  g_autoptr (GVariant) value = recoup_value_parse_plain (field, equals + 1, &no_times, error);
  if (value == NULL)
    return FALSE;
  if (g_str_equal (name, "reps") || g_str_equal (name, "duration_s"))
    line->has_work = TRUE;
  g_variant_dict_insert_value (&line->fields, name, value);
  return TRUE;
}

/* A token that tells by its form what it is. */
static gboolean
take_token (SetLine *line, const char *token)
{
  if (token[0] == '@')
    return take_number (line, "rpe", token + 1, "");
  if (!g_ascii_isdigit (token[0]))
    return FALSE;
  if (strchr (token, 'x') != NULL)
    return take_product (line, token);
  if (is_load (token))
    return take_number (line, "load_kg", token, "kg");
  if (g_str_has_suffix (token, "km") || g_str_has_suffix (token, "mi") ||
      g_str_has_suffix (token, "m"))
    return take_number (line, "distance_m", token, "m");
  return take_work (line, token);
}

/* "rir 2", "rir2", "rpe 8", "warmup", "new"; *used_out tells how many tokens that were. */
static gboolean
take_keyword (SetLine *line, const char *token, const char *next, guint *used_out)
{
  *used_out = 1;
  if (g_str_equal (token, "warmup") || g_str_equal (token, "new"))
    {
      const char *field = g_str_equal (token, "new") ? "unaccustomed" : "warmup";
      g_variant_dict_insert (&line->fields, field, "b", TRUE);
      return TRUE;
    }
  if (!g_str_has_prefix (token, "rir") && !g_str_has_prefix (token, "rpe"))
    return FALSE;
  const char *field = g_str_has_prefix (token, "rir") ? "rir" : "rpe";
  if (token[3] != '\0')
    return take_number (line, field, token + 3, "");
  *used_out = 2;
  return next != NULL && take_number (line, field, next, "");
}

/* Whether the name of the exercise ends before @token. */
static gboolean
ends_name (const char *token, const char *next)
{
  if (g_ascii_isdigit (token[0]) || token[0] == '@' || strchr (token, '=') != NULL ||
      g_str_equal (token, "warmup"))
    return TRUE;
  if (g_str_equal (token, "rir") || g_str_equal (token, "rpe"))
    return next != NULL && g_ascii_isdigit (next[0]);
  return FALSE;
}

static gboolean
read_tokens (SetLine *line, char **tokens, const char *text, GError **error)
{
  guint i = 0;

  for (; tokens[i] != NULL && !ends_name (tokens[i], tokens[i + 1]); i++)
    g_string_append_printf (line->exercise, "%s%s", line->exercise->len > 0 ? " " : "", tokens[i]);
  while (tokens[i] != NULL)
    {
      guint used = 1;
      if (strchr (tokens[i], '=') != NULL)
        {
          if (!take_field (line, tokens[i], error))
            return FALSE;
        }
      else if (!take_keyword (line, tokens[i], tokens[i + 1], &used) &&
               !take_token (line, tokens[i]))
        return fail (error, tokens[i], text);
      i += used;
    }
  return TRUE;
}

/* The words of @text; the sign of multiplication is taken for an x. */
static char **
split_words (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);

  (void) g_string_replace (plain, "×", "x", 0);
  g_auto (GStrv) all = g_strsplit_set (plain->str, " \t", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  for (guint i = 0; all[i] != NULL; i++)
    if (all[i][0] != '\0')
      g_strv_builder_add (words, all[i]);
  return g_strv_builder_end (words);
}

gboolean
recoup_value_parse_set (const char *text, GPtrArray *sets, GError **error)
{
  g_auto (GStrv) tokens = split_words (text);
  g_autoptr (GString) exercise = g_string_new (NULL);
  SetLine line = { .exercise = exercise, .count = 1 };

  g_variant_dict_init (&line.fields, NULL);
  gboolean ok = read_tokens (&line, tokens, text, error);
  if (ok && (exercise->len == 0 || !line.has_work))
    {
      g_set_error (
          error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
          _ ("A set expects an exercise and its repetitions or time, for example ‘squat 5x5 "
             "100kg’, got ‘%s’"),
          text);
      ok = FALSE;
    }
  /* What the model knows it knows by its key; all else keeps the name that it was given. */
  g_autofree char *normal = recoup_exercise_normalise (exercise->str);
  const char *key = recoup_words_find_key (RECOUP_KEY_EXERCISE, exercise->str);
  gboolean is_key = key != NULL && recoup_exercise_find (normal) == NULL;
  g_variant_dict_insert (&line.fields, "exercise", "s", is_key ? key : exercise->str);
  g_autoptr (GVariant) one = g_variant_ref_sink (g_variant_dict_end (&line.fields));
  for (guint i = 0; ok && i < line.count; i++)
    g_ptr_array_add (sets, g_variant_ref (one));
  return ok;
}
