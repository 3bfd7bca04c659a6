/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/engine.h"
#include "support/sim-notifier.h"

G_BEGIN_DECLS

/* recoup-sim: a daemon on a simulated desktop, driven by a script. */

#define SIM_ERROR (sim_error_quark ())

/** What is wrong with the script; errors of the daemon keep their own domain. */
GQuark sim_error_quark (void);
/** Sets @error to "@what: ‘@text’". Returns: %FALSE */
gboolean sim_refuse (GError **error, const char *what, const char *text);

typedef struct
{
  /* the desktop */
  RecoupClock *clock; /* NULL until it starts */
  RecoupNotifier *notifier;
  RecoupPresence *presence;
  gboolean is_suspended;
  /* the daemon */
  RecoupStore *store;
  RecoupEngine *engine;
  RecoupPolicy policy;
  char *path;                           /* owned, of the store */
  char *folder;                         /* owned, made for the store; NULL when it was given */
  const RecoupEngineListener *listener; /* who is told of it, NULL for nobody */
  const SimScreen *screen;
  gpointer watcher; /* of both */
  /* the script */
  char *zone;          /* owned */
  char *start;         /* owned, NULL until it is said; read when the zone is known */
  GHashTable *cookies; /* owned, app -> cookie */
  gboolean is_over;
  /* the output */
  gboolean verbose;
  guint64 revision;    /* of the state that was printed last */
  RecoupInstant wake;  /* that was printed last */
  GHashTable *waiting; /* owned, key -> cause, that was printed last */
  GHashTable *snoozes; /* owned, key -> snoozes + 1 when the server took it last */
} Sim;

/* sim-out.c: what is printed */

/** From now on what happens is printed. */
void sim_out_init (Sim *sim);
void sim_out_clear (Sim *sim);

/* sim-script.c: how it is written */

/** @store: (nullable): a file to keep, or a new one that goes with @sim */
void sim_init (Sim *sim, const char *store);
void sim_clear (Sim *sim);
/** One line of the script, which is changed. */
gboolean sim_read_line (Sim *sim, char *line, GError **error);

/* sim-machine.c: what makes it go */

/** Starts the daemon on the store. */
gboolean sim_start (Sim *sim, GError **error);
/** The process ends at once. */
void sim_kill (Sim *sim);
/** Lets time pass until @instant, through every alarm on the way. */
void sim_run_until (Sim *sim, RecoupInstant instant);
/** Answers everything that is on its way. */
void sim_pump (Sim *sim);
/** Settings as `KEY=VALUE ...`. */
gboolean sim_set (Sim *sim, const char *text, GError **error);
gboolean sim_parse_duration (const char *text, gint64 *usec_out);
/** An instant of the script: the wall clock in the zone in force. @after: (or later) */
gboolean sim_parse_time (Sim *sim,
                         const char *text,
                         RecoupInstant after,
                         RecoupInstant *instant_out,
                         GError **error);
/** When an event happens: such an instant, or "+DURATION" from now. */
gboolean sim_parse_when (Sim *sim, const char *text, RecoupInstant *instant_out, GError **error);

/* sim-events.c: what happens */

/** One event, its name and the rest of its line. */
gboolean sim_do (Sim *sim, const char *name, const char *rest, GError **error);

/* sim-expect.c */

/** Whether `expect` holds; the error says what it was instead. */
gboolean sim_expect (Sim *sim, const char *json, GError **error);

G_END_DECLS
