/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/assume.h"

G_BEGIN_DECLS

#define RECOUP_WEEK_DAYS 7 /* that are shown, today included */

/** What a week is computed from. All borrowed. */
typedef struct
{
  RecoupAskState ask;
  gpointer user_data; /* for ask */
  GVariant *state;    /* now */
  const RecoupPolicy *policy;
  const RecoupZone *zone;
  const GPtrArray *usual; /* sessions, see usual.h */
  double sleep_min;       /* of each coming night, NAN to assume nothing */
  double protein_g;       /* of each day from today on, likewise */
} RecoupWeek;

/**
 * recoup_week_compute:
 *
 * Today and the six days after it: what the week plans, and the verdict of the morning if the days
 * until then go as planned, which is for today the present one. A planned session is assumed to be
 * the usual one that trains these groups, with the sets that the plan of its day leaves; on other
 * days of a week that plans anything nobody trains.
 *
 * Returns: (transfer full): `aa{sv}`: `date` s, `at` x, `planned` as, `verdict` s, `severity` x,
 *   `reasons` aa{sv}, `readiness` a{sv}, `plan` a{sv}, and where training is planned and what is
 *   usual is known `session` a{sv}: `title` s, if it has one, and `exercises` aa{sv}, see
 *   recoup_prescription_new_rows(), and `text` s. %NULL when a state could not be had
 */
GVariant *recoup_week_compute (const RecoupWeek *week, GError **error);

G_END_DECLS
