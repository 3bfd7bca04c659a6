/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/schedule.h"

G_BEGIN_DECLS

/** A desktop made of values, for plans of reminders: literal states, and a loop that carries each
 * plan out and goes on to the instant at which it wants to look again. */
typedef struct
{
  RecoupZoneTable *zones;
  const RecoupZone *zone;
  RecoupPolicy policy;
  RecoupSurroundings around;
  GPtrArray *entries; /* of RecoupEntry */
  GPtrArray *history; /* of RecoupReminder */
  RecoupInstant now;
  GString *log; /* one line an act: "HH:MM act key[ cause]" */
  void (*tune) (RecoupState *state);
} TestDesk;

/** The instant of @text, RFC 3339. */
RecoupInstant test_desk_at (const char *text);
/** A desk in @zone at the instant @start, with the default settings and a server that shows all. */
void test_desk_init (TestDesk *desk, const char *zone, const char *start);
/** Leaves only @kind on. */
void test_desk_only (TestDesk *desk, RecoupReminderKind kind);
void test_desk_clear (TestDesk *desk);
void test_desk_eat (TestDesk *desk, RecoupInstant when, double grams);
void test_desk_train (TestDesk *desk, RecoupInstant start, RecoupInstant end);
void test_desk_sleep (TestDesk *desk, RecoupInstant start, RecoupInstant end);
/** 25 minutes of a recovery activity, "walk". */
void test_desk_move (TestDesk *desk, RecoupInstant when, const char *activity);
/** A state as the ledger would give it for one who slept well and trains. */
RecoupState *test_desk_state (const TestDesk *desk, RecoupInstant now);
/** Returns: (transfer full): the plan of this instant, which is not carried out */
RecoupSchedule *test_desk_plan (TestDesk *desk);
/** Returns: (transfer none): the reminder @key, which was claimed */
RecoupReminder *test_desk_get (TestDesk *desk, const char *key);
/** Settles at the present instant; the second settle there must find nothing to do. */
RecoupSchedule *test_desk_settle (TestDesk *desk);
/** Goes from one instant to the next that a plan names, until @until. */
void test_desk_run (TestDesk *desk, const char *until);
/** What was done since the last time: a line an act, "HH:MM act key[ cause]". */
void test_desk_expect (TestDesk *desk, const char *expected);
/** The user is there again, after an absence since @from. */
void test_desk_come_back (TestDesk *desk, RecoupInstant from);
/** The user leaves. */
void test_desk_leave (TestDesk *desk);
/** A day whose plan is easy movement. */
void test_desk_tune_active (RecoupState *state);
/** Stress that asks for a pause. */
void test_desk_tune_stressed (RecoupState *state);

G_END_DECLS
