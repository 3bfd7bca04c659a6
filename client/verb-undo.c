/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl undo: takes back the last change, or that of a token. */

#include <glib/gi18n-lib.h>

#include "client/print.h"
#include "client/verbs.h"
#include "recoup/names.h"

static RecoupExit
run_undo (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *token = recoup_args_word (args, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE, "Undo",
                       g_variant_new ("(s)", token != NULL ? token : ""), "(a{sv})", &error);

  if (reply == NULL)
    return recoup_ctl_fail (ctl, error);
  g_autoptr (GVariant) state = g_variant_get_child_value (reply, 0);
  if (recoup_print_is_json (ctl))
    {
      recoup_print_json (ctl, state);
      return RECOUP_EXIT_OK;
    }
  recoup_ctl_print (ctl, _ ("Taken back.\n"));
  recoup_print_verdict (ctl, state);
  return RECOUP_EXIT_OK;
}

const RecoupVerb recoup_verb_undo = {
  .name = "undo",
  .args = "[TOKEN]",
  .help = N_ ("Take back the last change, or that of TOKEN"),
  .details = N_ ("Every verb that changes something can be undone for ten minutes.\n"),
  .example = "recoupctl undo",
  .max_words = 1,
  .run = run_undo,
};
