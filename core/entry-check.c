/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What must hold between the fields of one entry, and the sentences that say what was wrong. A
 * sentence names the key, what it may be and what came; who reads a list of entries puts the number
 * of the entry before it. */

#include "core/entry-private.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "core/text.h"
#include "recoup/quote.h"

#define MIN_INTERVAL_SEC    60
#define MAX_SLEEP_SEC       (24 * 3600)
#define MAX_SESSION_SEC     (12 * 3600)
#define ASLEEP_ROUNDING_SEC 59 /* trackers give whole minutes of an interval in seconds */

/* What came, for people: texts cut short, lists and objects by their size only. */
static char *
describe_value (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return recoup_quote (g_variant_get_string (value, NULL));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? "true" : "false");

  GString *text = g_string_new (NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    recoup_quote_number (text, g_variant_get_double (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DICTIONARY))
    g_string_append_printf (text, _ ("an object of %u"), (guint) g_variant_n_children (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY))
    g_string_append_printf (text, _ ("a list of %u"), (guint) g_variant_n_children (value));
  else if (!g_variant_is_container (value))
    {
      g_autofree char *printed = g_variant_print (value, FALSE);
      g_autofree char *quoted = recoup_quote (printed);
      g_string_append (text, quoted);
    }
  else
    {
      g_autofree char *quoted = recoup_quote (g_variant_get_type_string (value));
      g_string_append_printf (text, _ ("a value of type %s"), quoted);
    }
  return g_string_free (text, FALSE);
}

/* "1 to 7", "0 to 500 g" */
static char *
dup_range (const RecoupField *field)
{
  g_autoptr (GString) min = g_string_new (NULL);
  g_autoptr (GString) max = g_string_new (NULL);

  recoup_quote_number (min, field->min);
  recoup_quote_number (max, field->max);
  return field->unit[0] != '\0'
             ? g_strdup_printf (_ ("%s to %s %s"), min->str, max->str, _ (field->unit))
             : g_strdup_printf (_ ("%s to %s"), min->str, max->str);
}

static char *
dup_pains (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < RECOUP_N_PAINS; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : ", ", recoup_pain_get_name (i));
  return g_string_free (names, FALSE);
}

static char *
dup_words (const RecoupField *field)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; field->words[i] != NULL; i++)
    g_string_append_printf (words, "%s%s", i == 0 ? "" : ", ", field->words[i]);
  return g_string_free (words, FALSE);
}

char *
recoup_entry_describe_field (const RecoupField *field)
{
  g_autofree char *range = dup_range (field);
  g_autofree char *pains = dup_pains ();
  g_autofree char *words = field->type == RECOUP_FIELD_ENUM ? dup_words (field) : NULL;

  switch (field->type)
    {
    case RECOUP_FIELD_INSTANT:
      return g_strdup (_ ("an instant in the years 2000 to 2099"));
    case RECOUP_FIELD_DATE:
      return g_strdup (_ ("a date from 2000-01-01 to 2099-12-31"));
    case RECOUP_FIELD_INTEGER:
      return g_strdup_printf (_ ("a whole number, %s"), range);
    case RECOUP_FIELD_NUMBER:
      return g_steal_pointer (&range);
    case RECOUP_FIELD_BOOLEAN:
      return g_strdup (_ ("true or false"));
    case RECOUP_FIELD_STRING:
      return g_strdup_printf (_ ("a text of %s bytes"), range);
    case RECOUP_FIELD_UUID:
      return g_strdup (_ ("a UUID"));
    case RECOUP_FIELD_ZONE:
      return g_strdup (_ ("the name of an IANA time zone"));
    case RECOUP_FIELD_ENUM:
      return g_strdup_printf (_ ("one of %s"), words);
    case RECOUP_FIELD_SORENESS:
      return g_strdup_printf (_ ("a map of muscle groups to whole numbers, %s"), range);
    case RECOUP_FIELD_PAIN:
      return g_strdup_printf (_ ("a map of muscle groups to lists of %s"), pains);
    case RECOUP_FIELD_WEIGHTS:
      return g_strdup (_ ("a map of muscle groups to numbers above 0, up to 1"));
    case RECOUP_FIELD_SETS:
      return g_strdup_printf (_ ("a list of %s"), range);
    }
  g_assert_not_reached ();
}

gboolean
recoup_entry_refuse (GError **error, RecoupFault fault, const RecoupField *field, GVariant *got)
{
  g_autofree char *wanted = recoup_entry_describe_field (field);
  g_autofree char *value = describe_value (got);
  gboolean has_words = field->words != NULL || field->type == RECOUP_FIELD_PAIN;
  /* A value may read as if it fitted: "30" is a text. */
  gboolean is_odd = fault == RECOUP_FAULT_TYPE && !has_words;

  if (fault == RECOUP_FAULT_LIMIT && g_variant_is_of_type (got, G_VARIANT_TYPE_STRING))
    g_set_error (error, RECOUP_FAULT, (gint) fault, _ ("‘%s’ must be %s, got %u bytes: ‘%s’"),
                 field->name, wanted, (guint) strlen (g_variant_get_string (got, NULL)), value);
  else if (is_odd && g_variant_is_of_type (got, G_VARIANT_TYPE_STRING))
    g_set_error (error, RECOUP_FAULT, (gint) fault, _ ("‘%s’ must be %s, got ‘%s’ (a text)"),
                 field->name, wanted, value);
  else if (is_odd && g_variant_is_of_type (got, G_VARIANT_TYPE_DOUBLE))
    g_set_error (error, RECOUP_FAULT, (gint) fault, _ ("‘%s’ must be %s, got ‘%s’ (a number)"),
                 field->name, wanted, value);
  else
    g_set_error (error, RECOUP_FAULT, (gint) fault, _ ("‘%s’ must be %s, got ‘%s’"), field->name,
                 wanted, value);
  return FALSE;
}

static gboolean
check_interval (const RecoupEntry *entry, gint max_sec, GError **error)
{
  gint64 seconds = (entry->end - entry->start) / G_USEC_PER_SEC;

  if (seconds >= MIN_INTERVAL_SEC && seconds <= max_sec)
    return TRUE;
  g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_INTERVAL,
               _ ("‘end’ must be 1 min to %d h after ‘start’, got ‘%" PRId64 " s’"), max_sec / 3600,
               seconds);
  return FALSE;
}

static gboolean
check_sleep (const RecoupEntry *entry, GError **error)
{
  double asleep_min = entry->sleep.asleep_min;

  if (!check_interval (entry, MAX_SLEEP_SEC, error))
    return FALSE;
  gint64 seconds = (entry->end - entry->start) / G_USEC_PER_SEC;
  if (isnan (asleep_min) || asleep_min * 60 <= (double) (seconds + ASLEEP_ROUNDING_SEC))
    return TRUE;

  g_autoptr (GString) got = g_string_new (NULL);
  recoup_quote_number (got, asleep_min);
  g_set_error (
      error, RECOUP_FAULT, RECOUP_FAULT_INTERVAL,
      _ ("‘asleep_min’ must be 0 to %" PRId64 " min, the time between ‘start’ and ‘end’, got ‘%s’"),
      seconds / 60, got->str);
  return FALSE;
}

static gboolean
check_session (const RecoupEntry *entry, GError **error)
{
  const RecoupSession *session = &entry->session;

  if (entry->end != RECOUP_INSTANT_NONE)
    return check_interval (entry, MAX_SESSION_SEC, error);
  if (!isnan (session->duration_min) || session->n_sets > 0)
    return TRUE;
  g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_MISSING,
               _ ("A session needs ‘end’, ‘duration_min’ or at least one set"));
  return FALSE;
}

static gboolean
check_any (gboolean any, const char *what, GError **error)
{
  if (!any)
    g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_EMPTY, "%s", what);
  return any;
}

static gboolean
check_checkin (const RecoupCheckin *checkin, GError **error)
{
  return check_any (checkin->stress > 0 || checkin->mood > 0 || checkin->fatigue > 0 ||
                        checkin->ill != RECOUP_UNSAID || checkin->has_soreness || checkin->has_pain,
                    _ ("A checkin needs at least one of ‘stress’, ‘mood’, ‘fatigue’, ‘soreness’, "
                       "‘pain’ and ‘ill’"),
                    error);
}

gboolean
recoup_entry_check (const RecoupEntry *entry, GError **error)
{
  switch (entry->kind)
    {
    case RECOUP_ENTRY_SLEEP:
      return check_sleep (entry, error);
    case RECOUP_ENTRY_SESSION:
      return check_session (entry, error);
    case RECOUP_ENTRY_CHECKIN:
      return check_checkin (&entry->checkin, error);
    case RECOUP_ENTRY_HRV:
      return check_any (!isnan (entry->hrv.rmssd_ms) || !isnan (entry->hrv.rhr_bpm),
                        _ ("An hrv entry needs ‘rmssd_ms’ or ‘rhr_bpm’"), error);
    case RECOUP_ENTRY_MEAL:
    case RECOUP_ENTRY_FOOD_DAY:
    case RECOUP_ENTRY_REST:
    case RECOUP_ENTRY_RECOVERY:
    case RECOUP_ENTRY_WEIGHT:
    case RECOUP_ENTRY_ANSWER:
    case RECOUP_ENTRY_PLAN:
    case RECOUP_ENTRY_REMOVE:
      return TRUE;
    }
  g_assert_not_reached ();
}

gboolean
recoup_entry_check_set (const RecoupSet *set, GError **error)
{
  if (set->reps >= 0 || !isnan (set->duration_sec))
    return TRUE;
  g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_MISSING, _ ("‘reps’ or ‘duration_s’ is missing"));
  return FALSE;
}
