/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The coming days as events of a calendar. Which ones there are is said here; how they are written
 * down is the affair of the helper program with the calendar library. An event is known by its kind
 * and date, so that a file that is imported again tomorrow moves what it brought today. */

#include "client/agenda.h"

#include <glib/gi18n-lib.h>

#include "client/dict.h"
#include "client/plan-text.h"
#include "recoup/reminder.h"

#define UID_SUFFIX   "@org.recoup.Recoup1"
#define BEDTIME_MIN  15 /* length of the mark in the calendar */
#define WALK_MIN     25 /* S-100, where the reminder does not say */
#define PHASE_DAYS   7  /* of a deload, and of each week of building up (model, section 13) */
#define BEDTIME_TEXT N_ ("Lights out, so that the night is as long as you need. Made by recoup.")
#define WALK_SUMMARY N_ ("Easy movement")
#define WALK_TEXT    N_ ("A walk, light cycling or stretching. Made by recoup.")
#define REST_TEXT    N_ ("Planned rest day of your week. Made by recoup.")
#define DELOAD_TEXT  N_ ("Half of your usual sets, the same weights. Made by recoup.")
#define BUILD_TEXT \
  N_ ("Fewer sets than usual, the same weights. Later if you are still sore. Made by recoup.")

/* What the agenda is made of. All borrowed. */
typedef struct
{
  RecoupInstant now;
  GVariant *reminders;
  const RecoupPolicy *policy;
  const RecoupZone *zone;
} Coming;

static void
begin_event (GVariantDict *event, const char *kind, const char *date, const char *summary)
{
  g_autofree char *uid = g_strconcat (kind, "-", date, UID_SUFFIX, NULL);

  g_variant_dict_init (event, NULL);
  g_variant_dict_insert (event, "uid", "s", uid);
  g_variant_dict_insert (event, "summary", "s", summary);
}

static void
end_event (GVariantBuilder *events,
           GVariantDict *event,
           const char *description,
           gboolean tentative)
{
  g_variant_dict_insert (event, "description", "s", description);
  g_variant_dict_insert (event, "tentative", "b", tentative);
  g_variant_builder_add_value (events, g_variant_dict_end (event));
}

static void
put_times (GVariantDict *event, RecoupInstant start, gint64 minutes)
{
  g_variant_dict_insert (event, "start", "x", start);
  g_variant_dict_insert (event, "end", "x", start + minutes * RECOUP_USEC_PER_MIN);
}

static void
put_days (GVariantDict *event, RecoupDay first, RecoupDay last)
{
  g_autofree char *first_text = recoup_day_format (first);
  g_autofree char *last_text = recoup_day_format (last);

  g_variant_dict_insert (event, "first", "s", first_text);
  g_variant_dict_insert (event, "last", "s", last_text);
}

/* A reminder that has a place in a calendar; others come and go with what is logged. */
static void
add_reminder (GVariantBuilder *events, GVariant *row)
{
  const char *kind = recoup_dict_string (row, "kind");
  const char *day = recoup_dict_string (row, "day");
  gint64 due = recoup_dict_integer (row, "due", RECOUP_INSTANT_NONE);
  gint64 minutes = recoup_dict_integer (row, "minutes", WALK_MIN);
  GVariantDict event;

  if (kind == NULL || day == NULL || due == RECOUP_INSTANT_NONE)
    return;
  if (g_str_equal (kind, recoup_reminder_get_kind (RECOUP_REMINDER_BEDTIME)->name))
    {
      begin_event (&event, kind, day, _ ("Lights out"));
      put_times (&event, due, BEDTIME_MIN);
      end_event (events, &event, _ (BEDTIME_TEXT), FALSE);
    }
  else if (g_str_equal (kind, recoup_reminder_get_kind (RECOUP_REMINDER_ACTIVE_RECOVERY)->name))
    {
      begin_event (&event, kind, day, _ (WALK_SUMMARY));
      put_times (&event, due, minutes > 0 ? minutes : WALK_MIN);
      end_event (events, &event, _ (WALK_TEXT), FALSE);
    }
}

static gboolean
is_planned (const RecoupPolicy *policy, RecoupDay day, guint item)
{
  const RecoupPlannedDay *planned = &policy->week[recoup_civil_weekday (day)];

  for (guint i = 0; i < planned->n; i++)
    if (planned->items[i] == item)
      return TRUE;
  return FALSE;
}

/* Whether a reminder of @kind for the day @date is among @rows. */
static gboolean
has_reminder (GVariant *rows, const char *kind, const char *date)
{
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      if (g_strcmp0 (recoup_dict_string (row, "kind"), kind) == 0 &&
          g_strcmp0 (recoup_dict_string (row, "day"), date) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What the week's plan says of one day. Easy movement that is planned stands there also where no
 * reminder comes: that depends on what will have been logged by then. */
static void
add_planned (GVariantBuilder *events, const Coming *coming, RecoupDay day)
{
  const char *walk = recoup_reminder_get_kind (RECOUP_REMINDER_ACTIVE_RECOVERY)->name;
  RecoupInstant start = recoup_civil_at (day, coming->policy->activity_time_min, coming->zone);
  g_autofree char *date = recoup_day_format (day);
  GVariantDict event;

  if (is_planned (coming->policy, day, RECOUP_PLANNED_REST))
    {
      begin_event (&event, "rest", date, _ ("Rest day"));
      put_days (&event, day, day);
      end_event (events, &event, _ (REST_TEXT), FALSE);
    }
  if (is_planned (coming->policy, day, RECOUP_PLANNED_ACTIVE) && start > coming->now &&
      !has_reminder (coming->reminders, walk, date))
    {
      begin_event (&event, walk, date, _ (WALK_SUMMARY));
      put_times (&event, start, WALK_MIN);
      end_event (events, &event, _ (WALK_TEXT), FALSE);
    }
}

/* One week of the way through a deload. */
static void
add_phase (GVariantBuilder *events, RecoupPlanState phase, RecoupDay since, gboolean tentative)
{
  gboolean is_deload = phase == RECOUP_PLAN_DELOAD;
  g_autofree char *date = recoup_day_format (since);
  g_autofree char *summary = is_deload ? g_strdup (_ ("Deload week"))
                                       : g_strdup_printf (_ ("Building up: %s of the usual sets"),
                                                          recoup_plan_state_get_set_factor (phase));
  GVariantDict event;

  begin_event (&event, recoup_plan_state_get_name (phase), date, summary);
  put_days (&event, since, since + PHASE_DAYS - 1);
  end_event (events, &event, is_deload ? _ (DELOAD_TEXT) : _ (BUILD_TEXT), tentative);
}

/* The phase that is under way and those that follow it; only the first is certain. A phase that is
 * held longer than its week goes on today. */
static void
add_plan (GVariantBuilder *events, GVariant *state, RecoupDay today)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");
  const char *text = recoup_dict_string (plan, "since");
  RecoupPlanState phase = recoup_plan_text_read_state (plan);
  RecoupDay since = RECOUP_DAY_NONE;

  if (phase < RECOUP_PLAN_DELOAD || text == NULL || !recoup_day_parse (text, &since, NULL))
    return;
  add_phase (events, phase, since, FALSE);
  for (guint i = phase + 1; i < RECOUP_N_PLAN_STATES; i++)
    {
      since = MAX (since + PHASE_DAYS, today + 1);
      add_phase (events, (RecoupPlanState) i, since, TRUE);
    }
}

GVariant *
recoup_agenda_new (GVariant *state,
                   GVariant *reminders,
                   const RecoupPolicy *policy,
                   const RecoupZone *zone)
{
  Coming coming = { recoup_dict_integer (state, "now", 0), reminders, policy, zone };
  const char *text = recoup_dict_string (state, "day");
  RecoupDay today = RECOUP_DAY_NONE;
  GVariantBuilder events;
  GVariantDict agenda;

  g_variant_builder_init (&events, G_VARIANT_TYPE ("aa{sv}"));
  for (gsize i = 0; i < g_variant_n_children (reminders); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (reminders, i);
      add_reminder (&events, row);
    }
  if (text != NULL && recoup_day_parse (text, &today, NULL))
    {
      for (RecoupDay day = today; day < today + RECOUP_AGENDA_DAYS; day++)
        add_planned (&events, &coming, day);
      add_plan (&events, state, today);
    }
  g_variant_dict_init (&agenda, NULL);
  g_variant_dict_insert (&agenda, "stamp", "x", coming.now);
  g_variant_dict_insert_value (&agenda, "events", g_variant_builder_end (&events));
  return g_variant_dict_end (&agenda);
}
