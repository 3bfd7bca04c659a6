/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/schedule.h"

G_BEGIN_DECLS

/** Cause of a reminder that waits for the clock to reach it again. */
#define SCHEDULE_MOVED "moved"

/** A reminder that the rules ask for, whether or not it was claimed before. */
typedef struct
{
  RecoupReminder *reminder; /* owned */
  const char *met;          /* static, cause, when a fact has answered it; NULL if none has */
  gboolean keep_met;        /* write a row although it was met before it was shown */
} ScheduleCandidate;

/** The rows of history of one kind, in the order of history. */
typedef struct
{
  const RecoupReminder *const *row; /* borrowed */
  guint n;
} ScheduleRows;

/** The plan under construction, and what it is made from. */
typedef struct
{
  const RecoupScheduleInput *in;
  RecoupInstant now;
  RecoupDay today;
  RecoupInstant day_end;                         /* start of the next recovery day */
  const RecoupReminder **rows;                   /* owned: history, one kind after the other */
  ScheduleRows rows_of[RECOUP_N_REMINDER_KINDS]; /* and the part of each kind */
  GPtrArray *candidates;                         /* owned, of ScheduleCandidate */
  RecoupSchedule *plan;                          /* owned until it is handed over */
  RecoupInstant last_popup; /* when the last popup but bedtime was shown, or NONE */
  guint answered;           /* mask of kinds that a fact answers in this plan */
  guint popups;             /* shown on this recovery day, bedtime not counted */
} ScheduleContext;

/** Whether the user wants reminders of @kind, and the account that they are about. */
gboolean recoup_schedule_is_on (const ScheduleContext *ctx, RecoupReminderKind kind);

/** Starts an empty plan for @input, which has to outlive it. */
void recoup_schedule_begin (ScheduleContext *ctx, const RecoupScheduleInput *input);

/** Returns: (transfer full): the plan; @ctx is of no use after it */
RecoupSchedule *recoup_schedule_finish (ScheduleContext *ctx);

/** Adds a candidate with its instants; owned by @ctx. The first one of a key stands. */
ScheduleCandidate *recoup_schedule_add (ScheduleContext *ctx,
                                        RecoupReminder *reminder,
                                        RecoupInstant due,
                                        RecoupInstant valid_until);

/** Adds an act to the plan; takes @reminder. */
RecoupAct *
recoup_schedule_add_act (ScheduleContext *ctx, RecoupActKind kind, RecoupReminder *reminder);

/** Ends @reminder, which is taken: a claimed one is resolved, another recorded. */
void recoup_schedule_end (ScheduleContext *ctx,
                          RecoupReminder *reminder,
                          RecoupReminderState state,
                          const char *cause);

void recoup_schedule_set_cause (RecoupReminder *reminder, const char *cause);

/** Looks again at @instant, if it lies after now. */
void recoup_schedule_note (ScheduleContext *ctx, RecoupInstant instant);

/** Returns: (nullable): the candidate under the key of @reminder */
ScheduleCandidate *
recoup_schedule_find_candidate (const ScheduleContext *ctx, const RecoupReminder *reminder);

/** Returns: (nullable): the row of history under the key of @reminder */
const RecoupReminder *
recoup_schedule_find_claimed (const ScheduleContext *ctx, const RecoupReminder *reminder);

/** Returns: (nullable): the row of history under @kind/@day/@slot */
const RecoupReminder *recoup_schedule_find_row (const ScheduleContext *ctx,
                                                RecoupReminderKind kind,
                                                RecoupDay day,
                                                const char *slot);

G_END_DECLS
