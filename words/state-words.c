/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a state says: verdict, reasons, questions, advice. A reason names what was found and, where
 * a rule is ours, says so by being plain; a number never becomes a diagnosis, and whoever said yes
 * to a question is sent to a doctor first. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "words/format.h"
#include "words/key-words.h"
#include "words/words.h"

#define SEE_DOCTOR                                                                                \
  N_ ("You said yes to a question. Consider seeing a doctor first, then a physical therapist or " \
      "a fatigue or pain specialist. recoup keeps a diary; it does not diagnose, treat or "       \
      "predict "                                                                                  \
      "injury.")

typedef struct
{
  const char *rule;
  const char *text;
} RuleText;

/* Advice: flags that appeared, and texts that apply. At most 160 characters each. */
static const RuleText advice[] = {
  { "S-003", N_ ("One account was in the red for two weeks. Signs worth acting on: consider a "
                 "lighter week, and look at sleep, protein and stress.") },
  { "S-033", N_ ("Stress has been high in your log. A few minutes of slow breathing or a slow walk "
                 "may help.") },
  { "S-041", N_ ("A muscle group is still sore four days after its last session. Consider fewer "
                 "sets for it next time.") },
  { "S-056", N_ ("A muscle group was sore for four days or more, twice in three weeks. Look at "
                 "sleep, protein and stress first.") },
  { "S-059", N_ ("Two or more muscle groups are very sore. Sleep, regular meals, water and easy "
                 "movement suit them; nothing intense until it fades.") },
  { "S-060", N_ ("You logged being tired on most of the last days, rest included. Consider an "
                 "easier week and earlier nights.") },
  { "S-061", N_ ("A lift is down by 5 % or more in its last two sessions. Consider rest before the "
                 "next heavy day.") },
  { "S-062", N_ ("Sleep was poor or at very different times on several nights. A steady bedtime "
                 "may help.") },
  { "S-063", N_ ("You logged a low mood on most of the last days. Consider an easier week; talk to "
                 "somebody if it stays.") },
  { "S-064", N_ ("Soreness lingers, or sharp or joint pain came up twice. Rest that area; if it "
                 "lasts or worsens, see a professional.") },
  { "S-065", N_ ("You were ill twice in four weeks. Rest comes before training until you feel "
                 "well.") },
  { "S-066", N_ ("A session felt clearly harder than it usually does. Consider an easier day.") },
  { "S-067", N_ ("Your resting heart signals are away from your own usual. They say little alone: "
                 "go by how you feel.") },
  { "S-082",
    N_ ("This week may feel easy by now; that is what it is for. Half the sets are enough: "
        "look after sleep and protein.") },
  { "S-090", N_ ("More than four sessions in seven days. Three or four strength sessions a week "
                 "are enough for most.") },
  { "S-092", N_ ("Your training days are much alike. Consider a lighter and a harder day in place "
                 "of two of them.") },
  { "S-095", N_ ("No full rest day in the last seven. Consider one in the next days.") },
  { "S-097", N_ ("Six training days in a row. Consider a rest day; nothing is lost by it.") },
};

/* Reasons without parameters. */
static const RuleText reasons[] = {
  { "S-054", N_ ("Nothing in your log speaks against training.") },
  { "S-101", N_ ("You are tired but not sore: easy movement suits today.") },
  { "S-102", N_ ("You are tired and sore: rest suits today.") },
};

static const char *const questions[RECOUP_N_QUESTIONS] = {
  [RECOUP_QUESTION_X077] =
      N_ ("Dark or cola-coloured urine, or severe swelling or weakness after hard exercise, needs "
          "medical care today. Do you have any of these?"),
  [RECOUP_QUESTION_S069] = N_ (
      "A month after the lighter week, sleep and food in order: are you still sore, tired, weaker "
      "or low? If yes, consider seeing a doctor."),
  [RECOUP_QUESTION_S070] =
      N_ ("Has muscle weakness lasted longer than a few days? If yes, consider seeing a doctor."),
  [RECOUP_QUESTION_S071] =
      N_ ("Are you exhausted without physical effort? If yes, consider seeing a doctor."),
  [RECOUP_QUESTION_S072] =
      N_ ("Is the pain widespread or severe? If yes, consider seeing a doctor."),
  [RECOUP_QUESTION_S073] =
      N_ ("Does it come with sleep problems, brain fog or pain that does not go "
          "away? If yes, consider seeing a doctor."),
  [RECOUP_QUESTION_S074] = N_ ("Is it persistent, widespread, or with other symptoms? If yes, "
                               "consider seeing a doctor."),
};

static const char *const verdicts[RECOUP_N_VERDICTS] = {
  [RECOUP_VERDICT_UNKNOWN] = N_ ("Not enough logged"),
  [RECOUP_VERDICT_TRAIN] = N_ ("Train"),
  [RECOUP_VERDICT_TRAIN_OTHER] = N_ ("Train another muscle group"),
  [RECOUP_VERDICT_ACTIVE_RECOVERY] = N_ ("Active recovery"),
  [RECOUP_VERDICT_REST] = N_ ("Rest"),
  [RECOUP_VERDICT_SEE_PROFESSIONAL] = N_ ("See a professional"),
};

static const char *
find_text (const RuleText *rows, gsize n, const char *rule)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (rows[i].rule, rule))
      return _ (rows[i].text);
  return NULL;
}

const char *
recoup_words_advice (const char *rule)
{
  const char *text = find_text (advice, G_N_ELEMENTS (advice), rule);
  return text != NULL ? text : _ ("Something in your log is worth a look.");
}

const char *
recoup_words_question (RecoupQuestion question)
{
  g_return_val_if_fail (question < RECOUP_N_QUESTIONS, NULL);
  return _ (questions[question]);
}

const char *
recoup_words_verdict (RecoupVerdict verdict)
{
  g_return_val_if_fail (verdict < RECOUP_N_VERDICTS, NULL);
  return _ (verdicts[verdict]);
}

char *
recoup_words_summary (const RecoupState *state)
{
  const char *verdict = recoup_words_verdict (state->verdict);
  g_autofree char *first = NULL;

  if (state->verdict != RECOUP_VERDICT_UNKNOWN && state->coverage < 50)
    first = g_strdup_printf (_ ("%s, as far as logged"), verdict);
  else
    first = g_strdup (verdict);
  return g_strdup_printf (_ ("%s: readiness %d (%d to %d), %u %% covered by your log"), first,
                          (state->readiness_dp + 5) / 10, (state->lo_dp + 5) / 10,
                          (state->hi_dp + 5) / 10, state->coverage);
}

/* The list of texts under @key, joined. */
static char *
join_list (GVariant *params, const char *key, RecoupKey of)
{
  g_autoptr (GVariant) list =
      params != NULL ? g_variant_lookup_value (params, key, G_VARIANT_TYPE ("as")) : NULL;
  if (list == NULL)
    return g_strdup ("");
  g_autofree const char **texts = g_variant_get_strv (list, NULL);
  return recoup_words_join (of, (char **) texts);
}

static gint
get_integer (GVariant *params, const char *key)
{
  gint64 number = 0;
  if (params == NULL || !g_variant_lookup (params, key, "x", &number))
    return 0;
  return (gint) number;
}

/* Reasons that carry a list. Returns: (nullable) (transfer full) */
static char *
say_list (const char *rule, GVariant *params)
{
  static const struct
  {
    const char *rule;
    const char *key;
    const char *text;
    RecoupKey of; /* what is listed; RECOUP_KEY_NONE for words of the user, and ids of rules */
  } rows[] = {
    { "S-003", "accounts", N_ ("In the red for two weeks: %s"), RECOUP_KEY_ACCOUNT },
    { "S-052", "groups", N_ ("Planned for today but not ready: %s"), RECOUP_KEY_GROUP },
    { "S-056", "groups", N_ ("Sore for days, again and again: %s"), RECOUP_KEY_GROUP },
    { "S-061", "lifts", N_ ("Down by 5 %% or more in the last two sessions: %s"),
      RECOUP_KEY_EXERCISE },
    { "S-066", "titles", N_ ("Felt clearly harder than usual: %s"), RECOUP_KEY_NONE },
    { "S-067", "signals", N_ ("Away from your own usual, for what it is worth: %s"),
      RECOUP_KEY_NONE },
    { "R-FLAGS", "flags", N_ ("Three or more signs worth acting on: %s"), RECOUP_KEY_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].rule, rule))
      {
        g_autofree char *list = join_list (params, rows[i].key, rows[i].of);
        return recoup_words_fill (_ (rows[i].text), list);
      }
  return NULL;
}

static char *
say_readiness (GVariant *params, const char *format)
{
  double readiness = 0;
  if (params != NULL)
    (void) g_variant_lookup (params, "readiness", "d", &readiness); /* 0 when it is not there */
  g_autofree char *number = recoup_format_number (readiness, 1);
  return recoup_words_fill (format, number);
}

/* Reasons that carry a number. Returns: (nullable) (transfer full) */
static char *
say_number (const char *rule, GVariant *params)
{
  if (g_str_equal (rule, "R-25"))
    return g_strdup_printf (_ ("Too little is logged to say: %d %% covered, 25 %% needed."),
                            get_integer (params, "coverage"));
  if (g_str_equal (rule, "R-35"))
    return say_readiness (params, _ ("Readiness is below 35: %s"));
  if (g_str_equal (rule, "R-55"))
    return say_readiness (params, _ ("Readiness is below 55: %s"));
  if (g_str_equal (rule, "S-053"))
    return g_strdup_printf (_ ("%d of 12 muscle groups are not ready."),
                            get_integer (params, "blocked"));
  if (g_str_equal (rule, "S-060"))
    return g_strdup_printf (_ ("Tired on %d of the last 7 logged days."),
                            get_integer (params, "days"));
  if (g_str_equal (rule, "S-062"))
    return g_strdup_printf (_ ("%d poor nights of the last 7; bedtimes vary by %d min."),
                            get_integer (params, "poor_nights"),
                            get_integer (params, "bedtime_sd_min"));
  if (g_str_equal (rule, "S-063"))
    return g_strdup_printf (_ ("Low mood on %d of the last 7 logged days."),
                            get_integer (params, "days"));
  if (g_str_equal (rule, "S-064"))
    {
      guint reports = (guint) get_integer (params, "pain_reports");
      if (reports == 0)
        return g_strdup (_ ("The same muscles are sore for days, again and again."));
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Soreness lingers, or pain came up: %u report in 21 days.",
                       "Soreness lingers, or pain came up: %u reports in 21 days.", reports),
          reports);
    }
  if (g_str_equal (rule, "S-065") && get_integer (params, "episodes") > 0)
    return g_strdup_printf (_ ("Ill %d times in four weeks."), get_integer (params, "episodes"));
  if (g_str_equal (rule, "S-069") && get_integer (params, "adherent_days") > 0)
    return g_strdup_printf (_ ("%d of the last 28 days with sleep and protein in order, and still "
                               "signs worth acting on."),
                            get_integer (params, "adherent_days"));
  return NULL;
}

char *
recoup_words_reason (const char *rule, GVariant *params)
{
  char *text = say_list (rule, params);
  if (text == NULL)
    text = say_number (rule, params);
  if (text != NULL)
    return text;
  if (g_str_equal (rule, "S-065"))
    return g_strdup (_ ("You said that you are ill. Rest."));

  RecoupQuestion question = RECOUP_QUESTION_S074;
  if (recoup_question_from_name (rule, &question))
    {
      const char *urgent = _ ("Dark or cola-coloured urine, or severe swelling or weakness after "
                              "hard exercise, needs medical care today.");
      const char *emergency = recoup_words_safety (RECOUP_SAFETY_EMERGENCY);
      return question == RECOUP_QUESTION_X077
                 ? g_strjoin (" ", urgent, _ (SEE_DOCTOR), emergency, NULL)
                 : g_strjoin (" ", _ (SEE_DOCTOR), emergency, NULL);
    }
  const char *plain = find_text (reasons, G_N_ELEMENTS (reasons), rule);
  return g_strdup (plain != NULL ? plain : rule);
}
