/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface org.recoup.Recoup1: the state and its explanation, pause, undo. */
#include <glib/gi18n-lib.h>

#include "daemon/bus-jobs.h"
#include "daemon/bus-ties.h"
#include "recoup/error.h"
#include "recoup/quote.h"
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

/* One look at an instant, with entries that exist only for it: what both questions ask with. */
typedef struct
{
  RecoupJob job;
  RecoupInstant at;
  RecoupRequestReader *assume; /* owned, NULL when nothing is assumed */
  RecoupLook *look;            /* owned, NULL until that is read */
  gint account;                /* of a statement, -1 for all */
  guint days;                  /* likewise; 0: the state is asked for */
} Question;

static void
question_clear (RecoupJob *job)
{
  Question *question = (Question *) job;
  recoup_request_reader_free (question->assume);
  recoup_look_free (question->look);
}

/* Takes the rows of other accounts out. */
static void
keep_account (GArray *rows, gint account)
{
  for (guint i = rows->len; account >= 0 && i > 0; i--)
    if (g_array_index (rows, RecoupLedgerRow, i - 1).account != (RecoupAccount) account)
      (void) g_array_remove_index (rows, i - 1); /* returns the array */
}

/* The results of the call, of its rows. */
static GVariant *
make_statement (gpointer data)
{
  return g_variant_new ("(@aa{sv})", recoup_wire_ledger (data));
}

static void
answer_question (RecoupBus *bus, const Question *question)
{
  GDBusMethodInvocation *invocation = question->job.invocation;
  if (question->days > 0)
    {
      GArray *rows = recoup_look_explain (question->look);
      keep_account (rows, question->account);
      recoup_bus_return_late (invocation, make_statement, rows, (GDestroyNotify) g_array_unref);
      return;
    }
  g_autoptr (RecoupState) state = recoup_look_take_state (question->look);
  recoup_bus_recovery_complete_get_state (
      bus->recovery, invocation, recoup_engine_state_to_variant (bus->parts.engine, state));
}

/* Reads some of what is assumed, and begins the look when that is all. */
static gboolean
read_assumed (RecoupBus *bus, Question *question, GError **error)
{
  RecoupRequestContext context = recoup_bus_get_context (bus);
  context.what = _ ("Assumed entry");
  if (question->assume != NULL && !recoup_request_reader_turn (question->assume, &context, error))
    return FALSE;
  if (question->assume == NULL || recoup_request_reader_is_done (question->assume))
    question->look =
        recoup_engine_begin_look (bus->parts.engine, question->at, question->days,
                                  question->assume != NULL ? question->assume->entries : NULL);
  return TRUE;
}

static gboolean
question_step (RecoupBus *bus, RecoupJob *job)
{
  Question *question = (Question *) job;
  GError *error = NULL;
  gboolean is_ready = FALSE;
  if (question->look == NULL && !read_assumed (bus, question, &error))
    return recoup_bus_refuse (job->invocation, error);
  if (question->look == NULL)
    return FALSE;
  if (!recoup_look_step (question->look, &is_ready, &error))
    return recoup_bus_refuse (job->invocation, error);
  if (is_ready)
    answer_question (bus, question);
  return is_ready;
}

/* @reader_out: (nullable): of the entries of the key `assume`, NULL when there are none */
static gboolean
open_assumed (GVariant *options, RecoupRequestReader **reader_out, GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (options, "assume", NULL);
  if (value == NULL)
    return TRUE;
  /* An empty list may come in any type of list: JSON does not tell what is not in it. */
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY) && g_variant_n_children (value) == 0)
    return TRUE;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE ("aa{sv}")))
    {
      *reader_out = recoup_request_reader_new (value, "assume", error);
      return *reader_out != NULL;
    }
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("‘assume’ must be a list of entries, got a value of type ‘%s’"),
               g_variant_get_type_string (value));
  return FALSE;
}

/* Reads @options and goes to work. @days: 0 to tell the state */
static gboolean
ask (RecoupBus *bus, GDBusMethodInvocation *invocation, GVariant *options, gint account, guint days)
{
  RecoupInstant at = RECOUP_INSTANT_NONE;
  RecoupRequestReader *assume = NULL;
  GError *error = NULL;
  if (!recoup_request_get_instant (options, "at", &at, &error) ||
      !open_assumed (options, &assume, &error))
    return recoup_bus_refuse (invocation, error);
  Question *question = g_new0 (Question, 1);
  *question = (Question){
    .job = { invocation, question_step, question_clear },
    .at = at,
    .assume = assume,
    .account = account,
    .days = days,
  };
  recoup_bus_run_job (bus, &question->job);
  return TRUE;
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
  if (g_variant_n_children (options) == 0)
    return answer_state (bus, invocation, recoup_bus_recovery_complete_get_state);
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  if (!recoup_request_check_keys (options, keys, &error))
    return recoup_bus_refuse (invocation, error);
  return ask (bus, invocation, options, -1, 0);
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
  g_autofree char *quoted = recoup_quote (name);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("‘account’ must be sleep, fuel, stress, tissue, load or autonomic, got ‘%s’"),
               quoted);
  return FALSE;
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
  gint account = -1;
  gint64 days = 1;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  if (!recoup_request_check_keys (options, keys, &error) ||
      !recoup_request_get_integer (options, "days", range, &days, &error) ||
      !read_account (options, &account, &error))
    return recoup_bus_refuse (invocation, error);
  return ask (bus, invocation, options, account, (guint) days);
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
  if (!recoup_bus_accept (bus, invocation))
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
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  if (!recoup_engine_resume (bus->parts.engine, &error))
    return recoup_bus_refuse (invocation, error);
  return answer_state (bus, invocation, recoup_bus_recovery_complete_resume);
}

/* A call that is being answered. */
typedef struct
{
  RecoupBus *bus;
  GDBusMethodInvocation *invocation; /* taken by the answer */
} Undoing;

static void
on_undo_settled (gpointer user_data)
{
  g_autofree Undoing *undoing = user_data;
  answer_state (undoing->bus, undoing->invocation, recoup_bus_recovery_complete_undo);
}

static void
on_undone (const char *token, const GError *error, gpointer user_data)
{
  Undoing *undoing = user_data;
  if (token == NULL)
    {
      recoup_bus_refuse (undoing->invocation, g_error_copy (error));
      g_free (undoing);
      return;
    }
  recoup_bus_apply_settings (undoing->bus);
  recoup_engine_when_settled (undoing->bus->parts.engine, on_undo_settled, undoing);
}

static gboolean
handle_undo (RecoupBusRecovery *skeleton,
             GDBusMethodInvocation *invocation,
             const char *token,
             gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  Undoing *undoing = g_new0 (Undoing, 1);
  *undoing = (Undoing){ bus, invocation };
  RecoupEngineCallback callback = { on_undone, undoing };
  if (recoup_engine_undo (bus->parts.engine, token, &callback, &error))
    return TRUE; /* cppcheck-suppress memleak ; the callback frees it */
  g_free (undoing);
  return recoup_bus_refuse (invocation, error);
}

void
recoup_bus_tie_recovery (RecoupBus *bus)
{
  g_object_connect (bus->recovery, "signal::handle-get-state", handle_get_state, bus,
                    "signal::handle-explain", handle_explain, bus, "signal::handle-pause",
                    handle_pause, bus, "signal::handle-resume", handle_resume, bus,
                    "signal::handle-undo", handle_undo, bus, NULL);
}
