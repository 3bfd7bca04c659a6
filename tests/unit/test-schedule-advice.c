/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions and texts, digests, and a deload. */

#include <math.h>
#include <string.h>

#include "support/schedule-desk.h"

/* What fell due while nobody was there comes as one digest. */
static void
test_digest (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T16:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.remind[RECOUP_REMINDER_ACTIVE_RECOVERY] = TRUE;
  desk.policy.remind[RECOUP_REMINDER_DIGEST] = TRUE;
  desk.tune = test_desk_tune_active;
  RecoupInstant from = desk.now;
  test_desk_run (&desk, "2026-03-24T16:05:00+01:00");
  test_desk_leave (&desk);
  test_desk_run (&desk, "2026-03-24T18:00:00+01:00");
  test_desk_expect (&desk, "");
  test_desk_come_back (&desk, from);
  test_desk_run (&desk, "2026-03-24T18:30:00+01:00");
  test_desk_expect (&desk, "18:00 record active-recovery/2026-03-24/0 digest\n"
                           "18:00 record protein/2026-03-24/2 digest\n"
                           "18:00 claim digest/2026-03-24/0\n");
  const RecoupReminder *row = test_desk_get (&desk, "digest/2026-03-24/0");
  g_assert_cmpstr (row->detail, ==, "missed protein/2026-03-24/2 active-recovery/2026-03-24/0");
  test_desk_clear (&desk);
}

static void
tune_question (RecoupState *state)
{
  state->stress = 0.6;
  state->n_ask = 1;
  state->ask[0] = RECOUP_QUESTION_S070;
}

static void
test_advice (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T12:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_ADVICE);
  desk.tune = tune_question;
  test_desk_run (&desk, "2026-03-25T12:00:00+01:00");
  test_desk_expect (&desk, "12:00 claim advice/2026-03-24/S-070\n");
  desk.tune = NULL; /* answered */
  test_desk_run (&desk, "2026-03-25T13:00:00+01:00");
  test_desk_expect (&desk, "12:00 resolve advice/2026-03-24/S-070 logged\n");
  test_desk_clear (&desk);
}

/* One text a day, and none twice a week. */
static void
test_advice_texts (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_ADVICE);
  desk.tune = test_desk_tune_stressed;
  test_desk_run (&desk, "2026-03-30T23:00:00+02:00");
  test_desk_expect (&desk, "08:00 claim advice/2026-03-24/S-033\n"
                           "08:00 resolve advice/2026-03-24/S-033 unanswered\n"
                           "08:00 claim advice/2026-03-27/S-090\n"
                           "09:00 resolve advice/2026-03-27/S-090 unanswered\n");
  test_desk_clear (&desk);
}

static void
tune_very_sore (RecoupState *state)
{
  state->groups[RECOUP_GROUP_QUADS].soreness = 7;
  state->groups[RECOUP_GROUP_GLUTES].soreness = 8;
}

static void
tune_sore_in_one (RecoupState *state)
{
  state->groups[RECOUP_GROUP_QUADS].soreness = 10;
  state->groups[RECOUP_GROUP_GLUTES].soreness = 6;
}

static void
tune_ill_and_sore (RecoupState *state)
{
  tune_very_sore (state);
  state->stress = 1;
  state->ill = TRUE;
  state->verdict = RECOUP_VERDICT_REST;
}

static void
tune_confirmed (RecoupState *state)
{
  tune_very_sore (state);
  state->stress = 1;
  state->verdict = RECOUP_VERDICT_SEE_PROFESSIONAL;
}

static void
tune_deload_day_2 (RecoupState *state)
{
  state->plan = RECOUP_PLAN_DELOAD;
  state->plan_since = state->day - 1;
}

static void
tune_deload_day_3 (RecoupState *state)
{
  state->plan = RECOUP_PLAN_DELOAD;
  state->plan_since = state->day - 2;
}

static void
tune_rebuild_day_3 (RecoupState *state)
{
  state->plan = RECOUP_PLAN_REBUILD1;
  state->plan_since = state->day - 2;
}

static void
tune_monotonous (RecoupState *state)
{
  state->monotony = 2.1;
}

static void
tune_varied (RecoupState *state)
{
  state->monotony = 2;
}

static void
tune_monotony_unknown (RecoupState *state)
{
  state->monotony = NAN;
}

static void
tune_no_rest (RecoupState *state)
{
  state->rest_in_7d = FALSE;
}

static void
tune_long_run (RecoupState *state)
{
  state->training_run_days = 6;
}

static void
tune_first_sign (RecoupState *state)
{
  RecoupReason reason = { "S-063", g_variant_ref_sink (g_variant_new ("a{sv}", NULL)) };

  g_array_append_val (state->flags, reason);
}

static void
tune_sore_late (RecoupState *state)
{
  state->sore_late = 1U << RECOUP_GROUP_CHEST;
}

/* What each suggestion needs, and what keeps it away. */
static void
test_advice_rules (void)
{
  static const struct
  {
    void (*tune) (RecoupState *state);
    const char *rule; /* NULL: nothing is said */
  } cases[] = {
    { tune_very_sore, "S-059" },
    { tune_sore_in_one, NULL },
    { tune_ill_and_sore, NULL }, /* S-108: gentle movement is not proposed, nor is a slow walk */
    { tune_confirmed, NULL },    /* likewise */
    { tune_deload_day_2, NULL },
    { tune_deload_day_3, "S-082" },
    { tune_rebuild_day_3, NULL },
    { tune_monotonous, "S-092" },
    { tune_varied, NULL },
    { tune_monotony_unknown, NULL },
    { tune_no_rest, "S-095" },
    { tune_long_run, "S-097" },
    { tune_sore_late, "S-041" },
    { tune_first_sign, "S-063" }, /* S-114: at the first of the signs */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TestDesk desk;
      g_test_message ("case %u: %s", i, cases[i].rule != NULL ? cases[i].rule : "none");
      test_desk_init (&desk, "Europe/Berlin", "2026-03-24T07:30:00+01:00");
      test_desk_only (&desk, RECOUP_REMINDER_ADVICE);
      desk.tune = cases[i].tune;
      test_desk_run (&desk, "2026-03-24T12:00:00+01:00");
      g_autofree char *expected =
          cases[i].rule != NULL
              ? g_strdup_printf ("08:00 claim advice/2026-03-24/%s\n", cases[i].rule)
              : g_strdup ("");
      test_desk_expect (&desk, expected);
      test_desk_clear (&desk);
    }
}

static void
tune_deload (RecoupState *state)
{
  state->plan = RECOUP_PLAN_DELOAD;
  state->plan_since = recoup_day_from_ymd (2026, 3, 2);
}

/* S-083: sleep and protein are the only work of a deload: their reminders do not fall silent. */
static void
test_rest_in_deload (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-02T05:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.remind[RECOUP_REMINDER_WIND_DOWN] = TRUE;
  desk.policy.meals_per_day = 2;
  desk.tune = tune_deload;
  for (guint day = 0; day < 12; day++)
    {
      g_autofree char *end = g_strdup_printf ("2026-03-%02uT04:00:00+01:00", day + 3);
      g_autofree char *protein = g_strdup_printf (" claim protein/2026-03-%02u/1", day + 2);
      g_autofree char *wind_down = g_strdup_printf (" claim wind-down/2026-03-%02u/0", day + 2);
      desk.around.last_evidence = desk.now;
      test_desk_run (&desk, end);
      g_assert_nonnull (strstr (desk.log->str, protein));
      g_assert_nonnull (strstr (desk.log->str, wind_down));
      g_string_truncate (desk.log, 0);
    }
  test_desk_clear (&desk);
}

static void
tune_due (RecoupState *state)
{
  state->plan = RECOUP_PLAN_DUE;
  state->plan_week = 6;
}

static void
test_deload (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_DELOAD);
  desk.tune = tune_due;
  test_desk_run (&desk, "2026-03-25T09:00:00+01:00");
  desk.tune = NULL;
  test_desk_run (&desk, "2026-03-26T12:00:00+01:00");
  test_desk_expect (&desk, "08:00 claim deload/2026-03-24/0\n"
                           "08:00 resolve deload/2026-03-24/0 replaced\n"
                           "08:00 claim deload/2026-03-25/0\n"
                           "09:00 resolve deload/2026-03-25/0 logged\n");
  test_desk_clear (&desk);
}

/* S-112 */
static void
test_week_digest (void)
{
  TestDesk desk;
  test_desk_init (&desk, "Europe/Berlin", "2026-03-21T05:00:00+01:00");
  test_desk_only (&desk, RECOUP_REMINDER_DIGEST);
  test_desk_run (&desk, "2026-03-24T05:00:00+01:00");
  test_desk_expect (&desk, "08:00 claim digest/2026-03-22/0\n"
                           "22:45 resolve digest/2026-03-22/0 unanswered\n");
  g_assert_cmpstr (test_desk_get (&desk, "digest/2026-03-22/0")->detail, ==, "week");
  test_desk_clear (&desk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/digest/missed", test_digest);
  g_test_add_func ("/schedule/digest/week", test_week_digest);
  g_test_add_func ("/schedule/advice/question", test_advice);
  g_test_add_func ("/schedule/advice/texts", test_advice_texts);
  g_test_add_func ("/schedule/advice/rules", test_advice_rules);
  g_test_add_func ("/schedule/rest-in-deload", test_rest_in_deload);
  g_test_add_func ("/schedule/deload", test_deload);
  return g_test_run ();
}
