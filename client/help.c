/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The help, out of the table of verbs. Text is filled to the width of the output; indented lines
 * are examples and stay as they are. */

#include "client/help.h"

#include <glib/gi18n-lib.h>

#include "client/print.h"
#include "client/verbs.h"
#include "words/words.h"

#define VERB_COLUMNS   15 /* of the left column in the list of verbs */
#define OPTION_COLUMNS 32 /* likewise of options */

/* A line of two columns. */
static void
append_pair (RecoupCtl *ctl, const char *left, const char *right, guint column)
{
  g_string_append (ctl->out, left);
  recoup_render_pad (ctl->out, left, column);
  recoup_render_wrap (&ctl->render, ctl->out, right, MAX (column, recoup_render_measure (left)),
                      column);
}

static void
append_options (RecoupCtl *ctl, const RecoupOption *options)
{
  for (const RecoupOption *row = options; row->name != NULL; row++)
    {
      g_autofree char *letter = row->letter != 0 ? g_strdup_printf ("-%c, ", row->letter) : NULL;
      g_autofree char *left =
          g_strconcat ("  ", letter != NULL ? letter : "    ", "--", row->name,
                       row->arg != NULL ? "=" : "", row->arg != NULL ? row->arg : "", " ", NULL);
      append_pair (ctl, left, _ (row->help), OPTION_COLUMNS);
    }
}

/* Paragraphs and examples. */
static void
append_details (RecoupCtl *ctl, const char *details)
{
  g_auto (GStrv) lines = g_strsplit (details, "\n", -1);
  g_autoptr (GString) paragraph = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean is_text = lines[i][0] != '\0' && lines[i][0] != ' ';
      if (is_text)
        {
          g_string_append_printf (paragraph, "%s%s", paragraph->len > 0 ? " " : "", lines[i]);
          continue;
        }
      if (paragraph->len > 0)
        recoup_print_paragraph (ctl, 0, paragraph->str);
      g_string_truncate (paragraph, 0);
      if (lines[i + 1] != NULL) /* the last line is what follows the last line end */
        g_string_append_printf (ctl->out, "%s\n", lines[i]);
    }
}

void
recoup_help_print (RecoupCtl *ctl)
{
  guint n = 0;
  const RecoupVerb *const *verbs = recoup_verbs_get (&n);

  if (ctl->quiet)
    return;
  g_string_append (ctl->out, _ ("Usage: recoupctl [OPTION...] [VERB [ARGUMENT...]]\n\n"));
  recoup_print_paragraph (ctl, 0,
                          _ ("Log training, sleep, food and how you feel, and ask what they add up "
                             "to. Without a verb: status."));
  g_string_append (ctl->out, _ ("\nVerbs:\n"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *left = g_strconcat ("  ", verbs[i]->name, " ", NULL);
      append_pair (ctl, left, _ (verbs[i]->help), VERB_COLUMNS);
    }
  g_string_append (ctl->out, _ ("\nOptions of every verb:\n"));
  append_options (ctl, recoup_verbs_get_options ());
  g_string_append (ctl->out, "\n");
  recoup_print_paragraph (
      ctl, 0, _ ("‘recoupctl VERB --help’ says more about a verb, recoupctl(1) says all."));
  recoup_print_paragraph (ctl, 0, recoup_words_safety (RECOUP_SAFETY_ABOUT));
  recoup_print_paragraph (ctl, 0, recoup_words_safety (RECOUP_SAFETY_STOP));
}

void
recoup_help_print_verb (RecoupCtl *ctl, const RecoupVerb *verb)
{
  if (ctl->quiet)
    return;
  g_autofree char *usage = g_strdup_printf (_ ("Usage: recoupctl %s%s%s"), verb->name,
                                            verb->args[0] != '\0' ? " " : "", verb->args);
  g_autofree char *help = g_strconcat (_ (verb->help), ".", NULL);
  recoup_print_paragraph (ctl, 0, usage);
  g_string_append (ctl->out, "\n");
  recoup_print_paragraph (ctl, 0, help);
  if (verb->details != NULL)
    {
      g_string_append (ctl->out, "\n");
      append_details (ctl, _ (verb->details));
    }
  if (verb->options != NULL)
    {
      g_string_append (ctl->out, _ ("\nOptions:\n"));
      append_options (ctl, verb->options);
    }
}
