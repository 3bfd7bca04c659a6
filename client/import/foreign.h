/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/import/foreign-log.h"

G_BEGIN_DECLS

/**
 * recoup_foreign_read:
 * @error: the file as a whole cannot be read: what it is instead, or what has to be said;
 *   %RECOUP_ERROR_UNSUPPORTED when it is no such log at all
 *
 * Reads a training log. Lines that are wrong are left out and reported among the issues.
 *
 * Returns: (transfer full): what the file says, or %NULL
 */
RecoupForeign *
recoup_foreign_read (GBytes *bytes, const RecoupForeignOptions *options, GError **error);

G_END_DECLS
