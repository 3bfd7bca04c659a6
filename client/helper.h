/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/ctl.h"

G_BEGIN_DECLS

/**
 * recoup_helper_run:
 * @argv: name of a helper program of recoup and its arguments, NULL-terminated
 * @output_out: (out) (transfer full): what it wrote to standard output
 *
 * Runs a helper program with the standard input and error of this one and waits for it. It is
 * looked for beside recoupctl (where the build puts it), then where the installation has it. What
 * it has to say about failure it has said on standard error.
 *
 * Returns: %RECOUP_EXIT_OK, or the exit status for this program; an error was printed
 */
RecoupExit recoup_helper_run (RecoupCtl *ctl, const char *const *argv, GBytes **output_out);

/** As recoup_helper_run(), with @input, an `a{sv}` (consumed when floating), as its standard input:
 * it reads that with recoup_helper_read_feed(). */
RecoupExit
recoup_helper_feed (RecoupCtl *ctl, const char *const *argv, GVariant *input, GBytes **output_out);

/** For the helper: Returns: (transfer full): what recoup_helper_feed() wrote, `a{sv}` */
GVariant *recoup_helper_read_feed (GError **error);

G_END_DECLS
