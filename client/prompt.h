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

/**
 * recoup_prompt_read_key:
 * @question: what is asked; it stands before the answer
 * @keys: the keys that are an answer, ASCII
 * @key_out: (out): one of them, or '\n' for Enter
 *
 * Asks, and waits for one key of a terminal, which needs no Enter behind it; other keys are passed
 * over. The key is shown, and the line ended.
 *
 * Returns: %FALSE when the user wants no more: Ctrl-C, Ctrl-D, or the end of the input
 */
gboolean recoup_prompt_read_key (const char *question, const char *keys, char *key_out);

G_END_DECLS
