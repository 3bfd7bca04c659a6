/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"
#include "recoup/field.h"
#include "recoup/muscle.h"

G_BEGIN_DECLS

/** Kinds of entries (journal format); stored and sent by name. */
typedef enum
{
  RECOUP_ENTRY_SLEEP,
  RECOUP_ENTRY_MEAL,
  RECOUP_ENTRY_FOOD_DAY,
  RECOUP_ENTRY_SESSION,
  RECOUP_ENTRY_REST,
  RECOUP_ENTRY_CHECKIN,
  RECOUP_ENTRY_RECOVERY,
  RECOUP_ENTRY_WEIGHT,
  RECOUP_ENTRY_HRV,
  RECOUP_ENTRY_ANSWER,
  RECOUP_ENTRY_PLAN,
  RECOUP_ENTRY_REMOVE,
} RecoupEntryKind;

#define RECOUP_N_ENTRY_KINDS    (RECOUP_ENTRY_REMOVE + 1)
#define RECOUP_ENTRY_MASK(kind) (1U << (kind))
#define RECOUP_ENTRY_MASK_ALL   ((1U << RECOUP_N_ENTRY_KINDS) - 1)

/* Masks of keys, from recoup_entry_key_from_name(). */
#define RECOUP_ENTRY_KEYS_ALL G_MAXUINT64

#define RECOUP_MAX_LINE_BYTES   65536
#define RECOUP_MAX_SETS         200
#define RECOUP_MAX_TITLE_BYTES  80
#define RECOUP_MAX_SOURCE_BYTES 64
#define RECOUP_MAX_NOTE_BYTES   2000
#define RECOUP_MAX_ZONE_BYTES   64

/** First and last instant that an entry may have: the years 2000 to 2099, UTC. */
#define RECOUP_INSTANT_MIN (RECOUP_DAY_MIN * RECOUP_USEC_PER_DAY)
#define RECOUP_INSTANT_MAX ((RECOUP_DAY_MAX + 1) * RECOUP_USEC_PER_DAY - G_USEC_PER_SEC)

typedef enum
{
  RECOUP_PLAN_ACCEPT,
  RECOUP_PLAN_DECLINE,
  RECOUP_PLAN_CANCEL,
} RecoupPlanAction;

/** The questions, in the order in which they are asked (model, section 12). */
typedef enum
{
  RECOUP_QUESTION_X077,
  RECOUP_QUESTION_S069,
  RECOUP_QUESTION_S070,
  RECOUP_QUESTION_S071,
  RECOUP_QUESTION_S072,
  RECOUP_QUESTION_S073,
  RECOUP_QUESTION_S074,
} RecoupQuestion;

#define RECOUP_N_QUESTIONS (RECOUP_QUESTION_S074 + 1)

/** A yes or no that may not have been said. */
typedef enum
{
  RECOUP_UNSAID = -1,
  RECOUP_NO = 0,
  RECOUP_YES = 1,
} RecoupTristate;

/** One set of a session. Numbers that were not given are NAN, integers -1. */
typedef struct
{
  char *exercise;      /* owned, 1 to 80 bytes, as logged */
  gint reps;           /* 0 to 1000, -1 if not given */
  double duration_sec; /* 1 to 36000 s */
  double distance_m;   /* 0 to 1000000 m */
  double load_kg;      /* 0 to 1000 kg */
  double rir;          /* 0 to 20 repetitions in reserve */
  double rpe;          /* 0 to 10 */
  RecoupTristate warmup;
  RecoupTristate unaccustomed;
  gboolean has_groups; /* whether @groups overrides the catalogue */
  RecoupGroupWeights groups;
} RecoupSet;

typedef struct
{
  double asleep_min; /* 0 to 1440 min, NAN if not given */
  gint quality;      /* 1 best to 7 worst, 0 if not given */
} RecoupSleep;

typedef struct
{
  double protein_g;        /* meal 0 to 500 g, food-day 0 to 1000 g */
  double energy_kcal;      /* 0 to 20000 kcal, NAN if not given; not scored */
  RecoupTristate complete; /* meal only */
} RecoupFood;

typedef struct
{
  double duration_min; /* 1 to 720 min, NAN if not given */
  double rpe;          /* 0 to 10, NAN if not given */
  char *title;         /* owned, up to 80 bytes, NULL if none */
  RecoupSet *sets;     /* owned, n_sets of them; NULL when the entry has no list of sets */
  guint n_sets;        /* 0 to 200 */
  gboolean has_sets;   /* tells an empty list from none */
} RecoupSession;

typedef struct
{
  gint stress; /* 1 best to 7 worst, 0 if not given; likewise the next two */
  gint mood;
  gint fatigue;
  RecoupTristate ill;
  gboolean has_soreness;
  gint8 soreness[RECOUP_N_GROUPS]; /* 0 to 10, -1 for a group not mentioned */
  gboolean has_pain;
  gint8 pain[RECOUP_N_GROUPS]; /* RecoupPain bits, -1 for a group not mentioned */
} RecoupCheckin;

typedef struct
{
  guint activity; /* index in recoup_entry_get_activities() */
  double minutes; /* 1 to 720 min */
} RecoupRecovery;

typedef struct
{
  double rmssd_ms; /* 1 to 500 ms, NAN if not given */
  double rhr_bpm;  /* 20 to 220 per minute, NAN if not given */
} RecoupHrv;

typedef struct
{
  RecoupQuestion question;
  gboolean yes;
} RecoupAnswer;

/** One entry: immutable once made, reference counted. */
typedef struct
{
  gint ref_count; /* private */
  RecoupEntryKind kind;
  char id[37];         /* UUID in lower case */
  gint64 rev;          /* 0 to 2147483647 */
  char *source;        /* owned, up to 64 bytes, NULL if none */
  char *zone;          /* owned, IANA name, NULL if none: the user's zone at evaluation */
  char *note;          /* owned, up to 2000 bytes, NULL if none; never evaluated */
  RecoupInstant start; /* sleep and session: begin; else `at`; RECOUP_INSTANT_NONE for food-day,
                          rest, remove */
  RecoupInstant end;   /* sleep: end; session: `end` if given; else RECOUP_INSTANT_NONE */
  RecoupDay date;      /* food-day and rest; else RECOUP_DAY_NONE */
  union
  {
    RecoupSleep sleep;
    RecoupFood food;
    RecoupSession session;
    RecoupCheckin checkin;
    RecoupRecovery recovery;
    double weight_kg; /* 20 to 400 kg */
    RecoupHrv hrv;
    RecoupAnswer answer;
    RecoupPlanAction action;
    char target[37]; /* remove: the UUID of what is taken away */
  };
} RecoupEntry;

/** Returns: (transfer none): fields of entries, in the order in which they are written */
const RecoupField *recoup_entry_get_fields (guint *n_out);

/** Returns: (transfer none): fields of a set, in the order in which they are written */
const RecoupField *recoup_entry_get_set_fields (guint *n_out);

/** Returns: (transfer none): the field called @name of @kind, or %NULL; a set's field with @of_set
 */
const RecoupField *
recoup_entry_find_field (RecoupEntryKind kind, const char *name, gboolean of_set);

/** Returns: (transfer full): what the field may hold, for people: "0 to 500 g", "one of walk, ..."
 */
char *recoup_entry_describe_field (const RecoupField *field);

/** Returns: (transfer none): "sleep", "meal", ..., as in the journal format */
const char *recoup_entry_kind_get_name (RecoupEntryKind kind);
/** Returns: %FALSE if no kind is called @name */
gboolean recoup_entry_kind_from_name (const char *name, RecoupEntryKind *kind_out);

/** Returns: (transfer none): the id of the rule that asks it, "X-077" for example */
const char *recoup_question_get_name (RecoupQuestion question);
/** Returns: %FALSE if no question is called @name */
gboolean recoup_question_from_name (const char *name, RecoupQuestion *question_out);

/** Returns: (transfer none): "accept", "decline" or "cancel" */
const char *recoup_plan_action_get_name (RecoupPlanAction action);

/** Returns: (transfer none): %NULL-terminated names of recovery activities */
const char *const *recoup_entry_get_activities (void);

RecoupEntry *recoup_entry_ref (RecoupEntry *entry);
void recoup_entry_unref (RecoupEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupEntry, recoup_entry_unref)

/**
 * recoup_entry_new_from_variant:
 * @dict: `a{sv}` with the names of the journal format and the types of the bus (see
 * #RecoupFieldType);
 *   @id may be absent, then @fallback_id is taken
 * @fallback_id: (nullable): a UUID for an entry without one; without both the entry is refused
 * @zones: to check `zone`
 * @unknown: (nullable): unknown keys are added (owned copies) when given, else they are refused by
 * name
 * @error: domain %RECOUP_FAULT; the message names the key, what is allowed and what came
 *
 * Reads and checks one entry. Numbers may come as `d`, `x`, `i`, `u`, `t`, `n`, `q` or `y`: a
 * fraction where an integer is due is a type error. Instants come as `x`. Of a key that occurs
 * twice the last one counts, as in JSON. The cost is linear in the size of @dict.
 *
 * Returns: (transfer full): the entry, or %NULL
 */
RecoupEntry *recoup_entry_new_from_variant (GVariant *dict,
                                            const char *fallback_id,
                                            RecoupZoneTable *zones,
                                            GPtrArray *unknown,
                                            GError **error);

/** Returns: (transfer floating): `a{sv}`, the inverse of recoup_entry_new_from_variant() */
GVariant *recoup_entry_to_variant (const RecoupEntry *entry);

/** Returns: the mask of the key called @name, of whatever kind; 0 if no entry has such a key */
guint64 recoup_entry_key_from_name (const char *name);

/** Returns: (transfer floating): as recoup_entry_to_variant(), of a mask of keys alone */
GVariant *recoup_entry_keys_to_variant (const RecoupEntry *entry, guint64 keys);

/** Returns: (transfer full): a copy of @entry with @zone in place of no zone, or a new reference if
 * it has one */
RecoupEntry *recoup_entry_with_zone (RecoupEntry *entry, const char *zone);

/** Returns: (transfer full): a copy of @entry with another identity */
RecoupEntry *recoup_entry_with_identity (const RecoupEntry *entry, const char *id, gint64 rev);

/** Whether @text may be the beginning of an id: 1 to 36 characters of a UUID, in either case. */
gboolean recoup_entry_is_id_beginning (const char *text);

/** Whether two entries are alike in all but identity and revision. */
gboolean recoup_entry_same_content (const RecoupEntry *a, const RecoupEntry *b);

/**
 * recoup_entry_get_time:
 *
 * Time of an entry (model, section 1): the end of sleep and session (a session without `end`: start
 * + duration, or 3 min a set), else `at`; %RECOUP_INSTANT_NONE for food-day, rest and remove.
 */
RecoupInstant recoup_entry_get_time (const RecoupEntry *entry);

/** What it costs to take the entry out of its stored form or to put it there, and to make something
 * of it: in sets of a session, each about five microseconds. Work in turns is measured so. */
guint recoup_entry_weigh (const RecoupEntry *entry);

/** Order key in journal and store: the time, or 12:00 UTC of the date for food-day and rest;
 * %RECOUP_INSTANT_NONE for remove. */
RecoupInstant recoup_entry_get_anchor (const RecoupEntry *entry);

/**
 * recoup_entry_get_day:
 * @zone: zone for entries that name none: the user's
 *
 * The date of an entry (model, section 1.7), in its own zone (in @zone if @zones no longer knows
 * that); %RECOUP_DAY_NONE for remove.
 */
RecoupDay recoup_entry_get_day (const RecoupEntry *entry,
                                guint day_start_min,
                                const RecoupZone *zone,
                                RecoupZoneTable *zones);

/** Whether the entry is known at @now (model, section 1.8), @today being the recovery day of @now.
 */
gboolean recoup_entry_is_known (const RecoupEntry *entry, RecoupInstant now, RecoupDay today);

/** Minutes of a session: to its end, or its duration, or 3 min a set. */
double recoup_session_get_minutes (const RecoupEntry *entry);

/** Order by anchor, then id: negative, 0, positive. */
gint recoup_entry_compare (const RecoupEntry *a, const RecoupEntry *b);

G_END_DECLS
