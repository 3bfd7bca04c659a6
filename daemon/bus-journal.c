/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface org.recoup.Recoup1.Journal: what was logged. */
#include <glib/gi18n-lib.h>

#include "daemon/bus-jobs.h"
#include "daemon/bus-ties.h"
#include "recoup/error.h"
#include "recoup/quote.h"

/* Refuses what is no UUID, and gives it in lower case. @name: of its argument */
static gboolean
read_id (const char *name, const char *text, char **id_out, GError **error)
{
  if (!g_uuid_string_is_valid (text))
    {
      g_autofree char *quoted = recoup_quote (text);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘%s’ must be %s, got ‘%s’"), name, _ ("a UUID"), quoted);
      return FALSE;
    }
  *id_out = g_ascii_strdown (text, -1);
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
  g_autofree char *quoted = recoup_quote (own);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("‘id’ of the entry must be ‘%s’ or be left out, got ‘%s’"), id, quoted);
  return FALSE;
}

static RecoupEntry *
read_amended (RecoupBus *bus, GVariant *dict, const char *id, GError **error)
{
  if (!check_identity (dict, id, error))
    return NULL;
  g_autoptr (RecoupEntry) entry = recoup_bus_read_entry (bus, dict, error);
  if (entry == NULL || entry->kind != RECOUP_ENTRY_REMOVE)
    return g_steal_pointer (&entry);
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
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  if (!read_id ("id", text, &id, &error) || !recoup_request_check_keys (options, keys, &error) ||
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
  recoup_bus_return_settled (bus, invocation,
                             g_variant_new ("(@a{sv}s)", recoup_entry_to_variant (row), undo));
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
      if (!read_id ("ids", texts[i], &id, error))
        return NULL;
      g_ptr_array_add (ids, id);
    }
  return g_steal_pointer (&ids);
}

/* A call that is being answered. */
typedef struct
{
  RecoupBus *bus;
  GDBusMethodInvocation *invocation; /* taken by the answer */
  guint n_ids;
} Removal;

static void
on_removed (const char *token, const GError *error, gpointer user_data)
{
  g_autofree Removal *removal = user_data;
  if (token == NULL)
    recoup_bus_refuse (removal->invocation, g_error_copy (error));
  else
    recoup_bus_journal_complete_remove (removal->bus->journal, removal->invocation, removal->n_ids,
                                        token);
}

static gboolean
handle_remove (RecoupBusJournal *skeleton,
               GDBusMethodInvocation *invocation,
               const char *const *texts,
               gpointer user_data)
{
  RecoupBus *bus = user_data;
  GError *error = NULL;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  g_autoptr (GPtrArray) ids = read_ids (texts, &error);
  if (ids == NULL)
    return recoup_bus_refuse (invocation, error);
  Removal *removal = g_new0 (Removal, 1);
  *removal = (Removal){ bus, invocation, ids->len };
  RecoupEngineCallback callback = { on_removed, removal };
  if (recoup_engine_remove (bus->parts.engine, ids, &callback, &error))
    return TRUE; /* cppcheck-suppress memleak ; the callback frees it */
  g_free (removal);
  return recoup_bus_refuse (invocation, error);
}

void
recoup_bus_tie_journal (RecoupBus *bus)
{
  g_object_connect (bus->journal, "signal::handle-amend", handle_amend, bus,
                    "signal::handle-remove", handle_remove, bus, NULL);
}
