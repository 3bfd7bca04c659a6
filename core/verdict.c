/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verdict: one table of rows, gravest first. Every row that fires is told, and the first
 * decides. The verdict says what the state allows; the weekly plan says what was meant. */

#include "recoup/verdict.h"

#include "core/constant-rows.h"
#include "recoup/flags.h"
#include "recoup/params.h"

#define UNKNOWN_COVERAGE 25    /* percent; below it only the user's own words count */
#define REST_DP          350   /* R-35, tenths of a point */
#define ACTIVE_DP        550   /* */
#define REST_FLAGS       3     /* R-FLAGS: of S-060..S-064 */
#define TIRED_LEVEL      0.667 /* S-101, S-102: a steady 5 does not reach it, a steady 6 does */
#define TIRED_SORENESS   4.0   /* S-102; below it S-101 */
#define MANY_BLOCKED     6     /* S-053: more than half of the groups */
#define DP_PER_POINT     10.0

/* What the rows look at. */
typedef struct
{
  const RecoupState *state;
  guint worked_today;
} Case;

/* Each returns floating params when its row fires, else NULL. */
typedef GVariant *(*Check) (const Case *one);

static GVariant *
no_params (void)
{
  return g_variant_new ("a{sv}", NULL);
}

static double
get_worst_soreness (const RecoupState *state)
{
  double worst = 0.0;

  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    worst = MAX (worst, state->groups[group].soreness);
  return worst;
}

static gboolean
is_tired (const RecoupState *state)
{
  return state->fatigue >= TIRED_LEVEL;
}

static GVariant *
check_rest_readiness (const Case *one)
{
  if (one->state->readiness_dp >= REST_DP)
    return NULL;
  return recoup_params_number ("readiness", one->state->readiness_dp / DP_PER_POINT);
}

static GVariant *
check_flags (const Case *one)
{
  g_autoptr (GPtrArray) up = g_ptr_array_new ();

  for (RecoupFlag flag = RECOUP_FLAG_S060; flag <= RECOUP_FLAG_S064; flag++)
    for (guint i = 0; i < one->state->flags->len; i++)
      {
        const RecoupReason *raised = &g_array_index (one->state->flags, RecoupReason, i);
        if (g_str_equal (raised->rule, recoup_flag_get_rule (flag)))
          g_ptr_array_add (up, (gpointer) raised->rule);
      }
  return up->len < REST_FLAGS ? NULL : recoup_params_list ("flags", up);
}

static GVariant *
check_ill (const Case *one)
{
  return one->state->ill ? no_params () : NULL;
}

static GVariant *
check_tired_and_sore (const Case *one)
{
  gboolean is_sore = get_worst_soreness (one->state) >= TIRED_SORENESS;

  return is_tired (one->state) && is_sore ? no_params () : NULL;
}

static GVariant *
check_active_readiness (const Case *one)
{
  if (one->state->readiness_dp >= ACTIVE_DP)
    return NULL;
  return recoup_params_number ("readiness", one->state->readiness_dp / DP_PER_POINT);
}

static GVariant *
check_tired_only (const Case *one)
{
  gboolean is_sore = get_worst_soreness (one->state) >= TIRED_SORENESS;

  return is_tired (one->state) && !is_sore ? no_params () : NULL;
}

static GVariant *
check_many_blocked (const Case *one)
{
  guint blocked = 0;

  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    blocked += one->state->groups[group].why != 0;
  return blocked <= MANY_BLOCKED ? NULL : recoup_params_integers ("blocked", blocked, NULL, 0);
}

static GVariant *
check_planned_blocked (const Case *one)
{
  const RecoupPlannedDay *planned = &one->state->planned;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < planned->n; i++)
    {
      guint group = planned->items[i];
      if (group >= RECOUP_N_GROUPS || one->state->groups[group].why == 0)
        continue;
      if ((one->worked_today & (1U << group)) == 0) /* what is done is done */
        g_ptr_array_add (names, (gpointer) recoup_group_get_name (group));
    }
  return names->len == 0 ? NULL : recoup_params_list ("groups", names);
}

static const struct
{
  guint severity;
  const char *rule;
  Check check;
} rows[] = {
  { 3, "R-35", check_rest_readiness },
  { 3, "R-FLAGS", check_flags },
  { 3, "S-065", check_ill },
  { 3, "S-102", check_tired_and_sore },
  { 2, "R-55", check_active_readiness },
  { 2, "S-101", check_tired_only },
  { 2, "S-053", check_many_blocked },
  { 1, "S-052", check_planned_blocked },
};

#define PROFESSIONAL_SEVERITY 4

static const RecoupVerdict verdict_of_severity[PROFESSIONAL_SEVERITY + 1] = {
  RECOUP_VERDICT_TRAIN, RECOUP_VERDICT_TRAIN_OTHER,      RECOUP_VERDICT_ACTIVE_RECOVERY,
  RECOUP_VERDICT_REST,  RECOUP_VERDICT_SEE_PROFESSIONAL,
};

void
recoup_verdict_judge (RecoupState *state, guint worked_today)
{
  Case one = { state, worked_today };
  gboolean is_unknown =
      state->coverage < UNKNOWN_COVERAGE && state->n_confirmed == 0 && !state->ill;

  state->severity = state->n_confirmed > 0 ? PROFESSIONAL_SEVERITY : 0;
  if (is_unknown)
    recoup_params_append (state->reasons, "R-25",
                          recoup_params_integers ("coverage", state->coverage, NULL, 0));
  for (guint i = 0; i < state->n_confirmed; i++)
    recoup_params_append (state->reasons, recoup_question_get_name (state->confirmed[i]), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GVariant *params = rows[i].check (&one);
      if (params == NULL)
        continue;
      recoup_params_append (state->reasons, rows[i].rule, params);
      state->severity = MAX (state->severity, rows[i].severity);
    }
  state->verdict = is_unknown ? RECOUP_VERDICT_UNKNOWN : verdict_of_severity[state->severity];
  if (state->reasons->len == 0)
    recoup_params_append (state->reasons, "S-054", NULL);
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "verdict", "unknown_coverage", UNKNOWN_COVERAGE, "%", "R-25", RECOUP_OURS,
    N_ ("below it there is no verdict") },
  { "verdict", "full_coverage", RECOUP_VERDICT_FULL_COVERAGE, "%", "R-25", RECOUP_OURS,
    N_ ("below it the verdict reads: as far as logged") },
  { "verdict", "rest", REST_DP / DP_PER_POINT, "points", "R-35", RECOUP_OURS,
    N_ ("readiness below it: rest") },
  { "verdict", "active", ACTIVE_DP / DP_PER_POINT, "points", "R-55", RECOUP_OURS,
    N_ ("readiness below it: active recovery") },
  { "verdict", "rest_signs", REST_FLAGS, "signs", "R-FLAGS", RECOUP_OURS,
    N_ ("of S-060 to S-064") },
  { "verdict", "tired", TIRED_LEVEL, "share", "S-101", RECOUP_OURS,
    N_ ("a steady rating of 5 does not reach it, a steady 6 does; also of S-102") },
  { "verdict", "tired_soreness", TIRED_SORENESS, "of 10", "S-102", RECOUP_OURS,
    N_ ("from here rest, below it active recovery") },
  { "verdict", "many_blocked", MANY_BLOCKED, "groups", "S-053", RECOUP_OURS,
    N_ ("more of the twelve are too many") },
};

const RecoupConstantRows recoup_verdict_constants = { constants, G_N_ELEMENTS (constants) };
