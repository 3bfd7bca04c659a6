/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A diary in plain words: "slept 22:50 6:40 good". Each verb is a row that lists, in order, what
 * its words may look like and which field each of them fills; a word goes to the first free slot
 * that it fits. What comes out are the FIELD=VALUE words that `recoupctl log` reads, so that every
 * value is read in one place only. */

#include "client/quick.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/form.h"
#include "client/value-plain.h"
#include "recoup/error.h"
#include "words/key-words.h"

/* Words for the scales of the journal, 1 best to 7 worst; the first of each grade is offered. */
static const struct
{
  const char *word;
  guint grade;
} grades[] = {
  { N_ ("great"), 1 },    { N_ ("excellent"), 1 }, { N_ ("good"), 2 },  { N_ ("well"), 2 },
  { N_ ("fine"), 3 },     { N_ ("ok"), 4 },        { N_ ("fair"), 4 },  { N_ ("poor"), 5 },
  { N_ ("poorly"), 5 },   { N_ ("bad"), 6 },       { N_ ("badly"), 6 }, { N_ ("awful"), 7 },
  { N_ ("terrible"), 7 },
};

/* Words between the others that only make a sentence of them, or say which end a time is. */
static const struct
{
  const char *word;
  gboolean is_end; /* the time behind it is the end, also where no other was said before */
} joints[] = {
  { N_ ("at"), FALSE },  { N_ ("from"), FALSE }, { N_ ("to"), TRUE }, { N_ ("until"), TRUE },
  { N_ ("till"), TRUE }, { N_ ("for"), FALSE },  { "-", TRUE },
};

/* Units that may stand behind a space. */
static const char *const units[] = { "g",   "kg",      "lb",    "lbs",  "kcal", "h",
                                     "min", "minutes", "hours", "hour", NULL };

/* The words of one command line. */
typedef struct
{
  const RecoupQuick *quick;
  RecoupEntryKind kind;
  const GPtrArray *words;
  RecoupWhen when;                   /* in any zone: only whether a word is a time matters */
  guint at;                          /* the next word */
  gboolean used[RECOUP_QUICK_SLOTS]; /* slots that are full */
  gboolean is_end;                   /* the next word was led to as an end */
  GString *text;                     /* owned, what went to the slot for text */
  const char *text_field;            /* and which field that fills */
  GPtrArray *fields;                 /* owned, of owned char *: FIELD=VALUE */
} Reading;

static void
put (Reading *reading, const char *field, const char *value)
{
  g_ptr_array_add (reading->fields, g_strconcat (field, "=", value, NULL));
}

/* The word @ahead places further on; NULL behind the last. */
static const char *
peek (const Reading *reading, guint ahead)
{
  guint i = reading->at + ahead;

  return i < reading->words->len ? g_ptr_array_index (reading->words, i) : NULL;
}

/* What a shape makes of a word: the value of its field, and how many further words it took. */
typedef struct
{
  char *value; /* owned, NULL: the word does not have the shape */
  guint extra;
} Fit;

static Fit
take (const char *value)
{
  return (Fit){ .value = g_strdup (value) };
}

static const Fit no_fit = { NULL, 0 };

static gboolean
is_number (const char *word)
{
  double unused = 0;

  return recoup_value_parse_number (word, "", &unused);
}

/* 22:50, "yesterday 22:50", -30m, "30m ago" */
static Fit
fit_moment (const Reading *reading, const RecoupSlot *slot, const char *word)
{
  const char *next = peek (reading, 1);
  RecoupInstant unused = 0;
  gint64 seconds = 0;

  if (g_strcmp0 (next, "ago") == 0 && recoup_when_parse_duration (word, &seconds, NULL))
    return (Fit){ .value = g_strconcat ("-", word, NULL), .extra = 1 };
  const char *third = next != NULL ? peek (reading, 2) : NULL;
  g_autofree char *both = next != NULL ? g_strconcat (word, " ", next, NULL) : NULL;
  g_autofree char *all = third != NULL ? g_strconcat (both, " ", third, NULL) : NULL;
  if (all != NULL && recoup_when_is_half (third) &&
      recoup_when_parse (&reading->when, all, &unused, NULL))
    return (Fit){ .value = g_steal_pointer (&all), .extra = 2 }; /* "yesterday 10:40 pm" */
  if (both != NULL && recoup_when_is_half (next) &&
      recoup_when_parse (&reading->when, both, &unused, NULL))
    return (Fit){ .value = g_steal_pointer (&both), .extra = 1 };
  if (both != NULL && recoup_when_is_day_word (word) &&
      recoup_when_parse (&reading->when, both, &unused, NULL))
    return (Fit){ .value = g_steal_pointer (&both), .extra = 1 };
  return recoup_when_parse (&reading->when, word, &unused, NULL) ? take (word) : no_fit;
}

static Fit
fit_date (const Reading *reading, const RecoupSlot *slot, const char *word)
{
  RecoupDay unused = 0;

  return recoup_when_parse_date (0, word, &unused, NULL) ? take (word) : no_fit;
}

static Fit
fit_minutes (const Reading *reading, const RecoupSlot *slot, const char *word)
{
  double unused = 0;

  return recoup_value_parse_number (word, "min", &unused) ? take (word) : no_fit;
}

static Fit
fit_hours (const Reading *reading, const RecoupSlot *slot, const char *word)
{
  if (is_number (word))
    return (Fit){ .value = g_strconcat (word, "h", NULL) };
  return fit_minutes (reading, slot, word);
}

static Fit
fit_amount (const Reading *reading, const RecoupSlot *slot, const char *word)
{
  const RecoupField *field = recoup_form_find_field (reading->kind, slot->field);
  double unused = 0;

  g_assert (field != NULL); /* the rows name fields of their kinds */
  /* A bare number is one, though it may be refused for its lack of a unit. */
  return recoup_value_parse_number (word, field->unit, &unused) || is_number (word) ? take (word)
                                                                                    : no_fit;
}

static Fit
fit_measure (const Reading *reading, const RecoupSlot *slot, const char *word)
{
  return is_number (word) ? no_fit : fit_amount (reading, slot, word);
}

static Fit
fit_effort (const Reading *reading, const RecoupSlot *slot, const char *word)
{
  const char *rest = word[0] == '@'                   ? word + 1
                     : g_str_has_prefix (word, "rpe") ? word + strlen ("rpe")
                                                      : "";

  return is_number (rest) ? take (rest) : no_fit;
}

static Fit
fit_grade (const Reading *reading, const RecoupSlot *slot, const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (grades); i++)
    if (recoup_words_match (word, grades[i].word))
      return (Fit){ .value = g_strdup_printf ("%u", grades[i].grade) };
  return no_fit;
}

/* "quads 4", "lower back 3", "none" */
static Fit
fit_sore (const Reading *reading, const RecoupSlot *slot, const char *word)
{
  const char *next = peek (reading, 1);

  if (recoup_words_match (word, N_ ("none")))
    return take ("none");
  if (next == NULL)
    return no_fit;
  const char *group = recoup_words_find_key (RECOUP_KEY_GROUP, word);
  if (group != NULL)
    return (Fit){ .value = g_strconcat (group, "=", next, NULL), .extra = 1 };
  g_autofree char *both = g_strconcat (word, " ", next, NULL);
  group = recoup_words_find_key (RECOUP_KEY_GROUP, both);
  if (group != NULL && peek (reading, 2) != NULL)
    return (Fit){ .value = g_strconcat (group, "=", peek (reading, 2), NULL), .extra = 2 };
  return no_fit;
}

/* A slip in a number or a time shall not end as a note, nor a day without its time. */
static Fit
fit_text (const Reading *reading, const RecoupSlot *slot, const char *word)
{
  return g_ascii_isdigit (word[0]) || word[0] == '-' || word[0] == '@' ||
                 recoup_when_is_day_word (word)
             ? no_fit
             : take (word);
}

static const struct
{
  Fit (*fit) (const Reading *reading, const RecoupSlot *slot, const char *word);
  gboolean repeats; /* the slot is never full */
} shapes[] = {
  [RECOUP_SHAPE_MOMENT] = { fit_moment, FALSE },   [RECOUP_SHAPE_DATE] = { fit_date, FALSE },
  [RECOUP_SHAPE_MINUTES] = { fit_minutes, FALSE }, [RECOUP_SHAPE_HOURS] = { fit_hours, FALSE },
  [RECOUP_SHAPE_AMOUNT] = { fit_amount, FALSE },   [RECOUP_SHAPE_MEASURE] = { fit_measure, FALSE },
  [RECOUP_SHAPE_EFFORT] = { fit_effort, FALSE },   [RECOUP_SHAPE_GRADE] = { fit_grade, FALSE },
  [RECOUP_SHAPE_SORE] = { fit_sore, TRUE },        [RECOUP_SHAPE_TEXT] = { fit_text, TRUE },
};

/* Puts the word into the first slot that it fits; FALSE if there is none. */
static gboolean
put_in_slot (Reading *reading, const char *word)
{
  const RecoupSlot *slots = reading->quick->slots;

  for (guint i = 0; slots[i].shape != RECOUP_SHAPE_NONE; i++)
    {
      if (reading->used[i] || (reading->is_end && g_str_equal (slots[i].field, "start")))
        continue;
      Fit fit = shapes[slots[i].shape].fit (reading, &slots[i], word);
      g_autofree char *value = fit.value;
      if (value == NULL)
        continue;
      reading->used[i] = !shapes[slots[i].shape].repeats;
      reading->at += 1 + fit.extra;
      if (slots[i].shape != RECOUP_SHAPE_TEXT)
        put (reading, slots[i].field, value);
      else
        {
          reading->text_field = slots[i].field;
          g_string_append_printf (reading->text, "%s%s", reading->text->len > 0 ? " " : "", value);
        }
      return TRUE;
    }
  return FALSE;
}

/* "rpe 8", "stress 3", "ill": the name of a field, and its value behind it. */
static gboolean
put_named (Reading *reading, const char *word)
{
  const RecoupField *field = recoup_form_find_field (reading->kind, word);
  const char *next = peek (reading, 1);

  if (field == NULL)
    return FALSE;
  if (field->type == RECOUP_FIELD_SORENESS) /* "feel tired, sore quads 4": the slot reads it */
    {
      reading->at++;
      return TRUE;
    }
  if (field->type == RECOUP_FIELD_BOOLEAN)
    {
      put (reading, field->name, "yes");
      reading->at++;
      return TRUE;
    }
  gboolean takes_number = field->type == RECOUP_FIELD_NUMBER || field->type == RECOUP_FIELD_INTEGER;
  if (!takes_number || next == NULL || !g_ascii_isdigit (next[0]))
    return FALSE; /* "a protein shake" is no amount, and "note" no note */
  put (reading, field->name, next);
  reading->at += 2;
  return TRUE;
}

/* A number and its unit as two words. */
static gboolean
put_measure (Reading *reading, const char *word)
{
  const char *unit = peek (reading, 1);

  if (unit == NULL || !is_number (word) || !g_strv_contains (units, unit))
    return FALSE;
  g_autofree char *both = g_strconcat (word,
                                       g_str_has_prefix (unit, "hour")  ? "h"
                                       : g_str_has_prefix (unit, "min") ? "min"
                                                                        : unit,
                                       NULL);
  if (!put_in_slot (reading, both))
    return FALSE;
  reading->at++;
  return TRUE;
}

/* Takes a word that only leads to a time or an amount: "from 22:50", "for 25 minutes". */
static gboolean
take_joint (Reading *reading, const char *word)
{
  const char *next = peek (reading, 1);

  if (next == NULL || !(g_ascii_isdigit (next[0]) || recoup_words_match (next, N_ ("now")) ||
                        recoup_when_is_day_word (next)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    if (recoup_words_match (word, joints[i].word))
      {
        reading->is_end = joints[i].is_end;
        reading->at++;
        return TRUE;
      }
  return FALSE;
}

/* One word, or several that belong together. */
static gboolean
read_word (Reading *reading, const char *word)
{
  if (strchr (word, '=') != NULL) /* as `recoupctl log` takes it */
    {
      g_ptr_array_add (reading->fields, g_strdup (word));
      reading->at++;
      return TRUE;
    }
  if (take_joint (reading, word))
    return TRUE;
  gboolean is_read =
      put_measure (reading, word) || put_named (reading, word) || put_in_slot (reading, word);
  reading->is_end = FALSE;
  return is_read;
}

/* The words without the commas between them: "quads 4, calves 2". */
static GPtrArray *
dup_words (const GPtrArray *words)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < words->len; i++)
    {
      char *word = g_strdup (g_ptr_array_index (words, i));
      gsize len = strlen (word);
      if (len > 1 && word[len - 1] == ',')
        word[len - 1] = '\0';
      g_ptr_array_add (copy, word);
    }
  return copy;
}

/* Whether a field was said by the words themselves. */
static gboolean
is_said (const Reading *reading, const char *assignment)
{
  gsize len = (gsize) (strchr (assignment, '=') - assignment) + 1;

  for (guint i = 0; i < reading->fields->len; i++)
    if (strncmp (g_ptr_array_index (reading->fields, i), assignment, len) == 0)
      return TRUE;
  return FALSE;
}

/* Says what is wrong with @word, which was not read. */
static void
refuse_word (const Reading *reading, const char *word, GError **error)
{
  const RecoupField *field = recoup_form_find_field (reading->kind, word);
  gboolean is_group = recoup_words_find_key (RECOUP_KEY_GROUP, word) != NULL;

  if (is_group)
    field = recoup_form_find_field (reading->kind, "soreness");
  if (recoup_when_is_day_word (word))
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                 _ ("‘%s’ needs a clock time behind it: %s 18:00"), word, word);
  else if (field != NULL && field->max > field->min)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                 _ ("‘%s’ needs a number from %.0f to %.0f behind it"), word, field->min,
                 field->max);
  else if (reading->quick == &recoup_quicks[RECOUP_QUICK_SORE])
    {
      g_autoptr (GPtrArray) keys = g_ptr_array_new ();
      for (guint i = 0; i < RECOUP_N_GROUPS; i++)
        g_ptr_array_add (keys, (gpointer) recoup_group_get_name (i));
      g_ptr_array_add (keys, NULL);
      g_autofree char *known = recoup_words_join (RECOUP_KEY_GROUP, (char **) keys->pdata);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘%s’ is no muscle group; there are %s"), word, known);
    }
  else
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, _ ("‘%s’ cannot be read"),
                 word);
}

GPtrArray *
recoup_quick_read (const RecoupQuick *quick,
                   const GPtrArray *words,
                   const RecoupZone *zone,
                   GError **error)
{
  g_autoptr (GPtrArray) plain = dup_words (words);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  const RecoupForm *form = recoup_form_find (quick->form);
  Reading reading = {
    .quick = quick,
    .kind = form->kind,
    .when = recoup_when_now (zone, RECOUP_WHEN_LAST),
    .words = plain,
    .text = text,
    .fields = fields,
  };

  while (reading.at < plain->len)
    {
      const char *word = g_ptr_array_index (plain, reading.at);
      if (read_word (&reading, word))
        continue;
      refuse_word (&reading, word, error);
      return NULL;
    }
  if (text->len > 0)
    put (&reading, reading.text_field, text->str);
  /* What has a start and a length has its end. */
  gboolean is_whole = is_said (&reading, "start=") && is_said (&reading, "asleep_min=");
  if (quick->said != NULL && !is_whole && !is_said (&reading, quick->said))
    g_ptr_array_add (fields, g_strdup (quick->said));
  return g_steal_pointer (&fields);
}
