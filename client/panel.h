/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/**
 * recoup_panel_run:
 * @format: name of a panel: plain, waybar, polybar or i3blocks
 * @follow: go on, with one line for each change
 *
 * Prints the state on one line, in the form that a panel reads. While it is followed a daemon that
 * is not there is a line too.
 */
RecoupExit recoup_panel_run (RecoupCtl *ctl, const char *format, gboolean follow);

/** Returns: (transfer none) (nullable): name of format number @i, NULL behind the last */
const char *recoup_panel_get_format (guint i);

G_END_DECLS
