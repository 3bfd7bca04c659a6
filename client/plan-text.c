/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plan in one sentence, for the status screen and for `recoupctl plan`. */

#include "client/plan-text.h"

#include <glib/gi18n-lib.h>

#include "client/dict.h"
#include "words/format.h"

RecoupPlanState
recoup_plan_text_read_state (GVariant *plan)
{
  g_autofree char *name = recoup_dict_dup_string (plan, "state");

  for (guint i = 0; i < RECOUP_N_PLAN_STATES; i++)
    if (g_strcmp0 (recoup_plan_state_get_name (i), name) == 0)
      return (RecoupPlanState) i;
  return RECOUP_PLAN_NORMAL;
}

char *
recoup_plan_text_new (GVariant *plan)
{
  gint week = (gint) recoup_dict_integer (plan, "week", 0);
  g_autofree char *since_iso = recoup_dict_dup_string (plan, "since");
  g_autofree char *factor = recoup_dict_dup_string (plan, "set_factor");

  g_autofree char *since = recoup_format_iso_date (since_iso != NULL ? since_iso : "?");

  switch (recoup_plan_text_read_state (plan))
    {
    case RECOUP_PLAN_NORMAL:
      return g_strdup_printf (_ ("Training as usual, week %d since %s."), week + 1, since);
    case RECOUP_PLAN_DUE:
      return g_strdup_printf (
          _ ("A deload is offered since %s: recoupctl plan accept, or decline."), since);
    case RECOUP_PLAN_DELOAD:
      return g_strdup_printf (_ ("Deload since %s: %s of your usual sets, the same weights."),
                              since, factor != NULL ? factor : "1/2");
    case RECOUP_PLAN_REBUILD1:
    case RECOUP_PLAN_REBUILD2:
      return g_strdup_printf (_ ("Building up again since %s: %s of your usual sets."), since,
                              factor != NULL ? factor : "2/3");
    }
  g_assert_not_reached ();
}
