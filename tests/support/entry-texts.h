/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/entry.h"

G_BEGIN_DECLS

/* Entries in GVariant's text form. */

#define ID     "5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a11"
#define OTHER  "c0ffee00-1111-4222-8333-444455556666"
#define NOON   G_GINT64_CONSTANT (1741608000000000) /* 2025-03-10T12:00:00Z */
#define T_NOON "<int64 1741608000000000>"
#define T_8_H  "<int64 1741636800000000>" /* 8 h later */

/** What an entry may say without kind, id and rev. */
typedef struct
{
  const char *kind;
  const char *rest;
} TestEntryText;

#define TEST_ENTRY_N_WHOLE 20

/** Everything that each kind can say: reading and writing gives the same pairs in the same order.
 */
extern const TestEntryText test_entry_whole[TEST_ENTRY_N_WHOLE];

/** Returns: (transfer none): the zones, for the whole run of the program */
RecoupZoneTable *test_entry_get_zones (void);

GVariant *test_entry_parse (const char *text);
RecoupEntry *test_entry_read_text (const char *text, GError **error);

/** Returns: (transfer full): an entry of @kind with the pairs of @rest, NULL with @error */
RecoupEntry *test_entry_read (const char *kind, const char *rest, GError **error);
RecoupEntry *test_entry_must_read (const char *kind, const char *rest);

G_END_DECLS
