/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which session is the usual one of a title, and for some muscle groups. */

#include "client/usual.h"

#include "client/dict.h"
#include "client/prescription.h"

/* A session of sets "exercise" or "exercise:warmup", separated by spaces. */
static GVariant *
make (const char *title, const char *exercises)
{
  g_auto (GStrv) words = g_strsplit (exercises, " ", -1);
  GVariantBuilder sets = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  GVariantDict session;

  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], ":", 2);
      GVariantDict set;
      g_variant_dict_init (&set, NULL);
      g_variant_dict_insert (&set, "exercise", "s", parts[0]);
      g_variant_dict_insert (&set, "warmup", "b", parts[1] != NULL);
      g_variant_builder_add_value (&sets, g_variant_dict_end (&set));
    }
  g_variant_dict_init (&session, NULL);
  if (title != NULL)
    g_variant_dict_insert (&session, "title", "s", title);
  g_variant_dict_insert_value (&session, "sets", g_variant_builder_end (&sets));
  return g_variant_ref_sink (g_variant_dict_end (&session));
}

static void
add (GPtrArray *usual, const char *title, const char *exercises)
{
  g_autoptr (GVariant) session = make (title, exercises);

  recoup_usual_add (usual, session);
}

/* The last of each title, however it is spelled; without titles, of each mix of groups. */
static void
test_titles (void)
{
  g_autoptr (GPtrArray) usual = recoup_usual_new ();

  add (usual, "Legs", "squat squat squat");
  add (usual, NULL, "curl");
  add (usual, " LEGS ", "squat leg-curl");
  add (usual, NULL, "bench-press bench-press");
  add (usual, "", "preacher-curl hammer-curl");
  add (usual, "Talk", "");
  add (usual, "Warm", "squat:warmup");
  g_assert_cmpuint (usual->len, ==, 3);

  static const struct
  {
    const char *title;
    const char *exercises;
    guint sets; /* of the usual session that is found, 0 for none */
  } cases[] = {
    { "legs", "deadlift", 2 }, { NULL, "curl", 2 }, { "", "push-up", 2 },   { NULL, "plank", 0 },
    { "Curls", "curl", 0 },    { "Talk", "", 0 },   { "Warm", "squat", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) session = make (cases[i].title, cases[i].exercises);
      GVariant *found = recoup_usual_find_like (usual, session);
      g_test_message ("%s: %s", cases[i].title, cases[i].exercises);
      g_assert_cmpuint (found != NULL ? recoup_prescription_count (found) : 0, ==, cases[i].sets);
    }
}

#define BIT(group) (1U << RECOUP_GROUP_##group)

/* Of the groups that are planned most, of others least; what is only helped along does not count.
 */
static void
test_groups (void)
{
  static const struct
  {
    guint groups;
    const char *title;
  } cases[] = {
    { BIT (QUADS) | BIT (GLUTES), "Legs" },
    { BIT (CHEST), "Push" },
    { BIT (CHEST) | BIT (BACK) | BIT (BICEPS) | BIT (ABS), "Pull" },
    { BIT (TRICEPS), NULL },
    { BIT (CALVES) | BIT (CHEST), "Push" },
    { BIT (ABS), "Own" },
    { 0, NULL },
  };
  g_autoptr (GPtrArray) usual = recoup_usual_new ();

  add (usual, "Legs", "squat lunge");
  add (usual, "Push", "bench-press");
  add (usual, "Pull", "row curl");
  add (usual, "Old legs", "squat calf-raise");
  g_autoptr (GVariant) own = g_variant_ref_sink (g_variant_new_parsed (
      "{'title': <'Own'>, 'sets': <[{'exercise': <'squat'>, 'groups': <{'abs': <1.0>, 'quads': "
      "<0.5>}>}]>}"));
  recoup_usual_add (usual, own);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GVariant *found = recoup_usual_find_for (usual, cases[i].groups);
      g_assert_cmpstr (found != NULL ? recoup_dict_string (found, "title") : NULL, ==,
                       cases[i].title);
    }
  g_autoptr (GPtrArray) none = recoup_usual_new ();
  g_assert_null (recoup_usual_find_for (none, BIT (CHEST)));
}

static void
test_reduced (void)
{
  static const gboolean reduced[RECOUP_N_PLAN_STATES] = {
    [RECOUP_PLAN_DELOAD] = TRUE,
    [RECOUP_PLAN_REBUILD1] = TRUE,
    [RECOUP_PLAN_REBUILD2] = TRUE,
  };

  for (guint i = 0; i < RECOUP_N_PLAN_STATES; i++)
    g_assert_cmpint (recoup_usual_is_reduced ((RecoupPlanState) i), ==, reduced[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/usual/titles", test_titles);
  g_test_add_func ("/usual/groups", test_groups);
  g_test_add_func ("/usual/reduced", test_reduced);
  return g_test_run ();
}
