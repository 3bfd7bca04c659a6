/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Days as the trainee lives them, and the instants at which they begin.
 *
 * GLib's time zones answer one question at a time with a walk along all transitions of a zone, and
 * the fold of ten years asks tens of thousands. So a zone is read once, into a sorted table of
 * steps (from when on, which offset), and everything here is a binary search in that table and one
 * rule for local times: in a gap the transition, in a doubled hour the first. */

#include "recoup/civil.h"

#include <string.h>

#include "core/constant-rows.h"
#include "core/floor-div.h"

#define SEC_PER_DAY 86400

/* 26 h: more than any local clock ever was from UTC; the search for a local time begins there. */
#define MAX_OFFSET_SEC 93600

/* Transitions are read from here to there; entries lie in 2000 to 2099. */
#define ZONE_FROM_SEC  0
#define ZONE_UNTIL_SEC G_GINT64_CONSTANT (4102444800) /* 2100-01-01 */

#define NAP_HORIZON_MIN (18 * 60) /* an episode that ends later belongs to the next date */

/* A name that nobody knows costs a look at the disk; so many of them are remembered. */
#define MAX_UNKNOWN_ZONES 256

/* An offset and the second from which on it holds. */
typedef struct
{
  gint64 from;   /* UTC seconds; G_MININT64 in the first step */
  gint32 offset; /* seconds east of UTC */
} ZoneStep;

struct _RecoupZone
{
  gint ref_count;
  char *id;
  GArray *steps; /* of ZoneStep, ascending, neighbours differ in offset; at least one */
};

struct _RecoupZoneTable
{
  RecoupZoneLoader load;
  gpointer user_data;
  GHashTable *zones;   /* owned name -> owned RecoupZone */
  GHashTable *unknown; /* owned names */
};

/* Zones */

static gboolean
begins_at (GTimeZone *tz, gint interval, gint64 sec)
{
  return g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, sec - 1) < interval &&
         g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, sec) >= interval;
}

/* Second in (@low, @high] at which interval number @interval begins; @low lies before it. @before:
 * the beginning of the last but one, which is mostly the same turn of summer time a year ago, and
 * such turns are 52 or 53 weeks apart. GLib walks along all transitions at each question, so it
 * pays to ask few. */
static gint64
find_interval_start (GTimeZone *tz, gint interval, gint64 low, gint64 high, gint64 before)
{
  for (gint64 weeks = 52; weeks <= 53; weeks++)
    {
      gint64 guess = before + weeks * 7 * SEC_PER_DAY;
      if (guess > low && guess <= high && begins_at (tz, interval, guess))
        return guess;
    }
  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;
      if (g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, middle) >= interval)
        high = middle;
      else
        low = middle;
    }
  return high;
}

static void
append_step (GArray *steps, gint64 from, gint32 offset)
{
  if (steps->len > 0 && g_array_index (steps, ZoneStep, steps->len - 1).offset == offset)
    return;
  ZoneStep step = { from, offset };
  g_array_append_val (steps, step);
}

RecoupZone *
recoup_zone_new (const char *id, GTimeZone *tz)
{
  RecoupZone *zone = g_new0 (RecoupZone, 1);
  zone->ref_count = 1;
  zone->id = g_strdup (id);
  zone->steps = g_array_new (FALSE, FALSE, sizeof (ZoneStep));

  gint first = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, ZONE_FROM_SEC);
  gint last = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, ZONE_UNTIL_SEC);
  gint64 from = ZONE_FROM_SEC;
  gint64 before = ZONE_FROM_SEC;
  append_step (zone->steps, G_MININT64, g_time_zone_get_offset (tz, first));
  for (gint i = first + 1; i <= last; i++)
    {
      gint64 start = find_interval_start (tz, i, from, ZONE_UNTIL_SEC, before);
      before = from;
      from = start;
      append_step (zone->steps, from, g_time_zone_get_offset (tz, i));
    }
  return zone;
}

RecoupZone *
recoup_zone_ref (RecoupZone *zone)
{
  g_atomic_int_inc (&zone->ref_count);
  return zone;
}

void
recoup_zone_unref (RecoupZone *zone)
{
  if (zone == NULL || !g_atomic_int_dec_and_test (&zone->ref_count))
    return;
  g_array_unref (zone->steps);
  g_free (zone->id);
  g_free (zone);
}

const char *
recoup_zone_get_id (const RecoupZone *zone)
{
  return zone->id;
}

void
recoup_zone_digest (const RecoupZone *zone, GChecksum *sum)
{
  g_checksum_update (sum, (const guchar *) zone->id, (gssize) strlen (zone->id) + 1);
  for (guint i = 0; i < zone->steps->len; i++)
    {
      const ZoneStep *step = &g_array_index (zone->steps, ZoneStep, i);
      g_checksum_update (sum, (const guchar *) &step->from, sizeof step->from);
      g_checksum_update (sum, (const guchar *) &step->offset, sizeof step->offset);
    }
}

RecoupZoneTable *
recoup_zone_table_new (RecoupZoneLoader load, gpointer user_data)
{
  RecoupZoneTable *table = g_new0 (RecoupZoneTable, 1);
  table->load = load;
  table->user_data = user_data;
  table->zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) recoup_zone_unref);
  table->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return table;
}

void
recoup_zone_table_free (RecoupZoneTable *table)
{
  if (table == NULL)
    return;
  g_hash_table_unref (table->zones);
  g_hash_table_unref (table->unknown);
  g_free (table);
}

const RecoupZone *
recoup_zone_table_lookup (RecoupZoneTable *table, const char *id)
{
  RecoupZone *zone = g_hash_table_lookup (table->zones, id);
  if (zone != NULL || g_hash_table_contains (table->unknown, id))
    return zone;

  g_autoptr (GTimeZone) tz = table->load (id, table->user_data);
  if (tz == NULL)
    {
      if (g_hash_table_size (table->unknown) >= MAX_UNKNOWN_ZONES)
        g_hash_table_remove_all (table->unknown);
      g_hash_table_add (table->unknown, g_strdup (id));
      return NULL;
    }
  zone = recoup_zone_new (id, tz);
  g_hash_table_insert (table->zones, g_strdup (id), zone);
  return zone;
}

void
recoup_zone_table_clear (RecoupZoneTable *table)
{
  g_hash_table_remove_all (table->zones);
  g_hash_table_remove_all (table->unknown);
}

static const ZoneStep *
get_step (const RecoupZone *zone, guint index)
{
  return &g_array_index (zone->steps, ZoneStep, index);
}

/* Index of the step that holds at UTC second @sec. */
static guint
find_step (const RecoupZone *zone, gint64 sec)
{
  guint low = 0;
  guint high = zone->steps->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      if (get_step (zone, middle)->from <= sec)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Local time */

/* The UTC seconds at which clocks in @zone show @local (seconds since 1970-01-01 by the clock): the
 * first and the last of them; in a gap both are the transition. */
static void
find_local (const RecoupZone *zone, gint64 local, gint64 *first_out, gint64 *last_out)
{
  guint begin = find_step (zone, local - MAX_OFFSET_SEC);
  gint64 gap = local - get_step (zone, begin)->offset;
  gboolean found = FALSE;

  for (guint i = begin; i < zone->steps->len; i++)
    {
      const ZoneStep *step = get_step (zone, i);
      if (step->from > local + MAX_OFFSET_SEC)
        break;
      gint64 sec = local - step->offset;
      if (sec < step->from)
        {
          /* The step before had ended by then, and this one begins with a later clock. */
          if (!found && local - get_step (zone, i - 1)->offset >= step->from)
            gap = step->from;
          continue;
        }
      if (i + 1 < zone->steps->len && sec >= get_step (zone, i + 1)->from)
        continue;
      if (!found)
        *first_out = sec;
      *last_out = sec;
      found = TRUE;
    }
  if (!found)
    *first_out = *last_out = gap;
}

RecoupInstant
recoup_civil_at_second (RecoupDay day, guint second, const RecoupZone *zone)
{
  gint64 first = 0;
  gint64 last = 0;

  find_local (zone, (gint64) day * SEC_PER_DAY + second, &first, &last);
  return first * G_USEC_PER_SEC;
}

RecoupInstant
recoup_civil_at_second_later (RecoupDay day, guint second, const RecoupZone *zone)
{
  gint64 first = 0;
  gint64 last = 0;

  find_local (zone, (gint64) day * SEC_PER_DAY + second, &first, &last);
  return last * G_USEC_PER_SEC;
}

RecoupInstant
recoup_civil_at (RecoupDay day, guint minute, const RecoupZone *zone)
{
  return recoup_civil_at_second (day, minute * 60, zone);
}

gint32
recoup_civil_offset (RecoupInstant instant, const RecoupZone *zone)
{
  return get_step (zone, find_step (zone, floor_div (instant, G_USEC_PER_SEC)))->offset;
}

void
recoup_civil_local (RecoupInstant instant,
                    const RecoupZone *zone,
                    RecoupDay *day_out,
                    guint *second_out)
{
  gint64 sec = floor_div (instant, G_USEC_PER_SEC) + recoup_civil_offset (instant, zone);
  gint64 day = floor_div (sec, SEC_PER_DAY);

  *day_out = (RecoupDay) day;
  if (second_out != NULL)
    *second_out = (guint) (sec - day * SEC_PER_DAY);
}

RecoupInstant
recoup_civil_day_start (RecoupDay day, guint day_start_min, const RecoupZone *zone)
{
  return recoup_civil_at (day, day_start_min, zone);
}

RecoupDay
recoup_civil_recovery_day (RecoupInstant instant, guint day_start_min, const RecoupZone *zone)
{
  RecoupDay day = RECOUP_DAY_NONE;
  recoup_civil_local (instant, zone, &day, NULL);

  /* The starts never decrease from day to day; a day that the zone skips may be empty. */
  while (recoup_civil_at (day + 1, day_start_min, zone) <= instant)
    day++;
  while (recoup_civil_at (day, day_start_min, zone) > instant)
    day--;
  return day;
}

RecoupDay
recoup_civil_sleep_date (RecoupInstant end, const RecoupZone *zone)
{
  RecoupDay day = RECOUP_DAY_NONE;
  recoup_civil_local (end, zone, &day, NULL);

  while (recoup_civil_at (day, NAP_HORIZON_MIN, zone) < end)
    day++;
  while (recoup_civil_at (day - 1, NAP_HORIZON_MIN, zone) >= end)
    day--;
  return day;
}

guint
recoup_civil_weekday (RecoupDay day)
{
  const gint64 first = 3; /* 1970-01-01 was a Thursday */

  return (guint) (day + first - 7 * floor_div (day + first, 7));
}

RecoupInstant
recoup_civil_next_transition (RecoupInstant instant, const RecoupZone *zone)
{
  guint next = find_step (zone, floor_div (instant, G_USEC_PER_SEC)) + 1;

  return next < zone->steps->len ? get_step (zone, next)->from * G_USEC_PER_SEC : G_MAXINT64;
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "sleep", "date_until", NAP_HORIZON_MIN, "min after 00:00", "S-011", RECOUP_OURS,
    N_ ("sleep that ends later belongs to the next date") },
};

const RecoupConstantRows recoup_civil_constants = { constants, G_N_ELEMENTS (constants) };
