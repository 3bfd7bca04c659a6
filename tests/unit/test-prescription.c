/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a deload and a rebuild leave of a session, as the plan prints it. */

#include "client/prescription.h"

#define SETS "{'exercise': <'Leg curl'>, 'reps': <int64 10>}"

/* S-081, S-084: by exercise, whatever the spelling and order; warm-ups do not count. */
static void
test_text (void)
{
  static const struct
  {
    RecoupPlanState plan;
    const char *text;
    guint due;
  } cases[] = {
    { RECOUP_PLAN_NORMAL, "Squat 3 of 3, Leg curl 2 of 2", 5 },
    { RECOUP_PLAN_DELOAD, "Squat 2 of 3, Leg curl 1 of 2", 3 },
    { RECOUP_PLAN_REBUILD1, "Squat 2 of 3, Leg curl 2 of 2", 4 },
    { RECOUP_PLAN_REBUILD2, "Squat 3 of 3, Leg curl 2 of 2", 5 },
  };
  g_autoptr (GVariant) session = g_variant_ref_sink (g_variant_new_parsed (
      "{'kind': <'session'>, 'sets': <[{'exercise': <'squat'>, 'warmup': <true>}, "
      "{'exercise': <'Squat'>, 'reps': <int64 5>}, " SETS ", {'exercise': <'squat'>, 'warmup': "
      "<false>}, {'exercise': <' SQUAT'>}, " SETS "]>}"));

  g_assert_cmpuint (recoup_prescription_count (session), ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = recoup_prescription_new_text (session, cases[i].plan);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (recoup_prescription_get_due (session, cases[i].plan), ==, cases[i].due);
    }
}

static void
test_empty (void)
{
  g_autoptr (GVariant) session =
      g_variant_ref_sink (g_variant_new_parsed ("{'kind': <'session'>}"));
  g_autofree char *text = recoup_prescription_new_text (session, RECOUP_PLAN_DELOAD);

  g_assert_cmpstr (text, ==, "");
  g_assert_cmpuint (recoup_prescription_count (session), ==, 0);
  g_assert_cmpuint (recoup_prescription_get_due (session, RECOUP_PLAN_DELOAD), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prescription/text", test_text);
  g_test_add_func ("/prescription/empty", test_empty);
  return g_test_run ();
}
