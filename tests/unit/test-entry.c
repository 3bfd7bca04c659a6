/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entries: every kind there and back, every fault, every edge of every range, the times and days
 * that follow, and what nobody well-meaning would send. */

#include "recoup/entry.h"

#include <math.h>
#include <string.h>

#include "support/zones.h"

#define ID     "5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a11"
#define OTHER  "c0ffee00-1111-4222-8333-444455556666"
#define NOON   G_GINT64_CONSTANT (1741608000000000) /* 2025-03-10T12:00:00Z */
#define T_NOON "<int64 1741608000000000>"
#define T_8_H  "<int64 1741636800000000>" /* 8 h later */

static RecoupZoneTable *zones;

static GVariant *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *variant = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return variant;
}

static RecoupEntry *
read_text (const char *text, GError **error)
{
  g_autoptr (GVariant) dict = parse (text);
  return recoup_entry_new_from_variant (dict, NULL, zones, NULL, error);
}

/* An entry of @kind with the pairs of @rest: (transfer full), NULL with @error. */
static RecoupEntry *
read_kind (const char *kind, const char *rest, GError **error)
{
  g_autofree char *text = g_strdup_printf ("{'kind': <'%s'>, 'id': <'" ID "'>%s%s}", kind,
                                           rest[0] != '\0' ? ", " : "", rest);
  return read_text (text, error);
}

static RecoupEntry *
must_read (const char *kind, const char *rest)
{
  g_autoptr (GError) error = NULL;
  RecoupEntry *entry = read_kind (kind, rest, &error);

  g_assert_no_error (error);
  g_assert_nonnull (entry);
  return entry;
}

/* Everything that each kind can say: reading and writing gives the same pairs in the same order. */
static const struct
{
  const char *kind;
  const char *rest; /* without kind, id and rev */
} whole[] = {
  { "sleep", "'zone': <'Europe/Paris'>, 'source': <'watch'>, 'start': " T_NOON ", 'end': " T_8_H
             ", 'asleep_min': <431.5>, 'quality': <int64 3>, 'note': <'warm\nroom'>" },
  { "sleep", "'start': " T_NOON ", 'end': " T_8_H },
  { "meal", "'at': " T_NOON ", 'protein_g': <42.5>, 'energy_kcal': <650.0>, 'complete': <true>" },
  { "meal", "'at': " T_NOON ", 'protein_g': <0.0>, 'complete': <false>" },
  { "food-day", "'date': <'2025-03-10'>, 'protein_g': <1000.0>, 'energy_kcal': <2500.0>" },
  { "session",
    "'start': " T_NOON ", 'end': <int64 1741612200000000>, 'duration_min': <60.0>, 'rpe': <8.5>, "
    "'title': <'Lower'>, 'sets': <[{'exercise': <'squat'>, 'reps': <int64 8>, 'load_kg': <90.0>, "
    "'rir': <1.0>, 'rpe': <9.0>, 'warmup': <true>, 'unaccustomed': <false>, 'groups': <{'glutes': "
    "<0.5>, 'quads': <1.0>}>}, {'exercise': <'plank'>, 'duration_s': <90.0>, 'distance_m': "
    "<10.0>}]>" },
  { "session", "'start': " T_NOON ", 'duration_min': <45.0>, 'title': <''>, 'sets': <@aa{sv} []>" },
  { "session", "'start': " T_NOON ", 'sets': <[{'exercise': <'x'>, 'reps': <int64 0>, 'groups': "
               "<@a{sv} {}>}]>" },
  { "rest", "'date': <'2025-03-10'>" },
  { "checkin",
    "'at': " T_NOON ", 'stress': <int64 3>, 'mood': <int64 2>, 'fatigue': <int64 7>, 'soreness': "
    "<{'chest': <int64 0>, 'quads': <int64 4>}>, 'pain': <{'chest': <@as []>, 'quads': <['sharp', "
    "'rom']>}>, 'ill': <false>" },
  { "checkin", "'at': " T_NOON ", 'soreness': <@a{sv} {}>" },
  { "checkin", "'at': " T_NOON ", 'pain': <@a{sv} {}>" },
  { "checkin", "'at': " T_NOON ", 'ill': <true>" },
  { "recovery", "'at': " T_NOON ", 'activity': <'foam-rolling'>, 'minutes': <12.5>" },
  { "weight", "'at': " T_NOON ", 'kg': <81.4>" },
  { "hrv", "'at': " T_NOON ", 'rmssd_ms': <62.1>, 'rhr_bpm': <51.0>" },
  { "hrv", "'at': " T_NOON ", 'rhr_bpm': <51.0>" },
  { "answer", "'at': " T_NOON ", 'question': <'X-077'>, 'yes': <false>" },
  { "plan", "'at': " T_NOON ", 'action': <'cancel'>" },
  { "remove", "'target': <'" OTHER "'>" },
};

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      g_test_message ("%s: %s", whole[i].kind, whole[i].rest);
      g_autoptr (RecoupEntry) entry = must_read (whole[i].kind, whole[i].rest);
      g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_entry_to_variant (entry));
      g_autofree char *text = g_variant_print (dict, FALSE);
      g_autofree char *expected_text = g_strdup_printf (
          "{'kind': <'%s'>, 'id': <'" ID "'>, 'rev': <int64 0>, %s}", whole[i].kind, whole[i].rest);
      g_autoptr (GVariant) expected = parse (expected_text);
      g_autofree char *normal = g_variant_print (expected, FALSE);
      g_assert_cmpstr (text, ==, normal);
      g_assert_true (g_variant_equal (dict, expected));

      g_autoptr (RecoupEntry) again = must_read (whole[i].kind, whole[i].rest);
      g_assert_true (recoup_entry_same_content (entry, again));
    }
}

/* Each field of each kind stands in one of the entries above, so that none is forgotten. */
static void
test_round_trip_is_whole (void)
{
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);

  for (guint kind = 0; kind < RECOUP_N_ENTRY_KINDS; kind++)
    for (guint i = 0; i < n; i++)
      {
        gboolean found = (fields[i].kinds & RECOUP_ENTRY_MASK (kind)) == 0 || i < 5 || i == n - 1;
        g_autofree char *key = g_strdup_printf ("'%s':", fields[i].name);
        for (guint j = 0; j < G_N_ELEMENTS (whole); j++)
          found = found || (g_str_equal (whole[j].kind, recoup_entry_kind_get_name (kind)) &&
                            strstr (whole[j].rest, key) != NULL);
        g_test_message ("%s of %s", fields[i].name, recoup_entry_kind_get_name (kind));
        g_assert_true (found);
      }
}

/* What is allowed to come in another form, and how it is kept. */
static void
test_forms (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) upper =
      read_text ("{'kind': <'rest'>, 'id': <'5F0C1F8E-7D0A-4D53-9F6E-0E8B4B7F0A11'>, 'rev': "
                 "<uint16 7>, 'date': <'2025-03-10'>}",
                 &error);
  g_assert_no_error (error);
  g_assert_cmpstr (upper->id, ==, ID);
  g_assert_cmpint (upper->rev, ==, 7);

  static const char *const eights[] = { "<8>",       "<int64 8>",  "<uint32 8>", "<uint64 8>",
                                        "<int16 8>", "<uint16 8>", "<byte 8>",   "<8.0>" };
  for (guint i = 0; i < G_N_ELEMENTS (eights); i++)
    {
      g_autofree char *rest =
          g_strdup_printf ("'start': " T_NOON ", 'rpe': %s, 'sets': <[{'exercise': <'x'>, "
                           "'reps': %s}]>",
                           eights[i], eights[i]);
      g_autoptr (RecoupEntry) entry = must_read ("session", rest);
      g_assert_cmpfloat_with_epsilon (entry->session.rpe, 8, 1e-12);
      g_assert_cmpint (entry->session.sets[0].reps, ==, 8);
    }

  g_autoptr (RecoupEntry) fraction =
      must_read ("meal", "'at': <int64 1741608000999999>, 'protein_g': <-0.0>");
  g_assert_cmpint (fraction->start, ==, NOON);
  g_assert_false (signbit (fraction->food.protein_g));

  g_autoptr (RecoupEntry) flags =
      must_read ("checkin", "'at': " T_NOON ", 'pain': <{'abs': <['rom', 'joint', 'rom']>}>");
  g_assert_cmpint (flags->checkin.pain[RECOUP_GROUP_ABS], ==, RECOUP_PAIN_ROM | RECOUP_PAIN_JOINT);
  g_assert_cmpint (flags->checkin.pain[RECOUP_GROUP_QUADS], ==, -1);
}

/* What was not given has its one form in the struct. */
static void
test_absent (void)
{
  g_autoptr (RecoupEntry) sleep = must_read ("sleep", "'start': " T_NOON ", 'end': " T_8_H);
  g_assert_true (isnan (sleep->sleep.asleep_min));
  g_assert_cmpint (sleep->sleep.quality, ==, 0);
  g_assert_null (sleep->zone);
  g_assert_null (sleep->source);
  g_assert_null (sleep->note);
  g_assert_cmpint (sleep->date, ==, RECOUP_DAY_NONE);

  g_autoptr (RecoupEntry) checkin = must_read ("checkin", "'at': " T_NOON ", 'ill': <true>");
  g_assert_cmpint (checkin->checkin.stress, ==, 0);
  g_assert_false (checkin->checkin.has_soreness);
  g_assert_false (checkin->checkin.has_pain);
  g_assert_cmpint (checkin->checkin.soreness[RECOUP_GROUP_CHEST], ==, -1);
  g_assert_cmpint (checkin->end, ==, RECOUP_INSTANT_NONE);

  g_autoptr (RecoupEntry) session = must_read (
      "session", "'start': " T_NOON ", 'sets': <[{'exercise': <'x'>, 'duration_s': <5>}]>");
  const RecoupSet *set = &session->session.sets[0];
  g_assert_cmpint (set->reps, ==, -1);
  g_assert_true (isnan (set->load_kg) && isnan (set->rir) && isnan (set->rpe) &&
                 isnan (set->distance_m));
  g_assert_cmpint (set->warmup, ==, RECOUP_UNSAID);
  g_assert_cmpint (set->unaccustomed, ==, RECOUP_UNSAID);
  g_assert_false (set->has_groups);
  g_assert_true (isnan (session->session.rpe) && isnan (session->session.duration_min));
  g_assert_null (session->session.title);

  g_autoptr (RecoupEntry) rest = must_read ("rest", "'date': <'2025-03-10'>");
  g_assert_cmpint (rest->start, ==, RECOUP_INSTANT_NONE);
  g_assert_cmpint (rest->date, ==, recoup_day_from_ymd (2025, 3, 10));
}

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
  { "rest", "", RECOUP_FAULT_MISSING, "‘date’ is missing" },
  { "rest", "'date': <'2025-02-30'>", RECOUP_FAULT_BAD_DATE, NULL },
  { "rest", "'date': <'10.3.2025'>", RECOUP_FAULT_BAD_DATE, NULL },
  { "rest", "'date': <'1999-12-31'>", RECOUP_FAULT_RANGE, NULL },
  { "rest", "'date': <'2100-01-01'>", RECOUP_FAULT_RANGE, NULL },
  { "rest", "'date': <int64 20157>", RECOUP_FAULT_TYPE, NULL },
  { "rest", "'date': <'2025-03-10'>, 'kg': <80.0>", RECOUP_FAULT_TYPE,
    "‘kg’ is not a key of rest" },
  { "rest", "'date': <'2025-03-10'>, '': <80.0>", RECOUP_FAULT_TYPE, NULL },
  { "meal", "'at': " T_NOON, RECOUP_FAULT_MISSING, "‘protein_g’ is missing" },
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
  { "sleep", "'start': " T_NOON, RECOUP_FAULT_MISSING, "‘end’ is missing" },
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
  { "session", SET ("'reps': <5>"), RECOUP_FAULT_MISSING, "Set 2: ‘exercise’ is missing" },
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
      g_assert_null (read_kind (faults[i].kind, faults[i].rest, &error));
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
  g_assert_null (read_text (text, &error));
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
                "‘id’ is missing");
  assert_fault ("{'kind': <'rest'>, 'date': <'2025-03-10'>, 'id': <'xyz'>}", RECOUP_FAULT_ID,
                "‘id’ must be a UUID, got ‘xyz’");
  assert_fault ("{'kind': <'rest'>, 'date': <'2025-03-10'>, 'id': <5>}", RECOUP_FAULT_TYPE,
                "‘id’ must be a UUID, got ‘5’");
}

static void
test_fallback_id (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) without = parse ("{'kind': <'rest'>, 'date': <'2025-03-10'>}");
  g_autoptr (GVariant) with =
      parse ("{'kind': <'rest'>, 'id': <'" OTHER "'>, 'date': <'2025-03-10'>}");
  g_autoptr (RecoupEntry) made = recoup_entry_new_from_variant (
      without, "5F0C1F8E-7D0A-4D53-9F6E-0E8B4B7F0A11", zones, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (made->id, ==, ID);
  g_autoptr (RecoupEntry) kept = recoup_entry_new_from_variant (with, ID, zones, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept->id, ==, OTHER);
  g_assert_null (recoup_entry_new_from_variant (without, "nothing", zones, NULL, &error));
  g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_ID);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GVariant) dict =
      parse ("{'kind': <'session'>, 'id': <'" ID "'>, 'start': " T_NOON
             ", 'heart': <120>, 'protein_g': <30.0>, 'sets': <[{'exercise': <'x'>, 'reps': <5>, "
             "'tempo': <[<'3-1-1'>]>}]>}");
  g_autoptr (RecoupEntry) entry =
      recoup_entry_new_from_variant (dict, NULL, zones, unknown, &error);

  g_assert_no_error (error);
  g_assert_nonnull (entry);
  g_assert_cmpuint (unknown->len, ==, 3);
  g_assert_cmpstr (unknown->pdata[0], ==, "heart");
  g_assert_cmpstr (unknown->pdata[1], ==, "protein_g");
  g_assert_cmpstr (unknown->pdata[2], ==, "tempo");
  g_assert_null (recoup_entry_new_from_variant (dict, NULL, zones, NULL, &error));
  g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_TYPE);
  g_assert_cmpstr (error->message, ==, "‘heart’ is not a key of session");
}

/* Of a key that occurs twice the last one counts, a bad one before it does not matter. */
static void
test_twice (void)
{
  g_autoptr (RecoupEntry) kind = must_read ("meal", "'date': <'2025-03-10'>, 'id': <'" OTHER
                                                    "'>, 'date': <'2025-03-11'>, 'kind': <'rest'>");
  g_assert_cmpint (kind->kind, ==, RECOUP_ENTRY_REST);
  g_assert_cmpstr (kind->id, ==, OTHER);
  g_assert_cmpint (kind->date, ==, recoup_day_from_ymd (2025, 3, 11));

  g_autoptr (RecoupEntry) session =
      must_read ("session", "'title': <'a'>, 'start': " T_NOON ", 'sets': <5>, 'title': <'b'>, "
                            "'sets': <[{'exercise': <'x'>, 'reps': <1>, 'exercise': <'y'>}]>");
  g_assert_cmpstr (session->session.title, ==, "b");
  g_assert_cmpstr (session->session.sets[0].exercise, ==, "y");

  g_autoptr (RecoupEntry) checkin =
      must_read ("checkin", "'at': " T_NOON ", 'soreness': <{'quads': <3>, 'quads': <4>}>");
  g_assert_cmpint (checkin->checkin.soreness[RECOUP_GROUP_QUADS], ==, 4);
}

/* What else an entry of the kind needs so that one field can be tried. */
static const char *const others[RECOUP_N_ENTRY_KINDS] = {
  [RECOUP_ENTRY_SLEEP] =
      "'start': <int64 1741608000000000>, 'end': <int64 1741694400000000>", /* 24 h */
  [RECOUP_ENTRY_MEAL] = "'at': " T_NOON ", 'protein_g': <1.0>",
  [RECOUP_ENTRY_FOOD_DAY] = "'date': <'2025-03-10'>, 'protein_g': <1.0>",
  [RECOUP_ENTRY_SESSION] = "'start': " T_NOON ", 'duration_min': <30.0>",
  [RECOUP_ENTRY_REST] = "'date': <'2025-03-10'>",
  [RECOUP_ENTRY_CHECKIN] = "'at': " T_NOON ", 'ill': <false>",
  [RECOUP_ENTRY_RECOVERY] = "'at': " T_NOON ", 'activity': <'walk'>, 'minutes': <20>",
  [RECOUP_ENTRY_WEIGHT] = "'at': " T_NOON ", 'kg': <80>",
  [RECOUP_ENTRY_HRV] = "'at': " T_NOON ", 'rhr_bpm': <50>",
  [RECOUP_ENTRY_ANSWER] = "'at': " T_NOON ", 'question': <'S-070'>, 'yes': <true>",
  [RECOUP_ENTRY_PLAN] = "'at': " T_NOON ", 'action': <'accept'>",
  [RECOUP_ENTRY_REMOVE] = "'target': <'" OTHER "'>",
};

/* Reads an entry of @kind, or a session with one set if @of_set, with the pair besides; gives the
 * fault, or -1. Of a key that stands twice the last counts. */
static gint
fault_of (RecoupEntryKind kind, gboolean of_set, const char *name, GVariant *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  g_autofree char *printed = g_variant_print (owned, TRUE);
  g_autofree char *pairs =
      of_set ? g_strdup_printf ("'start': " T_NOON ", 'sets': <[{'exercise': <'x'>, 'reps': <1>, "
                                "'%s': <%s>}]>",
                                name, printed)
             : g_strdup_printf ("%s, '%s': <%s>", others[kind], name, printed);

  /* Printing knows no NAN and no infinity, so these are tried elsewhere. */
  g_autoptr (RecoupEntry) entry = read_kind (recoup_entry_kind_get_name (kind), pairs, &error);
  g_assert_true ((entry == NULL) == (error != NULL));
  return error == NULL ? -1 : error->code;
}

static void
try_number (RecoupEntryKind kind, gboolean of_set, const RecoupField *field)
{
  gboolean whole_only = field->type == RECOUP_FIELD_INTEGER;
  double step = whole_only ? 1 : 1e-6;

  g_test_message ("%s of %s", field->name, of_set ? "set" : recoup_entry_kind_get_name (kind));
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_double (field->min)), ==, -1);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_double (field->max)), ==, -1);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_double (field->min - step)),
                   ==, RECOUP_FAULT_RANGE);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_double (field->max + step)),
                   ==, RECOUP_FAULT_RANGE);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_double (field->min + 0.5)),
                   ==, whole_only ? (gint) RECOUP_FAULT_TYPE : -1);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_string ("1")), ==,
                   RECOUP_FAULT_TYPE);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_boolean (TRUE)), ==,
                   RECOUP_FAULT_TYPE);
}

static void
try_string (RecoupEntryKind kind, gboolean of_set, const RecoupField *field)
{
  gsize max = (gsize) field->max;
  g_autofree char *fits = g_strnfill (max, 'x');
  g_autofree char *longer = g_strnfill (max + 1, 'x');
  g_autofree char *tail = g_strnfill (max - 2, 'x');
  g_autofree char *split = g_strconcat (tail, "€", NULL); /* three bytes: one too many */

  g_test_message ("%s of %s", field->name, of_set ? "set" : recoup_entry_kind_get_name (kind));
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_string (fits)), ==, -1);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_string (longer)), ==,
                   RECOUP_FAULT_LIMIT);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_string (split)), ==,
                   RECOUP_FAULT_LIMIT);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_string ("")), ==,
                   field->min > 0 ? (gint) RECOUP_FAULT_RANGE : -1);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_int64 (1)), ==,
                   RECOUP_FAULT_TYPE);
  g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_object_path ("/x")), ==,
                   RECOUP_FAULT_TYPE);
}

static void
try_field (RecoupEntryKind kind, gboolean of_set, const RecoupField *field)
{
  if (field->type == RECOUP_FIELD_NUMBER || field->type == RECOUP_FIELD_INTEGER)
    try_number (kind, of_set, field);
  else if (field->type == RECOUP_FIELD_STRING)
    try_string (kind, of_set, field);
  else if (field->type == RECOUP_FIELD_BOOLEAN)
    {
      g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_boolean (TRUE)), ==, -1);
      g_assert_cmpint (fault_of (kind, of_set, field->name, g_variant_new_int64 (1)), ==,
                       RECOUP_FAULT_TYPE);
    }
}

static void
test_edges (void)
{
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);
  guint n_set = 0;
  const RecoupField *set_fields = recoup_entry_get_set_fields (&n_set);

  for (guint kind = 0; kind < RECOUP_N_ENTRY_KINDS; kind++)
    for (guint i = 0; i < n; i++)
      if ((fields[i].kinds & RECOUP_ENTRY_MASK (kind)) != 0)
        try_field ((RecoupEntryKind) kind, FALSE, &fields[i]);
  for (guint i = 0; i < n_set; i++)
    try_field (RECOUP_ENTRY_SESSION, TRUE, &set_fields[i]);
}

/* The ranges themselves, as the interchange format states them. */
static const struct
{
  const char *kind; /* NULL: of a set */
  const char *name;
  double min, max;
} ranges[] = {
  { "sleep", "asleep_min", 0, 1440 },
  { "sleep", "quality", 1, 7 },
  { "meal", "protein_g", 0, 500 },
  { "food-day", "protein_g", 0, 1000 },
  { "meal", "energy_kcal", 0, 20000 },
  { "food-day", "energy_kcal", 0, 20000 },
  { "session", "duration_min", 1, 720 },
  { "session", "rpe", 0, 10 },
  { "session", "title", 0, 80 },
  { "session", "sets", 0, 200 },
  { "checkin", "stress", 1, 7 },
  { "checkin", "mood", 1, 7 },
  { "checkin", "fatigue", 1, 7 },
  { "checkin", "soreness", 0, 10 },
  { "recovery", "minutes", 1, 720 },
  { "weight", "kg", 20, 400 },
  { "hrv", "rmssd_ms", 1, 500 },
  { "hrv", "rhr_bpm", 20, 220 },
  { "rest", "rev", 0, 2147483647 },
  { "rest", "source", 0, 64 },
  { "rest", "note", 0, 2000 },
  { NULL, "exercise", 1, 80 },
  { NULL, "reps", 0, 1000 },
  { NULL, "duration_s", 1, 36000 },
  { NULL, "distance_m", 0, 1000000 },
  { NULL, "load_kg", 0, 1000 },
  { NULL, "rir", 0, 20 },
  { NULL, "rpe", 0, 10 },
};

static void
test_ranges (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      RecoupEntryKind kind = RECOUP_ENTRY_SESSION;
      gboolean of_set = ranges[i].kind == NULL;
      g_assert_true (of_set || recoup_entry_kind_from_name (ranges[i].kind, &kind));
      const RecoupField *field = recoup_entry_find_field (kind, ranges[i].name, of_set);
      g_test_message ("%s", ranges[i].name);
      g_assert_nonnull (field);
      g_assert_cmpfloat_with_epsilon (field->min, ranges[i].min, 1e-9);
      g_assert_cmpfloat_with_epsilon (field->max, ranges[i].max, 1e-9);
    }
  g_assert_null (recoup_entry_find_field (RECOUP_ENTRY_REST, "kg", FALSE));
  g_assert_null (recoup_entry_find_field (RECOUP_ENTRY_SESSION, "reps", FALSE));
  g_assert_null (recoup_entry_find_field (RECOUP_ENTRY_SESSION, "title", TRUE));
}

/* NAN and the infinities are in no range. */
static void
test_not_finite (void)
{
  static const double numbers[] = { NAN, INFINITY, -INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = NULL;
      GVariantDict builder = G_VARIANT_DICT_INIT (NULL);
      g_variant_dict_insert (&builder, "kind", "s", "hrv");
      g_variant_dict_insert (&builder, "id", "s", ID);
      g_variant_dict_insert (&builder, "at", "x", NOON);
      g_variant_dict_insert (&builder, "rmssd_ms", "d", numbers[i]);
      g_autoptr (GVariant) dict = g_variant_ref_sink (g_variant_dict_end (&builder));
      g_assert_null (recoup_entry_new_from_variant (dict, NULL, zones, NULL, &error));
      g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_RANGE);
    }
}

static const struct
{
  const char *kind;
  gint64 seconds;    /* from start to end */
  double asleep_min; /* -1: not given */
  gint fault;        /* -1: none */
} intervals[] = {
  { "sleep", 59, -1, RECOUP_FAULT_INTERVAL },
  { "sleep", 60, -1, -1 },
  { "sleep", 86400, -1, -1 },
  { "sleep", 86401, -1, RECOUP_FAULT_INTERVAL },
  { "sleep", 86400, 1440, -1 },
  { "sleep", 3600, 60.98, -1 },
  { "sleep", 3600, 60 + 59 / 60.0, -1 },
  { "sleep", 3600, 60.99, RECOUP_FAULT_INTERVAL },
  { "sleep", 3600, 0, -1 },
  { "session", 59, -1, RECOUP_FAULT_INTERVAL },
  { "session", 60, -1, -1 },
  { "session", 43200, -1, -1 },
  { "session", 43201, -1, RECOUP_FAULT_INTERVAL },
};

static void
test_intervals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    {
      g_autoptr (GError) error = NULL;
      char asleep[G_ASCII_DTOSTR_BUF_SIZE];
      g_ascii_dtostr (asleep, sizeof asleep, intervals[i].asleep_min);
      g_autofree char *rest = g_strdup_printf (
          "'start': " T_NOON ", 'end': <int64 %" G_GINT64_FORMAT ">%s%s%s",
          NOON + intervals[i].seconds * G_USEC_PER_SEC,
          intervals[i].asleep_min < 0 ? "" : ", 'asleep_min': <@d ",
          intervals[i].asleep_min < 0 ? "" : asleep, intervals[i].asleep_min < 0 ? "" : ">");
      g_test_message ("%s %s", intervals[i].kind, rest);
      g_autoptr (RecoupEntry) entry = read_kind (intervals[i].kind, rest, &error);
      g_assert_true ((entry == NULL) == (error != NULL));
      g_assert_cmpint (error == NULL ? -1 : error->code, ==, intervals[i].fault);
    }
}

static void
test_instants (void)
{
  static const struct
  {
    gint64 at;
    gint fault;
  } cases[] = {
    { G_GINT64_CONSTANT (946684800000000), -1 }, /* 2000-01-01T00:00:00Z */
    { G_GINT64_CONSTANT (946684799999999), RECOUP_FAULT_RANGE },
    { G_GINT64_CONSTANT (4102444799999999), -1 }, /* the last microsecond of 2099 */
    { G_GINT64_CONSTANT (4102444800000000), RECOUP_FAULT_RANGE },
    { 0, RECOUP_FAULT_RANGE },
    { G_MININT64, RECOUP_FAULT_RANGE },
    { G_MAXINT64, RECOUP_FAULT_RANGE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *rest =
          g_strdup_printf ("'at': <int64 %" G_GINT64_FORMAT ">, 'kg': <80>", cases[i].at);
      g_autoptr (RecoupEntry) entry = read_kind ("weight", rest, &error);
      g_test_message ("%s", rest);
      g_assert_cmpint (error == NULL ? -1 : error->code, ==, cases[i].fault);
      if (entry != NULL)
        g_assert_cmpint (entry->start % G_USEC_PER_SEC, ==, 0);
    }
  g_assert_cmpint (RECOUP_INSTANT_MIN, ==, cases[0].at);
  g_assert_cmpint (RECOUP_INSTANT_MAX, ==, G_GINT64_CONSTANT (4102444799000000));
}

static char *
many_sets (guint n)
{
  GString *text = g_string_new ("'start': " T_NOON ", 'sets': <[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s{'exercise': <'x'>, 'reps': <1>}", i == 0 ? "" : ", ");
  g_string_append (text, "]>");
  return g_string_free (text, FALSE);
}

static void
test_set_limit (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *most = many_sets (RECOUP_MAX_SETS);
  g_autofree char *more = many_sets (RECOUP_MAX_SETS + 1);
  g_autoptr (RecoupEntry) entry = must_read ("session", most);

  g_assert_cmpuint (entry->session.n_sets, ==, RECOUP_MAX_SETS);
  g_assert_null (read_kind ("session", more, &error));
  g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_LIMIT);
  g_assert_cmpstr (error->message, ==,
                   "‘sets’ must be a list of 0 to 200 sets, got ‘a list of 201’");
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

  g_assert_null (read_kind ("plan", rest, &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 200);
  g_assert_nonnull (strstr (error->message, "got ‘\357\277\275[2J€\357\277\275aaa"));
  g_assert_nonnull (strstr (error->message, "a…’"));
}

static void
test_times (void)
{
  static const struct
  {
    const char *kind, *rest;
    gint64 time_sec;   /* after NOON, G_MAXINT64: none */
    gint64 anchor_sec; /* likewise */
    double minutes;    /* of a session */
  } cases[] = {
    { "sleep", "'start': " T_NOON ", 'end': " T_8_H, 28800, 28800, 0 },
    { "meal", "'at': " T_NOON ", 'protein_g': <1>", 0, 0, 0 },
    { "rest", "'date': <'2025-03-11'>", G_MAXINT64, 86400, 0 },
    { "food-day", "'date': <'2025-03-10'>, 'protein_g': <1>", G_MAXINT64, 0, 0 },
    { "remove", "'target': <'" OTHER "'>", G_MAXINT64, G_MAXINT64, 0 },
    { "session", "'start': " T_NOON ", 'end': " T_8_H ", 'duration_min': <60>", 28800, 28800, 480 },
    { "session", "'start': " T_NOON ", 'duration_min': <60.51>", 3630, 3630, 60.51 },
    { "session",
      "'start': " T_NOON ", 'sets': <[{'exercise': <'x'>, 'reps': <1>, 'warmup': <true>}, "
      "{'exercise': <'y'>, 'reps': <1>}]>",
      360, 360, 6 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RecoupEntry) entry = must_read (cases[i].kind, cases[i].rest);
      RecoupInstant time = cases[i].time_sec == G_MAXINT64
                               ? RECOUP_INSTANT_NONE
                               : NOON + cases[i].time_sec * G_USEC_PER_SEC;
      RecoupInstant anchor = cases[i].anchor_sec == G_MAXINT64
                                 ? RECOUP_INSTANT_NONE
                                 : NOON + cases[i].anchor_sec * G_USEC_PER_SEC;
      g_test_message ("%s %s", cases[i].kind, cases[i].rest);
      g_assert_cmpint (recoup_entry_get_time (entry), ==, time);
      g_assert_cmpint (recoup_entry_get_anchor (entry), ==, anchor);
      if (entry->kind == RECOUP_ENTRY_SESSION)
        g_assert_cmpfloat_with_epsilon (recoup_session_get_minutes (entry), cases[i].minutes, 1e-9);
    }
}

static const struct
{
  const char *kind, *rest;
  const char *day; /* for a user in Paris whose day begins at 04:00 */
} days[] = {
  { "meal", "'at': <int64 1741575599000000>, 'protein_g': <1>", "2025-03-09" }, /* 03:59:59 */
  { "meal", "'at': <int64 1741575600000000>, 'protein_g': <1>", "2025-03-10" }, /* 04:00 */
  { "meal", "'at': <int64 1741575600000000>, 'protein_g': <1>, 'zone': <'America/New_York'>",
    "2025-03-09" },
  { "session", "'start': <int64 1741575599000000>, 'duration_min': <60>", "2025-03-09" },
  { "sleep", "'start': " T_NOON ", 'end': <int64 1741626000000000>", "2025-03-10" }, /* 18:00 */
  { "sleep", "'start': " T_NOON ", 'end': <int64 1741626060000000>", "2025-03-11" }, /* 18:01 */
  { "rest", "'date': <'2025-03-12'>, 'zone': <'Pacific/Apia'>", "2025-03-12" },
};

static void
test_days (void)
{
  const RecoupZone *paris = recoup_zone_table_lookup (zones, "Europe/Paris");

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (RecoupEntry) entry = must_read (days[i].kind, days[i].rest);
      g_autofree char *day = recoup_day_format (recoup_entry_get_day (entry, 4 * 60, paris, zones));
      g_test_message ("%s %s", days[i].kind, days[i].rest);
      g_assert_cmpstr (day, ==, days[i].day);
    }
  g_autoptr (RecoupEntry) removal = must_read ("remove", "'target': <'" OTHER "'>");
  g_assert_cmpint (recoup_entry_get_day (removal, 240, paris, zones), ==, RECOUP_DAY_NONE);
}

static void
test_known (void)
{
  RecoupDay today = recoup_day_from_ymd (2025, 3, 10);
  g_autoptr (RecoupEntry) sleep = must_read ("sleep", "'start': " T_NOON ", 'end': " T_8_H);
  g_autoptr (RecoupEntry) rest = must_read ("rest", "'date': <'2025-03-10'>");

  g_assert_false (recoup_entry_is_known (sleep, NOON + 8 * RECOUP_USEC_PER_HOUR - 1, today));
  g_assert_true (recoup_entry_is_known (sleep, NOON + 8 * RECOUP_USEC_PER_HOUR, today));
  g_assert_true (recoup_entry_is_known (rest, 0, today));
  g_assert_false (recoup_entry_is_known (rest, G_MAXINT64, today - 1));
}

static void
test_copies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      g_autoptr (RecoupEntry) entry = must_read (whole[i].kind, whole[i].rest);
      g_autoptr (RecoupEntry) renamed =
          recoup_entry_with_identity (entry, "C0FFEE00-1111-4222-8333-444455556666", 3);
      g_assert_cmpstr (renamed->id, ==, OTHER);
      g_assert_cmpint (renamed->rev, ==, 3);
      g_assert_true (recoup_entry_same_content (entry, renamed));

      g_autoptr (RecoupEntry) placed = recoup_entry_with_zone (renamed, "Asia/Tokyo");
      if (entry->zone != NULL)
        g_assert_true (placed == renamed);
      else
        {
          g_assert_cmpstr (placed->zone, ==, "Asia/Tokyo");
          g_assert_false (recoup_entry_same_content (entry, placed));
        }
      /* The copy stands when the original is gone. */
      g_clear_pointer (&entry, recoup_entry_unref);
      g_clear_pointer (&renamed, recoup_entry_unref);
      g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_entry_to_variant (placed));
      g_assert_cmpuint (g_variant_n_children (dict), >, 3);
    }
}

static void
test_same_content (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    for (guint j = 0; j < G_N_ELEMENTS (whole); j++)
      {
        g_autoptr (RecoupEntry) a = must_read (whole[i].kind, whole[i].rest);
        g_autoptr (RecoupEntry) b = must_read (whole[j].kind, whole[j].rest);
        g_assert_cmpint (recoup_entry_same_content (a, b), ==, i == j);
      }
}

static void
test_names (void)
{
  RecoupEntryKind kind = RECOUP_ENTRY_PLAN;
  RecoupQuestion question = RECOUP_QUESTION_S069;

  for (guint i = 0; i < RECOUP_N_ENTRY_KINDS; i++)
    {
      g_assert_true (recoup_entry_kind_from_name (recoup_entry_kind_get_name (i), &kind));
      g_assert_cmpuint (kind, ==, i);
    }
  for (guint i = 0; i < RECOUP_N_QUESTIONS; i++)
    {
      g_assert_true (recoup_question_from_name (recoup_question_get_name (i), &question));
      g_assert_cmpuint (question, ==, i);
    }
  kind = RECOUP_ENTRY_PLAN;
  g_assert_false (recoup_entry_kind_from_name ("nap", &kind));
  g_assert_cmpint (kind, ==, RECOUP_ENTRY_PLAN);
  g_assert_false (recoup_question_from_name ("S-075", &question));
  g_assert_cmpstr (recoup_plan_action_get_name (RECOUP_PLAN_DECLINE), ==, "decline");
  g_assert_cmpstr (recoup_entry_get_activities ()[0], ==, "walk");
}

/* Every row can say what it may hold, and is complete. */
static void
test_table (void)
{
  guint n = 0;
  guint n_set = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);
  const RecoupField *set_fields = recoup_entry_get_set_fields (&n_set);

  for (guint i = 0; i < n + n_set; i++)
    {
      const RecoupField *field = i < n ? &fields[i] : &set_fields[i - n];
      g_autofree char *text = recoup_entry_describe_field (field);
      g_test_message ("%s: %s. %s", field->name, text, field->doc);
      g_assert_cmpuint (strlen (text), >, 0);
      g_assert_nonnull (field->unit);
      g_assert_false (g_str_has_suffix (field->doc, "."));
      g_assert_cmpuint (field->required & ~(i < n ? field->kinds : 1), ==, 0);
      g_assert_true ((field->words != NULL) == (field->type == RECOUP_FIELD_ENUM));
    }
}

/* Random trees of values: whatever comes, there is an entry that comes back the same, or a fault.
 */

static GVariant *random_value (GRand *rand, guint depth);

static char *
random_key (GRand *rand)
{
  static const char *const keys[] = { "exercise", "reps", "groups",  "quads", "abs",
                                      "chest",    "x",    "load_kg", "warmup" };
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);

  if (g_rand_boolean (rand))
    return g_strdup (keys[g_rand_int_range (rand, 0, G_N_ELEMENTS (keys))]);
  return g_strdup (fields[g_rand_int_range (rand, 0, (gint32) n)].name);
}

static GVariant *
random_dict (GRand *rand, guint depth)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gint i = g_rand_int_range (rand, 0, 8); i > 0; i--)
    {
      g_autofree char *key = random_key (rand);
      g_variant_builder_add (&dict, "{sv}", key, random_value (rand, depth));
    }
  return g_variant_builder_end (&dict);
}

static GVariant *
random_list (GRand *rand, guint depth)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    g_variant_builder_add_value (&list, random_dict (rand, depth));
  return g_variant_builder_end (&list);
}

static const char *
random_word (GRand *rand)
{
  static const char *const words[] = { "", "walk", "S-070",      "accept", "Europe/Paris",
                                       ID, OTHER,  "2025-03-10", "squat",  "\001" };
  return words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
}

static GVariant *
random_value (GRand *rand, guint depth)
{
  switch (g_rand_int_range (rand, 0, depth > 0 ? 9 : 6))
    {
    case 0:
      return g_variant_new_double (g_rand_int_range (rand, -2, 30));
    case 1:
      return g_variant_new_int64 (NOON + g_rand_int_range (rand, 0, 20) * RECOUP_USEC_PER_HOUR);
    case 2:
      return g_variant_new_int64 (g_rand_int_range (rand, -1, 12));
    case 3:
      return g_variant_new_string (random_word (rand));
    case 4:
      return g_variant_new_boolean (g_rand_boolean (rand));
    case 5:
      return g_variant_new_double (g_rand_double_range (rand, -1e3, 1e3));
    case 6:
      return random_dict (rand, depth - 1);
    case 7:
      return random_list (rand, depth - 1);
    default:
      return g_variant_new_variant (random_value (rand, depth - 1));
    }
}

/* A whole entry of the table above with some pairs put after it at random. */
static GVariant *
random_entry (GRand *rand)
{
  guint i = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (whole));
  g_autofree char *text =
      g_strdup_printf ("{'kind': <'%s'>, 'id': <'" ID "'>, %s}", whole[i].kind, whole[i].rest);
  g_autoptr (GVariant) start = parse (text);
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize j = 0; j < g_variant_n_children (start); j++)
    {
      g_autoptr (GVariant) pair = g_variant_get_child_value (start, j);
      g_variant_builder_add_value (&dict, pair);
    }
  for (gint j = g_rand_int_range (rand, 0, 3); j > 0; j--)
    {
      g_autofree char *key = random_key (rand);
      g_variant_builder_add (&dict, "{sv}", key, random_value (rand, 3));
    }
  return g_variant_builder_end (&dict);
}

static void
test_random (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint taken = 0;

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
      gboolean strict = g_rand_boolean (rand);
      g_autoptr (GVariant) dict = g_variant_ref_sink (random_entry (rand));
      g_autoptr (RecoupEntry) entry =
          recoup_entry_new_from_variant (dict, NULL, zones, strict ? NULL : unknown, &error);
      g_assert_true ((entry == NULL) == (error != NULL));
      if (entry == NULL)
        {
          g_assert_true (error->domain == RECOUP_FAULT);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          continue;
        }
      taken++;
      g_autoptr (GVariant) written = g_variant_ref_sink (recoup_entry_to_variant (entry));
      g_autoptr (RecoupEntry) again =
          recoup_entry_new_from_variant (written, NULL, zones, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (recoup_entry_same_content (entry, again));
      g_assert_cmpint (recoup_entry_compare (entry, again), ==, 0);
    }
  g_assert_cmpuint (taken, >, 200);
}

/* Bytes that no sender would form: the depth and the length lie. */
static void
test_hostile_bytes (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GVariant) dict = g_variant_ref_sink (random_entry (rand));
      gsize size = g_variant_get_size (dict);
      g_autofree guchar *bytes = g_malloc (size);
      g_variant_store (dict, bytes);
      for (gint i = g_rand_int_range (rand, 1, 6); i > 0; i--)
        bytes[g_rand_int_range (rand, 0, (gint32) size)] = (guchar) g_rand_int (rand);
      g_autoptr (GBytes) data = g_bytes_new (bytes, size - (gsize) g_rand_int_range (rand, 0, 2));
      g_autoptr (GVariant) mangled =
          g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, data, FALSE));
      g_autoptr (GError) error = NULL;
      g_autoptr (RecoupEntry) entry =
          recoup_entry_new_from_variant (mangled, ID, zones, NULL, &error);
      g_assert_true ((entry == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  zones = test_zones_new ();
  g_test_add_func ("/entry/round-trip", test_round_trip);
  g_test_add_func ("/entry/round-trip/is-whole", test_round_trip_is_whole);
  g_test_add_func ("/entry/forms", test_forms);
  g_test_add_func ("/entry/absent", test_absent);
  g_test_add_func ("/entry/faults", test_faults);
  g_test_add_func ("/entry/faults/identity", test_identity_faults);
  g_test_add_func ("/entry/fallback-id", test_fallback_id);
  g_test_add_func ("/entry/unknown", test_unknown);
  g_test_add_func ("/entry/twice", test_twice);
  g_test_add_func ("/entry/edges", test_edges);
  g_test_add_func ("/entry/ranges", test_ranges);
  g_test_add_func ("/entry/not-finite", test_not_finite);
  g_test_add_func ("/entry/intervals", test_intervals);
  g_test_add_func ("/entry/instants", test_instants);
  g_test_add_func ("/entry/set-limit", test_set_limit);
  g_test_add_func ("/entry/quoting", test_quoting);
  g_test_add_func ("/entry/times", test_times);
  g_test_add_func ("/entry/days", test_days);
  g_test_add_func ("/entry/known", test_known);
  g_test_add_func ("/entry/copies", test_copies);
  g_test_add_func ("/entry/same-content", test_same_content);
  g_test_add_func ("/entry/names", test_names);
  g_test_add_func ("/entry/table", test_table);
  g_test_add_func ("/entry/random", test_random);
  g_test_add_func ("/entry/hostile-bytes", test_hostile_bytes);
  int result = g_test_run ();
  recoup_zone_table_free (zones);
  return result;
}
