/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * recoup_state_object_new:
 * @state: `a{sv}`, as GetState gives it
 * @errors: (nullable): `aa{sv}`, the faults of the file that it was computed from
 * @more: (nullable): `a{sv}`, what stands behind it
 *
 * The object of the model (section 16): the keys in its order, what is not known as null, and
 * `errors`; then whatever else the daemon says.
 *
 * Returns: (transfer floating): `a{sv}`, to be written as JSON
 */
GVariant *recoup_state_object_new (GVariant *state, GVariant *errors, GVariant *more);

G_END_DECLS
