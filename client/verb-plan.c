/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl plan: where training stands between weeks of work and a week of less, the week to come
 * with a verdict for each day, and the user's word on it. Accepting, declining and cancelling are
 * entries of the journal like any other. */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/agenda.h"
#include "client/dict.h"
#include "client/helper.h"
#include "client/notes.h"
#include "client/output.h"
#include "client/plan-text.h"
#include "client/print.h"
#include "client/trend-days.h"
#include "client/usual.h"
#include "client/verbs.h"
#include "client/week-text.h"
#include "client/week.h"
#include "recoup/names.h"

#define HABIT_DAYS 7 /* whose sleep and food the coming week is taken to repeat */

/* What the week rests on beside the state. */
typedef struct
{
  RecoupPolicy policy;
  GPtrArray *usual; /* owned, sessions; NULL until they are read */
  double sleep_min; /* mean of the last seven days, NAN if nothing was logged */
  double protein_g; /* likewise */
} Outlook;

static void
outlook_clear (Outlook *outlook)
{
  g_clear_pointer (&outlook->usual, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outlook, outlook_clear)

/* The mean of a metric over those of the last days up to @until that are known; NAN if none is. */
static gboolean
get_mean (RecoupCtl *ctl, const char *metric, RecoupDay until, double *mean_out, GError **error)
{
  const RecoupDayRange range = { until - HABIT_DAYS + 1, until };
  g_autoptr (RecoupTrend) trend =
      recoup_trend_fetch (ctl, recoup_series_find (metric), &range, error);

  if (trend == NULL)
    return FALSE;
  *mean_out = round (recoup_trend_sum_up (trend, 0, trend->n_days).point);
  return TRUE;
}

/* Last night belongs to today; today's food is still being eaten. */
static gboolean
learn (RecoupCtl *ctl, GVariant *state, Outlook *outlook, GError **error)
{
  const char *text = recoup_dict_string (state, "day");
  RecoupDay today = RECOUP_DAY_NONE;

  if (!recoup_day_parse (text != NULL ? text : "", &today, error) ||
      !recoup_ctl_get_policy (ctl, &outlook->policy, error) ||
      !get_mean (ctl, "sleep_min", today, &outlook->sleep_min, error) ||
      !get_mean (ctl, "protein_g", today - 1, &outlook->protein_g, error))
    return FALSE;
  outlook->usual = recoup_usual_get (ctl, state, error);
  return outlook->usual != NULL;
}

static GVariant *
ask_state (GVariant *options, gpointer user_data, GError **error)
{
  return recoup_ctl_get_state (user_data, options, error);
}

/* The plan with its week as one object. */
static void
print_object (RecoupCtl *ctl, const RecoupWeek *week, GVariant *days)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (week->state, "plan");
  GVariantDict assumed;
  GVariantDict dict;

  g_variant_dict_init (&assumed, NULL);
  if (!isnan (week->sleep_min))
    g_variant_dict_insert (&assumed, "sleep_min", "d", week->sleep_min);
  if (!isnan (week->protein_g))
    g_variant_dict_insert (&assumed, "protein_g", "d", week->protein_g);
  g_variant_dict_init (&dict, plan);
  g_variant_dict_insert (&dict, "zone", "s", recoup_zone_get_id (week->zone));
  g_variant_dict_insert_value (&dict, "assumed", g_variant_dict_end (&assumed));
  g_variant_dict_insert_value (&dict, "days", days);
  recoup_print_json (ctl, g_variant_dict_end (&dict));
}

static RecoupExit
print_plan (RecoupCtl *ctl, GVariant *state)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");
  const char *zone = recoup_dict_string (state, "zone");
  g_auto (Outlook) outlook = { .usual = NULL };
  g_autoptr (GError) error = NULL;

  if (!learn (ctl, state, &outlook, &error))
    return recoup_ctl_fail (ctl, error);
  const RecoupWeek week = {
    .ask = ask_state,
    .user_data = ctl,
    .state = state,
    .policy = &outlook.policy,
    .zone = recoup_ctl_find_zone (ctl, zone != NULL ? zone : "UTC"),
    .usual = outlook.usual,
    .sleep_min = outlook.sleep_min,
    .protein_g = outlook.protein_g,
  };
  g_autoptr (GVariant) days = recoup_week_compute (&week, &error);
  if (days == NULL)
    return recoup_ctl_fail (ctl, error);
  if (recoup_print_is_json (ctl))
    {
      print_object (ctl, &week, days);
      return RECOUP_EXIT_OK;
    }
  g_autofree char *text = recoup_plan_text_new (plan);
  recoup_print_line (ctl, _ ("Plan"), text);
  recoup_notes_print_plan (ctl, state);
  if (recoup_plan_text_read_state (plan) == RECOUP_PLAN_DUE)
    recoup_print_reasons (ctl, state, "flags", _ ("Because"));
  recoup_week_text_print (ctl, days, outlook.usual, outlook.sleep_min, outlook.protein_g);
  return RECOUP_EXIT_OK;
}

/* Whether an action has an effect in a state (model, section 13 c). */
static gboolean
is_fitting (RecoupPlanState state, const char *action)
{
  if (g_str_equal (action, "accept"))
    return state == RECOUP_PLAN_NORMAL || state == RECOUP_PLAN_DUE;
  if (g_str_equal (action, "decline"))
    return state == RECOUP_PLAN_DUE;
  return state != RECOUP_PLAN_NORMAL && state != RECOUP_PLAN_DUE;
}

static const char *
get_refusal (const char *action)
{
  if (g_str_equal (action, "accept"))
    return _ ("There is nothing to accept.");
  return g_str_equal (action, "decline") ? _ ("There is nothing to decline.")
                                         : _ ("There is nothing to cancel.");
}

static RecoupExit
act (RecoupCtl *ctl, const char *action, GVariant *state)
{
  g_autoptr (GVariant) plan = recoup_dict_dict (state, "plan");
  g_autoptr (GError) error = NULL;
  GVariantBuilder entries;
  GVariantDict entry;

  if (!is_fitting (recoup_plan_text_read_state (plan), action))
    {
      g_autofree char *text = recoup_plan_text_new (plan);
      g_printerr ("recoupctl: %s %s\n", get_refusal (action), text);
      return RECOUP_EXIT_FAILED;
    }
  g_variant_dict_init (&entry, NULL);
  g_variant_dict_insert (&entry, "kind", "s", "plan");
  g_variant_dict_insert (&entry, "source", "s", "manual");
  g_variant_dict_insert (&entry, "at", "x", recoup_instant_floor (g_get_real_time ()));
  g_variant_dict_insert (&entry, "action", "s", action);
  g_variant_builder_init (&entries, G_VARIANT_TYPE ("aa{sv}"));
  g_variant_builder_add_value (&entries, g_variant_dict_end (&entry));
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_JOURNAL, "Add",
                       g_variant_new ("(aa{sv}a{sv})", &entries, NULL), "(ass)", &error);
  g_autoptr (GVariant) after = reply != NULL ? recoup_ctl_get_state (ctl, NULL, &error) : NULL;
  if (after == NULL)
    return recoup_ctl_fail (ctl, error);
  RecoupExit status = print_plan (ctl, after);
  const char *undo = NULL;
  g_variant_get_child (reply, 1, "&s", &undo);
  if (!recoup_print_is_json (ctl))
    recoup_print_undo (ctl, undo);
  return status;
}

/* Returns: (transfer full): what falls due in the days of an agenda */
static GVariant *
get_reminders (RecoupCtl *ctl, GVariant *state, GError **error)
{
  RecoupInstant from = recoup_dict_integer (state, "now", 0);
  RecoupInstant until = from + RECOUP_AGENDA_DAYS * RECOUP_USEC_PER_DAY;
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_REMINDERS, "Upcoming",
                       g_variant_new ("(xx)", from, until), "(aa{sv})", error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

static RecoupExit
write_calendar (RecoupCtl *ctl, GVariant *state, const char *path)
{
  static const char *const command[] = { "recoupctl-calendar", NULL };
  RecoupPolicy policy;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = NULL;
  gsize len = 0;

  if (!recoup_ctl_get_policy (ctl, &policy, &error))
    return recoup_ctl_fail (ctl, error);
  g_autoptr (GVariant) reminders = get_reminders (ctl, state, &error);
  const char *zone = recoup_dict_string (state, "zone");
  if (reminders == NULL)
    return recoup_ctl_fail (ctl, error);
  GVariant *agenda = recoup_agenda_new (state, reminders, &policy,
                                        recoup_ctl_find_zone (ctl, zone != NULL ? zone : "UTC"));
  RecoupExit status = recoup_helper_feed (ctl, command, agenda, &text);
  if (status != RECOUP_EXIT_OK)
    return status;
  const char *bytes = g_bytes_get_data (text, &len);
  if (!recoup_output_write (path, bytes, len, &error))
    return recoup_ctl_fail (ctl, error);
  if (recoup_output_is_file (path))
    recoup_ctl_print (ctl, _ ("Wrote the coming %d days to %s.\n"), RECOUP_AGENDA_DAYS, path);
  return RECOUP_EXIT_OK;
}

static RecoupExit
run_plan (RecoupCtl *ctl, const RecoupArgs *args)
{
  static const char *const actions[] = { "accept", "decline", "cancel", NULL };
  const char *action = recoup_args_word (args, 0);
  g_autoptr (GError) error = NULL;

  const char *path = recoup_args_get (args, "output");
  gboolean wants_file = recoup_args_get (args, "ics") != NULL;

  if (action != NULL && !g_strv_contains (actions, action))
    return recoup_ctl_usage (ctl, _ ("Expected accept, decline or cancel, got ‘%s’"), action);
  if (action != NULL && wants_file)
    return recoup_ctl_usage (ctl, _ ("‘--ics’ does not go with ‘%s’"), action);
  if (path != NULL && !wants_file)
    return recoup_ctl_usage (ctl, _ ("‘--output’ needs ‘--ics’"));
  g_autoptr (GVariant) state = recoup_ctl_get_state (ctl, NULL, &error);
  if (state == NULL)
    return recoup_ctl_fail (ctl, error);
  if (wants_file)
    return write_calendar (ctl, state, path);
  return action == NULL ? print_plan (ctl, state) : act (ctl, action, state);
}

static const RecoupOption options[] = {
  { "ics", 0, NULL, N_ ("Write the coming 14 days as an iCalendar file") },
  { "output", 'o', "FILE",
    N_ ("Write it to this file, readable by you alone, not to standard output") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_plan = {
  .name = "plan",
  .args = "[accept|decline|cancel] [--ics [-o FILE]]",
  .help = N_ ("Show the coming week, or answer the offer of a deload"),
  .details =
      N_ ("The setting week says what is planned, as in: recoupctl set week=mon:chest,thu:rest.\n"
          "A deload is a week with half the sets, accepted practice every 4 to 8 weeks.\n"
          "The iCalendar file has bedtimes, easy movement, planned rest days and a deload that\n"
          "is under way, and no health value. An event keeps its UID: to import a newer file\n"
          "moves it.\n"),
  .options = options,
  .max_words = 1,
  .run = run_plan,
};
