/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"
#include "recoup/entry.h"
#include "recoup/muscle.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

/** The keys of points, in the order of model section 8. */
typedef enum
{
  RECOUP_POINT_SLEEP_DEBT,
  RECOUP_POINT_SLEEP_LAST,
  RECOUP_POINT_FUEL_PROTEIN,
  RECOUP_POINT_STRESS_LIFE,
  RECOUP_POINT_STRESS_MOOD,
  RECOUP_POINT_STRESS_FATIGUE,
  RECOUP_POINT_TISSUE_TOP3,
  RECOUP_POINT_LOAD_SPIKE,
  RECOUP_POINT_AUTON_HRV,
  RECOUP_POINT_AUTON_RHR,
} RecoupPointKey;

#define RECOUP_N_POINTS (RECOUP_POINT_AUTON_RHR + 1)

/** One row of the table of points. */
typedef struct
{
  const char *key;      /* "sleep.debt" */
  const char *account;  /* "sleep", "fuel", "stress", "tissue", "load", "autonomic" */
  gint cap_dp;          /* tenths of a point; the caps sum to 1000 */
  const char *rules[5]; /* ids, NULL-terminated */
} RecoupPointRow;

/** The six accounts, in the order in which they are shown. */
typedef enum
{
  RECOUP_ACCOUNT_SLEEP,
  RECOUP_ACCOUNT_FUEL,
  RECOUP_ACCOUNT_STRESS,
  RECOUP_ACCOUNT_TISSUE,
  RECOUP_ACCOUNT_LOAD,
  RECOUP_ACCOUNT_AUTONOMIC,
} RecoupAccount;

#define RECOUP_N_ACCOUNTS (RECOUP_ACCOUNT_AUTONOMIC + 1)

typedef enum
{
  RECOUP_VERDICT_UNKNOWN,
  RECOUP_VERDICT_TRAIN,
  RECOUP_VERDICT_TRAIN_OTHER,
  RECOUP_VERDICT_ACTIVE_RECOVERY,
  RECOUP_VERDICT_REST,
  RECOUP_VERDICT_SEE_PROFESSIONAL,
} RecoupVerdict;

#define RECOUP_N_VERDICTS (RECOUP_VERDICT_SEE_PROFESSIONAL + 1)

typedef enum
{
  RECOUP_PLAN_NORMAL,
  RECOUP_PLAN_DUE,
  RECOUP_PLAN_DELOAD,
  RECOUP_PLAN_REBUILD1,
  RECOUP_PLAN_REBUILD2,
} RecoupPlanState;

#define RECOUP_N_PLAN_STATES (RECOUP_PLAN_REBUILD2 + 1)

/** A rule that fired, with what it found. */
typedef struct
{
  const char *rule; /* static, id of the table of rules */
  GVariant *params; /* owned, `a{sv}` with the names of model sections 11 and 14 and the types of
                       the bus */
} RecoupReason;

/** Why a group is blocked, as bits; order of the bits is the order of reporting: the pain flags,
 * then these. */
#define RECOUP_WHY_SORENESS (1 << 5)
#define RECOUP_WHY_FATIGUE  (1 << 6)

/** One muscle group at `now`, point copy (model, section 10). */
typedef struct
{
  double usual;           /* percent of strength lost, 0 to 60 */
  double unaccustomed;    /* likewise, from work that was new */
  double soreness;        /* 0 to 10 */
  guint pain;             /* RecoupPain bits that hold */
  guint why;              /* RecoupPain bits that block, RECOUP_WHY_*; 0 when not blocked */
  RecoupInstant ready_at; /* RECOUP_INSTANT_NONE unless blocked by fatigue */
  gboolean record;        /* not blocked, hardly sore, not tired: ready for a record (S-047) */
} RecoupGroupState;

#define RECOUP_MAX_SLOTS 8

/** The state at one instant: all of model section 16. */
typedef struct
{
  RecoupInstant now;
  char *zone; /* owned, name of the user's zone */
  RecoupDay day;
  RecoupDay first_day;

  gint readiness_dp;    /* 0 to 1000, tenths of a point */
  gint lo_dp;           /* 0 to readiness_dp */
  gint hi_dp;           /* readiness_dp to 1000 */
  guint coverage;       /* 0 to 100 percent */
  guint known_accounts; /* mask, 1 << RecoupAccount: what was logged so lately that the balance
                           rests on it and not only on its absence */
  guint off_accounts;   /* mask likewise: what the user switched off. Its balances below are 0, it
                           costs nothing, and nobody is shown anything of it */
  gint points_dp[RECOUP_N_POINTS]; /* 0 to the cap; readiness_dp + their sum = 1000 */

  double sleep_debt_h;   /* -2 to 24 h */
  double fuel_shortfall; /* 0 to 1 */
  double stress;         /* 0 to 1, likewise the next two */
  double mood;
  double fatigue;
  double acute;   /* session RPE x minutes a day, >= 0 */
  double chronic; /* likewise */
  RecoupGroupState groups[RECOUP_N_GROUPS];

  RecoupVerdict verdict;
  guint severity;  /* 0 to 4 */
  GArray *reasons; /* owned, of RecoupReason, in the order of model section 14 */
  GArray *flags;   /* owned, of RecoupReason, by id */
  guint n_ask;     /* questions to be put to the user, in order */
  RecoupQuestion ask[RECOUP_N_QUESTIONS];
  guint n_confirmed; /* questions answered with yes, in order */
  RecoupQuestion confirmed[RECOUP_N_QUESTIONS];

  RecoupPlanState plan;
  guint plan_week; /* 0.. in NORMAL and DUE; 1, 2, 3 in the others */
  RecoupDay plan_since;

  RecoupPlannedDay planned; /* today */
  double protein_g;         /* eaten on `day`, 0 without entries */
  gint protein_target_g;    /* g */
  double sleep_min;         /* the night of `day`, NAN if unknown */
  guint sessions;           /* of `day` */
  double load;              /* of `day` */
  gboolean load_estimated;
  gboolean ill;

  RecoupInstant lights_out;
  RecoupInstant screens_dim;
  gint extra_min;            /* 0 to 60 min */
  gboolean lights_out_moved; /* S-016 applied */

  guint n_slots; /* 2 to RECOUP_MAX_SLOTS */
  RecoupInstant slots[RECOUP_MAX_SLOTS];
  gint per_slot_g;
  guint remaining_slots;
  gboolean above_0_55;

  double sri;       /* -100 to 100, NAN if unknown */
  double monotony;  /* 0 to 10, NAN if unknown */
  double strain;    /* NAN if unknown */
  guint adherence7; /* 0 to 7 days */
  guint adherence7_known;
  GPtrArray *progress; /* owned, of char*, normalised names of lifts, sorted */
  GPtrArray *unmapped; /* owned reference, of char*, normalised names of exercises, sorted; shared
                          by states: never changed */

  /* What the reminders need beside (not part of the JSON object). */
  double load_yesterday;    /* L (day - 1) */
  double chronic_yesterday; /* C, point, after the close of day - 1 */
  gboolean rest_today;      /* a rest entry is dated `day` */
  double weight_kg;         /* last logged weight, NAN if none: then the policy's */
  guint sessions_7d;        /* sessions dated day-6..day (S-090) */
  guint training_run_days;  /* days in a row with a session, ending on `day` or `day` - 1 (S-097) */
  gboolean rest_in_7d; /* a day of day-6..day without a session, training-known or not (S-095) */
  guint sore_late;     /* mask of groups: S-041 applies */

  /* What plots need beside (not part of the JSON object either). */
  gboolean food_logged;    /* something eaten was logged on `day` */
  gboolean training_known; /* a training date lies in day-7..day: `load` says what it says */
} RecoupState;

/** Returns: (transfer full): a state with its lists empty and all else 0 */
RecoupState *recoup_state_new (void);
void recoup_state_free (RecoupState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupState, recoup_state_free)

/** Returns: (transfer none): the row of @key */
const RecoupPointRow *recoup_point_get_row (RecoupPointKey key);

/** Returns: (transfer none): "sleep", "fuel", "stress", "tissue", "load" or "autonomic" */
const char *recoup_account_get_name (RecoupAccount account);

/** Whether @account stands in the mask @accounts. */
gboolean recoup_account_is_in (RecoupAccount account, guint accounts);

/** Whether the account that @key belongs to stands in the mask @accounts. */
gboolean recoup_point_is_in (RecoupPointKey key, guint accounts);

/** Returns: (transfer none): "train", "rest", ..., as on the bus */
const char *recoup_verdict_get_name (RecoupVerdict verdict);
/** Returns: (transfer none): "NORMAL", "DELOAD", ..., as on the bus */
const char *recoup_plan_state_get_name (RecoupPlanState plan);

/** Returns: (transfer none): "1", "1/2", "2/3" or "5/6" */
const char *recoup_plan_state_get_set_factor (RecoupPlanState plan);

G_END_DECLS
