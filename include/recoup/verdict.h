/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/state.h"

G_BEGIN_DECLS

#define RECOUP_VERDICT_FULL_COVERAGE 50 /* percent; below it a verdict reads "as far as logged" */

/**
 * recoup_verdict_judge:
 * @state: with readiness, coverage, groups, flags, confirmed, planned and ill in place; gets
 *   `verdict`, `severity` and `reasons`
 * @worked_today: mask of groups that a session of today trained directly
 *
 * The verdict (model, section 14): all rows that fire are reasons, the gravest decides.
 */
void recoup_verdict_judge (RecoupState *state, guint worked_today);

G_END_DECLS
