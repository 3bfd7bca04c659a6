/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "core/text.h"
#include "recoup/constants.h"

G_BEGIN_DECLS

/* The constants of each file, defined beside the code that computes with them and from the same
 * macros. A new constant is one row there; a file with its first one also has a line here and one
 * in constants.c. */

#define RECOUP_OURS    "a convention of recoup"
#define RECOUP_ARTICLE "the article of its rule" /* see recoup_rules_find() */

typedef struct
{
  const RecoupConstant *rows;
  guint n;
} RecoupConstantRows;

extern const RecoupConstantRows recoup_autonomic_constants;
extern const RecoupConstantRows recoup_balance_constants;
extern const RecoupConstantRows recoup_bedtime_constants;
extern const RecoupConstantRows recoup_civil_constants;
extern const RecoupConstantRows recoup_coverage_constants;
extern const RecoupConstantRows recoup_day_constants;
extern const RecoupConstantRows recoup_daytable_constants;
extern const RecoupConstantRows recoup_entry_constants;
extern const RecoupConstantRows recoup_flags_constants;
extern const RecoupConstantRows recoup_flags_lift_constants;
extern const RecoupConstantRows recoup_fold_constants;
extern const RecoupConstantRows recoup_fuel_constants;
extern const RecoupConstantRows recoup_load_constants;
extern const RecoupConstantRows recoup_metrics_constants;
extern const RecoupConstantRows recoup_plan_constants;
extern const RecoupConstantRows recoup_questions_constants;
extern const RecoupConstantRows recoup_schedule_advice_constants;
extern const RecoupConstantRows recoup_schedule_day_constants;
extern const RecoupConstantRows recoup_schedule_kinds_constants;
extern const RecoupConstantRows recoup_schedule_protein_constants;
extern const RecoupConstantRows recoup_sleep_constants;
extern const RecoupConstantRows recoup_state_constants;
extern const RecoupConstantRows recoup_stress_constants;
extern const RecoupConstantRows recoup_survey_constants;
extern const RecoupConstantRows recoup_tissue_constants;
extern const RecoupConstantRows recoup_verdict_constants;

G_END_DECLS
