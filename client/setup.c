/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The six questions of the first run: what an answer may look like, and which settings it means.
 * Nobody should have to know the names of settings, or that a day which turns over at 04:00 does
 * not fit somebody who gets up at 16:00: the start of the day follows the answers when it has to.
 * The answers are gathered in a value; nothing is written here. */

#include "client/setup.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/render.h"
#include "client/value-plain.h"
#include "recoup/error.h"

#define MIN_WEIGHT_KG 30 /* of the setting body_weight_kg */
#define MAX_WEIGHT_KG 300
#define HOURS_PER_DAY 24 /* a lower number without unit is hours of sleep, not minutes */
#define MARKED        ":active"

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

static char *
show_weight (const RecoupSetup *setup)
{
  g_autofree char *number =
      recoup_render_number (setup->weight_kg > 0 ? setup->weight_kg : setup->last_kg, 1);

  return g_strdup_printf ("%s kg", number);
}

static gboolean
take_weight (RecoupSetup *setup, const char *text, GError **error)
{
  const char *expected = _ ("a weight of 30 to 300 kg with its unit, like 80kg or 176lb");
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
show_wake (const RecoupSetup *setup)
{
  return recoup_policy_format (&setup->after, "wake");
}

static gboolean
take_wake (RecoupSetup *setup, const char *text, GError **error)
{
  if (put (setup, "wake", text, NULL))
    return TRUE;
  return refuse (error, _ ("a time of 00:00 to 18:00, or days such as mon-fri:06:30,sat-sun:08:30"),
                 text);
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
    if (g_ascii_strcasecmp (text, levels[i].word) == 0 || g_str_equal (text, _ (levels[i].word)))
      return put (setup, "training_status", levels[i].setting, error);
  return refuse (error, _ ("novice, intermediate or trained"), text);
}

static gboolean
is_rest (const RecoupPlannedDay *day)
{
  return day->n == 1 && day->items[0] == RECOUP_PLANNED_REST;
}

/* The days that are not for rest, in the form of the settings: "mon,wed-fri". */
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
  return g_string_free (g_steal_pointer (&days), FALSE);
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
  recoup_policy_init (marked);
  return week->len > 0 && recoup_policy_parse (marked, "week", week->str, NULL);
}

/* The other days are for rest. What was planned for a day otherwise stays. */
static gboolean
take_days (RecoupSetup *setup, const char *text, GError **error)
{
  gboolean any = g_ascii_strcasecmp (text, "any") == 0 || g_str_equal (text, _ ("any"));
  RecoupPolicy marked;

  if (strchr (text, ':') != NULL && put (setup, "week", text, NULL))
    return TRUE; /* the whole plan, as the setting has it */
  if (!any && !read_days (text, &marked))
    return refuse (error, _ ("days like mon,wed,fri or mon-fri, or any"), text);
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
  return refuse (error, _ ("30 to 400 g a day, or 0.8 to 3.1 g/kg, for example 130 or 1.6g/kg"),
                 text);
}

const RecoupSetupQuestion recoup_setup_questions[RECOUP_N_SETUP_QUESTIONS] = {
  { "weight", N_ ("Body weight with its unit, 30 to 300 kg, for example 80kg or 176lb"),
    show_weight, take_weight },
  { "wake", N_ ("When you get up: one time, or for example mon-fri:06:30,sat-sun:08:30"), show_wake,
    take_wake },
  { "need", N_ ("Sleep that you need each night, 7h to 9h"), show_need, take_need },
  { "status", N_ ("How used to training you are: novice, intermediate or trained"), show_status,
    take_status },
  { "days",
    N_ ("Days on which you train, for example mon,wed,fri, or any; the others are for rest"),
    show_days, take_days },
  { "protein",
    N_ ("Protein for a day, 30 to 400 g, or 0.8 to 3.1 g/kg; where medical advice differs, follow "
        "that"),
    show_protein, take_protein },
};

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
