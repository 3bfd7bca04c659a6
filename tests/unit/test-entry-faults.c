/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an entry may not be: every fault, its code and its words. */

#include <string.h>

#include "support/entry-texts.h"

#define SET(pairs) \
  "'start': " T_NOON ", 'sets': <[{'exercise': <'squat'>, 'reps': <5>}, {" pairs "}]>"

static const struct
{
  const char *kind, *rest;
  RecoupFault fault;
  const char *message; /* NULL: not looked at */
} faults[] = {
  { "party", "", RECOUP_FAULT_KIND,
    "‘kind’ must be one of sleep, meal, food-day, session, rest, checkin, recovery, weight, hrv, "
    "answer, plan, remove, got ‘party’" },
  { "Rest", "'date': <'2025-03-10'>", RECOUP_FAULT_KIND, NULL },
  { "rest", "'date': <'2025-03-10'>, 'rev': <-1>", RECOUP_FAULT_RANGE,
    "‘rev’ must be a whole number, 0 to 2147483647, got ‘-1’" },
  { "rest", "'date': <'2025-03-10'>, 'rev': <int64 2147483648>", RECOUP_FAULT_RANGE, NULL },
  { "rest", "'date': <'2025-03-10'>, 'rev': <uint64 18446744073709551615>", RECOUP_FAULT_RANGE,
    NULL },
  { "rest", "'date': <'2025-03-10'>, 'rev': <0.5>", RECOUP_FAULT_TYPE, NULL },
  { "rest", "'date': <'2025-03-10'>, 'zone': <'Mars/Base'>", RECOUP_FAULT_ZONE,
    "‘zone’ must be the name of an IANA time zone, got ‘Mars/Base’" },
  { "rest", "'date': <'2025-03-10'>, 'zone': <''>", RECOUP_FAULT_ZONE, NULL },
  { "rest", "'date': <'2025-03-10'>, 'zone': <'../../etc/passwd'>", RECOUP_FAULT_ZONE, NULL },
  { "rest", "'date': <'2025-03-10'>, 'zone': <'/etc/localtime'>", RECOUP_FAULT_ZONE, NULL },
  { "rest", "'date': <'2025-03-10'>, 'zone': <'+02:00'>", RECOUP_FAULT_ZONE, NULL },
  { "rest", "'date': <'2025-03-10'>, 'zone': <2>", RECOUP_FAULT_TYPE, NULL },
  { "rest", "", RECOUP_FAULT_MISSING, "‘date’ is missing: a date from 2000-01-01 to 2099-12-31" },
  { "rest", "'date': <'2025-02-30'>", RECOUP_FAULT_BAD_DATE, NULL },
  { "rest", "'date': <'10.3.2025'>", RECOUP_FAULT_BAD_DATE, NULL },
  { "rest", "'date': <'1999-12-31'>", RECOUP_FAULT_RANGE, NULL },
  { "rest", "'date': <'2100-01-01'>", RECOUP_FAULT_RANGE, NULL },
  { "rest", "'date': <int64 20157>", RECOUP_FAULT_TYPE, NULL },
  { "rest", "'date': <'2025-03-10'>, 'kg': <80.0>", RECOUP_FAULT_TYPE,
    "‘kg’ is not a key of rest" },
  { "rest", "'date': <'2025-03-10'>, '': <80.0>", RECOUP_FAULT_TYPE, NULL },
  { "meal", "'at': " T_NOON, RECOUP_FAULT_MISSING, "‘protein_g’ is missing: 0 to 500 g" },
  { "meal", "'protein_g': <30.0>", RECOUP_FAULT_MISSING, NULL },
  { "meal", "'at': " T_NOON ", 'protein_g': <900.0>", RECOUP_FAULT_RANGE,
    "‘protein_g’ must be 0 to 500 g, got ‘900’" },
  { "meal", "'at': " T_NOON ", 'protein_g': <'30'>", RECOUP_FAULT_TYPE,
    "‘protein_g’ must be 0 to 500 g, got ‘30’ (a text)" },
  { "meal", "'at': " T_NOON ", 'protein_g': <true>", RECOUP_FAULT_TYPE,
    "‘protein_g’ must be 0 to 500 g, got ‘true’" },
  { "meal", "'at': " T_NOON ", 'protein_g': <[1.0, 2.0]>", RECOUP_FAULT_TYPE,
    "‘protein_g’ must be 0 to 500 g, got ‘a list of 2’" },
  { "meal", "'at': " T_NOON ", 'protein_g': <{'a': <1>}>", RECOUP_FAULT_TYPE,
    "‘protein_g’ must be 0 to 500 g, got ‘an object of 1’" },
  { "meal", "'at': " T_NOON ", 'protein_g': <<30.0>>", RECOUP_FAULT_TYPE, NULL },
  { "meal", "'at': " T_NOON ", 'protein_g': <(30.0,)>", RECOUP_FAULT_TYPE, NULL },
  { "meal", "'at': <1741608000000000.0>, 'protein_g': <30.0>", RECOUP_FAULT_TYPE,
    "‘at’ must be an instant in the years 2000 to 2099, got ‘1.741608e+15’ (a number)" },
  { "meal", "'at': <'2025-03-10T12:00:00Z'>, 'protein_g': <30.0>", RECOUP_FAULT_TYPE, NULL },
  { "meal", "'at': " T_NOON ", 'protein_g': <30.0>, 'complete': <1>", RECOUP_FAULT_TYPE, NULL },
  { "food-day", "'date': <'2025-03-10'>, 'protein_g': <30.0>, 'complete': <true>",
    RECOUP_FAULT_TYPE, "‘complete’ is not a key of food-day" },
  { "sleep", "'start': " T_NOON, RECOUP_FAULT_MISSING,
    "‘end’ is missing: an instant in the years 2000 to 2099" },
  { "sleep", "'start': " T_8_H ", 'end': " T_NOON, RECOUP_FAULT_INTERVAL,
    "‘end’ must be 1 min to 24 h after ‘start’, got ‘-28800 s’" },
  { "sleep", "'start': " T_NOON ", 'end': " T_NOON, RECOUP_FAULT_INTERVAL, NULL },
  { "sleep", "'start': " T_NOON ", 'end': " T_8_H ", 'asleep_min': <481.0>", RECOUP_FAULT_INTERVAL,
    "‘asleep_min’ must be 0 to 480 min, the time between ‘start’ and ‘end’, got ‘481’" },
  { "sleep", "'start': " T_NOON ", 'end': " T_8_H ", 'quality': <3.5>", RECOUP_FAULT_TYPE, NULL },
  { "session", "'start': " T_NOON, RECOUP_FAULT_MISSING,
    "A session needs ‘end’, ‘duration_min’ or at least one set" },
  { "session", "'start': " T_NOON ", 'sets': <@aa{sv} []>", RECOUP_FAULT_MISSING, NULL },
  { "session", "'start': " T_8_H ", 'end': " T_NOON ", 'duration_min': <60.0>",
    RECOUP_FAULT_INTERVAL, "‘end’ must be 1 min to 12 h after ‘start’, got ‘-28800 s’" },
  { "session", "'start': " T_NOON ", 'sets': <['squat']>", RECOUP_FAULT_TYPE, NULL },
  { "session", "'start': " T_NOON ", 'sets': <@a{sv} {}>", RECOUP_FAULT_TYPE,
    "‘sets’ must be a list of 0 to 200 sets, got ‘an object of 0’" },
  { "session", SET ("'exercise': <'squat'>"), RECOUP_FAULT_MISSING,
    "Set 2: ‘reps’ or ‘duration_s’ is missing" },
  { "session", SET ("'reps': <5>"), RECOUP_FAULT_MISSING,
    "Set 2: ‘exercise’ is missing: a text of 1 to 80 bytes" },
  { "session", SET ("'exercise': <''>, 'reps': <5>"), RECOUP_FAULT_RANGE,
    "Set 2: ‘exercise’ must be a text of 1 to 80 bytes, got ‘’" },
  { "session", SET ("'exercise': <'x'>, 'reps': <5.5>"), RECOUP_FAULT_TYPE,
    "Set 2: ‘reps’ must be a whole number, 0 to 1000, got ‘5.5’ (a number)" },
  { "session", SET ("'exercise': <'x'>, 'reps': <5>, 'kg': <90.0>"), RECOUP_FAULT_TYPE,
    "Set 2: ‘kg’ is not a key of a set" },
  { "session", SET ("'exercise': <'x'>, 'reps': <5>, 'groups': <{'leg': <1>}>"), RECOUP_FAULT_GROUP,
    "Set 2: ‘groups’: no muscle group is called ‘leg’" },
  { "session", SET ("'exercise': <'x'>, 'reps': <5>, 'groups': <{'quads': <0.0>}>"),
    RECOUP_FAULT_RANGE,
    "Set 2: ‘quads’: ‘groups’ must be a map of muscle groups to numbers above 0, up to 1, got "
    "‘0’" },
  { "session", SET ("'exercise': <'x'>, 'reps': <5>, 'groups': <{'quads': <1.01>}>"),
    RECOUP_FAULT_RANGE, NULL },
  { "session", SET ("'exercise': <'x'>, 'reps': <5>, 'groups': <{'quads': <'all'>}>"),
    RECOUP_FAULT_TYPE, NULL },
  { "session", SET ("'exercise': <'x'>, 'reps': <5>, 'groups': <['quads']>"), RECOUP_FAULT_TYPE,
    NULL },
  { "checkin", "'at': " T_NOON, RECOUP_FAULT_EMPTY, NULL },
  { "checkin", "'at': " T_NOON ", 'note': <'fine'>", RECOUP_FAULT_EMPTY, NULL },
  { "checkin", "'at': " T_NOON ", 'stress': <'3'>", RECOUP_FAULT_TYPE, NULL },
  { "checkin", "'at': " T_NOON ", 'soreness': <{'neck': <1>}>", RECOUP_FAULT_GROUP, NULL },
  { "checkin", "'at': " T_NOON ", 'soreness': <{'quads': <11>}>", RECOUP_FAULT_RANGE,
    "‘quads’: ‘soreness’ must be a map of muscle groups to whole numbers, 0 to 10, got ‘11’" },
  { "checkin", "'at': " T_NOON ", 'soreness': <{'quads': <1.5>}>", RECOUP_FAULT_TYPE, NULL },
  { "checkin", "'at': " T_NOON ", 'soreness': <5>", RECOUP_FAULT_TYPE, NULL },
  { "checkin", "'at': " T_NOON ", 'pain': <{'neck': <['sharp']>}>", RECOUP_FAULT_GROUP, NULL },
  { "checkin", "'at': " T_NOON ", 'pain': <{'quads': <['dull']>}>", RECOUP_FAULT_TYPE,
    "‘quads’: ‘pain’ must be a map of muscle groups to lists of sharp, joint, form, strength, rom, "
    "got ‘dull’" },
  { "checkin", "'at': " T_NOON ", 'pain': <{'quads': <'sharp'>}>", RECOUP_FAULT_TYPE, NULL },
  { "checkin", "'at': " T_NOON ", 'pain': <{'quads': <[1]>}>", RECOUP_FAULT_TYPE, NULL },
  { "recovery", "'at': " T_NOON ", 'minutes': <20>", RECOUP_FAULT_MISSING, NULL },
  { "recovery", "'at': " T_NOON ", 'activity': <'walk'>", RECOUP_FAULT_MISSING, NULL },
  { "recovery", "'at': " T_NOON ", 'activity': <'golf'>, 'minutes': <20>", RECOUP_FAULT_TYPE,
    "‘activity’ must be one of walk, cycling, mobility, foam-rolling, massage, cold, sauna, "
    "breathing, meditation, yoga, other, got ‘golf’" },
  { "weight", "'at': " T_NOON, RECOUP_FAULT_MISSING, NULL },
  { "hrv", "'at': " T_NOON, RECOUP_FAULT_EMPTY, "An hrv entry needs ‘rmssd_ms’ or ‘rhr_bpm’" },
  { "answer", "'at': " T_NOON ", 'question': <'S-001'>, 'yes': <true>", RECOUP_FAULT_QUESTION,
    "‘question’ must be one of X-077, S-069, S-070, S-071, S-072, S-073, S-074, got ‘S-001’" },
  { "answer", "'at': " T_NOON ", 'question': <'S-070'>", RECOUP_FAULT_MISSING, NULL },
  { "answer", "'at': " T_NOON ", 'question': <70>, 'yes': <true>", RECOUP_FAULT_TYPE, NULL },
  { "plan", "'at': " T_NOON ", 'action': <'go'>", RECOUP_FAULT_ACTION,
    "‘action’ must be one of accept, decline, cancel, got ‘go’" },
  { "plan", "'at': " T_NOON, RECOUP_FAULT_MISSING, NULL },
  { "remove", "", RECOUP_FAULT_MISSING, NULL },
  { "remove", "'target': <'all'>", RECOUP_FAULT_ID, "‘target’ must be a UUID, got ‘all’" },
  { "remove", "'target': <5>", RECOUP_FAULT_TYPE, NULL },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s: %s", faults[i].kind, faults[i].rest);
      g_assert_null (test_entry_read (faults[i].kind, faults[i].rest, &error));
      g_assert_error (error, RECOUP_FAULT, (gint) faults[i].fault);
      if (faults[i].message != NULL)
        g_assert_cmpstr (error->message, ==, faults[i].message);
    }
}

static void
assert_fault (const char *text, RecoupFault fault, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  g_assert_null (test_entry_read_text (text, &error));
  g_assert_error (error, RECOUP_FAULT, (gint) fault);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_identity_faults (void)
{
  assert_fault ("['kind']", RECOUP_FAULT_NOT_OBJECT, "An entry must be an object");
  assert_fault ("{'kind': 'rest'}", RECOUP_FAULT_NOT_OBJECT, "An entry must be an object");
  assert_fault ("@a{sv} {}", RECOUP_FAULT_KIND, "‘kind’ is missing");
  assert_fault ("{'kind': <5>}", RECOUP_FAULT_KIND,
                "‘kind’ must be one of sleep, meal, food-day, session, rest, checkin, recovery, "
                "weight, hrv, answer, plan, remove, got ‘5’");
  assert_fault ("{'kind': <'rest'>, 'date': <'2025-03-10'>}", RECOUP_FAULT_MISSING,
                "‘id’ is missing: a UUID");
  assert_fault ("{'kind': <'rest'>, 'date': <'2025-03-10'>, 'id': <'xyz'>}", RECOUP_FAULT_ID,
                "‘id’ must be a UUID, got ‘xyz’");
  assert_fault ("{'kind': <'rest'>, 'date': <'2025-03-10'>, 'id': <5>}", RECOUP_FAULT_TYPE,
                "‘id’ must be a UUID, got ‘5’");
}

static void
test_fallback_id (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) without = test_entry_parse ("{'kind': <'rest'>, 'date': <'2025-03-10'>}");
  g_autoptr (GVariant) with =
      test_entry_parse ("{'kind': <'rest'>, 'id': <'" OTHER "'>, 'date': <'2025-03-10'>}");
  g_autoptr (RecoupEntry) made = recoup_entry_new_from_variant (
      without, "5F0C1F8E-7D0A-4D53-9F6E-0E8B4B7F0A11", test_entry_get_zones (), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (made->id, ==, ID);
  g_autoptr (RecoupEntry) kept =
      recoup_entry_new_from_variant (with, ID, test_entry_get_zones (), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept->id, ==, OTHER);
  g_assert_null (
      recoup_entry_new_from_variant (without, "nothing", test_entry_get_zones (), NULL, &error));
  g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_ID);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GVariant) dict = test_entry_parse (
      "{'kind': <'session'>, 'id': <'" ID "'>, 'start': " T_NOON
      ", 'heart': <120>, 'protein_g': <30.0>, 'sets': <[{'exercise': <'x'>, 'reps': <5>, "
      "'tempo': <[<'3-1-1'>]>}]>}");
  g_autoptr (RecoupEntry) entry =
      recoup_entry_new_from_variant (dict, NULL, test_entry_get_zones (), unknown, &error);

  g_assert_no_error (error);
  g_assert_nonnull (entry);
  g_assert_cmpuint (unknown->len, ==, 3);
  g_assert_cmpstr (unknown->pdata[0], ==, "heart");
  g_assert_cmpstr (unknown->pdata[1], ==, "protein_g");
  g_assert_cmpstr (unknown->pdata[2], ==, "tempo");
  g_assert_null (recoup_entry_new_from_variant (dict, NULL, test_entry_get_zones (), NULL, &error));
  g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_TYPE);
  g_assert_cmpstr (error->message, ==, "‘heart’ is not a key of session");
}

/* Of a key that occurs twice the last one counts, a bad one before it does not matter. */
static void
test_twice (void)
{
  g_autoptr (RecoupEntry) kind =
      test_entry_must_read ("meal", "'date': <'2025-03-10'>, 'id': <'" OTHER
                                    "'>, 'date': <'2025-03-11'>, 'kind': <'rest'>");
  g_assert_cmpint (kind->kind, ==, RECOUP_ENTRY_REST);
  g_assert_cmpstr (kind->id, ==, OTHER);
  g_assert_cmpint (kind->date, ==, recoup_day_from_ymd (2025, 3, 11));

  g_autoptr (RecoupEntry) session = test_entry_must_read (
      "session", "'title': <'a'>, 'start': " T_NOON ", 'sets': <5>, 'title': <'b'>, "
                 "'sets': <[{'exercise': <'x'>, 'reps': <1>, 'exercise': <'y'>}]>");
  g_assert_cmpstr (session->session.title, ==, "b");
  g_assert_cmpstr (session->session.sets[0].exercise, ==, "y");

  g_autoptr (RecoupEntry) checkin = test_entry_must_read (
      "checkin", "'at': " T_NOON ", 'soreness': <{'quads': <3>, 'quads': <4>}>");
  g_assert_cmpint (checkin->checkin.soreness[RECOUP_GROUP_QUADS], ==, 4);
}

/* What a message repeats of foreign text is short, whole characters, and no command to a terminal.
 */
static void
test_quoting (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wide = g_strnfill (4000, 'a');
  g_autofree char *rest =
      g_strdup_printf ("'at': " T_NOON ", 'action': <'\\u001b[2J€\\n%s'>", wide);

  g_assert_null (test_entry_read ("plan", rest, &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 200);
  g_assert_nonnull (strstr (error->message, "got ‘\357\277\275[2J€\357\277\275aaa"));
  g_assert_nonnull (strstr (error->message, "a…’"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entry/faults", test_faults);
  g_test_add_func ("/entry/faults/identity", test_identity_faults);
  g_test_add_func ("/entry/fallback-id", test_fallback_id);
  g_test_add_func ("/entry/unknown", test_unknown);
  g_test_add_func ("/entry/twice", test_twice);
  g_test_add_func ("/entry/quoting", test_quoting);
  return g_test_run ();
}
