/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/schedule.h"

G_BEGIN_DECLS

/* What the files of the schedule share. */

/** A reminder that the rules ask for, whether or not it was claimed before. */
typedef struct
{
  RecoupReminder *reminder; /* owned */
  const char *met;          /* static, cause, when a fact has answered it; NULL if none has */
  gboolean keep_met;        /* write a row although it was met before it was shown */
} ScheduleCandidate;

/** One recovery day as the kinds see it. */
typedef struct
{
  const RecoupState *state;
  RecoupDay day;
  RecoupInstant wake;      /* of the day */
  RecoupInstant wake_next; /* of the day after, the end of its night */
} ScheduleDay;

typedef struct
{
  const RecoupScheduleInput *in;
  RecoupInstant now;
  RecoupDay today;
  RecoupInstant day_end;    /* start of the next recovery day */
  GHashTable *claimed;      /* owned: key -> RecoupReminder of history, borrowed */
  GPtrArray *candidates;    /* owned, of ScheduleCandidate */
  GHashTable *by_key;       /* owned: key -> ScheduleCandidate of candidates */
  RecoupSchedule *plan;     /* owned until it is handed over */
  RecoupInstant last_popup; /* when the last popup but bedtime was shown, or NONE */
  guint answered;           /* mask of kinds that a fact answers in this plan */
  guint popups;             /* shown on this recovery day, bedtime not counted */
} ScheduleContext;

/** One row of the table of kinds: how its candidates of a day are found. */
typedef struct
{
  void (*plan) (ScheduleContext *ctx, const ScheduleDay *day);
  gboolean today_only; /* what is open of other days is carried by `plan` itself */
} ScheduleKind;

const ScheduleKind *recoup_schedule_get_kind (RecoupReminderKind kind);

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

/** Something that could be shown now. */
typedef struct _ScheduleItem ScheduleItem;

/** Returns: (transfer full): an empty list of items */
GPtrArray *recoup_schedule_new_ready (void);

/** Adds an item; takes @reminder. @wanted: its due, or the end of its snooze. */
void recoup_schedule_add_ready (GPtrArray *ready,
                                RecoupReminder *reminder,
                                RecoupInstant wanted,
                                gboolean is_claimed);

/** Shows what of @ready may be shown, highest first; the rest waits. */
void recoup_schedule_deliver (ScheduleContext *ctx, GPtrArray *ready);

/** Looks again at @instant, if it lies after now. */
void recoup_schedule_note (ScheduleContext *ctx, RecoupInstant instant);

/** Returns: (nullable): the row of history under @kind/@day/@slot */
const RecoupReminder *recoup_schedule_find_row (const ScheduleContext *ctx,
                                                RecoupReminderKind kind,
                                                RecoupDay day,
                                                const char *slot);

/** When the check-in of @day is due. */
RecoupInstant recoup_schedule_check_in_due (const ScheduleContext *ctx, const ScheduleDay *day);

/** Whether a known entry of one of @kinds is dated @day. */
gboolean recoup_schedule_is_logged (const ScheduleContext *ctx, guint kinds, RecoupDay day);

void recoup_schedule_plan_protein (ScheduleContext *ctx, const ScheduleDay *day);
void recoup_schedule_plan_advice (ScheduleContext *ctx, const ScheduleDay *day);
void recoup_schedule_plan_digest (ScheduleContext *ctx, const ScheduleDay *day);

/** A digest about @detail: "missed KEY...", "week", "welcome" or "resting KIND". */
RecoupReminder *recoup_schedule_new_digest (const ScheduleContext *ctx, const char *detail);

/** How a kind that nobody answers is treated (reminders.md, rule 9). */
typedef enum
{
  SCHEDULE_AWAKE,
  SCHEDULE_ONE_A_DAY,
  SCHEDULE_FALLING_ASLEEP, /* rests from now on, and is to say so */
  SCHEDULE_RESTING,
} ScheduleRest;

ScheduleRest recoup_schedule_get_rest (const ScheduleContext *ctx, RecoupReminderKind kind);

/** The last verb or fact of @kind, from the engine's memory and from the rows; or NONE. */
RecoupInstant recoup_schedule_last_answer (const ScheduleContext *ctx, RecoupReminderKind kind);

/** Whether nobody gave a sign for a week: nothing but the welcome is shown. */
gboolean recoup_schedule_is_silent (const ScheduleContext *ctx);

/** Fills in what was shown so far: `last_popup` and `popups`. */
void recoup_schedule_count_popups (ScheduleContext *ctx);

/**
 * What holds @reminder back now, as RecoupHold bits; notes when that ends. @wanted: the instant
 * from which it was to be shown. @quiet_out: whether its deferral ran out.
 */
guint recoup_schedule_get_holds (ScheduleContext *ctx,
                                 const RecoupReminder *reminder,
                                 RecoupInstant wanted,
                                 gboolean *quiet_out);

/** Whether it is quiet hours for @kind. */
gboolean recoup_schedule_is_quiet_hour (const ScheduleContext *ctx, RecoupReminderKind kind);

G_END_DECLS
