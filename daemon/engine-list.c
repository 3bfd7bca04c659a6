/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plan as others see it: what is open, what comes, and what the next days would bring if
 * nothing else were logged. */

#include <glib/gi18n-lib.h>

#include "daemon/engine-private.h"
#include "recoup/error.h"
#include "recoup/quote.h"

/* Reminders, each once. */
typedef struct
{
  GPtrArray *rows;  /* owned, of RecoupReminder */
  GHashTable *keys; /* owned, of their keys, which they own */
} Listing;

static void
listing_init (Listing *listing)
{
  listing->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  listing->keys = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
listing_clear (Listing *listing)
{
  g_hash_table_unref (listing->keys);
  g_clear_pointer (&listing->rows, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static void
add_unless_there (Listing *listing, const RecoupReminder *reminder)
{
  if (g_hash_table_contains (listing->keys, reminder->key))
    return;
  RecoupReminder *row = recoup_reminder_copy (reminder);
  g_ptr_array_add (listing->rows, row);
  g_hash_table_add (listing->keys, row->key);
}

GPtrArray *
recoup_engine_list (RecoupEngine *engine, RecoupInstant since, GError **error)
{
  g_auto (Listing) rows;

  listing_init (&rows);
  for (guint i = 0; i < engine->schedule->waiting->len; i++)
    add_unless_there (&rows, engine->schedule->waiting->pdata[i]);
  for (guint i = 0; i < engine->history->len; i++)
    {
      const RecoupReminder *row = engine->history->pdata[i];
      if (!recoup_reminder_state_is_resolved (row->state))
        add_unless_there (&rows, row);
    }
  for (guint i = 0; i < engine->schedule->upcoming->len; i++)
    add_unless_there (&rows, engine->schedule->upcoming->pdata[i]);
  if (since != RECOUP_INSTANT_NONE && engine->store != NULL)
    {
      g_autoptr (GPtrArray) old = recoup_store_deliveries (engine->store, since, error);
      if (old == NULL)
        return NULL;
      for (guint i = 0; i < old->len; i++)
        add_unless_there (&rows, old->pdata[i]);
    }
  g_ptr_array_sort (rows.rows, recoup_reminder_compare);
  return g_steal_pointer (&rows.rows);
}

/* The first of @rows called @id, or of the kind called so: live ones stand first. */
static const RecoupReminder *
find_named (const GPtrArray *rows, const char *id, gint kind)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const RecoupReminder *row = rows->pdata[i];
      if (kind >= 0 ? (gint) row->kind == kind : g_str_equal (row->key, id))
        return row;
    }
  return NULL;
}

RecoupReminder *
recoup_engine_find (RecoupEngine *engine, const char *id, GError **error)
{
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
  gboolean is_kind = recoup_reminder_kind_from_name (id, &kind);
  g_autoptr (GPtrArray) rows = recoup_engine_list (engine, RECOUP_INSTANT_NONE, error);
  if (rows == NULL)
    return NULL;
  const RecoupReminder *found = find_named (rows, id, is_kind ? (gint) kind : -1);
  if (found != NULL)
    return recoup_reminder_copy (found);
  if (!is_kind && engine->store != NULL)
    return recoup_store_get_delivery (engine->store, id, error);
  g_autofree char *quoted = recoup_quote (id);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND, _ ("There is no reminder ‘%s’"),
               quoted);
  return NULL;
}

/* Adds what @planned says of @from..@until: what is due by then counts as well as what comes. */
static void
add_planned (Listing *rows, const RecoupSchedule *planned, RecoupInstant from, RecoupInstant until)
{
  for (guint i = 0; i < planned->acts->len; i++)
    {
      const RecoupAct *act = planned->acts->pdata[i];
      if (act->kind == RECOUP_ACT_CLAIM && act->reminder->due >= from &&
          act->reminder->due <= until)
        add_unless_there (rows, act->reminder);
    }
  const GPtrArray *const lists[] = { planned->waiting, planned->upcoming };
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const RecoupReminder *reminder = lists[l]->pdata[i];
        if (reminder->due >= from && reminder->due <= until)
          add_unless_there (rows, reminder);
      }
}

GPtrArray *
recoup_engine_upcoming (RecoupEngine *engine,
                        RecoupLook *look,
                        RecoupInstant from,
                        RecoupInstant until)
{
  g_auto (Listing) rows;
  listing_init (&rows);
  add_planned (&rows, engine->schedule, from, until);

  /* The days to come as they are forecast; of one before them something may still be open. */
  RecoupSurroundings calm = recoup_engine_make_calm (engine);
  guint start = engine->policy.day_start_min;
  RecoupDay first = recoup_civil_recovery_day (from, start, engine->zone) - 1;
  RecoupDay last = recoup_civil_recovery_day (until, start, engine->zone);
  for (RecoupDay day = MAX (engine->state->day + 1, first); day <= last; day++)
    {
      RecoupInstant at = recoup_civil_day_start (day, start, engine->zone);
      g_autoptr (RecoupState) state = recoup_ledger_compute (recoup_look_get_ledger (look), at);
      calm.last_evidence = calm.created_at = at;
      g_autoptr (RecoupSchedule) planned = recoup_engine_plan (engine, state, NULL, &calm);
      add_planned (&rows, planned, from, until);
    }
  g_ptr_array_sort (rows.rows, recoup_reminder_compare);
  return g_steal_pointer (&rows.rows);
}
