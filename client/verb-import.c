/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl import: brings what another program has logged into the journal. A helper program reads
 * the file; this verb shows what it found, line by line where something is wrong, and with --apply
 * adds what is not there yet. Ids follow from the content, so a second import adds nothing; all of
 * an import is one undo, and an import that fails half-way is taken back. */

#include <string.h>

#include "client/dict.h"
#include "client/entries.h"
#include "client/helper.h"
#include "client/import-text.h"
#include "client/import/summary.h"
#include "client/print.h"
#include "client/verbs.h"
#include "recoup/entry.h"
#include "recoup/error.h"
#include "recoup/names.h"

#define BATCH_ENTRIES 5000U /* what Journal.Add takes in one call */
#define BATCH_BYTES \
  ((gsize) 4 * 1024 * 1024) /* well below its 16 MiB, so that no call takes long */

/* One import. */
typedef struct
{
  RecoupCtl *ctl;
  const char *zone;      /* borrowed */
  const char *zone_from; /* who says so */
  GVariant *entries;     /* owned, aa{sv} */
  GVariant *summary;     /* owned, a{sv} */
  GPtrArray *fresh;      /* owned, of GVariant: entries to be written */
  guint n_new;           /* of them, not in the journal at all */
  guint n_different;     /* in the journal with other content */
  gboolean is_journal;   /* the file is in recoup's own format */
  gboolean is_compared;  /* whether the journal could be asked */
  char *undo;            /* owned, token of what was added, NULL if nothing was */
} Import;

static void
import_clear (Import *import)
{
  g_clear_pointer (&import->entries, g_variant_unref);
  g_clear_pointer (&import->summary, g_variant_unref);
  g_clear_pointer (&import->fresh, g_ptr_array_unref);
  g_clear_pointer (&import->undo, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* The zone of clock times: what the user said, or what the daemon takes for the user's; without a
 * daemon, that of this machine. */
static RecoupExit
choose_zone (Import *import, const RecoupArgs *args, char **zone_out)
{
  g_autoptr (GError) error = NULL;
  const char *said = recoup_args_get (args, "zone");

  import->zone_from = "--zone";
  if (said != NULL)
    *zone_out = g_strdup (said);
  else if (recoup_ctl_get_zone (import->ctl, &error) != NULL)
    {
      import->zone_from = "the zone of recoupd";
      *zone_out = g_strdup (recoup_ctl_get_zone_id (import->ctl));
    }
  else if (recoup_args_get (args, "apply") != NULL)
    return recoup_ctl_fail (import->ctl, error);
  else
    {
      g_autoptr (GTimeZone) local = g_time_zone_new_local ();
      const char *id = g_time_zone_get_identifier (local);
      import->zone_from = "the zone of this machine";
      *zone_out = g_strdup (
          recoup_zone_table_lookup (recoup_ctl_get_zones (import->ctl), id) != NULL ? id : "UTC");
    }
  import->zone = *zone_out;
  return RECOUP_EXIT_OK;
}

/* Has the helper read the file. */
static RecoupExit
read_file (Import *import, const RecoupArgs *args)
{
  const char *path = recoup_args_word (args, 0);
  const char *format = recoup_args_get (args, "format");
  const char *unit = recoup_args_get (args, "unit");
  g_autofree char *zone = g_strconcat ("--zone=", import->zone, NULL);
  g_autofree char *corrections =
      g_strconcat ("--exercises=", g_get_user_config_dir (), "/recoup/exercises.conf", NULL);
  /* A file called "-x" is no option of the helper; "-" is standard input. */
  g_autofree char *file = g_strconcat (path[0] == '-' && path[1] != '\0' ? "./" : "", path, NULL);
  g_autofree char *format_arg = g_strconcat ("--format=", format, NULL);
  g_autofree char *unit_arg = g_strconcat ("--unit=", unit, NULL);
  const char *argv[7] = { "recoupctl-import", zone, corrections, file };
  guint n = 4;
  g_autoptr (GBytes) output = NULL;

  if (format != NULL)
    argv[n++] = format_arg;
  if (unit != NULL)
    argv[n++] = unit_arg;
  RecoupExit status = recoup_helper_run (import->ctl, argv, &output);
  if (status != RECOUP_EXIT_OK)
    return status;
  g_autoptr (GVariant) result = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (RECOUP_IMPORT_TYPE), output, FALSE));
  if (!g_variant_is_normal_form (result))
    {
      g_printerr ("recoupctl: recoupctl-import gave no answer that can be read; is it of another "
                  "version?\n");
      return RECOUP_EXIT_FAILED;
    }
  import->entries = g_variant_get_child_value (result, 0);
  import->summary = g_variant_get_child_value (result, 1);
  return RECOUP_EXIT_OK;
}

static gboolean
on_present (GVariant *row, gpointer user_data)
{
  GHashTable *present = user_data;
  const char *id = recoup_dict_string (row, "id");

  if (id != NULL)
    g_hash_table_insert (present, g_strdup (id), g_variant_ref (row));
  return TRUE;
}

typedef enum
{
  STANDING_NEW,       /* the journal lacks it, or has an earlier revision */
  STANDING_SAME,      /* it is there, or adding it would change nothing */
  STANDING_DIFFERENT, /* its id is there with other content */
} Standing;

/* How @entry stands to @stored, the entry of its id; both as rows. */
static Standing
compare_entry (Import *import, GVariant *entry, GVariant *stored)
{
  RecoupZoneTable *zones = recoup_ctl_get_zones (import->ctl);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free); /* of a later daemon */
  g_autoptr (RecoupEntry) ours = recoup_entry_new_from_variant (entry, NULL, zones, NULL, NULL);
  g_autoptr (RecoupEntry) theirs =
      recoup_entry_new_from_variant (stored, NULL, zones, unknown, NULL);

  if (ours == NULL || theirs == NULL)
    return STANDING_SAME;
  if (import->is_journal && ours->rev != theirs->rev) /* logs of others know no revisions */
    return ours->rev > theirs->rev ? STANDING_NEW : STANDING_SAME;
  if (ours->zone == NULL && theirs->zone != NULL) /* the daemon has put in its own */
    {
      g_autoptr (RecoupEntry) zoned = recoup_entry_with_zone (ours, theirs->zone);
      return recoup_entry_same_content (zoned, theirs) ? STANDING_SAME : STANDING_DIFFERENT;
    }
  return recoup_entry_same_content (ours, theirs) ? STANDING_SAME : STANDING_DIFFERENT;
}

/* Takes @entry among what is to be written, or not. */
static void
sort_in (Import *import, GVariant *entry, GHashTable *present, gboolean wants_update)
{
  const char *target = recoup_dict_string (entry, "target");
  const char *id = recoup_dict_string (entry, "id");
  GVariant *stored = g_hash_table_lookup (present, id != NULL ? id : "");
  Standing standing = stored != NULL ? compare_entry (import, entry, stored) : STANDING_NEW;

  if (target != NULL && !g_hash_table_contains (present, target))
    return; /* a `remove` of what is not there */
  if (standing == STANDING_NEW)
    {
      import->n_new++;
      g_ptr_array_add (import->fresh, g_variant_ref (entry));
    }
  else if (standing == STANDING_DIFFERENT)
    {
      import->n_different++;
      if (!wants_update)
        return;
      GVariantDict dict;
      g_variant_dict_init (&dict, entry);
      g_variant_dict_insert (&dict, "rev", "x", recoup_dict_integer (stored, "rev", 0) + 1);
      g_ptr_array_add (import->fresh, g_variant_ref_sink (g_variant_dict_end (&dict)));
    }
}

/* Finds out which entries the journal lacks, or has with other content. */
static gboolean
compare (Import *import, gboolean wants_update, GError **error)
{
  g_autoptr (GHashTable) present =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  const char *format = recoup_dict_string (import->summary, "format");
  gsize n = g_variant_n_children (import->entries);
  GVariantDict filter;

  g_variant_dict_init (&filter, NULL);
  import->is_journal = g_strcmp0 (format, "journal") == 0;
  if (!import->is_journal)
    g_variant_dict_insert (&filter, "source", "s", format);
  if (!recoup_entries_walk (import->ctl, g_variant_dict_end (&filter), on_present, present, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (import->entries, i);
      sort_in (import, entry, present, wants_update);
    }
  import->is_compared = TRUE;
  return TRUE;
}

/* Adds entries first..first + n to the journal. */
static gboolean
add_batch (Import *import, guint first, guint n, GError **error)
{
  g_autoptr (GVariantBuilder) entries = g_variant_builder_new (G_VARIANT_TYPE ("aa{sv}"));
  GVariantDict dict;

  for (guint i = first; i < first + n; i++)
    g_variant_builder_add_value (entries, g_ptr_array_index (import->fresh, i));
  g_variant_dict_init (&dict, NULL);
  if (import->undo != NULL)
    g_variant_dict_insert (&dict, "undo", "s", import->undo);
  g_autoptr (GVariant) reply =
      recoup_ctl_call (import->ctl, RECOUP_INTERFACE_JOURNAL, "Add",
                       g_variant_new ("(@aa{sv}@a{sv})", g_variant_builder_end (entries),
                                      g_variant_dict_end (&dict)),
                       "(ass)", error);
  if (reply == NULL)
    return FALSE;
  g_free (import->undo);
  g_variant_get_child (reply, 1, "s", &import->undo);
  return TRUE;
}

/* Takes back what was added before the failure @error. */
static RecoupExit
take_back (Import *import, const GError *error)
{
  g_autoptr (GError) local = NULL;
  RecoupExit status = recoup_ctl_fail (import->ctl, error);

  if (import->undo == NULL)
    return status;
  g_autoptr (GVariant) reply =
      recoup_ctl_call (import->ctl, RECOUP_INTERFACE, "Undo", g_variant_new ("(s)", import->undo),
                       "(a{sv})", &local);
  if (reply != NULL)
    g_printerr ("recoupctl: What was added before that was taken back; nothing has changed\n");
  else
    g_printerr ("recoupctl: Some entries were added before that; to take them back: recoupctl undo "
                "%s\n",
                import->undo);
  return status;
}

static RecoupExit
apply (Import *import)
{
  g_autoptr (GError) error = NULL;

  for (guint first = 0; first < import->fresh->len;)
    {
      guint n = 0;
      gsize bytes = 0;
      while (first + n < import->fresh->len && n < BATCH_ENTRIES && (n == 0 || bytes < BATCH_BYTES))
        bytes += g_variant_get_size (g_ptr_array_index (import->fresh, first + n++));
      if (!add_batch (import, first, n, &error))
        return take_back (import, error);
      first += n;
    }
  return RECOUP_EXIT_OK;
}

static void
print_json (Import *import, gboolean is_applied)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, import->summary);
  g_variant_dict_insert (&dict, "zone", "s", import->zone);
  g_variant_dict_insert (&dict, "applied", "b", is_applied);
  if (import->is_compared)
    {
      gint64 n = (gint64) g_variant_n_children (import->entries);
      g_variant_dict_insert (&dict, "new", "x", (gint64) import->n_new);
      g_variant_dict_insert (&dict, "present", "x", n - (gint64) import->n_new);
      g_variant_dict_insert (&dict, "different", "x", (gint64) import->n_different);
    }
  if (import->undo != NULL)
    g_variant_dict_insert (&dict, "undo", "s", import->undo);
  recoup_print_json (import->ctl, g_variant_dict_end (&dict));
}

/* Says what came of it. */
static void
print_outcome (Import *import, gboolean is_applied)
{
  RecoupCtl *ctl = import->ctl;
  gsize n = g_variant_n_children (import->entries);
  gboolean is_updated = import->fresh->len > import->n_new;

  recoup_ctl_print (ctl, "\n");
  if (!import->is_compared)
    recoup_ctl_print (ctl, "recoupd does not answer, so what is there already is not known.\n");
  else if (is_applied)
    recoup_ctl_print (ctl, "Added %u entries; %" G_GSIZE_FORMAT " were there already.\n",
                      import->n_new, n - import->n_new);
  else
    recoup_ctl_print (ctl, "%u entries are new, %" G_GSIZE_FORMAT " are there already.\n",
                      import->n_new, n - import->n_new);
  if (import->n_different > 0)
    recoup_ctl_print (ctl, "%u of those say%s something else than the file%s\n",
                      import->n_different, import->n_different == 1 ? "s" : "",
                      !is_updated  ? "; --update makes them say the same."
                      : is_applied ? ", and were replaced."
                                   : ", and would be replaced.");
  if (import->undo != NULL)
    recoup_print_undo (ctl, import->undo);
  if (!is_applied && ctl->legend)
    recoup_ctl_print (ctl, "Nothing was written; to do so, add --apply.\n");
}

static RecoupExit
run_import (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_auto (Import) import = { .ctl = ctl };
  g_autofree char *zone = NULL;
  g_autoptr (GError) error = NULL;
  gboolean wants_apply = recoup_args_get (args, "apply") != NULL;

  import.fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  RecoupExit status = choose_zone (&import, args, &zone);
  if (status == RECOUP_EXIT_OK)
    status = read_file (&import, args);
  if (status != RECOUP_EXIT_OK)
    return status;
  gboolean is_refused = recoup_args_get (args, "strict") != NULL &&
                        recoup_dict_integer (import.summary, "refused", 0) > 0;
  gboolean is_applied = wants_apply && !is_refused;
  if (!compare (&import, recoup_args_get (args, "update") != NULL, &error) && is_applied)
    return recoup_ctl_fail (ctl, error);
  if (is_applied)
    status = apply (&import);
  if (status != RECOUP_EXIT_OK)
    return status;
  if (recoup_print_is_json (ctl))
    print_json (&import, is_applied);
  else
    {
      recoup_import_text_print (ctl, import.summary, import.zone_from);
      print_outcome (&import, is_applied);
    }
  if (!is_refused)
    return RECOUP_EXIT_OK;
  g_printerr (
      "recoupctl: Some lines were refused, and ‘--strict’ was given: nothing is imported\n");
  return RECOUP_EXIT_FAILED;
}

static const RecoupOption options[] = {
  { "apply", 0, NULL, "Write to the journal; else only say what would be written" },
  { "update", 0, NULL, "Replace entries that say something else than the file" },
  { "unit", 0, "kg|lb", "Unit of the weights, where the file does not say" },
  { "zone", 0, "ZONE", "Zone of its clock times; that of recoupd by default" },
  { "format", 0, "NAME", "journal, hevy, strong or fitnotes; by default the content tells" },
  { "strict", 0, NULL, "Import nothing, and fail, if any line is refused" },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_import = {
  .name = "import",
  .args = "FILE [--apply] [--update] [--unit kg|lb] [--zone ZONE]",
  .help = "Read what another program, or recoup itself, has logged",
  .details = "Reads the CSV files of Hevy, Strong and FitNotes, and what ‘recoupctl export’ wrote; "
             "FILE may\nbe - for standard input. Importing the same file again adds nothing; with "
             "--update, what was\nchanged in the other program, or read with another unit or zone, "
             "is replaced.\n\n"
             "Which muscles an exercise works is told by its name. Where that is wrong or unknown, "
             "say so in\n~/.config/recoup/exercises.conf:\n\n"
             "  [exercises]\n"
             "  Bench Press (Barbell) = chest, triceps=0.5, shoulders=0.5\n",
  .options = options,
  .min_words = 1,
  .max_words = 1,
  .run = run_import,
};
