/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The account statement for people: a line for each step, with its amount and the balance after it
 * in the unit of the account, what the account then costs, the rule, and below it what the rules
 * say and where that is from. */

#include "client/statement.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/dict.h"
#include "client/print.h"
#include "recoup/rules.h"
#include "words/format.h"
#include "words/key-words.h"

#define ID_COLUMNS 6 /* enough to tell entries of a few days apart, and to name one */

/* How a balance of that unit is printed. */
static const struct
{
  const char *unit;
  double factor;
  guint digits;
  const char *suffix;
} unit_forms[] = {
  { "h", 1, 2, " h" },         { "share", 100, 0, " %" },
  { "percent", 1, 1, " %" },   { "RPE min", 1, 0, " RPE min" },
  { "soreness", 1, 0, "/10" }, { "min", 1, 0, " min" },
  { "ln ms", 1, 2, " ln ms" }, { "bpm", 1, 1, " bpm" },
};

#define ODD_DIGITS 2 /* of a unit that is not in the table */

/* "-0.80 h", "+7.5 %": what a step did to the account. */
static char *
dup_amount (GVariant *row, const char *key, gboolean with_sign)
{
  double value = recoup_dict_number (row, key, NAN);
  const char *unit = recoup_dict_string (row, "unit");

  if (isnan (value))
    return g_strdup ("");
  const char *sign = with_sign && value > 0 ? "+" : "";
  for (guint i = 0; i < G_N_ELEMENTS (unit_forms); i++)
    if (g_strcmp0 (unit_forms[i].unit, unit) == 0)
      {
        g_autofree char *number =
            recoup_format_number (value * unit_forms[i].factor, unit_forms[i].digits);
        return g_strconcat (sign, number, unit_forms[i].suffix, NULL);
      }
  g_autofree char *number = recoup_format_number (value, ODD_DIGITS);
  return g_strconcat (sign, number, unit != NULL ? " " : "", unit, NULL);
}

static void
add_row (RecoupTable *table, GVariant *row)
{
  const char *entry = recoup_dict_string (row, "entry");
  const char *what = recoup_dict_string (row, "what");
  const char *group = recoup_dict_string (row, "group");
  const char *key = recoup_dict_string (row, "account");
  g_autofree char *account = recoup_words_key (RECOUP_KEY_ACCOUNT, key != NULL ? key : "?");
  double points = recoup_dict_number (row, "points", NAN);
  g_autofree char *done = recoup_words_key (RECOUP_KEY_STEP, what != NULL ? what : "");
  g_autofree char *muscle = group != NULL ? recoup_words_key (RECOUP_KEY_GROUP, group) : NULL;
  g_autofree char *step = g_strjoin (", ", done, muscle, NULL);
  g_autofree char *amount = dup_amount (row, "amount", TRUE);
  g_autofree char *balance = dup_amount (row, "balance", FALSE);
  g_autofree char *cost = isnan (points) ? g_strdup ("") : recoup_render_number (points, 1);
  g_autofree char *id = g_strndup (entry != NULL ? entry : "", ID_COLUMNS);
  const char *cells[] = {
    account, amount, balance, cost, recoup_dict_string (row, "rule"), id, step,
  };

  recoup_table_add (table, cells);
}

/* Whether the overview leaves the row out: twelve groups recover a little every day. */
static gboolean
is_detail (GVariant *row)
{
  return g_strcmp0 (recoup_dict_string (row, "account"), "tissue") == 0 &&
         recoup_dict_string (row, "entry") == NULL;
}

/* The rules that @rows name, each once, in their order; with @is_overview of the rows that it
 * shows. */
static GPtrArray *
collect_rules (GVariant *rows, gboolean is_overview)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      if (is_overview && is_detail (row))
        continue;
      const char *id = recoup_dict_string (row, "rule");
      const RecoupRule *rule = id != NULL ? recoup_rules_find (id) : NULL;
      if (rule != NULL && !g_ptr_array_find (rules, rule, NULL))
        g_ptr_array_add (rules, (gpointer) rule);
    }
  return g_steal_pointer (&rules);
}

GVariant *
recoup_statement_new_rules (GVariant *rows)
{
  g_autoptr (GPtrArray) rules = collect_rules (rows, FALSE);
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < rules->len; i++)
    {
      const RecoupRule *rule = rules->pdata[i];
      GVariantDict dict;
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "rule", "s", rule->id);
      g_variant_dict_insert (&dict, "statement", "s", rule->statement);
      g_variant_dict_insert (&dict, "formalisation", "s", rule->formalisation);
      g_variant_dict_insert (&dict, "source", "s", rule->source);
      g_variant_dict_insert (&dict, "support", "s", recoup_support_get_name (rule->support));
      g_variant_builder_add_value (&list, g_variant_dict_end (&dict));
    }
  return g_variant_builder_end (&list);
}

void
recoup_statement_print_rules (RecoupCtl *ctl, GVariant *rows, gboolean is_overview)
{
  g_autoptr (GPtrArray) rules = collect_rules (rows, is_overview);

  if (!ctl->legend || rules->len == 0)
    return;
  recoup_ctl_print (ctl, "\n");
  for (guint i = 0; i < rules->len; i++)
    {
      const RecoupRule *rule = rules->pdata[i];
      g_autofree char *line = g_strdup_printf ("%s (%s)", _ (rule->statement), rule->source);
      recoup_print_line (ctl, rule->id, line);
    }
}

void
recoup_statement_print (RecoupCtl *ctl, GVariant *rows, gboolean is_overview)
{
  /* What it was stands last because that wraps. */
  static const char *const headings[] = { N_ ("ACCOUNT"),  N_ (">CHANGE"),
                                          N_ (">BALANCE"), N_ (">COSTS"),
                                          N_ ("RULE"),     N_ ("ENTRY"),
                                          N_ ("WHAT"),     NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  g_autofree char *day = g_strdup ("");

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      const char *row_day = recoup_dict_string (row, "day");
      if (is_overview && is_detail (row))
        continue;
      if (row_day != NULL && !g_str_equal (day, row_day))
        {
          g_autofree char *date = recoup_format_iso_date (row_day);
          const char *cells[] = { date, NULL, NULL, NULL, NULL, NULL, NULL };
          recoup_table_add (table, cells);
          g_free (day);
          day = g_strdup (row_day);
        }
      add_row (table, row);
    }
  recoup_print_table (ctl, table, _ ("Nothing moved these accounts."));
  if (!ctl->legend || recoup_table_get_size (table) == 0)
    return;
  recoup_ctl_print (ctl, "\n");
  recoup_print_paragraph (ctl, 0,
                          _ ("A positive change withdraws. COSTS: points of readiness that the "
                             "account takes after the step."));
  if (is_overview)
    recoup_print_paragraph (ctl, 0, _ ("‘recoupctl why tissue’ shows how each group recovers."));
}
