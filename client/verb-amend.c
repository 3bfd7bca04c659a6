/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl amend, recoupctl remove: corrects what was logged. Both take the beginning of an id, as
 * `journal` shows it. */

#include <glib/gi18n-lib.h>

#include "client/compose.h"
#include "client/describe.h"
#include "client/dict.h"
#include "client/entries.h"
#include "client/print.h"
#include "client/verbs.h"
#include "recoup/names.h"
#include "words/key-words.h"

/* What both say at their end: a sentence, the new verdict, how to take it back. */
static RecoupExit
report (RecoupCtl *ctl, const char *sentence, const char *undo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) state = recoup_ctl_get_state (ctl, NULL, &error);

  if (state == NULL)
    return recoup_ctl_fail (ctl, error);
  recoup_print_paragraph (ctl, 0, sentence);
  recoup_print_verdict (ctl, state);
  recoup_print_undo (ctl, undo);
  return RECOUP_EXIT_OK;
}

/* "meal, 2026-03-28 13:05: protein 30 g" */
static char *
dup_text (RecoupCtl *ctl, GVariant *entry)
{
  const char *zone = recoup_dict_string (entry, "zone");
  const char *kind = recoup_dict_string (entry, "kind");
  g_autofree char *what = recoup_describe_entry (entry);
  g_autofree char *when = recoup_describe_time (
      entry, recoup_ctl_find_zone (ctl, zone != NULL ? zone : recoup_ctl_get_zone_id (ctl)));

  g_autofree char *name = recoup_words_key (RECOUP_KEY_KIND, kind != NULL ? kind : "?");

  return g_strconcat (name, ", ", when, what[0] != '\0' ? ": " : "", what, NULL);
}

static RecoupExit
run_amend (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) entry = recoup_entries_find (ctl, recoup_args_word (args, 0), &error);

  if (entry == NULL)
    return recoup_ctl_refuse (ctl, error);
  g_autoptr (GVariant) changed = recoup_compose_amend (ctl, entry, args->words, 1, &error);
  if (changed == NULL)
    return recoup_ctl_refuse (ctl, error);
  GVariantDict options;
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "rev", "x", recoup_dict_integer (entry, "rev", 0));
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_JOURNAL, "Amend",
                       g_variant_new ("(s@a{sv}@a{sv})", recoup_dict_string (entry, "id"), changed,
                                      g_variant_dict_end (&options)),
                       "(a{sv}s)", &error);
  if (reply == NULL)
    return recoup_ctl_fail (ctl, error);
  g_autoptr (GVariant) row = g_variant_get_child_value (reply, 0);
  const char *undo = NULL;
  g_variant_get_child (reply, 1, "&s", &undo);
  if (recoup_print_is_json (ctl))
    {
      GVariantDict dict;
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert_value (&dict, "entry", row);
      g_variant_dict_insert (&dict, "undo", "s", undo);
      recoup_print_json (ctl, g_variant_dict_end (&dict));
      return RECOUP_EXIT_OK;
    }
  g_autofree char *text = dup_text (ctl, row);
  g_autofree char *sentence = g_strdup_printf (_ ("Now %s."), text);
  return report (ctl, sentence, undo);
}

const RecoupVerb recoup_verb_amend = {
  .name = "amend",
  .args = "ID FIELD=VALUE...",
  .help = N_ ("Correct an entry"),
  .details = N_ ("ID is what ‘recoupctl journal’ shows, or the whole id. A bare clock time is\n"
                 "the one nearest to what was logged; an empty value takes a field away:\n"
                 "  recoupctl amend 5f0c1f8e end=06:55 quality=\n"),
  .min_words = 2,
  .max_words = G_MAXUINT,
  .open_fields = TRUE,
  .run = run_amend,
};

static RecoupExit
run_remove (RecoupCtl *ctl, const RecoupArgs *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autofree char *first = NULL;

  if (recoup_ctl_get_zone (ctl, &error) == NULL)
    return recoup_ctl_fail (ctl, error);
  for (guint i = 0; i < args->words->len; i++)
    {
      g_autoptr (GVariant) entry = recoup_entries_find (ctl, recoup_args_word (args, i), &error);
      if (entry == NULL)
        return recoup_ctl_refuse (ctl, error);
      g_strv_builder_add (ids, recoup_dict_string (entry, "id"));
      if (first == NULL)
        {
          g_autofree char *text = dup_text (ctl, entry);
          first = g_strdup_printf (_ ("Removed %s."), text);
        }
    }
  g_auto (GStrv) list = g_strv_builder_end (ids);
  g_autoptr (GVariant) reply = recoup_ctl_call (ctl, RECOUP_INTERFACE_JOURNAL, "Remove",
                                                g_variant_new ("(^as)", list), "(us)", &error);
  if (reply == NULL)
    return recoup_ctl_fail (ctl, error);
  guint count = 0;
  const char *undo = NULL;
  g_variant_get (reply, "(u&s)", &count, &undo);
  if (recoup_print_is_json (ctl))
    {
      GVariantDict dict;
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "count", "x", (gint64) count);
      g_variant_dict_insert (&dict, "undo", "s", undo);
      recoup_print_json (ctl, g_variant_dict_end (&dict));
      return RECOUP_EXIT_OK;
    }
  g_autofree char *several = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Removed %u entry.", "Removed %u entries.", count), count);
  return report (ctl, count == 1 ? first : several, undo);
}

const RecoupVerb recoup_verb_remove = {
  .name = "remove",
  .args = "ID...",
  .help = N_ ("Remove entries"),
  .details = N_ ("ID is what ‘recoupctl journal’ shows, or the whole id.\n"),
  .min_words = 1,
  .max_words = G_MAXUINT,
  .run = run_remove,
};
