/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reads any training log that has one row a set, by the columns that its format names. What the
 * file is, is told by its columns and never by its name; what a cell means, by its column's unit
 * and never by what would be likely. A row that does not make sense is left out and reported with
 * its line, its column, what was expected and what was found; the others are taken. */

#include "client/import/foreign.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "client/import/diary.h"
#include "client/import/formats.h"
#include "client/import/reader.h"
#include "client/import/text.h"
#include "recoup/entry.h"
#include "recoup/error.h"

#define MAX_SESSION_MINUTES 720.0

/* The column of @format that a header cell names, or NULL. */
static const RecoupColumnName *
find_column (const RecoupFormat *format, const char *folded)
{
  gsize length = strlen (folded);

  for (guint i = 0; i < format->n_columns; i++)
    for (const char *name = format->columns[i].names; *name != '\0';)
      {
        gsize size = strcspn (name, "|");
        if (size == length && strncmp (name, folded, size) == 0)
          return &format->columns[i];
        name += size + (name[size] == '|');
      }
  return NULL;
}

/* Binds the cells of the header, which is the current row, to the columns of @format. Returns:
 * NULL, or the name of a required column that is missing */
static const char *
bind_columns (RecoupReader *reader, const RecoupFormat *format)
{
  for (guint c = 0; c < RECOUP_N_COLUMNS; c++)
    {
      reader->index[c] = -1;
      g_clear_pointer (&reader->name[c], g_free);
    }
  reader->n_header = recoup_csv_get_n_fields (reader->csv);
  for (guint i = 0; i < reader->n_header; i++)
    {
      const char *cell = recoup_csv_get_field (reader->csv, i);
      g_autofree char *folded = recoup_text_fold (cell);
      const RecoupColumnName *column = find_column (format, folded);
      if (column == NULL || reader->index[column->column] >= 0)
        continue;
      reader->index[column->column] = (gint) i;
      reader->factor[column->column] = column->factor;
      reader->name[column->column] = recoup_text_clean (cell, RECOUP_MAX_QUOTED_BYTES, NULL);
    }
  for (guint i = 0; i < format->n_columns; i++)
    if (format->columns[i].is_required && reader->index[format->columns[i].column] < 0)
      return format->columns[i].names;
  return NULL;
}

/* Whether the header has a column that the format never has: it is a file of another kind. */
static gboolean
has_excluded (const RecoupReader *reader, const RecoupFormat *format)
{
  g_auto (GStrv) excludes = g_strsplit (format->excludes != NULL ? format->excludes : "", "|", -1);

  for (guint i = 0; i < reader->n_header; i++)
    {
      g_autofree char *folded = recoup_text_fold (recoup_csv_get_field (reader->csv, i));
      if (g_strv_contains ((const char *const *) excludes, folded))
        return TRUE;
    }
  return FALSE;
}

static void
describe_header (const RecoupReader *reader, GString *text)
{
  guint n = recoup_csv_get_n_fields (reader->csv);

  for (guint i = 0; i < MIN (n, 8); i++)
    {
      g_autofree char *cell = recoup_text_clean (recoup_csv_get_field (reader->csv, i), 40, NULL);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", cell);
    }
  if (n > 8)
    g_string_append (text, ", …");
}

/* Reads the header and finds out the format, or checks the one that was named. */
static gboolean
read_header (RecoupReader *reader, GError **error)
{
  guint n = 0;
  const RecoupFormat *const *formats = recoup_formats_get (&n);
  g_autoptr (GError) local = NULL;

  if (recoup_csv_next (reader->csv, &local) != RECOUP_CSV_ROW)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED,
                   _ ("Line %u: expected a line of column names, found %s"),
                   recoup_csv_get_line (reader->csv),
                   local != NULL ? local->message : _ ("the end of the file"));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if ((reader->options->format == NULL || reader->options->format == formats[i]) &&
        bind_columns (reader, formats[i]) == NULL && !has_excluded (reader, formats[i]))
      {
        reader->foreign->format = formats[i];
        return TRUE;
      }
  const RecoupFormat *named = reader->options->format;
  g_autoptr (GString) header = g_string_new (NULL);
  describe_header (reader, header);
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED,
               _ ("Line %u: expected the column names of %s, found ‘%s’"),
               recoup_csv_get_line (reader->csv),
               named != NULL ? _ (named->title) : _ ("a known log"), header->str);
  return FALSE;
}

/* The name of the exercise; @set gets the one copy of it. */
static gboolean
read_exercise (RecoupReader *reader, RecoupForeignSet *set)
{
  gboolean was_cut = FALSE;
  g_autofree char *name = recoup_text_clean (recoup_reader_get (reader, RECOUP_COLUMN_EXERCISE),
                                             RECOUP_MAX_TITLE_BYTES, &was_cut);
  g_autofree char *category = recoup_text_clean (recoup_reader_get (reader, RECOUP_COLUMN_CATEGORY),
                                                 RECOUP_MAX_TITLE_BYTES, NULL);

  if (name[0] == '\0')
    return recoup_reader_refuse (reader, RECOUP_COLUMN_EXERCISE, _ ("the name of an exercise"));
  if (was_cut)
    recoup_reader_remark (reader, RECOUP_COLUMN_EXERCISE,
                          _ ("‘%s’ … is longer than 80 bytes and was cut"));
  set->exercise = g_string_chunk_insert_const (reader->foreign->texts, name);
  if (category[0] != '\0')
    set->category = g_string_chunk_insert_const (reader->foreign->texts, category);
  return TRUE;
}

static RecoupSetType
read_set_type (const RecoupReader *reader)
{
  const RecoupFormat *format = reader->foreign->format;
  g_autofree char *folded = recoup_text_fold (recoup_reader_get (reader, RECOUP_COLUMN_SET_TYPE));

  return format->get_set_type != NULL ? format->get_set_type (folded) : RECOUP_SET_NORMAL;
}

/* The numbers of a set. */
static gboolean
read_set (RecoupReader *reader, RecoupForeignSet *set)
{
  const RecoupFormat *format = reader->foreign->format;

  set->line = recoup_csv_get_line (reader->csv);
  if (!read_exercise (reader, set) || !recoup_reader_read_reps (reader, &set->reps) ||
      !recoup_reader_read_load (reader, &set->load_kg) ||
      !recoup_reader_read_distance (reader, &set->distance_m) ||
      !recoup_reader_read_duration (reader, &set->duration_sec) ||
      !recoup_reader_read_number (reader, RECOUP_COLUMN_RPE, 10, &set->rpe))
    return FALSE;
  if (set->type == RECOUP_SET_UNKNOWN)
    {
      if (set->reps < 1) /* may be a pause or a remark in a language that we do not know */
        return recoup_reader_refuse (reader, RECOUP_COLUMN_SET_TYPE, _ ("a kind of set"));
      recoup_reader_remark (reader, RECOUP_COLUMN_SET_TYPE,
                            _ ("‘%s’ is no kind of set that is known: taken as a working set"));
      set->type = RECOUP_SET_NORMAL;
    }
  set->is_cardio = set->reps < 1;
  if (set->category != NULL && format->cardio_category != NULL)
    {
      g_autofree char *folded = recoup_text_fold (set->category);
      set->is_cardio = set->is_cardio || g_str_equal (folded, format->cardio_category);
    }
  return TRUE;
}

/* How long the workout took; NAN with a remark if what the file says cannot be. */
static double
read_minutes (RecoupReader *reader, RecoupForeignWorkout *workout)
{
  RecoupColumn column = RECOUP_COLUMN_DURATION;
  double minutes = NAN;

  if (reader->index[RECOUP_COLUMN_END] >= 0)
    {
      column = RECOUP_COLUMN_END;
      if (recoup_stamp_parse (recoup_reader_get (reader, column), &workout->end) &&
          workout->end.has_time && workout->start.has_time)
        minutes = (double) recoup_stamp_difference (&workout->start, &workout->end) / 60;
    }
  else
    {
      if (reader->index[RECOUP_COLUMN_DURATION_SEC] >= 0)
        column = RECOUP_COLUMN_DURATION_SEC;
      (void) recoup_text_minutes (recoup_reader_get (reader, column),
                                  &minutes); /* else it stays NAN */
    }
  g_autofree char *cell =
      recoup_text_clean (recoup_reader_get (reader, column), RECOUP_MAX_QUOTED_BYTES, NULL);
  if (minutes > MAX_SESSION_MINUTES)
    recoup_reader_remark (
        reader, column,
        _ ("‘%s’ makes more than 12 hours, a forgotten timer: taken without duration"));
  else if (minutes < 0)
    recoup_reader_remark (reader, column, _ ("‘%s’ is before the start: taken without duration"));
  else if (isnan (minutes) && cell[0] != '\0')
    recoup_reader_remark (reader, column, _ ("‘%s’ is no length of time: taken without duration"));
  else if (minutes >= 1)
    {
      workout->has_end = column == RECOUP_COLUMN_END;
      return minutes;
    }
  return NAN;
}

/* The workout of the row: the one of its start and title, made by its first row. */
static RecoupForeignWorkout *
find_workout (RecoupReader *reader)
{
  RecoupStamp start = { 0 };
  gboolean was_cut = FALSE;

  if (!recoup_stamp_parse (recoup_reader_get (reader, RECOUP_COLUMN_START), &start))
    {
      (void) recoup_reader_refuse (reader, RECOUP_COLUMN_START,
                                   _ ("a date and time like 2026-01-05 19:53:42"));
      return NULL;
    }
  g_autofree char *title = recoup_text_clean (recoup_reader_get (reader, RECOUP_COLUMN_TITLE),
                                              RECOUP_MAX_TITLE_BYTES, &was_cut);
  g_autofree char *when = recoup_stamp_format (&start);
  g_autofree char *key = g_strconcat (when, "\n", title, NULL);
  RecoupForeignWorkout *workout = g_hash_table_lookup (reader->workouts, key);

  if (workout != NULL)
    return workout;
  workout = g_new0 (RecoupForeignWorkout, 1);
  workout->line = recoup_csv_get_line (reader->csv);
  workout->start = start;
  workout->title = title[0] != '\0' ? g_steal_pointer (&title) : NULL;
  workout->minutes = read_minutes (reader, workout);
  g_autofree char *note = recoup_text_clean (recoup_reader_get (reader, RECOUP_COLUMN_WORKOUT_NOTE),
                                             RECOUP_MAX_NOTE_BYTES, NULL);
  workout->note = note[0] != '\0' ? g_steal_pointer (&note) : NULL;
  workout->sets = g_array_new (FALSE, FALSE, sizeof (RecoupForeignSet));
  if (was_cut)
    recoup_reader_remark (reader, RECOUP_COLUMN_TITLE,
                          _ ("‘%s’ … is longer than 80 bytes and was cut"));
  g_ptr_array_add (reader->foreign->workouts, workout);
  g_hash_table_insert (reader->workouts, g_steal_pointer (&key), workout);
  return workout;
}

static void
count_set (RecoupReader *reader, const RecoupForeignSet *set)
{
  RecoupForeignCounts *counts = &reader->foreign->counts;

  if (recoup_reader_get (reader, RECOUP_COLUMN_SUPERSET)[0] != '\0')
    counts->supersets++;
  if (set->is_cardio)
    {
      counts->cardio++;
      return;
    }
  counts->sets++;
  counts->warmups += set->type == RECOUP_SET_WARMUP;
  counts->drops += set->type == RECOUP_SET_DROP;
  counts->failures += set->type == RECOUP_SET_FAILURE;
  if (!isnan (set->rpe))
    {
      counts->rpe_values++;
      counts->rpe_sum += set->rpe;
    }
}

/* A row may have empty cells more than the header, and none less. */
static gboolean
check_width (RecoupReader *reader)
{
  guint n = recoup_csv_get_n_fields (reader->csv);
  guint n_used = n;

  while (n_used > reader->n_header && recoup_csv_get_field (reader->csv, n_used - 1)[0] == '\0')
    n_used--;
  if (n_used == reader->n_header)
    return TRUE;
  recoup_foreign_report (reader->foreign, recoup_csv_get_line (reader->csv), NULL,
                         g_strdup_printf (_ ("expected %u fields, found %u"), reader->n_header, n),
                         TRUE);
  return FALSE;
}

/* Takes one row. */
static void
take_row (RecoupReader *reader)
{
  RecoupForeignCounts *counts = &reader->foreign->counts;
  RecoupForeignSet set = { .type = read_set_type (reader) };

  counts->rows++;
  if (!check_width (reader))
    return;
  if (reader->foreign->format->kind != RECOUP_ENTRY_SESSION)
    {
      recoup_diary_take_row (reader);
      return;
    }
  if (set.type == RECOUP_SET_REST_TIMER || set.type == RECOUP_SET_NOTE)
    {
      counts->rest_timers += set.type == RECOUP_SET_REST_TIMER;
      counts->notes += set.type == RECOUP_SET_NOTE;
      return;
    }
  if (!read_set (reader, &set))
    return;
  if (set.reps < 1 && isnan (set.duration_sec) && isnan (set.distance_m))
    {
      counts->empty++;
      return;
    }
  RecoupForeignWorkout *workout = find_workout (reader);
  if (workout == NULL)
    return;
  g_array_append_val (workout->sets, set);
  count_set (reader, &set);
}

/* Reads all rows behind the header. */
static gboolean
read_rows (RecoupReader *reader, GError **error)
{
  while (TRUE)
    {
      g_autoptr (GError) local = NULL;
      RecoupCsvResult result = recoup_csv_next (reader->csv, &local);

      if (result == RECOUP_CSV_END)
        break;
      if (result == RECOUP_CSV_FAULT)
        {
          reader->foreign->counts.rows++;
          recoup_foreign_report (reader->foreign, recoup_csv_get_line (reader->csv), NULL,
                                 g_strdup (local->message), TRUE);
          continue;
        }
      if (recoup_reader_lacks_unit (reader))
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                       _ ("Line %u: the file does not say whether its weights are kg or lb: say so "
                          "with --unit=kg or --unit=lb"),
                       recoup_csv_get_line (reader->csv));
          return FALSE;
        }
      take_row (reader);
    }
  if (reader->foreign->counts.rows > 0)
    return TRUE;
  g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
               _ ("Line %u: expected rows below the column names, found the end of the file"),
               recoup_csv_get_line (reader->csv));
  return FALSE;
}

RecoupForeign *
recoup_foreign_read (GBytes *bytes, const RecoupForeignOptions *options, GError **error)
{
  g_autoptr (RecoupForeign) foreign = recoup_foreign_new ();
  g_autoptr (RecoupCsv) csv = recoup_csv_new (bytes, error);
  RecoupReader reader = { .foreign = foreign, .csv = csv, .options = options };
  gboolean is_read = FALSE;

  if (csv == NULL)
    return NULL; /* NOLINT(clang-analyzer-unix.Malloc): g_autoptr is not understood */
  reader.workouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  is_read = read_header (&reader, error) && read_rows (&reader, error);
  g_hash_table_unref (reader.workouts);
  for (guint c = 0; c < RECOUP_N_COLUMNS; c++)
    g_free (reader.name[c]);
  /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): g_autoptr is not understood */
  return is_read ? g_steal_pointer (&foreign) : NULL;
}
