/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"
#include "recoup/entry.h"
#include "recoup/fuel.h"
#include "recoup/lexicon.h"
#include "recoup/sleep.h"
#include "recoup/stress.h"

G_BEGIN_DECLS

/** What one session did to one lift. */
typedef struct
{
  RecoupExercise *exercise; /* owned reference */
  double e1rm_kg;           /* best estimate of the one-repetition maximum, NAN if none (S-061) */
  gboolean unmapped; /* a set had no groups of its own, and the catalogue lacks the exercise */
  RecoupGroupWeights silent; /* percent taken by sets that do not say whether they were new */
} RecoupLift;

/** One session, as far as the model needs it. */
typedef struct
{
  RecoupDay date;
  RecoupInstant end;
  char id[37];
  char *title;                     /* owned, trimmed, lower case; NULL if none */
  double rpe;                      /* NAN if not given */
  double load;                     /* RPE x minutes */
  RecoupGroupWeights usual;        /* percent taken by sets that say they were not new */
  RecoupGroupWeights unaccustomed; /* percent taken by sets that say they were */
  guint worked;                    /* mask of groups that a working set trained directly */
  guint n_lifts;
  RecoupLift *lifts; /* owned */
} RecoupWorkout;

/** Asleep from start to end. */
typedef struct
{
  RecoupInstant start;
  RecoupInstant end;
} RecoupSpan;

typedef struct
{
  RecoupInstant at;
  char id[37];
  RecoupQuestion question;
  gboolean yes;
} RecoupReply;

/** The facts of one date (model, section 4). Immutable once made, reference counted. */
typedef struct
{
  gint ref_count; /* private */
  RecoupDay date;
  RecoupNight night;
  char night_id[37]; /* entry of the longest piece, "" without a night */
  GArray *asleep;    /* owned, of RecoupSpan, united, in order; empty unless the night is known */
  RecoupFoodDay food;
  char food_id[37]; /* the entry behind it if it is only one, else "" */
  double weight_kg; /* the last of the day, NAN if none */
  RecoupInstant weight_at;
  char weight_id[37];
  gint ratings[RECOUP_N_RATINGS]; /* 1 to 7, 0 if not given */
  char rating_ids[RECOUP_N_RATINGS][37];
  RecoupTristate ill;
  gboolean has_soreness;
  gint8 soreness[RECOUP_N_GROUPS]; /* 0 to 10 */
  char soreness_id[37];            /* the last entry that spoke of it */
  gboolean has_pain;
  gint8 pain[RECOUP_N_GROUPS]; /* RecoupPain bits */
  double rmssd_ms;             /* the last of the day, NAN if none; likewise the next */
  double rhr_bpm;
  char rmssd_id[37];
  char rhr_id[37];
  GPtrArray *workouts;   /* owned, of RecoupWorkout, by end, then id */
  GHashTable *exercises; /* owned, set of RecoupExercise, borrowed: those of the workouts; NULL for
                            none */
  double load;           /* sum over the workouts */
  gboolean load_estimated;
  gboolean rest;   /* a rest entry says so */
  GArray *actions; /* owned, of RecoupPlanAction, in order */
  GArray *replies; /* owned, of RecoupReply, in order */
} RecoupDayRow;

/** Where rows come from. All borrowed. */
typedef struct
{
  const RecoupPolicy *policy;
  const RecoupZone *zone;
  RecoupZoneTable *zones;
  RecoupLexicon *lexicon;
} RecoupDayReader;

/**
 * recoup_day_row_new:
 * @date: the date
 * @entries: of RecoupEntry: all that are dated so, by anchor, then id
 *
 * Returns: (transfer full): the facts of the date
 */
RecoupDayRow *
recoup_day_row_new (RecoupDay date, const GPtrArray *entries, const RecoupDayReader *reader);
RecoupDayRow *recoup_day_row_ref (RecoupDayRow *row);
void recoup_day_row_unref (RecoupDayRow *row);

/** Whether a session or a rest entry is dated there. */
gboolean recoup_day_row_is_training (const RecoupDayRow *row);

/** Whether any of stress, mood and fatigue was rated. */
gboolean recoup_day_row_is_rated (const RecoupDayRow *row);

G_END_DECLS
