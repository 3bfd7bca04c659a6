/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Workouts of a foreign log to sessions of the journal. The entries are made as a bus message would
 * bring them and read by the same checks, so nothing invalid leaves this program. Loads are rounded
 * to a tenth of a gram: what comes out of pounds has no more meaning than that. */

#include "client/import/convert.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "client/uuid.h"

#define NOON_SEC (12 * 3600) /* when a workout is put whose log has no time of day */

typedef struct
{
  RecoupForeign *foreign;
  RecoupMapping *mapping;
  RecoupZoneTable *zones;
  const char *zone_id;
  const RecoupZone *zone;
  GHashTable *starts; /* owned: wall-clock start -> number of workouts that began then */
} Converter;

static double
round_load (double kg)
{
  return round (kg * 1e4) / 1e4;
}

static void
insert_number (GVariantDict *dict, const char *key, double number)
{
  if (!isnan (number))
    g_variant_dict_insert (dict, key, "d", number);
}

static GVariant *
make_groups (const RecoupGroupWeights *weights)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  for (guint g = 0; g < RECOUP_N_GROUPS; g++)
    if (weights->weight[g] > 0)
      g_variant_dict_insert (&dict, recoup_group_get_name (g), "d", weights->weight[g]);
  return g_variant_dict_end (&dict);
}

static GVariant *
make_set (const Converter *converter, const RecoupForeignSet *set)
{
  const RecoupMeaning *meaning =
      recoup_mapping_lookup (converter->mapping, set->exercise, set->category);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "exercise", "s", set->exercise);
  if (set->reps >= 1)
    g_variant_dict_insert (&dict, "reps", "x", (gint64) set->reps);
  else if (isnan (set->duration_sec)) /* a distance alone: once over it */
    g_variant_dict_insert (&dict, "reps", "x", (gint64) 1);
  insert_number (&dict, "duration_s", set->duration_sec);
  insert_number (&dict, "distance_m", set->distance_m);
  if (!isnan (set->load_kg))
    insert_number (&dict, "load_kg", round_load (set->load_kg));
  if (set->type == RECOUP_SET_FAILURE)
    insert_number (&dict, "rir", 0);
  insert_number (&dict, "rpe", set->rpe);
  if (set->type == RECOUP_SET_WARMUP)
    g_variant_dict_insert (&dict, "warmup", "b", TRUE);
  if (meaning->how == RECOUP_MAPPED_CORRECTED || meaning->how == RECOUP_MAPPED_GUESSED)
    g_variant_dict_insert_value (&dict, "groups", make_groups (&meaning->weights));
  return g_variant_dict_end (&dict);
}

/* A part of a workout: sets first..first + n. */
typedef struct
{
  const RecoupForeignWorkout *workout;
  const char *id;
  guint first;
  guint n;
  RecoupInstant start;
  RecoupInstant end; /* RECOUP_INSTANT_NONE if not known */
} Part;

static GVariant *
make_session (const Converter *converter, const Part *part)
{
  g_autoptr (GVariantBuilder) sets = g_variant_builder_new (G_VARIANT_TYPE ("aa{sv}"));
  GVariantDict dict;

  for (guint i = part->first; i < part->first + part->n; i++)
    g_variant_builder_add_value (
        sets, make_set (converter, &g_array_index (part->workout->sets, RecoupForeignSet, i)));
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "kind", "s", "session");
  g_variant_dict_insert (&dict, "id", "s", part->id);
  g_variant_dict_insert (&dict, "source", "s", converter->foreign->format->name);
  g_variant_dict_insert (&dict, "zone", "s", converter->zone_id);
  g_variant_dict_insert (&dict, "start", "x", part->start);
  if (part->end != RECOUP_INSTANT_NONE)
    g_variant_dict_insert (&dict, "end", "x", part->end);
  if (part->workout->title != NULL)
    g_variant_dict_insert (&dict, "title", "s", part->workout->title);
  if (part->workout->note != NULL)
    g_variant_dict_insert (&dict, "note", "s", part->workout->note);
  g_variant_dict_insert_value (&dict, "sets", g_variant_builder_end (sets));
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static RecoupInstant
get_instant (const Converter *converter, const RecoupStamp *stamp)
{
  if (stamp->has_offset)
    return stamp->instant;
  return recoup_civil_at_second (stamp->day, stamp->has_time ? stamp->second : NOON_SEC,
                                 converter->zone);
}

/* When the workout ended. In the hour that a clock runs through twice the end may stand before the
 * start: then it is the second time round. */
static RecoupInstant
get_end (const Converter *converter, const RecoupForeignWorkout *workout, RecoupInstant start)
{
  if (isnan (workout->minutes))
    return RECOUP_INSTANT_NONE;
  if (!workout->has_end)
    return start + (gint64) round (workout->minutes * 60) * G_USEC_PER_SEC;
  RecoupInstant end = get_instant (converter, &workout->end);
  if (end <= start && !workout->end.has_offset)
    end = recoup_civil_at_second_later (workout->end.day, workout->end.second, converter->zone);
  return end > start ? end : RECOUP_INSTANT_NONE;
}

/* The id of a part: what two exports of the same workout have in common. Several workouts may begin
 * at one minute; they are told apart by their order. */
static char *
make_id (const Converter *converter, const char *start, guint nth, guint part)
{
  g_autofree char *name = g_strdup_printf ("%s\nsession\n%s\n%u\n%u",
                                           converter->foreign->format->name, start, nth, part);

  return recoup_uuid_new_v5 (name);
}

/* The start as text, and how many began then before. */
static char *
take_start (Converter *converter, const RecoupStamp *stamp, guint *nth_out)
{
  g_autofree char *start = recoup_stamp_format (stamp);

  *nth_out = GPOINTER_TO_UINT (g_hash_table_lookup (converter->starts, start));
  g_hash_table_insert (converter->starts, g_strdup (start), GUINT_TO_POINTER (*nth_out + 1));
  return g_steal_pointer (&start);
}

/* Adds the entry that @row makes, or reports why it makes none. */
static void
add_entry (Converter *converter, guint line, GVariant *row, GPtrArray *entries)
{
  g_autoptr (GError) error = NULL;
  RecoupEntry *entry = recoup_entry_new_from_variant (row, NULL, converter->zones, NULL, &error);

  if (entry != NULL)
    g_ptr_array_add (entries, entry);
  else
    recoup_foreign_report (converter->foreign, line, NULL, g_strdup (error->message), TRUE);
}

/* Makes the entries of one workout; each part gets its share of the time. */
static void
convert_workout (Converter *converter, const RecoupForeignWorkout *workout, GPtrArray *entries)
{
  guint nth = 0;
  g_autofree char *started = take_start (converter, &workout->start, &nth);
  RecoupInstant start = get_instant (converter, &workout->start);
  RecoupInstant end = get_end (converter, workout, start);
  guint n_sets = workout->sets->len;
  gint64 seconds = end != RECOUP_INSTANT_NONE ? (end - start) / G_USEC_PER_SEC : 0;

  for (guint first = 0, part = 0; first < n_sets; first += RECOUP_CONVERT_MAX_SETS, part++)
    {
      guint n = MIN (RECOUP_CONVERT_MAX_SETS, n_sets - first);
      g_autofree char *id = make_id (converter, started, nth, part);
      Part piece = { .workout = workout,
                     .id = id,
                     .first = first,
                     .n = n,
                     .start = start + seconds * first / n_sets * G_USEC_PER_SEC,
                     .end = end };
      if (end != RECOUP_INSTANT_NONE)
        piece.end = start + seconds * (first + n) / n_sets * G_USEC_PER_SEC;
      if (piece.end != RECOUP_INSTANT_NONE && piece.end - piece.start < RECOUP_USEC_PER_MIN)
        piece.end = RECOUP_INSTANT_NONE; /* less than a session can take */
      g_autoptr (GVariant) dict = make_session (converter, &piece);
      add_entry (converter, workout->line, dict, entries);
    }
  if (n_sets > RECOUP_CONVERT_MAX_SETS)
    recoup_foreign_report (
        converter->foreign, workout->line, NULL,
        g_strdup_printf (_ ("the workout has %u sets and becomes several sessions"), n_sets),
        FALSE);
}

/* What one record says, by the kind of its file. */
static void
insert_record (const Converter *converter, const RecoupForeignRecord *record, GVariantDict *dict)
{
  RecoupEntryKind kind = converter->foreign->format->kind;
  RecoupInstant start = get_instant (converter, &record->start);

  if (kind == RECOUP_ENTRY_SLEEP)
    {
      g_variant_dict_insert (dict, "start", "x", start);
      g_variant_dict_insert (dict, "end", "x", get_instant (converter, &record->end));
    }
  else if (kind == RECOUP_ENTRY_FOOD_DAY)
    {
      g_autofree char *date = recoup_day_format (record->start.day);
      g_variant_dict_insert (dict, "date", "s", date);
      insert_number (dict, "protein_g", record->protein_g);
      insert_number (dict, "energy_kcal", record->energy_kcal);
    }
  else
    {
      g_variant_dict_insert (dict, "at", "x", start);
      insert_number (dict, "kg", round_load (record->kg));
    }
}

static void
convert_record (Converter *converter, const RecoupForeignRecord *record, GPtrArray *entries)
{
  const char *kind = recoup_entry_kind_get_name (converter->foreign->format->kind);
  const char *source = converter->foreign->format->name;
  guint nth = 0;
  g_autofree char *start = take_start (converter, &record->start, &nth);
  g_autofree char *name = g_strdup_printf ("%s\n%s\n%s\n%u", source, kind, start, nth);
  g_autofree char *id = recoup_uuid_new_v5 (name);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "kind", "s", kind);
  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "source", "s", source);
  g_variant_dict_insert (&dict, "zone", "s", converter->zone_id);
  insert_record (converter, record, &dict);
  g_autoptr (GVariant) row = g_variant_ref_sink (g_variant_dict_end (&dict));
  add_entry (converter, record->line, row, entries);
}

GPtrArray *
recoup_convert_entries (RecoupForeign *foreign,
                        RecoupMapping *mapping,
                        RecoupZoneTable *zones,
                        const char *zone)
{
  Converter converter = { .foreign = foreign,
                          .mapping = mapping,
                          .zones = zones,
                          .zone_id = zone,
                          .zone = recoup_zone_table_lookup (zones, zone) };
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);

  g_return_val_if_fail (converter.zone != NULL, entries);
  converter.starts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < foreign->workouts->len; i++)
    convert_workout (&converter, g_ptr_array_index (foreign->workouts, i), entries);
  for (guint i = 0; i < foreign->records->len; i++)
    convert_record (&converter, &g_array_index (foreign->records, RecoupForeignRecord, i), entries);
  g_hash_table_unref (converter.starts);
  return entries;
}
