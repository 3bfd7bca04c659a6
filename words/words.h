/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/schedule.h"
#include "recoup/state.h"

G_BEGIN_DECLS

/* Message ids and numbers to sentences, in the language of the process. The only place with text
 * for people. */

/**
 * recoup_words_init:
 * @folder: where the catalogues are installed
 *
 * Takes the locale of the environment, for this process and for the core, and has g_print() and
 * g_printerr() write in its encoding. Called once, first in main. No catalogue is read before a
 * text is wanted in another language than English.
 *
 * Returns: FALSE if the locale is not installed; then "C" stays in force
 */
gboolean recoup_words_init (const char *folder);

/** What a notification says. */
typedef struct
{
  char *summary; /* owned, at most 60 characters */
  char *body;    /* owned, at most 160 characters, plain text without markup */
} RecoupText;

void recoup_text_clear (RecoupText *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RecoupText, recoup_text_clear)

/** One button of a reminder. */
typedef struct
{
  const char *id;    /* "log", "later", "skip", "going", "more", "not-tonight", "done", "yes", "no",
                        "noted", "accept", "decline", "show" */
  const char *label; /* static, not translated: see recoup_words_action_label() */
} RecoupTextAction;

/**
 * recoup_words_reminder:
 * @zone: the user's zone, for clock times
 * @neutral: whether to say no more than that recoup has something to show
 * @text_out: (out caller-allocates): cleared by recoup_text_clear()
 */
void recoup_words_reminder (const RecoupReminder *reminder,
                            const RecoupState *state,
                            const RecoupZone *zone,
                            gboolean neutral,
                            RecoupText *text_out);

/** Returns: (transfer none): the buttons of a reminder, @n_out of them, "default" not among them */
const RecoupTextAction *
recoup_words_reminder_actions (const RecoupReminder *reminder, gboolean neutral, guint *n_out);

/** Returns: (transfer full): translated label of the button @id with its number, for example "Log
 * 30 g" */
char *recoup_words_action_label (const RecoupReminder *reminder, const RecoupTextAction *action);

/** Returns: (transfer full): what does the same as the first button, to be typed: a command, a line
 * each where there are two answers */
char *recoup_words_reminder_command (const RecoupReminder *reminder, const RecoupZone *zone);

/** Returns: (transfer none): a verdict in words, for example "Train" */
const char *recoup_words_verdict (RecoupVerdict verdict);

/** Returns: (transfer full): one line: verdict, readiness with its interval, coverage; no health
 * value beyond these */
char *recoup_words_summary (const RecoupState *state);

/** Returns: (transfer full): why a reason fired, one plain sentence */
char *recoup_words_reason (const char *rule, GVariant *params);

/** Returns: (transfer none): what the rule of a flag or a text advises, at most 160 characters */
const char *recoup_words_advice (const char *rule);

/** Returns: (transfer none): the question put to the user, and what a yes means, in plain words */
const char *recoup_words_question (RecoupQuestion question);

/** What stands whatever the numbers are. */
typedef enum
{
  RECOUP_SAFETY_ABOUT,     /* at the first run, and in the help */
  RECOUP_SAFETY_STOP,      /* likewise */
  RECOUP_SAFETY_FEELING,   /* beside readiness */
  RECOUP_SAFETY_PAIN,      /* beside a muscle group with sharp or joint pain (S-051) */
  RECOUP_SAFETY_EMERGENCY, /* S-075 */
} RecoupSafety;

#define RECOUP_N_SAFETIES (RECOUP_SAFETY_EMERGENCY + 1)

/** Returns: (transfer none): a sentence or two */
const char *recoup_words_safety (RecoupSafety safety);

/** Returns: (transfer full): sleep, protein and stress in the order of what they cost (S-057);
 * @lost: points by account */
char *recoup_words_ranking (const double lost[RECOUP_N_ACCOUNTS]);

/** Returns: (transfer full): why the step of the rebuild is held, and which account costs most
 * (S-085); @lost: points by account */
char *recoup_words_hold (const double lost[RECOUP_N_ACCOUNTS]);

/** Returns: (transfer full): "... on 4 of 5 known days." (S-014) */
char *recoup_words_adherence (guint days, guint known);

/**
 * recoup_words_figures:
 * @sleep_min: last night, NAN if it is not known
 * @stress: 0 to 1
 *
 * Returns: (transfer full): the three figures of a deload (S-089)
 */
char *recoup_words_figures (double sleep_min, double protein_g, gint target_g, double stress);

/** Returns: (transfer full): that @done sets are more than the @due of a deload (S-082), and what
 * that means */
char *recoup_words_excess (guint done, guint due);

/** Returns: (transfer none): what is known against cold after lifting (S-105) */
const char *recoup_words_cold (void);

/** Returns: (transfer none): a kind of reminder in words, for example "easy movement" */
const char *recoup_words_reminder_kind (RecoupReminderKind kind);

/** Returns: (transfer full): @text, which comes from a table, with @value in place of its %s; %%
 * is a percent sign */
char *recoup_words_fill (const char *text, const char *value);

/** Returns: (transfer full): how much of the night is left: "22:45 leaves 8 h 15 min until 07:00."
 */
char *recoup_words_night_left (RecoupInstant from, RecoupInstant wake, const RecoupZone *zone);

/** Returns: (transfer full): "7 h 45 min", "45 min" */
char *recoup_words_duration (gint minutes);

/** Returns: (transfer full): the clock time as the locale writes it, "22:25" or "10:25 PM" */
char *recoup_words_clock (RecoupInstant instant, const RecoupZone *zone);

G_END_DECLS
