/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A state as text, so that two of them can be held against each other, and what differs be seen. */

#include "support/state-dump.h"

static void
dump_number (GString *text, const char *key, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%s %s\n", key, g_ascii_dtostr (digits, sizeof digits, value));
}

static void
dump_integer (GString *text, const char *key, gint64 value)
{
  g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", key, value);
}

static void
dump_reasons (GString *text, const char *key, const GArray *reasons)
{
  for (guint i = 0; i < reasons->len; i++)
    {
      const RecoupReason *reason = &g_array_index (reasons, RecoupReason, i);
      g_autofree char *params = g_variant_print (reason->params, TRUE);
      g_string_append_printf (text, "%s %s %s\n", key, reason->rule, params);
    }
}

static void
dump_names (GString *text, const char *key, const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s %s\n", key, (const char *) g_ptr_array_index (names, i));
}

static void
dump_groups (GString *text, const RecoupState *state)
{
  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      const RecoupGroupState *group = &state->groups[i];
      g_string_append_printf (text, "group %s pain %u why %u ready %" G_GINT64_FORMAT "\n",
                              recoup_group_get_name (i), group->pain, group->why, group->ready_at);
      dump_number (text, "usual", group->usual);
      dump_number (text, "unaccustomed", group->unaccustomed);
      dump_number (text, "soreness", group->soreness);
    }
}

static void
dump_judgement (GString *text, const RecoupState *state)
{
  dump_integer (text, "verdict", state->verdict);
  dump_integer (text, "severity", state->severity);
  dump_reasons (text, "reason", state->reasons);
  dump_reasons (text, "flag", state->flags);
  for (guint i = 0; i < state->n_ask; i++)
    dump_integer (text, "ask", state->ask[i]);
  for (guint i = 0; i < state->n_confirmed; i++)
    dump_integer (text, "confirmed", state->confirmed[i]);
  dump_integer (text, "plan", state->plan);
  dump_integer (text, "week", state->plan_week);
  dump_integer (text, "since", state->plan_since);
}

static void
dump_today (GString *text, const RecoupState *state)
{
  for (guint i = 0; i < state->planned.n; i++)
    dump_integer (text, "planned", state->planned.items[i]);
  dump_number (text, "protein", state->protein_g);
  dump_integer (text, "target", state->protein_target_g);
  dump_number (text, "sleep", state->sleep_min);
  dump_integer (text, "sessions", state->sessions);
  dump_number (text, "load", state->load);
  dump_integer (text, "estimated", state->load_estimated);
  dump_integer (text, "ill", state->ill);
  dump_integer (text, "lights-out", state->lights_out);
  dump_integer (text, "screens", state->screens_dim);
  dump_integer (text, "extra", state->extra_min);
  dump_integer (text, "moved", state->lights_out_moved);
  for (guint i = 0; i < state->n_slots; i++)
    dump_integer (text, "slot", state->slots[i]);
  dump_integer (text, "per-slot", state->per_slot_g);
  dump_integer (text, "remaining", state->remaining_slots);
  dump_integer (text, "above", state->above_0_55);
}

static void
dump_rest (GString *text, const RecoupState *state)
{
  dump_number (text, "sri", state->sri);
  dump_number (text, "monotony", state->monotony);
  dump_number (text, "strain", state->strain);
  dump_integer (text, "adherence", state->adherence7);
  dump_integer (text, "adherence-known", state->adherence7_known);
  dump_names (text, "progress", state->progress);
  dump_names (text, "unmapped", state->unmapped);
  dump_number (text, "load-yesterday", state->load_yesterday);
  dump_number (text, "chronic-yesterday", state->chronic_yesterday);
  dump_integer (text, "rest-today", state->rest_today);
  dump_number (text, "weight", state->weight_kg);
  dump_integer (text, "sessions-7d", state->sessions_7d);
  dump_integer (text, "run", state->training_run_days);
  dump_integer (text, "rest-7d", state->rest_in_7d);
  dump_integer (text, "sore-late", state->sore_late);
  dump_integer (text, "food-logged", state->food_logged);
  dump_integer (text, "training-known", state->training_known);
}

char *
test_state_dump (const RecoupState *state)
{
  GString *text = g_string_new (NULL);

  dump_integer (text, "now", state->now);
  g_string_append_printf (text, "zone %s\n", state->zone);
  dump_integer (text, "day", state->day);
  dump_integer (text, "first-day", state->first_day);
  dump_integer (text, "readiness", state->readiness_dp);
  dump_integer (text, "lo", state->lo_dp);
  dump_integer (text, "hi", state->hi_dp);
  dump_integer (text, "coverage", state->coverage);
  for (guint key = 0; key < RECOUP_N_POINTS; key++)
    dump_integer (text, recoup_point_get_row (key)->key, state->points_dp[key]);
  dump_number (text, "debt", state->sleep_debt_h);
  dump_number (text, "shortfall", state->fuel_shortfall);
  dump_number (text, "stress", state->stress);
  dump_number (text, "mood", state->mood);
  dump_number (text, "fatigue", state->fatigue);
  dump_number (text, "acute", state->acute);
  dump_number (text, "chronic", state->chronic);
  dump_groups (text, state);
  dump_judgement (text, state);
  dump_today (text, state);
  dump_rest (text, state);
  return g_string_free (text, FALSE);
}
