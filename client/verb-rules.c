/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl rules: the rules that points, verdicts and reminders name, and the constants that the
 * model computes with, from the tables that the daemon computes by. It needs no daemon. */

#include <glib/gi18n-lib.h>

#include "client/print.h"
#include "client/verbs.h"
#include "recoup/constants.h"
#include "recoup/error.h"
#include "recoup/rules.h"
#include "words/format.h"
#include "words/key-words.h"

#define CONSTANT_DIGITS 9 /* decimals; the finest is 1.763698 */

/* How well a rule is supported, for people. */
static const char *
describe_support (RecoupSupport support)
{
  switch (support)
    {
    case RECOUP_SUPPORT_OK:
      return _ ("well founded");
    case RECOUP_SUPPORT_PART:
      return _ ("the direction is right, the number or the mechanism is weak");
    case RECOUP_SUPPORT_WEAK:
      return _ ("little or mixed evidence");
    case RECOUP_SUPPORT_CONTRA:
      return _ ("contradicted by what was read");
    case RECOUP_SUPPORT_NONE:
      return _ ("a definition, a behaviour or a preference");
    }
  g_assert_not_reached ();
}

static const char *
describe_use (RecoupRuleUse use)
{
  switch (use)
    {
    case RECOUP_RULE_COMPUTED:
      return _ ("it enters what is computed");
    case RECOUP_RULE_REMINDER:
      return _ ("it decides about a reminder");
    case RECOUP_RULE_TEXT:
      return _ ("it is shown here and computes nothing");
    case RECOUP_RULE_UNUSED:
      return _ ("it is not used");
    }
  g_assert_not_reached ();
}

static void
put (GVariantBuilder *dict, const char *key, const char *text)
{
  g_variant_builder_add (dict, "{sv}", key, g_variant_new_string (text));
}

static GVariant *
make_constant (const RecoupConstant *constant)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put (&dict, "topic", constant->topic);
  put (&dict, "name", constant->name);
  g_variant_builder_add (&dict, "{sv}", "value", g_variant_new_double (constant->value));
  put (&dict, "unit", constant->unit);
  put (&dict, "rule", constant->rule);
  put (&dict, "source", constant->source);
  put (&dict, "why", constant->why);
  return g_variant_builder_end (&dict);
}

/* Those of @constants that belong to @rule, or all with NULL. */
static GVariant *
make_constants (const GPtrArray *constants, const char *rule)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < constants->len; i++)
    {
      const RecoupConstant *constant = constants->pdata[i];
      if (rule == NULL || g_str_equal (constant->rule, rule))
        g_variant_builder_add_value (&list, make_constant (constant));
    }
  return g_variant_builder_end (&list);
}

static GVariant *
make_rule (const RecoupRule *rule)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GPtrArray) constants = recoup_constants_list (NULL);

  put (&dict, "id", rule->id);
  put (&dict, "statement", rule->statement);
  put (&dict, "formalisation", rule->formalisation);
  put (&dict, "source", rule->source);
  put (&dict, "support", recoup_support_get_name (rule->support));
  put (&dict, "use", recoup_rule_use_get_name (rule->use));
  g_variant_builder_add (&dict, "{sv}", "constants", make_constants (constants, rule->id));
  return g_variant_builder_end (&dict);
}

/* A table of those of @constants that belong to @rule, or of all with NULL. */
static RecoupTable *
make_table (const GPtrArray *constants, const char *rule)
{
  static const char *const headings[] = { N_ ("CONSTANT"), N_ (">VALUE"), N_ ("UNIT"),
                                          N_ ("RULE"),     N_ ("WHY"),    NULL };
  RecoupTable *table = recoup_table_new (headings);

  for (guint i = 0; i < constants->len; i++)
    {
      const RecoupConstant *constant = constants->pdata[i];
      if (rule != NULL && !g_str_equal (constant->rule, rule))
        continue;
      g_autofree char *name = g_strconcat (constant->topic, ".", constant->name, NULL);
      g_autofree char *source = recoup_words_key (RECOUP_KEY_SOURCE, constant->source);
      g_autofree char *unit = recoup_words_key (RECOUP_KEY_UNIT, constant->unit);
      g_autofree char *why = g_strdup_printf ("%s (%s)", _ (constant->why), source);
      g_autofree char *value = recoup_format_number_short (constant->value, CONSTANT_DIGITS);
      const char *cells[] = { name, value, unit, constant->rule, why };
      recoup_table_add (table, cells);
    }
  return table;
}

static RecoupExit
print_constants (RecoupCtl *ctl, const char *topic)
{
  const char *account = topic != NULL ? recoup_words_find_key (RECOUP_KEY_ACCOUNT, topic) : NULL;
  g_autoptr (GPtrArray) constants = recoup_constants_list (account != NULL ? account : topic);

  if (constants->len == 0)
    {
      g_autofree char *topics = g_strjoinv (", ", (char **) recoup_constants_get_topics ());
      return recoup_ctl_usage (ctl, _ ("Expected one of %s, got ‘%s’"), topics, topic);
    }
  if (recoup_print_is_json (ctl))
    {
      recoup_print_json (ctl, make_constants (constants, NULL));
      return RECOUP_EXIT_OK;
    }
  g_autoptr (RecoupTable) table = make_table (constants, NULL);
  recoup_print_table (ctl, table, "");
  return RECOUP_EXIT_OK;
}

static RecoupExit
print_one (RecoupCtl *ctl, const char *id)
{
  g_autofree char *upper = g_ascii_strup (id, -1);
  const RecoupRule *rule = recoup_rules_find (upper);

  if (rule == NULL)
    {
      g_autoptr (GError) error =
          g_error_new (RECOUP_ERROR, RECOUP_ERROR_NOT_FOUND,
                       _ ("There is no rule ‘%s’; ‘recoupctl rules’ lists them"), id);
      return recoup_ctl_fail (ctl, error);
    }
  if (recoup_print_is_json (ctl))
    {
      recoup_print_json (ctl, make_rule (rule));
      return RECOUP_EXIT_OK;
    }
  g_autofree char *use = recoup_words_key (RECOUP_KEY_USE, recoup_rule_use_get_name (rule->use));
  g_autofree char *support =
      recoup_words_key (RECOUP_KEY_SUPPORT, recoup_support_get_name (rule->support));
  recoup_print_styled (ctl, RECOUP_STYLE_HEADING, rule->id);
  recoup_print_paragraph (ctl, 2, _ (rule->statement));
  recoup_ctl_print (ctl, _ ("In recoup: %s (%s)\n"), use, describe_use (rule->use));
  recoup_print_paragraph (ctl, 2, _ (rule->formalisation));
  recoup_ctl_print (ctl, _ ("Support: %s (%s)\n"), support, describe_support (rule->support));
  recoup_ctl_print (ctl, _ ("Source:\n"));
  recoup_print_paragraph (ctl, 2, rule->source);
  g_autoptr (GPtrArray) constants = recoup_constants_list (NULL);
  g_autoptr (RecoupTable) table = make_table (constants, rule->id);
  if (recoup_table_get_size (table) == 0)
    return RECOUP_EXIT_OK;
  recoup_ctl_print (ctl, "\n");
  recoup_print_table (ctl, table, "");
  return RECOUP_EXIT_OK;
}

static RecoupExit
run_rules (RecoupCtl *ctl, const RecoupArgs *args)
{
  static const char *const headings[] = { N_ ("ID"), N_ ("USE"), N_ ("SUPPORT"), N_ ("RULE"),
                                          NULL };
  guint n = 0;
  const RecoupRule *rules = recoup_rules_get (&n);

  if (recoup_args_get (args, "constants") != NULL)
    return print_constants (ctl, recoup_args_word (args, 0));
  if (args->words->len > 0)
    return print_one (ctl, recoup_args_word (args, 0));
  if (recoup_print_is_json (ctl))
    {
      GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
      for (guint i = 0; i < n; i++)
        g_variant_builder_add_value (&list, make_rule (&rules[i]));
      recoup_print_json (ctl, g_variant_builder_end (&list));
      return RECOUP_EXIT_OK;
    }
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *use =
          recoup_words_key (RECOUP_KEY_USE, recoup_rule_use_get_name (rules[i].use));
      g_autofree char *support =
          recoup_words_key (RECOUP_KEY_SUPPORT, recoup_support_get_name (rules[i].support));
      const char *cells[] = { rules[i].id, use, support, _ (rules[i].statement) };
      recoup_table_add (table, cells);
    }
  recoup_print_table (ctl, table, _ ("No rules."));
  return RECOUP_EXIT_OK;
}

static const RecoupOption options[] = {
  { "constants", 0, NULL, N_ ("Every number of the model, or those of an account") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_rules = {
  .name = "rules",
  .args = "[ID | --constants [ACCOUNT]]",
  .help = N_ ("Print the rules that points, verdicts and reminders name"),
  .details = N_ (
      "With an ID, for example S-011 or M-06: what the source says, what recoup makes of it,\n"
      "how well it is supported and where it comes from. Support: ok, part, weak, contra\n"
      "(contradicted; then it is not used) or n/a (a definition or a preference).\n"
      "With --constants: the numbers that the model computes with, each with its unit, its rule\n"
      "and where it is from; recoup itself where it is a convention. Beside the accounts there\n"
      "are points, coverage, muscles, signs, questions, verdict, plan, bedtime, metrics, advice,\n"
      "reminders.\n"),
  .options = options,
  .max_words = 1,
  .run = run_rules,
};
