/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "support/schedule-desk.h"

#include <math.h>
#include <string.h>

#include "support/zones.h"

RecoupInstant
test_desk_at (const char *text)
{
  RecoupInstant instant = RECOUP_INSTANT_NONE;
  g_autoptr (GError) error = NULL;

  recoup_instant_parse (text, &instant, &error);
  g_assert_no_error (error);
  return instant;
}

void
test_desk_init (TestDesk *desk, const char *zone, const char *start)
{
  memset (desk, 0, sizeof *desk);
  desk->zones = test_zones_new ();
  desk->zone = recoup_zone_table_lookup (desk->zones, zone);
  g_assert_nonnull (desk->zone);
  recoup_policy_init (&desk->policy);
  desk->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  desk->history = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_reminder_free);
  desk->now = test_desk_at (start);
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

void
test_desk_only (TestDesk *desk, RecoupReminderKind kind)
{
  for (guint i = 0; i < RECOUP_N_REMINDER_KINDS; i++)
    desk->policy.remind[i] = i == kind;
}

void
test_desk_clear (TestDesk *desk)
{
  g_ptr_array_unref (desk->entries);
  g_ptr_array_unref (desk->history);
  g_string_free (desk->log, TRUE);
  recoup_zone_table_free (desk->zones);
}

static void
desk_add (TestDesk *desk, RecoupEntryKind kind, GVariantDict *dict)
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

void
test_desk_eat (TestDesk *desk, RecoupInstant when, double grams)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "at", "x", when);
  g_variant_dict_insert (&dict, "protein_g", "d", grams);
  desk_add (desk, RECOUP_ENTRY_MEAL, &dict);
}

static void
desk_add_span (TestDesk *desk, RecoupEntryKind kind, RecoupInstant start, RecoupInstant end)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "start", "x", start);
  g_variant_dict_insert (&dict, "end", "x", end);
  desk_add (desk, kind, &dict);
}

void
test_desk_train (TestDesk *desk, RecoupInstant start, RecoupInstant end)
{
  desk_add_span (desk, RECOUP_ENTRY_SESSION, start, end);
}

void
test_desk_sleep (TestDesk *desk, RecoupInstant start, RecoupInstant end)
{
  desk_add_span (desk, RECOUP_ENTRY_SLEEP, start, end);
}

void
test_desk_move (TestDesk *desk, RecoupInstant when, const char *activity)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_variant_dict_insert (&dict, "at", "x", when);
  g_variant_dict_insert (&dict, "activity", "s", activity);
  g_variant_dict_insert (&dict, "minutes", "d", 25.0);
  desk_add (desk, RECOUP_ENTRY_RECOVERY, &dict);
}

RecoupState *
test_desk_state (const TestDesk *desk, RecoupInstant now)
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

RecoupSchedule *
test_desk_plan (TestDesk *desk)
{
  g_autoptr (RecoupState) state = test_desk_state (desk, desk->now);
  g_autoptr (RecoupState) yesterday = test_desk_state (
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
desk_find (TestDesk *desk, const char *key)
{
  for (guint i = 0; i < desk->history->len; i++)
    if (g_str_equal (((RecoupReminder *) desk->history->pdata[i])->key, key))
      return desk->history->pdata[i];
  return NULL;
}

RecoupReminder *
test_desk_get (TestDesk *desk, const char *key)
{
  RecoupReminder *row = desk_find (desk, key);
  g_assert (row != NULL);
  return row;
}

static void
desk_write (TestDesk *desk, const char *what, const RecoupReminder *reminder)
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
desk_carry_out (TestDesk *desk, const RecoupSchedule *plan)
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
          /* What has ended stays so, but what nobody was shown in another zone. */
          if (recoup_reminder_state_is_resolved (old->state))
            {
              g_assert_cmpint (old->shown_at, ==, RECOUP_INSTANT_NONE);
              g_assert_cmpstr (old->zone, !=, row->zone);
            }
          g_ptr_array_remove (desk->history, old);
        }
      g_ptr_array_add (desk->history, row);
    }
}

RecoupSchedule *
test_desk_settle (TestDesk *desk)
{
  RecoupSchedule *plan = test_desk_plan (desk);
  desk_carry_out (desk, plan);
  guint open[RECOUP_N_REMINDER_KINDS] = { 0 };

  for (guint i = 0; i < desk->history->len; i++)
    {
      const RecoupReminder *row = desk->history->pdata[i];
      if (row->state == RECOUP_REMINDER_SHOWN)
        g_assert_cmpuint (++open[row->kind], ==, 1);
    }
  recoup_schedule_free (plan);
  plan = test_desk_plan (desk);
  if (plan->acts->len > 0)
    g_error ("not settled:\n%s%s", desk->log->str,
             ((RecoupAct *) plan->acts->pdata[0])->reminder->key);
  g_assert_cmpint (plan->next, >, desk->now);
  return plan;
}

void
test_desk_run (TestDesk *desk, const char *until)
{
  RecoupInstant end = test_desk_at (until);

  for (;;)
    {
      g_autoptr (RecoupSchedule) plan = test_desk_settle (desk);
      if (plan->next > end)
        break;
      desk->now = plan->next;
    }
  desk->now = end;
  recoup_schedule_free (test_desk_settle (desk));
}

void
test_desk_expect (TestDesk *desk, const char *expected)
{
  g_assert_cmpstr (desk->log->str, ==, expected);
  g_string_truncate (desk->log, 0);
}

void
test_desk_come_back (TestDesk *desk, RecoupInstant from)
{
  desk->around.away = desk->around.locked = FALSE;
  desk->around.away_since = RECOUP_INSTANT_NONE;
  desk->around.absent_from = from;
  desk->around.absent_until = desk->now;
  desk->around.last_evidence = desk->now;
}

void
test_desk_leave (TestDesk *desk)
{
  desk->around.away = TRUE;
  desk->around.away_since = desk->now;
}

void
test_desk_tune_active (RecoupState *state)
{
  state->planned.n = 1;
  state->planned.items[0] = RECOUP_PLANNED_ACTIVE;
}

void
test_desk_tune_stressed (RecoupState *state)
{
  state->stress = 0.6;
  state->sessions_7d = 5;
}
