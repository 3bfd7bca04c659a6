/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface org.recoup.Recoup1.Reminders: what is shown when, and the answers to it. */
#include <glib/gi18n-lib.h>

#include "daemon/bus-jobs.h"
#include "daemon/bus-ties.h"
#include "recoup/error.h"
#include "recoup/rules.h"

#define MAX_UPCOMING_USEC (14 * RECOUP_USEC_PER_DAY)

static GVariant *
make_rows (RecoupBus *bus, GPtrArray *reminders, guint kinds, gint64 limit)
{
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < reminders->len && limit > 0; i++)
    {
      const RecoupReminder *reminder = g_ptr_array_index (reminders, i);
      if ((kinds & (1U << reminder->kind)) == 0)
        continue;
      g_variant_builder_add_value (&rows, recoup_bus_make_reminder (bus, reminder));
      limit--;
    }
  return g_variant_builder_end (&rows);
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
  recoup_bus_reminders_complete_list (skeleton, invocation, make_rows (bus, rows, kinds, limit));
  return TRUE;
}

static gboolean
check_span (RecoupInstant from, RecoupInstant until, GError **error)
{
  if (until < from)
    g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                         _ ("‘until’ must not be before ‘from’"));
  else if (until - from > MAX_UPCOMING_USEC)
    g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE,
                         _ ("‘until’ must be at most 14 days after ‘from’"));
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
  recoup_bus_reminders_complete_upcoming (bus->reminders, job->invocation,
                                          make_rows (bus, rows, G_MAXUINT, RECOUP_MAX_ENTRIES));
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
  forecast->look = recoup_engine_begin_look (bus->parts.engine, from, NULL);
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

/* The reminder called @id, or the first of the kind called so: the list gives live ones first. */
static const RecoupReminder *
find_reminder (GPtrArray *rows, const char *id)
{
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
  gboolean is_kind = recoup_reminder_kind_from_name (id, &kind);
  const RecoupReminder *found = NULL;
  for (guint i = 0; i < rows->len && found == NULL; i++)
    {
      const RecoupReminder *row = g_ptr_array_index (rows, i);
      if (is_kind ? row->kind == kind : g_str_equal (row->key, id))
        found = row;
    }
  return found;
}

static gboolean
handle_explain (RecoupBusReminders *skeleton,
                GDBusMethodInvocation *invocation,
                const char *id,
                gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  /* A kind is looked for among those that are open or planned, an id among all. */
  gboolean is_kind = recoup_reminder_kind_from_name (id, &kind);
  g_autoptr (GPtrArray) rows =
      recoup_engine_list (bus->parts.engine, is_kind ? RECOUP_INSTANT_NONE : 0, &error);
  if (rows == NULL)
    return recoup_bus_refuse (invocation, error);
  const RecoupReminder *found = find_reminder (rows, id);
  if (found == NULL)
    {
      g_set_error (&error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("There is no reminder ‘%s’"),
                   id);
      return recoup_bus_refuse (invocation, error);
    }
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
read_done_entry (RecoupBus *bus, GVariant *dict, RecoupEntry **entry_out, GError **error)
{
  if (g_variant_n_children (dict) == 0)
    return TRUE;
  RecoupRequestContext context = recoup_bus_get_context (bus);
  GVariant *const items[] = { dict };
  g_autoptr (GVariant) list =
      g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARDICT, items, 1));
  g_autoptr (GPtrArray) entries = recoup_request_read_entries (list, &context, error);
  if (entries == NULL)
    return FALSE;
  *entry_out = recoup_entry_ref (g_ptr_array_index (entries, 0));
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
  if (!read_done_entry (bus, dict, &entry, &error))
    return recoup_bus_refuse (invocation, error);
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
  if (!recoup_reminder_kind_from_name (kind_name, &kind))
    g_set_error (&error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, _ ("There is no kind ‘%s’"),
                 kind_name);
  if (error != NULL || !recoup_day_parse (date, &day, &error))
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
