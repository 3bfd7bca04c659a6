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
  if (!recoup_store_set_fact (engine->store, name, text, &error))
    g_warning ("The fact ‘%s’ cannot be written: %s", name, error->message);
}
