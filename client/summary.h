/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/state.h"

G_BEGIN_DECLS

/** The verdict that a state, `a{sv}`, names; UNKNOWN when this version does not know it. */
RecoupVerdict recoup_summary_read_verdict (GVariant *state);

/** Returns: (transfer full): "73 (58 to 84)": readiness and its interval */
char *recoup_summary_new_readiness (GVariant *state);

/** Returns: (transfer full): the state in one line, in the language of this process */
char *recoup_summary_new (GVariant *state);

/**
 * recoup_summary_list_reasons:
 * @key: of a list of rules in @state with what they found, "reasons" or "flags"
 * @advise: say what a rule advises, too
 *
 * Returns: (transfer full): of owned char *: a sentence for each rule, with its id
 */
GPtrArray *recoup_summary_list_reasons (GVariant *state, const char *key, gboolean advise);

G_END_DECLS
