/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "client/ctl.h"

G_BEGIN_DECLS

/** One option of a verb, or one that every verb takes. */
typedef struct
{
  const char *name; /* without the dashes; NULL ends a table */
  char letter;      /* short form, 0 if none */
  const char *arg;  /* name of its value in the help, NULL for a switch */
  const char *help; /* one line */
} RecoupOption;

typedef struct
{
  const RecoupOption *option;
  const char *value; /* borrowed; "" for a switch */
} RecoupOptionValue;

/** What stood on the command line behind the verb. */
typedef struct _RecoupVerb RecoupVerb;

typedef struct
{
  const RecoupVerb *verb; /* NULL if none was named */
  GPtrArray *words;       /* owned, of owned char *: what is no option, then each `--FIELD VALUE` as
                             FIELD=VALUE */
  GArray *options;        /* owned, of RecoupOptionValue, in order */
} RecoupArgs;

/** One verb of recoupctl: one row of the table in verbs.c. */
struct _RecoupVerb
{
  const char *name;
  const char *args;    /* what follows it, for the help */
  const char *help;    /* one line */
  const char *details; /* further lines for its --help, NULL if none */
  const char *example; /* a command line to show beside an error, NULL: its --help is named */
  const RecoupOption *options; /* ends with a row without name; NULL if none */
  guint min_words;
  guint max_words;      /* G_MAXUINT: no limit */
  gboolean open_fields; /* other options are fields: `--FIELD VALUE` is FIELD=VALUE */
  gboolean is_command;  /* its words are those of a command, of which some may be empty */
  RecoupExit (*run) (RecoupCtl *ctl, const RecoupArgs *args);
};

/** What a command line may hold. */
typedef struct
{
  const RecoupOption *options;                       /* that are taken everywhere */
  const RecoupVerb *(*find_verb) (const char *name); /* NULL for a name that is none */
} RecoupGrammar;

void recoup_args_init (RecoupArgs *args);
void recoup_args_clear (RecoupArgs *args);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RecoupArgs, recoup_args_clear)

/**
 * recoup_args_parse:
 * @args: initialised; filled
 * @grammar: which options and verbs there are
 * @argv: arguments without the program's name; outlives @args
 * @n: number of them
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT, for exit status 2
 *
 * The first word is the verb. A minus before a digit starts a word ("-30m"), `--` ends the options.
 * An empty word or value is refused: it is a variable of a script that was not set, never meant.
 */
gboolean recoup_args_parse (RecoupArgs *args,
                            const RecoupGrammar *grammar,
                            const char *const *argv,
                            guint n,
                            GError **error);

/** Returns: (transfer none) (nullable): the last value of option @name, "" for a switch */
const char *recoup_args_get (const RecoupArgs *args, const char *name);

/** Returns: (transfer none): word number @i, or %NULL if there are fewer */
const char *recoup_args_word (const RecoupArgs *args, guint i);

G_END_DECLS
