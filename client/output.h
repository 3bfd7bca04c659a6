/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** First thing in a program: a standard stream that the caller has closed fails when it is used,
 * and is not whatever is opened next. */
void recoup_output_open_streams (void);

/** Whether @path names a file: it is not NULL, and not "-", which is standard output. */
gboolean recoup_output_is_file (const char *path);

/**
 * recoup_output_write:
 * @path: (nullable): a file, which is replaced as a whole and which nobody else may read; standard
 *   output for NULL and "-"
 * @text: @len bytes, written as they are whatever the locale
 */
gboolean recoup_output_write (const char *path, const char *text, gsize len, GError **error);

G_END_DECLS
