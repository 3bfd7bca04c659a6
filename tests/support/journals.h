/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/civil.h"
#include "recoup/journal.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

/** One bad line of a journal. */
typedef struct
{
  guint line;
  const char *code; /* static */
} TestFault;

/**
 * test_journal_load:
 * @path: a file in the interchange format
 * @faults: (nullable): of TestFault; bad lines are added, and are an error of the test without it
 *
 * Returns: (transfer full): its entries
 */
RecoupJournal *test_journal_load (const char *path, RecoupZoneTable *zones, GArray *faults);

/** Reads the settings of a vector, the keys of model section 2 as a JSON object, into @policy. */
void test_policy_load (const char *path, RecoupPolicy *policy);

/** Returns: (transfer full): the JSON of a file, as recoup_json_parse() gives it */
GVariant *test_json_load (const char *path);

G_END_DECLS
