/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl import: brings what another program has logged into the journal. A helper program reads
 * the file; this verb shows what it found, line by line where something is wrong, and with --apply
 * adds what is not there yet. Ids follow from the content, so a second import adds nothing; all of
 * an import is one undo, and an import that fails half-way is taken back. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/dict.h"
#include "client/helper.h"
#include "client/import-compare.h"
#include "client/import-text.h"
#include "client/import/preview.h"
#include "client/print.h"
#include "client/verbs.h"
#include "recoup/names.h"

#define BATCH_ENTRIES 5000U /* what Journal.Add takes in one call */
#define BATCH_BYTES \
  ((gsize) 4 * 1024 * 1024) /* well below its 16 MiB, so that no call takes long */

/* One import. */
typedef struct
{
  RecoupCtl *ctl;
  const char *zone;                  /* borrowed */
  const char *zone_from;             /* who says so */
  GVariant *entries;                 /* owned, aa{sv} */
  GVariant *summary;                 /* owned, a{sv} */
  RecoupImportDifference difference; /* to the journal */
  gboolean is_compared;              /* whether the journal could be asked */
  char *undo;                        /* owned, token of what was added, NULL if nothing was */
  GVariant *state;                   /* owned, after that; NULL if it could not be had */
} Import;

static void
import_clear (Import *import)
{
  g_clear_pointer (&import->entries, g_variant_unref);
  g_clear_pointer (&import->summary, g_variant_unref);
  recoup_import_difference_clear (&import->difference);
  g_clear_pointer (&import->undo, g_free);
  g_clear_pointer (&import->state, g_variant_unref);
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
      import->zone_from = _ ("the zone of recoupd");
      *zone_out = g_strdup (recoup_ctl_get_zone_id (import->ctl));
    }
  else if (recoup_args_get (args, "apply") != NULL)
    return recoup_ctl_fail (import->ctl, error);
  else
    {
      g_autoptr (GTimeZone) local = g_time_zone_new_local ();
      const char *id = g_time_zone_get_identifier (local);
      import->zone_from = _ ("the zone of this machine");
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
      g_printerr (
          _ ("recoupctl: recoupctl-import gave no answer that can be read; is it of another "
             "version?\n"));
      return RECOUP_EXIT_FAILED;
    }
  import->entries = g_variant_get_child_value (result, 0);
  import->summary = g_variant_get_child_value (result, 1);
  return RECOUP_EXIT_OK;
}

/* Adds entries first..first + n to the journal. */
static gboolean
add_batch (Import *import, guint first, guint n, GError **error)
{
  g_autoptr (GVariantBuilder) entries = g_variant_builder_new (G_VARIANT_TYPE ("aa{sv}"));
  GVariantDict dict;

  for (guint i = first; i < first + n; i++)
    g_variant_builder_add_value (entries, g_ptr_array_index (import->difference.fresh, i));
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
    g_printerr (_ ("recoupctl: What was added before that was taken back; nothing has changed\n"));
  else
    g_printerr (
        _ ("recoupctl: Some entries were added before that; to take them back: recoupctl undo "
           "%s\n"),
        import->undo);
  return status;
}

/* What all of it comes to. Years of entries are folded in slices while the state of before answers
 * whoever asks for that of now; who asks for the state at an instant waits for the new one, and so
 * does whatever follows this import in a script. */
static GVariant *
wait_for_state (RecoupCtl *ctl)
{
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "at", "x", recoup_instant_floor (g_get_real_time ()));
  return recoup_ctl_get_state (ctl, g_variant_dict_end (&options), NULL); /* the import is done */
}

static RecoupExit
apply (Import *import)
{
  g_autoptr (GError) error = NULL;

  for (guint first = 0; first < import->difference.fresh->len;)
    {
      guint n = 0;
      gsize bytes = 0;
      while (first + n < import->difference.fresh->len && n < BATCH_ENTRIES &&
             (n == 0 || bytes < BATCH_BYTES))
        bytes += g_variant_get_size (g_ptr_array_index (import->difference.fresh, first + n++));
      if (!add_batch (import, first, n, &error))
        return take_back (import, error);
      first += n;
    }
  if (import->undo != NULL)
    import->state = wait_for_state (import->ctl);
  return RECOUP_EXIT_OK;
}

static void
print_json (Import *import, gboolean is_applied)
{
  const RecoupImportDifference *difference = &import->difference;
  GVariantDict dict;

  g_variant_dict_init (&dict, import->summary);
  g_variant_dict_insert (&dict, "zone", "s", import->zone);
  g_variant_dict_insert (&dict, "applied", "b", is_applied);
  if (import->is_compared)
    {
      gint64 n = (gint64) g_variant_n_children (import->entries);
      g_variant_dict_insert (&dict, "new", "x", (gint64) difference->n_new);
      g_variant_dict_insert (&dict, "present", "x", n - (gint64) difference->n_new);
      g_variant_dict_insert (&dict, "different", "x", (gint64) difference->n_different);
      g_variant_dict_insert (&dict, "close", "x", (gint64) difference->n_close);
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
  const RecoupImportDifference *difference = &import->difference;
  gboolean is_updated = difference->fresh->len > difference->n_new;
  guint n_present = (guint) g_variant_n_children (import->entries) - difference->n_new;

  recoup_ctl_print (ctl, "\n");
  if (!import->is_compared)
    recoup_ctl_print (ctl, _ ("recoupd does not answer, so what is there already is not known.\n"));
  else
    recoup_ctl_print (ctl,
                      is_applied ? _ ("Entries added: %u. There already: %u.\n")
                                 : _ ("New entries: %u. There already: %u.\n"),
                      difference->n_new, n_present);
  if (difference->n_different > 0)
    recoup_ctl_print (
        ctl,
        !is_updated
            ? _ ("Of those, %u say something else than the file; --update makes them say the "
                 "same.\n")
        : is_applied ? _ ("Of those, %u say something else than the file, and were replaced.\n")
                     : _ ("Of those, %u say something else than the file, and would be "
                          "replaced.\n"),
        difference->n_different);
  if (difference->n_close > 0)
    recoup_ctl_print (
        ctl,
        _ ("Mind: %u of the new ones start within half an hour of a session that was "
           "logged elsewhere;\nif that is the same training, remove one of the two.\n"),
        difference->n_close);
  if (import->state != NULL)
    recoup_print_verdict (ctl, import->state);
  if (import->undo != NULL)
    recoup_print_undo (ctl, import->undo);
}

static RecoupExit
run_import (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_auto (Import) import = { .ctl = ctl };
  g_autofree char *zone = NULL;
  g_autoptr (GError) error = NULL;
  gboolean wants_apply = recoup_args_get (args, "apply") != NULL;

  recoup_import_difference_init (&import.difference);
  RecoupExit status = choose_zone (&import, args, &zone);
  if (status == RECOUP_EXIT_OK)
    status = read_file (&import, args);
  if (status != RECOUP_EXIT_OK)
    return status;
  gboolean is_refused = recoup_args_get (args, "strict") != NULL &&
                        recoup_dict_integer (import.summary, "refused", 0) > 0;
  gboolean is_applied = wants_apply && !is_refused;
  import.is_compared =
      recoup_import_compare (ctl, import.entries, import.summary,
                             recoup_args_get (args, "update") != NULL, &import.difference, &error);
  if (!import.is_compared && is_applied)
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
      if (!wants_apply && ctl->legend)
        recoup_ctl_print (ctl, _ ("Nothing was written; to do so, add --apply.\n"));
    }
  if (!is_refused)
    return RECOUP_EXIT_OK;
  g_printerr (
      _ ("recoupctl: Some lines were refused, and ‘--strict’ was given: nothing is imported\n"));
  return RECOUP_EXIT_FAILED;
}

static const RecoupOption options[] = {
  { "apply", 0, NULL, N_ ("Write to the journal; else only say what would be written") },
  { "update", 0, NULL, N_ ("Replace entries that say something else than the file") },
  { "unit", 0, "kg|lb", N_ ("Unit of the weights, where the file does not say") },
  { "zone", 0, "ZONE", N_ ("Zone of its clock times; that of recoupd by default") },
  { "format", 0, "NAME", N_ ("Format of the file (see above); by default its content tells") },
  { "strict", 0, NULL, N_ ("Import nothing, and fail, if any line is refused") },
  { NULL, 0, NULL, NULL },
};

const RecoupVerb recoup_verb_import = {
  .name = "import",
  .args = "FILE [--apply] [--update] [--unit kg|lb] [--zone ZONE]",
  .help = N_ ("Read what another program, or recoup itself, has logged"),
  .details =
      N_ ("Reads the CSV files of Hevy, Strong, FitNotes, Plees Tracker, the daily summary of "
          "Cronometer,\nbody weights of Withings and openScale, and what ‘recoupctl export’ "
          "wrote (formats hevy, strong,\nfitnotes, plees, cronometer, bodyweight, journal). FILE "
          "may be - for standard input. Importing the same file again adds nothing; with "
          "--update, what was\nchanged in the other program, or read with another unit or zone, "
          "is replaced.\n\n"
          "Which muscles an exercise works is told by its name. Where that is wrong or unknown, "
          "say so in\n~/.config/recoup/exercises.conf:\n\n"
          "  [exercises]\n"
          "  Bench Press (Barbell) = chest, triceps=0.5, shoulders=0.5\n"),
  .options = options,
  .min_words = 1,
  .max_words = 1,
  .run = run_import,
};
