/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** RecoupLogind: the user's graphical session, as logind knows it. */
typedef struct _RecoupLogind RecoupLogind;

typedef struct
{
  gboolean is_known;    /* it has answered, or is not there */
  gboolean has_session; /* a session is followed */
  gboolean logged_out;  /* the user has no session at all */
  gboolean locked;
  gboolean idle;
} RecoupLogindState;

typedef struct
{
  void (*changed) (const RecoupLogindState *state, gpointer user_data);
  void (*sleep) (gboolean is_beginning, gpointer user_data);
} RecoupLogindListener;

/** Follows the user's session from now on; @system is referenced. */
RecoupLogind *recoup_logind_new (GDBusConnection *system,
                                 const RecoupLogindListener *listener,
                                 gpointer user_data);
void recoup_logind_free (RecoupLogind *logind);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupLogind, recoup_logind_free)

G_END_DECLS
