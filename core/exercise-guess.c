/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What apps call exercises, and which muscle groups that means. Apps write "Bench Press
 * (Barbell)", "Flat Barbell Bench Press" or "BB bench presses" for one movement; the equipment
 * hardly ever changes the muscles. So a name becomes a bag of plain words (lower case, singular,
 * spelt one way), which is looked up in a table made by hand of the built-in names of Hevy, Strong
 * and FitNotes, first with all its words, then without equipment and posture; at last ordered rules
 * on single words take what users invent. Names that nothing fits stay unknown: a wrong guess would
 * be worse. */

#include "recoup/exercise.h"

#include <string.h>

#include "core/exercise-names.h"

/* clang-format off */
/* One spelling for each word and phrase; applied in this order to singular words. */
static const struct
{
  const char *from, *to;
} spellings[] = {
  { " db ", " dumbbell " }, { " dumbell ", " dumbbell " }, { " bb ", " barbell " },
  { " kb ", " kettlebell " }, { " pullup ", " pull up " }, { " pushup ", " push up " },
  { " pressup ", " push up " }, { " press up ", " push up " }, { " chinup ", " chin up " },
  { " pull down ", " pulldown " }, { " push down ", " pushdown " }, { " press down ", " pushdown " },
  { " pressdown ", " pushdown " }, { " situp ", " sit up " }, { " stepup ", " step up " },
  { " chin ", " chin up " }, { " chin up up ", " chin up " }, { " skullcrusher ", " skull crusher " },
  { " skull crush ", " skull crusher " }, { " dead lift ", " deadlift " }, { " flye ", " fly " },
  { " flie ", " fly " }, { " ohp ", " overhead press " }, { " rdl ", " romanian deadlift " },
  { " sldl ", " stiff leg deadlift " }, { " bss ", " bulgarian split squat " },
  { " cgbp ", " close grip bench press " }, { " kick back ", " kickback " },
  { " cross over ", " crossover " }, { " legged ", " leg " }, { " armed ", " arm " },
  { " calve ", " calf " }, { " carrie ", " carry " }, { " crunche ", " crunch " },
  { " presse ", " press " }, { " stretche ", " stretch " }, { " benchpress ", " bench press " },
  { " legpress ", " leg press " }, { " roll out ", " rollout " }, { " pull over ", " pullover " },
  { " hyper extension ", " hyperextension " }, { " facepull ", " face pull " },
  { " pullapart ", " pull apart " }, { " pulldown lat ", " lat pulldown " },
  { " jump jack ", " jumping jack " }, { " woodchop ", " wood chop " }, { " woodchopper ", " wood chop " },
  { " wood chopper ", " wood chop " }, { " straight leg ", " stiff leg " }, { " turkish getup ", " get up " },
  { " benche ", " bench " }, { " butterflie ", " butterfly " }, { " delta ", " delt " }, { " bu driver ", " bus driver " }, { " tenni ", " tennis " },
};

/* Equipment and posture, which hardly ever change the muscles; " row machine " and the like come first. */
static const char *const fillers[] = {
  " smith machine ", " hammer strength ", " resistance band ", " plate loaded ", " ez bar ",
  " v bar ", " straight bar ", " stability ball ", " swiss ball ", " exercise ball ", " bosu ball ",
  " medicine ball ", " single arm ", " one arm ", " 1 arm ", " two arm ", " single leg ", " one leg ",
  " 1 leg ", " wide grip ", " neutral grip ", " overhand grip ", " underhand grip ", " v grip ",
  " bar grip ", " rope grip ", " body weight ", " barbell ", " dumbbell ", " cable ", " machine ",
  " smith ", " kettlebell ", " band ", " banded ", " bodyweight ", " weighted ", " assisted ", " plate ",
  " trx ", " suspension ", " ez ", " seated ", " sitting ", " standing ", " lying ", " prone ",
  " kneeling ", " half ", " alternating ", " alternate ", " unilateral ", " bilateral ", " paused ",
  " tempo ", " heavy ", " light ", " flat ", " the ", " a ", " an ", " of ", " in ", " on ", " with ",
  " for ", " and ", " at ", " rope ", " lever ", " leverage ", " grip ", " wide ", " iso lateral ",
  " old ", " new ", " gym ", " home ", " assist ", " negative ",
};
/* clang-format on */

/* Appends @word in the singular, with a blank after it. */
static void
append_word (GString *key, const char *word, gsize length)
{
  gboolean is_plural = length > 2 && word[length - 1] == 's' && word[length - 2] != 's';

  g_string_append_len (key, word, (gssize) (is_plural ? length - 1 : length));
  g_string_append_c (key, ' ');
}

/* Plain words of @name, each with a blank before and after it. */
static GString *
plain_words (const char *name)
{
  g_autofree char *compatible = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (compatible != NULL ? compatible : "", -1);
  GString *key = g_string_new (" ");
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *c = folded;; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isalnum (character))
        g_string_append_unichar (word, character);
      else if (character != '\'' && character != 0x2019 && word->len > 0)
        {
          append_word (key, word->str, word->len);
          g_string_truncate (word, 0);
        }
      if (character == 0)
        break;
    }
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    g_string_replace (key, spellings[i].from, spellings[i].to, 0);
  return key;
}

/* @key without equipment and posture. */
static GString *
without_fillers (const GString *key)
{
  GString *bare = g_string_new (key->str);

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    while (g_string_replace (bare, fillers[i], " ", 0) > 0)
      ; /* twice in a row, the blank between belongs to both */
  return bare;
}

static guint
count_words (const char *key)
{
  guint n = 0;

  for (const char *c = key + 1; *c != '\0'; c++)
    n += *c == ' ';
  return n;
}

static gboolean
has_word (const char *key, const char *word, gsize length)
{
  for (const char *c = key; c != NULL && c[1] != '\0'; c = strchr (c + 1, ' '))
    if (strncmp (c + 1, word, length) == 0 && c[1 + length] == ' ')
      return TRUE;
  return FALSE;
}

/* Whether @key has all words of the phrase of @length bytes; how many these are. */
static gboolean
has_phrase (const char *key, const char *phrase, gsize length, guint *n_words_out)
{
  const char *end = phrase + length;
  guint n_words = 0;

  while (phrase < end)
    {
      gsize word = strcspn (phrase, " |");

      if (!has_word (key, phrase, word))
        return FALSE;
      n_words++;
      phrase += word + 1;
    }
  *n_words_out = n_words;
  return TRUE;
}

/* The first row of which a phrase is in @key, or, with @exact, has the same words as it. */
static const RecoupGroupWeights *
find_row (const RecoupExerciseNames *rows, guint n_rows, const char *key, gboolean exact)
{
  guint wanted = count_words (key);

  for (guint i = 0; i < n_rows; i++)
    {
      const char *phrase = rows[i].phrases;

      while (*phrase != '\0')
        {
          gsize length = strcspn (phrase, "|");
          guint n_words = 0;

          if (has_phrase (key, phrase, length, &n_words) && (!exact || n_words == wanted))
            return &rows[i].weights;
          phrase += length + (phrase[length] == '|');
        }
    }
  return NULL;
}

/* Looks up words in the catalogue: " bench press " is its "bench-press". */
static const RecoupGroupWeights *
find_in_catalogue (const char *words)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (words));
  g_autofree char *key = recoup_exercise_normalise (trimmed);

  return recoup_exercise_find (key);
}

static const RecoupGroupWeights *
find_by_name (const char *name)
{
  g_autoptr (GString) words = plain_words (name);
  g_autoptr (GString) bare = without_fillers (words);
  const RecoupGroupWeights *found = find_in_catalogue (name);

  if (found == NULL)
    found = find_row (recoup_exercise_builtins, recoup_exercise_n_builtins, words->str, TRUE);
  if (found == NULL)
    found = find_in_catalogue (bare->str);
  if (found == NULL)
    found = find_row (recoup_exercise_builtins, recoup_exercise_n_builtins, bare->str, TRUE);
  if (found == NULL)
    found = find_row (recoup_exercise_rules, recoup_exercise_n_rules, words->str, FALSE);
  return found;
}

static gboolean
is_empty (const RecoupGroupWeights *weights)
{
  for (guint g = 0; g < RECOUP_N_GROUPS; g++)
    if (weights->weight[g] > 0)
      return FALSE;
  return TRUE;
}

/* Makes the app's category hold: one of its groups has to work directly. What the name says about
 * other groups stays, as indirect work. */
static void
apply_category (RecoupGroupWeights *weights, const RecoupGroupWeights *category)
{
  gboolean touches = FALSE;

  for (guint g = 0; g < RECOUP_N_GROUPS; g++)
    {
      if (category->weight[g] > 0 && weights->weight[g] >= 1)
        return;
      touches = touches || (category->weight[g] > 0 && weights->weight[g] > 0);
    }
  for (guint g = 0; g < RECOUP_N_GROUPS; g++)
    if (category->weight[g] <= 0)
      weights->weight[g] = MIN (weights->weight[g], 0.5);
    else if (!touches)
      weights->weight[g] = category->weight[g];
    else if (weights->weight[g] > 0)
      weights->weight[g] = 1;
}

gboolean
recoup_exercise_guess (const char *name, const char *category, RecoupGroupWeights *weights_out)
{
  g_return_val_if_fail (name != NULL, FALSE);

  const RecoupGroupWeights *by_name = find_by_name (name);
  RecoupGroupWeights weights = { { 0 } };

  if (by_name != NULL)
    weights = *by_name;
  if (category != NULL)
    {
      g_autoptr (GString) words = plain_words (category);
      const RecoupGroupWeights *row =
          find_row (recoup_exercise_categories, recoup_exercise_n_categories, words->str, TRUE);

      if (row != NULL)
        apply_category (&weights, row);
    }
  if (is_empty (&weights))
    return FALSE;
  *weights_out = weights;
  return TRUE;
}
