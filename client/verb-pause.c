/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl pause, resume: holds every reminder back for a while. */

#include <glib/gi18n-lib.h>

#include "client/print.h"
#include "client/verbs.h"
#include "client/when.h"
#include "recoup/names.h"

/* How the pause stands, for people or as JSON. */
static RecoupExit
report_pause (RecoupCtl *ctl, GVariant *reply, RecoupInstant until)
{
  g_autoptr (GVariant) state = g_variant_get_child_value (reply, 0);
  g_autoptr (GError) error = NULL;
  const RecoupZone *zone = recoup_ctl_get_zone (ctl, &error);

  if (zone == NULL)
    return recoup_ctl_fail (ctl, error);
  if (recoup_print_is_json (ctl))
    recoup_print_json (ctl, state);
  else if (until != 0)
    {
      g_autofree char *moment =
          recoup_render_moment (until, recoup_instant_floor (g_get_real_time ()), zone);
      recoup_ctl_print (ctl, _ ("No reminder until %s. To end that: recoupctl resume\n"), moment);
    }
  else
    recoup_ctl_print (ctl, _ ("Reminders come again.\n"));
  return RECOUP_EXIT_OK;
}

static RecoupExit
run_pause (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *reason = recoup_args_word (args, 1);
  RecoupInstant until = 0;
  g_autoptr (GError) error = NULL;

  RecoupWhen when = recoup_when_now (recoup_ctl_get_zone (ctl, &error), RECOUP_WHEN_NEXT);
  if (when.zone == NULL)
    return recoup_ctl_fail (ctl, error);
  if (!recoup_when_parse_until (&when, recoup_args_word (args, 0), &until, &error))
    return recoup_ctl_refuse (ctl, error);
  g_autoptr (GVariant) reply = recoup_ctl_call (
      ctl, RECOUP_INTERFACE, "Pause", g_variant_new ("(xs)", until, reason != NULL ? reason : ""),
      "(a{sv})", &error);
  return reply != NULL ? report_pause (ctl, reply, until) : recoup_ctl_fail (ctl, error);
}

const RecoupVerb recoup_verb_pause = {
  .name = "pause",
  .args = "DURATION|TIME [REASON]",
  .help = N_ ("Hold every reminder back for a while"),
  .min_words = 1,
  .max_words = 2,
  .run = run_pause,
};

static RecoupExit
run_resume (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE, "Resume", NULL, "(a{sv})", &error);

  return reply != NULL ? report_pause (ctl, reply, 0) : recoup_ctl_fail (ctl, error);
}

const RecoupVerb recoup_verb_resume = {
  .name = "resume",
  .args = "",
  .help = N_ ("End the pause"),
  .run = run_resume,
};
