/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a deload and a rebuild leave of a session, as the plan prints it. */

#include "client/prescription.h"
#include "support/locale.h"

#define CURL  "{'exercise': <'Leg curl'>, 'reps': <int64 10>}"
#define PLANK "{'exercise': <'plank'>, 'duration_s': <60.0>}"

/* Two exercises in turn, three of one with a warm-up, held work, and sets of which nothing is said.
 */
static GVariant *
make_session (void)
{
  return g_variant_ref_sink (g_variant_new_parsed (
      "{'kind': <'session'>, 'sets': <[{'exercise': <'squat'>, 'warmup': <true>, 'load_kg': "
      "<40.0>}, {'exercise': <'Squat'>, 'reps': <int64 5>, 'load_kg': <100.0>}, " CURL
      ", {'exercise': <'squat'>, 'warmup': <false>, 'reps': <int64 3>, 'load_kg': <102.5>}, "
      "{'exercise': <' SQUAT'>}, " CURL ", " PLANK ", {'exercise': <'shrug'>}]>}"));
}

/* S-081, S-084: by exercise, whatever the spelling and order; warm-ups do not count. Weights and
 * repetitions stay. */
static void
test_text (void)
{
  static const struct
  {
    RecoupPlanState plan;
    const char *text;
    guint due;
  } cases[] = {
    { RECOUP_PLAN_NORMAL,
      "Squat 3×3 to 5 at 100 to 102.5 kg; Leg curl 2×10; plank 1×60 s; shrug 1 set", 7 },
    { RECOUP_PLAN_DELOAD,
      "Squat 3×3 to 5 → 2×3 to 5 at 100 to 102.5 kg; Leg curl 2×10 → 1×10; plank 1×60 s; shrug 1 "
      "set",
      5 },
    { RECOUP_PLAN_REBUILD1,
      "Squat 3×3 to 5 → 2×3 to 5 at 100 to 102.5 kg; Leg curl 2×10; plank 1×60 s; shrug 1 set", 6 },
    { RECOUP_PLAN_REBUILD2,
      "Squat 3×3 to 5 at 100 to 102.5 kg; Leg curl 2×10; plank 1×60 s; shrug 1 set", 7 },
  };
  g_autoptr (GVariant) session = make_session ();

  g_assert_cmpuint (recoup_prescription_count (session), ==, 7);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = recoup_prescription_new_text (session, cases[i].plan);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (recoup_prescription_get_due (session, cases[i].plan), ==, cases[i].due);
    }
}

/* The issue's own example: 4 x 10 becomes 2 x 10, same weight. */
static void
test_published (void)
{
  g_autoptr (GVariant) session = g_variant_ref_sink (g_variant_new_parsed (
      "{'sets': <[{'exercise': <'row'>, 'reps': <int64 10>, 'load_kg': <60.0>}, {'exercise': "
      "<'row'>, 'reps': <int64 10>, 'load_kg': <60.0>}, {'exercise': <'row'>, 'reps': <int64 10>, "
      "'load_kg': <60.0>}, {'exercise': <'row'>, 'reps': <int64 10>, 'load_kg': <60.0>}]>}"));
  g_autofree char *text = recoup_prescription_new_text (session, RECOUP_PLAN_DELOAD);

  g_assert_cmpstr (text, ==, "row 4×10 → 2×10 at 60 kg");
}

/* As values: what is left of each exercise, and its first sets. */
static void
test_values (void)
{
  g_autoptr (GVariant) session = make_session ();
  g_autoptr (GVariant) rows =
      g_variant_ref_sink (recoup_prescription_new_rows (session, RECOUP_PLAN_DELOAD));
  g_autoptr (GVariant) sets =
      g_variant_ref_sink (recoup_prescription_new_sets (session, RECOUP_PLAN_DELOAD));
  g_autoptr (GVariant) expected_rows = g_variant_ref_sink (g_variant_new_parsed (
      "[{'exercise': <'Squat'>, 'usual_sets': <int64 3>, 'sets': <int64 2>, 'reps': <[int64 3, "
      "5]>, "
      "'load_kg': <[100.0, 102.5]>}, {'exercise': <'Leg curl'>, 'usual_sets': <int64 2>, 'sets': "
      "<int64 1>, 'reps': <[int64 10, 10]>}, {'exercise': <'plank'>, 'usual_sets': <int64 1>, "
      "'sets': <int64 1>, 'duration_s': <[60.0, 60.0]>}, {'exercise': <'shrug'>, 'usual_sets': "
      "<int64 1>, 'sets': <int64 1>}]"));
  g_autoptr (GVariant) expected_sets = g_variant_ref_sink (g_variant_new_parsed (
      "[{'exercise': <'squat'>, 'warmup': <true>, 'load_kg': <40.0>}, {'exercise': <'Squat'>, "
      "'reps': <int64 5>, 'load_kg': <100.0>}, " CURL
      ", {'exercise': <'squat'>, 'warmup': <false>, "
      "'reps': <int64 3>, 'load_kg': <102.5>}, " PLANK ", {'exercise': <'shrug'>}]"));

  g_assert_cmpuint (g_variant_n_children (rows), ==, g_variant_n_children (expected_rows));
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      g_autoptr (GVariant) expected = g_variant_get_child_value (expected_rows, i);
      GVariantIter iter;
      const char *key = NULL;
      GVariant *value = NULL;
      g_assert_cmpuint (g_variant_n_children (row), ==, g_variant_n_children (expected));
      g_variant_iter_init (&iter, expected);
      while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
        {
          g_autoptr (GVariant) found = g_variant_lookup_value (row, key, NULL);
          g_assert_nonnull (found);
          g_assert_true (g_variant_equal (found, value));
        }
    }
  g_assert_true (g_variant_equal (sets, expected_sets));
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
  test_take_plain_locale ();
  g_test_add_func ("/prescription/text", test_text);
  g_test_add_func ("/prescription/published", test_published);
  g_test_add_func ("/prescription/values", test_values);
  g_test_add_func ("/prescription/empty", test_empty);
  return g_test_run ();
}
