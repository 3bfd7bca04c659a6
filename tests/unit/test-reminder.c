/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names and keys of reminders, which the store keeps for years, and the value itself. */

#include "recoup/reminder.h"
#include "recoup/schedule.h"

#define DAY_2026_03_28 20540

static void
test_kinds (void)
{
  guint seen = 0;

  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    {
      const RecoupReminderRow *row = recoup_reminder_get_kind (i);
      RecoupReminderKind kind = RECOUP_N_REMINDER_KINDS;
      g_assert_true (recoup_reminder_kind_from_name (row->name, &kind));
      g_assert_cmpuint (kind, ==, i);

      g_autofree char *setting = g_strconcat ("remind_", row->name, NULL);
      g_strdelimit (setting, "-", '_');
      g_assert_cmpstr (row->setting, ==, setting);

      g_assert_cmpuint (row->priority, <, RECOUP_N_REMINDER_KINDS);
      g_assert_cmpuint (seen & (1U << row->priority), ==, 0);
      seen |= 1U << row->priority;
    }
  RecoupReminderKind kind = RECOUP_REMINDER_DIGEST;
  g_assert_false (recoup_reminder_kind_from_name ("nap", &kind));
  g_assert_cmpint (kind, ==, RECOUP_REMINDER_DIGEST);
}

static void
test_order_and_limits (void)
{
  static const RecoupReminderKind order[] = {
    RECOUP_REMINDER_BEDTIME,  RECOUP_REMINDER_ADVICE, RECOUP_REMINDER_WIND_DOWN,
    RECOUP_REMINDER_CHECK_IN, RECOUP_REMINDER_DELOAD, RECOUP_REMINDER_ACTIVE_RECOVERY,
    RECOUP_REMINDER_PROTEIN
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpuint (recoup_reminder_get_kind (order[i])->priority, ==, i);
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    g_assert_cmpuint (recoup_reminder_get_kind (i)->max_snoozes, ==,
                      i == RECOUP_REMINDER_BEDTIME ? 3 : 4);
  g_assert_true (recoup_reminder_get_kind (RECOUP_REMINDER_DELOAD)->default_on);
  g_assert_false (recoup_reminder_get_kind (RECOUP_REMINDER_HYDRATION)->default_on);
  g_assert_false (recoup_reminder_get_kind (RECOUP_REMINDER_MOBILITY)->default_on);
  g_assert_false (recoup_reminder_get_kind (RECOUP_REMINDER_FOAM_ROLL)->default_on);
}

static void
test_states (void)
{
  for (guint i = 0; i < RECOUP_N_REMINDER_STATES; i++)
    {
      RecoupReminderState state = RECOUP_N_REMINDER_STATES;
      g_assert_true (recoup_reminder_state_from_name (recoup_reminder_state_get_name (i), &state));
      g_assert_cmpuint (state, ==, i);
      g_assert_cmpint (recoup_reminder_state_is_resolved (i), ==, i >= RECOUP_REMINDER_DONE);
    }
  RecoupReminderState state = RECOUP_REMINDER_DUE;
  g_assert_false (recoup_reminder_state_from_name ("open", &state));
  g_assert_cmpint (state, ==, RECOUP_REMINDER_DUE);
}

static void
test_keys (void)
{
  static const struct
  {
    RecoupReminderKind kind;
    const char *slot;
    const char *key;
  } cases[] = {
    { RECOUP_REMINDER_BEDTIME, "0", "bedtime/2026-03-28/0" },
    { RECOUP_REMINDER_PROTEIN, "s1830", "protein/2026-03-28/s1830" },
    { RECOUP_REMINDER_ADVICE, "S-041", "advice/2026-03-28/S-041" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = recoup_reminder_key_new (cases[i].kind, DAY_2026_03_28, cases[i].slot);
      g_assert_cmpstr (key, ==, cases[i].key);
      RecoupReminderKind kind = RECOUP_N_REMINDER_KINDS;
      RecoupDay day = 0;
      const char *slot = NULL;
      g_assert_true (recoup_reminder_key_parse (key, &kind, &day, &slot));
      g_assert_cmpint (kind, ==, cases[i].kind);
      g_assert_cmpint (day, ==, DAY_2026_03_28);
      g_assert_cmpstr (slot, ==, cases[i].slot);
    }
}

static void
test_bad_keys (void)
{
  static const char *const bad[] = { "",
                                     "bedtime",
                                     "bedtime/2026-03-28",
                                     "bedtime/2026-03-28/",
                                     "bedtime/2026-02-30/0",
                                     "bedtime/2026-3-28/0",
                                     "nap/2026-03-28/0",
                                     "bedtime/2026-03-28/0/1",
                                     "bedtime/2026-03-28/a b",
                                     "/2026-03-28/0" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      RecoupReminderKind kind = RECOUP_N_REMINDER_KINDS;
      RecoupDay day = 0;
      const char *slot = NULL;
      g_test_message ("‘%s’", bad[i]);
      g_assert_false (recoup_reminder_key_parse (bad[i], &kind, &day, &slot));
      g_assert_null (slot);
    }
}

static void
test_copy (void)
{
  g_autoptr (RecoupReminder) reminder =
      recoup_reminder_new (RECOUP_REMINDER_PROTEIN, DAY_2026_03_28, "2");
  g_assert_cmpstr (reminder->key, ==, "protein/2026-03-28/2");
  g_assert_cmpint (reminder->state, ==, RECOUP_REMINDER_PLANNED);
  g_assert_cmpint (reminder->claimed_at, ==, RECOUP_INSTANT_NONE);
  reminder->owner = g_strdup (":1.7");
  reminder->cause = g_strdup ("logged");
  reminder->detail = g_strdup ("S-020");
  reminder->grams = 31;

  RecoupReminder *copy = recoup_reminder_copy (reminder);
  g_assert_cmpstr (copy->key, ==, reminder->key);
  g_assert_true (copy->key != reminder->key);
  g_assert_cmpstr (copy->owner, ==, ":1.7");
  g_assert_true (copy->owner != reminder->owner);
  g_assert_cmpstr (copy->cause, ==, "logged");
  g_assert_cmpstr (copy->detail, ==, "S-020");
  g_assert_null (copy->zone);
  g_assert_cmpint (copy->grams, ==, 31);
  recoup_reminder_free (copy);
  recoup_reminder_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reminder/kinds", test_kinds);
  g_test_add_func ("/reminder/order-and-limits", test_order_and_limits);
  g_test_add_func ("/reminder/states", test_states);
  g_test_add_func ("/reminder/keys", test_keys);
  g_test_add_func ("/reminder/bad-keys", test_bad_keys);
  g_test_add_func ("/reminder/copy", test_copy);
  return g_test_run ();
}
