/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An entry on one line. It is read through the table of fields, so that a new kind or field is
 * shown without a word here; sleep, sessions and sets have forms that people are used to. */

#include "client/describe.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "client/render.h"
#include "recoup/entry.h"
#include "words/format.h"
#include "words/key-words.h"
#include "words/words.h"

/* "protein" for "protein_g", in words: the unit stands behind the number. */
static char *
dup_label (const char *name)
{
  static const char *const suffixes[] = { "_g", "_kcal", "_min", "_ms", "_bpm", "_kg", "_m", "_s" };
  char *label = g_strdup (name);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (label, suffixes[i]))
      {
        label[strlen (label) - strlen (suffixes[i])] = '\0';
        break;
      }
  char *words = recoup_words_key (RECOUP_KEY_FIELD, label);
  g_free (label);
  return words;
}

static void append_value (GString *out, const RecoupField *field, GVariant *value);

/* "30.5 g", "1 h 15 min" */
static void
append_number (GString *out, const RecoupField *field, double number)
{
  const char *unit = field != NULL && field->unit != NULL ? field->unit : "";

  if (g_str_equal (unit, "min") && number >= 0 && number < G_MAXINT)
    {
      g_autofree char *duration = recoup_words_duration ((gint) number);
      g_string_append (out, duration);
      return;
    }
  g_autofree char *text =
      g_str_equal (unit, "kg") ? recoup_format_weight (number) : recoup_render_number (number, 2);
  g_string_append (out, text);
  if (unit[0] != '\0' && !g_str_equal (unit, "kg"))
    g_string_append_printf (out, " %s", _ (unit));
}

/* "sharp+joint" */
static void
append_flags (GString *out, const char *const *flags)
{
  for (guint i = 0; flags[i] != NULL; i++)
    {
      g_autofree char *flag = recoup_words_key (RECOUP_KEY_VALUE, flags[i]);
      g_string_append_printf (out, "%s%s", i > 0 ? "+" : "", flag);
    }
  if (flags[0] == NULL)
    g_string_append (out, _ ("none"));
}

/* "quads 4, glutes 2" */
static void
append_groups (GString *out, GVariant *dict)
{
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;
  guint n = 0;

  g_variant_iter_init (&iter, dict);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      g_autofree char *group = recoup_words_key (RECOUP_KEY_GROUP, key);
      g_string_append_printf (out, "%s%s ", n > 0 ? ", " : "", group);
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
        {
          g_autofree const char **words = g_variant_get_strv (value, NULL);
          append_flags (out, words);
        }
      else
        append_value (out, NULL, value);
      n++;
    }
  if (n == 0)
    g_string_append (out, _ ("none"));
}

/* "rir 2", "protein 30 g"; what is true needs its name alone: "warmup", "ill". */
static void
append_labelled (GString *out, const RecoupField *field, GVariant *value)
{
  g_autofree char *label = dup_label (field->name);

  g_string_append (out, label);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (value))
    return;
  g_string_append_c (out, ' ');
  append_value (out, field, value);
}

/* "5 × 5 × 100 kg, rir 2": work, load and the rest of one set, @count times. */
static void
append_set (GString *out, GVariant *set, guint count)
{
  const char *exercise = "";
  gint64 reps = -1;
  double seconds = -1;
  double load = -1;
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_set_fields (&n);

  (void) g_variant_lookup (set, "exercise", "&s", &exercise);
  g_autofree char *name = recoup_words_key (RECOUP_KEY_EXERCISE, exercise);
  g_string_append_printf (out, "%s %u", name, count);
  if (g_variant_lookup (set, "reps", "x", &reps))
    g_string_append_printf (out, " × %" G_GINT64_FORMAT, reps);
  if (g_variant_lookup (set, "duration_s", "d", &seconds))
    {
      g_autofree char *text = recoup_render_number (seconds, 1);
      g_string_append_printf (out, " × %s s", text);
    }
  if (g_variant_lookup (set, "load_kg", "d", &load))
    {
      g_autofree char *text = recoup_format_weight (load);
      g_string_append_printf (out, " × %s", text);
    }
  for (guint i = 0; i < n; i++)
    {
      static const char *const done[] = { "exercise", "reps", "duration_s", "load_kg", NULL };
      g_autoptr (GVariant) value = g_variant_lookup_value (set, fields[i].name, NULL);
      if (value == NULL || g_strv_contains (done, fields[i].name))
        continue;
      g_string_append_c (out, ' ');
      append_labelled (out, &fields[i], value);
    }
}

/* Sets, equal neighbours counted. */
static void
append_sets (GString *out, GVariant *sets)
{
  gsize n = g_variant_n_children (sets);
  gsize i = 0;

  if (n == 0)
    g_string_append (out, _ ("no sets"));
  while (i < n)
    {
      g_autoptr (GVariant) set = g_variant_get_child_value (sets, i);
      guint count = 1;
      for (gsize j = i + 1; j < n; j++)
        {
          g_autoptr (GVariant) next = g_variant_get_child_value (sets, j);
          if (!g_variant_equal (set, next))
            break;
          count++;
        }
      if (i > 0)
        g_string_append (out, "; ");
      append_set (out, set, count);
      i += count;
    }
}

static void
append_value (GString *out, const RecoupField *field, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    append_groups (out, value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE ("aa{sv}")))
    append_sets (out, value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      gboolean is_key = field != NULL && field->type == RECOUP_FIELD_ENUM;
      g_autofree char *text = recoup_words_key (is_key ? RECOUP_KEY_VALUE : RECOUP_KEY_NONE,
                                                g_variant_get_string (value, NULL));
      g_string_append (out, text);
    }
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    g_string_append (out, g_variant_get_boolean (value) ? _ ("yes") : _ ("no"));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    g_string_append_printf (out, "%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    append_number (out, field, g_variant_get_double (value));
}

/* Whether the field is shown elsewhere: as kind, id or time. */
static gboolean
is_elsewhere (const RecoupField *field)
{
  static const char *const names[] = { "kind", "id", "rev", "source", "zone", NULL };

  return field->type == RECOUP_FIELD_INSTANT || field->type == RECOUP_FIELD_DATE ||
         g_strv_contains (names, field->name);
}

/* Whether the value speaks for itself: "walk", "Legs", "S-070". */
static gboolean
needs_no_label (const RecoupField *field)
{
  return field->type == RECOUP_FIELD_ENUM || field->type == RECOUP_FIELD_SETS ||
         g_str_equal (field->name, "title") || g_str_equal (field->name, "kg") ||
         g_str_equal (field->name, "minutes") || g_str_equal (field->name, "yes");
}

char *
recoup_describe_entry (GVariant *entry)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *kind_name = "";
  RecoupEntryKind kind = RECOUP_ENTRY_SLEEP;
  gint64 start = 0;
  gint64 end = 0;
  guint n = 0;
  const RecoupField *fields = recoup_entry_get_fields (&n);

  (void) g_variant_lookup (entry, "kind", "&s", &kind_name);
  if (!recoup_entry_kind_from_name (kind_name, &kind))
    return g_strdup (""); /* of a newer daemon */
  if (g_variant_lookup (entry, "start", "x", &start) && g_variant_lookup (entry, "end", "x", &end))
    {
      g_autofree char *length =
          recoup_words_duration ((gint) ((end - start) / RECOUP_USEC_PER_MIN));
      g_string_append (out, length);
    }
  for (guint i = 0; i < n; i++)
    {
      if (is_elsewhere (&fields[i]) || (fields[i].kinds & RECOUP_ENTRY_MASK (kind)) == 0)
        continue;
      g_autoptr (GVariant) value = g_variant_lookup_value (entry, fields[i].name, NULL);
      if (value == NULL)
        continue;
      if (out->len > 0)
        g_string_append (out, ", ");
      if (needs_no_label (&fields[i]))
        append_value (out, &fields[i], value);
      else
        append_labelled (out, &fields[i], value);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
recoup_describe_time (GVariant *entry, const RecoupZone *zone)
{
  gint64 start = 0;
  gint64 end = 0;
  const char *date = NULL;

  if (g_variant_lookup (entry, "date", "&s", &date))
    return recoup_format_iso_date (date);
  if (!g_variant_lookup (entry, "start", "x", &start) &&
      !g_variant_lookup (entry, "at", "x", &start))
    return g_strdup ("");
  g_autofree char *from = recoup_render_date_time (start, zone);
  if (!g_variant_lookup (entry, "end", "x", &end))
    return g_steal_pointer (&from);
  g_autofree char *until = recoup_words_clock (end, zone);
  return g_strdup_printf (_ ("%s to %s"), from, until);
}
