/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/policy.h"

G_BEGIN_DECLS

/** The settings that the answers of a setup lead to. A plain value. */
typedef struct
{
  RecoupPolicy before; /* as they stand */
  RecoupPolicy after;  /* with the answers so far */
  double weight_kg;    /* 30 to 300 kg as the user gave it, 0 if not */
  double last_kg;      /* what stands without an answer: the last that was logged, or the setting */
} RecoupSetup;

/** One question. */
typedef struct
{
  const char *name; /* of the option of recoupctl setup */
  guint accounts;   /* mask, 1 << RecoupAccount: with one of them off it is not asked; 0 for any */
  /* Returns: (transfer full): the question, with what is allowed */
  char *(*ask) (void);
  /* Returns: (transfer full): the answer that stands */
  char *(*show) (const RecoupSetup *setup);
  /* Takes an answer; @error says what is allowed, and @setup is as it was. */
  gboolean (*take) (RecoupSetup *setup, const char *text, GError **error);
} RecoupSetupQuestion;

#define RECOUP_N_SETUP_QUESTIONS 6U

extern const RecoupSetupQuestion recoup_setup_questions[RECOUP_N_SETUP_QUESTIONS];

/** @policy: what stands now */
void recoup_setup_init (RecoupSetup *setup, const RecoupPolicy *policy);

/** Whether @question is of use with the accounts that the person wants. */
gboolean recoup_setup_is_asked (const RecoupSetup *setup, const RecoupSetupQuestion *question);

/** Takes the answer to @question, and moves the start of the day if the answer needs that. */
gboolean recoup_setup_take (RecoupSetup *setup,
                            const RecoupSetupQuestion *question,
                            const char *text,
                            GError **error);

/** Returns: (transfer full): `a{sv}` for Settings.Set: what is not as it was; may be empty */
GVariant *recoup_setup_get_changes (const RecoupSetup *setup);

G_END_DECLS
