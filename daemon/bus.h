/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "daemon/config.h"
#include "daemon/engine.h"
#include "daemon/notifier.h"
#include "daemon/presence.h"

G_BEGIN_DECLS

/** RecoupBus: the engine as an object on the bus. */
typedef struct _RecoupBus RecoupBus;

/** What the object stands for; all outlive it. */
typedef struct
{
  GDBusConnection *connection;
  RecoupEngine *engine;
  RecoupConfig *config;
  RecoupNotifier *notifier;
  RecoupPresence *presence;
} RecoupBusParts;

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
