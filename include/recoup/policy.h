/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/muscle.h"
#include "recoup/reminder.h"

G_BEGIN_DECLS

typedef enum
{
  RECOUP_TRAINED,
  RECOUP_DEFAULT,
  RECOUP_NOVICE,
} RecoupTrainingStatus;

typedef enum
{
  RECOUP_PRIVACY_FULL,
  RECOUP_PRIVACY_LOCKED,
  RECOUP_PRIVACY_NEUTRAL,
} RecoupPrivacy;

typedef enum
{
  RECOUP_DETECTION_OFF,
  RECOUP_DETECTION_ASK,
  RECOUP_DETECTION_AUTOMATIC,
} RecoupSleepDetection;

/** One thing planned on a weekday: a group (its number), or one of these. */
enum
{
  RECOUP_PLANNED_REST = RECOUP_N_GROUPS,
  RECOUP_PLANNED_ACTIVE,
  RECOUP_PLANNED_HIIT,
  RECOUP_N_PLANNED,
};

/** What is planned on one weekday, in the order in which the user wrote it, without repeats. */
typedef struct
{
  guint n;                        /* 0 to RECOUP_N_PLANNED */
  guint8 items[RECOUP_N_PLANNED]; /* RecoupGroup or RECOUP_PLANNED_* */
} RecoupPlannedDay;

/** The user's settings, all of them, as one value. No pointers: copied by assignment. */
typedef struct
{
  guint sleep_need_min; /* 420 to 540 min */
  guint latency_min;    /* 0 to 90 min from lights out to sleep */
  guint day_start_min;  /* 0 to 719, minutes after midnight */
  guint wake_min[7];    /* Monday first, 0 to 1439, minutes after midnight */
  RecoupTrainingStatus training_status;
  double protein_target_g;  /* 30 to 400 g a day; 0 when not set */
  double protein_g_per_kg;  /* 0.8 to 3.1 g per kg of body weight a day */
  double body_weight_kg;    /* 30 to 300 kg, used until a weight is logged */
  guint meals_per_day;      /* 2 to 8 */
  RecoupPlannedDay week[7]; /* Monday first */
  guint accounts_off;       /* mask, 1 << RecoupAccount: accounts that the user does not want */

  gboolean remind[RECOUP_N_REMINDER_KINDS];
  guint wind_down_min;     /* 0 to 180 min before lights out */
  guint later_min;         /* 5 to 180 min */
  guint activity_time_min; /* minutes after midnight */
  guint protein_portion_g; /* 10 to 80 g */
  gint quiet_from_min;     /* minutes after midnight, -1 when not set; both or none are set */
  gint quiet_until_min;    /* as above */
  guint defer_protein_min; /* 0 to 240 min */
  guint defer_bedtime_min; /* 0 to 240 min */
  guint min_gap_min;       /* 0 to 60 min between two popups */
  guint max_popups;        /* 1 to 20 a recovery day */
  RecoupPrivacy privacy;
  RecoupSleepDetection sleep_detection;
} RecoupPolicy;

/** One row of the settings table, which file, bus, manual and client read. */
typedef struct
{
  const char *key;   /* as in recoup.conf, `[a-z_]+` */
  const char *group; /* section of recoup.conf that holds it: "Model" or "Reminders" */
  const char *type;  /* "minutes", "integer", "time", "number", "enum", "switch", "wake", "week",
                        "accounts" */
  const char *default_text; /* text form of the default */
  const char *range_text;   /* allowed values, for people */
  const char *unit;         /* "min", "g", "kg", "g/kg", or "" */
  const char *doc;          /* one sentence: what it does */
} RecoupSetting;

/** Returns: (transfer none): the rows, in the order in which they are shown */
const RecoupSetting *recoup_policy_get_settings (guint *n_out);

/** Returns: (transfer none) (nullable): the row of @key */
const RecoupSetting *recoup_policy_find_setting (const char *key);

/** Sets every setting to its default. */
void recoup_policy_init (RecoupPolicy *policy);

/**
 * recoup_policy_parse:
 * @policy: changed on success only
 * @key: a key of the table
 * @text: text form, for example "07:00", "mon-fri:06:30,sat-sun:08:30", "mon:chest+back,thu:rest",
 * "on", "1.6"; the empty string gives the default. Letters may be large or small, white space may
 * stand around each part
 * @error: %RECOUP_ERROR_NOT_FOUND for an unknown key, %RECOUP_ERROR_INVALID_ARGUMENT or
 *   %RECOUP_ERROR_OUT_OF_RANGE naming key, range and value
 *
 * Sets one value, without the checks between settings: see recoup_policy_check().
 */
gboolean
recoup_policy_parse (RecoupPolicy *policy, const char *key, const char *text, GError **error);

/** Returns: (transfer full): text form of the value of @key, which must be a key of the table */
char *recoup_policy_format (const RecoupPolicy *policy, const char *key);

/**
 * recoup_policy_check:
 * @error: %RECOUP_ERROR_INVALID_ARGUMENT naming the settings that do not fit and what to set
 *
 * The rules between settings: for each weekday `day_start` lies between lights out (without debt)
 * and wake, so that there is one bedtime a night; wake is at most 18:00; `quiet_from` and
 * `quiet_until` are both set or both empty.
 */
gboolean recoup_policy_check (const RecoupPolicy *policy, GError **error);

/** Protein that may be aimed at: more has no known use (M-09), and a number should not push. */
#define RECOUP_POLICY_MAX_PROTEIN_G_PER_KG 3.1

/**
 * recoup_policy_check_protein:
 * @weight_kg: the user's weight
 * @error: %RECOUP_ERROR_OUT_OF_RANGE
 *
 * Whether `protein_target_g` lies within what may be aimed at with that weight.
 */
gboolean recoup_policy_check_protein (const RecoupPolicy *policy, double weight_kg, GError **error);

/**
 * recoup_policy_suggest_day_start:
 * @minutes_out: (out): minutes after midnight
 *
 * The `day_start` to set with the wake times of @policy: a round time between lights out and wake
 * of every weekday.
 *
 * Returns: %FALSE when there is none, because the wake times lie too far apart
 */
gboolean recoup_policy_suggest_day_start (const RecoupPolicy *policy, guint *minutes_out);

/** Whether every setting reads the same. */
gboolean recoup_policy_equal (const RecoupPolicy *a, const RecoupPolicy *b);

/** Returns: (transfer none): "rest", "active", "hiit" or the name of the group */
const char *recoup_planned_get_name (guint item);

G_END_DECLS
