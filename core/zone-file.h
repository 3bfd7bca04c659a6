/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** An offset and the second from which on it holds. */
typedef struct
{
  gint64 from;   /* UTC seconds; G_MININT64 in the first step */
  gint32 offset; /* seconds east of UTC */
} RecoupZoneStep;

/** Whole seconds, the second one not included. */
typedef struct
{
  gint64 from;
  gint64 until;
} RecoupZoneSpan;

/** Returns: (transfer full) (nullable): the offsets in @span that the time zone file @data tells,
 * of RecoupZoneStep, ascending, neighbours differ in offset, at least one; NULL if it is no such
 * file, or one that counts leap seconds */
GArray *recoup_zone_file_read (const guint8 *data, gsize size, const RecoupZoneSpan *span);

/** Adds a step behind the others; one that changes nothing is left out, and of two at one second
 * the later counts. */
void recoup_zone_file_append (GArray *steps, gint64 from, gint32 offset);

G_END_DECLS
