/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"
#include "recoup/state.h"

G_BEGIN_DECLS

/** Returns: number of the working sets of @session, `a{sv}`: warm-ups do not count */
guint recoup_prescription_count (GVariant *session);

/** Returns: number of the working sets that @plan leaves of the usual @session (S-081, S-084) */
guint recoup_prescription_get_due (GVariant *session, RecoupPlanState plan);

/** Returns: (transfer floating): `aa{sv}`: the sets of the usual @session that @plan leaves, the
 * first of each exercise, and its warm-ups */
GVariant *recoup_prescription_new_sets (GVariant *session, RecoupPlanState plan);

/**
 * recoup_prescription_new_rows:
 *
 * Returns: (transfer floating): `aa{sv}`, one of each exercise of the usual @session: `exercise` s,
 *   `usual_sets` x, `sets` x that @plan leaves, and what the usual sets have: `reps` ax,
 *   `duration_s` ad, `load_kg` ad, each the least and the most
 */
GVariant *recoup_prescription_new_rows (GVariant *session, RecoupPlanState plan);

/** Returns: (transfer full): "squat 4×10 → 2×10 at 100 kg; leg curl 2×12 → 1×12": what
 * @plan leaves of the usual @session, weights and repetitions unchanged */
char *recoup_prescription_new_text (GVariant *session, RecoupPlanState plan);

/** Says so, once and gently, when @entry is a session of a deload with more sets than it leaves
 * (S-082). */
gboolean
recoup_prescription_print_excess (RecoupCtl *ctl, GVariant *entry, GVariant *state, GError **error);

G_END_DECLS
