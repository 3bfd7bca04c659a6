/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/state.h"

G_BEGIN_DECLS

/* Parameters of reasons: `a{sv}`, integers as `x`, numbers as `d`, lists as `as`. */

/** Appends @rule to @reasons, of RecoupReason, with @params (floating or NULL for none). */
void recoup_params_append (GArray *reasons, const char *rule, GVariant *params);

/** Returns: (transfer floating): `a{sv}` of one integer, or two if @second is not %NULL */
GVariant *
recoup_params_integers (const char *first, gint64 first_value, const char *second, gint64 value);

/** Returns: (transfer floating): `a{sv}` of one number */
GVariant *recoup_params_number (const char *key, double value);

/** Returns: (transfer floating): `a{sv}` of one list of @names, of char* */
GVariant *recoup_params_list (const char *key, const GPtrArray *names);

/** Returns: (transfer floating): `a{sv}` of the list of groups in @mask, in their order */
GVariant *recoup_params_groups (const char *key, guint mask);

G_END_DECLS
