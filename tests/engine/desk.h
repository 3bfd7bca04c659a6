/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/engine.h"

G_BEGIN_DECLS

/* An engine on a simulated desktop with a real store: what its tests share. */

typedef struct
{
  char *folder; /* owned */
  char *path;   /* owned, of the store */
  RecoupClock *clock;
  RecoupPresence *presence;
  RecoupNotifier *notifier;
  RecoupStore *store;
  RecoupEngine *engine;
  RecoupPolicy policy;
  const RecoupEngineListener *listener; /* borrowed, NULL for none */
  gpointer listener_data;
  void (*on_taken) (const RecoupNotice *notice, gpointer user_data); /* NULL for none */
} Desk;

/** Switches the machine on at @start ("2026-03-24T12:00:00Z"), in @zone. */
void desk_init (Desk *desk, const char *zone, const char *start);
void desk_clear (Desk *desk);

/** Starts the daemon, or starts it again. */
void desk_start (Desk *desk);
/** It dies at once. */
void desk_kill (Desk *desk);
/** Answers everything that is on its way. */
void desk_pump (Desk *desk);
/** Lets time pass through every alarm. */
void desk_run (Desk *desk, RecoupInstant until);
/** Lets @minutes pass. */
void desk_wait (Desk *desk, gint64 minutes);
RecoupInstant desk_now (const Desk *desk);

/** Returns: (transfer full): an entry from its JSON-like text form of GVariant, for example
 * "{'kind': <'meal'>, 'protein_g': <30.0>}"; `at` is now unless it is there */
RecoupEntry *desk_entry (Desk *desk, const char *text);
/** Logs it; it must be taken. */
void desk_log (Desk *desk, const char *text);

G_END_DECLS
