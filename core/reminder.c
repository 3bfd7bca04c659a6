/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What kinds of reminders there are, and the value that stands for one of them. The table is the
 * place of growth: settings, bus, notifier and words read it, so a new kind is one row here, its
 * candidates in the schedule and its sentence. The id of a reminder is its key `kind/D/slot`: it
 * says what the reminder is for, so that the same reminder planned again tomorrow, after a restart
 * or in another zone has the same name and cannot be claimed a second time. */

#include "recoup/reminder.h"

#include <string.h>

#include "core/text.h"
#include "recoup/schedule.h"
#include "recoup/state.h"

#define MAX_SLOT_BYTES 32 /* longest slot in use is a rule id with a question's suffix */

static const RecoupReminderRow kinds[RECOUP_N_REMINDER_KINDS] = {
  [RECOUP_REMINDER_CHECK_IN] = { "check-in", "remind_check_in", TRUE, 3, 4, 0,
                                 N_ ("Asks in the morning for last night's sleep and how you "
                                     "feel") },
  [RECOUP_REMINDER_PROTEIN] = { "protein", "remind_protein", TRUE, 6, 4, 1U << RECOUP_ACCOUNT_FUEL,
                                N_ ("Says how much protein is left, at each meal of the day and "
                                    "after "
                                    "a session") },
  [RECOUP_REMINDER_ACTIVE_RECOVERY] = { "active-recovery", "remind_active_recovery", TRUE, 5, 4, 0,
                                        N_ ("Suggests light movement on days that are for it, at "
                                            "activity_time") },
  [RECOUP_REMINDER_WIND_DOWN] = { "wind-down", "remind_wind_down", TRUE, 2, 4,
                                  1U << RECOUP_ACCOUNT_SLEEP,
                                  N_ ("Says wind_down_min ahead that lights out is near") },
  [RECOUP_REMINDER_BEDTIME] = { "bedtime", "remind_bedtime", TRUE, 0, 3, 1U << RECOUP_ACCOUNT_SLEEP,
                                N_ ("Says that it is time for lights out") },
  [RECOUP_REMINDER_DELOAD] = { "deload", "remind_deload", TRUE, 4, 4, 0,
                               N_ ("Offers a lighter week when the plan has come to one") },
  [RECOUP_REMINDER_ADVICE] = { "advice", "remind_advice", TRUE, 1, 4, 0,
                               N_ ("Puts a question, or tells of a sign worth acting on") },
  [RECOUP_REMINDER_DIGEST] = { "digest", "remind_digest", TRUE, 7, 4, 0,
                               N_ ("Sums up what fell due while nobody was there, and the week") },
  [RECOUP_REMINDER_HYDRATION] = { "hydration", "remind_hydration", FALSE, 8, 4, 0,
                                  N_ ("Suggests a glass of water, a few times a day") },
  [RECOUP_REMINDER_MOBILITY] = { "mobility", "remind_mobility", FALSE, 9, 4,
                                 1U << RECOUP_ACCOUNT_LOAD,
                                 N_ ("Suggests light stretching the day after a hard one") },
  [RECOUP_REMINDER_FOAM_ROLL] = { "foam-roll", "remind_foam_roll", FALSE, 10, 4,
                                  1U << RECOUP_ACCOUNT_LOAD,
                                  N_ ("Suggests foam rolling the day after a hard one") },
};

static const char *const state_names[RECOUP_N_REMINDER_STATES] = {
  [RECOUP_REMINDER_PLANNED] = "planned", [RECOUP_REMINDER_DUE] = "due",
  [RECOUP_REMINDER_SHOWN] = "shown",     [RECOUP_REMINDER_SNOOZED] = "snoozed",
  [RECOUP_REMINDER_DONE] = "done",       [RECOUP_REMINDER_SKIPPED] = "skipped",
  [RECOUP_REMINDER_EXPIRED] = "expired", [RECOUP_REMINDER_SUPERSEDED] = "superseded",
};

const RecoupReminderRow *
recoup_reminder_get_kind (RecoupReminderKind kind)
{
  g_return_val_if_fail (kind < RECOUP_N_REMINDER_KINDS, NULL);
  return &kinds[kind];
}

gboolean
recoup_reminder_kind_from_name (const char *name, RecoupReminderKind *kind_out)
{
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    if (g_str_equal (kinds[i].name, name))
      {
        *kind_out = (RecoupReminderKind) i;
        return TRUE;
      }
  return FALSE;
}

const char *
recoup_reminder_state_get_name (RecoupReminderState state)
{
  g_return_val_if_fail (state < RECOUP_N_REMINDER_STATES, NULL);
  return state_names[state];
}

gboolean
recoup_reminder_state_from_name (const char *name, RecoupReminderState *state_out)
{
  for (guint i = 0; i < RECOUP_N_REMINDER_STATES; i++)
    if (g_str_equal (state_names[i], name))
      {
        *state_out = (RecoupReminderState) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
recoup_reminder_state_is_resolved (RecoupReminderState state)
{
  return state >= RECOUP_REMINDER_DONE;
}

char *
recoup_reminder_key_new (RecoupReminderKind kind, RecoupDay day, const char *slot)
{
  g_return_val_if_fail (kind < RECOUP_N_REMINDER_KINDS, NULL);
  g_autofree char *date = recoup_day_format (day);
  return g_strconcat (kinds[kind].name, "/", date, "/", slot, NULL);
}

/* Whether @slot is one that a key may have: letters, digits, '-'. */
static gboolean
is_slot (const char *slot)
{
  gsize length = strlen (slot);

  if (length == 0 || length > MAX_SLOT_BYTES)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (slot[i]) && slot[i] != '-')
      return FALSE;
  return TRUE;
}

gboolean
recoup_reminder_key_parse (const char *key,
                           RecoupReminderKind *kind_out,
                           RecoupDay *day_out,
                           const char **slot_out)
{
  const char *date = strchr (key, '/');
  const char *slot = date != NULL ? strchr (date + 1, '/') : NULL;
  if (date == NULL || slot == NULL || !is_slot (slot + 1))
    return FALSE;

  g_autofree char *name = g_strndup (key, (gsize) (date - key));
  g_autofree char *day_text = g_strndup (date + 1, (gsize) (slot - date - 1));
  RecoupReminderKind kind = RECOUP_REMINDER_CHECK_IN;
  RecoupDay day = 0;
  if (!recoup_reminder_kind_from_name (name, &kind) || !recoup_day_parse (day_text, &day, NULL))
    return FALSE;

  *kind_out = kind;
  *day_out = day;
  *slot_out = slot + 1;
  return TRUE;
}

RecoupReminder *
recoup_reminder_new (RecoupReminderKind kind, RecoupDay day, const char *slot)
{
  RecoupReminder *reminder = g_new0 (RecoupReminder, 1);

  reminder->key = recoup_reminder_key_new (kind, day, slot);
  reminder->kind = kind;
  reminder->day = day;
  reminder->state = RECOUP_REMINDER_PLANNED;
  reminder->due = RECOUP_INSTANT_NONE;
  reminder->valid_until = RECOUP_INSTANT_NONE;
  reminder->until = RECOUP_INSTANT_NONE;
  reminder->claimed_at = RECOUP_INSTANT_NONE;
  reminder->shown_at = RECOUP_INSTANT_NONE;
  reminder->resolved_at = RECOUP_INSTANT_NONE;
  reminder->held_since = RECOUP_INSTANT_NONE;
  reminder->sleep_from = RECOUP_INSTANT_NONE;
  reminder->sleep_until = RECOUP_INSTANT_NONE;
  return reminder;
}

RecoupReminder *
recoup_reminder_copy (const RecoupReminder *reminder)
{
  RecoupReminder *copy = g_memdup2 (reminder, sizeof *reminder);

  copy->key = g_strdup (reminder->key);
  copy->owner = g_strdup (reminder->owner);
  copy->zone = g_strdup (reminder->zone);
  copy->cause = g_strdup (reminder->cause);
  copy->detail = g_strdup (reminder->detail);
  return copy;
}

gint
recoup_reminder_compare (gconstpointer a, gconstpointer b)
{
  const RecoupReminder *one = *(const RecoupReminder *const *) a;
  const RecoupReminder *two = *(const RecoupReminder *const *) b;

  if (one->due != two->due)
    return one->due < two->due ? -1 : 1;
  return strcmp (one->key, two->key);
}

void
recoup_reminder_free (RecoupReminder *reminder)
{
  if (reminder == NULL)
    return;
  g_free (reminder->key);
  g_free (reminder->owner);
  g_free (reminder->zone);
  g_free (reminder->cause);
  g_free (reminder->detail);
  g_free (reminder);
}
