/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The deload machine: some weeks of training, a week with half of the sets, two weeks back up. Time
 * moves it from week to week, the flags may offer the deload early, and only the user begins or
 * leaves one. It is accepted practice and no proven treatment (M-13). */

#include "recoup/plan.h"

#include "core/constant-rows.h"

#define WEEK_DAYS       7
#define BLOCK_DAYS      7 /* a declined offer is not repeated for a week */
#define MIN_SESSIONS    4 /* S-087: in 28 days; who does not train needs no deload */
#define WEEKS_WITH_FLAG 4 /* S-087: from here any flag offers it */
#define WEEKS_ANYWAY    8 /* and from here the calendar does */

/* Shares of the usual sets, as whole numbers: thirds and sixths are no doubles (S-081, S-084). */
#define DELOAD_OVER    1
#define DELOAD_UNDER   2
#define REBUILD1_OVER  2
#define REBUILD1_UNDER 3
#define REBUILD2_OVER  5
#define REBUILD2_UNDER 6

void
recoup_plan_init (RecoupPlan *plan, RecoupDay first_day)
{
  plan->state = RECOUP_PLAN_NORMAL;
  plan->since = first_day;
  plan->base = first_day;
  plan->block = RECOUP_DAY_NONE;
  plan->completed = RECOUP_DAY_NONE;
}

static void
enter (RecoupPlan *plan, RecoupPlanState state, RecoupDay since)
{
  plan->state = state;
  plan->since = since;
}

static gboolean
is_normal (const RecoupPlan *plan)
{
  return plan->state == RECOUP_PLAN_NORMAL || plan->state == RECOUP_PLAN_DUE;
}

/* A new count of weeks from @day. */
static void
begin_again (RecoupPlan *plan, RecoupDay day)
{
  enter (plan, RECOUP_PLAN_NORMAL, day);
  plan->base = day;
}

void
recoup_plan_pass (RecoupPlan *plan, const RecoupPlanDay *day)
{
  if (is_normal (plan) && day->trained && !day->trained_fortnight)
    begin_again (plan, day->day);
  if (plan->state == RECOUP_PLAN_DUE && day->sessions_28 < MIN_SESSIONS)
    enter (plan, RECOUP_PLAN_NORMAL, plan->base);
  if (is_normal (plan) || day->day - plan->since < RECOUP_PLAN_STEP_DAYS)
    return;
  if (plan->state == RECOUP_PLAN_DELOAD)
    {
      enter (plan, RECOUP_PLAN_REBUILD1, day->day);
      plan->completed = day->day;
    }
  else if (!day->hold && plan->state == RECOUP_PLAN_REBUILD1)
    enter (plan, RECOUP_PLAN_REBUILD2, day->day);
  else if (!day->hold)
    begin_again (plan, day->day);
}

RecoupOffer
recoup_plan_get_offer (const RecoupPlan *plan, const RecoupPlanDay *day)
{
  gint weeks = (day->day - plan->base) / WEEK_DAYS;

  if (plan->state != RECOUP_PLAN_NORMAL || day->sessions_28 < MIN_SESSIONS)
    return RECOUP_OFFER_NEVER;
  if (plan->block != RECOUP_DAY_NONE && day->day < plan->block)
    return RECOUP_OFFER_NEVER;
  if (weeks >= WEEKS_ANYWAY)
    return RECOUP_OFFER_NOW;
  return weeks >= WEEKS_WITH_FLAG ? RECOUP_OFFER_IF_FLAG : RECOUP_OFFER_IF_DRAWN;
}

void
recoup_plan_offer (RecoupPlan *plan, RecoupDay day)
{
  enter (plan, RECOUP_PLAN_DUE, day);
}

/* Back to normal training without a deload; the count of weeks goes on. */
static void
put_off (RecoupPlan *plan, RecoupDay day)
{
  enter (plan, RECOUP_PLAN_NORMAL, plan->base);
  plan->block = day + BLOCK_DAYS;
}

void
recoup_plan_act (RecoupPlan *plan, RecoupDay day, RecoupPlanAction action)
{
  switch (action)
    {
    case RECOUP_PLAN_ACCEPT:
      if (is_normal (plan))
        enter (plan, RECOUP_PLAN_DELOAD, day);
      return;
    case RECOUP_PLAN_DECLINE:
      if (plan->state == RECOUP_PLAN_DUE)
        put_off (plan, day);
      return;
    case RECOUP_PLAN_CANCEL:
      if (plan->state == RECOUP_PLAN_DELOAD)
        put_off (plan, day);
      else if (!is_normal (plan))
        begin_again (plan, day);
      return;
    }
  g_assert_not_reached ();
}

guint
recoup_plan_get_week (const RecoupPlan *plan, RecoupDay day)
{
  switch (plan->state)
    {
    case RECOUP_PLAN_NORMAL:
    case RECOUP_PLAN_DUE:
      return (guint) (day - plan->base) / WEEK_DAYS;
    case RECOUP_PLAN_DELOAD:
      return 1;
    case RECOUP_PLAN_REBUILD1:
      return 2;
    case RECOUP_PLAN_REBUILD2:
      return 3;
    }
  g_assert_not_reached ();
}

/* @n · @over / @under, rounded up. */
static guint
take_share (guint n, guint over, guint under)
{
  return (n * over + under - 1) / under;
}

/* Half of all sets: each exercise half, rounded down; the sets that are missing to the rounded-up
 * total go to the odd ones, first come first served. */
static void
halve (const guint *sets, guint n, guint *sets_out)
{
  guint total = 0;
  guint given = 0;

  for (guint i = 0; i < n; i++)
    {
      total += sets[i];
      sets_out[i] = sets[i] * DELOAD_OVER / DELOAD_UNDER;
      given += sets_out[i];
    }
  guint missing = take_share (total, DELOAD_OVER, DELOAD_UNDER) - given;
  for (guint i = 0; i < n && missing > 0; i++)
    if (sets[i] % 2 == 1)
      {
        sets_out[i]++;
        missing--;
      }
  for (guint i = 0; i < n; i++)
    if (sets[i] >= 1)
      sets_out[i] = MAX (sets_out[i], 1);
}

void
recoup_plan_prescribe (RecoupPlanState state, const guint *sets, guint n, guint *sets_out)
{
  switch (state)
    {
    case RECOUP_PLAN_NORMAL:
    case RECOUP_PLAN_DUE:
      for (guint i = 0; i < n; i++)
        sets_out[i] = sets[i];
      return;
    case RECOUP_PLAN_DELOAD:
      halve (sets, n, sets_out);
      return;
    case RECOUP_PLAN_REBUILD1:
      for (guint i = 0; i < n; i++)
        sets_out[i] = take_share (sets[i], REBUILD1_OVER, REBUILD1_UNDER);
      return;
    case RECOUP_PLAN_REBUILD2:
      for (guint i = 0; i < n; i++)
        sets_out[i] = take_share (sets[i], REBUILD2_OVER, REBUILD2_UNDER);
      return;
    }
  g_assert_not_reached ();
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "plan", "step", RECOUP_PLAN_STEP_DAYS, "days", "S-080", RECOUP_ARTICLE,
    N_ ("a deload is one full week, and so is each step of the rebuild") },
  { "plan", "block", BLOCK_DAYS, "days", "S-087", RECOUP_OURS,
    N_ ("a declined offer is not repeated before") },
  { "plan", "sessions_least", MIN_SESSIONS, "sessions", "S-087", RECOUP_OURS,
    N_ ("who does not train needs no deload") },
  { "plan", "weeks_with_sign", WEEKS_WITH_FLAG, "weeks", "S-087", RECOUP_ARTICLE,
    N_ ("from here any sign offers it") },
  { "plan", "weeks_anyway", WEEKS_ANYWAY, "weeks", "S-087", RECOUP_ARTICLE,
    N_ ("from here the calendar does") },
  { "plan", "deload_sets", (double) DELOAD_OVER / DELOAD_UNDER, "share", "S-081", RECOUP_ARTICLE,
    N_ ("of the usual sets, rounded up") },
  { "plan", "rebuild1_sets", (double) REBUILD1_OVER / REBUILD1_UNDER, "share", "S-084", RECOUP_OURS,
    N_ ("likewise") },
  { "plan", "rebuild2_sets", (double) REBUILD2_OVER / REBUILD2_UNDER, "share", "S-084", RECOUP_OURS,
    N_ ("likewise") },
};

const RecoupConstantRows recoup_plan_constants = { constants, G_N_ELEMENTS (constants) };
