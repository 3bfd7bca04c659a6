/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/entry.h"
#include "recoup/policy.h"

G_BEGIN_DECLS

/** What somebody has logged, and a ledger over it that answers in the daemon's stead. */
typedef struct
{
  RecoupZoneTable *zones;
  const RecoupZone *zone; /* Europe/Berlin */
  RecoupPolicy policy;    /* the defaults, to be changed at will */
  GPtrArray *entries;     /* owned, of RecoupEntry: what is logged */
  RecoupDay today;
  RecoupInstant now;
  guint asked;    /* how often */
  gboolean fails; /* whether an answer is refused */
} TestDiary;

void test_diary_init (TestDiary *diary, RecoupDay today, guint now_hour);
void test_diary_clear (TestDiary *diary);

RecoupInstant test_diary_at (const TestDiary *diary, RecoupDay day, guint hour);

/** Logs @dict, `a{sv}`, consumed when floating. */
void test_diary_add (TestDiary *diary, GVariant *dict);

/** GetState with @options, consumed when floating; a RecoupAskState whose data is the diary. */
GVariant *test_diary_ask (GVariant *options, gpointer diary, GError **error);

G_END_DECLS
