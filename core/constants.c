/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The constants of all files in one list, so that manual and client print what is computed with.
 * Here is no number: each stands where it is used. */

#include "recoup/constants.h"

#include "core/constant-rows.h"

static const RecoupConstantRows *const files[] = {
  &recoup_sleep_constants,
  &recoup_civil_constants,
  &recoup_fuel_constants,
  &recoup_stress_constants,
  &recoup_tissue_constants,
  &recoup_fold_constants,
  &recoup_load_constants,
  &recoup_entry_constants,
  &recoup_daytable_constants,
  &recoup_autonomic_constants,
  &recoup_state_constants,
  &recoup_survey_constants,
  &recoup_coverage_constants,
  &recoup_balance_constants,
  &recoup_verdict_constants,
  &recoup_day_constants,
  &recoup_flags_constants,
  &recoup_flags_lift_constants,
  &recoup_questions_constants,
  &recoup_plan_constants,
  &recoup_bedtime_constants,
  &recoup_metrics_constants,
  &recoup_schedule_advice_constants,
  &recoup_schedule_day_constants,
  &recoup_schedule_kinds_constants,
  &recoup_schedule_protein_constants,
};

static const char *const topics[] = {
  "sleep",  "fuel",     "stress",  "tissue", "load",      "autonomic",
  "points", "coverage", "muscles", "signs",  "questions", "verdict",
  "plan",   "bedtime",  "metrics", "advice", "reminders", NULL,
};

const char *const *
recoup_constants_get_topics (void)
{
  return topics;
}

GPtrArray *
recoup_constants_list (const char *topic)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; topics[i] != NULL; i++)
    {
      if (topic != NULL && !g_str_equal (topic, topics[i]))
        continue;
      for (guint file = 0; file < G_N_ELEMENTS (files); file++)
        for (guint row = 0; row < files[file]->n; row++)
          if (g_str_equal (files[file]->rows[row].topic, topics[i]))
            g_ptr_array_add (list, (gpointer) &files[file]->rows[row]);
    }
  return list;
}
