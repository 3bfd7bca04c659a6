/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "engine/desk.h"

#include <string.h>

#include "engine/folder.h"
#include "engine/full-disk.h"
#include "support/at-once.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"
#include "support/sim-presence.h"

static void
on_taken (const RecoupNotice *notice, gpointer user_data)
{
  Desk *desk = user_data;

  if (desk->on_taken != NULL)
    desk->on_taken (notice, desk->listener_data);
}

static void
on_gone (const char *key, gpointer user_data)
{
}

void
desk_init (Desk *desk, const char *zone, const char *start)
{
  static const SimScreen screen = { on_taken, on_gone, NULL };
  RecoupInstant now = RECOUP_INSTANT_NONE;

  memset (desk, 0, sizeof *desk);
  g_assert_true (recoup_instant_parse (start, &now, NULL));
  desk->folder = folder_new ();
  desk->path = g_build_filename (desk->folder, "recoup.db", NULL);
  desk->clock = sim_clock_new (now, zone);
  desk->presence = sim_presence_new ();
  desk->notifier = sim_notifier_new (desk->clock, &screen, desk);
  recoup_policy_init (&desk->policy);
}

void
desk_start (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  desk->store = recoup_store_open (desk->path, recoup_clock_get_zones (desk->clock), &error);
  g_assert_no_error (error);
  RecoupEngineParts parts = {
    .clock = desk->clock,
    .store = desk->store,
    .notifier = desk->notifier,
    .presence = desk->presence,
    .policy = &desk->policy,
  };
  desk->engine = recoup_engine_new (&parts);
  recoup_engine_set_listener (desk->engine, desk->listener, desk->listener_data);
  recoup_engine_settle (desk->engine);
  desk_pump (desk);
}

void
desk_kill (Desk *desk)
{
  g_clear_pointer (&desk->engine, recoup_engine_free);
  g_clear_pointer (&desk->store, recoup_store_free);
  sim_notifier_lose_answers (desk->notifier);
}

void
desk_clear (Desk *desk)
{
  full_disk_set (FALSE);
  desk_kill (desk);
  recoup_notifier_free (desk->notifier);
  recoup_presence_free (desk->presence);
  recoup_clock_free (desk->clock);
  g_free (desk->path);
  folder_remove (desk->folder);
}

void
desk_pump (Desk *desk)
{
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      goes_on = sim_notifier_pump (desk->notifier);
      while (g_main_context_iteration (NULL, FALSE))
        goes_on = TRUE;
    }
}

RecoupInstant
desk_now (const Desk *desk)
{
  return recoup_clock_now (desk->clock);
}

/* The next instant at which something happens by itself. */
static RecoupInstant
get_next (Desk *desk)
{
  return MIN (sim_clock_get_wake (desk->clock), sim_notifier_get_wake (desk->notifier));
}

void
desk_run (Desk *desk, RecoupInstant until)
{
  RecoupInstant next = get_next (desk);

  for (; next <= until; next = get_next (desk))
    {
      sim_clock_advance (desk->clock, MAX (desk_now (desk), next));
      sim_notifier_ring (desk->notifier);
      if (sim_clock_get_wake (desk->clock) <= next)
        sim_clock_ring (desk->clock);
      desk_pump (desk);
      g_assert_cmpint (sim_clock_get_wake (desk->clock), >, desk_now (desk));
    }
  sim_clock_advance (desk->clock, until);
}

void
desk_wait (Desk *desk, gint64 minutes)
{
  desk_run (desk, desk_now (desk) + minutes * RECOUP_USEC_PER_MIN);
}

RecoupEntry *
desk_entry (Desk *desk, const char *text)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) plain = g_variant_ref_sink (g_variant_new_parsed (text));
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (plain);

  if (!g_variant_dict_contains (&dict, "start") && !g_variant_dict_contains (&dict, "date") &&
      !g_variant_dict_contains (&dict, "at"))
    g_variant_dict_insert (&dict, "at", "x", desk_now (desk));
  g_autoptr (GVariant) whole = g_variant_ref_sink (g_variant_dict_end (&dict));
  RecoupEntry *entry =
      recoup_entry_new_from_variant (whole, id, recoup_clock_get_zones (desk->clock), NULL, &error);
  g_assert_no_error (error);
  return entry;
}

void
desk_log (Desk *desk, const char *text)
{
  g_autoptr (RecoupEntry) entry = desk_entry (desk, text);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries, entry);
  g_assert_true (at_once_add (desk->engine, entries, NULL, NULL, &error));
  g_assert_no_error (error);
  desk_pump (desk);
}
