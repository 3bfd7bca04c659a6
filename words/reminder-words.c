/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a reminder says: the fact, the number and the reason, in plain sentences that read well
 * aloud. One function a message, found by its id; each stays within the limits of a notification
 * for every number that it can be given. No guilt, no diagnosis, no claim that the rules do not
 * carry. */

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "words/format.h"
#include "words/words.h"

typedef struct
{
  const RecoupReminder *reminder;
  const RecoupState *state;
  const RecoupZone *zone;
} Speech;

typedef struct
{
  const char *message;
  void (*speak) (const Speech *speech, RecoupText *text);
} SpeechRow;

void
recoup_text_clear (RecoupText *text)
{
  g_clear_pointer (&text->summary, g_free);
  g_clear_pointer (&text->body, g_free);
}

static void
set (RecoupText *text, const char *summary, const char *body)
{
  text->summary = g_strdup (summary);
  text->body = g_strdup (body);
}

/* Said once, beside the first question of a new journal. */
static char *
add_setup_hint (const Speech *speech, const char *text)
{
  if (g_strcmp0 (speech->reminder->detail, RECOUP_REMINDER_SETUP_HINT) != 0)
    return g_strdup (text);
  return g_strdup_printf (_ ("%s Six questions make recoup yours: recoupctl setup"), text);
}

static void
speak_check_in (const Speech *speech, RecoupText *text)
{
  text->summary = g_strdup (_ ("Good morning: how was the night?"));
  text->body = add_setup_hint (
      speech, _ ("Log last night's sleep and how you feel. Every field is optional."));
}

/* To who does not want the account of sleep. */
static void
speak_check_in_feeling (const Speech *speech, RecoupText *text)
{
  text->summary = g_strdup (_ ("Good morning: how do you feel?"));
  text->body =
      add_setup_hint (speech, _ ("Log how you feel and what hurts. Every field is optional."));
}

static void
speak_check_in_sleep (const Speech *speech, RecoupText *text)
{
  if (speech->reminder->sleep_from == RECOUP_INSTANT_NONE)
    {
      speak_check_in (speech, text);
      return;
    }
  g_autofree char *from = recoup_words_clock (speech->reminder->sleep_from, speech->zone);
  g_autofree char *until = recoup_words_clock (speech->reminder->sleep_until, speech->zone);
  text->summary = g_strdup_printf (_ ("Slept about %s to %s?"), from, until);
  text->body =
      add_setup_hint (speech, _ ("That is when this computer was left alone. One tap logs it, and "
                                 "you can correct it later."));
}

/* "62 g of protein to go, about 2 portions", with the weight that it takes for granted. */
static char *
say_protein_left (const RecoupReminder *reminder)
{
  g_autofree char *left = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d g of protein to go, about %d portion",
                   "%d g of protein to go, about %d portions", (gulong) reminder->portions),
      reminder->amount, reminder->portions);

  if (reminder->assumed_kg == 0)
    return g_strdup_printf (_ ("%s."), left);
  g_autofree char *weight = recoup_format_weight (reminder->assumed_kg);
  return g_strdup_printf (_ ("%s (for %s; set yours)."), left, weight);
}

static void
speak_protein_slot (const Speech *speech, RecoupText *text)
{
  text->summary = g_strdup_printf (_ ("%d g of protein at this meal"), speech->reminder->grams);
  text->body = say_protein_left (speech->reminder);
}

static void
speak_protein_session (const Speech *speech, RecoupText *text)
{
  g_autofree char *left = say_protein_left (speech->reminder);
  text->summary =
      g_strdup_printf (_ ("After your session: %d g of protein"), speech->reminder->grams);
  text->body = g_strdup_printf (_ ("%s The day's total is what counts."), left);
}

static void
speak_active_recovery (const Speech *speech, RecoupText *text)
{
  text->summary = g_strdup_printf (_ ("%d min of easy movement"), speech->reminder->minutes);
  text->body = g_strdup (_ ("Today is for active recovery. A walk, light cycling or stretching may "
                            "ease soreness."));
}

static void
speak_wind_down (const Speech *speech, RecoupText *text)
{
  if (speech->reminder->sleep_from == RECOUP_INSTANT_NONE)
    {
      set (text, _ ("Time to wind down"), _ ("Dimmer evenings may help."));
      return;
    }
  g_autofree char *clock = recoup_words_clock (speech->reminder->sleep_from, speech->zone);
  RecoupInstant from = MAX (speech->state->now, speech->reminder->due); /* as it will be read */
  gint64 left = (speech->reminder->sleep_from - from) / RECOUP_USEC_PER_MIN;
  g_autofree char *duration = recoup_words_duration ((gint) MAX (left, 0));
  text->summary = g_strdup_printf (_ ("Lights out at %s"), clock);
  text->body =
      g_strdup_printf (_ ("That is in %s. Dimmer light and quieter screens may help."), duration);
}

char *
recoup_words_night_left (RecoupInstant from, RecoupInstant wake, const RecoupZone *zone)
{
  g_autofree char *start = recoup_words_clock (from, zone);
  g_autofree char *end = recoup_words_clock (wake, zone);
  g_autofree char *left =
      recoup_words_duration ((gint) (MAX (wake - from, 0) / RECOUP_USEC_PER_MIN));

  return g_strdup_printf (_ ("%s leaves %s until %s."), start, left, end);
}

static void
speak_bedtime (const Speech *speech, RecoupText *text)
{
  const RecoupReminder *reminder = speech->reminder;
  g_autofree char *clock = recoup_words_clock (reminder->due, speech->zone);

  RecoupInstant planned = reminder->snoozes > 0 ? reminder->until : reminder->due;
  RecoupInstant from = MAX (speech->state->now, planned); /* as it will be read */
  gboolean is_late = from - reminder->due >= RECOUP_BEDTIME_SNOOZE_MIN * RECOUP_USEC_PER_MIN;
  text->summary = g_strdup_printf (_ ("Lights out at %s"), clock);
  /* Put off, or held back: what is left of the night by then. */
  if ((reminder->snoozes > 0 || is_late) && reminder->sleep_until != RECOUP_INSTANT_NONE)
    text->body = recoup_words_night_left (from, reminder->sleep_until, speech->zone);
  else if (reminder->minutes > 0 && reminder->amount > 0)
    {
      g_autofree char *owed = recoup_words_duration (reminder->amount);
      g_autofree char *back = recoup_words_duration (reminder->minutes);
      text->body = g_strdup_printf (_ ("You owe %s of sleep; tonight pays back %s."), owed, back);
    }
  else if (reminder->sleep_until != RECOUP_INSTANT_NONE)
    text->body = recoup_words_night_left (reminder->due, reminder->sleep_until, speech->zone);
  else
    text->body = g_strdup (_ ("A steady bedtime pays the sleep account."));
}

static void
speak_deload (const Speech *speech, RecoupText *text)
{
  text->summary = g_strdup (_ ("Your log suggests a lighter week"));
  text->body = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%d week since the last one. Half the sets, same weights, for 7 days; common "
                   "practice, and it is your choice.",
                   "%d weeks since the last one. Half the sets, same weights, for 7 days; common "
                   "practice, and it is your choice.",
                   (gulong) speech->reminder->amount),
      speech->reminder->amount);
}

static void
speak_question (const Speech *speech, RecoupText *text)
{
  RecoupQuestion question = RECOUP_QUESTION_S074;
  const char *detail = speech->reminder->detail;

  if (detail == NULL || !recoup_question_from_name (detail, &question))
    {
      set (text, _ ("Recoup has a question"), _ ("Open recoup to see it."));
      return;
    }
  set (text,
       question == RECOUP_QUESTION_X077 ? _ ("An urgent question")
                                        : _ ("A question about how you feel"),
       recoup_words_question (question));
}

/* S-056 with S-057: what to look at first. */
static char *
say_chronic (const RecoupState *state)
{
  double lost[RECOUP_N_ACCOUNTS] = { 0 };

  for (guint key = 0; key < RECOUP_N_POINTS; key++)
    for (guint account = 0; account < RECOUP_N_ACCOUNTS; account++)
      if (g_str_equal (recoup_point_get_row (key)->account, recoup_account_get_name (account)))
        lost[account] += state->points_dp[key] / 10.0;
  g_autofree char *ranking = recoup_words_ranking (lost);
  return g_strdup_printf (_ ("A muscle group was sore for four days or more, twice in three weeks. "
                             "%s"),
                          ranking);
}

static void
speak_advice (const Speech *speech, RecoupText *text)
{
  static const char *const warnings[] = { "S-003", "S-056", "S-060", "S-061", "S-062",
                                          "S-063", "S-064", "S-065", "S-066", "S-067" };
  const char *detail = speech->reminder->detail != NULL ? speech->reminder->detail : "";
  gboolean is_warning = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (warnings); i++)
    is_warning = is_warning || g_str_equal (warnings[i], detail);
  text->summary =
      g_strdup (is_warning ? _ ("A sign worth acting on") : _ ("A suggestion from your log"));
  text->body = g_str_equal (detail, "S-056") ? say_chronic (speech->state)
                                             : g_strdup (recoup_words_advice (detail));
}

/* The kinds of the keys, or the names of kinds, in @detail after its first word. */
static char *
list_kinds (const char *detail)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (detail != NULL ? detail : "", " ", -1);
  guint seen = 0;

  for (guint i = 1; words[0] != NULL && words[i] != NULL; i++)
    {
      RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
      g_auto (GStrv) parts = g_strsplit (words[i], "/", 2);
      if (parts[0] == NULL || !recoup_reminder_kind_from_name (parts[0], &kind) ||
          (seen & (1U << kind)) != 0)
        continue;
      seen |= 1U << kind;
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "",
                              recoup_words_reminder_kind (kind));
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
speak_missed (const Speech *speech, RecoupText *text)
{
  g_autofree char *kinds = list_kinds (speech->reminder->detail);
  text->summary = g_strdup (_ ("While you were away"));
  text->body = g_strdup_printf (_ ("Still of use: %s."), kinds);
}

static void
speak_week (const Speech *speech, RecoupText *text)
{
  const RecoupState *state = speech->state;
  gint owed_min = (gint) floor (MAX (state->sleep_debt_h, 0) * 60 + 0.5);
  g_autofree char *owed = recoup_words_duration (owed_min);
  gboolean no_sleep = recoup_account_is_in (RECOUP_ACCOUNT_SLEEP, state->off_accounts);
  gboolean no_fuel = recoup_account_is_in (RECOUP_ACCOUNT_FUEL, state->off_accounts);

  text->summary =
      g_strdup_printf (_ ("Your week: readiness %d (%d to %d)"), (state->readiness_dp + 5) / 10,
                       (state->lo_dp + 5) / 10, (state->hi_dp + 5) / 10);
  if (no_sleep)
    text->body = g_strdup (_ ("recoupctl status shows each account."));
  else if (no_fuel)
    text->body = g_strdup_printf (_ ("Sleep owed: %s. recoupctl status shows each account."), owed);
  if (no_sleep || no_fuel)
    return;
  g_autofree char *adherence = recoup_words_adherence (state->adherence7, state->adherence7_known);
  text->body = g_strdup_printf (_ ("Sleep owed: %s. %s recoupctl status shows each account."), owed,
                                adherence);
}

static void
speak_welcome (const Speech *speech, RecoupText *text)
{
  set (
      text, _ ("Welcome back"),
      _ ("It was quiet for a week. Log anything and the reminders start again; nothing was lost."));
}

static void
speak_resting (const Speech *speech, RecoupText *text)
{
  g_autofree char *kinds = list_kinds (speech->reminder->detail);

  text->summary = g_strdup (_ ("Some reminders are resting"));
  if (g_strcmp0 (speech->reminder->detail, "resting protein") == 0)
    text->body = g_strdup (_ ("Protein reminders are resting; log a meal to wake them."));
  else
    text->body = g_strdup_printf (_ ("Resting: %s. Logging one wakes it."), kinds);
}

static void
speak_hydration (const Speech *speech, RecoupText *text)
{
  set (text, _ ("A glass of water"),
       _ ("Drinking through the day is easier than catching up in the evening."));
}

static void
speak_mobility (const Speech *speech, RecoupText *text)
{
  text->summary = g_strdup_printf (_ ("%d min of light stretching"), speech->reminder->minutes);
  text->body =
      g_strdup (_ ("Yesterday was harder than usual. Easy mobility work keeps you moving."));
}

static void
speak_foam_roll (const Speech *speech, RecoupText *text)
{
  set (
      text, _ ("Foam rolling, if you like it"),
      _ ("Yesterday was harder than usual. Quads, hamstrings, upper back: 1 to 2 min each may ease "
         "soreness."));
}

static const SpeechRow table[] = {
  { "check-in", speak_check_in },
  { "check-in-feeling", speak_check_in_feeling },
  { "check-in-sleep", speak_check_in_sleep },
  { "protein-slot", speak_protein_slot },
  { "protein-session", speak_protein_session },
  { "active-recovery", speak_active_recovery },
  { "wind-down", speak_wind_down },
  { "bedtime", speak_bedtime },
  { "deload", speak_deload },
  { "advice-question", speak_question },
  { "advice-flag", speak_advice },
  { "advice-text", speak_advice },
  { "digest-missed", speak_missed },
  { "digest-week", speak_week },
  { "digest-welcome", speak_welcome },
  { "digest-resting", speak_resting },
  { "hydration", speak_hydration },
  { "mobility", speak_mobility },
  { "foam-roll", speak_foam_roll },
};

const char *
recoup_words_reminder_kind (RecoupReminderKind kind)
{
  static const char *const names[RECOUP_N_REMINDER_KINDS] = {
    [RECOUP_REMINDER_CHECK_IN] = N_ ("check-in"),
    [RECOUP_REMINDER_PROTEIN] = N_ ("protein"),
    [RECOUP_REMINDER_ACTIVE_RECOVERY] = N_ ("easy movement"),
    [RECOUP_REMINDER_WIND_DOWN] = N_ ("winding down"),
    [RECOUP_REMINDER_BEDTIME] = N_ ("bedtime"),
    [RECOUP_REMINDER_DELOAD] = N_ ("lighter week"),
    [RECOUP_REMINDER_ADVICE] = N_ ("advice"),
    [RECOUP_REMINDER_DIGEST] = N_ ("digest"),
    [RECOUP_REMINDER_HYDRATION] = N_ ("water"),
    [RECOUP_REMINDER_MOBILITY] = N_ ("stretching"),
    [RECOUP_REMINDER_FOAM_ROLL] = N_ ("foam rolling"),
  };

  g_return_val_if_fail (kind < RECOUP_N_REMINDER_KINDS, NULL);
  return _ (names[kind]);
}

void
recoup_words_reminder (const RecoupReminder *reminder,
                       const RecoupState *state,
                       const RecoupZone *zone,
                       gboolean neutral,
                       RecoupText *text_out)
{
  Speech speech = { reminder, state, zone };

  text_out->summary = NULL;
  text_out->body = NULL;
  if (neutral)
    {
      gboolean asks = g_strcmp0 (reminder->message, "advice-question") == 0;
      set (text_out, asks ? _ ("Recoup has a question") : _ ("Recoup has a reminder"),
           _ ("Open recoup to see it."));
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (reminder->message, table[i].message) == 0)
      {
        table[i].speak (&speech, text_out);
        return;
      }
  /* A row of long ago, kept for the record: its kind is all that still matters. */
  set (text_out, recoup_words_reminder_kind (reminder->kind), "");
}
