/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Chances of a random life, and the settings that it tries. */

#include "support/life-draw-private.h"
#include "support/sim-clock.h"

gint
life_draw_int (LifeDraw *draw, gint from, gint until)
{
  return g_rand_int_range (draw->history->rand, from, until + 1);
}

gboolean
life_draw_toss (LifeDraw *draw, double chance)
{
  return g_rand_double (draw->history->rand) < chance;
}

const char *
life_draw_pick (LifeDraw *draw, const char *const *words)
{
  return words[life_draw_int (draw, 0, (gint) g_strv_length ((char **) words) - 1)];
}

RecoupDay
life_draw_day (LifeDraw *draw)
{
  RecoupDay day = 0;

  recoup_civil_local (recoup_clock_now (draw->sim->clock), draw->history->zone, &day, NULL);
  return day;
}

/* Mostly what only the reminders heed; the rest folds the whole journal again. */
void
life_draw_setting (LifeDraw *draw, GString *line)
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
  guint kind = (guint) life_draw_int (draw, 0, RECOUP_N_REMINDER_KINDS - 1);

  if (life_draw_toss (draw, 0.3))
    g_string_append_printf (line, "%s=%s",
                            recoup_reminder_get_kind ((RecoupReminderKind) kind)->setting,
                            life_draw_toss (draw, 0.8) ? "on" : "off");
  else if (life_draw_toss (draw, 0.7))
    g_string_append (line, light[life_draw_int (draw, 0, G_N_ELEMENTS (light) - 1)]);
  else
    g_string_append (line, heavy[life_draw_int (draw, 0, G_N_ELEMENTS (heavy) - 1)]);
}
