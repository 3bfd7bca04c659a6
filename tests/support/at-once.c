/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A change in turns is over when its callback is told. Tests want to see what came of it in the
 * next line: here the loop is turned until then. */

#include "support/at-once.h"

/* What came of a change. */
typedef struct
{
  gboolean is_known;
  char *token;   /* owned, NULL if nothing was changed */
  GError *error; /* owned */
} Outcome;

static void
on_outcome (const char *token, const GError *error, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->is_known = TRUE;
  outcome->token = g_strdup (token);
  outcome->error = token == NULL ? g_error_copy (error) : NULL;
}

/* Turns the loop until @outcome is known, and tells it. */
static gboolean
await (Outcome *outcome, char **undo_out, GError **error)
{
  while (!outcome->is_known)
    (void) g_main_context_iteration (NULL, TRUE); /* whether it did anything is no matter */
  if (outcome->token == NULL)
    {
      g_propagate_error (error, outcome->error);
      return FALSE;
    }
  if (undo_out != NULL)
    *undo_out = outcome->token;
  else
    g_free (outcome->token);
  return TRUE;
}

gboolean
at_once_add (RecoupEngine *engine,
             GPtrArray *entries,
             const char *undo,
             char **undo_out,
             GError **error)
{
  Outcome outcome = { 0 };
  RecoupEngineCallback callback = { on_outcome, &outcome };

  return recoup_engine_add (engine, entries, undo, &callback, error) &&
         await (&outcome, undo_out, error);
}

gboolean
at_once_remove (RecoupEngine *engine, const char *const *ids, char **undo_out, GError **error)
{
  Outcome outcome = { 0 };
  RecoupEngineCallback callback = { on_outcome, &outcome };
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (items, (gpointer) ids[i]);
  return recoup_engine_remove (engine, items, &callback, error) &&
         await (&outcome, undo_out, error);
}

gboolean
at_once_undo (RecoupEngine *engine, const char *token, GError **error)
{
  Outcome outcome = { 0 };
  RecoupEngineCallback callback = { on_outcome, &outcome };

  return recoup_engine_undo (engine, token, &callback, error) && await (&outcome, NULL, error);
}

RecoupLook *
at_once_look (RecoupEngine *engine, RecoupInstant at, guint back_days, const GPtrArray *assume)
{
  RecoupLook *look = recoup_engine_begin_look (engine, at, back_days, assume);
  g_autoptr (GError) error = NULL;
  gboolean is_ready = FALSE;

  while (!is_ready && recoup_look_step (look, &is_ready, &error))
    continue;
  g_assert_no_error (error);
  return look;
}
