/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes as a value of any type from the bus: its depth can be told, and as settings it is refused
 * whole or taken whole, and written back as the same. */

#include "fuzz.h"
#include "recoup/error.h"
#include "recoup/wire.h"

/* How deep @variant is, by asking; and whether a greater depth is never too little. */
static void
check_depth (GVariant *variant)
{
  gboolean before = FALSE;

  for (guint depth = 0; depth < 8; depth++)
    {
      gboolean shallow = recoup_wire_is_shallow (variant, depth);
      g_assert_true (shallow || !before);
      before = shallow;
    }
}

static void
check_settings (GVariant *dict)
{
  RecoupPolicy policy;
  RecoupPolicy defaults;
  g_autoptr (GError) error = NULL;

  recoup_policy_init (&policy);
  recoup_policy_init (&defaults);
  if (!recoup_wire_policy_apply (&policy, dict, &error))
    {
      g_assert_true (error->domain == RECOUP_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_true (recoup_policy_equal (&policy, &defaults));
      return;
    }
  g_autoptr (GVariant) written = g_variant_ref_sink (recoup_wire_policy (&policy));
  g_assert_true (recoup_wire_policy_apply (&defaults, written, &error));
  g_assert_no_error (error);
  g_assert_true (recoup_policy_equal (&policy, &defaults));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GVariant) boxed =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARIANT, bytes, FALSE));
  g_autoptr (GVariant) variant = g_variant_get_variant (boxed);

  check_depth (variant);
  check_settings (variant);
  return 0;
}
