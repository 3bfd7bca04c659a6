/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"
#include "recoup/entry.h"
#include "recoup/policy.h"
#include "recoup/reminder.h"
#include "recoup/state.h"

G_BEGIN_DECLS

/** One reminder as it stands: planned by the schedule, or claimed and kept in the store. */
/** `detail` of a check-in that also says how to tell recoup more about its user. */
#define RECOUP_REMINDER_SETUP_HINT "setup"

typedef struct
{
  char *key; /* owned, its id: kind/D/slot */
  RecoupReminderKind kind;
  RecoupDay day;
  RecoupReminderState state;
  RecoupInstant due;
  RecoupInstant valid_until;
  RecoupInstant until; /* end of a snooze; else when to try again; RECOUP_INSTANT_NONE if none */
  guint snoozes;       /* times it was put off */
  RecoupInstant claimed_at;  /* RECOUP_INSTANT_NONE while planned */
  RecoupInstant shown_at;    /* when a server first took it, or took it again after a snooze */
  RecoupInstant resolved_at; /* RECOUP_INSTANT_NONE while open */
  gboolean seen;             /* the user closed or clicked the popup */
  gboolean timed_out;        /* the server let it expire */
  gboolean posted;   /* a popup of this process is up, or on its way; never stored: after a restart
                        none is */
  char *owner;       /* owned, unique bus name and id of the server that took it, NULL if none */
  guint32 server_id; /* its id there, 0 if unknown */
  char *zone;        /* owned, zone that held when it was claimed */
  char *cause; /* owned, why it is where it is: "logged", "user", "expired", "dnd", ...; NULL if
                  none */
  RecoupInstant
      held_since;      /* since when @cause holds it back; NONE if that is not known; not kept */
  const char *message; /* static message id for words, NULL once it no longer matters */
  gint grams;          /* protein: what is to be eaten now; 0 where there is none */
  gint minutes;        /* active recovery, mobility: how long; bedtime: what tonight pays back */
  gint amount;         /* protein: g left today; bedtime: debt in min */
  gint portions;   /* protein: what is left in portions, rounded; digest: how many it resolves */
  gint assumed_kg; /* protein: body weight that the target takes for granted, 0 if one is known */
  RecoupInstant sleep_from;  /* check-in: sleep as the machine saw it; RECOUP_INSTANT_NONE if not */
  RecoupInstant sleep_until; /* likewise; bedtime: tomorrow's wake */
  char *detail; /* owned, check-in: the hint above or NULL; advice: rule or question id; digest:
                   "missed KEY...", "week", "welcome" or "resting KIND"; NULL if none */
  const char *rules[4]; /* ids behind it, NULL-terminated */
} RecoupReminder;

/** Returns: (transfer full): a planned reminder under its key, with no instant set. @slot: see
 * recoup_reminder_key_new() */
RecoupReminder *recoup_reminder_new (RecoupReminderKind kind, RecoupDay day, const char *slot);
/** Returns: (transfer full): one with strings of its own */
RecoupReminder *recoup_reminder_copy (const RecoupReminder *reminder);
/** Compares two elements of a GPtrArray of RecoupReminder: by `due`, then by key. */
gint recoup_reminder_compare (gconstpointer a, gconstpointer b);
void recoup_reminder_free (RecoupReminder *reminder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupReminder, recoup_reminder_free)

/** Reasons to hold a popup back, as bits; the lowest bit that is set is the cause that is told. */
typedef enum
{
  RECOUP_HOLD_PAUSED = 1 << 0,    /* by the user, until an instant */
  RECOUP_HOLD_INHIBITED = 1 << 1, /* by an application */
  RECOUP_HOLD_DND = 1 << 2,       /* do not disturb */
  RECOUP_HOLD_LOCKED = 1 << 3,
  RECOUP_HOLD_AWAY = 1 << 4,
  RECOUP_HOLD_RESUMED = 1 << 5, /* less than 60 s after start or resume */
  RECOUP_HOLD_NO_SERVER = 1 << 6,
  RECOUP_HOLD_GAP = 1 << 7,   /* another popup was shown less than min_gap_min ago */
  RECOUP_HOLD_LIMIT = 1 << 8, /* max_popups is used up */
} RecoupHold;

/** Returns: (transfer none): "paused", "inhibited", "do-not-disturb", "locked", "away", "resumed",
 * "no-server", "gap", "limit" for the lowest bit of @holds; NULL for 0 */
const char *recoup_hold_get_name (guint holds);

/** What the desktop is like now: values, filled in by the engine from presence and notifier. */
typedef struct
{
  gboolean locked;
  gboolean away; /* idle or locked */
  gboolean dnd;
  RecoupInstant away_since; /* RECOUP_INSTANT_NONE unless away */
  RecoupInstant dnd_since;  /* likewise */
  RecoupInstant back_since; /* first unlock, resume or login in today's check-in window; NONE if the
                               session was in use before */
  RecoupInstant absent_from;     /* the last absence that has ended: NONE if none */
  RecoupInstant absent_until;    /* likewise */
  RecoupInstant slept_from;      /* last night's sleep as the machine saw it; NONE if it saw none */
  RecoupInstant slept_until;     /* likewise */
  RecoupInstant created_at;      /* of the store: what had ended before is not recorded */
  RecoupInstant started_at;      /* start of the daemon */
  RecoupInstant resumed_at;      /* last resume of the machine, NONE if none */
  gboolean server_up;            /* somebody owns the notification name */
  gboolean server_activatable;   /* the bus would start a server */
  gboolean server_hung;          /* it did not answer: nothing is sent until it does */
  const char *server_owner;      /* borrowed, as in RecoupReminder; NULL if there is none */
  RecoupInstant paused_until;    /* the user's pause; NONE if none */
  guint inhibited;               /* mask of kinds that applications hold back */
  RecoupInstant inhibited_until; /* the earliest end of one; NONE if open */
  RecoupInstant deliver_from;    /* what was due before is not delivered late, because the clock was
                                    set; NONE if it was not */
  RecoupInstant last_evidence;   /* last entry, verb or sign of presence; NONE if never */
  RecoupInstant answered_at[RECOUP_N_REMINDER_KINDS];   /* last verb or fact of the kind, or NONE */
  RecoupInstant resting_since[RECOUP_N_REMINDER_KINDS]; /* when the kind was said to rest, or NONE;
                                                           an answer after it wakes it */
  RecoupInstant welcomed_at; /* when a week of silence was last said to be over, or NONE */
} RecoupSurroundings;

/** So long after a resume nothing but a digest is shown, and nothing is logged without a tap: the
 * screen is coming up, and the machine may yet hear of another zone. */
#define RECOUP_AFTER_RESUME_USEC (60 * (gint64) G_USEC_PER_SEC)

#define RECOUP_HISTORY_DAYS 16 /* how long what was said keeps from being said again */

/** Everything that the plan depends on. All borrowed. */
typedef struct
{
  const RecoupState *state;     /* at `now` */
  const RecoupState *yesterday; /* at the last second of the recovery day before; NULL if none */
  const RecoupPolicy *policy;
  const RecoupZone *zone; /* the user's */
  RecoupZoneTable *zones;
  const GPtrArray *recent; /* of RecoupEntry: known, dated in the last three days, in order */
  const GPtrArray
      *history; /* of RecoupReminder: claimed in the last RECOUP_HISTORY_DAYS, or still open */
  const RecoupSurroundings *around;
} RecoupScheduleInput;

/** What to do with one reminder. */
typedef enum
{
  RECOUP_ACT_CLAIM,   /* claim it, then show it */
  RECOUP_ACT_SHOW,    /* show a claimed one (again): after a snooze, or held back until now */
  RECOUP_ACT_UPDATE,  /* post again in place: the text changed, unlock, a new server owner, a new
                         process */
  RECOUP_ACT_RESOLVE, /* it ended: `reminder->state` and `cause` say how; close its popup */
  RECOUP_ACT_RECORD,  /* claim and resolve in one step, nothing shown: it ended while nobody could
                         see it */
  RECOUP_ACT_CLOSE,   /* take the popup away, the reminder stays open (lock) */
} RecoupActKind;

typedef struct
{
  RecoupActKind kind;
  RecoupReminder
      *reminder;   /* owned; a copy of the row of history with its new fields, or a new one */
  gboolean quiet;  /* deliver with low urgency */
  gboolean silent; /* deliver without sound */
} RecoupAct;

/** The plan: what is to be done now, what waits, what comes, and when to look again. */
typedef struct
{
  GPtrArray *acts;     /* owned, of RecoupAct, in the order in which they are to be done */
  GPtrArray *waiting;  /* owned, of RecoupReminder: due but held back; `cause` says why */
  GPtrArray *upcoming; /* owned, of RecoupReminder: planned, not yet due, by due */
  RecoupInstant next;  /* the next instant to look again, always after now */
} RecoupSchedule;

/** Returns: mask of the kinds of reminders that an entry of @kind answers. */
guint recoup_schedule_answers (RecoupEntryKind kind);

/**
 * recoup_schedule_plan:
 *
 * Pure: the same input gives the same plan, and a plan whose acts were carried out gives no act at
 * the same instant.
 *
 * Returns: (transfer full): the plan
 */
RecoupSchedule *recoup_schedule_plan (const RecoupScheduleInput *input);
void recoup_schedule_free (RecoupSchedule *schedule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupSchedule, recoup_schedule_free)

G_END_DECLS
