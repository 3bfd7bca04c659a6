/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Journal.Add. A call may hold thousands of entries: they are read in turns of the loop and written
 * in turns by the engine, so that other calls are answered in between; the answer goes out after
 * the commit. One addition at a time, in the order in which they came. What fits into one turn, and
 * that is all but imports, is taken at once. */
#include <glib/gi18n-lib.h>

#include "daemon/bus-common.h"
#include "daemon/bus-ties.h"
#include "recoup/error.h"

/* Additions that wait; each may hold 16 MiB. */
#define MAX_WAITING 16

/* One call. */
typedef struct
{
  RecoupBus *bus;
  GDBusMethodInvocation *invocation; /* owned until it is answered */
  RecoupRequestReader *reader;       /* owned */
  char *undo;                        /* owned, NULL if none */
} Addition;

static void
addition_free (gpointer data)
{
  Addition *addition = data;
  recoup_request_reader_free (addition->reader);
  g_clear_object (&addition->invocation);
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

/* Answers @addition; consumes @error. */
static void
answer (Addition *addition, const char *token, GError *error)
{
  GDBusMethodInvocation *invocation = g_steal_pointer (&addition->invocation);
  if (token == NULL)
    {
      recoup_bus_refuse (invocation, error);
      return;
    }
  g_autoptr (GVariant) ids = g_variant_ref_sink (make_ids (addition->reader->entries));
  g_autofree const char **names = g_variant_get_strv (ids, NULL);
  recoup_bus_journal_complete_add (addition->bus->journal, invocation, names, token);
}

static gboolean on_turn (gpointer user_data);

/* Answers @addition, which is taken, and lets the next one in the queue come; consumes @error. */
static void
end (Addition *addition, const char *token, GError *error)
{
  RecoupBus *bus = addition->bus;
  gboolean was_first = g_queue_peek_head (&bus->additions) == addition;
  if (was_first)
    (void) g_queue_pop_head (&bus->additions); /* it is freed here */
  answer (addition, token, error);
  addition_free (addition);
  if (was_first && !g_queue_is_empty (&bus->additions))
    bus->addition_id = g_idle_add (on_turn, bus);
}

static void
on_added (const char *token, const GError *error, gpointer user_data)
{
  end (user_data, token, token == NULL ? g_error_copy (error) : NULL);
}

/* All of @addition is read: it is written, some of it at once. */
static void
write_all (Addition *addition)
{
  RecoupEngineCallback callback = { on_added, addition };
  GError *error = NULL;
  if (!recoup_engine_add_in_turns (addition->bus->parts.engine, addition->reader->entries,
                                   addition->undo, &callback, &error))
    end (addition, NULL, error);
}

static gboolean
on_turn (gpointer user_data)
{
  RecoupBus *bus = user_data;
  Addition *addition = g_queue_peek_head (&bus->additions);
  RecoupRequestContext context = recoup_bus_get_context (bus);
  GError *error = NULL;
  if (!recoup_request_reader_is_done (addition->reader) &&
      recoup_request_reader_turn (addition->reader, &context, &error))
    return G_SOURCE_CONTINUE;
  if (error == NULL && recoup_engine_is_busy (bus->parts.engine))
    return G_SOURCE_CONTINUE;
  bus->addition_id = 0; /* from here on the engine has the turns, or the next one in the queue */
  if (error != NULL)
    end (addition, NULL, error);
  else
    write_all (addition);
  return G_SOURCE_REMOVE;
}

/* Queues @addition, which is taken. */
static void
enqueue (RecoupBus *bus, Addition *addition)
{
  if (g_queue_get_length (&bus->additions) >= MAX_WAITING)
    {
      answer (addition, NULL,
              g_error_new (RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
                           _ ("%d long additions wait already"), MAX_WAITING));
      addition_free (addition);
      return;
    }
  g_queue_push_tail (&bus->additions, addition);
  if (g_queue_get_length (&bus->additions) == 1)
    bus->addition_id = g_idle_add (on_turn, bus);
}

static gboolean
read_undo (GVariant *options, const char **undo_out, GError **error)
{
  const char *undo = NULL;
  if (!recoup_request_get_text (options, "undo", &undo, error))
    return FALSE;
  if (undo != NULL && !g_uuid_string_is_valid (undo))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘undo’ must be a token, a UUID, got ‘%s’"), undo);
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
  RecoupEngine *engine = bus->parts.engine;
  GError *error = NULL;
  const char *undo = NULL;
  if (!recoup_request_check (options, &error) ||
      !recoup_request_check_keys (options, keys, &error) || !read_undo (options, &undo, &error))
    return recoup_bus_refuse (invocation, error);
  RecoupRequestContext context = recoup_bus_get_context (bus);
  g_autoptr (RecoupRequestReader) reader = recoup_request_reader_new (list, &error);
  if (reader == NULL || !recoup_request_reader_turn (reader, &context, &error))
    return recoup_bus_refuse (invocation, error);

  Addition *addition = g_new0 (Addition, 1);
  addition->bus = bus;
  addition->invocation = invocation;
  addition->undo = g_strdup (undo);
  addition->reader = g_steal_pointer (&reader);
  if (recoup_request_reader_is_done (addition->reader) && !recoup_engine_is_busy (engine))
    write_all (addition);
  else
    enqueue (bus, addition);
  return TRUE;
}

void
recoup_bus_tie_add (RecoupBus *bus)
{
  g_queue_init (&bus->additions);
  g_object_connect (bus->journal, "signal::handle-add", handle_add, bus, NULL);
}

void
recoup_bus_untie_add (RecoupBus *bus)
{
  g_clear_handle_id (&bus->addition_id, g_source_remove);
  g_queue_clear_full (&bus->additions, addition_free);
}
