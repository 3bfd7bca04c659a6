/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How much a call may hold, %RECOUP_ERROR_LIMIT_REACHED. Each message says where it is too much, by
 * the names of arguments and keys, what is allowed, and what came where it was counted. */

/**
 * recoup_limit_check_size:
 * @method: (nullable): what is called, for the names of its arguments
 * @has_list: a list of entries is among @arguments
 *
 * The number of values and of bytes. May take long; not to be called in the loop.
 */
gboolean recoup_limit_check_size (GVariant *arguments,
                                  const GDBusMethodInfo *method,
                                  gboolean has_list,
                                  GError **error);

/** Lengths of texts and depth, of a call whose size was checked. */
gboolean
recoup_limit_check_call (GVariant *arguments, const GDBusMethodInfo *method, GError **error);

/** Likewise of the one argument called @name. */
gboolean recoup_limit_check_argument (GVariant *value, const char *name, GError **error);

/** Likewise of an entry of a long list, whose values are counted here. @n_values_out: how many it
 * has */
gboolean recoup_limit_check_entry (GVariant *dict, guint *n_values_out, GError **error);

G_END_DECLS
