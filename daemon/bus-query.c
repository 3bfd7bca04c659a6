/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Journal.Query. Thousands of sessions take longer to read than others should wait, and so does
 * writing them as a message: they are read in pages, some each turn, and answered in another
 * thread. What is answered is the journal as it was at one moment: when it changes meanwhile the
 * reading begins anew.
 */
#include <glib/gi18n-lib.h>

#include "daemon/bus-jobs.h"
#include "daemon/bus-ties.h"
#include "recoup/error.h"
#include "recoup/quote.h"

/* Costs are those of recoup_entry_weigh(). */
#define TURN_WEIGHT    1000   /* read in one turn, about ten milliseconds */
#define LATE_WEIGHT    2000   /* from here on the message is written in another thread */
#define MAX_WEIGHT     200000 /* of an answer: up to 80 MB, and a message holds 128 MiB */
#define FIRST_PAGE     4      /* rows, until it is known what one costs */
#define MAX_PAGE       125    /* of the smallest rows, one turn */
#define MAX_BEGINNINGS 16

typedef struct
{
  RecoupJob job;
  RecoupQuery query;
  guint64 keys; /* mask: what is told of each entry */
  char *source; /* owned, text of the query, likewise the next two; NULL if there is none */
  char *id;
  char *behind;
  GPtrArray *rows; /* owned, of GVariant */
  char *after;     /* owned, id of the last row that was read, NULL at the beginning */
  guint page;      /* rows to be read next */
  guint weight;    /* of all rows */
  guint64 epoch;   /* of the engine when the reading began */
  guint beginnings;
} Reading;

/* Reads the key `id` of @filter. */
static gboolean
read_id (GVariant *filter, const char **id_out, GError **error)
{
  const char *id = NULL;
  if (!recoup_request_get_text (filter, "id", &id, error))
    return FALSE;
  if (id != NULL && !recoup_entry_is_id_beginning (id))
    {
      g_autofree char *quoted = recoup_quote (id);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘id’ must be a UUID or its beginning, 1 to 36 characters, got ‘%s’"),
                   quoted);
      return FALSE;
    }
  *id_out = id;
  return TRUE;
}

static gboolean
read_filter (GVariant *filter, RecoupQuery *query, guint64 *keys_out, GError **error)
{
  static const char *const keys[] = { "kinds", "from",  "until", "source", "id",
                                      "keys",  "limit", "after", NULL };
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
      !read_id (filter, &query->id, error) ||
      !recoup_request_get_entry_keys (filter, "keys", keys_out, error) ||
      !recoup_request_get_integer (filter, "limit", limits, &limit, error) ||
      !recoup_request_get_text (filter, "after", &query->after, error))
    return FALSE;
  query->limit = (guint) limit;
  return TRUE;
}

static void
begin (RecoupBus *bus, Reading *reading)
{
  if (reading->rows != NULL)
    recoup_bus_free_late (reading->rows, (GDestroyNotify) g_ptr_array_unref);
  reading->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_clear_pointer (&reading->after, g_free);
  reading->page = FIRST_PAGE;
  reading->weight = 0;
  reading->epoch = recoup_engine_get_epoch (bus->parts.engine);
  reading->beginnings++;
}

static void
reading_clear (RecoupJob *job)
{
  Reading *reading = (Reading *) job;
  if (reading->rows != NULL)
    recoup_bus_free_late (reading->rows, (GDestroyNotify) g_ptr_array_unref);
  g_free (reading->after);
  g_free (reading->source);
  g_free (reading->id);
  g_free (reading->behind);
}

/* Keeps the entries of a page as rows. Returns: what they cost */
static guint
keep (Reading *reading, const GPtrArray *entries)
{
  guint weight = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const RecoupEntry *entry = g_ptr_array_index (entries, i);
      weight += recoup_entry_weigh (entry);
      GVariant *row = recoup_entry_keys_to_variant (entry, reading->keys);
      g_ptr_array_add (reading->rows, g_variant_ref_sink (row));
    }
  if (entries->len > 0)
    {
      const RecoupEntry *last = g_ptr_array_index (entries, entries->len - 1);
      g_free (reading->after);
      reading->after = g_strdup (last->id);
    }
  reading->weight += weight;
  return weight;
}

/* Reads a page. @weight_out: what it cost, @more_out: whether there may be another one. */
static gboolean
read_page (RecoupBus *bus, Reading *reading, guint *weight_out, gboolean *more_out, GError **error)
{
  guint left = reading->query.limit - reading->rows->len;
  RecoupQuery query = reading->query;
  query.limit = MIN (reading->page, left);
  if (reading->after != NULL)
    query.after = reading->after;
  g_autoptr (GPtrArray) entries = recoup_engine_query (bus->parts.engine, &query, error);
  if (entries == NULL)
    return FALSE;
  *weight_out = keep (reading, entries);
  *more_out = entries->len == query.limit && query.limit < left;
  if (entries->len > 0)
    reading->page = CLAMP (TURN_WEIGHT * entries->len / *weight_out, 1, MAX_PAGE);
  if (reading->weight <= MAX_WEIGHT)
    return TRUE;
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_LIMIT_REACHED,
               _ ("The answer would hold more than %d sets: ask with a smaller ‘limit’"),
               MAX_WEIGHT);
  return FALSE;
}

/* The results of the call, of its rows. */
static GVariant *
make_reply (gpointer data)
{
  GPtrArray *rows = data;
  GVariant *list =
      g_variant_new_array (G_VARIANT_TYPE_VARDICT, (GVariant *const *) rows->pdata, rows->len);
  return g_variant_new ("(@aa{sv})", list);
}

static void
answer (Reading *reading)
{
  GPtrArray *rows = g_steal_pointer (&reading->rows);
  if (reading->weight >= LATE_WEIGHT)
    {
      recoup_bus_return_late (reading->job.invocation, make_reply, rows,
                              (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  g_dbus_method_invocation_return_value (reading->job.invocation, make_reply (rows));
  g_ptr_array_unref (rows);
}

static gboolean
refuse_changing (GError **error)
{
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_CONFLICT,
               _ ("The journal changed again and again while it was read: ask again"));
  return FALSE;
}

/* One turn. @done_out: whether all is read. */
static gboolean
read_some (RecoupBus *bus, Reading *reading, gboolean *done_out, GError **error)
{
  guint done = 0;
  gboolean more = TRUE;
  if (reading->epoch != recoup_engine_get_epoch (bus->parts.engine))
    {
      if (reading->beginnings >= MAX_BEGINNINGS)
        return refuse_changing (error);
      begin (bus, reading);
    }
  while (more && done < TURN_WEIGHT)
    {
      guint weight = 0;
      if (!read_page (bus, reading, &weight, &more, error))
        return FALSE;
      done += weight;
    }
  *done_out = !more;
  return TRUE;
}

static gboolean
reading_step (RecoupBus *bus, RecoupJob *job)
{
  Reading *reading = (Reading *) job;
  GError *error = NULL;
  gboolean done = FALSE;
  if (!read_some (bus, reading, &done, &error))
    return recoup_bus_refuse (job->invocation, error);
  if (done)
    answer (reading);
  return done;
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
  guint64 keys = RECOUP_ENTRY_KEYS_ALL;
  if (!recoup_bus_accept (bus, invocation))
    return TRUE;
  if (!read_filter (filter, &query, &keys, &error))
    return recoup_bus_refuse (invocation, error);
  Reading *reading = g_new0 (Reading, 1);
  reading->job = (RecoupJob){ invocation, reading_step, reading_clear };
  reading->query = query;
  reading->keys = keys;
  reading->query.source = reading->source = g_strdup (query.source);
  reading->query.id = reading->id = query.id != NULL ? g_ascii_strdown (query.id, -1) : NULL;
  reading->query.after = reading->behind = g_strdup (query.after);
  begin (bus, reading);
  recoup_bus_run_job (bus, &reading->job);
  return TRUE;
}

void
recoup_bus_tie_query (RecoupBus *bus)
{
  (void) g_signal_connect (bus->journal, "handle-query", G_CALLBACK (handle_query), bus);
}
