/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "words/key-words.h"

G_BEGIN_DECLS

/**
 * recoup_keys_read:
 * @of: %RECOUP_KEY_KIND or %RECOUP_KEY_REMINDER
 * @option: that was given them
 * @text: keys, or their words, with commas between
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT, naming the option and what there is
 *
 * Returns: (transfer full): the keys, NULL-terminated, or %NULL
 */
char **recoup_keys_read (RecoupKey of, const char *option, const char *text, GError **error);

G_END_DECLS
