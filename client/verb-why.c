/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl why: the account statement behind the state and what would change it, or the rules
 * behind a reminder. */

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "client/describe.h"
#include "client/dict.h"
#include "client/print.h"
#include "client/verbs.h"
#include "client/what-if.h"
#include "client/when.h"
#include "recoup/error.h"
#include "recoup/names.h"
#include "recoup/reminder.h"
#include "recoup/rules.h"
#include "recoup/state.h"
#include "recoup/wire.h"
#include "words/words.h"

#define DEFAULT_DAYS 3
#define ID_COLUMNS   8

static gboolean
is_account (const char *word)
{
  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    if (g_str_equal (recoup_account_get_name (i), word))
      return TRUE;
  return FALSE;
}

static gboolean
is_reminder (const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "/", 2);
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;

  return parts[0] != NULL && recoup_reminder_kind_from_name (parts[0], &kind);
}

static RecoupExit
explain_reminder (RecoupCtl *ctl, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = recoup_ctl_call (ctl, RECOUP_INTERFACE_REMINDERS, "Explain",
                                                g_variant_new ("(s)", id), "(aa{sv})", &error);

  if (reply == NULL)
    return recoup_ctl_fail (ctl, error);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  if (recoup_print_is_json (ctl))
    {
      recoup_print_json (ctl, rows);
      return RECOUP_EXIT_OK;
    }
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      static const char *const parts[][2] = { { "formalisation", N_ ("here: %s") },
                                              { "support", N_ ("support: %s") },
                                              { "source", N_ ("source: %s") } };
      const char *statement = recoup_dict_string (row, "statement");
      const char *rule = recoup_dict_string (row, "rule");
      recoup_print_line (ctl, rule != NULL ? rule : "?", statement != NULL ? _ (statement) : "");
      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          const char *text = recoup_dict_string (row, parts[j][0]);
          if (text == NULL)
            continue;
          g_autofree char *line = recoup_words_fill (_ (parts[j][1]), j == 0 ? _ (text) : text);
          recoup_print_line (ctl, "", line);
        }
    }
  return RECOUP_EXIT_OK;
}

/* How a balance of that unit is printed; shares, soreness and loads are plain numbers. */
static const struct
{
  const char *unit;
  const char *format;
  const char *suffix;
} unit_forms[] = {
  { "h", "%.2f", " h" },     { "share", "%.2f", "" },    { "percent", "%.1f", " %" },
  { "RPE min", "%.0f", "" }, { "soreness", "%.0f", "" }, { "min", "%.0f", " min" },
};

/* "-0.80 h", "+7.5 %": what a step did to the account. */
static char *
dup_amount (GVariant *row, const char *key, gboolean with_sign)
{
  double value = recoup_dict_number (row, key, NAN);
  const char *unit = recoup_dict_string (row, "unit");
  const char *format = "%.2f";
  const char *suffix = "";
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (unit_forms); i++)
    if (g_strcmp0 (unit_forms[i].unit, unit) == 0)
      {
        format = unit_forms[i].format;
        suffix = unit_forms[i].suffix;
      }
  (void) g_ascii_formatd (number, sizeof number, format, value);
  return g_strconcat (with_sign && value > 0 ? "+" : "", number, suffix, NULL);
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
    account, step, amount, balance, cost, recoup_dict_string (row, "rule"), id,
  };

  recoup_table_add (table, cells);
}

static GVariant *
ask_state (GVariant *options, gpointer user_data, GError **error)
{
  return recoup_ctl_get_state (user_data, options, error);
}

/* Returns: (transfer full): what would change the verdict, see recoup_what_if_compute() */
static GVariant *
get_what_ifs (RecoupCtl *ctl, GError **error)
{
  RecoupPolicy policy;
  RecoupWhatIf what_if = { ask_state, ctl, NULL, &policy, recoup_ctl_get_zone (ctl, error) };

  if (what_if.zone == NULL)
    return NULL;
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_SETTINGS, "Get", NULL, "(a{sv})", error);
  g_autoptr (GVariant) state = reply != NULL ? recoup_ctl_get_state (ctl, NULL, error) : NULL;
  if (state == NULL)
    return NULL;
  g_autoptr (GVariant) values = g_variant_get_child_value (reply, 0);
  recoup_policy_init (&policy);
  if (!recoup_wire_policy_apply (&policy, values, error))
    return NULL;
  what_if.state = state;
  return recoup_what_if_compute (&what_if, error);
}

static void
print_what_ifs (RecoupCtl *ctl, GVariant *what_ifs)
{
  for (gsize i = 0; i < g_variant_n_children (what_ifs); i++)
    {
      g_autoptr (GVariant) what_if = g_variant_get_child_value (what_ifs, i);
      if (i == 0)
        recoup_ctl_print (ctl, "\n");
      recoup_print_line (ctl, i == 0 ? _ ("What if") : "", recoup_dict_string (what_if, "text"));
    }
  if (ctl->legend && g_variant_n_children (what_ifs) > 0)
    recoup_print_line (ctl, "",
                       _ ("If nothing else is logged: a forecast from your log, no promise."));
}

/* Rows and what-ifs in one object. */
static void
print_object (RecoupCtl *ctl, GVariant *rows, GVariant *what_ifs)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "rows", rows);
  if (what_ifs != NULL)
    g_variant_dict_insert_value (&dict, "what_if", what_ifs);
  recoup_print_json (ctl, g_variant_dict_end (&dict));
}

/* Whether the overview leaves the row out: twelve groups recover a little every day. */
static gboolean
is_detail (GVariant *row)
{
  return g_strcmp0 (recoup_dict_string (row, "account"), "tissue") == 0 &&
         recoup_dict_string (row, "entry") == NULL;
}

/* The rows, with their day where it changes. */
static void
print_statement (RecoupCtl *ctl, GVariant *rows, gboolean is_overview)
{
  static const char *const headings[] = { N_ ("ACCOUNT"),  N_ ("WHAT"),   N_ (">CHANGE"),
                                          N_ (">BALANCE"), N_ (">COSTS"), N_ ("RULE"),
                                          N_ ("ENTRY"),    NULL };
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
          const char *cells[] = { row_day, NULL, NULL, NULL, NULL, NULL, NULL };
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

static RecoupExit
explain_accounts (RecoupCtl *ctl, GVariant *options, gboolean is_overview, gboolean with_what_ifs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = recoup_ctl_call (
      ctl, RECOUP_INTERFACE, "Explain", g_variant_new ("(@a{sv})", options), "(aa{sv})", &error);

  if (reply == NULL)
    return recoup_ctl_fail (ctl, error);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) what_ifs = with_what_ifs ? get_what_ifs (ctl, &error) : NULL;
  if (with_what_ifs && what_ifs == NULL)
    return recoup_ctl_fail (ctl, error);
  if (recoup_print_is_json (ctl))
    {
      print_object (ctl, rows, what_ifs);
      return RECOUP_EXIT_OK;
    }
  print_statement (ctl, rows, is_overview);
  if (what_ifs != NULL)
    print_what_ifs (ctl, what_ifs);
  return RECOUP_EXIT_OK;
}

static RecoupExit
run_why (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *word = recoup_args_word (args, 0);
  const char *at = recoup_args_get (args, "at");
  const char *days_text = recoup_args_get (args, "days");
  gint64 days = DEFAULT_DAYS;
  g_autoptr (GError) error = NULL;
  GVariantDict options;
  RecoupInstant instant = 0;

  if (word != NULL && is_reminder (word))
    return explain_reminder (ctl, word);
  if (word != NULL && !is_account (word))
    return recoup_ctl_usage (
        ctl,
        _ ("Expected an account (sleep, fuel, stress, tissue, load, autonomic) "
           "or a reminder, got ‘%s’"),
        word);
  if (days_text != NULL && !g_ascii_string_to_signed (days_text, 10, 1, 66, &days, NULL))
    return recoup_ctl_usage (ctl, _ ("‘--days’ expects 1 to 66, got ‘%s’"), days_text);
  RecoupWhen when = recoup_when_now (recoup_ctl_get_zone (ctl, &error), RECOUP_WHEN_LAST);
  if (when.zone == NULL)
    return recoup_ctl_fail (ctl, error);
  if (at != NULL && !recoup_when_parse (&when, at, &instant, &error))
    return recoup_ctl_refuse (ctl, error);
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "days", "x", days);
  if (at != NULL)
    g_variant_dict_insert (&options, "at", "x", instant);
  if (word != NULL)
    g_variant_dict_insert (&options, "account", "s", word);
  /* The past cannot be changed, and an account is a look into its book. */
  return explain_accounts (ctl, g_variant_dict_end (&options), word == NULL,
                           word == NULL && at == NULL);
}

static const RecoupOption options[] = {
  { "at", 0, "TIME", N_ ("The statement as of that time") },
  { "days", 0, "N", N_ ("So many days back, 1 to 66; 3 by default") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_why = {
  .name = "why",
  .args = "[ACCOUNT|REMINDER] [--at TIME] [--days N]",
  .help = N_ ("Show what moved the accounts, or the rules behind a reminder"),
  .details =
      N_ ("Accounts: sleep, fuel, stress, tissue, load, autonomic. ‘recoupctl rules RULE’\n"
          "tells what a rule says. Without an account, the daily recovery of each muscle group\n"
          "is left out, and it ends with what would change tomorrow: tonight’s sleep, today’s\n"
          "protein, days without work for what is not ready.\n"
          "With --json=short or pretty: an object of ‘rows’ and ‘what_if’.\n"),
  .options = options,
  .max_words = 1,
  .run = run_why,
};
