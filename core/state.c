/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names and weights of a state. The table of points is the whole of model section 8 but its
 * fractions: what each key may cost at most, and which rules stand behind it. The caps sum to 1000
 * tenths, so that readiness is 1000 less what the keys cost and needs no clamp. */

#include "recoup/state.h"

static const RecoupPointRow point_rows[RECOUP_N_POINTS] = {
  [RECOUP_POINT_SLEEP_DEBT] = { "sleep.debt", "sleep", 220, { "S-011", "M-06" } },
  [RECOUP_POINT_SLEEP_LAST] = { "sleep.last", "sleep", 80, { "S-010" } },
  [RECOUP_POINT_FUEL_PROTEIN] = { "fuel.protein", "fuel", 150, { "S-020", "S-022", "M-09" } },
  [RECOUP_POINT_STRESS_LIFE] = { "stress.life", "stress", 90, { "S-030", "M-11" } },
  [RECOUP_POINT_STRESS_MOOD] = { "stress.mood", "stress", 30, { "S-063", "M-11" } },
  [RECOUP_POINT_STRESS_FATIGUE] = { "stress.fatigue", "stress", 30, { "S-060", "M-11" } },
  [RECOUP_POINT_TISSUE_TOP3] = { "tissue.top3", "tissue", 220, { "S-040", "S-052", "M-08" } },
  [RECOUP_POINT_LOAD_SPIKE] = { "load.spike", "load", 80, { "S-003", "M-01", "M-04" } },
  [RECOUP_POINT_AUTON_HRV] = { "auton.hrv", "autonomic", 60, { "S-067", "S-113", "M-10" } },
  [RECOUP_POINT_AUTON_RHR] = { "auton.rhr", "autonomic", 40, { "S-067", "M-10" } },
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
