/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What happens next in a random life: each event of recoup-sim is a row of a table with the weight
 * that it has in each mood. Moods last some hundred events, so that there are evenings full of
 * answers, weeks in which the machine is switched off every hour, and weeks of silence. What is
 * drawn depends on the source of random numbers and on what is on the screen, never on the clock
 * of the machine. */

#include <string.h>

#include "support/life-draw-private.h"
#include "support/sim-clock.h"
#include "support/sim-notifier.h"

#define MOST_SNOOZES 8
#define UNDO_CHANCE  0.15

typedef enum
{
  MOOD_DESK,    /* somebody sits there, answers and logs */
  MOOD_WORLD,   /* everything happens */
  MOOD_MACHINE, /* the machine and the server come and go */
  MOOD_SILENCE, /* nobody is there for days */
  MOOD_PASSING, /* somebody is there for days, and answers nothing */
  N_MOODS,
} Mood;

static const struct
{
  guint least; /* events that it lasts */
  guint most;
  guint wait_min; /* mean time between two of them */
  guint chance;   /* of 100 */
} moods[N_MOODS] = {
  [MOOD_DESK] = { 100, 500, 9, 50 },    [MOOD_WORLD] = { 50, 300, 9, 26 },
  [MOOD_MACHINE] = { 30, 120, 9, 11 },  [MOOD_SILENCE] = { 15, 40, 600, 7 },
  [MOOD_PASSING] = { 100, 250, 60, 6 },
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

/* Mostly a kind that is on the screen, if there is one. */
static const char *
pick_kind (LifeDraw *draw)
{
  guint first = (guint) life_draw_int (draw, 0, RECOUP_N_REMINDER_KINDS - 1);

  if (life_draw_toss (draw, 0.85))
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

  g_string_append_printf (line, "%s %dm", kind, life_draw_int (draw, 1, 45));
  if (!life_draw_toss (draw, 0.1) || draw->next.length > 0)
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
                          LIFE_PICK (draw, "log", "later", "skip", "done", "going", "more", "yes",
                                     "no", "noted", "accept", "decline", "not-tonight", "show",
                                     "default"));
}

static void
write_skip_date (LifeDraw *draw, GString *line)
{
  g_autofree char *date = recoup_day_format (life_draw_day (draw) + life_draw_int (draw, 0, 3));

  g_string_append_printf (line, "%s %s", pick_kind (draw), date);
}

static void
write_done (LifeDraw *draw, GString *line)
{
  const char *kind = pick_kind (draw);

  g_string_append (line, kind);
  if (life_draw_toss (draw, 0.8))
    return;
  g_string_append_c (line, ' ');
  life_draw_entry (draw, line);
}

static void
write_pause (LifeDraw *draw, GString *line)
{
  g_string_append_printf (line, "%dm", life_draw_int (draw, 1, 200));
}

static void
write_zone (LifeDraw *draw, GString *line)
{
  g_string_append (line,
                   draw->zones[life_draw_int (draw, 0, (gint) g_strv_length (draw->zones) - 1)]);
}

static void
write_step (LifeDraw *draw, GString *line)
{
  g_string_append (line, life_draw_toss (draw, 0.5) ? "-" : "+");
  if (life_draw_toss (draw, 0.9))
    g_string_append_printf (line, "%ds", life_draw_int (draw, 1, 7200));
  else
    g_string_append_printf (line, "%dh", life_draw_int (draw, 1, 40));
}

static void
write_boot (LifeDraw *draw, GString *line)
{
  const RecoupZone *zone = recoup_clock_get_zone (draw->sim->clock, NULL);
  RecoupInstant now = recoup_clock_now (draw->sim->clock);
  gint64 off =
      life_draw_int (draw, 1, life_draw_toss (draw, 0.9) ? 600 : 6000) * RECOUP_USEC_PER_MIN;
  RecoupDay day = 0;
  guint second = 0;

  recoup_civil_local (now + (life_draw_toss (draw, 0.1) ? -off : off), zone, &day, &second);
  g_autofree char *date = recoup_day_format (day);
  g_string_append_printf (line, "%sT%02u:%02u:%02u", date, second / 3600, second / 60 % 60,
                          second % 60);
}

static void
write_on_off (LifeDraw *draw, GString *line)
{
  g_string_append (line, LIFE_PICK (draw, "on", "off"));
}

static void
write_inhibit (LifeDraw *draw, GString *line)
{
  g_string_append (line, LIFE_PICK (draw, "film", "talk", "game"));
  for (gint n = life_draw_int (draw, 0, 3); n > 0; n--)
    g_string_append_printf (line, " %s", pick_kind (draw));
}

static void
write_app (LifeDraw *draw, GString *line)
{
  g_string_append (line, LIFE_PICK (draw, "film", "talk", "game"));
}

static void
write_server (LifeDraw *draw, GString *line)
{
  g_string_append (line, LIFE_PICK (draw, "up", "up", "up", "down", "hang", "no-actions"));
}

static void
write_store (LifeDraw *draw, GString *line)
{
  draw->is_full = life_draw_toss (draw, 0.3);
  g_string_append (line, draw->is_full ? "fail" : "ok");
}

/* desk, world, machine, silence, passing */
static const DrawRow rows[] = {
  { "active", { 40, 40, 20, 0, 40 }, NULL, DRAW_PLAIN },
  { "boot", { 0, 2, 20, 0, 0 }, write_boot, DRAW_START },
  { "close", { 40, 20, 20, 0, 10 }, write_kind, DRAW_PLAIN },
  { "dnd", { 4, 30, 10, 20, 1 }, write_on_off, DRAW_PLAIN },
  { "done", { 40, 30, 10, 0, 0 }, write_done, DRAW_UNDO },
  { "idle", { 15, 20, 10, 1, 10 }, NULL, DRAW_PLAIN },
  { "inhibit", { 2, 15, 5, 5, 0 }, write_inhibit, DRAW_PLAIN },
  { "kill", { 1, 3, 30, 10, 2 }, NULL, DRAW_START },
  { "lock", { 15, 25, 10, 1, 10 }, NULL, DRAW_PLAIN },
  { "log", { 90, 60, 20, 0, 0 }, life_draw_entry, DRAW_UNDO },
  { "login", { 15, 20, 20, 0, 10 }, NULL, DRAW_PLAIN },
  { "logout", { 1, 6, 10, 1, 0 }, NULL, DRAW_PLAIN },
  { "pause", { 1, 6, 1, 1, 0 }, write_pause, DRAW_UNDO },
  { "press", { 60, 30, 10, 0, 0 }, write_press, DRAW_PLAIN },
  { "remove", { 4, 6, 1, 0, 0 }, life_draw_removal, DRAW_UNDO },
  { "server", { 1, 20, 40, 20, 1 }, write_server, DRAW_PLAIN },
  { "set", { 3, 10, 3, 2, 0 }, life_draw_setting, DRAW_PLAIN },
  { "set-zone", { 0, 2, 3, 2, 0 }, write_zone, DRAW_PLAIN },
  { "skip", { 20, 15, 5, 0, 0 }, write_kind, DRAW_UNDO },
  { "skip-date", { 2, 4, 1, 0, 0 }, write_skip_date, DRAW_UNDO },
  { "snooze", { 30, 20, 5, 0, 0 }, write_snooze, DRAW_UNDO },
  { "step", { 0, 4, 6, 1, 0 }, write_step, DRAW_PLAIN },
  { "store", { 1, 8, 8, 4, 0 }, write_store, DRAW_PLAIN },
  { "suspend", { 6, 12, 20, 1, 3 }, NULL, DRAW_PLAIN },
  { "timeout", { 10, 10, 10, 10, 20 }, write_kind, DRAW_PLAIN },
  { "undo", { 8, 8, 2, 0, 0 }, NULL, DRAW_PLAIN },
  { "uninhibit", { 4, 15, 5, 5, 0 }, write_app, DRAW_PLAIN },
  { "unlock", { 40, 40, 20, 0, 40 }, NULL, DRAW_PLAIN },
  { "unpause", { 4, 10, 4, 1, 0 }, NULL, DRAW_PLAIN },
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
      recoup_day_format (recoup_day_from_ymd (2010, 1, 1) + life_draw_int (draw, 0, 27 * 365));
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  write_zone (draw, zone);
  life_draw_setting (draw, setting);
  if (life_draw_toss (draw, 0.5))
    for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
      g_string_append_printf (setting, " %s=on",
                              recoup_reminder_get_kind ((RecoupReminderKind) i)->setting);
  g_ptr_array_add (lines, g_strdup (zone->str));
  g_ptr_array_add (lines, g_strdup_printf ("start %sT%02d:00", date, life_draw_int (draw, 0, 23)));
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

  if (life_draw_toss (draw, 0.1))
    return 0;
  if (life_draw_toss (draw, 0.02))
    return life_draw_int (draw, 6 * 3600, 10 * 3600);
  return life_draw_int (draw, 1, (gint) mean * 2);
}

static const DrawRow *
draw_row (LifeDraw *draw)
{
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    sum += rows[i].weights[draw->mood];
  gint at = life_draw_int (draw, 0, (gint) sum - 1);
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
  gint at = life_draw_int (draw, 0, 99);

  draw->mood = 0;
  while ((at -= (gint) moods[draw->mood].chance) >= 0)
    draw->mood++;
  draw->left =
      (guint) life_draw_int (draw, (gint) moods[draw->mood].least, (gint) moods[draw->mood].most);
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
    return g_strdup_printf ("+%dm resume",
                            life_draw_int (draw, 1, life_draw_toss (draw, 0.5) ? 600 : 30));
  const DrawRow *row = draw_row (draw);
  GString *line = g_string_new (NULL);
  g_string_append_printf (line, "+%ds %s", draw_wait (draw), row->name);
  if (row->write != NULL)
    {
      g_string_append_c (line, ' ');
      row->write (draw, line);
    }
  if (row->sort == DRAW_UNDO && life_draw_toss (draw, UNDO_CHANCE))
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
