/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "recoup/civil.h"

G_BEGIN_DECLS

/**
 * recoup_describe_entry:
 * @entry: `a{sv}` as Journal.Query gives it
 *
 * Returns: (transfer full): what the entry says beside its kind and time, on one line: "7 h 50 min,
 * quality 2"; "protein 30 g"
 */
char *recoup_describe_entry (GVariant *entry);

/** Returns: (transfer full): time of the entry: "2026-03-27 22:50", or its date; two instants as
 * "2026-03-27 22:50 to 06:40" */
char *recoup_describe_time (GVariant *entry, const RecoupZone *zone);

G_END_DECLS
