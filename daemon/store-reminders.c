/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Deliveries: the memory that makes a reminder come once. A key is claimed in the store before its
 * notification is sent, and every change of state adds a row of its own, with instant, zone and
 * cause.
 */
#include "daemon/store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "daemon/store-private.h"
#include "recoup/error.h"
#include "recoup/quote.h"

/* The columns in one place: the order of reading and of binding. */
#define COLUMNS                                                                                  \
  "key, kind, day, state, due, valid_until, until, snoozes, claimed_at, shown_at, resolved_at,"  \
  " seen, timed_out, owner, server_id, zone, cause, message, grams, minutes, amount, portions, " \
  "sleep_from,"                                                                                  \
  " sleep_until, detail, rules"

enum
{
  COLUMN_KEY,
  COLUMN_KIND,
  COLUMN_DAY,
  COLUMN_STATE,
  COLUMN_DUE,
  COLUMN_VALID_UNTIL,
  COLUMN_UNTIL,
  COLUMN_SNOOZES,
  COLUMN_CLAIMED_AT,
  COLUMN_SHOWN_AT,
  COLUMN_RESOLVED_AT,
  COLUMN_SEEN,
  COLUMN_TIMED_OUT,
  COLUMN_OWNER,
  COLUMN_SERVER_ID,
  COLUMN_ZONE,
  COLUMN_CAUSE,
  COLUMN_MESSAGE,
  COLUMN_GRAMS,
  COLUMN_MINUTES,
  COLUMN_AMOUNT,
  COLUMN_PORTIONS,
  COLUMN_SLEEP_FROM,
  COLUMN_SLEEP_UNTIL,
  COLUMN_DETAIL,
  COLUMN_RULES,
};

/* Binds all columns as ?1 to ?26. */
static void
bind (sqlite3_stmt *statement, const RecoupReminder *reminder)
{
  g_autoptr (GString) rules = g_string_new (NULL);
  for (gsize i = 0; reminder->rules[i] != NULL; i++)
    g_string_append_printf (rules, "%s%s", i > 0 ? " " : "", reminder->rules[i]);
  const RecoupReminderRow *kind = recoup_reminder_get_kind (reminder->kind);
  recoup_store_bind_text (statement, COLUMN_KEY + 1, reminder->key);
  recoup_store_bind_text (statement, COLUMN_KIND + 1, kind->name);
  recoup_store_bind_int64 (statement, COLUMN_DAY + 1, reminder->day);
  recoup_store_bind_text (statement, COLUMN_STATE + 1,
                          recoup_reminder_state_get_name (reminder->state));
  recoup_store_bind_instant (statement, COLUMN_DUE + 1, reminder->due);
  recoup_store_bind_instant (statement, COLUMN_VALID_UNTIL + 1, reminder->valid_until);
  recoup_store_bind_instant (statement, COLUMN_UNTIL + 1, reminder->until);
  recoup_store_bind_int64 (statement, COLUMN_SNOOZES + 1, reminder->snoozes);
  recoup_store_bind_instant (statement, COLUMN_CLAIMED_AT + 1, reminder->claimed_at);
  recoup_store_bind_instant (statement, COLUMN_SHOWN_AT + 1, reminder->shown_at);
  recoup_store_bind_instant (statement, COLUMN_RESOLVED_AT + 1, reminder->resolved_at);
  recoup_store_bind_int64 (statement, COLUMN_SEEN + 1, reminder->seen);
  recoup_store_bind_int64 (statement, COLUMN_TIMED_OUT + 1, reminder->timed_out);
  recoup_store_bind_text (statement, COLUMN_OWNER + 1, reminder->owner);
  recoup_store_bind_int64 (statement, COLUMN_SERVER_ID + 1, reminder->server_id);
  recoup_store_bind_text (statement, COLUMN_ZONE + 1, reminder->zone);
  recoup_store_bind_text (statement, COLUMN_CAUSE + 1, reminder->cause);
  recoup_store_bind_text (statement, COLUMN_MESSAGE + 1, reminder->message);
  recoup_store_bind_int64 (statement, COLUMN_GRAMS + 1, reminder->grams);
  recoup_store_bind_int64 (statement, COLUMN_MINUTES + 1, reminder->minutes);
  recoup_store_bind_int64 (statement, COLUMN_AMOUNT + 1, reminder->amount);
  recoup_store_bind_int64 (statement, COLUMN_PORTIONS + 1, reminder->portions);
  recoup_store_bind_instant (statement, COLUMN_SLEEP_FROM + 1, reminder->sleep_from);
  recoup_store_bind_instant (statement, COLUMN_SLEEP_UNTIL + 1, reminder->sleep_until);
  recoup_store_bind_text (statement, COLUMN_DETAIL + 1, reminder->detail);
  recoup_store_bind_text (statement, COLUMN_RULES + 1, rules->str);
}

static void
read_rules (RecoupReminder *reminder, const char *text)
{
  g_auto (GStrv) rules = g_strsplit (text != NULL ? text : "", " ", -1);
  gsize n = 0;
  for (gsize i = 0; rules[i] != NULL && n + 1 < G_N_ELEMENTS (reminder->rules); i++)
    if (rules[i][0] != '\0')
      reminder->rules[n++] = g_intern_string (rules[i]);
  reminder->rules[n] = NULL;
}

static RecoupReminder *
read_row (sqlite3_stmt *statement)
{
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
  RecoupDay day = RECOUP_DAY_NONE;
  const char *slot = NULL;
  const char *key = (const char *) sqlite3_column_text (statement, COLUMN_KEY);
  /* A row of a kind that this version does not know (a downgrade) is not its business. */
  if (key == NULL || !recoup_reminder_key_parse (key, &kind, &day, &slot))
    return NULL;
  RecoupReminderState state = RECOUP_REMINDER_EXPIRED;
  const char *name = (const char *) sqlite3_column_text (statement, COLUMN_STATE);
  if (name == NULL || !recoup_reminder_state_from_name (name, &state))
    return NULL;
  RecoupReminder *row = recoup_reminder_new (kind, day, slot);
  row->state = state;
  row->due = recoup_store_get_instant (statement, COLUMN_DUE);
  row->valid_until = recoup_store_get_instant (statement, COLUMN_VALID_UNTIL);
  row->until = recoup_store_get_instant (statement, COLUMN_UNTIL);
  row->snoozes = (guint) sqlite3_column_int (statement, COLUMN_SNOOZES);
  row->claimed_at = recoup_store_get_instant (statement, COLUMN_CLAIMED_AT);
  row->shown_at = recoup_store_get_instant (statement, COLUMN_SHOWN_AT);
  row->resolved_at = recoup_store_get_instant (statement, COLUMN_RESOLVED_AT);
  row->seen = sqlite3_column_int (statement, COLUMN_SEEN) != 0;
  row->timed_out = sqlite3_column_int (statement, COLUMN_TIMED_OUT) != 0;
  row->owner = recoup_store_dup_text (statement, COLUMN_OWNER);
  row->server_id = (guint32) sqlite3_column_int64 (statement, COLUMN_SERVER_ID);
  row->zone = recoup_store_dup_text (statement, COLUMN_ZONE);
  row->cause = recoup_store_dup_text (statement, COLUMN_CAUSE);
  /* Interned: the field is of static texts, and there are few of them. */
  row->message = g_intern_string ((const char *) sqlite3_column_text (statement, COLUMN_MESSAGE));
  row->grams = sqlite3_column_int (statement, COLUMN_GRAMS);
  row->minutes = sqlite3_column_int (statement, COLUMN_MINUTES);
  row->amount = sqlite3_column_int (statement, COLUMN_AMOUNT);
  row->portions = sqlite3_column_int (statement, COLUMN_PORTIONS);
  row->sleep_from = recoup_store_get_instant (statement, COLUMN_SLEEP_FROM);
  row->sleep_until = recoup_store_get_instant (statement, COLUMN_SLEEP_UNTIL);
  row->detail = recoup_store_dup_text (statement, COLUMN_DETAIL);
  read_rules (row, (const char *) sqlite3_column_text (statement, COLUMN_RULES));
  return row;
}

static gboolean
add_transition (RecoupStore *store,
                const RecoupReminder *reminder,
                RecoupInstant now,
                GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store, "INSERT INTO transition (key, state, at, zone, cause) VALUES (?1, ?2, ?3, ?4, ?5)",
      error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, reminder->key);
  recoup_store_bind_text (statement, 2, recoup_reminder_state_get_name (reminder->state));
  recoup_store_bind_int64 (statement, 3, now);
  recoup_store_bind_text (statement, 4, reminder->zone);
  recoup_store_bind_text (statement, 5, reminder->cause);
  return recoup_store_write (store, statement, error);
}

/* The state in which @key is stored; NULL if it was never claimed. */
static gboolean
find_state (RecoupStore *store, const char *key, char **state_out, GError **error)
{
  sqlite3_stmt *statement =
      recoup_store_prepare (store, "SELECT state FROM delivery WHERE key = ?1", error);
  if (statement == NULL)
    return FALSE;
  recoup_store_bind_text (statement, 1, key);
  gboolean row = FALSE;
  if (!recoup_store_read (store, statement, &row, error))
    return FALSE;
  *state_out = row ? recoup_store_dup_text (statement, 0) : NULL;
  (void) sqlite3_reset (statement); /* it was read */
  return TRUE;
}

static gboolean
write_row (RecoupStore *store, const char *sql, const RecoupReminder *reminder, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (store, sql, error);
  if (statement == NULL)
    return FALSE;
  bind (statement, reminder);
  return recoup_store_write (store, statement, error);
}

gboolean
recoup_store_claim (RecoupStore *store,
                    const RecoupReminder *reminder,
                    RecoupInstant now,
                    gboolean *claimed_out,
                    GError **error)
{
  gboolean own = FALSE;
  if (!recoup_store_enter (store, &own, error))
    return FALSE;
  g_autofree char *state = NULL;
  gboolean ok = find_state (store, reminder->key, &state, error);
  gboolean is_new = state == NULL;
  if (ok && is_new)
    ok =
        write_row (
            store,
            "INSERT INTO delivery (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
            " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
            reminder, error) &&
        add_transition (store, reminder, now, error);
  if (!recoup_store_leave (store, own, ok, error))
    return FALSE;
  *claimed_out = is_new;
  return TRUE;
}

gboolean
recoup_store_update (RecoupStore *store,
                     const RecoupReminder *reminder,
                     RecoupInstant now,
                     GError **error)
{
  gboolean own = FALSE;
  if (!recoup_store_enter (store, &own, error))
    return FALSE;
  g_autofree char *state = NULL;
  gboolean ok = find_state (store, reminder->key, &state, error);
  if (ok && state == NULL)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("There is no reminder ‘%s’"),
                   reminder->key);
      ok = FALSE;
    }
  if (ok)
    ok = write_row (
        store,
        "UPDATE delivery SET (" COLUMNS ") = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
        " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)"
        " WHERE key = ?1",
        reminder, error);
  if (ok && strcmp (state, recoup_reminder_state_get_name (reminder->state)) != 0)
    ok = add_transition (store, reminder, now, error);
  return recoup_store_leave (store, own, ok, error);
}

RecoupReminder *
recoup_store_get_delivery (RecoupStore *store, const char *key, GError **error)
{
  sqlite3_stmt *statement =
      recoup_store_prepare (store, "SELECT " COLUMNS " FROM delivery WHERE key = ?1", error);
  if (statement == NULL)
    return NULL;
  recoup_store_bind_text (statement, 1, key);
  gboolean is_there = FALSE;
  if (!recoup_store_read (store, statement, &is_there, error))
    return NULL;
  RecoupReminder *row = is_there ? read_row (statement) : NULL;
  (void) sqlite3_reset (statement); /* it was read */
  if (row != NULL)
    return row;
  g_autofree char *quoted = recoup_quote (key);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("There is no reminder ‘%s’"),
               quoted);
  return NULL;
}

GPtrArray *
recoup_store_deliveries (RecoupStore *store, RecoupInstant since, GError **error)
{
  sqlite3_stmt *statement = recoup_store_prepare (
      store,
      "SELECT " COLUMNS " FROM delivery WHERE claimed_at >= ?1 OR resolved_at IS NULL"
      " ORDER BY claimed_at, key",
      error);
  if (statement == NULL)
    return NULL;
  recoup_store_bind_int64 (statement, 1, since);
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  gboolean more = TRUE;
  while (more)
    {
      if (!recoup_store_read (store, statement, &more, error))
        return NULL;
      RecoupReminder *row = more ? read_row (statement) : NULL;
      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return g_steal_pointer (&rows);
}
