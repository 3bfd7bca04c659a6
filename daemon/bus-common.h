/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/bus-parts.h"
#include "daemon/request.h"
#include "dbus/recoup-bus-generated.h"

G_BEGIN_DECLS

/* What the files of the bus share; it knows none of them. Nobody else includes this. */

/** A long addition that is being read, see bus-add.c. */
typedef struct _BusAddition BusAddition;

struct _RecoupBus
{
  RecoupBusParts parts;
  RecoupBusRecovery *recovery; /* owned, likewise the next three */
  RecoupBusJournal *journal;
  RecoupBusReminders *reminders;
  RecoupBusSettings *settings;
  GHashTable *inhibitors;    /* owned: cookie -> Holder (owned), see bus-inhibit.c */
  BusAddition *addition;     /* owned, being read, NULL if none is; see bus-add.c */
  guint gate_id;             /* filter of the connection, see bus-gate.c */
  GHashTable *callers;       /* owned: unique name (owned) -> watch of it */
  GQueue jobs;               /* of RecoupJob (owned), see bus-jobs.c */
  GQueue put_off;            /* of GDBusMethodInvocation (owned), likewise */
  guint jobs_id;             /* turn that works at both, 0 when there are none */
  gboolean is_calling_again; /* one of those that were put off is being handled */
};

/** Answers with @error (transfer full), a fault of an entry among them. Returns: %TRUE, as a
 * handler does */
gboolean recoup_bus_refuse (GDBusMethodInvocation *invocation, GError *error);

/** What entries of a request are read with, at this moment. */
RecoupRequestContext recoup_bus_get_context (RecoupBus *bus);

/** Returns: (transfer full): the entry of @dict, an `a{sv}`; %NULL with @error if it is none */
RecoupEntry *recoup_bus_read_entry (RecoupBus *bus, GVariant *dict, GError **error);

/** Returns: (transfer floating): a reminder as the bus tells it, with its text */
GVariant *recoup_bus_make_reminder (RecoupBus *bus, const RecoupReminder *reminder);

/** Answers with @result, a floating tuple, when what was changed is in the state: a long history
 * may have to be folded again. */
void
recoup_bus_return_settled (RecoupBus *bus, GDBusMethodInvocation *invocation, GVariant *result);

/** Takes the settings of the file into use, when they differ. */
void recoup_bus_apply_settings (RecoupBus *bus);

G_END_DECLS
