/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fills the templates of the manual from the tables of the program: a line `@NAME@` of standard
 * input becomes the table of that name in mdoc(7). So the manual cannot name a verb, field or
 * setting that is not there, nor miss one. Runs at build time only. */

#include <stdio.h>
#include <string.h>

#include "client/form.h"
#include "client/quick.h"
#include "client/verbs.h"
#include "recoup/constants.h"
#include "recoup/flags.h"
#include "recoup/policy.h"
#include "recoup/reminder.h"
#include "recoup/rules.h"
#include "recoup/state.h"
#include "words/words.h"

/* Text as mdoc: no line begins with a control character, signs beyond ASCII by their number. */
static void
put_text (const char *text)
{
  const char *at = text;
  gboolean fresh = TRUE;
  gboolean after_stop = FALSE;

  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (c == ' ' && after_stop) /* each sentence begins a line */
        {
          (void) putchar ('\n');
          fresh = TRUE;
          after_stop = FALSE;
          continue;
        }
      after_stop = c == '.';
      if (fresh && (c == '.' || c == '\''))
        (void) fputs ("\\&", stdout);
      if (c == '\\')
        (void) fputs ("\\e", stdout);
      else if (c == '-')
        (void) fputs ("\\-", stdout);
      else if (c < 0x80)
        (void) putchar ((int) c);
      else
        printf ("\\[u%04X]", c);
      if (c == ',' && at[1] != ' ' && at[1] != '\0' && at[1] != '\n') /* a long list may break */
        (void) fputs ("\\:", stdout);
      fresh = c == '\n';
    }
}

static void
put_line (const char *text)
{
  put_text (text);
  (void) putchar ('\n');
}

/* The head of an item: a literal, and what follows it as it is written. */
static void
put_item (const char *name, const char *rest)
{
  printf (".It Xo\n.Sy ");
  put_line (name);
  if (rest != NULL && rest[0] != '\0')
    put_line (rest);
  puts (".Xc");
}

static void
put_options (const RecoupOption *options)
{
  puts (".Bl -tag -width Ds -compact");
  for (const RecoupOption *row = options; row->name != NULL; row++)
    {
      g_autofree char *letter = row->letter != 0 ? g_strdup_printf ("-%c, ", row->letter) : NULL;
      g_autofree char *name =
          g_strconcat (letter != NULL ? letter : "", "--", row->name, row->arg != NULL ? "=" : "",
                       row->arg != NULL ? row->arg : "", NULL);
      put_item (name, NULL);
      g_autofree char *help = g_strconcat (row->help, ".", NULL);
      put_line (help);
    }
  puts (".El");
}

/* Further lines of a verb's help: those that are indented are examples. */
static void
put_details (const char *details)
{
  g_auto (GStrv) lines = g_strsplit (details, "\n", -1);
  gboolean literal = FALSE;

  puts (".Pp");
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean example = g_str_has_prefix (lines[i], "  ");
      if (lines[i][0] == '\0')
        continue;
      if (example != literal)
        puts (example ? ".Bd -literal -offset indent" : ".Ed\n.Pp");
      literal = example;
      put_line (g_strchug (lines[i]));
    }
  if (literal)
    puts (".Ed");
}

static void
put_verbs (void)
{
  guint n = 0;
  const RecoupVerb *const *verbs = recoup_verbs_get (&n);

  puts (".Bl -tag -width Ds");
  for (guint i = 0; i < n; i++)
    {
      const RecoupVerb *verb = verbs[i];
      g_autofree char *help = g_strconcat (verb->help, ".", NULL);
      put_item (verb->name, verb->args);
      put_line (help);
      if (verb->details != NULL)
        put_details (verb->details);
      if (verb->options != NULL)
        {
          puts (".Pp");
          put_options (verb->options);
        }
    }
  puts (".El");
}

static void
put_global_options (void)
{
  put_options (recoup_verbs_get_options ());
}

static void
put_forms (void)
{
  guint n = 0;
  const RecoupForm *forms = recoup_form_get_all (&n);

  puts (".Bl -tag -width Ds -compact");
  for (guint i = 0; i < n; i++)
    {
      put_item (forms[i].name, forms[i].usage);
      g_autofree char *line =
          g_strdup_printf ("An entry of the kind %s.", recoup_entry_kind_get_name (forms[i].kind));
      put_line (line);
    }
  puts (".El");
}

/* One line of a literal display for each verb that logs in plain words. */
static void
put_quick (void)
{
  for (guint i = 0; i < RECOUP_N_QUICKS; i++)
    put_line (recoup_quicks[i].verb.example);
}

static const char *
get_type_words (RecoupFieldType type)
{
  switch (type)
    {
    case RECOUP_FIELD_INSTANT:
      return "instant";
    case RECOUP_FIELD_DATE:
      return "date";
    case RECOUP_FIELD_NUMBER:
      return "number";
    case RECOUP_FIELD_INTEGER:
      return "integer";
    case RECOUP_FIELD_BOOLEAN:
      return "true or false";
    case RECOUP_FIELD_STRING:
      return "text";
    case RECOUP_FIELD_UUID:
      return "UUID";
    case RECOUP_FIELD_ZONE:
      return "name of a time zone";
    case RECOUP_FIELD_ENUM:
      return "word";
    case RECOUP_FIELD_SORENESS:
      return "object of integers by muscle group";
    case RECOUP_FIELD_PAIN:
      return "object of lists of words by muscle group";
    case RECOUP_FIELD_WEIGHTS:
      return "object of numbers by muscle group";
    case RECOUP_FIELD_SETS:
      return "list of sets";
    }
  g_assert_not_reached ();
}

/* ", number, 0 to 500 g, required" */
static char *
dup_field_rest (const RecoupField *field, gboolean required)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "(%s", get_type_words (field->type));
  if (field->type == RECOUP_FIELD_STRING || field->type == RECOUP_FIELD_SETS)
    g_string_append_printf (text, ", at most %.0f %s", field->max,
                            field->type == RECOUP_FIELD_STRING ? "bytes" : "of them");
  else if (field->max > field->min && field->type != RECOUP_FIELD_ZONE)
    g_string_append_printf (text, ", %g to %.0f%s%s", field->min, field->max,
                            field->unit[0] != '\0' ? " " : "", field->unit);
  g_string_append_printf (text, "%s)", required ? ", required" : "");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
put_field (const RecoupField *field, gboolean required)
{
  g_autofree char *rest = dup_field_rest (field, required);

  g_autofree char *words =
      field->type == RECOUP_FIELD_ENUM ? g_strjoinv (", ", (char **) field->words) : NULL;
  g_autofree char *doc = g_strconcat (field->doc, words != NULL ? ".\nAllowed: " : "",
                                      words != NULL ? words : "", ".", NULL);
  put_item (field->name, rest);
  put_line (doc);
}

/* Fields that every kind has, then those of each kind. */
static void
put_fields (void)
{
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);

  puts (".Ss Every entry\n.Bl -tag -width Ds -compact");
  for (guint i = 0; i < n; i++)
    if (fields[i].kinds == RECOUP_ENTRY_MASK_ALL)
      put_field (&fields[i], fields[i].required == RECOUP_ENTRY_MASK_ALL &&
                                 !g_str_equal (fields[i].name, "id"));
  puts (".El");
  for (guint kind = 0; kind < RECOUP_N_ENTRY_KINDS; kind++)
    {
      guint mask = RECOUP_ENTRY_MASK (kind);
      printf (".Ss %s\n.Bl -tag -width Ds -compact\n", recoup_entry_kind_get_name (kind));
      for (guint i = 0; i < n; i++)
        if (fields[i].kinds != RECOUP_ENTRY_MASK_ALL && (fields[i].kinds & mask) != 0)
          put_field (&fields[i], (fields[i].required & mask) != 0);
      puts (".El");
    }
}

static void
put_set_fields (void)
{
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_set_fields (&n);

  puts (".Bl -tag -width Ds -compact");
  for (guint i = 0; i < n; i++)
    put_field (&fields[i], fields[i].required != 0);
  puts (".El");
}

static void
put_settings_of (const char *group)
{
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);

  puts (".Bl -tag -width Ds");
  for (guint i = 0; i < n; i++)
    {
      const RecoupSetting *row = &settings[i];
      if (!g_str_equal (row->group, group))
        continue;
      put_item (row->key, NULL);
      g_autofree char *text =
          g_strdup_printf ("%s.\nAllowed: %s.\nDefault: %s.", row->doc, row->range_text,
                           row->default_text[0] != '\0' ? row->default_text : "empty");
      put_line (text);
    }
  puts (".El");
}

static void
put_model_settings (void)
{
  put_settings_of ("Model");
}

static void
put_reminder_settings (void)
{
  put_settings_of ("Reminders");
}

static void
put_reminders (void)
{
  puts (".Bl -tag -width Ds -compact");
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    {
      const RecoupReminderRow *row = recoup_reminder_get_kind (i);
      put_item (row->name, row->default_on ? NULL : "(off by default)");
      put_line (row->doc);
    }
  puts (".El");
}

static void
put_points (void)
{
  puts (".Bl -tag -width Ds -compact");
  for (guint i = 0; i < RECOUP_N_POINTS; i++)
    {
      const RecoupPointRow *row = recoup_point_get_row (i);
      g_autofree char *rules = g_strjoinv (", ", (char **) row->rules);
      g_autofree char *line =
          g_strdup_printf ("Up to %g points; rules %s.", row->cap_dp / 10.0, rules);
      put_item (row->key, NULL);
      put_line (line);
    }
  puts (".El");
}

static void
put_signs (void)
{
  puts (".Bl -tag -width Ds -compact");
  for (guint i = 0; i < RECOUP_N_FLAGS; i++)
    {
      const RecoupRule *rule = recoup_rules_find (recoup_flag_get_rule ((RecoupFlag) i));
      put_item (rule->id, NULL);
      put_line (rule->formalisation);
    }
  puts (".El");
}

static void
put_questions (void)
{
  puts (".Bl -tag -width Ds -compact");
  for (guint i = 0; i < RECOUP_N_QUESTIONS; i++)
    {
      const RecoupRule *rule = recoup_rules_find (recoup_question_get_name ((RecoupQuestion) i));
      put_item (rule->id, NULL);
      put_line (recoup_words_question ((RecoupQuestion) i));
      put_line (rule->formalisation);
    }
  puts (".El");
}

/* Constants by topic: value and unit in the head, the rest below. */
static void
put_constants (void)
{
  const char *const *topics = recoup_constants_get_topics ();

  for (guint i = 0; topics[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) constants = recoup_constants_list (topics[i]);
      printf (".Ss %c%s\n.Bl -tag -width Ds -compact\n", g_ascii_toupper (topics[i][0]),
              topics[i] + 1);
      for (guint row = 0; row < constants->len; row++)
        {
          const RecoupConstant *constant = constants->pdata[row];
          g_autofree char *value = g_strdup_printf ("%.6g%s%s (%s)", constant->value,
                                                    constant->unit[0] != '\0' ? " " : "",
                                                    constant->unit, constant->rule);
          g_autofree char *text = g_strdup_printf ("%s [%s].", constant->why, constant->source);
          put_item (constant->name, value);
          put_line (text);
        }
      puts (".El");
    }
}

static void
put_rules_of (RecoupRuleUse use)
{
  guint n = 0;
  const RecoupRule *rules = recoup_rules_get (&n);

  puts (".Bl -tag -width Ds -compact");
  for (guint i = 0; i < n; i++)
    {
      if (rules[i].use != use)
        continue;
      g_autofree char *support =
          g_strdup_printf ("(%s)", recoup_support_get_name (rules[i].support));
      g_autofree char *source = g_strdup_printf ("[%s]", rules[i].source);
      put_item (rules[i].id, support);
      put_line (rules[i].statement);
      put_line (rules[i].formalisation);
      put_line (source);
    }
  puts (".El");
}

static void
put_computed_rules (void)
{
  put_rules_of (RECOUP_RULE_COMPUTED);
}

static void
put_reminder_rules (void)
{
  put_rules_of (RECOUP_RULE_REMINDER);
}

static void
put_text_rules (void)
{
  put_rules_of (RECOUP_RULE_TEXT);
}

static void
put_unused_rules (void)
{
  put_rules_of (RECOUP_RULE_UNUSED);
}

static const struct
{
  const char *name;
  void (*put) (void);
} tables[] = {
  { "@COMPUTED_RULES@", put_computed_rules },
  { "@CONSTANTS@", put_constants },
  { "@FIELDS@", put_fields },
  { "@FORMS@", put_forms },
  { "@MODEL_SETTINGS@", put_model_settings },
  { "@OPTIONS@", put_global_options },
  { "@POINTS@", put_points },
  { "@QUESTIONS@", put_questions },
  { "@QUICK@", put_quick },
  { "@REMINDERS@", put_reminders },
  { "@REMINDER_RULES@", put_reminder_rules },
  { "@REMINDER_SETTINGS@", put_reminder_settings },
  { "@SET_FIELDS@", put_set_fields },
  { "@SIGNS@", put_signs },
  { "@TEXT_RULES@", put_text_rules },
  { "@UNUSED_RULES@", put_unused_rules },
  { "@VERBS@", put_verbs },
};

int
main (void)
{
  char line[1024];

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      gboolean known = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
        if (strncmp (line, tables[i].name, strlen (tables[i].name)) == 0)
          {
            tables[i].put ();
            known = TRUE;
          }
      if (!known && line[0] == '@')
        {
          (void) fprintf (stderr, "man-tables: There is no table %s", line);
          return 1;
        }
      if (!known)
        (void) fputs (line, stdout);
    }
  return ferror (stdin) != 0 || fflush (stdout) != 0;
}
