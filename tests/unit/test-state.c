/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tables of the state. */

#include <string.h>

#include "recoup/state.h"

static void
test_caps (void)
{
  gint sum = 0;

  for (guint key = 0; key < RECOUP_N_POINTS; key++)
    {
      const RecoupPointRow *row = recoup_point_get_row (key);
      g_autofree char *prefix = NULL;
      sum += row->cap_dp;
      g_assert_nonnull (row->rules[0]);
      g_assert_null (row->rules[4]);
      /* The key's first word is its account, but for the short "auton". */
      prefix = g_strndup (row->key, (gsize) (strchr (row->key, '.') - row->key));
      g_assert_true (g_str_has_prefix (row->account, prefix));
    }
  g_assert_cmpint (sum, ==, 1000);
}

static void
test_names (void)
{
  g_assert_cmpstr (recoup_account_get_name (RECOUP_ACCOUNT_SLEEP), ==, "sleep");
  g_assert_cmpstr (recoup_account_get_name (RECOUP_ACCOUNT_AUTONOMIC), ==, "autonomic");
  g_assert_cmpstr (recoup_verdict_get_name (RECOUP_VERDICT_UNKNOWN), ==, "unknown");
  g_assert_cmpstr (recoup_verdict_get_name (RECOUP_VERDICT_SEE_PROFESSIONAL), ==,
                   "see_professional");
  g_assert_cmpstr (recoup_plan_state_get_name (RECOUP_PLAN_REBUILD1), ==, "REBUILD1");
  g_assert_cmpstr (recoup_plan_state_get_set_factor (RECOUP_PLAN_DUE), ==, "1");
  g_assert_cmpstr (recoup_plan_state_get_set_factor (RECOUP_PLAN_DELOAD), ==, "1/2");
  g_assert_cmpstr (recoup_plan_state_get_set_factor (RECOUP_PLAN_REBUILD2), ==, "5/6");
}

static void
test_owns (void)
{
  g_autoptr (RecoupState) state = recoup_state_new ();
  RecoupReason reason = { "S-065", g_variant_ref_sink (g_variant_new ("a{sv}", NULL)) };

  g_array_append_val (state->reasons, reason);
  g_ptr_array_add (state->progress, g_strdup ("squat"));
  g_assert_cmpuint (state->reasons->len, ==, 1);
  recoup_state_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/state/caps", test_caps);
  g_test_add_func ("/state/names", test_names);
  g_test_add_func ("/state/owns", test_owns);
  return g_test_run ();
}
