/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "daemon/bus-common.h"

G_BEGIN_DECLS

/* Calls whose answer takes longer than others should wait: they are worked at in turns of the loop,
 * one after the other, between everything else. */

typedef struct _RecoupJob RecoupJob;

/** One such call. What it needs beside stands behind this in a struct of its own. */
struct _RecoupJob
{
  GDBusMethodInvocation *invocation;                 /* taken by the answer */
  gboolean (*step) (RecoupBus *bus, RecoupJob *job); /* works for one turn; TRUE: it has answered */
  void (*clear) (RecoupJob *job);                    /* frees what stands behind */
};

/** Whether the arguments of @invocation keep the limits and the store is free: if not it is
 * answered, or put off until the store is. To be asked first by each handler that needs the store.
 */
gboolean recoup_bus_accept (RecoupBus *bus, GDBusMethodInvocation *invocation);

/** Puts @invocation off while the store is in use by a change in turns, and behind calls of the
 * same client that wait or are worked at. Returns: whether it did, or refused it because too many
 * wait */
gboolean recoup_bus_put_off (RecoupBus *bus, GDBusMethodInvocation *invocation);

/** Does the first turn of @job, which is taken, at once, unless others wait before it; the rest
 * follows. Refuses it when too many wait. */
void recoup_bus_run_job (RecoupBus *bus, RecoupJob *job);

/**
 * recoup_bus_return_late:
 * @invocation: (transfer full): the call
 * @make: makes the results, a tuple, out of @data; called in another thread
 * @data: (transfer full): freed with @free_func
 *
 * Answers with much: writing megabytes as a message takes longer than a turn should.
 */
void recoup_bus_return_late (GDBusMethodInvocation *invocation,
                             GVariant *(*make) (gpointer data),
                             gpointer data,
                             GDestroyNotify free_func);

/** Frees @data in another thread, when the handler has returned that calls this: a long message has
 * a million pieces. */
void recoup_bus_free_late (gpointer data, GDestroyNotify free_func);

G_END_DECLS
