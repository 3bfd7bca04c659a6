/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "recoup/error.h"

G_BEGIN_DECLS

/**
 * recoup_bus_errors_register:
 *
 * Ties the codes of %RECOUP_ERROR to their names on the bus, for both ends. Cheap to call again.
 */
void recoup_bus_errors_register (void);

/**
 * recoup_bus_error_from_fault:
 * @error: (transfer full): any error
 *
 * Makes of a %RECOUP_FAULT the %RECOUP_ERROR that the bus answers with; every other domain stays as
 * it is.
 *
 * Returns: (transfer full): the error
 */
GError *recoup_bus_error_from_fault (GError *error);

G_END_DECLS
