/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "client/assume.h"

G_BEGIN_DECLS

/** Who answers, and what is asked about. All borrowed. */
typedef struct
{
  RecoupAskState ask;
  gpointer user_data;
  GVariant *state; /* now */
  const RecoupPolicy *policy;
  const RecoupZone *zone;
} RecoupWhatIf;

/**
 * recoup_what_if_compute:
 *
 * What would change tomorrow: tonight's sleep, today's protein, days without work for the groups
 * that are not ready. Each is asked for as a state with assumed entries, and compared with the one
 * without them; what changes nothing worth a word is left out. Nothing is said to whoever is ill or
 * was told to see a doctor, nor from next to nothing logged.
 *
 * Returns: (transfer full): `aa{sv}`, at most three: `kind` s (sleep, protein, rest), `text` s,
 * `at` x, `assume` aa{sv}, and for sleep and protein `readiness`, `lo`, `hi`, `verdict` and the
 * same with `_otherwise`; for rest `groups` as. %NULL when a state could not be had
 */
GVariant *recoup_what_if_compute (const RecoupWhatIf *what_if, GError **error);

G_END_DECLS
