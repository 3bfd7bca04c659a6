/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files in which each row is one entry: a night, the food of a day, a body weight. */

#include "client/import/diary.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "client/import/text.h"

#define MIN_EPOCH_DIGITS 12 /* milliseconds since 1970: from 2001 to the year 5138 */
#define MAX_EPOCH_DIGITS 14

/* Reads milliseconds since 1970. */
static gboolean
read_epoch (const char *text, RecoupStamp *stamp)
{
  gsize digits = strspn (text, "0123456789");
  guint64 msec = 0;

  if (text[digits] != '\0' || digits < MIN_EPOCH_DIGITS || digits > MAX_EPOCH_DIGITS ||
      !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &msec, NULL))
    return FALSE;
  gint64 seconds = (gint64) (msec / 1000);
  *stamp = (RecoupStamp){ .day = (RecoupDay) (seconds / 86400),
                          .second = (guint) (seconds % 86400),
                          .has_time = TRUE,
                          .has_offset = TRUE,
                          .instant = seconds * G_USEC_PER_SEC };
  return TRUE;
}

static gboolean
read_moment (RecoupReader *reader, RecoupColumn column, RecoupStamp *stamp)
{
  g_autofree char *text = g_strconcat (recoup_reader_get (reader, column), " ",
                                       recoup_reader_get (reader, RECOUP_COLUMN_CLOCK), NULL);

  g_strstrip (text);
  if (read_epoch (text, stamp) || recoup_stamp_parse (text, stamp))
    return TRUE;
  return recoup_reader_refuse (reader, column, _ ("a date and time like 2026-01-05 19:53:42"));
}

/* A night: when it began and ended. */
static gboolean
take_sleep (RecoupReader *reader, RecoupForeignRecord *record)
{
  return read_moment (reader, RECOUP_COLUMN_START, &record->start) &&
         read_moment (reader, RECOUP_COLUMN_END, &record->end);
}

/* The food of a day. What is not known is not nothing, and half a day is no day. */
static gboolean
take_food (RecoupReader *reader, RecoupForeignRecord *record)
{
  g_autofree char *completed =
      recoup_text_fold (recoup_reader_get (reader, RECOUP_COLUMN_COMPLETED));

  if (!read_moment (reader, RECOUP_COLUMN_START, &record->start) ||
      !recoup_reader_read_number (reader, RECOUP_COLUMN_PROTEIN, 1000, &record->protein_g) ||
      !recoup_reader_read_number (reader, RECOUP_COLUMN_ENERGY, 20000, &record->energy_kcal))
    return FALSE;
  if (!g_str_equal (completed, "true"))
    recoup_reader_remark (reader, RECOUP_COLUMN_COMPLETED,
                          _ ("‘%s’ is not true: the day is left out until all of its food is in"));
  else if (isnan (record->protein_g))
    recoup_reader_remark (reader, RECOUP_COLUMN_PROTEIN,
                          _ ("‘%s’ says nothing: the day is left out"));
  else
    return TRUE;
  reader->foreign->counts.empty++;
  return FALSE;
}

static gboolean
take_weight (RecoupReader *reader, RecoupForeignRecord *record)
{
  if (!read_moment (reader, RECOUP_COLUMN_START, &record->start) ||
      !recoup_reader_read_load (reader, &record->kg))
    return FALSE;
  if (!isnan (record->kg))
    return TRUE;
  reader->foreign->counts.empty++;
  return FALSE;
}

void
recoup_diary_take_row (RecoupReader *reader)
{
  RecoupForeignRecord record = { .line = recoup_csv_get_line (reader->csv),
                                 .protein_g = NAN,
                                 .energy_kcal = NAN,
                                 .kg = NAN };
  RecoupEntryKind kind = reader->foreign->format->kind;
  gboolean is_taken = FALSE;

  if (kind == RECOUP_ENTRY_SLEEP)
    is_taken = take_sleep (reader, &record);
  else if (kind == RECOUP_ENTRY_FOOD_DAY)
    is_taken = take_food (reader, &record);
  else
    is_taken = take_weight (reader, &record);
  if (is_taken)
    g_array_append_val (reader->foreign->records, record);
}
