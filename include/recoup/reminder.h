/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"

G_BEGIN_DECLS

/** The kinds of reminders; the table of recoup_reminder_get_kind() says what each does. */
typedef enum
{
  RECOUP_REMINDER_CHECK_IN,
  RECOUP_REMINDER_PROTEIN,
  RECOUP_REMINDER_ACTIVE_RECOVERY,
  RECOUP_REMINDER_WIND_DOWN,
  RECOUP_REMINDER_BEDTIME,
  RECOUP_REMINDER_DELOAD,
  RECOUP_REMINDER_ADVICE,
  RECOUP_REMINDER_DIGEST,
  RECOUP_REMINDER_HYDRATION,
  RECOUP_REMINDER_MOBILITY,
  RECOUP_REMINDER_FOAM_ROLL,
} RecoupReminderKind;

#define RECOUP_N_REMINDER_KINDS (RECOUP_REMINDER_FOAM_ROLL + 1)

#define RECOUP_BEDTIME_SNOOZE_MIN 15 /* for so long bedtime is put off, whatever later_min says */

typedef enum
{
  RECOUP_REMINDER_PLANNED, /* its instant has not come; never stored */
  RECOUP_REMINDER_DUE,     /* claimed, not yet taken by a notification server */
  RECOUP_REMINDER_SHOWN,   /* a server took it */
  RECOUP_REMINDER_SNOOZED, /* until an instant */
  RECOUP_REMINDER_DONE,    /* the last four: resolved for ever */
  RECOUP_REMINDER_SKIPPED,
  RECOUP_REMINDER_EXPIRED,
  RECOUP_REMINDER_SUPERSEDED,
} RecoupReminderState;

#define RECOUP_N_REMINDER_STATES (RECOUP_REMINDER_SUPERSEDED + 1)

/** One row of the kinds table. */
typedef struct
{
  const char *name;    /* "check-in", as on the bus and in keys */
  const char *setting; /* "remind_check_in" */
  gboolean default_on;
  guint priority;    /* rank among several that are due, 0 first (reminders.md, rule 6) */
  guint max_snoozes; /* times that one may be put off */
  guint accounts;    /* mask of 1 << RecoupAccount: with one of them off it is silent */
  const char *doc;   /* one sentence: when it is due */
} RecoupReminderRow;

/** Returns: (transfer none): the row of @kind */
const RecoupReminderRow *recoup_reminder_get_kind (RecoupReminderKind kind);
/** Returns: %FALSE if no kind is called @name */
gboolean recoup_reminder_kind_from_name (const char *name, RecoupReminderKind *kind_out);

/** Returns: (transfer none): "planned", "due", ..., "superseded" */
const char *recoup_reminder_state_get_name (RecoupReminderState state);
/** Returns: %FALSE if no state is called @name */
gboolean recoup_reminder_state_from_name (const char *name, RecoupReminderState *state_out);

/** Whether the state is one of the last four: it never changes again but by undo. */
gboolean recoup_reminder_state_is_resolved (RecoupReminderState state);

/** Returns: (transfer full): the key `kind/D/slot`, for example "protein/2026-03-28/2" */
char *recoup_reminder_key_new (RecoupReminderKind kind, RecoupDay day, const char *slot);

/** Takes a key apart; @slot_out is borrowed from @key. */
gboolean recoup_reminder_key_parse (const char *key,
                                    RecoupReminderKind *kind_out,
                                    RecoupDay *day_out,
                                    const char **slot_out);

G_END_DECLS
