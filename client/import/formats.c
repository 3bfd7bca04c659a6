/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of foreign formats. */

#include "client/import/formats.h"

static const RecoupFormat *const formats[] = {
  &recoup_format_hevy,       &recoup_format_strong,
  &recoup_format_fitnotes,   &recoup_format_plees,
  &recoup_format_cronometer, &recoup_format_bodyweight, /* last: it asks for the fewest columns */
};

const RecoupFormat *const *
recoup_formats_get (guint *n_out)
{
  *n_out = G_N_ELEMENTS (formats);
  return formats;
}

const RecoupFormat *
recoup_formats_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i]->name, name))
      return formats[i];
  return NULL;
}

char *
recoup_formats_list (void)
{
  GString *list = g_string_new (formats[0]->name);

  for (guint i = 1; i < G_N_ELEMENTS (formats); i++)
    g_string_append_printf (list, ", %s", formats[i]->name);
  return g_string_free (list, FALSE);
}
