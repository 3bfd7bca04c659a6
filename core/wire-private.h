/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "recoup/civil.h"

G_BEGIN_DECLS

/* Each adds one pair to a builder of `a{sv}`, or none for what is not known. */

void recoup_wire_put (GVariantBuilder *dict, const char *key, GVariant *value);
void recoup_wire_put_integer (GVariantBuilder *dict, const char *key, gint64 integer);
void recoup_wire_put_boolean (GVariantBuilder *dict, const char *key, gboolean boolean);

/** None for NAN; rounded to four decimals. */
void recoup_wire_put_number (GVariantBuilder *dict, const char *key, double number);

/** Tenths of a point as points. */
void recoup_wire_put_points (GVariantBuilder *dict, const char *key, gint points_dp);

/** None for NULL. */
void recoup_wire_put_text (GVariantBuilder *dict, const char *key, const char *text);

/** None for RECOUP_INSTANT_NONE. */
void recoup_wire_put_instant (GVariantBuilder *dict, const char *key, RecoupInstant instant);

/** None for RECOUP_DAY_NONE. */
void recoup_wire_put_day (GVariantBuilder *dict, const char *key, RecoupDay day);

/** @names: of char*. */
void recoup_wire_put_names (GVariantBuilder *dict, const char *key, const GPtrArray *names);

G_END_DECLS
