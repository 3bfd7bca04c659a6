/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl forecast: what the coming mornings look like if one sleeps and eats like this. The
 * daemon computes them from entries that exist only for the question. */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/assume.h"
#include "client/dict.h"
#include "client/print.h"
#include "client/state-object.h"
#include "client/summary.h"
#include "client/value.h"
#include "client/verbs.h"
#include "recoup/names.h"
#include "recoup/policy.h"
#include "recoup/state.h"
#include "words/format.h"
#include "words/key-words.h"
#include "words/words.h"

#define DEFAULT_DAYS 7
#define MAX_DAYS     28
#define MAX_SLEEP_H  14

/* What is assumed for each of the coming days. */
typedef struct
{
  double sleep_min; /* 0: nothing is assumed */
  double protein_g; /* likewise, -1 for nothing */
  gboolean rest;    /* no training */
  gint64 days;
  RecoupDay today;
  RecoupPolicy policy; /* for the hours of getting up */
  const RecoupZone *zone;
} Outlook;

static RecoupInstant
get_wake (const Outlook *outlook, RecoupDay day)
{
  return recoup_assume_get_wake (&outlook->policy, day, outlook->zone);
}

/* The nights to come, and food and rest from today on. */
static GVariant *
make_assumption (const Outlook *outlook)
{
  GVariantBuilder entries;

  g_variant_builder_init (&entries, G_VARIANT_TYPE ("aa{sv}"));
  for (RecoupDay i = 0; i < (RecoupDay) outlook->days; i++)
    {
      RecoupDay day = outlook->today + i;
      if (outlook->sleep_min > 0)
        g_variant_builder_add_value (
            &entries, recoup_assume_sleep (get_wake (outlook, day + 1), (gint) outlook->sleep_min));
      if (outlook->protein_g >= 0)
        g_variant_builder_add_value (&entries, recoup_assume_food_day (day, outlook->protein_g));
      if (outlook->rest)
        g_variant_builder_add_value (&entries, recoup_assume_rest (day));
    }
  return g_variant_ref_sink (g_variant_builder_end (&entries));
}

/* "quads, lower back": groups that are to be spared. */
static char *
dup_blocked (GVariant *state)
{
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");
  g_autoptr (GVariant) groups = recoup_dict_dict (balances, "groups");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      g_autoptr (GVariant) group = recoup_dict_dict (groups, recoup_group_get_name (i));
      if (recoup_dict_boolean (group, "blocked"))
        {
          g_autofree char *name = recoup_words_key (RECOUP_KEY_GROUP, recoup_group_get_name (i));
          g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_day (RecoupTable *table, GVariant *state)
{
  g_autoptr (GVariant) balances = recoup_dict_dict (state, "balances");
  g_autofree char *range = recoup_summary_new_readiness (state);
  double owed_h = recoup_dict_number (balances, "sleep_debt_h", NAN); /* NAN: switched off */
  g_autofree char *hours = isnan (owed_h) ? g_strdup ("") : recoup_render_number (owed_h, 1);
  g_autofree char *debt = g_strconcat (hours, isnan (owed_h) ? "" : " h", NULL);
  g_autofree char *blocked = dup_blocked (state);
  const char *day = recoup_dict_string (state, "day");
  g_autofree char *date = recoup_format_iso_date (day != NULL ? day : "?");
  const char *cells[] = { date, range, debt,
                          recoup_words_verdict (recoup_summary_read_verdict (state)), blocked };

  recoup_table_add (table, cells);
}

/* Asks for each morning, and prints it. */
static RecoupExit
print_mornings (RecoupCtl *ctl, const Outlook *outlook)
{
  static const char *const headings[] = { N_ ("MORNING"), N_ ("READINESS"), N_ (">DEBT"),
                                          N_ ("VERDICT"), N_ ("TO SPARE"),  NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  g_autoptr (GVariant) assume = make_assumption (outlook);
  g_autoptr (GError) error = NULL;

  for (RecoupDay i = 1; i <= (RecoupDay) outlook->days; i++)
    {
      RecoupInstant wake = get_wake (outlook, outlook->today + i);
      g_autoptr (GVariant) state =
          recoup_ctl_get_state (ctl, recoup_assume_options (wake, assume), &error);
      if (state == NULL)
        return recoup_ctl_fail (ctl, error);
      if (recoup_print_is_json (ctl))
        recoup_print_json (ctl, recoup_state_object_new (state, NULL, NULL));
      else
        add_day (table, state);
    }
  if (!recoup_print_is_json (ctl))
    recoup_print_table (ctl, table, "");
  return RECOUP_EXIT_OK;
}

/* Today's recovery day and the hours of getting up. */
static gboolean
learn (RecoupCtl *ctl, Outlook *outlook, GError **error)
{
  g_autoptr (GVariant) state = recoup_ctl_get_state (ctl, NULL, error);
  g_autoptr (GVariant) reply = state != NULL ? recoup_ctl_call (ctl, RECOUP_INTERFACE_SETTINGS,
                                                                "Get", NULL, "(a{sv})", error)
                                             : NULL;

  outlook->zone = reply != NULL ? recoup_ctl_get_zone (ctl, error) : NULL;
  if (outlook->zone == NULL)
    return FALSE;
  g_autoptr (GVariant) values = g_variant_get_child_value (reply, 0);
  const char *wake = recoup_dict_string (values, "wake");
  const char *day = recoup_dict_string (state, "day");
  recoup_policy_init (&outlook->policy);
  return recoup_policy_parse (&outlook->policy, "wake", wake != NULL ? wake : "", error) &&
         recoup_day_parse (day != NULL ? day : "", &outlook->today, error);
}

static RecoupExit
run_forecast (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *sleep = recoup_args_get (args, "sleep");
  const char *protein = recoup_args_get (args, "protein");
  const char *days = recoup_args_get (args, "days");
  Outlook outlook = {
    .protein_g = -1,
    .rest = recoup_args_get (args, "rest") != NULL,
    .days = DEFAULT_DAYS,
  };
  g_autoptr (GError) error = NULL;

  if (sleep != NULL && (!recoup_value_parse_number (sleep, "min", &outlook.sleep_min) ||
                        outlook.sleep_min < 1 || outlook.sleep_min > MAX_SLEEP_H * 60))
    return recoup_ctl_usage (ctl,
                             _ ("‘--sleep’ expects up to %d hours, for example 7h30m, got ‘%s’"),
                             MAX_SLEEP_H, sleep);
  if (protein != NULL && (!recoup_value_parse_number (protein, "g", &outlook.protein_g) ||
                          outlook.protein_g < 0 || outlook.protein_g > 1000))
    return recoup_ctl_usage (ctl, _ ("‘--protein’ expects 0 to 1000 g, got ‘%s’"), protein);
  if (days != NULL && !g_ascii_string_to_signed (days, 10, 1, MAX_DAYS, &outlook.days, NULL))
    return recoup_ctl_usage (ctl, _ ("‘--days’ expects 1 to %d, got ‘%s’"), MAX_DAYS, days);
  if (!learn (ctl, &outlook, &error))
    return recoup_ctl_fail (ctl, error);
  return print_mornings (ctl, &outlook);
}

static const RecoupOption options[] = {
  { "sleep", 0, "DURATION", N_ ("Sleep so long each night, until you get up: 8h, 7h30m") },
  { "protein", 0, "GRAMS", N_ ("Eat so much protein each day") },
  { "rest", 0, NULL, N_ ("Do not train") },
  { "days", 0, "N", N_ ("So many mornings, 1 to 28; 7 by default") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_forecast = {
  .name = "forecast",
  .args = "[--sleep 8h] [--protein 130] [--rest] [--days 7]",
  .help = N_ ("Show the coming mornings, if you live like that"),
  .details =
      N_ ("What is not assumed counts as not logged: the interval widens from day to day.\n"),
  .options = options,
  .run = run_forecast,
};
