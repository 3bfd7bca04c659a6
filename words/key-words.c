/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The keys of the bus and of the journal, as people say them. A key is what a program reads; people
 * see its word, and may type either. English is close to the keys, other languages are not. */

#include "words/key-words.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  RecoupKey of;
  const char *key;
  const char *context; /* for the translators */
  const char *text;
} KeyRow;

/* xgettext finds context and text. */
#define ROW(of_, key_, context_, text_)           \
  {                                               \
    RECOUP_KEY_##of_, (key_), (context_), (text_) \
  }

static const KeyRow rows[] = {
  ROW (ACCOUNT, "sleep", "account", "sleep"),
  ROW (ACCOUNT, "fuel", "account", "fuel"),
  ROW (ACCOUNT, "stress", "account", "stress"),
  ROW (ACCOUNT, "tissue", "account", "tissue"),
  ROW (ACCOUNT, "load", "account", "load"),
  ROW (ACCOUNT, "autonomic", "account", "autonomic"),

  ROW (GROUP, "chest", "muscles", "chest"),
  ROW (GROUP, "back", "muscles", "back"),
  ROW (GROUP, "shoulders", "muscles", "shoulders"),
  ROW (GROUP, "biceps", "muscles", "biceps"),
  ROW (GROUP, "triceps", "muscles", "triceps"),
  ROW (GROUP, "forearms", "muscles", "forearms"),
  ROW (GROUP, "abs", "muscles", "abs"),
  ROW (GROUP, "lower_back", "muscles", "lower back"),
  ROW (GROUP, "glutes", "muscles", "glutes"),
  ROW (GROUP, "quads", "muscles", "quads"),
  ROW (GROUP, "hamstrings", "muscles", "hamstrings"),
  ROW (GROUP, "calves", "muscles", "calves"),

  ROW (PLANNED, "rest", "planned", "rest"),
  ROW (PLANNED, "active", "planned", "active"),
  ROW (PLANNED, "hiit", "planned", "hiit"),

  ROW (PAIN, "sharp", "pain", "sharp pain"),
  ROW (PAIN, "joint", "pain", "joint pain"),
  ROW (PAIN, "form", "pain", "form pain"),
  ROW (PAIN, "strength", "pain", "strength pain"),
  ROW (PAIN, "rom", "pain", "rom pain"),

  ROW (KIND, "sleep", "entry", "sleep"),
  ROW (KIND, "meal", "entry", "meal"),
  ROW (KIND, "food-day", "entry", "food-day"),
  ROW (KIND, "session", "entry", "session"),
  ROW (KIND, "rest", "entry", "rest"),
  ROW (KIND, "checkin", "entry", "checkin"),
  ROW (KIND, "recovery", "entry", "recovery"),
  ROW (KIND, "weight", "entry", "weight"),
  ROW (KIND, "hrv", "entry", "hrv"),
  ROW (KIND, "answer", "entry", "answer"),
  ROW (KIND, "plan", "entry", "plan"),
  ROW (KIND, "remove", "entry", "remove"),

  ROW (FIELD, "asleep", "field", "asleep"),
  ROW (FIELD, "quality", "field", "quality"),
  ROW (FIELD, "protein", "field", "protein"),
  ROW (FIELD, "energy", "field", "energy"),
  ROW (FIELD, "complete", "field", "complete"),
  ROW (FIELD, "duration", "field", "duration"),
  ROW (FIELD, "rpe", "field", "rpe"),
  ROW (FIELD, "title", "field", "title"),
  ROW (FIELD, "sets", "field", "sets"),
  ROW (FIELD, "stress", "field", "stress"),
  ROW (FIELD, "mood", "field", "mood"),
  ROW (FIELD, "fatigue", "field", "fatigue"),
  ROW (FIELD, "soreness", "field", "soreness"),
  ROW (FIELD, "pain", "field", "pain"),
  ROW (FIELD, "ill", "field", "ill"),
  ROW (FIELD, "activity", "field", "activity"),
  ROW (FIELD, "minutes", "field", "minutes"),
  ROW (FIELD, "kg", "field", "kg"),
  ROW (FIELD, "rmssd", "field", "rmssd"),
  ROW (FIELD, "rhr", "field", "rhr"),
  ROW (FIELD, "question", "field", "question"),
  ROW (FIELD, "yes", "field", "yes"),
  ROW (FIELD, "action", "field", "action"),
  ROW (FIELD, "target", "field", "target"),
  ROW (FIELD, "note", "field", "note"),
  ROW (FIELD, "exercise", "field", "exercise"),
  ROW (FIELD, "reps", "field", "reps"),
  ROW (FIELD, "distance", "field", "distance"),
  ROW (FIELD, "load", "field", "load"),
  ROW (FIELD, "rir", "field", "rir"),
  ROW (FIELD, "warmup", "field", "warmup"),
  ROW (FIELD, "unaccustomed", "field", "unaccustomed"),
  ROW (FIELD, "groups", "field", "groups"),

  ROW (VALUE, "walk", "value", "walk"),
  ROW (VALUE, "cycling", "value", "cycling"),
  ROW (VALUE, "mobility", "value", "mobility"),
  ROW (VALUE, "foam-rolling", "value", "foam-rolling"),
  ROW (VALUE, "massage", "value", "massage"),
  ROW (VALUE, "cold", "value", "cold"),
  ROW (VALUE, "sauna", "value", "sauna"),
  ROW (VALUE, "breathing", "value", "breathing"),
  ROW (VALUE, "meditation", "value", "meditation"),
  ROW (VALUE, "yoga", "value", "yoga"),
  ROW (VALUE, "other", "value", "other"),
  ROW (VALUE, "accept", "value", "accept"),
  ROW (VALUE, "decline", "value", "decline"),
  ROW (VALUE, "cancel", "value", "cancel"),
  ROW (VALUE, "sharp", "value", "sharp"),
  ROW (VALUE, "joint", "value", "joint"),
  ROW (VALUE, "form", "value", "form"),
  ROW (VALUE, "strength", "value", "strength"),
  ROW (VALUE, "rom", "value", "rom"),

  ROW (REMINDER, "check-in", "reminder", "check-in"),
  ROW (REMINDER, "protein", "reminder", "protein"),
  ROW (REMINDER, "active-recovery", "reminder", "active-recovery"),
  ROW (REMINDER, "wind-down", "reminder", "wind-down"),
  ROW (REMINDER, "bedtime", "reminder", "bedtime"),
  ROW (REMINDER, "deload", "reminder", "deload"),
  ROW (REMINDER, "advice", "reminder", "advice"),
  ROW (REMINDER, "digest", "reminder", "digest"),
  ROW (REMINDER, "hydration", "reminder", "hydration"),
  ROW (REMINDER, "mobility", "reminder", "mobility"),
  ROW (REMINDER, "foam-roll", "reminder", "foam-roll"),

  ROW (STATE, "planned", "reminder", "planned"),
  ROW (STATE, "due", "reminder", "due"),
  ROW (STATE, "shown", "reminder", "shown"),
  ROW (STATE, "snoozed", "reminder", "snoozed"),
  ROW (STATE, "done", "reminder", "done"),
  ROW (STATE, "skipped", "reminder", "skipped"),
  ROW (STATE, "expired", "reminder", "expired"),
  ROW (STATE, "superseded", "reminder", "superseded"),

  ROW (CAUSE, "paused", "cause", "paused"),
  ROW (CAUSE, "inhibited", "cause", "inhibited"),
  ROW (CAUSE, "do-not-disturb", "cause", "do not disturb"),
  ROW (CAUSE, "locked", "cause", "locked"),
  ROW (CAUSE, "away", "cause", "away"),
  ROW (CAUSE, "resumed", "cause", "resumed"),
  ROW (CAUSE, "no-server", "cause", "no server"),
  ROW (CAUSE, "gap", "cause", "gap"),
  ROW (CAUSE, "limit", "cause", "limit"),
  ROW (CAUSE, "moved", "cause", "moved"),
  ROW (CAUSE, "digest", "cause", "digest"),
  ROW (CAUSE, "replaced", "cause", "replaced"),
  ROW (CAUSE, "unanswered", "cause", "unanswered"),
  ROW (CAUSE, "late", "cause", "late"),
  ROW (CAUSE, "obsolete", "cause", "obsolete"),
  ROW (CAUSE, "off", "cause", "off"),
  ROW (CAUSE, "clock", "cause", "clock"),
  ROW (CAUSE, "logged", "cause", "logged"),
  ROW (CAUSE, "answered", "cause", "answered"),
  ROW (CAUSE, "slept", "cause", "slept"),
  ROW (CAUSE, "user", "cause", "you"),

  ROW (STEP, "decay", "step", "decay"),
  ROW (STEP, "night", "step", "night"),
  ROW (STEP, "night-missing", "step", "night missing"),
  ROW (STEP, "last-night", "step", "last night"),
  ROW (STEP, "meals", "step", "meals"),
  ROW (STEP, "meals-missing", "step", "meals missing"),
  ROW (STEP, "load", "step", "load"),
  ROW (STEP, "load-unknown", "step", "load unknown"),
  ROW (STEP, "stress", "step", "stress"),
  ROW (STEP, "mood", "step", "mood"),
  ROW (STEP, "fatigue", "step", "fatigue"),
  ROW (STEP, "soreness", "step", "soreness"),
  ROW (STEP, "soreness-fade", "step", "soreness fade"),
  ROW (STEP, "recovery", "step", "recovery"),
  ROW (STEP, "set-work", "step", "set work"),
  ROW (STEP, "new-work", "step", "new work"),
  ROW (STEP, "hrv", "step", "hrv"),
  ROW (STEP, "resting-rate", "step", "resting rate"),

  ROW (EXERCISE, "squat", "exercise", "squat"),
  ROW (EXERCISE, "back-squat", "exercise", "back squat"),
  ROW (EXERCISE, "front-squat", "exercise", "front squat"),
  ROW (EXERCISE, "goblet-squat", "exercise", "goblet squat"),
  ROW (EXERCISE, "leg-press", "exercise", "leg press"),
  ROW (EXERCISE, "hack-squat", "exercise", "hack squat"),
  ROW (EXERCISE, "lunge", "exercise", "lunge"),
  ROW (EXERCISE, "split-squat", "exercise", "split squat"),
  ROW (EXERCISE, "step-up", "exercise", "step-up"),
  ROW (EXERCISE, "leg-extension", "exercise", "leg extension"),
  ROW (EXERCISE, "deadlift", "exercise", "deadlift"),
  ROW (EXERCISE, "romanian-deadlift", "exercise", "romanian deadlift"),
  ROW (EXERCISE, "good-morning", "exercise", "good morning"),
  ROW (EXERCISE, "leg-curl", "exercise", "leg curl"),
  ROW (EXERCISE, "nordic-curl", "exercise", "nordic curl"),
  ROW (EXERCISE, "hip-thrust", "exercise", "hip thrust"),
  ROW (EXERCISE, "glute-bridge", "exercise", "glute bridge"),
  ROW (EXERCISE, "calf-raise", "exercise", "calf raise"),
  ROW (EXERCISE, "back-extension", "exercise", "back extension"),
  ROW (EXERCISE, "bench-press", "exercise", "bench press"),
  ROW (EXERCISE, "incline-bench-press", "exercise", "incline bench press"),
  ROW (EXERCISE, "dumbbell-press", "exercise", "dumbbell press"),
  ROW (EXERCISE, "push-up", "exercise", "push-up"),
  ROW (EXERCISE, "chest-press", "exercise", "chest press"),
  ROW (EXERCISE, "dip", "exercise", "dip"),
  ROW (EXERCISE, "chest-fly", "exercise", "chest fly"),
  ROW (EXERCISE, "overhead-press", "exercise", "overhead press"),
  ROW (EXERCISE, "shoulder-press", "exercise", "shoulder press"),
  ROW (EXERCISE, "push-press", "exercise", "push press"),
  ROW (EXERCISE, "lateral-raise", "exercise", "lateral raise"),
  ROW (EXERCISE, "rear-delt-fly", "exercise", "rear delt fly"),
  ROW (EXERCISE, "upright-row", "exercise", "upright row"),
  ROW (EXERCISE, "face-pull", "exercise", "face pull"),
  ROW (EXERCISE, "row", "exercise", "row"),
  ROW (EXERCISE, "barbell-row", "exercise", "barbell row"),
  ROW (EXERCISE, "cable-row", "exercise", "cable row"),
  ROW (EXERCISE, "dumbbell-row", "exercise", "dumbbell row"),
  ROW (EXERCISE, "pull-up", "exercise", "pull-up"),
  ROW (EXERCISE, "chin-up", "exercise", "chin-up"),
  ROW (EXERCISE, "lat-pulldown", "exercise", "lat pulldown"),
  ROW (EXERCISE, "shrug", "exercise", "shrug"),
  ROW (EXERCISE, "curl", "exercise", "curl"),
  ROW (EXERCISE, "hammer-curl", "exercise", "hammer curl"),
  ROW (EXERCISE, "preacher-curl", "exercise", "preacher curl"),
  ROW (EXERCISE, "triceps-extension", "exercise", "triceps extension"),
  ROW (EXERCISE, "pushdown", "exercise", "pushdown"),
  ROW (EXERCISE, "skull-crusher", "exercise", "skull crusher"),
  ROW (EXERCISE, "close-grip-bench-press", "exercise", "close-grip bench press"),
  ROW (EXERCISE, "wrist-curl", "exercise", "wrist curl"),
  ROW (EXERCISE, "farmer-walk", "exercise", "farmer walk"),
  ROW (EXERCISE, "plank", "exercise", "plank"),
  ROW (EXERCISE, "crunch", "exercise", "crunch"),
  ROW (EXERCISE, "leg-raise", "exercise", "leg raise"),
  ROW (EXERCISE, "ab-wheel", "exercise", "ab wheel"),
  ROW (EXERCISE, "sit-up", "exercise", "sit-up"),

  ROW (METRIC, "readiness", "metric", "readiness"),
  ROW (METRIC, "coverage", "metric", "coverage"),
  ROW (METRIC, "sleep", "metric", "sleep"),
  ROW (METRIC, "sleep-debt", "metric", "sleep-debt"),
  ROW (METRIC, "protein", "metric", "protein"),
  ROW (METRIC, "shortfall", "metric", "shortfall"),
  ROW (METRIC, "stress", "metric", "stress"),
  ROW (METRIC, "mood", "metric", "mood"),
  ROW (METRIC, "fatigue", "metric", "fatigue"),
  ROW (METRIC, "load", "metric", "load"),
  ROW (METRIC, "acute", "metric", "acute"),
  ROW (METRIC, "chronic", "metric", "chronic"),
  ROW (METRIC, "regularity", "metric", "regularity"),
  ROW (METRIC, "monotony", "metric", "monotony"),
  ROW (METRIC, "strain", "metric", "strain"),
  ROW (METRIC, "adherence", "metric", "adherence"),

  ROW (USE, "computed", "use", "computed"),
  ROW (USE, "reminder", "use", "reminder"),
  ROW (USE, "text", "use", "text"),
  ROW (USE, "unused", "use", "unused"),

  ROW (SUPPORT, "ok", "support", "ok"),
  ROW (SUPPORT, "part", "support", "part"),
  ROW (SUPPORT, "weak", "support", "weak"),
  ROW (SUPPORT, "contra", "support", "contra"),
  ROW (SUPPORT, "n/a", "support", "n/a"),

  ROW (UNIT, "0.1 points", "unit", "0.1 points"),
  ROW (UNIT, "a day", "unit", "a day"),
  ROW (UNIT, "day", "unit", "day"),
  ROW (UNIT, "days", "unit", "days"),
  ROW (UNIT, "episodes", "unit", "episodes"),
  ROW (UNIT, "groups", "unit", "groups"),
  ROW (UNIT, "min after 00:00", "unit", "min after 00:00"),
  ROW (UNIT, "nights", "unit", "nights"),
  ROW (UNIT, "of 10", "unit", "of 10"),
  ROW (UNIT, "of 7 days", "unit", "of 7 days"),
  ROW (UNIT, "of 900", "unit", "of 900"),
  ROW (UNIT, "of the best", "unit", "of the best"),
  ROW (UNIT, "of the usual load", "unit", "of the usual load"),
  ROW (UNIT, "pairs of days", "unit", "pairs of days"),
  ROW (UNIT, "points", "unit", "points"),
  ROW (UNIT, "rating", "unit", "rating"),
  ROW (UNIT, "ratings", "unit", "ratings"),
  ROW (UNIT, "repetitions", "unit", "repetitions"),
  ROW (UNIT, "reports", "unit", "reports"),
  ROW (UNIT, "runs", "unit", "runs"),
  ROW (UNIT, "sessions", "unit", "sessions"),
  ROW (UNIT, "share", "unit", "share"),
  ROW (UNIT, "signs", "unit", "signs"),
  ROW (UNIT, "times", "unit", "times"),
  ROW (UNIT, "values", "unit", "values"),
  ROW (UNIT, "weeks", "unit", "weeks"),

  ROW (SOURCE, "a convention of recoup", "source", "a convention of recoup"),
  ROW (SOURCE,
       "Radaelli 2012, doi:10.1519/JSC.0b013e31823dae96; the number is ours",
       "source",
       "Radaelli 2012, doi:10.1519/JSC.0b013e31823dae96; the number is ours"),
  ROW (SOURCE,
       "Soares 2015; Radaelli 2012; the cut is ours",
       "source",
       "Soares 2015; Radaelli 2012; the cut is ours"),
  ROW (SOURCE, "the article of its rule", "source", "the article of its rule"),
};

/* Whether @row is of @of: what is planned for a day may be a muscle group. */
static gboolean
is_of (const KeyRow *row, RecoupKey of)
{
  return row->of == of || (of == RECOUP_KEY_PLANNED && row->of == RECOUP_KEY_GROUP);
}

static const KeyRow *
find_row (RecoupKey of, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (is_of (&rows[i], of) && g_str_equal (rows[i].key, key))
      return &rows[i];
  return NULL;
}

static const char *
translate (const KeyRow *row)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, row->context, row->text);
}

char *
recoup_words_key (RecoupKey of, const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  const KeyRow *row = find_row (of, key);
  if (row != NULL)
    return g_strdup (translate (row));
  switch (of)
    {
    case RECOUP_KEY_NONE:
    case RECOUP_KEY_VALUE:
    case RECOUP_KEY_EXERCISE:
    case RECOUP_KEY_UNIT:
    case RECOUP_KEY_SOURCE:
    case RECOUP_KEY_CAUSE:
      return g_strdup (
          key); /* "S-070", "Bench Press (Barbell)"; a reason in the user's own words */
    case RECOUP_KEY_ACCOUNT:
    case RECOUP_KEY_GROUP:
    case RECOUP_KEY_PLANNED:
    case RECOUP_KEY_PAIN:
    case RECOUP_KEY_KIND:
    case RECOUP_KEY_FIELD:
    case RECOUP_KEY_REMINDER:
    case RECOUP_KEY_STATE:
    case RECOUP_KEY_STEP:
    case RECOUP_KEY_METRIC:
    case RECOUP_KEY_USE:
    case RECOUP_KEY_SUPPORT:
      return g_strdelimit (g_strdup (key), "_-", ' ');
    }
  g_assert_not_reached ();
}

/* (transfer full): @text as it is compared: without the difference of large and small letters, and
 * of the signs between words. The letters of keys are ASCII, whose case is that of no language; of
 * other letters the folding knows no language either: an I is an i in Turkish too. */
static char *
fold (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup (text);
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  return g_strdelimit (g_utf8_casefold (normal, -1), "_-", ' ');
}

gboolean
recoup_words_match (const char *text, const char *word)
{
  g_autofree char *said = fold (text);
  g_autofree char *english = fold (word);
  g_autofree char *translated = fold (_ (word));

  return g_str_equal (said, english) || g_str_equal (said, translated);
}

const char *
recoup_words_find_key (RecoupKey of, const char *text)
{
  g_autofree char *said = fold (text);
  const char *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (!is_of (&rows[i], of))
        continue;
      g_autofree char *key = fold (rows[i].key);
      if (g_str_equal (said, key))
        return rows[i].key; /* before the words: what a script says is the same in every language */
      g_autofree char *word = fold (translate (&rows[i]));
      if (found == NULL && g_str_equal (said, word))
        found = rows[i].key;
    }
  return found;
}

void
recoup_words_take_keys (RecoupKey of, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *key = recoup_words_find_key (of, g_strstrip (words[i]));
      if (key == NULL)
        continue;
      g_free (words[i]);
      words[i] = g_strdup (key);
    }
}

char *
recoup_words_join (RecoupKey of, char **keys)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *word = recoup_words_key (of, keys[i]);
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", word);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}
