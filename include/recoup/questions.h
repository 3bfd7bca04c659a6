/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/flags.h"

G_BEGIN_DECLS

/** Questions to the user (model, section 12), in their order. */
typedef struct
{
  guint n_ask;
  RecoupQuestion ask[RECOUP_N_QUESTIONS];
  guint n_confirmed; /* answered with yes */
  RecoupQuestion confirmed[RECOUP_N_QUESTIONS];
} RecoupQuestions;

/** What is to be asked on books->day, and what was answered with yes in the last fortnight. */
RecoupQuestions recoup_questions_compute (const RecoupFlagInput *input);

G_END_DECLS
