/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface org.recoup.Recoup1.Journal: what was logged. */
#include <glib/gi18n-lib.h>

#include "daemon/bus-common.h"
#include "daemon/bus-ties.h"
#include "recoup/error.h"

/* Refuses what is no UUID, and gives it in lower case. */
static gboolean
read_id (const char *text, char **id_out, GError **error)
{
  if (!g_uuid_string_is_valid (text))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘id’ must be a UUID, got ‘%s’"), text);
      return FALSE;
    }
  *id_out = g_ascii_strdown (text, -1);
  return TRUE;
}

static gboolean
read_filter (GVariant *filter, RecoupQuery *query, GError **error)
{
  static const char *const keys[] = { "kinds", "from", "until", "source", "limit", "after", NULL };
  static const gint64 limits[2] = { 1, RECOUP_MAX_ENTRIES };
  gint64 limit = RECOUP_MAX_ENTRIES;
  *query = (RecoupQuery){
    .kinds = RECOUP_ENTRY_MASK_ALL,
    .from = G_MININT64,
    .until = G_MAXINT64,
  };
  if (!recoup_request_check_keys (filter, keys, error) ||
      !recoup_request_get_entry_kinds (filter, "kinds", &query->kinds, error) ||
      !recoup_request_get_instant (filter, "from", &query->from, error) ||
      !recoup_request_get_instant (filter, "until", &query->until, error) ||
      !recoup_request_get_text (filter, "source", &query->source, error) ||
      !recoup_request_get_integer (filter, "limit", limits, &limit, error) ||
      !recoup_request_get_text (filter, "after", &query->after, error))
    return FALSE;
  query->limit = (guint) limit;
  return TRUE;
}

static gboolean
handle_query (RecoupBusJournal *skeleton,
              GDBusMethodInvocation *invocation,
              GVariant *filter,
              gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  RecoupQuery query;
  if (!recoup_bus_accept (invocation))
    return TRUE;
  if (!read_filter (filter, &query, &error))
    return recoup_bus_refuse (invocation, error);
  g_autoptr (GPtrArray) entries = recoup_engine_query (bus->parts.engine, &query, &error);
  if (entries == NULL)
    return recoup_bus_refuse (invocation, error);
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < entries->len; i++)
    g_variant_builder_add_value (&rows, recoup_entry_to_variant (g_ptr_array_index (entries, i)));
  recoup_bus_journal_complete_query (skeleton, invocation, g_variant_builder_end (&rows));
  return TRUE;
}

/* The new entry must not claim to be another one, or another revision than the one replaced. */
static gboolean
check_identity (GVariant *dict, const char *id, GError **error)
{
  const char *own = NULL;
  if (!recoup_request_get_text (dict, "id", &own, error))
    return FALSE;
  if (own == NULL || g_ascii_strcasecmp (own, id) == 0)
    return TRUE;
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("‘id’ of the entry must be ‘%s’ or be left out, got ‘%s’"), id, own);
  return FALSE;
}

static RecoupEntry *
read_amended (RecoupBus *bus, GVariant *dict, const char *id, GError **error)
{
  if (!check_identity (dict, id, error))
    return NULL;
  RecoupRequestContext context = recoup_bus_get_context (bus);
  GVariant *const items[] = { dict };
  g_autoptr (GVariant) list =
      g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARDICT, items, 1));
  g_autoptr (GPtrArray) entries = recoup_request_read_entries (list, &context, error);
  if (entries == NULL)
    return NULL;
  RecoupEntry *entry = g_ptr_array_index (entries, 0);
  if (entry->kind != RECOUP_ENTRY_REMOVE)
    return recoup_entry_ref (entry);
  g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                       _ ("‘kind’ must not be ‘remove’: Remove takes entries away"));
  return NULL;
}

static gboolean
handle_amend (RecoupBusJournal *skeleton,
              GDBusMethodInvocation *invocation,
              const char *text,
              GVariant *dict,
              GVariant *options,
              gpointer user_data)
{
  static const char *const keys[] = { "rev", NULL };
  static const gint64 range[2] = { 0, G_MAXINT32 };
  RecoupBus *bus = user_data;
  GError *error = NULL;
  g_autofree char *id = NULL;
  gint64 rev = -1;
  if (!recoup_bus_accept (invocation))
    return TRUE;
  if (!read_id (text, &id, &error) || !recoup_request_check_keys (options, keys, &error) ||
      !recoup_request_get_integer (options, "rev", range, &rev, &error))
    return recoup_bus_refuse (invocation, error);
  g_autoptr (RecoupEntry) entry = read_amended (bus, dict, id, &error);
  if (entry == NULL)
    return recoup_bus_refuse (invocation, error);
  g_autofree char *undo = NULL;
  g_autoptr (RecoupEntry) row =
      recoup_engine_amend (bus->parts.engine, id, entry, rev, &undo, &error);
  if (row == NULL)
    return recoup_bus_refuse (invocation, error);
  recoup_bus_journal_complete_amend (skeleton, invocation, recoup_entry_to_variant (row), undo);
  return TRUE;
}

static GPtrArray *
read_ids (const char *const *texts, GError **error)
{
  gsize n = g_strv_length ((char **) texts);
  if (n == 0 || n > RECOUP_MAX_ENTRIES)
    {
      g_set_error (error, RECOUP_ERROR,
                   n == 0 ? RECOUP_ERROR_INVALID_ARGUMENT : RECOUP_ERROR_LIMIT_REACHED,
                   _ ("‘ids’ must hold 1 to %d ids, got %u"), RECOUP_MAX_ENTRIES,
                   (guint) MIN (n, G_MAXUINT));
      return NULL;
    }
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < n; i++)
    {
      char *id = NULL;
      if (!read_id (texts[i], &id, error))
        return NULL;
      g_ptr_array_add (ids, id);
    }
  g_ptr_array_add (ids, NULL);
  return g_steal_pointer (&ids);
}

static gboolean
handle_remove (RecoupBusJournal *skeleton,
               GDBusMethodInvocation *invocation,
               const char *const *texts,
               gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  if (!recoup_bus_accept (invocation))
    return TRUE;
  g_autoptr (GPtrArray) ids = read_ids (texts, &error);
  if (ids == NULL)
    return recoup_bus_refuse (invocation, error);
  guint count = 0;
  g_autofree char *undo = NULL;
  if (!recoup_engine_remove (bus->parts.engine, (const char *const *) ids->pdata, &count, &undo,
                             &error))
    return recoup_bus_refuse (invocation, error);
  recoup_bus_journal_complete_remove (skeleton, invocation, count, undo);
  return TRUE;
}

void
recoup_bus_tie_journal (RecoupBus *bus)
{
  g_object_connect (bus->journal, "signal::handle-query", handle_query, bus, "signal::handle-amend",
                    handle_amend, bus, "signal::handle-remove", handle_remove, bus, NULL);
}
