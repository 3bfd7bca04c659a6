/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"
#include "recoup/journal.h"
#include "recoup/policy.h"
#include "recoup/shelf.h"
#include "recoup/state.h"

G_BEGIN_DECLS

/**
 * RecoupLedger:
 *
 * The fold of the journal over days: state (journal, policy, now, zone). It keeps the
 * books of the last weeks and the days of the look-back (66 at most), reads entries by range from
 * its source, and folds again only from the checkpoint before the first day that changed. The last
 * days before `now` are folded at each call: an entry may be dated there and not yet be known.
 */
typedef struct _RecoupLedger RecoupLedger;

/**
 * recoup_ledger_new:
 * @source: where entries come from; `self` outlives the ledger
 * @policy: copied
 * @zone: the user's zone; referenced
 * @zones: outlives the ledger
 */
RecoupLedger *recoup_ledger_new (const RecoupEntrySource *source,
                                 const RecoupPolicy *policy,
                                 const RecoupZone *zone,
                                 RecoupZoneTable *zones);
void recoup_ledger_free (RecoupLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupLedger, recoup_ledger_free)

/**
 * recoup_ledger_set_shelf:
 * @shelf: copied; outlives the ledger and its forks
 *
 * To be called before anything is computed. Books that are to be kept for ever go there and not
 * into memory, and a fold begins with the latest ones that are found.
 */
void recoup_ledger_set_shelf (RecoupLedger *ledger, const RecoupBookShelf *shelf);

/** recoup_seal_make() with the settings and the zones of the ledger. */
char *recoup_ledger_seal (const RecoupLedger *ledger,
                          const char *const *zone_names,
                          RecoupDay day,
                          GBytes *bytes);

/**
 * recoup_ledger_fork:
 * @source: another source that agrees with the ledger's own before @from
 * @from: the first day that differs, RECOUP_DAY_NONE for none
 *
 * A ledger that starts from the checkpoints of @ledger: for entries that exist only for one
 * question ("what if").
 *
 * Returns: (transfer full): the new ledger
 */
RecoupLedger *
recoup_ledger_fork (const RecoupLedger *ledger, const RecoupEntrySource *source, RecoupDay from);

/** Changes the settings; the whole history is folded again when a setting of the model changed. */
void recoup_ledger_set_policy (RecoupLedger *ledger, const RecoupPolicy *policy);

/** Changes the user's zone (or its reloaded data); the whole history is folded again if it differs.
 */
void recoup_ledger_set_zone (RecoupLedger *ledger, const RecoupZone *zone);

/** Says that the table of zones was cleared: entries of any zone may now be dated otherwise, so the
 * whole history is folded again. */
void recoup_ledger_reload_zones (RecoupLedger *ledger);

/**
 * recoup_ledger_touch:
 * @entry: an entry that was added, replaced (call once for each version) or removed
 *
 * Says that the journal changed there.
 */
void recoup_ledger_touch (RecoupLedger *ledger, const RecoupEntry *entry);

/** Number of days that recoup_ledger_compute() for @now would fold: tells whether to fold in slices
 * first. */
guint recoup_ledger_get_pending (RecoupLedger *ledger, RecoupInstant now);

/** What is done in one turn, see recoup_entry_weigh(): about twenty milliseconds. */
#define RECOUP_LEDGER_TURN_WEIGHT 4000

/**
 * recoup_ledger_advance:
 * @back_days: of recoup_ledger_explain(); 0 for recoup_ledger_compute()
 * @max_weight: how much is read and folded, about, see recoup_entry_weigh(); one day at least
 *
 * Folds towards @now. Returns: %TRUE when nothing but the last days is left
 */
gboolean
recoup_ledger_advance (RecoupLedger *ledger, RecoupInstant now, guint back_days, guint max_weight);

/**
 * recoup_ledger_compute:
 * @now: any instant: the past as known at that time by its entries' times, the future as a forecast
 *
 * Returns: (transfer full): the state at @now
 */
RecoupState *recoup_ledger_compute (RecoupLedger *ledger, RecoupInstant now);

/** One line of the account, as on a bank statement. */
typedef struct
{
  RecoupDay day;
  RecoupAccount account;
  char *entry;      /* owned, id of the entry behind it, NULL for a day's own step (decay, a missing
                       night) */
  const char *what; /* static message id, see recoup_ledger_explain() */
  const char *group; /* static, name of a muscle group, or NULL */
  double amount;    /* signed change of the balance, positive withdraws; NAN when it only informs */
  const char *unit; /* static: "h", "share", "percent", "RPE min", "soreness" */
  double balance;   /* after it, point copy */
  gint points_dp; /* what the account's key costs after it, -1 where it has no points of its own */
  const char *rule; /* static, id */
} RecoupLedgerRow;

void recoup_ledger_row_clear (RecoupLedgerRow *row);

/**
 * recoup_ledger_explain:
 * @days: how many days back, 1 to 66
 *
 * The rows behind the state at @now: for each day, oldest first, its steps in their order. Food and
 * load count when a day is over, so today has none yet. What a row may be about:
 *
 * sleep: "decay" what time took from the debt, "night" or "night-missing" in h; "last-night" the
 *   night itself in min
 * fuel: "meals" or "meals-missing", a share of the target
 * stress: "stress", "mood", "fatigue", shares of the scale
 * tissue, by group: "set-work", "new-work" (unaccustomed), "recovery" in percent of strength;
 *   "soreness" as logged, "soreness-fade" on days without, 0 to 10
 * load: "load" or "load-unknown", the acute load in RPE min a day
 * autonomic: "hrv" below the usual in ln ms, "resting-rate" above it in bpm
 *
 * Returns: (transfer full): of RecoupLedgerRow, cleared with the array
 */
GArray *recoup_ledger_explain (RecoupLedger *ledger, RecoupInstant now, guint days);

G_END_DECLS
