/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/entry.h"

G_BEGIN_DECLS

#define RECOUP_LINES_FORMAT "journal"

/** What a file in recoup's own interchange format says. */
typedef struct
{
  GPtrArray *entries; /* owned, of RecoupEntry: one version of each id, and every `remove` */
  GPtrArray *issues;  /* owned, of RecoupIssue */
  guint n_more_issues;
  guint n_lines;
  guint n_refused;
  guint n_strange; /* of these, lines that are no entry of any kind */
} RecoupLines;

/** Whether the first character of the file begins a JSON object. */
gboolean recoup_lines_sniff (GBytes *bytes);

/**
 * recoup_lines_read:
 * @zones: to check the zones of entries
 *
 * Reads JSON Lines. Of several versions of one entry the one that counts is kept (greatest
 * revision, at equal revisions the bytewise greater line).
 */
RecoupLines *recoup_lines_read (GBytes *bytes, RecoupZoneTable *zones, GError **error);
void recoup_lines_free (RecoupLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupLines, recoup_lines_free)

/**
 * recoup_lines_summarise:
 *
 * Returns: (transfer floating): `a{sv}`: `format` s, `title` s, counts x: `rows`, `refused`,
 *   `entries`; `kinds` a{sv} of x; `issues` and `more_issues` as for training logs
 */
GVariant *recoup_lines_summarise (const RecoupLines *lines);

G_END_DECLS
