/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes as a journal file and as a file of settings: each line is refused with a fault of the
 * format, or an entry that is written and read back as the same. */

#include "client/jsonl.h"

#include <string.h>

#include "client/policy-file.h"
#include "fuzz.h"
#include "recoup/error.h"
#include "support/zones.h"

static void
check_entry (const RecoupEntry *entry, RecoupZoneTable *zones)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = recoup_jsonl_write_entry (entry, zones);
  g_autoptr (GVariant) dict = recoup_jsonl_parse_line (line, strlen (line), NULL, &error);

  g_assert_no_error (error);
  g_autoptr (RecoupEntry) again = recoup_entry_new_from_variant (dict, NULL, zones, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (recoup_entry_same_content (entry, again));
  g_assert_cmpstr (entry->id, ==, again->id);
}

static gboolean
on_line (const RecoupJsonlLine *line, gpointer user_data)
{
  g_assert_true ((line->entry == NULL) == (line->fault != NULL));
  if (line->entry != NULL)
    check_entry (line->entry, user_data);
  else
    {
      g_assert_true (line->fault->domain == RECOUP_FAULT);
      g_assert_true (g_utf8_validate (line->fault->message, -1, NULL));
    }
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static RecoupZoneTable *zones = NULL; /* for the life of the process */
  const char *text = size > 0 ? (const char *) data : "";
  g_autoptr (GError) error = NULL;
  RecoupPolicy policy;

  if (zones == NULL)
    zones = test_zones_new ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) size, NULL);
  g_assert_true (recoup_jsonl_read (stream, zones, on_line, zones, &error));
  g_assert_no_error (error);

  recoup_policy_init (&policy);
  gboolean is_set = recoup_policy_file_parse (text, size, &policy, &error);
  g_assert_true (is_set == (error == NULL));
  g_assert_true (is_set || g_utf8_validate (error->message, -1, NULL));
  return 0;
}
