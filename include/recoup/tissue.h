/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/balance.h"
#include "recoup/civil.h"
#include "recoup/entry.h"
#include "recoup/muscle.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

/** Strength that each group has lost, in percent, at one instant (model, section 6). */
typedef struct
{
  RecoupInstant at;                            /* the pools are decayed to this instant */
  RecoupBalance usual[RECOUP_N_GROUPS];        /* 0 to 60, from work that the group knows */
  RecoupBalance unaccustomed[RECOUP_N_GROUPS]; /* 0 to 60, from work that was new to it */
} RecoupTissue;

/** Effort of a set: 0 for a warm-up, 0.5 to 1 by RIR, else by RPE, else 0.75. */
double recoup_tissue_set_effort (const RecoupSet *set);

/** Percent of strength that a set of @effort takes from a group with weight 1. */
double recoup_tissue_set_cost (double effort);

/** Half-life of the usual pool in hours. */
double recoup_tissue_half_life (RecoupTrainingStatus status);

/** Share of a pool that is left after @hours under stress @level. */
double recoup_tissue_decay (double hours, double half_life_h, double level);

/** No pool holds anything at @at. */
void recoup_tissue_init (RecoupTissue *tissue, RecoupInstant at);

/** Decays all pools to @until, not earlier than tissue->at, under the stress of each copy (S-031).
 */
void recoup_tissue_advance (RecoupTissue *tissue,
                            RecoupInstant until,
                            const RecoupBalance *stress,
                            RecoupTrainingStatus status);

/** Takes @usual and @unaccustomed percent from the groups, in all copies. */
void recoup_tissue_withdraw (RecoupTissue *tissue,
                             const RecoupGroupWeights *usual,
                             const RecoupGroupWeights *unaccustomed);

/** Training that may have happened and was not logged: the worst copy pays for it. */
void recoup_tissue_withdraw_unknown (RecoupTissue *tissue);

/**
 * recoup_tissue_ready_min:
 * @stress: level of the day, 0 to 1
 *
 * Returns: the smallest whole number of minutes after which the two pools together are at most 5 %
 */
guint recoup_tissue_ready_min (double usual,
                               double unaccustomed,
                               RecoupTrainingStatus status,
                               double stress);

/** Whether a group that lost @percent of its strength is blocked by fatigue (S-040). */
gboolean recoup_tissue_is_fatigued (double percent);

/** The soreness with which a ledger begins, 0 to 10. */
RecoupBalance recoup_tissue_soreness_new (void);

/** One day: @logged is 0 to 10, or -1 on a day without a map: best and point fall by 3. */
void recoup_tissue_soreness_step (RecoupBalance *soreness, gint logged);

/**
 * recoup_tissue_fraction:
 * @percent: strength lost by group
 * @soreness: by group
 *
 * Returns: share of the points of tissue.top3: mean of the three worst groups (S-040, S-052)
 */
double recoup_tissue_fraction (const double percent[RECOUP_N_GROUPS],
                               const double soreness[RECOUP_N_GROUPS]);

G_END_DECLS
