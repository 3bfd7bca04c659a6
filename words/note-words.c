/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is said beside the numbers: where to look first, why a step of the plan waits, how certain
 * the last week is, and what stands whatever the numbers are. */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "words/format.h"
#include "words/words.h"

#define NOTHING 0.05 /* points: less is shown as 0.0 */

/* The three debts, in the order in which they stand when they cost alike: sleep first (S-013). */
static const RecoupAccount debts[] = { RECOUP_ACCOUNT_SLEEP, RECOUP_ACCOUNT_FUEL,
                                       RECOUP_ACCOUNT_STRESS };

static const char *const safety_texts[RECOUP_N_SAFETIES] = {
  [RECOUP_SAFETY_ABOUT] =
      N_ ("recoup keeps a diary and does arithmetic. It does not diagnose, treat or predict "
          "injury. Its defaults are for adults, and where medical advice differs, follow that."),
  [RECOUP_SAFETY_STOP] =
      N_ ("With chest pain, fainting or breathlessness, stop and seek emergency care: that is "
          "outside of what recoup knows."),
  [RECOUP_SAFETY_FEELING] = N_ ("Where number and feeling disagree, the feeling wins."),
  [RECOUP_SAFETY_PAIN] = N_ ("Sharp or joint pain: rest this area; if it lasts or worsens, see a "
                             "professional."),
  [RECOUP_SAFETY_EMERGENCY] = N_ ("In an emergency, call your doctor or the emergency number."),
};

const char *
recoup_words_safety (RecoupSafety safety)
{
  g_return_val_if_fail (safety < RECOUP_N_SAFETIES, NULL);
  return _ (safety_texts[safety]);
}

/* An account as it stands in a sentence about what weighs most. */
static const char *
get_account_name (RecoupAccount account)
{
  static const char *const names[RECOUP_N_ACCOUNTS] = {
    [RECOUP_ACCOUNT_SLEEP] = N_ ("sleep"),   [RECOUP_ACCOUNT_FUEL] = N_ ("protein"),
    [RECOUP_ACCOUNT_STRESS] = N_ ("stress"), [RECOUP_ACCOUNT_TISSUE] = N_ ("muscles"),
    [RECOUP_ACCOUNT_LOAD] = N_ ("load"),     [RECOUP_ACCOUNT_AUTONOMIC] = N_ ("resting heart"),
  };

  return _ (names[account]);
}

/* "12.3 points" */
static char *
say_points (double points)
{
  g_autofree char *number = recoup_format_number (points, 1);

  return g_strdup_printf (_ ("%s points"), number);
}

char *
recoup_words_ranking (const double lost[RECOUP_N_ACCOUNTS])
{
  RecoupAccount order[G_N_ELEMENTS (debts)] = { RECOUP_ACCOUNT_SLEEP };
  char *parts[G_N_ELEMENTS (debts)] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (debts); i++)
    {
      guint place = i;
      for (; place > 0 && lost[order[place - 1]] < lost[debts[i]]; place--)
        order[place] = order[place - 1];
      order[place] = debts[i];
    }
  if (lost[order[0]] < NOTHING)
    return g_strdup (_ ("Sleep, protein and stress cost nothing now: look at how much you train."));
  for (guint i = 0; i < G_N_ELEMENTS (debts); i++)
    {
      g_autofree char *points = say_points (lost[order[i]]);
      parts[i] = g_strdup_printf ("%s (%s)", get_account_name (order[i]), points);
    }
  char *text =
      g_strdup_printf (_ ("Look at %s first, then %s, then %s."), parts[0], parts[1], parts[2]);
  for (guint i = 0; i < G_N_ELEMENTS (debts); i++)
    g_free (parts[i]);
  return text;
}

char *
recoup_words_hold (const double lost[RECOUP_N_ACCOUNTS])
{
  RecoupAccount most = RECOUP_ACCOUNT_SLEEP;

  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    if (lost[i] > lost[most])
      most = (RecoupAccount) i;
  g_autofree char *points = say_points (lost[most]);
  g_autofree char *text =
      g_strdup_printf (_ ("This step waits: a muscle group was sore on four of the last seven "
                          "days. Most is lost to %s now (%s)."),
                       get_account_name (most), points);
  gboolean is_work = most == RECOUP_ACCOUNT_TISSUE || most == RECOUP_ACCOUNT_LOAD;
  return g_strjoin (" ", text, is_work ? _ ("Sets may have come back too fast.") : NULL, NULL);
}

char *
recoup_words_adherence (guint days, guint known)
{
  if (known == 0)
    return g_strdup (_ ("No day of the last week has both sleep and food logged."));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Sleep of 7 h and protein in full on %u of %u known day.",
                   "Sleep of 7 h and protein in full on %u of %u known days.", known),
      days, known);
}

char *
recoup_words_figures (double sleep_min, double protein_g, gint target_g, double stress)
{
  g_autofree char *sleep =
      isnan (sleep_min) ? g_strdup (_ ("not logged")) : recoup_words_duration ((gint) sleep_min);

  return g_strdup_printf (_ ("What counts this week more than the weight: sleep (%s), protein "
                             "(%d of %d g), stress (%d of 100)."),
                          sleep, (gint) floor (protein_g + 0.5), target_g,
                          (gint) floor (stress * 100 + 0.5));
}

char *
recoup_words_excess (guint done, guint due)
{
  return g_strdup_printf (
      _ ("Those were %u sets; %u are enough this week. Nothing is lost by it, and "
         "less is what the week is for."),
      done, due);
}

const char *
recoup_words_cold (void)
{
  return
      /* xgettext:no-c-format */
      _ ("Cold after lifting may cost some growth and strength (one review: -0.23, 95 % interval "
         "-0.45 to -0.01). Whether that matters today is yours to weigh.");
}
