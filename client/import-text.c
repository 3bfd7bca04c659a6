/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an import found, for people: what the file is, what it adds up to (to be compared with the
 * app), what each exercise is taken for, and every line with which something is wrong. */

#include "client/import-text.h"

#include <string.h>

#include "client/dict.h"
#include "client/print.h"
#include "recoup/muscle.h"

#define MAX_LINES 20U /* of remarks; all of them are in the JSON */

static void
print_heading (RecoupCtl *ctl, GVariant *summary, const char *zone_from)
{
  const char *first = recoup_dict_string (summary, "first");
  const char *last = recoup_dict_string (summary, "last");
  gint64 workouts = recoup_dict_integer (summary, "workouts", -1);
  g_autofree char *from = g_strndup (first != NULL ? first : "", strlen ("2026-01-05"));
  g_autofree char *until = g_strndup (last != NULL ? last : "", strlen ("2026-01-05"));

  recoup_ctl_print (ctl, "%s: %" G_GINT64_FORMAT " %s", recoup_dict_string (summary, "title"),
                    workouts >= 0 ? workouts : recoup_dict_integer (summary, "rows", 0),
                    workouts >= 0 ? "workouts" : "rows");
  if (first != NULL)
    recoup_ctl_print (ctl, " from %s to %s", from, until);
  if (zone_from != NULL)
    recoup_ctl_print (ctl, ", clock times in %s (%s)", recoup_dict_string (summary, "zone"),
                      zone_from);
  recoup_ctl_print (ctl, "\n");
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
    { "warmups", "warm-ups" },
    { "drops", "drop sets" },
    { "failures", "to failure" },
  };
  g_autoptr (GString) inner = g_string_new (NULL);
  gint64 others = recoup_dict_integer (summary, "rest_timers", 0) +
                  recoup_dict_integer (summary, "notes", 0) +
                  recoup_dict_integer (summary, "empty", 0);
  gint64 timed = recoup_dict_integer (summary, "timed", 0);
  g_autofree char *volume = recoup_render_number (recoup_dict_number (summary, "volume_kg", 0), 1);
  g_autofree char *working =
      recoup_render_number (recoup_dict_number (summary, "working_kg", 0), 1);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (recoup_dict_integer (summary, kinds[i].key, 0) > 0)
      g_string_append_printf (inner, "%s%" G_GINT64_FORMAT " %s", inner->len > 0 ? ", " : "",
                              recoup_dict_integer (summary, kinds[i].key, 0), kinds[i].text);
  recoup_ctl_print (ctl, "%" G_GINT64_FORMAT " sets", recoup_dict_integer (summary, "sets", 0));
  if (inner->len > 0)
    recoup_ctl_print (ctl, " (%s)", inner->str);
  if (timed > 0)
    recoup_ctl_print (ctl, ", %" G_GINT64_FORMAT " by time or distance", timed);
  if (others > 0)
    recoup_ctl_print (
        ctl, "; %" G_GINT64_FORMAT " rows are no sets (rest timers, remarks, nothing)", others);
  recoup_ctl_print (ctl, "\nVolume %s kg, %s kg without warm-ups", volume, working);
  if (recoup_dict_integer (summary, "rpe_values", 0) > 0)
    {
      g_autofree char *rpe = recoup_render_number (recoup_dict_number (summary, "rpe_mean", 0), 2);
      recoup_ctl_print (ctl, "; mean RPE %s", rpe);
    }
  recoup_ctl_print (ctl, "\n\n");
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
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", recoup_group_get_name (g));
        if (is_direct)
          continue;
        g_autofree char *share = recoup_render_number (weight, 2);
        g_string_append_printf (text, " %s", share);
      }
  if (text->len == 0)
    g_string_append (text, "not known");
  return g_string_free (text, FALSE);
}

static void
print_exercises (RecoupCtl *ctl, GVariant *summary)
{
  static const char *const headings[] = { "EXERCISE", ">SETS", ">KG", "WORKS", NULL };
  g_autoptr (RecoupTable) table = recoup_table_new (headings);
  g_autoptr (GVariant) lines = recoup_dict_rows (summary, "exercises");
  gsize n = g_variant_n_children (lines);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) line = g_variant_get_child_value (lines, i);
      g_autofree char *sets =
          g_strdup_printf ("%" G_GINT64_FORMAT, recoup_dict_integer (line, "sets", 0));
      g_autofree char *volume = recoup_render_number (recoup_dict_number (line, "volume_kg", 0), 0);
      g_autofree char *groups = describe_groups (line);
      const char *cells[] = { recoup_dict_string (line, "name"), sets, volume, groups };
      recoup_table_add (table, cells);
    }
  recoup_print_table (ctl, table, "There are no exercises in it.");
}

static void
print_unmapped (RecoupCtl *ctl, GVariant *summary)
{
  g_auto (GStrv) names = recoup_dict_strings (summary, "unmapped");
  guint n = g_strv_length (names);

  if (n == 0)
    return;
  g_autofree char *text = g_strdup_printf (
      "What %u of these exercises work%s is not known: their sets are logged, and tire no muscle. "
      "Say it in ~/.config/recoup/exercises.conf (see ‘recoupctl import --help’); for sets that "
      "are "
      "in the journal already, import them again with --update.",
      n, n == 1 ? "s" : "");
  recoup_ctl_print (ctl, "\n");
  recoup_print_paragraph (ctl, 0, text);
}

static void
print_issues (RecoupCtl *ctl, GVariant *summary)
{
  g_autoptr (GVariant) issues = recoup_dict_rows (summary, "issues");
  gsize n = g_variant_n_children (issues);
  gint64 refused = recoup_dict_integer (summary, "refused", 0);
  gint64 more = recoup_dict_integer (summary, "more_issues", 0);

  if (n == 0)
    return;
  if (refused > 0)
    recoup_ctl_print (ctl, "\nLines left out: %" G_GINT64_FORMAT ".\n", refused);
  else
    recoup_ctl_print (ctl, "\nRemarks:\n");
  for (gsize i = 0; i < MIN (n, MAX_LINES); i++)
    {
      g_autoptr (GVariant) issue = g_variant_get_child_value (issues, i);
      const char *column = recoup_dict_string (issue, "column");
      g_autofree char *text =
          g_strdup_printf ("line %" G_GINT64_FORMAT "%s%s: %s%s",
                           recoup_dict_integer (issue, "line", 0), column != NULL ? ", " : "",
                           column != NULL ? column : "", recoup_dict_string (issue, "text"),
                           recoup_dict_boolean (issue, "refused") ? " (left out)" : "");
      recoup_print_paragraph (ctl, 2, text);
    }
  more += n > MAX_LINES ? (gint64) (n - MAX_LINES) : 0;
  if (more > 0)
    recoup_ctl_print (ctl, "  and %" G_GINT64_FORMAT " more; --json=pretty shows them\n", more);
}

static void
print_kinds (RecoupCtl *ctl, GVariant *summary)
{
  g_autoptr (GVariant) kinds = recoup_dict_dict (summary, "kinds");
  gsize n = g_variant_n_children (kinds);

  for (gsize i = 0; i < n; i++)
    {
      const char *kind = NULL;
      g_autoptr (GVariant) count = NULL;
      g_variant_get_child (kinds, i, "{&sv}", &kind, &count);
      recoup_ctl_print (ctl, "  %-10s %6" G_GINT64_FORMAT "\n", kind, g_variant_get_int64 (count));
    }
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
