/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an import found, for people: what the file is, what it adds up to (to be compared with the
 * app), what each exercise is taken for, and every line with which something is wrong. */

#include "client/import-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/dict.h"
#include "client/print.h"
#include "recoup/muscle.h"
#include "words/format.h"
#include "words/key-words.h"
#include "words/words.h"

#define MAX_LINES 20U /* of remarks; all of them are in the JSON */

static void
print_heading (RecoupCtl *ctl, GVariant *summary, const char *zone_from)
{
  const char *first = recoup_dict_string (summary, "first");
  const char *last = recoup_dict_string (summary, "last");
  const char *name = recoup_dict_string (summary, "title");
  const char *title = name != NULL ? _ (name) : "?";
  gint64 workouts = recoup_dict_integer (summary, "workouts", -1);
  g_autofree char *first_day = g_strndup (first != NULL ? first : "", strlen ("2026-01-05"));
  g_autofree char *last_day = g_strndup (last != NULL ? last : "", strlen ("2026-01-05"));
  g_autofree char *from = recoup_format_iso_date (first_day);
  g_autofree char *until = recoup_format_iso_date (last_day);
  guint n = (guint) (workouts >= 0 ? workouts : recoup_dict_integer (summary, "rows", 0));
  g_autofree char *count =
      workouts >= 0
          ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u workout", "%u workouts", n), n)
          : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u row", "%u rows", n), n);
  g_autofree char *what = first != NULL
                              ? g_strdup_printf (_ ("%s from %s to %s"), count, from, until)
                              : g_strdup (count);
  g_autofree char *line = zone_from != NULL
                              ? g_strdup_printf (_ ("%s: %s, clock times in %s (%s)"), title, what,
                                                 recoup_dict_string (summary, "zone"), zone_from)
                              : g_strconcat (title, ": ", what, NULL);
  recoup_print_paragraph (ctl, 0, line);
}

/* Kilograms as a number of the unit of the locale. */
static double
get_volume (GVariant *dict, const char *key)
{
  double kg = recoup_dict_number (dict, key, 0);

  return recoup_format_uses_pounds () ? kg / RECOUP_FORMAT_KG_PER_LB : kg;
}

static char *
dup_volume (GVariant *summary, const char *key)
{
  g_autofree char *number = recoup_render_number (get_volume (summary, key), 1);

  return g_strconcat (number, " ", recoup_format_get_weight_unit (), NULL);
}

/* "145 sets (16 warm-ups, 3 drop sets, 6 to failure), 2 by time or distance; 8 rows are no sets".
 */
static void
print_counts (RecoupCtl *ctl, GVariant *summary)
{
  static const struct
  {
    const char *key, *text;
  } kinds[] = {
    { "warmups", N_ ("%s warm-ups") },
    { "drops", N_ ("%s drop sets") },
    { "failures", N_ ("%s to failure") },
  };
  g_autoptr (GString) inner = g_string_new (NULL);
  guint sets = (guint) recoup_dict_integer (summary, "sets", 0);
  guint others = (guint) (recoup_dict_integer (summary, "rest_timers", 0) +
                          recoup_dict_integer (summary, "notes", 0) +
                          recoup_dict_integer (summary, "empty", 0));
  guint timed = (guint) recoup_dict_integer (summary, "timed", 0);
  g_autofree char *volume = dup_volume (summary, "volume_kg");
  g_autofree char *working = dup_volume (summary, "working_kg");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (recoup_dict_integer (summary, kinds[i].key, 0) > 0)
      {
        g_string_append (inner, inner->len > 0 ? ", " : "");
        g_autofree char *number =
            g_strdup_printf ("%d", (gint) recoup_dict_integer (summary, kinds[i].key, 0));
        g_autofree char *part = recoup_words_fill (_ (kinds[i].text), number);
        g_string_append (inner, part);
      }
  recoup_ctl_print (ctl, g_dngettext (GETTEXT_PACKAGE, "%u set", "%u sets", sets), sets);
  if (inner->len > 0)
    recoup_ctl_print (ctl, " (%s)", inner->str);
  if (timed > 0)
    recoup_ctl_print (ctl, _ (", %u by time or distance"), timed);
  if (others > 0)
    recoup_ctl_print (ctl,
                      g_dngettext (GETTEXT_PACKAGE,
                                   "; %u row is no set (rest timers, remarks, nothing)",
                                   "; %u rows are no sets (rest timers, remarks, nothing)", others),
                      others);
  recoup_ctl_print (ctl, "\n");
  if (recoup_dict_integer (summary, "rpe_values", 0) > 0)
    {
      g_autofree char *rpe = recoup_render_number (recoup_dict_number (summary, "rpe_mean", 0), 2);
      recoup_ctl_print (ctl, _ ("Volume %s, %s without warm-ups; mean RPE %s\n\n"), volume, working,
                        rpe);
    }
  else
    recoup_ctl_print (ctl, _ ("Volume %s, %s without warm-ups\n\n"), volume, working);
}

/* "chest, triceps 0.5, shoulders 0.5", or what to do about an unknown name. */
static char *
describe_groups (GVariant *line)
{
  g_autoptr (GVariant) groups = recoup_dict_dict (line, "groups");
  GString *text = g_string_new (NULL);

  for (guint pass = 0; pass < 2; pass++)
    for (guint g = 0; g < RECOUP_N_GROUPS; g++)
      {
        double weight = recoup_dict_number (groups, recoup_group_get_name (g), 0);
        gboolean is_direct = weight >= 1;
        if (weight <= 0 || is_direct != (pass == 0))
          continue;
        g_autofree char *name = recoup_words_key (RECOUP_KEY_GROUP, recoup_group_get_name (g));
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
        if (is_direct)
          continue;
        g_autofree char *share = recoup_render_number (weight, 2);
        g_string_append_printf (text, " %s", share);
      }
  if (text->len == 0)
    g_string_append (text, _ ("not known"));
  return g_string_free (text, FALSE);
}

static void
print_exercises (RecoupCtl *ctl, GVariant *summary)
{
  const char *const headings[] = { N_ ("EXERCISE"), N_ (">SETS"),
                                   recoup_format_uses_pounds () ? N_ (">LB") : N_ (">KG"),
                                   N_ ("WORKS"), NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  g_autoptr (GVariant) lines = recoup_dict_rows (summary, "exercises");
  gsize n = g_variant_n_children (lines);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) line = g_variant_get_child_value (lines, i);
      g_autofree char *sets =
          g_strdup_printf ("%" G_GINT64_FORMAT, recoup_dict_integer (line, "sets", 0));
      g_autofree char *volume = recoup_render_number (get_volume (line, "volume_kg"), 0);
      g_autofree char *groups = describe_groups (line);
      const char *cells[] = { recoup_dict_string (line, "name"), sets, volume, groups };
      recoup_table_add (table, cells);
    }
  recoup_print_table (ctl, table, _ ("There are no exercises in it."));
}

static void
print_unmapped (RecoupCtl *ctl, GVariant *summary)
{
  g_auto (GStrv) names = recoup_dict_strings (summary, "unmapped");
  guint n = g_strv_length (names);

  if (n == 0)
    return;
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "What %u of these exercises works is not known: its sets are logged, and tire "
                   "no muscle. Say it in ~/.config/recoup/exercises.conf (see ‘recoupctl import "
                   "--help’); for sets that are in the journal already, import them again with "
                   "--update.",
                   "What %u of these exercises work is not known: their sets are logged, and tire "
                   "no muscle. Say it in ~/.config/recoup/exercises.conf (see ‘recoupctl import "
                   "--help’); for sets that are in the journal already, import them again with "
                   "--update.",
                   n),
      n);
  recoup_ctl_print (ctl, "\n");
  recoup_print_paragraph (ctl, 0, text);
}

static void
print_issues (RecoupCtl *ctl, GVariant *summary)
{
  g_autoptr (GVariant) issues = recoup_dict_rows (summary, "issues");
  gsize n = g_variant_n_children (issues);
  guint refused = (guint) recoup_dict_integer (summary, "refused", 0);
  guint more = (guint) recoup_dict_integer (summary, "more_issues", 0);

  if (n == 0)
    return;
  if (refused > 0)
    recoup_ctl_print (ctl, _ ("\nLines left out: %u.\n"), refused);
  else
    recoup_ctl_print (ctl, _ ("\nRemarks:\n"));
  for (gsize i = 0; i < MIN (n, MAX_LINES); i++)
    {
      g_autoptr (GVariant) issue = g_variant_get_child_value (issues, i);
      const char *column = recoup_dict_string (issue, "column");
      const char *what = recoup_dict_string (issue, "text");
      gint line = (gint) recoup_dict_integer (issue, "line", 0);
      g_autofree char *text = column != NULL
                                  ? g_strdup_printf (_ ("line %d, %s: %s"), line, column, what)
                                  : g_strdup_printf (_ ("line %d: %s"), line, what);
      g_autofree char *whole = recoup_dict_boolean (issue, "refused")
                                   ? g_strdup_printf (_ ("%s (left out)"), text)
                                   : g_strdup (text);
      recoup_print_paragraph (ctl, 2, whole);
    }
  more += n > MAX_LINES ? (guint) (n - MAX_LINES) : 0;
  if (more > 0)
    recoup_ctl_print (ctl, _ ("  and %u more; --json=pretty shows them\n"), more);
}

static void
print_kinds (RecoupCtl *ctl, GVariant *summary)
{
  static const char *const headings[] = { N_ ("KIND"), N_ (">ENTRIES"), NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  g_autoptr (GVariant) kinds = recoup_dict_dict (summary, "kinds");
  gsize n = g_variant_n_children (kinds);

  for (gsize i = 0; i < n; i++)
    {
      const char *kind = NULL;
      g_autoptr (GVariant) count = NULL;
      g_variant_get_child (kinds, i, "{&sv}", &kind, &count);
      g_autofree char *name = recoup_words_key (RECOUP_KEY_KIND, kind);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (count));
      const char *cells[] = { name, number };
      recoup_table_add (table, cells);
    }
  if (n > 0)
    recoup_print_table (ctl, table, "");
}

void
recoup_import_text_print (RecoupCtl *ctl, GVariant *summary, const char *zone_from)
{
  /* The instants of recoup's own format have offsets of their own. */
  print_heading (ctl, summary, recoup_dict_string (summary, "zone") != NULL ? zone_from : NULL);
  print_kinds (ctl, summary);
  if (recoup_dict_integer (summary, "workouts", -1) >= 0)
    {
      print_counts (ctl, summary);
      print_exercises (ctl, summary);
      print_unmapped (ctl, summary);
    }
  print_issues (ctl, summary);
}
