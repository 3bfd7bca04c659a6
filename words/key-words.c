/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The keys of the bus and of the journal, as people say them. A key is what a program reads and
 * what is typed; in a sentence its word stands. English is close to the keys, other languages are
 * not. */

#include <glib/gi18n-lib.h>

#include "words/words.h"

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
};

char *
recoup_words_fill (const char *text, const char *value)
{
  g_autoptr (GString) filled = g_string_new (text);

  (void) g_string_replace (filled, "%%", "%", 0);
  (void) g_string_replace (filled, "%s", value, 1);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static const KeyRow *
find_row (RecoupKey of, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].of == of && g_str_equal (rows[i].key, key))
      return &rows[i];
  return of == RECOUP_KEY_PLANNED ? find_row (RECOUP_KEY_GROUP, key) : NULL;
}

char *
recoup_words_key (RecoupKey of, const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  const KeyRow *row = find_row (of, key);
  if (row == NULL && (of == RECOUP_KEY_NONE || of == RECOUP_KEY_VALUE || of == RECOUP_KEY_CAUSE))
    return g_strdup (key); /* "S-070"; a reason in the user's own words */
  if (row == NULL)
    return g_strdelimit (g_strdup (key), "_-", ' ');
  return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, row->context, row->text));
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
