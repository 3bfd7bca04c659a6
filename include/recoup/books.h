/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/autonomic.h"
#include "recoup/balance.h"
#include "recoup/civil.h"
#include "recoup/load.h"
#include "recoup/plan.h"
#include "recoup/policy.h"
#include "recoup/state.h"
#include "recoup/stress.h"
#include "recoup/tissue.h"

G_BEGIN_DECLS

/** What is remembered of a day after it is closed, as bits. */
typedef enum
{
  RECOUP_MARK_RED_SLEEP = 1 << 0,      /* S-003: sleep debt in the red */
  RECOUP_MARK_RED_FUEL = 1 << 1,       /* S-003: shortfall in the red after the close of the day */
  RECOUP_MARK_RED_STRESS = 1 << 2,     /* S-003: stress in the red */
  RECOUP_MARK_DELOAD = 1 << 3,         /* a day of a deload: its sessions are no yardstick */
  RECOUP_MARK_ENOUGH_PROTEIN = 1 << 4, /* the target of the day was reached */
} RecoupMark;

#define RECOUP_MARK_DAYS 64 /* marks are kept so long: flags look back 41 days */

/** The balances as they are carried from day to day: all that the fold knows of what lies further
 * back than its look-back. */
typedef struct
{
  RecoupDay first_day; /* D0 */
  RecoupDay day;       /* the last day that was folded */

  RecoupBalance night_min;                 /* the night of `day`, as the copies see it */
  RecoupBalance sleep_debt_h;              /* H, -2 to 24 h */
  RecoupBalance shortfall;                 /* F, 0 to 1 */
  RecoupBalance ratings[RECOUP_N_RATINGS]; /* Z, 0 to 1 */
  RecoupLoad load;                         /* A and C */
  RecoupBalance soreness[RECOUP_N_GROUPS]; /* S, 0 to 10 */
  RecoupTissue tissue;

  guint n_known;                              /* closed days on which training was known */
  gboolean trained_ever;                      /* a session or a rest entry is dated up to `day` */
  RecoupDay first_session;                    /* RECOUP_DAY_NONE before it */
  RecoupInstant last_worked[RECOUP_N_GROUPS]; /* end of the last session that trained the group
                                                 directly, RECOUP_INSTANT_NONE if none */
  double weight_kg;                           /* the last one dated up to `day`, NAN if none */
  RecoupInstant weight_at;
  char weight_id[37];

  RecoupPlan plan;
  guint8 marks[RECOUP_MARK_DAYS]; /* of the last days, by date modulo RECOUP_MARK_DAYS */
  GPtrArray *unmapped; /* owned reference, of GRefString, sorted; shared by checkpoints and states:
                          never changed, but replaced */
} RecoupBooks;

/** Returns: (transfer full): balances before the first day, and nothing known */
RecoupBooks *recoup_books_new (RecoupDay first_day);

/** Returns: (transfer full): books of their own with all that @books hold */
RecoupBooks *recoup_books_copy (const RecoupBooks *books);
void recoup_books_free (RecoupBooks *books);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupBooks, recoup_books_free)

/** What the books are written as. */
#define RECOUP_BOOKS_TYPE G_VARIANT_TYPE ("(aiaxadsayas)")

/** Returns: (transfer floating): the books as a value of RECOUP_BOOKS_TYPE, to the last bit */
GVariant *recoup_books_to_variant (const RecoupBooks *books);

/** Returns: (transfer full) (nullable): the books; %NULL if the value cannot be that of any */
RecoupBooks *recoup_books_new_from_variant (GVariant *value);

/** Whether @date, at most RECOUP_MARK_DAYS - 1 before books->day, lies in the ledger and has @mark.
 */
gboolean recoup_books_has_mark (const RecoupBooks *books, RecoupDay date, RecoupMark mark);

/** Sets or clears @mark of @date. */
void recoup_books_set_mark (RecoupBooks *books, RecoupDay date, RecoupMark mark, gboolean on);

/** Forgets what was marked under the place of @date, RECOUP_MARK_DAYS ago. */
void recoup_books_begin_marks (RecoupBooks *books, RecoupDay date);

/**
 * recoup_books_add_unmapped:
 * @keys: of GRefString, in any order, also twice; changed here
 *
 * Adds exercises to those that nobody can map. The list is copied only if one of them is new.
 */
void recoup_books_add_unmapped (RecoupBooks *books, GPtrArray *keys);

/** Weight in kg: the last one logged, else that of @policy. */
double recoup_books_get_weight (const RecoupBooks *books, const RecoupPolicy *policy);

/** Percent of strength that @group has lost: both pools. */
double recoup_books_get_fatigue (const RecoupBooks *books, RecoupGroup group, RecoupCopy copy);

/** What @key costs in @copy, in tenths of a point (model, section 8). */
gint recoup_books_get_points (const RecoupBooks *books,
                              const RecoupAutonomic *heart,
                              RecoupPointKey key,
                              RecoupCopy copy);

G_END_DECLS
