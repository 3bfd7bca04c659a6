/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Settings: the table itself, every text form both ways, ranges at their edges, and the rules
 * between settings. */

#include "recoup/policy.h"

#include <string.h>

#include "recoup/error.h"
#include "recoup/state.h"

static void
set (RecoupPolicy *policy, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (recoup_policy_parse (policy, key, text, &error));
  g_assert_no_error (error);
}

/* To the last bit. */
static gboolean
is_same (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

static void
assert_text (const RecoupPolicy *policy, const char *key, const char *expected)
{
  g_autofree char *text = recoup_policy_format (policy, key);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_table (void)
{
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);
  RecoupPolicy policy;

  recoup_policy_init (&policy);
  g_assert_cmpuint (n, ==, 34);
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s: %s (%s)", settings[i].key, settings[i].range_text,
                      settings[i].default_text);
      g_assert_cmpuint (strspn (settings[i].key, "abcdefghijklmnopqrstuvwxyz_"), ==,
                        strlen (settings[i].key));
      g_assert_true (recoup_policy_find_setting (settings[i].key) != NULL);
      g_assert_cmpstr (recoup_policy_find_setting (settings[i].key)->doc, ==, settings[i].doc);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (settings[i].key, !=, settings[j].key);
      assert_text (&policy, settings[i].key, settings[i].default_text);
      g_assert_cmpuint (strlen (settings[i].range_text), >, 0);
      g_assert_cmpuint (strlen (settings[i].doc), >, 0);
      g_assert_false (g_str_has_suffix (settings[i].doc, "."));
      g_assert_nonnull (settings[i].unit);
    }
  g_assert_null (recoup_policy_find_setting ("remind_"));
}

/* The defaults of the model and the reminders, as their documents have them. */
static void
test_defaults (void)
{
  RecoupPolicy policy;
  g_autoptr (GError) error = NULL;

  recoup_policy_init (&policy);
  g_assert_cmpuint (policy.sleep_need_min, ==, 480);
  g_assert_cmpuint (policy.latency_min, ==, 15);
  g_assert_cmpuint (policy.day_start_min, ==, 240);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_cmpuint (policy.wake_min[i], ==, 420);
      g_assert_cmpuint (policy.week[i].n, ==, 0);
    }
  g_assert_cmpint (policy.training_status, ==, RECOUP_DEFAULT);
  g_assert_cmpfloat_with_epsilon (policy.protein_target_g, 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (policy.protein_g_per_kg, 1.6, 1e-12);
  g_assert_cmpfloat_with_epsilon (policy.body_weight_kg, 80, 1e-12);
  g_assert_cmpuint (policy.meals_per_day, ==, 4);
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    g_assert_cmpint (policy.remind[i], ==, i < RECOUP_REMINDER_HYDRATION);
  g_assert_cmpuint (policy.wind_down_min, ==, 60);
  g_assert_cmpuint (policy.later_min, ==, 30);
  g_assert_cmpuint (policy.activity_time_min, ==, 17 * 60 + 30);
  g_assert_cmpuint (policy.protein_portion_g, ==, 30);
  g_assert_cmpint (policy.quiet_from_min, ==, -1);
  g_assert_cmpint (policy.quiet_until_min, ==, -1);
  g_assert_cmpuint (policy.defer_protein_min, ==, 90);
  g_assert_cmpuint (policy.defer_bedtime_min, ==, 20);
  g_assert_cmpuint (policy.min_gap_min, ==, 10);
  g_assert_cmpuint (policy.max_popups, ==, 8);
  g_assert_cmpint (policy.privacy, ==, RECOUP_PRIVACY_LOCKED);
  g_assert_cmpint (policy.sleep_detection, ==, RECOUP_DETECTION_ASK);
  g_assert_true (recoup_policy_check (&policy, &error));
  g_assert_no_error (error);
}

/* What is read, and how it is written back. */
static const struct
{
  const char *key, *text, *written;
} accepted[] = {
  { "sleep_need_min", "420", "420" },
  { "sleep_need_min", "540", "540" },
  { "latency_min", " 0 ", "0" },
  { "latency_min", "90", "90" },
  { "day_start", "00:00", "00:00" },
  { "day_start", "11:59", "11:59" },
  { "day_start", "5:30", "05:30" },
  { "wake", "06:15", "06:15" },
  { "wake", "mon-fri:06:30,sat-sun:08:30", "mon-fri:06:30,sat-sun:08:30" },
  { "wake", "sat:8:30", "mon-fri:07:00,sat:08:30,sun:07:00" },
  { "wake", "sat-mon:09:00", "mon:09:00,tue-fri:07:00,sat-sun:09:00" },
  { "wake", "Mon - Fri : 06:30 , SUN:09:00", "mon-fri:06:30,sat:07:00,sun:09:00" },
  { "wake", "mon-sun:05:00", "05:00" },
  { "wake", "tue-mon:05:00", "05:00" },
  { "wake", "mon:07:00", "07:00" },
  { "training_status", "novice", "novice" },
  { "training_status", "Trained", "trained" },
  { "protein_target_g", "30", "30" },
  { "protein_target_g", "399.95", "399.95" },
  { "protein_target_g", "", "" },
  { "protein_g_per_kg", "0.8", "0.8" },
  { "protein_g_per_kg", "1.763698", "1.763698" },
  { "protein_g_per_kg", "3.1", "3.1" },
  { "body_weight_kg", "30.000", "30" },
  { "body_weight_kg", "82.4", "82.4" },
  { "meals_per_day", "2", "2" },
  { "meals_per_day", "8", "8" },
  { "week", "mon:chest+back,tue:active,thu:rest", "mon:chest+back,tue:active,thu:rest" },
  { "week", "mon:back + chest", "mon:back+chest" },
  { "week", "mon-tue:rest,wed:rest,thu:HIIT", "mon-wed:rest,thu:hiit" },
  { "week", "sat-sun:lower_back", "sat-sun:lower_back" },
  { "week", "", "" },
  { "accounts_off", "", "" },
  { "accounts_off", "fuel", "fuel" },
  { "accounts_off", "Autonomic , fuel", "fuel,autonomic" },
  { "remind_check_in", "off", "off" },
  { "remind_foam_roll", "ON", "on" },
  { "wind_down_min", "180", "180" },
  { "later_min", "5", "5" },
  { "activity_time", "23:59", "23:59" },
  { "protein_portion_g", "10", "10" },
  { "quiet_from", "22:00", "22:00" },
  { "quiet_until", "", "" },
  { "defer_protein_min", "240", "240" },
  { "defer_bedtime_min", "0", "0" },
  { "min_gap_min", "60", "60" },
  { "max_popups", "20", "20" },
  { "privacy", "full", "full" },
  { "sleep_detection", "automatic", "automatic" },
};

static void
test_accepted (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      RecoupPolicy policy;
      RecoupPolicy again;
      g_test_message ("%s=%s", accepted[i].key, accepted[i].text);
      recoup_policy_init (&policy);
      recoup_policy_init (&again);
      set (&policy, accepted[i].key, accepted[i].text);
      assert_text (&policy, accepted[i].key, accepted[i].written);
      set (&again, accepted[i].key, accepted[i].written);
      g_assert_true (recoup_policy_equal (&policy, &again));
    }
}

#define INVALID RECOUP_ERROR_INVALID_ARGUMENT
#define OUTSIDE RECOUP_ERROR_OUT_OF_RANGE

static const struct
{
  const char *key, *text;
  RecoupError code;
  const char *message; /* NULL: not looked at */
} refused[] = {
  { "sleep_need_min", "419", OUTSIDE, "‘sleep_need_min’ must be 420 to 540 min, got ‘419’" },
  { "sleep_need_min", "541", OUTSIDE, NULL },
  { "sleep_need_min", "480.5", INVALID, NULL },
  { "sleep_need_min", "8 h", INVALID, "‘sleep_need_min’ must be 420 to 540 min, got ‘8 h’" },
  { "sleep_need_min", "0x1e0", INVALID, NULL },
  { "sleep_need_min", "4.8e2", INVALID, NULL },
  { "sleep_need_min", "99999999999999999999999", OUTSIDE, NULL },
  { "sleep_need_min", "480,0", INVALID, NULL },
  { "sleep_need_min", "+480", INVALID, NULL },
  { "latency_min", "-1", OUTSIDE, NULL },
  { "latency_min", "91", OUTSIDE, NULL },
  { "day_start", "12:00", OUTSIDE, "‘day_start’ must be 00:00 to 11:59, got ‘12:00’" },
  { "day_start", "24:00", INVALID, NULL },
  { "day_start", "4:60", INVALID, NULL },
  { "day_start", "04:5", INVALID, NULL },
  { "day_start", "04:000", INVALID, NULL },
  { "day_start", "004:00", INVALID, NULL },
  { "day_start", "0400", INVALID, NULL },
  { "day_start", ":00", INVALID, NULL },
  { "day_start", "04:00:00", INVALID, NULL },
  { "wake", "25:00", INVALID, NULL },
  { "wake", "18:01", OUTSIDE,
    "‘wake’ must be a time 00:00 to 18:00, or days such as mon-fri:06:30,sat-sun:08:30, got "
    "‘18:01’" },
  { "wake", "mon-sat:07:00,sun:23:00", OUTSIDE, NULL },
  { "wake", "mon", INVALID, NULL },
  { "wake", "mon:", INVALID, NULL },
  { "wake", "mon:7", INVALID, NULL },
  { "wake", "monday:07:00", INVALID, NULL },
  { "wake", "mon-:07:00", INVALID, NULL },
  { "wake", "mon-tue-wed:07:00", INVALID, NULL },
  { "wake", "mon-fri:07:00,fri:08:00", INVALID, NULL },
  { "wake", "mon:07:00,", INVALID, NULL },
  { "wake", "07:00,mon:08:00", INVALID, NULL },
  { "wake", "mon:1:00,tue:1:00,wed:1:00,thu:1:00,fri:1:00,sat:1:00,sun:1:00,mon:1:00", INVALID,
    NULL },
  { "training_status", "expert", INVALID,
    "‘training_status’ must be trained, default, novice, got ‘expert’" },
  { "protein_target_g", "29.9", OUTSIDE,
    "‘protein_target_g’ must be 30 to 400 g, or empty, got ‘29.9’" },
  { "protein_target_g", "400.1", OUTSIDE, NULL },
  { "protein_target_g", "none", INVALID, NULL },
  { "protein_target_g", "nan", INVALID, NULL },
  { "protein_target_g", "inf", INVALID, NULL },
  { "protein_g_per_kg", "0.79", OUTSIDE, NULL },
  { "protein_g_per_kg", "3.11", OUTSIDE, NULL },
  { "protein_g_per_kg", "1,6", INVALID, NULL },
  { "protein_g_per_kg", "1.", INVALID, NULL },
  { "protein_g_per_kg", ".9", INVALID, NULL },
  { "protein_g_per_kg", "1.6.1", INVALID, NULL },
  { "protein_g_per_kg", "-", INVALID, NULL },
  { "body_weight_kg", "29.99", OUTSIDE, NULL },
  { "body_weight_kg", "301", OUTSIDE, NULL },
  { "meals_per_day", "1", OUTSIDE, NULL },
  { "meals_per_day", "9", OUTSIDE, NULL },
  { "week", "mon:leg", INVALID, NULL },
  { "accounts_off", "food", INVALID,
    "‘accounts_off’ must be names of sleep, fuel, stress, tissue, load, autonomic, with commas "
    "between them, or empty, got ‘food’" },
  { "accounts_off", "fuel,fuel", INVALID, NULL },
  { "accounts_off", "fuel,", INVALID, NULL },
  { "accounts_off", "sleep,fuel,stress,tissue,load,autonomic,sleep", INVALID, NULL },
  { "week", "mon:chest+chest", INVALID, NULL },
  { "week", "mon:chest++back", INVALID, NULL },
  { "week", "mon:", INVALID, NULL },
  { "week", "mon:rest,mon:chest", INVALID, NULL },
  { "week", "chest", INVALID, NULL },
  { "remind_bedtime", "yes", INVALID, "‘remind_bedtime’ must be on, off, got ‘yes’" },
  { "later_min", "4", OUTSIDE, NULL },
  { "later_min", "181", OUTSIDE, NULL },
  { "wind_down_min", "181", OUTSIDE, NULL },
  { "protein_portion_g", "9", OUTSIDE, NULL },
  { "protein_portion_g", "81", OUTSIDE, NULL },
  { "quiet_from", "10pm", INVALID, NULL },
  { "defer_protein_min", "241", OUTSIDE, NULL },
  { "defer_bedtime_min", "241", OUTSIDE, NULL },
  { "min_gap_min", "61", OUTSIDE, NULL },
  { "max_popups", "0", OUTSIDE, NULL },
  { "max_popups", "21", OUTSIDE, NULL },
  { "privacy", "public", INVALID, NULL },
  { "sleep_detection", "on", INVALID, NULL },
  { "bedtime", "22:00", RECOUP_ERROR_NOT_FOUND, "No setting is called ‘bedtime’" },
  { "be\033[2Jd", "1", RECOUP_ERROR_NOT_FOUND, "No setting is called ‘be\357\277\275[2Jd’" },
  { "", "", RECOUP_ERROR_NOT_FOUND, NULL },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      RecoupPolicy policy;
      RecoupPolicy before;
      g_autoptr (GError) error = NULL;
      recoup_policy_init (&policy);
      set (&policy, "sleep_need_min", "500");
      before = policy;
      g_test_message ("%s=%s", refused[i].key, refused[i].text);
      g_assert_false (recoup_policy_parse (&policy, refused[i].key, refused[i].text, &error));
      g_assert_error (error, RECOUP_ERROR, (gint) refused[i].code);
      if (refused[i].message != NULL)
        g_assert_cmpstr (error->message, ==, refused[i].message);
      g_assert_true (recoup_policy_equal (&policy, &before));
    }
}

/* The empty text gives the default back, whatever stood there. */
static void
test_reset (void)
{
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);
  RecoupPolicy defaults;

  recoup_policy_init (&defaults);
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      RecoupPolicy policy = defaults;
      set (&policy, accepted[i].key, accepted[i].text);
      set (&policy, accepted[i].key, " ");
      g_assert_true (recoup_policy_equal (&policy, &defaults));
    }
  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    {
      RecoupPolicy policy = defaults;
      set (&policy, settings[i].key, "");
      assert_text (&policy, settings[i].key, settings[i].default_text);
    }
}

static void
randomise_week (RecoupPolicy *policy, GRand *rand)
{
  for (guint day = 0; day < 7; day++)
    {
      RecoupPlannedDay *planned = &policy->week[day];
      guint seen = 0;
      planned->n = 0;
      for (gint i = g_rand_int_range (rand, 0, 5); i > 0; i--)
        {
          guint item = (guint) g_rand_int_range (rand, 0, RECOUP_N_PLANNED);
          if ((seen & (1U << item)) == 0)
            planned->items[planned->n++] = (guint8) item;
          seen |= 1U << item;
        }
    }
}

static void
randomise (RecoupPolicy *policy, GRand *rand)
{
  policy->sleep_need_min = (guint) g_rand_int_range (rand, 420, 541);
  policy->latency_min = (guint) g_rand_int_range (rand, 0, 91);
  policy->day_start_min = (guint) g_rand_int_range (rand, 0, 720);
  for (guint i = 0; i < 7; i++)
    policy->wake_min[i] = (guint) g_rand_int_range (rand, 0, 4) * 360;
  policy->training_status = (RecoupTrainingStatus) g_rand_int_range (rand, 0, 3);
  policy->protein_target_g = g_rand_boolean (rand) ? 0 : g_rand_double_range (rand, 30, 400);
  policy->protein_g_per_kg = g_rand_double_range (rand, 0.8, 3.1);
  policy->body_weight_kg = g_rand_double_range (rand, 30, 300);
  policy->meals_per_day = (guint) g_rand_int_range (rand, 2, 9);
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    policy->remind[i] = g_rand_boolean (rand);
  policy->quiet_from_min = g_rand_int_range (rand, -1, 1440);
  policy->quiet_until_min = g_rand_int_range (rand, -1, 1440);
  policy->privacy = (RecoupPrivacy) g_rand_int_range (rand, 0, 3);
  policy->sleep_detection = (RecoupSleepDetection) g_rand_int_range (rand, 0, 3);
  policy->accounts_off = (guint) g_rand_int_range (rand, 0, 1 << RECOUP_N_ACCOUNTS);
  randomise_week (policy, rand);
}

/* Writing every setting and reading it into fresh defaults gives the same value. */
static void
test_inverse (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 300; round++)
    {
      RecoupPolicy policy;
      RecoupPolicy again;
      recoup_policy_init (&policy);
      recoup_policy_init (&again);
      randomise (&policy, rand);
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *text = recoup_policy_format (&policy, settings[i].key);
          set (&again, settings[i].key, text);
        }
      g_assert_true (recoup_policy_equal (&policy, &again));
      g_assert_true (memcmp (policy.wake_min, again.wake_min, sizeof policy.wake_min) == 0);
      g_assert_true (is_same (policy.body_weight_kg, again.body_weight_kg));
      g_assert_true (is_same (policy.protein_g_per_kg, again.protein_g_per_kg));
    }
}

static void
test_equal (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      RecoupPolicy defaults;
      RecoupPolicy policy;
      recoup_policy_init (&defaults);
      recoup_policy_init (&policy);
      set (&policy, accepted[i].key, accepted[i].text);
      const char *default_text = recoup_policy_find_setting (accepted[i].key)->default_text;
      g_assert_cmpint (recoup_policy_equal (&defaults, &policy), ==,
                       g_str_equal (default_text, accepted[i].written));
    }
}

static const struct
{
  const char *settings; /* key=text, separated by spaces */
  const char *message;  /* NULL: they fit */
} checks[] = {
  { "", NULL },
  { "wake=16:00 day_start=11:00", NULL },
  { "wake=16:00", "‘day_start’ must be 07:46 to 11:59, between lights out and ‘wake’ (16:00), got "
                  "‘04:00’; set day_start=11:00 with it" },
  { "wake=00:00 day_start=00:00", NULL },
  { "wake=00:00", "‘day_start’ must be 00:00 to 00:00, between lights out and ‘wake’ (00:00), got "
                  "‘04:00’; set day_start=00:00 with it" },
  { "wake=04:00", NULL },
  { "wake=03:59", "‘day_start’ must be 00:00 to 03:59, between lights out and ‘wake’ (03:59), got "
                  "‘04:00’; set day_start=00:00 with it" },
  { "wake=12:14", NULL },
  { "wake=12:15", "‘day_start’ must be 04:01 to 11:59, between lights out and ‘wake’ (12:15), got "
                  "‘04:00’; set day_start=09:00 with it" },
  { "wake=12:15 latency_min=16", NULL },
  { "wake=12:15 sleep_need_min=481", NULL },
  { "wake=18:00 day_start=11:00", NULL },
  { "wake=18:00", "‘day_start’ must be 09:46 to 11:59, between lights out and ‘wake’ (18:00), got "
                  "‘04:00’; set day_start=11:00 with it" },
  { "wake=mon:05:00,tue-sun:13:00 sleep_need_min=480",
    "‘day_start’ must be 04:46 to 05:00, between lights out and ‘wake’ (mon:05:00,tue-sun:13:00), "
    "got ‘04:00’; set day_start=05:00 with it" },
  { "wake=mon:04:50,tue-sun:13:00",
    "‘day_start’ must be 04:46 to 04:50, between lights out and ‘wake’ (mon:04:50,tue-sun:13:00), "
    "got ‘04:00’; set day_start=04:46 with it" },
  { "wake=mon:04:00,tue-sun:14:00",
    "‘wake’ must leave a time that lies between lights out and wake on every weekday, got "
    "‘mon:04:00,tue-sun:14:00’" },
  { "quiet_from=22:00 quiet_until=07:00", NULL },
  { "quiet_from=22:00", "‘quiet_from’ and ‘quiet_until’ must be two different times or both empty, "
                        "got ‘22:00’ and ‘’" },
  { "quiet_until=07:00",
    "‘quiet_from’ and ‘quiet_until’ must be two different times or both empty, "
    "got ‘’ and ‘07:00’" },
  { "quiet_from=07:00 quiet_until=07:00",
    "‘quiet_from’ and ‘quiet_until’ must be two different times or both empty, got ‘07:00’ and "
    "‘07:00’" },
};

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      RecoupPolicy policy;
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) words = g_strsplit (checks[i].settings, " ", -1);
      recoup_policy_init (&policy);
      for (guint j = 0; words[j] != NULL && words[j][0] != '\0'; j++)
        {
          char *equals = strchr (words[j], '=');
          *equals = '\0';
          set (&policy, words[j], equals + 1);
        }
      g_test_message ("%s", checks[i].settings);
      g_assert_cmpint (recoup_policy_check (&policy, &error), ==, checks[i].message == NULL);
      if (checks[i].message == NULL)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT);
          g_assert_cmpstr (error->message, ==, checks[i].message);
        }
    }
}

/* For each wake from 00:00 to 18:00 there is a day_start, the one that is suggested fits, and the
 * default suggests itself. */
static void
test_suggest (void)
{
  RecoupPolicy policy;
  guint suggested = 0;

  recoup_policy_init (&policy);
  g_assert_true (recoup_policy_suggest_day_start (&policy, &suggested));
  g_assert_cmpuint (suggested, ==, policy.day_start_min);
  for (guint need = 420; need <= 540; need += 60)
    for (guint latency = 0; latency <= 90; latency += 45)
      for (guint wake = 0; wake <= 18 * 60; wake++)
        {
          g_autoptr (GError) error = NULL;
          policy.sleep_need_min = need;
          policy.latency_min = latency;
          for (guint i = 0; i < 7; i++)
            policy.wake_min[i] = wake;
          g_assert_true (recoup_policy_suggest_day_start (&policy, &policy.day_start_min));
          g_assert_true (recoup_policy_check (&policy, &error));
          g_assert_no_error (error);
        }
}

static void
test_planned_names (void)
{
  g_assert_cmpstr (recoup_planned_get_name (RECOUP_GROUP_CALVES), ==, "calves");
  g_assert_cmpstr (recoup_planned_get_name (RECOUP_PLANNED_REST), ==, "rest");
  g_assert_cmpstr (recoup_planned_get_name (RECOUP_PLANNED_ACTIVE), ==, "active");
  g_assert_cmpstr (recoup_planned_get_name (RECOUP_PLANNED_HIIT), ==, "hiit");
}

/* No more than 3.1 g for each kg, to the gram below. */
static void
test_protein (void)
{
  static const struct
  {
    double weight_kg;
    double most_g;
  } cases[] = { { 60, 186 }, { 80, 248 }, { 62.3, 193 }, { 300, 400 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RecoupPolicy policy;
      g_autoptr (GError) error = NULL;
      recoup_policy_init (&policy);
      g_assert_true (recoup_policy_check_protein (&policy, cases[i].weight_kg, &error)); /* unset */
      policy.protein_target_g = cases[i].most_g;
      g_assert_true (recoup_policy_check_protein (&policy, cases[i].weight_kg, &error));
      g_assert_no_error (error);
      policy.protein_target_g += 1;
      gboolean is_open = cases[i].most_g >= 400; /* the table has its own bound */
      g_assert_cmpint (recoup_policy_check_protein (&policy, cases[i].weight_kg, &error), ==,
                       is_open);
      if (!is_open)
        g_assert_error (error, RECOUP_ERROR, RECOUP_ERROR_OUT_OF_RANGE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/table", test_table);
  g_test_add_func ("/policy/defaults", test_defaults);
  g_test_add_func ("/policy/accepted", test_accepted);
  g_test_add_func ("/policy/refused", test_refused);
  g_test_add_func ("/policy/reset", test_reset);
  g_test_add_func ("/policy/inverse", test_inverse);
  g_test_add_func ("/policy/equal", test_equal);
  g_test_add_func ("/policy/check", test_check);
  g_test_add_func ("/policy/suggest", test_suggest);
  g_test_add_func ("/policy/planned-names", test_planned_names);
  g_test_add_func ("/policy/protein", test_protein);
  return g_test_run ();
}
