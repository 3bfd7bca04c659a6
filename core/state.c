/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names and weights of a state. The table of points is the whole of model section 8 but its
 * fractions: what each key may cost at most, and which rules stand behind it. The caps sum to 1000
 * tenths, so that readiness is 1000 less what the keys cost and needs no clamp. */

#include "recoup/state.h"

#include "core/constant-rows.h"

/* Caps, in tenths of a point. */
#define SLEEP_DEBT_DP     220
#define SLEEP_LAST_DP     80
#define FUEL_PROTEIN_DP   150
#define STRESS_LIFE_DP    90
#define STRESS_MOOD_DP    30
#define STRESS_FATIGUE_DP 30
#define TISSUE_TOP3_DP    220
#define LOAD_SPIKE_DP     80
#define AUTON_HRV_DP      60
#define AUTON_RHR_DP      40

static const RecoupPointRow point_rows[RECOUP_N_POINTS] = {
  [RECOUP_POINT_SLEEP_DEBT] = { "sleep.debt", "sleep", SLEEP_DEBT_DP, { "S-011", "M-06" } },
  [RECOUP_POINT_SLEEP_LAST] = { "sleep.last", "sleep", SLEEP_LAST_DP, { "S-010" } },
  [RECOUP_POINT_FUEL_PROTEIN] = { "fuel.protein",
                                  "fuel",
                                  FUEL_PROTEIN_DP,
                                  { "S-020", "S-022", "M-09" } },
  [RECOUP_POINT_STRESS_LIFE] = { "stress.life", "stress", STRESS_LIFE_DP, { "S-030", "M-11" } },
  [RECOUP_POINT_STRESS_MOOD] = { "stress.mood", "stress", STRESS_MOOD_DP, { "S-063", "M-11" } },
  [RECOUP_POINT_STRESS_FATIGUE] = { "stress.fatigue",
                                    "stress",
                                    STRESS_FATIGUE_DP,
                                    { "S-060", "M-11" } },
  [RECOUP_POINT_TISSUE_TOP3] = { "tissue.top3",
                                 "tissue",
                                 TISSUE_TOP3_DP,
                                 { "S-040", "S-052", "M-08" } },
  [RECOUP_POINT_LOAD_SPIKE] = { "load.spike", "load", LOAD_SPIKE_DP, { "S-003", "M-01", "M-04" } },
  [RECOUP_POINT_AUTON_HRV] = { "auton.hrv",
                               "autonomic",
                               AUTON_HRV_DP,
                               { "S-067", "S-113", "M-10" } },
  [RECOUP_POINT_AUTON_RHR] = { "auton.rhr", "autonomic", AUTON_RHR_DP, { "S-067", "M-10" } },
};

static const char *const account_names[RECOUP_N_ACCOUNTS] = {
  [RECOUP_ACCOUNT_SLEEP] = "sleep",   [RECOUP_ACCOUNT_FUEL] = "fuel",
  [RECOUP_ACCOUNT_STRESS] = "stress", [RECOUP_ACCOUNT_TISSUE] = "tissue",
  [RECOUP_ACCOUNT_LOAD] = "load",     [RECOUP_ACCOUNT_AUTONOMIC] = "autonomic",
};

static const char *const verdict_names[RECOUP_N_VERDICTS] = {
  [RECOUP_VERDICT_UNKNOWN] = "unknown",
  [RECOUP_VERDICT_TRAIN] = "train",
  [RECOUP_VERDICT_TRAIN_OTHER] = "train_other",
  [RECOUP_VERDICT_ACTIVE_RECOVERY] = "active_recovery",
  [RECOUP_VERDICT_REST] = "rest",
  [RECOUP_VERDICT_SEE_PROFESSIONAL] = "see_professional",
};

/* State of the deload plan and the share of the usual sets that it prescribes (S-081, S-084). */
static const struct
{
  const char *name;
  const char *set_factor;
} plan_rows[RECOUP_N_PLAN_STATES] = {
  [RECOUP_PLAN_NORMAL] = { "NORMAL", "1" },       [RECOUP_PLAN_DUE] = { "DUE", "1" },
  [RECOUP_PLAN_DELOAD] = { "DELOAD", "1/2" },     [RECOUP_PLAN_REBUILD1] = { "REBUILD1", "2/3" },
  [RECOUP_PLAN_REBUILD2] = { "REBUILD2", "5/6" },
};

static void
reason_clear (gpointer data)
{
  RecoupReason *reason = data;

  g_clear_pointer (&reason->params, g_variant_unref);
}

RecoupState *
recoup_state_new (void)
{
  RecoupState *state = g_new0 (RecoupState, 1);

  state->reasons = g_array_new (FALSE, TRUE, sizeof (RecoupReason));
  g_array_set_clear_func (state->reasons, reason_clear);
  state->flags = g_array_new (FALSE, TRUE, sizeof (RecoupReason));
  g_array_set_clear_func (state->flags, reason_clear);
  state->progress = g_ptr_array_new_with_free_func (g_free);
  state->unmapped = g_ptr_array_new_with_free_func (g_free);
  return state;
}

void
recoup_state_free (RecoupState *state)
{
  if (state == NULL)
    return;
  g_free (state->zone);
  g_array_unref (state->reasons);
  g_array_unref (state->flags);
  g_ptr_array_unref (state->progress);
  g_ptr_array_unref (state->unmapped);
  g_free (state);
}

const RecoupPointRow *
recoup_point_get_row (RecoupPointKey key)
{
  g_return_val_if_fail (key < RECOUP_N_POINTS, NULL);
  return &point_rows[key];
}

const char *
recoup_account_get_name (RecoupAccount account)
{
  g_return_val_if_fail (account < RECOUP_N_ACCOUNTS, NULL);
  return account_names[account];
}

gboolean
recoup_account_is_in (RecoupAccount account, guint accounts)
{
  return (accounts & (1U << account)) != 0;
}

gboolean
recoup_point_is_in (RecoupPointKey key, guint accounts)
{
  for (RecoupAccount account = 0; accounts != 0 && account < RECOUP_N_ACCOUNTS; account++)
    if (recoup_account_is_in (account, accounts) &&
        g_str_equal (point_rows[key].account, account_names[account]))
      return TRUE;
  return FALSE;
}

const char *
recoup_verdict_get_name (RecoupVerdict verdict)
{
  g_return_val_if_fail (verdict < RECOUP_N_VERDICTS, NULL);
  return verdict_names[verdict];
}

const char *
recoup_plan_state_get_name (RecoupPlanState plan)
{
  g_return_val_if_fail (plan < RECOUP_N_PLAN_STATES, NULL);
  return plan_rows[plan].name;
}

const char *
recoup_plan_state_get_set_factor (RecoupPlanState plan)
{
  g_return_val_if_fail (plan < RECOUP_N_PLAN_STATES, NULL);
  return plan_rows[plan].set_factor;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "points", "sleep.debt", SLEEP_DEBT_DP, "0.1 points", "S-011", RECOUP_OURS,
    N_ ("sleep has the largest share because the articles call it the first thing to look at "
        "(S-013)") },
  { "points", "sleep.last", SLEEP_LAST_DP, "0.1 points", "S-010", RECOUP_OURS,
    N_ ("at most so much") },
  { "points", "fuel.protein", FUEL_PROTEIN_DP, "0.1 points", "S-022", RECOUP_OURS,
    N_ ("at most so much") },
  { "points", "stress.life", STRESS_LIFE_DP, "0.1 points", "S-030", RECOUP_OURS,
    N_ ("at most so much") },
  { "points", "stress.mood", STRESS_MOOD_DP, "0.1 points", "S-063", RECOUP_OURS,
    N_ ("at most so much") },
  { "points", "stress.fatigue", STRESS_FATIGUE_DP, "0.1 points", "S-060", RECOUP_OURS,
    N_ ("at most so much") },
  { "points", "tissue.top3", TISSUE_TOP3_DP, "0.1 points", "S-040", RECOUP_OURS,
    N_ ("at most so much") },
  { "points", "load.spike", LOAD_SPIKE_DP, "0.1 points", "S-003", RECOUP_OURS,
    N_ ("at most so much") },
  { "points", "auton.hrv", AUTON_HRV_DP, "0.1 points", "S-113", RECOUP_OURS,
    N_ ("small: it does not follow muscles") },
  { "points", "auton.rhr", AUTON_RHR_DP, "0.1 points", "S-067", RECOUP_OURS, N_ ("likewise") },
};

const RecoupConstantRows recoup_state_constants = { constants, G_N_ELEMENTS (constants) };
