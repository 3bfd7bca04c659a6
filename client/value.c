/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text to the value of any field: a list of sets is taken apart here, all others are plain. */

#include "client/value.h"

#include <glib/gi18n-lib.h>

#include "client/sets.h"
#include "recoup/error.h"

/* "squat 5x5 100kg; plank 3x60s" */
static GVariant *
parse_sets (const char *text, GError **error)
{
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_auto (GStrv) items = g_strsplit (text, ";", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      if (g_strstrip (items[i])[0] == '\0')
        continue;
      if (!recoup_value_parse_set (items[i], sets, error))
        return NULL;
    }
  return g_variant_ref_sink (
      g_variant_new_array (G_VARIANT_TYPE_VARDICT, (GVariant *const *) sets->pdata, sets->len));
}

GVariant *
recoup_value_parse (const RecoupField *field,
                    const char *text,
                    const RecoupValueContext *context,
                    GError **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘%s’ expects UTF-8 text"), field->name);
      return NULL;
    }
  return field->type == RECOUP_FIELD_SETS ? parse_sets (text, error)
                                          : recoup_value_parse_plain (field, text, context, error);
}
