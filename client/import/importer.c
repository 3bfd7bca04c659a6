/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the bytes of a file to entries. What the file is, its content says: JSON Lines begin with a
 * brace, training logs with their column names. */

#include "client/import/importer.h"

#include <glib/gi18n-lib.h>

#include "client/import/convert.h"
#include "client/import/formats.h"
#include "client/import/lines.h"
#include "client/import/preview.h"
#include "recoup/error.h"

static GVariant *
pack (GPtrArray *entries, GVariant *summary)
{
  g_autoptr (GVariantBuilder) list = g_variant_builder_new (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < entries->len; i++)
    g_variant_builder_add_value (list, recoup_entry_to_variant (g_ptr_array_index (entries, i)));
  return g_variant_ref_sink (
      g_variant_new ("(@aa{sv}@a{sv})", g_variant_builder_end (list), summary));
}

/* A file that begins like a journal and has not one line that is an entry, even a wrong one, is
 * something else; unless the user says that it is a journal. */
static GVariant *
read_lines (GBytes *bytes, const RecoupImporterOptions *options, GError **error)
{
  g_autoptr (RecoupLines) lines = recoup_lines_read (bytes, options->zones, error);

  if (lines == NULL)
    return NULL;
  if (options->format == NULL && lines->n_lines > 0 && lines->n_strange == lines->n_lines)
    {
      const RecoupIssue *issue = g_ptr_array_index (lines->issues, 0);
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED, _ ("Line %u: %s"), issue->line,
                   issue->text);
      return NULL;
    }
  return pack (lines->entries, recoup_lines_summarise (lines));
}

static GVariant *
read_log (GBytes *bytes,
          const RecoupImporterOptions *options,
          const RecoupFormat *format,
          GError **error)
{
  RecoupForeignOptions wanted = { .format = format, .weight_factor = options->weight_factor };
  g_autoptr (RecoupMapping) mapping = recoup_mapping_new (options->corrections, error);

  if (mapping == NULL)
    return NULL;
  g_autoptr (RecoupForeign) foreign = recoup_foreign_read (bytes, &wanted, error);
  if (foreign == NULL)
    return NULL;
  g_autoptr (GPtrArray) entries =
      recoup_convert_entries (foreign, mapping, options->zones, options->zone);
  return pack (entries, recoup_preview_new (foreign, mapping, options->zone, entries->len));
}

GVariant *
recoup_importer_run (GBytes *bytes, const RecoupImporterOptions *options, GError **error)
{
  const RecoupFormat *format = NULL;
  g_autoptr (GError) local = NULL;
  gboolean is_journal = options->format != NULL ? g_str_equal (options->format, RECOUP_LINES_FORMAT)
                                                : recoup_lines_sniff (bytes);

  if (recoup_zone_table_lookup (options->zones, options->zone) == NULL)
    {
      g_set_error (
          error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
          _ ("‘--zone’ expects the name of an IANA time zone like Europe/Berlin, got ‘%s’"),
          options->zone);
      return NULL;
    }
  if (options->format != NULL && !is_journal)
    {
      format = recoup_formats_find (options->format);
      g_autofree char *names = recoup_formats_list ();
      if (format == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("‘--format’ expects one of %s, %s, got ‘%s’"), RECOUP_LINES_FORMAT, names,
                       options->format);
          return NULL;
        }
    }
  GVariant *result =
      is_journal ? read_lines (bytes, options, &local) : read_log (bytes, options, format, &local);
  if (result != NULL)
    return result;
  if (options->format == NULL && g_error_matches (local, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED))
    {
      g_autofree char *names = recoup_formats_list ();
      g_prefix_error (&local, _ ("Not a format that recoup reads (%s, %s). "), RECOUP_LINES_FORMAT,
                      names);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
