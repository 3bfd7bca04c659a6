/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/args.h"

G_BEGIN_DECLS

/* Rows of the table of verbs, each defined in its verb-<name>.c. A new verb: its file, its line
 * here, its line in verbs.c. */
extern const RecoupVerb recoup_verb_amend;
extern const RecoupVerb recoup_verb_checkin;
extern const RecoupVerb recoup_verb_done;
extern const RecoupVerb recoup_verb_export;
extern const RecoupVerb recoup_verb_forecast;
extern const RecoupVerb recoup_verb_get;
extern const RecoupVerb recoup_verb_import;
extern const RecoupVerb recoup_verb_inhibit;
extern const RecoupVerb recoup_verb_journal;
extern const RecoupVerb recoup_verb_log;
extern const RecoupVerb recoup_verb_monitor;
extern const RecoupVerb recoup_verb_pause;
extern const RecoupVerb recoup_verb_plan;
extern const RecoupVerb recoup_verb_reminders;
extern const RecoupVerb recoup_verb_remove;
extern const RecoupVerb recoup_verb_replay;
extern const RecoupVerb recoup_verb_report;
extern const RecoupVerb recoup_verb_resume;
extern const RecoupVerb recoup_verb_rules;
extern const RecoupVerb recoup_verb_set;
extern const RecoupVerb recoup_verb_settings;
extern const RecoupVerb recoup_verb_setup;
extern const RecoupVerb recoup_verb_skip;
extern const RecoupVerb recoup_verb_snooze;
extern const RecoupVerb recoup_verb_status;
extern const RecoupVerb recoup_verb_trends;
extern const RecoupVerb recoup_verb_undo;
extern const RecoupVerb recoup_verb_unset;
extern const RecoupVerb recoup_verb_why;

/** Returns: (transfer none): the verbs, in the order of the help */
const RecoupVerb *const *recoup_verbs_get (guint *n_out);

/** Returns: (transfer none): the options that every verb takes; ends with a row without name */
const RecoupOption *recoup_verbs_get_options (void);

/** Returns: (transfer none) (nullable): the verb called @name */
const RecoupVerb *recoup_verbs_find (const char *name);

G_END_DECLS
