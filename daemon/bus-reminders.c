/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface org.recoup.Recoup1.Reminders: what is shown when, and the answers to it. */
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "daemon/bus-jobs.h"
#include "daemon/bus-ties.h"
#include "recoup/error.h"
#include "recoup/rules.h"

#define MAX_UPCOMING_USEC (14 * RECOUP_USEC_PER_DAY)
#define TURN_ROWS         250 /* put into words in one turn, about ten milliseconds */

static GVariant *
make_rows (RecoupBus *bus, GPtrArray *reminders)
{
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < reminders->len; i++)
    g_variant_builder_add_value (&rows,
                                 recoup_bus_make_reminder (bus, g_ptr_array_index (reminders, i)));
  return g_variant_builder_end (&rows);
}

/* A call for a list that is being answered; a year of them takes a while to put into words. */
typedef struct
{
  RecoupJob job;
  GPtrArray *reminders; /* owned, of RecoupReminder */
  guint next;           /* the first that is not told */
  guint kinds;          /* mask of those that are asked for */
  guint limit;          /* rows that are asked for */
  GPtrArray *rows;      /* owned, of GVariant */
} Telling;

static void
telling_clear (RecoupJob *job)
{
  Telling *telling = (Telling *) job;
  g_ptr_array_unref (telling->reminders);
  g_clear_pointer (&telling->rows, g_ptr_array_unref);
}

static GVariant *
make_list (gpointer data)
{
  const GPtrArray *rows = data;
  return g_variant_new (
      "(@aa{sv})",
      g_variant_new_array (G_VARIANT_TYPE_VARDICT, (GVariant *const *) rows->pdata, rows->len));
}

static gboolean
telling_step (RecoupBus *bus, RecoupJob *job)
{
  Telling *telling = (Telling *) job;
  guint until = MIN (telling->next + TURN_ROWS, telling->reminders->len);
  while (telling->next < until && telling->rows->len < telling->limit)
    {
      const RecoupReminder *row = g_ptr_array_index (telling->reminders, telling->next++);
      if ((telling->kinds & (1U << row->kind)) != 0)
        g_ptr_array_add (telling->rows, g_variant_ref_sink (recoup_bus_make_reminder (bus, row)));
    }
  if (telling->next < telling->reminders->len && telling->rows->len < telling->limit)
    return FALSE;
  GPtrArray *rows = g_steal_pointer (&telling->rows);
  if (rows->len > TURN_ROWS)
    {
      recoup_bus_return_late (job->invocation, make_list, rows, (GDestroyNotify) g_ptr_array_unref);
      return TRUE;
    }
  g_dbus_method_invocation_return_value (job->invocation, make_list (rows));
  g_ptr_array_unref (rows);
  return TRUE;
}

static gboolean
handle_list (RecoupBusReminders *skeleton,
             GDBusMethodInvocation *invocation,
             GVariant *filter,
             gpointer user_data)
{
  static const char *const keys[] = { "since", "kinds", "limit", NULL };
  static const gint64 limits[2] = { 1, RECOUP_MAX_ENTRIES };
  RecoupBus *bus = user_data;
  GError *error = NULL;
  RecoupInstant since = RECOUP_INSTANT_NONE;
  guint kinds = G_MAXUINT;
  gint64 limit = RECOUP_MAX_ENTRIES;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  if (!recoup_request_check_keys (filter, keys, &error) ||
      !recoup_request_get_instant (filter, "since", &since, &error) ||
      !recoup_request_get_reminder_kinds (filter, "kinds", &kinds, &error) ||
      !recoup_request_get_integer (filter, "limit", limits, &limit, &error))
    return recoup_bus_refuse (invocation, error);
  g_autoptr (GPtrArray) rows = recoup_engine_list (bus->parts.engine, since, &error);
  if (rows == NULL)
    return recoup_bus_refuse (invocation, error);
  Telling *telling = g_new0 (Telling, 1);
  telling->job = (RecoupJob){ invocation, telling_step, telling_clear };
  telling->reminders = g_steal_pointer (&rows);
  telling->kinds = kinds;
  telling->limit = (guint) limit;
  telling->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  recoup_bus_run_job (bus, &telling->job);
  return TRUE;
}

static gboolean
check_span (RecoupInstant from, RecoupInstant until, GError **error)
{
  if (until < from)
    g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                 _ ("‘until’ must not be before ‘from’, ‘%" PRId64 "’, got ‘%" PRId64 "’"), from,
                 until);
  else if (until - from > MAX_UPCOMING_USEC)
    g_set_error (
        error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE,
        _ ("‘until’ must be at most 14 days after ‘from’, ‘%" PRId64 "’, got ‘%" PRId64 "’"), from,
        until);
  else
    return TRUE;
  return FALSE;
}

/* A call that is being answered. */
typedef struct
{
  RecoupJob job;
  RecoupLook *look; /* owned */
  RecoupInstant from;
  RecoupInstant until;
} Forecast;

static void
forecast_clear (RecoupJob *job)
{
  recoup_look_free (((Forecast *) job)->look);
}

static gboolean
forecast_step (RecoupBus *bus, RecoupJob *job)
{
  const Forecast *forecast = (const Forecast *) job;
  GError *error = NULL;
  gboolean is_ready = FALSE;
  if (!recoup_look_step (forecast->look, &is_ready, &error))
    return recoup_bus_refuse (job->invocation, error);
  if (!is_ready)
    return FALSE;
  g_autoptr (GPtrArray) rows =
      recoup_engine_upcoming (bus->parts.engine, forecast->look, forecast->from, forecast->until);
  recoup_bus_reminders_complete_upcoming (bus->reminders, job->invocation, make_rows (bus, rows));
  return TRUE;
}

static gboolean
handle_upcoming (RecoupBusReminders *skeleton,
                 GDBusMethodInvocation *invocation,
                 gint64 from_value,
                 gint64 until_value,
                 gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  RecoupInstant from = RECOUP_INSTANT_NONE;
  RecoupInstant until = RECOUP_INSTANT_NONE;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  if (!recoup_request_read_instant ("from", from_value, &from, &error) ||
      !recoup_request_read_instant ("until", until_value, &until, &error) ||
      !check_span (from, until, &error))
    return recoup_bus_refuse (invocation, error);
  Forecast *forecast = g_new0 (Forecast, 1);
  forecast->job = (RecoupJob){ invocation, forecast_step, forecast_clear };
  forecast->look = recoup_engine_begin_look (bus->parts.engine, from, 0, NULL);
  forecast->from = from;
  forecast->until = until;
  recoup_bus_run_job (bus, &forecast->job);
  return TRUE;
}

static void
add_rule (GVariantBuilder *list, const char *id)
{
  const RecoupRule *rule = recoup_rules_find (id);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "rule", "s", id);
  if (rule != NULL)
    {
      g_variant_dict_insert (&dict, "statement", "s", rule->statement);
      g_variant_dict_insert (&dict, "formalisation", "s", rule->formalisation);
      g_variant_dict_insert (&dict, "source", "s", rule->source);
      g_variant_dict_insert (&dict, "support", "s", recoup_support_get_name (rule->support));
    }
  g_variant_builder_add_value (list, g_variant_dict_end (&dict));
}

static gboolean
handle_explain (RecoupBusReminders *skeleton,
                GDBusMethodInvocation *invocation,
                const char *id,
                gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  g_autoptr (RecoupReminder) found = recoup_engine_find (bus->parts.engine, id, &error);
  if (found == NULL)
    return recoup_bus_refuse (invocation, error);
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  for (gsize i = 0; found->rules[i] != NULL; i++)
    add_rule (&list, found->rules[i]);
  recoup_bus_reminders_complete_explain (skeleton, invocation, g_variant_builder_end (&list));
  return TRUE;
}

/* What all verbs answer alike. */
typedef void (*Complete) (RecoupBusReminders *skeleton,
                          GDBusMethodInvocation *invocation,
                          GVariant *reminder,
                          const char *undo);

static gboolean
answer (RecoupBus *bus,
        GDBusMethodInvocation *invocation,
        Complete complete,
        const RecoupReminder *row,
        const char *undo)
{
  complete (bus->reminders, invocation, recoup_bus_make_reminder (bus, row), undo);
  return TRUE;
}

static gboolean
handle_done (RecoupBusReminders *skeleton,
             GDBusMethodInvocation *invocation,
             const char *id,
             GVariant *dict,
             gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  g_autoptr (RecoupEntry) entry = NULL;
  g_autofree char *undo = NULL;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  if (g_variant_n_children (dict) > 0)
    {
      entry = recoup_bus_read_entry (bus, dict, &error);
      if (entry == NULL)
        return recoup_bus_refuse (invocation, error);
    }
  g_autoptr (RecoupReminder) row = recoup_engine_done (bus->parts.engine, id, entry, &undo, &error);
  if (row == NULL)
    return recoup_bus_refuse (invocation, error);
  return answer (bus, invocation, recoup_bus_reminders_complete_done, row, undo);
}

static gboolean
handle_snooze (RecoupBusReminders *skeleton,
               GDBusMethodInvocation *invocation,
               const char *id,
               gint64 until_value,
               gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  RecoupInstant until = 0; /* the usual time */
  g_autofree char *undo = NULL;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  if (until_value != 0 && !recoup_request_read_instant ("until", until_value, &until, &error))
    return recoup_bus_refuse (invocation, error);
  g_autoptr (RecoupReminder) row =
      recoup_engine_snooze (bus->parts.engine, id, until, &undo, &error);
  if (row == NULL)
    return recoup_bus_refuse (invocation, error);
  return answer (bus, invocation, recoup_bus_reminders_complete_snooze, row, undo);
}

static gboolean
handle_skip (RecoupBusReminders *skeleton,
             GDBusMethodInvocation *invocation,
             const char *id,
             const char *reason,
             gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  g_autofree char *undo = NULL;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  g_autoptr (RecoupReminder) row =
      recoup_engine_skip (bus->parts.engine, id, reason, &undo, &error);
  if (row == NULL)
    return recoup_bus_refuse (invocation, error);
  return answer (bus, invocation, recoup_bus_reminders_complete_skip, row, undo);
}

static gboolean
handle_skip_date (RecoupBusReminders *skeleton,
                  GDBusMethodInvocation *invocation,
                  const char *kind_name,
                  const char *date,
                  gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
  RecoupDay day = RECOUP_DAY_NONE;
  g_autofree char *undo = NULL;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  if (!recoup_request_read_reminder_kind ("kind", kind_name, &kind, &error) ||
      !recoup_request_read_date ("date", date, &day, &error))
    return recoup_bus_refuse (invocation, error);
  g_autoptr (RecoupReminder) row =
      recoup_engine_skip_date (bus->parts.engine, kind, day, &undo, &error);
  if (row == NULL)
    return recoup_bus_refuse (invocation, error);
  return answer (bus, invocation, recoup_bus_reminders_complete_skip_date, row, undo);
}

void
recoup_bus_tie_reminders (RecoupBus *bus)
{
  g_object_connect (bus->reminders, "signal::handle-list", handle_list, bus,
                    "signal::handle-upcoming", handle_upcoming, bus, "signal::handle-explain",
                    handle_explain, bus, "signal::handle-done", handle_done, bus,
                    "signal::handle-snooze", handle_snooze, bus, "signal::handle-skip", handle_skip,
                    bus, "signal::handle-skip-date", handle_skip_date, bus, NULL);
}
