/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "support/entry-texts.h"

#include "support/zones.h"

const TestEntryText test_entry_whole[TEST_ENTRY_N_WHOLE] = {
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

RecoupZoneTable *
test_entry_get_zones (void)
{
  static RecoupZoneTable *zones = NULL;

  if (zones == NULL)
    zones = test_zones_new ();
  return zones;
}

GVariant *
test_entry_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *variant = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return variant;
}

RecoupEntry *
test_entry_read_text (const char *text, GError **error)
{
  g_autoptr (GVariant) dict = test_entry_parse (text);
  return recoup_entry_new_from_variant (dict, NULL, test_entry_get_zones (), NULL, error);
}

RecoupEntry *
test_entry_read (const char *kind, const char *rest, GError **error)
{
  g_autofree char *text = g_strdup_printf ("{'kind': <'%s'>, 'id': <'" ID "'>%s%s}", kind,
                                           rest[0] != '\0' ? ", " : "", rest);
  return test_entry_read_text (text, error);
}

RecoupEntry *
test_entry_must_read (const char *kind, const char *rest)
{
  g_autoptr (GError) error = NULL;
  RecoupEntry *entry = test_entry_read (kind, rest, &error);

  g_assert_no_error (error);
  g_assert_nonnull (entry);
  return entry;
}
