/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/entry.h"
#include "recoup/journal.h"

G_BEGIN_DECLS

/** What a journal, in memory or stored, knows about the ids that one incoming entry names. */
typedef struct
{
  gboolean spent;   /* a `remove` named the entry's own id: it never counts again */
  gboolean known;   /* a version with the entry's id is there, removed or not */
  gint64 known_rev; /* its revision; only with `known` */
  gint tie;         /* at equal revisions: whether the new line is greater (> 0); 0 against what is
                       stored */
  gboolean target_gone;   /* `remove` only: another one named the target before */
  gboolean target_counts; /* `remove` only: the target counts now */
} RecoupResolveFacts;

/** What is to be done with the entry. */
typedef struct
{
  gboolean wins;              /* it takes its id: kept in place of the version that is there */
  gboolean takes;             /* `remove` only: the target is to be marked as spent */
  RecoupJournalChange change; /* what to tell */
} RecoupResolution;

/**
 * recoup_resolve:
 * @entry: the entry that came in
 * @facts: what is there
 *
 * The one rule for identity (journal format, `rev` and `remove`): the greatest revision counts, a
 * `remove` spends its target for ever and acts even when a later revision of its own id exists, and
 * the outcome does not depend on the order in which entries come in.
 */
RecoupResolution recoup_resolve (const RecoupEntry *entry, const RecoupResolveFacts *facts);

G_END_DECLS
