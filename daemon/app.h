/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * recoup_app_run:
 *
 * Runs the daemon until it is told to stop, the session ends, or its name is refused.
 *
 * Returns: exit status: 0 when it did its job, 1 when it could not
 */
int recoup_app_run (void);

G_END_DECLS
