/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The events that people search the journal for; each has a MESSAGE_ID and an entry in
 * systemd/recoup.catalog. */
typedef enum
{
  RECOUP_LOG_STARTED,           /* the bus name is owned */
  RECOUP_LOG_STOPPED,           /* on request, or with the session */
  RECOUP_LOG_NAME_REFUSED,      /* another one owns the bus name */
  RECOUP_LOG_STORE_UNAVAILABLE, /* the store could not be opened */
  RECOUP_LOG_SETTINGS_CHANGED,  /* by the bus or by hand */
  RECOUP_LOG_SERVER_CHANGED,    /* another notification server, or none */
  RECOUP_LOG_SERVER_HUNG,       /* the notification server does not answer */
} RecoupLogEvent;

#define RECOUP_N_LOG_EVENTS (RECOUP_LOG_SERVER_HUNG + 1)

/** Returns: (transfer none): the MESSAGE_ID, 32 hexadecimal digits */
const char *recoup_log_get_id (RecoupLogEvent event);

/** Writes @event, with a text that holds no value, note or day of an entry. */
void recoup_log_event (RecoupLogEvent event, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
