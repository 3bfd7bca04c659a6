/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interchange format: every line form, every fault, and the journals of the vectors. */

#include "client/jsonl.h"

#include <string.h>

#include "client/json.h"
#include "recoup/error.h"
#include "support/zones.h"

typedef struct
{
  GPtrArray *entries; /* of RecoupEntry */
  GString *report;    /* "1 json, 3 range" */
  GString *unknown;
  guint stop_after;
  guint n_calls;
} Result;

static void
result_init (Result *result)
{
  result->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recoup_entry_unref);
  result->report = g_string_new (NULL);
  result->unknown = g_string_new (NULL);
  result->stop_after = G_MAXUINT;
  result->n_calls = 0;
}

static void
result_clear (Result *result)
{
  g_ptr_array_unref (result->entries);
  g_string_free (result->report, TRUE);
  g_string_free (result->unknown, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static gboolean
on_line (const RecoupJsonlLine *line, gpointer user_data)
{
  Result *result = user_data;

  g_assert_cmpint (line->entry == NULL, ==, line->fault != NULL);
  if (line->entry != NULL)
    g_ptr_array_add (result->entries, recoup_entry_ref (line->entry));
  else
    {
      g_assert_true (line->fault->domain == RECOUP_FAULT);
      g_assert_true (g_utf8_validate (line->fault->message, -1, NULL));
      g_string_append_printf (result->report, "%s%u %s", result->report->len > 0 ? ", " : "",
                              line->number,
                              recoup_fault_get_name ((RecoupFault) line->fault->code));
    }
  for (guint i = 0; i < line->unknown->len; i++)
    g_string_append_printf (result->unknown, "%u:%s ", line->number,
                            (const char *) line->unknown->pdata[i]);
  return ++result->n_calls < result->stop_after;
}

static void
read_bytes (const char *text, gsize len, Result *result)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) len, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (recoup_jsonl_read (stream, zones, on_line, result, &error));
  g_assert_no_error (error);
}

static void
read_text (const char *text, Result *result)
{
  read_bytes (text, strlen (text), result);
}

static RecoupEntry *
get_entry (const Result *result, guint i)
{
  g_assert_cmpuint (i, <, result->entries->len);
  return g_ptr_array_index (result->entries, i);
}

/* A fault each, by the codes of the format. */
static const struct
{
  const char *code;
  const char *line;
} faults[] = {
  { "json", "{\"kind\":\"rest\",\"date\":\"2025-01-06\"} // x" },
  { "json", "{'kind':'rest','date':'2025-01-06'}" },
  { "json", "{\"kind\":\"weight\",\"at\":\"2025-01-06T07:00Z\",\"kg\":080}" },
  { "json", "{\"kind\":\"weight\",\"at\":\"2025-01-06T07:00Z\",\"kg\":0x50}" },
  { "json", "{\"kind\":\"rest\",\"date\":\"2025-01-06\",\"note\":\"\xff\"}" },
  { "json", "not json" },
  { "range", "{\"kind\":\"weight\",\"at\":\"2025-01-06T07:00Z\",\"kg\":1e400}" },
  { "range",
    "{\"kind\":\"checkin\",\"at\":\"2025-01-06T07:00Z\",\"stress\":99999999999999999999}" },
  { "range", "{\"kind\":\"checkin\",\"at\":\"2025-01-06T07:00Z\",\"stress\":1e300}" },
  { "range", "{\"kind\":\"rest\",\"date\":\"2025-01-06\",\"rev\":-1}" },
  { "range", "{\"kind\":\"rest\",\"date\":\"2025-01-06\",\"rev\":2147483648}" },
  { "range", "{\"kind\":\"rest\",\"date\":\"1999-12-31\"}" },
  { "range", "{\"kind\":\"weight\",\"at\":\"1999-12-31T23:59:59Z\",\"kg\":80}" },
  { "not-object", "[]" },
  { "not-object", "\"rest\"" },
  { "not-object", "null" },
  { "kind", "{}" },
  { "kind", "{\"kind\":null}" },
  { "kind", "{\"kind\":5}" },
  { "kind", "{\"kind\":\"party\"}" },
  { "kind", "{\"kind\":\"Rest\",\"date\":\"2025-01-06\"}" },
  { "id", "{\"kind\":\"rest\",\"id\":\"xyz\",\"date\":\"2025-01-06\"}" },
  { "id", "{\"kind\":\"remove\",\"target\":\"5f0c1f8e\"}" },
  { "zone", "{\"kind\":\"rest\",\"date\":\"2025-01-06\",\"zone\":\"+02:00\"}" },
  { "zone", "{\"kind\":\"rest\",\"date\":\"2025-01-06\",\"zone\":\"zone.tab\"}" },
  { "bad-time", "{\"kind\":\"weight\",\"at\":\"2025-01-06T07:00\",\"kg\":80}" },
  { "bad-time", "{\"kind\":\"weight\",\"at\":\"2025-01-06T07:00+15:01\",\"kg\":80}" },
  { "bad-time", "{\"kind\":\"weight\",\"at\":\"2025-02-30T07:00Z\",\"kg\":80}" },
  { "bad-date", "{\"kind\":\"rest\",\"date\":\"2025-02-30\"}" },
  { "missing", "{\"kind\":\"rest\"}" },
  { "missing", "{\"kind\":\"rest\",\"date\":null}" },
  { "missing", "{\"kind\":\"session\",\"start\":\"2025-01-06T07:00Z\",\"sets\":[]}" },
  { "type", "{\"kind\":\"weight\",\"at\":1736146800,\"kg\":80}" },
  { "type", "{\"kind\":\"weight\",\"at\":\"2025-01-06T07:00Z\",\"kg\":\"80\"}" },
  { "type", "{\"kind\":\"weight\",\"at\":\"2025-01-06T07:00Z\",\"kg\":true}" },
  { "type", "{\"kind\":\"checkin\",\"at\":\"2025-01-06T07:00Z\",\"stress\":3.5}" },
  { "type", "{\"kind\":\"checkin\",\"at\":\"2025-01-06T07:00Z\",\"ill\":1}" },
  { "type", "{\"kind\":\"checkin\",\"at\":\"2025-01-06T07:00Z\",\"soreness\":[]}" },
  { "type", "{\"kind\":\"checkin\",\"at\":\"2025-01-06T07:00Z\",\"soreness\":{\"quads\":\"4\"}}" },
  { "type", "{\"kind\":\"checkin\",\"at\":\"2025-01-06T07:00Z\",\"pain\":{\"quads\":\"sharp\"}}" },
  { "type", "{\"kind\":\"checkin\",\"at\":\"2025-01-06T07:00Z\",\"pain\":{\"quads\":[1]}}" },
  { "type", "{\"kind\":\"checkin\",\"at\":\"2025-01-06T07:00Z\",\"pain\":{\"quads\":[\"hot\"]}}" },
  { "type", "{\"kind\":\"session\",\"start\":\"2025-01-06T07:00Z\",\"sets\":{}}" },
  { "type", "{\"kind\":\"session\",\"start\":\"2025-01-06T07:00Z\",\"sets\":[5]}" },
  { "type",
    "{\"kind\":\"recovery\",\"at\":\"2025-01-06T07:00Z\",\"activity\":\"nap\",\"minutes\":5}" },
  { "group", "{\"kind\":\"checkin\",\"at\":\"2025-01-06T07:00Z\",\"soreness\":{\"leg\":4}}" },
  { "empty", "{\"kind\":\"hrv\",\"at\":\"2025-01-06T07:00Z\"}" },
  { "interval",
    "{\"kind\":\"sleep\",\"start\":\"2025-01-06T07:00Z\",\"end\":\"2025-01-06T07:00:59Z\"}" },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_auto (Result) result = { 0 };
      result_init (&result);
      g_autofree char *expected = g_strconcat ("1 ", faults[i].code, NULL);
      g_test_message ("%s", faults[i].code);
      read_text (faults[i].line, &result);
      g_assert_cmpstr (result.report->str, ==, expected);
    }
}

static void
test_good_forms (void)
{
  g_auto (Result) result = { 0 };
  result_init (&result);

  read_text ("{\"kind\":\"checkin\",\"id\":\"7A3E9C1D-2B64-4F0B-9F1E-6C5D4B3A2F10\",\"rev\":2.0,"
             "\"at\":\"2025-01-07T07:00:59.9+01:00\",\"stress\":3.0,\"mood\":2e0,\"stress\":4,"
             "\"fatigue\":null,\"soreness\":{\"quads\":5,\"quads\":4,\"abs\":null},\"color\":1e3,"
             "\"pain\":{\"back\":[\"form\",\"sharp\"],\"abs\":[]}}\r\n"
             "{\"kind\":\"session\",\"start\":\"2025-01-07T18:00Z\",\"sets\":[{\"exercise\":"
             "\"squat\",\"reps\":5,\"tempo\":\"31X1\",\"rir\":null,\"groups\":{\"quads\":1}}]}",
             &result);
  g_assert_cmpstr (result.report->str, ==, "");
  g_assert_cmpstr (result.unknown->str, ==, "1:color 2:tempo ");

  const RecoupEntry *checkin = get_entry (&result, 0);
  g_assert_cmpstr (checkin->id, ==, "7a3e9c1d-2b64-4f0b-9f1e-6c5d4b3a2f10");
  g_assert_cmpint (checkin->rev, ==, 2);
  g_assert_cmpint (checkin->start, ==, G_GINT64_CONSTANT (1736229659) * G_USEC_PER_SEC);
  g_assert_cmpint (checkin->checkin.stress, ==, 4);
  g_assert_cmpint (checkin->checkin.mood, ==, 2);
  g_assert_cmpint (checkin->checkin.fatigue, ==, 0);
  g_assert_true (checkin->checkin.soreness[RECOUP_GROUP_QUADS] == 4);
  g_assert_true (checkin->checkin.pain[RECOUP_GROUP_BACK] ==
                 (RECOUP_PAIN_SHARP | RECOUP_PAIN_FORM));
  g_assert_true (checkin->checkin.pain[RECOUP_GROUP_ABS] == 0);
  const RecoupEntry *session = get_entry (&result, 1);
  g_assert_cmpuint (session->session.n_sets, ==, 1);
  g_assert_cmpint (session->session.sets[0].reps, ==, 5);
}

#define REST "{\"kind\":\"rest\",\"date\":\"2025-01-06\"}"

/* Numbers count every line; the limit is bytes without the line end; a long line costs no more. */
static void
test_lines (void)
{
  g_auto (Result) result = { 0 };
  result_init (&result);
  GString *text = g_string_new ("\n  \t\n" REST "\r\n\nnot json\n");
  gsize room = RECOUP_MAX_LINE_BYTES - strlen (REST);
  g_string_append (text, REST);
  g_string_append_printf (text, "%*s\n", (gint) room, "");
  g_string_append (text, REST);
  g_string_append_printf (text, "%*s\n", (gint) room + 1, "");
  g_string_append_printf (text, "%*s\n", 300000, "");
  g_string_append (text, REST);

  read_bytes (text->str, text->len, &result);
  g_string_free (text, TRUE);
  g_assert_cmpstr (result.report->str, ==, "5 json, 7 too-long, 8 too-long");
  g_assert_cmpuint (result.entries->len, ==, 3);

  g_auto (Result) first = { 0 };
  result_init (&first);
  first.stop_after = 1;
  read_text (REST "\n" REST "\n", &first);
  g_assert_cmpuint (first.n_calls, ==, 1);

  g_auto (Result) nul = { 0 };
  result_init (&nul);
  read_bytes (REST "\0\n\0\n", strlen (REST) + 4, &nul);
  g_assert_cmpstr (nul.report->str, ==, "1 json, 2 json");

  g_auto (Result) none = { 0 };
  result_init (&none);
  read_text ("", &none);
  g_assert_cmpuint (none.n_calls, ==, 0);
}

/* Without an id the content makes one: again the same, another for the second of two equal lines,
 * and the note does not matter. */
static void
test_derived_ids (void)
{
  static const char text[] =
      REST "\n" REST "\n{\"note\":\"x\",\"date\":\"2025-01-06\",\"kind\":\"rest\"}\n"
           "{\"kind\":\"rest\",\"date\":\"2025-01-07\"}\n";
  g_auto (Result) first = { 0 };
  result_init (&first);
  g_auto (Result) second = { 0 };
  result_init (&second);

  read_text (text, &first);
  read_text (text, &second);
  g_assert_cmpuint (first.entries->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpstr (get_entry (&first, i)->id, ==, get_entry (&second, i)->id);
      g_assert_true (g_uuid_string_is_valid (get_entry (&first, i)->id));
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (get_entry (&first, i)->id, !=, get_entry (&first, j)->id);
    }
  /* It must never change: a file that was imported is recognised when it comes again. */
  g_assert_cmpstr (get_entry (&first, 0)->id, ==, "09fbd30a-b744-5071-8ab3-1785002ead15");

  g_auto (Result) noted = { 0 };
  result_init (&noted);
  read_text ("{\"note\":\"x\",\"date\":\"2025-01-06\",\"kind\":\"rest\"}", &noted);
  g_assert_cmpstr (get_entry (&noted, 0)->id, ==, get_entry (&first, 0)->id);
}

static char *
read_vector (const char *name, gsize *len_out)
{
  g_autofree char *file =
      g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "vectors", "own", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_assert_true (g_file_get_contents (file, &text, len_out, &error));
  g_assert_no_error (error);
  return text;
}

/* The errors that the expected state lists, in the form of our report. */
static char *
dup_expected_errors (const char *name)
{
  gsize len = 0;
  g_autofree char *text = read_vector (name, &len);
  g_autoptr (GVariant) json = recoup_json_parse (text, len, NULL);
  g_assert_nonnull (json);
  g_autoptr (GVariant) states = g_variant_lookup_value (json, "states", G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) boxed = g_variant_get_child_value (states, 0);
  g_autoptr (GVariant) state = g_variant_get_variant (boxed);
  g_autoptr (GVariant) errors = g_variant_lookup_value (state, "errors", G_VARIANT_TYPE ("av"));
  GString *report = g_string_new (NULL);

  for (gsize i = 0; i < g_variant_n_children (errors); i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (errors, i);
      g_autoptr (GVariant) fault = g_variant_get_variant (item);
      gint64 line = 0;
      const char *code = NULL;
      g_assert_true (g_variant_lookup (fault, "line", "x", &line));
      g_assert_true (g_variant_lookup (fault, "code", "&s", &code));
      g_string_append_printf (report, "%s%" G_GINT64_FORMAT " %s", i > 0 ? ", " : "", line, code);
    }
  return g_string_free (report, FALSE);
}

/* What is written reads back as the same entry, and is written the same again. */
static void
check_round_trip (const Result *result)
{
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();

  for (guint i = 0; i < result->entries->len; i++)
    {
      const RecoupEntry *entry = get_entry (result, i);
      g_auto (Result) back = { 0 };
      result_init (&back);
      g_autofree char *line = recoup_jsonl_write_entry (entry, zones);
      g_assert_null (strchr (line, '\n'));
      read_text (line, &back);
      g_assert_cmpstr (back.report->str, ==, "");
      g_assert_cmpstr (back.unknown->str, ==, "");
      const RecoupEntry *again = get_entry (&back, 0);
      g_assert_true (recoup_entry_same_content (entry, again));
      g_assert_cmpstr (entry->id, ==, again->id);
      g_assert_cmpint (entry->rev, ==, again->rev);
      g_autofree char *line_again = recoup_jsonl_write_entry (again, zones);
      g_assert_cmpstr (line, ==, line_again);
    }
}

static void
test_vectors (void)
{
  g_autofree char *folder =
      g_build_filename (g_getenv ("RECOUP_TEST_DATA"), "vectors", "own", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      if (!g_str_has_suffix (name, ".jsonl"))
        continue;
      g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".jsonl"));
      g_autofree char *expected_name = g_strconcat (stem, ".expected.json", NULL);
      g_autofree char *expected = dup_expected_errors (expected_name);
      gsize len = 0;
      g_autofree char *text = read_vector (name, &len);
      g_auto (Result) result = { 0 };
      result_init (&result);
      g_test_message ("%s", name);
      read_bytes (text, len, &result);
      g_assert_cmpstr (result.report->str, ==, expected);
      g_assert_cmpuint (result.entries->len, >, 0);
      check_round_trip (&result);
      n++;
    }
  g_assert_cmpuint (n, ==, 39);
}

static void
test_write (void)
{
  static const char text[] =
      "{\"date\":\"2025-01-06\",\"kind\":\"rest\",\"id\":\"5F0C1F8E-7D0A-4D53-9F6E-0E8B4B7F0A11\"}"
      "\n"
      "{\"quality\":3,\"asleep_min\":430.5,\"end\":\"2025-01-06T05:50:00Z\",\"kind\":\"sleep\","
      "\"start\":\"2025-01-05T22:05:00Z\",\"zone\":\"Europe/Paris\",\"rev\":4,"
      "\"id\":\"5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a12\",\"source\":\"watch\"}\n"
      "{\"at\":\"2025-01-06T06:50:00+01:00\",\"kind\":\"weight\",\"kg\":80.1,"
      "\"id\":\"5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a13\"}\n";
  static const char *const lines[] = {
    "{\"kind\":\"rest\",\"id\":\"5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a11\",\"rev\":0,"
    "\"date\":\"2025-01-06\"}",
    "{\"kind\":\"sleep\",\"id\":\"5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a12\",\"rev\":4,"
    "\"zone\":\"Europe/Paris\",\"source\":\"watch\",\"start\":\"2025-01-05T23:05:00+01:00\","
    "\"end\":\"2025-01-06T06:50:00+01:00\",\"asleep_min\":430.5,\"quality\":3}",
    "{\"kind\":\"weight\",\"id\":\"5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a13\",\"rev\":0,"
    "\"at\":\"2025-01-06T05:50:00Z\",\"kg\":80.1}",
  };
  g_autoptr (RecoupZoneTable) zones = test_zones_new ();
  g_auto (Result) result = { 0 };
  result_init (&result);

  read_text (text, &result);
  g_assert_cmpuint (result.entries->len, ==, G_N_ELEMENTS (lines));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = recoup_jsonl_write_entry (get_entry (&result, i), zones);
      g_assert_cmpstr (line, ==, lines[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jsonl/faults", test_faults);
  g_test_add_func ("/jsonl/good-forms", test_good_forms);
  g_test_add_func ("/jsonl/lines", test_lines);
  g_test_add_func ("/jsonl/derived-ids", test_derived_ids);
  g_test_add_func ("/jsonl/vectors", test_vectors);
  g_test_add_func ("/jsonl/write", test_write);
  return g_test_run ();
}
