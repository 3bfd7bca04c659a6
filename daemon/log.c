/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The events that people search the journal for, with the ids under which `journalctl -x` explains
 * them. All else is g_warning() and its kin. Health data stays out of the log above debug.
 */
#include "daemon/log.h"

typedef struct
{
  const char *id;
  GLogLevelFlags level;
} EventRow;

static const EventRow rows[] = {
  [RECOUP_LOG_STARTED] = { "c0f1c2b0a4a64c0f8f5a0a1d5f1e7a01", G_LOG_LEVEL_MESSAGE },
  [RECOUP_LOG_STOPPED] = { "8d1a9a3e6b0f4c7db3f7c1c5a9d64e02", G_LOG_LEVEL_MESSAGE },
  [RECOUP_LOG_NAME_REFUSED] = { "27d0b8c94f1e4f5ea6b2f0d3c81b9903", G_LOG_LEVEL_WARNING },
  [RECOUP_LOG_STORE_UNAVAILABLE] = { "f3b6e1d27c9845a0b1d9e0476c2a8f04", G_LOG_LEVEL_WARNING },
  [RECOUP_LOG_SETTINGS_CHANGED] = { "5e9c7a1f3d2b46c8a0e4f1b7d6935c05", G_LOG_LEVEL_MESSAGE },
  [RECOUP_LOG_SERVER_CHANGED] = { "a1d4c8e2f7b34960b5c3d2e1f0897a06", G_LOG_LEVEL_INFO },
  [RECOUP_LOG_SERVER_HUNG] = { "64b2f9d0c1e74a3588d7c6b5a4932e07", G_LOG_LEVEL_WARNING },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rows) == RECOUP_N_LOG_EVENTS);

const char *
recoup_log_get_id (RecoupLogEvent event)
{
  g_return_val_if_fail (event < RECOUP_N_LOG_EVENTS, NULL);
  return rows[event].id;
}

void
recoup_log_event (RecoupLogEvent event, const char *format, ...)
{
  g_return_if_fail (event < RECOUP_N_LOG_EVENTS);
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_log_structured (G_LOG_DOMAIN, rows[event].level, "MESSAGE_ID", rows[event].id, "MESSAGE", "%s",
                    text);
}
