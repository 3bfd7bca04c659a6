/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/error.h"

G_BEGIN_DECLS

/** What a field holds; decides its JSON and bus types, and its checks. */
typedef enum
{
  RECOUP_FIELD_INSTANT, /* JSON RFC 3339 string, bus x */
  RECOUP_FIELD_DATE,    /* JSON and bus "YYYY-MM-DD" */
  RECOUP_FIELD_NUMBER,  /* JSON number, bus d */
  RECOUP_FIELD_INTEGER, /* JSON number without fraction, bus x */
  RECOUP_FIELD_BOOLEAN,
  RECOUP_FIELD_STRING,
  RECOUP_FIELD_UUID,
  RECOUP_FIELD_ZONE,
  RECOUP_FIELD_ENUM,     /* a word of a list */
  RECOUP_FIELD_SORENESS, /* object {group: integer}, bus a{sv} of x */
  RECOUP_FIELD_PAIN,     /* object {group: list of words}, bus a{sv} of as */
  RECOUP_FIELD_WEIGHTS,  /* object {group: number}, bus a{sv} of d */
  RECOUP_FIELD_SETS,     /* list of objects, bus aa{sv} */
} RecoupFieldType;

/** One row of the table of fields, which the readers, the writers, the manual and the client share.
 */
typedef struct
{
  const char *name; /* "protein_g" */
  RecoupFieldType type;
  guint kinds;      /* mask of the kinds that have it; 0 for a field of a set */
  guint required;   /* mask of the kinds that must have it; of a set: 1 if it must */
  double min, max;  /* numbers, integers: the range; strings: length in bytes; sets: how many */
  const char *unit; /* "g", "min", "" */
  const char *doc;  /* one sentence */
  const char *const *words; /* words to choose from, NULL-terminated; NULL where there is no list */
  RecoupFault bad_word;     /* what another word is */
  gsize offset;             /* where RecoupEntry or RecoupSet keeps the value */
} RecoupField;

G_END_DECLS
