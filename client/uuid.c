/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Identities that follow from content. */

#include "client/uuid.h"

#include <string.h>

#define UUID_BYTES 16
#define SHA1_BYTES 20

/* 6f0c8f1e-2f39-4e0d-9a51-6b8f0f4c7d21, drawn once for recoup; it must never change. */
static const guint8 name_space[UUID_BYTES] = { 0x6f, 0x0c, 0x8f, 0x1e, 0x2f, 0x39, 0x4e, 0x0d,
                                               0x9a, 0x51, 0x6b, 0x8f, 0x0f, 0x4c, 0x7d, 0x21 };

char *
recoup_uuid_new_v5 (const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 bytes[SHA1_BYTES] = { 0 };
  gsize len = sizeof bytes;
  GString *text = g_string_new (NULL);

  g_checksum_update (checksum, name_space, sizeof name_space);
  g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name));
  g_checksum_get_digest (checksum, bytes, &len);
  bytes[6] = (guint8) ((bytes[6] & 0x0f) | 0x50); /* version 5 */
  bytes[8] = (guint8) ((bytes[8] & 0x3f) | 0x80); /* the variant of the standard */
  for (guint i = 0; i < UUID_BYTES; i++)
    g_string_append_printf (text, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x",
                            bytes[i]);
  return g_string_free (text, FALSE);
}
