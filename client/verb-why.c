/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl why: the account statement behind the state and what would change it, or the rules
 * behind a reminder. */

#include <glib/gi18n-lib.h>

#include "client/assume.h"
#include "client/dict.h"
#include "client/print.h"
#include "client/reminder-text.h"
#include "client/statement.h"
#include "client/verbs.h"
#include "client/what-if.h"
#include "client/when.h"
#include "client/why-reminder.h"
#include "recoup/names.h"
#include "recoup/reminder.h"
#include "recoup/state.h"
#include "words/key-words.h"
#include "words/words.h"

#define DEFAULT_DAYS 3

static gboolean
is_reminder (const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "/", 2);
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;

  return parts[0] != NULL && recoup_reminder_kind_from_name (parts[0], &kind);
}

/* What @word names, as the bus calls it; NULL if that is nothing. A key goes before the words of a
 * language, which may have one word for an account and for a reminder: then it is the account. */
static const char *
find_subject (const char *word, gboolean *is_reminder_out)
{
  const char *account = recoup_words_find_key (RECOUP_KEY_ACCOUNT, word);

  *is_reminder_out = is_reminder (word);
  if (*is_reminder_out || account != NULL)
    return *is_reminder_out ? word : account;
  const char *kind = recoup_words_find_key (RECOUP_KEY_REMINDER, word);
  *is_reminder_out = kind != NULL;
  return kind;
}

static GVariant *
ask_state (GVariant *options, gpointer user_data, GError **error)
{
  return recoup_ctl_get_state (user_data, options, error);
}

/* (transfer full) (nullable): the first of @rows with that id or kind */
static GVariant *
find_reminder (GVariant *rows, const char *word)
{
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      if (g_strcmp0 (recoup_dict_string (row, "id"), word) == 0 ||
          g_strcmp0 (recoup_dict_string (row, "kind"), word) == 0)
        return g_steal_pointer (&row);
    }
  return NULL;
}

/* The live or next reminder called @word, or the next one from @at on; *row_out is NULL if there is
 * none. */
static gboolean
get_reminder (RecoupCtl *ctl,
              const char *word,
              RecoupInstant at,
              GVariant **row_out,
              GError **error)
{
  GVariant *args = at == 0 ? g_variant_new ("(a{sv})", NULL)
                           : g_variant_new ("(xx)", at, at + RECOUP_USEC_PER_DAY);
  g_autoptr (GVariant) reply = recoup_ctl_call (
      ctl, RECOUP_INTERFACE_REMINDERS, at == 0 ? "List" : "Upcoming", args, "(aa{sv})", error);

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  *row_out = find_reminder (rows, word);
  return TRUE;
}

/* (transfer full): the state of the recovery day that @reminder belongs to */
static GVariant *
get_state_of (RecoupCtl *ctl, GVariant *reminder, GError **error)
{
  g_autoptr (GVariant) state = recoup_ctl_get_state (ctl, NULL, error);

  if (state == NULL ||
      g_strcmp0 (recoup_dict_string (state, "day"), recoup_dict_string (reminder, "day")) == 0)
    return g_steal_pointer (&state);
  RecoupInstant due = recoup_dict_integer (reminder, "due", 0);
  return recoup_ctl_get_state (ctl, recoup_assume_options (due, NULL), error);
}

/* Which one it is, how its instant came about, what it costs to put it off. */
static gboolean
print_instant (RecoupCtl *ctl, GVariant *reminder, GVariantDict *json, GError **error)
{
  RecoupPolicy policy;
  const RecoupZone *zone = recoup_ctl_get_zone (ctl, error);

  if (zone == NULL || !recoup_ctl_get_policy (ctl, &policy, error))
    return FALSE;
  g_autoptr (GVariant) state = get_state_of (ctl, reminder, error);
  if (state == NULL)
    return FALSE;
  const RecoupWhyReminder why = { reminder, state, &policy, zone };
  g_autofree char *when = recoup_why_reminder_new_when (&why);
  g_autofree char *cost = recoup_why_reminder_new_cost (&why);
  if (json != NULL)
    {
      g_variant_dict_insert_value (json, "reminder", reminder);
      if (when != NULL)
        g_variant_dict_insert (json, "when", "s", when);
      if (cost != NULL)
        g_variant_dict_insert (json, "put_off", "s", cost);
      return TRUE;
    }
  RecoupInstant now = recoup_instant_floor (g_get_real_time ());
  g_autoptr (GVariant) text = recoup_dict_dict (reminder, "text");
  const char *summary = recoup_dict_string (text, "summary");
  g_autofree char *due = recoup_render_moment (recoup_dict_integer (reminder, "due", 0), now, zone);
  g_autofree char *status = recoup_reminder_text_new_state (reminder, now, zone);
  g_autofree char *line = g_strdup_printf ("%s%s%s (%s)", due, summary != NULL ? ": " : "",
                                           summary != NULL ? summary : "", status);
  recoup_print_line (ctl, _ ("Reminder"), line);
  if (when != NULL)
    recoup_print_line (ctl, _ ("Instant"), when);
  if (cost != NULL)
    recoup_print_line (ctl, _ ("Put off"), cost);
  return TRUE;
}

static void
print_rules_in_full (RecoupCtl *ctl, GVariant *rows)
{
  static const char *const parts[][2] = { { "formalisation", N_ ("here: %s") },
                                          { "support", N_ ("support: %s") },
                                          { "source", N_ ("source: %s") } };

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      const char *statement = recoup_dict_string (row, "statement");
      const char *rule = recoup_dict_string (row, "rule");
      recoup_print_line (ctl, rule != NULL ? rule : "?", statement != NULL ? _ (statement) : "");
      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          const char *text = recoup_dict_string (row, parts[j][0]);
          if (text == NULL)
            continue;
          g_autofree char *said = j == 1   ? recoup_words_key (RECOUP_KEY_SUPPORT, text)
                                  : j == 0 ? g_strdup (_ (text))
                                           : g_strdup (text);
          g_autofree char *line = recoup_words_fill (_ (parts[j][1]), said);
          recoup_print_line (ctl, "", line);
        }
    }
}

/* (transfer full): the rules behind @reminder, by its reasons: the daemon explains those that it
 * lists, and no later ones. */
static GVariant *
get_rules_of (GVariant *reminder)
{
  g_auto (GStrv) reasons = recoup_dict_strings (reminder, "reason");
  GVariantBuilder rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; reasons[i] != NULL; i++)
    {
      g_variant_builder_open (&rows, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&rows, "{sv}", "rule", g_variant_new_string (reasons[i]));
      g_variant_builder_close (&rows);
    }
  g_autoptr (GVariant) list = g_variant_ref_sink (g_variant_builder_end (&rows));
  return g_variant_ref_sink (recoup_statement_new_rules (list));
}

/* (transfer full): the rules behind a reminder that the daemon may know, though it lists it no
 * more */
static GVariant *
ask_rules (RecoupCtl *ctl, const char *word, GError **error)
{
  g_autoptr (GVariant) reply = recoup_ctl_call (ctl, RECOUP_INTERFACE_REMINDERS, "Explain",
                                                g_variant_new ("(s)", word), "(aa{sv})", error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

/* Whether the kind of reminder @word is switched off, which is said then: by its own setting, or
 * with the account that it serves. */
static gboolean
say_reminder_off (RecoupCtl *ctl, const char *word, gboolean *is_off_out, GError **error)
{
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
  RecoupPolicy policy;

  *is_off_out = FALSE;
  if (!recoup_reminder_kind_from_name (word, &kind))
    return TRUE; /* an id */
  if (!recoup_ctl_get_policy (ctl, &policy, error))
    return FALSE;
  const RecoupReminderRow *row = recoup_reminder_get_kind (kind);
  *is_off_out = !policy.remind[kind] || (row->accounts & policy.accounts_off) != 0;
  if (!*is_off_out)
    return TRUE;
  g_autofree char *label = recoup_words_key (RECOUP_KEY_REMINDER, word);
  recoup_ctl_print (ctl, _ ("%s: switched off by the setting %s.\n"), label,
                    policy.remind[kind] ? "accounts_off" : row->setting);
  return TRUE;
}

static RecoupExit
explain_reminder (RecoupCtl *ctl, const char *word, RecoupInstant at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reminder = NULL;
  g_auto (GVariantDict) json = G_VARIANT_DICT_INIT (NULL);
  gboolean is_json = recoup_print_is_json (ctl);

  if (!get_reminder (ctl, word, at, &reminder, &error))
    return recoup_ctl_fail (ctl, error);
  gboolean is_off = FALSE;
  if (reminder == NULL && !is_json && !say_reminder_off (ctl, word, &is_off, &error))
    return recoup_ctl_fail (ctl, error);
  if (is_off)
    return RECOUP_EXIT_OK;
  g_autoptr (GVariant) rules =
      reminder != NULL ? get_rules_of (reminder) : ask_rules (ctl, word, &error);
  if (rules == NULL ||
      (reminder != NULL && !print_instant (ctl, reminder, is_json ? &json : NULL, &error)))
    return recoup_ctl_fail (ctl, error);
  if (!is_json)
    {
      if (reminder != NULL && g_variant_n_children (rules) > 0)
        recoup_ctl_print (ctl, "\n");
      print_rules_in_full (ctl, rules);
      return RECOUP_EXIT_OK;
    }
  g_variant_dict_insert_value (&json, "rules", rules);
  recoup_print_json (ctl, g_variant_dict_end (&json));
  return RECOUP_EXIT_OK;
}

/* Returns: (transfer full): what would change the verdict, see recoup_what_if_compute() */
static GVariant *
get_what_ifs (RecoupCtl *ctl, GError **error)
{
  RecoupPolicy policy;
  RecoupWhatIf what_if = { ask_state, ctl, NULL, &policy, recoup_ctl_get_zone (ctl, error) };

  if (what_if.zone == NULL)
    return NULL;
  g_autoptr (GVariant) state =
      recoup_ctl_get_policy (ctl, &policy, error) ? recoup_ctl_get_state (ctl, NULL, error) : NULL;
  if (state == NULL)
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

/* Rows, their rules and what-ifs in one object. */
static void
print_object (RecoupCtl *ctl, GVariant *rows, GVariant *what_ifs)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "rows", rows);
  g_variant_dict_insert_value (&dict, "rules", recoup_statement_new_rules (rows));
  if (what_ifs != NULL)
    g_variant_dict_insert_value (&dict, "what_if", what_ifs);
  recoup_print_json (ctl, g_variant_dict_end (&dict));
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
  recoup_statement_print (ctl, rows, is_overview);
  if (what_ifs != NULL)
    print_what_ifs (ctl, what_ifs);
  recoup_statement_print_rules (ctl, rows, is_overview);
  return RECOUP_EXIT_OK;
}

/* Whether the account @word is switched off, which is said then. */
static gboolean
say_off (RecoupCtl *ctl, const char *word, gboolean *is_off_out, GError **error)
{
  RecoupPolicy policy;

  *is_off_out = FALSE;
  if (!recoup_ctl_get_policy (ctl, &policy, error))
    return FALSE;
  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    if (g_str_equal (recoup_account_get_name (i), word) &&
        recoup_account_is_in (i, policy.accounts_off))
      {
        g_autofree char *label = recoup_words_key (RECOUP_KEY_ACCOUNT, word);
        recoup_ctl_print (ctl, _ ("%s: switched off by the setting accounts_off.\n"), label);
        *is_off_out = TRUE;
      }
  return TRUE;
}

static RecoupExit
run_why (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *at = recoup_args_get (args, "at");
  const char *days_text = recoup_args_get (args, "days");
  gint64 days = DEFAULT_DAYS;
  g_autoptr (GError) error = NULL;
  GVariantDict options;
  RecoupInstant instant = 0;

  gboolean wants_reminder = FALSE;
  const char *said = recoup_args_word (args, 0);
  const char *word = said != NULL ? find_subject (said, &wants_reminder) : NULL;
  if (said != NULL && word == NULL)
    return recoup_ctl_usage (
        ctl,
        _ ("Expected an account (sleep, fuel, stress, tissue, load, autonomic) "
           "or a reminder, got ‘%s’"),
        said);
  if (days_text != NULL && !g_ascii_string_to_signed (days_text, 10, 1, 66, &days, NULL))
    return recoup_ctl_usage (ctl, _ ("‘--days’ expects 1 to 66, got ‘%s’"), days_text);
  if (days_text != NULL && wants_reminder)
    return recoup_ctl_usage (ctl, _ ("‘--days’ goes with an account, not with ‘%s’"), said);
  RecoupWhen when = recoup_when_now (recoup_ctl_get_zone (ctl, &error), RECOUP_WHEN_LAST);
  if (when.zone == NULL)
    return recoup_ctl_fail (ctl, error);
  if (at != NULL && !recoup_when_parse (&when, at, &instant, &error))
    return recoup_ctl_refuse (ctl, error);
  if (wants_reminder)
    return explain_reminder (ctl, word, instant);
  gboolean is_off = FALSE;
  if (word != NULL && !recoup_print_is_json (ctl) && !say_off (ctl, word, &is_off, &error))
    return recoup_ctl_fail (ctl, error);
  if (is_off)
    return RECOUP_EXIT_OK;
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
  { "at", 0, "TIME", N_ ("The statement as of that time, or the next reminder from then on") },
  { "days", 0, "N", N_ ("So many days back, 1 to 66; 3 by default") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_why = {
  .name = "why",
  .args = "[ACCOUNT|REMINDER] [--at TIME] [--days N]",
  .help = N_ ("Show what moved the accounts, or why a reminder comes when due"),
  .details =
      N_ ("Accounts: sleep, fuel, stress, tissue, load, autonomic. Of a reminder: how its instant\n"
          "came about, and for bedtime what putting it off leaves of the night.\n"
          "‘recoupctl rules RULE’ tells all of a rule. Without an account, the daily recovery of "
          "each muscle group\n"
          "is left out, and what would change tomorrow is added: tonight’s sleep, today’s\n"
          "protein, days without work for what is not ready.\n"
          "With --json=short or pretty: an object of ‘rows’, ‘rules’ and ‘what_if’; of a reminder\n"
          "‘reminder’, ‘when’, ‘put_off’ and ‘rules’.\n"),
  .options = options,
  .max_words = 1,
  .run = run_why,
};
