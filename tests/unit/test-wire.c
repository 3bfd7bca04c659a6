/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the bus carries: names, types and what is left out; settings all or nothing; depth. */

#include "recoup/wire.h"

#include <math.h>

#include "recoup/error.h"

#define NOW G_GINT64_CONSTANT (1741608000000000) /* 2025-03-10T12:00:00Z */

/* Printed form of one value of @dict with its types, "-" when the key is absent: (transfer full).
 */
static char *
print_key (GVariant *dict, const char *key)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dict, key, NULL);
  return value == NULL ? g_strdup ("-") : g_variant_print (value, TRUE);
}

static void
assert_key (GVariant *dict, const char *key, const char *expected)
{
  g_autofree char *text = print_key (dict, key);
  g_test_message ("%s", key);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_keys (GVariant *dict, const char *expected)
{
  GString *keys = g_string_new (NULL);
  gsize n = g_variant_n_children (dict);

  for (gsize i = 0; i < n; i++)
    {
      const char *key = NULL;
      g_variant_get_child (dict, i, "{&sv}", &key, NULL);
      g_string_append_printf (keys, "%s%s", i == 0 ? "" : " ", key);
    }
  g_assert_cmpstr (keys->str, ==, expected);
  g_string_free (keys, TRUE);
}

static GVariant *
child (GVariant *dict, const char *key)
{
  GVariant *value = g_variant_lookup_value (dict, key, NULL);
  g_assert_nonnull (value);
  return value;
}

static void
add_reason (GArray *reasons, const char *rule, GVariant *params)
{
  RecoupReason reason = { .rule = rule, .params = params };

  if (params != NULL)
    g_variant_ref_sink (params);
  g_array_append_val (reasons, reason);
}

static RecoupState *
make_state (void)
{
  RecoupState *state = recoup_state_new ();

  state->now = NOW;
  state->zone = g_strdup ("Europe/Paris");
  state->day = recoup_day_from_ymd (2025, 3, 10);
  state->first_day = recoup_day_from_ymd (2025, 1, 6);
  state->readiness_dp = 713;
  state->lo_dp = 620;
  state->hi_dp = 790;
  state->coverage = 84;
  state->points_dp[RECOUP_POINT_SLEEP_DEBT] = 83;
  state->points_dp[RECOUP_POINT_TISSUE_TOP3] = 204;
  state->sleep_debt_h = -1.99996;
  state->fuel_shortfall = 0.12344;
  state->stress = 1 / 3.0;
  state->acute = 19.76945;
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    state->groups[i].ready_at = RECOUP_INSTANT_NONE;
  state->groups[RECOUP_GROUP_QUADS] = (RecoupGroupState){
    .usual = 6.0186,
    .unaccustomed = 1,
    .soreness = 2,
    .pain = RECOUP_PAIN_FORM | RECOUP_PAIN_SHARP,
    .why = RECOUP_PAIN_SHARP | RECOUP_WHY_FATIGUE | RECOUP_WHY_SORENESS,
    .ready_at = NOW + RECOUP_USEC_PER_HOUR,
  };
  state->verdict = RECOUP_VERDICT_TRAIN_OTHER;
  state->severity = 1;
  add_reason (state->reasons, "R-55", g_variant_new_parsed ("{'readiness': <71.3>}"));
  add_reason (state->reasons, "S-054", NULL);
  add_reason (state->flags, "S-060", g_variant_new_parsed ("{'days': <int64 5>}"));
  state->n_ask = 2;
  state->ask[0] = RECOUP_QUESTION_X077;
  state->ask[1] = RECOUP_QUESTION_S070;
  state->plan = RECOUP_PLAN_DELOAD;
  state->plan_week = 1;
  state->plan_since = recoup_day_from_ymd (2025, 3, 8);
  state->planned =
      (RecoupPlannedDay){ .n = 2, .items = { RECOUP_GROUP_QUADS, RECOUP_PLANNED_HIIT } };
  state->protein_target_g = 128;
  state->sleep_min = NAN;
  state->lights_out = NOW + 10 * RECOUP_USEC_PER_HOUR;
  state->screens_dim = NOW + 9 * RECOUP_USEC_PER_HOUR;
  state->extra_min = 12;
  state->n_slots = 2;
  state->slots[0] = NOW;
  state->slots[1] = NOW + RECOUP_USEC_PER_HOUR;
  state->per_slot_g = 43;
  state->remaining_slots = 1;
  state->sri = NAN;
  state->monotony = NAN;
  state->strain = 1200.5;
  g_ptr_array_add (state->progress, g_strdup ("squat"));
  return state;
}

static void
test_state (void)
{
  g_autoptr (RecoupState) state = make_state ();
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_wire_state (state));

  assert_keys (dict,
               "model now zone day first_day readiness points balances verdict severity reasons "
               "flags ask confirmed plan today bedtime protein metrics unmapped");
  assert_key (dict, "model", "int64 1");
  assert_key (dict, "now", "int64 1741608000000000");
  assert_key (dict, "zone", "'Europe/Paris'");
  assert_key (dict, "day", "'2025-03-10'");
  assert_key (dict, "first_day", "'2025-01-06'");
  assert_key (dict, "readiness",
              "{'point': <71.299999999999997>, 'lo': <62.0>, 'hi': <79.0>, 'coverage': <int64 84>, "
              "'known': <@as []>}");
  assert_key (dict, "verdict", "'train_other'");
  assert_key (dict, "severity", "int64 1");
  assert_key (dict, "reasons",
              "[{'rule': <'R-55'>, 'params': <{'readiness': <71.299999999999997>}>}, {'rule': "
              "<'S-054'>, 'params': <@a{sv} {}>}]");
  assert_key (dict, "flags", "[{'rule': <'S-060'>, 'params': <{'days': <int64 5>}>}]");
  assert_key (dict, "ask", "['X-077', 'S-070']");
  assert_key (dict, "confirmed", "@as []");
  assert_key (dict, "plan",
              "{'state': <'DELOAD'>, 'week': <int64 1>, 'since': <'2025-03-08'>, 'set_factor': "
              "<'1/2'>}");
  assert_key (
      dict, "today",
      "{'planned': <['quads', 'hiit']>, 'protein_g': <0.0>, 'protein_target_g': <int64 128>, "
      "'sessions': <int64 0>, 'load': <0.0>, 'load_estimated': <false>, 'ill': <false>}");
  assert_key (dict, "bedtime",
              "{'lights_out': <int64 1741644000000000>, 'screens_dim': <int64 1741640400000000>, "
              "'extra_min': <int64 12>, 'why': <['S-011', 'M-06']>}");
  assert_key (dict, "protein",
              "{'times': <[int64 1741608000000000, 1741611600000000]>, 'per_slot_g': <int64 43>, "
              "'remaining_slots': <int64 1>, 'above_0_55': <false>}");
  assert_key (dict, "metrics",
              "{'strain': <1200.5>, 'acute': <19.769500000000001>, 'chronic': <0.0>, 'adherence7': "
              "<int64 0>, 'adherence7_known': <int64 0>, 'progress': <['squat']>}");
  assert_key (dict, "unmapped", "@as []");
}

static void
test_state_balances (void)
{
  g_autoptr (RecoupState) state = make_state ();
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_wire_state (state));
  g_autoptr (GVariant) balances = child (dict, "balances");
  g_autoptr (GVariant) groups = child (balances, "groups");

  assert_keys (balances, "sleep_debt_h fuel_shortfall stress mood fatigue acute chronic groups");
  assert_key (balances, "sleep_debt_h", "-2.0");
  assert_key (balances, "fuel_shortfall", "0.1234");
  assert_key (balances, "stress", "0.33329999999999999");
  assert_keys (groups, "chest back shoulders biceps triceps forearms abs lower_back glutes quads "
                       "hamstrings calves");
  assert_key (
      groups, "chest",
      "{'usual': <0.0>, 'unaccustomed': <0.0>, 'fatigue': <0.0>, 'soreness': <0.0>, 'pain': "
      "<@as []>, 'blocked': <false>, 'why': <@as []>, 'record': <false>}");
  assert_key (groups, "quads",
              "{'usual': <6.0186000000000002>, 'unaccustomed': <1.0>, 'fatigue': "
              "<7.0186000000000002>, 'soreness': <2.0>, 'pain': <['sharp', 'form']>, 'blocked': "
              "<true>, 'why': <['sharp', 'soreness', 'fatigue']>, 'ready_at': <int64 "
              "1741611600000000>, 'record': <false>}");
}

static void
test_state_points (void)
{
  g_autoptr (RecoupState) state = make_state ();
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_wire_state (state));
  g_autoptr (GVariant) points = child (dict, "points");
  g_autoptr (GVariant) first = g_variant_get_child_value (points, 0);
  double sum = 0;

  g_assert_cmpuint (g_variant_n_children (points), ==, RECOUP_N_POINTS);
  assert_keys (first, "key account points cap rules");
  assert_key (first, "key", "'sleep.debt'");
  assert_key (first, "account", "'sleep'");
  assert_key (first, "points", "8.3000000000000007");
  assert_key (first, "cap", "22.0");
  assert_key (first, "rules", "['S-011', 'M-06']");
  for (gsize i = 0; i < RECOUP_N_POINTS; i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (points, i);
      double cost = 0;
      g_assert_true (g_variant_lookup (row, "points", "d", &cost));
      sum += cost;
    }
  g_assert_cmpfloat_with_epsilon (sum + 71.3, 100, 1e-9);
}

/* What nobody knows is not there, rather than there as a number. */
static void
test_state_unknown (void)
{
  g_autoptr (RecoupState) state = make_state ();
  state->lights_out_moved = TRUE;
  state->extra_min = 0;
  state->lights_out = RECOUP_INSTANT_NONE;
  state->plan_since = RECOUP_DAY_NONE;
  state->sleep_min = 431.25;
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_wire_state (state));
  g_autoptr (GVariant) bedtime = child (dict, "bedtime");
  g_autoptr (GVariant) today = child (dict, "today");
  g_autoptr (GVariant) plan = child (dict, "plan");

  assert_keys (bedtime, "screens_dim extra_min why");
  assert_key (bedtime, "why", "['S-011', 'S-016']");
  assert_key (today, "sleep_min", "431.25");
  assert_keys (plan, "state week set_factor");
}

/* What is switched off is not there either. */
static void
test_state_off (void)
{
  g_autoptr (RecoupState) state = make_state ();
  state->off_accounts = (1U << RECOUP_N_ACCOUNTS) - 1;
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_wire_state (state));
  g_autoptr (GVariant) readiness = child (dict, "readiness");
  g_autoptr (GVariant) balances = child (dict, "balances");
  g_autoptr (GVariant) groups = child (balances, "groups");
  g_autoptr (GVariant) quads = child (groups, "quads");
  g_autoptr (GVariant) today = child (dict, "today");
  g_autoptr (GVariant) bedtime = child (dict, "bedtime");
  g_autoptr (GVariant) protein = child (dict, "protein");
  g_autoptr (GVariant) metrics = child (dict, "metrics");

  assert_key (readiness, "off", "['sleep', 'fuel', 'stress', 'tissue', 'load', 'autonomic']");
  assert_keys (balances, "groups");
  g_assert_false (g_variant_lookup (quads, "soreness", "d", NULL));
  g_assert_false (g_variant_lookup (quads, "fatigue", "d", NULL));
  assert_keys (today, "planned sessions ill");
  assert_keys (bedtime, "why");
  assert_keys (protein, "");
  g_assert_false (g_variant_lookup (metrics, "adherence7", "x", NULL));
  g_assert_false (g_variant_lookup (metrics, "acute", "d", NULL));
}

static void
test_ledger (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (RecoupLedgerRow));
  char id[] = "0b0e7a52-4a3d-4d0e-8a55-0d2b7f1c9e01";
  RecoupLedgerRow work = { .day = recoup_day_from_ymd (2025, 3, 10),
                           .account = RECOUP_ACCOUNT_TISSUE,
                           .entry = id,
                           .what = "set-work",
                           .group = "quads",
                           .amount = 3.35,
                           .unit = "percent",
                           .balance = 10.123456,
                           .points_dp = 15,
                           .rule = "S-040" };
  RecoupLedgerRow told = { .day = recoup_day_from_ymd (2025, 3, 10),
                           .account = RECOUP_ACCOUNT_LOAD,
                           .what = "load",
                           .amount = NAN,
                           .unit = "RPE min",
                           .balance = 20,
                           .points_dp = -1,
                           .rule = "M-01" };

  g_array_append_val (rows, work);
  g_array_append_val (rows, told);
  g_autoptr (GVariant) list = g_variant_ref_sink (recoup_wire_ledger (rows));
  g_autofree char *text = g_variant_print (list, TRUE);
  g_assert_cmpstr (
      text, ==,
      "[{'day': <'2025-03-10'>, 'account': <'tissue'>, 'entry': "
      "<'0b0e7a52-4a3d-4d0e-8a55-0d2b7f1c9e01'>, 'what': <'set-work'>, 'group': <'quads'>, "
      "'amount': <3.3500000000000001>, 'unit': <'percent'>, 'balance': <10.1235>, 'points': <1.5>, "
      "'rule': <'S-040'>, 'source': <'PlateauBreaker: why sore is not always better; M-08'>}, "
      "{'day': "
      "<'2025-03-10'>, 'account': <'load'>, 'what': <'load'>, 'unit': <'RPE min'>, 'balance': "
      "<20.0>, 'rule': <'M-01'>, 'source': <'Foster 2001, J Strength Cond Res 15:109'>}]");

  g_array_set_size (rows, 0);
  g_autoptr (GVariant) empty = g_variant_ref_sink (recoup_wire_ledger (rows));
  g_assert_cmpstr (g_variant_get_type_string (empty), ==, "aa{sv}");
}

static void
test_reminder (void)
{
  RecoupReminder reminder = {
    .key = (char *) "protein/2025-03-10/2", /* not freed here */
    .kind = RECOUP_REMINDER_PROTEIN,
    .day = recoup_day_from_ymd (2025, 3, 10),
    .state = RECOUP_REMINDER_SNOOZED,
    .due = NOW,
    .valid_until = NOW + RECOUP_USEC_PER_HOUR,
    .until = NOW + RECOUP_USEC_PER_MIN,
    .snoozes = 1,
    .claimed_at = NOW,
    .shown_at = NOW,
    .resolved_at = RECOUP_INSTANT_NONE,
    .held_since = RECOUP_INSTANT_NONE,
    .grams = 31,
    .amount = 62,
    .portions = 2,
    .rules = { "S-020", NULL },
  };
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_wire_reminder (&reminder));

  assert_keys (dict,
               "id kind day state due valid_until until snoozes claimed_at shown_at seen grams "
               "amount portions reason");
  assert_key (dict, "id", "'protein/2025-03-10/2'");
  assert_key (dict, "kind", "'protein'");
  assert_key (dict, "state", "'snoozed'");
  assert_key (dict, "until", "int64 1741608060000000");
  assert_key (dict, "grams", "int64 31");
  assert_key (dict, "reason", "['S-020']");
}

static void
test_setting (void)
{
  g_autoptr (GVariant) dict =
      g_variant_ref_sink (recoup_wire_setting (recoup_policy_find_setting ("sleep_need_min")));

  assert_keys (dict, "key group type default range unit doc");
  assert_key (dict, "key", "'sleep_need_min'");
  assert_key (dict, "range", "'420 to 540 min'");
  assert_key (dict, "default", "'480'");
}

static void
test_policy (void)
{
  RecoupPolicy policy;
  RecoupPolicy again;
  g_autoptr (GError) error = NULL;

  recoup_policy_init (&policy);
  recoup_policy_init (&again);
  policy.sleep_need_min = 500;
  policy.remind[RECOUP_REMINDER_ADVICE] = FALSE;
  policy.week[2] = (RecoupPlannedDay){ .n = 1, .items = { RECOUP_PLANNED_REST } };
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_wire_policy (&policy));
  assert_key (dict, "sleep_need_min", "'500'");
  assert_key (dict, "remind_advice", "'off'");
  assert_key (dict, "week", "'wed:rest'");
  g_assert_true (recoup_wire_policy_apply (&again, dict, &error));
  g_assert_no_error (error);
  g_assert_true (recoup_policy_equal (&policy, &again));
}

/* Nothing of what is refused sticks, however much of it was good. */
static void
test_policy_refused (void)
{
  static const struct
  {
    const char *dict;
    RecoupError code;
    const char *message;
  } cases[] = {
    { "{'later_min': <'10'>, 'privacy': <'off'>}", RECOUP_ERROR_INVALID_ARGUMENT,
      "‘privacy’ must be full, locked, neutral, got ‘off’" },
    { "{'later_min': <'10'>, 'min_gap_min': <'61'>}", RECOUP_ERROR_OUT_OF_RANGE,
      "‘min_gap_min’ must be 0 to 60 min, got ‘61’" },
    { "{'later_min': <'10'>, 'bedtime': <'x'>}", RECOUP_ERROR_NOT_FOUND,
      "No setting is called ‘bedtime’" },
    { "{'later_min': <int64 10>}", RECOUP_ERROR_INVALID_ARGUMENT,
      "‘later_min’ must be a text, got a value of type ‘x’" },
    { "{'later_min': <'10'>, 'quiet_from': <'22:00'>}", RECOUP_ERROR_INVALID_ARGUMENT,
      "‘quiet_from’ and ‘quiet_until’ must be two different times or both empty, got ‘22:00’ and "
      "‘’" },
    { "{'later_min': <'10'>, 'wake': <'16:00'>}", RECOUP_ERROR_INVALID_ARGUMENT,
      "‘day_start’ must be 07:46 to 11:59, between lights out and ‘wake’ (16:00), got ‘04:00’; set "
      "day_start=11:00 with it" },
    { "['later_min']", RECOUP_ERROR_INVALID_ARGUMENT,
      "Settings must be texts by key, got a value of another type" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecoupPolicy policy;
      RecoupPolicy defaults;
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) dict = g_variant_parse (NULL, cases[i].dict, NULL, NULL, &error);
      g_assert_no_error (error);
      recoup_policy_init (&policy);
      recoup_policy_init (&defaults);
      g_test_message ("%s", cases[i].dict);
      g_assert_false (recoup_wire_policy_apply (&policy, dict, &error));
      g_assert_error (error, RECOUP_ERROR, (gint) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_true (recoup_policy_equal (&policy, &defaults));
    }
}

/* Settings that fit only together are taken together, in whatever order they stand. */
static void
test_policy_together (void)
{
  static const char *const cases[] = { "{'wake': <'16:00'>, 'day_start': <'11:00'>}",
                                       "{'day_start': <'11:00'>, 'wake': <'16:00'>}" };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecoupPolicy policy;
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) dict = g_variant_parse (NULL, cases[i], NULL, NULL, &error);
      g_assert_no_error (error);
      recoup_policy_init (&policy);
      g_assert_true (recoup_wire_policy_apply (&policy, dict, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (policy.day_start_min, ==, 660);
    }
}

static void
test_depth (void)
{
  static const struct
  {
    const char *text;
    guint depth;
  } cases[] = {
    { "1", 0 },
    { "<1>", 0 },
    { "<<1>>", 1 },
    { "<<<1>>>", 2 },
    { "@as []", 1 },
    { "@aas []", 2 }, /* the type tells, full or not */
    { "@av []", 1 },
    { "[<1>]", 1 },
    { "[<[<1>]>]", 2 },
    { "()", 1 },
    { "(1, (2, (3, 4)))", 3 },
    { "(<1>, <(<2>,)>)", 2 },
    { "@a{sv} {}", 1 },
    { "{'a': <1>}", 1 },
    { "{'a': <{'b': <{'c': <1>}>}>}", 3 },
    { "{1: {2: 3}}", 2 },
    { "@mmi just 1", 2 },
    { "{'kind': <'session'>, 'sets': <[{'groups': <{'quads': <1.0>}>}]>}", 4 },
    { "[{'kind': <'session'>, 'sets': <[{'groups': <{'quads': <1.0>}>}]>}]", 5 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) variant = g_variant_parse (NULL, cases[i].text, NULL, NULL, &error);
      g_assert_no_error (error);
      g_test_message ("%s", cases[i].text);
      g_assert_true (recoup_wire_is_shallow (variant, cases[i].depth));
      g_assert_true (recoup_wire_is_shallow (variant, cases[i].depth + 1));
      if (cases[i].depth > 0)
        g_assert_false (recoup_wire_is_shallow (variant, cases[i].depth - 1));
    }
}

static void
test_depth_hostile (void)
{
  g_autoptr (GVariant) nested = g_variant_ref_sink (g_variant_new_int64 (1));

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GVariant) outer = g_variant_ref_sink (g_variant_new_variant (nested));
      g_variant_unref (nested);
      nested = g_steal_pointer (&outer);
    }
  g_assert_false (recoup_wire_is_shallow (nested, 4));
  g_assert_true (recoup_wire_is_shallow (nested, 59));

  /* A million empty tuples are not looked at one by one. */
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (1 << 20), 1 << 20);
  g_autoptr (GVariant) many =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("a()"), bytes, FALSE));
  g_assert_cmpuint (g_variant_n_children (many), ==, 1 << 20);
  g_assert_true (recoup_wire_is_shallow (many, 2));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/state", test_state);
  g_test_add_func ("/wire/state/balances", test_state_balances);
  g_test_add_func ("/wire/state/points", test_state_points);
  g_test_add_func ("/wire/state/unknown", test_state_unknown);
  g_test_add_func ("/wire/state/off", test_state_off);
  g_test_add_func ("/wire/ledger", test_ledger);
  g_test_add_func ("/wire/reminder", test_reminder);
  g_test_add_func ("/wire/setting", test_setting);
  g_test_add_func ("/wire/policy", test_policy);
  g_test_add_func ("/wire/policy/refused", test_policy_refused);
  g_test_add_func ("/wire/policy/together", test_policy_together);
  g_test_add_func ("/wire/depth", test_depth);
  g_test_add_func ("/wire/depth/hostile", test_depth_hostile);
  return g_test_run ();
}
