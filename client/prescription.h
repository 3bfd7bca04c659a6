/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"
#include "recoup/state.h"

G_BEGIN_DECLS

/** Returns: number of the working sets of @session, `a{sv}`: warm-ups do not count */
guint recoup_prescription_count (GVariant *session);

/** Returns: number of the working sets that @plan leaves of the usual @session (S-081, S-084) */
guint recoup_prescription_get_due (GVariant *session, RecoupPlanState plan);

/** Returns: (transfer full): "squat 3 of 5, leg curl 1 of 2": what @plan leaves of the usual
 * @session */
char *recoup_prescription_new_text (GVariant *session, RecoupPlanState plan);

/**
 * recoup_prescription_print:
 * @state: as GetState gives it
 *
 * During a deload and the rebuild after it: what is left of each session that was usual in the four
 * weeks before, by title.
 */
gboolean recoup_prescription_print (RecoupCtl *ctl, GVariant *state, GError **error);

/** Says so, once and gently, when @entry is a session of a deload with more sets than it leaves
 * (S-082). */
gboolean
recoup_prescription_print_excess (RecoupCtl *ctl, GVariant *entry, GVariant *state, GError **error);

G_END_DECLS
