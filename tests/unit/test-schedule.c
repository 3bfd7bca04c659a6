/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plan of reminders, on a desk: literal states, a desktop made of values, and a loop that
 * carries each plan out and goes on to the instant at which it wants to look again. */

#include <math.h>
#include <string.h>

#include "recoup/schedule.h"
#include "support/zones.h"

typedef struct
{
  RecoupZoneTable *zones;
  const RecoupZone *zone;
  RecoupPolicy policy;
  RecoupSurroundings around;
  GPtrArray *entries; /* of RecoupEntry */
  GPtrArray *history; /* of RecoupReminder */
  RecoupInstant now;
  GString *log; /* one line an act: "HH:MM act key[ cause]" */
  void (*tune) (RecoupState *state);
} Desk;

static RecoupInstant
at (const char *text)
{
  RecoupInstant instant = RECOUP_INSTANT_NONE;
  g_autoptr (GError) error = NULL;

  recoup_instant_parse (text, &instant, &error);
  g_assert_no_error (error);
  return instant;
}

static void
desk_init (Desk *desk, const char *zone, const char *start)
{
  memset (desk, 0, sizeof *desk);
  desk->zones = test_zones_new ();
  desk->zone = recoup_zone_table_lookup (desk->zones, zone);
  g_assert_nonnull (desk->zone);
  recoup_policy_init (&desk->policy);
  desk->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  desk->history = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  desk->now = at (start);
  desk->log = g_string_new (NULL);

  RecoupSurroundings *around = &desk->around;
  around->server_up = TRUE;
  around->started_at = desk->now - RECOUP_USEC_PER_DAY;
  around->created_at = desk->now;
  around->last_evidence = desk->now;
  around->away_since = around->dnd_since = around->back_since = RECOUP_INSTANT_NONE;
  around->absent_from = around->absent_until = RECOUP_INSTANT_NONE;
  around->slept_from = around->slept_until = RECOUP_INSTANT_NONE;
  around->resumed_at = around->paused_until = around->inhibited_until = RECOUP_INSTANT_NONE;
  around->deliver_from = RECOUP_INSTANT_NONE;
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    around->answered_at[i] = around->resting_since[i] = RECOUP_INSTANT_NONE;
  around->welcomed_at = RECOUP_INSTANT_NONE;
}

/* Leaves only @kind on. */
static void
desk_only (Desk *desk, RecoupReminderKind kind)
{
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    desk->policy.remind[i] = i == kind;
}

static void
desk_clear (Desk *desk)
{
  g_ptr_array_unref (desk->entries);
  g_ptr_array_unref (desk->history);
  g_string_free (desk->log, TRUE);
  recoup_zone_table_free (desk->zones);
}

static void
desk_add (Desk *desk, RecoupEntryKind kind, GVariantDict *dict)
{
  static guint n = 0;
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", ++n);
  g_autoptr (GError) error = NULL;

  g_variant_dict_insert (dict, "kind", "s", recoup_entry_kind_get_name (kind));
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_dict_end (dict));
  RecoupEntry *entry = recoup_entry_new_from_variant (variant, id, desk->zones, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (desk->entries, entry);
}

static void
desk_eat (Desk *desk, RecoupInstant when, double grams)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "at", "x", when);
  g_variant_dict_insert (&dict, "protein_g", "d", grams);
  desk_add (desk, RECOUP_ENTRY_MEAL, &dict);
}

static void
desk_train (Desk *desk, RecoupInstant start, RecoupInstant end)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "start", "x", start);
  g_variant_dict_insert (&dict, "end", "x", end);
  desk_add (desk, RECOUP_ENTRY_SESSION, &dict);
}

static void
desk_sleep (Desk *desk, RecoupInstant start, RecoupInstant end)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "start", "x", start);
  g_variant_dict_insert (&dict, "end", "x", end);
  desk_add (desk, RECOUP_ENTRY_SLEEP, &dict);
}

static void
desk_walk (Desk *desk, RecoupInstant when)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "at", "x", when);
  g_variant_dict_insert (&dict, "activity", "s", "walk");
  g_variant_dict_insert (&dict, "minutes", "d", 25.0);
  desk_add (desk, RECOUP_ENTRY_RECOVERY, &dict);
}

/* A state as the ledger would give it for one who slept well and trains. */
static RecoupState *
desk_state (const Desk *desk, RecoupInstant now)
{
  const RecoupPolicy *policy = &desk->policy;
  RecoupState *state = recoup_state_new ();

  state->now = now;
  state->zone = g_strdup (recoup_zone_get_id (desk->zone));
  state->day = recoup_civil_recovery_day (now, policy->day_start_min, desk->zone);
  state->first_day = state->day - 30;
  state->readiness_dp = state->hi_dp = 800;
  state->coverage = 90;
  state->verdict = RECOUP_VERDICT_TRAIN;
  state->rest_in_7d = TRUE;
  state->sleep_min = NAN;
  state->weight_kg = NAN;
  state->protein_target_g = 128;
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    state->groups[i].ready_at = RECOUP_INSTANT_NONE;
  for (guint i = 0; i < desk->entries->len; i++)
    {
      const RecoupEntry *entry = desk->entries->pdata[i];
      if (recoup_entry_get_time (entry) > now ||
          recoup_entry_get_day (entry, policy->day_start_min, desk->zone, desk->zones) !=
              state->day)
        continue;
      if (entry->kind == RECOUP_ENTRY_MEAL)
        state->protein_g += entry->food.protein_g;
      if (entry->kind == RECOUP_ENTRY_SESSION)
        state->sessions++;
      if (entry->kind == RECOUP_ENTRY_SLEEP)
        state->sleep_min = (double) (entry->end - entry->start) / RECOUP_USEC_PER_MIN;
    }
  if (desk->tune != NULL)
    desk->tune (state);

  RecoupDay day = state->day;
  RecoupInstant wake_next =
      recoup_civil_at (day + 1, policy->wake_min[recoup_civil_weekday (day + 1)], desk->zone);
  guint bed = policy->sleep_need_min + policy->latency_min + (guint) state->extra_min;
  state->lights_out = wake_next - bed * RECOUP_USEC_PER_MIN;
  state->screens_dim = state->lights_out - RECOUP_USEC_PER_HOUR;
  RecoupInstant first =
      recoup_civil_at (day, policy->wake_min[recoup_civil_weekday (day)], desk->zone) +
      RECOUP_USEC_PER_HOUR;
  gint64 span = (state->lights_out - RECOUP_USEC_PER_HOUR - first) / RECOUP_USEC_PER_MIN;
  state->n_slots = policy->meals_per_day;
  for (guint i = 0; i < state->n_slots; i++)
    state->slots[i] = first + span * i / (state->n_slots - 1) * RECOUP_USEC_PER_MIN;
  return state;
}

static RecoupSchedule *
desk_plan (Desk *desk)
{
  g_autoptr (RecoupState) state = desk_state (desk, desk->now);
  g_autoptr (RecoupState) yesterday = desk_state (
      desk,
      recoup_civil_day_start (state->day, desk->policy.day_start_min, desk->zone) - G_USEC_PER_SEC);
  g_autoptr (GPtrArray) recent = g_ptr_array_new ();
  for (guint i = 0; i < desk->entries->len; i++)
    if (recoup_entry_is_known (desk->entries->pdata[i], desk->now, state->day))
      g_ptr_array_add (recent, desk->entries->pdata[i]);
  RecoupScheduleInput input = {
    .state = state,
    .yesterday = yesterday,
    .policy = &desk->policy,
    .zone = desk->zone,
    .zones = desk->zones,
    .recent = recent,
    .history = desk->history,
    .around = &desk->around,
  };
  return recoup_schedule_plan (&input);
}

static RecoupReminder *
desk_find (Desk *desk, const char *key)
{
  for (guint i = 0; i < desk->history->len; i++)
    if (g_str_equal (((RecoupReminder *) desk->history->pdata[i])->key, key))
      return desk->history->pdata[i];
  return NULL;
}

static RecoupReminder *
desk_get (Desk *desk, const char *key)
{
  RecoupReminder *row = desk_find (desk, key);
  g_assert (row != NULL);
  return row;
}

static void
desk_write (Desk *desk, const char *what, const RecoupReminder *reminder)
{
  RecoupDay day = 0;
  guint second = 0;

  recoup_civil_local (desk->now, desk->zone, &day, &second);
  g_string_append_printf (desk->log, "%02u:%02u %s %s", second / 3600, second / 60 % 60, what,
                          reminder->key);
  if (reminder->cause != NULL)
    g_string_append_printf (desk->log, " %s", reminder->cause);
  g_string_append_c (desk->log, '\n');
}

/* Does what an engine with a willing server does. */
static void
desk_carry_out (Desk *desk, const RecoupSchedule *plan)
{
  static const char *const names[] = { "claim", "show", "update", "resolve", "record", "close" };

  for (guint i = 0; i < plan->acts->len; i++)
    {
      const RecoupAct *act = plan->acts->pdata[i];
      RecoupReminder *row = recoup_reminder_copy (act->reminder);
      RecoupReminder *old = desk_find (desk, row->key);
      gboolean is_new = act->kind == RECOUP_ACT_CLAIM || act->kind == RECOUP_ACT_RECORD;

      desk_write (desk, names[act->kind], row);
      g_assert_true (is_new == (old == NULL));
      g_assert_cmpint (row->claimed_at, !=, RECOUP_INSTANT_NONE);
      g_assert_nonnull (row->message);
      if (act->kind == RECOUP_ACT_CLAIM || act->kind == RECOUP_ACT_SHOW)
        {
          g_assert_cmpint (row->state, ==, RECOUP_REMINDER_DUE);
          g_assert_cmpint (desk->now, <, row->valid_until);
          row->state = RECOUP_REMINDER_SHOWN;
          row->shown_at = desk->now;
        }
      if (old != NULL)
        {
          g_assert_false (recoup_reminder_state_is_resolved (old->state));
          g_ptr_array_remove (desk->history, old);
        }
      g_ptr_array_add (desk->history, row);
    }
}

/* Settles at the present instant; the second settle there must find nothing to do. */
static RecoupSchedule *
desk_settle (Desk *desk)
{
  RecoupSchedule *plan = desk_plan (desk);
  desk_carry_out (desk, plan);
  guint open[RECOUP_N_REMINDER_KINDS] = { 0 };

  for (guint i = 0; i < desk->history->len; i++)
    {
      const RecoupReminder *row = desk->history->pdata[i];
      if (row->state == RECOUP_REMINDER_SHOWN)
        g_assert_cmpuint (++open[row->kind], ==, 1);
    }
  recoup_schedule_free (plan);
  plan = desk_plan (desk);
  if (plan->acts->len > 0)
    g_error ("not settled:\n%s%s", desk->log->str,
             ((RecoupAct *) plan->acts->pdata[0])->reminder->key);
  g_assert_cmpint (plan->next, >, desk->now);
  return plan;
}

static void
desk_run (Desk *desk, const char *until)
{
  RecoupInstant end = at (until);

  for (;;)
    {
      g_autoptr (RecoupSchedule) plan = desk_settle (desk);
      if (plan->next > end)
        break;
      desk->now = plan->next;
    }
  desk->now = end;
  recoup_schedule_free (desk_settle (desk));
}

static void
desk_expect (Desk *desk, const char *expected)
{
  g_assert_cmpstr (desk->log->str, ==, expected);
  g_string_truncate (desk->log, 0);
}

static void
desk_come_back (Desk *desk, RecoupInstant from)
{
  desk->around.away = desk->around.locked = FALSE;
  desk->around.away_since = RECOUP_INSTANT_NONE;
  desk->around.absent_from = from;
  desk->around.absent_until = desk->now;
  desk->around.last_evidence = desk->now;
}

static void
desk_leave (Desk *desk)
{
  desk->around.away = TRUE;
  desk->around.away_since = desk->now;
}

/* S-017, S-019, S-110, S-111: A day of one who logs nothing and answers nothing. */
static void
test_silent_day (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  desk_run (&desk, "2026-03-25T04:00:00+01:00");
  desk_expect (&desk, "08:00 claim check-in/2026-03-24/0\n"
                      "08:10 claim protein/2026-03-24/0\n"
                      "11:00 resolve protein/2026-03-24/0 unanswered\n"
                      "12:35 claim protein/2026-03-24/1\n"
                      "14:00 resolve check-in/2026-03-24/0 unanswered\n"
                      "15:35 resolve protein/2026-03-24/1 unanswered\n"
                      "17:10 claim protein/2026-03-24/2\n"
                      "20:10 resolve protein/2026-03-24/2 unanswered\n"
                      "21:45 claim wind-down/2026-03-24/0\n"
                      "21:55 claim protein/2026-03-24/3\n"
                      "22:45 resolve wind-down/2026-03-24/0 unanswered\n"
                      "22:45 claim bedtime/2026-03-24/0\n"
                      "00:45 resolve protein/2026-03-24/3 unanswered\n"
                      "03:00 resolve bedtime/2026-03-24/0 unanswered\n");
  desk_clear (&desk);
}

static void
test_bedtime_spring (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-28T20:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk_run (&desk, "2026-03-29T05:00:00+02:00");
  desk_expect (&desk, "21:45 claim bedtime/2026-03-28/0\n"
                      "03:00 resolve bedtime/2026-03-28/0 unanswered\n");
  const RecoupReminder *row = desk_get (&desk, "bedtime/2026-03-28/0");
  g_assert_cmpint (row->due, ==, at ("2026-03-28T20:45:00Z"));
  g_assert_cmpint (row->claimed_at, ==, row->due);
  desk_clear (&desk);
}

static void
test_bedtime_autumn (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-10-24T20:00:00+02:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk_run (&desk, "2026-10-25T00:00:00+02:00");
  desk_expect (&desk, "23:45 claim bedtime/2026-10-24/0\n");
  desk_clear (&desk);
}

static void
test_bedtime_numbers (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T22:50:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  g_autoptr (RecoupState) state = desk_state (&desk, desk.now);
  state->sleep_debt_h = 4.0 / 3;
  state->extra_min = 20;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  RecoupScheduleInput input = { .state = state,
                                .policy = &desk.policy,
                                .zone = desk.zone,
                                .zones = desk.zones,
                                .recent = none,
                                .history = none,
                                .around = &desk.around };
  g_autoptr (RecoupSchedule) plan = recoup_schedule_plan (&input);
  g_assert_cmpuint (plan->acts->len, ==, 1);
  const RecoupReminder *reminder = ((RecoupAct *) plan->acts->pdata[0])->reminder;
  g_assert_cmpint (reminder->amount, ==, 80);
  g_assert_cmpint (reminder->minutes, ==, 20);
  g_assert_cmpstr (reminder->rules[0], ==, "S-011");
  g_assert_cmpstr (reminder->rules[1], ==, "M-06");
  g_assert_null (reminder->rules[2]);
  desk_clear (&desk);
}

static void
test_bedtime_answered (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T20:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.policy.remind[RECOUP_REMINDER_WIND_DOWN] = TRUE;
  desk_run (&desk, "2026-03-24T23:30:00+01:00");
  desk_sleep (&desk, at ("2026-03-24T22:40:00+01:00"), at ("2026-03-24T23:30:00+01:00"));
  desk_run (&desk, "2026-03-25T05:00:00+01:00");
  desk_expect (&desk, "21:45 claim wind-down/2026-03-24/0\n"
                      "22:45 resolve wind-down/2026-03-24/0 unanswered\n"
                      "22:45 claim bedtime/2026-03-24/0\n"
                      "23:30 resolve bedtime/2026-03-24/0 logged\n");
  desk_clear (&desk);
}

/* Away through the evening: asleep 45 min later, and not before lights out. */
static void
test_bedtime_away (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T22:50:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk_run (&desk, "2026-03-24T22:52:00+01:00");
  desk_leave (&desk);
  desk_run (&desk, "2026-03-25T06:00:00+01:00");
  desk_expect (&desk, "22:50 claim bedtime/2026-03-24/0\n"
                      "23:37 resolve bedtime/2026-03-24/0 slept\n");
  desk_clear (&desk);

  desk_init (&desk, "Europe/Berlin", "2026-03-24T20:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk_leave (&desk);
  desk_run (&desk, "2026-03-25T06:00:00+01:00");
  desk_expect (&desk, "22:45 record bedtime/2026-03-24/0 slept\n");
  desk_clear (&desk);
}

/* The machine slept through bedtime: evidence, not a message. */
static void
test_bedtime_suspended (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T22:30:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk_run (&desk, "2026-03-24T22:31:00+01:00");
  RecoupInstant from = desk.now;
  desk.now = desk.around.resumed_at = at ("2026-03-25T07:10:00+01:00");
  desk_come_back (&desk, from);
  desk_run (&desk, "2026-03-25T08:00:00+01:00");
  desk_expect (&desk, "07:10 record bedtime/2026-03-24/0 slept\n");
  desk_clear (&desk);
}

static void
test_protein_met (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk_run (&desk, "2026-03-24T08:05:00+01:00");
  desk_expect (&desk, "08:00 claim protein/2026-03-24/0\n");
  const RecoupReminder *row = desk_get (&desk, "protein/2026-03-24/0");
  g_assert_cmpint (row->grams, ==, 30); /* a share is 32, a portion 30 */
  g_assert_cmpint (row->amount, ==, 128);
  g_assert_cmpint (row->portions, ==, 4);

  /* A snack changes the text, a meal resolves. */
  desk_eat (&desk, desk.now, 10);
  desk_run (&desk, "2026-03-24T08:20:00+01:00");
  desk_eat (&desk, desk.now, 25);
  desk_run (&desk, "2026-03-24T11:30:00+01:00");
  desk_expect (&desk, "08:05 update protein/2026-03-24/0\n"
                      "08:20 resolve protein/2026-03-24/0 logged\n");

  /* A meal 75 min before the slot: not planned; 128 g before the next: none for the day. */
  desk_eat (&desk, desk.now, 20);
  desk_run (&desk, "2026-03-24T14:00:00+01:00");
  desk_eat (&desk, desk.now, 80);
  desk_run (&desk, "2026-03-25T03:00:00+01:00");
  desk_expect (&desk, "");
  desk_clear (&desk);
}

/* S-021: The one after a session takes the place of a slot within the hour, and a meal answers it.
 */
static void
test_protein_session (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T15:40:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk_run (&desk, "2026-03-24T16:45:00+01:00");
  desk_train (&desk, at ("2026-03-24T15:30:00+01:00"), at ("2026-03-24T16:30:00+01:00"));
  desk_run (&desk, "2026-03-24T17:00:00+01:00");
  const RecoupReminder *row = desk_get (&desk, "protein/2026-03-24/s1530");
  g_assert_cmpint (row->grams, ==, 30);
  desk_eat (&desk, desk.now, 12);
  desk_run (&desk, "2026-03-24T20:00:00+01:00");
  desk_expect (&desk, "16:45 claim protein/2026-03-24/s1530\n"
                      "17:00 resolve protein/2026-03-24/s1530 logged\n");
  desk_clear (&desk);
}

/* Logged more than two hours after its end, a session asks for nothing and hides no slot. */
static void
test_protein_late_session (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T14:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk_run (&desk, "2026-03-24T18:30:00+01:00");
  desk_train (&desk, at ("2026-03-24T15:00:00+01:00"), at ("2026-03-24T16:00:00+01:00"));
  desk_run (&desk, "2026-03-24T18:40:00+01:00");
  desk_expect (&desk, "14:00 claim protein/2026-03-24/1\n"
                      "15:35 resolve protein/2026-03-24/1 unanswered\n"
                      "17:10 claim protein/2026-03-24/2\n"
                      "18:30 record protein/2026-03-24/s1500 late\n");
  desk_clear (&desk);
}

static void
tune_active (RecoupState *state)
{
  state->planned.n = 1;
  state->planned.items[0] = RECOUP_PLANNED_ACTIVE;
}

static void
tune_rest_after_hard (RecoupState *state)
{
  state->planned.n = 1;
  state->planned.items[0] = RECOUP_PLANNED_REST;
  state->load_yesterday = 600;
  state->chronic_yesterday = 500;
}

static void
tune_rest_after_easy (RecoupState *state)
{
  tune_rest_after_hard (state);
  state->chronic_yesterday = 501;
}

static void
tune_training (RecoupState *state)
{
  state->planned.n = 1;
  state->planned.items[0] = RECOUP_GROUP_QUADS;
  state->rest_today = TRUE;
  state->load_yesterday = 600;
}

static void
tune_verdict (RecoupState *state)
{
  tune_training (state);
  state->verdict = RECOUP_VERDICT_ACTIVE_RECOVERY;
}

static void
tune_ill (RecoupState *state)
{
  tune_active (state);
  state->ill = TRUE;
}

static void
tune_unknown (RecoupState *state)
{
  tune_active (state);
  state->verdict = RECOUP_VERDICT_UNKNOWN;
}

/* S-100 */
static void
test_active_recovery_days (void)
{
  static const struct
  {
    const char *name;
    void (*tune) (RecoupState *state);
    gboolean shown;
  } cases[] = {
    { "nothing planned", NULL, FALSE },
    { "active day", tune_active, TRUE },
    { "rest after a hard day", tune_rest_after_hard, TRUE },
    { "rest after an easy day", tune_rest_after_easy, FALSE },
    { "training day", tune_training, FALSE },
    { "training day, the verdict says so", tune_verdict, TRUE },
    { "ill", tune_ill, FALSE },
    { "unknown", tune_unknown, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Desk desk;
      desk_init (&desk, "Europe/Berlin", "2026-03-24T10:00:00+01:00");
      desk_only (&desk, RECOUP_REMINDER_ACTIVE_RECOVERY);
      desk.tune = cases[i].tune;
      g_test_message ("%s", cases[i].name);
      desk_run (&desk, "2026-03-24T18:00:00+01:00");
      desk_expect (&desk, cases[i].shown ? "17:30 claim active-recovery/2026-03-24/0\n" : "");
      desk_clear (&desk);
    }
}

static void
test_active_recovery_walk (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T10:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_ACTIVE_RECOVERY);
  desk.tune = tune_active;
  desk_run (&desk, "2026-03-24T18:00:00+01:00");
  desk_walk (&desk, desk.now);
  desk_run (&desk, "2026-03-24T23:00:00+01:00");
  desk_expect (&desk, "17:30 claim active-recovery/2026-03-24/0\n"
                      "18:00 resolve active-recovery/2026-03-24/0 logged\n");
  desk_clear (&desk);

  /* It keeps clear of a meal. */
  desk_init (&desk, "Europe/Berlin", "2026-03-24T15:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_ACTIVE_RECOVERY);
  desk.policy.remind[RECOUP_REMINDER_PROTEIN] = TRUE;
  desk.policy.activity_time_min = 17 * 60;
  desk.tune = tune_active;
  desk_run (&desk, "2026-03-24T17:50:00+01:00");
  desk_expect (&desk, "15:00 claim protein/2026-03-24/1\n"
                      "15:35 resolve protein/2026-03-24/1 unanswered\n"
                      "17:10 claim protein/2026-03-24/2\n"
                      "17:40 claim active-recovery/2026-03-24/0\n");
  desk_clear (&desk);
}

static void
test_check_in (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T04:30:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_CHECK_IN);
  desk_leave (&desk);
  RecoupInstant from = desk.now;
  desk_run (&desk, "2026-03-24T06:12:00+01:00");
  desk_come_back (&desk, from);
  desk.around.back_since = desk.now;
  desk_run (&desk, "2026-03-24T06:20:00+01:00");
  desk_sleep (&desk, at ("2026-03-23T22:40:00+01:00"), at ("2026-03-24T06:10:00+01:00"));
  desk_run (&desk, "2026-03-24T20:00:00+01:00");
  desk_expect (&desk, "06:12 claim check-in/2026-03-24/0\n"
                      "06:20 resolve check-in/2026-03-24/0 logged\n");
  desk_clear (&desk);
}

/* Do not disturb holds protein 90 min and bedtime 20, then they come quietly; the rest waits. */
static void
test_do_not_disturb (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T16:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.remind[RECOUP_REMINDER_WIND_DOWN] = TRUE;
  desk.policy.remind[RECOUP_REMINDER_BEDTIME] = TRUE;
  desk.around.dnd = TRUE;
  desk.around.dnd_since = desk.now;
  desk_run (&desk, "2026-03-24T17:20:00+01:00");
  g_autoptr (RecoupSchedule) plan = desk_plan (&desk);
  g_assert_cmpuint (plan->waiting->len, ==, 1);
  g_assert_cmpstr (((RecoupReminder *) plan->waiting->pdata[0])->cause, ==, "do-not-disturb");
  desk_run (&desk, "2026-03-24T23:20:00+01:00");
  desk_expect (&desk, "18:40 claim protein/2026-03-24/2\n"
                      "20:10 resolve protein/2026-03-24/2 unanswered\n"
                      "22:45 record wind-down/2026-03-24/0 do-not-disturb\n"
                      "23:05 claim bedtime/2026-03-24/0\n"
                      "23:15 claim protein/2026-03-24/3\n");
  desk_clear (&desk);
}

static void
test_do_not_disturb_quiet (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T22:45:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.around.dnd = TRUE;
  g_autoptr (RecoupSchedule) held = desk_plan (&desk);
  g_assert_cmpuint (held->acts->len, ==, 0);
  g_assert_cmpint (held->next, ==, at ("2026-03-24T23:05:00+01:00"));
  desk.now = held->next;
  g_autoptr (RecoupSchedule) plan = desk_plan (&desk);
  g_assert_cmpuint (plan->acts->len, ==, 1);
  g_assert_true (((RecoupAct *) plan->acts->pdata[0])->quiet);
  g_assert_true (((RecoupAct *) plan->acts->pdata[0])->silent);
  desk_clear (&desk);
}

/* The user's own pause has no bound but its end. */
static void
test_pause (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T22:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.around.paused_until = at ("2026-03-24T23:40:00+01:00");
  desk_run (&desk, "2026-03-25T00:00:00+01:00");
  desk_expect (&desk, "23:40 claim bedtime/2026-03-24/0\n");
  desk_clear (&desk);
}

static void
test_inhibited (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T21:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.policy.remind[RECOUP_REMINDER_WIND_DOWN] = TRUE;
  desk.around.inhibited = 1U << RECOUP_REMINDER_WIND_DOWN;
  desk.around.inhibited_until = at ("2026-03-24T22:00:00+01:00");
  desk_run (&desk, "2026-03-24T21:50:00+01:00");
  g_autoptr (RecoupSchedule) plan = desk_plan (&desk);
  g_assert_cmpint (plan->next, ==, desk.around.inhibited_until);
  desk.around.inhibited = 0;
  desk_run (&desk, "2026-03-24T22:50:00+01:00");
  desk_expect (&desk, "21:50 claim wind-down/2026-03-24/0\n"
                      "22:45 resolve wind-down/2026-03-24/0 unanswered\n"
                      "22:45 claim bedtime/2026-03-24/0\n");
  desk_clear (&desk);
}

static void
test_server (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T22:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.around.server_up = FALSE;
  desk_run (&desk, "2026-03-24T23:20:00+01:00");
  desk_expect (&desk, "");
  desk.around.server_up = TRUE;
  desk_run (&desk, "2026-03-24T23:21:00+01:00");
  desk_expect (&desk, "23:20 claim bedtime/2026-03-24/0\n");
  desk_clear (&desk);

  /* One that the bus would start is waited for 30 s only. */
  desk_init (&desk, "Europe/Berlin", "2026-03-24T22:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.around.server_up = FALSE;
  desk.around.server_activatable = TRUE;
  desk_run (&desk, "2026-03-24T22:50:00+01:00");
  const RecoupReminder *row = desk_get (&desk, "bedtime/2026-03-24/0");
  g_assert_cmpint (row->claimed_at, ==, at ("2026-03-24T22:45:30+01:00"));
  desk_clear (&desk);
}

/* S-110 */
static void
test_snooze (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T22:30:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk_run (&desk, "2026-03-24T22:50:00+01:00");
  RecoupReminder *row = desk_get (&desk, "bedtime/2026-03-24/0");
  row->state = RECOUP_REMINDER_SNOOZED;
  row->until = desk.now + 15 * RECOUP_USEC_PER_MIN;
  row->snoozes = 1;
  row->posted = FALSE;
  desk_run (&desk, "2026-03-24T23:30:00+01:00");
  desk_expect (&desk, "22:45 claim bedtime/2026-03-24/0\n"
                      "23:05 show bedtime/2026-03-24/0\n");
  desk_clear (&desk);
}

/* Locked: popups are taken away, and come back in place. Seen ones do not. */
static void
test_privacy (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T17:10:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk_run (&desk, "2026-03-24T17:20:00+01:00");
  RecoupInstant from = desk.now;
  desk_leave (&desk);
  desk.around.locked = TRUE;
  desk_run (&desk, "2026-03-24T17:30:00+01:00");
  desk_come_back (&desk, from);
  desk_run (&desk, "2026-03-24T17:40:00+01:00");
  desk_expect (&desk, "17:10 claim protein/2026-03-24/2\n"
                      "17:20 close protein/2026-03-24/2 locked\n"
                      "17:30 update protein/2026-03-24/2\n");
  RecoupReminder *row = desk_get (&desk, "protein/2026-03-24/2");
  row->seen = TRUE;
  row->posted = FALSE;
  desk.around.locked = TRUE;
  desk_run (&desk, "2026-03-24T17:50:00+01:00");
  desk.around.locked = FALSE;
  desk_run (&desk, "2026-03-24T18:00:00+01:00");
  desk_expect (&desk, "");
  desk_clear (&desk);
}

/* What fell due while nobody was there comes as one digest. */
static void
test_digest (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T16:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.remind[RECOUP_REMINDER_ACTIVE_RECOVERY] = TRUE;
  desk.policy.remind[RECOUP_REMINDER_DIGEST] = TRUE;
  desk.tune = tune_active;
  RecoupInstant from = desk.now;
  desk_run (&desk, "2026-03-24T16:05:00+01:00");
  desk_leave (&desk);
  desk_run (&desk, "2026-03-24T18:00:00+01:00");
  desk_expect (&desk, "");
  desk_come_back (&desk, from);
  desk_run (&desk, "2026-03-24T18:30:00+01:00");
  desk_expect (&desk, "18:00 record active-recovery/2026-03-24/0 digest\n"
                      "18:00 record protein/2026-03-24/2 digest\n"
                      "18:00 claim digest/2026-03-24/0\n");
  const RecoupReminder *row = desk_get (&desk, "digest/2026-03-24/0");
  g_assert_cmpstr (row->detail, ==, "missed protein/2026-03-24/2 active-recovery/2026-03-24/0");
  desk_clear (&desk);
}

static void
test_resume (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T16:40:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  RecoupInstant from = desk.now;
  desk.now = desk.around.resumed_at = at ("2026-03-24T18:00:00+01:00");
  desk_come_back (&desk, from);
  desk_run (&desk, "2026-03-24T18:05:00+01:00");
  desk_expect (&desk, "18:01 claim protein/2026-03-24/2\n");
  desk_clear (&desk);
}

/* Eight popups a day, bedtime not counted. */
static void
test_limit (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  desk.policy.max_popups = 3;
  desk_run (&desk, "2026-03-24T23:00:00+01:00");
  desk_expect (&desk, "08:00 claim check-in/2026-03-24/0\n"
                      "08:10 claim protein/2026-03-24/0\n"
                      "11:00 resolve protein/2026-03-24/0 unanswered\n"
                      "12:35 claim protein/2026-03-24/1\n"
                      "14:00 resolve check-in/2026-03-24/0 unanswered\n"
                      "15:35 resolve protein/2026-03-24/1 unanswered\n"
                      "20:10 record protein/2026-03-24/2 limit\n"
                      "22:45 record wind-down/2026-03-24/0 limit\n"
                      "22:45 claim bedtime/2026-03-24/0\n");
  desk_clear (&desk);
}

static void
tune_no_coverage (RecoupState *state)
{
  state->coverage = 0;
}

/* Unanswered for three days one comes a day, after seven none, and that is said once. */
static void
test_rest (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-02T05:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.remind[RECOUP_REMINDER_DIGEST] = TRUE;
  desk.policy.meals_per_day = 2;
  desk.tune = tune_no_coverage;
  guint shown[12] = { 0 };
  for (guint day = 0; day < 12; day++)
    {
      g_autofree char *end = g_strdup_printf ("2026-03-%02uT04:00:00+01:00", day + 3);
      desk.around.last_evidence = desk.now;
      desk_run (&desk, end);
      g_auto (GStrv) lines = g_strsplit (desk.log->str, "\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        shown[day] += strstr (lines[i], " claim protein/") != NULL ? 1 : 0;
      if (day == 7)
        {
          g_assert_nonnull (strstr (desk.log->str, "08:00 claim digest/2026-03-09/0"));
          g_assert_cmpstr (desk_get (&desk, "digest/2026-03-09/0")->detail, ==, "resting protein");
        }
      else
        g_assert_null (strstr (desk.log->str, "claim digest"));
      g_string_truncate (desk.log, 0);
    }
  static const guint expected[12] = { 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0 };
  for (guint day = 0; day < 12; day++)
    g_assert_cmpuint (shown[day], ==, expected[day]);

  desk.around.answered_at[RECOUP_REMINDER_PROTEIN] = desk.now; /* a meal was logged */
  desk_run (&desk, "2026-03-14T23:00:00+01:00");
  desk_expect (&desk, "08:00 claim protein/2026-03-14/0\n"
                      "11:00 resolve protein/2026-03-14/0 unanswered\n"
                      "21:45 claim protein/2026-03-14/1\n");
  desk_clear (&desk);
}

static guint
count_setup_hints (const Desk *desk)
{
  guint n = 0;

  for (guint i = 0; i < desk->history->len; i++)
    {
      const RecoupReminder *row = desk->history->pdata[i];
      n += g_strcmp0 (row->detail, RECOUP_REMINDER_SETUP_HINT) == 0 &&
           row->shown_at != RECOUP_INSTANT_NONE;
    }
  return n;
}

/* A new journal on defaults is told once how to say more; one with settings of its own never. */
static void
test_setup_hint (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-02T12:00:00+01:00");
  desk_run (&desk, "2026-03-03T09:00:00+01:00");
  g_assert_cmpuint (count_setup_hints (&desk), ==, 1);
  desk.around.last_evidence = desk.now;
  desk_run (&desk, "2026-03-08T12:00:00+01:00");
  g_assert_cmpuint (count_setup_hints (&desk), ==, 1);
  desk_clear (&desk);

  desk_init (&desk, "Europe/Berlin", "2026-03-02T12:00:00+01:00");
  desk.policy.sleep_need_min = 450;
  desk_run (&desk, "2026-03-05T12:00:00+01:00");
  g_assert_cmpuint (count_setup_hints (&desk), ==, 0);
  desk_clear (&desk);

  desk_init (&desk, "Europe/Berlin", "2026-03-02T12:00:00+01:00");
  desk.around.created_at = desk.now - 8 * RECOUP_USEC_PER_DAY;
  desk_run (&desk, "2026-03-05T12:00:00+01:00");
  g_assert_cmpuint (count_setup_hints (&desk), ==, 0);
  desk_clear (&desk);
}

/* A week without a sign: one welcome, then silence, bedtime included, until a sign. */
static void
test_silence (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-02T12:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk.policy.remind[RECOUP_REMINDER_DIGEST] = TRUE;
  desk_run (&desk, "2026-03-09T11:00:00+01:00");
  g_string_truncate (desk.log, 0);
  desk_run (&desk, "2026-03-20T12:00:00+01:00");
  desk_expect (&desk, "12:00 claim digest/2026-03-09/0\n"
                      "22:45 resolve digest/2026-03-09/0 unanswered\n");
  desk.around.last_evidence = desk.now;
  desk_run (&desk, "2026-03-20T23:00:00+01:00");
  desk_expect (&desk, "12:00 record bedtime/2026-03-19/0 late\n"
                      "22:45 claim bedtime/2026-03-20/0\n");
  desk_clear (&desk);
}

/* West: the popup waits for the new evening; east: it is over. The key is never claimed again. */
static void
test_travel (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T22:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk_run (&desk, "2026-03-24T23:00:00+01:00");
  desk.zone = recoup_zone_table_lookup (desk.zones, "America/New_York");
  desk_run (&desk, "2026-03-25T08:00:00-04:00");
  desk_expect (&desk, "22:45 claim bedtime/2026-03-24/0\n"
                      "18:00 close bedtime/2026-03-24/0 moved\n"
                      "22:45 show bedtime/2026-03-24/0\n"
                      "03:00 resolve bedtime/2026-03-24/0 unanswered\n");
  desk_clear (&desk);

  desk_init (&desk, "Europe/Berlin", "2026-03-24T22:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  desk_run (&desk, "2026-03-24T23:00:00+01:00");
  desk.zone = recoup_zone_table_lookup (desk.zones, "Asia/Tokyo");
  desk_run (&desk, "2026-03-25T20:00:00+09:00");
  desk_expect (&desk, "22:45 claim bedtime/2026-03-24/0\n"
                      "07:00 resolve bedtime/2026-03-24/0 unanswered\n");
  desk_clear (&desk);
}

static void
test_skip_date (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T12:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_BEDTIME);
  RecoupReminder *row = recoup_reminder_new (
      RECOUP_REMINDER_BEDTIME,
      recoup_civil_recovery_day (desk.now, desk.policy.day_start_min, desk.zone), "all");
  row->state = RECOUP_REMINDER_SKIPPED;
  row->claimed_at = row->resolved_at = desk.now;
  g_ptr_array_add (desk.history, row);
  desk_run (&desk, "2026-03-25T23:00:00+01:00");
  desk_expect (&desk, "22:45 claim bedtime/2026-03-25/0\n");
  desk_clear (&desk);
}

static void
test_switched_off (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T17:10:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk_run (&desk, "2026-03-24T17:20:00+01:00");
  desk.policy.remind[RECOUP_REMINDER_PROTEIN] = FALSE;
  desk_run (&desk, "2026-03-25T03:00:00+01:00");
  desk_expect (&desk, "17:10 claim protein/2026-03-24/2\n"
                      "17:20 resolve protein/2026-03-24/2 off\n");
  desk_clear (&desk);
}

static void
tune_question (RecoupState *state)
{
  state->stress = 0.6;
  state->n_ask = 1;
  state->ask[0] = RECOUP_QUESTION_S070;
}

static void
test_advice (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T12:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_ADVICE);
  desk.tune = tune_question;
  desk_run (&desk, "2026-03-25T12:00:00+01:00");
  desk_expect (&desk, "12:00 claim advice/2026-03-24/S-070\n");
  desk.tune = NULL; /* answered */
  desk_run (&desk, "2026-03-25T13:00:00+01:00");
  desk_expect (&desk, "12:00 resolve advice/2026-03-24/S-070 logged\n");
  desk_clear (&desk);
}

static void
tune_stressed (RecoupState *state)
{
  state->stress = 0.6;
  state->sessions_7d = 5;
}

/* One text a day, and none twice a week. */
static void
test_advice_texts (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_ADVICE);
  desk.tune = tune_stressed;
  desk_run (&desk, "2026-03-30T23:00:00+02:00");
  desk_expect (&desk, "08:00 claim advice/2026-03-24/S-033\n"
                      "08:00 resolve advice/2026-03-24/S-033 unanswered\n"
                      "08:00 claim advice/2026-03-27/S-090\n"
                      "09:00 resolve advice/2026-03-27/S-090 unanswered\n");
  desk_clear (&desk);
}

static void
tune_very_sore (RecoupState *state)
{
  state->groups[RECOUP_GROUP_QUADS].soreness = 7;
  state->groups[RECOUP_GROUP_GLUTES].soreness = 8;
}

static void
tune_sore_in_one (RecoupState *state)
{
  state->groups[RECOUP_GROUP_QUADS].soreness = 10;
  state->groups[RECOUP_GROUP_GLUTES].soreness = 6;
}

static void
tune_ill_and_sore (RecoupState *state)
{
  tune_very_sore (state);
  state->stress = 1;
  state->ill = TRUE;
  state->verdict = RECOUP_VERDICT_REST;
}

static void
tune_confirmed (RecoupState *state)
{
  tune_very_sore (state);
  state->stress = 1;
  state->verdict = RECOUP_VERDICT_SEE_PROFESSIONAL;
}

static void
tune_deload_day_2 (RecoupState *state)
{
  state->plan = RECOUP_PLAN_DELOAD;
  state->plan_since = state->day - 1;
}

static void
tune_deload_day_3 (RecoupState *state)
{
  state->plan = RECOUP_PLAN_DELOAD;
  state->plan_since = state->day - 2;
}

static void
tune_rebuild_day_3 (RecoupState *state)
{
  state->plan = RECOUP_PLAN_REBUILD1;
  state->plan_since = state->day - 2;
}

static void
tune_monotonous (RecoupState *state)
{
  state->monotony = 2.1;
}

static void
tune_varied (RecoupState *state)
{
  state->monotony = 2;
}

static void
tune_monotony_unknown (RecoupState *state)
{
  state->monotony = NAN;
}

static void
tune_no_rest (RecoupState *state)
{
  state->rest_in_7d = FALSE;
}

static void
tune_long_run (RecoupState *state)
{
  state->training_run_days = 6;
}

static void
tune_first_sign (RecoupState *state)
{
  RecoupReason reason = { "S-063", g_variant_ref_sink (g_variant_new ("a{sv}", NULL)) };

  g_array_append_val (state->flags, reason);
}

static void
tune_sore_late (RecoupState *state)
{
  state->sore_late = 1U << RECOUP_GROUP_CHEST;
}

/* What each suggestion needs, and what keeps it away. */
static void
test_advice_rules (void)
{
  static const struct
  {
    void (*tune) (RecoupState *state);
    const char *rule; /* NULL: nothing is said */
  } cases[] = {
    { tune_very_sore, "S-059" },
    { tune_sore_in_one, NULL },
    { tune_ill_and_sore, NULL }, /* S-108: gentle movement is not proposed, nor is a slow walk */
    { tune_confirmed, NULL },    /* likewise */
    { tune_deload_day_2, NULL },
    { tune_deload_day_3, "S-082" },
    { tune_rebuild_day_3, NULL },
    { tune_monotonous, "S-092" },
    { tune_varied, NULL },
    { tune_monotony_unknown, NULL },
    { tune_no_rest, "S-095" },
    { tune_long_run, "S-097" },
    { tune_sore_late, "S-041" },
    { tune_first_sign, "S-063" }, /* S-114: at the first of the signs */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Desk desk;
      g_test_message ("case %u: %s", i, cases[i].rule != NULL ? cases[i].rule : "none");
      desk_init (&desk, "Europe/Berlin", "2026-03-24T07:30:00+01:00");
      desk_only (&desk, RECOUP_REMINDER_ADVICE);
      desk.tune = cases[i].tune;
      desk_run (&desk, "2026-03-24T12:00:00+01:00");
      g_autofree char *expected =
          cases[i].rule != NULL
              ? g_strdup_printf ("08:00 claim advice/2026-03-24/%s\n", cases[i].rule)
              : g_strdup ("");
      desk_expect (&desk, expected);
      desk_clear (&desk);
    }
}

static void
tune_deload (RecoupState *state)
{
  state->plan = RECOUP_PLAN_DELOAD;
  state->plan_since = recoup_day_from_ymd (2026, 3, 2);
}

/* S-083: sleep and protein are the only work of a deload: their reminders do not fall silent. */
static void
test_rest_in_deload (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-02T05:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.remind[RECOUP_REMINDER_WIND_DOWN] = TRUE;
  desk.policy.meals_per_day = 2;
  desk.tune = tune_deload;
  for (guint day = 0; day < 12; day++)
    {
      g_autofree char *end = g_strdup_printf ("2026-03-%02uT04:00:00+01:00", day + 3);
      g_autofree char *protein = g_strdup_printf (" claim protein/2026-03-%02u/1", day + 2);
      g_autofree char *wind_down = g_strdup_printf (" claim wind-down/2026-03-%02u/0", day + 2);
      desk.around.last_evidence = desk.now;
      desk_run (&desk, end);
      g_assert_nonnull (strstr (desk.log->str, protein));
      g_assert_nonnull (strstr (desk.log->str, wind_down));
      g_string_truncate (desk.log, 0);
    }
  desk_clear (&desk);
}

static void
tune_hard_yesterday (RecoupState *state)
{
  state->load_yesterday = 600;
  state->chronic_yesterday = 300;
}

static void
tune_hard_and_sharp (RecoupState *state)
{
  tune_hard_yesterday (state);
  state->groups[RECOUP_GROUP_QUADS].why = RECOUP_PAIN_SHARP;
}

/* Nothing is proposed for an area with sharp or joint pain (S-051). */
static void
test_foam_roll_pain (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T07:30:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_FOAM_ROLL);
  desk.tune = tune_hard_and_sharp;
  desk_run (&desk, "2026-03-24T19:30:00+01:00");
  desk_expect (&desk, "");
  desk.tune = tune_hard_yesterday;
  desk_run (&desk, "2026-03-24T19:40:00+01:00");
  desk_expect (&desk, "19:30 claim foam-roll/2026-03-24/0\n");
  desk_clear (&desk);
}

static void
tune_due (RecoupState *state)
{
  state->plan = RECOUP_PLAN_DUE;
  state->plan_week = 6;
}

static void
test_deload (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_DELOAD);
  desk.tune = tune_due;
  desk_run (&desk, "2026-03-25T09:00:00+01:00");
  desk.tune = NULL;
  desk_run (&desk, "2026-03-26T12:00:00+01:00");
  desk_expect (&desk, "08:00 claim deload/2026-03-24/0\n"
                      "08:00 resolve deload/2026-03-24/0 replaced\n"
                      "08:00 claim deload/2026-03-25/0\n"
                      "09:00 resolve deload/2026-03-25/0 logged\n");
  desk_clear (&desk);
}

/* S-026, S-103, S-104 */
static void
test_small_kinds (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T05:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_HYDRATION);
  desk.policy.remind[RECOUP_REMINDER_MOBILITY] = TRUE;
  desk.policy.remind[RECOUP_REMINDER_FOAM_ROLL] = TRUE;
  desk.tune = tune_rest_after_hard;
  desk_run (&desk, "2026-03-24T22:00:00+01:00");
  desk_expect (&desk, "09:00 claim hydration/2026-03-24/0\n"
                      "09:10 claim mobility/2026-03-24/0\n"
                      "10:00 resolve hydration/2026-03-24/0 unanswered\n"
                      "12:00 resolve mobility/2026-03-24/0 unanswered\n"
                      "12:00 claim hydration/2026-03-24/1\n"
                      "13:00 resolve hydration/2026-03-24/1 unanswered\n"
                      "15:00 claim hydration/2026-03-24/2\n"
                      "16:00 resolve hydration/2026-03-24/2 unanswered\n"
                      "18:00 claim hydration/2026-03-24/3\n"
                      "18:45 claim foam-roll/2026-03-24/0\n"
                      "19:00 resolve hydration/2026-03-24/3 unanswered\n"
                      "21:45 resolve foam-roll/2026-03-24/0 unanswered\n");
  desk_clear (&desk);
}

/* S-112 */
static void
test_week_digest (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-21T05:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_DIGEST);
  desk_run (&desk, "2026-03-24T05:00:00+01:00");
  desk_expect (&desk, "08:00 claim digest/2026-03-22/0\n"
                      "22:45 resolve digest/2026-03-22/0 unanswered\n");
  g_assert_cmpstr (desk_get (&desk, "digest/2026-03-22/0")->detail, ==, "week");
  desk_clear (&desk);
}

static void
test_quiet_hours (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T17:30:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.policy.quiet_from_min = 16 * 60;
  desk.policy.quiet_until_min = 6 * 60;
  g_autoptr (RecoupSchedule) plan = desk_plan (&desk);
  g_assert_cmpuint (plan->acts->len, ==, 1);
  g_assert_true (((RecoupAct *) plan->acts->pdata[0])->silent);
  g_assert_false (((RecoupAct *) plan->acts->pdata[0])->quiet);
  desk_clear (&desk);
}

static void
test_clock_set (void)
{
  Desk desk;
  desk_init (&desk, "Europe/Berlin", "2026-03-24T18:00:00+01:00");
  desk_only (&desk, RECOUP_REMINDER_PROTEIN);
  desk.around.deliver_from = desk.now;
  desk_run (&desk, "2026-03-24T21:50:00+01:00");
  desk_expect (&desk, "18:00 record protein/2026-03-24/2 clock\n"
                      "21:45 claim protein/2026-03-24/3\n");
  desk_clear (&desk);
}

static void
test_holds (void)
{
  g_assert_null (recoup_hold_get_name (0));
  g_assert_cmpstr (recoup_hold_get_name (RECOUP_HOLD_LIMIT), ==, "limit");
  g_assert_cmpstr (recoup_hold_get_name (RECOUP_HOLD_AWAY | RECOUP_HOLD_DND), ==, "do-not-disturb");
}

/* Days of a random life: every key once, one popup in the gap, no bedtime after its validity,
 * everything resolved; the checks stand in desk_settle() and desk_carry_out(). */
static void
random_life (Desk *desk, GRand *rand, guint n_events)
{
  RecoupInstant left = RECOUP_INSTANT_NONE;
  RecoupInstant last_popup = RECOUP_INSTANT_NONE;

  for (guint i = 0; i < n_events; i++)
    {
      RecoupInstant end = desk->now + g_rand_int_range (rand, 1, 5 * 60) * RECOUP_USEC_PER_MIN;
      for (;;)
        {
          g_autoptr (RecoupSchedule) first = desk_plan (desk);
          for (guint a = 0; a < first->acts->len; a++)
            {
              const RecoupAct *act = first->acts->pdata[a];
              if ((act->kind != RECOUP_ACT_CLAIM && act->kind != RECOUP_ACT_SHOW) ||
                  act->reminder->kind == RECOUP_REMINDER_BEDTIME)
                continue;
              if (last_popup != RECOUP_INSTANT_NONE)
                g_assert_cmpint (desk->now - last_popup, >=, 10 * RECOUP_USEC_PER_MIN);
              last_popup = desk->now;
              g_assert_false (desk->around.away);
            }
          g_autoptr (RecoupSchedule) plan = desk_settle (desk);
          if (plan->next > end)
            break;
          desk->now = plan->next;
        }
      desk->now = end;
      switch (g_rand_int_range (rand, 0, 6))
        {
        case 0:
          desk_eat (desk, desk->now, g_rand_int_range (rand, 5, 50));
          break;
        case 1:
          desk_train (desk, desk->now - RECOUP_USEC_PER_HOUR, desk->now);
          break;
        case 2:
          desk_sleep (desk, desk->now - 7 * RECOUP_USEC_PER_HOUR, desk->now);
          break;
        case 3:
          desk->around.dnd = !desk->around.dnd;
          break;
        default:
          if (desk->around.away)
            desk_come_back (desk, left);
          else
            {
              left = desk->now;
              desk_leave (desk);
              desk->around.locked = g_rand_boolean (rand);
            }
          break;
        }
    }
}

static void
test_random (void)
{
  static const char *const zones[] = { "Europe/Berlin",
                                       "America/New_York",
                                       "Australia/Lord_Howe",
                                       "Africa/Cairo",
                                       "Europe/Dublin",
                                       "Asia/Kathmandu",
                                       "UTC" };

  for (guint i = 0; i < 14; i++)
    {
      guint32 seed = (guint32) g_test_rand_int ();
      g_test_message ("seed %u", seed);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      Desk desk;
      desk_init (&desk, zones[i % G_N_ELEMENTS (zones)], "2026-03-20T05:00:00Z");
      desk.tune = i % 2 == 0 ? tune_active : tune_stressed;
      for (guint k = 0; k < RECOUP_N_REMINDER_KINDS; k++)
        desk.policy.remind[k] = TRUE;
      random_life (&desk, rand, 120);

      /* Two days later nothing of this time is open but what is valid that long. */
      g_ptr_array_set_size (desk.entries, 0);
      desk.around.away = TRUE;
      RecoupInstant end = desk.now + 4 * RECOUP_USEC_PER_DAY;
      RecoupInstant then = desk.now;
      while (desk.now < end)
        {
          g_autoptr (RecoupSchedule) plan = desk_settle (&desk);
          desk.now = MIN (plan->next, end);
        }
      for (guint r = 0; r < desk.history->len; r++)
        {
          const RecoupReminder *row = desk.history->pdata[r];
          if (row->claimed_at <= then)
            g_assert_true (recoup_reminder_state_is_resolved (row->state));
        }
      desk_clear (&desk);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/silent-day", test_silent_day);
  g_test_add_func ("/schedule/bedtime/spring", test_bedtime_spring);
  g_test_add_func ("/schedule/bedtime/autumn", test_bedtime_autumn);
  g_test_add_func ("/schedule/bedtime/numbers", test_bedtime_numbers);
  g_test_add_func ("/schedule/bedtime/answered", test_bedtime_answered);
  g_test_add_func ("/schedule/bedtime/away", test_bedtime_away);
  g_test_add_func ("/schedule/bedtime/suspended", test_bedtime_suspended);
  g_test_add_func ("/schedule/protein/met", test_protein_met);
  g_test_add_func ("/schedule/protein/session", test_protein_session);
  g_test_add_func ("/schedule/protein/late-session", test_protein_late_session);
  g_test_add_func ("/schedule/active-recovery/days", test_active_recovery_days);
  g_test_add_func ("/schedule/active-recovery/walk", test_active_recovery_walk);
  g_test_add_func ("/schedule/check-in", test_check_in);
  g_test_add_func ("/schedule/hold/do-not-disturb", test_do_not_disturb);
  g_test_add_func ("/schedule/hold/do-not-disturb-quiet", test_do_not_disturb_quiet);
  g_test_add_func ("/schedule/hold/pause", test_pause);
  g_test_add_func ("/schedule/hold/inhibited", test_inhibited);
  g_test_add_func ("/schedule/hold/server", test_server);
  g_test_add_func ("/schedule/hold/resume", test_resume);
  g_test_add_func ("/schedule/hold/names", test_holds);
  g_test_add_func ("/schedule/snooze", test_snooze);
  g_test_add_func ("/schedule/privacy", test_privacy);
  g_test_add_func ("/schedule/digest/missed", test_digest);
  g_test_add_func ("/schedule/digest/week", test_week_digest);
  g_test_add_func ("/schedule/limit", test_limit);
  g_test_add_func ("/schedule/rest", test_rest);
  g_test_add_func ("/schedule/silence", test_silence);
  g_test_add_func ("/schedule/travel", test_travel);
  g_test_add_func ("/schedule/skip-date", test_skip_date);
  g_test_add_func ("/schedule/switched-off", test_switched_off);
  g_test_add_func ("/schedule/advice/question", test_advice);
  g_test_add_func ("/schedule/advice/texts", test_advice_texts);
  g_test_add_func ("/schedule/advice/rules", test_advice_rules);
  g_test_add_func ("/schedule/rest-in-deload", test_rest_in_deload);
  g_test_add_func ("/schedule/foam-roll/pain", test_foam_roll_pain);
  g_test_add_func ("/schedule/deload", test_deload);
  g_test_add_func ("/schedule/small-kinds", test_small_kinds);
  g_test_add_func ("/schedule/quiet-hours", test_quiet_hours);
  g_test_add_func ("/schedule/clock-set", test_clock_set);
  g_test_add_func ("/schedule/setup-hint", test_setup_hint);
  g_test_add_func ("/schedule/random", test_random);
  return g_test_run ();
}
