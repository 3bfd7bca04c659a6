/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The coming week as the plan has it, each day with the verdict of its morning. The verdict of
 * Thursday depends on what is done on Tuesday, so the days are asked for one after another, each
 * with all that is assumed of those before it. The formulas are the daemon's. */

#include "client/week.h"

#include <math.h>

#include "client/dict.h"
#include "client/plan-text.h"
#include "client/prescription.h"
#include "client/usual.h"

#define NOON_MIN   (12 * 60)
#define LEAST_MIN  1                   /* length of a session */
#define LEAST_G    1.0                 /* of protein: less is no meal */
#define FIRST_WAIT RECOUP_USEC_PER_MIN /* what is still assumed of today begins so soon */

/* One week under way. */
typedef struct
{
  const RecoupWeek *week;
  RecoupDay today;
  RecoupInstant now;
  gboolean is_planned; /* any weekday has a plan */
  GPtrArray *assumed;  /* owned, of GVariant: entries until the day that is asked for */
} Course;

static void
course_clear (Course *course)
{
  g_ptr_array_unref (course->assumed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Course, course_clear)

static void
assume (Course *course, GVariant *entry)
{
  g_ptr_array_add (course->assumed, g_variant_ref_sink (entry));
}

/* The groups of @planned as bits. */
static guint
get_groups (char **planned)
{
  guint groups = 0;
  RecoupGroup group = RECOUP_GROUP_CHEST;

  for (guint i = 0; planned[i] != NULL; i++)
    if (recoup_group_from_name (planned[i], &group))
      groups |= 1U << group;
  return groups;
}

/* How long the usual session takes, in minutes; NAN when it does not say. */
static double
get_minutes (GVariant *session)
{
  RecoupInstant start = recoup_dict_integer (session, "start", 0);
  RecoupInstant end = recoup_dict_integer (session, "end", start);

  if (end > start)
    return (double) (end - start) / (double) RECOUP_USEC_PER_MIN;
  return recoup_dict_number (session, "duration_min", NAN);
}

/* The usual @session again, with the sets that @plan leaves and as much shorter. */
static void
assume_session (Course *course, GVariant *session, RecoupPlanState plan, RecoupInstant start)
{
  guint usual = recoup_prescription_count (session);
  guint due = recoup_prescription_get_due (session, plan);
  double minutes = get_minutes (session) * due / MAX (usual, 1);
  double rpe = recoup_dict_number (session, "rpe", NAN);
  const char *title = recoup_dict_string (session, "title");
  GVariantDict entry;

  g_variant_dict_init (&entry, NULL);
  g_variant_dict_insert (&entry, "kind", "s", "session");
  g_variant_dict_insert (&entry, "start", "x", start);
  if (title != NULL)
    g_variant_dict_insert (&entry, "title", "s", title);
  if (!isnan (minutes))
    g_variant_dict_insert (&entry, "duration_min", "d", fmax (minutes, LEAST_MIN));
  if (!isnan (rpe))
    g_variant_dict_insert (&entry, "rpe", "d", rpe);
  g_variant_dict_insert_value (&entry, "sets", recoup_prescription_new_sets (session, plan));
  assume (course, g_variant_dict_end (&entry));
}

/* When a session of @day begins: at the hour of the usual one, but not before now. */
static RecoupInstant
get_start (const Course *course, GVariant *session, RecoupDay day)
{
  RecoupDay usual_day = 0;
  guint second = 0;

  recoup_civil_local (recoup_dict_integer (session, "start", 0), course->week->zone, &usual_day,
                      &second);
  RecoupInstant start = recoup_civil_at (day, second / 60, course->week->zone);
  return MAX (start, course->now + FIRST_WAIT);
}

/* What is assumed of the training of @day, the state of whose morning is @state. */
static void
assume_training (Course *course, RecoupDay day, GVariant *state, GVariant *session)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  g_auto (GStrv) planned = recoup_dict_strings (today, "planned");

  if (!course->is_planned || recoup_dict_integer (today, "sessions", 0) > 0 ||
      g_strv_contains ((const char *const *) planned, "hiit"))
    return;
  if (session != NULL)
    assume_session (course, session, recoup_plan_text_read_state (plan),
                    get_start (course, session, day));
  else if (get_groups (planned) == 0)
    assume (course, recoup_assume_rest (day));
}

static void
assume_food (Course *course, RecoupDay day, GVariant *state)
{
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  double grams = course->week->protein_g - recoup_dict_number (today, "protein_g", 0);
  RecoupInstant noon = recoup_civil_at (day, NOON_MIN, course->week->zone);

  if (grams >= LEAST_G) /* not for NAN */
    assume (course, recoup_assume_meal (MAX (noon, course->now), grams));
}

/* The state on the morning of @day, after a night as assumed. */
static GVariant *
ask_morning (Course *course, RecoupDay day, GError **error)
{
  const RecoupWeek *week = course->week;
  RecoupInstant wake = recoup_assume_get_wake (week->policy, day, week->zone);

  if (week->sleep_min >= 1)
    assume (course, recoup_assume_sleep (wake, (gint) week->sleep_min));
  GVariant *entries = g_variant_new_array (
      G_VARIANT_TYPE_VARDICT, (GVariant *const *) course->assumed->pdata, course->assumed->len);
  return week->ask (recoup_assume_options (wake, entries), week->user_data, error);
}

static void
put_session (GVariantDict *row, GVariant *session, RecoupPlanState plan)
{
  const char *title = recoup_dict_string (session, "title");
  g_autofree char *text = recoup_prescription_new_text (session, plan);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (title != NULL)
    g_variant_dict_insert (&dict, "title", "s", title);
  g_variant_dict_insert_value (&dict, "exercises", recoup_prescription_new_rows (session, plan));
  g_variant_dict_insert (&dict, "text", "s", text);
  g_variant_dict_insert_value (row, "session", g_variant_dict_end (&dict));
}

static GVariant *
make_row (RecoupDay day, GVariant *state, GVariant *session)
{
  static const char *const keys[] = { "verdict", "severity", "reasons", "readiness", "plan" };
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  g_auto (GStrv) planned = recoup_dict_strings (today, "planned");
  g_autofree char *date = recoup_day_format (day);
  GVariantDict row;

  g_variant_dict_init (&row, NULL);
  g_variant_dict_insert (&row, "date", "s", date);
  g_variant_dict_insert (&row, "at", "x", recoup_dict_integer (state, "now", 0));
  g_variant_dict_insert (&row, "planned", "^as", planned);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (state, keys[i], NULL);
      if (value != NULL)
        g_variant_dict_insert_value (&row, keys[i], value);
    }
  if (session != NULL)
    put_session (&row, session, recoup_plan_text_read_state (plan));
  return g_variant_dict_end (&row);
}

/* (transfer none) (nullable): the usual session that the plan of a day means. */
static GVariant *
find_session (const Course *course, GVariant *state)
{
  g_autoptr (GVariant) today = recoup_dict_dict (state, "today");
  g_auto (GStrv) planned = recoup_dict_strings (today, "planned");
  guint groups = get_groups (planned);

  if (recoup_dict_integer (today, "sessions", 0) > 0) /* what is done is done */
    return NULL;
  return groups != 0 ? recoup_usual_find_for (course->week->usual, groups) : NULL;
}

static gboolean
plans_anything (const RecoupPolicy *policy)
{
  for (guint i = 0; i < G_N_ELEMENTS (policy->week); i++)
    if (policy->week[i].n > 0)
      return TRUE;
  return FALSE;
}

GVariant *
recoup_week_compute (const RecoupWeek *week, GError **error)
{
  const char *text = recoup_dict_string (week->state, "day");
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  g_auto (Course) course = {
    .week = week,
    .now = recoup_dict_integer (week->state, "now", 0),
    .is_planned = plans_anything (week->policy),
    .assumed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref),
  };

  if (!recoup_day_parse (text != NULL ? text : "", &course.today, error))
    return NULL;
  for (RecoupDay day = course.today; day < course.today + RECOUP_WEEK_DAYS; day++)
    {
      g_autoptr (GVariant) state =
          day == course.today ? g_variant_ref (week->state) : ask_morning (&course, day, error);
      if (state == NULL)
        return NULL;
      GVariant *session = find_session (&course, state);
      g_variant_builder_add_value (&rows, make_row (day, state, session));
      assume_food (&course, day, state);
      assume_training (&course, day, state, session);
    }
  return g_variant_ref_sink (g_variant_builder_end (&rows));
}
