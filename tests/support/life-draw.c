/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What happens next in a random life: each event of recoup-sim is a row of a table with the weight
 * that it has in each mood. Moods last some hundred events, so that there are evenings full of
 * answers, weeks in which the machine is switched off every hour, and weeks of silence. What is
 * drawn depends on the source of random numbers and on what is on the screen, never on the clock
 * of the machine. */

#include <string.h>

#include "client/jsonl.h"
#include "support/life.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"

#define MOST_LOGGED  40
#define MOST_SNOOZES 8
#define UNDO_CHANCE  0.15

typedef enum
{
  MOOD_DESK,    /* somebody sits there, answers and logs */
  MOOD_WORLD,   /* everything happens */
  MOOD_MACHINE, /* the machine and the server come and go */
  MOOD_SILENCE, /* nobody is there for days */
  N_MOODS,
} Mood;

static const struct
{
  guint least; /* events that it lasts */
  guint most;
  guint wait_min; /* mean time between two of them */
  guint chance;   /* of 100 */
} moods[N_MOODS] = {
  [MOOD_DESK] = { 100, 500, 9, 53 },
  [MOOD_WORLD] = { 50, 300, 9, 27 },
  [MOOD_MACHINE] = { 30, 120, 9, 12 },
  [MOOD_SILENCE] = { 15, 40, 600, 8 },
};

typedef struct
{
  const char *name;
  guint weights[N_MOODS];
  void (*write) (LifeDraw *draw, GString *line); /* what follows the name; NULL for nothing */
  enum
  {
    DRAW_PLAIN,
    DRAW_UNDO,  /* it can be taken back */
    DRAW_START, /* the daemon starts anew */
  } sort;
} DrawRow;

static void
push (LifeDraw *draw, const char *line)
{
  g_queue_push_tail (&draw->next, g_strdup (line));
}

static gint
draw_int (LifeDraw *draw, gint from, gint until)
{
  return g_rand_int_range (draw->history->rand, from, until + 1);
}

static gboolean
toss (LifeDraw *draw, double chance)
{
  return g_rand_double (draw->history->rand) < chance;
}

static const char *
pick (LifeDraw *draw, const char *const *words)
{
  return words[draw_int (draw, 0, (gint) g_strv_length ((char **) words) - 1)];
}

#define PICK(draw, ...) pick (draw, (const char *const[]){ __VA_ARGS__, NULL })

/* Mostly a kind that is on the screen, if there is one. */
static const char *
pick_kind (LifeDraw *draw)
{
  guint first = (guint) draw_int (draw, 0, RECOUP_N_REMINDER_KINDS - 1);

  if (toss (draw, 0.85))
    for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
      {
        guint kind = (first + i) % RECOUP_N_REMINDER_KINDS;
        const char *name = recoup_reminder_get_kind ((RecoupReminderKind) kind)->name;
        if (sim_notifier_find (draw->sim->notifier, name) != NULL)
          return name;
      }
  return recoup_reminder_get_kind ((RecoupReminderKind) first)->name;
}

static void
write_kind (LifeDraw *draw, GString *line)
{
  g_string_append (line, pick_kind (draw));
}

static void
write_snooze (LifeDraw *draw, GString *line)
{
  const char *kind = pick_kind (draw);

  g_string_append_printf (line, "%s %dm", kind, draw_int (draw, 1, 45));
  if (!toss (draw, 0.1) || draw->next.length > 0)
    return;
  /* Again and again, as often as it may be put off and once more. */
  for (guint i = 0; i < MOST_SNOOZES; i++)
    {
      g_autofree char *again = g_strdup_printf ("+2m snooze %s 1m", kind);
      push (draw, again);
    }
}

static void
write_press (LifeDraw *draw, GString *line)
{
  g_string_append_printf (line, "%s %s", pick_kind (draw),
                          PICK (draw, "log", "later", "skip", "done", "going", "more", "yes", "no",
                                "noted", "accept", "decline", "not-tonight", "show", "default"));
}

static RecoupDay
get_day (LifeDraw *draw)
{
  RecoupDay day = 0;

  recoup_civil_local (recoup_clock_now (draw->sim->clock), draw->history->zone, &day, NULL);
  return day;
}

static void
write_skip_date (LifeDraw *draw, GString *line)
{
  g_autofree char *date = recoup_day_format (get_day (draw) + draw_int (draw, 0, 3));

  g_string_append_printf (line, "%s %s", pick_kind (draw), date);
}

/* An entry about what was just now: what people log at a desk. */
static RecoupEntry *
draw_present (LifeDraw *draw)
{
  TestHistory *history = draw->history;
  gint64 now = recoup_clock_now (draw->sim->clock);
  gint64 minutes = draw_int (draw, 20, 90);
  gint64 asleep = draw_int (draw, 200, 600);

  RecoupDay day = 0;
  guint second = 0;
  recoup_civil_local (now, history->zone, &day, &second);
  gboolean is_morning = second >= 5 * 3600 && second < 11 * 3600;
  switch (draw_int (draw, is_morning ? 0 : 1, 7))
    {
    case 0:
      return test_history_make (
          history, g_variant_new_parsed ("{'kind': <'sleep'>, 'start': <%x>, 'end': <%x>}",
                                         now - asleep * RECOUP_USEC_PER_MIN, now));
    case 1:
      return test_history_make (
          history, g_variant_new_parsed (
                       "{'kind': <'session'>, 'start': <%x>, 'duration_min': <%d>, 'rpe': <8.0>}",
                       now - minutes * RECOUP_USEC_PER_MIN, (double) minutes));
    case 2:
      return test_history_make (
          history, g_variant_new_parsed ("{'kind': <'recovery'>, 'at': <%x>, 'activity': <'walk'>, "
                                         "'minutes': <%d>}",
                                         now, (double) minutes));
    case 3:
      return test_history_make (
          history, g_variant_new_parsed (
                       "{'kind': <'checkin'>, 'at': <%x>, 'stress': <%x>, 'fatigue': <%x>}", now,
                       (gint64) draw_int (draw, 1, 7), (gint64) draw_int (draw, 1, 7)));
    case 4:
      return test_history_make (
          history, g_variant_new_parsed ("{'kind': <'plan'>, 'at': <%x>, 'action': <%s>}", now,
                                         PICK (draw, "accept", "decline", "cancel")));
    default:
      return test_history_make (
          history, g_variant_new_parsed ("{'kind': <'meal'>, 'at': <%x>, 'protein_g': <%d>}", now,
                                         (double) draw_int (draw, 5, 60)));
    }
}

static RecoupEntry *
draw_entry (LifeDraw *draw)
{
  if (toss (draw, 0.6))
    return draw_present (draw);
  /* Anything else that can be logged, mostly of these days. */
  gint kind = draw_int (draw, 0, RECOUP_N_ENTRY_KINDS - 1);
  if (kind == RECOUP_ENTRY_REMOVE)
    kind = RECOUP_ENTRY_SESSION;
  RecoupDay back = toss (draw, 0.9) ? draw_int (draw, 1, 3) : draw_int (draw, 4, 20);
  return test_history_draw (draw->history, (RecoupEntryKind) kind, get_day (draw) - back);
}

static void
write_entry (LifeDraw *draw, GString *line)
{
  g_autoptr (RecoupEntry) entry = draw_entry (draw);
  LifeEntry one = { "", 0 };

  if (draw->logged->len > 0 && toss (draw, 0.1))
    {
      /* The same one again with a higher revision: it was amended. */
      LifeEntry *old = &g_array_index (draw->logged, LifeEntry,
                                       draw_int (draw, 0, (gint) draw->logged->len - 1));
      g_autoptr (RecoupEntry) amended = recoup_entry_with_identity (entry, old->id, ++old->rev);
      g_autofree char *text = recoup_jsonl_write_entry (amended, draw->history->zones);
      g_string_append (line, text);
      return;
    }
  g_autofree char *text = recoup_jsonl_write_entry (entry, draw->history->zones);
  g_string_append (line, text);
  (void) g_strlcpy (one.id, entry->id, sizeof one.id); /* a UUID fits */
  g_array_append_val (draw->logged, one);
  if (draw->logged->len > MOST_LOGGED)
    g_array_remove_index (draw->logged, 0);
}

static void
write_removed (LifeDraw *draw, GString *line)
{
  if (draw->logged->len == 0)
    {
      g_string_append (line, "00000000-0000-4000-8000-000000000000"); /* refused */
      return;
    }
  guint at = (guint) draw_int (draw, 0, (gint) draw->logged->len - 1);
  g_string_append (line, g_array_index (draw->logged, LifeEntry, at).id);
  g_array_remove_index (draw->logged, at);
}

static void
write_done (LifeDraw *draw, GString *line)
{
  const char *kind = pick_kind (draw);

  g_string_append (line, kind);
  if (toss (draw, 0.8))
    return;
  g_string_append_c (line, ' ');
  write_entry (draw, line);
}

static void
write_pause (LifeDraw *draw, GString *line)
{
  g_string_append_printf (line, "%dm", draw_int (draw, 1, 200));
}

static void
write_zone (LifeDraw *draw, GString *line)
{
  g_string_append (line, draw->zones[draw_int (draw, 0, (gint) g_strv_length (draw->zones) - 1)]);
}

static void
write_step (LifeDraw *draw, GString *line)
{
  g_string_append (line, toss (draw, 0.5) ? "-" : "+");
  if (toss (draw, 0.9))
    g_string_append_printf (line, "%ds", draw_int (draw, 1, 7200));
  else
    g_string_append_printf (line, "%dh", draw_int (draw, 1, 40));
}

static void
write_boot (LifeDraw *draw, GString *line)
{
  const RecoupZone *zone = recoup_clock_get_zone (draw->sim->clock, NULL);
  RecoupInstant now = recoup_clock_now (draw->sim->clock);
  gint64 off = draw_int (draw, 1, toss (draw, 0.9) ? 600 : 6000) * RECOUP_USEC_PER_MIN;
  RecoupDay day = 0;
  guint second = 0;

  recoup_civil_local (now + (toss (draw, 0.1) ? -off : off), zone, &day, &second);
  g_autofree char *date = recoup_day_format (day);
  g_string_append_printf (line, "%sT%02u:%02u:%02u", date, second / 3600, second / 60 % 60,
                          second % 60);
}

static void
write_on_off (LifeDraw *draw, GString *line)
{
  g_string_append (line, PICK (draw, "on", "off"));
}

static void
write_inhibit (LifeDraw *draw, GString *line)
{
  g_string_append (line, PICK (draw, "film", "talk", "game"));
  for (gint n = draw_int (draw, 0, 3); n > 0; n--)
    g_string_append_printf (line, " %s", pick_kind (draw));
}

static void
write_app (LifeDraw *draw, GString *line)
{
  g_string_append (line, PICK (draw, "film", "talk", "game"));
}

static void
write_server (LifeDraw *draw, GString *line)
{
  g_string_append (line, PICK (draw, "up", "up", "up", "down", "hang", "no-actions"));
}

static void
write_store (LifeDraw *draw, GString *line)
{
  draw->is_full = toss (draw, 0.3);
  g_string_append (line, draw->is_full ? "fail" : "ok");
}

/* Mostly what only the reminders heed; the rest folds the whole journal again. */
static void
write_setting (LifeDraw *draw, GString *line)
{
  static const char *const light[] = {
    "min_gap_min=0",
    "min_gap_min=10",
    "min_gap_min=45",
    "max_popups=1",
    "max_popups=8",
    "max_popups=20",
    "later_min=5",
    "later_min=90",
    "wind_down_min=0",
    "wind_down_min=60",
    "wind_down_min=170",
    "activity_time=17:30",
    "activity_time=09:00",
    "activity_time=23:45",
    "protein_portion_g=20",
    "defer_protein_min=0",
    "defer_bedtime_min=0",
    "defer_protein_min=90",
    "defer_bedtime_min=20",
    "defer_bedtime_min=200",
    "privacy=full",
    "privacy=locked",
    "privacy=neutral",
    "sleep_detection=off",
    "sleep_detection=ask",
    "sleep_detection=automatic",
    "quiet_from=21:00 quiet_until=08:00",
    "quiet_from=00:30 quiet_until=23:30",
  };
  static const char *const heavy[] = {
    "wake=07:00 day_start=04:00",
    "wake=05:00 day_start=03:00",
    "wake=mon-fri:06:30,sat-sun:09:00 day_start=04:00",
    "wake=16:00 day_start=11:00",
    "wake=18:00 day_start=11:00",
    "wake=00:00 day_start=00:00",
    "sleep_need_min=420",
    "sleep_need_min=480",
    "sleep_need_min=540",
    "latency_min=0",
    "latency_min=15",
    "meals_per_day=2",
    "meals_per_day=4",
    "meals_per_day=8",
    "protein_target_g=180",
    "training_status=novice",
    "week=mon:active,wed:quads,fri:rest",
  };
  guint kind = (guint) draw_int (draw, 0, RECOUP_N_REMINDER_KINDS - 1);

  if (toss (draw, 0.3))
    g_string_append_printf (line, "%s=%s",
                            recoup_reminder_get_kind ((RecoupReminderKind) kind)->setting,
                            toss (draw, 0.8) ? "on" : "off");
  else if (toss (draw, 0.7))
    g_string_append (line, light[draw_int (draw, 0, G_N_ELEMENTS (light) - 1)]);
  else
    g_string_append (line, heavy[draw_int (draw, 0, G_N_ELEMENTS (heavy) - 1)]);
}

/* desk, world, machine, silence */
static const DrawRow rows[] = {
  { "active", { 40, 40, 20, 0 }, NULL, DRAW_PLAIN },
  { "boot", { 0, 2, 20, 0 }, write_boot, DRAW_START },
  { "close", { 40, 20, 20, 0 }, write_kind, DRAW_PLAIN },
  { "dnd", { 4, 30, 10, 20 }, write_on_off, DRAW_PLAIN },
  { "done", { 40, 30, 10, 0 }, write_done, DRAW_UNDO },
  { "idle", { 15, 20, 10, 1 }, NULL, DRAW_PLAIN },
  { "inhibit", { 2, 15, 5, 5 }, write_inhibit, DRAW_PLAIN },
  { "kill", { 1, 3, 30, 10 }, NULL, DRAW_START },
  { "lock", { 15, 25, 10, 1 }, NULL, DRAW_PLAIN },
  { "log", { 90, 60, 20, 0 }, write_entry, DRAW_UNDO },
  { "login", { 15, 20, 20, 0 }, NULL, DRAW_PLAIN },
  { "logout", { 1, 6, 10, 1 }, NULL, DRAW_PLAIN },
  { "pause", { 1, 6, 1, 1 }, write_pause, DRAW_UNDO },
  { "press", { 60, 30, 10, 0 }, write_press, DRAW_PLAIN },
  { "remove", { 4, 6, 1, 0 }, write_removed, DRAW_UNDO },
  { "server", { 1, 20, 40, 20 }, write_server, DRAW_PLAIN },
  { "set", { 3, 10, 3, 2 }, write_setting, DRAW_PLAIN },
  { "set-zone", { 0, 2, 3, 2 }, write_zone, DRAW_PLAIN },
  { "skip", { 20, 15, 5, 0 }, write_kind, DRAW_UNDO },
  { "skip-date", { 2, 4, 1, 0 }, write_skip_date, DRAW_UNDO },
  { "snooze", { 30, 20, 5, 0 }, write_snooze, DRAW_UNDO },
  { "step", { 0, 4, 6, 1 }, write_step, DRAW_PLAIN },
  { "store", { 1, 8, 8, 4 }, write_store, DRAW_PLAIN },
  { "suspend", { 6, 12, 20, 1 }, NULL, DRAW_PLAIN },
  { "timeout", { 10, 10, 10, 10 }, write_kind, DRAW_PLAIN },
  { "undo", { 8, 8, 2, 0 }, NULL, DRAW_PLAIN },
  { "uninhibit", { 4, 15, 5, 5 }, write_app, DRAW_PLAIN },
  { "unlock", { 40, 40, 20, 0 }, NULL, DRAW_PLAIN },
  { "unpause", { 4, 10, 4, 1 }, NULL, DRAW_PLAIN },
};

void
life_draw_init (LifeDraw *draw, Sim *sim, guint32 seed, char **zones)
{
  memset (draw, 0, sizeof *draw);
  draw->sim = sim;
  draw->zones = zones;
  RecoupZoneTable *known = recoup_zone_table_new (recoup_clock_load_zone, NULL);
  draw->history =
      test_history_new_blank (known, (RecoupDay) seed); /* until the clock has its own */
  recoup_zone_table_free (known);
  g_queue_init (&draw->next);
  draw->logged = g_array_new (FALSE, FALSE, sizeof (LifeEntry));
}

void
life_draw_clear (LifeDraw *draw)
{
  test_history_free (draw->history);
  g_array_unref (draw->logged);
  g_queue_clear_full (&draw->next, g_free);
}

char **
life_draw_heading (LifeDraw *draw)
{
  g_autoptr (GString) zone = g_string_new ("zone ");
  g_autoptr (GString) setting = g_string_new ("set min_gap_min=10 ");
  g_autofree char *date =
      recoup_day_format (recoup_day_from_ymd (2010, 1, 1) + draw_int (draw, 0, 27 * 365));
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  write_zone (draw, zone);
  write_setting (draw, setting);
  if (toss (draw, 0.5))
    for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
      g_string_append_printf (setting, " %s=on",
                              recoup_reminder_get_kind ((RecoupReminderKind) i)->setting);
  g_ptr_array_add (lines, g_strdup (zone->str));
  g_ptr_array_add (lines, g_strdup_printf ("start %sT%02d:00", date, draw_int (draw, 0, 23)));
  g_ptr_array_add (lines, g_strdup (setting->str));
  g_ptr_array_add (lines, g_strdup ("+0s active"));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

/* Time until the next event: mostly minutes, sometimes nothing at all, sometimes a night. */
static gint
draw_wait (LifeDraw *draw)
{
  guint mean = moods[draw->mood].wait_min * 60;

  if (toss (draw, 0.1))
    return 0;
  if (toss (draw, 0.02))
    return draw_int (draw, 6 * 3600, 10 * 3600);
  return draw_int (draw, 1, (gint) mean * 2);
}

static const DrawRow *
draw_row (LifeDraw *draw)
{
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    sum += rows[i].weights[draw->mood];
  gint at = draw_int (draw, 0, (gint) sum - 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      at -= (gint) rows[i].weights[draw->mood];
      if (at < 0)
        return &rows[i];
    }
  g_assert_not_reached ();
}

static void
change_mood (LifeDraw *draw)
{
  gint at = draw_int (draw, 0, 99);

  draw->mood = 0;
  while ((at -= (gint) moods[draw->mood].chance) >= 0)
    draw->mood++;
  draw->left =
      (guint) draw_int (draw, (gint) moods[draw->mood].least, (gint) moods[draw->mood].most);
}

char *
life_draw_line (LifeDraw *draw)
{
  if (draw->next.length > 0)
    return g_queue_pop_head (&draw->next);
  draw->history->zones = recoup_clock_get_zones (draw->sim->clock);
  draw->history->zone = recoup_clock_get_zone (draw->sim->clock, NULL);
  if (draw->left-- == 0)
    change_mood (draw);
  if (draw->sim->is_suspended) /* nothing else happens meanwhile */
    return g_strdup_printf ("+%dm resume", draw_int (draw, 1, toss (draw, 0.5) ? 600 : 30));
  const DrawRow *row = draw_row (draw);
  GString *line = g_string_new (NULL);
  g_string_append_printf (line, "+%ds %s", draw_wait (draw), row->name);
  if (row->write != NULL)
    {
      g_string_append_c (line, ' ');
      row->write (draw, line);
    }
  if (row->sort == DRAW_UNDO && toss (draw, UNDO_CHANCE))
    push (draw, LIFE_UNDO_LINE);
  if (!draw->is_full || row->sort != DRAW_START)
    return g_string_free (line, FALSE);
  /* SQLite cannot open a database on a full disk; what it could not take dies with the process. */
  g_autofree char *start = g_strconcat ("+0s", strchr (line->str, ' '), NULL);
  push (draw, start);
  push (draw, "+0s store fail");
  (void) g_string_truncate (line, strcspn (line->str, " "));
  return g_string_free (g_string_append (line, " store ok"), FALSE);
}
