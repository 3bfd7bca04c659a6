/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of verbs. Help, completion and dispatch read it; its order is that of the help. */

#include "client/verbs.h"

#include <glib/gi18n-lib.h>

#include "client/quick.h"

/* clang-format off */
static const RecoupVerb *const verbs[] = { /* one a line */
  &recoup_verb_status,
  &recoup_verb_log,
  &recoup_quicks[RECOUP_QUICK_SLEPT].verb,
  &recoup_quicks[RECOUP_QUICK_NAPPED].verb,
  &recoup_quicks[RECOUP_QUICK_ATE].verb,
  &recoup_quicks[RECOUP_QUICK_TRAINED].verb,
  &recoup_quicks[RECOUP_QUICK_RESTED].verb,
  &recoup_quicks[RECOUP_QUICK_SORE].verb,
  &recoup_quicks[RECOUP_QUICK_FEEL].verb,
  &recoup_quicks[RECOUP_QUICK_WALKED].verb,
  &recoup_quicks[RECOUP_QUICK_CYCLED].verb,
  &recoup_quicks[RECOUP_QUICK_STRETCHED].verb,
  &recoup_quicks[RECOUP_QUICK_WEIGHED].verb,
  &recoup_verb_checkin,
  &recoup_verb_journal,
  &recoup_verb_amend,
  &recoup_verb_remove,
  &recoup_verb_undo,
  &recoup_verb_import,
  &recoup_verb_export,
  &recoup_verb_trends,
  &recoup_verb_report,
  &recoup_verb_why,
  &recoup_verb_rules,
  &recoup_verb_replay,
  &recoup_verb_plan,
  &recoup_verb_forecast,
  &recoup_verb_reminders,
  &recoup_verb_done,
  &recoup_verb_snooze,
  &recoup_verb_skip,
  &recoup_verb_pause,
  &recoup_verb_resume,
  &recoup_verb_inhibit,
  &recoup_verb_monitor,
  &recoup_verb_setup,
  &recoup_verb_set,
  &recoup_verb_get,
  &recoup_verb_unset,
  &recoup_verb_settings,
};
/* clang-format on */

static const RecoupOption options[] = {
  { "help", 'h', NULL, N_ ("Show this help") },
  { "version", 0, NULL, N_ ("Show the version") },
  { "json", 0, "short|pretty|off", N_ ("Print JSON: on one line, indented, or not (off)") },
  { "no-legend", 0, NULL, N_ ("Print no headings and hints") },
  { "no-pager", 0, NULL, N_ ("Never page long output") },
  { "quiet", 'q', NULL, N_ ("Print errors only") },
  { "user", 0, NULL, N_ ("Use the bus of the systemd user manager") },
  { NULL, 0, NULL, NULL },
};

const RecoupOption *
recoup_verbs_get_options (void)
{
  return options;
}

const RecoupVerb *const *
recoup_verbs_get (guint *n_out)
{
  *n_out = G_N_ELEMENTS (verbs);
  return verbs;
}

const RecoupVerb *
recoup_verbs_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i]->name, name))
      return verbs[i];
  return NULL;
}
