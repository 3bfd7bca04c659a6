/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words to entries. What a form does not take without a name is given by its name. Clock times lean
 * on each other: a night ends at the last such time and begins at the last such time before it. */

#include "client/compose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/dict.h"
#include "client/value.h"
#include "recoup/error.h"
#include "recoup/names.h"
#include "recoup/policy.h"
#include "words/key-words.h"

#define ANY_ID "00000000-0000-4000-8000-000000000000" /* the daemon gives a new entry its own */

/* Longer than anything that can be logged: such an entry is refused for its length, and not for
 * where an end of it would come to lie. */
#define ENDLESS_MIN (7 * 24 * 60.0)

/* The work of one command line. */
typedef struct
{
  RecoupCtl *ctl;
  RecoupEntryKind kind;
  GHashTable *texts; /* owned: name of a field -> its text (owned) */
  RecoupValueContext context;
  RecoupInstant now;
  GVariantDict entry;
} Composer;

/* The sign between two texts of a field that may be given more than once; 0 if it may not. */
static char
get_joint (const RecoupField *field)
{
  if (field->type == RECOUP_FIELD_SETS)
    return ';';
  if (field->type == RECOUP_FIELD_SORENESS || field->type == RECOUP_FIELD_PAIN)
    return ',';
  return 0;
}

static gboolean
put_text (Composer *composer, const RecoupField *field, const char *text, GError **error)
{
  const char *before = g_hash_table_lookup (composer->texts, field->name);

  if (text[0] == '\0')
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, _ ("‘%s’ needs a value"),
                   field->name);
      return FALSE;
    }
  if (before != NULL && get_joint (field) == 0)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, _ ("‘%s’ is given twice"),
                   field->name);
      return FALSE;
    }
  char *all = before != NULL ? g_strdup_printf ("%s%c%s", before, get_joint (field), text)
                             : g_strdup (text);
  g_hash_table_insert (composer->texts, (gpointer) field->name, all);
  return TRUE;
}

/* FIELD=VALUE, or GROUP=N in a check-in. *taken_out tells whether it was one. */
static gboolean
put_assignment (Composer *composer, const char *word, gboolean *taken_out, GError **error)
{
  const char *equals = strchr (word, '=');

  *taken_out = FALSE;
  if (equals == NULL)
    return TRUE;
  g_autofree char *name = g_strndup (word, (gsize) (equals - word));
  g_autofree char *key = g_strdelimit (g_strdup (name), "-", '_'); /* as behind “--” */
  const RecoupField *field = recoup_form_find_field (composer->kind, key);
  const char *text = equals + 1;
  *taken_out = TRUE;
  if (field == NULL && composer->kind == RECOUP_ENTRY_CHECKIN &&
      recoup_words_find_key (RECOUP_KEY_GROUP, name) != NULL)
    {
      field = recoup_form_find_field (composer->kind, "soreness");
      text = word;
    }
  if (field == NULL || g_str_equal (field->name, "kind"))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("An entry of kind ‘%s’ has no field ‘%s’"),
                   recoup_entry_kind_get_name (composer->kind), name);
      return FALSE;
    }
  return put_text (composer, field, text, error);
}

/* Sorts the words into texts of fields. */
static gboolean
collect (Composer *composer,
         const RecoupForm *form,
         const GPtrArray *words,
         guint first,
         GError **error)
{
  guint place = 0;

  for (guint i = first; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      gboolean taken = FALSE;
      if (!put_assignment (composer, word, &taken, error))
        return FALSE;
      if (taken)
        continue;
      const RecoupField *named = recoup_form_find_field (composer->kind, word);
      if (named != NULL && named->type == RECOUP_FIELD_BOOLEAN)
        {
          if (!put_text (composer, named, "yes", error))
            return FALSE;
          continue;
        }
      if (place == G_N_ELEMENTS (form->fields) || form->fields[place] == NULL)
        {
          g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                       _ ("‘%s’ has no place: %s %s"), word, form->name, form->usage);
          return FALSE;
        }
      const RecoupField *field = recoup_form_find_field (composer->kind, form->fields[place]);
      g_assert (field != NULL); /* the forms name fields of their kinds */
      g_autofree char *joined = NULL;
      if (field->type == RECOUP_FIELD_INSTANT && recoup_when_is_day_word (word) &&
          i + 1 < words->len)
        {
          joined = g_strconcat (word, " ", g_ptr_array_index (words, i + 1), NULL);
          i++;
        }
      place++;
      if (!put_text (composer, field, joined != NULL ? joined : word, error))
        return FALSE;
    }
  return TRUE;
}

/* Reads one text into the entry, if there is one. */
static gboolean
convert (Composer *composer, const RecoupField *field, GError **error)
{
  const char *text = g_hash_table_lookup (composer->texts, field->name);

  if (text == NULL)
    return TRUE;
  g_autoptr (GVariant) value = recoup_value_parse (field, text, &composer->context, error);
  if (value == NULL)
    return FALSE;
  g_variant_dict_insert_value (&composer->entry, field->name, value);
  return TRUE;
}

/* Reads the instant @name, leaning on @base. */
static gboolean
convert_instant (Composer *composer,
                 const char *name,
                 RecoupInstant base,
                 RecoupWhenLean lean,
                 GError **error)
{
  const RecoupField *field = recoup_form_find_field (composer->kind, name);

  composer->context.when.base = base;
  composer->context.when.lean = lean;
  return field == NULL || convert (composer, field, error);
}

/* @minutes, as they were typed, as a length of time in whole seconds. */
static gint64
get_length_usec (double minutes)
{
  return (gint64) (CLAMP (minutes, 0, ENDLESS_MIN) * 60) * G_USEC_PER_SEC;
}

/* A night leans on its end, a session on its start, if that is said: else it is over too. */
static gboolean
convert_span (Composer *composer, GError **error)
{
  gboolean is_sleep = composer->kind == RECOUP_ENTRY_SLEEP;
  double asleep_min = 0;
  const char *anchor = is_sleep ? "end" : "start";
  const char *other = is_sleep ? "start" : "end";
  RecoupInstant base = composer->now;

  if (!convert_instant (composer, anchor, base, RECOUP_WHEN_LAST, error))
    return FALSE;
  if (g_variant_dict_lookup (&composer->entry, anchor, "x", &base) && is_sleep)
    base -= G_USEC_PER_SEC; /* a night that ends at 06:40 began before */
  else if (is_sleep)
    {
      /* One that is said by its start and its length is over too. */
      const RecoupField *asleep = recoup_form_find_field (composer->kind, "asleep_min");
      g_assert (asleep != NULL); /* is_sleep */
      if (!convert (composer, asleep, error))
        return FALSE;
      if (g_variant_dict_lookup (&composer->entry, "asleep_min", "d", &asleep_min))
        base -= get_length_usec (asleep_min);
    }
  gboolean is_next = !is_sleep && g_variant_dict_contains (&composer->entry, anchor);
  return convert_instant (composer, other, base, is_next ? RECOUP_WHEN_NEXT : RECOUP_WHEN_LAST,
                          error);
}

/* The recovery day, which only the daemon knows. */
static gboolean
learn_today (Composer *composer, GError **error)
{
  g_autoptr (GVariant) state = recoup_ctl_get_state (composer->ctl, NULL, error);
  const char *day = state != NULL ? recoup_dict_string (state, "day") : NULL;

  if (state == NULL)
    return FALSE;
  return recoup_day_parse (day != NULL ? day : "", &composer->context.today, error);
}

/* A night of which no more is said than how long it was ended when its person usually gets up. */
static gboolean
learn_end_of_night (Composer *composer, RecoupInstant *end_out, GError **error)
{
  g_autoptr (GVariant) reply =
      recoup_ctl_call (composer->ctl, RECOUP_INTERFACE_SETTINGS, "Get", NULL, "(a{sv})", error);
  g_autoptr (GVariant) settings = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  RecoupPolicy policy;

  if (settings == NULL || !learn_today (composer, error))
    return FALSE;
  recoup_policy_init (&policy);
  const char *wake = recoup_dict_string (settings, "wake");
  if (wake != NULL && !recoup_policy_parse (&policy, "wake", wake, error))
    return FALSE;
  RecoupDay today = composer->context.today;
  guint minutes = policy.wake_min[recoup_civil_weekday (today)];
  *end_out = MIN (composer->now,
                  recoup_civil_at_second (today, minutes * 60, composer->context.when.zone));
  return TRUE;
}

/* Both ends of a night that was said by its length, or by its length and one end. */
static gboolean
complete_night (Composer *composer, GError **error)
{
  double minutes = 0;
  RecoupInstant start = 0;
  RecoupInstant end = 0;
  GVariantDict *entry = &composer->entry;

  if (composer->kind != RECOUP_ENTRY_SLEEP ||
      !g_variant_dict_lookup (entry, "asleep_min", "d", &minutes))
    return TRUE;
  gint64 length = get_length_usec (minutes);
  gboolean has_start = g_variant_dict_lookup (entry, "start", "x", &start);
  gboolean has_end = g_variant_dict_lookup (entry, "end", "x", &end);
  if (!has_start && !has_end && !learn_end_of_night (composer, &end, error))
    return FALSE;
  if (!has_end)
    g_variant_dict_insert (entry, "end", "x", has_start ? start + length : end);
  if (!has_start)
    g_variant_dict_insert (entry, "start", "x", end - length);
  return TRUE;
}

/* Whether it was said when it was; what is missing of it otherwise has other names for people. */
static gboolean
check_span (Composer *composer, GError **error)
{
  const char *message = NULL;

  if (g_variant_dict_contains (&composer->entry, "start") ||
      g_variant_dict_contains (&composer->entry, "end"))
    return TRUE;
  if (composer->kind == RECOUP_ENTRY_SLEEP)
    message = _ ("Say when you slept, or for how long: 22:50 6:40, or 7h30m");
  else if (composer->kind == RECOUP_ENTRY_SESSION &&
           !g_variant_dict_contains (&composer->entry, "duration_min"))
    message = _ ("Say for how long you trained, or from when on: 60m, or 18:00 19:10");
  if (message != NULL)
    g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, message);
  return message == NULL;
}

/* What was not said and has a natural value. */
static void
add_defaults (Composer *composer)
{
  double minutes = 0;
  RecoupInstant end = composer->now;

  if (recoup_form_find_field (composer->kind, "at") != NULL &&
      !g_variant_dict_contains (&composer->entry, "at"))
    g_variant_dict_insert (&composer->entry, "at", "x", composer->now);
  if (recoup_form_find_field (composer->kind, "date") != NULL &&
      !g_variant_dict_contains (&composer->entry, "date"))
    {
      g_autofree char *today = recoup_day_format (composer->context.today);
      g_variant_dict_insert (&composer->entry, "date", "s", today);
    }
  if (composer->kind == RECOUP_ENTRY_SESSION &&
      !g_variant_dict_contains (&composer->entry, "start") &&
      g_variant_dict_lookup (&composer->entry, "duration_min", "d", &minutes))
    {
      (void) g_variant_dict_lookup (&composer->entry, "end", "x", &end); /* now unless said */
      g_variant_dict_insert (&composer->entry, "start", "x", end - get_length_usec (minutes));
    }
  if (!g_variant_dict_contains (&composer->entry, "source"))
    g_variant_dict_insert (&composer->entry, "source", "s", "manual");
  g_variant_dict_insert (&composer->entry, "kind", "s",
                         recoup_entry_kind_get_name (composer->kind));
}

/* Zone, now and today, against which the texts are read. */
static gboolean
prepare (Composer *composer, GError **error)
{
  const char *zone = g_hash_table_lookup (composer->texts, "zone");

  composer->context.when =
      recoup_when_now (zone != NULL ? recoup_ctl_find_zone (composer->ctl, zone)
                                    : recoup_ctl_get_zone (composer->ctl, error),
                       RECOUP_WHEN_LAST);
  composer->now = composer->context.when.now;
  if (composer->context.when.zone == NULL)
    return FALSE;
  return recoup_form_find_field (composer->kind, "date") == NULL || learn_today (composer, error);
}

static gboolean
convert_all (Composer *composer, GError **error)
{
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);

  if (!convert_span (composer, error) ||
      !convert_instant (composer, "at", composer->now, RECOUP_WHEN_LAST, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if ((fields[i].kinds & RECOUP_ENTRY_MASK (composer->kind)) != 0 &&
        fields[i].type != RECOUP_FIELD_INSTANT && !convert (composer, &fields[i], error))
      return FALSE;
  return TRUE;
}

/* The entry, serialised: strings borrowed from it stay where they are. It is checked as the daemon
 * will: what is wrong with it is wrong with the command line. */
static GVariant *
finish (Composer *composer, GError **error)
{
  g_autoptr (GVariant) entry = g_variant_ref_sink (g_variant_dict_end (&composer->entry));
  g_autoptr (GError) fault = NULL;

  (void) g_variant_get_data (entry);
  g_autoptr (RecoupEntry) checked = recoup_entry_new_from_variant (
      entry, ANY_ID, recoup_ctl_get_zones (composer->ctl), NULL, &fault);
  if (checked == NULL)
    {
      g_set_error_literal (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT, fault->message);
      return NULL;
    }
  return g_steal_pointer (&entry);
}

static void
composer_clear (Composer *composer)
{
  g_hash_table_unref (composer->texts);
  g_variant_dict_clear (&composer->entry);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Composer, composer_clear)

GVariant *
recoup_compose_entry (RecoupCtl *ctl,
                      const RecoupForm *form,
                      const GPtrArray *words,
                      guint first,
                      GError **error)
{
  g_auto (Composer) composer = {
    .ctl = ctl,
    .kind = form->kind,
    .texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free),
  };

  g_variant_dict_init (&composer.entry, NULL);
  if (!collect (&composer, form, words, first, error) || !prepare (&composer, error) ||
      !convert_all (&composer, error) || !complete_night (&composer, error) ||
      !check_span (&composer, error))
    return NULL;
  add_defaults (&composer);
  return finish (&composer, error);
}

/* One FIELD=VALUE of amend. */
static gboolean
amend_field (Composer *composer, const char *word, GError **error)
{
  static const char *const identity[] = { "kind", "id", "rev", NULL };
  const char *equals = strchr (word, '=');
  g_autofree char *name = equals != NULL ? g_strndup (word, (gsize) (equals - word)) : NULL;
  const RecoupField *field = name != NULL ? recoup_form_find_field (composer->kind, name) : NULL;

  if (field == NULL)
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("Expected FIELD=VALUE with a field of ‘%s’, got ‘%s’"),
                   recoup_entry_kind_get_name (composer->kind), word);
      return FALSE;
    }
  if (g_strv_contains (identity, field->name))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_INVALID_ARGUMENT,
                   _ ("‘%s’ tells which entry it is and stays"), field->name);
      return FALSE;
    }
  if (equals[1] == '\0')
    {
      g_variant_dict_remove (&composer->entry, field->name);
      return TRUE;
    }
  if (field->type == RECOUP_FIELD_INSTANT &&
      g_variant_dict_lookup (&composer->entry, field->name, "x", &composer->context.when.base))
    composer->context.when.lean = RECOUP_WHEN_NEAR;
  g_autoptr (GVariant) value = recoup_value_parse (field, equals + 1, &composer->context, error);
  if (value == NULL)
    return FALSE;
  g_variant_dict_insert_value (&composer->entry, field->name, value);
  return TRUE;
}

GVariant *
recoup_compose_amend (RecoupCtl *ctl,
                      GVariant *entry,
                      const GPtrArray *words,
                      guint first,
                      GError **error)
{
  const char *kind = recoup_dict_string (entry, "kind");
  const char *zone = recoup_dict_string (entry, "zone");
  g_auto (Composer) composer = {
    .ctl = ctl,
    .texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free),
  };

  g_variant_dict_init (&composer.entry, entry);
  if (kind == NULL || !recoup_entry_kind_from_name (kind, &composer.kind))
    {
      g_set_error (error, RECOUP_ERROR, RECOUP_ERROR_UNSUPPORTED,
                   _ ("This recoupctl does not know entries of kind ‘%s’"),
                   kind != NULL ? kind : "");
      return NULL;
    }
  if (zone != NULL)
    g_hash_table_insert (composer.texts, (gpointer) "zone", g_strdup (zone));
  if (!prepare (&composer, error))
    return NULL;
  for (guint i = first; i < words->len; i++)
    if (!amend_field (&composer, g_ptr_array_index (words, i), error))
      return NULL;
  return finish (&composer, error);
}
