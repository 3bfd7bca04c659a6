/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/args.h"

G_BEGIN_DECLS

/**
 * recoup_range_insert:
 * @args: may have the options `from` and `until`: each a time, or a date, which means its first or
 *   its last second
 * @filter: gets `from` x and `until` x for Journal.Query
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT naming the option, or an error of the bus
 *
 * Asks the daemon for its zone if a bound is given.
 */
gboolean
recoup_range_insert (RecoupCtl *ctl, const RecoupArgs *args, GVariantDict *filter, GError **error);

G_END_DECLS
