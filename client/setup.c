/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The six questions of the first run: what an answer may look like, and which settings it means.
 * Nobody should have to know the names of settings, or that a day which turns over at 04:00 does
 * not fit somebody who gets up at 16:00: the start of the day follows the answers when it has to.
 * The answers are gathered in a value; nothing is written here. */

#include "client/setup.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "client/render.h"
#include "client/setting-text.h"
#include "client/value-plain.h"
#include "recoup/error.h"
#include "recoup/state.h"
#include "words/format.h"
#include "words/key-words.h"

#define MIN_WEIGHT_KG 30 /* of the setting body_weight_kg */
#define MAX_WEIGHT_KG 300
#define HOURS_PER_DAY 24 /* a lower number without unit is hours of sleep, not minutes */
#define MARKED        ":active"

#define LATEST_WAKE_SEC        (18 * 3600) /* of the setting wake */
#define MIN_PROTEIN_G_PER_KG   0.8         /* of the setting protein_g_per_kg */
#define USUAL_PROTEIN_G_PER_KG 1.6         /* its default */

/* As the settings write them; they are shown as the locale does. */
#define EXAMPLE_WAKE  "mon-fri:06:30,sat-sun:08:30"
#define EXAMPLE_DAYS  "mon,wed,fri"
#define EXAMPLE_RANGE "mon-fri"

static gboolean
refuse (GError **error, const char *expected, const char *text)
{
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, _ ("Expected %s, got ‘%s’"),
               expected, text);
  return FALSE;
}

/* Sets one setting from its text form. */
static gboolean
put (RecoupSetup *setup, const char *key, const char *text, GError **error)
{
  return recoup_policy_parse (&setup->after, key, text, error);
}

/* Sets one setting from what was typed for it. */
static gboolean
put_typed (RecoupSetup *setup, const char *key, const char *typed)
{
  g_autofree char *text = recoup_setting_read (key, typed, NULL);

  return text != NULL && put (setup, key, text, NULL);
}

/* A bound in the unit of the locale: whole, and within. */
static char *
dup_bound (double kg, double (*round_in) (double))
{
  double number = recoup_format_uses_pounds () ? round_in (kg / RECOUP_FORMAT_KG_PER_LB) : kg;

  return g_strdup_printf ("%.0f %s", number, recoup_format_get_weight_unit ());
}

static char *
ask_weight (void)
{
  g_autofree char *min = dup_bound (MIN_WEIGHT_KG, ceil);
  g_autofree char *max = dup_bound (MAX_WEIGHT_KG, floor);

  return g_strdup_printf (_ ("Body weight with its unit, %s to %s, for example 80kg or 176lb"), min,
                          max);
}

static char *
show_weight (const RecoupSetup *setup)
{
  return recoup_format_weight (setup->weight_kg > 0 ? setup->weight_kg : setup->last_kg);
}

static gboolean
take_weight (RecoupSetup *setup, const char *text, GError **error)
{
  g_autofree char *min = dup_bound (MIN_WEIGHT_KG, ceil);
  g_autofree char *max = dup_bound (MAX_WEIGHT_KG, floor);
  g_autofree char *expected =
      g_strdup_printf (_ ("a weight of %s to %s with its unit, like 80kg or 176lb"), min, max);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double kg = 0;

  if (recoup_value_parse_number (text, "", &kg) || !recoup_value_parse_number (text, "kg", &kg) ||
      kg < MIN_WEIGHT_KG || kg > MAX_WEIGHT_KG)
    return refuse (error, expected, text);
  g_ascii_formatd (number, sizeof number, "%.2f", kg);
  if (!put (setup, "body_weight_kg", number, error))
    return FALSE;
  setup->weight_kg = g_ascii_strtod (number, NULL);
  return TRUE;
}

static char *
ask_wake (void)
{
  g_autofree char *example = recoup_setting_show_days (EXAMPLE_WAKE);

  return g_strdup_printf (_ ("When you get up: one time, or for example %s"), example);
}

static char *
show_wake (const RecoupSetup *setup)
{
  g_autofree char *text = recoup_policy_format (&setup->after, "wake");

  return recoup_setting_show_days (text);
}

static gboolean
take_wake (RecoupSetup *setup, const char *text, GError **error)
{
  if (put_typed (setup, "wake", text))
    return TRUE;
  g_autofree char *min = recoup_format_clock (0);
  g_autofree char *max = recoup_format_clock (LATEST_WAKE_SEC);
  g_autofree char *example = recoup_setting_show_days (EXAMPLE_WAKE);
  g_autofree char *expected =
      g_strdup_printf (_ ("a time of %s to %s, or days such as %s"), min, max, example);
  return refuse (error, expected, text);
}

static char *
ask_need (void)
{
  return g_strdup (_ ("Sleep that you need each night, 7h to 9h"));
}

static char *
show_need (const RecoupSetup *setup)
{
  guint hours = setup->after.sleep_need_min / 60;
  guint minutes = setup->after.sleep_need_min % 60;

  return minutes > 0 ? g_strdup_printf ("%uh%02u", hours, minutes) : g_strdup_printf ("%uh", hours);
}

static gboolean
take_need (RecoupSetup *setup, const char *text, GError **error)
{
  double minutes = 0;
  double plain = 0;

  if (recoup_value_parse_number (text, "", &plain) && plain <= HOURS_PER_DAY)
    minutes = plain * 60;
  else
    (void) recoup_value_parse_number (text, "min", &minutes); /* leaves 0, which is refused */
  g_autofree char *number = g_strdup_printf ("%.0f", minutes);
  if (put (setup, "sleep_need_min", number, NULL))
    return TRUE;
  return refuse (error, _ ("7h to 9h, for example 8h or 7h30"), text);
}

/* What people call themselves, and the word of the setting; the first of each is shown. */
static const struct
{
  const char *word;
  const char *setting;
} levels[] = {
  { N_ ("novice"), "novice" },        { N_ ("beginner"), "novice" },
  { N_ ("intermediate"), "default" }, { N_ ("default"), "default" },
  { N_ ("trained"), "trained" },      { N_ ("advanced"), "trained" },
  { N_ ("experienced"), "trained" },
};

static char *
ask_status (void)
{
  return g_strdup (_ ("How used to training you are: novice, intermediate or trained"));
}

static char *
show_status (const RecoupSetup *setup)
{
  g_autofree char *value = recoup_policy_format (&setup->after, "training_status");

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (levels[i].setting, value))
      return g_strdup (_ (levels[i].word));
  return g_steal_pointer (&value);
}

static gboolean
take_status (RecoupSetup *setup, const char *text, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (recoup_words_match (text, levels[i].word))
      return put (setup, "training_status", levels[i].setting, error);
  return refuse (error, _ ("novice, intermediate or trained"), text);
}

static gboolean
is_rest (const RecoupPlannedDay *day)
{
  return day->n == 1 && day->items[0] == RECOUP_PLANNED_REST;
}

static char *
ask_days (void)
{
  g_autofree char *example = recoup_setting_show_days (EXAMPLE_DAYS);

  return g_strdup_printf (
      _ ("Days on which you train, for example %s, or any; the others are for rest"), example);
}

/* The days that are not for rest: "mon,wed-fri". */
static char *
show_days (const RecoupSetup *setup)
{
  RecoupPolicy marked = setup->after;
  gboolean any = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (marked.week); i++)
    {
      gboolean rest = is_rest (&setup->after.week[i]);
      marked.week[i] = (RecoupPlannedDay){ .n = rest ? 0 : 1, .items = { RECOUP_PLANNED_ACTIVE } };
      any = any && !rest;
    }
  if (any)
    return g_strdup (_ ("any"));
  g_autofree char *text = recoup_policy_format (&marked, "week");
  g_autoptr (GString) days = g_string_new (text);
  (void) g_string_replace (days, MARKED, "", 0);
  return recoup_setting_show_days (days->str);
}

/* "mon,wed,fri" or "mon-fri": the settings read the days, each marked with something. */
static gboolean
read_days (const char *text, RecoupPolicy *marked)
{
  g_auto (GStrv) days = g_strsplit_set (text, ", ", -1);
  g_autoptr (GString) week = g_string_new (NULL);

  for (guint i = 0; days[i] != NULL; i++)
    if (days[i][0] != '\0')
      g_string_append_printf (week, "%s%s" MARKED, week->len > 0 ? "," : "", days[i]);
  g_autofree char *plain = recoup_setting_read ("week", week->str, NULL);
  recoup_policy_init (marked);
  return week->len > 0 && plain != NULL && recoup_policy_parse (marked, "week", plain, NULL);
}

/* The other days are for rest. What was planned for a day otherwise stays. */
static gboolean
take_days (RecoupSetup *setup, const char *text, GError **error)
{
  gboolean any = recoup_words_match (text, N_ ("any"));
  RecoupPolicy marked;

  if (strchr (text, ':') != NULL && put_typed (setup, "week", text))
    return TRUE; /* the whole plan, as the setting has it */
  if (!any && !read_days (text, &marked))
    {
      g_autofree char *list = recoup_setting_show_days (EXAMPLE_DAYS);
      g_autofree char *range = recoup_setting_show_days (EXAMPLE_RANGE);
      g_autofree char *expected = g_strdup_printf (_ ("days like %s or %s, or any"), list, range);
      return refuse (error, expected, text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (setup->after.week); i++)
    {
      RecoupPlannedDay *day = &setup->after.week[i];
      gboolean trains = any || marked.week[i].n > 0;
      if (trains && is_rest (day))
        *day = (RecoupPlannedDay){ .n = 0 };
      else if (!trains && !(day->n == 1 && day->items[0] == RECOUP_PLANNED_ACTIVE))
        *day = (RecoupPlannedDay){ .n = 1, .items = { RECOUP_PLANNED_REST } };
    }
  return TRUE;
}

static char *
ask_protein (void)
{
  g_autofree char *min = recoup_format_number_short (MIN_PROTEIN_G_PER_KG, 1);
  g_autofree char *max = recoup_format_number_short (RECOUP_POLICY_MAX_PROTEIN_G_PER_KG, 1);

  return g_strdup_printf (_ ("Protein for a day, 30 to 400 g, or %s to %s g/kg; where medical "
                             "advice differs, follow that"),
                          min, max);
}

static char *
show_protein (const RecoupSetup *setup)
{
  gboolean is_fixed = setup->after.protein_target_g > 0;
  g_autofree char *number = recoup_render_number (
      is_fixed ? setup->after.protein_target_g : setup->after.protein_g_per_kg, 2);

  return g_strconcat (number, is_fixed ? " g" : " g/kg", NULL);
}

static gboolean
take_protein (RecoupSetup *setup, const char *text, GError **error)
{
  RecoupPolicy changed = setup->after;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean per_kg = g_str_has_suffix (text, "g/kg");
  g_autofree char *amount =
      per_kg ? g_strndup (text, strlen (text) - strlen ("g/kg")) : g_strdup (text);
  double value = 0;

  if (recoup_value_parse_number (g_strstrip (amount), "g", &value))
    {
      g_ascii_formatd (number, sizeof number, "%.2f", value);
      if (recoup_policy_parse (&changed, "protein_target_g", per_kg ? "" : number, NULL) &&
          (!per_kg || recoup_policy_parse (&changed, "protein_g_per_kg", number, NULL)))
        {
          setup->after = changed;
          return TRUE;
        }
    }
  g_autofree char *min = recoup_format_number_short (MIN_PROTEIN_G_PER_KG, 1);
  g_autofree char *max = recoup_format_number_short (RECOUP_POLICY_MAX_PROTEIN_G_PER_KG, 1);
  g_autofree char *usual = recoup_format_number_short (USUAL_PROTEIN_G_PER_KG, 1);
  g_autofree char *expected = g_strdup_printf (
      _ ("30 to 400 g a day, or %s to %s g/kg, for example 130 or %sg/kg"), min, max, usual);
  return refuse (error, expected, text);
}

#define OF(account) (1U << RECOUP_ACCOUNT_##account)

const RecoupSetupQuestion recoup_setup_questions[RECOUP_N_SETUP_QUESTIONS] = {
  { "weight", OF (FUEL), ask_weight, show_weight, take_weight },
  { "wake", 0, ask_wake, show_wake, take_wake },
  { "need", OF (SLEEP), ask_need, show_need, take_need },
  { "status", OF (TISSUE), ask_status, show_status, take_status },
  { "days", 0, ask_days, show_days, take_days },
  { "protein", OF (FUEL), ask_protein, show_protein, take_protein },
};

#undef OF

gboolean
recoup_setup_is_asked (const RecoupSetup *setup, const RecoupSetupQuestion *question)
{
  return (question->accounts & setup->before.accounts_off) == 0;
}

void
recoup_setup_init (RecoupSetup *setup, const RecoupPolicy *policy)
{
  *setup = (RecoupSetup){ .before = *policy };
  setup->after = setup->before;
  setup->last_kg = setup->before.body_weight_kg;
}

/* The start of the day stays where it is as long as that fits. */
static gboolean
settle_day_start (RecoupSetup *setup, GError **error)
{
  guint suggested = 0;

  setup->after.day_start_min = setup->before.day_start_min;
  if (recoup_policy_check (&setup->after, NULL))
    return TRUE;
  if (recoup_policy_suggest_day_start (&setup->after, &suggested))
    setup->after.day_start_min = suggested;
  return recoup_policy_check (&setup->after, error);
}

gboolean
recoup_setup_take (RecoupSetup *setup,
                   const RecoupSetupQuestion *question,
                   const char *text,
                   GError **error)
{
  RecoupSetup changed = *setup;

  if (!question->take (&changed, text, error) || !settle_day_start (&changed, error))
    return FALSE;
  *setup = changed;
  return TRUE;
}

GVariant *
recoup_setup_get_changes (const RecoupSetup *setup)
{
  GVariantDict changes;
  guint n = 0;
  const RecoupSetting *rows = recoup_policy_get_settings (&n);

  g_variant_dict_init (&changes, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *was = recoup_policy_format (&setup->before, rows[i].key);
      g_autofree char *is = recoup_policy_format (&setup->after, rows[i].key);
      if (!g_str_equal (was, is))
        g_variant_dict_insert (&changes, rows[i].key, "s", is);
    }
  return g_variant_ref_sink (g_variant_dict_end (&changes));
}
