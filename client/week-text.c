/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The coming week for people: a line a day, and below it the sets of the days that have fewer. */

#include "client/week-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/balances.h"
#include "client/dict.h"
#include "client/plan-text.h"
#include "client/prescription.h"
#include "client/print.h"
#include "client/summary.h"
#include "client/usual.h"
#include "words/key-words.h"
#include "words/words.h"

/* Accounts of what is assumed beside training. */
#define HABIT_ACCOUNTS (1U << RECOUP_ACCOUNT_SLEEP | 1U << RECOUP_ACCOUNT_FUEL)

/* What is planned, and which of it is not ready (S-052). */
static char *
dup_planned (GVariant *day)
{
  g_auto (GStrv) planned = recoup_dict_strings (day, "planned");
  g_autoptr (GVariant) reasons = recoup_dict_rows (day, "reasons");
  g_autofree char *list = recoup_words_join (RECOUP_KEY_PLANNED, planned);

  for (gsize i = 0; i < g_variant_n_children (reasons); i++)
    {
      g_autoptr (GVariant) reason = g_variant_get_child_value (reasons, i);
      g_autoptr (GVariant) params = recoup_dict_dict (reason, "params");
      g_auto (GStrv) groups = recoup_dict_strings (params, "groups");
      if (g_strcmp0 (recoup_dict_string (reason, "rule"), "S-052") != 0 || groups[0] == NULL)
        continue;
      g_autofree char *blocked = recoup_words_join (RECOUP_KEY_GROUP, groups);
      return g_strdup_printf (_ ("%s (not ready: %s)"), list, blocked);
    }
  return g_steal_pointer (&list);
}

/* "Sat 2026-11-21" */
static char *
dup_date (GVariant *day)
{
  const char *text = recoup_dict_string (day, "date");
  RecoupDay date = RECOUP_DAY_NONE;

  return text != NULL && recoup_day_parse (text, &date, NULL) ? recoup_render_day (date)
                                                              : g_strdup ("");
}

/* On a planned rest day the plan comes first, unless the verdict is stricter. */
static const char *
get_verdict (GVariant *day)
{
  g_auto (GStrv) planned = recoup_dict_strings (day, "planned");
  RecoupVerdict verdict = recoup_summary_read_verdict (day);

  if (g_strv_contains ((const char *const *) planned, "rest") &&
      (verdict == RECOUP_VERDICT_TRAIN || verdict == RECOUP_VERDICT_TRAIN_OTHER))
    return _ ("Planned rest");
  return recoup_words_verdict (verdict);
}

static void
add_day (RecoupTable *table, GVariant *day)
{
  g_autofree char *date = dup_date (day);
  g_autofree char *readiness = recoup_summary_new_readiness (day);
  g_autofree char *planned = dup_planned (day);
  const char *cells[] = { date, get_verdict (day), readiness, planned };

  recoup_table_add (table, cells);
}

/* Whether anything is planned on any of the days. */
static gboolean
is_planned (GVariant *days)
{
  for (gsize i = 0; i < g_variant_n_children (days); i++)
    {
      g_autoptr (GVariant) day = g_variant_get_child_value (days, i);
      g_auto (GStrv) planned = recoup_dict_strings (day, "planned");
      if (planned[0] != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What the verdicts of the mornings to come rest on. */
static char *
dup_premise (gboolean has_week, guint off, double sleep_min, double protein_g)
{
  const char *training =
      has_week ? _ ("From tomorrow on: how the morning will be if you train as planned.")
               : _ ("From tomorrow on: how the morning will be if you do not train until then.");
  g_autofree char *sleep = recoup_words_duration (isnan (sleep_min) ? 0 : (gint) sleep_min);
  g_autofree char *habits = NULL;

  if (!isnan (sleep_min) && !isnan (protein_g))
    habits = g_strdup_printf (
        _ ("Assumed, as in the last seven days: %s of sleep a night, %.0f g of protein a day."),
        sleep, protein_g);
  else if (!isnan (sleep_min))
    habits =
        g_strdup_printf (_ ("Assumed, as in the last seven days: %s of sleep a night."), sleep);
  else if (!isnan (protein_g))
    habits = g_strdup_printf (_ ("Assumed, as in the last seven days: %.0f g of protein a day."),
                              protein_g);
  else if ((off & HABIT_ACCOUNTS) != 0)
    return g_strdup (training); /* it is not wanted */
  else
    habits = g_strdup (_ ("Log sleep and protein, and they enter."));
  return g_strdup_printf ("%s %s", training, habits);
}

static const char *
get_rule (RecoupPlanState plan)
{
  return plan == RECOUP_PLAN_DELOAD ? "S-081" : "S-084";
}

/* One session with fewer sets. */
static void
print_sets (RecoupCtl *ctl, const char *label, const char *when, GVariant *session, GVariant *plan)
{
  const char *title = recoup_dict_string (session, "title");
  const char *sets = recoup_dict_string (session, "text");
  gboolean has_title = title != NULL && title[0] != '\0';
  g_autofree char *line =
      g_strdup_printf ("%s%s%s: %s. [%s]", when, when[0] != '\0' ? ", " : "",
                       has_title ? title : _ ("a session without a title"),
                       sets != NULL ? sets : "", get_rule (recoup_plan_text_read_state (plan)));

  recoup_print_line (ctl, label, line);
}

/* The sets of the days on which fewer are due. */
static void
print_reduced_days (RecoupCtl *ctl, GVariant *days)
{
  const char *label = _ ("Sets");

  for (gsize i = 0; i < g_variant_n_children (days); i++)
    {
      g_autoptr (GVariant) day = g_variant_get_child_value (days, i);
      g_autoptr (GVariant) plan = recoup_dict_dict (day, "plan");
      g_autoptr (GVariant) session =
          g_variant_lookup_value (day, "session", G_VARIANT_TYPE_VARDICT);
      if (session == NULL || !recoup_usual_is_reduced (recoup_plan_text_read_state (plan)))
        continue;
      g_autofree char *date = dup_date (day);
      print_sets (ctl, label, date, session, plan);
      label = "";
    }
}

/* C-5: practice often lowers the weights too; the article keeps them. */
static void
print_option (RecoupCtl *ctl, GVariant *days)
{
  g_autoptr (GVariant) today = g_variant_get_child_value (days, 0);
  g_autoptr (GVariant) plan = recoup_dict_dict (today, "plan");

  if (ctl->legend && recoup_plan_text_read_state (plan) == RECOUP_PLAN_DELOAD)
    recoup_print_line (ctl, "",
                       /* xgettext:no-c-format */
                       _ ("If you like, 10 % less weight too; the sets come first."));
}

/* Without a week that plans anything: the sets of each usual session, as of the first day. */
static void
print_reduced_sessions (RecoupCtl *ctl, GVariant *days, const GPtrArray *usual)
{
  g_autoptr (GVariant) today = g_variant_get_child_value (days, 0);
  g_autoptr (GVariant) plan = recoup_dict_dict (today, "plan");
  RecoupPlanState step = recoup_plan_text_read_state (plan);

  if (!recoup_usual_is_reduced (step))
    return;
  for (guint i = 0; i < usual->len; i++)
    {
      GVariantDict session;
      g_autofree char *text = recoup_prescription_new_text (usual->pdata[i], step);
      g_variant_dict_init (&session, usual->pdata[i]);
      g_variant_dict_insert (&session, "text", "s", text);
      g_autoptr (GVariant) dict = g_variant_ref_sink (g_variant_dict_end (&session));
      print_sets (ctl, i == 0 ? _ ("Sets") : "", "", dict, plan);
    }
}

void
recoup_week_text_print (RecoupCtl *ctl,
                        GVariant *days,
                        const GPtrArray *usual,
                        double sleep_min,
                        double protein_g)
{
  static const char *const headings[] = { N_ ("DAY"), N_ ("VERDICT"), N_ ("READINESS"),
                                          N_ ("PLANNED"), NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  gboolean has_week = is_planned (days);
  guint off = 0; /* as on each of the days */

  for (gsize i = 0; i < g_variant_n_children (days); i++)
    {
      g_autoptr (GVariant) day = g_variant_get_child_value (days, i);
      add_day (table, day);
      off = recoup_balances_get_off (day);
    }
  recoup_ctl_print (ctl, "\n");
  recoup_print_table (ctl, table, "");
  if (ctl->legend)
    {
      g_autofree char *premise = dup_premise (has_week, off, sleep_min, protein_g);
      recoup_print_paragraph (ctl, 0, premise);
      if (!has_week)
        recoup_print_paragraph (ctl, 0,
                                _ ("Your week plans nothing yet. To plan one, for example: "
                                   "recoupctl set week=mon:chest+triceps,thu:quads+glutes"));
    }
  if (has_week)
    print_reduced_days (ctl, days);
  else
    print_reduced_sessions (ctl, days, usual);
  print_option (ctl, days);
}
