/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What holds reminders back because somebody asked: the user with a pause, which is written down
 * and can be undone, and applications with inhibitors, which live no longer than they do. Both end
 * by themselves: what nobody takes back does not silence the daemon for ever. */

#include <glib/gi18n-lib.h>

#include "daemon/engine-private.h"
#include "recoup/error.h"

#define MAX_INHIBITORS 256

RecoupInstant
recoup_engine_get_paused_until (const RecoupEngine *engine)
{
  return engine->around.paused_until;
}

const char *
recoup_engine_get_pause_reason (const RecoupEngine *engine)
{
  gboolean is_paused = engine->around.paused_until != RECOUP_INSTANT_NONE;
  return is_paused && engine->pause_reason != NULL ? engine->pause_reason : "";
}

/* Sets the pause to @until, NONE to end it. */
static gboolean
set_pause (RecoupEngine *engine, RecoupInstant until, const char *reason, GError **error)
{
  EngineChange change = { 0 };
  if (!recoup_engine_begin (engine, &change, NULL, error))
    return FALSE;

  GVariant *before =
      g_variant_new ("(xs)", engine->around.paused_until, recoup_engine_get_pause_reason (engine));
  gboolean ok = recoup_engine_push_undo (engine, &change, "pause", before, error) &&
                recoup_engine_stage_pause (engine, &change, until, reason, error);
  if (!recoup_engine_finish (engine, &change, ok, NULL, error))
    return FALSE;
  recoup_engine_settle (engine);
  return TRUE;
}

gboolean
recoup_engine_pause (RecoupEngine *engine, RecoupInstant until, const char *reason, GError **error)
{
  RecoupInstant now = recoup_clock_now (engine->clock);

  if (until <= now || until > now + RECOUP_MAX_PAUSE_USEC)
    {
      g_autofree char *got = recoup_instant_format (until, engine->zone);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE,
                   _ ("‘until’ must be after now and at most 366 days on, got ‘%s’"), got);
      return FALSE;
    }
  return set_pause (engine, until, reason, error);
}

gboolean
recoup_engine_resume (RecoupEngine *engine, GError **error)
{
  if (engine->around.paused_until == RECOUP_INSTANT_NONE)
    return TRUE;
  return set_pause (engine, RECOUP_INSTANT_NONE, "", error);
}

guint
recoup_engine_inhibit (RecoupEngine *engine,
                       guint kinds,
                       const char *app,
                       const char *reason,
                       RecoupInstant until,
                       GError **error)
{
  RecoupInstant now = recoup_clock_now (engine->clock);

  if (until != RECOUP_INSTANT_NONE && (until <= now || until > now + RECOUP_MAX_INHIBIT_USEC))
    {
      g_autofree char *got = recoup_instant_format (until, engine->zone);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE,
                   _ ("‘until’ must be after now and at most 4 h on, got ‘%s’"), got);
      return 0;
    }
  if (engine->inhibitors->len >= MAX_INHIBITORS)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                   _ ("At most %d inhibitors may be in force, and as many are"), MAX_INHIBITORS);
      return 0;
    }
  engine->last_cookie = engine->last_cookie == G_MAXUINT ? 1 : engine->last_cookie + 1;
  RecoupInhibitor inhibitor = {
    .cookie = engine->last_cookie,
    .kinds = kinds,
    .app = g_strdup (app),
    .reason = g_strdup (reason),
    .until = until != RECOUP_INSTANT_NONE ? until : now + RECOUP_MAX_INHIBIT_USEC,
  };
  g_array_append_val (engine->inhibitors, inhibitor);
  recoup_engine_settle (engine);
  return inhibitor.cookie;
}

gboolean
recoup_engine_uninhibit (RecoupEngine *engine, guint cookie, GError **error)
{
  for (guint i = 0; i < engine->inhibitors->len; i++)
    {
      if (g_array_index (engine->inhibitors, RecoupInhibitor, i).cookie != cookie)
        continue;
      g_array_remove_index (engine->inhibitors, i);
      recoup_engine_settle (engine);
      return TRUE;
    }
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("There is no inhibitor %u"), cookie);
  return FALSE;
}

const GArray *
recoup_engine_get_inhibitors (const RecoupEngine *engine)
{
  return engine->inhibitors;
}
