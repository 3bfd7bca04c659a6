/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of rules holds each rule of the design once, and everything that names a rule names one
 * that is there. */

#include "recoup/rules.h"

#include <string.h>

#include "recoup/entry.h"
#include "recoup/policy.h"
#include "recoup/state.h"

static char **
read_ids (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "rules", "ids.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_no_error (error);
  return g_strsplit (g_strstrip (text), "\n", -1);
}

static void
test_complete (void)
{
  g_auto (GStrv) ids = read_ids ();
  guint n = 0;
  const RecoupRule *rules = recoup_rules_get (&n);

  g_assert_cmpuint (n, ==, g_strv_length (ids));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpstr (rules[i].id, ==, ids[i]);
      g_assert_true (recoup_rules_find (ids[i]) == &rules[i]);
    }
  g_assert_null (recoup_rules_find ("S-999"));
  g_assert_null (recoup_rules_find (""));
}

/* A rule says what it says, where from, and what recoup makes of it, in plain sentences. */
static void
test_texts (void)
{
  guint n = 0;
  const RecoupRule *rules = recoup_rules_get (&n);

  for (guint i = 0; i < n; i++)
    {
      const RecoupRule *rule = &rules[i];
      g_test_message ("%s", rule->id);
      g_assert_true (rule->source[0] != '\0');
      g_assert_true (g_str_has_suffix (rule->statement, ".") ||
                     g_str_has_suffix (rule->statement, "?"));
      g_assert_true (rule->formalisation[0] != '\0');
      g_assert_cmpint (g_str_has_prefix (rule->formalisation, "Not used"), ==,
                       rule->use == RECOUP_RULE_UNUSED);
      g_assert_cmpint (g_str_has_prefix (rule->formalisation, "Text"), ==,
                       rule->use == RECOUP_RULE_TEXT);
      g_assert_true (g_utf8_validate (rule->formalisation, -1, NULL));
    }
}

/* What is contradicted enters nothing. */
static void
test_contradicted (void)
{
  static const char *const myths[] = { "S-012", "S-043", "S-105", "S-107", "M-05" };
  static const char *const unfounded[] = { "S-015", "S-027", "S-034", "S-045" };
  guint n = 0;
  const RecoupRule *rules = recoup_rules_get (&n);
  guint n_contra = 0;

  for (guint i = 0; i < n; i++)
    if (rules[i].support == RECOUP_SUPPORT_CONTRA)
      {
        g_assert_true (rules[i].use == RECOUP_RULE_UNUSED || rules[i].use == RECOUP_RULE_TEXT);
        n_contra++;
      }
  g_assert_cmpuint (n_contra, ==, G_N_ELEMENTS (myths));
  for (guint i = 0; i < G_N_ELEMENTS (myths); i++)
    g_assert_cmpint (recoup_rules_find (myths[i])->support, ==, RECOUP_SUPPORT_CONTRA);
  for (guint i = 0; i < G_N_ELEMENTS (unfounded); i++)
    g_assert_cmpint (recoup_rules_find (unfounded[i])->use, ==, RECOUP_RULE_UNUSED);
}

static void
assert_computed (const char *id)
{
  const RecoupRule *rule = recoup_rules_find (id);

  g_test_message ("%s", id);
  g_assert_nonnull (rule);
  g_assert_cmpint (rule->use, ==, RECOUP_RULE_COMPUTED);
}

/* Points, questions, flags and rows of the verdict stand on rules that are computed. */
static void
test_references (void)
{
  static const char *const others[] = { "S-003", "S-016", "S-051", "S-053", "S-054",  "S-056",
                                        "S-061", "S-062", "S-064", "S-065", "S-066",  "S-101",
                                        "S-102", "R-25",  "R-35",  "R-55",  "R-FLAGS" };

  for (guint key = 0; key < RECOUP_N_POINTS; key++)
    {
      const RecoupPointRow *row = recoup_point_get_row ((RecoupPointKey) key);
      for (guint i = 0; row->rules[i] != NULL; i++)
        assert_computed (row->rules[i]);
    }
  for (guint i = 0; i < RECOUP_N_QUESTIONS; i++)
    assert_computed (recoup_question_get_name ((RecoupQuestion) i));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_computed (others[i]);
}

/* The week that S-094 prints is a value that the setting takes. */
static void
test_split (void)
{
  const char *text = strstr (recoup_rules_find ("S-094")->formalisation, "week=");
  g_autoptr (GError) error = NULL;
  RecoupPolicy policy;

  g_assert_nonnull (text);
  recoup_policy_init (&policy);
  g_assert_true (recoup_policy_parse (&policy, "week", text + strlen ("week="), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (policy.week[4].n, ==, 1);
  g_assert_cmpuint (policy.week[4].items[0], ==, RECOUP_PLANNED_HIIT);
}

static void
test_names (void)
{
  g_assert_cmpstr (recoup_support_get_name (RECOUP_SUPPORT_OK), ==, "ok");
  g_assert_cmpstr (recoup_support_get_name (RECOUP_SUPPORT_CONTRA), ==, "contra");
  g_assert_cmpstr (recoup_support_get_name (RECOUP_SUPPORT_NONE), ==, "n/a");
  g_assert_cmpstr (recoup_rule_use_get_name (RECOUP_RULE_COMPUTED), ==, "computed");
  g_assert_cmpstr (recoup_rule_use_get_name (RECOUP_RULE_UNUSED), ==, "unused");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/complete", test_complete);
  g_test_add_func ("/rules/texts", test_texts);
  g_test_add_func ("/rules/contradicted", test_contradicted);
  g_test_add_func ("/rules/references", test_references);
  g_test_add_func ("/rules/split", test_split);
  g_test_add_func ("/rules/names", test_names);
  return g_test_run ();
}
