/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a rule found, beside its id: a small dictionary with the names of the model and the types of
 * the bus. */

#include "recoup/params.h"

void
recoup_params_append (GArray *reasons, const char *rule, GVariant *params)
{
  RecoupReason reason = { .rule = rule };

  if (params == NULL)
    params = g_variant_new ("a{sv}", NULL);
  reason.params = g_variant_ref_sink (params);
  g_array_append_val (reasons, reason);
}

GVariant *
recoup_params_integers (const char *first, gint64 first_value, const char *second, gint64 value)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&builder, "{sv}", first, g_variant_new_int64 (first_value));
  if (second != NULL)
    g_variant_builder_add (&builder, "{sv}", second, g_variant_new_int64 (value));
  return g_variant_builder_end (&builder);
}

GVariant *
recoup_params_number (const char *key, double value)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&builder, "{sv}", key, g_variant_new_double (value));
  return g_variant_builder_end (&builder);
}

GVariant *
recoup_params_list (const char *key, const GPtrArray *names)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (
      &builder, "{sv}", key,
      g_variant_new_strv ((const char *const *) names->pdata, (gssize) names->len));
  return g_variant_builder_end (&builder);
}

GVariant *
recoup_params_groups (const char *key, guint mask)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint group = 0; group < RECOUP_N_GROUPS; group++)
    if ((mask & (1U << group)) != 0)
      g_ptr_array_add (names, (gpointer) recoup_group_get_name (group));
  return recoup_params_list (key, names);
}
