/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "support/histories.h"

G_BEGIN_DECLS

/** One history under test. All borrowed. */
typedef struct
{
  TestHistory *history;
  const GPtrArray *entries;  /* of RecoupEntry */
  const RecoupState *before; /* the state of it at its now */
  guint seed;
  const char *property;
} TestTrial;

/** What must hold for every history. */
typedef struct
{
  const char *name;
  void (*check) (const TestTrial *trial); /* fails the test if it does not hold */
  guint every;                            /* it is checked on every so many histories */
} TestProperty;

/** Runs `main`: all of @checked on 500 histories, in ten tests; `--histories N` takes another
 * number, `--seed S` begins elsewhere. */
int test_trials_run (int argc, char **argv, const TestProperty *checked, guint n);

/** Fails the test, naming seed and property. */
void test_trial_fail (const TestTrial *trial, const char *format, ...)
    G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;

/** A number from @from to @until, both included, from the history's own source. */
gint test_trial_draw (const TestTrial *trial, gint from, gint until);

/** Whether @entry is known at the history's now. */
gboolean test_trial_knows (const TestTrial *trial, const RecoupEntry *entry);

/** Returns: (transfer none) (nullable): a random entry of @kind that is known now */
RecoupEntry *test_trial_pick (const TestTrial *trial, RecoupEntryKind kind);

/** Returns: (transfer full): the entries without @old (nullable) and with @added (nullable) */
GPtrArray *test_trial_with (const TestTrial *trial, const RecoupEntry *old, RecoupEntry *added);

/** Returns: (transfer full): the state at @now of those entries */
RecoupState *test_trial_compute (const TestTrial *trial,
                                 const RecoupEntry *old,
                                 RecoupEntry *added,
                                 RecoupInstant now);

/** Returns: (transfer full): @entry with another value of @key */
RecoupEntry *test_trial_change (const TestTrial *trial,
                                const RecoupEntry *entry,
                                const char *key,
                                GVariant *value);

/** Returns: (transfer full): @entry under another id */
RecoupEntry *test_trial_duplicate (const TestTrial *trial, const RecoupEntry *entry);

/** Fails unless the two states are alike in every field and digit. */
void test_trial_assert_same (const TestTrial *trial,
                             const char *what,
                             const RecoupState *a,
                             const RecoupState *b);

G_END_DECLS
