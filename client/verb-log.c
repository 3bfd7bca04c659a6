/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* recoupctl log: writes one entry into the journal. */

#include <glib/gi18n-lib.h>

#include "client/form.h"
#include "client/log-words.h"
#include "client/print.h"
#include "client/verbs.h"

static void
print_forms (RecoupCtl *ctl, const RecoupForm *forms, guint n)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < n; i++)
    {
      GVariantDict row;
      g_variant_dict_init (&row, NULL);
      g_variant_dict_insert (&row, "kind", "s", forms[i].name);
      g_variant_dict_insert (&row, "usage", "s", forms[i].usage);
      g_variant_dict_insert (&row, "example", "s", forms[i].example);
      g_variant_builder_add_value (&rows, g_variant_dict_end (&row));
    }
  recoup_print_json (ctl, g_variant_builder_end (&rows));
}

static RecoupExit
list_forms (RecoupCtl *ctl)
{
  static const char *const headings[] = { N_ ("KIND"), N_ ("WHAT FOLLOWS IT"), NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  guint n = 0;
  const RecoupForm *forms = recoup_form_get_all (&n);

  if (recoup_print_is_json (ctl))
    {
      print_forms (ctl, forms, n);
      return RECOUP_EXIT_OK;
    }

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

  if (name == NULL)
    return list_forms (ctl);
  const RecoupForm *form = recoup_form_find (name);
  if (form == NULL)
    return recoup_ctl_usage (ctl, _ ("There is no kind ‘%s’; ‘recoupctl log’ lists them"), name);
  return recoup_log_words (ctl, form, args->words, 1);
}

const RecoupVerb recoup_verb_log = {
  .name = "log",
  .args = "KIND [VALUE...] [--FIELD VALUE...]",
  .help = N_ ("Log sleep, protein, a session, how you feel, weight and more"),
  .details =
      N_ ("Examples:\n"
          "  recoupctl log sleep 22:50 06:40 --quality 2\n"
          "  recoupctl log protein 30 --at 13:05\n"
          "  recoupctl log session 18:00 --minutes 60 --rpe 8 --set 'squat 5x5 100kg rir 2'\n"
          "  recoupctl log checkin --stress 3 --fatigue 2 --sore quads=4,glutes=2\n"
          "  recoupctl log weight 180lb\n\n"
          "‘recoupctl log’ alone lists the kinds. Every field of recoup-journal(5) can be\n"
          "given as --FIELD VALUE or FIELD=VALUE. Clock times are the last such times.\n"),
  .max_words = G_MAXUINT,
  .open_fields = TRUE,
  .run = run_log,
};
