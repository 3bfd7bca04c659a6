/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl: reads the command line, runs one verb, writes what it printed. All behaviour is in the
 * verb-*.c; all verbs and their help are in the table of verbs.c. */

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "client/help.h"
#include "client/output.h"
#include "client/verbs.h"
#include "words/words.h"

/* Takes the options that every verb shares; FALSE with a word of complaint written. */
static gboolean
apply_globals (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *json = recoup_args_get (args, "json");

  if (json == NULL || g_str_equal (json, "off"))
    ctl->json = RECOUP_JSON_OFF;
  else if (g_str_equal (json, "short"))
    ctl->json = RECOUP_JSON_SHORT;
  else if (g_str_equal (json, "pretty"))
    ctl->json = RECOUP_JSON_PRETTY;
  else
    {
      (void) recoup_ctl_usage (ctl, _ ("‘--json’ must be short, pretty or off, got ‘%s’"), json);
      return FALSE;
    }
  ctl->legend = recoup_args_get (args, "no-legend") == NULL;
  ctl->pager = recoup_args_get (args, "no-pager") == NULL;
  ctl->quiet = recoup_args_get (args, "quiet") != NULL;
  ctl->user_bus = recoup_args_get (args, "user") != NULL;
  return TRUE;
}

static RecoupExit
run_verb (RecoupCtl *ctl, const RecoupVerb *verb, const RecoupArgs *args)
{
  guint n = args->words->len;

  if (n < verb->min_words)
    return recoup_ctl_usage (ctl, _ ("‘%s’ needs more: recoupctl %s %s"), verb->name, verb->name,
                             verb->args);
  if (n > verb->max_words)
    return recoup_ctl_usage (ctl, _ ("‘%s’ does not take ‘%s’"), verb->name,
                             recoup_args_word (args, verb->max_words));
  return verb->run (ctl, args);
}

static RecoupExit
run (RecoupCtl *ctl, const char *const *argv, guint n)
{
  const RecoupGrammar grammar = { recoup_verbs_get_options (), recoup_verbs_find };
  g_auto (RecoupArgs) args = { NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;

  recoup_args_init (&args);
  gboolean is_parsed = recoup_args_parse (&args, &grammar, argv, n, &error);
  const RecoupVerb *verb = args.verb; /* so far, if the rest makes no sense */
  ctl->verb = verb != NULL ? verb->name : NULL;
  ctl->example = verb != NULL ? verb->example : NULL;
  if (!is_parsed)
    return recoup_ctl_usage (ctl, "%s", error->message);
  if (!apply_globals (ctl, &args))
    return RECOUP_EXIT_USAGE;
  if (recoup_args_get (&args, "help") != NULL)
    {
      if (verb != NULL)
        recoup_help_print_verb (ctl, verb);
      else
        recoup_help_print (ctl);
      return RECOUP_EXIT_OK;
    }
  if (recoup_args_get (&args, "version") != NULL)
    {
      recoup_ctl_print (ctl, _ ("recoupctl %s\n"), RECOUP_VERSION);
      return RECOUP_EXIT_OK;
    }
  if (verb == NULL)
    verb = &recoup_verb_status;
  ctl->verb = verb->name;
  return run_verb (ctl, verb, &args);
}

int
main (int argc, char *argv[])
{
  recoup_output_open_streams ();
  (void) recoup_words_init (RECOUP_LOCALEDIR); /* an unknown locale leaves "C", which is fine */

  RecoupCtl ctl;
  recoup_ctl_init (&ctl);
  RecoupExit status = run (&ctl, (const char *const *) argv + 1, argc > 0 ? (guint) argc - 1 : 0);
  recoup_ctl_flush (&ctl);
  if (ferror (stdout) != 0 && status == RECOUP_EXIT_OK)
    {
      g_printerr (_ ("recoupctl: The output could not be written\n"));
      status = RECOUP_EXIT_FAILED;
    }
  recoup_ctl_clear (&ctl);
  return (int) status;
}
