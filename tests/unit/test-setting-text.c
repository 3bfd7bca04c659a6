/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Settings as they are typed in one locale or another. What recoup.conf takes is taken everywhere,
 * and nothing is let through that the core would refuse. */

#include <locale.h>

#include "client/setting-text.h"
#include "recoup/error.h"
#include "recoup/policy.h"
#include "words/words.h"

static void
take (const char *locale)
{
  g_assert_nonnull (setlocale (LC_ALL, locale));
}

static void
test_read (void)
{
  static const struct
  {
    const char *locale, *key, *text;
    const char *plain; /* NULL: refused */
  } rows[] = {
    { "C", "body_weight_kg", "80.5", "80.5" },
    { "C", "body_weight_kg", "80,5", NULL },
    { "C", "body_weight_kg", "80kg", "80.00" },
    { "C", "body_weight_kg", "176lb", "79.83" },
    { "C", "body_weight_kg", "700lb", NULL },
    { "de_DE.UTF-8", "body_weight_kg", "80.5", "80.5" },
    { "de_DE.UTF-8", "body_weight_kg", "80,5", "80.50" },
    { "de_DE.UTF-8", "body_weight_kg", "80,5 kg", "80.50" },
    { "de_DE.UTF-8", "body_weight_kg", "1.080,5", NULL },
    { "en_US.UTF-8", "body_weight_kg", "80", "80" }, /* the key names its unit */
    { "en_US.UTF-8", "body_weight_kg", "180lbs", "81.65" },
    { "fr_FR.UTF-8", "protein_g_per_kg", "1,75", "1.7500" },
    { "tr_TR.UTF-8", "protein_g_per_kg", "1,75g/kg", "1.7500" },
    { "C", "protein_g_per_kg", "1.625", "1.625" },
    { "C", "protein_target_g", "130g", "130.0000" },
    { "C", "sleep_need_min", "8h", "480" },
    { "C", "sleep_need_min", "7h30", "450" },
    { "de_DE.UTF-8", "sleep_need_min", "7,5h", "450" },
    { "de_DE.UTF-8", "sleep_need_min", "450,5", NULL },
    { "C", "sleep_need_min", "12h", NULL },
    { "C", "quiet_from", "22:30", "22:30" },
    { "C", "quiet_from", "10:30 pm", "22:30" },
    { "en_US.UTF-8", "quiet_from", "10 PM", "22:00" },
    { "C", "quiet_from", "22:30:10", NULL },
    { "C", "quiet_from", "25:00", NULL },
    { "C", "wake", "6:30 am", "06:30" },
    { "C", "wake", "mon-fri:06:30,sat-sun:08:30", "mon-fri:06:30,sat-sun:08:30" },
    { "C", "wake", "Monday-Friday 6:30, sat-sun 8:30 am", "mon-fri:06:30,sat-sun:08:30" },
    { "de_DE.UTF-8", "wake", "Mo-Fr:6:30,Samstag-So:8:30", "mon-fri:06:30,sat-sun:08:30" },
    { "de_DE.UTF-8", "wake", "mon-fri:6:30,sat-sun:8:30", "mon-fri:6:30,sat-sun:8:30" },
    { "de_DE.UTF-8", "wake", "Mo-Mi-Fr:6:30", NULL },
    { "de_DE.UTF-8", "wake", "Werktags:6:30", NULL },
    { "C", "wake", "mon", NULL },
    { "C", "wake", ":6:30", NULL },
    { "fr_FR.UTF-8", "wake", "lun.-ven.:6:30,sam-dim:8:30", "mon-fri:06:30,sat-sun:08:30" },
    { "tr_TR.UTF-8", "wake", "FRI:6:30", "FRI:6:30" },
    { "tr_TR.UTF-8", "wake", "Friday:6:30 AM", "fri:06:30" },
    { "C", "week", "Tue: lower back + Quads", "tue:lower_back+quads" },
    { "de_DE.UTF-8", "week", "Di:quads+hiit", "tue:quads+hiit" },
    { "C", "week", "tue:wings", NULL },
    { "C", "accounts_off", "Fuel, sleep", "Fuel, sleep" },
    { "C", "accounts_off", "food", NULL },
    { "C", "remind_hydration", "yes", "on" },
    { "C", "remind_hydration", "maybe", NULL },
    { "C", "training_status", "Trained", "Trained" },
    { "C", "training_status", "elite", NULL },
    { "C", "of_a_newer_daemon", "12,5", "12,5" },
    { "C", "wake", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s=%s in %s", rows[i].key, rows[i].text, rows[i].locale);
      take (rows[i].locale);
      g_autofree char *plain = recoup_setting_read (rows[i].key, rows[i].text, &error);
      g_assert_cmpstr (plain, ==, rows[i].plain);
      g_assert_cmpint (plain == NULL, ==, error != NULL);
      if (error != NULL) /* it tells what was typed, and which setting that is */
        g_assert_true (strstr (error->message, rows[i].text) != NULL &&
                       strstr (error->message, rows[i].key) != NULL);
    }
}

/* With a catalogue the words of its language are taken, and the keys still are. */
static void
test_words (void)
{
  static const struct
  {
    const char *key, *text, *plain;
  } rows[] = {
    { "week", "Mo:Brust+Trizeps,Do:unterer Rücken", "mon:chest+triceps,thu:lower_back" },
    { "week", "Mo:chest+Trizeps", "mon:chest+triceps" },
    { "accounts_off", "Schlaf, Eiweiß", "sleep,fuel" },
    { "accounts_off", "sleep,EIWEISS", "sleep,fuel" },
    { "remind_hydration", "ja", "on" },
    { "remind_hydration", "aus", "off" },
  };

  take ("de_DE.UTF-8");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *plain = recoup_setting_read (rows[i].key, rows[i].text, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (plain, ==, rows[i].plain);
    }
}

/* What is shown is what the locale writes, and is read as what it was. */
static void
test_show (void)
{
  static const struct
  {
    const char *locale, *plain, *shown;
  } rows[] = {
    { "C", "mon-fri:06:30,sat-sun:08:30", "mon-fri:06:30,sat-sun:08:30" },
    { "de_DE.UTF-8", "mon-fri:06:30,sat-sun:08:30", "Mo-Fr:06:30,Sa-So:08:30" },
    { "en_US.UTF-8", "mon-fri:06:30,sat:16:00", "Mon-Fri:6:30 AM,Sat:4:00 PM" },
    { "en_US.UTF-8", "07:00", "7:00 AM" },
    { "C", "mon,wed-fri", "mon,wed-fri" },
    { "de_DE.UTF-8", "mon,wed-fri", "Mo,Mi-Fr" },
    { "ar_EG.UTF-8", "07:00", "7:00 ص" },
  };
  static const char *const locales[] = { "C",           "de_DE.UTF-8", "en_US.UTF-8", "fr_FR.UTF-8",
                                         "tr_TR.UTF-8", "ar_EG.UTF-8", "fa_IR.UTF-8" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      take (rows[i].locale);
      g_autofree char *shown = recoup_setting_show_days (rows[i].plain);
      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      const char *wake = "mon:06:30,tue:07:15,wed:08:00,thu:12:00,fri:00:05,sat-sun:17:45";
      g_test_message ("%s", locales[i]);
      take (locales[i]);
      g_autofree char *shown = recoup_setting_show_days (wake);
      g_autofree char *plain = recoup_setting_read ("wake", shown, NULL);
      g_assert_cmpstr (plain, ==, wake);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* GLib looks once whether there is a catalogue at all. */
  g_assert_nonnull (setlocale (LC_ALL, "de_DE.UTF-8"));
  g_assert_true (g_setenv ("LC_ALL", "de_DE.UTF-8", TRUE));
  g_assert_true (recoup_words_init (RECOUP_TEST_CATALOGUES));
  g_test_add_func ("/setting-text/read", test_read);
  g_test_add_func ("/setting-text/words", test_words);
  g_test_add_func ("/setting-text/show", test_show);
  return g_test_run ();
}
