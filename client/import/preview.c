/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a training log adds up to, counted from what was read and not from what it became: whoever
 * compares it with the totals of the app must find the same numbers. */

#include "client/import/preview.h"

#include <math.h>
#include <string.h>

/* One exercise, with the app's category if it has one. */
typedef struct
{
  const char *name;     /* borrowed */
  const char *category; /* borrowed, NULL if none */
  guint sets;
  double volume_kg;
} Line;

typedef struct
{
  GPtrArray *lines;    /* owned, of Line */
  GHashTable *by_name; /* owned; name, line end, category -> Line, borrowed */
  double volume_kg;
  double working_kg;
  const RecoupStamp *first;
  const RecoupStamp *last;
} Sums;

static Line *
find_line (Sums *sums, const RecoupForeignSet *set)
{
  g_autofree char *key = g_strconcat (set->exercise, "\n", set->category, NULL);
  Line *line = g_hash_table_lookup (sums->by_name, key);

  if (line != NULL)
    return line;
  line = g_new0 (Line, 1);
  line->name = set->exercise;
  line->category = set->category;
  g_ptr_array_add (sums->lines, line);
  g_hash_table_insert (sums->by_name, g_steal_pointer (&key), line);
  return line;
}

static void
add_set (Sums *sums, const RecoupForeignSet *set)
{
  Line *line = find_line (sums, set);
  double volume = isnan (set->load_kg) || set->is_cardio ? 0 : set->load_kg * set->reps;

  line->sets++;
  line->volume_kg += volume;
  sums->volume_kg += volume;
  if (set->type != RECOUP_SET_WARMUP)
    sums->working_kg += volume;
}

static void
add_workout (Sums *sums, const RecoupForeignWorkout *workout)
{
  if (sums->first == NULL || recoup_stamp_difference (&workout->start, sums->first) > 0)
    sums->first = &workout->start;
  if (sums->last == NULL || recoup_stamp_difference (sums->last, &workout->start) > 0)
    sums->last = &workout->start;
  for (guint i = 0; i < workout->sets->len; i++)
    add_set (sums, &g_array_index (workout->sets, RecoupForeignSet, i));
}

/* Most sets first, then by name. */
static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *left = *(const Line *const *) a;
  const Line *right = *(const Line *const *) b;

  if (left->sets != right->sets)
    return left->sets > right->sets ? -1 : 1;
  return strcmp (left->name, right->name);
}

static GVariant *
make_line (const Line *line, const RecoupMeaning *meaning)
{
  GVariantDict dict;
  GVariantDict groups;

  g_variant_dict_init (&groups, NULL);
  for (guint g = 0; g < RECOUP_N_GROUPS; g++)
    if (meaning->weights.weight[g] > 0)
      g_variant_dict_insert (&groups, recoup_group_get_name (g), "d", meaning->weights.weight[g]);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "name", "s", line->name);
  if (line->category != NULL)
    g_variant_dict_insert (&dict, "category", "s", line->category);
  g_variant_dict_insert (&dict, "sets", "x", (gint64) line->sets);
  g_variant_dict_insert (&dict, "volume_kg", "d", line->volume_kg);
  g_variant_dict_insert (&dict, "how", "s", recoup_mapped_get_name (meaning->how));
  g_variant_dict_insert_value (&dict, "groups", g_variant_dict_end (&groups));
  return g_variant_dict_end (&dict);
}

static void
insert_lines (GVariantDict *dict, const Sums *sums, RecoupMapping *mapping)
{
  g_autoptr (GVariantBuilder) lines = g_variant_builder_new (G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GVariantBuilder) unmapped = g_variant_builder_new (G_VARIANT_TYPE ("as"));

  for (guint i = 0; i < sums->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (sums->lines, i);
      const RecoupMeaning *meaning = recoup_mapping_lookup (mapping, line->name, line->category);
      g_variant_builder_add_value (lines, make_line (line, meaning));
      if (meaning->how == RECOUP_MAPPED_UNKNOWN)
        g_variant_builder_add (unmapped, "s", line->name);
    }
  g_variant_dict_insert_value (dict, "exercises", g_variant_builder_end (lines));
  g_variant_dict_insert_value (dict, "unmapped", g_variant_builder_end (unmapped));
}

GVariant *
recoup_preview_issues (const GPtrArray *issues)
{
  g_autoptr (GVariantBuilder) list = g_variant_builder_new (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < issues->len; i++)
    {
      const RecoupIssue *issue = g_ptr_array_index (issues, i);
      GVariantDict dict;
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "line", "x", (gint64) issue->line);
      if (issue->column != NULL)
        g_variant_dict_insert (&dict, "column", "s", issue->column);
      g_variant_dict_insert (&dict, "text", "s", issue->text);
      g_variant_dict_insert (&dict, "refused", "b", issue->refused);
      g_variant_builder_add_value (list, g_variant_dict_end (&dict));
    }
  return g_variant_builder_end (list);
}

static void
insert_counts (GVariantDict *dict, const RecoupForeignCounts *counts)
{
  const struct
  {
    const char *name;
    guint count;
  } rows[] = {
    { "rows", counts->rows },
    { "refused", counts->refused },
    { "sets", counts->sets },
    { "warmups", counts->warmups },
    { "drops", counts->drops },
    { "failures", counts->failures },
    { "timed", counts->cardio },
    { "rest_timers", counts->rest_timers },
    { "notes", counts->notes },
    { "empty", counts->empty },
    { "rpe_values", counts->rpe_values },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_variant_dict_insert (dict, rows[i].name, "x", (gint64) rows[i].count);
  if (counts->rpe_values > 0)
    g_variant_dict_insert (dict, "rpe_mean", "d", counts->rpe_sum / counts->rpe_values);
}

static void
insert_stamp (GVariantDict *dict, const char *key, const RecoupStamp *stamp)
{
  g_autofree char *text = stamp != NULL ? recoup_stamp_format (stamp) : NULL;

  if (text != NULL)
    g_variant_dict_insert (dict, key, "s", text);
}

/* What a training log adds up to. */
static void
insert_log (GVariantDict *dict, const RecoupForeign *foreign, RecoupMapping *mapping)
{
  Sums sums = { .lines = g_ptr_array_new_with_free_func (g_free) };

  sums.by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < foreign->workouts->len; i++)
    add_workout (&sums, g_ptr_array_index (foreign->workouts, i));
  g_ptr_array_sort (sums.lines, compare_lines);
  g_variant_dict_insert (dict, "workouts", "x", (gint64) foreign->workouts->len);
  insert_stamp (dict, "first", sums.first);
  insert_stamp (dict, "last", sums.last);
  g_variant_dict_insert (dict, "volume_kg", "d", sums.volume_kg);
  g_variant_dict_insert (dict, "working_kg", "d", sums.working_kg);
  insert_lines (dict, &sums, mapping);
  g_hash_table_unref (sums.by_name);
  g_ptr_array_unref (sums.lines);
}

/* What a file with an entry a row has. */
static void
insert_records (GVariantDict *dict, const RecoupForeign *foreign, guint n_entries)
{
  const RecoupStamp *first = NULL;
  const RecoupStamp *last = NULL;
  GVariantDict kinds;

  for (guint i = 0; i < foreign->records->len; i++)
    {
      const RecoupStamp *start = &g_array_index (foreign->records, RecoupForeignRecord, i).start;
      if (first == NULL || recoup_stamp_difference (start, first) > 0)
        first = start;
      if (last == NULL || recoup_stamp_difference (last, start) > 0)
        last = start;
    }
  insert_stamp (dict, "first", first);
  insert_stamp (dict, "last", last);
  g_variant_dict_init (&kinds, NULL);
  g_variant_dict_insert (&kinds, recoup_entry_kind_get_name (foreign->format->kind), "x",
                         (gint64) n_entries);
  g_variant_dict_insert (dict, "entries", "x", (gint64) n_entries);
  g_variant_dict_insert_value (dict, "kinds", g_variant_dict_end (&kinds));
}

GVariant *
recoup_preview_new (const RecoupForeign *foreign,
                    RecoupMapping *mapping,
                    const char *zone,
                    guint n_entries)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "format", "s", foreign->format->name);
  g_variant_dict_insert (&dict, "title", "s", foreign->format->title);
  g_variant_dict_insert (&dict, "zone", "s", zone);
  insert_counts (&dict, &foreign->counts);
  if (foreign->format->kind == RECOUP_ENTRY_SESSION)
    insert_log (&dict, foreign, mapping);
  else
    insert_records (&dict, foreign, n_entries);
  g_variant_dict_insert_value (&dict, "issues", recoup_preview_issues (foreign->issues));
  g_variant_dict_insert (&dict, "more_issues", "x", (gint64) foreign->n_more_issues);
  return g_variant_dict_end (&dict);
}
