/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl export: writes the journal, or a part of it, in the interchange format. What is
 * written, imported into an empty journal, gives the same state at every instant. */

#include <glib/gi18n-lib.h>

#include "client/entries.h"
#include "client/jsonl.h"
#include "client/output.h"
#include "client/range.h"
#include "client/verbs.h"

typedef struct
{
  RecoupZoneTable *zones;
  GString *text;
  guint n;
  GError *error; /* owned, NULL if all is well */
} Export;

static gboolean
on_entry (GVariant *row, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free); /* of a later daemon */
  g_autoptr (RecoupEntry) entry =
      recoup_entry_new_from_variant (row, NULL, export->zones, unknown, &export->error);

  if (entry == NULL)
    return FALSE;
  g_autofree char *line = recoup_jsonl_write_entry (entry, export->zones);
  g_string_append (export->text, line);
  g_string_append_c (export->text, '\n');
  export->n++;
  return TRUE;
}

static RecoupExit
write_export (RecoupCtl *ctl, const Export *export, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!recoup_output_write (path, export->text->str, export->text->len, &error))
    return recoup_ctl_fail (ctl, error);
  if (recoup_output_is_file (path))
    recoup_ctl_print (ctl,
                      g_dngettext (GETTEXT_PACKAGE, "Exported %u entry to %s.\n",
                                   "Exported %u entries to %s.\n", export->n),
                      export->n, path);
  return RECOUP_EXIT_OK;
}

static RecoupExit
run_export (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Export export = { .zones = recoup_ctl_get_zones (ctl), .text = text };
  GVariantDict filter;

  g_variant_dict_init (&filter, NULL);
  if (!recoup_range_insert (ctl, args, &filter, &error))
    {
      g_variant_dict_clear (&filter);
      return recoup_ctl_refuse (ctl, error);
    }
  if (!recoup_entries_walk (ctl, g_variant_dict_end (&filter), on_entry, &export, &error))
    return recoup_ctl_fail (ctl, error);
  if (export.error != NULL)
    {
      RecoupExit status = recoup_ctl_fail (ctl, export.error);
      g_clear_error (&export.error);
      return status;
    }
  return write_export (ctl, &export, recoup_args_get (args, "output"));
}

static const RecoupOption options[] = {
  { "from", 0, "TIME", N_ ("Only from this time or date on") },
  { "until", 0, "TIME", N_ ("Only up to this time or date") },
  { "output", 'o', "FILE",
    N_ ("Write to this file, readable by you alone, not to standard output") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_export = {
  .name = "export",
  .args = "[--from TIME] [--until TIME] [-o FILE]",
  .help = N_ ("Write the journal to a file"),
  .details = N_ ("The file holds one entry a line, in the format of recoup-journal(5); ‘recoupctl "
                 "import’\nreads it.\n"),
  .options = options,
  .run = run_export,
};
