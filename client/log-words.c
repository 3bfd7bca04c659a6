/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From words to the journal, for every verb that logs an entry. */

#include "client/log-words.h"

#include <glib/gi18n-lib.h>

#include "client/change.h"
#include "client/describe.h"
#include "client/dict.h"
#include "client/notes.h"
#include "client/prescription.h"
#include "client/print.h"
#include "recoup/error.h"
#include "recoup/names.h"
#include "words/key-words.h"

/* What is different now, in one line. */
static void
print_change (RecoupCtl *ctl, GVariant *before, GVariant *after)
{
  g_autofree char *change = recoup_change_new (before, after);

  recoup_print_line (ctl, _ ("Changed"),
                     change[0] != '\0' ? change : _ ("none of the figures of today"));
}

/* A session that names no exercise tires no muscle in the model: better said than wondered at. */
static void
print_without_sets (RecoupCtl *ctl, GVariant *entry)
{
  g_autoptr (GVariant) sets = g_variant_lookup_value (entry, "sets", NULL);

  if (ctl->legend && sets == NULL && g_strcmp0 (recoup_dict_string (entry, "kind"), "session") == 0)
    recoup_print_line (ctl, "",
                       _ ("Which muscles worked is known from sets only: --set 'squat 5x5 100kg'"));
}

/* The new entry with its id, for people or as JSON. */
static RecoupExit
report (RecoupCtl *ctl, GVariant *entry, GVariant *before, GVariant *reply)
{
  g_autofree const char **ids = NULL;
  const char *undo = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_get (reply, "(^a&s&s)", &ids, &undo);
  g_autoptr (GVariant) state = recoup_ctl_get_state (ctl, NULL, &error);
  if (state == NULL)
    return recoup_ctl_fail (ctl, error);
  if (recoup_print_is_json (ctl))
    {
      GVariantDict dict;
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert_value (&dict, "ids", g_variant_new_strv (ids, -1));
      g_variant_dict_insert (&dict, "undo", "s", undo);
      g_variant_dict_insert_value (&dict, "entry", entry);
      g_variant_dict_insert_value (&dict, "state", state);
      recoup_print_json (ctl, g_variant_dict_end (&dict));
      return RECOUP_EXIT_OK;
    }
  const char *zone = recoup_dict_string (entry, "zone");
  g_autofree char *what = recoup_describe_entry (entry);
  g_autofree char *when = recoup_describe_time (
      entry, zone != NULL ? recoup_ctl_find_zone (ctl, zone) : recoup_ctl_get_zone (ctl, NULL));
  g_autofree char *kind = recoup_words_key (RECOUP_KEY_KIND, recoup_dict_string (entry, "kind"));
  const char *id = ids[0] != NULL ? ids[0] : "";
  g_autofree char *line =
      what[0] != '\0' ? g_strdup_printf (_ ("Logged %s, %s: %s (%s)."), kind, when, what, id)
                      : g_strdup_printf (_ ("Logged %s, %s (%s)."), kind, when, id);
  recoup_print_paragraph (ctl, 0, line);
  recoup_print_verdict (ctl, state);
  print_change (ctl, before, state);
  print_without_sets (ctl, entry);
  recoup_notes_print_entry (ctl, entry, state);
  if (!recoup_prescription_print_excess (ctl, entry, state, &error))
    return recoup_ctl_fail (ctl, error);
  recoup_print_undo (ctl, undo);
  return RECOUP_EXIT_OK;
}

RecoupExit
recoup_log_words_refuse (RecoupCtl *ctl, const RecoupForm *form, const GError *error)
{
  if (!g_error_matches (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT) ||
      g_dbus_error_is_remote_error (error))
    return recoup_ctl_fail (ctl, error);
  if (ctl->example != NULL) /* a verb of its own, which has a shorter way to say it */
    return recoup_ctl_usage (ctl, "%s", error->message);
  return recoup_ctl_usage (ctl,
                           _ ("%s\nExpected: recoupctl log %s %s\nExample: recoupctl log %s %s"),
                           error->message, form->name, form->usage, form->name, form->example);
}

RecoupExit
recoup_log_words (RecoupCtl *ctl, const RecoupForm *form, const GPtrArray *words, guint first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) entry = recoup_compose_entry (ctl, form, words, first, &error);

  if (entry == NULL)
    return recoup_log_words_refuse (ctl, form, error);
  g_autoptr (GVariant) before = recoup_ctl_get_state (ctl, NULL, &error);
  if (before == NULL)
    return recoup_ctl_fail (ctl, error);
  GVariant *entries = g_variant_new_array (G_VARIANT_TYPE_VARDICT, &entry, 1);
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_JOURNAL, "Add",
                       g_variant_new ("(@aa{sv}a{sv})", entries, NULL), "(ass)", &error);
  if (reply == NULL)
    return recoup_ctl_fail (ctl, error);
  return report (ctl, entry, before, reply);
}
