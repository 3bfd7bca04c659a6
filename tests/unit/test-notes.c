/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is said beside the numbers appears when its rule applies and not otherwise. */

#include "client/notes.h"

#include <math.h>
#include <string.h>

#include "recoup/params.h"
#include "recoup/wire.h"
#include "support/locale.h"

typedef struct
{
  RecoupCtl ctl;
  RecoupState *state;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  RecoupState *state = recoup_state_new ();

  recoup_ctl_init (&fixture->ctl);
  fixture->ctl.render = (RecoupRender){ .width = 400, .utf8 = TRUE };
  state->zone = g_strdup ("UTC");
  state->day = recoup_day_from_ymd (2026, 3, 24);
  state->first_day = state->day - 30;
  state->plan_since = state->first_day;
  state->readiness_dp = state->hi_dp = 800;
  state->coverage = 90;
  state->verdict = RECOUP_VERDICT_TRAIN;
  state->sleep_min = NAN;
  state->sri = state->monotony = state->strain = NAN;
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    state->groups[i].ready_at = RECOUP_INSTANT_NONE;
  fixture->state = state;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  recoup_state_free (fixture->state);
  recoup_ctl_clear (&fixture->ctl);
}

/* What @print says of the state as it stands, without the spaces of the layout. */
static void
expect (Fixture *fixture, void (*print) (RecoupCtl *ctl, GVariant *state), const char *expected)
{
  g_autoptr (GVariant) wire = g_variant_ref_sink (recoup_wire_state (fixture->state));

  g_string_truncate (fixture->ctl.out, 0);
  print (&fixture->ctl, wire);
  g_auto (GStrv) lines = g_strsplit (fixture->ctl.out->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);
  g_autofree char *text = g_strjoinv ("\n", lines);
  g_assert_cmpstr (text, ==, expected);
}

/* S-082 on days 3 and 4 of a deload, S-089 throughout. */
static void
test_deload (Fixture *fixture, gconstpointer data)
{
  static const char *const figures =
      "What counts this week more than the weight: sleep (7 h 30 min), protein (62 of 128 g), "
      "stress (50 of 100). [S-089]\n";
  static const char *const lazy =
      "This week may feel easy by now; that is what it is for. Half the sets are enough: look "
      "after sleep and protein. [S-082]\n";
  RecoupState *state = fixture->state;
  g_autofree char *both = g_strconcat (lazy, figures, NULL);

  expect (fixture, recoup_notes_print_plan, "");
  state->plan = RECOUP_PLAN_DUE;
  expect (fixture, recoup_notes_print_plan, "");
  state->plan = RECOUP_PLAN_DELOAD;
  state->sleep_min = 450;
  state->protein_g = 62;
  state->protein_target_g = 128;
  state->stress = 0.5;
  for (gint day = 1; day <= 7; day++)
    {
      state->plan_since = state->day - day + 1;
      expect (fixture, recoup_notes_print_plan, day == 3 || day == 4 ? both : figures);
    }
}

/* S-085: a step that is a week old is held, and the account that costs most is named. */
static void
test_hold (Fixture *fixture, gconstpointer data)
{
  RecoupState *state = fixture->state;

  state->plan = RECOUP_PLAN_REBUILD2;
  state->plan_since = state->day - 6;
  state->points_dp[RECOUP_POINT_FUEL_PROTEIN] = 90;
  state->points_dp[RECOUP_POINT_SLEEP_DEBT] = 60;
  state->points_dp[RECOUP_POINT_SLEEP_LAST] = 40;
  expect (fixture, recoup_notes_print_plan, "");
  state->plan_since--;
  expect (fixture, recoup_notes_print_plan,
          "This step waits: a muscle group was sore on four of the last seven days. Most is lost "
          "to sleep now (10.0 points). [S-085]\n");
}

/* S-057 comes with S-056 only. */
static void
test_signs (Fixture *fixture, gconstpointer data)
{
  fixture->state->points_dp[RECOUP_POINT_STRESS_LIFE] = 45;
  recoup_params_append (fixture->state->flags, "S-060",
                        recoup_params_integers ("days", 5, NULL, 0));
  expect (fixture, recoup_notes_print_signs, "");
  recoup_params_append (fixture->state->flags, "S-056",
                        recoup_params_groups ("groups", 1U << RECOUP_GROUP_QUADS));
  expect (fixture, recoup_notes_print_signs,
          "Look at stress (4.5 points) first, then sleep (0.0 points), then protein (0.0 points). "
          "[S-057]\n");
}

/* S-014: known days only, and nothing when there is none. */
static void
test_week (Fixture *fixture, gconstpointer data)
{
  expect (fixture, recoup_notes_print_week, "");
  fixture->state->adherence7 = 4;
  fixture->state->adherence7_known = 5;
  expect (fixture, recoup_notes_print_week,
          "Last week Sleep of 7 h and protein in full on 4 of 5 known days. [S-014]\n");
}

/* S-047, and only where the verdict allows training and rests on enough; S-051. */
static void
test_groups (Fixture *fixture, gconstpointer data)
{
  static const char *const record = "Ready for a record, by your log: back, lower back [S-047]\n";
  static const char *const pain =
      "Sharp or joint pain: rest this area; if it lasts or worsens, see a professional. [S-051]\n";
  RecoupState *state = fixture->state;

  state->groups[RECOUP_GROUP_BACK].record = TRUE;
  state->groups[RECOUP_GROUP_LOWER_BACK].record = TRUE;
  for (RecoupVerdict verdict = 0; verdict < RECOUP_N_VERDICTS; verdict++)
    {
      state->verdict = verdict;
      expect (fixture, recoup_notes_print_groups,
              verdict == RECOUP_VERDICT_TRAIN || verdict == RECOUP_VERDICT_TRAIN_OTHER ? record
                                                                                       : "");
    }
  state->verdict = RECOUP_VERDICT_TRAIN;
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    if (!state->groups[i].record)
      state->groups[i].why = RECOUP_WHY_FATIGUE;
  expect (fixture, recoup_notes_print_groups,
          "By your log these are ready for a record too. [S-047]\n");
  state->coverage = 49;
  expect (fixture, recoup_notes_print_groups, "");
  state->groups[RECOUP_GROUP_QUADS].why = RECOUP_PAIN_FORM;
  expect (fixture, recoup_notes_print_groups, "");
  state->groups[RECOUP_GROUP_QUADS].why = RECOUP_PAIN_JOINT | RECOUP_WHY_FATIGUE;
  expect (fixture, recoup_notes_print_groups, pain);
  state->groups[RECOUP_GROUP_QUADS].why = RECOUP_PAIN_SHARP;
  expect (fixture, recoup_notes_print_groups, pain);
}

/* S-105: the price of cold is told on a day with a session, and not otherwise. */
static void
test_cold (Fixture *fixture, gconstpointer data)
{
  static const char *const activities[] = { "cold", "walk" };

  for (guint i = 0; i < G_N_ELEMENTS (activities); i++)
    for (guint sessions = 0; sessions < 2; sessions++)
      {
        fixture->state->sessions = sessions;
        g_autoptr (GVariant) wire = g_variant_ref_sink (recoup_wire_state (fixture->state));
        g_autoptr (GVariant) entry = g_variant_ref_sink (
            g_variant_new_parsed ("{'kind': <'recovery'>, 'activity': <%s>}", activities[i]));
        g_string_truncate (fixture->ctl.out, 0);
        recoup_notes_print_entry (&fixture->ctl, entry, wire);
        g_assert_cmpint (strstr (fixture->ctl.out->str, "[S-105]") != NULL, ==,
                         i == 0 && sessions == 1);
      }
}

/* The first run says what recoup is; later the feeling has the last word. */
static void
test_safety (Fixture *fixture, gconstpointer data)
{
  RecoupState *state = fixture->state;

  expect (fixture, recoup_notes_print_safety,
          "Where number and feeling disagree, the feeling wins.\n");
  state->first_day = state->day;
  expect (fixture, recoup_notes_print_safety,
          "Where number and feeling disagree, the feeling wins.\n");
  state->coverage = 0;
  expect (fixture, recoup_notes_print_safety,
          "recoup keeps a diary and does arithmetic. It does not diagnose, treat or predict "
          "injury. Its defaults are for adults, and where medical advice differs, follow that.\n"
          "With chest pain, fainting or breathlessness, stop and seek emergency care: that is "
          "outside of what recoup knows.\n");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_take_plain_locale ();
  ADD ("/notes/deload", test_deload);
  ADD ("/notes/hold", test_hold);
  ADD ("/notes/signs", test_signs);
  ADD ("/notes/week", test_week);
  ADD ("/notes/groups", test_groups);
  ADD ("/notes/cold", test_cold);
  ADD ("/notes/safety", test_safety);
  return g_test_run ();
}
