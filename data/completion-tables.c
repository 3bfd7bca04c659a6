/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fills the templates of the shell completions from the tables of the program: each @NAME@ of
 * standard input becomes the words of that table. Runs at build time only. */

#include <stdio.h>
#include <string.h>

#include "client/form.h"
#include "client/panel.h"
#include "client/quick.h"
#include "client/verbs.h"
#include "recoup/policy.h"
#include "recoup/reminder.h"
#include "recoup/rules.h"
#include "recoup/series.h"
#include "recoup/state.h"

static void
add_word (GString *out, const char *word)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, word);
}

static void
put_verbs (GString *out)
{
  guint n = 0;
  const RecoupVerb *const *verbs = recoup_verbs_get (&n);

  for (guint i = 0; i < n; i++)
    add_word (out, verbs[i]->name);
}

static void
add_options (GString *out, const RecoupOption *options)
{
  for (const RecoupOption *row = options; row != NULL && row->name != NULL; row++)
    {
      g_autofree char *word = g_strconcat ("--", row->name, NULL);
      add_word (out, word);
    }
}

static void
put_options (GString *out)
{
  add_options (out, recoup_verbs_get_options ());
}

/* Fields of @kind as options; those of every entry are left to who knows them. */
static void
add_fields (GString *out, RecoupEntryKind kind)
{
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);

  for (guint i = 0; i < n; i++)
    if ((fields[i].kinds & RECOUP_ENTRY_MASK (kind)) != 0 && strcmp (fields[i].name, "kind") != 0 &&
        strcmp (fields[i].name, "id") != 0 && strcmp (fields[i].name, "rev") != 0)
      {
        g_autofree char *name = g_strdelimit (g_strdup (fields[i].name), "_", '-');
        g_autofree char *word = g_strconcat ("--", name, NULL);
        add_word (out, word);
      }
}

/* What a verb logs, if its options are the fields of one kind of entry; else NULL. */
static const RecoupForm *
find_form (const RecoupVerb *verb)
{
  for (guint i = 0; i < RECOUP_N_QUICKS; i++)
    if (verb == &recoup_quicks[i].verb)
      return recoup_form_find (recoup_quicks[i].form);
  return verb->open_fields ? recoup_form_find (verb->name) : NULL;
}

/* One arm of a `case` for each verb that has options. */
static void
put_verb_options (GString *out)
{
  guint n = 0;
  const RecoupVerb *const *verbs = recoup_verbs_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) words = g_string_new (NULL);
      add_options (words, verbs[i]->options);
      const RecoupForm *form = find_form (verbs[i]);
      if (form != NULL)
        add_fields (words, form->kind);
      if (words->len > 0)
        g_string_append_printf (out, "    %s) echo '%s' ;;\n", verbs[i]->name, words->str);
    }
}

static void
put_verb_options_fish (GString *out)
{
  guint n = 0;
  const RecoupVerb *const *verbs = recoup_verbs_get (&n);

  for (guint i = 0; i < n; i++)
    for (const RecoupOption *row = verbs[i]->options; row != NULL && row->name != NULL; row++)
      g_string_append_printf (out, "complete -c recoupctl -n '__recoupctl_verb %s' -l %s%s\n",
                              verbs[i]->name, row->name, row->arg != NULL ? " -r" : "");
}

static void
put_options_fish (GString *out)
{
  for (const RecoupOption *row = recoup_verbs_get_options (); row->name != NULL; row++)
    g_string_append_printf (out, "complete -c recoupctl -l %s%s\n", row->name,
                            row->arg != NULL ? " -x -a 'short pretty off'" : "");
}

static void
put_form_fields (GString *out)
{
  guint n = 0;
  const RecoupForm *forms = recoup_form_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) words = g_string_new (NULL);
      add_fields (words, forms[i].kind);
      g_string_append_printf (out, "    %s) echo '%s' ;;\n", forms[i].name, words->str);
    }
}

static void
put_forms (GString *out)
{
  guint n = 0;
  const RecoupForm *forms = recoup_form_get_all (&n);

  for (guint i = 0; i < n; i++)
    add_word (out, forms[i].name);
}

static void
put_kinds (GString *out)
{
  for (guint i = 0; i < RECOUP_N_ENTRY_KINDS; i++)
    add_word (out, recoup_entry_kind_get_name (i));
}

static void
put_settings (GString *out)
{
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);

  for (guint i = 0; i < n; i++)
    add_word (out, settings[i].key);
}

static void
put_groups (GString *out)
{
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    add_word (out, recoup_group_get_name (i));
}

static void
put_reminders (GString *out)
{
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    add_word (out, recoup_reminder_get_kind (i)->name);
}

static void
put_accounts (GString *out)
{
  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    add_word (out, recoup_account_get_name (i));
}

static void
put_metrics (GString *out)
{
  guint n = 0;
  const RecoupSeries *metrics = recoup_series_get (&n);

  for (guint i = 0; i < n; i++)
    add_word (out, metrics[i].word);
}

static void
put_panels (GString *out)
{
  for (guint i = 0; recoup_panel_get_format (i) != NULL; i++)
    add_word (out, recoup_panel_get_format (i));
}

static void
put_questions (GString *out)
{
  for (guint i = 0; i < RECOUP_N_QUESTIONS; i++)
    add_word (out, recoup_question_get_name (i));
}

static void
put_activities (GString *out)
{
  const char *const *names = recoup_entry_get_activities ();

  for (guint i = 0; names[i] != NULL; i++)
    add_word (out, names[i]);
}

/* Fields of a check-in that are said by their name. */
static void
put_ratings (GString *out)
{
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);

  for (guint i = 0; i < n; i++)
    if (fields[i].kinds == RECOUP_ENTRY_MASK (RECOUP_ENTRY_CHECKIN) &&
        (fields[i].type == RECOUP_FIELD_INTEGER || fields[i].type == RECOUP_FIELD_BOOLEAN))
      add_word (out, fields[i].name);
}

static void
put_rules (GString *out)
{
  guint n = 0;
  const RecoupRule *rules = recoup_rules_get (&n);

  for (guint i = 0; i < n; i++)
    add_word (out, rules[i].id);
}

static const struct
{
  const char *name;
  void (*put) (GString *out);
} tables[] = {
  { "@ACCOUNTS@", put_accounts },
  { "@ACTIVITIES@", put_activities },
  { "@FORMS@", put_forms },
  { "@FORM_FIELDS@", put_form_fields },
  { "@GROUPS@", put_groups },
  { "@KINDS@", put_kinds },
  { "@METRICS@", put_metrics },
  { "@OPTIONS@", put_options },
  { "@OPTIONS_FISH@", put_options_fish },
  { "@PANELS@", put_panels },
  { "@QUESTIONS@", put_questions },
  { "@RATINGS@", put_ratings },
  { "@REMINDERS@", put_reminders },
  { "@RULES@", put_rules },
  { "@SETTINGS@", put_settings },
  { "@VERBS@", put_verbs },
  { "@VERB_OPTIONS@", put_verb_options },
  { "@VERB_OPTIONS_FISH@", put_verb_options_fish },
};

int
main (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];

  while (fgets (buffer, sizeof buffer, stdin) != NULL)
    g_string_append (text, buffer);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GString) words = g_string_new (NULL);
      tables[i].put (words);
      if (g_str_has_suffix (words->str, "\n"))
        g_string_truncate (words, words->len - 1);
      (void) g_string_replace (text, tables[i].name, words->str, 0);
    }
  (void) fwrite (text->str, 1, text->len, stdout);
  return ferror (stdin) != 0 || fflush (stdout) != 0;
}
