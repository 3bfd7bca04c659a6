/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a foreign training log says, once it is read; who reads it is not known here. */

#include "client/import/foreign-log.h"

static void
workout_free (gpointer data)
{
  RecoupForeignWorkout *workout = data;

  g_free (workout->title);
  g_free (workout->note);
  g_array_unref (workout->sets);
  g_free (workout);
}

RecoupForeign *
recoup_foreign_new (void)
{
  RecoupForeign *foreign = g_new0 (RecoupForeign, 1);

  foreign->texts = g_string_chunk_new (4096);
  foreign->workouts = g_ptr_array_new_with_free_func (workout_free);
  foreign->records = g_array_new (FALSE, FALSE, sizeof (RecoupForeignRecord));
  foreign->issues = recoup_issues_new ();
  return foreign;
}

void
recoup_foreign_free (RecoupForeign *foreign)
{
  if (foreign == NULL)
    return;
  g_string_chunk_free (foreign->texts);
  g_ptr_array_unref (foreign->workouts);
  g_array_unref (foreign->records);
  g_ptr_array_unref (foreign->issues);
  g_free (foreign);
}

void
recoup_foreign_report (RecoupForeign *foreign,
                       guint line,
                       const char *column,
                       char *text,
                       gboolean refused)
{
  if (refused)
    foreign->counts.refused++;
  recoup_issue_add (foreign->issues, &foreign->n_more_issues,
                    (RecoupIssue){ line, g_strdup (column), text, refused });
}
