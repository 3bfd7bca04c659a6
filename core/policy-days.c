/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Settings with a value for each weekday share one form, `days:value,days:value`, where days are
 * `mon` or `mon-fri`; a range may run over the weekend: `sat-mon`. No day may be named twice; days
 * left out keep what they have. */

#include "core/policy-private.h"

#include <string.h>

static const char *const day_names[POLICY_N_DAYS] = { "mon", "tue", "wed", "thu",
                                                      "fri", "sat", "sun" };

static gboolean
read_day (const char *text, guint *day_out)
{
  for (guint i = 0; i < POLICY_N_DAYS; i++)
    if (g_ascii_strcasecmp (day_names[i], text) == 0)
      {
        *day_out = i;
        return TRUE;
      }
  return FALSE;
}

/* Reads "mon" or "mon-fri" into a mask of days; FALSE for anything else. */
static gboolean
read_days (const char *text, guint *mask_out)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 3);
  guint n = g_strv_length (ends);
  guint first = 0;
  guint last = 0;

  if (n < 1 || n > 2 || !read_day (g_strstrip (ends[0]), &first) ||
      !read_day (g_strstrip (ends[n - 1]), &last))
    return FALSE;

  guint mask = 0;
  for (guint day = first; day != last; day = (day + 1) % POLICY_N_DAYS)
    mask |= 1U << day;
  *mask_out = mask | (1U << last);
  return TRUE;
}

gboolean
recoup_policy_read_days (const char *text, PolicyDaysFunc func, gpointer values)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", POLICY_N_DAYS + 1);
  guint seen = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strchr (parts[i], ':');
      guint days = 0;
      if (colon == NULL)
        return FALSE;
      *colon = '\0';
      if (!read_days (parts[i], &days) || (days & seen) != 0 ||
          !func (g_strstrip (colon + 1), days, values))
        return FALSE;
      seen |= days;
    }
  return TRUE;
}

char *
recoup_policy_format_days (char *const *values)
{
  GString *text = g_string_new (NULL);
  guint next = 0;

  for (guint first = 0; first < POLICY_N_DAYS; first = next)
    {
      for (next = first + 1; next < POLICY_N_DAYS && g_str_equal (values[next], values[first]);)
        next++;
      if (values[first][0] == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, ',');
      g_string_append (text, day_names[first]);
      if (next > first + 1)
        g_string_append_printf (text, "-%s", day_names[next - 1]);
      g_string_append_printf (text, ":%s", values[first]);
    }
  return g_string_free (text, FALSE);
}
