/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How the instant of a reminder came about, and what putting it off costs. The instants are the
 * daemon's; here they are taken apart again into the settings and numbers that they were made of,
 * so that a user can see which of them to change. */

#include "client/why-reminder.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/assume.h"
#include "client/dict.h"
#include "client/render.h"
#include "recoup/bedtime.h"
#include "recoup/reminder.h"
#include "words/words.h"

typedef void (*Explain) (const RecoupWhyReminder *why, GString *text);

static void
append_sentence (GString *text, const char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
}

static RecoupInstant
get_due (const RecoupWhyReminder *why)
{
  return recoup_dict_integer (why->reminder, "due", 0);
}

/* The recovery day that the reminder belongs to. */
static RecoupDay
get_day (const RecoupWhyReminder *why)
{
  const char *text = recoup_dict_string (why->reminder, "day");
  RecoupDay day = 0;

  if (text == NULL || !recoup_day_parse (text, &day, NULL))
    recoup_civil_local (get_due (why), why->zone, &day, NULL);
  return day;
}

/* When the user gets up on the recovery day. */
static RecoupInstant
get_wake (const RecoupWhyReminder *why)
{
  return recoup_assume_get_wake (why->policy, get_day (why), why->zone);
}

/* And after its night. */
static RecoupInstant
get_wake_next (const RecoupWhyReminder *why)
{
  return recoup_bedtime_get_wake (get_day (why), why->policy, why->zone);
}

static RecoupInstant
get_lights_out (const RecoupWhyReminder *why)
{
  g_autoptr (GVariant) bedtime = recoup_dict_dict (why->state, "bedtime");

  return recoup_dict_integer (bedtime, "lights_out", get_due (why));
}

/* Model, section 15, backwards: what is left after need, latency and debt is the pull of the usual
 * bedtime. */
static void
explain_bedtime (const RecoupWhyReminder *why, GString *text)
{
  g_autoptr (GVariant) bedtime = recoup_dict_dict (why->state, "bedtime");
  gint extra = (gint) recoup_dict_integer (bedtime, "extra_min", 0);
  RecoupInstant wake = get_wake_next (why);
  gint asleep = (gint) why->policy->sleep_need_min;
  gint awake = (gint) why->policy->latency_min;
  RecoupInstant enough = wake - (gint64) (asleep + awake) * RECOUP_USEC_PER_MIN;
  gint moved = (gint) ((get_lights_out (why) - enough) / RECOUP_USEC_PER_MIN) + extra;
  g_autofree char *up = recoup_words_clock (wake, why->zone);
  g_autofree char *need = recoup_words_duration (asleep);
  g_autofree char *latency = recoup_words_duration (awake);
  g_autofree char *plain = recoup_words_clock (enough, why->zone);
  g_autofree char *first = g_strdup_printf (
      _ ("You get up at %s; %s of sleep and %s to fall asleep before that make %s."), up, need,
      latency, plain);

  append_sentence (text, first);
  if (extra > 0)
    {
      g_autofree char *back = recoup_words_duration (extra);
      g_autofree char *sentence =
          g_strdup_printf (_ ("%s earlier pays back sleep that you owe. [M-06]"), back);
      append_sentence (text, sentence);
    }
  if (moved != 0)
    {
      g_autofree char *shift = recoup_words_duration (ABS (moved));
      g_autofree char *sentence =
          g_strdup_printf (moved > 0 ? _ ("%s later keeps it near your usual bedtime. [S-016]")
                                     : _ ("%s earlier keeps it near your usual bedtime. [S-016]"),
                           shift);
      append_sentence (text, sentence);
    }
}

static void
explain_wind_down (const RecoupWhyReminder *why, GString *text)
{
  g_autofree char *clock = recoup_words_clock (get_lights_out (why), why->zone);
  g_autofree char *ahead = recoup_words_duration ((gint) why->policy->wind_down_min);
  g_autofree char *sentence =
      g_strdup_printf (_ ("%s (setting wind_down_min) before lights out at %s."), ahead, clock);

  append_sentence (text, sentence);
}

/* Where the target comes from. */
static void
append_target (const RecoupWhyReminder *why, GString *text)
{
  g_autoptr (GVariant) today = recoup_dict_dict (why->state, "today");
  double target = recoup_dict_number (today, "protein_target_g", 0);
  g_autofree char *grams = recoup_render_number (target, 0);
  g_autofree char *ratio = recoup_render_number (why->policy->protein_g_per_kg, 2);
  g_autofree char *sentence =
      why->policy->protein_target_g > 0
          ? g_strdup_printf (_ ("The day's %s g are your setting protein_target_g."), grams)
          : g_strdup_printf (_ ("The day's %s g are %s g for each kg of body weight."), grams,
                             ratio);

  append_sentence (text, sentence);
}

static void
explain_protein (const RecoupWhyReminder *why, GString *text)
{
  g_autoptr (GVariant) today = recoup_dict_dict (why->state, "today");
  const char *key = recoup_dict_string (why->reminder, "id");
  RecoupReminderKind kind = RECOUP_REMINDER_PROTEIN;
  RecoupDay day = 0;
  const char *slot = "";

  if (key != NULL && recoup_reminder_key_parse (key, &kind, &day, &slot) && slot[0] == 's')
    {
      append_sentence (text, _ ("You trained, and no meal is logged since. The day's total matters "
                                "more than the hour."));
      append_target (why, text);
      return;
    }
  g_autofree char *up = recoup_words_clock (get_wake (why), why->zone);
  g_autofree char *out = recoup_words_clock (get_lights_out (why), why->zone);
  g_autofree char *meals = g_strdup_printf (
      _ ("Your %u meals (setting meals_per_day) lie evenly from an hour after you get up at %s to "
         "an hour before lights out at %s."),
      why->policy->meals_per_day, up, out);
  g_autofree char *eaten = recoup_render_number (recoup_dict_number (today, "protein_g", 0), 0);
  g_autofree char *progress = g_strdup_printf (_ ("%s g are logged so far."), eaten);
  append_sentence (text, meals);
  append_target (why, text);
  append_sentence (text, progress);
}

static void
explain_check_in (const RecoupWhyReminder *why, GString *text)
{
  g_autofree char *up = recoup_words_clock (get_wake (why), why->zone);
  g_autofree char *sentence = g_strdup_printf (
      _ ("When you first come to the computer around %s, when you get up; else an hour after."),
      up);

  append_sentence (text, sentence);
}

static void
explain_activity (const RecoupWhyReminder *why, GString *text)
{
  append_sentence (text, _ ("At the setting activity_time, or half an hour after a meal that is "
                            "planned then, on days that are for easy movement."));
}

static void
explain_deload (const RecoupWhyReminder *why, GString *text)
{
  append_sentence (text, _ ("With the check-in, once a day while the offer stands."));
}

static void
explain_advice (const RecoupWhyReminder *why, GString *text)
{
  append_sentence (text, _ ("When the sign appears in your log; one a day at most, questions "
                            "first."));
}

static void
explain_digest (const RecoupWhyReminder *why, GString *text)
{
  append_sentence (text,
                   _ ("With Sunday's check-in, and when more than one reminder fell due while "
                      "you were away."));
}

static const Explain explains[RECOUP_N_REMINDER_KINDS] = {
  [RECOUP_REMINDER_CHECK_IN] = explain_check_in,
  [RECOUP_REMINDER_PROTEIN] = explain_protein,
  [RECOUP_REMINDER_ACTIVE_RECOVERY] = explain_activity,
  [RECOUP_REMINDER_WIND_DOWN] = explain_wind_down,
  [RECOUP_REMINDER_BEDTIME] = explain_bedtime,
  [RECOUP_REMINDER_DELOAD] = explain_deload,
  [RECOUP_REMINDER_ADVICE] = explain_advice,
  [RECOUP_REMINDER_DIGEST] = explain_digest,
};

char *
recoup_why_reminder_new_when (const RecoupWhyReminder *why)
{
  const char *name = recoup_dict_string (why->reminder, "kind");
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;

  if (name == NULL || !recoup_reminder_kind_from_name (name, &kind))
    return NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  if (explains[kind] != NULL)
    explains[kind](why, text);
  else
    g_string_append_printf (text, "%s.", _ (recoup_reminder_get_kind (kind)->doc));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
recoup_why_reminder_new_cost (const RecoupWhyReminder *why)
{
  const char *name = recoup_dict_string (why->reminder, "kind");
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;

  if (name == NULL || !recoup_reminder_kind_from_name (name, &kind) ||
      kind != RECOUP_REMINDER_BEDTIME)
    return NULL;
  RecoupInstant wake = get_wake_next (why);
  RecoupInstant now = recoup_dict_integer (why->state, "now", 0);
  RecoupInstant until = recoup_dict_integer (why->reminder, "until", 0);
  RecoupInstant from = MAX (MAX (get_due (why), now), until);
  RecoupInstant last = recoup_dict_integer (why->reminder, "valid_until", wake);
  guint done = (guint) recoup_dict_integer (why->reminder, "snoozes", 0);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = done; n < recoup_reminder_get_kind (kind)->max_snoozes; n++)
    {
      from += RECOUP_BEDTIME_SNOOZE_MIN * RECOUP_USEC_PER_MIN;
      if (from >= last)
        break;
      g_autofree char *left = recoup_words_night_left (from, wake, why->zone);
      append_sentence (text, left);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
