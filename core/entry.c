/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a journal entry is: made by walking over the table of fields (entry-fields.c), then never
 * changed, so that a reference to it is as good as a copy; and when it was, and on which day.
 *
 * "Not given" has one form for each type: NAN for numbers, one below the range for integers, -1 for
 * yes or no, NULL for texts. */

#include "core/entry-private.h"

#include <math.h>
#include <string.h>

#include "core/constant-rows.h"

#define ROW_WEIGHT  8        /* an entry without sets costs as much as some sets */
#define SEC_PER_SET (3 * 60) /* where nothing else is known (model, section 4) */

gint
recoup_entry_field_absent (const RecoupField *field)
{
  return (gint) field->min - 1;
}

gboolean
recoup_entry_field_is_wide (const RecoupField *field)
{
  return field->max >= G_MAXINT32;
}

/* Puts "not given" into one field; the memory was zeroed before. */
static void
clear_field (void *base, const RecoupField *field)
{
  switch (field->type)
    {
    case RECOUP_FIELD_INSTANT:
      *FIELD_AT (base, field, RecoupInstant) = RECOUP_INSTANT_NONE;
      return;
    case RECOUP_FIELD_DATE:
      *FIELD_AT (base, field, RecoupDay) = RECOUP_DAY_NONE;
      return;
    case RECOUP_FIELD_NUMBER:
      *FIELD_AT (base, field, double) = NAN;
      return;
    case RECOUP_FIELD_INTEGER:
      if (!recoup_entry_field_is_wide (field))
        *FIELD_AT (base, field, gint) = recoup_entry_field_absent (field);
      return;
    case RECOUP_FIELD_BOOLEAN:
      *FIELD_AT (base, field, gint) = RECOUP_UNSAID;
      return;
    case RECOUP_FIELD_SORENESS:
    case RECOUP_FIELD_PAIN:
      memset (FIELD_AT (base, field, gint8), -1, RECOUP_N_GROUPS);
      return;
    case RECOUP_FIELD_STRING:
    case RECOUP_FIELD_UUID:
    case RECOUP_FIELD_ZONE:
    case RECOUP_FIELD_ENUM:
    case RECOUP_FIELD_WEIGHTS:
    case RECOUP_FIELD_SETS:
      return;
    }
  g_assert_not_reached ();
}

RecoupEntry *
recoup_entry_new_empty (RecoupEntryKind kind)
{
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);
  RecoupEntry *entry = g_new0 (RecoupEntry, 1);

  entry->ref_count = 1;
  entry->start = RECOUP_INSTANT_NONE;
  entry->end = RECOUP_INSTANT_NONE;
  entry->date = RECOUP_DAY_NONE;
  for (guint i = 0; i < n; i++)
    if ((fields[i].kinds & RECOUP_ENTRY_MASK (kind)) != 0)
      clear_field (entry, &fields[i]);
  entry->kind = kind;
  return entry;
}

void
recoup_entry_set_init (RecoupSet *set)
{
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_set_fields (&n);

  memset (set, 0, sizeof *set);
  for (guint i = 0; i < n; i++)
    clear_field (set, &fields[i]);
}

RecoupEntry *
recoup_entry_ref (RecoupEntry *entry)
{
  g_atomic_int_inc (&entry->ref_count);
  return entry;
}

void
recoup_entry_unref (RecoupEntry *entry)
{
  if (entry == NULL || !g_atomic_int_dec_and_test (&entry->ref_count))
    return;
  g_free (entry->source);
  g_free (entry->zone);
  g_free (entry->note);
  if (entry->kind == RECOUP_ENTRY_SESSION)
    {
      for (guint i = 0; i < entry->session.n_sets; i++)
        g_free (entry->session.sets[i].exercise);
      g_free (entry->session.sets);
      g_free (entry->session.title);
    }
  g_free (entry);
}

static RecoupEntry *
copy_entry (const RecoupEntry *entry)
{
  RecoupEntry *copy = g_memdup2 (entry, sizeof *entry);

  copy->ref_count = 1;
  copy->source = g_strdup (entry->source);
  copy->zone = g_strdup (entry->zone);
  copy->note = g_strdup (entry->note);
  if (entry->kind == RECOUP_ENTRY_SESSION)
    {
      const RecoupSession *session = &entry->session;
      copy->session.title = g_strdup (session->title);
      copy->session.sets = g_memdup2 (session->sets, session->n_sets * sizeof (RecoupSet));
      for (guint i = 0; i < session->n_sets; i++)
        copy->session.sets[i].exercise = g_strdup (session->sets[i].exercise);
    }
  return copy;
}

RecoupEntry *
recoup_entry_with_zone (RecoupEntry *entry, const char *zone)
{
  if (entry->zone != NULL)
    return recoup_entry_ref (entry);

  RecoupEntry *copy = copy_entry (entry);
  copy->zone = g_strdup (zone);
  return copy;
}

RecoupEntry *
recoup_entry_with_identity (const RecoupEntry *entry, const char *id, gint64 rev)
{
  g_return_val_if_fail (g_uuid_string_is_valid (id), NULL);
  g_return_val_if_fail (rev >= 0 && rev <= G_MAXINT32, NULL);

  RecoupEntry *copy = copy_entry (entry);
  for (gsize i = 0; i < sizeof copy->id; i++)
    copy->id[i] = g_ascii_tolower (id[i]);
  copy->rev = rev;
  return copy;
}

gboolean
recoup_entry_is_id_beginning (const char *text)
{
  gsize length = strlen (text);
  char whole[] = "00000000-0000-0000-0000-000000000000";

  if (length == 0 || length >= sizeof whole)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    whole[i] = text[i];
  return g_uuid_string_is_valid (whole);
}

double
recoup_session_get_minutes (const RecoupEntry *entry)
{
  const RecoupSession *session = &entry->session;

  g_return_val_if_fail (entry->kind == RECOUP_ENTRY_SESSION, 0);
  if (entry->end != RECOUP_INSTANT_NONE)
    return (double) (entry->end - entry->start) / (double) RECOUP_USEC_PER_MIN;
  if (!isnan (session->duration_min))
    return session->duration_min;
  return session->n_sets * (SEC_PER_SET / 60.0);
}

RecoupInstant
recoup_entry_get_time (const RecoupEntry *entry)
{
  if (entry->end != RECOUP_INSTANT_NONE)
    return entry->end;
  if (entry->kind != RECOUP_ENTRY_SESSION)
    return entry->start;

  gint64 seconds = (gint64) floor (recoup_session_get_minutes (entry) * 60);
  return entry->start + seconds * G_USEC_PER_SEC;
}

guint
recoup_entry_weigh (const RecoupEntry *entry)
{
  return ROW_WEIGHT + (entry->kind == RECOUP_ENTRY_SESSION ? entry->session.n_sets : 0);
}

RecoupInstant
recoup_entry_get_anchor (const RecoupEntry *entry)
{
  if (entry->date != RECOUP_DAY_NONE)
    return entry->date * RECOUP_USEC_PER_DAY + 12 * RECOUP_USEC_PER_HOUR;
  return recoup_entry_get_time (entry);
}

RecoupDay
recoup_entry_get_day (const RecoupEntry *entry,
                      guint day_start_min,
                      const RecoupZone *zone,
                      RecoupZoneTable *zones)
{
  if (entry->date != RECOUP_DAY_NONE || entry->kind == RECOUP_ENTRY_REMOVE)
    return entry->date;

  const RecoupZone *own =
      entry->zone == NULL ? NULL : recoup_zone_table_lookup (zones, entry->zone);
  if (own == NULL)
    own = zone;
  if (entry->kind == RECOUP_ENTRY_SLEEP)
    return recoup_civil_sleep_date (entry->end, own);
  return recoup_civil_recovery_day (entry->start, day_start_min, own);
}

gboolean
recoup_entry_is_known (const RecoupEntry *entry, RecoupInstant now, RecoupDay today)
{
  if (entry->date != RECOUP_DAY_NONE)
    return entry->date <= today;
  return recoup_entry_get_time (entry) <= now;
}

gint
recoup_entry_compare (const RecoupEntry *a, const RecoupEntry *b)
{
  RecoupInstant anchor_a = recoup_entry_get_anchor (a);
  RecoupInstant anchor_b = recoup_entry_get_anchor (b);

  if (anchor_a != anchor_b)
    return anchor_a < anchor_b ? -1 : 1;
  return strcmp (a->id, b->id);
}

/* For the table of constants. */
static const RecoupConstant constants[] = {
  { "load", "set_minutes", SEC_PER_SET / 60.0, "min", "M-01", RECOUP_OURS,
    N_ ("length of a set in a session whose length is not known") },
};

const RecoupConstantRows recoup_entry_constants = { constants, G_N_ELEMENTS (constants) };
