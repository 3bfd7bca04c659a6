/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ledgers, settings and reminders as the bus carries them, and how deep a message is nested. */

#include "recoup/wire.h"

#include <string.h>

#include "core/text.h"
#include "core/wire-private.h"
#include "recoup/error.h"
#include "recoup/quote.h"
#include "recoup/rules.h"

GVariant *
recoup_wire_ledger (const GArray *rows)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < rows->len; i++)
    {
      const RecoupLedgerRow *row = &g_array_index (rows, RecoupLedgerRow, i);
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      recoup_wire_put_day (&list, "day", row->day);
      recoup_wire_put_text (&list, "account", recoup_account_get_name (row->account));
      recoup_wire_put_text (&list, "entry", row->entry);
      recoup_wire_put_text (&list, "what", row->what);
      recoup_wire_put_text (&list, "group", row->group);
      recoup_wire_put_number (&list, "amount", row->amount);
      recoup_wire_put_text (&list, "unit", row->unit);
      recoup_wire_put_number (&list, "balance", row->balance);
      if (row->points_dp >= 0)
        recoup_wire_put_points (&list, "points", row->points_dp);
      recoup_wire_put_text (&list, "rule", row->rule);
      const RecoupRule *rule = recoup_rules_find (row->rule);
      recoup_wire_put_text (&list, "source", rule != NULL ? rule->source : NULL);
      g_variant_builder_close (&list);
    }
  return g_variant_builder_end (&list);
}

GVariant *
recoup_wire_setting (const RecoupSetting *setting)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  recoup_wire_put_text (&dict, "key", setting->key);
  recoup_wire_put_text (&dict, "group", setting->group);
  recoup_wire_put_text (&dict, "type", setting->type);
  recoup_wire_put_text (&dict, "default", setting->default_text);
  recoup_wire_put_text (&dict, "range", setting->range_text);
  recoup_wire_put_text (&dict, "unit", setting->unit);
  recoup_wire_put_text (&dict, "doc", setting->doc);
  return g_variant_builder_end (&dict);
}

GVariant *
recoup_wire_policy (const RecoupPolicy *policy)
{
  guint n = 0;
  const RecoupSetting *settings = recoup_policy_get_settings (&n);
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; i < n; i++)
    recoup_wire_put (&dict, settings[i].key,
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
                   _ ("Settings must be texts by key, got a value of another type"));
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
                       _ ("‘%s’ must be %s, got a value of type ‘%s’"), quoted, _ ("a text"),
                       g_variant_get_type_string (value));
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
    recoup_wire_put_integer (dict, key, integer);
}

GVariant *
recoup_wire_reminder (const RecoupReminder *reminder)
{
  GVariantBuilder dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  recoup_wire_put_text (&dict, "id", reminder->key);
  recoup_wire_put_text (&dict, "kind", recoup_reminder_get_kind (reminder->kind)->name);
  recoup_wire_put_day (&dict, "day", reminder->day);
  recoup_wire_put_text (&dict, "state", recoup_reminder_state_get_name (reminder->state));
  recoup_wire_put_instant (&dict, "due", reminder->due);
  recoup_wire_put_instant (&dict, "valid_until", reminder->valid_until);
  recoup_wire_put_instant (&dict, "until", reminder->until);
  recoup_wire_put_integer (&dict, "snoozes", reminder->snoozes);
  recoup_wire_put_instant (&dict, "claimed_at", reminder->claimed_at);
  recoup_wire_put_instant (&dict, "shown_at", reminder->shown_at);
  recoup_wire_put_instant (&dict, "resolved_at", reminder->resolved_at);
  recoup_wire_put_boolean (&dict, "seen", reminder->seen);
  recoup_wire_put_text (&dict, "cause", reminder->cause);
  recoup_wire_put_instant (&dict, "held_since", reminder->held_since);
  put_if_any (&dict, "grams", reminder->grams);
  put_if_any (&dict, "minutes", reminder->minutes);
  put_if_any (&dict, "amount", reminder->amount);
  put_if_any (&dict, "portions", reminder->portions);
  recoup_wire_put_text (&dict, "detail", reminder->detail);
  recoup_wire_put (&dict, "reason", g_variant_new_strv (reminder->rules, -1));
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
  gsize first = g_variant_type_is_dict_entry (type) ? 1 : 0; /* keys are flat */
  for (gsize i = first; i < n; i++)
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
