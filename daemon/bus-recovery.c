/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface org.recoup.Recoup1: the state and its explanation, pause, undo. */
#include <glib/gi18n-lib.h>

#include "daemon/bus-common.h"
#include "daemon/bus-ties.h"
#include "recoup/error.h"
#include "recoup/wire.h"

#define EXPLAIN_MAX_DAYS 66 /* what the ledger looks back */

static gboolean
answer_state (RecoupBus *bus,
              GDBusMethodInvocation *invocation,
              void (*complete) (RecoupBusRecovery *, GDBusMethodInvocation *, GVariant *))
{
  complete (bus->recovery, invocation, recoup_engine_get_state_variant (bus->parts.engine));
  return TRUE;
}

/* An instant and entries that exist only for one call: what both questions ask with. */
typedef struct
{
  RecoupInstant at;
  GPtrArray *assume; /* owned, NULL for none */
} Question;

static gboolean
read_question (RecoupBus *bus, GVariant *options, Question *question, GError **error)
{
  gboolean ok = FALSE;
  question->at = RECOUP_INSTANT_NONE;
  if (!recoup_request_get_instant (options, "at", &question->at, error))
    return FALSE;
  question->assume = recoup_bus_read_assume (bus, options, &ok, error);
  return ok;
}

static gboolean
handle_get_state (RecoupBusRecovery *skeleton,
                  GDBusMethodInvocation *invocation,
                  GVariant *options,
                  gpointer user_data)
{
  static const char *const keys[] = { "at", "assume", NULL };
  RecoupBus *bus = user_data;
  GError *error = NULL;
  Question question = { 0 };
  if (g_variant_n_children (options) == 0)
    return answer_state (bus, invocation, recoup_bus_recovery_complete_get_state);
  if (!recoup_bus_accept (invocation))
    return TRUE;
  if (!recoup_request_check_keys (options, keys, &error) ||
      !read_question (bus, options, &question, &error))
    return recoup_bus_refuse (invocation, error);
  g_autoptr (GPtrArray) assume = question.assume;
  g_autoptr (RecoupState) state =
      recoup_engine_compute_state (bus->parts.engine, question.at, assume, &error);
  if (state == NULL)
    return recoup_bus_refuse (invocation, error);
  recoup_bus_recovery_complete_get_state (
      skeleton, invocation, recoup_engine_state_to_variant (bus->parts.engine, state));
  return TRUE;
}

static gboolean
read_account (GVariant *options, gint *account_out, GError **error)
{
  const char *name = NULL;
  if (!recoup_request_get_text (options, "account", &name, error))
    return FALSE;
  *account_out = -1;
  for (guint i = 0; name != NULL && i < RECOUP_N_ACCOUNTS; i++)
    if (g_str_equal (name, recoup_account_get_name ((RecoupAccount) i)))
      *account_out = (gint) i;
  if (name == NULL || *account_out >= 0)
    return TRUE;
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("‘account’ must be sleep, fuel, stress, tissue, load or autonomic, got ‘%s’"),
               name);
  return FALSE;
}

/* Takes the rows of other accounts out. */
static void
keep_account (GArray *rows, gint account)
{
  for (guint i = rows->len; account >= 0 && i > 0; i--)
    if (g_array_index (rows, RecoupLedgerRow, i - 1).account != (RecoupAccount) account)
      (void) g_array_remove_index (rows, i - 1); /* returns the array */
}

static gboolean
handle_explain (RecoupBusRecovery *skeleton,
                GDBusMethodInvocation *invocation,
                GVariant *options,
                gpointer user_data)
{
  static const char *const keys[] = { "at", "days", "account", "assume", NULL };
  static const gint64 range[2] = { 1, EXPLAIN_MAX_DAYS };
  RecoupBus *bus = user_data;
  GError *error = NULL;
  Question question = { 0 };
  gint account = -1;
  gint64 days = 1;
  if (!recoup_bus_accept (invocation))
    return TRUE;
  if (!recoup_request_check_keys (options, keys, &error) ||
      !recoup_request_get_integer (options, "days", range, &days, &error) ||
      !read_account (options, &account, &error) || !read_question (bus, options, &question, &error))
    return recoup_bus_refuse (invocation, error);
  g_autoptr (GPtrArray) assume = question.assume;
  g_autoptr (GArray) rows =
      recoup_engine_explain (bus->parts.engine, question.at, assume, (guint) days, &error);
  if (rows == NULL)
    return recoup_bus_refuse (invocation, error);
  keep_account (rows, account);
  recoup_bus_recovery_complete_explain (skeleton, invocation, recoup_wire_ledger (rows));
  return TRUE;
}

static gboolean
handle_pause (RecoupBusRecovery *skeleton,
              GDBusMethodInvocation *invocation,
              gint64 until,
              const char *reason,
              gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  RecoupInstant end = RECOUP_INSTANT_NONE;
  if (!recoup_bus_accept (invocation))
    return TRUE;
  if (!recoup_request_read_instant ("until", until, &end, &error) ||
      !recoup_engine_pause (bus->parts.engine, end, reason, &error))
    return recoup_bus_refuse (invocation, error);
  return answer_state (bus, invocation, recoup_bus_recovery_complete_pause);
}

static gboolean
handle_resume (RecoupBusRecovery *skeleton, GDBusMethodInvocation *invocation, gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  if (!recoup_engine_resume (bus->parts.engine, &error))
    return recoup_bus_refuse (invocation, error);
  return answer_state (bus, invocation, recoup_bus_recovery_complete_resume);
}

static gboolean
handle_undo (RecoupBusRecovery *skeleton,
             GDBusMethodInvocation *invocation,
             const char *token,
             gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  if (!recoup_bus_accept (invocation))
    return TRUE;
  if (!recoup_engine_undo (bus->parts.engine, token, &error))
    return recoup_bus_refuse (invocation, error);
  recoup_bus_apply_settings (bus);
  return answer_state (bus, invocation, recoup_bus_recovery_complete_undo);
}

void
recoup_bus_tie_recovery (RecoupBus *bus)
{
  g_object_connect (bus->recovery, "signal::handle-get-state", handle_get_state, bus,
                    "signal::handle-explain", handle_explain, bus, "signal::handle-pause",
                    handle_pause, bus, "signal::handle-resume", handle_resume, bus,
                    "signal::handle-undo", handle_undo, bus, NULL);
}
