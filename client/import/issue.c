/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is to be said about single lines of foreign files. A file of another kind can be wrong in
 * every line: only so many are kept. */

#include "client/import/issue.h"

#include "client/import/text.h"

static void
issue_clear (RecoupIssue *issue)
{
  g_free (issue->column);
  g_free (issue->text);
}

static void
issue_free (gpointer data)
{
  issue_clear (data);
  g_free (data);
}

GPtrArray *
recoup_issues_new (void)
{
  return g_ptr_array_new_with_free_func (issue_free);
}

void
recoup_issue_add (GPtrArray *issues, guint *n_more, RecoupIssue issue)
{
  if (issues->len < RECOUP_MAX_ISSUES)
    {
      g_ptr_array_add (issues, g_memdup2 (&issue, sizeof issue));
      return;
    }
  (*n_more)++;
  issue_clear (&issue);
}

char *
recoup_issue_quote (const char *text)
{
  return recoup_text_clean (text, RECOUP_MAX_QUOTED_BYTES, NULL);
}
