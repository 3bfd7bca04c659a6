/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes as the bus form of an entry: refused with a fault of the format, or an entry that is
 * written and read back as the same. */

#include "fuzz.h"
#include "recoup/entry.h"
#include "support/zones.h"

#define SPARE_ID "5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a11"

static void
check_entry (RecoupEntry *entry, RecoupZoneTable *zones)
{
  g_autoptr (GError) error = NULL;
  const RecoupZone *zone = recoup_zone_table_lookup (zones, "Europe/Paris");
  g_autoptr (GVariant) written = g_variant_ref_sink (recoup_entry_to_variant (entry));
  g_autoptr (RecoupEntry) again =
      recoup_entry_new_from_variant (written, NULL, zones, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (recoup_entry_same_content (entry, again));
  g_assert_cmpint (recoup_entry_compare (entry, again), ==, 0);
  g_assert_cmpint (entry->rev, ==, again->rev);
  g_assert_cmpint (recoup_entry_get_day (entry, 240, zone, zones), ==,
                   recoup_entry_get_day (again, 240, zone, zones));

  g_autoptr (GVariant) twice = g_variant_ref_sink (recoup_entry_to_variant (again));
  g_assert_true (g_variant_equal (written, twice));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static RecoupZoneTable *zones = NULL; /* for the life of the process */

  if (zones == NULL)
    zones = test_zones_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GVariant) dict =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));
  for (guint strict = 0; strict < 2; strict++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (RecoupEntry) entry = recoup_entry_new_from_variant (
          dict, strict ? NULL : SPARE_ID, zones, strict ? NULL : unknown, &error);
      g_assert_true ((entry == NULL) == (error != NULL));
      if (entry != NULL)
        check_entry (entry, zones);
      else
        {
          g_assert_true (error->domain == RECOUP_FAULT);
          g_assert_nonnull (recoup_fault_get_name ((RecoupFault) error->code));
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
  return 0;
}
