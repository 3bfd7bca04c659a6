/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl log: writes one entry into the journal, and says what it changed. */

#include "client/compose.h"
#include "client/describe.h"
#include "client/dict.h"
#include "client/print.h"
#include "client/verbs.h"
#include "recoup/names.h"

/* The new entry with its id, for people or as JSON. */
static RecoupExit
report (RecoupCtl *ctl, GVariant *entry, GVariant *reply)
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
  g_autofree char *line =
      g_strdup_printf ("Logged %s, %s%s%s (%s).", recoup_dict_string (entry, "kind"), when,
                       what[0] != '\0' ? ": " : "", what, ids[0] != NULL ? ids[0] : "");
  recoup_print_paragraph (ctl, 0, line);
  recoup_print_verdict (ctl, state);
  recoup_print_undo (ctl, undo);
  return RECOUP_EXIT_OK;
}

static RecoupExit
list_forms (RecoupCtl *ctl)
{
  static const char *const headings[] = { "KIND", "WHAT FOLLOWS IT", NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  guint n = 0;
  const RecoupForm *forms = recoup_compose_get_forms (&n);

  for (guint i = 0; i < n; i++)
    {
      const char *cells[] = { forms[i].name, forms[i].usage };
      recoup_table_add (table, cells);
    }
  recoup_print_table (ctl, table, "");
  return RECOUP_EXIT_OK;
}

static RecoupExit
run_log (RecoupCtl *ctl, const RecoupArgs *args)
{
  const char *name = recoup_args_word (args, 0);
  g_autoptr (GError) error = NULL;

  if (name == NULL)
    return list_forms (ctl);
  const RecoupForm *form = recoup_compose_find_form (name);
  if (form == NULL)
    return recoup_ctl_usage (ctl, "There is no kind ‘%s’; ‘recoupctl log’ lists them", name);
  g_autoptr (GVariant) entry = recoup_compose_entry (ctl, form, args->words, 1, &error);
  if (entry == NULL)
    return recoup_ctl_refuse (ctl, error);
  GVariant *entries = g_variant_new_array (G_VARIANT_TYPE_VARDICT, &entry, 1);
  g_autoptr (GVariant) reply =
      recoup_ctl_call (ctl, RECOUP_INTERFACE_JOURNAL, "Add",
                       g_variant_new ("(@aa{sv}a{sv})", entries, NULL), "(ass)", &error);
  if (reply == NULL)
    return recoup_ctl_fail (ctl, error);
  return report (ctl, entry, reply);
}

const RecoupVerb recoup_verb_log = {
  .name = "log",
  .args = "KIND [VALUE...] [--FIELD VALUE...]",
  .help = "Log sleep, protein, a session, how you feel, weight and more",
  .details = "Examples:\n"
             "  recoupctl log sleep 22:50 06:40 --quality 2\n"
             "  recoupctl log protein 30 --at 13:05\n"
             "  recoupctl log session 18:00 --minutes 60 --rpe 8 --set 'squat 5x5 100kg rir 2'\n"
             "  recoupctl log checkin --stress 3 --fatigue 2 --sore quads=4,glutes=2\n"
             "  recoupctl log weight 180lb\n\n"
             "‘recoupctl log’ alone lists the kinds. Every field of recoup-journal(5) can be\n"
             "given as --FIELD VALUE or FIELD=VALUE. Clock times are the last such times.\n",
  .max_words = G_MAXUINT,
  .open_fields = TRUE,
  .run = run_log,
};
