/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** A notification server for tests: says what it is told to, and keeps what it was sent. */
typedef struct
{
  GDBusConnection *bus; /* its own connection */
  guint object;
  guint name;
  guint owned;              /* counts: the name is ours */
  const char *capabilities; /* words between spaces */
  const char *server_name;
  const char *vendor;
  gboolean hangs;    /* answers nothing; what came meanwhile waits in `held` */
  GPtrArray *held;   /* of GDBusMethodInvocation */
  const char *error; /* answers the next Notify with it */
  guint n_again;     /* and so many more */
  guint n_refusals;  /* of the next questions what it is */
  guint32 next_id;
  guint n_notified;  /* counts */
  guint n_closed;    /* counts: calls of CloseNotification */
  guint32 closed_id; /* of the last one */
  guint n_held;      /* counts: calls that wait */
  GVariant *last;    /* parameters of the last Notify */
} MockServer;

/** Starts on the session bus, without the name; @capabilities as above. */
MockServer *mock_server_new (const char *capabilities);

/** Takes the name, and waits until it is owned. */
void mock_server_own (MockServer *server);

/** Gives the name up by leaving the bus. */
void mock_server_free (MockServer *server);

/** Leaves the bus at once: what is held is never answered. */
void mock_server_die (MockServer *server);

/** Answers what is held, and everything from now on. */
void mock_server_release (MockServer *server);

void mock_server_emit_action (MockServer *server, guint32 id, const char *action);
void mock_server_emit_closed (MockServer *server, guint32 id, guint32 reason);

/** Returns: (transfer none): the text at @index of the last Notify: 3 summary, 4 body */
const char *mock_server_get_text (MockServer *server, gsize index);

/** Returns: (transfer full) (nullable): a hint of the last Notify */
GVariant *mock_server_get_hint (MockServer *server, const char *name);

G_END_DECLS
