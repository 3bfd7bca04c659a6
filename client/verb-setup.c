/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl setup: the first run. Six questions on a terminal, each answer checked at once; or
 * options, or lines of a pipe, for scripts. Nothing is written before all is known, and then all of
 * it or nothing. */

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "client/dict.h"
#include "client/entries.h"
#include "client/print.h"
#include "client/prompt.h"
#include "client/setup.h"
#include "client/verbs.h"
#include "recoup/names.h"
#include "recoup/state.h"
#include "words/format.h"
#include "words/key-words.h"
#include "words/words.h"

#define NUMBER_COLUMNS   4                          /* "1/6 " before a question */
#define WEIGHT_LOOK_BACK (90 * RECOUP_USEC_PER_DAY) /* an older weight is no answer of today */

static gboolean
note_weight (GVariant *entry, gpointer user_data)
{
  RecoupSetup *setup = user_data;

  setup->last_kg = recoup_dict_number (entry, "kg", setup->last_kg);
  return TRUE;
}

/* What stands now. */
static gboolean
read_setup (RecoupCtl *ctl, RecoupSetup *setup, GError **error)
{
  static const char *const kinds[] = { "weight", NULL };
  RecoupPolicy policy;
  GVariantDict filter;

  if (!recoup_ctl_get_policy (ctl, &policy, error))
    return FALSE;
  recoup_setup_init (setup, &policy);
  g_variant_dict_init (&filter, NULL);
  g_variant_dict_insert_value (&filter, "kinds", g_variant_new_strv (kinds, -1));
  g_variant_dict_insert (&filter, "from", "x",
                         recoup_instant_floor (g_get_real_time ()) - WEIGHT_LOOK_BACK);
  return recoup_entries_walk (ctl, g_variant_dict_end (&filter), note_weight, setup, error);
}

/* The answers of the options; *any_out tells whether there was one. */
static gboolean
take_options (RecoupSetup *setup, const RecoupArgs *args, gboolean *any_out, GError **error)
{
  *any_out = FALSE;
  for (guint i = 0; i < RECOUP_N_SETUP_QUESTIONS; i++)
    {
      const RecoupSetupQuestion *question = &recoup_setup_questions[i];
      const char *text = recoup_args_get (args, question->name);
      if (text == NULL)
        continue;
      *any_out = TRUE;
      if (!recoup_setup_take (setup, question, text, error))
        {
          g_prefix_error (error, _ ("‘--%s’: "), question->name);
          return FALSE;
        }
    }
  return TRUE;
}

/* One answer a line; an empty one, or none, keeps what stands. */
static gboolean
take_lines (RecoupSetup *setup, GError **error)
{
  for (guint i = 0; i < RECOUP_N_SETUP_QUESTIONS; i++)
    {
      const RecoupSetupQuestion *question = &recoup_setup_questions[i];
      g_autofree char *line = NULL;
      if (!recoup_prompt_read_line (&line))
        return TRUE;
      if (line[0] != '\0' && !recoup_setup_take (setup, question, line, error))
        {
          g_prefix_error (error, _ ("Line %u, %s: "), i + 1, question->name);
          return FALSE;
        }
    }
  return TRUE;
}

/* How many questions there are for the accounts that the person wants. */
static guint
count_questions (const RecoupSetup *setup)
{
  guint n = 0;

  for (guint i = 0; i < RECOUP_N_SETUP_QUESTIONS; i++)
    n += recoup_setup_is_asked (setup, &recoup_setup_questions[i]) ? 1 : 0;
  return n;
}

/* Asks until the answer can be taken; FALSE at the end of the input. */
static gboolean
ask (RecoupCtl *ctl, RecoupSetup *setup, const RecoupSetupQuestion *question, guint number)
{
  for (;;)
    {
      g_autofree char *standing = question->show (setup);
      g_autofree char *line = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *what = question->ask ();
      g_string_printf (text, "\n%u/%u ", number, count_questions (setup));
      recoup_render_wrap (&ctl->render, text, what, NUMBER_COLUMNS, NUMBER_COLUMNS);
      g_print ("%s[%s] ", text->str, standing);
      if (!recoup_prompt_read_line (&line))
        return FALSE;
      if (line[0] == '\0' || recoup_setup_take (setup, question, line, &error))
        return TRUE;
      recoup_print_paragraph (ctl, 0, error->message);
      recoup_ctl_flush (ctl);
    }
}

/* Which accounts are switched off, and so not asked about. */
static void
print_off (RecoupCtl *ctl, const RecoupSetup *setup)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    if (recoup_account_is_in (i, setup->before.accounts_off))
      g_ptr_array_add (keys, (gpointer) recoup_account_get_name (i));
  if (keys->len == 0)
    return;
  g_ptr_array_add (keys, NULL);
  g_autofree char *names = recoup_words_join (RECOUP_KEY_ACCOUNT, (char **) keys->pdata);
  g_autofree char *line = g_strdup_printf (
      _ ("Switched off, and not asked about: %s. ‘recoupctl unset accounts_off’ brings them back."),
      names);
  recoup_print_paragraph (ctl, 0, line);
}

/* What recoup is and is not comes before anything else. */
static gboolean
ask_all (RecoupCtl *ctl, RecoupSetup *setup)
{
  ctl->pager = FALSE;
  recoup_print_paragraph (ctl, 0, recoup_words_safety (RECOUP_SAFETY_ABOUT));
  recoup_print_paragraph (ctl, 0, recoup_words_safety (RECOUP_SAFETY_STOP));
  recoup_ctl_print (ctl, "\n");
  g_autofree char *rules = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u question. Enter keeps what stands in brackets, Ctrl-D leaves everything as "
                   "it is; nothing is written before the last answer.",
                   "%u questions. Enter keeps what stands in brackets, Ctrl-D leaves everything as "
                   "it is; nothing is written before the last answer.",
                   count_questions (setup)),
      count_questions (setup));
  recoup_print_paragraph (ctl, 0, rules);
  print_off (ctl, setup);
  recoup_ctl_flush (ctl);
  guint number = 0;
  for (guint i = 0; i < RECOUP_N_SETUP_QUESTIONS; i++)
    if (recoup_setup_is_asked (setup, &recoup_setup_questions[i]) &&
        !ask (ctl, setup, &recoup_setup_questions[i], ++number))
      {
        g_print ("\n");
        return FALSE;
      }
  return TRUE;
}

/* Logs the weight; *undo_out is (transfer full), NULL when none was given. */
static gboolean
write_weight (RecoupCtl *ctl, const RecoupSetup *setup, char **undo_out, GError **error)
{
  GVariantDict dict;

  *undo_out = NULL;
  if (setup->weight_kg <= 0)
    return TRUE;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "kind", "s", recoup_entry_kind_get_name (RECOUP_ENTRY_WEIGHT));
  g_variant_dict_insert (&dict, "at", "x", recoup_instant_floor (g_get_real_time ()));
  g_variant_dict_insert (&dict, "kg", "d", setup->weight_kg);
  g_variant_dict_insert (&dict, "source", "s", "manual");
  GVariant *entry = g_variant_dict_end (&dict);
  GVariant *entries = g_variant_new_array (G_VARIANT_TYPE_VARDICT, &entry, 1);
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_JOURNAL, "Add",
                       g_variant_new ("(@aa{sv}a{sv})", entries, NULL), "(ass)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(ass)", NULL, undo_out);
  return TRUE;
}

/* All of it or nothing. */
static gboolean
write_all (RecoupCtl *ctl, const RecoupSetup *setup, GVariant *changes, GError **error)
{
  g_autofree char *undo = NULL;

  if (!write_weight (ctl, setup, &undo, error))
    return FALSE;
  if (g_variant_n_children (changes) == 0)
    return TRUE;
  g_autoptr (GVariant) reply = recoup_ctl_call (
      ctl, RECOUP_INTERFACE_SETTINGS, "Set", g_variant_new ("(@a{sv})", changes), "(a{sv})", error);
  if (reply != NULL)
    return TRUE;
  if (undo != NULL)
    {
      g_autoptr (GVariant) back = recoup_ctl_call (ctl, RECOUP_INTERFACE, "Undo",
                                                   g_variant_new ("(s)", undo), "(a{sv})", NULL);
      if (back == NULL)
        g_prefix_error (error, _ ("The weight was logged, the settings were not: "));
    }
  return FALSE;
}

static void
print_changes (RecoupCtl *ctl, const RecoupSetup *setup, GVariant *changes)
{
  guint n = 0;
  const RecoupSetting *rows = recoup_policy_get_settings (&n);
  const char *label = _ ("Set");

  for (guint i = 0; i < n; i++)
    {
      const char *text = recoup_dict_string (changes, rows[i].key);
      if (text == NULL)
        continue;
      g_autofree char *line = text[0] != '\0'
                                  ? g_strdup_printf ("%s=%s", rows[i].key, text)
                                  : g_strdup_printf (_ ("%s= (the default)"), rows[i].key);
      recoup_print_line (ctl, label, line);
      label = "";
    }
  if (setup->after.day_start_min != setup->before.day_start_min)
    recoup_print_line (ctl, "",
                       _ ("With these hours one day of yours has to end and the next begin at "
                          "another time, day_start: between lights out and getting up."));
  if (setup->weight_kg > 0)
    {
      g_autofree char *weight = recoup_format_weight (setup->weight_kg);
      g_autofree char *line = g_strdup_printf (_ ("weight %s, now"), weight);
      recoup_print_line (ctl, _ ("Logged"), line);
    }
  if (g_variant_n_children (changes) == 0 && setup->weight_kg <= 0)
    recoup_print_line (ctl, label, _ ("nothing: all stays as it is"));
}

/* What may be logged first, for the accounts that the person wants. */
static void
print_examples (RecoupCtl *ctl, const RecoupSetup *setup)
{
  static const struct
  {
    const char *command;
    guint accounts; /* mask: not shown with one of them off */
  } examples[] = {
    { "recoupctl slept 22:50 6:40 good", 1U << RECOUP_ACCOUNT_SLEEP },
    { "recoupctl ate 35", 1U << RECOUP_ACCOUNT_FUEL },
    { "recoupctl checkin", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    if ((examples[i].accounts & setup->before.accounts_off) == 0)
      recoup_ctl_print (ctl, "  %s\n", examples[i].command);
}

static RecoupExit
report (RecoupCtl *ctl, const RecoupSetup *setup, GVariant *changes, gboolean was_asked)
{
  if (recoup_print_is_json (ctl))
    {
      recoup_print_json (ctl, changes);
      return RECOUP_EXIT_OK;
    }
  print_changes (ctl, setup, changes);
  if (!ctl->legend)
    return RECOUP_EXIT_OK;
  if (!was_asked) /* who was asked has read it */
    recoup_print_paragraph (ctl, 0, recoup_words_safety (RECOUP_SAFETY_ABOUT));
  recoup_ctl_print (ctl, "\n");
  recoup_print_paragraph (ctl, 0,
                          _ ("‘recoupctl set KEY=VALUE’ changes one of them, ‘recoupctl settings’ "
                             "lists them all."));
  if (setup->before.accounts_off == 0)
    recoup_print_paragraph (ctl, 0,
                            _ ("Whoever does not want an account, such as that of protein, "
                               "switches it off: recoupctl set accounts_off=fuel"));
  recoup_ctl_print (ctl, "\n");
  recoup_print_paragraph (ctl, 0, _ ("Log first what you know of today:"));
  print_examples (ctl, setup);
  return RECOUP_EXIT_OK;
}

static RecoupExit
run_setup (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GError) error = NULL;
  RecoupSetup setup;
  gboolean has_options = FALSE;
  gboolean can_ask = isatty (STDIN_FILENO) == 1 && isatty (STDOUT_FILENO) == 1 && !ctl->quiet &&
                     !recoup_print_is_json (ctl);

  if (!read_setup (ctl, &setup, &error))
    return recoup_ctl_fail (ctl, error);
  if (!take_options (&setup, args, &has_options, &error))
    return recoup_ctl_usage (ctl, "%s", error->message);
  if (!has_options && can_ask && !ask_all (ctl, &setup))
    {
      recoup_ctl_print (ctl, "%s\n", _ ("Nothing was changed."));
      return RECOUP_EXIT_OK;
    }
  if (!has_options && !can_ask && !take_lines (&setup, &error))
    return recoup_ctl_usage (ctl, "%s", error->message);
  g_autoptr (GVariant) changes = recoup_setup_get_changes (&setup);
  if (!write_all (ctl, &setup, changes, &error))
    return recoup_ctl_fail (ctl, error);
  return report (ctl, &setup, changes, !has_options && can_ask);
}

static const RecoupOption options[] = {
  { "weight", 0, "80kg|176lb", N_ ("Body weight, with its unit") },
  { "wake", 0, "TIME|DAYS:TIME,...", N_ ("When you get up") },
  { "need", 0, "7h..9h", N_ ("Sleep that you need each night") },
  { "status", 0, "novice|intermediate|trained", N_ ("How used to training you are") },
  { "days", 0, "DAY,...|any", N_ ("Days on which you train; the others are for rest") },
  { "protein", 0, "GRAMS|G/KG", N_ ("Protein for a day") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_setup = {
  .name = "setup",
  .args = "[--weight W] [--wake T] [--need H] [--status S] [--days D] [--protein P]",
  .help = N_ ("Answer six questions about you, which the defaults cannot know"),
  .details = N_ (
      "Alone on a terminal it asks; with an option, or with answers from a pipe, one a line and\n"
      "an empty one to keep what stands, it asks nothing. All answers are taken, or none.\n\n"
      "  recoupctl setup --weight 80kg --wake mon-fri:06:30,sat-sun:08:30 --need 8h\n"
      "  recoupctl setup --status intermediate --days mon,wed,fri --protein 130\n"),
  .example = "recoupctl setup --weight 80kg --wake 06:30 --need 8h --days mon,wed,fri",
  .options = options,
  .run = run_setup,
};
