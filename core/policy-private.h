/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/policy.h"

G_BEGIN_DECLS

/* What the table of settings says to the readers and writers of single values. */

#define POLICY_N_DAYS  7 /* of the week, Monday first */
#define POLICY_DAY_MIN (24 * 60)

/* A recovery day begins at 11:59 at the latest. */
#define POLICY_LAST_DAY_START_MIN (11 * 60 + 59)

/* Sleep that ends later belongs to the next date. */
#define POLICY_LATEST_WAKE_MIN (18 * 60)

/** How a value is kept and written. */
typedef enum
{
  POLICY_FORM_WHOLE,           /* guint: "480" */
  POLICY_FORM_NUMBER,          /* double: "1.6" */
  POLICY_FORM_OPTIONAL_NUMBER, /* double, 0 when not set: "" or "160" */
  POLICY_FORM_TIME,            /* guint, minutes after midnight: "07:00" */
  POLICY_FORM_OPTIONAL_TIME,   /* gint, -1 when not set: "" or "22:00" */
  POLICY_FORM_WORD,            /* an enum: a word of a list */
  POLICY_FORM_SWITCH,          /* gboolean: "on", "off" */
  POLICY_FORM_WAKE,            /* guint[7]: "07:00" or "mon-fri:06:30,sat-sun:08:30" */
  POLICY_FORM_WEEK,            /* RecoupPlannedDay[7]: "mon:chest+back,tue:active" */
  POLICY_FORM_ACCOUNTS,        /* guint, mask of RecoupAccount: "" or "fuel,autonomic" */
} PolicyForm;

typedef struct
{
  RecoupSetting setting; /* `range_text` is made from the columns below */
  PolicyForm form;
  gsize offset;             /* of the value in RecoupPolicy */
  gsize size;               /* of the value */
  double min, max;          /* numbers as they are, times in minutes after midnight */
  const char *const *words; /* NULL-terminated, POLICY_FORM_WORD */
} PolicyRow;

/** Where @row lies in @policy. */
#define ROW_AT(policy, row, Type) ((Type *) (void *) ((char *) (policy) + (row)->offset))
#define CONST_ROW_AT(policy, row, Type) \
  ((const Type *) (const void *) ((const char *) (policy) + (row)->offset))

/** Reads one value from @text, which is not empty; @policy is changed on success only. */
gboolean recoup_policy_row_parse (const PolicyRow *row,
                                  RecoupPolicy *policy,
                                  const char *text,
                                  GError **error);

/** Returns: (transfer full): the value as text, "" when not set */
char *recoup_policy_row_format (const PolicyRow *row, const RecoupPolicy *policy);

/** Returns: (transfer full): what the value may be, for people */
char *recoup_policy_row_describe (const PolicyRow *row);

/** Returns: (transfer full): "07:00" */
char *recoup_policy_format_time (guint minutes);

/** Reads what stands behind the colon of one part; @days: mask of 1 << weekday that it holds for,
 * @values: those of recoup_policy_read_days(). Returns: %FALSE if it is no value */
typedef gboolean (*PolicyDaysFunc) (const char *text, guint days, gpointer values);

/** Reads `days:value,days:value`, calling @func for each part with @values. Returns: %FALSE if it
 * is not of that form; some of @values may have been set then */
gboolean recoup_policy_read_days (const char *text, PolicyDaysFunc func, gpointer values);

/** @values: one text for each weekday, "" for a day that is left out. Returns: (transfer full): one
 * part for each run of days with the same text */
char *recoup_policy_format_days (char *const *values);

G_END_DECLS
