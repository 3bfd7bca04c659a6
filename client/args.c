/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The command line. GOption cannot read it: it takes "-30m" for an option, and it has no notion of
 * fields that a verb accepts by the names of the journal format ("--quality 2"). Options may stand
 * anywhere, before or after the words; which ones exist is read from tables. */

#include "client/args.h"

#include <glib/gi18n-lib.h>

#include "recoup/error.h"

void
recoup_args_init (RecoupArgs *args)
{
  args->verb = NULL;
  args->words = g_ptr_array_new_with_free_func (g_free);
  args->options = g_array_new (FALSE, FALSE, sizeof (RecoupOptionValue));
}

void
recoup_args_clear (RecoupArgs *args)
{
  g_clear_pointer (&args->words, g_ptr_array_unref);
  g_clear_pointer (&args->options, g_array_unref);
}

const char *
recoup_args_get (const RecoupArgs *args, const char *name)
{
  const char *value = NULL;

  for (guint i = 0; i < args->options->len; i++)
    {
      const RecoupOptionValue *given = &g_array_index (args->options, RecoupOptionValue, i);
      if (g_str_equal (given->option->name, name))
        value = given->value;
    }
  return value;
}

const char *
recoup_args_word (const RecoupArgs *args, guint i)
{
  return i < args->words->len ? g_ptr_array_index (args->words, i) : NULL;
}

/* The row of @table whose name is the @len bytes at @name, or whose letter is @letter. */
static const RecoupOption *
find_option (const RecoupOption *table, const char *name, gsize len, char letter)
{
  for (const RecoupOption *row = table; row != NULL && row->name != NULL; row++)
    {
      if (letter != 0 && row->letter == letter)
        return row;
      if (letter == 0 && strlen (row->name) == len && strncmp (row->name, name, len) == 0)
        return row;
    }
  return NULL;
}

typedef struct
{
  const char *const *argv;
  guint n;
  guint i; /* of the argument that is being read */
  const RecoupGrammar *grammar;
  RecoupArgs *args;
  GPtrArray *fields; /* of owned char *, FIELD=VALUE: they go behind the words */
} Reader;

/* The value of an option that needs one: behind `=`, or the next argument, whatever it looks like.
 */
static const char *
take_value (Reader *reader, const char *inline_value)
{
  if (inline_value != NULL)
    return inline_value;
  if (reader->i + 1 >= reader->n)
    return NULL;
  reader->i++;
  return reader->argv[reader->i];
}

/* `--some-field VALUE` of a verb that takes fields: the word some_field=VALUE. Without a value it
 * says yes: `--ill`. */
static void
read_field (Reader *reader, const char *name, gsize len, const char *inline_value)
{
  g_autofree char *field = g_strdelimit (g_strndup (name, len), "-", '_');
  gboolean has_next =
      reader->i + 1 < reader->n && !g_str_has_prefix (reader->argv[reader->i + 1], "--");
  const char *value = inline_value != NULL || has_next ? take_value (reader, inline_value) : "yes";

  g_ptr_array_add (reader->fields, g_strconcat (field, "=", value, NULL));
}

static gboolean
add_option (Reader *reader, const RecoupOption *option, const char *inline_value, GError **error)
{
  RecoupOptionValue given = { .option = option, .value = "" };

  if (option->arg == NULL && inline_value != NULL)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘--%s’ takes no value, got ‘%s’"), option->name, inline_value);
      return FALSE;
    }
  if (option->arg != NULL)
    {
      given.value = take_value (reader, inline_value);
      if (given.value == NULL || given.value[0] == '\0')
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                       _ ("‘--%s’ needs a value: %s"), option->name, option->arg);
          return FALSE;
        }
    }
  g_array_append_val (reader->args->options, given);
  return TRUE;
}

static gboolean
read_long (Reader *reader, const char *text, GError **error)
{
  const char *equals = strchr (text, '=');
  gsize len = equals != NULL ? (gsize) (equals - text) : strlen (text);
  const char *inline_value = equals != NULL ? equals + 1 : NULL;
  const RecoupOption *option = find_option (reader->grammar->options, text, len, 0);

  if (option == NULL && reader->args->verb != NULL)
    option = find_option (reader->args->verb->options, text, len, 0);
  if (option != NULL)
    return add_option (reader, option, inline_value, error);
  if (reader->args->verb != NULL && reader->args->verb->open_fields && len > 0)
    {
      read_field (reader, text, len, inline_value);
      return TRUE;
    }
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               reader->args->verb != NULL ? _ ("There is no option ‘--%.*s’ of %s")
                                          : _ ("There is no option ‘--%.*s’ before the verb"),
               (int) len, text, reader->args->verb != NULL ? reader->args->verb->name : "");
  return FALSE;
}

/* A cluster of short options; the last one may take a value. */
static gboolean
read_short (Reader *reader, const char *text, GError **error)
{
  for (const char *letter = text; *letter != '\0'; letter++)
    {
      const RecoupOption *option = find_option (reader->grammar->options, NULL, 0, *letter);
      if (option == NULL && reader->args->verb != NULL)
        option = find_option (reader->args->verb->options, NULL, 0, *letter);
      if (option == NULL)
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                       _ ("There is no option ‘-%c’"), *letter);
          return FALSE;
        }
      const char *rest = option->arg != NULL && letter[1] != '\0' ? letter + 1 : NULL;
      if (!add_option (reader, option, rest, error))
        return FALSE;
      if (option->arg != NULL)
        return TRUE;
    }
  return TRUE;
}

static gboolean
read_word (Reader *reader, const char *text, GError **error)
{
  const RecoupVerb *verb = reader->args->verb;

  if (verb != NULL && text[0] == '\0' && (!verb->is_command || reader->args->words->len == 0))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘%s’ takes no empty argument: recoupctl %s %s"), verb->name, verb->name,
                   verb->args);
      return FALSE;
    }
  if (verb != NULL)
    {
      g_ptr_array_add (reader->args->words, g_strdup (text));
      return TRUE;
    }
  reader->args->verb = reader->grammar->find_verb (text);
  if (reader->args->verb != NULL)
    return TRUE;
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, _ ("There is no verb ‘%s’"),
               text);
  return FALSE;
}

gboolean
recoup_args_parse (RecoupArgs *args,
                   const RecoupGrammar *grammar,
                   const char *const *argv,
                   guint n,
                   GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  Reader reader = { .argv = argv, .n = n, .grammar = grammar, .args = args, .fields = fields };
  gboolean only_words = FALSE;

  for (reader.i = 0; reader.i < n; reader.i++)
    {
      const char *text = argv[reader.i];
      gboolean ok = TRUE;
      if (only_words || text[0] != '-' || text[1] == '\0' || g_ascii_isdigit (text[1]))
        ok = read_word (&reader, text, error);
      else if (g_str_equal (text, "--"))
        only_words = TRUE;
      else if (text[1] == '-')
        ok = read_long (&reader, text + 2, error);
      else
        ok = read_short (&reader, text + 1, error);
      if (!ok)
        return FALSE;
    }
  g_ptr_array_extend_and_steal (args->words, g_steal_pointer (&fields));
  return TRUE;
}
