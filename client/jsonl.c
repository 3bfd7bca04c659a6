/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interchange format: one JSON object a line. A line is read in two steps: its JSON gets the
 * types of the bus, by the table of fields, and the entry is then made and checked where every
 * entry is. So a file and a bus message are held to the same rules. */

#include "client/jsonl.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "client/json.h"
#include "client/uuid.h"
#include "recoup/error.h"

#define CHUNK_BYTES 32768

#define NIL_UUID "00000000-0000-0000-0000-000000000000"

/* Beyond it a double no longer tells one integer from the next. */
#define MAX_EXACT 9007199254740992.0

static GVariant *convert_object (GVariant *json,
                                 RecoupEntryKind kind,
                                 gboolean of_set,
                                 GPtrArray *unknown,
                                 GError **error);

static GVariant *
fail_type (const char *name, const char *expected, GError **error)
{
  g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_TYPE, _ ("‘%s’ must be %s"), name, expected);
  return NULL;
}

/* JSON values to values of the bus. All return a floating reference. */

static GVariant *
convert_string (const char *name, GVariant *json, GError **error)
{
  if (!g_variant_is_of_type (json, G_VARIANT_TYPE_STRING))
    return fail_type (name, _ ("a string"), error);
  return g_variant_new_string (g_variant_get_string (json, NULL));
}

static GVariant *
convert_instant (const char *name, GVariant *json, GError **error)
{
  RecoupInstant instant = RECOUP_INSTANT_NONE;

  if (!g_variant_is_of_type (json, G_VARIANT_TYPE_STRING))
    return fail_type (name, _ ("a time as a string"), error);
  if (!recoup_instant_parse (g_variant_get_string (json, NULL), &instant, error))
    {
      g_prefix_error (error, _ ("‘%s’: "), name);
      return NULL;
    }
  return g_variant_new_int64 (instant);
}

static GVariant *
convert_number (const char *name, GVariant *json, GError **error)
{
  if (g_variant_is_of_type (json, G_VARIANT_TYPE_INT64))
    return g_variant_new_double ((double) g_variant_get_int64 (json));
  if (g_variant_is_of_type (json, G_VARIANT_TYPE_DOUBLE))
    return g_variant_new_double (g_variant_get_double (json));
  return fail_type (name, _ ("a number"), error);
}

static GVariant *
convert_integer (const char *name, GVariant *json, GError **error)
{
  if (g_variant_is_of_type (json, G_VARIANT_TYPE_INT64))
    return g_variant_new_int64 (g_variant_get_int64 (json));
  if (!g_variant_is_of_type (json, G_VARIANT_TYPE_DOUBLE))
    return fail_type (name, _ ("an integer"), error);
  double number = g_variant_get_double (json);
  if (fabs (number) > MAX_EXACT)
    {
      g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_RANGE, _ ("‘%s’ is out of range"), name);
      return NULL;
    }
  if (floor (number) < number)
    return fail_type (name, _ ("an integer"), error);
  return g_variant_new_int64 ((gint64) number);
}

static GVariant *
convert_boolean (const char *name, GVariant *json, GError **error)
{
  if (!g_variant_is_of_type (json, G_VARIANT_TYPE_BOOLEAN))
    return fail_type (name, _ ("true or false"), error);
  return g_variant_new_boolean (g_variant_get_boolean (json));
}

static GVariant *
convert_words (const char *name, GVariant *json, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  if (!g_variant_is_of_type (json, G_VARIANT_TYPE ("av")))
    return fail_type (name, _ ("lists of words"), error);
  for (gsize i = 0; i < g_variant_n_children (json); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (json, i);
      g_autoptr (GVariant) word = g_variant_get_variant (boxed);
      if (!g_variant_is_of_type (word, G_VARIANT_TYPE_STRING))
        return fail_type (name, _ ("lists of words"), error);
      g_variant_builder_add_value (&builder, word);
    }
  return g_variant_builder_end (&builder);
}

/* {group: value}, each value by @convert. */
static GVariant *
convert_map (const char *name,
             GVariant *json,
             GVariant *(*convert) (const char *, GVariant *, GError **),
             GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (!g_variant_is_of_type (json, G_VARIANT_TYPE_VARDICT))
    return fail_type (name, _ ("an object"), error);
  for (gsize i = 0; i < g_variant_n_children (json); i++)
    {
      const char *key = NULL;
      g_autoptr (GVariant) value = NULL;
      g_variant_get_child (json, i, "{&sv}", &key, &value);
      if (recoup_json_is_null (value))
        continue;
      GVariant *converted = convert (name, value, error);
      if (converted == NULL)
        return NULL;
      g_variant_builder_add (&builder, "{sv}", key, converted);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
convert_sets (const char *name,
              GVariant *json,
              RecoupEntryKind kind,
              GPtrArray *unknown,
              GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  if (!g_variant_is_of_type (json, G_VARIANT_TYPE ("av")))
    return fail_type (name, _ ("a list of sets"), error);
  for (gsize i = 0; i < g_variant_n_children (json); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (json, i);
      g_autoptr (GVariant) item = g_variant_get_variant (boxed);
      if (!g_variant_is_of_type (item, G_VARIANT_TYPE_VARDICT))
        return fail_type (name, _ ("a list of objects"), error);
      GVariant *set = convert_object (item, kind, TRUE, unknown, error);
      if (set == NULL)
        {
          g_prefix_error (error, _ ("Set %u: "), (guint) i + 1);
          return NULL;
        }
      g_variant_builder_add_value (&builder, set);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
convert_field (const RecoupField *field,
               GVariant *json,
               RecoupEntryKind kind,
               GPtrArray *unknown,
               GError **error)
{
  switch (field->type)
    {
    case RECOUP_FIELD_INSTANT:
      return convert_instant (field->name, json, error);
    case RECOUP_FIELD_NUMBER:
      return convert_number (field->name, json, error);
    case RECOUP_FIELD_INTEGER:
      return convert_integer (field->name, json, error);
    case RECOUP_FIELD_BOOLEAN:
      return convert_boolean (field->name, json, error);
    case RECOUP_FIELD_DATE:
    case RECOUP_FIELD_STRING:
    case RECOUP_FIELD_UUID:
    case RECOUP_FIELD_ZONE:
    case RECOUP_FIELD_ENUM:
      return convert_string (field->name, json, error);
    case RECOUP_FIELD_SORENESS:
      return convert_map (field->name, json, convert_integer, error);
    case RECOUP_FIELD_PAIN:
      return convert_map (field->name, json, convert_words, error);
    case RECOUP_FIELD_WEIGHTS:
      return convert_map (field->name, json, convert_number, error);
    case RECOUP_FIELD_SETS:
      return convert_sets (field->name, json, kind, unknown, error);
    }
  g_assert_not_reached ();
}

/* An entry or a set: known keys converted, null left out, unknown keys told. */
static GVariant *
convert_object (GVariant *json,
                RecoupEntryKind kind,
                gboolean of_set,
                GPtrArray *unknown,
                GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize i = 0; i < g_variant_n_children (json); i++)
    {
      const char *key = NULL;
      g_autoptr (GVariant) value = NULL;
      g_variant_get_child (json, i, "{&sv}", &key, &value);
      const RecoupField *field = recoup_entry_find_field (kind, key, of_set);
      if (field == NULL && unknown != NULL)
        g_ptr_array_add (unknown, g_strdup (key));
      if (field == NULL || recoup_json_is_null (value))
        continue;
      GVariant *converted = convert_field (field, value, kind, unknown, error);
      if (converted == NULL)
        return NULL;
      g_variant_builder_add (&builder, "{sv}", key, converted);
    }
  return g_variant_builder_end (&builder);
}

GVariant *
recoup_jsonl_parse_line (const char *line, gsize len, GPtrArray *unknown, GError **error)
{
  RecoupEntryKind kind = RECOUP_ENTRY_SLEEP;
  const char *name = NULL;

  if (len > RECOUP_MAX_LINE_BYTES)
    {
      g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_TOO_LONG, _ ("A line has at most %d bytes"),
                   RECOUP_MAX_LINE_BYTES);
      return NULL;
    }
  g_autoptr (GVariant) json = recoup_json_parse (line, len, error);
  if (json == NULL)
    return NULL;
  if (!g_variant_is_of_type (json, G_VARIANT_TYPE_VARDICT))
    {
      g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_NOT_OBJECT,
                   _ ("A line must be a JSON object"));
      return NULL;
    }
  if (!g_variant_lookup (json, "kind", "&s", &name) || !recoup_entry_kind_from_name (name, &kind))
    {
      g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_KIND, _ ("‘kind’ is missing or unknown"));
      return NULL;
    }
  GVariant *dict = convert_object (json, kind, FALSE, unknown, error);
  return dict != NULL ? g_variant_ref_sink (dict) : NULL;
}

/* Reading */

typedef struct
{
  RecoupZoneTable *zones;
  RecoupJsonlFunc func;
  gpointer user_data;
  GHashTable *seen; /* owned text of an entry without id -> how often it came */
  GString *line;    /* what of the line was read, up to the limit */
  gboolean is_too_long;
  guint number;
} Reading;

/* Identity of an entry that names none: from all that it says but its note, and from how many like
 * it came before in the same file. Returns: (transfer full) */
static char *
derive_id (const Reading *reading, const RecoupEntry *entry)
{
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_entry_to_variant (entry));
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const RecoupJsonStyle style = { NULL, NULL, FALSE };

  for (gsize i = 0; i < g_variant_n_children (dict); i++)
    {
      const char *key = NULL;
      g_autoptr (GVariant) value = NULL;
      g_variant_get_child (dict, i, "{&sv}", &key, &value);
      if (!g_str_equal (key, "id") && !g_str_equal (key, "rev") && !g_str_equal (key, "note"))
        g_variant_builder_add (&builder, "{sv}", key, value);
    }
  g_autoptr (GVariant) content = g_variant_ref_sink (g_variant_builder_end (&builder));
  g_autofree char *text = recoup_json_write (content, &style);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (reading->seen, text)) + 1;
  g_autofree char *name = n > 1 ? g_strdup_printf ("%s#%u", text, n) : g_strdup (text);
  /* NOLINTNEXTLINE(performance-no-int-to-ptr): a number as a value, GLib's idiom */
  g_hash_table_insert (reading->seen, g_steal_pointer (&text), GUINT_TO_POINTER (n));
  return recoup_uuid_new_v5 (name);
}

/* Returns: (transfer full) (nullable): the entry that @line, a whole line, says */
static RecoupEntry *
read_entry (const Reading *reading,
            const char *text,
            gsize len,
            RecoupJsonlLine *line,
            GError **error)
{
  g_autoptr (GVariant) dict = recoup_jsonl_parse_line (text, len, line->unknown, error);
  if (dict == NULL)
    return NULL;
  g_autoptr (RecoupEntry) entry =
      recoup_entry_new_from_variant (dict, NIL_UUID, reading->zones, NULL, error);
  if (entry == NULL)
    return NULL;
  line->has_id = g_variant_lookup (dict, "id", "s", NULL);
  if (line->has_id)
    return g_steal_pointer (&entry);
  g_autofree char *id = derive_id (reading, entry);
  return recoup_entry_with_identity (entry, id, entry->rev);
}

/* Hands on the line that was read, unless it is empty. */
static gboolean
finish_line (Reading *reading)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) fault = NULL;
  RecoupJsonlLine line = { .number = ++reading->number, .unknown = unknown };
  gboolean is_too_long = reading->is_too_long;
  gsize len = reading->line->len;

  /* g_strstrip() ends at a NUL; what follows one still counts as part of the line. */
  g_autofree char *raw = g_strndup (reading->line->str, len);
  const char *stripped = g_strstrip (raw);
  g_autoptr (RecoupEntry) entry = NULL;
  gboolean is_empty = stripped[0] == '\0' && strlen (reading->line->str) == len;
  if (is_too_long)
    g_set_error (&fault, RECOUP_FAULT, RECOUP_FAULT_TOO_LONG, _ ("A line has at most %d bytes"),
                 RECOUP_MAX_LINE_BYTES);
  else if (!is_empty)
    entry = read_entry (reading, reading->line->str, len, &line, &fault);
  g_string_truncate (reading->line, 0);
  reading->is_too_long = FALSE;
  if (is_empty && !is_too_long)
    return TRUE;
  line.text = is_too_long ? NULL : stripped;
  line.entry = entry;
  line.fault = fault;
  return reading->func (&line, reading->user_data);
}

/* Takes up @n bytes. Returns: %FALSE when the callback has seen enough */
static gboolean
take_bytes (Reading *reading, const char *bytes, gsize n)
{
  const char *end = bytes + n;

  while (bytes < end)
    {
      const char *stop = memchr (bytes, '\n', (gsize) (end - bytes));
      gsize len = (gsize) ((stop != NULL ? stop : end) - bytes);
      if (reading->line->len + len > RECOUP_MAX_LINE_BYTES)
        reading->is_too_long = TRUE;
      else
        g_string_append_len (reading->line, bytes, (gssize) len);
      if (stop == NULL)
        return TRUE;
      if (!finish_line (reading))
        return FALSE;
      bytes = stop + 1;
    }
  return TRUE;
}

static gboolean
read_all (Reading *reading, GInputStream *stream, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, chunk, CHUNK_BYTES, NULL, error);
      if (n < 0)
        return FALSE;
      if (n > 0 && take_bytes (reading, chunk, (gsize) n))
        continue;
      if (n == 0 && (reading->line->len > 0 || reading->is_too_long))
        (void) finish_line (reading); /* the last line: there is nothing left to stop */
      return TRUE;
    }
}

gboolean
recoup_jsonl_read (GInputStream *stream,
                   RecoupZoneTable *zones,
                   RecoupJsonlFunc func,
                   gpointer user_data,
                   GError **error)
{
  Reading reading = { zones, func, user_data, NULL, NULL, FALSE, 0 };
  reading.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reading.line = g_string_new (NULL);

  gboolean ok = read_all (&reading, stream, error);
  g_hash_table_unref (reading.seen);
  g_string_free (reading.line, TRUE);
  return ok;
}

/* Writing */

char *
recoup_jsonl_write_entry (const RecoupEntry *entry, RecoupZoneTable *zones)
{
  g_autoptr (GVariant) dict = g_variant_ref_sink (recoup_entry_to_variant (entry));
  const RecoupJsonStyle style = { zones, NULL, FALSE };

  return recoup_json_write (dict, &style);
}
