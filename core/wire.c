/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values as the bus carries them. Names and nesting are those of the model's output (section 16),
 * so that a JSON reader and a bus client see the same tree: instants `x`, days `s`, numbers `d`,
 * integers `x`, what is not known left out. Balances are rounded to four decimals, points to
 * tenths: more would tell of the arithmetic, not of the trainee. */

#include "recoup/wire.h"

#include <math.h>
#include <string.h>

#include "core/quote.h"
#include "recoup/error.h"

#define MODEL_VERSION 1

#define DECIMALS 1e4 /* four */

/* The pairs of a dictionary. What is not known (NAN, none, NULL) makes no pair. */

static void
put (GVariantBuilder *dict, const char *key, GVariant *value)
{
  g_variant_builder_add (dict, "{sv}", key, value);
}

static void
put_number (GVariantBuilder *dict, const char *key, double number)
{
  if (!isnan (number))
    put (dict, key, g_variant_new_double (floor (number * DECIMALS + 0.5) / DECIMALS));
}

/* Tenths of a point as points. */
static void
put_points (GVariantBuilder *dict, const char *key, gint points_dp)
{
  put (dict, key, g_variant_new_double (points_dp / 10.0));
}

static void
put_integer (GVariantBuilder *dict, const char *key, gint64 integer)
{
  put (dict, key, g_variant_new_int64 (integer));
}

static void
put_boolean (GVariantBuilder *dict, const char *key, gboolean boolean)
{
  put (dict, key, g_variant_new_boolean (boolean));
}

static void
put_text (GVariantBuilder *dict, const char *key, const char *text)
{
  if (text != NULL)
    put (dict, key, g_variant_new_string (text));
}

static void
put_instant (GVariantBuilder *dict, const char *key, RecoupInstant instant)
{
  if (instant != RECOUP_INSTANT_NONE)
    put (dict, key, g_variant_new_int64 (instant));
}

static void
put_day (GVariantBuilder *dict, const char *key, RecoupDay day)
{
  if (day != RECOUP_DAY_NONE)
    put (dict, key, g_variant_new_take_string (recoup_day_format (day)));
}

static void
put_names (GVariantBuilder *dict, const char *key, const GPtrArray *names)
{
  put (dict, key, g_variant_new_strv ((const char *const *) names->pdata, (gssize) names->len));
}

/* Each part of the state is a dictionary of its own. */

static GVariant *
make_readiness (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put_points (&dict, "point", state->readiness_dp);
  put_points (&dict, "lo", state->lo_dp);
  put_points (&dict, "hi", state->hi_dp);
  put_integer (&dict, "coverage", state->coverage);
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
      put_text (&list, "key", row->key);
      put_text (&list, "account", row->account);
      put_points (&list, "points", state->points_dp[i]);
      put_points (&list, "cap", row->cap_dp);
      put (&list, "rules", g_variant_new_strv (row->rules, -1));
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
      put_number (&parts, "usual", group->usual);
      put_number (&parts, "unaccustomed", group->unaccustomed);
      put_number (&parts, "fatigue", group->usual + group->unaccustomed);
      put_number (&parts, "soreness", group->soreness);
      put (&parts, "pain", make_why (group->pain & RECOUP_PAIN_ALL));
      put_boolean (&parts, "blocked", group->why != 0);
      put (&parts, "why", make_why (group->why));
      put_instant (&parts, "ready_at", group->ready_at);
      put (&dict, recoup_group_get_name ((RecoupGroup) i), g_variant_builder_end (&parts));
    }
  return g_variant_builder_end (&dict);
}

static GVariant *
make_balances (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put_number (&dict, "sleep_debt_h", state->sleep_debt_h);
  put_number (&dict, "fuel_shortfall", state->fuel_shortfall);
  put_number (&dict, "stress", state->stress);
  put_number (&dict, "mood", state->mood);
  put_number (&dict, "fatigue", state->fatigue);
  put_number (&dict, "acute", state->acute);
  put_number (&dict, "chronic", state->chronic);
  put (&dict, "groups", make_groups (state));
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
      put_text (&list, "rule", reason->rule);
      put (&list, "params",
           reason->params != NULL ? reason->params
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

  put_text (&dict, "state", recoup_plan_state_get_name (state->plan));
  put_integer (&dict, "week", state->plan_week);
  put_day (&dict, "since", state->plan_since);
  put_text (&dict, "set_factor", recoup_plan_state_get_set_factor (state->plan));
  return g_variant_builder_end (&dict);
}

static GVariant *
make_today (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantBuilder planned = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; i < state->planned.n; i++)
    g_variant_builder_add (&planned, "s", recoup_planned_get_name (state->planned.items[i]));
  put (&dict, "planned", g_variant_builder_end (&planned));
  put_number (&dict, "protein_g", state->protein_g);
  put_integer (&dict, "protein_target_g", state->protein_target_g);
  put_number (&dict, "sleep_min", state->sleep_min);
  put_integer (&dict, "sessions", state->sessions);
  put_number (&dict, "load", state->load);
  put_boolean (&dict, "load_estimated", state->load_estimated);
  put_boolean (&dict, "ill", state->ill);
  return g_variant_builder_end (&dict);
}

static GVariant *
make_bedtime (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantBuilder why = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  g_variant_builder_add (&why, "s", "S-011");
  if (state->extra_min > 0)
    g_variant_builder_add (&why, "s", "M-06");
  if (state->lights_out_moved)
    g_variant_builder_add (&why, "s", "S-016");
  put_instant (&dict, "lights_out", state->lights_out);
  put_instant (&dict, "screens_dim", state->screens_dim);
  put_integer (&dict, "extra_min", state->extra_min);
  put (&dict, "why", g_variant_builder_end (&why));
  return g_variant_builder_end (&dict);
}

static GVariant *
make_protein (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put (&dict, "times",
       g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, state->slots, state->n_slots,
                                  sizeof state->slots[0]));
  put_integer (&dict, "per_slot_g", state->per_slot_g);
  put_integer (&dict, "remaining_slots", state->remaining_slots);
  put_boolean (&dict, "above_0_55", state->above_0_55);
  return g_variant_builder_end (&dict);
}

static GVariant *
make_metrics (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put_number (&dict, "sri", state->sri);
  put_number (&dict, "monotony", state->monotony);
  put_number (&dict, "strain", state->strain);
  put_number (&dict, "acute", state->acute);
  put_number (&dict, "chronic", state->chronic);
  put_integer (&dict, "adherence7", state->adherence7);
  put_integer (&dict, "adherence7_known", state->adherence7_known);
  put_names (&dict, "progress", state->progress);
  return g_variant_builder_end (&dict);
}

GVariant *
recoup_wire_state (const RecoupState *state)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put_integer (&dict, "model", MODEL_VERSION);
  put_instant (&dict, "now", state->now);
  put_text (&dict, "zone", state->zone);
  put_day (&dict, "day", state->day);
  put_day (&dict, "first_day", state->first_day);
  put (&dict, "readiness", make_readiness (state));
  put (&dict, "points", make_points (state));
  put (&dict, "balances", make_balances (state));
  put_text (&dict, "verdict", recoup_verdict_get_name (state->verdict));
  put_integer (&dict, "severity", state->severity);
  put (&dict, "reasons", make_reasons (state->reasons));
  put (&dict, "flags", make_reasons (state->flags));
  put (&dict, "ask", make_questions (state->ask, state->n_ask));
  put (&dict, "confirmed", make_questions (state->confirmed, state->n_confirmed));
  put (&dict, "plan", make_plan (state));
  put (&dict, "today", make_today (state));
  put (&dict, "bedtime", make_bedtime (state));
  put (&dict, "protein", make_protein (state));
  put (&dict, "metrics", make_metrics (state));
  put_names (&dict, "unmapped", state->unmapped);
  return g_variant_builder_end (&dict);
}

GVariant *
recoup_wire_ledger (const GArray *rows)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < rows->len; i++)
    {
      const RecoupLedgerRow *row = &g_array_index (rows, RecoupLedgerRow, i);
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      put_day (&list, "day", row->day);
      put_text (&list, "account", recoup_account_get_name (row->account));
      put_text (&list, "entry", row->entry);
      put_text (&list, "what", row->what);
      put_text (&list, "group", row->group);
      put_number (&list, "amount", row->amount);
      put_text (&list, "unit", row->unit);
      put_number (&list, "balance", row->balance);
      if (row->points_dp >= 0)
        put_points (&list, "points", row->points_dp);
      put_text (&list, "rule", row->rule);
      g_variant_builder_close (&list);
    }
  return g_variant_builder_end (&list);
}

GVariant *
recoup_wire_setting (const RecoupSetting *setting)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put_text (&dict, "key", setting->key);
  put_text (&dict, "group", setting->group);
  put_text (&dict, "type", setting->type);
  put_text (&dict, "default", setting->default_text);
  put_text (&dict, "range", setting->range_text);
  put_text (&dict, "unit", setting->unit);
  put_text (&dict, "doc", setting->doc);
  return g_variant_builder_end (&dict);
}

GVariant *
recoup_wire_policy (const RecoupPolicy *policy)
{
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; i < n; i++)
    put (&dict, settings[i].key,
         g_variant_new_take_string (recoup_policy_format (policy, settings[i].key)));
  return g_variant_builder_end (&dict);
}

gboolean
recoup_wire_policy_apply (RecoupPolicy *policy, GVariant *dict, GError **error)
{
  RecoupPolicy changed = *policy;

  if (!g_variant_is_of_type (dict, G_VARIANT_TYPE_VARDICT))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   "Settings must be texts by key, got a value of another type");
      return FALSE;
    }
  gsize n = g_variant_n_children (dict);
  for (gsize i = 0; i < n; i++)
    {
      const char *key = NULL;
      g_autoptr (GVariant) value = NULL;
      g_variant_get_child (dict, i, "{&sv}", &key, &value);
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        {
          g_autofree char *quoted = recoup_quote (key);
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                       "‘%s’ must be a text, got a value of another type", quoted);
          return FALSE;
        }
      if (!recoup_policy_parse (&changed, key, g_variant_get_string (value, NULL), error))
        return FALSE;
    }
  if (!recoup_policy_check (&changed, error))
    return FALSE;
  *policy = changed;
  return TRUE;
}

/* A number of a reminder that is 0 where the kind has none. */
static void
put_if_any (GVariantBuilder *dict, const char *key, gint64 integer)
{
  if (integer != 0)
    put_integer (dict, key, integer);
}

GVariant *
recoup_wire_reminder (const RecoupReminder *reminder)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put_text (&dict, "id", reminder->key);
  put_text (&dict, "kind", recoup_reminder_get_kind (reminder->kind)->name);
  put_day (&dict, "day", reminder->day);
  put_text (&dict, "state", recoup_reminder_state_get_name (reminder->state));
  put_instant (&dict, "due", reminder->due);
  put_instant (&dict, "valid_until", reminder->valid_until);
  put_instant (&dict, "until", reminder->until);
  put_integer (&dict, "snoozes", reminder->snoozes);
  put_instant (&dict, "claimed_at", reminder->claimed_at);
  put_instant (&dict, "shown_at", reminder->shown_at);
  put_instant (&dict, "resolved_at", reminder->resolved_at);
  put_boolean (&dict, "seen", reminder->seen);
  put_text (&dict, "cause", reminder->cause);
  put_if_any (&dict, "grams", reminder->grams);
  put_if_any (&dict, "minutes", reminder->minutes);
  put_if_any (&dict, "amount", reminder->amount);
  put_if_any (&dict, "portions", reminder->portions);
  put_text (&dict, "detail", reminder->detail);
  put (&dict, "reason", g_variant_new_strv (reminder->rules, -1));
  return g_variant_builder_end (&dict);
}

/* Depth of a type that holds no variant: its arrays and tuples; an array of pairs is one. */
static guint
type_depth (const GVariantType *type)
{
  if (g_variant_type_is_dict_entry (type))
    return MAX (type_depth (g_variant_type_key (type)), type_depth (g_variant_type_value (type)));
  if (g_variant_type_is_array (type) || g_variant_type_is_maybe (type))
    return 1 + type_depth (g_variant_type_element (type));
  if (!g_variant_type_is_tuple (type))
    return 0;

  guint deepest = 0;
  for (const GVariantType *item = g_variant_type_first (type); item != NULL;
       item = g_variant_type_next (item))
    deepest = MAX (deepest, type_depth (item));
  return 1 + deepest;
}

/* Whether values of the type may hold a variant, so that their depth is not told by the type. */
static gboolean
type_has_variant (const GVariantType *type)
{
  const char *text = g_variant_type_peek_string (type);

  return memchr (text, 'v', g_variant_type_get_string_length (type)) != NULL;
}

gboolean
recoup_wire_is_shallow (GVariant *variant, guint max_depth)
{
  const GVariantType *type = g_variant_get_type (variant);

  if (!type_has_variant (type))
    return type_depth (type) <= max_depth;

  /* A pair is part of its dictionary, and a variant of the pair; a variant in a variant counts. */
  guint left = max_depth;
  if (!g_variant_type_is_dict_entry (type) && !g_variant_type_is_variant (type))
    {
      if (left == 0)
        return FALSE;
      left--;
    }
  gsize n = g_variant_n_children (variant);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (variant, i);
      guint allowed = left;
      if (g_variant_type_is_variant (type) &&
          g_variant_type_is_variant (g_variant_get_type (child)))
        {
          if (allowed == 0)
            return FALSE;
          allowed--;
        }
      if (!recoup_wire_is_shallow (child, allowed))
        return FALSE;
    }
  return TRUE;
}
