/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl checkin: the morning questions, one key each. Every one may be left out; what is not
 * said is not known, and widens the interval of readiness rather than counting as something. */

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "client/log-words.h"
#include "client/print.h"
#include "client/prompt.h"
#include "client/value.h"
#include "client/verbs.h"
#include "recoup/policy.h"
#include "recoup/state.h"

#define OF(account) (1U << RECOUP_ACCOUNT_##account)

/* A question takes one key; a muscle has to be named, and only when there is one. Pain and illness
 * are of no account, and asked always. */
static const struct
{
  const char *field;
  guint accounts; /* mask: with one of them off it is not asked */
  const char *prompt;
  const char *grades; /* the keys that are an answer, NULL for yes or no */
  const char *naming; /* what is asked after a yes, NULL if the key is the answer */
} questions[] = {
  { "stress", OF (STRESS), N_ ("Stress of life, 1 (best) to 7 (worst)"), "1234567", NULL },
  { "mood", OF (STRESS), N_ ("Mood, 1 (best) to 7 (worst)"), "1234567", NULL },
  { "fatigue", OF (STRESS), N_ ("Fatigue, 1 (best) to 7 (worst)"), "1234567", NULL },
  { "soreness", OF (TISSUE), N_ ("Are muscles sore, y or n"), NULL,
    N_ ("Which, 0 to 10, for example quads=4,glutes=2") },
  { "pain", 0, N_ ("Does anything hurt, y or n"), NULL,
    N_ ("What, for example quads=sharp+joint") },
  { "ill", 0, N_ ("Are you ill, y or n"), NULL, NULL },
};

#undef OF

/* Whether the answer can be read, and a check-in may hold it: nobody wants to learn of a slip after
 * five more questions. */
static gboolean
check_answer (RecoupCtl *ctl, const RecoupField *field, const char *answer, GError **error)
{
  static const RecoupValueContext no_times = { .today = 0 }; /* none of these is a time */
  g_autoptr (GVariant) value = recoup_value_parse (field, answer, &no_times, error);
  GVariantDict dict;

  if (value == NULL)
    return FALSE;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "kind", "s", recoup_entry_kind_get_name (RECOUP_ENTRY_CHECKIN));
  g_variant_dict_insert (&dict, "at", "x", recoup_instant_floor (g_get_real_time ()));
  g_variant_dict_insert_value (&dict, field->name, value);
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_dict_end (&dict));
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (RecoupEntry) entry =
      recoup_entry_new_from_variant (variant, id, recoup_ctl_get_zones (ctl), NULL, error);
  return entry != NULL;
}

/* Asks until the answer can be read. Returns: FALSE at the end of input; otherwise *answer_out is
 * (transfer full) the answer, empty when there is none */
static gboolean
ask_line (RecoupCtl *ctl, const RecoupField *field, const char *prompt, char **answer_out)
{
  for (;;)
    {
      g_autofree char *line = NULL;
      g_autoptr (GError) error = NULL;
      g_print ("  %s: ", prompt);
      if (!recoup_prompt_read_line (&line))
        return FALSE;
      if (line[0] == '\0' || check_answer (ctl, field, line, &error))
        {
          *answer_out = g_steal_pointer (&line);
          return TRUE;
        }
      recoup_print_paragraph (ctl, 0, error->message);
      recoup_ctl_flush (ctl);
    }
}

/* One question: a key, and a line behind it when something has to be named. As ask_line(). */
static gboolean
ask (RecoupCtl *ctl, guint number, const RecoupField *field, char **answer_out)
{
  const char *grades = questions[number].grades;
  /* Translators: the keys for yes and for no, two small letters from a to z. */
  const char *own = C_ ("keys", "yn");
  g_autofree char *keys = g_strconcat ("yn", own, NULL);
  char key = 0;

  if (!recoup_prompt_read_key (_ (questions[number].prompt), grades != NULL ? grades : keys, &key))
    return FALSE;
  gboolean is_yes = grades == NULL && (key == own[0] || (key == 'y' && own[1] != 'y'));
  if (is_yes && questions[number].naming != NULL)
    return ask_line (ctl, field, _ (questions[number].naming), answer_out);
  if (key == '\n')
    *answer_out = g_strdup ("");
  else if (grades != NULL)
    *answer_out = g_strndup (&key, 1);
  else
    *answer_out = g_strdup (is_yes ? "yes" : questions[number].naming != NULL ? "none" : "no");
  return TRUE;
}

/* Puts the questions; the answers become FIELD=VALUE words. */
static gboolean
ask_all (RecoupCtl *ctl, guint accounts_off, GPtrArray *words)
{
  ctl->pager = FALSE;
  g_print (_ ("One key each. Enter leaves a question out, Ctrl-D all of them.\n"));
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      if ((questions[i].accounts & accounts_off) != 0)
        continue;
      const RecoupField *field =
          recoup_entry_find_field (RECOUP_ENTRY_CHECKIN, questions[i].field, FALSE);
      g_autofree char *answer = NULL;
      if (!ask (ctl, i, field, &answer))
        {
          g_print ("\n");
          return FALSE;
        }
      if (answer[0] != '\0')
        g_ptr_array_add (words, g_strconcat (questions[i].field, "=", answer, NULL));
    }
  return TRUE;
}

static RecoupExit
run_checkin (RecoupCtl *ctl, const RecoupArgs *args)
{
  const RecoupForm *form = recoup_form_find ("checkin");
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (args->words->len > 0)
    return recoup_log_words (ctl, form, args->words, 0);
  if (isatty (STDIN_FILENO) != 1)
    return recoup_ctl_usage (
        ctl, _ ("‘checkin’ asks on a terminal; else say %s\nExample: recoupctl checkin %s"),
        form->usage, form->example);
  RecoupPolicy policy;
  if (recoup_ctl_get_zone (ctl, &error) == NULL || /* rather now than after six answers */
      !recoup_ctl_get_policy (ctl, &policy, &error))
    return recoup_ctl_fail (ctl, error);
  if (!ask_all (ctl, policy.accounts_off, words) || words->len == 0)
    {
      recoup_ctl_print (ctl, _ ("Nothing was logged.\n"));
      return RECOUP_EXIT_OK;
    }
  return recoup_log_words (ctl, form, words, 0);
}

const RecoupVerb recoup_verb_checkin = {
  .name = "checkin",
  .args = "[--FIELD VALUE...]",
  .help = N_ ("Answer the morning questions: stress, mood, fatigue, soreness"),
  .details = N_ (
      "With fields it is ‘recoupctl log checkin’; alone it asks six questions, each of which\n"
      "takes one key and may be left out. Only a muscle that is sore or hurts has to be named.\n"
      "What an account that is switched off would be told is not asked.\n"),
  .max_words = G_MAXUINT,
  .open_fields = TRUE,
  .run = run_checkin,
};
