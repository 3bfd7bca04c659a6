/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The state as the bus carries it. Names and nesting are those of the model's output (section 16),
 * so that a JSON reader and a bus client see the same tree. */

#include "core/wire-private.h"
#include "recoup/wire.h"

#define MODEL_VERSION 1

/* Each part of the state is a dictionary of its own. What is switched off makes no pair. */

static void
put_of (GVariantBuilder *dict,
        const RecoupState *state,
        RecoupAccount account,
        const char *key,
        double number)
{
  if (!recoup_account_is_in (account, state->off_accounts))
    recoup_wire_put_number (dict, key, number);
}

static GVariant *
make_names (guint accounts)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; i < RECOUP_N_ACCOUNTS; i++)
    if ((accounts & (1U << i)) != 0)
      g_variant_builder_add (&list, "s", recoup_account_get_name ((RecoupAccount) i));
  return g_variant_builder_end (&list);
}

static GVariant *
make_readiness (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  recoup_wire_put_points (&dict, "point", state->readiness_dp);
  recoup_wire_put_points (&dict, "lo", state->lo_dp);
  recoup_wire_put_points (&dict, "hi", state->hi_dp);
  recoup_wire_put_integer (&dict, "coverage", state->coverage);
  recoup_wire_put (&dict, "known", make_names (state->known_accounts));
  if (state->off_accounts != 0)
    recoup_wire_put (&dict, "off", make_names (state->off_accounts));
  return g_variant_builder_end (&dict);
}

static GVariant *
make_points (const RecoupState *state)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < RECOUP_N_POINTS; i++)
    {
      const RecoupPointRow *row = recoup_point_get_row ((RecoupPointKey) i);
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      recoup_wire_put_text (&list, "key", row->key);
      recoup_wire_put_text (&list, "account", row->account);
      recoup_wire_put_points (&list, "points", state->points_dp[i]);
      recoup_wire_put_points (&list, "cap", row->cap_dp);
      recoup_wire_put (&list, "rules", g_variant_new_strv (row->rules, -1));
      g_variant_builder_close (&list);
    }
  return g_variant_builder_end (&list);
}

/* The words of a mask: pain flags, then what blocks beside them. */
static GVariant *
make_why (guint mask)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint bit = 0; bit < RECOUP_N_PAINS; bit++)
    if ((mask & (1U << bit)) != 0)
      g_variant_builder_add (&list, "s", recoup_pain_get_name (bit));
  if ((mask & RECOUP_WHY_SORENESS) != 0)
    g_variant_builder_add (&list, "s", "soreness");
  if ((mask & RECOUP_WHY_FATIGUE) != 0)
    g_variant_builder_add (&list, "s", "fatigue");
  return g_variant_builder_end (&list);
}

static GVariant *
make_groups (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; i < RECOUP_N_GROUPS; i++)
    {
      const RecoupGroupState *group = &state->groups[i];
      GVariantBuilder parts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
      put_of (&parts, state, RECOUP_ACCOUNT_TISSUE, "usual", group->usual);
      put_of (&parts, state, RECOUP_ACCOUNT_TISSUE, "unaccustomed", group->unaccustomed);
      put_of (&parts, state, RECOUP_ACCOUNT_TISSUE, "fatigue", group->usual + group->unaccustomed);
      put_of (&parts, state, RECOUP_ACCOUNT_TISSUE, "soreness", group->soreness);
      recoup_wire_put (&parts, "pain", make_why (group->pain & RECOUP_PAIN_ALL));
      recoup_wire_put_boolean (&parts, "blocked", group->why != 0);
      recoup_wire_put (&parts, "why", make_why (group->why));
      recoup_wire_put_instant (&parts, "ready_at", group->ready_at);
      recoup_wire_put_boolean (&parts, "record", group->record);
      recoup_wire_put (&dict, recoup_group_get_name ((RecoupGroup) i),
                       g_variant_builder_end (&parts));
    }
  return g_variant_builder_end (&dict);
}

static GVariant *
make_balances (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put_of (&dict, state, RECOUP_ACCOUNT_SLEEP, "sleep_debt_h", state->sleep_debt_h);
  put_of (&dict, state, RECOUP_ACCOUNT_FUEL, "fuel_shortfall", state->fuel_shortfall);
  put_of (&dict, state, RECOUP_ACCOUNT_STRESS, "stress", state->stress);
  put_of (&dict, state, RECOUP_ACCOUNT_STRESS, "mood", state->mood);
  put_of (&dict, state, RECOUP_ACCOUNT_STRESS, "fatigue", state->fatigue);
  put_of (&dict, state, RECOUP_ACCOUNT_LOAD, "acute", state->acute);
  put_of (&dict, state, RECOUP_ACCOUNT_LOAD, "chronic", state->chronic);
  recoup_wire_put (&dict, "groups", make_groups (state));
  return g_variant_builder_end (&dict);
}

static GVariant *
make_reasons (const GArray *reasons)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < reasons->len; i++)
    {
      const RecoupReason *reason = &g_array_index (reasons, RecoupReason, i);
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      recoup_wire_put_text (&list, "rule", reason->rule);
      recoup_wire_put (&list, "params",
                       reason->params != NULL
                           ? reason->params
                           : g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
      g_variant_builder_close (&list);
    }
  return g_variant_builder_end (&list);
}

static GVariant *
make_questions (const RecoupQuestion *questions, guint n)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; i < n; i++)
    g_variant_builder_add (&list, "s", recoup_question_get_name (questions[i]));
  return g_variant_builder_end (&list);
}

static GVariant *
make_plan (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  recoup_wire_put_text (&dict, "state", recoup_plan_state_get_name (state->plan));
  recoup_wire_put_integer (&dict, "week", state->plan_week);
  recoup_wire_put_day (&dict, "since", state->plan_since);
  recoup_wire_put_text (&dict, "set_factor", recoup_plan_state_get_set_factor (state->plan));
  return g_variant_builder_end (&dict);
}

static GVariant *
make_today (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantBuilder planned = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; i < state->planned.n; i++)
    g_variant_builder_add (&planned, "s", recoup_planned_get_name (state->planned.items[i]));
  recoup_wire_put (&dict, "planned", g_variant_builder_end (&planned));
  put_of (&dict, state, RECOUP_ACCOUNT_FUEL, "protein_g", state->protein_g);
  if (!recoup_account_is_in (RECOUP_ACCOUNT_FUEL, state->off_accounts))
    recoup_wire_put_integer (&dict, "protein_target_g", state->protein_target_g);
  put_of (&dict, state, RECOUP_ACCOUNT_SLEEP, "sleep_min", state->sleep_min);
  recoup_wire_put_integer (&dict, "sessions", state->sessions);
  put_of (&dict, state, RECOUP_ACCOUNT_LOAD, "load", state->load);
  if (!recoup_account_is_in (RECOUP_ACCOUNT_LOAD, state->off_accounts))
    recoup_wire_put_boolean (&dict, "load_estimated", state->load_estimated);
  recoup_wire_put_boolean (&dict, "ill", state->ill);
  return g_variant_builder_end (&dict);
}

static GVariant *
make_bedtime (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantBuilder why = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  if (recoup_account_is_in (RECOUP_ACCOUNT_SLEEP, state->off_accounts))
    {
      recoup_wire_put (&dict, "why", g_variant_builder_end (&why));
      return g_variant_builder_end (&dict);
    }
  g_variant_builder_add (&why, "s", "S-011");
  if (state->extra_min > 0)
    g_variant_builder_add (&why, "s", "M-06");
  if (state->lights_out_moved)
    g_variant_builder_add (&why, "s", "S-016");
  recoup_wire_put_instant (&dict, "lights_out", state->lights_out);
  recoup_wire_put_instant (&dict, "screens_dim", state->screens_dim);
  recoup_wire_put_integer (&dict, "extra_min", state->extra_min);
  recoup_wire_put (&dict, "why", g_variant_builder_end (&why));
  return g_variant_builder_end (&dict);
}

static GVariant *
make_protein (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (recoup_account_is_in (RECOUP_ACCOUNT_FUEL, state->off_accounts))
    return g_variant_builder_end (&dict);
  recoup_wire_put (&dict, "times",
                   g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, state->slots, state->n_slots,
                                              sizeof state->slots[0]));
  recoup_wire_put_integer (&dict, "per_slot_g", state->per_slot_g);
  recoup_wire_put_integer (&dict, "remaining_slots", state->remaining_slots);
  recoup_wire_put_boolean (&dict, "above_0_55", state->above_0_55);
  return g_variant_builder_end (&dict);
}

static GVariant *
make_metrics (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  recoup_wire_put_number (&dict, "sri", state->sri);
  recoup_wire_put_number (&dict, "monotony", state->monotony);
  recoup_wire_put_number (&dict, "strain", state->strain);
  put_of (&dict, state, RECOUP_ACCOUNT_LOAD, "acute", state->acute);
  put_of (&dict, state, RECOUP_ACCOUNT_LOAD, "chronic", state->chronic);
  if (!recoup_account_is_in (RECOUP_ACCOUNT_SLEEP, state->off_accounts) &&
      !recoup_account_is_in (RECOUP_ACCOUNT_FUEL, state->off_accounts))
    {
      recoup_wire_put_integer (&dict, "adherence7", state->adherence7);
      recoup_wire_put_integer (&dict, "adherence7_known", state->adherence7_known);
    }
  recoup_wire_put_names (&dict, "progress", state->progress);
  return g_variant_builder_end (&dict);
}

GVariant *
recoup_wire_state (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  recoup_wire_put_integer (&dict, "model", MODEL_VERSION);
  recoup_wire_put_instant (&dict, "now", state->now);
  recoup_wire_put_text (&dict, "zone", state->zone);
  recoup_wire_put_day (&dict, "day", state->day);
  recoup_wire_put_day (&dict, "first_day", state->first_day);
  recoup_wire_put (&dict, "readiness", make_readiness (state));
  recoup_wire_put (&dict, "points", make_points (state));
  recoup_wire_put (&dict, "balances", make_balances (state));
  recoup_wire_put_text (&dict, "verdict", recoup_verdict_get_name (state->verdict));
  recoup_wire_put_integer (&dict, "severity", state->severity);
  recoup_wire_put (&dict, "reasons", make_reasons (state->reasons));
  recoup_wire_put (&dict, "flags", make_reasons (state->flags));
  recoup_wire_put (&dict, "ask", make_questions (state->ask, state->n_ask));
  recoup_wire_put (&dict, "confirmed", make_questions (state->confirmed, state->n_confirmed));
  recoup_wire_put (&dict, "plan", make_plan (state));
  recoup_wire_put (&dict, "today", make_today (state));
  recoup_wire_put (&dict, "bedtime", make_bedtime (state));
  recoup_wire_put (&dict, "protein", make_protein (state));
  recoup_wire_put (&dict, "metrics", make_metrics (state));
  recoup_wire_put_names (&dict, "unmapped", state->unmapped);
  return g_variant_builder_end (&dict);
}
