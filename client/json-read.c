/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A strict reader of JSON. The one of json-glib takes comments, single quotes, 01 and 0x10, and
 * turns a number that is too large into -1: what was logged would be read as something else. Here
 * every byte is accounted for by the grammar, or the text is refused. The result is a GVariant,
 * the shape in which a value goes over the bus anyway. */

#include "client/json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "recoup/error.h"

typedef struct
{
  const char *at;
  const char *begin;
  const char *end;
  guint depth;
} Reader;

static GVariant *read_value (Reader *reader, GError **error);

/* Sets @error to what is wrong at the reader's place. Returns: NULL */
static GVariant *
fail (const Reader *reader, const char *what, GError **error)
{
  g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_JSON, _ ("Byte %u: %s"),
               (guint) (reader->at - reader->begin) + 1, what);
  return NULL;
}

static void
skip_space (Reader *reader)
{
  while (reader->at < reader->end && strchr (" \t\r\n", *reader->at) != NULL && *reader->at != '\0')
    reader->at++;
}

/* The byte at the reader's place, or NUL at the end. */
static char
peek (const Reader *reader)
{
  if (reader->at == reader->end)
    return '\0';
  return *reader->at;
}

static gboolean
take (Reader *reader, char c)
{
  if (peek (reader) != c)
    return FALSE;
  reader->at++;
  return TRUE;
}

static gboolean
take_digits (Reader *reader)
{
  const char *from = reader->at;

  while (g_ascii_isdigit (peek (reader)))
    reader->at++;
  return reader->at > from;
}

static GVariant *
read_number (Reader *reader, GError **error)
{
  const char *from = reader->at;
  gboolean whole = TRUE;

  (void) take (reader, '-'); /* may be there or not */
  if (!take (reader, '0') && !take_digits (reader))
    return fail (reader, _ ("expected a digit"), error);
  if (take (reader, '.'))
    {
      whole = FALSE;
      if (!take_digits (reader))
        return fail (reader, _ ("expected a digit"), error);
    }
  if (take (reader, 'e') || take (reader, 'E'))
    {
      whole = FALSE;
      if (!take (reader, '-'))
        (void) take (reader, '+'); /* may be there or not */
      if (!take_digits (reader))
        return fail (reader, _ ("expected a digit"), error);
    }

  g_autofree char *token = g_strndup (from, (gsize) (reader->at - from));
  gint64 integer = 0;
  if (whole && g_ascii_string_to_signed (token, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    return g_variant_new_int64 (integer);
  double number = g_ascii_strtod (token, NULL);
  if (isfinite (number))
    return g_variant_new_double (number);
  g_set_error (error, RECOUP_FAULT, RECOUP_FAULT_RANGE, _ ("‘%.40s’ is too large"), token);
  return NULL;
}

/* Four hexadecimal digits of a \u escape. */
static gboolean
take_hex (Reader *reader, guint *unit_out)
{
  guint unit = 0;

  if (reader->end - reader->at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      gint digit = g_ascii_xdigit_value (reader->at[i]);
      if (digit < 0)
        return FALSE;
      unit = unit * 16 + (guint) digit;
    }
  reader->at += 4;
  *unit_out = unit;
  return TRUE;
}

#define IS_HIGH_SURROGATE(u) ((u) >= 0xd800 && (u) < 0xdc00)
#define IS_LOW_SURROGATE(u)  ((u) >= 0xdc00 && (u) < 0xe000)

/* What follows "\u": one unit, or the two of a pair. NUL is refused: it would end the text. */
static gboolean
take_unicode (Reader *reader, GString *text)
{
  guint unit = 0;
  guint low = 0;

  if (!take_hex (reader, &unit) || unit == 0 || IS_LOW_SURROGATE (unit))
    return FALSE;
  if (!IS_HIGH_SURROGATE (unit))
    {
      g_string_append_unichar (text, unit);
      return TRUE;
    }
  if (!take (reader, '\\') || !take (reader, 'u') || !take_hex (reader, &low) ||
      !IS_LOW_SURROGATE (low))
    return FALSE;
  g_string_append_unichar (text, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
  return TRUE;
}

/* What follows a backslash. */
static gboolean
take_escape (Reader *reader, GString *text)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";

  char c = peek (reader);
  if (c == '\0')
    return FALSE;
  reader->at++;
  if (c == 'u')
    return take_unicode (reader, text);
  const char *found = strchr (letters, c);
  if (found == NULL)
    return FALSE;
  g_string_append_c (text, meanings[found - letters]);
  return TRUE;
}

/* A string, from its first quote to its last. Returns: (transfer full) (nullable) */
static char *
read_string (Reader *reader, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!take (reader, '"'))
    {
      fail (reader, _ ("expected a string"), error);
      return NULL;
    }
  while (!take (reader, '"'))
    {
      const char *from = reader->at;
      while (reader->at < reader->end && *reader->at != '"' && *reader->at != '\\' &&
             (guchar) *reader->at >= 0x20)
        reader->at++;
      g_string_append_len (text, from, reader->at - from);
      if (peek (reader) == '"')
        continue;
      if (!take (reader, '\\') || !take_escape (reader, text))
        {
          fail (reader, _ ("unfinished string, control character or unknown escape"), error);
          return NULL;
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GVariant *
read_array (Reader *reader, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  reader->at++;
  skip_space (reader);
  if (take (reader, ']'))
    return g_variant_builder_end (&builder);
  for (;;)
    {
      GVariant *value = read_value (reader, error);
      if (value == NULL)
        return NULL;
      g_variant_builder_add (&builder, "v", value);
      if (take (reader, ']'))
        return g_variant_builder_end (&builder);
      if (!take (reader, ','))
        return fail (reader, _ ("expected ‘,’ or ‘]’"), error);
    }
}

typedef struct
{
  char *key;       /* owned */
  GVariant *value; /* owned */
} Member;

static void
member_clear (Member *member)
{
  g_free (member->key);
  g_variant_unref (member->value);
}

/* The members in order, of those with one key the last. Returns: (transfer floating) */
static GVariant *
build_object (const GArray *members)
{
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; i < members->len; i++)
    {
      Member *member = &g_array_index (members, Member, i);
      g_hash_table_insert (last, member->key, member);
    }
  for (guint i = 0; i < members->len; i++)
    {
      Member *member = &g_array_index (members, Member, i);
      if (g_hash_table_lookup (last, member->key) == member)
        g_variant_builder_add (&builder, "{sv}", member->key, member->value);
    }
  return g_variant_builder_end (&builder);
}

static gboolean
read_member (Reader *reader, GArray *members, GError **error)
{
  skip_space (reader);
  g_autofree char *key = read_string (reader, error);
  if (key == NULL)
    return FALSE;
  skip_space (reader);
  if (!take (reader, ':'))
    {
      fail (reader, "expected ‘:’", error);
      return FALSE;
    }
  GVariant *value = read_value (reader, error);
  if (value == NULL)
    return FALSE;
  Member member = { g_steal_pointer (&key), g_variant_ref_sink (value) };
  g_array_append_val (members, member);
  return TRUE;
}

static GVariant *
read_object (Reader *reader, GError **error)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Member));
  g_array_set_clear_func (members, (GDestroyNotify) member_clear);

  reader->at++;
  skip_space (reader);
  if (take (reader, '}'))
    return build_object (members);
  for (;;)
    {
      if (!read_member (reader, members, error))
        return NULL;
      if (take (reader, '}'))
        return build_object (members);
      if (!take (reader, ','))
        return fail (reader, _ ("expected ‘,’ or ‘}’"), error);
    }
}

static GVariant *
read_word (Reader *reader, GError **error)
{
  static const char *const words[] = { "false", "true", "null" };

  for (gint i = 0; i < (gint) G_N_ELEMENTS (words); i++)
    {
      gsize len = strlen (words[i]);
      if ((gsize) (reader->end - reader->at) < len || memcmp (reader->at, words[i], len) != 0)
        continue;
      reader->at += len;
      return i < 2 ? g_variant_new_boolean (i) : g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
    }
  return fail (reader, _ ("expected a value"), error);
}

/* One value with the space around it. Returns: (transfer floating) (nullable) */
static GVariant *
read_value (Reader *reader, GError **error)
{
  GVariant *value = NULL;

  skip_space (reader);
  char c = peek (reader);
  if (reader->depth >= RECOUP_JSON_MAX_DEPTH)
    return fail (reader, _ ("nested too deeply"), error);
  reader->depth++;
  if (c == '{')
    value = read_object (reader, error);
  else if (c == '[')
    value = read_array (reader, error);
  else if (c == '-' || g_ascii_isdigit (c))
    value = read_number (reader, error);
  else if (c == '"')
    {
      g_autofree char *text = read_string (reader, error);
      value = text != NULL ? g_variant_new_take_string (g_steal_pointer (&text)) : NULL;
    }
  else
    value = read_word (reader, error);
  reader->depth--;
  skip_space (reader);
  return value;
}

GVariant *
recoup_json_parse (const char *text, gsize len, GError **error)
{
  Reader reader = { text, text, text + len, 0 };
  const char *bad = NULL;

  if (!g_utf8_validate_len (text, len, &bad))
    {
      reader.at = bad;
      return fail (&reader, _ ("not UTF-8"), error);
    }
  g_autoptr (GVariant) value = read_value (&reader, error);
  if (value == NULL)
    return NULL;
  g_variant_ref_sink (value);
  if (reader.at < reader.end)
    return fail (&reader, _ ("expected the end"), error);
  return g_steal_pointer (&value);
}

gboolean
recoup_json_is_null (GVariant *value)
{
  return g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE) && g_variant_n_children (value) == 0;
}
