/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The evening on which the daemon dies: what happens, and what outlives the process. */

#include "support/crash.h"

#include <string.h>

#include "client/jsonl.h"
#include "support/at-once.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"
#include "support/sim-presence.h"

/* "batch" adds three entries in one change, "settings" changes one with its undo. */
static const char *const evening[] = {
  "+1m log {\"kind\":\"checkin\",\"id\":\"00000000-0000-4000-8000-000000000001\",\"stress\":3,"
  "\"fatigue\":4,\"at\":\"2026-03-24T17:21:00+01:00\"}",
  "+9m done active-recovery",
  "+1m undo",
  "+1m skip active-recovery",
  "+20m log {\"kind\":\"session\",\"id\":\"00000000-0000-4000-8000-000000000002\",\"rpe\":8,"
  "\"start\":\"2026-03-24T16:40:00+01:00\",\"end\":\"2026-03-24T17:50:00+01:00\"}",
  "+2m press protein log",
  "+1m batch 3",
  "+1m remove 00000000-0000-4000-8000-000000000001",
  "+1m undo",
  "+1m settings wind_down_min=90",
  "+1m undo",
  "+1m pause 30m",
  "+5m unpause",
  "+3h lock",
  "+5m unlock",
  "+1m close wind-down",
  "+40m snooze bedtime 15m",
  "+20m press bedtime more",
  "+20m press bedtime going",
  "+6h suspend",
  "+3h resume",
  "+2m log {\"kind\":\"sleep\",\"id\":\"00000000-0000-4000-8000-000000000003\","
  "\"start\":\"2026-03-24T23:30:00+01:00\",\"end\":\"2026-03-25T06:50:00+01:00\"}",
  "+40m skip protein",
  "+20m active",
};

guint
crash_get_n_lines (void)
{
  return G_N_ELEMENTS (evening);
}

const char *
crash_get_line (guint n)
{
  return evening[n];
}

/* The world */

/* What is up outlives the daemon; @gone: (nullable): a key that is not up any more. */
static void
keep_screen (const CrashPlayer *player, const char *gone)
{
  const GPtrArray *popups = sim_notifier_list (player->sim.notifier);
  CrashShared *shared = player->shared;
  guint n = 0;

  memset (shared->live, 0, sizeof shared->live);
  for (guint i = 0; i < popups->len; i++)
    {
      const SimPopup *popup = popups->pdata[i];
      if (g_strcmp0 (popup->notice->key, gone) == 0)
        continue;
      g_assert (n < CRASH_MOST_LIVE);
      (void) g_strlcpy (shared->live[n], popup->notice->key, CRASH_KEY_BYTES); /* it is short */
      shared->ids[n++] = popup->id;
    }
}

static void
on_gone (const char *key, gpointer user_data)
{
  keep_screen (user_data, key);
}

static void
on_taken (const RecoupNotice *notice, gpointer user_data)
{
  CrashPlayer *player = user_data;
  CrashShared *shared = player->shared;
  CrashPost *post = &shared->posts[shared->n_posts];

  g_assert (shared->n_posts < CRASH_MOST_POSTS);
  (void) g_strlcpy (post->key, notice->key, sizeof post->key);
  post->is_due = g_str_equal (player->due, notice->key);
  post->is_second = player->is_second;
  post->step = shared->n_steps;
  post->is_double = player->is_double;
  player->is_double = FALSE;
  player->due[0] = '\0';
  shared->n_posts++;
  keep_screen (player, NULL);
}

/* The popup of @key is up a second time; on_taken() follows. */
static void
on_doubled (const char *key, gpointer user_data)
{
  ((CrashPlayer *) user_data)->is_double = TRUE;
}

static void
on_due (const RecoupReminder *reminder, gpointer user_data)
{
  CrashPlayer *player = user_data;
  (void) g_strlcpy (player->due, reminder->key, sizeof player->due); /* keys are short */
}

static gboolean
on_restore (GVariant *settings, gpointer user_data, GError **error)
{
  CrashPlayer *player = user_data;

  recoup_policy_init (&player->sim.policy);
  recoup_engine_set_policy (player->sim.engine, &player->sim.policy);
  return TRUE;
}

static const RecoupEngineListener listener = { .due = on_due, .restore = on_restore };
static const SimScreen screen = { on_taken, on_gone, on_doubled };

/* Playing */

static gboolean
add_batch (Sim *sim)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *line =
          g_strdup_printf ("{\"kind\":\"meal\",\"id\":\"00000000-0000-4000-8000-00000000001%u\","
                           "\"at\":\"2026-03-24T1%u:00:00+01:00\",\"protein_g\":5}",
                           i, i);
      g_autoptr (GVariant) dict = recoup_jsonl_parse_line (line, strlen (line), NULL, NULL);
      g_ptr_array_add (entries, recoup_entry_new_from_variant (
                                    dict, NULL, recoup_clock_get_zones (sim->clock), NULL, NULL));
    }
  return at_once_add (sim->engine, entries, NULL, NULL, NULL);
}

static gboolean
change_settings (Sim *sim, const char *text)
{
  g_autoptr (GVariant) before = g_variant_ref_sink (g_variant_new_parsed ("@a{sv} {}"));

  return recoup_engine_record_settings (sim->engine, before, NULL) && sim_set (sim, text, NULL);
}

/* The user closes a popup or presses a button of it: the daemon may not live to hear of it. */
static void
touch_popup (CrashPlayer *player, const char *name, const char *rest)
{
  RecoupNotifier *notifier = player->sim.notifier;
  g_auto (GStrv) words = g_strsplit (rest, " ", 2);
  g_autofree char *key = g_strdup (sim_notifier_find (notifier, words[0]));

  if (key == NULL)
    return; /* it was answered before the death */
  if (g_str_equal (name, "press"))
    sim_notifier_press (notifier, key, words[1]);
  else
    sim_notifier_close (notifier, key, RECOUP_CLOSED_DISMISSED);
  keep_screen (player, NULL);
}

static void
do_event (CrashPlayer *player, const char *name, const char *rest)
{
  Sim *sim = &player->sim;

  if (g_str_equal (name, "batch"))
    (void) add_batch (sim); /* the journal tells whether it was taken */
  else if (g_str_equal (name, "settings"))
    (void) change_settings (sim, rest); /* likewise */
  else if (g_str_equal (name, "close") || g_str_equal (name, "press"))
    touch_popup (player, name, rest);
  else
    (void) sim_do (sim, name, rest, NULL); /* refused where the same was done before the death */
  sim_pump (sim);
}

/* The wall clock when line @n is to be played. */
static RecoupInstant
get_instant (RecoupInstant start, guint n)
{
  for (guint i = 0; i <= n; i++)
    {
      g_autofree char *word = g_strndup (evening[i] + 1, strcspn (evening[i] + 1, " "));
      gint64 wait = 0;
      g_assert_true (sim_parse_duration (word, &wait));
      start += wait;
    }
  return start;
}

RecoupInstant
crash_get_start (void)
{
  RecoupInstant start = 0;
  g_assert_true (recoup_instant_parse ("2026-03-24T17:20:00+01:00", &start, NULL));
  return start;
}

/* Time passes as in the script; the shared clock goes along, alarm by alarm. */
static void
pass_time (CrashPlayer *player, RecoupInstant until)
{
  Sim *sim = &player->sim;

  while (!sim->is_suspended && sim_clock_get_wake (sim->clock) <= until)
    {
      player->shared->now = sim_clock_get_wake (sim->clock);
      sim_run_until (sim, player->shared->now);
    }
  player->shared->now = until;
  sim_run_until (sim, until);
}

void
crash_play_from (CrashPlayer *player, guint first, gboolean skip_first)
{
  CrashShared *shared = player->shared;

  for (guint i = first; i < G_N_ELEMENTS (evening); i++)
    {
      g_auto (GStrv) words = g_strsplit (evening[i], " ", 3);
      if (i > first || !shared->in_event)
        {
          shared->line = i;
          shared->in_event = FALSE;
          pass_time (player, get_instant (crash_get_start (), i));
          if (!player->is_second)
            {
              g_autofree char *text = crash_read_fingerprint (shared, player->sim.path);
              (void) g_strlcpy (shared->fingerprint, text, CRASH_TEXT_BYTES);
            }
          shared->in_event = TRUE;
        }
      if (i > first || !skip_first)
        do_event (player, words[1], words[2] != NULL ? words[2] : "");
      if (shared->n_journals == 0 && !player->is_second)
        {
          g_autofree char *journal = crash_read_journal (shared, player->sim.path);
          gsize length = g_strlcpy (shared->journals[i], journal, CRASH_TEXT_BYTES);
          g_assert_cmpuint (length, <, CRASH_TEXT_BYTES);
        }
    }
}

/* Whoever was there before the death is there after it. */
static void
restore_presence (CrashPlayer *player, guint n)
{
  RecoupPresence *presence = player->sim.presence;

  for (guint i = 0; i < n; i++)
    {
      const char *name = strchr (evening[i], ' ') + 1;
      if (g_str_equal (name, "lock") || g_str_equal (name, "unlock"))
        presence->locked = g_str_equal (name, "lock");
      else if (g_str_equal (name, "suspend") || g_str_equal (name, "resume"))
        player->sim.is_suspended = g_str_equal (name, "suspend");
    }
}

void
crash_start (CrashPlayer *player, const char *path)
{
  CrashShared *shared = player->shared;
  Sim *sim = &player->sim;
  g_autoptr (GError) error = NULL;

  sim_init (sim, path);
  sim->listener = &listener;
  sim->screen = &screen;
  sim->watcher = player;
  sim->clock = sim_clock_new (shared->now, "Europe/Berlin");
  sim->presence = sim_presence_new ();
  sim->notifier = sim_notifier_new (sim->clock, &screen, player);
  for (guint i = 0; i < CRASH_MOST_LIVE; i++)
    if (shared->live[i][0] != '\0')
      sim_notifier_put (sim->notifier, shared->live[i], shared->ids[i]);
  if (player->is_second)
    restore_presence (player, shared->line + (shared->in_event ? 1 : 0));
  if (!sim_start (sim, &error))
    crash_fail (shared, "the daemon does not start: %s", error->message);
}

void
crash_stop (CrashPlayer *player)
{
  sim_kill (&player->sim);
  recoup_notifier_free (player->sim.notifier);
  recoup_presence_free (player->sim.presence);
  recoup_clock_free (player->sim.clock);
  player->sim.clock = NULL;
  player->sim.notifier = NULL;
  player->sim.presence = NULL;
}
