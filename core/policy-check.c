/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What must hold between settings. It is checked apart from the single values because several are
 * often changed together, and any order of them must do: a day begins between lights out and wake
 * on every weekday, so that each night has one bedtime, and quiet hours have two ends. */

#include "core/policy-private.h"

#include <math.h>

#include "core/text.h"
#include "recoup/error.h"

#define WHOLE_GRAM_GUARD 1e-6 /* keeps products that are whole grams on their whole number */

/* What the default keeps: waking at 07:00, the day turns over at 04:00. */
#define DAY_START_BEFORE_WAKE_MIN (3 * 60)

/* Minutes from the midnight before waking, below 0 before it: lights out without debt. */
static gint
lights_out (const RecoupPolicy *policy, guint weekday)
{
  return (gint) policy->wake_min[weekday] - (gint) (policy->sleep_need_min + policy->latency_min);
}

/* The minutes at which the day may begin: after the latest lights out, not after the earliest wake;
 * empty (first > last) if the days differ too much. */
static void
find_day_starts (const RecoupPolicy *policy, gint *first_out, gint *last_out)
{
  gint first = 0;
  gint last = POLICY_LAST_DAY_START_MIN;

  for (guint i = 0; i < POLICY_N_DAYS; i++)
    {
      first = MAX (first, lights_out (policy, i) + 1);
      last = MIN (last, (gint) policy->wake_min[i]);
    }
  *first_out = first;
  *last_out = last;
}

gboolean
recoup_policy_suggest_day_start (const RecoupPolicy *policy, guint *minutes_out)
{
  static const gint steps[] = { 60, 15, 1 };
  gint first = 0;
  gint last = 0;

  find_day_starts (policy, &first, &last);
  if (first > last)
    return FALSE;

  gint earliest_wake = POLICY_DAY_MIN;
  for (guint i = 0; i < POLICY_N_DAYS; i++)
    earliest_wake = MIN (earliest_wake, (gint) policy->wake_min[i]);
  gint wanted = CLAMP (earliest_wake - DAY_START_BEFORE_WAKE_MIN, first, last);

  /* The full hour before, else the one after, else a finer step: 1 min always fits. */
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gint before = wanted / steps[i] * steps[i];
      gint found = before >= first ? before : before + steps[i];
      if (found <= last)
        {
          *minutes_out = (guint) found;
          return TRUE;
        }
    }
  g_assert_not_reached ();
}

static gboolean
check_day_start (const RecoupPolicy *policy, GError **error)
{
  gint first = 0;
  gint last = 0;
  guint suggested = 0;

  find_day_starts (policy, &first, &last);
  if ((gint) policy->day_start_min >= first && (gint) policy->day_start_min <= last)
    return TRUE;

  g_autofree char *wake = recoup_policy_format (policy, "wake");
  if (!recoup_policy_suggest_day_start (policy, &suggested))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘wake’ must leave a time that lies between lights out and wake on every "
                      "weekday, got ‘%s’"),
                   wake);
      return FALSE;
    }

  g_autofree char *from = recoup_policy_format_time ((guint) first);
  g_autofree char *until = recoup_policy_format_time ((guint) last);
  g_autofree char *got = recoup_policy_format_time (policy->day_start_min);
  g_autofree char *better = recoup_policy_format_time (suggested);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("‘day_start’ must be %s to %s, between lights out and ‘wake’ (%s), got ‘%s’; "
                  "set day_start=%s with it"),
               from, until, wake, got, better);
  return FALSE;
}

gboolean
recoup_policy_check_protein (const RecoupPolicy *policy, double weight_kg, GError **error)
{
  double most_g = floor (RECOUP_POLICY_MAX_PROTEIN_G_PER_KG * weight_kg + WHOLE_GRAM_GUARD);

  if (policy->protein_target_g <= most_g)
    return TRUE;
  g_autofree char *got = recoup_policy_format (policy, "protein_target_g");
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE,
               _ ("‘protein_target_g’ must be at most %.0f g for your weight of %.0f kg, got ‘%s’"),
               most_g, weight_kg, got);
  return FALSE;
}

gboolean
recoup_policy_check (const RecoupPolicy *policy, GError **error)
{
  if (!check_day_start (policy, error))
    return FALSE;

  gboolean is_set = policy->quiet_from_min >= 0;
  if (is_set != (policy->quiet_until_min >= 0) ||
      (is_set && policy->quiet_from_min == policy->quiet_until_min))
    {
      g_autofree char *from = recoup_policy_format (policy, "quiet_from");
      g_autofree char *until = recoup_policy_format (policy, "quiet_until");
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘quiet_from’ and ‘quiet_until’ must be two different times or both empty, "
                      "got ‘%s’ and ‘%s’"),
                   from, until);
      return FALSE;
    }
  return TRUE;
}
