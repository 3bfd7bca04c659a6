/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The command line: where options may stand, what is a word, what is refused. */

#include "client/args.h"

#include "client/verbs.h"
#include "recoup/error.h"

static const RecoupOption globals[] = {
  { "json", 0, "MODE", "how" },
  { "quiet", 'q', NULL, "less" },
  { NULL, 0, NULL, NULL },
};

static const RecoupOption own[] = {
  { "kind", 'k', "KIND", "which" },
  { "all", 'a', NULL, "all" },
  { NULL, 0, NULL, NULL },
};

static const RecoupVerb closed = { .name = "list", .args = "[X]", .options = own };
static const RecoupVerb open_verb = { .name = "log", .args = "KIND", .open_fields = TRUE };
static const RecoupVerb command = { .name = "hold", .args = "COMMAND", .is_command = TRUE };

static const RecoupVerb *
find_verb (const char *name)
{
  if (g_str_equal (name, "list"))
    return &closed;
  if (g_str_equal (name, "hold"))
    return &command;
  return g_str_equal (name, "log") ? &open_verb : NULL;
}

/* "verb|word|word|--option=value", or "!" when it is refused. */
static char *
read_line (const char *line)
{
  const RecoupGrammar grammar = { globals, find_verb };
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);
  g_auto (RecoupArgs) args = { NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;

  recoup_args_init (&args);
  if (!recoup_args_parse (&args, &grammar, (const char *const *) argv,
                          line[0] != '\0' ? g_strv_length (argv) : 0, &error))
    {
      g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT);
      return g_strdup ("!");
    }
  g_assert_no_error (error);
  GString *out = g_string_new (args.verb != NULL ? args.verb->name : "-");
  for (guint i = 0; i < args.words->len; i++)
    g_string_append_printf (out, "|%s", recoup_args_word (&args, i));
  for (guint i = 0; i < args.options->len; i++)
    {
      const RecoupOptionValue *given = &g_array_index (args.options, RecoupOptionValue, i);
      g_string_append_printf (out, "|--%s=%s", given->option->name, given->value);
    }
  g_assert_null (recoup_args_word (&args, args.words->len));
  return g_string_free (out, FALSE);
}

static void
test_lines (void)
{
  static const struct
  {
    const char *line;
    const char *expect;
  } rows[] = {
    { "", "-" },
    { "list", "list" },
    { "list a b", "list|a|b" },
    { "--json short list", "list|--json=short" },
    { "--json=short list x", "list|x|--json=short" },
    { "list x --quiet", "list|x|--quiet=" },
    { "list -q -k meal x", "list|x|--quiet=|--kind=meal" },
    { "list -qkmeal", "list|--quiet=|--kind=meal" },
    { "list -aq", "list|--all=|--quiet=" },
    { "list -30m", "list|-30m" },
    { "list -", "list|-" },
    { "list -- --all -q", "list|--all|-q" },
    { "list --kind --all", "list|--kind=--all" },
    { "log sleep --quality 2", "log|sleep|quality=2" },
    { "log sleep --asleep-min=400", "log|sleep|asleep_min=400" },
    { "log checkin --ill", "log|checkin|ill=yes" },
    { "log checkin --ill --stress 3", "log|checkin|ill=yes|stress=3" },
    { "log meal 30 --at -30m", "log|meal|30|at=-30m" },
    { "log meal --json short", "log|meal|--json=short" },
    { "log --at 13:05 meal --note=x 30", "log|meal|30|at=13:05|note=x" },
    { "nonsense", "!" },
    { "--kind x list", "!" },
    { "list --nothing", "!" },
    { "list --kind", "!" },
    { "list -k", "!" },
    { "list -z", "!" },
    { "list --all=yes", "!" },
    { "log --=x", "!" },
    { "list  x", "!" }, /* the second word is empty */
    { "list x ", "!" },
    { "list --json= x", "!" },
    { "list --kind  x", "!" },
    { "log meal --at ", "log|meal|at=" }, /* whoever reads the fields refuses it, but for amend */
    { "hold x  y", "hold|x||y" },
    { "hold  x", "!" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].line);
      g_autofree char *got = read_line (rows[i].line);
      g_assert_cmpstr (got, ==, rows[i].expect);
    }
}

/* What the help, the manual and the completions rely on. */
static void
test_table (void)
{
  guint n = 0;
  const RecoupVerb *const *verbs = recoup_verbs_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", verbs[i]->name);
      g_assert_true (recoup_verbs_find (verbs[i]->name) == verbs[i]);
      g_assert_nonnull (verbs[i]->run);
      g_assert_nonnull (verbs[i]->args);
      g_assert_false (g_str_has_suffix (verbs[i]->help, "."));
      g_assert_cmpuint (strlen (verbs[i]->help), <=, 65);
      g_assert_cmpuint (verbs[i]->min_words, <=, verbs[i]->max_words);
      for (const RecoupOption *row = verbs[i]->options; row != NULL && row->name != NULL; row++)
        for (const RecoupOption *other = recoup_verbs_get_options (); other->name != NULL; other++)
          {
            g_assert_cmpstr (row->name, !=, other->name);
            g_assert_true (row->letter == 0 || row->letter != other->letter);
          }
    }
  g_assert_null (recoup_verbs_find (""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/args/lines", test_lines);
  g_test_add_func ("/args/table", test_table);
  return g_test_run ();
}
