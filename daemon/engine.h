/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "daemon/clock.h"
#include "daemon/notifier.h"
#include "daemon/presence.h"
#include "daemon/store.h"
#include "recoup/ledger.h"
#include "recoup/policy.h"
#include "recoup/schedule.h"
#include "recoup/state.h"
#include "recoup/walk.h"

G_BEGIN_DECLS

/** RecoupEngine: where core and world meet. Every verb ends in the same settle. */
typedef struct _RecoupEngine RecoupEngine;

/** One application that holds reminders back. */
typedef struct
{
  guint cookie; /* never 0 */
  guint kinds;  /* mask */
  char *app;    /* owned, its name on the bus */
  char *reason; /* owned, not empty */
  RecoupInstant until;
} RecoupInhibitor;

/** What the engine tells its one listener, the bus. */
typedef struct
{
  /** A property may have changed: revision, next, pause, zone, server. */
  void (*changed) (gpointer user_data);
  /** Entries of @kinds, a mask, changed, the first of them on @first_day, NONE if that is not
   * known. */
  void (*journal) (guint kinds, RecoupDay first_day, gpointer user_data);
  /** @reminder is due, and shown where there is a server. */
  void (*due) (const RecoupReminder *reminder, gpointer user_data);
  void (*resolved) (const RecoupReminder *reminder, gpointer user_data);
  /** An undo: @settings, `a{sv}` of texts, are to be written as they were. */
  gboolean (*restore) (GVariant *settings, gpointer user_data, GError **error);
} RecoupEngineListener;

/** What an engine is put together from. The first four outlive it, the others are copied. */
typedef struct
{
  RecoupClock *clock;
  RecoupStore *store; /* NULL when it could not be opened */
  RecoupNotifier *notifier;
  RecoupPresence *presence;
  const char *store_error; /* why there is no store, NULL if there is one */
  const RecoupPolicy *policy;
} RecoupEngineParts;

/** Returns: (transfer full): an engine that has read the store and not yet settled */
RecoupEngine *recoup_engine_new (const RecoupEngineParts *parts);
void recoup_engine_free (RecoupEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupEngine, recoup_engine_free)

/** Writes down that the daemon ends in good order, so that the next start knows since when nobody
 * was told anything. */
void recoup_engine_stop (RecoupEngine *engine);

/** @listener: (nullable): static; the one before is told nothing more */
void recoup_engine_set_listener (RecoupEngine *engine,
                                 const RecoupEngineListener *listener,
                                 gpointer user_data);

/** Recompute, claim, show, publish, set the alarm. Idempotent; called for every change in the
 * world. */
void recoup_engine_settle (RecoupEngine *engine);

/** Calls @func when the state is that of the journal: at once, or when a long history is folded
 * again. So what a change is answered with comes after what it changed. */
void recoup_engine_when_settled (RecoupEngine *engine,
                                 void (*func) (gpointer user_data),
                                 gpointer user_data);

/** Tells those who still wait, because the daemon ends. */
void recoup_engine_tell_waiters (RecoupEngine *engine);

/** +1 with each commit, and with each settle that changed the state. */
guint64 recoup_engine_get_revision (const RecoupEngine *engine);

/** +1 with each change that makes worthless what was read or folded before: what is worked out in
 * turns begins anew then. */
guint64 recoup_engine_get_epoch (const RecoupEngine *engine);

/** Returns: (transfer none): state and plan of the last settle; live until the next */
const RecoupState *recoup_engine_get_state (const RecoupEngine *engine);
const RecoupSchedule *recoup_engine_get_schedule (const RecoupEngine *engine);

/** Returns: (transfer none): `a{sv}` of the state of the last settle, with `revision`, `storage`,
 * `text` added; made once */
GVariant *recoup_engine_get_state_variant (RecoupEngine *engine);

/** Returns: (transfer floating): the same dictionary, without `storage`, of any state */
GVariant *recoup_engine_state_to_variant (RecoupEngine *engine, const RecoupState *state);

/** Until when a pause lasts; NONE when there is none. */
RecoupInstant recoup_engine_get_paused_until (const RecoupEngine *engine);
/** Returns: (transfer none): why the user paused, "" without a reason or a pause */
const char *recoup_engine_get_pause_reason (const RecoupEngine *engine);
/** Returns: (transfer none): of RecoupInhibitor, in force at the last settle */
const GArray *recoup_engine_get_inhibitors (const RecoupEngine *engine);
/** Returns: (transfer none) */
RecoupClock *recoup_engine_get_clock (const RecoupEngine *engine);
/** Returns: (transfer none): the settings in force */
const RecoupPolicy *recoup_engine_get_policy (const RecoupEngine *engine);

/** RecoupLook: a look at any instant, in slices. */
typedef struct _RecoupLook RecoupLook;

/**
 * recoup_engine_begin_look:
 * @at: an instant, or RECOUP_INSTANT_NONE for now
 * @back_days: of a statement, see recoup_ledger_explain(); 0 for a state
 * @assume: (nullable): of RecoupEntry that exist only for this look
 *
 * Returns: (transfer full): a look; the engine outlives it
 */
RecoupLook *recoup_engine_begin_look (RecoupEngine *engine,
                                      RecoupInstant at,
                                      guint back_days,
                                      const GPtrArray *assume);
void recoup_look_free (RecoupLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupLook, recoup_look_free)

/**
 * recoup_look_step:
 * @ready_out: (out): whether what was asked for may be taken, before anything else happens
 * @error: %RECOUP_ERROR_CONFLICT when the journal changed too often meanwhile
 *
 * Folds a slice of days. Returns: %FALSE if nothing will come of it
 */
gboolean recoup_look_step (RecoupLook *look, gboolean *ready_out, GError **error);

/** Returns: (transfer full): the state */
RecoupState *recoup_look_take_state (RecoupLook *look);
/** Returns: (transfer full): of RecoupLedgerRow, see recoup_ledger_explain() */
GArray *recoup_look_explain (RecoupLook *look);

/** As recoup_walk_new() up to now; the engine outlives it. */
RecoupWalk *recoup_engine_begin_walk (RecoupEngine *engine, const RecoupDayRange *range);

/** @token: (nullable): of the undo; %NULL when nothing was changed, @error saying why */
typedef void (*RecoupEngineDone) (const char *token, const GError *error, gpointer user_data);

/** Who is told, once, when a change in turns is made: before the function returns that began it, in
 * a later turn of the loop, or when somebody else needs the store. */
typedef struct
{
  RecoupEngineDone func;
  gpointer user_data;
} RecoupEngineCallback;

/**
 * recoup_engine_add:
 * @entries: of RecoupEntry, all are written or none; a reference is taken
 * @undo: (nullable): an open undo token to which this is added
 *
 * Of many entries some are written each turn, and the state of before answers until all are.
 * Returns: %FALSE if it could not begin; nobody is told then
 */
gboolean recoup_engine_add (RecoupEngine *engine,
                            GPtrArray *entries,
                            const char *undo,
                            const RecoupEngineCallback *callback,
                            GError **error);

/** Likewise, removes all of @ids, char *, or none; a reference is taken. */
gboolean recoup_engine_remove (RecoupEngine *engine,
                               GPtrArray *ids,
                               const RecoupEngineCallback *callback,
                               GError **error);

/** Likewise, undoes @token, "" for the last, within 10 minutes; the token that is told can be used
 * for nothing. */
gboolean recoup_engine_undo (RecoupEngine *engine,
                             const char *token,
                             const RecoupEngineCallback *callback,
                             GError **error);

/** Whether a change in turns is under way: whoever needs the store should wait. */
gboolean recoup_engine_is_busy (const RecoupEngine *engine);

/** As recoup_store_query(). */
GPtrArray *recoup_engine_query (RecoupEngine *engine, const RecoupQuery *query, GError **error);

/** Replaces the entry under its id by @entry (id and rev are set here); @rev is -1 or the revision
 * that is expected. */
RecoupEntry *recoup_engine_amend (RecoupEngine *engine,
                                  const char *id,
                                  RecoupEntry *entry,
                                  gint64 rev,
                                  char **undo_out,
                                  GError **error);

/**
 * recoup_engine_list:
 * @since: claimed at this instant or later; RECOUP_INSTANT_NONE for those that are open or planned
 *
 * Returns: (transfer full): of RecoupReminder: claimed, waiting and planned ones
 */
GPtrArray *recoup_engine_list (RecoupEngine *engine, RecoupInstant since, GError **error);

/** Returns: (transfer full): the reminder called @id, over or not, or the live or next one of the
 * kind called so; %RECOUP_ERROR_NOT_FOUND */
RecoupReminder *recoup_engine_find (RecoupEngine *engine, const char *id, GError **error);

/** Returns: (transfer full): of RecoupReminder due in @from..@until, at most 14 days, if nothing
 * else is logged. @look: at @from, and ready */
GPtrArray *recoup_engine_upcoming (RecoupEngine *engine,
                                   RecoupLook *look,
                                   RecoupInstant from,
                                   RecoupInstant until);

/**
 * recoup_engine_done:
 * @id: a key, or the name of a kind for its live or next one; likewise for the next two
 * @entry: (nullable): what was done, logged with it
 * @undo_out: (out) (optional): token that takes it back; likewise for the next three
 * @error: %RECOUP_ERROR_NOT_FOUND, %RECOUP_ERROR_ALREADY_RESOLVED
 *
 * Returns: (transfer full): the row as it is after
 */
RecoupReminder *recoup_engine_done (RecoupEngine *engine,
                                    const char *id,
                                    RecoupEntry *entry,
                                    char **undo_out,
                                    GError **error);
/** Puts it off until @until, 0 for the usual time; %RECOUP_ERROR_OUT_OF_RANGE if that is not after
 * now, after it is due and before its end, %RECOUP_ERROR_LIMIT_REACHED if it was put off as often
 * as it may be. */
RecoupReminder *recoup_engine_snooze (RecoupEngine *engine,
                                      const char *id,
                                      RecoupInstant until,
                                      char **undo_out,
                                      GError **error);
/** Leaves it out. @reason: (nullable) */
RecoupReminder *recoup_engine_skip (RecoupEngine *engine,
                                    const char *id,
                                    const char *reason,
                                    char **undo_out,
                                    GError **error);
/** Leaves @kind out for the whole of @day. */
RecoupReminder *recoup_engine_skip_date (RecoupEngine *engine,
                                         RecoupReminderKind kind,
                                         RecoupDay day,
                                         char **undo_out,
                                         GError **error);

/** Shows nothing until @until, after now and at most 366 days on; @reason: may be "". */
gboolean
recoup_engine_pause (RecoupEngine *engine, RecoupInstant until, const char *reason, GError **error);
/** Ends the pause, if there is one. */
gboolean recoup_engine_resume (RecoupEngine *engine, GError **error);

/** An application holds nothing back for longer than this at a time. */
#define RECOUP_MAX_INHIBIT_USEC (4 * RECOUP_USEC_PER_HOUR)

/** An application holds @kinds, a mask, back until @until, NONE for as long as it may, or until
 * recoup_engine_uninhibit(). Returns: a cookie, 0 with @error: %RECOUP_ERROR_OUT_OF_RANGE, or
 * %RECOUP_ERROR_LIMIT_REACHED when there are 256 */
guint recoup_engine_inhibit (RecoupEngine *engine,
                             guint kinds,
                             const char *app,
                             const char *reason,
                             RecoupInstant until,
                             GError **error);
/** Takes it back; %RECOUP_ERROR_NOT_FOUND. */
gboolean recoup_engine_uninhibit (RecoupEngine *engine, guint cookie, GError **error);

/** Remembers the settings as they were before a change, `a{sv}` of texts, so that undo finds them.
 */
gboolean recoup_engine_record_settings (RecoupEngine *engine, GVariant *before, GError **error);

/** Takes changed settings into use (they were checked and written by the caller). */
void recoup_engine_set_policy (RecoupEngine *engine, const RecoupPolicy *policy);

G_END_DECLS
