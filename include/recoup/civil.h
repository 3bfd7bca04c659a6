/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RecoupInstant: microseconds since 1970-01-01T00:00:00Z; inside core a multiple of a second. */
typedef gint64 RecoupInstant;

/** RecoupDay: a calendar day as the trainee lives it, days since 1970-01-01. Never added to an
 * instant. */
typedef gint32 RecoupDay;

/** Days, both included. */
typedef struct
{
  RecoupDay from;
  RecoupDay until;
} RecoupDayRange;

#define RECOUP_USEC_PER_MIN  (60 * (gint64) G_USEC_PER_SEC)
#define RECOUP_USEC_PER_HOUR (3600 * (gint64) G_USEC_PER_SEC)
#define RECOUP_USEC_PER_DAY  (86400 * (gint64) G_USEC_PER_SEC)

#define RECOUP_INSTANT_NONE G_MININT64 /* no instant */
#define RECOUP_DAY_NONE     G_MININT32 /* no day */

#define RECOUP_DAY_MIN 10957 /* 2000-01-01, the first date that an entry may have */
#define RECOUP_DAY_MAX 47481 /* 2099-12-31, the last one */

/** RecoupZone: one loaded IANA zone: name and transitions. Immutable, reference counted. */
typedef struct _RecoupZone RecoupZone;

/** RecoupZoneTable: loaded zones by name; loading one is the caller's affair (it reads the disk).
 */
typedef struct _RecoupZoneTable RecoupZoneTable;

/**
 * RecoupZoneLoader:
 * @id: name of a zone, for example "Europe/Berlin"
 * @user_data: as given to recoup_zone_table_new()
 *
 * Returns: (transfer full) (nullable): the zone, or %NULL when there is none of that name
 */
typedef GTimeZone *(*RecoupZoneLoader) (const char *id, gpointer user_data);

/**
 * recoup_zone_new:
 * @id: its name
 * @tz: (transfer none): its data, read once: a fraction of a millisecond
 *
 * Transitions are those that GLib knows, from 1970 to 2099. After 2037 it follows the last rule of
 * the zone, and errs where that rule is unusual (GLib 2.74: Dublin, Casablanca).
 *
 * Returns: (transfer full): the zone
 */
RecoupZone *recoup_zone_new (const char *id, GTimeZone *tz);
RecoupZone *recoup_zone_ref (RecoupZone *zone);
void recoup_zone_unref (RecoupZone *zone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupZone, recoup_zone_unref)

/** Returns: (transfer none): the name that the zone was made with; lives as long as the zone */
const char *recoup_zone_get_id (const RecoupZone *zone);

/** Adds all that @zone tells, its name and its offsets, to @sum. */
void recoup_zone_digest (const RecoupZone *zone, GChecksum *sum);

/** Returns: (transfer full): a table without zones that asks @load for those it lacks */
RecoupZoneTable *recoup_zone_table_new (RecoupZoneLoader load, gpointer user_data);
void recoup_zone_table_free (RecoupZoneTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoupZoneTable, recoup_zone_table_free)

/**
 * recoup_zone_table_lookup:
 * @table: a table
 * @id: name of a zone
 *
 * Gives the zone of that name, loading it at the first call. An unknown name is remembered as
 * unknown.
 *
 * Returns: (transfer none) (nullable): the zone, living as long as the table, or %NULL if unknown
 */
const RecoupZone *recoup_zone_table_lookup (RecoupZoneTable *table, const char *id);

/** Forgets every loaded zone, so that the next look-up loads again (tzdata was updated). Pointers
 * from earlier look-ups die unless they were referenced. */
void recoup_zone_table_clear (RecoupZoneTable *table);

/**
 * recoup_civil_at:
 * @day: a calendar day
 * @minute: minutes after midnight by the clock, 0 to 1439
 * @zone: the zone
 *
 * The one rule for local time (model, section 1.4): a skipped local time gives the first instant
 * after the gap, a doubled one the first of the two. A calendar day that the zone skips as a whole
 * gives the instant of the transition.
 */
RecoupInstant recoup_civil_at (RecoupDay day, guint minute, const RecoupZone *zone);

/** As recoup_civil_at(), with seconds after midnight, 0 to 86399. */
RecoupInstant recoup_civil_at_second (RecoupDay day, guint second, const RecoupZone *zone);

/** Instant of the second occurrence of a doubled local time, else that of recoup_civil_at_second().
 */
RecoupInstant recoup_civil_at_second_later (RecoupDay day, guint second, const RecoupZone *zone);

/**
 * recoup_civil_local:
 * @instant: an instant
 * @zone: the zone
 * @day_out: (out): civil date there
 * @second_out: (out) (optional): seconds after midnight by the clock, 0 to 86399
 */
void recoup_civil_local (RecoupInstant instant,
                         const RecoupZone *zone,
                         RecoupDay *day_out,
                         guint *second_out);

/** Offset from UTC in seconds that holds in @zone at @instant, east positive. */
gint32 recoup_civil_offset (RecoupInstant instant, const RecoupZone *zone);

/** First instant of recovery day @day: at (@day, @day_start_min), 0 to 719 (model, section 1.5). */
RecoupInstant recoup_civil_day_start (RecoupDay day, guint day_start_min, const RecoupZone *zone);

/** The recovery day that contains @instant; every instant belongs to exactly one. */
RecoupDay
recoup_civil_recovery_day (RecoupInstant instant, guint day_start_min, const RecoupZone *zone);

/** The sleep date of an episode that ends at @end: the smallest date D with @end <= at (D, 18:00).
 */
RecoupDay recoup_civil_sleep_date (RecoupInstant end, const RecoupZone *zone);

/** Day of the week, 0 Monday to 6 Sunday. */
guint recoup_civil_weekday (RecoupDay day);

/** The first change of offset in @zone after @instant; %G_MAXINT64 when there is none. */
RecoupInstant recoup_civil_next_transition (RecoupInstant instant, const RecoupZone *zone);

/** Day of a proleptic Gregorian date; the date must exist. */
RecoupDay recoup_day_from_ymd (gint year, guint month, guint day);

/** The proleptic Gregorian date of @day. @month_out: 1 to 12, @day_out: 1 to 31 */
void recoup_day_to_ymd (RecoupDay day, gint *year_out, guint *month_out, guint *day_out);

/**
 * recoup_day_parse:
 * @text: "YYYY-MM-DD", exactly
 * @day_out: (out): the day
 * @error: %RECOUP_FAULT_BAD_DATE, or %RECOUP_FAULT_RANGE outside 2000-01-01..2099-12-31
 */
gboolean recoup_day_parse (const char *text, RecoupDay *day_out, GError **error);

/** Returns: (transfer full): "YYYY-MM-DD" */
char *recoup_day_format (RecoupDay day);

/**
 * recoup_instant_parse:
 * @text: RFC 3339 with offset: "2025-03-30T07:30[:00[.5]]+02:00" or "Z"; fractions are dropped
 * @instant_out: (out): the instant, a whole second
 * @error: %RECOUP_FAULT_BAD_TIME, or %RECOUP_FAULT_RANGE outside the years 2000 to 2099
 *
 * 24:00, second 60 and offsets above 15:00 are no times. The year is that of the instant in UTC,
 * not the one written, so that an instant has the same range whatever its notation.
 */
gboolean recoup_instant_parse (const char *text, RecoupInstant *instant_out, GError **error);

/** Returns: (transfer full): RFC 3339 with the zone's offset; "Z" when @zone is %NULL */
char *recoup_instant_format (RecoupInstant instant, const RecoupZone *zone);

/** @instant rounded down to the whole second. */
RecoupInstant recoup_instant_floor (RecoupInstant instant);

G_END_DECLS
