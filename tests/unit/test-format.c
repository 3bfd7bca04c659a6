/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the locale says, out and in. The locales lie in a folder of the build (LOCPATH). */

#include <locale.h>
#include <math.h>

#include "client/value-plain.h"
#include "client/when.h"
#include "recoup/civil.h"
#include "recoup/entry.h"
#include "recoup/error.h"
#include "words/format.h"

#define DAY 20540 /* 2026-03-28, a Saturday */

static void
take (const char *locale)
{
  g_assert_nonnull (setlocale (LC_ALL, locale));
}

static void
test_out (void)
{
  static const struct
  {
    const char *locale, *number, *short_number, *date, *morning, *evening, *weight;
  } rows[] = {
    { "C", "7.50", "7.5", "2026-03-28", "06:05", "22:40", "100 kg" },
    { "C.UTF-8", "7.50", "7.5", "2026-03-28", "06:05", "22:40", "100 kg" },
    { "de_DE.UTF-8", "7,50", "7,5", "28.03.2026", "06:05", "22:40", "100 kg" },
    { "en_US.UTF-8", "7.50", "7.5", "03/28/2026", "6:05 AM", "10:40 PM", "220.5 lb" },
    { "en_GB.UTF-8", "7.50", "7.5", "28/03/2026", "06:05", "22:40", "100 kg" },
    { "fr_FR.UTF-8", "7,50", "7,5", "28/03/2026", "06:05", "22:40", "100 kg" },
    { "tr_TR.UTF-8", "7,50", "7,5", "28-03-2026", "06:05", "22:40", "100 kg" },
    { "ar_EG.UTF-8", "7.50", "7.5", "28 مار, 2026", "6:05 ص", "10:40 م", "100 kg" },
    /* Persian would have other digits and two of the year. */
    { "fa_IR.UTF-8", "7.50", "7.5", "2026-03-28", "06:05", "22:40", "100 kg" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].locale);
      take (rows[i].locale);
      g_autofree char *number = recoup_format_number (7.5, 2);
      g_autofree char *whole = recoup_format_number_short (-0.0001, 2);
      g_autofree char *short_number = recoup_format_number_short (7.5, 2);
      g_autofree char *date = recoup_format_date (DAY);
      g_autofree char *iso = recoup_format_iso_date ("2026-03-28");
      g_autofree char *odd = recoup_format_iso_date ("?");
      g_autofree char *morning = recoup_format_clock (6 * 3600 + 5 * 60);
      g_autofree char *evening = recoup_format_clock (22 * 3600 + 40 * 60 + 59);
      g_autofree char *weight = recoup_format_weight (100);
      g_assert_cmpstr (number, ==, rows[i].number);
      g_assert_cmpstr (whole, ==, "0");
      g_assert_cmpstr (short_number, ==, rows[i].short_number);
      g_assert_cmpstr (date, ==, rows[i].date);
      g_assert_cmpstr (iso, ==, rows[i].date);
      g_assert_cmpstr (odd, ==, "?");
      g_assert_cmpstr (morning, ==, rows[i].morning);
      g_assert_cmpstr (evening, ==, rows[i].evening);
      g_assert_cmpstr (weight, ==, rows[i].weight);
    }
}

static void
test_midnight (void)
{
  take ("en_US.UTF-8");
  g_autofree char *midnight = recoup_format_clock (0);
  g_autofree char *noon = recoup_format_clock (12 * 3600);

  g_assert_cmpstr (midnight, ==, "12:00 AM");
  g_assert_cmpstr (noon, ==, "12:00 PM");
}

/* Numbers as typed; NAN: refused. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    double plain, comma;
  } rows[] = {
    { "7.5", 7.5, 7.5 },
    { "7,5", NAN, 7.5 },
    { "-0,25", NAN, -0.25 },
    { "1.500", 1.5, NAN },
    { "0.500", 0.5, 0.5 },
    { "1.5000", 1.5, 1.5 },
    { "1500.125", 1500.125, 1500.125 },
    { "1.500,5", NAN, NAN },
    { "1,500.5", NAN, NAN },
    { "1,5,5", NAN, NAN },
    { ",5", NAN, 0.5 },
    { "81,5 kg", NAN, 81.5 },
    { ".", NAN, NAN },
    { "", NAN, NAN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const double expected[] = { rows[i].plain, rows[i].comma };
      static const char *const locales[] = { "C", "de_DE.UTF-8" };
      for (guint l = 0; l < G_N_ELEMENTS (locales); l++)
        {
          double value = 0;
          const char *unit = g_str_has_suffix (rows[i].text, "kg") ? "kg" : "";
          g_test_message ("‘%s’ in %s", rows[i].text, locales[l]);
          take (locales[l]);
          gboolean ok = recoup_value_parse_number (rows[i].text, unit, &value);
          g_assert_cmpint (ok, ==, !isnan (expected[l]));
          if (ok)
            g_assert_cmpfloat_with_epsilon (value, expected[l], 1e-12);
        }
    }
}

/* Between groups a comma parts, and behind one a decimal sign may be a comma too. */
static void
test_groups (void)
{
  static const struct
  {
    const char *text;
    const char *plain; /* as GVariant text; NULL: refused */
    const char *comma;
  } rows[] = {
    { "quads=1", "{'quads': <1.0>}", "{'quads': <1.0>}" },
    { "quads=0.5", "{'quads': <0.5>}", "{'quads': <0.5>}" },
    { "quads=0,5", NULL, "{'quads': <0.5>}" },
    { "quads=0,25,calves=0,5", NULL, "{'quads': <0.25>, 'calves': <0.5>}" },
    { "quads=1,calves=0,5", NULL, "{'quads': <1.0>, 'calves': <0.5>}" },
    { "quads=1,calves=1", "{'quads': <1.0>, 'calves': <1.0>}",
      "{'quads': <1.0>, 'calves': <1.0>}" },
    { "quads=0,5,5", NULL, NULL },
    { "quads=0,5kg", NULL, NULL },
    { "quads=0,", NULL, NULL },
    { "5", NULL, NULL },
  };
  static const char *const locales[] = { "C", "de_DE.UTF-8" };
  const RecoupField *field = recoup_entry_find_field (RECOUP_ENTRY_SESSION, "groups", TRUE);
  const RecoupValueContext context = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint l = 0; l < G_N_ELEMENTS (locales); l++)
      {
        const char *expected = l == 0 ? rows[i].plain : rows[i].comma;
        g_autoptr (GError) error = NULL;
        g_test_message ("‘%s’ in %s", rows[i].text, locales[l]);
        take (locales[l]);
        g_autoptr (GVariant) value =
            recoup_value_parse_plain (field, rows[i].text, &context, &error);
        if (expected == NULL)
          {
            g_assert_null (value);
            g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT);
            continue;
          }
        g_assert_no_error (error);
        g_autoptr (GVariant) wanted =
            g_variant_parse (G_VARIANT_TYPE_VARDICT, expected, NULL, NULL, &error);
        g_assert_no_error (error);
        g_autoptr (GVariant) got = g_variant_get_normal_form (value);
        g_assert_cmpvariant (got, wanted);
      }
}

/* Whatever is written is read again. */
static void
test_round_trip (void)
{
  static const char *const locales[] = { "C",           "de_DE.UTF-8", "en_US.UTF-8",
                                         "en_GB.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8",
                                         "ar_EG.UTF-8", "fa_IR.UTF-8", "ps_AF.UTF-8" };

  for (guint l = 0; l < G_N_ELEMENTS (locales); l++)
    {
      take (locales[l]);
      for (gint64 i = 0; i < 2000; i++)
        {
          double number = g_test_rand_double_range (0, 999);
          RecoupDay day = g_test_rand_int_range (RECOUP_DAY_MIN, RECOUP_DAY_MAX + 1);
          RecoupDay back = 0;
          double value = 0;
          const char *end = NULL;
          g_autofree char *text = recoup_format_number (number, 1);
          g_autofree char *date = recoup_format_date (day);
          g_assert_true (recoup_format_read_number (text, &value, &end));
          g_assert_cmpfloat_with_epsilon (value, number, 0.051);
          g_assert_cmpstr (end, ==, "");
          g_assert_true (recoup_format_read_date (date, &back, &end));
          g_assert_cmpint (back, ==, day);
          g_assert_cmpstr (end, ==, "");
        }
    }
}

static void
test_dates (void)
{
  static const struct
  {
    const char *locale, *text;
    gboolean ok;
  } rows[] = {
    { "C", "2026-03-28", TRUE },           { "C", "28.03.2026", FALSE },
    { "C", "03/28/2026", FALSE },          { "de_DE.UTF-8", "28.03.2026", TRUE },
    { "de_DE.UTF-8", "28.3.2026", TRUE },  { "de_DE.UTF-8", "2026-03-28", TRUE },
    { "de_DE.UTF-8", "28.03.26", FALSE },  { "de_DE.UTF-8", "31.02.2026", FALSE },
    { "en_US.UTF-8", "03/28/2026", TRUE }, { "en_US.UTF-8", "28/03/2026", FALSE },
    { "en_GB.UTF-8", "28/03/2026", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      RecoupDay day = 0;
      g_autoptr (GError) error = NULL;
      g_test_message ("‘%s’ in %s", rows[i].text, rows[i].locale);
      take (rows[i].locale);
      gboolean ok = recoup_when_parse_date (0, rows[i].text, &day, &error);
      g_assert_cmpint (ok, ==, rows[i].ok);
      g_assert_cmpint (ok, ==, error == NULL);
      if (ok)
        g_assert_cmpint (day, ==, DAY);
    }
}

static GTimeZone *
load_utc (const char *id, gpointer user_data)
{
  return g_time_zone_new_utc ();
}

static void
test_times (void)
{
  static const struct
  {
    const char *locale, *text;
    gint second; /* -1: refused */
  } rows[] = {
    { "C", "2026-03-28 22:40", 81600 },
    { "C", "2026-03-28 10:40 pm", 81600 },
    { "C", "2026-03-28 10:40PM", 81600 },
    { "C", "2026-03-28 12:05 a.m.", 300 },
    { "C", "2026-03-28 12 pm", 43200 },
    { "C", "2026-03-28 22:40 pm", -1 },
    { "C", "2026-03-28 0:40 am", -1 },
    { "C", "2026-03-28 10", -1 },
    { "C", "2026-03-28 10:40 xm", -1 },
    { "de_DE.UTF-8", "28.03.2026 22:40", 81600 },
    { "en_US.UTF-8", "03/28/2026 10:40 PM", 81600 },
    { "ar_EG.UTF-8", "2026-03-28 10:40 م", 81600 },
    { "ar_EG.UTF-8", "2026-03-28 10:40 PM", 81600 },
    { "tr_TR.UTF-8", "28-03-2026 10:40 PM", 81600 },
  };
  g_autoptr (RecoupZoneTable) zones = recoup_zone_table_new (load_utc, NULL);
  const RecoupZone *utc = recoup_zone_table_lookup (zones, "UTC");
  RecoupWhen when = { .zone = utc };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      RecoupInstant instant = 0;
      g_test_message ("‘%s’ in %s", rows[i].text, rows[i].locale);
      take (rows[i].locale);
      gboolean ok = recoup_when_parse (&when, rows[i].text, &instant, NULL);
      g_assert_cmpint (ok, ==, rows[i].second >= 0);
      if (ok)
        g_assert_cmpint (instant, ==, (DAY * 86400LL + rows[i].second) * G_USEC_PER_SEC);
    }
}

/* A bare weight is kilograms, but where people weigh in pounds it would be a guess. */
static void
test_weights (void)
{
  double kg = 0;

  take ("de_DE.UTF-8");
  g_assert_true (recoup_value_parse_number ("80", "kg", &kg));
  g_assert_cmpfloat_with_epsilon (kg, 80, 1e-9);
  take ("en_US.UTF-8");
  g_assert_false (recoup_value_parse_number ("180", "kg", &kg));
  g_assert_true (recoup_value_parse_number ("180lb", "kg", &kg));
  g_assert_cmpfloat_with_epsilon (kg, 81.6466266, 1e-6);
  g_assert_true (recoup_value_parse_number ("80kg", "kg", &kg));
  g_assert_cmpfloat_with_epsilon (kg, 80, 1e-9);
  g_assert_true (recoup_value_parse_number ("45", "g", &kg));
}

/* Each category has its own say. */
static void
test_mixed (void)
{
  take ("C");
  g_assert_nonnull (setlocale (LC_TIME, "en_US.UTF-8"));
  g_assert_nonnull (setlocale (LC_NUMERIC, "de_DE.UTF-8"));
  g_autofree char *clock = recoup_format_clock (22 * 3600);
  g_autofree char *kilos = recoup_format_weight (80.5);
  g_assert_cmpstr (clock, ==, "10:00 PM");
  g_assert_cmpstr (kilos, ==, "80,5 kg");
  g_assert_nonnull (setlocale (LC_MEASUREMENT, "en_US.UTF-8"));
  g_assert_nonnull (setlocale (LC_TIME, "C"));
  g_autofree char *pounds = recoup_format_weight (80.5);
  g_autofree char *plain = recoup_format_clock (22 * 3600);
  g_assert_cmpstr (pounds, ==, "177,5 lb");
  g_assert_cmpstr (plain, ==, "22:00");
}

/* Weekdays in the language of the locale and in English, whatever the letter I becomes there. */
static void
test_weekdays (void)
{
  static const struct
  {
    const char *locale, *text;
    gint weekday; /* -1: refused */
  } rows[] = {
    { "C", "mon", 0 },
    { "C", "Sunday", 6 },
    { "C", "Mo", -1 },
    { "C", "", -1 },
    { "de_DE.UTF-8", "Mo", 0 },
    { "de_DE.UTF-8", "sonntag", 6 },
    { "de_DE.UTF-8", "Fri", 4 },
    { "fr_FR.UTF-8", "lun.", 0 },
    { "fr_FR.UTF-8", "Dim", 6 },
    { "tr_TR.UTF-8", "FRI", 4 },
    { "tr_TR.UTF-8", "FRIDAY", 4 },
    { "tr_TR.UTF-8", "Paz", 6 },
    { "tr_TR.UTF-8", "xxx", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint weekday = 0;
      g_test_message ("‘%s’ in %s", rows[i].text, rows[i].locale);
      take (rows[i].locale);
      gboolean ok = recoup_format_read_weekday (rows[i].text, &weekday);
      g_assert_cmpint (ok ? (gint) weekday : -1, ==, rows[i].weekday);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/out", test_out);
  g_test_add_func ("/format/midnight", test_midnight);
  g_test_add_func ("/format/numbers", test_numbers);
  g_test_add_func ("/format/groups", test_groups);
  g_test_add_func ("/format/round-trip", test_round_trip);
  g_test_add_func ("/format/dates", test_dates);
  g_test_add_func ("/format/times", test_times);
  g_test_add_func ("/format/weights", test_weights);
  g_test_add_func ("/format/mixed", test_mixed);
  g_test_add_func ("/format/weekdays", test_weekdays);
  return g_test_run ();
}
