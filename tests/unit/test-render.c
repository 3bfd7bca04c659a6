/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text for a terminal: nothing is wider than it, nothing hangs on colour. */

#include "client/render.h"

#include "support/locale.h"
#include "support/zones.h"

static const RecoupRender plain = { .width = 40, .utf8 = TRUE };

static void
test_measure (void)
{
  g_assert_cmpuint (recoup_render_measure (""), ==, 0);
  g_assert_cmpuint (recoup_render_measure ("abc"), ==, 3);
  g_assert_cmpuint (recoup_render_measure ("Kniebeuge ×"), ==, 11);
  g_assert_cmpuint (recoup_render_measure ("深蹲"), ==, 4);
  g_assert_cmpuint (recoup_render_measure ("e\xcc\x81"), ==, 1); /* with a combining accent */
}

static void
test_bar (void)
{
  static const RecoupRender ascii = { .width = 40, .utf8 = FALSE };
  g_autoptr (GString) out = g_string_new (NULL);

  recoup_render_bar (&ascii, out, 0.5, 4);
  g_assert_cmpstr (out->str, ==, "##..");
  g_string_truncate (out, 0);
  recoup_render_bar (&plain, out, 2.0, 3);
  g_assert_cmpstr (out->str, ==, "███");
  g_string_truncate (out, 0);
  recoup_render_bar (&plain, out, -1.0, 2);
  g_assert_cmpstr (out->str, ==, "░░");
}

static void
test_style (void)
{
  static const RecoupRender coloured = { .width = 40, .utf8 = TRUE, .colour = TRUE };
  g_autoptr (GString) out = g_string_new (NULL);

  recoup_render_append (&plain, out, RECOUP_STYLE_POOR, "Rest");
  g_assert_cmpstr (out->str, ==, "Rest");
  g_string_truncate (out, 0);
  recoup_render_append (&coloured, out, RECOUP_STYLE_POOR, "Rest");
  g_assert_cmpstr (out->str, ==, "\033[31mRest\033[0m");
  g_string_truncate (out, 0);
  recoup_render_append (&coloured, out, RECOUP_STYLE_POOR, "");
  g_assert_cmpstr (out->str, ==, "");
}

/* Every line fits, no word is lost, and the order stays. */
static void
test_wrap (void)
{
  static const char *const text =
      "You owe 1 h 20 min of sleep; tonight pays back 20 min. A-word-that-is-far-wider-than-the-"
      "whole-line stays whole.";
  g_autoptr (GString) out = g_string_new (NULL);

  recoup_render_wrap (&plain, out, text, 10, 4);
  g_auto (GStrv) lines = g_strsplit (out->str, "\n", -1);
  g_autoptr (GString) joined = g_string_new (lines[0]);
  g_assert_cmpuint (recoup_render_measure (lines[0]), <=, 30);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_assert_true (g_str_has_prefix (lines[i], "    "));
      if (strstr (lines[i], "A-word") == NULL)
        g_assert_cmpuint (recoup_render_measure (lines[i]), <=, 40);
      g_string_append_printf (joined, " %s", lines[i] + 4);
    }
  g_assert_cmpstr (joined->str, ==, text);
}

/* Where a column is too narrow for text, it goes below and is as wide as it can be. */
static void
test_wrap_below (void)
{
  g_autoptr (GString) out = g_string_new ("name  ");

  recoup_render_wrap (&plain, out, "fits beside it", 25, 25);
  g_assert_cmpstr (out->str, ==, "name  fits beside it\n");
  g_string_assign (out, "name  ");
  recoup_render_wrap (&plain, out, "is too long for what is left beside it", 25, 25);
  g_assert_cmpstr (out->str, ==, "name\n    is too long for what is left beside\n    it\n");
  g_string_assign (out, "name  ");
  recoup_render_wrap (&plain, out, "has enough room for lines in a column", 20, 20);
  g_assert_cmpuint (strspn (strchr (out->str, '\n') + 1, " "), ==, 20);
}

static void
test_table (void)
{
  static const char *const headings[] = { "KEY", ">N", "WHAT", NULL };
  static const char *const first[] = { "a", "10", "one two three four five six seven eight" };
  static const char *const second[] = { "深蹲", NULL, NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  g_autoptr (GString) out = g_string_new (NULL);

  recoup_table_append (table, &plain, TRUE, out);
  g_assert_cmpstr (out->str, ==, "");
  recoup_table_add (table, first);
  recoup_table_add (table, second);
  g_assert_cmpuint (recoup_table_get_size (table), ==, 2);
  recoup_table_append (table, &plain, TRUE, out);
  g_assert_cmpstr (out->str, ==,
                   "KEY    N  WHAT\n"
                   "a     10  one two three four five six\n"
                   "          seven eight\n"
                   "深蹲\n");
  g_string_truncate (out, 0);
  recoup_table_append (table, &plain, FALSE, out);
  g_assert_true (g_str_has_prefix (out->str, "a     10  one"));
}

/* What somebody else wrote into a note does not reach the terminal as a command. */
static void
test_control_characters (void)
{
  static const char *const headings[] = { "A", "B", NULL };
  static const char *const cells[] = { "x\033[2J", "two\nlines\ta\xc2\x9b" };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  g_autoptr (GString) out = g_string_new (NULL);

  recoup_table_add (table, cells);
  recoup_table_append (table, &plain, FALSE, out);
  g_assert_cmpstr (out->str, ==, "x?[2J  two lines a?\n");
  g_string_truncate (out, 0);
  recoup_render_wrap (&plain, out, "bell\a, escape\033c", 0, 0);
  g_assert_cmpstr (out->str, ==, "bell?, escape?c\n");
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    guint digits;
    const char *expect;
  } rows[] = {
    { 2.5, 2, "2.5" }, { 2, 2, "2" },           { 0.005, 2, "0.01" }, { -0.001, 2, "0" },
    { 100, 0, "100" }, { 81.6466, 2, "81.65" }, { -1.50, 1, "-1.5" }, { 1234567, 1, "1234567" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = recoup_render_number (rows[i].value, rows[i].digits);
      g_assert_cmpstr (text, ==, rows[i].expect);
    }
}

static void
test_moments (void)
{
  static const struct
  {
    const char *instant;
    const char *expect;
  } rows[] = {
    { "2026-03-28T22:25:00+01:00", "22:25" },
    { "2026-03-29T06:40:00+02:00", "tomorrow 06:40" },
    { "2026-03-27T06:40:00+01:00", "yesterday 06:40" },
    { "2026-04-01T06:40:00+02:00", "Wed 06:40" },
    { "2026-04-03T06:40:00+02:00", "Fri 06:40" },
    { "2026-04-04T06:40:00+02:00", "2026-04-04 06:40" },
    { "2026-03-26T06:40:00+01:00", "2026-03-26 06:40" },
  };
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  const RecoupZone *zone = recoup_zone_table_lookup (zones, "Europe/Berlin");
  RecoupInstant now = 0;

  g_assert_true (recoup_instant_parse ("2026-03-28T12:00:00+01:00", &now, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      RecoupInstant instant = 0;
      g_assert_true (recoup_instant_parse (rows[i].instant, &instant, NULL));
      g_autofree char *text = recoup_render_moment (instant, now, zone);
      g_assert_cmpstr (text, ==, rows[i].expect);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_take_plain_locale ();
  g_test_add_func ("/render/measure", test_measure);
  g_test_add_func ("/render/bar", test_bar);
  g_test_add_func ("/render/style", test_style);
  g_test_add_func ("/render/wrap", test_wrap);
  g_test_add_func ("/render/wrap-below", test_wrap_below);
  g_test_add_func ("/render/table", test_table);
  g_test_add_func ("/render/control-characters", test_control_characters);
  g_test_add_func ("/render/numbers", test_numbers);
  g_test_add_func ("/render/moments", test_moments);
  return g_test_run ();
}
