/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be plotted. A metric is a row: its names, its scale, and how it is read from the state
 * at the end of a day. What was not logged is no zero: such days have no value, and
 * neither has an account that is switched off. */

#include "recoup/series.h"

#include "core/text.h"

#include <math.h>

static gboolean
take (double value, RecoupSample *sample)
{
  if (!isfinite (value))
    return FALSE;
  *sample = (RecoupSample){ value, value, value };
  return TRUE;
}

/* Whether a balance says something: without a word of its account it only drifts to the middle. */
static gboolean
is_known (const RecoupState *state, RecoupAccount account)
{
  return (state->known_accounts & (1U << account)) != 0;
}

static gboolean
read_readiness (const RecoupState *state, RecoupSample *sample)
{
  *sample = (RecoupSample){ state->lo_dp / 10.0, state->readiness_dp / 10.0, state->hi_dp / 10.0 };
  return TRUE;
}

static gboolean
read_coverage (const RecoupState *state, RecoupSample *sample)
{
  return take (state->coverage, sample);
}

static gboolean
read_sleep (const RecoupState *state, RecoupSample *sample)
{
  return take (state->sleep_min, sample);
}

static gboolean
read_sleep_debt (const RecoupState *state, RecoupSample *sample)
{
  return is_known (state, RECOUP_ACCOUNT_SLEEP) && take (state->sleep_debt_h, sample);
}

static gboolean
read_protein (const RecoupState *state, RecoupSample *sample)
{
  return state->food_logged && take (state->protein_g, sample);
}

static gboolean
read_shortfall (const RecoupState *state, RecoupSample *sample)
{
  return is_known (state, RECOUP_ACCOUNT_FUEL) && take (state->fuel_shortfall, sample);
}

static gboolean
read_stress (const RecoupState *state, RecoupSample *sample)
{
  return is_known (state, RECOUP_ACCOUNT_STRESS) && take (state->stress, sample);
}

static gboolean
read_mood (const RecoupState *state, RecoupSample *sample)
{
  return is_known (state, RECOUP_ACCOUNT_STRESS) && take (state->mood, sample);
}

static gboolean
read_fatigue (const RecoupState *state, RecoupSample *sample)
{
  return is_known (state, RECOUP_ACCOUNT_STRESS) && take (state->fatigue, sample);
}

static gboolean
read_load (const RecoupState *state, RecoupSample *sample)
{
  return state->training_known && take (state->load, sample);
}

static gboolean
read_acute (const RecoupState *state, RecoupSample *sample)
{
  return is_known (state, RECOUP_ACCOUNT_LOAD) && take (state->acute, sample);
}

static gboolean
read_chronic (const RecoupState *state, RecoupSample *sample)
{
  return is_known (state, RECOUP_ACCOUNT_LOAD) && take (state->chronic, sample);
}

static gboolean
read_sri (const RecoupState *state, RecoupSample *sample)
{
  return take (state->sri, sample);
}

static gboolean
read_monotony (const RecoupState *state, RecoupSample *sample)
{
  return take (state->monotony, sample);
}

static gboolean
read_strain (const RecoupState *state, RecoupSample *sample)
{
  return take (state->strain, sample);
}

static gboolean
read_adherence (const RecoupState *state, RecoupSample *sample)
{
  return state->adherence7_known > 0 && take (state->adherence7, sample);
}

#define OF(account) (1U << RECOUP_ACCOUNT_##account)

/* clang-format off */
static const RecoupSeries metrics[] = {
  { "readiness", "readiness", N_ ("Readiness"), "points", 0, 100, 0, read_readiness },
  { "coverage", "coverage", N_ ("Covered by the log"), "percent", 0, 100, 0, read_coverage },
  { "sleep_min", "sleep", N_ ("Time asleep"), "min", 0, 540, OF (SLEEP), read_sleep },
  { "sleep_debt_h", "sleep-debt", N_ ("Sleep debt"), "h", -2, 8, OF (SLEEP), read_sleep_debt },
  { "protein_g", "protein", N_ ("Protein eaten"), "g", 0, 100, OF (FUEL), read_protein },
  { "fuel_shortfall", "shortfall", N_ ("Below the protein target"), "share", 0, 1, OF (FUEL), read_shortfall },
  { "stress", "stress", N_ ("Stress"), "share", 0, 1, OF (STRESS), read_stress },
  { "mood", "mood", N_ ("Low mood"), "share", 0, 1, OF (STRESS), read_mood },
  { "fatigue", "fatigue", N_ ("Fatigue"), "share", 0, 1, OF (STRESS), read_fatigue },
  { "load", "load", N_ ("Training load of the day"), "RPE min", 0, 300, OF (LOAD), read_load },
  { "acute", "acute", N_ ("Load of late"), "RPE min", 0, 300, OF (LOAD), read_acute },
  { "chronic", "chronic", N_ ("Usual load"), "RPE min", 0, 300, OF (LOAD), read_chronic },
  { "sri", "regularity", N_ ("Regularity of sleep"), "", -100, 100, OF (SLEEP), read_sri },
  { "monotony", "monotony", N_ ("Monotony of training"), "", 0, 4, OF (LOAD), read_monotony },
  { "strain", "strain", N_ ("Strain"), "", 0, 1000, OF (LOAD), read_strain },
  { "adherence7", "adherence", N_ ("Days of seven with sleep and protein"), "days", 0, 7, OF (SLEEP) | OF (FUEL), read_adherence },
};
/* clang-format on */

const RecoupSeries *
recoup_series_get (guint *n_out)
{
  *n_out = G_N_ELEMENTS (metrics);
  return metrics;
}

const RecoupSeries *
recoup_series_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    if (g_str_equal (metrics[i].name, name) || g_str_equal (metrics[i].word, name))
      return &metrics[i];
  return NULL;
}

gboolean
recoup_series_read (const RecoupSeries *series, const RecoupState *state, RecoupSample *sample_out)
{
  return (series->accounts & state->off_accounts) == 0 && series->read (state, sample_out);
}
