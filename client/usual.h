/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"
#include "recoup/plan.h"

G_BEGIN_DECLS

/** Whether @plan asks for fewer sets than usual: a deload, or the rebuild after it. */
gboolean recoup_usual_is_reduced (RecoupPlanState plan);

/** Returns: (transfer full): an empty list, of owned GVariant: sessions, `a{sv}` */
GPtrArray *recoup_usual_new (void);

/** Takes note of @session, `a{sv}`: of each title, and of each mix of groups where there is no
 * title, the one that was added last is kept. Sessions without working sets are not. */
void recoup_usual_add (GPtrArray *usual, GVariant *session);

/**
 * recoup_usual_get:
 * @state: as GetState gives it
 *
 * Returns: (transfer full): what was usual in the last four weeks, or in the four weeks before a
 *   deload was accepted, because the weeks since were lighter themselves; %NULL with @error
 */
GPtrArray *recoup_usual_get (RecoupCtl *ctl, GVariant *state, GError **error);

/** Returns: (transfer none) (nullable): the usual session that is like @session, `a{sv}` */
GVariant *recoup_usual_find_like (const GPtrArray *usual, GVariant *session);

/** Returns: (transfer none) (nullable): the usual session that trains most of @groups, bits by
 * group, and least beside them */
GVariant *recoup_usual_find_for (const GPtrArray *usual, guint groups);

G_END_DECLS
