/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The output of recoup-sim: one JSON object a line, in the order in which things happened. */

#include <stdio.h>
#include <string.h>

#include "client/json.h"
#include "daemon/engine-private.h"
#include "support/sim-clock.h"
#include "support/sim.h"

void
sim_out_clear (Sim *sim)
{
  g_hash_table_unref (sim->waiting);
  g_hash_table_unref (sim->snoozes);
}

/* Whether the wall clock shows @now for the second time, after it was put back. */
static gboolean
is_second_of_two (const Sim *sim, RecoupInstant now)
{
  const RecoupZone *zone = recoup_clock_get_zone (sim->clock, NULL);
  RecoupDay day = 0;
  guint second = 0;

  recoup_civil_local (now, zone, &day, &second);
  return recoup_civil_at_second (day, second, zone) < now;
}

static void
begin (Sim *sim, GVariantBuilder *builder, const char *event)
{
  RecoupInstant now = recoup_clock_now (sim->clock);
  g_autofree char *at = recoup_instant_format (now, NULL);
  g_autofree char *local = recoup_instant_format (now, recoup_clock_get_zone (sim->clock, NULL));

  g_variant_builder_init (builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (builder, "{sv}", "at", g_variant_new_string (at));
  g_variant_builder_add (builder, "{sv}", "local", g_variant_new_string (local));
  if (is_second_of_two (sim, now))
    g_variant_builder_add (builder, "{sv}", "again", g_variant_new_boolean (TRUE));
  g_variant_builder_add (builder, "{sv}", "event", g_variant_new_string (event));
}

static void
add (GVariantBuilder *builder, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

static void
add_key (GVariantBuilder *builder, const char *key)
{
  const char *slash = strchr (key, '/');
  g_autofree char *kind = g_strndup (key, (gsize) (slash - key));

  add (builder, "kind", kind);
  add (builder, "key", key);
}

static void
end (Sim *sim, GVariantBuilder *builder)
{
  RecoupJsonStyle style = { recoup_clock_get_zones (sim->clock),
                            recoup_clock_get_zone (sim->clock, NULL), FALSE };
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_builder_end (builder));
  g_autofree char *line = recoup_json_write (value, &style);

  puts (line);
}

static void
on_taken (const RecoupNotice *notice, gpointer user_data)
{
  static const char *const urgencies[] = { "low", "normal", "critical" };
  Sim *sim = user_data;
  const RecoupReminder *row =
      sim->engine != NULL ? recoup_engine_find_row (sim->engine, notice->key) : NULL;
  guint snoozes = row != NULL ? row->snoozes : 0;
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (sim->snoozes, notice->key));
  const char *stop = g_str_has_suffix (notice->summary, "?") ? "" : ".";
  g_autofree char *text = g_strdup_printf ("%s%s %s", notice->summary, stop, notice->body);
  GVariantBuilder builder;

  /* Taken for the first time, or again after it was put off: shown. Else in place of the old. */
  begin (sim, &builder, before == 0 || snoozes + 1 > before ? "show" : "update");
  add_key (&builder, notice->key);
  add (&builder, "text", text);
  add (&builder, "urgency", urgencies[notice->urgency]);
  if (notice->quiet)
    g_variant_builder_add (&builder, "{sv}", "silent", g_variant_new_boolean (TRUE));
  end (sim, &builder);
  g_hash_table_insert (sim->snoozes, g_strdup (notice->key), GUINT_TO_POINTER (snoozes + 1));
}

static void
on_gone (const char *key, gpointer user_data)
{
  Sim *sim = user_data;
  const RecoupReminder *row = recoup_engine_find_row (sim->engine, key);
  GVariantBuilder builder;

  begin (sim, &builder, "close");
  add_key (&builder, key);
  add (&builder, "cause", row != NULL ? row->cause : NULL);
  end (sim, &builder);
}

/* A post that was not told what to replace: both are up. */
static void
on_doubled (const char *key, gpointer user_data)
{
  Sim *sim = user_data;
  GVariantBuilder builder;

  begin (sim, &builder, "double");
  add_key (&builder, key);
  end (sim, &builder);
}

static void
on_resolved (const RecoupReminder *reminder, gpointer user_data)
{
  Sim *sim = user_data;
  GVariantBuilder builder;

  begin (sim, &builder, "resolve");
  add_key (&builder, reminder->key);
  add (&builder, "outcome", recoup_reminder_state_get_name (reminder->state));
  add (&builder, "cause", reminder->cause);
  end (sim, &builder);
}

/* What waits now and did not before, or for another cause. */
static void
print_waiting (Sim *sim)
{
  const GPtrArray *waiting = recoup_engine_get_schedule (sim->engine)->waiting;
  GHashTable *now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < waiting->len; i++)
    {
      const RecoupReminder *reminder = waiting->pdata[i];
      const char *old = g_hash_table_lookup (sim->waiting, reminder->key);
      g_hash_table_insert (now, g_strdup (reminder->key), g_strdup (reminder->cause));
      if (g_strcmp0 (old, reminder->cause) == 0)
        continue;
      GVariantBuilder builder;
      begin (sim, &builder, "defer");
      add_key (&builder, reminder->key);
      add (&builder, "cause", reminder->cause);
      end (sim, &builder);
    }
  g_hash_table_unref (sim->waiting);
  sim->waiting = now;
}

static void
print_wake (Sim *sim)
{
  RecoupInstant wake = sim_clock_get_wake (sim->clock);
  if (wake == sim->wake)
    return;

  GVariantBuilder builder;
  sim->wake = wake;
  begin (sim, &builder, "wake");
  if (wake != G_MAXINT64)
    {
      g_autofree char *text =
          recoup_instant_format (wake, recoup_clock_get_zone (sim->clock, NULL));
      g_autofree char *instant = recoup_instant_format (wake, NULL);
      add (&builder, "until", text);
      add (&builder, "instant", instant);
    }
  end (sim, &builder);
}

static void
print_state (Sim *sim)
{
  guint64 revision = recoup_engine_get_revision (sim->engine);
  if (revision == sim->revision)
    return;

  GVariantBuilder builder;
  sim->revision = revision;
  begin (sim, &builder, "state");
  g_variant_builder_add (&builder, "{sv}", "state", recoup_engine_get_state_variant (sim->engine));
  end (sim, &builder);
}

static void
on_changed (gpointer user_data)
{
  Sim *sim = user_data;

  if (sim->engine == NULL || recoup_engine_get_schedule (sim->engine) == NULL)
    return;
  print_waiting (sim);
  print_wake (sim);
  if (sim->verbose)
    print_state (sim);
}

void
sim_out_init (Sim *sim)
{
  static const RecoupEngineListener listener = { .changed = on_changed, .resolved = on_resolved };
  static const SimScreen screen = { on_taken, on_gone, on_doubled };

  sim->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sim->snoozes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim->wake = RECOUP_INSTANT_NONE;
  sim->listener = &listener;
  sim->screen = &screen;
  sim->watcher = sim;
}
