/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What single cells say: numbers, lengths of time, dates in many languages, and names that are not
 * to be trusted. */

#include <math.h>

#include "client/import/stamp.h"
#include "client/import/text.h"

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    gboolean decimal_comma;
    double number; /* NAN: refused */
  } cases[] = {
    { "62.5", FALSE, 62.5 },
    { "62,5", FALSE, 62.5 },
    { "62,5", TRUE, 62.5 },
    { "9,99", FALSE, 9.99 },
    { "60.10098903", FALSE, 60.10098903 },
    { "6,80388555", FALSE, 6.80388555 },
    { "13.0", FALSE, 13 },
    { "0", FALSE, 0 },
    { "-20", FALSE, -20 },
    { "+5", FALSE, 5 },
    { " 7 ", FALSE, 7 },
    { ".5", FALSE, 0.5 },
    { "5.", FALSE, 5 },
    { "1.050", FALSE, 1.05 },
    { "1,050", TRUE, 1.05 },
    { "1,050", FALSE, NAN },
    { "12,500", FALSE, NAN },
    { "0,125", FALSE, 0.125 },
    { "1050,125", FALSE, 1050.125 },
    { "1,234.5", FALSE, 1234.5 },
    { "1.234,5", FALSE, 1234.5 },
    { "1.234.567,5", FALSE, 1234567.5 },
    { "1 234.5", FALSE, 1234.5 },
    { "1\xc2\xa0"
      "234,5",
      FALSE, 1234.5 },
    { "1'234", FALSE, 1234 },
    { "12,34.5", FALSE, NAN },
    { "1,2,3", TRUE, NAN },
    { "1.2.3", FALSE, NAN },
    { "", FALSE, NAN },
    { "-", FALSE, NAN },
    { ".", FALSE, NAN },
    { ",", TRUE, NAN },
    { "5kg", FALSE, NAN },
    { "1e5", FALSE, NAN },
    { "0x10", FALSE, NAN },
    { "nan", FALSE, NAN },
    { "inf", FALSE, NAN },
    { "--5", FALSE, NAN },
    { "=1+1", FALSE, NAN },
    { "٥", FALSE, NAN },
    { "99999999999999999999999999999999999999999", FALSE, NAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double number = 0;
      gboolean is_number = recoup_text_number (cases[i].text, cases[i].decimal_comma, &number);

      g_test_message ("‘%s’%s", cases[i].text, cases[i].decimal_comma ? ", decimal comma" : "");
      g_assert_cmpint (is_number, ==, !isnan (cases[i].number));
      if (is_number)
        g_assert_cmpfloat_with_epsilon (number, cases[i].number, 1e-9);
    }
}

static void
test_minutes (void)
{
  static const struct
  {
    const char *text;
    double minutes; /* NAN: refused */
  } cases[] = {
    { "35m", 35 },
    { "46min", 46 },
    { "1h 50m", 110 },
    { "1h 15min", 75 },
    { "264h 1m", 15841 },
    { "45s", 0.75 },
    { "4200", 70 },
    { "1h", 60 },
    { "1 h 15 min", 75 },
    { "1h15m", 75 },
    { "1 Std. 5 Min.", 65 },
    { "0:20:00", 20 },
    { "1:15", 75 },
    { "1.5h", 90 },
    { "", NAN },
    { "h", NAN },
    { "10 parsecs", NAN },
    { "1:60", NAN },
    { "1:2:3:4", NAN },
    { "-5m", NAN },
    { "5m x", NAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double minutes = 0;
      gboolean is_time = recoup_text_minutes (cases[i].text, &minutes);

      g_test_message ("‘%s’", cases[i].text);
      g_assert_cmpint (is_time, ==, !isnan (cases[i].minutes));
      if (is_time)
        g_assert_cmpfloat_with_epsilon (minutes, cases[i].minutes, 1e-9);
    }
}

static void
test_stamps (void)
{
  static const struct
  {
    const char *text;
    const char *stamp; /* NULL: refused */
    gint64 unix_sec;   /* with an offset, else 0 */
  } cases[] = {
    { "2026-01-05 19:53:42", "2026-01-05T19:53:42", 0 },
    { "2026-01-05T19:53", "2026-01-05T19:53:00", 0 },
    { "2026-01-05 19:53:42.750", "2026-01-05T19:53:42", 0 },
    { "2026-1-5 9:05", "2026-01-05T09:05:00", 0 },
    { "2018-05-07", "2018-05-07", 0 },
    { "2026/01/05 19:53", "2026-01-05T19:53:00", 0 },
    { "2026-01-05T19:53:42Z", "2026-01-05T19:53:42", 1767642822 },
    { "2026-01-05T19:53:42+02:00", "2026-01-05T19:53:42", 1767635622 },
    { "2026-01-05 19:53:42 -0330", "2026-01-05T19:53:42", 1767655422 },
    { "2026-02-02 12:12:02\xe2\x80\xaf"
      "AM",
      "2026-02-02T00:12:02", 0 },
    { "2026-02-02 12:12:02 PM", "2026-02-02T12:12:02", 0 },
    { "2026-02-02 1:00 pm", "2026-02-02T13:00:00", 0 },
    { "28 Mar 2025, 17:29", "2025-03-28T17:29:00", 0 },
    { "5 Sept 2026, 20:39", "2026-09-05T20:39:00", 0 },
    { "Mar 28, 2025, 5:29 PM", "2025-03-28T17:29:00", 0 },
    { "18 März 2026, 20:39", "2026-03-18T20:39:00", 0 },
    { "18. Dez. 2026, 20:39", "2026-12-18T20:39:00", 0 },
    { "18 sept. 2026, 20:39", "2026-09-18T20:39:00", 0 },
    { "1 août 2026, 08:00", "2026-08-01T08:00:00", 0 },
    { "1 aou\xcc\x82t 2026, 08:00", "2026-08-01T08:00:00", 0 }, /* decomposed */
    { "2 déc. 2026, 08:00", "2026-12-02T08:00:00", 0 },
    { "28 de mar. de 2025, 17:29", "2025-03-28T17:29:00", 0 },
    { "3 ene 2026, 17:29", "2026-01-03T17:29:00", 0 },
    { "3 gen 2026, 17:29", "2026-01-03T17:29:00", 0 },
    { "3 out 2026, 17:29", "2026-10-03T17:29:00", 0 },
    { "3 MEI 2026, 17:29", "2026-05-03T17:29:00", 0 },
    { "28 мар. 2025 г., 17:29", "2025-03-28T17:29:00", 0 },
    { "5 Ağu 2026, 20:39", "2026-08-05T20:39:00", 0 },
    { "5 Kas 2026, 20:39", "2026-11-05T20:39:00", 0 },
    { "5 paź 2026, 20:39", "2026-10-05T20:39:00", 0 },
    { "5 9月 2026, 20:39", "2026-09-05T20:39:00", 0 },
    { "5 9월 2026, 20:39", "2026-09-05T20:39:00", 0 },
    { "2026年9月5日 20:39", "2026-09-05T20:39:00", 0 },
    { "29 Feb 2024, 10:00", "2024-02-29T10:00:00", 0 },
    { "29 Feb 2025, 10:00", NULL, 0 },
    { "2026-02-30 10:00", NULL, 0 },
    { "03/04/2026 10:00", NULL, 0 }, /* nobody knows which is the month */
    { "3.4.2026 10:00", NULL, 0 },
    { "28 Foo 2025, 17:29", NULL, 0 },
    { "2026-01-05 24:00", NULL, 0 },
    { "2026-01-05 10:60", NULL, 0 },
    { "2026-01-05 13:00 AM", NULL, 0 },
    { "2026-01-05 10", NULL, 0 },
    { "2026-01-05 10:00 noon", NULL, 0 },
    { "2026-01-05 10:00+16:00", NULL, 0 },
    { "17:29", NULL, 0 },
    { "", NULL, 0 },
    { "Date", NULL, 0 },
    { "1e9", NULL, 0 },
    { "2026-01-05 10:00 1 2 3 4 5 6 7 8 9", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecoupStamp stamp = { 0 };
      gboolean is_stamp = recoup_stamp_parse (cases[i].text, &stamp);

      g_test_message ("‘%s’", cases[i].text);
      g_assert_cmpint (is_stamp, ==, cases[i].stamp != NULL);
      if (!is_stamp)
        continue;
      g_autofree char *text = recoup_stamp_format (&stamp);
      g_assert_cmpstr (text, ==, cases[i].stamp);
      g_assert_cmpint (stamp.has_offset, ==, cases[i].unix_sec != 0);
      g_assert_cmpint (stamp.instant, ==,
                       cases[i].unix_sec != 0 ? cases[i].unix_sec * G_USEC_PER_SEC
                                              : RECOUP_INSTANT_NONE);
    }
}

/* Each language's months come out in order. */
static void
test_months (void)
{
  static const char *const languages[] = {
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "January February March April May June July August September October November December",
    "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
    "янв февр мар апр мая июн июл авг сент окт нояб дек",
    "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
  };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_auto (GStrv) months = g_strsplit (languages[i], " ", -1);

      g_assert_cmpuint (g_strv_length (months), ==, 12);
      for (guint m = 0; m < 12; m++)
        {
          g_autofree char *text = g_strdup_printf ("7 %s 2026, 10:00", months[m]);
          g_autofree char *expected = g_strdup_printf ("2026-%02u-07T10:00:00", m + 1);
          RecoupStamp stamp = { 0 };

          g_test_message ("%s", text);
          g_assert_true (recoup_stamp_parse (text, &stamp));
          g_autofree char *read = recoup_stamp_format (&stamp);
          g_assert_cmpstr (read, ==, expected);
        }
    }
}

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    gsize max;
    const char *clean;
    gboolean was_cut;
  } cases[] = {
    { "Bench Press (Barbell)", 80, "Bench Press (Barbell)", FALSE },
    { "  two \t words\n", 80, "two words", FALSE },
    { "red\x1b[31m", 80, "red[31m", FALSE },
    { "\xe2\x80\xae"
      "evil\xe2\x80\x8b\xef\xbb\xbf\x7f\x07",
      80, "evil", FALSE },
    { "a\xc2\x85"
      "b",
      80, "ab", FALSE },
    { "\xe2\x81\xa6"
      "x\xe2\x81\xa9",
      80, "x", FALSE },
    { "u\xcc\x88"
      "ber",
      80,
      "\xc3\xbc"
      "ber",
      FALSE },
    { "abcdef", 6, "abcdef", FALSE },
    { "abcdef", 5, "abcde", TRUE },
    { "ab cdef", 3, "ab", TRUE },
    { "\xc3\xa4\xc3\xa4\xc3\xa4", 5, "\xc3\xa4\xc3\xa4", TRUE },
    { "💪 day", 80, "💪 day", FALSE },
    { "\x01\x02", 80, "", FALSE },
    { "", 80, "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean was_cut = FALSE;
      g_autofree char *clean = recoup_text_clean (cases[i].text, cases[i].max, &was_cut);

      g_test_message ("case %u", i);
      g_assert_cmpstr (clean, ==, cases[i].clean);
      g_assert_cmpint (was_cut, ==, cases[i].was_cut);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-text/numbers", test_numbers);
  g_test_add_func ("/import-text/minutes", test_minutes);
  g_test_add_func ("/import-text/stamps", test_stamps);
  g_test_add_func ("/import-text/months", test_months);
  g_test_add_func ("/import-text/clean", test_clean);
  return g_test_run ();
}
