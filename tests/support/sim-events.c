/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a script can let happen: each event is a row of a table. Beside what people and machines do
 * there is `press KIND BUTTON`, a button of the popup that is up; `daemon down` and `daemon up`, a
 * process that nobody starts for a while; `server asleep`, which the bus starts when it is called,
 * `server mako`, without buttons although it says otherwise, and `server refuse N`, the next N
 * calls; and `refuse EVENT...`, which holds when the event is refused. */

#include <string.h>

#include "client/jsonl.h"
#include "engine/full-disk.h"
#include "support/at-once.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"
#include "support/sim-presence.h"
#include "support/sim.h"

typedef struct
{
  const char *name;
  gboolean (*func) (Sim *sim, const char *name, const char *rest, GError **error);
  gboolean needs_daemon;
  gboolean is_bare; /* nothing follows it on its line */
} EventRow;

/* The first word of @text; @rest_out: what follows, without the spaces between. */
static char *
split_word (const char *text, const char **rest_out)
{
  gsize length = strcspn (text, " \t");
  *rest_out = text + length + strspn (text + length, " \t");
  return g_strndup (text, length);
}

static RecoupEntry *
parse_entry (Sim *sim, const char *json, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GVariant) dict = recoup_jsonl_parse_line (json, strlen (json), NULL, error);

  if (dict == NULL)
    return NULL;
  return recoup_entry_new_from_variant (dict, id, recoup_clock_get_zones (sim->clock), NULL, error);
}

static gboolean
do_set (Sim *sim, const char *name, const char *rest, GError **error)
{
  return sim_set (sim, rest, error);
}

static gboolean
do_log (Sim *sim, const char *name, const char *rest, GError **error)
{
  g_autoptr (RecoupEntry) entry = parse_entry (sim, rest, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  if (entry == NULL)
    return FALSE;
  g_ptr_array_add (entries, entry);
  return at_once_add (sim->engine, entries, NULL, NULL, error);
}

static gboolean
do_remove (Sim *sim, const char *name, const char *rest, GError **error)
{
  const char *ids[] = { rest, NULL };
  return at_once_remove (sim->engine, ids, NULL, error);
}

static gboolean
do_undo (Sim *sim, const char *name, const char *rest, GError **error)
{
  return at_once_undo (sim->engine, "", error);
}

static gboolean
do_done (Sim *sim, const char *name, const char *rest, GError **error)
{
  g_autofree char *kind = split_word (rest, &rest);
  g_autoptr (RecoupEntry) entry = rest[0] != '\0' ? parse_entry (sim, rest, error) : NULL;

  if (rest[0] != '\0' && entry == NULL)
    return FALSE;
  g_autoptr (RecoupReminder) row = recoup_engine_done (sim->engine, kind, entry, NULL, error);
  return row != NULL;
}

static gboolean
do_snooze (Sim *sim, const char *name, const char *rest, GError **error)
{
  g_autofree char *kind = split_word (rest, &rest);
  gint64 usec = 0;

  if (!sim_parse_duration (rest, &usec))
    return sim_refuse (error, "not a duration", rest);
  g_autoptr (RecoupReminder) row =
      recoup_engine_snooze (sim->engine, kind, recoup_clock_now (sim->clock) + usec, NULL, error);
  return row != NULL;
}

static gboolean
do_skip (Sim *sim, const char *name, const char *rest, GError **error)
{
  g_autofree char *kind = split_word (rest, &rest);
  g_autoptr (RecoupReminder) row = recoup_engine_skip (sim->engine, kind, rest, NULL, error);
  return row != NULL;
}

static gboolean
do_skip_date (Sim *sim, const char *name, const char *rest, GError **error)
{
  g_autofree char *word = split_word (rest, &rest);
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
  RecoupDay day = 0;

  if (!recoup_reminder_kind_from_name (word, &kind))
    return sim_refuse (error, "not a kind", word);
  if (!recoup_day_parse (rest, &day, error))
    return FALSE;
  g_autoptr (RecoupReminder) row = recoup_engine_skip_date (sim->engine, kind, day, NULL, error);
  return row != NULL;
}

/* `close KIND`, `timeout KIND`, `press KIND BUTTON`: the popup that is up. */
static gboolean
do_popup (Sim *sim, const char *name, const char *rest, GError **error)
{
  g_autofree char *kind = split_word (rest, &rest);
  g_autofree char *key = g_strdup (sim_notifier_find (sim->notifier, kind));

  if (key == NULL)
    return sim_refuse (error, "no popup is up", kind);
  if (g_str_equal (name, "press"))
    sim_notifier_press (sim->notifier, key, rest);
  else
    sim_notifier_close (sim->notifier, key,
                        g_str_equal (name, "close") ? RECOUP_CLOSED_DISMISSED
                                                    : RECOUP_CLOSED_EXPIRED);
  return TRUE;
}

static gboolean
do_pause (Sim *sim, const char *name, const char *rest, GError **error)
{
  gint64 usec = 0;

  if (g_str_equal (name, "unpause"))
    return recoup_engine_resume (sim->engine, error);
  if (!sim_parse_duration (rest, &usec))
    return sim_refuse (error, "not a duration", rest);
  return recoup_engine_pause (sim->engine, recoup_clock_now (sim->clock) + usec, "", error);
}

static gboolean
do_presence (Sim *sim, const char *name, const char *rest, GError **error)
{
  RecoupPresence *presence = sim->presence;

  if (g_str_equal (name, "lock") || g_str_equal (name, "unlock"))
    presence->locked = g_str_equal (name, "lock");
  else if (g_str_equal (name, "idle") || g_str_equal (name, "active"))
    presence->idle = g_str_equal (name, "idle");
  else
    presence->logged_out = g_str_equal (name, "logout");
  sim_presence_tell (presence, RECOUP_PRESENCE_CHANGED);
  return TRUE;
}

static gboolean
do_sleep (Sim *sim, const char *name, const char *rest, GError **error)
{
  sim->is_suspended = g_str_equal (name, "suspend");
  sim_presence_tell (sim->presence,
                     sim->is_suspended ? RECOUP_PRESENCE_SUSPEND : RECOUP_PRESENCE_RESUME);
  return TRUE;
}

static gboolean
do_set_zone (Sim *sim, const char *name, const char *rest, GError **error)
{
  if (recoup_zone_table_lookup (recoup_clock_get_zones (sim->clock), rest) == NULL)
    return sim_refuse (error, "not a zone", rest);
  sim_clock_set_zone (sim->clock, rest);
  return TRUE;
}

static gboolean
do_step (Sim *sim, const char *name, const char *rest, GError **error)
{
  gboolean is_back = rest[0] == '-';
  gint64 usec = 0;

  if (rest[0] == '-' || rest[0] == '+')
    rest++;
  if (!sim_parse_duration (rest, &usec))
    return sim_refuse (error, "not a duration", rest);
  sim_clock_step (sim->clock, is_back ? -usec : usec);
  return TRUE;
}

static gboolean
do_kill (Sim *sim, const char *name, const char *rest, GError **error)
{
  sim_kill (sim);
  return sim_start (sim, error);
}

/* `daemon down`, `daemon up`: it dies, and nothing starts it again before. */
static gboolean
do_daemon (Sim *sim, const char *name, const char *rest, GError **error)
{
  gboolean is_up = g_str_equal (rest, "up");

  if ((!is_up && !g_str_equal (rest, "down")) || is_up == (sim->engine != NULL))
    return sim_refuse (error, "not another state of the daemon", rest);
  if (is_up)
    return sim_start (sim, error);
  sim_kill (sim);
  return TRUE;
}

static gboolean
do_boot (Sim *sim, const char *name, const char *rest, GError **error)
{
  RecoupInstant instant = RECOUP_INSTANT_NONE;

  if (!sim_parse_time (sim, rest, G_MININT64, &instant, error))
    return FALSE;
  sim_kill (sim);
  sim_clock_boot (sim->clock, instant);
  sim_notifier_restart (sim->notifier);
  sim->presence->locked = sim->presence->idle = sim->presence->logged_out = FALSE;
  sim->is_suspended = FALSE;
  return sim_start (sim, error);
}

static gboolean
do_dnd (Sim *sim, const char *name, const char *rest, GError **error)
{
  if (!g_str_equal (rest, "on") && !g_str_equal (rest, "off"))
    return sim_refuse (error, "neither on nor off", rest);
  sim->presence->dnd = g_str_equal (rest, "on");
  sim_presence_tell (sim->presence, RECOUP_PRESENCE_CHANGED);
  return TRUE;
}

static gboolean
do_inhibit (Sim *sim, const char *name, const char *rest, GError **error)
{
  g_autofree char *app = split_word (rest, &rest);
  g_auto (GStrv) kinds = g_strsplit_set (rest, ", ", -1);
  guint mask = 0;

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
      if (kinds[i][0] == '\0')
        continue;
      if (!recoup_reminder_kind_from_name (kinds[i], &kind))
        return sim_refuse (error, "not a kind", kinds[i]);
      mask |= 1U << kind;
    }
  if (mask == 0)
    mask = (1U << RECOUP_N_REMINDER_KINDS) - 1;
  guint cookie =
      recoup_engine_inhibit (sim->engine, mask, app, "script", RECOUP_INSTANT_NONE, error);
  if (cookie != 0)
    g_hash_table_insert (sim->cookies, g_strdup (app), GUINT_TO_POINTER (cookie));
  return cookie != 0;
}

static gboolean
do_uninhibit (Sim *sim, const char *name, const char *rest, GError **error)
{
  guint cookie = GPOINTER_TO_UINT (g_hash_table_lookup (sim->cookies, rest));
  return recoup_engine_uninhibit (sim->engine, cookie, error);
}

static gboolean
do_server (Sim *sim, const char *name, const char *rest, GError **error)
{
  static const char *const names[] = { "up", "down", "hang", "no-actions", "mako", "asleep" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], rest))
      {
        sim_notifier_set_server (sim->notifier, (SimServer) i);
        return TRUE;
      }
  guint64 n = 0;
  if (g_str_has_prefix (rest, "refuse ") &&
      g_ascii_string_to_unsigned (rest + strlen ("refuse "), 10, 1, 100, &n, NULL))
    {
      sim_notifier_refuse (sim->notifier, (guint) n);
      return TRUE;
    }
  return sim_refuse (error, "not a state of the server", rest);
}

static gboolean
do_store (Sim *sim, const char *name, const char *rest, GError **error)
{
  if (!g_str_equal (rest, "fail") && !g_str_equal (rest, "ok"))
    return sim_refuse (error, "neither fail nor ok", rest);
  full_disk_set (g_str_equal (rest, "fail"));
  return TRUE;
}

static gboolean
do_expect (Sim *sim, const char *name, const char *rest, GError **error)
{
  return sim_expect (sim, rest, error);
}

/* `refuse EVENT...`: the daemon must refuse the event. */
static gboolean
do_refuse (Sim *sim, const char *name, const char *rest, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  g_autofree char *event = split_word (rest, &rest);

  if (sim_do (sim, event, rest, &refusal))
    return sim_refuse (error, "it was not refused", event);
  if (refusal->domain != SIM_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal)); /* a line that says nothing */
  return FALSE;
}

static gboolean
do_end (Sim *sim, const char *name, const char *rest, GError **error)
{
  sim->is_over = TRUE;
  return TRUE;
}

static const EventRow events[] = {
  { "active", do_presence, FALSE, TRUE },
  { "boot", do_boot, FALSE, FALSE },
  { "close", do_popup, FALSE, FALSE },
  { "daemon", do_daemon, FALSE, FALSE },
  { "dnd", do_dnd, FALSE, FALSE },
  { "done", do_done, TRUE, FALSE },
  { "end", do_end, FALSE, TRUE },
  { "expect", do_expect, FALSE, FALSE },
  { "idle", do_presence, FALSE, TRUE },
  { "inhibit", do_inhibit, TRUE, FALSE },
  { "kill", do_kill, TRUE, TRUE },
  { "lock", do_presence, FALSE, TRUE },
  { "log", do_log, TRUE, FALSE },
  { "login", do_presence, FALSE, TRUE },
  { "logout", do_presence, FALSE, TRUE },
  { "pause", do_pause, TRUE, FALSE },
  { "press", do_popup, FALSE, FALSE },
  { "refuse", do_refuse, FALSE, FALSE },
  { "remove", do_remove, TRUE, FALSE },
  { "resume", do_sleep, FALSE, TRUE },
  { "server", do_server, FALSE, FALSE },
  { "set", do_set, FALSE, FALSE },
  { "set-zone", do_set_zone, FALSE, FALSE },
  { "skip", do_skip, TRUE, FALSE },
  { "skip-date", do_skip_date, TRUE, FALSE },
  { "snooze", do_snooze, TRUE, FALSE },
  { "step", do_step, FALSE, FALSE },
  { "store", do_store, FALSE, FALSE },
  { "suspend", do_sleep, FALSE, TRUE },
  { "timeout", do_popup, FALSE, FALSE },
  { "undo", do_undo, TRUE, TRUE },
  { "uninhibit", do_uninhibit, TRUE, FALSE },
  { "unlock", do_presence, FALSE, TRUE },
  { "unpause", do_pause, TRUE, TRUE },
};

gboolean
sim_do (Sim *sim, const char *name, const char *rest, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    if (g_str_equal (events[i].name, name))
      {
        if (events[i].needs_daemon && sim->engine == NULL)
          return sim_refuse (error, "the daemon is down", name);
        if (events[i].is_bare && rest[0] != '\0')
          return sim_refuse (error, "nothing may follow the event", rest);
        gboolean ok = events[i].func (sim, name, rest, error);
        sim_pump (sim);
        return ok;
      }
  return sim_refuse (error, "unknown event", name);
}
