/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/bus-parts.h"

G_BEGIN_DECLS

/**
 * recoup_bus_new:
 *
 * Exports the object, and listens to the engine and the settings from now on. The name is the
 * caller's affair.
 *
 * Returns: (transfer full) (nullable): the object
 */
RecoupBus *recoup_bus_new (const RecoupBusParts *parts, GError **error);
void recoup_bus_free (RecoupBus *bus);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupBus, recoup_bus_free)

G_END_DECLS
