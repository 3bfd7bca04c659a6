/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/state.h"

G_BEGIN_DECLS

/** The state that the `plan` of a state names; NORMAL when this version does not know it. */
RecoupPlanState recoup_plan_text_read_state (GVariant *plan);

/** Returns: (transfer full): the `plan` of a state, `a{sv}`, in a sentence: "Week 3 of normal
 * training." */
char *recoup_plan_text_new (GVariant *plan);

G_END_DECLS
