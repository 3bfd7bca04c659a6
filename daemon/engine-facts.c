/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Small things that outlive the process, each an instant under a name. */

#include "daemon/engine-private.h"

char *
recoup_engine_format_fact (RecoupInstant instant)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, instant);
}

RecoupInstant
recoup_engine_parse_fact (const char *text)
{
  gint64 instant = RECOUP_INSTANT_NONE;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &instant, NULL))
    return RECOUP_INSTANT_NONE;
  return instant;
}

RecoupInstant
recoup_engine_get_fact (RecoupEngine *engine, const char *name)
{
  if (engine->store == NULL)
    return RECOUP_INSTANT_NONE;
  g_autofree char *text = recoup_store_get_fact (engine->store, name);
  return recoup_engine_parse_fact (text);
}

void
recoup_engine_set_fact (RecoupEngine *engine, const char *name, RecoupInstant instant)
{
  if (engine->store == NULL)
    return;
  g_autofree char *text = recoup_engine_format_fact (instant);
  g_autoptr (GError) error = NULL;
  if (recoup_store_set_fact (engine->store, name, text, &error))
    {
      g_hash_table_remove (engine->facts, name);
      return;
    }
  g_warning ("The fact ‘%s’ is kept in memory only: %s", name, error->message);
  g_hash_table_insert (engine->facts, g_strdup (name), g_steal_pointer (&text));
  engine->retry_at = recoup_clock_now (engine->clock) + RECOUP_RETRY_USEC;
}

gboolean
recoup_engine_write_facts (RecoupEngine *engine, GError **error)
{
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer text = NULL;

  g_hash_table_iter_init (&iter, engine->facts);
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (!recoup_store_set_fact (engine->store, name, text, error))
      return FALSE;
  return TRUE;
}

gboolean
recoup_engine_is_retry_due (RecoupInstant retry_at, RecoupInstant now)
{
  /* One that is further off than it ever was set is from before the clock went back. */
  return retry_at != RECOUP_INSTANT_NONE &&
         (now >= retry_at || now <= retry_at - RECOUP_RETRY_USEC);
}
