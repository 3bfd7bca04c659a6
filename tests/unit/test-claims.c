/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* No text that recoup can show makes a claim that its rules do not carry. What reminders say is
 * held against the same list by the tests of words, over the ranges of their numbers. */

#include <math.h>
#include <string.h>

#include "client/compose.h"
#include "client/verbs.h"
#include "recoup/constants.h"
#include "recoup/rules.h"
#include "support/claims.h"
#include "words/words.h"

/* The table of what is not to be repeated: the rule of each row, or its article. */
static void
test_list (void)
{
  static const char *const rows[] = { "S-012", "S-013", "S-107", "S-043", "000", "S-105",
                                      "S-045", "S-067", "S-015", "S-034", "001", "S-027",
                                      "S-100", "S-021", "S-017", "safety" };
  static const struct
  {
    const char *id;
    const char *text;
  } planted[] = {
    { "S-012", "90 minutes less sleep cuts muscle protein synthesis by 20 %" },
    { "S-013", "Sleep is the problem for 90 % of people." },
    { "S-107", "Lactic acid\nlingers; a walk will flush the lactic acid" },
    { "S-107", "A walk flushes out lactate." },
    { "S-105", "Cold water speeds recovery" },
    { "S-067", "HRV tells you when to push" },
    { "S-027", "You may be deficient in magnesium" },
    { "safety", "YOU ARE OVERTRAINED" },
    { "safety", "your injury risk is 12 %" },
    { "safety", "It is safe to train" },
    { "safety", "A streak of 12 days" },
    { "S-012", "90 Minuten weniger Schlaf kosten 20 % Muskelaufbau" },
    { "S-107", "Milchsäure bleibt tagelang; ein Spaziergang spült das Laktat aus" },
    { "S-105", "Ein Eisbad beschleunigt die Erholung" },
    { "S-067", "Die Herzratenvariabilität sagt dir, wann du trainieren sollst" },
    { "S-027", "Vielleicht ein Mangel an Magnesium" },
    { "safety", "Dein VERLETZUNGSRISIKO beträgt 12 %" },
    { "safety", "Du musst heute ruhen" },
    { "safety", "12 Tage am Stück" },
  };
  g_autoptr (GPtrArray) ids = test_claims_get_ids ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (g_ptr_array_find_with_equal_func (ids, rows[i], g_str_equal, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    {
      g_test_message ("%s", planted[i].text);
      const char *found = test_claims_find (planted[i].text);
      g_assert_nonnull (found);
      g_assert_cmpstr (found, ==, planted[i].id);
    }
  g_assert_null (test_claims_find ("Consider a rest day; nothing is lost by it."));
  g_assert_null (test_claims_find ("Erwäge einen Ruhetag; verloren geht dadurch nichts."));
}

/* As ‘recoupctl rules’ and the manual print them. */
static void
test_rules (void)
{
  guint n = 0;
  const RecoupRule *rules = recoup_rules_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text =
          g_strjoin (" ", rules[i].statement, rules[i].formalisation, rules[i].source, NULL);
      test_claims_check (text);
    }
  g_autoptr (GPtrArray) constants = recoup_constants_list (NULL);
  for (guint i = 0; i < constants->len; i++)
    {
      const RecoupConstant *row = constants->pdata[i];
      g_autofree char *text = g_strjoin (" ", row->name, row->why, row->source, NULL);
      test_claims_check (text);
    }
}

/* Reasons and advice for every rule, with what each may have found and with nothing. */
static void
test_reasons (void)
{
  static const char *const params[] = {
    "@a{sv} {}",
    "{'readiness': <0.0>, 'coverage': <int64 0>, 'blocked': <int64 12>, 'days': <int64 7>}",
    "{'readiness': <34.9>, 'coverage': <int64 24>, 'pain_reports': <int64 21>}",
    "{'accounts': <['sleep', 'fuel', 'stress']>, 'groups': <['quads', 'lower_back']>}",
    "{'lifts': <['back-squat']>, 'titles': <['lower a']>, 'signals': <['hrv', 'rhr']>}",
    "{'flags': <['S-060', 'S-061', 'S-062', 'S-063', 'S-064']>}",
    "{'poor_nights': <int64 7>, 'bedtime_sd_min': <int64 180>, 'episodes': <int64 3>}",
    "{'adherent_days': <int64 28>}",
  };
  guint n = 0;
  const RecoupRule *rules = recoup_rules_get (&n);

  for (guint i = 0; i < n; i++)
    {
      test_claims_check (recoup_words_advice (rules[i].id));
      for (guint p = 0; p < G_N_ELEMENTS (params); p++)
        {
          g_autoptr (GVariant) dict = g_variant_ref_sink (g_variant_new_parsed (params[p]));
          g_autofree char *text = recoup_words_reason (rules[i].id, dict);
          test_claims_check (text);
        }
    }
}

static void
check_state (const RecoupState *state)
{
  g_autofree char *summary = recoup_words_summary (state);

  test_claims_check (summary);
}

static void
test_states (void)
{
  g_autoptr (RecoupState) state = recoup_state_new ();

  for (guint i = 0; i < RECOUP_N_VERDICTS; i++)
    for (guint coverage = 0; coverage <= 100; coverage += 10)
      {
        state->verdict = (RecoupVerdict) i;
        state->coverage = coverage;
        state->readiness_dp = state->hi_dp = (gint) coverage * 10;
        check_state (state);
        test_claims_check (recoup_words_verdict (state->verdict));
      }
  for (guint i = 0; i < RECOUP_N_QUESTIONS; i++)
    test_claims_check (recoup_words_question ((RecoupQuestion) i));
  for (guint i = 0; i < RECOUP_N_SAFETIES; i++)
    test_claims_check (recoup_words_safety ((RecoupSafety) i));
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    {
      test_claims_check (recoup_words_reminder_kind ((RecoupReminderKind) i));
      test_claims_check (recoup_reminder_get_kind ((RecoupReminderKind) i)->doc);
    }
}

/* Every order of the accounts, and the edges. */
static void
test_notes (void)
{
  for (guint i = 0; i < 3 * 3 * 3 * 3; i++)
    {
      double lost[RECOUP_N_ACCOUNTS] = {
        i % 3 * 10, i / 3 % 3 * 10, i / 9 % 3 * 10, i / 27 % 3 * 10, 0, 0
      };
      g_autofree char *ranking = recoup_words_ranking (lost);
      g_autofree char *hold = recoup_words_hold (lost);
      g_autofree char *adherence = recoup_words_adherence (i % 8, i % 8);
      g_autofree char *figures =
          recoup_words_figures (i % 2 == 0 ? NAN : i * 10.0, i * 10.0, 128, i / 81.0);
      g_autofree char *excess = recoup_words_excess (i, i / 2);
      test_claims_check (excess);
      test_claims_check (recoup_words_cold ());
      test_claims_check (ranking);
      test_claims_check (hold);
      test_claims_check (adherence);
      test_claims_check (figures);
    }
}

/* What the client says of itself. */
static void
test_help (void)
{
  guint n = 0;
  const RecoupVerb *const *verbs = recoup_verbs_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text =
          g_strjoin (" ", verbs[i]->help, verbs[i]->details != NULL ? verbs[i]->details : "", NULL);
      test_claims_check (text);
    }
  const RecoupSetting *settings = recoup_policy_get_settings (&n);
  for (guint i = 0; i < n; i++)
    test_claims_check (settings[i].doc);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claims/list", test_list);
  g_test_add_func ("/claims/rules", test_rules);
  g_test_add_func ("/claims/reasons", test_reasons);
  g_test_add_func ("/claims/states", test_states);
  g_test_add_func ("/claims/notes", test_notes);
  g_test_add_func ("/claims/help", test_help);
  return g_test_run ();
}
