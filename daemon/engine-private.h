/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "daemon/engine.h"
#include "recoup/journal.h"
#include "recoup/ledger.h"

G_BEGIN_DECLS

/* What the files of the engine share. Nobody else includes this. They stand in the order in which
 * they build on each other: each calls only those above it here. */

/** A change that is made in turns, see engine-batch.c. */
typedef struct _EngineBatch EngineBatch;

/** Books that are put away in the store, see engine-shelf.c. */
typedef struct _EngineShelf EngineShelf;

#define RECOUP_MAX_PAUSE_USEC (366 * RECOUP_USEC_PER_DAY)
#define RECOUP_RETRY_USEC     (15 * RECOUP_USEC_PER_MIN) /* a full disk stays full for a while */

struct _RecoupEngine
{
  RecoupClock *clock; /* borrowed, likewise the next three */
  RecoupStore *store; /* NULL if it could not be opened */
  RecoupNotifier *notifier;
  RecoupPresence *presence;
  char *store_error; /* owned, why there is no store */
  RecoupPolicy policy;
  RecoupZone *zone;       /* owned, the user's at the last settle */
  RecoupJournal *nothing; /* owned, an empty journal in place of a store */
  RecoupLedger *ledger;   /* owned */
  EngineShelf *shelf;     /* owned, NULL without a store */

  RecoupState *state;       /* owned, of the last settle */
  RecoupState *yesterday;   /* owned, at the end of the day before; NULL when it is to be made */
  RecoupSchedule *schedule; /* owned */
  GVariant *state_variant;  /* owned, NULL when it is to be made */
  guint64 revision;
  guint64 epoch;       /* +1 with each change that makes a fold of before worthless */
  gboolean is_changed; /* journal, settings or zone changed since the last settle */

  GPtrArray *history;     /* owned, of RecoupReminder: what the store holds of late, and more */
  GHashTable *unsaved;    /* owned, keys of rows that the store could not take */
  GHashTable *facts;      /* owned, name to text: facts that the store could not take */
  GHashTable *revealed;   /* owned, keys that the user asked to see in spite of privacy */
  RecoupInstant retry_at; /* when to write rows and facts again, NONE if none is unsaved */

  RecoupSurroundings around;
  GArray *absences;                /* owned, of RecoupAbsence of the last days, by from */
  GArray *absences_to_forget;      /* owned, of RecoupAbsence that the disk holds still */
  RecoupInstant absences_retry_at; /* when to write them again, NONE if all are on disk */
  gboolean is_suspended;
  RecoupDay sleep_logged_day; /* the last one that was logged without a tap, or NONE */
  char *server_owner;         /* owned, of the server when it was last looked at */
  RecoupInstant created_at;   /* of the store, as on disk: by a clock that may have run ahead */
  RecoupInstant paused_until; /* as it is on disk: one that is over may be there still */
  char *pause_reason;         /* owned, NULL if none was given */
  GArray *inhibitors;         /* owned, of RecoupInhibitor */
  guint last_cookie;
  RecoupInstant last_now; /* of the last settle, and the uptime then: a set clock shows */
  gint64 last_uptime_usec;

  gboolean is_settling;
  gboolean wants_settle; /* something happened while it settled */
  guint slice_id;        /* idle source that folds a long history in slices */
  GQueue waiters;        /* of Waiter (owned), told when that is done; see engine-settle.c */
  EngineBatch *batch;    /* owned, NULL if none is under way; its transaction is open */

  const RecoupEngineListener *listener;
  gpointer listener_data;
};

/* engine-facts.c */

/** An instant as a fact of the store, and back; NONE when @text is NULL or broken. */
char *recoup_engine_format_fact (RecoupInstant instant);
RecoupInstant recoup_engine_parse_fact (const char *text);
/** The instant under @name; NONE if there is none. */
RecoupInstant recoup_engine_get_fact (RecoupEngine *engine, const char *name);
/** Writes it; a failure is said in the log, and it is written when the store takes it. */
void recoup_engine_set_fact (RecoupEngine *engine, const char *name, RecoupInstant instant);
/** Writes those that the store could not take before; joins an open transaction. */
gboolean recoup_engine_write_facts (RecoupEngine *engine, GError **error);
/** Whether what was to be written again at @retry_at (or NONE) is to be written at @now. */
gboolean recoup_engine_is_retry_due (RecoupInstant retry_at, RecoupInstant now);

/* engine-shelf.c */

/** Gives the new ledger a shelf in the store. */
void recoup_engine_set_up_shelf (RecoupEngine *engine);
/** Writes what lies on the shelf and is not yet written; not within a transaction. */
void recoup_engine_flush_shelf (RecoupEngine *engine);
/** Frees it; the ledger is not to be used any more. */
void recoup_engine_clear_shelf (RecoupEngine *engine);

/* engine-rows.c: reminders that were claimed */

/** Returns: (transfer none) (nullable): the row of @key */
RecoupReminder *recoup_engine_find_row (const RecoupEngine *engine, const char *key);
/** Puts @row, which is taken, in the place of the one with its key. Returns: (transfer none): it */
RecoupReminder *recoup_engine_keep_row (RecoupEngine *engine, RecoupReminder *row);
/** Writes @row, claiming it if the store lacks it; joins an open transaction. */
gboolean recoup_engine_write_row (RecoupEngine *engine,
                                  const RecoupReminder *row,
                                  RecoupInstant now,
                                  GError **error);
/** Writes @row, or remembers that it is unsaved. */
void recoup_engine_save_row (RecoupEngine *engine, const RecoupReminder *row, RecoupInstant now);
void recoup_engine_set_unsaved (RecoupEngine *engine, const char *key, RecoupInstant now);
/** Writes what is unsaved, if it is time. */
void recoup_engine_flush_rows (RecoupEngine *engine, RecoupInstant now);
/** Reads the history anew: at start, and when the clock was set. */
void recoup_engine_load_rows (RecoupEngine *engine, RecoupInstant now);
/** Forgets what is too old to matter; once a day. */
void recoup_engine_trim_rows (RecoupEngine *engine, RecoupInstant now);

/* engine-change.c */

/** A change of the store that is not yet committed, or has just been. */
typedef struct
{
  char *token; /* owned, of its undo */
  RecoupInstant now;
  GPtrArray *touched;   /* owned, of RecoupEntry: for the ledger, once it is committed */
  GPtrArray *rows;      /* owned, of RecoupReminder: for the history, once it is committed */
  guint kinds;          /* mask of the kinds of entries */
  guint answers;        /* mask of the kinds of reminders that were answered */
  gboolean is_evidence; /* whether a person did it */
  gboolean is_undo;     /* it takes another one back and leaves no steps of undo itself */
  gboolean sets_pause;
  RecoupInstant paused_until; /* NONE to end the pause */
  char *pause_reason;         /* owned, NULL if none was given */
} EngineChange;

/** Begins a change while no batch is under way; fails when there is no store. @token: (nullable):
 * an open undo to add to. */
gboolean
recoup_engine_open (RecoupEngine *engine, EngineChange *change, const char *token, GError **error);
/** Adds one entry by the rules of the journal. */
gboolean
recoup_engine_put (RecoupEngine *engine, EngineChange *change, RecoupEntry *entry, GError **error);
/** Takes an addition back: the entry never came, and may come again. */
gboolean
recoup_engine_forget (RecoupEngine *engine, EngineChange *change, const char *id, GError **error);
/** Writes a reminder as it is to be; takes @row. */
gboolean recoup_engine_stage_row (RecoupEngine *engine,
                                  EngineChange *change,
                                  RecoupReminder *row,
                                  GError **error);
/** Sets or ends the pause; @reason may be "". */
gboolean recoup_engine_stage_pause (RecoupEngine *engine,
                                    EngineChange *change,
                                    RecoupInstant until,
                                    const char *reason,
                                    GError **error);
/** Adds one step of undo; consumes @before if it floats. */
gboolean recoup_engine_push_undo (RecoupEngine *engine,
                                  EngineChange *change,
                                  const char *op,
                                  GVariant *before,
                                  GError **error);
/** Commits when @ok and tells the ledger, else takes everything back. @undo_out: (out) (optional).
 */
gboolean recoup_engine_finish (RecoupEngine *engine,
                               EngineChange *change,
                               gboolean ok,
                               char **undo_out,
                               GError **error);
/** Returns: (transfer full) (nullable): a new entry of @kind from its fields */
RecoupEntry *recoup_engine_make_entry (RecoupEngine *engine,
                                       RecoupEntryKind kind,
                                       GVariantDict *dict,
                                       GError **error);

/* engine-sleep.c */

/** Finds last night's sleep among the absences. */
void recoup_engine_find_sleep (RecoupEngine *engine);
/** When it is to be logged without a tap; NONE if it is not. */
RecoupInstant recoup_engine_get_sleep_due (const RecoupEngine *engine);
/** Logs it, if it is time. Returns: whether it did */
gboolean recoup_engine_log_seen_sleep (RecoupEngine *engine, RecoupInstant now);
void recoup_engine_load_sleep (RecoupEngine *engine);

/* engine-world.c: presence, absences, evidence, the clock itself */

/** Reads what outlived the last process. */
void recoup_engine_load_world (RecoupEngine *engine);
/** Brings the surroundings up to date for a plan at @now; the state must be that of @now. */
void recoup_engine_look_around (RecoupEngine *engine, RecoupInstant now);
/** Follows what presence says now. */
void recoup_engine_follow_presence (RecoupEngine *engine, RecoupInstant now);
/** Finds out whether the clock was set since the last settle. */
void recoup_engine_watch_clock (RecoupEngine *engine, RecoupInstant now);
/** When the engine itself has to look again: ends of pause, inhibitors, retries. */
RecoupInstant recoup_engine_next_own (const RecoupEngine *engine, RecoupInstant now);

/* engine-plan.c */

/** The plan for @state, with the reminders that were claimed. */
RecoupSchedule *recoup_engine_plan (RecoupEngine *engine,
                                    const RecoupState *state,
                                    const RecoupState *yesterday,
                                    const RecoupSurroundings *around);
/** Adds what comes tomorrow, if nothing more comes today. */
void recoup_engine_look_ahead (RecoupEngine *engine);
/** The surroundings of now, with everything out of the way that will not last. */
RecoupSurroundings recoup_engine_make_calm (const RecoupEngine *engine);

/* engine-acts.c: a plan becomes rows and popups */

void recoup_engine_carry_out (RecoupEngine *engine, RecoupInstant now);
/** Remembers what a digest said once, longer than its row is looked at. */
void
recoup_engine_remember_digest (RecoupEngine *engine, const RecoupReminder *row, RecoupInstant now);

/* engine-settle.c: recoup_engine_settle(), as in engine.h */

/* engine-batch.c */

/** Does the rest of a change in turns at once: to be called before the store is used. */
void recoup_engine_end_batch (RecoupEngine *engine);
/** Begins a change as recoup_engine_open(), after the batch that may be under way. */
gboolean
recoup_engine_begin (RecoupEngine *engine, EngineChange *change, const char *token, GError **error);

/** Does one of the items of a batch. */
typedef gboolean (*EngineStep) (RecoupEngine *engine,
                                EngineChange *change,
                                gpointer item,
                                GError **error);
/** Makes the rest of @change, which was begun and is taken, in turns; the first one at once. */
void recoup_engine_run_batch (RecoupEngine *engine,
                              const EngineChange *change,
                              EngineStep step,
                              GPtrArray *items,
                              const RecoupEngineCallback *callback);

/* engine-compute.c */

/** Returns: (transfer none): what to compute with, for @look and the days after it */
RecoupLedger *recoup_look_get_ledger (RecoupLook *look);

/* engine-hold.c: pause and inhibitors, as in engine.h */

/* engine-verbs.c */

/** Takes one step of undo back that is about a reminder or the pause. */
gboolean recoup_engine_undo_verb (RecoupEngine *engine,
                                  EngineChange *change,
                                  const RecoupUndoStep *step,
                                  GError **error);
/** Until when @row is put off where nobody says so: bedtime 15 min, others `later_min`, from now or
 * from when it is due, and always to a moment before its end. */
RecoupInstant recoup_engine_get_usual_snooze (RecoupEngine *engine, const RecoupReminder *row);

/* engine-press.c */

/** Does what a button of the popup of @row says. */
void recoup_engine_press (RecoupEngine *engine, RecoupReminder *row, const char *action);

/* engine-listen.c */

/** Follows clock, presence and notifier from now on. */
void recoup_engine_listen (RecoupEngine *engine);
void recoup_engine_unlisten (RecoupEngine *engine);

G_END_DECLS
