/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Returns: (transfer full): the first characters of @text for a message: valid UTF-8 without
 * control characters, since what came from outside goes on to terminals and logs */
char *recoup_quote (const char *text);

/** Appends @number in its shortest form, whatever the locale is. */
void recoup_quote_number (GString *text, double number);

G_END_DECLS
