/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * recoup_prompt_read_line:
 * @line_out: (out) (transfer full): a whole line of standard input without white space around it
 *
 * Returns: %FALSE at the end of the input
 */
gboolean recoup_prompt_read_line (char **line_out);

G_END_DECLS
