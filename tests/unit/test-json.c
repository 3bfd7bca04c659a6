/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON as it is read and written: strict grammar, every edge of a number, ids made of content. */

#include "client/json.h"

#include <math.h>
#include <string.h>

#include "client/uuid.h"
#include "recoup/error.h"
#include "support/zones.h"

static const char *const good_json[] = {
  "{}",
  "[]",
  " [ ] ",
  "\t{\r\n}",
  "0",
  "-0",
  "-1",
  "1.5",
  "1e3",
  "1E+3",
  "1.0e-3",
  "\"\"",
  "true",
  "false",
  "null",
  "[null]",
  "{\"\":0}",
  "[1,2]",
  "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
  "\"\\u00e9\"",
  "\"\\uD83D\\uDE00\"",
  "\"\x7f\"",
  "\"é\"",
  "{\"a\":{\"b\":[{}]}}",
  "9223372036854775807",
  "-9223372036854775808",
  "9223372036854775808",
  "1e308",
  "1e-400",
};

static const char *const bad_json[] = {
  "",
  " ",
  "{",
  "}",
  "[",
  "]",
  "[1",
  "[1,",
  "[1,]",
  "[,1]",
  "{\"a\"}",
  "{\"a\":}",
  "{\"a\":1,}",
  "{,}",
  "{a:1}",
  "{'a':1}",
  "'a'",
  "{\"a\":1}x",
  "{} {}",
  "1 2",
  "01",
  "-01",
  "00",
  "0x10",
  "+1",
  ".5",
  "1.",
  "-",
  "--1",
  "1e",
  "1e+",
  "1.e1",
  "Infinity",
  "NaN",
  "-Infinity",
  "nul",
  "nulls",
  "True",
  "TRUE",
  "\"",
  "\"\\",
  "\"\\x\"",
  "\"\\u12\"",
  "\"\\u12g4\"",
  "\"\\uD800\"",
  "\"\\uD800x\"",
  "\"\\uD800\\n\"",
  "\"\\uD800\\uD800\"",
  "\"\\uDC00\"",
  "\"\\u0000\"",
  "\"a\nb\"",
  "\"a\tb\"",
  "\"\x01\"",
  "// x\n{}",
  "/* x */{}",
  "{}//",
  "#",
  "\xef\xbb\xbf{}",
  "\"\xff\"",
  "\"\xc0\x80\"",
  "\"\xed\xa0\x80\"",
  "\xc3",
  "[1 2]",
  "{\"a\" 1}",
  "{1:1}",
  "\v{}",
  "\xc2\xa0{}",
  "{\"a\":1;}",
  "undefined",
};

static void
test_json_grammar (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_json); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", good_json[i]);
      g_autoptr (GVariant) value = recoup_json_parse (good_json[i], strlen (good_json[i]), &error);
      g_assert_no_error (error);
      g_assert_nonnull (value);
      g_assert_false (g_variant_is_floating (value));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_json); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *printed = g_strescape (bad_json[i], NULL);
      g_test_message ("%s", printed);
      g_assert_null (recoup_json_parse (bad_json[i], strlen (bad_json[i]), &error));
      g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_JSON);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_json_edges (void)
{
  /* A NUL is a byte like any other, and no JSON has it. */
  static const char with_nul[] = "{}\0";
  g_autoptr (GError) error = NULL;
  g_assert_null (recoup_json_parse (with_nul, 3, &error));
  g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_JSON);
  g_clear_error (&error);
  g_assert_null (recoup_json_parse ("\"a\0b\"", 5, &error));
  g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_JSON);
  g_clear_error (&error);

  /* The length counts, not the end of the string. */
  g_autoptr (GVariant) one = recoup_json_parse ("12", 1, &error);
  g_assert_cmpint (g_variant_get_int64 (one), ==, 1);

  g_assert_null (recoup_json_parse ("1e400", 5, &error));
  g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_RANGE);
  g_clear_error (&error);
  g_assert_null (recoup_json_parse ("-1e400", 6, &error));
  g_assert_error (error, RECOUP_FAULT, RECOUP_FAULT_RANGE);
  g_clear_error (&error);

  for (guint depth = RECOUP_JSON_MAX_DEPTH; depth <= RECOUP_JSON_MAX_DEPTH + 1; depth++)
    {
      g_autofree char *open = g_strnfill (depth, '[');
      g_autofree char *close = g_strnfill (depth, ']');
      g_autofree char *text = g_strconcat (open, close, NULL);
      g_autoptr (GVariant) nested = recoup_json_parse (text, strlen (text), NULL);
      g_assert_cmpint (nested != NULL, ==, depth <= RECOUP_JSON_MAX_DEPTH);
    }
  g_autofree char *bomb = g_strnfill (60000, '[');
  g_assert_null (recoup_json_parse (bomb, 60000, NULL));
}

static const struct
{
  const char *json;
  const char *value; /* text form of the GVariant */
} values[] = {
  { "{\"a\":1,\"b\":2.5}", "{'a': <int64 1>, 'b': <2.5>}" },
  { "{\"a\":1,\"b\":2,\"a\":3}", "{'b': <int64 2>, 'a': <int64 3>}" },
  { "[\"\\u00e9\\uD83D\\uDE00\", null, true]", "[<'é😀'>, <@mv nothing>, <true>]" },
  { "9223372036854775807", "int64 9223372036854775807" },
  { "9223372036854775808", "9.2233720368547758e+18" },
  { "3.0", "3.0" },
  { "{}", "@a{sv} {}" },
};

static void
test_json_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) expected =
          g_variant_ref_sink (g_variant_new_parsed (values[i].value, NULL));
      g_autoptr (GVariant) got =
          recoup_json_parse (values[i].json, strlen (values[i].json), &error);
      g_assert_no_error (error);
      g_test_message ("%s", values[i].json);
      g_assert_cmpvariant (got, expected);
    }
}

static void
test_json_write (void)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  const RecoupZone *paris = recoup_zone_table_lookup (zones, "Europe/Paris");
  const RecoupJsonStyle line = { zones, paris, FALSE };
  const RecoupJsonStyle pretty = { zones, paris, TRUE };
  const RecoupJsonStyle utc = { NULL, NULL, FALSE };
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_parsed (
      "{'now': <int64 1741676400000000>, 'week': <int64 3>, 'x': <0.1>, 'whole': <70.0>,"
      " 'times': <[int64 0]>, 'text': <'a\"\\\\\\n\\u0001é'>, 'sri': <@md nothing>,"
      " 'bad': <inf>, 'rows': <[{'zone': <'Asia/Tokyo'>, 'at': <int64 0>}]>, 'e': <@as []>,"
      " 'third': <0.3333333333333333>, 'u': <uint32 7>, 'b': <true>, 'pair': <('a', byte 0x1)>}"));

  g_autofree char *text = recoup_json_write (value, &line);
  g_assert_cmpstr (text, ==,
                   "{\"now\":\"2025-03-11T08:00:00+01:00\",\"week\":3,\"x\":0.1,\"whole\":70,"
                   "\"times\":[\"1970-01-01T01:00:00+01:00\"],"
                   "\"text\":\"a\\\"\\\\\\n\\u0001é\",\"sri\":null,\"bad\":null,"
                   "\"rows\":[{\"zone\":\"Asia/Tokyo\",\"at\":\"1970-01-01T09:00:00+09:00\"}],"
                   "\"e\":[],\"third\":0.3333333333333333,\"u\":7,\"b\":true,\"pair\":[\"a\",1]}");

  g_autoptr (GVariant) small =
      g_variant_ref_sink (g_variant_new_parsed ("{'at': <int64 0>, 'l': <['x']>}"));
  g_autofree char *indented = recoup_json_write (small, &pretty);
  g_assert_cmpstr (indented, ==,
                   "{\n  \"at\": \"1970-01-01T01:00:00+01:00\",\n  \"l\": [\n    \"x\"\n  ]\n}");
  g_autofree char *plain = recoup_json_write (small, &utc);
  g_assert_cmpstr (plain, ==, "{\"at\":\"1970-01-01T00:00:00Z\",\"l\":[\"x\"]}");
}

/* Every double comes back as it was. */
static void
test_json_doubles (void)
{
  const RecoupJsonStyle style = { NULL, NULL, FALSE };

  for (guint i = 0; i < 20000; i++)
    {
      double number = (g_test_rand_double () - 0.5) * pow (10, g_test_rand_int_range (-12, 13));
      g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_double (number));
      g_autofree char *text = recoup_json_write (value, &style);
      g_autoptr (GVariant) back = recoup_json_parse (text, strlen (text), NULL);
      g_assert_nonnull (back);
      double got = g_variant_is_of_type (back, G_VARIANT_TYPE_DOUBLE)
                       ? g_variant_get_double (back)
                       : (double) g_variant_get_int64 (back);
      g_assert_true (got >= number && got <= number);
    }
}

static void
test_uuid (void)
{
  g_autofree char *named = recoup_uuid_new_v5 ("recoup");
  g_autofree char *empty = recoup_uuid_new_v5 ("");

  g_assert_cmpstr (named, ==, "abcc47a1-9af9-5036-bc9d-26d412318fa9");
  g_assert_cmpstr (empty, ==, "d79ce8ac-4418-5f37-8cca-a57a59daad0a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jsonl/json/grammar", test_json_grammar);
  g_test_add_func ("/jsonl/json/edges", test_json_edges);
  g_test_add_func ("/jsonl/json/values", test_json_values);
  g_test_add_func ("/jsonl/json/write", test_json_write);
  g_test_add_func ("/jsonl/json/doubles", test_json_doubles);
  g_test_add_func ("/jsonl/uuid", test_uuid);
  return g_test_run ();
}
