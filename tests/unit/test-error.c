/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names that the interchange format froze. */

#include "recoup/error.h"
#include "recoup/muscle.h"

static void
test_fault_names (void)
{
  g_assert_cmpstr (recoup_fault_get_name (RECOUP_FAULT_TOO_LONG), ==, "too-long");
  g_assert_cmpstr (recoup_fault_get_name (RECOUP_FAULT_BAD_TIME), ==, "bad-time");
  g_assert_cmpstr (recoup_fault_get_name (RECOUP_FAULT_ACTION), ==, "action");
  for (guint i = 0; i < RECOUP_N_FAULTS; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (recoup_fault_get_name (i), !=, recoup_fault_get_name (j));
}

static void
test_groups (void)
{
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      RecoupGroup group = RECOUP_N_GROUPS;
      g_assert_true (recoup_group_from_name (recoup_group_get_name (i), &group));
      g_assert_cmpuint (group, ==, i);
    }
  RecoupGroup group = RECOUP_GROUP_ABS;
  g_assert_false (recoup_group_from_name ("leg", &group));
  g_assert_cmpuint (group, ==, RECOUP_GROUP_ABS);
}

static void
test_pains (void)
{
  for (guint i = 0; i < RECOUP_N_PAINS; i++)
    {
      guint bit = RECOUP_N_PAINS;
      g_assert_true (recoup_pain_from_name (recoup_pain_get_name (i), &bit));
      g_assert_cmpuint (bit, ==, i);
    }
  guint bit = 7;
  g_assert_false (recoup_pain_from_name ("dull", &bit));
  g_assert_cmpuint (bit, ==, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/fault-names", test_fault_names);
  g_test_add_func ("/muscle/groups", test_groups);
  g_test_add_func ("/muscle/pains", test_pains);
  return g_test_run ();
}
