/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"
#include "recoup/entry.h"
#include "recoup/state.h"

G_BEGIN_DECLS

#define RECOUP_PLAN_STEP_DAYS  7 /* S-080, S-084: a deload, and each step of the rebuild */
#define RECOUP_PLAN_LAZY_FROM  3 /* S-082: days of a deload, counted from 1, that feel lazy */
#define RECOUP_PLAN_LAZY_UNTIL 4

/** The deload machine (model, section 13). */
typedef struct
{
  RecoupPlanState state;
  RecoupDay since;     /* the day on which the state began */
  RecoupDay base;      /* the day on which week 0 of the normal training began */
  RecoupDay block;     /* no offer before; RECOUP_DAY_NONE if none */
  RecoupDay completed; /* the day on which the last deload was completed; RECOUP_DAY_NONE if none */
} RecoupPlan;

/** What the machine needs to know of a day. */
typedef struct
{
  RecoupDay day;
  gboolean trained;           /* a session is dated `day` */
  gboolean trained_fortnight; /* a session is dated day-14..day-1 */
  guint sessions_28;          /* sessions dated day-27..day */
  gboolean hold;              /* a group was logged >= 3 on at least 4 of day-7..day-1 (S-085) */
} RecoupPlanDay;

/** When the deload is to be offered. */
typedef enum
{
  RECOUP_OFFER_NEVER,    /* not today */
  RECOUP_OFFER_IF_DRAWN, /* if flag S-003 is up */
  RECOUP_OFFER_IF_FLAG,  /* if S-003, S-056 or any of S-060..S-067 is up (S-087) */
  RECOUP_OFFER_NOW,      /* eight weeks have passed */
} RecoupOffer;

/** Training as usual since @first_day, and nothing offered yet. */
void recoup_plan_init (RecoupPlan *plan, RecoupDay first_day);

/** Step (a): what time alone changes. */
void recoup_plan_pass (RecoupPlan *plan, const RecoupPlanDay *day);

/** Step (b), first half: whether an offer depends on flags, and on which. */
RecoupOffer recoup_plan_get_offer (const RecoupPlan *plan, const RecoupPlanDay *day);

/** Step (b), second half: the offer is made. */
void recoup_plan_offer (RecoupPlan *plan, RecoupDay day);

/** Step (c): what the user did; an action that does not fit the state has no effect. */
void recoup_plan_act (RecoupPlan *plan, RecoupDay day, RecoupPlanAction action);

/** Weeks since the base in NORMAL and DUE, else 1, 2 or 3. */
guint recoup_plan_get_week (const RecoupPlan *plan, RecoupDay day);

/**
 * recoup_plan_prescribe:
 * @sets: the usual numbers of sets of the exercises of one session
 * @sets_out: (out): as many numbers: what to do in @state; weights and repetitions stay
 *
 * S-081: half of all sets in the deload; S-084: two thirds, then five sixths. No exercise is lost.
 */
void recoup_plan_prescribe (RecoupPlanState state, const guint *sets, guint n, guint *sets_out);

G_END_DECLS
