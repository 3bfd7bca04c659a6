/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What the keys of the bus and of the journal are keys of. */
typedef enum
{
  RECOUP_KEY_NONE, /* of nothing: each stands for itself */
  RECOUP_KEY_ACCOUNT,
  RECOUP_KEY_GROUP,    /* of muscles */
  RECOUP_KEY_PLANNED,  /* for a day: a muscle group, rest, active, hiit */
  RECOUP_KEY_PAIN,     /* a flag of pain */
  RECOUP_KEY_KIND,     /* of entries */
  RECOUP_KEY_FIELD,    /* of an entry or a set, without its unit */
  RECOUP_KEY_VALUE,    /* of a field that is a word */
  RECOUP_KEY_REMINDER, /* a kind of reminder */
  RECOUP_KEY_STATE,    /* of a reminder */
  RECOUP_KEY_CAUSE,    /* of such a state */
  RECOUP_KEY_STEP,     /* of the statement of an account */
  RECOUP_KEY_EXERCISE, /* of the catalogue; what else is trained stands for itself */
  RECOUP_KEY_METRIC,   /* of a trend */
  RECOUP_KEY_USE,      /* of a rule */
  RECOUP_KEY_SUPPORT,  /* of a rule */
  RECOUP_KEY_UNIT,     /* of a constant; "kg" stands for itself */
  RECOUP_KEY_SOURCE,   /* of a constant; what was published stands for itself */
} RecoupKey;

/** Returns: (transfer full): @key as people say it, for example "lower back"; one that is not known
 * stands for itself, with spaces */
char *recoup_words_key (RecoupKey of, const char *key);

/** Returns: (transfer none) (nullable): the key that @text names: the key itself or its word, large
 * or small, with a space, `_` or `-` between its parts */
const char *recoup_words_find_key (RecoupKey of, const char *text);

/** Puts the key in place of each of the NULL-terminated @words that names one, owned strings; what
 * names none is for others to judge. */
void recoup_words_take_keys (RecoupKey of, char **words);

/** Whether @text is @word, which is marked for translation, in English or in the language of the
 * process, large or small. */
gboolean recoup_words_match (const char *text, const char *word);

/** Returns: (transfer full): the NULL-terminated @keys as people say them, with commas between */
char *recoup_words_join (RecoupKey of, char **keys);

G_END_DECLS
