/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Journal.Add. A call may hold thousands of entries: they are read in turns of the loop and written
 * in turns by the engine, so that other calls are answered in between; the answer goes out after
 * the commit. What fits into one turn, and that is all but imports, is taken at once. From its
 * first turn on an addition has the store: calls that need it wait behind, other additions too, so
 * that what one client sends happens in its order. */
#include <glib/gi18n-lib.h>

#include "daemon/bus-jobs.h"
#include "daemon/bus-ties.h"
#include "daemon/limit.h"
#include "recoup/error.h"
#include "recoup/quote.h"

#define LONG_LIST 100 /* from so many entries on freeing the call takes its time */

struct _BusAddition
{
  RecoupBus *bus;
  GDBusMethodInvocation *invocation; /* owned until it is answered */
  GDBusMessage *message;             /* owned, of a long call; else NULL */
  RecoupRequestReader *reader;       /* owned */
  char *undo;                        /* owned, NULL if none */
  guint turn_id;                     /* in which more of it is read */
};

static void
addition_free (BusAddition *addition)
{
  if (addition == NULL)
    return;
  g_clear_handle_id (&addition->turn_id, g_source_remove);
  recoup_request_reader_free (addition->reader);
  g_clear_object (&addition->invocation);
  if (addition->message != NULL)
    recoup_bus_free_late (addition->message, g_object_unref);
  g_free (addition->undo);
  g_free (addition);
}

static GVariant *
make_ids (GPtrArray *entries)
{
  g_auto (GVariantBuilder) ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < entries->len; i++)
    {
      const RecoupEntry *entry = g_ptr_array_index (entries, i);
      g_variant_builder_add (&ids, "s", entry->id);
    }
  return g_variant_builder_end (&ids);
}

/* Answers @addition, which is taken; consumes @error. */
static void
end (BusAddition *addition, const char *token, GError *error)
{
  GDBusMethodInvocation *invocation = g_steal_pointer (&addition->invocation);
  if (token == NULL)
    {
      recoup_bus_refuse (invocation, error);
      addition_free (addition);
      return;
    }
  g_autoptr (GVariant) ids = g_variant_ref_sink (make_ids (addition->reader->entries));
  g_autofree const char **names = g_variant_get_strv (ids, NULL);
  recoup_bus_journal_complete_add (addition->bus->journal, invocation, names, token);
  addition_free (addition);
}

static void
on_added (const char *token, const GError *error, gpointer user_data)
{
  end (user_data, token, token == NULL ? g_error_copy (error) : NULL);
}

/* Reads more of @addition; when that is all it is written, some of it at once, and the engine has
 * the turns. Returns: whether there is more to read */
static gboolean
take_turn (BusAddition *addition)
{
  RecoupEngine *engine = addition->bus->parts.engine;
  RecoupEngineCallback callback = { on_added, addition };
  RecoupRequestContext context = recoup_bus_get_context (addition->bus);
  GError *error = NULL;
  gboolean ok = recoup_request_reader_turn (addition->reader, &context, &error);
  if (ok && !recoup_request_reader_is_done (addition->reader))
    return TRUE;
  if (!ok ||
      !recoup_engine_add (engine, addition->reader->entries, addition->undo, &callback, &error))
    end (addition, NULL, error);
  return FALSE;
}

static gboolean
on_turn (gpointer user_data)
{
  RecoupBus *bus = user_data;
  BusAddition *addition = bus->addition;
  guint turn_id = addition->turn_id;
  bus->addition = NULL;
  addition->turn_id = 0; /* it is this function that ends the source then */
  if (!take_turn (addition))
    return G_SOURCE_REMOVE;
  bus->addition = addition;
  addition->turn_id = turn_id;
  return G_SOURCE_CONTINUE;
}

static gboolean
read_undo (GVariant *options, const char **undo_out, GError **error)
{
  const char *undo = NULL;
  if (!recoup_request_get_text (options, "undo", &undo, error))
    return FALSE;
  if (undo != NULL && !g_uuid_string_is_valid (undo))
    {
      g_autofree char *quoted = recoup_quote (undo);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘undo’ must be a token, a UUID, got ‘%s’"), quoted);
      return FALSE;
    }
  *undo_out = undo;
  return TRUE;
}

static gboolean
handle_add (RecoupBusJournal *skeleton,
            GDBusMethodInvocation *invocation,
            GVariant *list,
            GVariant *options,
            gpointer user_data)
{
  static const char *const keys[] = { "undo", NULL };
  RecoupBus *bus = user_data;
  GError *error = NULL;
  const char *undo = NULL;
  if (!recoup_limit_check_argument (options, "options", &error) ||
      !recoup_request_check_keys (options, keys, &error) || !read_undo (options, &undo, &error))
    return recoup_bus_refuse (invocation, error);
  if (recoup_bus_put_off (bus, invocation))
    return TRUE;
  RecoupRequestReader *reader = recoup_request_reader_new (list, "entries", &error);
  if (reader == NULL)
    return recoup_bus_refuse (invocation, error);
  BusAddition *addition = g_new0 (BusAddition, 1);
  *addition = (BusAddition){
    .bus = bus,
    .invocation = invocation,
    .reader = reader,
    .undo = g_strdup (undo),
  };
  if (g_variant_n_children (list) >= LONG_LIST)
    addition->message = g_object_ref (g_dbus_method_invocation_get_message (invocation));
  if (!take_turn (addition))
    return TRUE;
  bus->addition = addition;
  addition->turn_id = g_idle_add (on_turn, bus);
  return TRUE;
}

void
recoup_bus_tie_add (RecoupBus *bus)
{
  (void) g_signal_connect (bus->journal, "handle-add", G_CALLBACK (handle_add), bus);
}

void
recoup_bus_untie_add (RecoupBus *bus)
{
  g_clear_pointer (&bus->addition, addition_free);
}
