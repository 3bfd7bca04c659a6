/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "client/import/csv.h"
#include "client/import/issue.h"
#include "client/import/stamp.h"
#include "recoup/entry.h"

G_BEGIN_DECLS

/* What foreign training logs have in common: their columns, and what is read from them. */

/** Columns that a training log may have; a format says under which names. */
typedef enum
{
  RECOUP_COLUMN_START,        /* when the workout began, or its date */
  RECOUP_COLUMN_END,          /* when it ended */
  RECOUP_COLUMN_DURATION,     /* how long it took, as text */
  RECOUP_COLUMN_DURATION_SEC, /* in seconds */
  RECOUP_COLUMN_TITLE,
  RECOUP_COLUMN_WORKOUT_NOTE,
  RECOUP_COLUMN_EXERCISE,
  RECOUP_COLUMN_CATEGORY,
  RECOUP_COLUMN_SUPERSET,
  RECOUP_COLUMN_SET_TYPE, /* what kind of set, or what number */
  RECOUP_COLUMN_WEIGHT,
  RECOUP_COLUMN_WEIGHT_UNIT,
  RECOUP_COLUMN_REPS,
  RECOUP_COLUMN_DISTANCE,
  RECOUP_COLUMN_DISTANCE_UNIT,
  RECOUP_COLUMN_TIME, /* of the set: seconds, or h:m:s */
  RECOUP_COLUMN_RPE,
  RECOUP_COLUMN_CLOCK, /* time of day, where the date stands in a column of its own */
  RECOUP_COLUMN_PROTEIN,
  RECOUP_COLUMN_ENERGY,
  RECOUP_COLUMN_COMPLETED, /* whether all of the day's food is in */
  RECOUP_COLUMN_IGNORED,   /* known, and nothing for us */
} RecoupColumn;

#define RECOUP_N_COLUMNS (RECOUP_COLUMN_IGNORED + 1)

/** One column of one format. */
typedef struct
{
  RecoupColumn column;
  const char *names;    /* folded, a bar between */
  double factor;        /* to kg or m; 0 where the name says no unit */
  gboolean is_required; /* the format is known by its required columns */
} RecoupColumnName;

typedef enum
{
  RECOUP_SET_NORMAL,
  RECOUP_SET_WARMUP,
  RECOUP_SET_DROP,
  RECOUP_SET_FAILURE,
  RECOUP_SET_REST_TIMER, /* no set: the pause after one */
  RECOUP_SET_NOTE,       /* no set: a remark */
  RECOUP_SET_UNKNOWN,    /* a word that the format does not have */
} RecoupSetType;

/** One foreign format: a row of the table in formats.c. */
typedef struct
{
  const char *name;     /* "hevy", also the source of the entries */
  const char *title;    /* "Hevy" */
  RecoupEntryKind kind; /* session: a training log with a row a set; else one entry a row */
  const char *excludes; /* columns that it never has, folded, a bar between; NULL */
  const RecoupColumnName *columns;
  guint n_columns;
  RecoupSetType (*get_set_type) (const char *folded); /* NULL: the format has none */
  const char *cardio_category; /* folded; sets of that category are no strength sets; NULL */
} RecoupFormat;

/** One set, in kg, m and s; NAN or -1 where the file says nothing. */
typedef struct
{
  guint line;
  const char *exercise; /* clean, up to 80 bytes; lives in the log, one pointer a name */
  const char *category; /* likewise, NULL if none */
  RecoupSetType type;
  gint reps; /* 1 to 1000, -1: timed or measured work */
  double load_kg;
  double distance_m;
  double duration_sec;
  double rpe;
  gboolean is_cardio;
} RecoupForeignSet;

typedef struct
{
  guint line;
  char *title; /* owned, clean, up to 80 bytes, NULL if none */
  char *note;  /* owned, clean, NULL if none */
  RecoupStamp start;
  RecoupStamp end; /* valid with has_end */
  gboolean has_end;
  double minutes; /* NAN if the file says nothing usable */
  GArray *sets;   /* owned, of RecoupForeignSet, in the order of the file */
} RecoupForeignWorkout;

/** One row that is an entry: a night, the food of a day, a body weight. */
typedef struct
{
  guint line;
  RecoupStamp start; /* or the moment, or the date */
  RecoupStamp end;   /* of a night */
  double protein_g;
  double energy_kcal; /* NAN if the file does not say */
  double kg;
} RecoupForeignRecord;

/** Rows by what became of them. */
typedef struct
{
  guint rows;
  guint refused;
  guint sets; /* with at least one repetition; warm-ups among them */
  guint warmups;
  guint drops;
  guint failures;
  guint cardio; /* timed or measured work without repetitions, or of a cardio category */
  guint rest_timers;
  guint notes;
  guint empty; /* no repetitions, no time, no distance; a day that is not complete */
  guint supersets;
  guint rpe_values;
  double rpe_sum;
} RecoupForeignCounts;

typedef struct
{
  const RecoupFormat *format; /* static */
  GStringChunk *texts;        /* owned, the names of exercises and categories */
  GPtrArray *workouts;        /* owned, of RecoupForeignWorkout, in the order of the file */
  GArray *records;            /* owned, of RecoupForeignRecord, likewise */
  GPtrArray *issues;          /* owned, of RecoupIssue, in the order of the file */
  guint n_more_issues;        /* beyond those kept */
  RecoupForeignCounts counts;
} RecoupForeign;

/** What the user said on the command line. */
typedef struct
{
  const RecoupFormat *format; /* NULL: found out */
  double weight_factor;       /* to kg where the file names no unit; 0: not said */
} RecoupForeignOptions;

#define RECOUP_KG_PER_POUND    0.45359237
#define RECOUP_METERS_PER_MILE 1609.344

/** Returns: (transfer full): a log without rows */
RecoupForeign *recoup_foreign_new (void);
void recoup_foreign_free (RecoupForeign *foreign);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupForeign, recoup_foreign_free)

/** Adds an issue; @text is taken. @column: (nullable) */
void recoup_foreign_report (RecoupForeign *foreign,
                            guint line,
                            const char *column,
                            char *text,
                            gboolean refused);

G_END_DECLS
