/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every edge of every range, numbers that are none, intervals and instants. */

#include <math.h>

#include "support/entry-texts.h"

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
  g_autoptr (RecoupEntry) entry =
      test_entry_read (recoup_entry_kind_get_name (kind), pairs, &error);
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
      g_assert_null (
          recoup_entry_new_from_variant (dict, NULL, test_entry_get_zones (), NULL, &error));
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
      g_autoptr (RecoupEntry) entry = test_entry_read (intervals[i].kind, rest, &error);
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
      g_autoptr (RecoupEntry) entry = test_entry_read ("weight", rest, &error);
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
  g_autoptr (RecoupEntry) entry = test_entry_must_read ("session", most);

  g_assert_cmpuint (entry->session.n_sets, ==, RECOUP_MAX_SETS);
  g_assert_null (test_entry_read ("session", more, &error));
  g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_LIMIT);
  g_assert_cmpstr (error->message, ==,
                   "‘sets’ must be a list of 0 to 200 sets, got ‘a list of 201’");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entry/edges", test_edges);
  g_test_add_func ("/entry/ranges", test_ranges);
  g_test_add_func ("/entry/not-finite", test_not_finite);
  g_test_add_func ("/entry/intervals", test_intervals);
  g_test_add_func ("/entry/instants", test_instants);
  g_test_add_func ("/entry/set-limit", test_set_limit);
  return g_test_run ();
}
