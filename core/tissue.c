/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tissue account: strength that each muscle group has lost and not yet regained. A hard set
 * takes a few percent, which halve in about a day; work that is new to the group has its own,
 * slower pool (S-042). Under life stress the clock of recovery runs slower (S-031). Soreness is
 * beside it, only ever taken from the user, and fades when nothing is said.
 *
 * The scale is a fit to one experiment (M-08): eight hard sets cost 26.8 % (Soares 2015), of which
 * 8.4 % are left after a day. */

#include "recoup/tissue.h"

#include <math.h>

#include "core/constant-rows.h"
#include "recoup/stress.h"

#define SET_PERCENT         3.35  /* M-08: 26.8 % over eight hard sets */
#define HALF_LIFE_TRAINED_H 14.34 /* M-08: two points, 26.8 % and 8.4 % a day later */
#define HALF_LIFE_DEFAULT_H 18.0  /* [ours] */
#define HALF_LIFE_NOVICE_H  30.0  /* [ours] */
#define HALF_LIFE_NEW_H     30.0  /* S-042: unaccustomed work, at any training status */
#define POOL_MAX_PERCENT    60.0  /* a limb that still works */
#define UNKNOWN_PERCENT     20.0  /* what a silent week may hide: six hard sets a group */
#define BLOCK_PERCENT       5.0   /* S-040: 8.4 % is measurably reduced, 4.7 % is baseline */
#define FULL_PERCENT        20.0  /* costs as much as soreness 10 */
#define WORST_GROUPS        3     /* the points follow the three worst groups */
#define SORENESS_MAX        10.0
#define SORENESS_FADE       3.0 /* a day without a map [ours] */

#define EFFORT_HARD   1.0  /* one repetition in reserve or none */
#define EFFORT_MEDIUM 0.75 /* two, or not said */
#define EFFORT_EASY   0.5
#define HARD_RIR      1.0
#define MEDIUM_RIR    2.0
#define HARD_RPE      9.0 /* where no reserve was said */
#define MEDIUM_RPE    8.0

double
recoup_tissue_set_effort (const RecoupSet *set)
{
  if (set->warmup == RECOUP_YES)
    return 0.0;
  /* RIR wins over RPE. */
  if (!isnan (set->rir))
    return set->rir <= HARD_RIR     ? EFFORT_HARD
           : set->rir <= MEDIUM_RIR ? EFFORT_MEDIUM
                                    : EFFORT_EASY;
  if (!isnan (set->rpe))
    return set->rpe >= HARD_RPE     ? EFFORT_HARD
           : set->rpe >= MEDIUM_RPE ? EFFORT_MEDIUM
                                    : EFFORT_EASY;
  return EFFORT_MEDIUM;
}

double
recoup_tissue_set_cost (double effort)
{
  return SET_PERCENT * effort;
}

double
recoup_tissue_half_life (RecoupTrainingStatus status)
{
  switch (status)
    {
    case RECOUP_TRAINED:
      return HALF_LIFE_TRAINED_H;
    case RECOUP_DEFAULT:
      return HALF_LIFE_DEFAULT_H;
    case RECOUP_NOVICE:
      return HALF_LIFE_NOVICE_H;
    }
  g_assert_not_reached ();
}

double
recoup_tissue_decay (double hours, double half_life_h, double level)
{
  return exp2 (-(hours / recoup_stress_stretch (level)) / half_life_h);
}

void
recoup_tissue_init (RecoupTissue *tissue, RecoupInstant at)
{
  tissue->at = at;
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    {
      tissue->usual[group] = recoup_balance_all (0.0);
      tissue->unaccustomed[group] = recoup_balance_all (0.0);
    }
}

void
recoup_tissue_advance (RecoupTissue *tissue,
                       RecoupInstant until,
                       const RecoupBalance *stress,
                       RecoupTrainingStatus status)
{
  g_assert (until >= tissue->at);
  double hours = (double) (until - tissue->at) / (double) RECOUP_USEC_PER_HOUR;

  for (guint copy = 0; copy < RECOUP_N_COPIES; copy++)
    {
      double level = stress->of[copy];
      double usual_left = recoup_tissue_decay (hours, recoup_tissue_half_life (status), level);
      double new_left = recoup_tissue_decay (hours, HALF_LIFE_NEW_H, level);
      for (guint group = 0; group < RECOUP_N_GROUPS; group++)
        {
          tissue->usual[group].of[copy] *= usual_left;
          tissue->unaccustomed[group].of[copy] *= new_left;
        }
    }
  tissue->at = until;
}

static void
add_percent (double *pool, double percent)
{
  *pool = fmin (*pool + percent, POOL_MAX_PERCENT);
}

void
recoup_tissue_withdraw (RecoupTissue *tissue,
                        const RecoupGroupWeights *usual,
                        const RecoupGroupWeights *unaccustomed)
{
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    for (guint copy = 0; copy < RECOUP_N_COPIES; copy++)
      {
        add_percent (&tissue->usual[group].of[copy], usual->weight[group]);
        add_percent (&tissue->unaccustomed[group].of[copy], unaccustomed->weight[group]);
      }
}

void
recoup_tissue_withdraw_unknown (RecoupTissue *tissue)
{
  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    add_percent (&tissue->usual[group].of[RECOUP_COPY_WORST], UNKNOWN_PERCENT);
}

gboolean
recoup_tissue_is_fatigued (double percent)
{
  return percent > BLOCK_PERCENT;
}

/* Whether the group is free after @minutes. The model writes the exponent as -m/60/k/h. */
static gboolean
is_ready_after (double minutes, double usual, double unaccustomed, double stretch, double half_life)
{
  double left = usual * exp2 (-minutes / 60.0 / stretch / half_life) +
                unaccustomed * exp2 (-minutes / 60.0 / stretch / HALF_LIFE_NEW_H);

  return left <= BLOCK_PERCENT;
}

guint
recoup_tissue_ready_min (double usual,
                         double unaccustomed,
                         RecoupTrainingStatus status,
                         double stress)
{
  double stretch = recoup_stress_stretch (stress);
  double half_life = recoup_tissue_half_life (status);
  guint blocked = 0; /* still blocked after so many minutes, or free at once */
  guint free = 1;

  if (is_ready_after (0.0, usual, unaccustomed, stretch, half_life))
    return 0;
  /* What is left only falls: double until free, then halve the distance. */
  while (!is_ready_after (free, usual, unaccustomed, stretch, half_life))
    {
      blocked = free;
      free *= 2;
    }
  while (free - blocked > 1)
    {
      guint middle = blocked + (free - blocked) / 2;
      if (is_ready_after (middle, usual, unaccustomed, stretch, half_life))
        free = middle;
      else
        blocked = middle;
    }
  return free;
}

RecoupBalance
recoup_tissue_soreness_new (void)
{
  return recoup_balance (0.0, 0.0, SORENESS_MAX);
}

void
recoup_tissue_soreness_step (RecoupBalance *soreness, gint logged)
{
  if (logged >= 0)
    {
      *soreness = recoup_balance_all (logged);
      return;
    }
  double *best = &soreness->of[RECOUP_COPY_BEST];
  double *point = &soreness->of[RECOUP_COPY_POINT];
  *best = fmax (*best - SORENESS_FADE, 0.0);
  *point = fmax (*point - SORENESS_FADE, 0.0);
}

double
recoup_tissue_fraction (const double percent[RECOUP_N_GROUPS],
                        const double soreness[RECOUP_N_GROUPS])
{
  double worst[WORST_GROUPS] = { 0.0, 0.0, 0.0 };

  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    {
      double level =
          fmax (recoup_share (percent[group] / FULL_PERCENT), soreness[group] / SORENESS_MAX);
      for (guint i = 0; i < WORST_GROUPS; i++)
        {
          double lesser = fmin (worst[i], level);
          worst[i] = fmax (worst[i], level);
          level = lesser;
        }
    }
  return (worst[0] + worst[1] + worst[2]) / WORST_GROUPS;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "tissue", "set", SET_PERCENT, "%", "M-08", "Soares 2015, doi:10.1519/JSC.0000000000000899",
    /* xgettext:no-c-format */
    N_ ("strength that a hard set takes: 26.8 % over eight sets") },
  { "tissue", "half_life_trained", HALF_LIFE_TRAINED_H, "h", "M-08",
    "Soares 2015, doi:10.1519/JSC.0000000000000899",
    /* xgettext:no-c-format */
    N_ ("a fit to two points: 26.8 %, and 8.4 % a day later") },
  { "tissue", "half_life_default", HALF_LIFE_DEFAULT_H, "h", "M-08", RECOUP_OURS,
    N_ ("training_status default") },
  { "tissue", "half_life_novice", HALF_LIFE_NOVICE_H, "h", "M-08", RECOUP_OURS,
    N_ ("training_status novice") },
  { "tissue", "half_life_new", HALF_LIFE_NEW_H, "h", "S-042",
    "Radaelli 2012, doi:10.1519/JSC.0b013e31823dae96; the number is ours",
    N_ ("work that is new to the group, whatever your training") },
  { "tissue", "pool_most", POOL_MAX_PERCENT, "%", "M-08", RECOUP_OURS,
    N_ ("no pool holds more: a limb that still works") },
  { "tissue", "unknown", UNKNOWN_PERCENT, "%", "R-25", RECOUP_OURS,
    N_ ("what a day of unknown training may hide: six hard sets a group") },
  { "tissue", "block", BLOCK_PERCENT, "%", "S-040", "Soares 2015; Radaelli 2012; the cut is ours",
    /* xgettext:no-c-format */
    N_ ("above it a group is blocked: 8.4 % was measurably reduced, 4.7 % was not") },
  { "tissue", "full", FULL_PERCENT, "%", "S-040", RECOUP_OURS,
    N_ ("costs as much as the worst soreness") },
  { "tissue", "worst_groups", WORST_GROUPS, "groups", "S-040", RECOUP_OURS,
    N_ ("tissue.top3 is the mean of so many, the worst") },
  { "tissue", "soreness_most", SORENESS_MAX, "of 10", "S-052", RECOUP_OURS,
    N_ ("end of the scale of soreness") },
  { "tissue", "soreness_fade", SORENESS_FADE, "a day", "S-052", RECOUP_OURS,
    N_ ("soreness falls by so much on a day that says nothing of it: a guess") },
  { "tissue", "effort_hard", EFFORT_HARD, "share", "M-08", RECOUP_OURS,
    N_ ("share of a set at 1 repetition in reserve or none") },
  { "tissue", "effort_medium", EFFORT_MEDIUM, "share", "M-08", RECOUP_OURS,
    N_ ("at 2 in reserve, or when nothing was said") },
  { "tissue", "effort_easy", EFFORT_EASY, "share", "M-08", RECOUP_OURS,
    N_ ("at more in reserve; a warm-up takes nothing") },
  { "tissue", "hard_rir", HARD_RIR, "repetitions", "M-08", RECOUP_OURS,
    N_ ("so many in reserve or fewer are hard") },
  { "tissue", "medium_rir", MEDIUM_RIR, "repetitions", "M-08", RECOUP_OURS,
    N_ ("so many or fewer are medium") },
  { "tissue", "hard_rpe", HARD_RPE, "RPE", "M-08", RECOUP_OURS,
    N_ ("where no reserve was said: from here on hard") },
  { "tissue", "medium_rpe", MEDIUM_RPE, "RPE", "M-08", RECOUP_OURS, N_ ("from here on medium") },
};

const RecoupConstantRows recoup_tissue_constants = { constants, G_N_ELEMENTS (constants) };
