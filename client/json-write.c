/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values of the bus as JSON. The types say everything but one thing: an instant travels as an
 * integer and is told by its key, so the keys of instants stand in a table here. */

#include "client/json.h"

#include <math.h>
#include <string.h>

#include "words/format.h"

/* Keys whose integers are microseconds since the epoch. */
static const char *const instant_keys[] = {
  "at",    "claimed_at",   "due",      "end",         "lights_out",  "next_at",
  "now",   "paused_until", "ready_at", "resolved_at", "screens_dim", "shown_at",
  "start", "times",        "until",    "valid_until"
};

typedef struct
{
  GString *out;
  const RecoupJsonStyle *style;
  const RecoupZone *zone; /* that of the dictionary around */
  guint depth;
  gboolean is_instant; /* the integers at hand are instants */
} Writer;

static void write_value (Writer *writer, GVariant *value);

static gboolean
is_instant_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (instant_keys); i++)
    if (g_str_equal (key, instant_keys[i]))
      return TRUE;
  return FALSE;
}

static void
write_string (Writer *writer, const char *text)
{
  static const char letters[] = "\"\\bfnrt";
  static const char meanings[] = "\"\\\b\f\n\r\t";

  g_string_append_c (writer->out, '"');
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *found = strchr (meanings, *at);
      gunichar c = g_utf8_get_char (at);
      if (found != NULL)
        g_string_append_printf (writer->out, "\\%c", letters[found - meanings]);
      else if (recoup_format_is_steering (c)) /* it may be printed on a terminal */
        g_string_append_printf (writer->out, "\\u%04x", c);
      else
        g_string_append_unichar (writer->out, c);
    }
  g_string_append_c (writer->out, '"');
}

/* The shortest text that is read back as @number. */
static void
write_double (Writer *writer, double number)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "null";

  for (guint i = 0; i < G_N_ELEMENTS (formats) && isfinite (number); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], number);
      double back = g_ascii_strtod (text, NULL);
      if (back >= number && back <= number)
        break;
    }
  g_string_append (writer->out, text);
}

static void
write_integer (Writer *writer, gint64 number)
{
  if (!writer->is_instant)
    {
      g_string_append_printf (writer->out, "%" G_GINT64_FORMAT, number);
      return;
    }
  g_autofree char *text = recoup_instant_format (number, writer->zone);
  write_string (writer, text);
}

static void
write_break (Writer *writer)
{
  if (writer->style->pretty)
    g_string_append_printf (writer->out, "\n%*s", (gint) writer->depth * 2, "");
}

/* The zone that @dict says it is in, else that of what is around it. */
static const RecoupZone *
find_zone (const Writer *writer, GVariant *dict)
{
  const char *id = NULL;

  if (writer->style->zones == NULL || !g_variant_is_of_type (dict, G_VARIANT_TYPE_VARDICT) ||
      !g_variant_lookup (dict, "zone", "&s", &id))
    return writer->zone;
  const RecoupZone *zone = recoup_zone_table_lookup (writer->style->zones, id);
  return zone != NULL ? zone : writer->zone;
}

static void
write_member (Writer *writer, GVariant *entry)
{
  g_autoptr (GVariant) key = g_variant_get_child_value (entry, 0);
  g_autoptr (GVariant) value = g_variant_get_child_value (entry, 1);
  gboolean is_string = g_variant_is_of_type (key, G_VARIANT_TYPE_STRING);
  g_autofree char *printed =
      is_string ? g_variant_dup_string (key, NULL) : g_variant_print (key, 0);

  write_string (writer, printed);
  g_string_append (writer->out, writer->style->pretty ? ": " : ":");
  writer->is_instant = is_instant_key (printed);
  write_value (writer, value);
  writer->is_instant = FALSE;
}

/* An array, a tuple or a dictionary. */
static void
write_container (Writer *writer, GVariant *value)
{
  gboolean is_dict = g_variant_is_of_type (value, G_VARIANT_TYPE_DICTIONARY);
  const RecoupZone *outer = writer->zone;
  gsize n = g_variant_n_children (value);

  if (is_dict)
    writer->zone = find_zone (writer, value);
  g_string_append_c (writer->out, is_dict ? '{' : '[');
  writer->depth++;
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);
      if (i > 0)
        g_string_append_c (writer->out, ',');
      write_break (writer);
      if (is_dict)
        write_member (writer, child);
      else
        write_value (writer, child);
    }
  writer->depth--;
  if (n > 0)
    write_break (writer);
  g_string_append_c (writer->out, is_dict ? '}' : ']');
  writer->zone = outer;
}

static void
write_boxed (Writer *writer, GVariant *value)
{
  if (g_variant_n_children (value) == 0)
    {
      g_string_append (writer->out, "null");
      return;
    }
  g_autoptr (GVariant) child = g_variant_get_child_value (value, 0);
  write_value (writer, child);
}

static void
write_value (Writer *writer, GVariant *value)
{
  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_BOOLEAN:
      g_string_append (writer->out, g_variant_get_boolean (value) ? "true" : "false");
      return;
    case G_VARIANT_CLASS_BYTE:
      write_integer (writer, g_variant_get_byte (value));
      return;
    case G_VARIANT_CLASS_INT16:
      write_integer (writer, g_variant_get_int16 (value));
      return;
    case G_VARIANT_CLASS_UINT16:
      write_integer (writer, g_variant_get_uint16 (value));
      return;
    case G_VARIANT_CLASS_INT32:
      write_integer (writer, g_variant_get_int32 (value));
      return;
    case G_VARIANT_CLASS_HANDLE:
      write_integer (writer, g_variant_get_handle (value));
      return;
    case G_VARIANT_CLASS_UINT32:
      write_integer (writer, g_variant_get_uint32 (value));
      return;
    case G_VARIANT_CLASS_INT64:
      write_integer (writer, g_variant_get_int64 (value));
      return;
    case G_VARIANT_CLASS_UINT64:
      g_string_append_printf (writer->out, "%" G_GUINT64_FORMAT, g_variant_get_uint64 (value));
      return;
    case G_VARIANT_CLASS_DOUBLE:
      write_double (writer, g_variant_get_double (value));
      return;
    case G_VARIANT_CLASS_STRING:
    case G_VARIANT_CLASS_OBJECT_PATH:
    case G_VARIANT_CLASS_SIGNATURE:
      write_string (writer, g_variant_get_string (value, NULL));
      return;
    case G_VARIANT_CLASS_VARIANT:
    case G_VARIANT_CLASS_MAYBE:
      write_boxed (writer, value);
      return;
    case G_VARIANT_CLASS_ARRAY:
    case G_VARIANT_CLASS_TUPLE:
    case G_VARIANT_CLASS_DICT_ENTRY:
      write_container (writer, value);
      return;
    }
  g_assert_not_reached ();
}

char *
recoup_json_write (GVariant *value, const RecoupJsonStyle *style)
{
  Writer writer = { g_string_new (NULL), style, style->zone, 0, FALSE };

  write_value (&writer, value);
  return g_string_free (writer.out, FALSE);
}
