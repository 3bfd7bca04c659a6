/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A state as JSON. The bus leaves out what is not known or switched off, because it has no null;
 * the model's object says it, so that a program finds every key. The same object comes from the
 * daemon's state and from one that was computed from a file. */

#include "client/state-object.h"

static const char *const order[] = {
  "model",    "now",     "zone",     "day",     "first_day", "readiness", "points",
  "balances", "verdict", "severity", "reasons", "flags",     "ask",       "confirmed",
  "plan",     "today",   "bedtime",  "protein", "metrics",   "unmapped",  NULL,
};

/* The members of @dict and, of the NULL-terminated @keys, those that it lacks as null. */
static GVariant *
add_nulls (GVariant *dict, const char *const *keys)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize i = 0; i < g_variant_n_children (dict); i++)
    {
      g_autoptr (GVariant) member = g_variant_get_child_value (dict, i);
      g_variant_builder_add_value (&builder, member);
    }
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (dict, keys[i], NULL);
      if (value == NULL)
        g_variant_builder_add (&builder, "{sv}", keys[i],
                               g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
add_group_nulls (GVariant *balances)
{
  static const char *const keys[] = { "usual",    "unaccustomed", "fatigue",
                                      "soreness", "ready_at",     NULL };
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize i = 0; i < g_variant_n_children (balances); i++)
    {
      const char *key = NULL;
      g_autoptr (GVariant) value = NULL;
      g_variant_get_child (balances, i, "{&sv}", &key, &value);
      if (!g_str_equal (key, "groups"))
        {
          g_variant_builder_add (&builder, "{sv}", key, value);
          continue;
        }
      GVariantBuilder groups = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
      for (gsize j = 0; j < g_variant_n_children (value); j++)
        {
          const char *name = NULL;
          g_autoptr (GVariant) group = NULL;
          g_variant_get_child (value, j, "{&sv}", &name, &group);
          g_variant_builder_add (&groups, "{sv}", name, add_nulls (group, keys));
        }
      g_variant_builder_add (&builder, "{sv}", key, g_variant_builder_end (&groups));
    }
  return g_variant_builder_end (&builder);
}

/* One member, with its nulls. */
static void
add_member (GVariantBuilder *object, const char *key, GVariant *value)
{
  static const struct
  {
    const char *member;
    const char *keys[9];
  } rows[] = {
    { "today", { "protein_g", "protein_target_g", "sleep_min", "load", "load_estimated" } },
    { "metrics",
      { "sri", "monotony", "strain", "acute", "chronic", "adherence7", "adherence7_known" } },
    { "bedtime", { "lights_out", "screens_dim", "extra_min" } },
    { "protein", { "times", "per_slot_g", "remaining_slots", "above_0_55" } },
    { "balances",
      { "sleep_debt_h", "fuel_shortfall", "stress", "mood", "fatigue", "acute", "chronic" } },
  };
  gboolean is_balances = g_str_equal (key, "balances");
  g_autoptr (GVariant) made =
      is_balances ? g_variant_ref_sink (add_group_nulls (value)) : g_variant_ref (value);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].member, key))
      {
        g_variant_builder_add (object, "{sv}", key, add_nulls (made, rows[i].keys));
        return;
      }
  g_variant_builder_add (object, "{sv}", key, made);
}

static void
add_others (GVariantBuilder *object, GVariant *dict)
{
  for (gsize i = 0; i < g_variant_n_children (dict); i++)
    {
      const char *key = NULL;
      g_autoptr (GVariant) value = NULL;
      g_variant_get_child (dict, i, "{&sv}", &key, &value);
      if (!g_strv_contains (order, key))
        g_variant_builder_add (object, "{sv}", key, value);
    }
}

GVariant *
recoup_state_object_new (GVariant *state, GVariant *errors, GVariant *more)
{
  GVariantBuilder object = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; order[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (state, order[i], NULL);
      if (value != NULL)
        add_member (&object, order[i], value);
    }
  if (errors != NULL)
    g_variant_builder_add (&object, "{sv}", "errors", errors);
  else
    g_variant_builder_add (&object, "{sv}", "errors",
                           g_variant_new_array (G_VARIANT_TYPE_VARDICT, NULL, 0));
  add_others (&object, state);
  if (more != NULL)
    add_others (&object, more);
  return g_variant_builder_end (&object);
}
