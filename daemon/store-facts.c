/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The smaller tables: undo, facts and absences, and what is forgotten when. Only these and old
 * delivery rows are ever deleted; nothing that a person logged is.
 */
#include "daemon/store.h"

#include <glib/gi18n-lib.h>

#include "daemon/store-private.h"
#include "recoup/error.h"
#include "recoup/quote.h"

#define DELIVERY_DAYS 400    /* a year back and some, for the statistics of reminders */
#define DELIVERY_LAST "4799" /* and 4800 of any age, 400 days of 12: a clock may be wrong */
#define EVIDENCE_DAYS 14 /* sleep detection looks at last night; the rest is nobody's business */
#define UNDO_MIN      10 /* what the interface promises */

static void
step_free (gpointer data)
{
  RecoupUndoStep *step = data;
  g_free (step->token);
  g_free (step->op);
  g_clear_pointer (&step->before, g_variant_unref);
  g_free (step);
}

/* Runs one statement in a transaction of its own unless one is open. */
static gboolean
write_alone (RecoupStore *store, sqlite3_stmt *statement, GError **error)
{
  gboolean own = FALSE;
  if (!recoup_store_enter (store, &own, error))
    return FALSE;
  gboolean ok = recoup_store_write (store, statement, error);
  return recoup_store_leave (store, own, ok, error);
}

gboolean
recoup_store_push_undo (RecoupStore *store, const RecoupUndoStep *step, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store, "INSERT INTO undo (token, at, used, op, before) VALUES (?1, ?2, 0, ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, step->token);
  recoup_store_bind_int64 (statement, 2, step->at);
  recoup_store_bind_text (statement, 3, step->op);
  /* Boxed, so that its type is kept with it. */
  recoup_store_bind_variant (statement, 4, g_variant_new_variant (step->before));
  return write_alone (store, statement, error);
}

/* The token of the newest step that was not used, or @token itself after a look at its steps. */
static gboolean
find_token (RecoupStore *store, const char *token, char **token_out, GError **error)
{
  gboolean is_last = token[0] == '\0';
  sqlite3_stmt *statement =
      is_last ? recoup_store_prepare (
                    store, "SELECT token, used FROM undo WHERE used = 0 ORDER BY seq DESC LIMIT 1",
                    error)
              : recoup_store_prepare (
                    store, "SELECT token, used FROM undo WHERE token = ?1 ORDER BY used", error);
  if (statement == NULL)
    return FALSE;
  if (!is_last)
    recoup_store_bind_text (statement, 1, token);
  gboolean row = FALSE;
  if (!recoup_store_read (store, statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_autofree char *quoted = recoup_quote (token);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND,
                   is_last ? _ ("There is nothing to undo")
                           : _ ("There is nothing to undo under ‘%s’; undo works for 10 minutes"),
                   quoted);
      return FALSE;
    }
  gboolean used = sqlite3_column_int (statement, 1) != 0;
  *token_out = recoup_store_dup_text (statement, 0);
  (void) sqlite3_reset (statement); /* it was read */
  if (used)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_ALREADY_RESOLVED, _ ("‘%s’ was undone already"),
                 token);
  return !used;
}

static GPtrArray *
read_steps (RecoupStore *store, const char *token, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store,
      "SELECT token, at, op, before FROM undo WHERE token = ?1 AND used = 0 ORDER BY seq DESC",
      error);
  if (statement == NULL)
    return NULL;
  recoup_store_bind_text (statement, 1, token);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);
  gboolean more = TRUE;
  while (more)
    {
      if (!recoup_store_read (store, statement, &more, error))
        return NULL;
      if (!more)
        break;
      RecoupUndoStep *step = g_new0 (RecoupUndoStep, 1);
      step->token = recoup_store_dup_text (statement, 0);
      step->at = sqlite3_column_int64 (statement, 1);
      step->op = recoup_store_dup_text (statement, 2);
      g_autoptr (GVariant) box = recoup_store_dup_variant (statement, 3, G_VARIANT_TYPE_VARIANT);
      step->before = g_variant_get_variant (box);
      g_ptr_array_add (steps, step);
    }
  return g_steal_pointer (&steps);
}

static gboolean
mark_used (RecoupStore *store, const char *token, GError **error)
{
  sqlite3_stmt *statement =
      recoup_store_prepare (store, "UPDATE undo SET used = 1 WHERE token = ?1", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, token);
  return recoup_store_write (store, statement, error);
}

GPtrArray *
recoup_store_take_undo (RecoupStore *store, const char *token, GError **error)
{
  gboolean own = FALSE;
  if (!recoup_store_enter (store, &own, error))
    return NULL;
  g_autofree char *found = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  gboolean ok = find_token (store, token, &found, error);
  if (ok)
    {
      steps = read_steps (store, found, error);
      ok = steps != NULL && mark_used (store, found, error);
    }
  if (!recoup_store_leave (store, own, ok, error))
    return NULL;
  return g_steal_pointer (&steps);
}

char *
recoup_store_get_fact (RecoupStore *store, const char *name)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement =
      recoup_store_prepare (store, "SELECT value FROM fact WHERE name = ?1", &error);
  gboolean row = FALSE;
  if (statement != NULL)
    {
      recoup_store_bind_text (statement, 1, name);
      (void) recoup_store_read (store, statement, &row, &error); /* told just below */
    }
  if (error != NULL)
    g_warning ("The fact ‘%s’ could not be read: %s", name, error->message);
  if (!row)
    return NULL;
  char *value = recoup_store_dup_text (statement, 0);
  (void) sqlite3_reset (statement); /* it was read */
  return value;
}

gboolean
recoup_store_set_fact (RecoupStore *store, const char *name, const char *value, GError **error)
{
  sqlite3_stmt *statement =
      value == NULL
          ? recoup_store_prepare (store, "DELETE FROM fact WHERE name = ?1", error)
          : recoup_store_prepare (
                store, "INSERT OR REPLACE INTO fact (name, value) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, name);
  if (value != NULL)
    recoup_store_bind_text (statement, 2, value);
  return write_alone (store, statement, error);
}

static gboolean
delete_before (RecoupStore *store, const char *sql, RecoupInstant before, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (store, sql, error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_int64 (statement, 1, before);
  return recoup_store_write (store, statement, error);
}

gboolean
recoup_store_trim (RecoupStore *store, RecoupInstant now, GError **error)
{
  gboolean own = FALSE;
  if (!recoup_store_enter (store, &own, error))
    return FALSE;
  gboolean ok = delete_before (store,
                               "DELETE FROM delivery WHERE resolved_at < ?1 AND (claimed_at, key) <"
                               " (SELECT claimed_at, key FROM delivery"
                               " ORDER BY claimed_at DESC, key DESC"
                               " LIMIT 1 OFFSET " DELIVERY_LAST ")",
                               now - DELIVERY_DAYS * RECOUP_USEC_PER_DAY, error) &&
                delete_before (store, "DELETE FROM absence WHERE until < ?1",
                               now - EVIDENCE_DAYS * RECOUP_USEC_PER_DAY, error) &&
                delete_before (store, "DELETE FROM undo WHERE at < ?1",
                               now - UNDO_MIN * RECOUP_USEC_PER_MIN, error);
  return recoup_store_leave (store, own, ok, error);
}

gboolean
recoup_store_put_absence (RecoupStore *store, const RecoupAbsence *absence, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store, "INSERT OR REPLACE INTO absence (start, cause, until) VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_int64 (statement, 1, absence->from);
  recoup_store_bind_text (statement, 2, absence->cause);
  recoup_store_bind_instant (statement, 3, absence->until);
  return write_alone (store, statement, error);
}

gboolean
recoup_store_forget_absence (RecoupStore *store, const RecoupAbsence *absence, GError **error)
{
  sqlite3_stmt *statement =
      recoup_store_prepare (store, "DELETE FROM absence WHERE start = ?1 AND cause = ?2", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_int64 (statement, 1, absence->from);
  recoup_store_bind_text (statement, 2, absence->cause);
  return write_alone (store, statement, error);
}

GArray *
recoup_store_absences (RecoupStore *store, RecoupInstant since, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store,
      "SELECT start, cause, until FROM absence WHERE until IS NULL OR until >= ?1"
      " ORDER BY start, cause",
      error);
  if (statement == NULL)
    return NULL;
  recoup_store_bind_int64 (statement, 1, since);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (RecoupAbsence));
  gboolean more = TRUE;
  while (more)
    {
      if (!recoup_store_read (store, statement, &more, error))
        return NULL;
      if (!more)
        break;
      RecoupAbsence row = { .from = sqlite3_column_int64 (statement, 0),
                            .until = recoup_store_get_instant (statement, 2) };
      (void) g_strlcpy (row.cause, (const char *) sqlite3_column_text (statement, 1),
                        sizeof row.cause); /* causes are ours and fit */
      g_array_append_val (rows, row);
    }
  return g_steal_pointer (&rows);
}
