/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RecoupNotifier: the desktop's notification server; real in the daemon, recording in tests. */
typedef struct _RecoupNotifier RecoupNotifier;

typedef struct
{
  char *id;    /* owned */
  char *label; /* owned */
} RecoupNoticeAction;

/** What is to be shown. */
typedef struct
{
  char *key;       /* owned, of the reminder: the stack tag */
  char *summary;   /* owned */
  char *body;      /* owned, plain text */
  char *category;  /* owned */
  char *command;   /* owned, shown where the server draws no buttons: "recoupctl done bedtime" */
  GArray *actions; /* owned, of RecoupNoticeAction */
  guint urgency;   /* 0 low, 1 normal, 2 critical */
  gboolean never_expires;
  gboolean quiet; /* suppress-sound */
} RecoupNotice;

RecoupNotice *recoup_notice_new (const char *key);
RecoupNotice *recoup_notice_copy (const RecoupNotice *notice);
void recoup_notice_add_action (RecoupNotice *notice, const char *id, const char *label);
void recoup_notice_free (RecoupNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupNotice, recoup_notice_free)

typedef enum
{
  RECOUP_CLOSED_EXPIRED = 1, /* reasons of the specification */
  RECOUP_CLOSED_DISMISSED = 2,
  RECOUP_CLOSED_BY_CALL = 3,
  RECOUP_CLOSED_UNDEFINED = 4,
} RecoupClosedReason;

/** What the notifier tells its one listener, the engine; always from the main loop, never from
 * within a call. */
typedef struct
{
  void (*shown) (const char *key,
                 guint32 id,
                 const char *owner,
                 gpointer user_data); /* id 0: unknown */
  void (*failed) (const char *key, const char *message, gpointer user_data);
  void (*action) (const char *key, const char *action, gpointer user_data);
  void (*closed) (const char *key, RecoupClosedReason reason, gpointer user_data);
  void (*server) (gpointer user_data); /* owner, capabilities or health changed */
} RecoupNotifierListener;

typedef struct
{
  void (*show) (RecoupNotifier *notifier, const RecoupNotice *notice);
  void (*close) (RecoupNotifier *notifier, const char *key);
  void (*adopt) (RecoupNotifier *notifier, const char *key, guint32 id);
  void (*free) (RecoupNotifier *notifier); /* all but the texts below, which are freed before */
} RecoupNotifierClass;

struct _RecoupNotifier
{
  const RecoupNotifierClass *klass;
  const RecoupNotifierListener *listener;
  gpointer user_data;
  gboolean up;          /* somebody owns the name */
  gboolean activatable; /* the bus would start one */
  gboolean hung;        /* a call was not answered; nothing is sent until the owner answers */
  char *owner;          /* owned, "unique name bus-id", NULL while there is none */
  char *name;           /* owned, what GetServerInformation said, NULL until then */
  char *vendor;
  char *version;
  char **capabilities; /* owned, NULL until asked */
};

void recoup_notifier_free (RecoupNotifier *notifier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupNotifier, recoup_notifier_free)

void recoup_notifier_set_listener (RecoupNotifier *notifier,
                                   const RecoupNotifierListener *listener,
                                   gpointer user_data);

/** Shows @notice, later, in a worker; answers with `shown` or `failed`. */
void recoup_notifier_show (RecoupNotifier *notifier, const RecoupNotice *notice);

/** Takes the popup of @key away, if one is up. */
void recoup_notifier_close (RecoupNotifier *notifier, const char *key);

/** Says that an earlier process of ours posted @key to the present server, which called it @id. */
void recoup_notifier_adopt (RecoupNotifier *notifier, const char *key, guint32 id);

G_END_DECLS
