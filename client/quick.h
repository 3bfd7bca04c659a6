/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "client/args.h"
#include "recoup/civil.h"

G_BEGIN_DECLS

/** What a word of a quick verb may look like; each row of its table takes some of these. */
typedef enum
{
  RECOUP_SHAPE_NONE,    /* ends a list of slots */
  RECOUP_SHAPE_MOMENT,  /* 22:50, `yesterday 22:50`, -30m, `30m ago` */
  RECOUP_SHAPE_DATE,    /* 2026-03-28, yesterday */
  RECOUP_SHAPE_MINUTES, /* 25m, 1h15, 25: a bare number is minutes */
  RECOUP_SHAPE_HOURS,   /* 7h30, 8: a bare number is hours */
  RECOUP_SHAPE_AMOUNT,  /* a number, with or without the unit of the field */
  RECOUP_SHAPE_MEASURE, /* a number with the unit of the field */
  RECOUP_SHAPE_EFFORT,  /* @8, rpe8 */
  RECOUP_SHAPE_GRADE,   /* good, poor: a word for 1 (best) to 7 (worst) */
  RECOUP_SHAPE_SORE,    /* `quads 4`, `lower back 3`, none; as often as one likes */
  RECOUP_SHAPE_TEXT,    /* whatever has no other place; several words are one text */
} RecoupShape;

/** One place for a word. */
typedef struct
{
  RecoupShape shape;
  const char *field; /* of the entry, by its name in the journal format */
} RecoupSlot;

#define RECOUP_QUICK_SLOTS 6

/** A verb that logs one entry in plain words: a row of the table in quick.c. */
typedef struct
{
  RecoupVerb verb;  /* first: the verb that runs is its row */
  const char *form; /* name of the form of `recoupctl log` */
  const char *said; /* FIELD=VALUE that the verb itself says, NULL if nothing */
  RecoupSlot slots[RECOUP_QUICK_SLOTS + 1]; /* tried in this order */
} RecoupQuick;

/** Rows of recoup_quicks. */
typedef enum
{
  RECOUP_QUICK_SLEPT,
  RECOUP_QUICK_NAPPED,
  RECOUP_QUICK_ATE,
  RECOUP_QUICK_TRAINED,
  RECOUP_QUICK_RESTED,
  RECOUP_QUICK_SORE,
  RECOUP_QUICK_FEEL,
  RECOUP_QUICK_WALKED,
  RECOUP_QUICK_CYCLED,
  RECOUP_QUICK_STRETCHED,
  RECOUP_QUICK_WEIGHED,
} RecoupQuickId;

#define RECOUP_N_QUICKS (RECOUP_QUICK_WEIGHED + 1)

extern const RecoupQuick recoup_quicks[RECOUP_N_QUICKS];

/**
 * recoup_quick_read:
 * @words: what followed the verb
 * @zone: any: only whether a word is a time matters here
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT naming the word that has no place
 *
 * Returns: (transfer full): of owned char *: the same as FIELD=VALUE words for recoup_log_words()
 */
GPtrArray *recoup_quick_read (const RecoupQuick *quick,
                              const GPtrArray *words,
                              const RecoupZone *zone,
                              GError **error);

G_END_DECLS
