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

G_END_DECLS
