/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Where one truth about the desktop is told on a bus: one row of a table of such places. */
typedef struct
{
  const char *what; /* for people: "do-not-disturb of dunst" */
  const char *name; /* bus name of its owner, never started for this */
  const char *path;
  const char *interface;
  const char *property;   /* read and watched as a property; NULL: asked by a method */
  const char *method;     /* asked once, when its owner appears */
  const char *arguments;  /* of the method, as text of a variant; NULL for none */
  const char *signals[2]; /* told by one of these afterwards, as versions differ; the second NULL */
  guint position;         /* of the truth value among the arguments of the signal */
  const char *match;      /* what the argument before it must be, a text; NULL for no condition */
  const char *unset;      /* the error that says that it was never set, and so is false; or NULL */
  const char *server;     /* the notification server that heeds it, NULL for whoever has the name */
} RecoupFlagRow;

/** RecoupFlag: one of these places, watched. */
typedef struct _RecoupFlag RecoupFlag;

typedef void (*RecoupFlagFunc) (gpointer user_data);

RecoupFlag *recoup_flag_new (GDBusConnection *bus,
                             const RecoupFlagRow *row,
                             RecoupFlagFunc changed,
                             gpointer user_data);
void recoup_flag_free (RecoupFlag *flag);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupFlag, recoup_flag_free)

const RecoupFlagRow *recoup_flag_get_row (const RecoupFlag *flag);

/** Whether its owner is there and has said something. */
gboolean recoup_flag_is_known (const RecoupFlag *flag);

/** Whether its owner has answered, or there is none. */
gboolean recoup_flag_is_settled (const RecoupFlag *flag);

/** What it said last; %FALSE while unknown. */
gboolean recoup_flag_is_set (const RecoupFlag *flag);

G_END_DECLS
