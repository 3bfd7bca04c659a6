/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/bus-parts.h"

G_BEGIN_DECLS

/* One for each interface: ties its handlers. */
void recoup_bus_tie_recovery (RecoupBus *bus);
void recoup_bus_tie_journal (RecoupBus *bus);
void recoup_bus_tie_reminders (RecoupBus *bus);
void recoup_bus_tie_settings (RecoupBus *bus);

/* Parts of interfaces that are large enough for a file. */
void recoup_bus_tie_add (RecoupBus *bus);
void recoup_bus_untie_add (RecoupBus *bus);
void recoup_bus_tie_gate (RecoupBus *bus);
void recoup_bus_untie_gate (RecoupBus *bus);
void recoup_bus_tie_inhibit (RecoupBus *bus);
void recoup_bus_untie_inhibit (RecoupBus *bus);
/** Sets the property `Inhibitors` to what is in force. */
void recoup_bus_publish_inhibitors (RecoupBus *bus);
void recoup_bus_tie_jobs (RecoupBus *bus);
void recoup_bus_untie_jobs (RecoupBus *bus);
void recoup_bus_tie_query (RecoupBus *bus);
void recoup_bus_tie_series (RecoupBus *bus);

G_END_DECLS
