/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values and sets as people write them. */

#include "client/sets.h"
#include "client/value.h"

#include "recoup/error.h"
#include "support/locale.h"
#include "support/zones.h"

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    const char *unit;
    double expect; /* negative: refused */
  } rows[] = {
    { "30", "g", 30 },
    { "30g", "g", 30 },
    { "30 g", "g", 30 },
    { "0.5", "", 0.5 },
    { "81.5kg", "kg", 81.5 },
    { "180lb", "kg", 81.6466266 },
    { "180 lbs", "kg", 81.6466266 },
    { "5km", "m", 5000 },
    { "3mi", "m", 4828.032 },
    { "400m", "m", 400 },
    { "90", "min", 90 },
    { "1h30m", "min", 90 },
    { "90m", "min", 90 },
    { "1.5h", "min", 90 },
    { "60s", "s", 60 },
    { "2min", "s", 120 },
    { "1m30s", "s", 90 },
    { "30", "s", 30 },
    { "", "g", -1 },
    { "g", "g", -1 },
    { "30kg", "g", -1 },
    { "3,5", "kg", -1 },
    { "1e3", "g", -1 },
    { "0x10", "g", -1 },
    { "nan", "g", -1 },
    { "inf", "g", -1 },
    { "3.5.1", "g", -1 },
    { "--3", "g", -1 },
    { "30gg", "g", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double value = -7;
      g_test_message ("‘%s’ of ‘%s’", rows[i].text, rows[i].unit);
      gboolean ok = recoup_value_parse_number (rows[i].text, rows[i].unit, &value);
      g_assert_cmpint (ok, ==, rows[i].expect >= 0);
      g_assert_cmpfloat_with_epsilon (value, ok ? rows[i].expect : -7, 1e-9);
    }
}

static void
test_fields (void)
{
  static const struct
  {
    RecoupEntryKind kind;
    const char *field;
    const char *text;
    const char *expect; /* as GVariant text; NULL: refused */
  } rows[] = {
    { RECOUP_ENTRY_MEAL, "at", "2026-03-10T07:30:00Z", "int64 1773127800000000" },
    { RECOUP_ENTRY_MEAL, "at", "13:05", "int64 1773061500000000" },
    { RECOUP_ENTRY_MEAL, "at", "soon", NULL },
    { RECOUP_ENTRY_REST, "date", "yesterday", "'2026-03-09'" },
    { RECOUP_ENTRY_REST, "date", "2026-02-30", NULL },
    { RECOUP_ENTRY_SLEEP, "quality", "2", "int64 2" },
    { RECOUP_ENTRY_SLEEP, "quality", "2.5", NULL },
    { RECOUP_ENTRY_SLEEP, "asleep_min", "7h10m", "430.0" },
    { RECOUP_ENTRY_CHECKIN, "ill", "Yes", "true" },
    { RECOUP_ENTRY_CHECKIN, "ill", "no", "false" },
    { RECOUP_ENTRY_CHECKIN, "ill", "maybe", NULL },
    { RECOUP_ENTRY_CHECKIN, "soreness", "quads=4", "{'quads': <int64 4>}" },
    { RECOUP_ENTRY_CHECKIN, "soreness", "Lower-back:3", "{'lower_back': <int64 3>}" },
    { RECOUP_ENTRY_CHECKIN, "soreness", "none", "@a{sv} {}" },
    { RECOUP_ENTRY_CHECKIN, "soreness", "legs=4", NULL },
    { RECOUP_ENTRY_CHECKIN, "soreness", "quads", NULL },
    { RECOUP_ENTRY_CHECKIN, "soreness", "quads=4,", NULL },
    { RECOUP_ENTRY_CHECKIN, "soreness", "quads=x", NULL },
    { RECOUP_ENTRY_CHECKIN, "soreness", "quads=4,5", NULL },
    { RECOUP_ENTRY_CHECKIN, "soreness", ",", NULL },
    { RECOUP_ENTRY_CHECKIN, "pain", "quads=sharp+joint", "{'quads': <['sharp', 'joint']>}" },
    { RECOUP_ENTRY_CHECKIN, "pain", "quads=none", "{'quads': <@as []>}" },
    { RECOUP_ENTRY_RECOVERY, "activity", "walk", "'walk'" },
    { RECOUP_ENTRY_SESSION, "title", "Legs", "'Legs'" },
    { RECOUP_ENTRY_SESSION, "title", "\xff", NULL },
    { RECOUP_ENTRY_SESSION, "sets", "", "@aa{sv} []" },
    { RECOUP_ENTRY_SESSION, "sets", "squat 5", "[{'reps': <int64 5>, 'exercise': <'squat'>}]" },
    { RECOUP_ENTRY_SESSION, "sets", "squat", NULL },
  };
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  RecoupValueContext context = {
    .when = { .now = 1773129600 * (gint64) G_USEC_PER_SEC, /* 2026-03-10T08:00:00Z */
              .base = 1773129600 * (gint64) G_USEC_PER_SEC,
              .zone = recoup_zone_table_lookup (zones, "UTC"),
              .lean = RECOUP_WHEN_LAST },
    .today = recoup_day_from_ymd (2026, 3, 10),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s=%s", rows[i].field, rows[i].text);
      const RecoupField *field = recoup_entry_find_field (rows[i].kind, rows[i].field, FALSE);
      g_assert_nonnull (field);
      g_autoptr (GVariant) value = recoup_value_parse (field, rows[i].text, &context, &error);
      if (rows[i].expect == NULL)
        {
          g_assert_null (value);
          g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT);
          g_assert_nonnull (strstr (error->message, "xpect"));
          continue;
        }
      g_assert_no_error (error);
      g_autoptr (GVariant) expect = g_variant_parse (NULL, rows[i].expect, NULL, NULL, &error);
      g_assert_no_error (error);
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE ("aa{sv}"))) /* its keys have no order */
        g_assert_cmpvariant (value, expect);
      else
        g_assert_cmpuint (g_variant_n_children (value), ==, g_variant_n_children (expect));
    }
}

static void
test_sets (void)
{
  static const struct
  {
    const char *text;
    guint count; /* 0: refused */
    const char *exercise;
    gint64 reps;    /* -1: none */
    double seconds; /* -1: none; likewise the next two */
    double load;
    double rir;
  } rows[] = {
    { "squat 5x5 100kg rir 2", 5, "squat", 5, -1, 100, 2 },
    { "squat 5×5×100kg", 5, "squat", 5, -1, 100, -1 },
    { "squat 5x5x100 rir2", 5, "squat", 5, -1, 100, 2 },
    { "bench press 3x8 135lb", 3, "bench press", 8, -1, 61.23496995, -1 },
    { "  leg   press  12  120kg ", 1, "leg press", 12, -1, 120, -1 },
    { "plank 3x60s", 3, "plank", -1, 60, -1, -1 },
    { "plank 2min", 1, "plank", -1, 120, -1, -1 },
    { "farmer-walk 60s 40m 32kg", 1, "farmer-walk", -1, 60, 32, -1 },
    { "exercise=21s reps=21", 1, "21s", 21, -1, -1, -1 },
    { "squat 0", 1, "squat", 0, -1, -1, -1 },
    { "squat 200x1", 200, "squat", 1, -1, -1, -1 },
    { "squat 201x1", 0, NULL, 0, 0, 0, 0 },
    { "squat 0x5", 0, NULL, 0, 0, 0, 0 },
    { "squat", 0, NULL, 0, 0, 0, 0 },
    { "5x5", 0, NULL, 0, 0, 0, 0 },
    { "squat 5x5 5", 0, NULL, 0, 0, 0, 0 },
    { "squat 5x5 heavy", 0, NULL, 0, 0, 0, 0 },
    { "squat 5x5 rir", 0, NULL, 0, 0, 0, 0 },
    { "squat 5x", 0, NULL, 0, 0, 0, 0 },
    { "squat 5x5 tempo=3", 0, NULL, 0, 0, 0, 0 },
    { "squat 5x5 groups=legs=1", 0, NULL, 0, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) sets =
          g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", rows[i].text);
      gboolean ok = recoup_value_parse_set (rows[i].text, sets, &error);
      g_assert_cmpint (ok, ==, rows[i].count > 0);
      g_assert_cmpuint (sets->len, ==, rows[i].count);
      if (!ok)
        {
          g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT);
          continue;
        }
      GVariant *set = g_ptr_array_index (sets, 0);
      const char *exercise = NULL;
      gint64 reps = -1;
      double seconds = -1;
      double load = -1;
      double rir = -1;
      (void) g_variant_lookup (set, "exercise", "&s", &exercise);
      (void) g_variant_lookup (set, "reps", "x", &reps);
      (void) g_variant_lookup (set, "duration_s", "d", &seconds);
      (void) g_variant_lookup (set, "load_kg", "d", &load);
      (void) g_variant_lookup (set, "rir", "d", &rir);
      g_assert_cmpstr (exercise, ==, rows[i].exercise);
      g_assert_cmpint (reps, ==, rows[i].reps);
      g_assert_cmpfloat_with_epsilon (seconds, rows[i].seconds, 1e-9);
      g_assert_cmpfloat_with_epsilon (load, rows[i].load, 1e-9);
      g_assert_cmpfloat_with_epsilon (rir, rows[i].rir, 1e-9);
    }
}

/* Whatever is written, what comes out is a set that the core takes. */
static void
test_sets_are_valid (void)
{
  static const char *const texts[] = { "squat 5x5 100kg rir 2 @8 warmup new", "plank 3x60s",
                                       "row 8 groups=back=1,biceps=0.5 distance_m=3" };
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) sets =
          g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
      g_autoptr (GError) error = NULL;
      g_assert_true (recoup_value_parse_set (texts[i], sets, &error));
      g_assert_no_error (error);
      GVariantDict dict;
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "kind", "s", "session");
      g_variant_dict_insert (&dict, "start", "x", 1773129600 * (gint64) G_USEC_PER_SEC);
      g_variant_dict_insert_value (
          &dict, "sets",
          g_variant_new_array (G_VARIANT_TYPE_VARDICT, (GVariant *const *) sets->pdata, sets->len));
      g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_dict_end (&dict));
      g_autoptr (RecoupEntry) entry = recoup_entry_new_from_variant (
          variant, "5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a11", zones, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (entry->session.n_sets, ==, sets->len);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_take_plain_locale ();
  g_test_add_func ("/value/numbers", test_numbers);
  g_test_add_func ("/value/fields", test_fields);
  g_test_add_func ("/value/sets", test_sets);
  g_test_add_func ("/value/sets-are-valid", test_sets_are_valid);
  return g_test_run ();
}
