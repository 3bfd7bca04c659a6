/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entries: every kind there and back, and the times and days that follow. */

#include <math.h>
#include <string.h>

#include "support/entry-texts.h"

static void
test_round_trip (void)
{
  for (guint i = 0; i < TEST_ENTRY_N_WHOLE; i++)
    {
      g_test_message ("%s: %s", test_entry_whole[i].kind, test_entry_whole[i].rest);
      g_autoptr (RecoupEntry) entry =
          test_entry_must_read (test_entry_whole[i].kind, test_entry_whole[i].rest);
      g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_entry_to_variant (entry));
      g_autofree char *text = g_variant_print (dict, FALSE);
      g_autofree char *expected_text =
          g_strdup_printf ("{'kind': <'%s'>, 'id': <'" ID "'>, 'rev': <int64 0>, %s}",
                           test_entry_whole[i].kind, test_entry_whole[i].rest);
      g_autoptr (GVariant) expected = test_entry_parse (expected_text);
      g_autofree char *normal = g_variant_print (expected, FALSE);
      g_assert_cmpstr (text, ==, normal);
      g_assert_true (g_variant_equal (dict, expected));

      g_autoptr (RecoupEntry) again =
          test_entry_must_read (test_entry_whole[i].kind, test_entry_whole[i].rest);
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
        for (guint j = 0; j < TEST_ENTRY_N_WHOLE; j++)
          found =
              found || (g_str_equal (test_entry_whole[j].kind, recoup_entry_kind_get_name (kind)) &&
                        strstr (test_entry_whole[j].rest, key) != NULL);
        g_test_message ("%s of %s", fields[i].name, recoup_entry_kind_get_name (kind));
        g_assert_true (found);
      }
}

/* What is allowed to come in another form, and how it is kept. */
static void
test_forms (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RecoupEntry) upper = test_entry_read_text (
      "{'kind': <'rest'>, 'id': <'5F0C1F8E-7D0A-4D53-9F6E-0E8B4B7F0A11'>, 'rev': "
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
      g_autoptr (RecoupEntry) entry = test_entry_must_read ("session", rest);
      g_assert_cmpfloat_with_epsilon (entry->session.rpe, 8, 1e-12);
      g_assert_cmpint (entry->session.sets[0].reps, ==, 8);
    }

  g_autoptr (RecoupEntry) fraction =
      test_entry_must_read ("meal", "'at': <int64 1741608000999999>, 'protein_g': <-0.0>");
  g_assert_cmpint (fraction->start, ==, NOON);
  g_assert_false (signbit (fraction->food.protein_g));

  g_autoptr (RecoupEntry) flags = test_entry_must_read (
      "checkin", "'at': " T_NOON ", 'pain': <{'abs': <['rom', 'joint', 'rom']>}>");
  g_assert_cmpint (flags->checkin.pain[RECOUP_GROUP_ABS], ==, RECOUP_PAIN_ROM | RECOUP_PAIN_JOINT);
  g_assert_cmpint (flags->checkin.pain[RECOUP_GROUP_QUADS], ==, -1);
}

/* What was not given has its one form in the struct. */
static void
test_absent (void)
{
  g_autoptr (RecoupEntry) sleep =
      test_entry_must_read ("sleep", "'start': " T_NOON ", 'end': " T_8_H);
  g_assert_true (isnan (sleep->sleep.asleep_min));
  g_assert_cmpint (sleep->sleep.quality, ==, 0);
  g_assert_null (sleep->zone);
  g_assert_null (sleep->source);
  g_assert_null (sleep->note);
  g_assert_cmpint (sleep->date, ==, RECOUP_DAY_NONE);

  g_autoptr (RecoupEntry) checkin =
      test_entry_must_read ("checkin", "'at': " T_NOON ", 'ill': <true>");
  g_assert_cmpint (checkin->checkin.stress, ==, 0);
  g_assert_false (checkin->checkin.has_soreness);
  g_assert_false (checkin->checkin.has_pain);
  g_assert_cmpint (checkin->checkin.soreness[RECOUP_GROUP_CHEST], ==, -1);
  g_assert_cmpint (checkin->end, ==, RECOUP_INSTANT_NONE);

  g_autoptr (RecoupEntry) session = test_entry_must_read (
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

  g_autoptr (RecoupEntry) rest = test_entry_must_read ("rest", "'date': <'2025-03-10'>");
  g_assert_cmpint (rest->start, ==, RECOUP_INSTANT_NONE);
  g_assert_cmpint (rest->date, ==, recoup_day_from_ymd (2025, 3, 10));
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
      g_autoptr (RecoupEntry) entry = test_entry_must_read (cases[i].kind, cases[i].rest);
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
  const RecoupZone *paris = recoup_zone_table_lookup (test_entry_get_zones (), "Europe/Paris");

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (RecoupEntry) entry = test_entry_must_read (days[i].kind, days[i].rest);
      g_autofree char *day =
          recoup_day_format (recoup_entry_get_day (entry, 4 * 60, paris, test_entry_get_zones ()));
      g_test_message ("%s %s", days[i].kind, days[i].rest);
      g_assert_cmpstr (day, ==, days[i].day);
    }
  g_autoptr (RecoupEntry) removal = test_entry_must_read ("remove", "'target': <'" OTHER "'>");
  g_assert_cmpint (recoup_entry_get_day (removal, 240, paris, test_entry_get_zones ()), ==,
                   RECOUP_DAY_NONE);
}

static void
test_known (void)
{
  RecoupDay today = recoup_day_from_ymd (2025, 3, 10);
  g_autoptr (RecoupEntry) sleep =
      test_entry_must_read ("sleep", "'start': " T_NOON ", 'end': " T_8_H);
  g_autoptr (RecoupEntry) rest = test_entry_must_read ("rest", "'date': <'2025-03-10'>");

  g_assert_false (recoup_entry_is_known (sleep, NOON + 8 * RECOUP_USEC_PER_HOUR - 1, today));
  g_assert_true (recoup_entry_is_known (sleep, NOON + 8 * RECOUP_USEC_PER_HOUR, today));
  g_assert_true (recoup_entry_is_known (rest, 0, today));
  g_assert_false (recoup_entry_is_known (rest, G_MAXINT64, today - 1));
}

static void
test_copies (void)
{
  for (guint i = 0; i < TEST_ENTRY_N_WHOLE; i++)
    {
      g_autoptr (RecoupEntry) entry =
          test_entry_must_read (test_entry_whole[i].kind, test_entry_whole[i].rest);
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

/* One key at a time, all keys together make the whole entry, and no other key gives anything. */
static void
test_keys (void)
{
  g_assert_cmpuint (recoup_entry_key_from_name ("colour"), ==, 0);
  for (guint i = 0; i < TEST_ENTRY_N_WHOLE; i++)
    {
      g_autoptr (RecoupEntry) entry =
          test_entry_must_read (test_entry_whole[i].kind, test_entry_whole[i].rest);
      g_autoptr (GVariant) whole = g_variant_ref_sink (recoup_entry_to_variant (entry));
      guint64 all = 0;
      for (gsize j = 0; j < g_variant_n_children (whole); j++)
        {
          const char *name = NULL;
          g_variant_get_child (whole, j, "{&s@v}", &name, NULL);
          guint64 key = recoup_entry_key_from_name (name);
          g_assert_cmpuint (key & all, ==, 0);
          all |= key;
          g_autoptr (GVariant) one = g_variant_ref_sink (recoup_entry_keys_to_variant (entry, key));
          g_autoptr (GVariant) pair = g_variant_get_child_value (whole, j);
          g_autoptr (GVariant) alone = g_variant_get_child_value (one, 0);
          g_assert_cmpuint (g_variant_n_children (one), ==, 1);
          g_assert_cmpvariant (pair, alone);
        }
      g_autoptr (GVariant) again = g_variant_ref_sink (recoup_entry_keys_to_variant (entry, all));
      g_autoptr (GVariant) none = g_variant_ref_sink (recoup_entry_keys_to_variant (entry, ~all));
      g_assert_cmpvariant (again, whole);
      g_assert_cmpuint (g_variant_n_children (none), ==, 0);
    }
}

static void
test_same_content (void)
{
  for (guint i = 0; i < TEST_ENTRY_N_WHOLE; i++)
    for (guint j = 0; j < TEST_ENTRY_N_WHOLE; j++)
      {
        g_autoptr (RecoupEntry) a =
            test_entry_must_read (test_entry_whole[i].kind, test_entry_whole[i].rest);
        g_autoptr (RecoupEntry) b =
            test_entry_must_read (test_entry_whole[j].kind, test_entry_whole[j].rest);
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

/* What an id may begin with is told from what none does. */
static void
test_id_beginnings (void)
{
  static const char *const good[] = { "5", "5F0c1f8e", "5f0c1f8e-",
                                      "5f0c1f8e-2f39-4e0d-9a51-6b8f0f4c7d21", NULL };
  static const char *const bad[] = {
    "",          "-",        "5f0c1f8e2",
    "5f0c-",     "quads",    "5f0c1f8%",
    "5f0c1f8e ", "5f0c1f8ü", "5f0c1f8e-2f39-4e0d-9a51-6b8f0f4c7d210",
    NULL
  };

  for (guint i = 0; good[i] != NULL; i++)
    g_assert_true (recoup_entry_is_id_beginning (good[i]));
  for (guint i = 0; bad[i] != NULL; i++)
    g_assert_false (recoup_entry_is_id_beginning (bad[i]));
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entry/round-trip", test_round_trip);
  g_test_add_func ("/entry/round-trip/is-whole", test_round_trip_is_whole);
  g_test_add_func ("/entry/forms", test_forms);
  g_test_add_func ("/entry/absent", test_absent);
  g_test_add_func ("/entry/times", test_times);
  g_test_add_func ("/entry/days", test_days);
  g_test_add_func ("/entry/known", test_known);
  g_test_add_func ("/entry/copies", test_copies);
  g_test_add_func ("/entry/keys", test_keys);
  g_test_add_func ("/entry/same-content", test_same_content);
  g_test_add_func ("/entry/names", test_names);
  g_test_add_func ("/entry/table", test_table);
  g_test_add_func ("/entry/id-beginnings", test_id_beginnings);
  return g_test_run ();
}
