/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interchange format as one table: every field of every kind, with its type, range and place in
 * the struct. Making, reading (entry-read.c) and writing (entry-write.c) walk over it, and so do
 * the manual and the client. A new field is one row; a new kind is a name and its rows. */

#include "core/text.h"
#include "recoup/entry.h"

static const char *const kind_names[RECOUP_N_ENTRY_KINDS + 1] = {
  [RECOUP_ENTRY_SLEEP] = "sleep",       [RECOUP_ENTRY_MEAL] = "meal",
  [RECOUP_ENTRY_FOOD_DAY] = "food-day", [RECOUP_ENTRY_SESSION] = "session",
  [RECOUP_ENTRY_REST] = "rest",         [RECOUP_ENTRY_CHECKIN] = "checkin",
  [RECOUP_ENTRY_RECOVERY] = "recovery", [RECOUP_ENTRY_WEIGHT] = "weight",
  [RECOUP_ENTRY_HRV] = "hrv",           [RECOUP_ENTRY_ANSWER] = "answer",
  [RECOUP_ENTRY_PLAN] = "plan",         [RECOUP_ENTRY_REMOVE] = "remove",
};

static const char *const question_names[RECOUP_N_QUESTIONS + 1] = {
  [RECOUP_QUESTION_X077] = "X-077", [RECOUP_QUESTION_S069] = "S-069",
  [RECOUP_QUESTION_S070] = "S-070", [RECOUP_QUESTION_S071] = "S-071",
  [RECOUP_QUESTION_S072] = "S-072", [RECOUP_QUESTION_S073] = "S-073",
  [RECOUP_QUESTION_S074] = "S-074",
};

static const char *const action_names[] = {
  [RECOUP_PLAN_ACCEPT] = "accept",
  [RECOUP_PLAN_DECLINE] = "decline",
  [RECOUP_PLAN_CANCEL] = "cancel",
  NULL,
};

static const char *const activity_names[] = { "walk",       "cycling", "mobility", "foam-rolling",
                                              "massage",    "cold",    "sauna",    "breathing",
                                              "meditation", "yoga",    "other",    NULL };

#define SLEEP    RECOUP_ENTRY_MASK (RECOUP_ENTRY_SLEEP)
#define MEAL     RECOUP_ENTRY_MASK (RECOUP_ENTRY_MEAL)
#define FOOD_DAY RECOUP_ENTRY_MASK (RECOUP_ENTRY_FOOD_DAY)
#define SESSION  RECOUP_ENTRY_MASK (RECOUP_ENTRY_SESSION)
#define REST     RECOUP_ENTRY_MASK (RECOUP_ENTRY_REST)
#define CHECKIN  RECOUP_ENTRY_MASK (RECOUP_ENTRY_CHECKIN)
#define RECOVERY RECOUP_ENTRY_MASK (RECOUP_ENTRY_RECOVERY)
#define WEIGHT   RECOUP_ENTRY_MASK (RECOUP_ENTRY_WEIGHT)
#define HRV      RECOUP_ENTRY_MASK (RECOUP_ENTRY_HRV)
#define ANSWER   RECOUP_ENTRY_MASK (RECOUP_ENTRY_ANSWER)
#define PLAN     RECOUP_ENTRY_MASK (RECOUP_ENTRY_PLAN)
#define REMOVE   RECOUP_ENTRY_MASK (RECOUP_ENTRY_REMOVE)
#define ALL      RECOUP_ENTRY_MASK_ALL
#define MOMENTS  (MEAL | CHECKIN | RECOVERY | WEIGHT | HRV | ANSWER | PLAN)

/* The columns that every row has, and the place in the struct. */
#define ROW(name_, type_, kinds_, required_, member_)                                        \
  .name = (name_), .type = RECOUP_FIELD_##type_, .kinds = (kinds_), .required = (required_), \
  .offset = G_STRUCT_OFFSET (RecoupEntry, member_)
#define SET_ROW(name_, type_, required_, member_)                         \
  .name = (name_), .type = RECOUP_FIELD_##type_, .required = (required_), \
  .offset = G_STRUCT_OFFSET (RecoupSet, member_)
#define SPAN(min_, max_, unit_) .min = (min_), .max = (max_), .unit = (unit_)
#define WORDS(list, fault)      .unit = "", .words = (list), .bad_word = RECOUP_FAULT_##fault

static const RecoupField fields[] = {
  { ROW ("kind", ENUM, ALL, ALL, kind), WORDS (kind_names, KIND), .doc = "What the entry says" },
  { ROW ("id", UUID, ALL, ALL, id), .unit = "", .doc = "Identity of the entry, a UUID" },
  { ROW ("rev", INTEGER, ALL, 0, rev), SPAN (0, G_MAXINT32, ""),
    .doc = "Revision: of several entries with one id the greatest counts" },
  { ROW ("zone", ZONE, ALL, 0, zone), SPAN (0, RECOUP_MAX_ZONE_BYTES, ""),
    .doc = "IANA time zone in which it was lived" },
  { ROW ("source", STRING, ALL, 0, source), SPAN (0, RECOUP_MAX_SOURCE_BYTES, ""),
    .doc = "Who wrote it: manual, or the name of a program or device" },
  { ROW ("start", INSTANT, SLEEP | SESSION, SLEEP | SESSION, start), .unit = "",
    .doc = "When it began" },
  { ROW ("end", INSTANT, SLEEP | SESSION, SLEEP, end), .unit = "",
    .doc = "When it ended: sleep 1 min to 24 h, a session 1 min to 12 h after its start" },
  { ROW ("at", INSTANT, MOMENTS, MOMENTS, start), .unit = "", .doc = "When it was" },
  { ROW ("date", DATE, FOOD_DAY | REST, FOOD_DAY | REST, date), .unit = "",
    .doc = "The recovery day that it is about" },
  { ROW ("asleep_min", NUMBER, SLEEP, 0, sleep.asleep_min), SPAN (0, 1440, "min"),
    .doc = "Minutes really asleep; without it the whole interval counts" },
  { ROW ("quality", INTEGER, SLEEP, 0, sleep.quality), SPAN (1, 7, ""),
    .doc = "Quality of the sleep, 1 best to 7 worst" },
  { ROW ("protein_g", NUMBER, MEAL, MEAL, food.protein_g), SPAN (0, 500, "g"),
    .doc = "Protein in the meal" },
  { ROW ("protein_g", NUMBER, FOOD_DAY, FOOD_DAY, food.protein_g), SPAN (0, 1000, "g"),
    .doc = "Protein in all of the day's food" },
  { ROW ("energy_kcal", NUMBER, MEAL | FOOD_DAY, 0, food.energy_kcal), SPAN (0, 20000, "kcal"),
    .doc = "Energy of the food; it is kept and not scored" },
  { ROW ("complete", BOOLEAN, MEAL, 0, food.complete), .unit = "",
    .doc = "Whether the day's food is now fully logged" },
  { ROW ("duration_min", NUMBER, SESSION, 0, session.duration_min), SPAN (1, 720, "min"),
    .doc = "Length of the session; an end wins over it" },
  { ROW ("rpe", NUMBER, SESSION, 0, session.rpe), SPAN (0, 10, ""),
    .doc = "Effort of the whole session; without it 5 is assumed" },
  { ROW ("title", STRING, SESSION, 0, session.title), SPAN (0, RECOUP_MAX_TITLE_BYTES, ""),
    .doc = "Name of the session; sessions of one name are compared" },
  { ROW ("sets", SETS, SESSION, 0, session.sets), SPAN (0, RECOUP_MAX_SETS, N_ ("sets")),
    .doc = "The sets in the order in which they were done" },
  { ROW ("stress", INTEGER, CHECKIN, 0, checkin.stress), SPAN (1, 7, ""),
    .doc = "Stress of life, 1 best to 7 worst" },
  { ROW ("mood", INTEGER, CHECKIN, 0, checkin.mood), SPAN (1, 7, ""),
    .doc = "Mood, 1 best to 7 worst" },
  { ROW ("fatigue", INTEGER, CHECKIN, 0, checkin.fatigue), SPAN (1, 7, ""),
    .doc = "Fatigue, 1 best to 7 worst" },
  { ROW ("soreness", SORENESS, CHECKIN, 0, checkin.soreness), SPAN (0, 10, ""),
    .doc = "Soreness by muscle group; an empty map says not sore at all" },
  { ROW ("pain", PAIN, CHECKIN, 0, checkin.pain), .unit = "",
    .doc =
        "Pain flags by muscle group: sharp, joint, form, strength, rom; an empty map clears all" },
  { ROW ("ill", BOOLEAN, CHECKIN, 0, checkin.ill), .unit = "", .doc = "Whether you are ill" },
  { ROW ("activity", ENUM, RECOVERY, RECOVERY, recovery.activity), WORDS (activity_names, TYPE),
    .doc = "What was done to recover" },
  { ROW ("minutes", NUMBER, RECOVERY, RECOVERY, recovery.minutes), SPAN (1, 720, "min"),
    .doc = "How long it was done" },
  { ROW ("kg", NUMBER, WEIGHT, WEIGHT, weight_kg), SPAN (20, 400, "kg"), .doc = "Body weight" },
  { ROW ("rmssd_ms", NUMBER, HRV, 0, hrv.rmssd_ms), SPAN (1, 500, "ms"),
    .doc = "Heart rate variability at rest, as RMSSD" },
  { ROW ("rhr_bpm", NUMBER, HRV, 0, hrv.rhr_bpm), SPAN (20, 220, N_ ("beats a minute")),
    .doc = "Heart rate at rest" },
  { ROW ("question", ENUM, ANSWER, ANSWER, answer.question), WORDS (question_names, QUESTION),
    .doc = "The question that is answered" },
  { ROW ("yes", BOOLEAN, ANSWER, ANSWER, answer.yes), .unit = "", .doc = "Whether it is so" },
  { ROW ("action", ENUM, PLAN, PLAN, action), WORDS (action_names, ACTION),
    .doc = "What is done about the deload" },
  { ROW ("target", UUID, REMOVE, REMOVE, target), .unit = "", .doc = "Id of the entry to remove" },
  { ROW ("note", STRING, ALL, 0, note), SPAN (0, RECOUP_MAX_NOTE_BYTES, ""),
    .doc = "Free text, never evaluated" },
};

static const RecoupField set_fields[] = {
  { SET_ROW ("exercise", STRING, 1, exercise), SPAN (1, RECOUP_MAX_TITLE_BYTES, ""),
    .doc = "Name of the exercise" },
  { SET_ROW ("reps", INTEGER, 0, reps), SPAN (0, 1000, ""), .doc = "Repetitions" },
  { SET_ROW ("duration_s", NUMBER, 0, duration_sec), SPAN (1, 36000, "s"),
    .doc = "Length of timed work" },
  { SET_ROW ("distance_m", NUMBER, 0, distance_m), SPAN (0, 1000000, "m"), .doc = "Distance" },
  { SET_ROW ("load_kg", NUMBER, 0, load_kg), SPAN (0, 1000, "kg"), .doc = "Weight that was moved" },
  { SET_ROW ("rir", NUMBER, 0, rir), SPAN (0, 20, ""), .doc = "Repetitions left in reserve" },
  { SET_ROW ("rpe", NUMBER, 0, rpe), SPAN (0, 10, ""), .doc = "Effort of the set" },
  { SET_ROW ("warmup", BOOLEAN, 0, warmup), .unit = "", .doc = "Whether it was a warm-up" },
  { SET_ROW ("unaccustomed", BOOLEAN, 0, unaccustomed), .unit = "",
    .doc = "Whether it was new or strongly eccentric; without it this is derived" },
  { SET_ROW ("groups", WEIGHTS, 0, groups), SPAN (0, 1, ""),
    .doc = "Share of the work by muscle group, in place of the catalogue" },
};

const RecoupField *
recoup_entry_get_fields (guint *n_out)
{
  *n_out = G_N_ELEMENTS (fields);
  return fields;
}

const RecoupField *
recoup_entry_get_set_fields (guint *n_out)
{
  *n_out = G_N_ELEMENTS (set_fields);
  return set_fields;
}

const RecoupField *
recoup_entry_find_field (RecoupEntryKind kind, const char *name, gboolean of_set)
{
  const RecoupField *table = of_set ? set_fields : fields;
  guint n = of_set ? G_N_ELEMENTS (set_fields) : G_N_ELEMENTS (fields);

  for (guint i = 0; i < n; i++)
    if ((of_set || (table[i].kinds & RECOUP_ENTRY_MASK (kind)) != 0) &&
        g_str_equal (table[i].name, name))
      return &table[i];
  return NULL;
}

/* Index of @word in @words, or -1. */
static gint
find_word (const char *const *words, const char *word)
{
  for (gint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i;
  return -1;
}

const char *
recoup_entry_kind_get_name (RecoupEntryKind kind)
{
  g_return_val_if_fail (kind < RECOUP_N_ENTRY_KINDS, NULL);
  return kind_names[kind];
}

gboolean
recoup_entry_kind_from_name (const char *name, RecoupEntryKind *kind_out)
{
  gint i = find_word (kind_names, name);

  if (i < 0)
    return FALSE;
  *kind_out = (RecoupEntryKind) i;
  return TRUE;
}

const char *
recoup_question_get_name (RecoupQuestion question)
{
  g_return_val_if_fail (question < RECOUP_N_QUESTIONS, NULL);
  return question_names[question];
}

gboolean
recoup_question_from_name (const char *name, RecoupQuestion *question_out)
{
  gint i = find_word (question_names, name);

  if (i < 0)
    return FALSE;
  *question_out = (RecoupQuestion) i;
  return TRUE;
}

const char *
recoup_plan_action_get_name (RecoupPlanAction action)
{
  g_return_val_if_fail (action <= RECOUP_PLAN_CANCEL, NULL);
  return action_names[action];
}

const char *const *
recoup_entry_get_activities (void)
{
  return activity_names;
}
