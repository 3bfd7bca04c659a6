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
  [RECOUP_LOG_STARTED] = { "d8f2b938e2db401bb43e06f8b8672679", G_LOG_LEVEL_MESSAGE },
  [RECOUP_LOG_STOPPED] = { "10750bcdbc4b4c8785162c790e5c37b5", G_LOG_LEVEL_MESSAGE },
  [RECOUP_LOG_NAME_REFUSED] = { "c3dc445c05ae4ee89fbacbadf8fc50a5", G_LOG_LEVEL_WARNING },
  [RECOUP_LOG_STORE_UNAVAILABLE] = { "468688037f684e10a2760cd371d3fe45", G_LOG_LEVEL_WARNING },
  [RECOUP_LOG_SETTINGS_CHANGED] = { "895eb0c67cb3406499387dea4233a331", G_LOG_LEVEL_MESSAGE },
  [RECOUP_LOG_SERVER_CHANGED] = { "d6d2e4fc935547ed92c22c223a77e461", G_LOG_LEVEL_INFO },
  [RECOUP_LOG_SERVER_HUNG] = { "7b1e6215194145b8a4ce480f40b3679b", G_LOG_LEVEL_WARNING },
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
