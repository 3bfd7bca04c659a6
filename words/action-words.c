/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The buttons of a reminder. Their ids are what the engine acts on; the label may carry a number.
 */

#include <glib/gi18n-lib.h>

#include "words/words.h"

#define MAX_ACTIONS 3

typedef struct
{
  guint n;
  RecoupTextAction actions[MAX_ACTIONS];
} ActionRow;

static const ActionRow by_kind[RECOUP_N_REMINDER_KINDS] = {
  [RECOUP_REMINDER_CHECK_IN] = { 1, { { "later", N_ ("Later") } } },
  [RECOUP_REMINDER_PROTEIN] = { 3,
                                { { "log", N_ ("Log %d g") },
                                  { "later", N_ ("Later") },
                                  { "skip", N_ ("Skip") } } },
  [RECOUP_REMINDER_ACTIVE_RECOVERY] = { 3,
                                        { { "done", N_ ("Done (%d min)") },
                                          { "later", N_ ("Later") },
                                          { "skip", N_ ("Not today") } } },
  [RECOUP_REMINDER_WIND_DOWN] = { 2,
                                  { { "done", N_ ("Start winding down") },
                                    { "later", N_ ("Later") } } },
  [RECOUP_REMINDER_BEDTIME] = { 3,
                                { { "going", N_ ("Going to bed") },
                                  { "more", N_ ("15 more minutes") },
                                  { "not-tonight", N_ ("Not tonight") } } },
  [RECOUP_REMINDER_DELOAD] = { 2,
                               { { "accept", N_ ("Start deload") },
                                 { "decline", N_ ("Not now") } } },
  [RECOUP_REMINDER_ADVICE] = { 1, { { "noted", N_ ("Noted") } } },
  [RECOUP_REMINDER_DIGEST] = { 1, { { "show", N_ ("Show") } } },
  [RECOUP_REMINDER_HYDRATION] = { 2, { { "done", N_ ("Done") }, { "later", N_ ("Later") } } },
  [RECOUP_REMINDER_MOBILITY] = { 3,
                                 { { "done", N_ ("Done (%d min)") },
                                   { "later", N_ ("Later") },
                                   { "skip", N_ ("Not today") } } },
  [RECOUP_REMINDER_FOAM_ROLL] = { 3,
                                  { { "done", N_ ("Done (%d min)") },
                                    { "later", N_ ("Later") },
                                    { "skip", N_ ("Not today") } } },
};

static const ActionRow with_sleep = { 2,
                                      { { "log", N_ ("Log sleep as seen") },
                                        { "later", N_ ("Later") } } };
static const ActionRow question = { 2, { { "yes", N_ ("Yes") }, { "no", N_ ("No") } } };
static const ActionRow hidden = { 2, { { "show", N_ ("Show") }, { "later", N_ ("Later") } } };

const RecoupTextAction *
recoup_words_reminder_actions (const RecoupReminder *reminder, gboolean neutral, guint *n_out)
{
  const ActionRow *row = &by_kind[reminder->kind];

  if (neutral)
    row = &hidden;
  else if (g_strcmp0 (reminder->message, "check-in-sleep") == 0 &&
           reminder->sleep_from != RECOUP_INSTANT_NONE)
    row = &with_sleep;
  else if (g_strcmp0 (reminder->message, "advice-question") == 0)
    row = &question;
  *n_out = row->n;
  return row->actions;
}

/* The number that the first button logs. */
static gint
get_number (const RecoupReminder *reminder)
{
  return reminder->kind == RECOUP_REMINDER_PROTEIN ? reminder->grams : reminder->minutes;
}

char *
recoup_words_action_label (const RecoupReminder *reminder, const RecoupTextAction *action)
{
  const char *place = g_strstr_len (action->label, -1, "%d");
  if (place == NULL)
    return g_strdup (_ (action->label));

  /* The number goes in by hand: a translation may not bring a format of its own. */
  g_auto (GStrv) parts = g_strsplit (_ (action->label), "%d", 2);
  if (parts[0] == NULL || parts[1] == NULL)
    return g_strdup (_ (action->label));
  return g_strdup_printf ("%s%d%s", parts[0], get_number (reminder), parts[1]);
}

/* A clock time as recoupctl reads it in every language. */
static char *
dup_clock (RecoupInstant instant, const RecoupZone *zone)
{
  RecoupDay day = 0;
  guint second = 0;

  recoup_civil_local (instant, zone, &day, &second);
  return g_strdup_printf ("%02u:%02u", second / 3600, second / 60 % 60);
}

/* What the first button does, as words for recoupctl; %d: its number. NULL: "done" and the kind. */
static const char *const commands[RECOUP_N_REMINDER_KINDS] = {
  [RECOUP_REMINDER_CHECK_IN] = "checkin",
  [RECOUP_REMINDER_PROTEIN] = "done protein %d",
  [RECOUP_REMINDER_ACTIVE_RECOVERY] = "done active-recovery walk %d",
  [RECOUP_REMINDER_DELOAD] = "plan accept",
  [RECOUP_REMINDER_MOBILITY] = "done mobility mobility %d",
  [RECOUP_REMINDER_FOAM_ROLL] = "done foam-roll foam-rolling %d",
};

char *
recoup_words_reminder_command (const RecoupReminder *reminder, const RecoupZone *zone)
{
  const char *command = commands[reminder->kind];

  if (g_strcmp0 (reminder->message, "check-in-sleep") == 0 &&
      reminder->sleep_from != RECOUP_INSTANT_NONE)
    {
      g_autofree char *from = dup_clock (reminder->sleep_from, zone);
      g_autofree char *until = dup_clock (reminder->sleep_until, zone);
      return g_strdup_printf ("recoupctl log sleep %s %s", from, until);
    }
  if (g_strcmp0 (reminder->message, "advice-question") == 0)
    return g_strdup_printf ("recoupctl done advice %s yes\nrecoupctl done advice %s no",
                            reminder->detail, reminder->detail);
  if (command == NULL)
    return g_strdup_printf ("recoupctl done %s", recoup_reminder_get_kind (reminder->kind)->name);
  g_auto (GStrv) parts = g_strsplit (command, "%d", 2);
  if (parts[1] == NULL)
    return g_strdup_printf ("recoupctl %s", command);
  return g_strdup_printf ("recoupctl %s%d%s", parts[0], get_number (reminder), parts[1]);
}
