/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RECOUP_MAX_ISSUES       1000U /* that are kept of one file; more are only counted */
#define RECOUP_MAX_QUOTED_BYTES 60    /* of a cell, in a message */

/** What is to be said about one line of a foreign file. */
typedef struct
{
  guint line;       /* from 1 */
  char *column;     /* owned, name as in the file, NULL: about the whole line */
  char *text;       /* owned: what was expected and what was found */
  gboolean refused; /* the line was not taken */
} RecoupIssue;

/** Returns: (transfer full): an empty list of RecoupIssue */
GPtrArray *recoup_issues_new (void);

/** Adds @issue, whose texts are taken, or counts it in @n_more when the list is full. */
void recoup_issue_add (GPtrArray *issues, guint *n_more, RecoupIssue issue);

/** Returns: (transfer full): the beginning of @text, fit for a terminal */
char *recoup_issue_quote (const char *text);

G_END_DECLS
